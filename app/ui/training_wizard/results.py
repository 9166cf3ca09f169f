"""The wizard's last pages: how well the model does, and putting it on the shelf."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QAbstractItemView, QFrame, QGridLayout, QWidget

from app.domain.model_card import Metric
from app.domain.words import NOTHING, say
from app.services.model_shelf import ShelvedModel
from app.ui.language import tr, tr_english
from app.ui.qt.form import button, card, column, empty_out, label, row
from app.ui.qt.panels import Banner, scrolling
from app.ui.qt.table import Column, RowsModel, Table
from app.ui.training_wizard.desk import Desk, Page
from app.ui.training_wizard.outcome import metrics_of, signed, split_words, verdict_of
from app.ui.training_wizard.running import discard
from app.ui.training_wizard.state import WizardState
from app.ui.words import figure, figure_interval, metric_words


class EvaluatePage(Page):
    """6: the figures on patients it had not seen, beside the plain model's."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(
            desk,
            tr("How well does it do?"),
            tr("Every figure is measured on patients that were held out, with the interval in which it may truly lie."),
            WizardState.train_trouble,
        )
        self._list = column(gap=12)
        self._shown: object = None
        self.add(scrolling(column(self._list, None)), 1)

    def show_state(self, state: WizardState) -> None:
        result = state.result
        if result is None or result is self._shown:
            return
        self._shown = result
        empty_out(self._list)
        for part in self._parts(dict(result.figures)):
            self._list.addWidget(part)

    def _parts(self, figures: dict[str, Any]) -> list[QWidget]:
        theme = self.desk.shell.theme
        verdict = verdict_of(figures)
        parts: list[QWidget] = [Banner(theme, tr(verdict.words), verdict.kind), self._figures(figures)]
        for one in figures.get("leakage") or ():
            parts.append(Banner(theme, _leak_text(one), "warn"))
        return parts

    def _figures(self, figures: dict[str, Any]) -> QWidget:
        px = self.desk.shell.theme.px
        plain = {m.name: m for m in metrics_of(figures, "baseline")}
        differences = {m.name: m for m in metrics_of(figures, "difference")}
        columns: tuple[Column[Metric], ...] = (
            Column(tr("Figure"), lambda m: tr(metric_words(m.name)), wide=True),
            Column(tr("Value"), lambda m: figure(m.name, m.value), right=True, width=px(76), bold=True),
            Column(tr("95 % interval"), figure_interval, right=True, width=px(130)),
            Column(tr("Cases"), lambda m: str(m.n), right=True, width=px(64)),
            Column(tr("Plain baseline"), lambda m: _beside(plain.get(m.name)), right=True, width=px(170)),
            Column(tr("Difference"), lambda m: _step(differences.get(m.name)), right=True, width=px(170)),
        )
        rows = metrics_of(figures)
        model = RowsModel[Metric](columns)
        model.set_rows(rows)
        table = Table(model, tr("Measured figures"), row_height=px(28))
        table.setSelectionMode(QAbstractItemView.SelectionMode.NoSelection)
        table.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        table.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        table.setFixedHeight(len(rows) * px(28) + table.horizontalHeader().sizeHint().height() + 2)
        words = split_words(figures)
        return card(table, *((label(tr(words), "dim", wrap=True),) if words.text else ()), gap=10)


class RegisterPage(Page):
    """7: what will stand on the shelf, and putting it there."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(
            desk,
            tr("Put it on the shelf"),
            tr("Before it is kept, its card and digest are verified and its golden sample is run again here."),
            lambda state: NOTHING if state.result else WizardState.train_trouble(state),
        )
        self._place = column(gap=12)
        self.register = button(
            tr("Register the model"), self.put_on_shelf, "primary", desk.shell.theme.icon("models", "on_accent")
        )
        self._is_asked = False
        self.add(scrolling(column(self._place, None)), 1)
        self.add(row(None, self.register))

    def show_state(self, state: WizardState) -> None:
        empty_out(self._place)
        if state.result is not None:
            self._place.addWidget(self._summary(state))

    def _summary(self, state: WizardState) -> QFrame:
        grid = QGridLayout()
        grid.setHorizontalSpacing(18)
        grid.setVerticalSpacing(7)
        grid.setColumnStretch(1, 1)
        network, table = state.described_network(), state.table
        facts = (
            (tr("Intended use"), state.intended_use.strip()),
            (tr("Learned from"), table.path.name if table else ""),
            (tr("Answer"), state.target),
            (tr("Patient column"), state.group or tr("none: each row is a patient of its own")),
            (tr("Reads"), ", ".join(c.name for c in state.inputs())),
            (tr("Network"), tr_english(network.label) if network else state.network),
            (tr("Seed"), str(state.seed)),
        )
        for at, (name, value) in enumerate(facts):
            grid.addWidget(label(name, "dim"), at, 0, Qt.AlignmentFlag.AlignTop)
            grid.addWidget(label(value, wrap=True, selectable=True), at, 1)
        return card(label(state.name.strip(), "title", wrap=True), grid, gap=12)

    def put_on_shelf(self) -> None:
        """Register what was trained; the file it came in is thrown away afterwards."""
        result, ws = self.desk.state.result, self.desk.workstation
        if result is None or self._is_asked:
            return
        self._is_asked = True
        self.desk.shell.run_job(
            say("Verify and register a model"),
            lambda report: ws.model_shelf.register(ws.principal, result.package, report),
            self._registered,
            failed=self._refused,
            owner=self,
        )

    def _registered(self, model: ShelvedModel) -> None:
        self._is_asked = False
        discard(self.desk.state.result)
        self.desk.put(replace(self.desk.state, result=None, trained=None, curve=()))
        self.desk.shell.tell(say("{name} is on the shelf.", name=model.card.name))
        self.wizard().restart()
        self.desk.shell.go("models")

    def _refused(self, error: BaseException) -> None:
        self._is_asked = False
        self.desk.shell.show_error(error)


def _beside(metric: Metric | None) -> str:
    return f"{figure(metric.name, metric.value)} {figure_interval(metric)}".strip() if metric else ""


def _step(metric: Metric | None) -> str:
    if metric is None:
        return ""
    return f"{signed(metric.value)} ({signed(metric.low)} \N{EN DASH} {signed(metric.high)})"


def _leak_text(leak: Any) -> str:
    """One leakage finding: a sentence, or an object with a sentence in it."""
    if isinstance(leak, dict):
        where = str(leak.get("path") or leak.get("column") or "")
        said = " ".join(tr_english(str(leak[k])) for k in ("what", "hint") if leak.get(k))
        return f"{where}: {said}" if where else said
    return tr_english(str(leak))
