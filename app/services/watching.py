"""A folder that is watched: what settles in it is imported while the vault is unlocked.

Links are never followed. A file counts as settled when its size and time stayed the same for some seconds and its name
is not one that programs give to half a copy. What was imported is read back from the vault and compared with the file
before the file is moved away or deleted; what was refused stays where it is.
"""

from __future__ import annotations

import hashlib
import os
import time
from collections.abc import Callable, Iterator
from contextlib import suppress
from dataclasses import dataclass, replace
from pathlib import Path
from threading import Lock
from typing import Literal

from app.domain.errors import WorkstationError
from app.domain.identifiers import digest_of
from app.domain.patient import Deed, Principal
from app.domain.plain import from_plain, to_plain
from app.domain.problem import Problem
from app.domain.words import NOTHING, Phrase, say
from app.domain.work import Report
from app.services.importing import Importing, ImportResult
from app.store import imports, settings, studies
from app.store.database import Store
from app.store.transaction import Transaction

After = Literal["leave", "move", "delete"]
AFTER: tuple[After, ...] = ("leave", "move", "delete")
# where imported files are moved to, inside the watched folder
MOVED = "Imported by Aegle"
SETTLED_S = 5.0
_PLAN, _SEEN = "watched folder", "seen in the watched folder"
_HALF = (".part", ".partial", ".crdownload", ".download", ".tmp", ".temp", ".filepart", ".!ut")
_AT_ONCE, _MOST_REFUSED = 2000, 200


@dataclass(frozen=True, slots=True)
class WatchPlan:
    """``folder``: "" watches none. ``after``: what becomes of a file that was imported and found whole in the vault."""

    folder: str = ""
    after: After = "leave"


@dataclass(frozen=True, slots=True)
class Seen:
    """``done``: files that need no second look, each as a digest of its name, size and time. ``refused``: those that
    could not be imported, newest first, each with the reason.
    """

    done: tuple[str, ...] = ()
    refused: tuple[Problem, ...] = ()


@dataclass(frozen=True, slots=True)
class WatchState:
    """``trouble``: why the folder cannot be looked into now."""

    plan: WatchPlan = WatchPlan()
    refused: tuple[Problem, ...] = ()
    trouble: Phrase = NOTHING


@dataclass(frozen=True, slots=True)
class Taken:
    """What came of one pass. ``cleared``: files moved away or deleted; ``left``: imported, but not cleared, and why."""

    result: ImportResult
    cleared: int = 0
    left: tuple[Problem, ...] = ()


@dataclass(frozen=True, slots=True)
class _File:
    path: Path
    size: int
    changed_ns: int

    def mark(self) -> str:
        told = f"{self.path}\0{self.size}\0{self.changed_ns}"
        return hashlib.sha256(told.encode("utf-8", "surrogateescape")).hexdigest()[:16]


