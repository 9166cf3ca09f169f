"""One writer, and no write without its audit entry."""

from __future__ import annotations

import json
import os
import shutil
import threading
from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack, contextmanager, suppress
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, TypeVar

import sqlcipher3
from filelock import FileLock, Timeout

from app.domain.errors import Cancelled, WorkstationError
from app.domain.patient import Deed, Principal
from app.domain.words import Phrase, say
from app.domain.work import Report
from app.sealed import all_or_nothing, connect, is_sound, wipe
from app.secrecy import held
from app.store import (
    audit,
    audit_head,
    ballast,
    doubts,
    keyring,
    lists,
    migrate,
    objects,
    place,
    references,
    rotation,
    search,
    trail,
    trouble,
)
from app.store.audit import Trail
from app.store.audit_head import Anchor, Head, HeadFile
from app.store.display_cache import DisplayCache
from app.store.moment import Moment, hold
from app.store.objects import Objects, VolumeBook, VolumeRow
from app.store.transaction import Transaction, Values
from app.store.turn import Turn
from app.store.wrapping import derive

__all__ = ["Now", "Store", "Transaction", "utc_now"]

RECORDS = "records.db"
VOLUMES = "volumes"
LOCK = "lock"
CACHE_KIB = 64 * 2**10  # a list of 100,000 studies stays decrypted in memory while it is filtered
_STEP_S = 20.0  # longer than a step of a copy takes
_LEAST_ROOM = 2**16
LOG_BYTES = 32 * 2**20  # a log that grew past this is taken over into records.db

Now = Callable[[], datetime]
T = TypeVar("T")


def utc_now() -> datetime:
    return datetime.now(UTC)


