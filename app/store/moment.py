"""The vault at one moment, to be copied from while work goes on.

Read transactions on records.db and on the volume that is written to are begun while nobody writes; each then goes on
showing that moment, so copying in steps ends although others write. Volumes that are full only lose what is deleted,
and the store waits with that until the copy is made: so what records.db names is in the volumes.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path

import sqlcipher3

from app.sealed import PAGE_BYTES, Hmac, connect, connect_to_fill, wipe
from app.secrecy import held
from app.store import audit, audit_head, keyring, trouble
from app.store.objects import Objects
from app.store.wrapping import derive

STEP_PAGES = 256
_TAG_LABEL = b"aegle name of a copied volume"

Said = Callable[[int], None]  # so many bytes more were copied; raises to stop


@dataclass(frozen=True, slots=True)
class HeldVolume:
    """A volume at the moment. ``tag`` names its key and says nothing of it; ``stamp``: how many writes it has seen."""

    number: int
    tag: str
    stamp: int
    size: int
    path: Path

    @property
    def content(self) -> str:
        """Names what is in it: the same for the same content, another for any other."""
        return f"{self.number:04d}-{self.tag}-{self.stamp}"


class Moment:
    """What ``hold`` gives. ``keyring`` and ``head`` are the files' bytes; ``state`` is how far the trail is."""

    def __init__(
        self,
        folder: Path,
        records: sqlcipher3.Connection,
        key: bytearray,
        objects: Objects,
        refuse_closed: Callable[[], None],
    ) -> None:
        self.keyring = (folder / keyring.FILE).read_bytes()
        self.head = (folder / audit_head.FILE).read_bytes()
        self.state = audit.state_of(records)
        self.schema = int(records.execute("PRAGMA user_version").fetchone()[0])
        self.records_size = _size(records)
        self._records = records
        self._key = key
        self._objects = objects
        self._refuse_closed = refuse_closed
        self._open: dict[int, sqlcipher3.Connection] = {}
        self.volumes: tuple[HeldVolume, ...] = ()

    def copy_records(self, to: Path, said: Said) -> None:
        """Write records.db as it was to a new file. A damaged page is copied as it comes: look at the copy.

        Raises sqlcipher3.DatabaseError and OSError where the new file cannot be written, and what ``said`` raises.
        """
        self._copy(self._records, to, self._key, "SHA512", said)

    def copy_volume(self, volume: HeldVolume, to: Path, said: Said) -> None:
        """Write a volume as it was to a new file."""
        self._refuse_closed()
        with self._objects.borrowed_key(volume.number) as key, self._reading(volume, key) as source:
            self._copy(source, to, key, "SHA256", said)

    @contextmanager
    def _reading(self, volume: HeldVolume, key: bytearray) -> Iterator[sqlcipher3.Connection]:
        if volume.number in self._open:
            yield self._open[volume.number]
            return
        with trouble.told(f"volumes/{volume.path.name}"):
            source = connect(volume.path, key, hmac="SHA256")
            _begin(source)
        try:
            yield source
        finally:
            source.close()

    def _copy(self, source: sqlcipher3.Connection, to: Path, key: bytearray, hmac: Hmac, said: Said) -> None:
        self._refuse_closed()
        target = connect_to_fill(to, key, hmac)
        left: int | None = None

        def step(_status: int, remaining: int, total: int) -> None:
            nonlocal left
            self._refuse_closed()
            said(((total if left is None else left) - remaining) * PAGE_BYTES)
            left = remaining

        try:
            source.backup(target, pages=STEP_PAGES, progress=step, sleep=0.0)
        finally:
            target.close()
        flush(to)


@contextmanager
def hold(folder: Path, key: bytearray, objects: Objects, refuse_closed: Callable[[], None]) -> Iterator[Moment]:
    """Begin to hold; called while nobody writes. ``refuse_closed`` raises once the vault is being locked."""
    own = held(key)
    with ExitStack() as stack:
        stack.callback(wipe, own)
        records = connect(folder / "records.db", own)
        stack.callback(records.close)
        records.row_factory = sqlcipher3.Row
        _begin(records)
        moment = Moment(folder, records, own, objects, refuse_closed)
        known = objects.stamps()
        for row in records.execute("SELECT number, is_full, stamp FROM volumes ORDER BY number").fetchall():
            number, stamp = int(row["number"]), max(int(row["stamp"]), known.get(int(row["number"]), 0))
            path = objects.path(number)
            if not path.exists() and not stamp:
                continue  # a crash came between its row and its file: it holds nothing
            with objects.borrowed_key(number) as volume_key:
                tag = _tag(volume_key)
                if not row["is_full"]:
                    connection = connect(path, volume_key, hmac="SHA256")
                    stack.callback(connection.close)
                    _begin(connection)
                    moment._open[number] = connection
                    stamp = int(connection.execute("PRAGMA user_version").fetchone()[0])
            moment.volumes += (HeldVolume(number, tag, stamp, path.stat().st_size, path),)
        yield moment


def flush(path: Path) -> None:
    """Put a file on the disk, and forget what the system remembers of it, so that reading it reads the disk."""
    with path.open("rb+") as file:
        os.fsync(file.fileno())
        if hasattr(os, "posix_fadvise"):
            os.posix_fadvise(file.fileno(), 0, 0, os.POSIX_FADV_DONTNEED)


def _begin(connection: sqlcipher3.Connection) -> None:
    connection.execute("BEGIN")
    connection.execute("SELECT count(*) FROM sqlite_schema").fetchone()


def _size(connection: sqlcipher3.Connection) -> int:
    return int(connection.execute("PRAGMA page_count").fetchone()[0]) * PAGE_BYTES


def _tag(key: bytearray) -> str:
    """So many bytes that two volumes never share one."""
    return bytes(derive(key, _TAG_LABEL, 8)).hex()
