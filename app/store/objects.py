"""Originals byte for byte, in encrypted volumes of about 4 GiB, each under a key of its own.

Objects are put before the row that names them is written: a crash leaves at most an object no row names, swept at the
next unlock, never a row without its object.
"""

from __future__ import annotations

import hashlib
import threading
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import AbstractContextManager, closing, contextmanager, suppress
from dataclasses import dataclass, replace
from pathlib import Path

import sqlcipher3

from app.domain.errors import WorkstationError
from app.domain.identifiers import digest_of, new_id
from app.domain.words import say
from app.domain.work import Report
from app.sealed import PAGE_BYTES, all_or_nothing, connect, is_sound, looked_at, new_key, wipe
from app.store import place, trouble
from app.store.ahead import Ahead
from app.store.turn import Turn
from app.store.wrapping import WrongKey, unwrap, wrap

VOLUME_BYTES = 4 * 2**30
CHUNK_BYTES = 16 * 2**20  # SQLite holds no value over 1 GB
_BATCH_BYTES = 16 * 2**20
_IDLE_READERS = 4

ObjectRow = tuple[int, str, str, int]  # number, id, digest, size

_BYTES = "SELECT bytes FROM objects o JOIN chunks c ON c.object = o.number WHERE id = ? ORDER BY c.number"
_BYTES_WITHOUT_INDEX = _BYTES.replace("objects o", "objects o NOT INDEXED").replace("chunks c", "chunks c NOT INDEXED")

_SCHEMA = """
BEGIN IMMEDIATE;
CREATE TABLE IF NOT EXISTS objects (
    number INTEGER PRIMARY KEY AUTOINCREMENT, id TEXT NOT NULL UNIQUE, digest TEXT NOT NULL, size INTEGER NOT NULL
) STRICT;
CREATE TABLE IF NOT EXISTS chunks (
    object INTEGER NOT NULL REFERENCES objects ON DELETE CASCADE, number INTEGER NOT NULL, bytes BLOB NOT NULL,
    UNIQUE (object, number)
) STRICT;
COMMIT;
"""


@dataclass(frozen=True, slots=True)
class VolumeRow:
    """A volume as records.db knows it. ``key`` is wrapped; ``edition`` counts how often it was written anew."""

    number: int
    key: bytes
    is_full: bool
    edition: int = 1


@dataclass(frozen=True, slots=True)
class VolumeBook:
    """How objects write down what they know of volumes in records.db. ``renew``: (number, key, edition)."""

    add: Callable[[int, bytes], None]
    mark_full: Callable[[int], None]
    renew: Callable[[int, bytes, int], None]


