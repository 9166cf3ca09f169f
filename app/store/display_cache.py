"""Decoded frames of compressed originals, kept encrypted beside the originals so that they need not be decoded again.

Nothing in it is needed: it is made anew from the originals whenever it is missing, damaged, of another key or made by
other decoders, and no backup takes it along. Its key is derived from that of records.db, so it goes when the vault
locks and is another once the keys were changed or something was erased; then the file is deleted.
"""

from __future__ import annotations

import queue
import shutil
import threading
from collections.abc import Iterable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path

import sqlcipher3

from app.sealed import KEY_BYTES, all_or_nothing, connect, is_sound, wipe
from app.store.objects import remove
from app.store.wrapping import derive

FILE = "display-cache.db"
BUDGET_BYTES = 8 * 2**30
LEAST_FREE_BYTES = 2 * 2**30  # what is left to the originals on the disk
_PENDING_BYTES = 192 * 2**20
_BATCH_BYTES = 16 * 2**20
_IDLE_READERS = 3
_KEY_LABEL = b"aegle display cache"
_SCHEMA = """
BEGIN IMMEDIATE;
CREATE TABLE IF NOT EXISTS made_by (what TEXT NOT NULL) STRICT;
CREATE TABLE IF NOT EXISTS entries (
    number INTEGER PRIMARY KEY, object TEXT NOT NULL, frames TEXT NOT NULL,
    size INTEGER NOT NULL, used INTEGER NOT NULL, UNIQUE (object, frames)
) STRICT;
CREATE INDEX IF NOT EXISTS entries_used ON entries (used);
CREATE TABLE IF NOT EXISTS pixels (
    entry INTEGER PRIMARY KEY REFERENCES entries ON DELETE CASCADE, bytes BLOB NOT NULL
) STRICT;
COMMIT;
"""


@dataclass(frozen=True, slots=True)
class Kept:
    """What is in the cache, bytes."""

    entries: int
    size_bytes: int
    budget_bytes: int


@dataclass(frozen=True, slots=True)
class _Entry:
    object: str
    frames: str
    data: bytes


