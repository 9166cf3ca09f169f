"""The watched folder in the window: looked into every few seconds, what has settled is imported as a job."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QObject, QTimer

from app.domain.errors import WorkstationError
from app.domain.words import NOTHING, say
from app.services.watching import Taken
from app.ui.room import Shell

TITLE = say("Import from the watched folder")
LOOK_MS = 5_000


class Watcher(QObject):
    """Lives as long as the vault is open in this window: a lock ends it, and the next unlocking begins it anew."""

    def __init__(self, shell: Shell, parent: QObject) -> None:
        super().__init__(parent)
        self._shell = shell
        self._is_looking = False
        self._clock = QTimer(self)
        self._clock.setInterval(LOOK_MS)
        self._clock.timeout.connect(self.look)
        if shell.refusal("import") == NOTHING:
            self._clock.start()

    def look(self) -> None:
        """See what has settled; nothing of the vault is touched by looking."""
        if self._is_looking or any(job.title == TITLE for job in self._shell.jobs()):
            return
        self._is_looking = True
        ws = self._shell.workstation
        self._shell.run_job(
            say("Look into the watched folder"),
            lambda _report: ws.watching.settled(ws.principal),
            self._looked,
            failed=self._failed,
            quiet=True,
            owner=self,
        )

    def _looked(self, waiting: tuple[Path, ...]) -> None:
        self._is_looking = False
        if waiting:
            self.take()

    def take(self) -> None:
        ws = self._shell.workstation
        self._shell.run_job(
            TITLE, lambda report: ws.watching.take(ws.principal, report), self._taken, failed=self._failed, owner=self
        )

    def _taken(self, taken: Taken | None) -> None:
        if taken is None:
            return
        refused = len(taken.result.refused)
        if refused:
            words = say(
                "Watched folder: imported {stored}, refused {refused}; the settings say why.",
                stored=taken.result.stored, refused=refused,
            )  # fmt: skip
        else:
            words = say("Watched folder: imported {stored}.", stored=taken.result.stored)
        self._shell.tell(words)

    def _failed(self, error: BaseException) -> None:
        """Nobody asked for it just now: what is foreseen is a passing note, and the next look tries again."""
        self._is_looking = False
        if isinstance(error, WorkstationError):
            self._shell.tell(error.what)
        else:
            self._shell.show_error(error)
