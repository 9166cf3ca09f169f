"""Patients, and all that goes with one when they are deleted."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime

import sqlcipher3

from app.domain.patient import Noun, Patient
from app.store.times import at_moment
from app.store.transaction import Transaction
from app.store.words import folded_name, holding

_COLUMNS = "id, mrn, name, birth_date, sex"
_LISTED = """
    SELECT p.id, p.mrn, p.name, p.birth_date, p.sex, l.studies, l.facts, l.moment AS last
    FROM patient_list l JOIN patients p ON p.id = l.patient
"""
_NEWEST = "l.moment DESC NULLS LAST, p.added_at DESC, p.name"


@dataclass(frozen=True, slots=True)
class Counted:
    """A patient with counts. ``last_at`` is the newest date of studies and facts."""

    patient: Patient
    studies: int
    facts: int
    last_at: datetime | None


def put(tx: Transaction, patient: Patient) -> None:
    """Keep a patient; one with the same id is replaced where it differs."""
    if get(tx, patient.id) == patient:
        return
    tx.run(
        "INSERT INTO patients (id, mrn, name, birth_date, sex, added_at, search)"
        " VALUES (:id, :mrn, :name, :birth_date, :sex, :added_at, :search)"
        " ON CONFLICT (id) DO UPDATE SET mrn = excluded.mrn, name = excluded.name, birth_date = excluded.birth_date,"
        " sex = excluded.sex, search = excluded.search",
        {
            "id": patient.id,
            "mrn": patient.mrn,
            "name": patient.name,
            "birth_date": patient.birth_date.isoformat() if patient.birth_date else None,
            "sex": patient.sex,
            "added_at": tx.at.timestamp(),
            "search": folded_name(patient.name, patient.mrn),
        },
    )
    tx.touched("patient", patient.id)


def get(tx: Transaction, patient: str) -> Patient | None:
    row = tx.row(f"SELECT {_COLUMNS} FROM patients WHERE id = :id", {"id": patient})
    return patient_of(row) if row else None


def with_mrn(tx: Transaction, mrn: str) -> tuple[Patient, ...]:
    """Every patient with that hospital number."""
    return tuple(patient_of(row) for row in tx.rows(f"SELECT {_COLUMNS} FROM patients WHERE mrn = :mrn", {"mrn": mrn}))


def rows(tx: Transaction, search: str = "", patient: str = "") -> tuple[Counted, ...]:
    """Patients with their counts, newest activity first."""
    condition, values = holding(search, "l.text")
    sql = f"{_LISTED} WHERE {condition} AND (:patient = '' OR p.id = :patient) ORDER BY {_NEWEST}"
    return tuple(_counted(row) for row in tx.rows(sql, {**values, "patient": patient}))


def listed(tx: Transaction, numbers: Iterable[int]) -> tuple[Counted, ...]:
    """The patients with these numbers in the list, in that order."""
    sql = f"{_LISTED} WHERE l.number = :number"
    return tuple(_counted(row) for number in numbers for row in tx.rows(sql, {"number": number}))


def delete(tx: Transaction, patient: str) -> None:
    """Delete a patient's rows; their originals go once the transaction is committed."""
    values = {"patient": patient}
    theirs = "SELECT s.uid FROM series s JOIN studies t ON t.uid = s.study WHERE t.patient = :patient"
    named = tx.rows(f"SELECT object FROM instances WHERE series IN ({theirs})", values)
    tx.discard(row["object"] for row in named)
    named_by: dict[Noun, str] = {
        "study": "SELECT uid FROM studies WHERE patient = :patient",
        "series": theirs,
        "finding": "SELECT id FROM findings WHERE patient = :patient",
        "prediction": "SELECT id FROM predictions WHERE patient = :patient",
    }
    for noun, sql in named_by.items():
        tx.touched(noun, *(row[0] for row in tx.rows(sql, values)))
    # a file that told of this patient may be imported again; its bytes told of them too
    told = "FROM files WHERE digest IN (SELECT digest FROM file_patients WHERE patient = :patient)"
    tx.discard(row["object"] for row in tx.rows(f"SELECT object {told}", values))
    tx.run(f"DELETE {told}", values)
    for table in ("findings", "predictions"):
        tx.run(f"DELETE FROM {table} WHERE patient = :patient", values)
    # where somebody was at a lock, and what they had not kept yet, may be about this patient
    tx.run("DELETE FROM settings WHERE name = 'place' AND value ->> '$.patient' = :patient", values)
    tx.run("DELETE FROM patients WHERE id = :patient", values)  # studies, series, instances, thumbnails, facts: cascade
    tx.touched("patient", patient)
    tx.touched("fact")
    tx.touched("instance")


def patient_of(row: sqlcipher3.Row) -> Patient:
    """A patient from a row with the columns id, mrn, name, birth_date, sex."""
    born = date.fromisoformat(row["birth_date"]) if row["birth_date"] else None
    return Patient(row["id"], row["mrn"], row["name"], born, row["sex"])


def _counted(row: sqlcipher3.Row) -> Counted:
    return Counted(patient_of(row), row["studies"], row["facts"], at_moment(row["last"]))