class Store:
    """An open vault's files. Safe to use from several threads; closing waits for the transaction under way.

    ``alarms`` say what was found at opening that no crash explains; each stands in the trail too.
    """

    def __init__(
        self, folder: Path, connection: sqlcipher3.Connection, key: bytearray, lock: FileLock, now: Now, head: HeadFile
    ) -> None:
        self.folder = folder
        self.alarms: tuple[Phrase, ...] = ()
        self._key = held(key)  # what a new user's slot wraps; SQLCipher holds it as long as the file is open
        self._connection = connection
        self._lock = lock
        self._now = now
        self._turn = Turn()
        self._copying = threading.Lock()
        self._is_held = False
        self._is_closed = False
        # asked before every deed; services put the table of roles here
        self.guard: Callable[[Transaction], None] = _let_pass
        book = VolumeBook(add=self._add_volume, mark_full=self._mark_full, renew=self._renew_volume)
        volumes_key = derive(key, rotation.VOLUMES_LABEL)
        self.objects = Objects(folder / VOLUMES, volumes_key, _volumes(connection), book, self._turn, self._need_room)
        self.display = DisplayCache(folder, key)
        self._head_file = head
        self._trail = Trail(connection)
        self._head = replace(_head_of(connection), salt=bytes(key[32:]), keyring=_generation_of(folder))
        self._is_head_behind = False

    @staticmethod
    def create(folder: Path, key: bytearray, now: Now = utc_now) -> Store:
        """Make the files of a new vault in an empty folder. ``key`` stays the caller's to wipe."""
        with _locked(folder) as lock, trouble.told(RECORDS):
            connection = connect(folder / RECORDS, key, create=True)
            store, _ = _opened(folder, connection, key, lock, now, HeadFile(folder))
            store._take_over()
            ballast.restore(folder)
            return store

    @staticmethod
    def open(
        folder: Path,
        key: bytearray,
        now: Now = utc_now,
        adopts: Deed | None = None,
        anchor: Anchor | None = None,
        despite: bool = False,
    ) -> Store:
        """Open a vault's files, bring them to the newest form, sweep what a crash left. ``key`` stays the caller's.

        ``adopts`` is the deed (a restore) that put the files there: it is noted, and nothing is compared. ``anchor`` is
        the head that was kept outside of the vault. ``despite``: somebody has heard what is in doubt.

        What audit.head, the volumes or the keyring say against it becomes an entry of the trail and one of ``alarms``.
        Raises WorkstationError when another program has it open, a newer one made it, or it is damaged; Doubt where a
        file is missing or cut, or the clock is behind. Not one byte is another then.
        """
        with _locked(folder) as lock, trouble.told(RECORDS):
            if not (folder / RECORDS).exists():
                raise trouble.missing(RECORDS)
            if (folder / RECORDS).stat().st_size == 0:  # SQLite would take it for a new file
                raise trouble.damaged(RECORDS, "empty")
            head_file = HeadFile(folder)
            head_file.refuse_newer(len(migrate.MIGRATIONS))
            if adopts is None and not despite:
                doubts.refuse(folder / RECORDS, folder / VOLUMES, key, now())
            ballast.give_up_when_full(folder)
            if shutil.disk_usage(folder).free < _LEAST_ROOM:  # SQLite would only speak of an I/O error
                raise trouble.disk_full("opening")
            connection = connect(folder / RECORDS, key)
            store, seen = _opened(folder, connection, key, lock, now, head_file)
            try:
                store._compare(seen, adopts, anchor)
                store._sweep()
                store.objects.sweep_editions()
            except BaseException:
                store.close()
                raise
            ballast.restore(folder)
            return store

    @contextmanager
    def transaction(self, deed: Deed) -> Iterator[Transaction]:
        """Read and write inside one transaction that ends with the deed's audit entry.

        Whatever leaves the block rolls everything back; then the entry says ``refused``, ``cancelled`` or ``failed``.
        Do not call another verb of a service inside the block: transactions do not nest.
        """
        with self._turn.taken():
            self._refuse_closed()
            ballast.give_up_when_full(self.folder)  # looking is a deed too, and who cannot look cannot delete
            with trouble.told(RECORDS):
                self._heal()
            self._catch_up()
            tx = Transaction(self._connection, deed, self._now())
            try:
                with all_or_nothing(self._connection):
                    self.guard(tx)
                    yield tx
                    _follow(tx)
                    self._note_stamps()
                    state = self._trail.append(tx.deed, tx.all_about, "done", tx.at)
                self._keep_head(state)
            except BaseException as error:
                is_damaged = self._heal()
                self._note(tx, error)
                if is_damaged:
                    raise trouble.damaged(RECORDS, "page") from error
                if isinstance(error, sqlcipher3.DatabaseError):
                    raise trouble.translated(error, RECORDS) from error
                raise
        if tx.discarded:
            # the deed is done already; what cannot be deleted now is deleted at the next unlock
            with suppress(WorkstationError):
                self._delete_discarded(tx.discarded)

    def despite_full_disk(self, delete: Callable[[], T]) -> T:
        """Run a deed that deletes. Where the disk is full the ballast is given up for it, and comes back if it can."""
        try:
            done = delete()
        except trouble.DiskFull:
            if not ballast.give_up(self.folder):
                raise
            done = delete()
        if self._discarded() and ballast.give_up(self.folder):
            with suppress(WorkstationError):
                self._delete_discarded(self._discarded())
        with suppress(WorkstationError), self._turn.taken(), trouble.told(RECORDS):
            self._take_over()
        ballast.restore(self.folder)
        return done

    def renew_volume(self, number: int, report: Report) -> None:
        """Write a volume anew under a fresh key, without what was deleted from it. Raises WorkstationError without
        room for it, Cancelled at a safe point.
        """
        with self.not_copied():
            self._written_anew(number, report)

    def _written_anew(self, number: int, report: Report) -> None:
        self.display.clear()
        self._delete_discarded(self._discarded())
        needed, free = self.objects.needed_bytes(number), shutil.disk_usage(self.folder).free
        if free < needed:
            raise WorkstationError(
                say("Erasing needs {n} MiB of free space; there are {free}.", n=(needed >> 20) + 1, free=free >> 20),
                say("Make room on the disk that holds the vault, then erase again. What was deleted stays deleted."),
            )
        self.objects.renew(number, report)

    def check(self) -> list[str]:
        """English sentences about what is damaged in the files, and what of which patient it hit.

        Raises WorkstationError while a backup is made.
        """
        with self.not_copied():
            return self._check()

    def _check(self) -> list[str]:
        with self._turn.taken(), trouble.told(RECORDS):
            self._refuse_closed()
            self._take_over()
            said = objects.checked_file(self._connection, RECORDS)
            self._heal()
            referred = self._referred()
        lost: list[str] = []
        for number in self.objects.numbers():
            sentences, unreadable = self.objects.check(number)
            said += sentences
            lost += [one for one in unreadable if one in referred]
            with suppress(WorkstationError):  # a volume whose list cannot be read: its originals are tried one by one
                referred.difference_update(one for _, one in self.objects.newer_than(number, 0))
        lost += [one for one in sorted(referred) if not self.objects.is_whole(one)]
        with self._turn.taken(), trouble.told(RECORDS):
            self._refuse_closed()
            return said + [references.loss(self._connection, one) for one in lost]

    def close(self) -> None:
        """Close every connection, wipe the keys, let another program in. May be called twice."""
        with self._turn.taken():
            if self._is_closed:
                return
            self._is_closed = True
        # a copy under way stops at its next step; while it reads the log, that cannot be taken over
        is_alone = self._copying.acquire(timeout=_STEP_S)
        # not under the turn: a thread that puts objects may be waiting for it, and we for that thread
        self.objects.close()
        self.display.close()
        # the disk may be full or gone: what is in the log is taken over at the next opening
        with suppress(sqlcipher3.DatabaseError, OSError):
            if is_alone:
                self._take_over()
            else:  # whoever closes the file last takes the log over
                self._put_head(_settling(self._head, self.folder, audit_head.committed_in(_log(self.folder))))
        with suppress(OSError):  # where it was not taken over now, SQLite may do so while closing
            _expect_taking_over(self.folder, self._head_file)
        self._connection.close()
        self._trail.close()
        self._head_file.close()
        wipe(self._key)
        self._lock.release()
        if is_alone:
            self._copying.release()

    @contextmanager
    def held_still(self) -> Iterator[Moment]:
        """One moment of the vault, to copy from while work goes on.

        Raises WorkstationError while another copy is made.
        """
        with self.not_copied(), ExitStack() as stack:
            self._is_held = True
            stack.callback(self._let_go)
            with self.objects.unwritten(), self._turn.taken(), trouble.told(RECORDS):
                self._refuse_closed()
                self._catch_up()
                moment = stack.enter_context(hold(self.folder, self._key, self.objects, self._refuse_closed))
            yield moment
        with suppress(WorkstationError):
            self._delete_discarded(self._discarded())

    def _let_go(self) -> None:
        self._is_held = False

    @contextmanager
    def not_copied(self) -> Iterator[None]:
        """Nobody copies the vault's files meanwhile. Raises WorkstationError where somebody does."""
        if not self._copying.acquire(blocking=False):
            raise WorkstationError(
                say("Other work has the vault's files to itself: a backup, a check, new keys, or erasing."),
                say("Wait until it has ended, then try again."),
            )
        try:
            yield
        finally:
            self._copying.release()

    def change_key(self, principal: Principal, hand_over: Callable[[bytearray], None], report: Report) -> None:
        """Put records.db under a fresh key while the vault is open; a copy that was interrupted goes on.

        Other deeds wait for a batch of pages at a time, and for the last step. ``hand_over`` writes the next keyring,
        once the new file is checked and before it takes the old one's place: whatever moment the program dies at, one
        keyring and one file belong together. Raises Cancelled, and what is copied so far stays for the next time.
        """
        with self.not_copied():
            self._change_key(principal, hand_over, report)

    def _change_key(self, principal: Principal, hand_over: Callable[[bytearray], None], report: Report) -> None:
        records = self.folder / RECORDS
        rotation.refuse_without_room(self.folder, records)
        with self.transaction(Deed(principal, "begin changing keys")):
            pass
        with trouble.told(RECORDS):
            try:
                with rotation.Copy(self.folder, records, self._key) as copy:
                    self._copy_pages(copy, report)
                    with self.objects.unwritten(), self._turn.taken():
                        self._exchange(copy, Deed(principal, "change keys"), hand_over)
            except rotation.PageChanged as error:
                keyring.take_back_next(self.folder)
                raise trouble.damaged(RECORDS, f"page {error}") from error
            except (OSError, sqlcipher3.DatabaseError):
                keyring.take_back_next(self.folder)
                raise

    def _copy_pages(self, copy: rotation.Copy, report: Report) -> None:
        """Copy until hardly a page is left that is another by now."""
        for _ in range(rotation.PASSES):
            with self._turn.taken():
                left = copy.stale()
            for at in range(0, len(left), rotation.BATCH_PAGES):
                with self._turn.taken():
                    self._refuse_closed()
                    copy.put(left[at : at + rotation.BATCH_PAGES])
                report(copy.copied, copy.copied + len(left) - at)
            if len(left) <= rotation.BATCH_PAGES:
                return

    def _exchange(self, copy: rotation.Copy, deed: Deed, hand_over: Callable[[bytearray], None]) -> None:
        """The last step; nobody writes meanwhile."""
        self._refuse_closed()
        self._catch_up()
        self._take_over()
        if audit_head.committed_in(_log(self.folder)).pages:
            raise trouble.unreachable("log")
        state = audit.state_of(self._connection)

        def note(fresh: sqlcipher3.Connection) -> None:
            nonlocal state
            self._trail.use(fresh)
            state = self._trail.append(deed, deed.about, "done", self._now())

        try:
            copy.finish(self._connection, note)
            hand_over(copy.key)
            self._connection.close()
            copy.put_in_place()
        except BaseException:
            keyring.take_back_next(self.folder)
            self._connection.close()
            is_in_place = keyring.is_half_changed(self.folder)
            with suppress(sqlcipher3.DatabaseError, OSError):  # on a full disk the next deed tries again
                self._reopen(copy.key if is_in_place else self._key)
            raise
        self._head = replace(self._head, writes=state.writes, number=state.number, digest=state.digest)
        # the vault is under the new key, whatever happens now: nothing of it may be taken back
        with suppress(sqlcipher3.DatabaseError, OSError):  # on a full disk the next deed opens it
            self._reopen(copy.key)

    def _reopen(self, key: bytearray) -> None:
        """Go on with records.db under this key."""
        old, self._key = self._key, held(key)
        self._connection = connect(self.folder / RECORDS, self._key)
        _prepare(self._connection)
        self._trail.use(self._connection)
        self.objects.rekey(derive(self._key, rotation.VOLUMES_LABEL), _volumes(self._connection))
        self.display.rekey(self._key)
        wipe(old)
        self._head = replace(self._head, salt=bytes(key[32:]), pages=audit_head.NOTHING, settling=0)
        self._take_over()

    @contextmanager
    def borrowed_key(self) -> Iterator[bytearray]:
        """The key of records.db, to wrap it for a user; wiped after the block."""
        self._refuse_closed()
        key = held(self._key)
        try:
            yield key
        finally:
            wipe(key)

    def prove(self, tx: Transaction, code: str = "") -> tuple[trail.Verdict, tuple[trail.Epoch, ...]]:
        """Prove the trail whole; inside a deed."""
        return audit.prove(tx, self._head.number, code)

    def sealed_trail(self, tx: Transaction) -> tuple[list[dict[str, Any]], tuple[trail.Epoch, ...], frozenset[str]]:
        """Every entry before this deed, every epoch, signed to the last, and which ids were ever patients'."""
        self._trail.roll(tx.at)
        closed = tuple(one for one in audit.epochs(tx) if one.last is not None)
        return list(audit.chained(tx)), closed, audit.patients(tx)

    def head(self) -> Head:
        """How far the trail is."""
        return self._head

    def _keep_head(self, state: audit.State) -> None:
        """After a commit: put on the disk how far the trail is. Take over a log that has grown long."""
        ring = _generation_of(self.folder)
        head = replace(self._head, writes=state.writes, number=state.number, digest=state.digest, keyring=ring)
        try:
            self._put_head(head)
        except OSError:
            # the deed is done and stays so; the next one is refused until the head can be written
            self._head, self._is_head_behind = head, True
            return
        log = _log(self.folder)
        if log.exists() and log.stat().st_size > LOG_BYTES:
            with suppress(sqlcipher3.DatabaseError, OSError):
                self._take_over()

    def _put_head(self, head: Head) -> None:
        self._head_file.write(head)
        self._head, self._is_head_behind = head, False

    def _catch_up(self) -> None:
        if self._is_head_behind:
            with trouble.told(audit_head.FILE):
                self._put_head(self._head)

    def _take_over(self) -> None:
        """Take the log over into records.db. Nothing else changes that file, so the head knows how it looks.

        What cannot be taken over now stays in the log, and the head goes on saying so. A copy under way reads the log.
        """
        if self._is_held:
            return
        log = audit_head.committed_in(_log(self.folder))
        if log.pages or self._head.settling or self._head.pages == audit_head.NOTHING:
            self._put_head(_settling(self._head, self.folder, log))
            busy, frames, done = self._connection.execute("PRAGMA wal_checkpoint(FULL)").fetchone()
            if busy or frames != done:
                return
            pages = audit_head.digest_of_pages(self.folder / RECORDS)
            # where writing it fails, the next deed writes it first: the log may be used anew after that only
            self._head, self._is_head_behind = replace(self._head, pages=pages, settling=0), True
            self._put_head(self._head)
        self._connection.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchall()

    def _compare(self, seen: Seen, adopts: Deed | None, anchor: Anchor | None) -> None:
        """Raise the alarm about what a crash does not explain, and go on from here."""
        state, head = audit.state_of(self._connection), seen.head
        if adopts is None:
            alarms = _alarms(self._connection, seen, state)
            if anchor is not None:
                alarms += _anchor_alarms(self._connection, anchor, state, bool(alarms))
            if head and self._head.keyring < head.keyring:
                alarms.append(say("keyring.json was put back: ways into the vault that were removed may be in it."))
            alarms += [_older_volume(number, missing) for number, missing in self._older_volumes()]
            deeds = [Deed(audit.PROGRAM, trail.ALARM, why=str(alarm)) for alarm in alarms]
            self.alarms = tuple(alarms)
        else:
            deeds = [adopts]
        if head and seen.is_same:
            self._head = replace(self._head, pages=head.pages, settling=head.settling)
        self._trail.floor = max(head.number if head else 0, state.number, anchor.number if anchor else 0)
        at = self._now()
        behind = self._trail.behind(at)
        if behind > doubts.CLOCK_BEHIND:
            self.alarms += (doubts.clock_behind(behind),)
        for deed in deeds:
            with all_or_nothing(self._connection):
                state = self._trail.append(deed, deed.about, "done", at)
        self._head = replace(self._head, writes=state.writes, number=state.number, digest=state.digest)
        if head != self._head:
            self._put_head(self._head)
        if self._head.pages == audit_head.NOTHING or self._head.settling:
            # a full disk must not keep the person from opening the vault and deleting something
            with suppress(sqlcipher3.DatabaseError):
                self._take_over()

    def accept_losses(self, tx: Transaction) -> None:
        """From now on the vault opens without the volumes that are missing or cut; inside a deed."""
        doubts.accept(tx, (number for number, _ in self._older_volumes()))

    def _note_stamps(self) -> None:
        """Let records.db know of the volumes' writes, in the transaction that names what was written."""
        self._connection.executemany(
            "UPDATE volumes SET stamp = :stamp WHERE number = :number AND stamp < :stamp",
            [{"number": number, "stamp": stamp} for number, stamp in self.objects.stamps().items()],
        )

    def _older_volumes(self) -> list[tuple[int, int]]:
        """(volume, how many of its writes are missing) where a volume is older than records.db knows it."""
        rows = self._connection.execute("SELECT number, stamp FROM volumes WHERE stamp > 0").fetchall()
        found = [(row["number"], row["stamp"] - self.objects.stamp(row["number"])) for row in rows]
        return [one for one in found if one[1] > 0]

    def _heal(self) -> bool:
        """Go on with another connection where a damaged page poisoned this one, so that what is whole stays readable,
        or where it could not be opened again on a full disk. Under the turn. Whether it was so.
        """
        if is_sound(self._connection):
            return False
        key = held(self._key)
        try:
            _expect_taking_over(self.folder, self._head_file)
            self._connection.close()
            self._reopen(key)
        finally:
            wipe(key)
        return True

    def _referred(self) -> set[str]:
        """The originals that rows name, as far as they can be read: what is damaged the check has said."""
        found: set[str] = set()
        with suppress(sqlcipher3.DatabaseError):
            found.update(references.referred(self._connection))
        self._heal()
        return found

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
        with suppress(sqlcipher3.DatabaseError):
            with all_or_nothing(self._connection):
                state = self._trail.append(tx.deed, tx.all_about, outcome, tx.at)
            self._keep_head(state)

    def _keep_book(self, sql: str, values: Sequence[Values]) -> None:
        """Write down what is the store's own and no deed."""
        with self._turn.taken(), trouble.told(RECORDS):
            self._refuse_closed()
            self._catch_up()
            with all_or_nothing(self._connection):
                self._connection.executemany(sql, values)
                self._note_stamps()
                audit.count_write(self._connection)
            self._keep_head(audit.state_of(self._connection))

    def _keep_key(self, sql: str, values: Values) -> None:
        """Write down a volume's key, in records.db itself: with a log that is damaged later, every original under a key
        that stands only there would be lost.
        """
        self._keep_book(sql, [values])
        with suppress(WorkstationError), self._turn.taken(), trouble.told(RECORDS):
            self._take_over()

    def _add_volume(self, number: int, key: bytes) -> None:
        self._keep_key(
            "INSERT INTO volumes (number, key, created_at) VALUES (:number, :key, :at)",
            {"number": number, "key": key, "at": self._now().isoformat(timespec="seconds")},
        )

    def _mark_full(self, number: int) -> None:
        self._keep_book("UPDATE volumes SET is_full = 1 WHERE number = :number", [{"number": number}])

    def _renew_volume(self, number: int, key: bytes, edition: int) -> None:
        self._keep_key(
            "UPDATE volumes SET key = :key, edition = :edition,"
            " unclean = EXISTS (SELECT 1 FROM discarded WHERE CAST(substr(id, 1, 4) AS INTEGER) = :number)"
            " WHERE number = :number",
            {"number": number, "key": key, "edition": edition},
        )

    def _need_room(self) -> None:
        ballast.need(self.folder)

    def _discarded(self) -> list[str]:
        """Objects whose rows are gone, still in their volumes."""
        with self._turn.taken(), trouble.told(RECORDS):
            self._refuse_closed()
            return [row["id"] for row in self._connection.execute("SELECT id FROM discarded")]

    def _delete_discarded(self, ids: Sequence[str]) -> None:
        self.display.forget(ids)
        if self._is_held:
            return  # what was deleted since the moment that is copied is deleted once it is copied
        self.objects.delete(ids)
        self._keep_book("DELETE FROM discarded WHERE id = :id", [{"id": one} for one in ids])

    def _sweep(self) -> None:
        """Delete the originals that no row names: what a crash left between a volume and records.db.

        Where records were put back or cut off, their originals are all that is left of them: those stay.
        """
        leftover = [row["id"] for row in self._connection.execute("SELECT id FROM discarded")]
        swept = {row["number"]: row["swept"] for row in self._connection.execute("SELECT number, swept FROM volumes")}
        newest: dict[int, int] = {}
        for number, seen in swept.items():
            try:
                new = self.objects.newer_than(number, seen)
            except WorkstationError:
                continue  # a damaged volume: said by an alarm and by the check, the others stay readable
            if new:
                newest[number] = new[-1][0]
                leftover += [] if self.alarms else self._unreferred([object_id for _, object_id in new])
        # a full disk or a damaged volume must not keep the vault closed: it is swept at the next opening
        with suppress(WorkstationError):
            if leftover:
                self._keep_book(
                    "UPDATE volumes SET unclean = 1 WHERE number = :number",
                    [{"number": number} for number in {int(one[:4]) for one in leftover}],
                )
                self._delete_discarded(leftover)
            if newest:
                self._keep_book(
                    "UPDATE volumes SET swept = :swept WHERE number = :number",
                    [{"number": number, "swept": last} for number, last in newest.items()],
                )

    def _unreferred(self, ids: list[str]) -> list[str]:
        left = set(ids)
        for table in references.tables_naming_objects(self._connection):
            for at in range(0, len(ids), 500):
                some = ids[at : at + 500]
                marks = ", ".join("?" * len(some))
                sql = f"SELECT object FROM {table} WHERE object IN ({marks})"
                left.difference_update(row["object"] for row in self._connection.execute(sql, some))
        return [one for one in ids if one in left]


