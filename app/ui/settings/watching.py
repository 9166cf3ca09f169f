"""The card of the settings room about the watched folder: which, what becomes of imported files, what was refused."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

from PySide6.QtWidgets import QComboBox, QWidget

from app.domain.words import NOTHING, Phrase, say
from app.services.watching import After, WatchPlan, WatchState
from app.ui import files
from app.ui.language import tr, tr_count
from app.ui.qt.ask import Sheet, confirm
from app.ui.qt.form import Field, button, card, column, label, row, show_if
from app.ui.qt.panels import Banner
from app.ui.room import Shell
from app.ui.settings.state_card import StateCard

_AFTER: tuple[tuple[After, Phrase], ...] = (
    ("leave", say("Leave it where it is")),
    ("move", say("Move it to a folder “Imported by Aegle” beside it")),
    ("delete", say("Delete it")),
)
_MOST = 100


class WatchCard(StateCard[WatchState]):
    """What an administrator sets for everybody; the list of what was refused is everybody's."""

    def __init__(self, shell: Shell, choose: Callable[[QWidget, str], Path | None] = files.folder) -> None:
        ws = shell.workstation
        super().__init__(shell, say("Read the settings"), lambda: ws.watching.state(ws.principal))
        self._choose = choose
        self.state = WatchState()
        self.where = label("", wrap=True, selectable=True)
        self.trouble = Banner(shell.theme)
        self.after = QComboBox()
        for name, title in _AFTER:
            self.after.addItem(tr(title), name)
        self.after.setAccessibleName(tr("After a file was imported"))
        self.after.activated.connect(lambda _: self._change_after())
        self.pick = button(tr("Choose a folder…"), self._ask, icon=shell.theme.icon("folder", "text"))
        self.stop = button(tr("Watch none"), lambda: self.change(WatchPlan()))
        self.refused = button("", self._show_refused, "link")
        for control in (self.after, self.pick, self.stop):
            shell.for_role(control, "change watched folder")
        words = tr(
            "While the vault is unlocked, files that come into this folder are imported when nothing writes to them "
            "any more. It may lie on a network share; links in it are not followed. A file is moved or deleted only "
            "after its bytes were read back from the vault, and never when it was refused."
        )
        inside = card(
            label(tr("Watched folder"), "heading"),
            label(words, "dim", wrap=True),
            self.where,
            self.trouble,
            row(Field(tr("After a file was imported"), self.after), None, self.stop, self.pick),
            row(self.refused, None),
            gap=10,
        )
        self.setLayout(row(inside))
        self.show_state(self.state)

    def show_state(self, state: WatchState) -> None:
        self.state = state
        self.where.setText(state.plan.folder or tr("No folder is watched."))
        self.after.setCurrentIndex(max(self.after.findData(state.plan.after), 0))
        self.trouble.say(tr(state.trouble) if state.trouble != NOTHING else "", "warn")
        count = len(state.refused)
        self.refused.setText(tr_count(count, "{n} file was not taken: why?", "{n} files were not taken: why?"))
        show_if(self.refused, count > 0)
        show_if(self.stop, bool(state.plan.folder))

    def _ask(self) -> None:
        folder = self._choose(self, tr("Choose a folder to watch"))
        if folder is not None:
            self.change(replace(self.state.plan, folder=str(folder)))

    def _change_after(self) -> None:
        plan = replace(self.state.plan, after=self.after.currentData())
        if plan == self.state.plan:
            return
        words = tr(
            "Files in this folder are deleted once their bytes were read back from the vault. The vault then holds the "
            "only copy: see that it is backed up."
        )
        if plan.after == "delete" and not confirm(self, tr("Delete imported files?"), words, tr("Delete them")):
            self.show_state(self.state)
            return
        self.change(plan)

    def change(self, plan: WatchPlan) -> None:
        ws = self._shell.workstation
        self.keep(lambda: ws.watching.change_plan(ws.principal, plan))

    def _show_refused(self) -> None:
        lines = [f"{one.where}\n{tr(one.what)} {tr(one.hint)}".strip() for one in self.state.refused[:_MOST]]
        inside = column(*(label(line, wrap=True, selectable=True) for line in lines), gap=8)
        Sheet(self, tr("Files that were not taken"), "", inside=inside, width=620).open()