class Watching:
    """``clock`` gives seconds; ``settled_s``: how long a file must stay the same."""

    def __init__(
        self,
        store: Store,
        importing: Importing,
        clock: Callable[[], float] = time.monotonic,
        settled_s: float = SETTLED_S,
    ) -> None:
        self._store = store
        self._importing = importing
        self._clock = clock
        self._settled_s = settled_s
        self._lock = Lock()
        self._plan: WatchPlan | None = None
        self._done: set[str] = set()
        self._trouble = NOTHING
        # path -> (size, time, since when it has been so)
        self._looked: dict[Path, tuple[int, int, float]] = {}

    # ---- the plan

    def state(self, principal: Principal) -> WatchState:
        with self._store.transaction(Deed(principal, "read watched folder")) as tx:
            plan = settings.get(tx, "", _PLAN)
            seen = settings.get(tx, "", _SEEN)
        self._plan = from_plain(WatchPlan, plan) if plan else WatchPlan()
        kept = from_plain(Seen, seen) if seen else Seen()
        self._done = set(kept.done)
        return WatchState(self._plan, kept.refused, self._trouble)

    def change_plan(self, principal: Principal, plan: WatchPlan) -> None:
        """Watch a folder from now on, or none. Raises WorkstationError for one that cannot be watched, saying why."""
        if plan.folder:
            plan = replace(plan, folder=str(_checked(Path(plan.folder), self._store.folder)))
        with self._store.transaction(Deed(principal, "change watched folder")) as tx:
            before = settings.get(tx, "", _PLAN)
            settings.put(tx, "", _PLAN, to_plain(plan))
            if not before or from_plain(WatchPlan, before).folder != plan.folder:
                settings.put(tx, "", _SEEN, to_plain(Seen()))
                self._done = set()
        with self._lock:
            self._plan, self._trouble, self._looked = plan, NOTHING, {}

    # ---- looking

    def settled(self, principal: Principal) -> tuple[Path, ...]:
        """Files that wait to be imported. Cheap, and touches nothing of the vault once the plan was read."""
        if self._plan is None:
            self.state(principal)
        with self._lock:
            plan = self._plan
            if plan is None or not plan.folder:
                return ()
            found = self._found(Path(plan.folder))
            now = self._clock()
            waiting: list[Path] = []
            looked: dict[Path, tuple[int, int, float]] = {}
            for one in found:
                before = self._looked.get(one.path)
                is_same = before is not None and before[:2] == (one.size, one.changed_ns)
                since = before[2] if before is not None and is_same else now
                looked[one.path] = (one.size, one.changed_ns, since)
                if now - since >= self._settled_s and one.mark() not in self._done:
                    waiting.append(one.path)
            self._looked = looked
            return tuple(waiting[:_AT_ONCE])

    def _found(self, folder: Path) -> list[_File]:
        try:
            found = list(_files(folder))
            self._trouble = NOTHING
        except OSError:
            self._trouble = say("The watched folder cannot be looked into: {folder}", folder=str(folder))
            return []
        return found

    # ---- taking

    def take(self, principal: Principal, report: Report) -> Taken | None:
        """Import what has settled; None where nothing waits. Files are moved or deleted as the plan says.

        Raises Cancelled with what was finished so far kept; the rest is taken the next time.
        """
        waiting = self.settled(principal)
        plan = self._plan
        if not waiting or plan is None:
            return None
        marked = {path: _mark(path) for path in waiting}
        result = self._importing.import_paths(principal, waiting, None, report)
        whole = [path for path in waiting if _is_settled(path, result)]
        cleared, left = 0, tuple[Problem, ...]()
        if plan.after != "leave" and whole:
            cleared, left = self._clear(principal, plan, whole, result, report)
        self._remember(principal, {mark for mark in marked.values() if mark}, result.refused, left)
        return Taken(result, cleared, left)

    def _clear(
        self, principal: Principal, plan: WatchPlan, whole: list[Path], result: ImportResult, report: Report
    ) -> tuple[int, tuple[Problem, ...]]:
        """Move or delete files whose bytes are in the vault; those that are not found there stay."""
        digests = {path: _digest(path) for path in whole}
        # noted before the first file goes
        with self._store.transaction(Deed(principal, "clear watched folder", (result.id,))) as tx:
            originals = {path: _original(tx, digest) for path, digest in digests.items()}
        left: list[Problem] = []
        for done, path in enumerate(whole):
            report(done, len(whole), say("Comparing {done} of {total} files", done=done + 1, total=len(whole)))
            why = self._why_not_cleared(path, digests[path], originals[path])
            if why == NOTHING:
                why = _cleared(path, Path(plan.folder), plan.after)
            if why != NOTHING:
                left.append(Problem(str(path), why, say("It was imported and stays where it is.")))
        return len(whole) - len(left), tuple(left)

    def _why_not_cleared(self, path: Path, digest: str, original: str) -> Phrase:
        """NOTHING where these very bytes are read back from the vault."""
        if not original:
            return say("Its bytes are not in the vault as they are in the file (an archive, or a changed file).")
        if digest_of(self._store.objects.get(original)) != digest:
            return say("What is in the vault is not what is in the file. Check the vault.")
        # a last look: nobody has written to it meanwhile
        return NOTHING if _digest(path) == digest else say("The file was changed while it was being imported.")

    def _remember(
        self, principal: Principal, marks: set[str], refused: tuple[Problem, ...], left: tuple[Problem, ...]
    ) -> None:
        assert self._plan is not None
        with self._lock:
            self._done |= marks
            # what is no longer in the folder is forgotten
            there = {one.mark() for one in self._found(Path(self._plan.folder))}
            self._done &= there
        with self._store.transaction(Deed(principal, "import", ())) as tx:
            kept = settings.get(tx, "", _SEEN)
            before = from_plain(Seen, kept).refused if kept else ()
            again = {problem.where for problem in (*refused, *left)}
            all_refused = (*refused, *left, *(one for one in before if one.where not in again))
            here = [one for one in all_refused if _is_here(one.where)]
            settings.put(tx, "", _SEEN, to_plain(Seen(tuple(sorted(self._done)), tuple(here[:_MOST_REFUSED]))))


