"""What people measured on images, and the key images they marked."""

from __future__ import annotations

import json
from datetime import datetime

from app.domain.measurement import KeyImage, Measurement
from app.domain.plain import from_plain, to_plain
from app.store.times import moment_of
from app.store.transaction import Transaction


def put(tx: Transaction, measurement: Measurement) -> None:
    """Keep a measurement; one with the same id is replaced."""
    tx.run(
        "INSERT OR REPLACE INTO measurements (id, patient, series, moment, body)"
        " VALUES (:id, :patient, :series, :moment, :body)",
        {
            "id": measurement.id,
            "patient": measurement.patient,
            "series": measurement.series,
            "moment": moment_of(measurement.at),
            "body": json.dumps(to_plain(measurement), ensure_ascii=False),
        },
    )
    tx.touched("measurement", measurement.id)
    tx.touched("series", measurement.series)


def get(tx: Transaction, measurement: str) -> Measurement | None:
    row = tx.row("SELECT body FROM measurements WHERE id = :id", {"id": measurement})
    return from_plain(Measurement, json.loads(row["body"])) if row else None


def all(tx: Transaction, series: str = "", study: str = "") -> tuple[Measurement, ...]:
    """Measurements of a series, or of every series of a study; oldest first."""
    rows = tx.rows(
        "SELECT body FROM measurements WHERE series = :series"
        " OR series IN (SELECT uid FROM series WHERE study = :study) ORDER BY moment, id",
        {"series": series, "study": study},
    )
    return tuple(from_plain(Measurement, json.loads(row["body"])) for row in rows)


def remove(tx: Transaction, measurement: str) -> None:
    tx.run("DELETE FROM measurements WHERE id = :id", {"id": measurement})
    tx.touched("measurement", measurement)


def put_key_image(tx: Transaction, image: KeyImage) -> None:
    """Mark an image; one that is marked takes the new note."""
    tx.run(
        "INSERT OR REPLACE INTO key_images (instance, frame, patient, series, note, marked_by, marked_at)"
        " VALUES (:instance, :frame, :patient, :series, :note, :by, :at)",
        {
            "instance": image.instance,
            "frame": image.frame,
            "patient": image.patient,
            "series": image.series,
            "note": image.note,
            "by": image.by,
            "at": image.at.isoformat(),
        },
    )
    tx.touched("series", image.series)


def remove_key_image(tx: Transaction, instance: str, frame: int) -> None:
    tx.run(
        "DELETE FROM key_images WHERE instance = :instance AND frame = :frame", {"instance": instance, "frame": frame}
    )
    tx.touched("instance", instance)


def key_images(tx: Transaction, series: str = "", study: str = "") -> tuple[KeyImage, ...]:
    """Key images of a series, or of every series of a study, in the order they were marked."""
    rows = tx.rows(
        "SELECT * FROM key_images WHERE series = :series"
        " OR series IN (SELECT uid FROM series WHERE study = :study) ORDER BY marked_at, instance, frame",
        {"series": series, "study": study},
    )
    return tuple(
        KeyImage(
            row["patient"],
            row["series"],
            row["instance"],
            row["frame"],
            row["marked_by"],
            datetime.fromisoformat(row["marked_at"]),
            row["note"],
        )
        for row in rows
    )
