"""Paints segments over an image: their voxels in colour, as they are and never smoothed, and their outlines."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QLineF, QPointF, Qt
from PySide6.QtGui import QColor, QImage, QPainter, QPen, QTransform, qRgba

from app.imaging.segments import Colour, edges
from app.ui.viewer.segments import Style
from app.ui.viewer.state import Point


@dataclass(frozen=True, slots=True, eq=False)
class Layer:
    """Levels (rows, columns) of a segment on the picture, from its pixel (``row``, ``column``) on."""

    levels: NDArray[np.uint8]
    row: int
    column: int
    colour: Colour


def paint(
    painter: QPainter, layers: Iterable[Layer], to_screen: Callable[[Point], Point], style: Style, opacity: int
) -> None:
    """``to_screen`` takes (column, row) of the picture to where it is painted; ``opacity`` of the fill in percent."""
    painter.save()
    turned = _transform(to_screen)
    painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform, False)
    for layer in layers:
        if style != "outline":
            painter.setTransform(turned)
            painter.drawImage(QPointF(layer.column - 0.5, layer.row - 0.5), _filled(layer, opacity))
            painter.resetTransform()
        if style != "fill":
            _outline(painter, layer, turned)
    painter.restore()


def _transform(to_screen: Callable[[Point], Point]) -> QTransform:
    (x, y), (right_x, right_y), (down_x, down_y) = (to_screen(p) for p in ((0.0, 0.0), (1.0, 0.0), (0.0, 1.0)))
    return QTransform(right_x - x, right_y - y, down_x - x, down_y - y, x, y)


def _filled(layer: Layer, opacity: int) -> QImage:
    """A fraction of a voxel is as much less opaque."""
    levels = np.ascontiguousarray(layer.levels)
    rows, columns = levels.shape
    made = QImage(levels.data, columns, rows, columns, QImage.Format.Format_Indexed8)
    made.setColorTable([qRgba(*layer.colour, round(level * opacity / 100)) for level in range(256)])
    # a copy of its own: the levels may go
    return made.convertToFormat(QImage.Format.Format_ARGB32_Premultiplied)


def _outline(painter: QPainter, layer: Layer, turned: QTransform) -> None:
    shift = np.array((layer.column, layer.row, layer.column, layer.row))
    lines = [turned.map(QLineF(*line)) for line in (edges(layer.levels) + shift).tolist()]
    painter.setRenderHint(QPainter.RenderHint.Antialiasing, True)
    for colour, width in ((QColor(0, 0, 0, 140), 2.6), (QColor(*layer.colour), 1.5)):
        painter.setPen(QPen(colour, width, Qt.PenStyle.SolidLine, Qt.PenCapStyle.RoundCap))
        painter.drawLines(lines)
