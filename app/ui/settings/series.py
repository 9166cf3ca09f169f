"""The card of the settings room about which images of a series are shown together."""

from __future__ import annotations

from dataclasses import replace

from PySide6.QtGui import QAction
from PySide6.QtWidgets import QCheckBox, QFrame

from app.domain.study import Splitting
from app.domain.words import Phrase, say
from app.domain.work import Report
from app.imaging.assemble import ATTRIBUTES, FREE_RULES
from app.ui.language import tr
from app.ui.qt.form import Field, card, column, label, menu_button, row
from app.ui.room import Shell

_RULES: dict[str, Phrase] = {
    "localizer": say("Set localizers apart from the other images"),
    "objects without a place": say("Set films, and objects of several frames, apart from one another"),
    "phase, echo, b-value": say("Part images at the same place by phase, echo, b-value or time"),
}
_ATTRIBUTES: dict[str, Phrase] = {
    "time point": say("time point"), "echo": say("echo"), "echo time": say("echo time"), "b-value": say("b-value"),
    "diffusion direction": say("diffusion direction"), "inversion time": say("inversion time"),
    "cardiac phase": say("cardiac phase"), "trigger time": say("trigger time"), "acquisition": say("acquisition"),
    "kernel": say("kernel"), "acquired at": say("time of acquisition"), "image type": say("image type"),
    "stack": say("stack"), "energy window": say("energy window"), "detector": say("detector"),
    "phase": say("phase"), "rotation": say("rotation"), "R-R interval": say("R-R interval"),
    "time slot": say("time slot"), "time slice": say("time slice"),
}  # fmt: skip


class SeriesCard(QFrame):
    """What an administrator sets for everybody; others see it with the reason why they cannot."""

    def __init__(self, shell: Shell) -> None:
        super().__init__()
        self._shell = shell
        self.rules = {name: QCheckBox(tr(_RULES[name])) for name in FREE_RULES}
        self.apart, menu = menu_button(tr("Always by …"))
        self.attributes: dict[str, QAction] = {}
        for name in ATTRIBUTES:
            action = menu.addAction(tr(_ATTRIBUTES[name]))
            action.setCheckable(True)
            self.attributes[name] = action
        for box in self.rules.values():
            box.clicked.connect(self._write)
            shell.for_role(box, "change rules")
        menu.triggered.connect(self._write)
        shell.for_role(self.apart, "change rules")
        words = tr(
            "Images that differ in size, colour, unit, frame of reference, pixel size or direction are never put "
            "together. What is changed here holds for everybody, from the next series that is opened."
        )
        inside = card(
            label(tr("Which images of a series are shown together"), "heading"),
            column(*self.rules.values(), gap=4),
            row(Field(tr("Part every series"), self.apart), None),
            label(words, "dim", wrap=True),
            gap=10,
        )
        self.setLayout(row(inside))
        self._wanted = Splitting()
        self.show_splitting(self._wanted)

    def read(self) -> None:
        ws = self._shell.workstation
        self._shell.run_job(
            say("Read the settings"),
            lambda _: ws.settings.rules(ws.principal).splitting,
            self.show_splitting,
            quiet=True,
            owner=self,
        )

    def show_splitting(self, splitting: Splitting) -> None:
        for name, box in self.rules.items():
            box.setChecked(name not in splitting.together)
        for name, action in self.attributes.items():
            action.setChecked(name in splitting.apart)
        chosen = [tr(_ATTRIBUTES[name]) for name in splitting.apart if name in _ATTRIBUTES]
        self.apart.setText(tr("by {names}", names=", ".join(chosen)) if chosen else tr("Always by …"))

    def chosen(self) -> Splitting:
        return Splitting(
            tuple(name for name, box in self.rules.items() if not box.isChecked()),
            tuple(name for name, action in self.attributes.items() if action.isChecked()),
        )

    def _write(self, *_: object) -> None:
        ws = self._shell.workstation
        self._wanted = self.chosen()

        def write(_report: Report) -> None:
            # two quick clicks are two threads: whichever writes last writes what was chosen last
            ws.settings.change_rules(ws.principal, replace(ws.settings.rules(ws.principal), splitting=self._wanted))

        self.show_splitting(self._wanted)
        self._shell.run_job(say("Keep the settings"), write, lambda _: None, quiet=True, owner=self)
