"""Studies, series, instances and the small pictures of series."""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import dataclass

import sqlcipher3

from app.domain.patient import Noun, Patient
from app.domain.plain import from_plain, to_plain
from app.domain.study import Instance, Series, Study
from app.store import patients
from app.store.times import at_text, moment_of, text_of
from app.store.transaction import Transaction
from app.store.words import folded, holding

_STUDY = "t.uid, t.patient, t.accession, t.description, t.started_at"
_PATIENT = "p.id, p.mrn, p.name, p.birth_date, p.sex"
_LISTED = f"""
    SELECT {_STUDY}, {_PATIENT}, l.modalities, l.series, l.instances
    FROM study_list l JOIN studies t ON t.uid = l.study JOIN patients p ON p.id = t.patient
"""
_SERIES = """
    s.uid, s.study, s.modality, s.body_part, s.description, s.number, s.frame_of_reference,
    (SELECT count(*) FROM instances i WHERE i.series = s.uid) AS instance_count
"""


@dataclass(frozen=True, slots=True)
class Counted:
    """A study with its patient, the modalities in it, and counts."""

    study: Study
    patient: Patient
    modalities: tuple[str, ...]
    series: int
    instances: int


def put_study(tx: Transaction, study: Study) -> None:
    """Keep a study; one with the same UID is replaced where it differs. Its patient must be here."""
    if get_study(tx, study.uid) == study:
        return
    tx.run(
        "INSERT INTO studies (uid, patient, accession, description, started_at, moment, search)"
        " VALUES (:uid, :patient, :accession, :description, :started_at, :moment, :search)"
        " ON CONFLICT (uid) DO UPDATE SET patient = excluded.patient, accession = excluded.accession,"
        " description = excluded.description, started_at = excluded.started_at, moment = excluded.moment,"
        " search = excluded.search",
        {
            "uid": study.uid,
            "patient": study.patient,
            "accession": study.accession,
            "description": study.description,
            "started_at": text_of(study.started_at),
            "moment": moment_of(study.started_at),
            "search": folded(study.description, study.accession, study.uid),
        },
    )
    tx.touched("study", study.uid)
    tx.touched("patient", study.patient)


def put_series(tx: Transaction, series: Series) -> None:
    """Keep a series; one with the same UID is replaced where it differs. ``instance_count`` is counted, not kept."""
    values = {
        "uid": series.uid,
        "study": series.study,
        "modality": series.modality,
        "body_part": series.body_part,
        "description": series.description,
        "number": series.number,
        "frame_of_reference": series.frame_of_reference,
        "search": folded(series.description, series.modality, series.body_part, series.uid),
    }
    changed = tx.run(
        "INSERT INTO series (uid, study, modality, body_part, description, number, frame_of_reference, search)"
        " VALUES (:uid, :study, :modality, :body_part, :description, :number, :frame_of_reference, :search)"
        " ON CONFLICT (uid) DO UPDATE SET study = excluded.study, modality = excluded.modality,"
        " body_part = excluded.body_part, description = excluded.description, number = excluded.number,"
        " frame_of_reference = excluded.frame_of_reference, search = excluded.search"
        " WHERE (study, modality, body_part, description, frame_of_reference)"
        " IS NOT (excluded.study, excluded.modality, excluded.body_part, excluded.description,"
        " excluded.frame_of_reference) OR number IS NOT excluded.number",
        values,
    )
    if changed > 0:
        tx.touched("series", series.uid)
        tx.touched("study", series.study)


def put_instance(tx: Transaction, instance: Instance) -> None:
    """Keep an instance whose object is in the volumes. One with the same UID is replaced, its old object deleted."""
    values = {"uid": instance.uid}
    before = tx.row("SELECT object FROM instances WHERE uid = :uid", values)
    if before and before["object"] != instance.object:
        tx.discard([before["object"]])
    tx.run(
        "INSERT OR REPLACE INTO instances (uid, series, number, object, digest, header)"
        " VALUES (:uid, :series, :number, :object, :digest, :header)",
        {
            "uid": instance.uid,
            "series": instance.series,
            "number": instance.number,
            "object": instance.object,
            "digest": instance.digest,
            "header": json.dumps(to_plain(instance), ensure_ascii=False, separators=(",", ":")),
        },
    )
    tx.touched("instance")
    tx.touched("series", instance.series)


def instance(tx: Transaction, uid: str) -> Instance | None:
    row = tx.row("SELECT header FROM instances WHERE uid = :uid", {"uid": uid})
    return _instance(row) if row else None


def instances(tx: Transaction, series: str) -> tuple[Instance, ...]:
    """The instances of a series in the order they were numbered."""
    sql = "SELECT header FROM instances WHERE series = :series ORDER BY number IS NULL, number, uid"
    return tuple(_instance(row) for row in tx.rows(sql, {"series": series}))