def _let_pass(tx: Transaction) -> None:
    """The guard of a store that is opened without services around it."""


def _follow(tx: Transaction) -> None:
    """Bring what is made of other rows to what the transaction made of those."""
    touched = {noun: frozenset(ids) for noun, ids in tx.changes.touched}
    if touched:
        lists.follow(tx, touched)
        search.follow(tx, touched)


@contextmanager
def _locked(folder: Path) -> Iterator[FileLock]:
    """Take the vault for this program; given back when the block fails. The system lets go when the program dies."""
    # a soft lock, where the file system has no real one, would outlive a program that dies
    # thread_local=False: a vault that one thread unlocked is closed by another (filelock would silently keep the lock)
    lock = FileLock(folder / LOCK, mode=0o600, thread_local=False, fallback_to_soft=False)
    try:
        place.refuse_shared(folder)
        with trouble.told(LOCK):
            _refuse_read_only(folder)
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


def _refuse_read_only(folder: Path) -> None:
    """Before anything is read: what is looked at must be audited. Any other trouble is left to the lock."""
    try:
        os.close(os.open(folder / LOCK, os.O_RDWR | os.O_CREAT, 0o600))
    except OSError as error:
        if place.is_read_only(error):
            raise place.read_only(error.strerror or "") from error
        raise


