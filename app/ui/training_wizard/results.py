"""The wizard's seventh page: how well the model does, in figures that can be hovered, enlarged and kept."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QAbstractItemView, QGridLayout, QLabel, QSlider, QWidget

from app.domain.evaluation.charts import FEWEST_PEOPLE, charts_of
from app.domain.evaluation.names import figure, figure_interval, metric_words, named
from app.domain.evaluation.paper import flow_boxes, signed
from app.domain.model_card import Metric
from app.ui.charts import charts_in_rows
from app.ui.language import tr
from app.ui.qt.form import card, column, empty_out, label, row
from app.ui.qt.panels import Banner, scrolling
from app.ui.qt.table import Column, RowsModel, Table
from app.ui.training_wizard.desk import Desk, Page
from app.ui.training_wizard.outcome import Outcome, natural_frequencies, outcome_of
from app.ui.training_wizard.state import WizardState


class EvaluatePage(Page):
    """7: the figures on patients it had not seen, beside the plain model's."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(
            desk,
            tr("How well does it do?"),
            tr("Every figure is measured on cases that were held out, with the interval in which it may truly lie."),
            WizardState.train_trouble,
        )
        self._list = column(gap=12, margins=(0, 0, 8, 0))
        self._shown: object = None
        self.add(scrolling(column(self._list, None)), 1)

    def show_state(self, state: WizardState) -> None:
        result = state.result
        if result is None or result is self._shown:
            return
        self._shown = result
        empty_out(self._list)
        outcome = outcome_of(result.figures)
        theme = self.desk.shell.theme
        self._list.addWidget(Banner(theme, tr(named(outcome.verdict.words, tr)), outcome.verdict.kind))
        self._list.addWidget(self._figures(outcome))
        charts = charts_of(result.figures)
        if charts:
            self._list.addWidget(charts_in_rows(self.desk.shell, charts))
        if outcome.prevalence is not None:
            self._list.addWidget(Prevalence(outcome))
        if outcome.confusion:
            self._list.addWidget(self._confusion(outcome))
        for part in self._said(outcome, result.figures.get("flow"), str(result.figures.get("recipe", ""))):
            self._list.addWidget(part)

    def _said(self, outcome: Outcome, flow: dict[str, int] | None, recipe: str) -> list[QWidget]:
        theme = self.desk.shell.theme
        parts: list[QWidget] = []
        if flow:
            boxes = [label("  ·  ".join(tr(p) for p in pair if p.text), wrap=True) for pair in flow_boxes(flow, recipe)]
            parts.append(card(label(tr("The data's way"), "strong"), *boxes, gap=5))
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

    def _confusion(self, outcome: Outcome) -> QWidget:
        right = Qt.AlignmentFlag.AlignRight
        grid = QGridLayout()
        grid.setHorizontalSpacing(14)
        grid.setVerticalSpacing(6)
        grid.addWidget(label(tr("truly \N{DOWNWARDS ARROW}  decided \N{RIGHTWARDS ARROW}"), "small"), 0, 0)
        for at, name in enumerate(outcome.classes, start=1):
            grid.addWidget(label(name, "strong"), 0, at, Qt.AlignmentFlag.AlignRight)
            grid.addWidget(label(name, "strong"), at, 0)
        for down, line in enumerate(outcome.confusion, start=1):
            for across, n in enumerate(line, start=1):
                grid.addWidget(label(_count(n), "good" if down == across else ""), down, across, right)
        held = QWidget()
        held.setLayout(column(grid, None))
        return card(label(tr("Decided and true classes, cases"), "strong"), scrolling(held), gap=8)


class Prevalence(QWidget):
    """What an answer means where the disease is rarer or commoner than in the data: of a thousand people."""

    def __init__(self, outcome: Outcome) -> None:
        super().__init__()
        self._outcome = outcome
        self.slider = QSlider(Qt.Orientation.Horizontal)
        self.slider.setRange(1, 990)  # per thousand
        self.slider.setAccessibleName(tr("Share of people who have it, of a thousand"))
        self._share, self._words = label("", "strong"), label("", wrap=True)
        self._values = QLabel()
        self._values.setProperty("kind", "dim")
        self.slider.valueChanged.connect(lambda _: self._show())
        title = label(tr("What an answer means elsewhere: how common is “{name}” there?", name=outcome.positive),
                      "strong", wrap=True)  # fmt: skip
        line = row(self.slider, self._share, gap=12)
        line.setStretch(0, 1)
        inside = card(title, line, self._words, self._values, gap=8)
        self.setLayout(column(inside))
        self.slider.setValue(max(1, round(1000 * (outcome.prevalence or 0.0))))
        self._show()

    def _show(self) -> None:
        share = self.slider.value() / 1000
        said, values = natural_frequencies(self._outcome, share)
        self._share.setText(f"{share * 100:.1f}\N{NO-BREAK SPACE}%")
        self._words.setText(tr(said))
        self._values.setText(tr(values))


def _count(n: int) -> str:
    """Nobody's own case is shown."""
    return f"< {FEWEST_PEOPLE}" if 0 < n < FEWEST_PEOPLE else str(n)


def _beside(metric: Metric | None) -> str:
    return f"{figure(metric.name, metric.value)} {figure_interval(metric)}".strip() if metric else ""


def _step(metric: Metric | None) -> str:
    if metric is None:
        return ""
    return f"{signed(metric.value)} ({signed(metric.low)} \N{EN DASH} {signed(metric.high)})"
