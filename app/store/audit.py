"""The trail of deeds: every entry's digest covers the one before it."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator
from datetime import datetime

import sqlcipher3

from app.domain.patient import AuditEntry, Deed
from app.store.transaction import Transaction

_FIRST = "0" * 64
_COLUMNS = "number, at, user, role, verb, about, why, outcome, digest"


def append(connection: sqlcipher3.Connection, deed: Deed, about: tuple[str, ...], outcome: str, at: datetime) -> None:
    """Add an entry inside the transaction that is open on ``connection``."""
    last = connection.execute("SELECT number, digest FROM audit ORDER BY number DESC LIMIT 1").fetchone()
    number, before = (last["number"] + 1, last["digest"]) if last else (1, _FIRST)
    values = {
        "number": number,
        "at": at.isoformat(timespec="milliseconds"),
        "user": deed.principal.user,
        "role": str(deed.principal.role),
        "verb": deed.verb,
        "about": json.dumps(about),
        "why": deed.why,
        "outcome": outcome,
    }
    connection.execute(
        f"INSERT INTO audit ({_COLUMNS}) VALUES (:number, :at, :user, :role, :verb, :about, :why, :outcome, :digest)",
        {**values, "digest": _chained(before, tuple(values.values()))},
    )


def entries(tx: Transaction, words: tuple[str, ...] = (), about: str = "", limit: int = 1000) -> tuple[AuditEntry, ...]:
    """Entries that hold every word (in any case), newest first; ``about`` is one id."""
    where = ["1"]
    values: dict[str, str | int] = {"limit": limit, "id": about}
    for position, word in enumerate(words):
        values[f"w{position}"] = word.lower()
        where.append(
            f"instr(lower(user || ' ' || role || ' ' || verb || ' ' || about || ' ' || why), :w{position}) > 0"
        )
    if about:
        where.append("EXISTS (SELECT 1 FROM json_each(audit.about) WHERE json_each.value = :id)")
    sql = f"SELECT {_COLUMNS} FROM audit WHERE {' AND '.join(where)} ORDER BY number DESC LIMIT :limit"
    return tuple(_entry(row) for row in tx.rows(sql, values))


def verify(tx: Transaction) -> tuple[int, str]:
    """(entries checked, what is wrong in English or "")."""
    before, checked = _FIRST, 0
    for row in _oldest_first(tx):
        if row["number"] != checked + 1:
            return checked, f"Entry {checked + 1} of the audit trail is missing."
        if row["digest"] != _chained(before, tuple(row[name] for name in _COLUMNS.split(", ")[:-1])):
            return checked, f"Entry {row['number']} of the audit trail was changed, or one before it."
        before, checked = row["digest"], row["number"]
    return checked, ""


def _oldest_first(tx: Transaction) -> Iterator[sqlcipher3.Row]:
    last, batch = 0, 1000
    while rows := tx.rows(
        f"SELECT {_COLUMNS} FROM audit WHERE number > :last ORDER BY number LIMIT :batch",
        {"last": last, "batch": batch},
    ):
        yield from rows
        last = rows[-1]["number"]


def _chained(before: str, values: tuple[str | int, ...]) -> str:
    return hashlib.sha256(json.dumps([before, *values], ensure_ascii=False).encode()).hexdigest()


def _entry(row: sqlcipher3.Row) -> AuditEntry:
    return AuditEntry(
        number=row["number"],
        at=datetime.fromisoformat(row["at"]),
        user=row["user"],
        role=row["role"],
        verb=row["verb"],
        about=tuple(json.loads(row["about"])),
        why=row["why"],
        outcome=row["outcome"],
        digest=row["digest"],
    )