def digest_seen(tx: Transaction, digest: str) -> str | None:
    """The UID of the instance with these very bytes, or None."""
    row = tx.row("SELECT uid FROM instances WHERE digest = :digest", {"digest": digest})
    return str(row["uid"]) if row else None


def get_study(tx: Transaction, uid: str) -> Study | None:
    row = tx.row(f"SELECT {_STUDY} FROM studies t WHERE t.uid = :uid", {"uid": uid})
    return _study(row) if row else None


def get_series(tx: Transaction, uid: str) -> Series | None:
    row = tx.row(f"SELECT {_SERIES} FROM series s WHERE s.uid = :uid", {"uid": uid})
    return _series(row) if row else None


def delete_study(tx: Transaction, study: str) -> None:
    """Delete a study's rows, what was found in its images and answered about them; originals go after the commit."""
    values = {"study": study}
    theirs = "SELECT uid FROM series WHERE study = :study"
    tx.discard(row["object"] for row in tx.rows(f"SELECT object FROM instances WHERE series IN ({theirs})", values))
    named_by: dict[Noun, str] = {
        "series": theirs,
        "finding": f"SELECT id FROM findings WHERE series IN ({theirs})",
        "prediction": f"SELECT id FROM predictions WHERE about = :study OR about IN ({theirs})",
        "patient": "SELECT patient FROM studies WHERE uid = :study",
    }
    for noun, sql in named_by.items():
        tx.touched(noun, *(row[0] for row in tx.rows(sql, values)))
    for table in ("finding", "prediction"):
        tx.run(f"DELETE FROM {table}s WHERE id IN ({named_by[table]})", values)
    tx.run(f"DELETE FROM settings WHERE name = 'place' AND value ->> '$.series' IN ({theirs})", values)
    tx.run("DELETE FROM studies WHERE uid = :study", values)  # series, instances, thumbnails: cascade
    tx.touched("study", study)
    tx.touched("instance")


def study_rows(tx: Transaction, search: str = "", patient: str = "", study: str = "") -> tuple[Counted, ...]:
    """Studies with their patient and counts, newest first. Every word is found in the patient, study or its series."""
    condition, values = holding(search, "l.text")
    sql = f"""{_LISTED}
        WHERE {condition} AND (:patient = '' OR l.patient = :patient) AND (:study = '' OR l.study = :study)
        ORDER BY l.moment DESC NULLS LAST, l.study
    """
    return tuple(_counted(row) for row in tx.rows(sql, {**values, "patient": patient, "study": study}))


def listed(tx: Transaction, numbers: Iterable[int]) -> tuple[Counted, ...]:
    """The studies with these numbers in the list, in that order."""
    sql = f"{_LISTED} WHERE l.number = :number"
    return tuple(_counted(row) for number in numbers for row in tx.rows(sql, {"number": number}))


def series_rows(tx: Transaction, study: str = "", patient: str = "", search: str = "") -> tuple[Series, ...]:
    """Series, newest study first, then by number."""
    condition, values = holding(search, "(p.search || ' ' || t.search || ' ' || s.search)")
    sql = f"""
        SELECT {_SERIES} FROM series s
        JOIN studies t ON t.uid = s.study
        JOIN patients p ON p.id = t.patient
        WHERE {condition} AND (:study = '' OR s.study = :study) AND (:patient = '' OR t.patient = :patient)
        ORDER BY t.moment DESC NULLS LAST, s.study, s.number IS NULL, s.number, s.uid
    """
    return tuple(_series(row) for row in tx.rows(sql, {**values, "study": study, "patient": patient}))


def put_thumbnail(tx: Transaction, series: str, png: bytes) -> None:
    tx.run("INSERT OR REPLACE INTO thumbnails (series, png) VALUES (:series, :png)", {"series": series, "png": png})
    tx.touched("series", series)


def thumbnail(tx: Transaction, series: str) -> bytes | None:
    row = tx.row("SELECT png FROM thumbnails WHERE series = :series", {"series": series})
    return bytes(row["png"]) if row else None


def _study(row: sqlcipher3.Row) -> Study:
    return Study(row["uid"], row["patient"], row["accession"], row["description"], at_text(row["started_at"]))


def _series(row: sqlcipher3.Row) -> Series:
    return Series(**{name: row[name] for name in row.keys()})  # noqa: SIM118 - a Row iterates over its values


def _instance(row: sqlcipher3.Row) -> Instance:
    return from_plain(Instance, json.loads(row["header"]))


def _counted(row: sqlcipher3.Row) -> Counted:
    modalities = tuple(sorted(filter(None, row["modalities"].split(","))))
    return Counted(_study(row), patients.patient_of(row), modalities, row["series"], row["instances"])
