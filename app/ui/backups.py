"""Backups in the window: made when they are due while the vault is open, and an alarm when the last one is too old."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime, timedelta

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QFrame

from app.domain.errors import WorkstationError
from app.domain.patient import Changes
from app.domain.words import NOTHING, Phrase, say
from app.services.backing_up import BackupState
from app.ui.language import tr
from app.ui.qt.form import button, row, show_if
from app.ui.qt.panels import Banner
from app.ui.room import Shell

TITLE = say("Back up the vault")
WANTED = "backup"  # a backup under way, to be taken up again after a lock
FIRST_LOOK_MS = 60_000
LOOK_MS = 5 * 60_000
_AGAIN = timedelta(hours=1)

Clock = Callable[[], datetime]


def utc_now() -> datetime:
    return datetime.now(UTC)


def is_running(shell: Shell) -> bool:
    return any(job.title == TITLE for job in shell.jobs())


def begin(shell: Shell, failed: Callable[[BaseException], None]) -> None:
    """Make a backup as a job of the tray; one at a time. A lock stops it, and it goes on after unlocking."""
    if is_running(shell):
        return
    ws = shell.workstation
    shell.kept[WANTED] = True
    shell.run_job(
        TITLE,
        lambda report: ws.backing_up.create(ws.principal, report),
        lambda made: shell.tell(say("The backup was made and found whole: {name}", name=made.name)),
        failed=failed,
    )


class BackupBar(QFrame):
    """A strip that is there only when something is wrong with the backups; behind it the clock that makes them."""

    def __init__(self, shell: Shell, now: Clock = utc_now) -> None:
        super().__init__()
        self._shell = shell
        self._now = now
        self.state = BackupState()
        self._failure: Phrase = NOTHING
        self._tried: datetime | None = None
        self._goes_on = not is_running(shell) and bool(shell.kept.pop(WANTED, False))
        self.banner = Banner(shell.theme, "", "warn")
        self.open = button(tr("Settings"), lambda: shell.go("settings"), "quiet")
        inside = row(self.banner, self.open, gap=8, margins=(14, 2, 14, 2))
        inside.setStretch(0, 1)
        self.setLayout(inside)
        show_if(self, False)
        self._clock = QTimer(self)
        self._clock.setInterval(LOOK_MS)
        self._clock.timeout.connect(self.look)
        self._clock.start()
        self._first = QTimer(self)
        self._first.setSingleShot(True)
        self._first.timeout.connect(self.look)
        self._first.start(FIRST_LOOK_MS)
        shell.news.connect(self._hear)
        shell.jobs_moved.connect(self._watch)
        self.read()

    def read(self) -> None:
        ws = self._shell.workstation
        self._shell.run_job(
            say("Look after the backups"),
            lambda _: ws.backing_up.state(ws.principal),
            self.show_state,
            failed=lambda _: None,  # the settings say what is wrong
            quiet=True,
            owner=self,
        )

    def show_state(self, state: BackupState) -> None:
        self.state = state
        self._show()

    def look(self) -> None:
        """Begin a backup that is due, or one that a lock stopped; one that failed is tried again after an hour."""
        now = self._now()
        is_early = self._tried is not None and now - self._tried < _AGAIN
        if (self.state.is_due(now) or self._goes_on) and not is_early and not is_running(self._shell):
            self._tried, self._failure, self._goes_on = now, NOTHING, False
            begin(self._shell, self.fail)
        self._show()

    def fail(self, error: BaseException) -> None:
        """A backup that nobody asked for just now is no reason to interrupt anybody."""
        if isinstance(error, WorkstationError):
            self._failure = error.what
            self._show()
        else:
            self._shell.show_error(error)

    def _watch(self) -> None:
        """One that ended, however, is not wanted any more; of one that a lock stopped nothing is heard here."""
        if not is_running(self._shell):
            self._shell.kept.pop(WANTED, None)

    def _hear(self, changes: Changes) -> None:
        if "backup" in changes.nouns():
            self._tried, self._failure = None, NOTHING
            self.read()

    def _show(self) -> None:
        alarm = self.state.alarm(self._now())
        words = [tr(one) for one in (alarm, self._failure or self.state.trouble) if one.text]
        self.banner.say(" ".join(words), "bad" if alarm.text else "warn")
        show_if(self, bool(words))
