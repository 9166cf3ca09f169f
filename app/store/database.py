"""One writer, and no write without its audit entry."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, suppress
from datetime import UTC, datetime
from pathlib import Path

import sqlcipher3
from filelock import FileLock, Timeout

from app.domain.errors import Cancelled, WorkstationError
from app.domain.patient import Deed
from app.domain.words import say
from app.sealed import all_or_nothing, connect, wipe
from app.store import audit, migrate, objects, trouble
from app.store.objects import Objects, VolumeBook, VolumeRow
from app.store.transaction import Transaction, Values
from app.store.turn import Turn
from app.store.wrapping import derive

__all__ = ["Now", "Store", "Transaction", "utc_now"]

RECORDS = "records.db"
VOLUMES = "volumes"
LOCK = "lock"

_WHOSE = """
    SELECT i.uid, t.uid AS study, p.mrn FROM instances i
    JOIN series s ON s.uid = i.series JOIN studies t ON t.uid = s.study JOIN patients p ON p.id = t.patient
    WHERE i.object = :object
"""

Now = Callable[[], datetime]


def utc_now() -> datetime:
    return datetime.now(UTC)


class Store:
    """An open vault's files. Safe to use from several threads; closing waits for the transaction under way."""

    def __init__(
        self, folder: Path, connection: sqlcipher3.Connection, key: bytearray, lock: FileLock, now: Now
    ) -> None:
        self.folder = folder
        self._key = bytearray(key)  # what a new user's slot wraps; SQLCipher holds it as long as the file is open
        self._connection = connection
        self._lock = lock
        self._now = now
        self._turn = Turn()
        self._is_closed = False
        # asked before every deed; services put the table of roles here
        self.guard: Callable[[Transaction], None] = _let_pass
        book = VolumeBook(add=self._add_volume, mark_full=self._mark_full)
        volumes_key = derive(key, b"aegle volumes")
        self.objects = Objects(folder / VOLUMES, volumes_key, _volumes(connection), book, self._turn)

    @staticmethod
    def create(folder: Path, key: bytearray, now: Now = utc_now) -> Store:
        """Make the files of a new vault in an empty folder. ``key`` stays the caller's to wipe."""
        with _locked(folder) as lock, trouble.told(RECORDS):
            connection = connect(folder / RECORDS, key, create=True)
            return _opened(folder, connection, key, lock, now)

    @staticmethod
    def open(folder: Path, key: bytearray, now: Now = utc_now) -> Store:
        """Open a vault's files, bring them to the newest form, sweep what a crash left. ``key`` stays the caller's.

        Raises WorkstationError when another program has it open, a newer one made it, or it is damaged.
        """
        with _locked(folder) as lock, trouble.told(RECORDS):
            if (folder / RECORDS).stat().st_size == 0:  # SQLite would take it for a new file
                raise trouble.damaged(RECORDS, "empty")
            connection = connect(folder / RECORDS, key)
            store = _opened(folder, connection, key, lock, now)
            try:
                store._sweep()
            except BaseException:
                store.close()
                raise
            return store

    @contextmanager
    def transaction(self, deed: Deed) -> Iterator[Transaction]:
        """Read and write inside one transaction that ends with the deed's audit entry.

        Whatever leaves the block rolls everything back; then the entry says ``refused``, ``cancelled`` or ``failed``.
        Do not call another verb of a service inside the block: transactions do not nest.
        """
        with self._turn.taken():
            self._refuse_closed()
            tx = Transaction(self._connection, deed, self._now())
            try:
                with all_or_nothing(self._connection):
                    self.guard(tx)
                    yield tx
                    audit.append(self._connection, tx.deed, tx.all_about, "done", tx.at)
            except BaseException as error:
                self._note(tx, error)
                if isinstance(error, sqlcipher3.DatabaseError):
                    raise trouble.translated(error, RECORDS) from error
                raise
        if tx.discarded:
            # the deed is done already; what cannot be deleted now is deleted at the next unlock
            with suppress(WorkstationError):
                self._delete_discarded(tx.discarded)

    def check(self) -> list[str]:
        """English sentences about what is damaged in the files, and what of which patient it hit."""
        with self._turn.taken(), trouble.told(RECORDS):
            self._refuse_closed()
            said = objects.checked_file(self._connection, RECORDS)
            referred = set(self._referred())
        lost: list[str] = []
        for number in self.objects.numbers():
            sentences, unreadable = self.objects.check(number)
            said += sentences
            lost += [one for one in unreadable if one in referred]
        with suppress(WorkstationError):  # a volume that cannot be read was named above
            lost += sorted(referred.difference(self.objects.ids()))
        with self._turn.taken(), trouble.told(RECORDS):
            self._refuse_closed()
            return said + [self._loss(one) for one in lost]

    def close(self) -> None:
        """Close every connection, wipe the keys, let another program in. May be called twice."""
        with self._turn.taken():
            if self._is_closed:
                return
            self._is_closed = True
        # not under the turn: a thread that puts objects may be waiting for it, and we for that thread
        self.objects.close()
        self._connection.close()
        wipe(self._key)
        self._lock.release()

    @contextmanager
    def borrowed_key(self) -> Iterator[bytearray]:
        """The key of records.db, to wrap it for a user; wiped after the block."""
        self._refuse_closed()
        key = bytearray(self._key)
        try:
            yield key
        finally:
            wipe(key)

    def _refuse_closed(self) -> None:
        if self._is_closed:
            raise trouble.locked()

    def _note(self, tx: Transaction, error: BaseException) -> None:
        """Write down that a deed did not come about."""
        outcome = "failed"
        if isinstance(error, WorkstationError):
            outcome = "refused"
        elif isinstance(error, Cancelled | KeyboardInterrupt | GeneratorExit):
            outcome = "cancelled"
        # a disk that could not take the deed cannot take this either: the first error is the one to tell
        with suppress(sqlcipher3.DatabaseError), all_or_nothing(self._connection):
            audit.append(self._connection, tx.deed, tx.all_about, outcome, tx.at)

    def _keep_book(self, sql: str, values: Sequence[Values]) -> None:
        """Write down what is the store's own and no deed."""
        with self._turn.taken(), trouble.told(RECORDS):
            self._refuse_closed()
            with all_or_nothing(self._connection):
                self._connection.executemany(sql, values)

    def _add_volume(self, number: int, key: bytes) -> None:
        self._keep_book(
            "INSERT INTO volumes (number, key, created_at) VALUES (:number, :key, :at)",
            [{"number": number, "key": key, "at": self._now().isoformat(timespec="seconds")}],
        )

    def _mark_full(self, number: int) -> None:
        self._keep_book("UPDATE volumes SET is_full = 1 WHERE number = :number", [{"number": number}])

    def _delete_discarded(self, ids: Sequence[str]) -> None:
        self.objects.delete(ids)
        self._keep_book("DELETE FROM discarded WHERE id = :id", [{"id": one} for one in ids])

    def _sweep(self) -> None:
        """Delete the originals that no row names: what a crash left between a volume and records.db."""
        leftover = [row["id"] for row in self._connection.execute("SELECT id FROM discarded")]
        swept = {row["number"]: row["swept"] for row in self._connection.execute("SELECT number, swept FROM volumes")}
        newest: dict[int, int] = {}
        for number, seen in swept.items():
            new = self.objects.newer_than(number, seen)
            if new:
                newest[number] = new[-1][0]
                leftover += self._unreferred([object_id for _, object_id in new])
        if leftover:
            self._delete_discarded(leftover)
        if newest:
            self._keep_book(
                "UPDATE volumes SET swept = :swept WHERE number = :number",
                [{"number": number, "swept": last} for number, last in newest.items()],
            )

    def _unreferred(self, ids: list[str]) -> list[str]:
        left = set(ids)
        for table in self._tables_naming_objects():
            for at in range(0, len(ids), 500):
                some = ids[at : at + 500]
                marks = ", ".join("?" * len(some))
                sql = f"SELECT object FROM {table} WHERE object IN ({marks})"
                left.difference_update(row["object"] for row in self._connection.execute(sql, some))
        return [one for one in ids if one in left]

    def _referred(self) -> Iterator[str]:
        for table in self._tables_naming_objects():
            for row in self._connection.execute(f"SELECT object FROM {table} WHERE object <> ''"):
                yield row["object"]

    def _loss(self, object_id: str) -> str:
        """What a lost original was."""
        row = self._connection.execute(_WHOSE, {"object": object_id}).fetchone()
        if row is None:
            return f"The original {object_id} is damaged or missing."
        return f"Instance {row['uid']} of study {row['study']}, patient {row['mrn']}, is damaged or missing."

    def _tables_naming_objects(self) -> list[str]:
        """Asked of the schema, so that a table added later cannot be forgotten and lose its originals."""
        sql = (
            "SELECT t.name FROM sqlite_schema t JOIN pragma_table_info(t.name) c"
            " WHERE t.type = 'table' AND c.name = 'object'"
        )
        return [row["name"] for row in self._connection.execute(sql)]


