"""Paints measurements over an image: lines with a dark edge, handles, figures beside them."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPen, QPolygonF

from app.domain.measurement import Measurement, Point
from app.ui.theme import Theme
from app.ui.viewer import mark_words
from app.ui.viewer.drawing import Drawing, lines_of

# yellow on black and white alike, as films are marked; the chosen one is blue
_COLOUR, _CHOSEN, _EDGE = QColor("#f5d442"), QColor("#5cc3ff"), QColor(0, 0, 0, 170)
_HANDLE = 3.5


class MarkPen:
    """``to_screen`` takes (column, row) of the image to where it is painted."""

    def __init__(self, painter: QPainter, theme: Theme, to_screen: Callable[[Point], Point]) -> None:
        self._painter = painter
        self._theme = theme
        self._to_screen = to_screen

    def measurement(self, one: Measurement, is_chosen: bool) -> None:
        colour = _CHOSEN if is_chosen else _COLOUR
        self._lines(lines_of(one.kind, one.points), colour)
        if one.kind != "freehand":
            for point in one.points:
                self._handle(point, colour, is_filled=is_chosen or one.kind == "probe")
        if one.figures or one.kind == "probe":
            self._words(one, colour)

    def box(self, a: Point, b: Point) -> None:
        """A rectangle while it is drawn."""
        self._lines(((a, (b[0], a[1]), b, (a[0], b[1]), a),), _CHOSEN)

    def drawing(self, drawing: Drawing) -> None:
        """A shape that is not finished."""
        shape = drawing.shape()
        self._lines(lines_of(drawing.kind, shape) if not _is_open(drawing) else (shape,), _CHOSEN)
        for point in drawing.points if drawing.kind != "freehand" else ():
            self._handle(point, _CHOSEN, is_filled=True)

    def _lines(self, lines: tuple[tuple[Point, ...], ...], colour: QColor) -> None:
        painter = self._painter
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setBrush(Qt.BrushStyle.NoBrush)
        for line in lines:
            shown = QPolygonF([self._at(point) for point in line])
            for pen in (QPen(_EDGE, 3.5), QPen(colour, 1.6)):
                painter.setPen(pen)
                painter.drawPolyline(shown)

    def _handle(self, point: Point, colour: QColor, is_filled: bool) -> None:
        middle = self._at(point)
        box = QRectF(middle.x() - _HANDLE, middle.y() - _HANDLE, 2 * _HANDLE, 2 * _HANDLE)
        self._painter.setPen(QPen(_EDGE, 3))
        self._painter.drawRect(box)
        self._painter.setPen(QPen(colour, 1.2))
        self._painter.setBrush(colour if is_filled else Qt.BrushStyle.NoBrush)
        self._painter.drawRect(box)
        self._painter.setBrush(Qt.BrushStyle.NoBrush)

    def _words(self, one: Measurement, colour: QColor) -> None:
        """To the right of the shape's rightmost point, or to its left where the picture ends."""
        painter = self._painter
        painter.setFont(self._theme.font(13))
        lines = [*([one.note] if one.note else []), *mark_words.beside(one)]
        metrics = painter.fontMetrics()
        width = max(metrics.horizontalAdvance(line) for line in lines)
        shown = [self._at(point) for point in one.points]
        right = max(shown, key=lambda point: point.x())
        left = right.x() + 10
        edge = painter.window().right()
        if left + width > edge:
            left = max(min(point.x() for point in shown) - 10 - width, 4)
        top = min(max(right.y() - metrics.height() * len(lines) / 2, 4), painter.window().bottom() - 4)
        for number, line in enumerate(lines):
            base = QPointF(left, top + metrics.ascent() + number * metrics.height())
            painter.setPen(QColor(0, 0, 0, 220))
            for dx, dy in ((-1, 0), (1, 0), (0, -1), (0, 1)):
                painter.drawText(base + QPointF(dx, dy), line)
            painter.setPen(colour)
            painter.drawText(base, line)

    def _at(self, point: Point) -> QPointF:
        return QPointF(*self._to_screen(point))


def _is_open(drawing: Drawing) -> bool:
    """An outline is painted open until it is finished."""
    return drawing.kind in ("polygon", "freehand") and not drawing.is_closed
