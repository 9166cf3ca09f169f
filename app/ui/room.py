"""What every room of the window gets: the workstation, the look, and the few things a room may ask of the window.

A room is a QWidget made by ``Room.make(workstation, shell)`` when it is first opened. It holds no facts: it reads
through services inside ``shell.run_job`` and paints what comes back. To stay current it connects to signals:

    shell.news            Changes, in the Qt thread, after anything was written:  if "study" in changes.nouns(): …
    shell.patient_opened  the Patient now open, or None; ``shell.patient`` is the same at any time
    QWidget.showEvent     the room came to the front

and asks:

    shell.run_job(say("Read the record"), lambda _report: ws.timeline.open(ws.principal, id), self.show_record)
    shell.show_error(error)            one form for every failure (a job's failure comes there by itself)
    shell.tell(say("…"))               a passing note at the foot of the window
    shell.open_patient(id)             makes the patient the open one and goes to the record
    shell.choose_patient(id)           makes the patient the open one and stays here
    shell.open_series(uid)             goes to the viewer with this series
    shell.go("audit")                  goes to a room by name

Pieces to build with: ``app.ui.qt.form`` (buttons, fields, ``enable`` with a reason), ``app.ui.qt.table`` (tables),
``app.ui.qt.panels`` (cards, empty states, banners), ``app.ui.qt.ask`` (questions), ``app.ui.qt.plot`` (plots).
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, Protocol, TypeVar, runtime_checkable

import shiboken6
from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtWidgets import QWidget

from app.domain.errors import WorkstationError
from app.domain.patient import Changes, Patient, Role
from app.domain.words import NOTHING, Phrase, say
from app.domain.work import Report
from app.jobs.job import Job
from app.services import roles
from app.services.emergencies import Emergency
from app.services.workstation import Workstation
from app.ui.language import tr
from app.ui.qt.form import refuse
from app.ui.qt.job_bridge import JobBridge
from app.ui.theme import Theme

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Room:
    """A place in the left rail. ``title`` is translated when shown; ``make`` imports the view when first opened."""

    name: str
    title: Phrase
    icon: str
    make: Callable[[Workstation, Shell], QWidget]


@dataclass(slots=True)
class _Running:
    """A job that was started here and what to do when it ends."""

    job: Job[Any]
    done: Callable[[Any], None]
    failed: Callable[[BaseException], None] | None
    owner: QObject | None
    quiet: bool
    outlasts: bool = False


@dataclass(frozen=True, slots=True)
class Rest:
    """What goes on, or waits, while the vault is locked: training under way, imports to be taken up again."""

    user: str
    kept: dict[str, Any]
    bridge: JobBridge
    jobs: tuple[Job[Any], ...]


@runtime_checkable
class Resting(Protocol):
    """What a room keeps on the shell and wants again after a lock: ``at_rest`` is how the vault keeps it meanwhile."""

    def at_rest(self) -> str: ...


_OUTLASTING = ("training run", "training page", "imports", "tables", "backup")
_RESUMED = ("imports", "tables")


class Shell(QObject):
    """What a room may ask of the window. Lives as long as the vault is open in this window."""

    news = Signal(object)
    patient_opened = Signal(object)
    jobs_moved = Signal()
    room_wanted = Signal(str)
    series_wanted = Signal(str)
    search_wanted = Signal(str)
    find_wanted = Signal()
    told = Signal(object)
    failed = Signal(object)
    look_wanted = Signal()
    rules_changed = Signal(int)
    _changed = Signal(object)

    def __init__(
        self,
        workstation: Workstation,
        theme: Theme,
        language: str,
        parent: QObject | None = None,
        before: Shell | None = None,
        rest: Rest | None = None,
    ) -> None:
        """``before``: the shell this one replaces after the look was changed; its jobs go on in the new tray.
        ``rest``: what the last lock left going on or waiting.
        """
        super().__init__(parent)
        self.workstation = workstation
        self.theme = theme
        self.language = language
        self.patient: Patient | None = None
        self.series = ""
        self.system_missing: Phrase = before.system_missing if before is not None else NOTHING
        self.emergency: Emergency | None = before.emergency if before is not None else None
        # what a room wants to find again after the window was dressed anew: entries half made, work under way
        self.kept: dict[str, Any] = before.kept if before is not None else {}
        # where keys are obeyed, for the help's list of them; told by the window
        self.places: Callable[[], tuple[tuple[str, QWidget], ...]] = tuple
        from_before = before._bridge if before is not None else rest.bridge if rest is not None else None
        self._bridge: JobBridge = from_before or JobBridge()
        self._bridge.moved.connect(self._move)
        self._running: dict[int, _Running] = {}
        self._ended: list[Job[Any]] = []
        if before is not None:
            self.series = before.series
            self._ended = before._ended
            # their views are gone; what they stored is told by the news
            self._running = {id(job): _Running(job, _nothing, None, None, False) for job in before.jobs()}
            before.stop(cancel=False)
        if rest is not None:
            self.kept = {name: kept for name, kept in rest.kept.items() if name not in _RESUMED}
            self.kept |= {f"{name} to resume": rest.kept.get(name, []) for name in _RESUMED}
            self._ended = [job for job in rest.jobs if job.state != "running"]  # while nobody heard of it
            going_on = (job for job in rest.jobs if job.state == "running")
            self._running = {id(job): _Running(job, _nothing, None, None, False, True) for job in going_on}
        # changes are told from whichever thread wrote them; the queue brings them here
        self._changed.connect(self._hear, Qt.ConnectionType.QueuedConnection)
        self._stop_hearing = workstation.news.subscribe(self._changed.emit)

    # ---- jobs

    def run_job(
        self,
        title: Phrase,
        work: Callable[[Report], T],
        done: Callable[[T], None],
        failed: Callable[[BaseException], None] | None = None,
        quiet: bool = False,
        owner: QObject | None = None,
        outlasts: bool = False,
    ) -> Job[T]:
        """Run ``work`` in a thread, then ``done(result)`` in the Qt thread.

        ``failed`` takes a failure instead of the common form. ``quiet`` keeps short reads out of the job tray.
        ``owner``: nothing is called once this object is gone. A cancelled job calls nothing. ``outlasts``: needs
        nothing of the vault once it runs, and goes on while that is locked.
        """
        job = self._bridge.start(title, work)
        self._running[id(job)] = _Running(job, done, failed, owner, quiet, outlasts)
        self.jobs_moved.emit()
        return job

    def jobs(self) -> tuple[Job[Any], ...]:
        """Running jobs the tray shows, oldest first."""
        return tuple(r.job for r in self._running.values() if not r.quiet)

    def ended_jobs(self) -> tuple[Job[Any], ...]:
        """Jobs that came to an end since the vault was opened, newest first."""
        return tuple(reversed(self._ended))

    @property
    def is_idle(self) -> bool:
        """True when no job is running, quiet ones included."""
        return not self._running

    def _move(self, job: Job[Any]) -> None:
        entry = self._running.get(id(job))
        if entry is not None and job.state != "running":
            del self._running[id(job)]
            if not entry.quiet:
                self._ended = [*self._ended, job][-50:]
            self._end(entry)
        self.jobs_moved.emit()

    def _end(self, entry: _Running) -> None:
        job = entry.job
        if entry.owner is not None and not shiboken6.isValid(entry.owner):
            return
        if job.state == "done":
            entry.done(job.result)
        elif job.state == "failed" and job.error is not None:
            (entry.failed or self.show_error)(job.error)

    def find_device(self, show: Callable[[str, str], None], owner: QObject) -> None:
        """Find where models run, then ``show(device, reason)``; both empty where no device was found."""
        predicting = self.workstation.predicting
        self.run_job(
            say("Find the device models run on"),
            lambda _report: predicting.device(),
            lambda found: show(*found),
            failed=lambda _error: show("", ""),
            quiet=True,
            owner=owner,
        )

    # ---- words to the person

    def show_error(self, error: BaseException) -> None:
        """Show a failure: a WorkstationError's own sentences; for a bug, the form that lets it be reported."""
        self.failed.emit(error)

    def tell(self, phrase: Phrase) -> None:
        """Say a passing note."""
        self.told.emit(phrase)

    # ---- where to go

    def go(self, room: str) -> None:
        self.room_wanted.emit(room)

    def choose_patient(self, patient: str) -> None:
        """Make a patient (id) the open one. An empty id closes the open one."""
        if not patient:
            self._open(None)
        elif self.patient is None or self.patient.id != patient:
            self._read_patient(patient)

    def open_patient(self, patient: str) -> None:
        """Make a patient (id) the open one and go to the record."""
        self.choose_patient(patient)
        self.go("record")

    def open_series(self, series: str) -> None:
        """Go to the viewer with a series (UID)."""
        self.series = series
        self.series_wanted.emit(series)

    def set_patient(self, patient: Patient | None) -> None:
        """Like ``choose_patient`` where the Patient is already at hand."""
        self._open(patient)

    def redress(self) -> None:
        """Ask the window to show itself anew after language, theme or text size were changed in the settings."""
        self.look_wanted.emit()

    def _open(self, patient: Patient | None) -> None:
        if patient != self.patient:
            self.patient = patient
            self.patient_opened.emit(patient)

    # ---- news

    def _hear(self, changes: Changes) -> None:
        if self.patient is not None and self.patient.id in changes.ids("patient"):
            self._read_patient(self.patient.id)
        self.news.emit(changes)

    def _read_patient(self, patient: str) -> None:
        ws = self.workstation
        self.run_job(
            _FINDING,
            lambda _report: ws.worklist.patients(ws.principal, patient=patient),
            lambda rows: self._open(rows[0].patient if rows else None),
            quiet=True,
            owner=self,
        )

    def refusal(self, verb: str) -> Phrase:
        """Why the person may not do this deed, or nothing. ``verb`` is a name of the table of roles."""
        role = Role.CLINICIAN if self.emergency is not None else self.workstation.principal.role
        return roles.refusal(role, verb)

    def for_role(self, control: QWidget, verb: str) -> None:
        """Disable a control, with the reason, where the person's role does not allow its deed."""
        refuse(control, tr(self.refusal(verb)))

    def rest(self) -> tuple[tuple[Job[Any], ...], Rest]:
        """Stop for a lock. Returns the jobs that were asked to stop, and what goes on or waits."""
        going_on = tuple(r.job for r in self._running.values() if r.outlasts)
        kept = {name: self.kept[name] for name in _OUTLASTING if name in self.kept}
        # each leaves the list of its own when it stops
        kept |= {name: list(kept.get(name, [])) for name in _RESUMED}
        jobs = tuple(job for job in self.stop(cancel=False) if job not in going_on)
        for job in jobs:
            job.cancel()
        self.kept, self.patient, self._ended = {}, None, []
        return jobs, Rest(self.workstation.principal.user, kept, self._bridge, going_on)

    def stop(self, cancel: bool = True) -> tuple[Job[Any], ...]:
        """Hear nothing more and call nothing more. Returns the jobs that were running, asked to stop if ``cancel``."""
        self._stop_hearing()
        jobs = tuple(entry.job for entry in self._running.values())
        for job in jobs if cancel else ():
            job.cancel()
        self._running.clear()
        self._bridge.moved.disconnect(self._move)
        return jobs


def _nothing(_result: object) -> None:
    """What is done when the view that asked is gone."""


_FINDING = say("Find the patient")


def is_foreseen(error: BaseException) -> bool:
    """True for a failure with a sentence of its own; anything else is a bug."""
    return isinstance(error, WorkstationError)