def _prepare(connection: sqlcipher3.Connection) -> None:
    connection.row_factory = sqlcipher3.Row
    connection.execute(f"PRAGMA cache_size = {-CACHE_KIB}").fetchall()
    # records.db is changed by _take_over alone: the head must know how the file looks
    connection.execute("PRAGMA wal_autocheckpoint = 0").fetchall()


def _opened(
    folder: Path, connection: sqlcipher3.Connection, key: bytearray, lock: FileLock, now: Now, head: HeadFile
) -> tuple[Store, Seen]:
    try:
        _prepare(connection)
        migrate.refuse_newer(connection)
        seen = _seen(folder, connection, head, bytes(key[32:]))
        migrate.upgrade_kept(connection, folder / RECORDS)
        head.use(audit.secret_of(connection))
        return Store(folder, connection, key, lock, now, head), seen
    except BaseException:
        with suppress(OSError):
            _expect_taking_over(folder, head)
        connection.close()
        head.close()
        raise


def _settling(head: Head, folder: Path, log: audit_head.Log) -> Head:
    return replace(head, pages=audit_head.digest_of_pages(folder / RECORDS, log), settling=max(1, log.frames))


def _expect_taking_over(folder: Path, file: HeadFile) -> None:
    """SQLite takes a log over when a connection is closed that nothing was done with."""
    head, is_trusted = file.read()
    log = audit_head.committed_in(_log(folder))
    if head and is_trusted and log.pages and not head.settling:
        file.write(_settling(head, folder, log))


