"""The wizard's last pages: how well the model does, and putting it on the shelf."""

from __future__ import annotations

from dataclasses import replace

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QAbstractItemView, QFrame, QGridLayout, QWidget

from app.domain.evaluation.names import figure, figure_interval, metric_words
from app.domain.model_card import Metric
from app.domain.words import NOTHING, say
from app.services.model_shelf import ShelvedModel
from app.ui.language import tr, tr_english
from app.ui.qt.form import button, card, column, empty_out, label, row
from app.ui.qt.panels import Banner, scrolling
from app.ui.qt.plot import Plot
from app.ui.qt.table import Column, RowsModel, Table
from app.ui.training_wizard.desk import Desk, Page
from app.ui.training_wizard.outcome import Outcome, outcome_of, signed
from app.ui.training_wizard.state import WizardState


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
        for part in self._parts(outcome_of(result.figures)):
            self._list.addWidget(part)

    def _parts(self, outcome: Outcome) -> list[QWidget]:
        theme = self.desk.shell.theme
        parts: list[QWidget] = [Banner(theme, tr(outcome.verdict.words), outcome.verdict.kind)]
        parts.append(self._figures(outcome))
        if outcome.confusion:
            parts.append(self._pictures(outcome))
        for one in outcome.suspects:
            said = " ".join(tr(words) for words in (one.evidence, one.action) if words.text)
            parts.append(Banner(theme, f"{one.column}: {said}" if one.column else said, "warn"))
        parts += [Banner(theme, tr(note)) for note in outcome.notes]
        if outcome.left_out:
            lines = [label(f"{name}: {tr(reason)}", "dim", wrap=True) for name, reason in outcome.left_out]
            parts.append(card(label(tr("Columns that were left out"), "strong"), *lines, gap=6))
        return parts

    def _figures(self, outcome: Outcome) -> QWidget:
        px = self.desk.shell.theme.px
        plain = {m.name: m for m in outcome.baseline}
        steps = {m.name: m for m in outcome.differences}
        columns: tuple[Column[Metric], ...] = (
            Column(tr("Figure"), lambda m: tr(metric_words(m.name)), wide=True),
            Column(tr("Value"), lambda m: figure(m.name, m.value), right=True, width=px(76), bold=True),
            Column(tr("95 % interval"), figure_interval, right=True, width=px(130)),
            Column(tr("Cases"), lambda m: str(m.n), right=True, width=px(64)),
            Column(tr("Plain baseline"), lambda m: _beside(plain.get(m.name)), right=True, width=px(180)),
            Column(tr("Difference"), lambda m: _step(steps.get(m.name)), right=True, width=px(190)),
        )
        model = RowsModel[Metric](columns)
        model.set_rows(outcome.metrics)
        table = Table(model, tr("Measured figures"), row_height=px(28))
        table.setSelectionMode(QAbstractItemView.SelectionMode.NoSelection)
        table.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        table.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        table.setFixedHeight(len(outcome.metrics) * px(28) + table.horizontalHeader().sizeHint().height() + 2)
        cases = "  \N{MIDDLE DOT}  ".join(f"{name}: {n}" for name, n in outcome.cases)
        words = [label(text, "dim", wrap=True) for text in (tr(outcome.split), cases) if text]
        return card(table, *words, gap=8)

    def _pictures(self, outcome: Outcome) -> QWidget:
        """Decided against true classes and, for two classes, the ROC curve and how far probabilities can be trusted."""
        theme = self.desk.shell.theme
        parts: list[QWidget] = []
        if outcome.roc:
            roc = Plot(theme, tr("False positive rate"), tr("True positive rate"))
            roc.curve((0.0, 1.0), (0.0, 1.0), "dim", dashed=True)
            roc.curve([x for x, _ in outcome.roc], [y for _, y in outcome.roc])
            parts.append(card(label(tr("ROC curve"), "strong"), roc, gap=4))
        if outcome.reliability:
            trust = Plot(theme, tr("Probability the model gave"), tr("Share that had it"))
            trust.curve((0.0, 1.0), (0.0, 1.0), "dim", dashed=True)
            trust.curve([x for x, _ in outcome.reliability], [y for _, y in outcome.reliability], points=True)
            parts.append(card(label(tr("Reliability"), "strong"), trust, gap=4))
        parts.append(self._confusion(outcome))
        for part in parts:
            part.setFixedHeight(theme.px(290))
        held = QWidget()
        layout = row(*parts, gap=12)
        for at in range(len(parts)):
            layout.setStretch(at, 1)
        held.setLayout(layout)
        return held

    def _confusion(self, outcome: Outcome) -> QWidget:
        grid = QGridLayout()
        grid.setHorizontalSpacing(14)
        grid.setVerticalSpacing(6)
        grid.addWidget(label(tr("truly \N{DOWNWARDS ARROW}  decided \N{RIGHTWARDS ARROW}"), "small"), 0, 0)
        for at, name in enumerate(outcome.classes, start=1):
            grid.addWidget(label(name, "strong"), 0, at, Qt.AlignmentFlag.AlignRight)
            grid.addWidget(label(name, "strong"), at, 0)
        for down, line in enumerate(outcome.confusion, start=1):
            for across, n in enumerate(line, start=1):
                grid.addWidget(
                    label(str(n), "good" if down == across else ""), down, across, Qt.AlignmentFlag.AlignRight
                )
        held = QWidget()
        held.setLayout(column(grid, None))
        return card(label(tr("Decided and true classes, cases"), "strong"), scrolling(held), gap=8)


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
            self._place.addWidget(self._summary(state, outcome_of(state.result.figures)))

    def _summary(self, state: WizardState, outcome: Outcome) -> QFrame:
        grid = QGridLayout()
        grid.setHorizontalSpacing(18)
        grid.setVerticalSpacing(7)
        grid.setColumnStretch(1, 1)
        network, table = state.described_network(), state.table
        facts = (
            (tr("Intended use"), state.intended_use.strip()),
            (tr("Learned from"), table.path.name if table else ""),
            (tr("Answer"), state.target),
            (tr("Patient column"), outcome.grouped_by or tr("none: each row is a patient of its own")),
            (tr("Reads"), ", ".join(outcome.inputs)),
            (tr("Network"), tr_english(network.label) if network else state.network),
            (tr("Seed"), str(state.seed)),
        )
        for at, (name, value) in enumerate(facts):
            grid.addWidget(label(name, "dim"), at, 0, Qt.AlignmentFlag.AlignTop)
            grid.addWidget(label(value, wrap=True, selectable=True), at, 1)
        return card(label(state.name.strip(), "title", wrap=True), grid, gap=12)

    def put_on_shelf(self) -> None:
        """Keep what was trained; a package that does not hold what its card says is refused."""
        result, request, ws = self.desk.state.result, self.desk.state.trained, self.desk.workstation
        if result is None or request is None or self._is_asked:
            return
        self._is_asked = True
        self.desk.shell.run_job(
            say("Verify and register a model"),
            lambda report: ws.training.keep(ws.principal, request, result, report),
            self._registered,
            failed=self._refused,
            owner=self,
        )

    def _registered(self, model: ShelvedModel) -> None:
        self._is_asked = False
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
