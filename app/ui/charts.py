"""A figure of an evaluation in the window: hovered, it tells its points; clicked, it grows; it can be exported."""

from __future__ import annotations

import csv
import io
import math
from typing import Any

from PySide6.QtCore import QBuffer, QIODevice, QPointF, Qt, QTimer
from PySide6.QtGui import QMouseEvent
from PySide6.QtWidgets import QFrame, QLabel, QVBoxLayout, QWidget

from app.domain.evaluation.charts import Bar, Chart
from app.domain.evaluation.names import named
from app.domain.figures import number
from app.domain.words import Phrase, say
from app.ui import files
from app.ui.language import tr
from app.ui.qt.ask import Sheet
from app.ui.qt.form import button, column, label, row
from app.ui.qt.plot import Plot
from app.ui.room import Shell
from app.ui.theme import Theme

_ROLES = {"model": "accent", "plain": "dim", "ideal": "dim", "second": "warn", "third": "model", "fourth": "good"}
_NEAR_PX = 18.0


class ChartPlot(Plot):
    """The drawing itself; ``told`` below it follows the pointer."""

    def __init__(self, theme: Theme, chart: Chart) -> None:
        super().__init__(theme, _in_words(chart.x), _in_words(chart.y))
        self.chart = chart
        self.told = QLabel("")
        self.told.setTextFormat(Qt.TextFormat.PlainText)
        self.told.setProperty("kind", "small")
        self._points: list[tuple[float, float, str]] = []
        if any(line.name.text for line in chart.lines):
            self.legend(low=chart.name not in ("decision_curve", "precision_recall"))
        self._draw_bars() if chart.bars else self._draw_lines()
        if chart.mark is not None:
            self.mark(x=chart.mark)
        self.widget.setMouseEnabled(x=False, y=False)
        self.widget.scene().sigMouseMoved.connect(self._hovered)

    def _draw_lines(self) -> None:
        for line in self.chart.lines:
            xs, ys = [x for x, _ in line.points], [y for _, y in line.points]
            role, name = _ROLES[line.role], tr(line.name) if line.name.text else ""
            if line.is_joined:
                self.curve(xs, ys, role, name, points=bool(line.people), dashed=line.role == "ideal")
            else:
                self.dots(xs, ys, role)
            if line.role != "ideal":
                people = (*line.people, *([0] * len(xs)))
                self._points += [(x, y, _told(name, x, y, n)) for x, y, n in zip(xs, ys, people, strict=False)]
        self.widget.setXRange(*self.chart.x_span, padding=0.02)
        self.widget.setYRange(*self.chart.y_span, padding=0.03)

    def _draw_bars(self) -> None:
        """Rows with a dot and its interval, the first on top."""
        rows = [(len(self.chart.bars) - 1 - at, bar) for at, bar in enumerate(self.chart.bars)]
        for y, bar in rows:
            if bar.low is not None and bar.high is not None:
                self.curve((bar.low, bar.high), (y, y))
            self._points.append((bar.value, y, _row_told(bar)))
        self.dots([bar.value for _, bar in rows], [y for y, _ in rows], "accent")
        self.name_rows([(float(y), _short(_in_words(bar.name))) for y, bar in rows])
        self.widget.setXRange(*self.chart.x_span, padding=0.03)
        self.widget.setYRange(-0.7, len(rows) - 0.3, padding=0)

    def _hovered(self, place: QPointF) -> None:
        view = self.widget.getPlotItem().vb
        best, nearest = "", _NEAR_PX
        for x, y, told in self._points:
            there = view.mapViewToScene(QPointF(x, y))
            away = math.hypot(there.x() - place.x(), there.y() - place.y())
            if away < nearest:
                best, nearest = told, away
        self.told.setText(best)


def _in_words(phrase: Phrase) -> str:
    return tr(named(phrase, tr))


def _told(name: str, x: float, y: float, people: int) -> str:
    said = f"{number(x, 3)}, {number(y, 3)}" + (f"  (n = {people})" if people else "")
    return f"{name}: {said}" if name else said


def _row_told(bar: Bar) -> str:
    ends = ""
    if bar.low is not None and bar.high is not None:
        ends = f" ({number(bar.low, 3)} \N{EN DASH} {number(bar.high, 3)})"
    people = f"  (n = {bar.n})" if bar.n else ""
    return f"{_in_words(bar.name)}: {number(bar.value, 3)}{ends}{people}"


def _short(text: str, most: int = 36) -> str:
    return text if len(text) <= most else f"{text[: most - 1]}…"


