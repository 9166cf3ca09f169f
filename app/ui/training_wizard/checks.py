"""The wizard's third page: whether the data can answer."""

from __future__ import annotations

from dataclasses import replace
from functools import partial

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QCheckBox,
)

from app.domain.problem import Problem, Severity
from app.domain.training import Parameter, TrainRequest
from app.domain.words import Phrase, say
from app.ui.language import tr, tr_english
from app.ui.qt.form import Field, column, empty_out, label, row
from app.ui.qt.panels import Banner, scrolling
from app.ui.training_wizard.controls import control_for
from app.ui.training_wizard.desk import Desk, Page
from app.ui.training_wizard.state import WizardState
from app.ui.training_wizard.words import HELP

_HEADINGS: tuple[tuple[Severity, str, Phrase], ...] = (
    ("refusal", "bad", say("These stop the training")),
    ("warning", "warn", say("Read these before you go on")),
    ("note", "info", say("Good to know")),
)


class ChecksPage(Page):
    """3: what speaks against training. Refusals stop; warnings want to be read."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(
            desk,
            tr("Can the data answer?"),
            tr("Looked for: too few cases, a single class, columns that give the answer away, duplicates."),
            WizardState.checks_trouble,
        )
        self._settings = row(gap=16)
        self._list = column(gap=8)
        self.read_them = QCheckBox(tr("I have read the warnings and want to go on"))
        self.read_them.toggled.connect(lambda on: desk.put(replace(desk.state, read_warnings=on)))
        self.add(self._settings)
        self.add(scrolling(column(self._list, None)), 1)
        self.add(self.read_them)
        self._built_for: tuple[Parameter, ...] = ()
        self._shown: tuple[Problem, ...] | None = None
        self._asked: TrainRequest | None = None
        self.read_them.hide()

    def initializePage(self) -> None:  # noqa: N802 - Qt's name
        super().initializePage()
        self._ask()

    def _ask(self) -> None:
        """Check the table, unless what is asked was checked or is being checked."""
        state = self.desk.state
        question = state.question()
        if question in (state.checked, self._asked):
            return
        self._asked, self._shown = question, None
        empty_out(self._list)
        self._list.addWidget(Banner(self.desk.shell.theme, tr("The table is being checked.")))
        ws = self.desk.workstation
        self.desk.shell.run_job(
            say("Check the table"),
            lambda _: ws.training.check(ws.principal, question),
            lambda problems: self._checked(question, problems),
            failed=self._not_checked,
            quiet=True,
            owner=self,
        )

    def _checked(self, question: TrainRequest, problems: tuple[Problem, ...]) -> None:
        self._asked = None
        if question == self.desk.state.question():
            self.desk.put(self.desk.state.with_problems(problems))

    def _not_checked(self, error: BaseException) -> None:
        self._asked = None
        empty_out(self._list)
        self.desk.shell.show_error(error)

    def _build_settings(self, parameters: tuple[Parameter, ...]) -> None:
        self._built_for = parameters
        empty_out(self._settings)
        for parameter in parameters:
            value = self.desk.state.parameters.get(parameter.name, parameter.default)
            control = control_for(parameter, value, partial(self._set, parameter.name))
            field = Field(
                tr_english(parameter.label), control, tr(HELP[parameter.name]) if parameter.name in HELP else ""
            )
            self._settings.addWidget(field, 1, Qt.AlignmentFlag.AlignTop)

    def _set(self, name: str, value: object) -> None:
        self.desk.put(self.desk.state.with_parameter(name, value))
        self._ask()

    def show_state(self, state: WizardState) -> None:
        if self._built_for != state.question_parameters():
            self._build_settings(state.question_parameters())
        if state.checked != state.question():
            self.read_them.hide()
            return
        self.read_them.setVisible(bool(state.warnings()) and not state.refusals())
        self.read_them.setChecked(state.read_warnings)
        if self._shown is state.problems:
            return
        self._shown = state.problems
        empty_out(self._list)
        theme = self.desk.shell.theme
        if not state.problems:
            self._list.addWidget(Banner(theme, tr("Nothing was found that speaks against training."), "good"))
        for severity, kind, words in _HEADINGS:
            met = [p for p in state.problems if p.severity == severity]
            if met:
                self._list.addWidget(label(tr(words), "section"))
            for problem in met:
                self._list.addWidget(Banner(theme, problem_text(problem), kind))


def problem_text(problem: Problem) -> str:
    said = " ".join(part for part in (tr(problem.what), tr(problem.hint)) if part)
    return f"{problem.where}: {said}" if problem.where else said
