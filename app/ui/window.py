"""The window: the door first, then the open vault. Owns the look, the language and what is left when it closes."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Mapping
from dataclasses import replace
from pathlib import Path
from types import TracebackType
from typing import Any

from PySide6.QtCore import QSize
from PySide6.QtWidgets import QApplication, QMainWindow, QWidget

from app.domain.errors import WorkstationError
from app.domain.patient import Patient
from app.domain.words import say
from app.jobs.job import Job
from app.services.settings import Doorstep, Preferences, read_doorstep, write_doorstep
from app.services.workstation import Door, Workstation
from app.ui import trouble
from app.ui.language import Words, tr
from app.ui.qt.ask import confirm
from app.ui.qt.job_bridge import JobBridge
from app.ui.room import Shell
from app.ui.theme import DARK, THEMES, Theme
from app.ui.unlock import view as unlock
from app.ui.workbench import Workbench

Tell = Callable[[QWidget | None, BaseException], None]


def open_window(door: Door, argv: list[str]) -> int:
    """Show the window and stay until it is closed. Returns the exit code; 2 where there is no display to show it on."""
    if not has_display(os.environ, sys.platform):
        print(_NO_DISPLAY, file=sys.stderr)
        return 2
    existing = QApplication.instance()
    app = existing if isinstance(existing, QApplication) else QApplication(["aegle", *argv])
    app.setApplicationName("Aegle")
    window = Window(door, app)
    before = sys.excepthook
    sys.excepthook = window.meet_bug
    window.show()
    code = app.exec()
    sys.excepthook = before
    return code


_NO_DISPLAY = (
    "There is no display for the window. Start it from a desktop session, or use the command line: aegle --help"
)


def has_display(environment: Mapping[str, str], system: str) -> bool:
    """False on a Linux without a screen, where Qt would end the program without a word a person understands."""
    names = ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM")
    return not system.startswith("linux") or any(environment.get(name) for name in names)


class Window(QMainWindow):
    """The main window. ``door`` is what is offered before a vault is open; ``remembers`` the last vault and look;
    ``tell`` shows a failure and waits until it was read.
    """

    def __init__(
        self, door: Door, app: QApplication, remembers: bool = True, tell: Tell = trouble.show_trouble
    ) -> None:
        super().__init__()
        self._door = door
        self._app = app
        self._remembers = remembers
        self._tell = tell
        self._doorstep = read_doorstep(door.doorstep)
        self._words = Words(door.resources)
        self._bridge = JobBridge(self)
        self._bridge.moved.connect(self._end)
        self._waiting: Job[Any] | None = None
        self._is_asking = False
        self._chosen_here = False
        self.workstation: Workstation | None = None
        self.shell: Shell | None = None
        self.dress(self._doorstep.language, self._doorstep.theme, 1.0)
        self.setWindowTitle("Aegle")
        self.setMinimumSize(QSize(1024, 640))
        self.resize(1440, 900)
        self.show_door()

    def dress(self, language: str, theme: str, scale: float) -> None:
        """Language and look, for everything made from now on."""
        self.language = self._words.use(language)
        self.theme = Theme(THEMES.get(theme, DARK), self._door.resources, scale)
        self.theme.apply(self._app)
        self.setWindowIcon(self.theme.icon("aegle", "accent"))

    # ---- the door

    def show_door(self) -> None:
        """The unlock page."""
        page = unlock.View(self._door, self.theme, self._door.vault or self._doorstep.vault, self._doorstep.language)
        page.unlock_wanted.connect(self._unlock)
        page.create_wanted.connect(self._create)
        page.language_chosen.connect(lambda code: self._redress_door(replace(self._doorstep, language=code)))
        page.theme_chosen.connect(lambda name: self._redress_door(replace(self._doorstep, theme=name)))
        self.put(page)

    def put(self, page: QWidget) -> None:
        """Show a page in place of the one before."""
        old = self.takeCentralWidget()
        self.setCentralWidget(page)
        if old is not None:
            old.hide()
            old.deleteLater()

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
        self._enter(lambda: self._door.unlock(folder, user or None, passphrase), fresh=False)

    def _create(self, folder: Path, user: str, passphrase: str) -> None:
        self._enter(lambda: self._door.create(folder, user, passphrase), fresh=True)

    def _enter(self, opened: Any, fresh: bool) -> None:
        """Open in a thread: making the key takes a second of work on purpose (Argon2id)."""
        keep = fresh or self._chosen_here
        doorstep = self._doorstep

        def work(_report: object) -> tuple[Workstation, Preferences]:
            workstation: Workstation = opened()
            return workstation, settle(workstation, doorstep, keep)

        page = self.centralWidget()
        if isinstance(page, unlock.View):
            page.say_busy()
        self._waiting = self._bridge.start(say("Open the vault"), work)

    def _end(self, job: Job[Any]) -> None:
        if job is not self._waiting or job.state == "running":
            return
        self._waiting = None
        page = self.centralWidget()
        if job.state == "done" and job.result is not None:
            self.open_vault(*job.result)
        elif job.error is not None and isinstance(page, unlock.View):
            page.say_refused(job.error)
            if not isinstance(job.error, WorkstationError):
                self.meet_trouble(job.error)

    # ---- the open vault

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
        self.dress(preferences.language, preferences.theme, preferences.text_scale)
        self.shell = Shell(workstation, self.theme, self.language, self, before=self.shell)
        self.shell.set_patient(patient)
        self.shell.failed.connect(self.meet_trouble)
        self.shell.look_wanted.connect(self._read_look)
        bench = Workbench(self.shell)
        bench.lock_wanted.connect(self.lock)
        self.put(bench)
        bench.go(room)

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
        if self.workstation is None or not self._may_leave():
            return
        jobs, workstation = self._leave_shell(), self.workstation
        self.workstation = self.shell = None
        self.dress(self._doorstep.language, self._doorstep.theme, 1.0)
        self._bridge.start(say("Lock the vault"), lambda _report: close(workstation, jobs))
        self.show_door()

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


def close(workstation: Workstation, jobs: tuple[Job[Any], ...]) -> None:
    """Lock the vault once the jobs that were asked to stop have let go of it, or after a few seconds anyway."""
    for job in jobs:
        job.wait(3)
    workstation.close()
