"""A model's card, laid out to be read by the clinician who is about to rely on it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QAbstractItemView, QGridLayout, QHeaderView, QLayout, QWidget

from app.domain.evaluation.names import network_words
from app.domain.figures import size, stamp
from app.domain.model_card import ModelCard
from app.services.model_shelf import ShelvedModel
from app.ui.language import tr, tr_english
from app.ui.models.state import (
    TASK_WORDS,
    InputRow,
    MetricRow,
    input_rows,
    kind_words,
    metric_rows,
    operating_words,
)
from app.ui.qt.flow import Flow
from app.ui.qt.form import button, card, column, label, row
from app.ui.qt.panels import Banner
from app.ui.qt.table import Column, RowsModel, Table
from app.ui.theme import Theme


class CardPage(QWidget):
    """Everything on the card of one model. ``table_wanted`` and ``remove_wanted`` are asked of the room."""

    table_wanted = Signal()
    remove_wanted = Signal()

    def __init__(self, theme: Theme, model: ShelvedModel) -> None:
        super().__init__()
        self._theme = theme
        shown = model.card
        use = row(
            self._words(tr("Intended use"), shown.intended_use, "good"),
            self._words(tr("Not for"), shown.not_for, "bad"),
            gap=12,
        )
        use.setStretch(0, 1)
        use.setStretch(1, 1)
        parts: list[QWidget | QLayout | int | None] = [self._head(model), use]
        verdict = str(dict(shown.extra).get("verdict", ""))
        if verdict:
            parts.append(Banner(theme, tr_english(verdict)))
        parts.append(self._measured(shown))
        if shown.limits:
            parts.append(self._limits(shown))
        parts += [self._inputs(shown), self._words(tr("Trained on"), shown.trained_on), self._facts(model), None]
        self.setLayout(column(*parts, gap=12, margins=(20, 16, 20, 20)))

    def _head(self, model: ShelvedModel) -> QWidget:
        shown = model.card
        self.ask_table = button(
            tr("Predict on a table…"), self.table_wanted.emit, icon=self._theme.icon("table", "text")
        )
        self.remove = button(tr("Remove…"), self.remove_wanted.emit, "danger", self._theme.icon("trash", "bad"))
        task = tr(TASK_WORDS[shown.task]) if shown.task in TASK_WORDS else shown.task
        chips = Flow(
            label(tr("version {version}", version=shown.version), "chip"),
            label(task, "chip"),
            label(tr(network_words(shown.network)), "chip"),
            *(label(tr_english(name), "chip-model") for name in shown.outputs[:12]),
        )
        title = label(tr_english(shown.name), "display", wrap=True, selectable=True)
        top = row(title, self.ask_table, self.remove)
        top.setStretch(0, 1)
        held = QWidget()
        held.setLayout(column(top, chips, gap=8))
        return held

    def _words(self, title: str, text: str, kind: str = "") -> QWidget:
        head = label(title, "strong")
        if kind:
            head.setProperty("kind", kind)
        said = tr_english(text) if text else tr("The card does not say.")
        return card(head, label(said, wrap=True, selectable=True), None, gap=6)

    def _measured(self, shown: ModelCard) -> QWidget:
        columns: tuple[Column[MetricRow], ...] = (
            Column(tr("Figure"), lambda r: tr(r.name), wide=True),
            Column(tr("Value"), lambda r: r.value, right=True, width=self._theme.px(76), bold=True),
            Column(tr("95 % interval"), lambda r: r.interval, right=True, width=self._theme.px(130)),
            Column(tr("Cases"), lambda r: r.n, right=True, width=self._theme.px(64)),
            Column(tr("Plain baseline"), lambda r: r.baseline, right=True, width=self._theme.px(180)),
        )
        rows = metric_rows(shown)
        if any(one.subgroup for one in rows):
            columns = (columns[0], Column(tr("Group"), lambda r: r.subgroup, width=self._theme.px(110)), *columns[1:])
        parts: list[QWidget | QLayout | int | None] = [label(tr("Measured on cases it had not seen"), "strong")]
        if rows:
            parts.append(self.table(columns, rows, tr("Measured figures")))
        else:
            parts.append(label(tr("The card holds no figures."), "warn"))
        parts.append(label(tr("Decision threshold"), "strong"))
        parts.append(label(tr(operating_words(shown)), wrap=True))
        return card(*parts, gap=8)

    def _limits(self, shown: ModelCard) -> QWidget:
        banners = [Banner(self._theme, tr_english(one), "warn") for one in shown.limits]
        return card(label(tr("Limits"), "strong"), *banners, gap=6)

    def _inputs(self, shown: ModelCard) -> QWidget:
        parts: list[QWidget | QLayout | int | None] = [label(tr("What it reads"), "strong")]
        if shown.image is not None:
            image = shown.image
            words = tr("Images: {kinds}, values in {unit}", kinds=", ".join(image.modalities), unit=image.unit)
            parts.append(label(words, wrap=True))
        parts += [label(tr(kind_words(one.kind)), wrap=True) for one in shown.inputs]
        if shown.fields:
            columns: tuple[Column[InputRow], ...] = (
                Column(tr("Input"), lambda r: tr_english(r.name), wide=True),
                Column(tr("Reads"), lambda r: tr(r.reads), width=self._theme.px(80)),
                Column(tr("Unit"), lambda r: r.unit, width=self._theme.px(90)),
                Column(tr("Range met in training"), lambda r: r.range, width=self._theme.px(170)),
                Column(tr("Code"), lambda r: r.code, width=self._theme.px(220)),
            )
            parts.append(self.table(columns, input_rows(shown), tr("Inputs of the model")))
        return card(*parts, gap=8)

    def _facts(self, model: ShelvedModel) -> QWidget:
        shown = model.card
        grid = QGridLayout()
        grid.setHorizontalSpacing(18)
        grid.setVerticalSpacing(5)
        grid.setColumnStretch(1, 1)
        facts = (
            (tr("Model id"), shown.id),
            (tr("Digest of model.onnx (SHA-256)"), shown.digest),
            (tr("Made with"), shown.made_with),
            (tr("Made at"), shown.made_at),
            (tr("ONNX operator set"), str(shown.opset)),
            (tr("Registered"), tr("{at} by {user}", at=stamp(model.registered_at), user=model.registered_by)),
            (tr("Came from"), tr_english(model.origin)),
            (tr("Package size"), size(model.size_bytes)),
        )
        for at, (name, value) in enumerate(facts):
            grid.addWidget(label(name, "dim"), at, 0, Qt.AlignmentFlag.AlignTop)
            grid.addWidget(label(value, wrap=True, selectable=True), at, 1)
        return card(label(tr("Provenance"), "strong"), grid, gap=8)

    def table(self, columns: Sequence[Column[Any]], rows: Sequence[Any], name: str, most: int = 14) -> Table:
        """A table as tall as its rows, up to ``most``; the page scrolls, not the table."""
        model = RowsModel[Any](columns)
        model.set_rows(rows)
        height = self._theme.px(28)
        made = Table(model, name, row_height=height)
        made.setSelectionMode(QAbstractItemView.SelectionMode.NoSelection)
        made.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        made.horizontalHeader().setSectionResizeMode(0, QHeaderView.ResizeMode.Stretch)
        head = made.horizontalHeader().sizeHint().height()
        made.setFixedHeight(min(len(rows), most) * height + head + 2)
        if len(rows) <= most:
            made.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        return made