class ChartCard(QFrame):
    """A chart with its title and sentence; a click shows it large, with ways to keep it."""

    def __init__(self, shell: Shell, chart: Chart) -> None:
        super().__init__()
        self._shell, self.chart, self._is_large = shell, chart, False
        self.setProperty("kind", "card")
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.plot = ChartPlot(shell.theme, chart)
        self.plot.setFixedHeight(shell.theme.px(40 + 26 * len(chart.bars)) if chart.bars else shell.theme.px(230))
        larger = button(tr("Larger…"), self.enlarge, "link")
        head = row(label(_in_words(chart.title), "strong", wrap=True), None, larger, gap=8)
        head.setStretch(0, 1)
        note = label(_in_words(chart.note), "small", wrap=True) if chart.note.text else label("", "small")
        self.setLayout(column(head, self.plot, self.plot.told, note, None, gap=4, margins=(14, 10, 14, 10)))
        self.setAccessibleName(_in_words(chart.title))
        # the plot takes the clicks; it hands them on
        self.plot.widget.scene().sigMouseClicked.connect(lambda _: self.enlarge())

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:  # noqa: N802 - Qt's name
        super().mouseReleaseEvent(event)
        self.enlarge()

    def enlarge(self) -> None:
        # a click on the drawing may come twice: from the scene, and from the card it is handed on to
        if self._is_large:
            return
        self._is_large = True
        LargeChart(self, self._shell, self.chart).exec()
        QTimer.singleShot(0, self, self._shrunk)

    def _shrunk(self) -> None:
        self._is_large = False


class LargeChart(Sheet):
    """One chart as large as the window allows, to be looked at and kept as a picture or as numbers."""

    def __init__(self, parent: QWidget, shell: Shell, chart: Chart) -> None:
        self._shell, self._chart = shell, chart
        self.plot = ChartPlot(shell.theme, chart)
        self.plot.setMinimumHeight(shell.theme.px(420))
        picture = button(tr("Export the picture…"), self._picture)
        numbers = button(tr("Export the numbers…"), self._numbers)
        note = label(_in_words(chart.note), "dim", wrap=True) if chart.note.text else label("", "dim")
        inside = column(self.plot, self.plot.told, note, row(picture, numbers, None), gap=8)
        super().__init__(parent, _in_words(chart.title), inside=inside, width=shell.theme.px(760))

    def _picture(self) -> None:
        self._write(f"{self._chart.name}.png", self.picture())

    def _numbers(self) -> None:
        self._write(f"{self._chart.name}.csv", numbers_of(self._chart).encode("utf-8-sig"))

    def picture(self) -> bytes:
        """What is drawn, as PNG."""
        held = QBuffer()
        held.open(QIODevice.OpenModeFlag.WriteOnly)
        self.plot.grab().save(held, "PNG")
        return bytes(held.data().data())

    def _write(self, suggested: str, data: bytes) -> None:
        target = files.to_write(self, tr("Keep the figure"), suggested)
        ws = self._shell.workstation
        if target is not None:
            self._shell.run_job(
                say("Export a figure"),
                lambda _: ws.papers.write_figure(ws.principal, data, target),
                _nothing,
                owner=self,
                quiet=True,
            )


def _nothing(_: object) -> None:
    """It is written."""


def numbers_of(chart: Chart) -> str:
    """A chart's points as CSV."""
    out = io.StringIO()
    lines: Any = csv.writer(out)
    if chart.bars:
        lines.writerow(("name", "value", "low", "high", "n"))
        lines.writerows((str(b.name), b.value, b.low, b.high, b.n) for b in chart.bars)
        return out.getvalue()
    lines.writerow(("line", str(chart.x), str(chart.y), "n"))
    for at, line in enumerate(chart.lines):
        people = (*line.people, *([""] * len(line.points)))
        name = str(line.name) or f"{line.role} {at + 1}"
        lines.writerows((name, x, y, n) for (x, y), n in zip(line.points, people, strict=False))
    return out.getvalue()


def charts_in_rows(shell: Shell, charts: tuple[Chart, ...], across: int = 2) -> QWidget:
    """Cards side by side, some in a row."""
    held = QWidget()
    whole = QVBoxLayout(held)
    whole.setContentsMargins(0, 0, 0, 0)
    whole.setSpacing(12)
    for at in range(0, len(charts), across):
        cards: list[QWidget] = [ChartCard(shell, chart) for chart in charts[at : at + across]]
        cards += [QWidget() for _ in range(across - len(cards))]
        line = row(*cards, gap=12)
        for k in range(across):
            line.setStretch(k, 1)
        whole.addLayout(line)
    return held
