"""The record's numbers in time: a list to choose from, and the plot of the chosen one."""

from __future__ import annotations

from PySide6.QtCore import QPointF, Signal
from PySide6.QtGui import QColor
from PySide6.QtWidgets import QVBoxLayout, QWidget

from app.domain.figures import interval, moment, plain_unit, with_unit
from app.services.timeline import NumericSeries
from app.ui.language import tr, tr_count
from app.ui.qt.form import column, label, row, text_field
from app.ui.qt.plot import Plot
from app.ui.qt.table import Column, RowsModel, Table
from app.ui.record.state import SeriesChoice, choices, nearest_point
from app.ui.theme import Theme


class SeriesPlot(QWidget):
    """One numeric series: points, reference range, and the value under the pointer in words."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self._plot: Plot | None = None
        self._series: NumericSeries | None = None
        self._title = label("", "heading", wrap=True)
        self._range = label("", "small", wrap=True)
        self.reading = label("", "small")
        self._place = QVBoxLayout()
        self._place.setContentsMargins(0, 0, 0, 0)
        self.setLayout(column(self._title, row(self._range, None, self.reading), self._place, gap=4))

    def show_series(self, series: NumericSeries | None) -> None:
        """Plot a series; None empties the place."""
        self._series = series
        if self._plot is not None:
            self._place.removeWidget(self._plot)
            self._plot.deleteLater()
            self._plot = None
        self.setVisible(series is not None)
        if series is None:
            return
        unit = plain_unit(series.unit)
        name = str(series.code)
        self._title.setText(name)
        low, high = series.reference_range
        known = low is not None or high is not None
        self._range.setText(
            tr("Reference range {range}", range=interval(low, high, series.unit))
            if known
            else tr("No reference range was given.")
        )
        y_title = f"{name} [{unit}]" if unit else tr("{name} (no unit given)", name=name)
        self._plot = Plot(self._theme, tr("Date"), y_title, dates=True)
        self._plot.band(low, high)
        self._plot.series(series.points)
        self._plot.widget.scene().sigMouseMoved.connect(self._read)
        self._place.addWidget(self._plot)
        self._show_point(len(series.points) - 1)

    def _read(self, where: QPointF) -> None:
        """Say the measurement nearest to the pointer."""
        if self._plot is None or self._series is None:
            return
        view = self._plot.widget.getViewBox()
        at = view.mapSceneToView(where)
        (left, right), (bottom, top) = view.viewRange()
        self._show_point(nearest_point(self._series, at.x(), at.y(), right - left, top - bottom))

    def _show_point(self, index: int) -> None:
        if self._series is not None:
            at, value = self._series.points[index]
            self.reading.setText(f"{moment(at)}   {with_unit(value, self._series.unit)}")


class PlotsPane(QWidget):
    """Choose a numeric series by name, unit or code; see it in time."""

    chosen = Signal(object)

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self._series: tuple[NumericSeries, ...] = ()
        self.search = text_field(placeholder=tr("Search measurements"))
        self.search.setClearButtonEnabled(True)
        self.search.textChanged.connect(lambda _: self._fill())
        self._count = label("", "small")
        self.model = RowsModel[SeriesChoice](self._columns())
        self.table = Table(self.model, tr("Measurements that can be plotted"), row_height=theme.px(28))
        self.table.chosen.connect(self._choose)
        self.plot = SeriesPlot(theme)
        self.plot.setMinimumHeight(theme.px(230))
        self.table.setMinimumHeight(theme.px(28 * 5 + 34))
        self.empty = label(tr("This record holds no numeric measurements with a date."), "dim", wrap=True)
        head = row(label(tr("Measurements in time"), "section"), None, self._count)
        layout = column(head, self.search, self.empty, self.table, self.plot, margins=(16, 12, 16, 12))
        layout.setStretch(3, 1)
        layout.setStretch(4, 2)
        self.setLayout(layout)
        self.show_all(())

    def _columns(self) -> tuple[Column[SeriesChoice], ...]:
        return (
            Column(tr("Measurement"), lambda c: c.name, wide=True),
            Column(tr("Times"), lambda c: str(c.count), key=lambda c: c.count, right=True, width=self._theme.px(64)),
            Column(
                tr("Last"),
                lambda c: f"{c.last} {c.unit}".strip(),
                right=True,
                width=self._theme.px(130),
                colour=lambda c: QColor(self._theme.tokens.warn) if c.flag else None,
            ),
            Column("", lambda c: c.arrow, width=self._theme.px(40)),
        )

    def show_all(self, series: tuple[NumericSeries, ...]) -> None:
        """The series of a record, the longest first; the first is plotted."""
        self._series = series
        self.search.clear()
        self._fill()

    def _fill(self) -> None:
        found = choices(self._series, self.search.text())
        self.model.set_rows(found)
        for widget in (self.search, self.table, self._count):
            widget.setVisible(bool(self._series))
        self.empty.setVisible(not self._series)
        self._count.setText(tr_count(len(found), "{n} measurement", "{n} measurements"))
        if found:
            self.table.selectRow(0)
        else:
            self.plot.show_series(None)

    def choose_code(self, code: str, unit: str) -> bool:
        """Plot the series of a code in a unit, as when its observation is selected in the timeline."""
        self.search.clear()
        return self.table.choose(lambda c: c.series.code.code == code and c.series.unit == unit)

    def _choose(self, choice: SeriesChoice | None) -> None:
        if choice is not None:
            self.plot.show_series(choice.series)
            self.chosen.emit(choice.series)
