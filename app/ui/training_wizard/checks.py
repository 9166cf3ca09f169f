"""The wizard's third page: whether the data can answer, and what may give the answer away."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QButtonGroup, QFrame, QLineEdit, QRadioButton

from app.domain.problem import Problem
from app.domain.training import Parameter, TrainRequest
from app.domain.words import say
from app.features.preparing import LEAVE_OUT
from app.features.suspects import Suspect
from app.services.training import Examined
from app.ui.language import tr, tr_count, tr_english
from app.ui.qt.ask import confirm
from app.ui.qt.form import Field, button, card, column, empty_out, label, row, show_if, text_field
from app.ui.qt.panels import Banner, scrolling
from app.ui.training_wizard.controls import control_for
from app.ui.training_wizard.desk import Desk, Page
from app.ui.training_wizard.state import WizardState
from app.ui.training_wizard.words import HELP


class ChecksPage(Page):
    """3: refusals stop; each suspect is left out, or kept with a reason that goes into the card."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(
            desk,
            tr("Can the data answer?"),
            tr("Looked for: too few cases, a single class, columns that give the answer away, duplicates."),
            WizardState.checks_trouble,
        )
        self._settings = row(gap=16)
        self._list = column(gap=8)
        self.stop_here = button(tr("The data cannot answer: stop here"), self._ask_stop, "quiet")
        self.add(self._settings)
        self.add(scrolling(column(self._list, None, margins=(0, 0, 8, 0))), 1)
        self.add(row(None, self.stop_here))
        self._built_for: tuple[Parameter, ...] = ()
        self._shown: Examined | None = None
        self._asked: TrainRequest | None = None
        self.gates: dict[str, Gate] = {}

    def initializePage(self) -> None:  # noqa: N802 - Qt's name
        super().initializePage()
        self.ask()

    def ask(self) -> None:
        """Examine the data, unless what is asked was examined or is being."""
        question = self.desk.state.question()
        if question in (self.desk.state.checked, self._asked):
            return
        self._asked, self._shown = question, None
        empty_out(self._list)
        self._list.addWidget(Banner(self.desk.shell.theme, tr("The data are being checked.")))
        ws = self.desk.workstation
        self.desk.shell.run_job(
            say("Check the table"),
            lambda _: ws.training.examine(ws.principal, question),
            lambda examined: self._checked(question, examined),
            failed=self._not_checked,
            quiet=True,
            owner=self,
        )

    def _checked(self, question: TrainRequest, examined: Examined) -> None:
        self._asked = None
        if question == self.desk.state.question():
            self.desk.put(self.desk.state.with_examined(examined))

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
        self.ask()

    def _ask_stop(self) -> None:
        words = tr("Nothing is trained. The data, the settings and the decisions made here are forgotten.")
        if confirm(self, tr("Stop here?"), words, tr("Stop here")):
            self.desk.shell.tell(say("Stopped: these data cannot answer the question."))
            self.desk.start_over()

    def show_state(self, state: WizardState) -> None:
        if self._built_for != state.question_parameters():
            self._build_settings(state.question_parameters())
        if state.examined is None or state.checked != state.question():
            return
        if self._shown is not state.examined:
            self._shown = state.examined
            self._build(state, state.examined)
        for gate in self.gates.values():
            gate.show_state(state)

    def _build(self, state: WizardState, examined: Examined) -> None:
        empty_out(self._list)
        theme = self.desk.shell.theme
        self.gates = {s.column: Gate(self.desk, s) for s in state.suspects()}
        if state.refusals():
            self._list.addWidget(label(tr("These stop the training"), "section"))
        for problem in state.refusals():
            self._list.addWidget(Banner(theme, problem_text(problem), "bad"))
        if not state.refusals():
            self._list.addWidget(Banner(theme, self._counts(examined), "info" if self.gates else "good"))
        if self.gates:
            self._list.addWidget(label(tr("These may give the answer away: decide about each"), "section"))
        for gate in self.gates.values():
            self._list.addWidget(gate)
        told = [f"{s.column}: {tr(s.evidence)} {tr(s.action)}" if s.column else f"{tr(s.evidence)} {tr(s.action)}"
                for s in state.told()]  # fmt: skip
        told += [problem_text(problem) for problem in state.notes()]
        if told:
            self._list.addWidget(label(tr("Good to know"), "section"))
            self._list.addWidget(card(*(label(one, "dim", wrap=True, selectable=True) for one in told), gap=6))

    def _counts(self, examined: Examined) -> str:
        cases = "  ·  ".join(f"{name}: {n}" for name, n in examined.cases[:12])
        used = tr_count(examined.used, "{n} case can be learned from", "{n} cases can be learned from")
        left = examined.given - examined.used
        away = tr_count(left, "{n} has no answer and is left out", "{n} have no answer and are left out")
        return "  ·  ".join(part for part in (used, away if left else "", cases) if part)


class Gate(QFrame):
    """One suspect: its evidence, and what becomes of it."""

    def __init__(self, desk: Desk, suspect: Suspect) -> None:
        super().__init__()
        self._desk, self._suspect = desk, suspect
        self.setProperty("kind", "card")
        self.leave = QRadioButton(tr("Leave it out"))
        self.keep = QRadioButton(tr("Keep it, because"))
        self.reason: QLineEdit = text_field(placeholder=tr("for example: measured at admission, before the diagnosis"))
        group = QButtonGroup(self)
        for choice in (self.leave, self.keep):
            group.addButton(choice)
        self.leave.clicked.connect(lambda _: desk.put(desk.state.leaving_out(suspect.column)))
        self.keep.clicked.connect(lambda _: self._kept())
        self.reason.textEdited.connect(lambda text: desk.put(desk.state.keeping(suspect.column, text)))
        advice = label(tr("Proposed: {action}", action=tr(suspect.action)), "dim", wrap=True)
        choices = row(self.leave, self.keep, self.reason, None, gap=16)
        choices.setStretch(2, 100)
        head = row(label(suspect.column, "strong"), label(_chip(suspect), "chip-bad" if suspect.is_certain else
                                                           "chip-warn"), None, gap=8)  # fmt: skip
        self.setLayout(column(head, label(tr(suspect.evidence), wrap=True), advice, choices, gap=8,
                              margins=(16, 12, 16, 12)))  # fmt: skip

    def _kept(self) -> None:
        self._desk.put(self._desk.state.keeping(self._suspect.column, self.reason.text()))
        self.reason.setFocus()

    def show_state(self, state: WizardState) -> None:
        decided = state.decision(self._suspect)
        self.leave.setChecked(decided == LEAVE_OUT)
        self.keep.setChecked(decided == "keep")
        show_if(self.reason, decided == "keep")
        reason = state.keep.get(self._suspect.column, "")
        if self.reason.text() != reason:
            self.reason.setText(reason)


def _chip(suspect: Suspect) -> str:
    return tr("leak") if suspect.is_certain else tr("suspect")


def problem_text(problem: Problem) -> str:
    said = " ".join(part for part in (tr(problem.what), tr(problem.hint)) if part)
    return f"{problem.where}: {said}" if problem.where else said
