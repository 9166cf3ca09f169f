"""The window: the door first, then the open vault. Owns the look, the language and what is left when it closes."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Mapping
from contextlib import suppress
from dataclasses import dataclass, replace
from pathlib import Path
from types import TracebackType
from typing import Any

from PySide6.QtCore import QEvent, QSize, Qt, QTimer
from PySide6.QtWidgets import QApplication, QMainWindow, QWidget

from app.domain.errors import WorkstationError
from app.domain.patient import Patient
from app.domain.words import say
from app.domain.work import Report
from app.jobs.job import Job
from app.services.restoring import Wish
from app.services.settings import Doorstep, Place, Preferences, Rules, read_doorstep, write_doorstep
from app.services.workstation import Door, Workstation
from app.ui import files, leaving, one_window, trouble
from app.ui.idle import IdleWatch, SystemWatch, awake_and_asleep
from app.ui.language import Words, tr
from app.ui.qt.ask import confirm
from app.ui.qt.garbage import collected_by_qt
from app.ui.qt.job_bridge import JobBridge
from app.ui.room import Rest, Resting, Shell
from app.ui.theme import DARK, THEMES, Pictures, Theme
from app.ui.unlock import view as unlock
from app.ui.unlock.recovery import RecoveryPage
from app.ui.workbench import Workbench, get_ready

Tell = Callable[[QWidget | None, BaseException], None]


def open_window(door: Door, argv: list[str]) -> int:
    """Show the window and stay until it is closed. Returns the exit code; 2 where there is no display to show it on."""
    if not has_display(os.environ, sys.platform):
        print(_NO_DISPLAY, file=sys.stderr)
        return 2
    existing = QApplication.instance()
    app = existing if isinstance(existing, QApplication) else QApplication(["aegle", *argv])
    app.setApplicationName("Aegle")
    name = one_window.name_of(door.doorstep, door.vault)
    if one_window.raised_first(name):
        print(_OPEN_ALREADY, file=sys.stderr)
        return 0
    leaving.forget_freed_memory()
    files.remember_nothing()
    trouble.keep_qt_quiet()
    window = Window(door, app)
    one_window.Doorbell(name, window.come_forward, window)
    before = sys.excepthook
    sys.excepthook = window.meet_bug
    window.show()
    with collected_by_qt():
        code = app.exec()
    sys.excepthook = before
    trouble.let_qt_speak()
    return code


_OPEN_ALREADY = "The workstation is open already; its window was brought to the front."

_SOON_MS = 100  # after the door stands there, while the person types

_NO_DISPLAY = (
    "There is no display for the window. Start it from a desktop session, or use the command line: aegle --help"
)


def has_display(environment: Mapping[str, str], system: str) -> bool:
    """False on a Linux without a screen, where Qt would end the program without a word a person understands."""
    names = ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM")
    return not system.startswith("linux") or any(environment.get(name) for name in names)


@dataclass(frozen=True, slots=True)
class Entered:
    """An open vault and what was read of it behind the door."""

    workstation: Workstation
    preferences: Preferences
    rules: Rules
    place: Place


class Window(QMainWindow):
    """The main window. ``door`` is what is offered before a vault is open; ``remembers`` the last vault and look;
    ``tell`` shows a failure and waits until it was read.
    """

    def __init__(
        self,
        door: Door,
        app: QApplication,
        remembers: bool = True,
        tell: Tell = trouble.show_trouble,
        clock: Callable[[], float] = awake_and_asleep,
    ) -> None:
        super().__init__()
        self._door = door
        self._app = app
        self._remembers = remembers
        self._tell = tell
        self._doorstep = read_doorstep(door.doorstep)
        self._words = Words(door.resources)
        self._pictures: Pictures = {}
        self._bridge = JobBridge(self)
        self._bridge.moved.connect(self._end)
        self._waiting: Job[Any] | None = None
        self._is_asking = False
        self._chosen_here = False
        self._leaving: Job[Any] | None = None
        self._rest: Rest | None = None
        self.workstation: Workstation | None = None
        self.shell: Shell | None = None
        self.idle = IdleWatch(self, app, clock)
        self.idle.passed.connect(self.lock_now)
        self.system = SystemWatch(self)
        self.system.locked.connect(self.lock_now)
        self.dress(self._doorstep.language, self._doorstep.theme, 1.0)
        self.setWindowTitle("Aegle")
        self.setMinimumSize(QSize(1024, 640))
        self.resize(1440, 900)
        self.show_door()

    def come_forward(self) -> None:
        """In front of other windows, as far as the desktop allows it."""
        self.setWindowState(self.windowState() & ~Qt.WindowState.WindowMinimized)
        self.show()
        self.raise_()
        self.activateWindow()
        self._app.alert(self)

    def dress(self, language: str, theme: str, scale: float) -> None:
        """Language and look, for everything made from now on."""
        self.language = self._words.use(language)
        self.theme = Theme(THEMES.get(theme, DARK), self._door.resources, scale, self._pictures)
        self.theme.apply(self._app)
        self.setWindowIcon(self.theme.icon("aegle", "accent"))

    # ---- the door

    def show_door(self, user: str = "") -> None:
        """The unlock page, with a user already named."""
        page = unlock.View(
            self._door, self.theme, self._door.vault or self._doorstep.vault, self._doorstep.language, user
        )
        page.unlock_wanted.connect(self._unlock)
        page.create_wanted.connect(self._create)
        page.restore_wanted.connect(self._restore)
        page.keychain_wanted.connect(self._unlock_by_keychain)
        page.separate_wanted.connect(self._separate)
        page.despite_wanted.connect(self._unlock_despite)
        page.language_chosen.connect(lambda code: self._redress_door(replace(self._doorstep, language=code)))
        page.theme_chosen.connect(lambda name: self._redress_door(replace(self._doorstep, theme=name)))
        QTimer.singleShot(_SOON_MS, page, lambda: get_ready(self.theme))
        self.put(page)

    def put(self, page: QWidget) -> None:
        """Show a page in place of the one before, which Qt destroys at its next turn.

        The old one is not taken out first: Qt would dress everything in it anew as a window of its own.
        """
        self.setCentralWidget(page)

    def _redress_door(self, doorstep: Doorstep) -> None:
        self._chosen_here = True
        self._remember(doorstep)
        self.dress(doorstep.language, doorstep.theme, 1.0)
        self.show_door()

    def _remember(self, doorstep: Doorstep) -> None:
        self._doorstep = doorstep
        if self._remembers:
            write_doorstep(self._door.doorstep, doorstep)

    def _unlock(self, folder: Path, user: str, passphrase: str) -> None:
        self._enter(lambda _: self._door.unlock(folder, user or None, passphrase), fresh=False)

    def _unlock_by_keychain(self, folder: Path, user: str) -> None:
        self._enter(lambda _: self._door.unlock_by_keychain(folder, user or None), fresh=False)

    def _unlock_despite(self, folder: Path, user: str, passphrase: str) -> None:
        self._enter(lambda _: self._door.unlock_despite(folder, user or None, passphrase), fresh=False)

    def _separate(self, folder: Path, user: str, passphrase: str) -> None:
        self._enter(lambda _: self._door.separate(folder, user or None, passphrase), fresh=False)

    def _create(self, folder: Path, user: str, passphrase: str) -> None:
        self._enter(lambda _: self._door.create(folder, user, passphrase), fresh=True)

    def _restore(self, wish: Wish) -> None:
        self._enter(lambda report: self._door.restore(wish, report).workstation, fresh=False)

    def _enter(self, opened: Callable[[Report], Workstation], fresh: bool) -> None:
        """Open in a thread: making the key takes a second of work on purpose (Argon2id)."""
        keep = fresh or self._chosen_here
        doorstep, being_closed = self._doorstep, self._leaving

        def work(report: Report) -> Entered:
            if being_closed is not None:
                being_closed.wait(30)  # the vault is being closed
            workstation = opened(report)
            me = workstation.principal
            rules, place = workstation.settings.rules(me), workstation.settings.place(me)
            return Entered(workstation, settle(workstation, doorstep, keep), rules, place)

        page = self.centralWidget()
        if isinstance(page, unlock.View):
            page.say_busy()
        self._waiting = self._bridge.start(say("Open the vault"), work)

    def _end(self, job: Job[Any]) -> None:
        page = self.centralWidget()
        if job.state == "running":
            if job is self._waiting and isinstance(page, unlock.View):
                page.say_step(job.step)
            return
        if job is self._leaving:
            self._leaving = None
            leaving.give_back_memory()
        if job is not self._waiting:
            return
        self._waiting = None
        if job.state == "done" and job.result is not None:
            self._enter_vault(job.result)
        elif job.error is not None and isinstance(page, unlock.View):
            page.say_refused(job.error)
            if not isinstance(job.error, WorkstationError):
                self.meet_trouble(job.error)

    # ---- the open vault

    def _enter_vault(self, entered: Entered) -> None:
        """Go in: back to where this person was; a vault just made first shows its recovery code."""
        self.idle.seconds = 60.0 * entered.rules.lock_minutes
        self.idle.touch()
        code = entered.workstation.take_recovery_code()
        if code:
            self.workstation = entered.workstation
            page = RecoveryPage(self.theme, code)
            page.done.connect(lambda: self._go_in(entered))
            self.put(page)
            return
        self._go_in(entered)

    def _go_in(self, entered: Entered) -> None:
        place = entered.place
        self.open_vault(entered.workstation, entered.preferences)
        self._rest = None
        if place != Place() and self.shell is not None and self.bench is not None:
            self._return_to(place, self.shell, self.bench)
            ws = entered.workstation
            self.shell.run_job(
                say("Forget the place"), lambda _r: ws.settings.keep_place(ws.principal, Place()), _nothing, quiet=True
            )

    def _return_to(self, place: Place, shell: Shell, bench: Workbench) -> None:
        """To the same room, patient and series; what was being typed is put back once the rooms have read."""
        shell.kept |= dict(place.kept)
        if place.series:
            shell.series = place.series
        if place.patient:
            shell.choose_patient(place.patient)
        bench.go(place.room if place.room in bench.rooms else "worklist")
        drafts = dict(place.drafts)
        if not drafts:
            return

        def put_back() -> None:
            if shell is self.shell and shell.is_idle and (shell.patient is not None or not place.patient):
                shell.jobs_moved.disconnect(put_back)
                for room in {name.split("/")[0] for name in drafts} & set(bench.rooms):
                    leaving.put_back(bench.view(room), room, drafts)

        shell.jobs_moved.connect(put_back)

    def _place(self) -> Place:
        bench, shell = self.bench, self.shell
        if bench is None or shell is None:
            return Place()
        drafts = tuple(one for room, view in bench.views() for one in leaving.drafts_in(room, view))
        kept = tuple((name, one.at_rest()) for name, one in shell.kept.items() if isinstance(one, Resting))
        return Place(bench.room, shell.patient.id if shell.patient else "", shell.series, drafts, kept)

    def open_vault(
        self,
        workstation: Workstation,
        preferences: Preferences,
        room: str = "worklist",
        patient: Patient | None = None,
    ) -> None:
        """Show the workbench of an unlocked vault."""
        self.workstation = workstation
        doorstep = Doorstep(workstation.folder, preferences.language, preferences.theme)
        if doorstep != self._doorstep:
            self._remember(doorstep)
        # the old page goes first: a style sheet is worked out for every widget there is, and those would go anyway
        self.put(QWidget())
        QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
        self.dress(preferences.language, preferences.theme, preferences.text_scale)
        rest = self._rest if self._rest is not None and self._rest.user == workstation.principal.user else None
        self.shell = Shell(workstation, self.theme, self.language, self, before=self.shell, rest=rest)
        self.shell.system_missing = self.system.missing
        self.shell.rules_changed.connect(self._set_minutes)
        self.shell.set_patient(patient)
        self.shell.failed.connect(self.meet_trouble)
        self.shell.look_wanted.connect(self._read_look)
        bench = Workbench(self.shell)
        bench.lock_wanted.connect(self.lock)
        self.put(bench)
        bench.go(room)
        if self.shell.kept.get("tables to resume"):
            bench.view("models")  # the room goes on with them

    @property
    def bench(self) -> Workbench | None:
        page = self.centralWidget()
        return page if isinstance(page, Workbench) else None

    def _read_look(self) -> None:
        shell, ws = self.shell, self.workstation
        if shell is not None and ws is not None:
            shell.run_job(
                say("Read the settings"), lambda _report: ws.settings.read(ws.principal), self.redress, quiet=True
            )

    def redress(self, preferences: Preferences) -> None:
        """Show the same place in another language, theme or text size. Running jobs go on."""
        if self.bench is None or self.shell is None or self.workstation is None:
            return
        room, patient = self.bench.room, self.shell.patient
        self.open_vault(self.workstation, preferences, room, patient)

    def let_go(self) -> None:
        """Leave the open vault to its owner: closing the window will not lock it."""
        for job in self._leave_shell():
            job.wait(3)
        self.workstation = self.shell = None

    def _leave_shell(self) -> tuple[Job[Any], ...]:
        return self.shell.stop() if self.shell is not None else ()

    # ---- leaving

    def lock(self) -> None:
        """Lock the vault and show the door again."""
        if self.workstation is not None and self._may_leave():
            self.lock_now()

    def lock_now(self) -> None:
        """Lock without a question: nothing of a patient stays on screen or in this process.

        Training goes on; other jobs stop where they may and are taken up again after unlocking.
        """
        workstation, shell = self.workstation, self.shell
        if workstation is None or shell is None:
            return
        place = self._place()
        jobs, self._rest = shell.rest()
        self.workstation = self.shell = None
        shell.setParent(None)
        shell.deleteLater()
        self.dress(self._doorstep.language, self._doorstep.theme, 1.0)
        self.show_door(workstation.principal.user)
        leaving.clear_out(self._app)
        self._leaving = self._bridge.start(say("Lock the vault"), lambda _report: close(workstation, jobs, place))

    def _set_minutes(self, minutes: int) -> None:
        self.idle.seconds = 60.0 * minutes

    def _may_leave(self) -> bool:
        """Ask where jobs are still running."""
        running = self.shell.jobs() if self.shell is not None else ()
        if not running:
            return True
        names = "\n".join(tr(job.title) for job in running)
        words = tr("Still running:") + "\n" + names + "\n\n" + tr("Stopping keeps what was finished so far.")
        return confirm(self, tr("Stop what is running and lock the vault?"), words, tr("Stop and lock"))

    def closeEvent(self, event: Any) -> None:  # noqa: N802 - Qt's name
        if not self._may_leave():
            event.ignore()
            return
        jobs = self._leave_shell()
        self.hide()
        if self.workstation is not None:
            close(self.workstation, jobs)
            self.workstation = self.shell = None
        event.accept()

    # ---- trouble

    def meet_trouble(self, error: BaseException) -> None:
        """Show a failure, one at a time: a storm of the same bug must not bury the screen."""
        if self._is_asking:
            return
        self._is_asking = True
        try:
            self._tell(self, error)
        finally:
            self._is_asking = False

    def meet_bug(self, kind: type[BaseException], error: BaseException, trace: TracebackType | None) -> None:
        """``sys.excepthook``: nothing that a slot raises ends the program."""
        if issubclass(kind, KeyboardInterrupt):
            self.close()
            return
        print(trouble.bug_form(error.with_traceback(trace)), file=sys.stderr)
        self.meet_trouble(error)


def settle(workstation: Workstation, doorstep: Doorstep, keep: bool) -> Preferences:
    """The person's preferences. ``keep``: language and theme were just chosen at the door and go into the vault."""
    preferences = workstation.settings.read(workstation.principal)
    chosen = replace(preferences, language=doorstep.language, theme=doorstep.theme)
    if keep and chosen != preferences:
        workstation.settings.write(workstation.principal, chosen)
        return chosen
    return preferences


def close(workstation: Workstation, jobs: tuple[Job[Any], ...], place: Place | None = None) -> None:
    """Lock the vault once the jobs that were asked to stop have let go of it, or after a few seconds anyway.

    ``place`` is kept in the vault, to come back to.
    """
    for job in jobs:
        job.wait(3)
    if place is not None:
        with suppress(WorkstationError):  # a full disk must not keep the vault open
            workstation.settings.keep_place(workstation.principal, place)
    workstation.close()


def _nothing(_result: object) -> None:
    """Nothing to do with what came back."""
