"""A card of the settings room that shows one state of the vault and changes it."""

from __future__ import annotations

from collections.abc import Callable
from typing import Generic, TypeVar

from PySide6.QtWidgets import QFrame

from app.domain.words import Phrase, say
from app.ui.room import Shell

S = TypeVar("S")


class StateCard(QFrame, Generic[S]):
    """``look`` gives the state, ``show_state`` shows it; a change that failed leaves the state that was shown."""

    state: S

    def __init__(self, shell: Shell, reading: Phrase, look: Callable[[], S]) -> None:
        super().__init__()
        self._shell = shell
        self._reading = reading
        self._look = look

    def show_state(self, state: S) -> None:
        raise NotImplementedError

    def read(self) -> None:
        self._shell.run_job(self._reading, lambda _: self._look(), self.show_state, quiet=True, owner=self)

    def keep(self, change: Callable[[], object]) -> None:
        """Make a change, then show what the vault says now."""

        def failed(error: BaseException) -> None:
            self.show_state(self.state)
            self._shell.show_error(error)

        title = say("Keep the settings")
        self._shell.run_job(title, lambda _: change(), lambda _: self.read(), failed=failed, quiet=True, owner=self)
