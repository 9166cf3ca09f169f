"""Choosing a saved cohort of the vault, and making one."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtWidgets import QComboBox, QSpinBox, QWidget

from app.domain.cohort import Cohort, Rule
from app.domain.words import say
from app.services.identity import SEXES
from app.ui.language import tr, tr_count
from app.ui.qt.ask import Sheet
from app.ui.qt.form import Field, button, column, label, row, show_if, text_field
from app.ui.training_wizard.controls import inset
from app.ui.training_wizard.desk import Desk
from app.ui.training_wizard.state import WizardState

_MODALITIES = ("", "CT", "MR", "CR", "DX", "US", "MG", "PT", "XA", "SM", "OP")


class CohortRow(QWidget):
    """The saved cohorts in a list, and a button for a new one. ``chosen`` is told the id of one."""

    def __init__(self, desk: Desk, chosen: Callable[[str], None]) -> None:
        super().__init__()
        self._desk, self._chosen = desk, chosen
        self.box = QComboBox()
        self.box.activated.connect(lambda _: chosen(str(self.box.currentData())))
        self.make = button(tr("New cohort…"), self._make)
        desk.shell.for_role(self.make, "save cohort")
        line = row(Field(tr("Cohort"), self.box, tr("Patients that fitted a rule on the day it was saved.")), self.make)
        line.setStretch(0, 1)
        self.setLayout(line)
        self._has_read = False

    def show_state(self, state: WizardState) -> None:
        shown = state.way in ("cohort", "cohort_images")
        show_if(self, shown)
        if shown and not self._has_read:
            self._has_read = True
            self.read()
        self.box.setCurrentIndex(max(0, self.box.findData(state.cohort)))

    def read(self) -> None:
        ws = self._desk.workstation
        self._desk.shell.run_job(
            say("Read the cohorts"), lambda _: ws.cohorts.cohorts(ws.principal), self._show, quiet=True, owner=self
        )

    def _show(self, cohorts: tuple[Cohort, ...]) -> None:
        self.box.clear()
        self.box.addItem(tr("Choose…"), "")
        for one in cohorts:
            people = tr_count(len(one.members), "{n} patient", "{n} patients")
            self.box.addItem(f"{one.name}  \N{MIDDLE DOT}  {people}  \N{MIDDLE DOT}  {one.frozen_at[:10]}", one.id)
        self.box.setCurrentIndex(max(0, self.box.findData(self._desk.state.cohort)))

    def _make(self) -> None:
        sheet = NewCohort(self)
        if sheet.exec():
            self.save(sheet.name_.text(), sheet.rule())

    def save(self, name: str, rule: Rule) -> None:
        """Freeze who fits today, and choose it."""
        ws = self._desk.workstation
        self._desk.shell.run_job(
            say("Save a cohort"), lambda _: ws.cohorts.save(ws.principal, name, rule), self._saved, owner=self
        )

    def _saved(self, cohort: Cohort) -> None:
        people = tr_count(len(cohort.members), "{n} patient", "{n} patients")
        self.box.addItem(f"{cohort.name}  \N{MIDDLE DOT}  {people}", cohort.id)
        self._chosen(cohort.id)


class NewCohort(Sheet):
    """Who is to be in it. What is left empty asks nothing."""

    def __init__(self, parent: QWidget) -> None:
        self.name_ = text_field(placeholder=tr("for example: CT with pneumonia"))
        self.modality, self.sex = QComboBox(), QComboBox()
        for value in _MODALITIES:
            self.modality.addItem(value or tr("any"), value)
        self.sex.addItem(tr("any"), "")
        for value, words in SEXES.items():
            self.sex.addItem(tr(words), value)
        self.condition = text_field(placeholder=tr("a code, or words of its name"))
        self.youngest, self.oldest = inset(QSpinBox()), inset(QSpinBox())
        for spin in (self.youngest, self.oldest):
            spin.setRange(-1, 120)
            spin.setValue(-1)
            spin.setSpecialValueText(tr("any"))
        ages = row(Field(tr("Youngest"), self.youngest), Field(tr("Oldest"), self.oldest), gap=12)
        inside = column(
            Field(tr("Name of the cohort"), self.name_),
            Field(tr("Has a series of"), self.modality),
            Field(tr("Has the condition"), self.condition),
            Field(tr("Sex"), self.sex),
            ages,
            label(tr("Names and numbers of people are not part of a rule: it outlives them."), "small", wrap=True),
            gap=10,
        )
        super().__init__(parent, tr("New cohort"), verb=tr("Save"), inside=inside)

    def rule(self) -> Rule:
        young, old = self.youngest.value(), self.oldest.value()
        return Rule(
            str(self.modality.currentData()),
            self.condition.text().strip(),
            str(self.sex.currentData()),
            young if young >= 0 else None,
            old if old >= 0 else None,
        )
