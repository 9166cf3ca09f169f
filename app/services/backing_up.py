"""Backups of the vault: when they are due, making, proving and removing them, and putting one back."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from pathlib import Path

from app.domain.errors import WorkstationError
from app.domain.patient import Deed, Principal
from app.domain.plain import from_plain, to_plain
from app.domain.words import NOTHING, Phrase, say
from app.domain.work import Report
from app.services.news import News
from app.store import backup, backup_files, backup_list, backup_place, backup_restore, keyring, settings
from app.store.backup import BackupNote
from app.store.database import Now, Store, Transaction, utc_now

_PLAN = "backups"
EVERY_HOURS = (0, 4, 12, 24, 168)
KEEP = range(1, 101)


@dataclass(frozen=True, slots=True)
class Plan:
    """What an administrator set: where backups go ("": nowhere yet), how often (0: only by hand), how many are kept."""

    folder: str = ""
    every_hours: int = 24
    keep: int = 7


@dataclass(frozen=True, slots=True)
class BackupState:
    """The plan and every backup, newest first. ``trouble``: why none can be made there now.

    ``is_beside``: the backups lie on the disk of the vault. ``since``: when the vault was made.
    """

    plan: Plan = Plan()
    backups: tuple[BackupNote, ...] = ()
    trouble: Phrase = NOTHING
    is_beside: bool = False
    since: str = ""

    @property
    def last(self) -> BackupNote | None:
        """The newest that was found whole."""
        return next((one for one in self.backups if one.is_whole), None)

    def is_due(self, now: datetime) -> bool:
        if not self.plan.folder or not self.plan.every_hours:
            return False
        age = self._age(now)
        # a backup from the future: the clock was set back, nobody knows how old it is
        return age is None or age >= timedelta(hours=self.plan.every_hours) or age < timedelta(hours=-1)

    def alarm(self, now: datetime) -> Phrase:
        """What to say where the last whole backup is too old, or nothing."""
        age, limit = self._age(now), self._limit()
        if age is None:
            is_young = not self.since or now - datetime.fromisoformat(self.since) <= limit
            return NOTHING if is_young else say("This vault has no backup.")
        if age <= limit:
            return NOTHING
        if age >= timedelta(days=2):
            return say("The last whole backup is {n} days old.", n=age.days)
        return say("The last whole backup is {n} hours old.", n=int(age / timedelta(hours=1)))

    def _limit(self) -> timedelta:
        """Twice the time between two, so that one that was missed raises no alarm yet; a week where none is planned."""
        is_planned = self.plan.folder and self.plan.every_hours
        return timedelta(hours=2 * self.plan.every_hours) if is_planned else timedelta(days=7)

    def _age(self, now: datetime) -> timedelta | None:
        return now - datetime.fromisoformat(self.last.made_at) if self.last else None


class BackingUp:
    """``now`` is the clock by which backups are named and due."""

    def __init__(self, store: Store, news: News, now: Now = utc_now) -> None:
        self._store = store
        self._news = news
        self._now = now

    def state(self, principal: Principal) -> BackupState:
        """The plan, the backups, and whether their folder can be reached."""
        with self._store.transaction(Deed(principal, "list backups")) as tx:
            plan, notes = _plan(tx), backup.all(tx)
        ring = keyring.read(self._store.folder)
        if not plan.folder:
            return BackupState(plan, notes, since=ring.created_at)
        folder = Path(plan.folder)
        trouble = NOTHING
        if not backup_place.is_here(folder, ring.vault):
            trouble = backup_place.not_there(folder).what
        return BackupState(plan, notes, trouble, backup_place.is_beside(folder, self._store.folder), ring.created_at)

    def change_plan(self, principal: Principal, plan: Plan) -> None:
        """Set where backups go, how often and how many are kept; an empty folder: none are made.

        Raises WorkstationError for a folder in the vault, one that is not there or cannot be written, other numbers.
        """
        with self._store.transaction(Deed(principal, "change backup plan")) as tx:
            if plan.every_hours not in EVERY_HOURS or plan.keep not in KEEP:
                raise WorkstationError(
                    say("Backups are made every 4, 12, 24 or 168 hours, or only by hand; 1 to 100 are kept.")
                )
            if plan.folder:
                folder = Path(plan.folder).absolute()
                backup_place.refuse_place(folder, self._store.folder)
                backup_place.make_home(folder, keyring.read(self._store.folder).vault)
                plan = replace(plan, folder=str(folder))
            settings.put(tx, "", _PLAN, to_plain(plan))
            tx.touched("backup")
        self._news.tell(tx.changes)

    def create(self, principal: Principal, report: Report) -> BackupNote:
        """Make a backup where the plan says; then take away what is more than are kept.

        It counts once its copies were opened and read. Raises WorkstationError and Cancelled; the backups before stay.
        """
        with self._store.transaction(Deed(principal, "back up")) as tx:
            plan = _plan(tx)
            if not plan.folder:
                raise WorkstationError(
                    say("No folder for backups was chosen."),
                    say("An administrator chooses one in the settings, or with “aegle backup plan --folder”."),
                )
        folder = Path(plan.folder)
        try:
            made = backup_files.make(self._store, folder, self._now(), report)
        except BaseException as error:
            # how it ended stands in the trail; where the vault is being locked it cannot
            with suppress(type(error), WorkstationError), self._store.transaction(Deed(principal, "keep backup")):
                raise error
            raise
        return self._kept(principal, folder, made, plan.keep)

    def verify(self, principal: Principal, name: str, report: Report) -> tuple[str, ...]:
        """Read all of a backup (no name: the newest); English sentences about what is lost in it, empty when whole."""
        with self._store.transaction(Deed(principal, "verify backup")) as tx:
            note = _known(backup.all(tx), name)
            tx.about(note.name)
        home = self._home(note)
        with self._store.borrowed_key() as key:
            losses = backup_restore.verify(home, note.name, note.digest, key, report)
        at = note.verified_at if losses else self._now().isoformat(timespec="seconds")
        with self._store.transaction(Deed(principal, "keep backup", (note.name,))) as tx:
            backup.put(tx, replace(note, verified_at=at, losses=losses))
        self._news.tell(tx.changes)
        return losses

    def remove(self, principal: Principal, name: str, forget: bool = False) -> None:
        """Delete a backup. ``forget``: only take it from the list, where its disk is lost."""
        with self._store.transaction(Deed(principal, "remove backup", (name,))) as tx:
            note = _known(backup.all(tx), name)
        if not forget:
            self._home(note)
            backup_files.discard(Path(note.folder), self._vault(), name)
        self._drop(Deed(principal, "keep backup", (name,)))

    def _drop(self, deed: Deed) -> None:
        """Take backups from the list."""
        with self._store.transaction(deed) as tx:
            for name in deed.about:
                backup.remove(tx, name)
        self._news.tell(tx.changes)

    def _kept(self, principal: Principal, folder: Path, made: backup_files.Made, keep: int) -> BackupNote:
        """Write down a backup just made, and everything else that is in its folder by now."""
        home = backup_place.home_of(folder, self._vault())
        note = noted(made.listing, folder, made.digest, made.copied_bytes)
        deed = Deed(principal, "keep backup", (note.name,))
        with backup_place.told(folder), self._store.transaction(deed) as tx, self._store.borrowed_key() as key:
            backup.put(tx, note)
            adopt(tx, home, key)
            there = set(backup_list.names(home))
            for one in backup.all(tx):
                if one.folder == str(folder) and one.name not in there:
                    backup.remove(tx, one.name)
            notes = backup.all(tx)
        self._news.tell(tx.changes)
        self._rotate(principal, tuple(surplus(notes, str(folder), keep)))
        return note

    def _rotate(self, principal: Principal, old: tuple[BackupNote, ...]) -> None:
        with suppress(WorkstationError):  # one that cannot be deleted now is deleted after the next backup
            for one in old:
                backup_files.discard(Path(one.folder), self._vault(), one.name)
                self._drop(Deed(principal, "rotate backups", (one.name,)))

    def _home(self, note: BackupNote) -> Path:
        """Raises WorkstationError where its disk is not connected."""
        if not backup_place.is_here(Path(note.folder), self._vault()):
            raise backup_place.not_there(Path(note.folder))
        return backup_place.home_of(Path(note.folder), self._vault())

    def _vault(self) -> str:
        return keyring.read(self._store.folder).vault


def surplus(notes: tuple[BackupNote, ...], folder: str, keep: int) -> Iterator[BackupNote]:
    """The backups of a folder that are older than the ``keep`` newest whole ones."""
    whole = 0
    for note in notes:
        if note.folder != folder:
            continue
        if whole >= keep:
            yield note
        whole += note.is_whole


def noted(listing: backup_list.Listing, folder: Path, digest: str, copied_bytes: int) -> BackupNote:
    return BackupNote(
        name=listing.name,
        folder=str(folder),
        made_at=listing.made_at,
        verified_at=listing.made_at,
        writes=listing.writes,
        size_bytes=listing.size_bytes,
        copied_bytes=copied_bytes,
        digest=digest,
    )


def adopt(tx: Transaction, home: Path, key: bytearray) -> None:
    """Write down the backups of this vault that are there and that the vault does not know: a crash came before they
    were written down, or the vault itself was put back.
    """
    known = {one.name for one in backup.all(tx)}
    for listing in backup_list.listings(home):
        if listing.name not in known and backup_list.is_marked(listing, key):
            digest = backup_list.digest(home / listing.name)
            backup.put(tx, noted(listing, home.parent, digest, listing.size_bytes))


def _plan(tx: Transaction) -> Plan:
    kept = settings.get(tx, "", _PLAN)
    return from_plain(Plan, kept) if kept else Plan()


def _known(notes: tuple[BackupNote, ...], name: str) -> BackupNote:
    """The one of that name; the newest where none is named."""
    found = next((one for one in notes if name in ("", one.name)), None)
    if found is None:
        raise WorkstationError(
            say("This vault knows of no backup {name}.", name=name) if name else say("This vault has no backup yet."),
            say("“aegle backup list” names those it knows."),
        )
    return found