class Objects:
    """The volumes of an open vault. ``key`` wraps their keys; it is wiped at close. ``need_room`` is asked before
    anything is put.
    """

    def __init__(
        self,
        folder: Path,
        key: bytearray,
        rows: tuple[VolumeRow, ...],
        book: VolumeBook,
        turn: Turn,
        need_room: Callable[[], None],
        volume_bytes: int = VOLUME_BYTES,
    ) -> None:
        self._folder = folder
        self._need_room = need_room
        self._key = key
        self._rows = {row.number: row for row in rows}
        self._book = book
        self._turn = turn
        self._volume_bytes = volume_bytes
        self._writing = threading.Lock()
        self._writer: tuple[int, sqlcipher3.Connection] | None = None
        self._idle: dict[tuple[int, int], list[sqlcipher3.Connection]] = {}
        self._pool = threading.Lock()
        self._is_closed = False
        self._stamps: dict[int, int] = {}

    def put_many(self, blobs: Sequence[bytes], digests: Sequence[str] = ()) -> list[str]:
        """Keep objects and return their ids, in order; on the disk when this returns.

        ``digests``: the SHA-256 of each in hexadecimal, "" or none at all where nobody has taken it yet.
        Called before the transaction that names them, never inside one (RuntimeError).
        """
        if self._turn.is_mine():
            raise RuntimeError("objects are put before the transaction that names them, not inside it")
        with self._writing, trouble.told("volumes"):
            self._need_room()
            number, connection = self._open_for_writing()
            with all_or_nothing(connection):
                stated = digests or [""] * len(blobs)
                ids = [_insert(connection, number, *one) for one in zip(blobs, stated, strict=True)]
                stamp = _stamped(connection)
            self._stamps[number] = stamp
            self._close_full(number, connection)
        return ids

    def get(self, object_id: str) -> bytes:
        """An object's bytes. Raises WorkstationError when it is not there or its volume is damaged."""
        try:
            chunks = self._chunks(object_id, _BYTES)
        except WorkstationError:  # where only a page of an index is damaged, the tables still have it
            chunks = self._chunks(object_id, _BYTES_WITHOUT_INDEX)
        if not chunks:  # also an empty object has a chunk
            raise _missing()
        return chunks[0] if len(chunks) == 1 else b"".join(chunks)

    def _chunks(self, object_id: str, sql: str) -> list[bytes]:
        with self._reading(self._volume_of(object_id)) as connection:
            return [row[0] for row in connection.execute(sql, (object_id,))]

    def ahead(self, object_ids: Iterable[str]) -> AbstractContextManager[Ahead]:
        """Objects that will be asked for in this order, read beforehand by other threads until the block ends."""
        return closing(Ahead(self.get, object_ids))

    def is_whole(self, object_id: str) -> bool:
        """Whether an object can be read; with the digest it was put with, where that can be read."""
        try:
            data = self.get(object_id)
        except WorkstationError:
            return False
        try:
            with self._reading(self._volume_of(object_id)) as connection:
                found = connection.execute("SELECT digest FROM objects WHERE id = ?", (object_id,)).fetchone()
        except WorkstationError:
            return True  # the MACs of its own pages hold
        return found is not None and hashlib.sha256(data).hexdigest() == str(found[0])

    def delete(self, object_ids: Iterable[str]) -> None:
        """Delete objects; ids that are gone already are passed over. Their bytes are overwritten in the file."""
        by_volume: dict[int, list[str]] = {}
        for object_id in object_ids:
            by_volume.setdefault(self._volume_of(object_id), []).append(object_id)
        with self._writing, trouble.told("volumes"):
            for number, ids in by_volume.items():
                with self._connected(number) as connection:
                    for some in _portions(_listed(connection, set(ids))):
                        with all_or_nothing(connection):
                            connection.executemany("DELETE FROM objects WHERE number = ?", [row[:1] for row in some])
                            stamp = _stamped(connection)
                        self._stamps[number] = stamp
                        # what is deleted is overwritten, so the log grows by as much: a full disk has no room for it
                        connection.execute("PRAGMA wal_checkpoint(PASSIVE)").fetchall()
                    # the log still says what was deleted
                    connection.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchall()

    def newer_than(self, number: int, swept: int) -> list[tuple[int, str]]:
        """(number, id) of a volume's objects after ``swept``."""
        if not self._path(number).exists():
            return []
        with self._reading(number) as connection:
            rows = connection.execute("SELECT number, id FROM objects WHERE number > ? ORDER BY number", (swept,))
            return [(int(row[0]), str(row[1])) for row in rows]

    def stamp(self, number: int) -> int:
        """How many writes a volume has seen; 0 where it is missing or cannot be read."""
        if not self._path(number).exists():
            return 0
        try:
            with self._reading(number) as connection:
                return int(connection.execute("PRAGMA user_version").fetchone()[0])
        except WorkstationError:
            return 0

    def stamps(self) -> dict[int, int]:
        """The stamps of the volumes written since the vault was opened."""
        return dict(self._stamps)

    def numbers(self) -> tuple[int, ...]:
        return tuple(sorted(self._rows))

    def check(self, number: int) -> tuple[list[str], list[str]]:
        """(English sentences about what is damaged in a volume's file, ids of the objects that cannot be read)."""
        name = f"volumes/{self._path(number).name}"
        if not self._path(number).exists():
            return [], []
        try:
            with self._writing, self._connected(number) as connection:
                said = checked_file(connection, name)
                if said:
                    self._drop_writer()  # a damaged page poisons its connection
            with self._reading(number) as connection:
                listed = [str(row[0]) for row in connection.execute("SELECT id FROM objects ORDER BY number")]
        except (sqlcipher3.DatabaseError, WorkstationError):
            return [f"{name} cannot be read."], []
        return said, [one for one in listed if not self.is_whole(one)]

    def needed_bytes(self, number: int) -> int:
        """How much room writing a volume anew takes, beside the one that is there."""
        if not self._path(number).exists():
            return 0
        with self._reading(number) as connection:
            pages, free, size = (
                int(connection.execute(f"PRAGMA {name}").fetchone()[0])
                for name in ("page_count", "freelist_count", "page_size")
            )
        return (pages - free) * size + _BATCH_BYTES

    def renew(self, number: int, report: Report) -> None:
        """Write a volume anew under a fresh key; then its old file, with the remains of what was deleted, is gone.

        Nothing is put or deleted meanwhile. The row in records.db decides which file holds: whatever moment the
        program dies at, one of the two is whole. Raises WorkstationError where an original that must be kept is
        damaged, Cancelled at a safe point.
        """
        with self._writing, trouble.told("volumes"):
            self._drop_writer()
            row, key = self._rows[number], new_key()
            fresh = self._path(number, row.edition + 1)
            try:
                wrapped = wrap(self._key, key, _bound_to(number))
                self._copy_into(fresh, number, key, report)
            finally:
                wipe(key)
            try:
                self._book.renew(number, wrapped, row.edition + 1)
            except WorkstationError:  # rolled back; whatever else comes may come after the commit
                remove(fresh)
                raise
            self._take_up(VolumeRow(number, wrapped, row.is_full, row.edition + 1))
            with suppress(OSError):  # Windows does not let go of a file that is being read: swept at the next opening
                remove(self._path(number, row.edition))

    def _copy_into(self, fresh: Path, number: int, key: bytearray, report: Report) -> None:
        """A volume whose file is not there has nothing to copy: its key goes all the same."""
        remove(fresh)
        if not self._path(number).exists():
            return
        try:
            with self._connected(number) as old:
                self._stamps[number] = _copied(old, fresh, key, report)
        except BaseException:
            remove(fresh)
            raise

    def _take_up(self, row: VolumeRow) -> None:
        """Go on with another edition of a volume."""
        with self._pool:
            old, self._rows[row.number] = self._rows[row.number], row
            for connection in self._idle.pop((old.number, old.edition), []):
                connection.close()

    def sweep_editions(self) -> None:
        """Remove what a crash left of writing a volume anew, where the edition that holds can be read."""
        for number in self.numbers():
            others = [path for path in self._folder.glob(f"{number:04d}.*db") if path != self._path(number)]
            if others and self._path(number).exists():
                with suppress(WorkstationError, OSError), self._reading(number):
                    for path in others:
                        remove(path)

    def ids(self) -> Iterator[str]:
        """Every object there is."""
        for number in self.numbers():
            yield from (object_id for _, object_id in self.newer_than(number, 0))

    @contextmanager
    def unwritten(self) -> Iterator[None]:
        """Nothing is put or deleted meanwhile. Taken before the store's turn, as putting does."""
        with self._writing:
            yield

    def rekey(self, key: bytearray, rows: tuple[VolumeRow, ...]) -> None:
        """The volumes' keys are wrapped under another key now, and the one that was written to is full. Connections
        that read stay as they are. Under ``unwritten``.
        """
        with self._pool:
            old, self._key = self._key, key
            self._rows = {row.number: row for row in rows}
        self._drop_writer()
        wipe(old)

    @contextmanager
    def borrowed_key(self, number: int) -> Iterator[bytearray]:
        """A volume's own key; wiped after the block."""
        try:
            with self._pool:  # not while the keys are being changed
                key = unwrap(self._key, self._rows[number].key, _bound_to(number))
        except WrongKey:
            raise trouble.damaged("records.db", "volume key") from None
        try:
            yield key
        finally:
            wipe(key)

    def path(self, number: int) -> Path:
        """A volume's file, which a crash may have left unmade."""
        return self._path(number)

    def close(self) -> None:
        """Close every connection and wipe the key. What another thread is reading is closed when it has read."""
        with self._writing, self._pool:
            self._is_closed = True
            for connections in self._idle.values():
                for connection in connections:
                    connection.close()
            self._idle.clear()
            self._drop_writer()
            wipe(self._key)

    def _path(self, number: int, edition: int = 0) -> Path:
        return file_of(self._folder, number, edition or self._rows[number].edition)

    def _volume_of(self, object_id: str) -> int:
        number = int(object_id[:4]) if object_id[:4].isdecimal() else 0
        if number not in self._rows:
            raise _missing()
        return number

    def _open(self, number: int, create: bool = False) -> sqlcipher3.Connection:
        if self._is_closed:
            raise trouble.locked()
        with self.borrowed_key(number) as key:
            connection = connect(self._path(number), key, create, hmac="SHA256")
        # a crash may have come between a volume's file and its tables
        if connection.execute("SELECT 1 FROM sqlite_schema WHERE name = 'chunks'").fetchone() is None:
            connection.executescript(_SCHEMA)
        return connection

    def _open_for_writing(self) -> tuple[int, sqlcipher3.Connection]:
        if self._is_closed:
            raise trouble.locked()
        if self._writer is None:
            number = max(self._rows, default=0)
            if number == 0 or self._rows[number].is_full:
                number += 1
                self._add(number)
            # a crash may have come between a volume's row and its file: create makes up for it
            self._writer = number, self._open(number, create=True)
        return self._writer

    def _add(self, number: int) -> None:
        key = new_key()
        try:
            wrapped = wrap(self._key, key, _bound_to(number))
        finally:
            wipe(key)
        self._folder.mkdir(mode=0o700, exist_ok=True)
        self._book.add(number, wrapped)
        self._rows[number] = VolumeRow(number, wrapped, is_full=False)

    def _close_full(self, number: int, connection: sqlcipher3.Connection) -> None:
        pages, size = (connection.execute(f"PRAGMA {name}").fetchone()[0] for name in ("page_count", "page_size"))
        if int(pages) * int(size) < self._volume_bytes:
            return
        self._book.mark_full(number)
        self._rows[number] = replace(self._rows[number], is_full=True)
        self._drop_writer()

    def _drop_writer(self) -> None:
        if self._writer:
            self._writer[1].close()
        self._writer = None

    @contextmanager
    def _connected(self, number: int) -> Iterator[sqlcipher3.Connection]:
        """The writer's connection where it is of this volume, else one for this block. Under ``_writing``."""
        if self._writer and self._writer[0] == number:
            yield self._writer[1]
            return
        connection = self._open(number)
        try:
            yield connection
        finally:
            connection.close()

    @contextmanager
    def _reading(self, number: int) -> Iterator[sqlcipher3.Connection]:
        """A connection nobody else uses meanwhile. One that met trouble is closed: a bad page poisons it."""
        with trouble.told(f"volumes/{self._path(number).name}"):
            with self._pool:
                edition = self._rows[number].edition
                idle = self._idle.setdefault((number, edition), [])
                connection = idle.pop() if idle else None
            connection = connection or self._open(number)
            try:
                yield connection
                if not is_sound(connection):
                    raise trouble.damaged(f"volumes/{self._path(number).name}", "page")
            except BaseException:
                connection.close()
                raise
            with self._pool:
                is_old = self._rows[number].edition != edition
                if self._is_closed or is_old or len(idle) >= _IDLE_READERS:
                    connection.close()
                else:
                    idle.append(connection)


