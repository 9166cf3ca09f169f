"""Plots in the theme's colours: a numeric series in time, live curves, bars."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QVBoxLayout, QWidget

from app.ui.theme import FONT, Theme


class Plot(QWidget):
    """One plot with named axes. Colours are roles of the theme: accent, model, good, warn, bad, dim.

    ``dates``: x values are POSIX seconds and the axis shows dates.
    """

    def __init__(self, theme: Theme, x_title: str, y_title: str, dates: bool = False) -> None:
        super().__init__()
        # pyqtgraph takes about half a second to import; the window must be on screen before that, so it is imported
        # when the first plot is made
        import pyqtgraph

        self._pg = pyqtgraph
        self._theme = theme
        axes = {"bottom": pyqtgraph.DateAxisItem()} if dates else {}
        self.widget = pyqtgraph.PlotWidget(background=theme.tokens.surface, axisItems=axes)
        self.widget.setMenuEnabled(False)
        self.widget.hideButtons()
        self.widget.showGrid(x=False, y=True, alpha=0.18)
        self.widget.setFrameShape(self.widget.Shape.NoFrame)
        for side, title in (("bottom", x_title), ("left", y_title)):
            self._dress_axis(side, title)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self.widget)
        self.setMinimumHeight(160)
        self.setAccessibleName(f"{y_title} / {x_title}")

    def _dress_axis(self, side: str, title: str) -> None:
        axis = self.widget.getAxis(side)
        tokens = self._theme.tokens
        axis.setPen(self._pg.mkPen(tokens.line))
        axis.setTextPen(self._pg.mkPen(tokens.dim))
        axis.setStyle(tickFont=self._theme.font(12))
        size = f"{self._theme.px(12)}px"
        axis.setLabel(title, **{"color": tokens.dim, "font-size": size, "font-family": FONT})
        # a tick says 1200, never 1.2 with a hidden factor: figures on screen are the record's figures
        axis.enableAutoSIPrefix(False)

    def whole_numbers(self) -> None:
        """The x axis counts: no tick stands between two numbers."""
        axis = self.widget.getAxis("bottom")
        usual = axis.tickSpacing

        def spacing(low: float, high: float, size: float) -> list[tuple[float, float]]:
            return [one for one in usual(low, high, size) if one[0] >= 1] or [(1.0, 0.0)]

        axis.tickSpacing = spacing

    def clear(self) -> None:
        self.widget.clear()

    def legend(self, low: bool = False) -> None:
        """Name the curves at the top right or (``low``) bottom right. Call it before the first curve."""
        self.widget.addLegend(
            offset=(-10, -10 if low else 10),
            labelTextColor=self._theme.tokens.text,
            labelTextSize=f"{self._theme.px(12)}px",
        )

    def curve(
        self,
        x: Sequence[float],
        y: Sequence[float],
        role: str = "accent",
        name: str = "",
        points: bool = False,
        dashed: bool = False,
    ) -> None:
        """A line through (x, y); ``points`` marks each measurement."""
        colour = getattr(self._theme.tokens, role)
        style = Qt.PenStyle.DashLine if dashed else Qt.PenStyle.SolidLine
        marks = {"symbol": "o", "symbolSize": 7, "symbolBrush": colour, "symbolPen": None} if points else {}
        pen = self._pg.mkPen(colour, width=2, style=style)
        self.widget.plot(list(x), list(y), pen=pen, name=name or None, antialias=True, **marks)

    def dots(self, x: Sequence[float], y: Sequence[float], role: str = "accent") -> None:
        """Points that no line joins."""
        colour = getattr(self._theme.tokens, role)
        self.widget.plot(list(x), list(y), pen=None, symbol="o", symbolSize=9, symbolBrush=colour, symbolPen=None)

    def steps(self, given: Sequence[tuple[float, float, int]], role: str = "accent") -> None:
        """A histogram: [from, to, count]."""
        brush = self._pg.mkBrush(getattr(self._theme.tokens, role))
        x0, x1 = [a for a, _, _ in given], [b for _, b, _ in given]
        heights = [n for _, _, n in given]
        self.widget.addItem(self._pg.BarGraphItem(x0=x0, x1=x1, y0=0, height=heights, brush=brush, pen=None))

    def name_rows(self, names: Sequence[tuple[float, str]]) -> None:
        """Words in place of numbers on the left axis."""
        self.widget.getAxis("left").setTicks([list(names)])
        self.widget.showGrid(x=True, y=False, alpha=0.18)

    def series(self, points: Sequence[tuple[datetime, float]], role: str = "accent", name: str = "") -> None:
        """Measurements in time (the plot was made with ``dates``)."""
        self.curve([at.timestamp() for at, _ in points], [value for _, value in points], role, name, points=True)

    def band(self, low: float | None, high: float | None, role: str = "good") -> None:
        """A shaded range on the y axis (a reference range); an open side is drawn as one line."""
        colour = self._theme.colour(role)
        if low is not None and high is not None:
            colour.setAlpha(28)
            item = self._pg.LinearRegionItem(
                (low, high), "horizontal", brush=colour, pen=self._pg.mkPen(None), movable=False
            )
            item.setZValue(-10)
            self.widget.addItem(item)
            return
        for value in (low, high):
            if value is not None:
                pen = self._pg.mkPen(colour, style=Qt.PenStyle.DashLine)
                self.widget.addItem(self._pg.InfiniteLine(value, angle=0, pen=pen))

    def mark(self, x: float | None = None, y: float | None = None, role: str = "dim") -> None:
        """A dashed line at an x or y."""
        pen = self._pg.mkPen(getattr(self._theme.tokens, role), style=Qt.PenStyle.DashLine)
        if x is not None:
            self.widget.addItem(self._pg.InfiniteLine(x, angle=90, pen=pen))
        if y is not None:
            self.widget.addItem(self._pg.InfiniteLine(y, angle=0, pen=pen))

    def bars(self, names: Sequence[str], values: Sequence[float], roles: Sequence[str]) -> None:
        """Horizontal bars, the first on top, named on the left axis."""
        ys = [len(values) - 1 - i for i in range(len(values))]
        brushes = [getattr(self._theme.tokens, role) for role in roles]
        bars = self._pg.BarGraphItem(x0=0, y=ys, height=0.62, width=list(values), brushes=brushes, pen=None)
        self.widget.addItem(bars)
        self.widget.getAxis("left").setTicks([list(zip(ys, names, strict=True))])
        self.widget.showGrid(x=True, y=False, alpha=0.18)
