"""What was deleted and is not yet erased: its rows are gone, the keys still read what is left of it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Literal

from app.domain.identifiers import new_id
from app.store.transaction import Transaction

Kind = Literal["patient", "study"]


@dataclass(frozen=True, slots=True)
class Deletion:
    """``about``: the patient's id or the study's UID. Names are gone with the rows."""

    id: str
    kind: Kind
    about: str
    patient: str
    deleted_at: datetime
    deleted_by: str


@dataclass(frozen=True, slots=True)
class Extent:
    """How much of a patient or study there is."""

    studies: int
    instances: int
    facts: int
    findings: int
    predictions: int


def put(tx: Transaction, kind: Kind, about: str, patient: str) -> None:
    """Remember a deletion, in its transaction."""
    tx.run(
        "INSERT INTO deletions (id, kind, about, patient, deleted_at, deleted_by)"
        " VALUES (:id, :kind, :about, :patient, :at, :by)",
        {
            "id": new_id(),
            "kind": kind,
            "about": about,
            "patient": patient,
            "at": tx.at.isoformat(timespec="milliseconds"),
            "by": tx.deed.principal.user,
        },
    )
    tx.touched("deletion")


def waiting(tx: Transaction) -> tuple[Deletion, ...]:
    """Deleted, not yet erased; oldest first."""
    return tuple(
        Deletion(
            id=row["id"],
            kind=row["kind"],
            about=row["about"],
            patient=row["patient"],
            deleted_at=datetime.fromisoformat(row["deleted_at"]),
            deleted_by=row["deleted_by"],
        )
        for row in tx.rows("SELECT * FROM deletions WHERE erased_at IS NULL ORDER BY deleted_at, id")
    )


def mark_erased(tx: Transaction, *done: Deletion) -> None:
    values = ({"id": one.id, "at": tx.at.isoformat(timespec="milliseconds")} for one in done)
    tx.run_many("UPDATE deletions SET erased_at = :at WHERE id = :id", values)
    tx.touched("deletion")


def unclean_volumes(tx: Transaction) -> tuple[int, ...]:
    """The volumes that originals were deleted from since they were written."""
    return tuple(row["number"] for row in tx.rows("SELECT number FROM volumes WHERE unclean = 1 ORDER BY number"))


def extent_of_patient(tx: Transaction, patient: str) -> Extent:
    studies = "SELECT uid FROM studies WHERE patient = :about"
    theirs = "patient = :about"
    return _extent(tx, patient, studies, theirs, theirs, theirs)


def extent_of_study(tx: Transaction, study: str) -> Extent:
    series = "SELECT uid FROM series WHERE study = :about"
    return _extent(tx, study, "SELECT :about", "0", f"series IN ({series})", f"about = :about OR about IN ({series})")


def _extent(tx: Transaction, about: str, studies: str, facts: str, findings: str, predictions: str) -> Extent:
    counts = (
        f"SELECT count(*) AS n FROM ({studies})",
        f"SELECT count(*) AS n FROM instances i JOIN series s ON s.uid = i.series WHERE s.study IN ({studies})",
        f"SELECT count(*) AS n FROM facts WHERE {facts}",
        f"SELECT count(*) AS n FROM findings WHERE {findings}",
        f"SELECT count(*) AS n FROM predictions WHERE {predictions}",
    )
    return Extent(*(int(row["n"]) for sql in counts for row in tx.rows(sql, {"about": about})))