def _digest(path: Path) -> str:
    """The digest of a file's bytes; "" where it cannot be read."""
    try:
        return digest_of(path.read_bytes())
    except OSError:
        return ""


def _original(tx: Transaction, digest: str) -> str:
    """The id of these bytes in the vault, of an image or a file of records; "" where they are not there."""
    uid = studies.digest_seen(tx, digest)
    instance = studies.instance(tx, uid) if uid is not None else None
    if instance is not None:
        return instance.object
    ledger = imports.file_seen(tx, digest)
    return imports.originals(tx, ledger).get(digest, "") if ledger is not None else ""


def _checked(folder: Path, vault: Path) -> Path:
    """The folder as it is watched. Raises WorkstationError for one that must not be."""
    there = folder.absolute().resolve()
    home = vault.resolve()
    if there.is_relative_to(home) or home.is_relative_to(there):
        raise WorkstationError(
            say("The folder {folder} and the vault lie inside one another.", folder=str(folder)),
            say("Choose a folder that has nothing to do with the vault."),
        )
    if not there.is_dir():
        raise WorkstationError(
            say("There is no folder {folder}.", folder=str(folder)), say("Make it first, or choose another.")
        )
    return there


def _files(folder: Path) -> Iterator[_File]:
    """Every plain file below a folder, links left alone. Raises OSError where the folder itself cannot be read."""
    with os.scandir(folder) as entries:
        found = sorted(entries, key=lambda entry: entry.name)
    for entry in found:
        if entry.is_symlink() or entry.name.startswith((".", "~$")) or entry.name == MOVED:
            continue
        with suppress(OSError):
            if entry.is_dir(follow_symlinks=False):
                if not _is_junction(entry):
                    yield from _files(Path(entry.path))
            elif entry.is_file(follow_symlinks=False):
                about = entry.stat(follow_symlinks=False)
                if about.st_size and not entry.name.lower().endswith(_HALF):
                    yield _File(Path(entry.path), about.st_size, about.st_mtime_ns)


def _is_junction(entry: os.DirEntry[str]) -> bool:
    """A folder of Windows that leads elsewhere."""
    return bool(getattr(entry, "is_junction", lambda: False)())


def _is_here(where: str) -> bool:
    """Whether a file, or the archive that it is a member of, is still there."""
    return any(path.is_file() for path in (Path(where), *Path(where).parents))


def _mark(path: Path) -> str:
    with suppress(OSError):
        about = path.lstat()
        return _File(path, about.st_size, about.st_mtime_ns).mark()
    return ""


def _is_settled(path: Path, result: ImportResult) -> bool:
    """Whether a file ended stored or known, and not refused or kept aside."""
    told = (*result.refused, *result.kept_aside)
    return not any(one.where == str(path) or one.where.startswith(f"{path}/") for one in told)


def _cleared(path: Path, folder: Path, after: After) -> Phrase:
    """Move or delete a file; why it could not be, or NOTHING."""
    try:
        if after == "delete":
            path.unlink()
        else:
            target = _free(folder / MOVED / path.relative_to(folder))
            target.parent.mkdir(parents=True, exist_ok=True)
            path.rename(target)
    except (OSError, ValueError):
        return say("The file could not be moved or deleted.")
    return NOTHING


def _free(target: Path) -> Path:
    """The path, or the first with a number that is not taken."""
    found, n = target, 1
    while found.exists():
        n += 1
        found = target.with_name(f"{target.stem}-{n}{target.suffix}")
    return found