class DisplayCache:
    """The cache of an open vault. Every trouble with it is an entry that is not there: it never stops anybody.

    ``made_by`` names what decoded the frames; entries made by anything else are dropped. Entries are written by a
    thread of its own, those used longest ago are dropped where there is no room.
    """

    def __init__(self, folder: Path, key: bytearray, budget_bytes: int = BUDGET_BYTES) -> None:
        self.path = folder / FILE
        self.made_by = ""
        self._key = derive(key, _KEY_LABEL, KEY_BYTES)
        self._budget_bytes = budget_bytes
        self._guard = threading.Lock()
        self._calm = threading.Condition(self._guard)
        self._busy = 0
        self._writing = threading.RLock()
        self._idle: list[sqlcipher3.Connection] = []
        self._age = 0  # counts how often the file was begun anew: connections of an older one are closed
        self._is_ready = False
        self._is_closed = False
        self._waiting: queue.Queue[_Entry | None] = queue.Queue()
        self._waiting_bytes = 0
        self._used: set[tuple[str, str]] = set()
        self._gone: set[str] = set()
        self._writer: threading.Thread | None = None

    def get(self, object_id: str, frames: str) -> bytes | None:
        """What was kept of these frames of an original, or None."""
        try:
            with self._reading() as connection:
                row = connection.execute(
                    "SELECT bytes FROM entries JOIN pixels ON entry = number"
                    " WHERE object = :object AND frames = :frames",
                    {"object": object_id, "frames": frames},
                ).fetchone()
                if not is_sound(connection):
                    raise sqlcipher3.DatabaseError("a page is damaged")
        except OSError:  # there is no file
            return None
        except sqlcipher3.Error:
            self.clear()
            return None
        if row is None:
            return None
        with self._guard:
            self._used.add((object_id, frames))
        return bytes(row[0])

    def offer(self, object_id: str, frames: str, data: bytes) -> None:
        """Keep these frames some time soon; nothing is kept while too much waits already."""
        with self._guard:
            is_too_much = self._waiting_bytes + len(data) > _PENDING_BYTES or len(data) > self._budget_bytes // 2
            if self._is_closed or is_too_much:
                return
            self._waiting_bytes += len(data)
            self._calm.notify_all()
            if self._writer is None:
                self._writer = threading.Thread(target=self._write_on, name="display cache", daemon=True)
                self._writer.start()
        self._waiting.put(_Entry(object_id, frames, data))

    @contextmanager
    def deferred(self) -> Iterator[None]:
        """Somebody waits for images meanwhile: what is offered is kept afterwards, unless too much of it waits."""
        with self._guard:
            self._busy += 1
        try:
            yield
        finally:
            with self._calm:
                self._busy -= 1
                self._calm.notify_all()

    def settle(self) -> None:
        """Wait until everything offered so far is kept."""
        self._waiting.join()

    def forget(self, object_ids: Iterable[str]) -> None:
        """Drop what was made of these originals, also what still waits to be kept; their bytes are overwritten."""
        ids = set(object_ids)
        with self._guard:
            self._gone |= ids
        with self._writing:
            if self._is_closed or not self.path.exists():
                return
            try:
                with self._connected() as connection:
                    with all_or_nothing(connection):
                        rows = [{"object": one} for one in ids]
                        connection.executemany("DELETE FROM entries WHERE object = :object", rows)
                    # the log still holds what was deleted
                    busy = connection.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()[0]
                if busy:
                    self.clear()
            except (sqlcipher3.Error, OSError):
                self.clear()

    def kept(self) -> Kept:
        try:
            with self._reading() as connection:
                row = connection.execute("SELECT count(*), coalesce(sum(size), 0) FROM entries").fetchone()
        except (sqlcipher3.Error, OSError):
            return Kept(0, 0, self._budget_bytes)
        return Kept(int(row[0]), int(row[1]), self._budget_bytes)

    def clear(self) -> None:
        """Delete the file; it is begun anew with the next entry."""
        with self._writing:
            self._let_go()
            with suppress(OSError):
                remove(self.path)

    def rekey(self, key: bytearray) -> None:
        """The vault's key is another: what lies under the old one is deleted."""
        fresh = derive(key, _KEY_LABEL, KEY_BYTES)
        with self._writing:
            if fresh != self._key:
                self.clear()
            old, self._key = self._key, fresh
            wipe(old)

    def close(self) -> None:
        """Close every connection and wipe the key. What waits is not written any more."""
        with self._calm:
            self._is_closed = True
            writer = self._writer
            self._calm.notify_all()
        if writer is not None:
            self._waiting.put(None)
            writer.join()
        with self._writing:
            self._let_go()
            wipe(self._key)

    # ---- connections

    @contextmanager
    def _reading(self) -> Iterator[sqlcipher3.Connection]:
        """A connection nobody else uses meanwhile. Raises OSError where there is no file."""
        with self._guard:
            connection, age = (self._idle.pop() if self._idle else None), self._age
        connection = connection or self._opened(must_exist=True)
        try:
            yield connection
        except BaseException:
            connection.close()
            raise
        with self._guard:
            if self._is_closed or age != self._age or len(self._idle) >= _IDLE_READERS:
                connection.close()
            else:
                self._idle.append(connection)

    @contextmanager
    def _connected(self) -> Iterator[sqlcipher3.Connection]:
        """A connection for this block, to write with."""
        connection = self._opened(must_exist=False)
        try:
            yield connection
        finally:
            connection.close()

    def _opened(self, must_exist: bool) -> sqlcipher3.Connection:
        with self._writing:
            if self._is_closed or (must_exist and not self.path.exists()):
                raise OSError("no cache")
            if not self._is_ready:
                self._prepare()
            connection = connect(self.path, self._key, create=not must_exist, hmac="SHA256")
            try:
                if not must_exist:
                    # a crash may cost the last entries, never more
                    connection.execute("PRAGMA synchronous = NORMAL")
                    connection.executescript(_SCHEMA)
            except BaseException:
                connection.close()
                raise
            return connection

    def _prepare(self) -> None:
        """A file of another key, damaged, or made by other decoders is deleted."""
        self._is_ready = True
        if not self.path.exists():
            return
        try:
            connection = connect(self.path, self._key, hmac="SHA256")
            try:
                row = connection.execute("SELECT what FROM made_by").fetchone()
            finally:
                connection.close()
            is_ours = row is not None and row[0] == self.made_by
        except sqlcipher3.Error:
            is_ours = False
        if not is_ours:
            remove(self.path)

    def _let_go(self) -> None:
        with self._guard:
            self._age += 1
            idle, self._idle = self._idle, []
            self._is_ready = False
        for connection in idle:
            connection.close()

    # ---- writing

    def _write_on(self) -> None:
        while (first := self._waiting.get()) is not None:
            self._wait_for_calm()
            batch = [first]
            while sum(len(one.data) for one in batch) < _BATCH_BYTES:
                try:
                    following = self._waiting.get_nowait()
                except queue.Empty:
                    break
                if following is None:
                    self._waiting.put(None)
                    self._waiting.task_done()
                    break
                batch.append(following)
            try:
                if not self._is_closed:
                    self._write(batch)
            finally:
                with self._guard:
                    self._waiting_bytes -= sum(len(one.data) for one in batch)
                for _ in batch:
                    self._waiting.task_done()
        self._waiting.task_done()

    def _wait_for_calm(self) -> None:
        with self._calm:
            while self._busy and not self._is_closed and self._waiting_bytes < _PENDING_BYTES // 2:
                self._calm.wait()

    def _write(self, batch: list[_Entry]) -> None:
        with self._writing:
            if shutil.disk_usage(self.path.parent).free < LEAST_FREE_BYTES:
                return
            try:
                with self._connected() as connection, all_or_nothing(connection):
                    self._put(connection, batch)
            except (sqlcipher3.Error, OSError):
                self.clear()

    def _put(self, connection: sqlcipher3.Connection, batch: list[_Entry]) -> None:
        if connection.execute("SELECT 1 FROM made_by").fetchone() is None:
            connection.execute("INSERT INTO made_by VALUES (:what)", {"what": self.made_by})
        with self._guard:
            used, self._used, gone = self._used, set(), self._gone
        now = int(connection.execute("SELECT coalesce(max(used), 0) + 1 FROM entries").fetchone()[0])
        connection.executemany(
            "UPDATE entries SET used = :now WHERE object = :object AND frames = :frames",
            [{"now": now, "object": object_id, "frames": frames} for object_id, frames in used],
        )
        for one in batch:
            if one.object in gone:
                continue
            number = connection.execute(
                "INSERT OR REPLACE INTO entries (object, frames, size, used) VALUES (:object, :frames, :size, :used)",
                {"object": one.object, "frames": one.frames, "size": len(one.data), "used": now},
            ).lastrowid
            connection.execute("INSERT INTO pixels VALUES (:entry, :bytes)", {"entry": number, "bytes": one.data})
        self._make_room(connection)

    def _make_room(self, connection: sqlcipher3.Connection) -> None:
        """Drop what was used longest ago."""
        over = int(connection.execute("SELECT coalesce(sum(size), 0) FROM entries").fetchone()[0]) - self._budget_bytes
        oldest = connection.execute("SELECT number, size FROM entries ORDER BY used, number")
        dropped = []
        while over > 0 and (row := oldest.fetchone()) is not None:
            dropped.append({"number": row[0]})
            over -= int(row[1])
        oldest.close()
        connection.executemany("DELETE FROM entries WHERE number = :number", dropped)