def checked_file(connection: sqlcipher3.Connection, name: str) -> list[str]:
    """What SQLCipher and SQLite find wrong in a file."""
    # before the checkpoint the cipher check, which does not know the log, raises false alarms
    connection.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchall()
    said: list[str] = []
    for pragma in ("cipher_integrity_check", "integrity_check"):
        try:
            said += [row[0] for row in connection.execute(f"PRAGMA {pragma}") if row[0] != "ok"]
        except sqlcipher3.DatabaseError as error:
            said.append(str(error))
    return [f"{name} is damaged: {one}." for one in said]


def remove(path: Path) -> None:
    """Remove a volume's file and its log; the log first, which is nothing without its file."""
    for name in (f"{path.name}-shm", f"{path.name}-wal", path.name):
        path.with_name(name).unlink(missing_ok=True)


def _listed(connection: sqlcipher3.Connection, ids: set[str]) -> list[ObjectRow]:
    """Those of the objects that are there, in the order they were put."""
    found = (connection.execute("SELECT number, id, digest, size FROM objects WHERE id = ?", (one,)) for one in ids)
    return sorted(row for cursor in found for row in cursor.fetchall())


def _portions(rows: list[ObjectRow]) -> Iterator[list[ObjectRow]]:
    """Objects in portions of some megabytes."""
    some: list[ObjectRow] = []
    size = 0
    for row in rows:
        some.append(row)
        size += row[3]
        if size >= _BATCH_BYTES:
            yield some
            some, size = [], 0
    if some:
        yield some


