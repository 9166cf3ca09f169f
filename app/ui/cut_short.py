"""Trainings that were cut short, in the list of jobs: each can go on where it was, or be deleted."""

from __future__ import annotations

from datetime import UTC, datetime

from PySide6.QtWidgets import QWidget

from app.domain.figures import moment
from app.domain.words import say
from app.services.model_shelf import ShelvedModel
from app.services.roles import may
from app.services.training import Unfinished
from app.ui.language import tr
from app.ui.qt.form import button, column, empty_out, label, row
from app.ui.room import Shell


class CutShortList(QWidget):
    """Empty and not seen where there is none."""

    def __init__(self, shell: Shell) -> None:
        super().__init__()
        self._shell = shell
        self._busy: set[str] = set()
        self._rows = column(gap=8)
        self.setLayout(column(label(tr("Cut short"), "section"), self._rows, gap=8))
        self.hide()

    def look(self) -> None:
        """Ask the vault which there are."""
        ws = self._shell.workstation
        if may(ws.principal.role, "train"):
            self._shell.run_job(
                say("List unfinished trainings"),
                lambda _report: ws.training.unfinished(ws.principal),
                self.show_them,
                quiet=True,
                owner=self,
            )

    def show_them(self, found: tuple[Unfinished, ...]) -> None:
        empty_out(self._rows)
        waiting = [one for one in found if one.pack not in self._busy]
        for one in waiting:
            self._rows.addWidget(self._row(one))
        self.setVisible(bool(waiting))

    def _row(self, one: Unfinished) -> QWidget:
        held = QWidget()
        at = moment(datetime.fromtimestamp(one.at, UTC))
        words = column(label(one.name, "strong", wrap=True), label(tr("Last at work {at}", at=at), "small"), gap=2)
        made = row(
            words,
            button(tr("Resume"), lambda: self.resume(one), "quiet"),
            button(tr("Delete"), lambda: self.delete(one), "quiet"),
            gap=8,
        )
        made.setStretch(0, 1)
        held.setLayout(made)
        return held

    def resume(self, one: Unfinished) -> None:
        """Go on with it in the background; what comes of it stands among the models."""
        ws = self._shell.workstation
        self._busy.add(one.pack)
        self._shell.run_job(
            say("Go on with a training"), lambda report: ws.training.finish(ws.principal, one, report), self._kept
        )
        self.look()

    def _kept(self, model: ShelvedModel) -> None:
        self._shell.tell(say("{name} was trained to its end and stands among the models.", name=model.card.name))

    def delete(self, one: Unfinished) -> None:
        self._shell.workstation.training.discard(one)
        self.look()