def _head_of(connection: sqlcipher3.Connection) -> Head:
    state = audit.state_of(connection)
    return Head(migrate.version_of(connection), state.writes, state.number, 0, state.digest)


@dataclass(frozen=True, slots=True)
class Seen:
    """What audit.head says, whether its MAC holds, and whether records.db looks as it says."""

    head: Head | None
    is_there: bool
    is_trusted: bool
    is_same: bool


def _seen(folder: Path, connection: sqlcipher3.Connection, file: HeadFile, salt: bytes) -> Seen:
    """Before anything is written."""
    file.use(audit.secret_of(connection))
    head, is_trusted = file.read()
    if head is None:
        return Seen(None, file.is_there(), False, False)
    log = audit_head.committed_in(_log(folder), head.settling) if head.settling else None
    if head.salt != salt or (log is not None and not log.pages):
        # the keys were changed since, or SQLite took the log over while closing: the file is another, the counts hold
        return Seen(replace(head, pages=audit_head.NOTHING, settling=0), True, is_trusted, True)
    is_same = audit_head.digest_of_pages(folder / RECORDS, log) == head.pages
    return Seen(head, True, is_trusted, is_same)


def _alarms(connection: sqlcipher3.Connection, seen: Seen, state: audit.State) -> list[Phrase]:
    head = seen.head
    if head is None:
        # a vault of the first form, or one whose making a crash ended, has no head yet
        if state.writes == 0 and not seen.is_there:
            return []
        return [say("audit.head is missing or damaged: whether entries of the audit trail are missing cannot be told.")]
    missing = head.number - state.number
    if missing > 0:
        return [
            say("The last {n} entries of the audit trail are missing: records were put back or cut off.", n=missing)
        ]
    if not seen.is_trusted:
        return [say("audit.head is damaged or of another vault; as far as it can be read, no entry is missing.")]
    if state.writes < head.writes:
        return [say("The last changes of the records are missing; no entry of the audit trail is.")]
    if audit.digest_at(connection, head.number) != head.digest:
        return [say("The audit trail is not the one that was written last.")]
    if state.writes > head.writes + 1:
        return [say("audit.head was put back: it is {n} writes older than the records.", n=state.writes - head.writes)]
    if not seen.is_same:
        return [say("records.db was changed from outside since it was last open; no entry of the trail is missing.")]
    return []