def _copied(old: sqlcipher3.Connection, path: Path, key: bytearray, report: Report) -> int:
    """Copy a volume into a new file, prove it whole, put it on the disk. Returns its stamp."""
    rows = old.execute("SELECT number, id, digest, size FROM objects ORDER BY number").fetchall()
    last = old.execute("SELECT seq FROM sqlite_sequence WHERE name = 'objects'").fetchone()
    fresh = connect(path, key, create=True, hmac="SHA256")
    try:
        fresh.executescript(_SCHEMA)
        total, done = sum(row[3] for row in rows), 0
        for some in _portions(rows):
            report(done >> 20, total >> 20)
            with all_or_nothing(fresh):
                for row in some:
                    _copy(old, fresh, row)
            done += sum(row[3] for row in some)
        report(total >> 20, total >> 20)
        stamp = int(old.execute("PRAGMA user_version").fetchone()[0]) + 1
        with all_or_nothing(fresh):
            fresh.execute("DELETE FROM sqlite_sequence")
            fresh.execute("INSERT INTO sqlite_sequence VALUES ('objects', ?)", (last[0] if last else 0,))
            fresh.execute(f"PRAGMA user_version = {stamp}")
        said = checked_file(fresh, path.name)
        if said:
            raise trouble.damaged(path.name, said[0])
    finally:
        fresh.close()
    place.sync(path.parent)
    return stamp


