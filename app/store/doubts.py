"""What keeps a vault closed until a person has heard of it: files that are missing or cut, a clock that was set back.

It is asked before anything is opened for writing, so what is refused here stays as it is to the last byte. Who has
heard of it may open the vault all the same; then it is an alarm like any other.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from datetime import datetime, timedelta
from pathlib import Path

import sqlcipher3

from app.domain.errors import WorkstationError
from app.domain.words import Phrase, say
from app.sealed import looked_at, wipe
from app.store import audit, audit_head, migrate, objects, rotation, settings, trouble
from app.store.transaction import Transaction
from app.store.wrapping import derive

CLOCK_BEHIND = timedelta(minutes=5)
_ACCEPTED = "volumes missing"
_COMPARABLE = 4  # the first form with audit.head, counts of the volumes' writes, and editions


class Doubt(WorkstationError):  # noqa: N818 - what is the case
    """The vault is not as it was left. It can be opened all the same."""


def refuse(records: Path, volumes: Path, key: bytearray, now: datetime) -> None:
    """Raises Doubt where a file of the vault is missing or cut that nobody has heard of, or the clock is behind."""
    with trouble.told(records.name), looked_at(records, key) as connection:
        connection.row_factory = sqlcipher3.Row
        if migrate.version_of(connection) < _COMPARABLE:
            return
        # before the first write there is no head: a vault of the first form whose upgrade a crash ended
        if audit.state_of(connection).writes and not records.with_name(audit_head.FILE).exists():
            raise _half_copied(audit_head.FILE)
        for path in _cut(connection, volumes, key):
            raise _half_copied(f"{volumes.name}/{path.name}")
        row = connection.execute("SELECT at FROM audit ORDER BY number DESC LIMIT 1").fetchone()
        if row is not None and (behind := datetime.fromisoformat(row["at"]) - now) > CLOCK_BEHIND:
            raise Doubt(
                clock_behind(behind),
                say(
                    "Set the clock right. If it is right now, open the vault all the same: by the button at the door, "
                    "or “aegle vault accept”. The trail keeps that."
                ),
            )


def clock_behind(behind: timedelta) -> Phrase:
    return say(
        "This computer's clock is {n} minutes behind the last entry of the vault's audit trail: it was set back, or it "
        "was ahead then.",
        n=round(behind / timedelta(minutes=1)),
    )


def accept(tx: Transaction, numbers: Iterable[int]) -> None:
    """From now on the vault opens without these volumes."""
    settings.put(tx, "", _ACCEPTED, sorted(numbers))


def _cut(connection: sqlcipher3.Connection, folder: Path, key: bytearray) -> Iterator[Path]:
    """The volumes that are missing, or shorter than their first page says, and that nobody has accepted so."""
    row = connection.execute("SELECT value FROM settings WHERE user = '' AND name = ?", (_ACCEPTED,)).fetchone()
    accepted = set(json.loads(row["value"])) if row else set()
    volumes_key = derive(key, rotation.VOLUMES_LABEL)
    try:
        for volume in connection.execute("SELECT * FROM volumes WHERE stamp > 0"):
            path = objects.file_of(folder, volume["number"], volume["edition"])
            is_known = volume["number"] in accepted
            if not is_known and objects.is_cut(path, volume["number"], volume["key"], volumes_key):
                yield path
    finally:
        wipe(volumes_key)


def _half_copied(name: str) -> Doubt:
    return Doubt(
        say("The vault's file {name} is missing or cut: the folder was copied by half, or it was removed.", name=name),
        say(
            "Copy the whole folder once more, or restore the vault from a backup. What is left can be opened all the "
            "same: by the button at the door, or “aegle vault accept”."
        ),
    )