def _anchor_alarms(
    connection: sqlcipher3.Connection, anchor: Anchor, state: audit.State, is_told: bool
) -> list[Phrase]:
    """``is_told``: what is inside the folder says already that something is missing."""
    if anchor.trouble is not None:
        return [say("Whether this vault was put back to an older state as a whole cannot be told now."), anchor.trouble]
    missing = anchor.number - state.number
    if missing > 0:
        return [
            say(
                "This vault was put back to an older state: the last {n} entries of the audit trail that the keychain "
                "of this computer knows of are missing, with all that was done in them.",
                n=missing,
            )
        ]
    if not is_told and audit.digest_at(connection, anchor.number) != anchor.digest:
        return [say("The audit trail is not the one whose head was kept in this computer's keychain.")]
    return []


def _older_volume(number: int, missing: int) -> Phrase:
    return say(
        "{n} writes of volume {number} are missing: it was put back, cut off or damaged.", number=number, n=missing
    )


def _log(folder: Path) -> Path:
    return folder / f"{RECORDS}-wal"


def _generation_of(folder: Path) -> int:
    """Which keyring it is, counted from the first; 0 while there is none."""
    try:
        return int(json.loads((folder / keyring.FILE).read_bytes()).get("generation", 0))
    except (OSError, ValueError, AttributeError):
        return 0


def _volumes(connection: sqlcipher3.Connection) -> tuple[VolumeRow, ...]:
    rows = connection.execute("SELECT number, key, is_full, edition FROM volumes ORDER BY number").fetchall()
    return tuple(VolumeRow(row["number"], row["key"], bool(row["is_full"]), row["edition"]) for row in rows)