def _copy(old: sqlcipher3.Connection, fresh: sqlcipher3.Connection, row: ObjectRow) -> None:
    """One object with its number, so that what is known to be swept stays known. Raises WorkstationError if damaged."""
    number, _, digest, _ = row
    fresh.execute("INSERT INTO objects (number, id, digest, size) VALUES (?, ?, ?, ?)", row)
    found = hashlib.sha256()
    for position, chunk in old.execute("SELECT number, bytes FROM chunks WHERE object = ? ORDER BY number", (number,)):
        found.update(chunk)
        fresh.execute("INSERT INTO chunks VALUES (?, ?, ?)", (number, position, chunk))
    if found.hexdigest() != digest:
        raise WorkstationError(
            say("An original that is to be kept is damaged, so its volume cannot be written anew."),
            say("Check the vault and restore what is damaged from a backup; what was deleted stays deleted."),
        )


def file_of(folder: Path, number: int, edition: int) -> Path:
    """0001.db; written anew 0001.2.db, 0001.3.db …"""
    return folder / (f"{number:04d}.db" if edition == 1 else f"{number:04d}.{edition}.db")


def is_cut(path: Path, number: int, wrapped: bytes, key: bytearray) -> bool:
    """Whether a volume is missing or shorter than its first page says. One that is damaged otherwise is not cut."""
    if not path.exists() or (path.stat().st_size % PAGE_BYTES and not _has_log(path)):
        return True
    own = unwrapped(number, wrapped, key)
    try:
        with looked_at(path, own, "SHA256") as connection:
            return int(connection.execute("PRAGMA page_count").fetchone()[0]) == 0
    except sqlcipher3.DatabaseError as error:
        return str(getattr(error, "sqlite_errorname", "")) == "SQLITE_CORRUPT"
    finally:
        wipe(own)


def _has_log(path: Path) -> bool:
    """A crash may have stopped the taking over of the log in the middle of a page: the log still has that page."""
    log = path.with_name(f"{path.name}-wal")
    return log.exists() and log.stat().st_size > 0


def unwrapped(number: int, wrapped: bytes, key: bytearray) -> bytearray:
    """A volume's own key, for the caller to wipe. Raises WrongKey."""
    return unwrap(key, wrapped, _bound_to(number))


def wrapped_anew(number: int, wrapped: bytes, before: bytearray, after: bytearray) -> bytes:
    """A volume's key, wrapped under another key."""
    key = unwrapped(number, wrapped, before)
    try:
        return wrap(after, key, _bound_to(number))
    finally:
        wipe(key)


def _stamped(connection: sqlcipher3.Connection) -> int:
    """Count a write of a volume, in its transaction, so that an older volume put in its place is noticed."""
    stamp = int(connection.execute("PRAGMA user_version").fetchone()[0]) + 1
    connection.execute(f"PRAGMA user_version = {stamp}")
    return stamp


def _insert(connection: sqlcipher3.Connection, volume: int, blob: bytes, digest: str = "") -> str:
    object_id = f"{volume:04d}-{new_id()}"
    values = (object_id, digest or digest_of(blob), len(blob))
    number = connection.execute("INSERT INTO objects (id, digest, size) VALUES (?, ?, ?)", values).lastrowid
    view = memoryview(blob)
    for position, at in enumerate(range(0, max(len(blob), 1), CHUNK_BYTES)):
        connection.execute("INSERT INTO chunks VALUES (?, ?, ?)", (number, position, view[at : at + CHUNK_BYTES]))
    return object_id


def _bound_to(number: int) -> bytes:
    return f"volume {number}".encode()


def _missing() -> WorkstationError:
    return WorkstationError(
        say("An original that the vault refers to is not in its volumes."),
        say("Check the vault, and restore it from a backup if it is damaged."),
    )
