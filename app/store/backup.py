"""The list of backups that a vault keeps of itself: when each was made, and whom it still holds."""

from __future__ import annotations

import json
from dataclasses import dataclass

import sqlcipher3

from app.store.transaction import Transaction


@dataclass(frozen=True, slots=True)
class Held:
    """A patient who was deleted from the vault and is still in a backup."""

    patient: str
    deleted_at: str


@dataclass(frozen=True, slots=True)
class BackupNote:
    """A backup as the vault knows it. ``folder`` is where the person keeps backups, ``name`` the backup's folder in it.

    ``writes``: how many writes the vault had seen. ``size_bytes``: all it consists of; ``copied_bytes``: what was
    copied for it. ``losses``: English sentences about what was found damaged. ``held``: deleted since.
    """

    name: str
    folder: str
    made_at: str
    verified_at: str
    writes: int
    size_bytes: int
    copied_bytes: int
    digest: str
    losses: tuple[str, ...] = ()
    held: tuple[Held, ...] = ()

    @property
    def is_whole(self) -> bool:
        return not self.losses


def put(tx: Transaction, note: BackupNote) -> None:
    """Keep a note; of one that is known, what may change does."""
    tx.run(
        "INSERT INTO backups (name, folder, made_at, verified_at, writes, size, copied, digest, losses)"
        " VALUES (:name, :folder, :made_at, :verified_at, :writes, :size, :copied, :digest, :losses)"
        " ON CONFLICT (name) DO UPDATE SET folder = excluded.folder, verified_at = excluded.verified_at,"
        " losses = excluded.losses",
        {
            "name": note.name,
            "folder": note.folder,
            "made_at": note.made_at,
            "verified_at": note.verified_at,
            "writes": note.writes,
            "size": note.size_bytes,
            "copied": note.copied_bytes,
            "digest": note.digest,
            "losses": json.dumps(note.losses, ensure_ascii=False),
        },
    )
    tx.touched("backup", note.name)


def all(tx: Transaction) -> tuple[BackupNote, ...]:
    """Every backup, newest first."""
    return _notes(tx, "1", {})


def backups_holding(tx: Transaction, patient: str) -> tuple[BackupNote, ...]:
    """The backups in which a patient still is, who may be in the vault or deleted from it; newest first."""
    return _notes(
        tx,
        "writes > (SELECT since FROM patients WHERE id = :patient) OR EXISTS"
        " (SELECT 1 FROM gone_patients WHERE patient = :patient AND since < writes AND writes <= gone)",
        {"patient": patient},
    )


def remove(tx: Transaction, name: str) -> None:
    tx.run("DELETE FROM backups WHERE name = :name", {"name": name})
    tx.touched("backup", name)


def _notes(tx: Transaction, where: str, values: dict[str, str]) -> tuple[BackupNote, ...]:
    rows = tx.rows(f"SELECT * FROM backups WHERE {where} ORDER BY writes DESC, name DESC", values)
    return tuple(_note(row, _held(tx, row["writes"])) for row in rows)


def _held(tx: Transaction, writes: int) -> tuple[Held, ...]:
    """Who was there after so many writes of the vault and is not any more."""
    sql = (
        "SELECT patient, deleted_at FROM gone_patients WHERE since < :writes AND :writes <= gone"
        " AND patient NOT IN (SELECT id FROM patients) ORDER BY deleted_at, patient"
    )
    return tuple(Held(row["patient"], row["deleted_at"]) for row in tx.rows(sql, {"writes": writes}))


def _note(row: sqlcipher3.Row, held: tuple[Held, ...]) -> BackupNote:
    return BackupNote(
        name=row["name"],
        folder=row["folder"],
        made_at=row["made_at"],
        verified_at=row["verified_at"],
        writes=row["writes"],
        size_bytes=row["size"],
        copied_bytes=row["copied"],
        digest=row["digest"],
        losses=tuple(json.loads(row["losses"])),
        held=held,
    )
