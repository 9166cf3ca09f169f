"""What other viewports say on an image: where their pictures cross it, where their cursor stands in it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from PySide6.QtCore import QPointF, Qt
from PySide6.QtGui import QColor, QPainter, QPen

from app.domain.measurement import Point

_OF_ACTIVE, _OF_OTHERS, _CURSOR, _EDGE = QColor("#ffb454"), QColor("#8fa3b8"), QColor("#4ee1d0"), QColor(0, 0, 0, 170)


@dataclass(frozen=True, slots=True)
class ReferenceLine:
    """From ``start`` to ``end``, (column, row); ``is_active``: of the viewport in hand."""

    start: Point
    end: Point
    is_active: bool


@dataclass(frozen=True, slots=True)
class Guides:
    """``cursor`` is (column, row); ``words`` say how the image is scrolled with others."""

    lines: tuple[ReferenceLine, ...] = ()
    cursor: Point | None = None
    words: str = ""


NO_GUIDES = Guides()


def paint_guides(painter: QPainter, guides: Guides, to_screen: Callable[[Point], Point]) -> None:
    """``to_screen`` takes (column, row) of the image to where it is painted."""
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    for line in guides.lines:
        ends = QPointF(*to_screen(line.start)), QPointF(*to_screen(line.end))
        painter.setPen(QPen(_EDGE, 3.0))
        painter.drawLine(*ends)
        dashed = Qt.PenStyle.SolidLine if line.is_active else Qt.PenStyle.DashLine
        painter.setPen(QPen(_OF_ACTIVE if line.is_active else _OF_OTHERS, 1.4, dashed))
        painter.drawLine(*ends)
    if guides.cursor is not None:
        _paint_cross(painter, QPointF(*to_screen(guides.cursor)))


def _paint_cross(painter: QPainter, at: QPointF) -> None:
    """A cross that leaves its middle free: what it points at stays in sight."""
    for colour, width in ((_EDGE, 3.5), (_CURSOR, 1.6)):
        painter.setPen(QPen(colour, width))
        for dx, dy in ((1, 0), (-1, 0), (0, 1), (0, -1)):
            painter.drawLine(at + QPointF(6 * dx, 6 * dy), at + QPointF(22 * dx, 22 * dy))
