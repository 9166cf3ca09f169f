"""The wizard's eighth page: what the model's answers hang on, over all patients and for single ones."""

from __future__ import annotations

from typing import Any

from PySide6.QtWidgets import QSpinBox, QWidget

from app.domain.evaluation.charts import Bar, Chart
from app.domain.evaluation.explained import input_words
from app.domain.evaluation.names import metric_words
from app.domain.figures import number
from app.domain.words import NOTHING, Phrase, say
from app.services.training import Learned
from app.ui.charts import ChartCard
from app.ui.explained import explained_parts
from app.ui.language import tr
from app.ui.qt.form import button, card, column, empty_out, label, row
from app.ui.qt.panels import Banner, scrolling
from app.ui.training_wizard.controls import inset
from app.ui.training_wizard.desk import Desk, Page
from app.ui.training_wizard.state import WizardState

_MOST = 15


class ReasonsPage(Page):
    """8: explanations, computed when they are asked for; they may be left out."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(
            desk,
            tr("What do its answers hang on?"),
            tr("Found by taking inputs away and watching the answer; tested against taking away others at random."),
            lambda state: NOTHING if state.result else WizardState.train_trouble(state),
        )
        self.row_ = inset(QSpinBox())
        self.row_.setRange(1, 1)
        self.row_.setAccessibleName(tr("Row of the case"))
        self.ask = button(tr("Explain"), self.explain, "primary", desk.shell.theme.icon("search", "on_accent"))
        self.add(row(label(tr("Case in row")), self.row_, self.ask, None, gap=10))
        self._note = Banner(desk.shell.theme)
        self.add(self._note)
        self._list = column(gap=12, margins=(0, 0, 8, 0))
        self.add(scrolling(column(self._list, None)), 1)
        self._shown: Learned | None = None
        self._is_asking = False

    def show_state(self, state: WizardState) -> None:
        if state.result is None or state.result is self._shown:
            return
        self._shown = state.result
        self.row_.setRange(1, max(1, state.table.rows if state.table else 1))
        empty_out(self._list)
        self._note.say(tr("It takes some seconds to minutes; you may go on without it."))

    def explain(self) -> None:
        """Ask the worker, in a job."""
        learned, request = self.desk.state.result, self.desk.state.trained
        if learned is None or request is None or self._is_asking:
            return
        self._is_asking = True
        ws, which = self.desk.workstation, self.row_.value() - 1
        self._note.say(tr("The model is being asked…"))
        self.desk.shell.run_job(
            say("Explain a model"),
            lambda report: ws.training.explain(ws.principal, learned, request, [which], report),
            self._explained,
            failed=self._failed,
            owner=self,
        )

    def _failed(self, error: BaseException) -> None:
        self._is_asking = False
        self._note.say("")
        self.desk.shell.show_error(error)

    def _explained(self, said: dict[str, Any]) -> None:
        self._is_asking = False
        self._note.say("")
        empty_out(self._list)
        shell = self.desk.shell
        trust = said["faithfulness"]
        if trust["n"]:
            is_good = bool(trust["is_faithful"])
            self._list.addWidget(Banner(shell.theme, tr(trust_words(trust)), "good" if is_good else "warn"))
        if said["importance"]:
            self._list.addWidget(ChartCard(shell, importance_chart(said)))
        for one in said["cases"]:
            self._list.addWidget(self._case(one))

    def _case(self, one: dict[str, Any]) -> QWidget:
        answer = "  ·  ".join(f"{name}: {number(value, 3)}" for name, value in list(one["answer"].items())[:8])
        parts: list[Any] = [label(tr("The case in row {n}", n=one["row"] + 1), "heading"), label(answer, wrap=True)]
        if one.get("withheld"):
            parts.append(Banner(self.desk.shell.theme, tr(Phrase(str(one["withheld"]))), "warn"))
        elif one["contributions"]:
            parts.append(ChartCard(self.desk.shell, contributions_chart(one)))
        parts += explained_parts(self.desk.shell.theme, one)
        return card(*parts, gap=8)


def trust_words(trust: dict[str, Any]) -> Phrase:
    named, chance = number(trust["deletion"], 3), number(trust["random"], 3)
    if trust["is_faithful"]:
        return say("These reasons hold: taking away what they name moves the answer by {named}, taking away"
                   " anything else by {chance}.", named=named, chance=chance)  # fmt: skip
    return say("These reasons do not hold: taking away what they name moves the answer by {named}, taking away anything"
               " else by {chance}. Single patients are not explained.", named=named, chance=chance)  # fmt: skip


def importance_chart(said: dict[str, Any]) -> Chart:
    bars = tuple(Bar(Phrase("{name}", (("name", str(i["input"])),)), i["value"], i["low"], i["high"], i["n"])
                 for i in said["importance"][:_MOST])  # fmt: skip
    ends = [v for b in bars for v in (b.low, b.high, 0.0) if v is not None]
    room = 0.05 * ((max(ends) - min(ends)) or 1.0)
    figure = str(metric_words(said["figure"]))
    return Chart(
        "importance", say("Over all cases"), say("Lost without it ({figure})", figure=figure),
        bars=bars, x_span=(min(ends) - room, max(ends) + room), mark=0.0,
        note=say("How much worse the model gets when an input is dealt out anew among the patients."),
    )  # fmt: skip


def contributions_chart(one: dict[str, Any]) -> Chart:
    bars = tuple(Bar(Phrase("{name}", (("name", input_words(c)),)), c["amount"], min(0.0, c["amount"]),
                     max(0.0, c["amount"]), 0) for c in one["contributions"][:_MOST])  # fmt: skip
    ends = [v for b in bars for v in (b.low, b.high) if v is not None] or [0.0]
    room = 0.05 * ((max(ends) - min(ends)) or 1.0)
    return Chart(
        "contributions", say("For this case"), say("Moves the answer by (log-odds, or the unit of the value)"),
        bars=bars, x_span=(min(ends) - room, max(ends) + room), mark=0.0,
        note=say("To the right: speaks for “{name}”; to the left: against it.", name=str(one["explained"])),
    )  # fmt: skip