def _let_pass(tx: Transaction) -> None:
    """The guard of a store that is opened without services around it."""


@contextmanager
def _locked(folder: Path) -> Iterator[FileLock]:
    """Take the vault for this program; given back when the block fails. The system lets go when the program dies."""
    # a soft lock, where the file system has no real one, would outlive a program that dies
    # thread_local=False: a vault that one thread unlocked is closed by another (filelock would silently keep the lock)
    lock = FileLock(folder / LOCK, mode=0o600, thread_local=False, fallback_to_soft=False)
    try:
        with trouble.told(LOCK):
            lock.acquire(timeout=0)
    except Timeout:
        raise WorkstationError(
            say("This vault is open in another window or program."),
            say("Close it there, then try again."),
        ) from None
    try:
        yield lock
    except BaseException:
        lock.release()
        raise


def _opened(folder: Path, connection: sqlcipher3.Connection, key: bytearray, lock: FileLock, now: Now) -> Store:
    try:
        connection.row_factory = sqlcipher3.Row
        migrate.upgrade(connection)
        return Store(folder, connection, key, lock, now)
    except BaseException:
        connection.close()
        raise


def _volumes(connection: sqlcipher3.Connection) -> tuple[VolumeRow, ...]:
    rows = connection.execute("SELECT number, key, is_full FROM volumes ORDER BY number").fetchall()
    return tuple(VolumeRow(row["number"], row["key"], bool(row["is_full"])) for row in rows)
