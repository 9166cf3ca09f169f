"""Put records.db under another key: a whole new file beside the old one, checked, then put in its place in one step.

Pages are copied as SQLCipher keeps them, in batches between the work that goes on. Beside the new file stands, for
every page, the end of the page it was made from: SQLCipher makes it anew whenever it writes the page, so what changed
meanwhile is known and copied again, and a copy that was interrupted goes on where it was. The next key waits there
too, wrapped under the one that holds.

The volumes' own keys are wrapped under a key derived from that of records.db; they are wrapped anew in the new file,
so the volumes themselves need not be rewritten. The one that is open is closed for good: what is stored afterwards
lies in a volume whose key nobody had before.
"""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable
from pathlib import Path
from types import TracebackType
from typing import Self

import numpy as np
import sqlcipher3
from numpy.typing import NDArray

from app.domain.errors import WorkstationError
from app.domain.words import say
from app.sealed import KEY_BYTES, PAGE_BYTES, all_or_nothing, connect, new_key, wipe
from app.store import audit_head, objects, trouble
from app.store.keyring import ENDS, RECORDS_NEXT, is_under_way, take_back_next
from app.store.pages import END_BYTES, PageChanged, PageKey
from app.store.place import sync
from app.store.wrapping import WrongKey, derive, unwrap, wrap

VOLUMES_LABEL = b"aegle volumes"
BATCH_PAGES = 256
PASSES = 5
_ROOM = 1.1
_NEXT_LABEL = b"aegle next key"
_HEADER_BYTES = 128
_WRAPPED_BYTES = KEY_BYTES + 28


def refuse_without_room(folder: Path, records: Path) -> None:
    """Raises WorkstationError when what is still to be written would not fit beside the old file."""
    needed = int(records.stat().st_size * _ROOM) + 2**20
    there = sum(one.stat().st_size for one in folder.glob(f"{RECORDS_NEXT}*"))
    free = shutil.disk_usage(folder).free + there
    if free < needed:
        raise WorkstationError(
            say("Changing the keys needs {n} MiB of free space; there are {free}.", n=needed >> 20, free=free >> 20),
            say("Make room on the disk that holds the vault, then try again. Nothing was changed."),
        )


