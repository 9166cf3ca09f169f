"""The wizard's third page: whether the data can answer."""

from __future__ import annotations

from dataclasses import replace

from PySide6.QtWidgets import (
    QCheckBox,
)

from app.domain.problem import Problem, Severity
from app.domain.words import Phrase, say
from app.ui.language import tr
from app.ui.qt.form import column, empty_out, label
from app.ui.qt.panels import Banner, scrolling
from app.ui.training_wizard.desk import Desk, Page
from app.ui.training_wizard.state import WizardState

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
        self._list = column(gap=8)
        self.read_them = QCheckBox(tr("I have read the warnings and want to go on"))
        self.read_them.toggled.connect(lambda on: desk.put(replace(desk.state, read_warnings=on)))
        self.add(scrolling(column(self._list, None)), 1)
        self.add(self.read_them)
        self._shown: tuple[Problem, ...] | None = None
        self.read_them.hide()

    def initializePage(self) -> None:  # noqa: N802 - Qt's name
        super().initializePage()
        state = self.desk.state
        if state.checked == state.question():
            return
        self._shown = None
        empty_out(self._list)
        self._list.addWidget(Banner(self.desk.shell.theme, tr("The table is being checked.")))
        ws, question = self.desk.workstation, state.question()
        self.desk.shell.run_job(
            say("Check the table"),
            lambda _: ws.training.check(ws.principal, question),
            lambda problems: self._checked(problems),
            quiet=True,
            owner=self,
        )

    def _checked(self, problems: tuple[Problem, ...]) -> None:
        self.desk.put(self.desk.state.with_problems(problems))

    def show_state(self, state: WizardState) -> None:
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
