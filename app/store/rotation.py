"""Put records.db under another key: a whole new file beside the old one, checked, then put in its place in one step.

The volumes' own keys are wrapped under a key derived from that of records.db; they are wrapped anew in the new file,
so the volumes themselves need not be rewritten.
"""

from __future__ import annotations

import os
import shutil
from pathlib import Path

import sqlcipher3

from app.domain.errors import WorkstationError
from app.domain.words import say
from app.sealed import all_or_nothing, connect, wipe
from app.store import objects, trouble
from app.store.keyring import RECORDS_NEXT, take_back_next
from app.store.place import sync
from app.store.wrapping import derive

VOLUMES_LABEL = b"aegle volumes"
_ROOM = 1.1


def refuse_without_room(folder: Path, records: Path) -> None:
    """Raises WorkstationError when the new file would not fit beside the old one."""
    needed = int(records.stat().st_size * _ROOM) + 2**20
    free = shutil.disk_usage(folder).free
    if free < needed:
        raise WorkstationError(
            say("Changing the keys needs {n} MiB of free space; there are {free}.", n=needed >> 20, free=free >> 20),
            say("Make room on the disk that holds the vault, then try again. Nothing was changed."),
        )


def make(connection: sqlcipher3.Connection, folder: Path, old: bytearray, new: bytearray) -> None:
    """Write the new file and check it. Raises WorkstationError where it is not whole."""
    take_back_next(folder)
    fresh = connect(folder / RECORDS_NEXT, new, create=True)
    try:
        connection.backup(fresh, pages=-1)
        _wrap_anew(fresh, old, new)
        fresh.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchall()
        said = objects.checked_file(fresh, RECORDS_NEXT)
        if said:
            raise trouble.damaged(RECORDS_NEXT, said[0])
    finally:
        fresh.close()
    with (folder / RECORDS_NEXT).open("rb+") as file:
        os.fsync(file.fileno())


def put_in_place(folder: Path, records: Path) -> None:
    """The step that counts. The old file is closed and has no log left that could be taken for the new one's."""
    for name in (f"{records.name}-wal", f"{records.name}-shm"):
        (folder / name).unlink(missing_ok=True)
    (folder / RECORDS_NEXT).replace(records)
    sync(folder)


def _wrap_anew(fresh: sqlcipher3.Connection, old: bytearray, new: bytearray) -> None:
    before, after = derive(old, VOLUMES_LABEL), derive(new, VOLUMES_LABEL)
    try:
        with all_or_nothing(fresh):
            for number, wrapped in fresh.execute("SELECT number, key FROM volumes").fetchall():
                again = objects.wrapped_anew(number, wrapped, before, after)
                fresh.execute("UPDATE volumes SET key = ? WHERE number = ?", (again, number))
    finally:
        wipe(before)
        wipe(after)