def unfinished(folder: Path) -> float | None:
    """How much of a copy that was interrupted is there (0 to 1), or None where there is none."""
    if not is_under_way(folder):
        return None
    ends = np.frombuffer((folder / ENDS).read_bytes()[_HEADER_BYTES:], np.uint8)
    made = int(ends[: ends.size // END_BYTES * END_BYTES].reshape(-1, END_BYTES).any(axis=1).sum())
    return min(1.0, made * PAGE_BYTES / max(1, (folder / "records.db").stat().st_size))


class Copy:
    """The new file in the making. ``key`` is the one it is under, found again where a copy was interrupted."""

    def __init__(self, folder: Path, records: Path, old: bytearray) -> None:
        self._folder, self._records = folder, records
        self._old = bytearray(old)
        (folder / f"{RECORDS_NEXT}-wal").unlink(missing_ok=True)  # never taken over: of a copy that was interrupted
        (folder / f"{RECORDS_NEXT}-shm").unlink(missing_ok=True)
        found = self._kept_key()
        self.is_resumed = found is not None
        self.key = found or self._begun()
        self._from, self._to = PageKey(self._old), PageKey(self.key)
        self._ends = self._kept_ends()
        self.copied = 0

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        for secret in (self._from, self._to):
            secret.wipe()
        wipe(self.key)
        wipe(self._old)

    def stale(self) -> NDArray[np.int64]:
        """The pages, counted from 0, that are not in the new file as they are in the old one."""
        now = audit_head.ends_of_pages(self._records)
        known = np.zeros_like(now)
        count = min(len(now), len(self._ends))
        known[:count] = self._ends[:count]
        self._ends = known
        return np.flatnonzero((now != known).any(axis=1))

    def put(self, pages: NDArray[np.int64]) -> None:
        """Copy these pages; they count once they are on the disk. Raises OSError, and PageChanged for a damaged one."""
        with self._records.open("rb") as old, (self._folder / RECORDS_NEXT).open("rb+") as new:
            for page in pages.tolist():
                old.seek(page * PAGE_BYTES)
                data = old.read(PAGE_BYTES)
                new.seek(page * PAGE_BYTES)
                new.write(self._to.sealed(self._from.opened(data, page + 1), page + 1))
                self._ends[page] = np.frombuffer(data[-END_BYTES:], np.uint8)
            new.flush()
            os.fsync(new.fileno())
        self._keep(pages)
        self.copied += len(pages)

    def finish(self, connection: sqlcipher3.Connection, deed: Callable[[sqlcipher3.Connection], None]) -> None:
        """Copy what is left and make a whole file of it, with the deed's entry in it. Raises WorkstationError where it
        does not pass its check. The old file lies still, without a log.
        """
        self.put(self.stale())
        os.truncate(self._folder / RECORDS_NEXT, len(self._ends) * PAGE_BYTES)
        fresh = connect(self._folder / RECORDS_NEXT, self.key)
        try:
            fresh.row_factory = sqlcipher3.Row
            fresh.execute("PRAGMA wal_autocheckpoint = 0").fetchall()
            with all_or_nothing(fresh):
                _wrap_anew(connection, fresh, self._old, self.key)
                deed(fresh)
            self._forget(audit_head.committed_in(self._folder / f"{RECORDS_NEXT}-wal").pages)
            said = objects.checked_file(fresh, RECORDS_NEXT)
            if said:
                raise trouble.damaged(RECORDS_NEXT, said[0])
        finally:
            fresh.close()
        with (self._folder / RECORDS_NEXT).open("rb+") as file:
            os.fsync(file.fileno())

    def put_in_place(self) -> None:
        """The step that counts. The old file is closed and has no log left that could be taken for the new one's."""
        for name in (f"{self._records.name}-wal", f"{self._records.name}-shm"):
            (self._folder / name).unlink(missing_ok=True)
        (self._folder / RECORDS_NEXT).replace(self._records)
        sync(self._folder)

    def _kept_key(self) -> bytearray | None:
        """The next key, where a copy was begun under the key that holds."""
        if not is_under_way(self._folder):
            return None
        wrapped = (self._folder / ENDS).read_bytes()[:_WRAPPED_BYTES]
        wrapping = derive(self._old, _NEXT_LABEL)
        try:
            return unwrap(wrapping, wrapped, _NEXT_LABEL)
        except WrongKey:
            return None
        finally:
            wipe(wrapping)

    def _begun(self) -> bytearray:
        """A fresh key, and the files of a copy that holds no page yet."""
        take_back_next(self._folder)
        key, wrapping = new_key(), derive(self._old, _NEXT_LABEL)
        try:
            header = wrap(wrapping, key, _NEXT_LABEL).ljust(_HEADER_BYTES, b"\0")
        finally:
            wipe(wrapping)
        for name, data in ((ENDS, header), (RECORDS_NEXT, b"")):
            descriptor = os.open(self._folder / name, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
            try:
                os.write(descriptor, data)
                os.fsync(descriptor)
            finally:
                os.close(descriptor)
        sync(self._folder)
        return key

    def _kept_ends(self) -> NDArray[np.uint8]:
        kept = np.frombuffer((self._folder / ENDS).read_bytes()[_HEADER_BYTES:], np.uint8)
        return kept[: kept.size // END_BYTES * END_BYTES].reshape(-1, END_BYTES).copy()

    def _keep(self, pages: NDArray[np.int64]) -> None:
        with (self._folder / ENDS).open("rb+") as file:
            for page in pages.tolist():
                file.seek(_HEADER_BYTES + page * END_BYTES)
                file.write(self._ends[page].tobytes())
            file.flush()
            os.fsync(file.fileno())

    def _forget(self, numbers: frozenset[int]) -> None:
        """These pages of the new file become its own: where it is not put in place, they are copied again."""
        pages = np.array(sorted(number - 1 for number in numbers if number <= len(self._ends)), np.int64)
        self._ends[pages] = 0
        self._keep(pages)


def _wrap_anew(connection: sqlcipher3.Connection, fresh: sqlcipher3.Connection, old: bytearray, new: bytearray) -> None:
    before, after = derive(old, VOLUMES_LABEL), derive(new, VOLUMES_LABEL)
    try:
        for number, wrapped in connection.execute("SELECT number, key FROM volumes").fetchall():
            again = objects.wrapped_anew(number, wrapped, before, after)
            fresh.execute("UPDATE volumes SET key = ?, is_full = 1 WHERE number = ?", (again, number))
    finally:
        wipe(before)
        wipe(after)


__all__ = ["ENDS", "Copy", "PageChanged", "refuse_without_room", "unfinished"]
