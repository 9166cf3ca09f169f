"""Words over an image, kept as small pictures: the same ones are painted again at every step of the wheel."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import QRect, QSize, Qt
from PySide6.QtGui import QColor, QFont, QFontMetrics, QPainter, QPixmap
from PySide6.QtWidgets import QStyle

_EDGE = 2  # what the dark edge of the letters takes on each side, pixels
_MOST = 200


class Lettering:
    """Lines of text with a dark edge, painted once in each font and colour. Forgotten with what they are about."""

    def __init__(self) -> None:
        self._kept: dict[tuple[object, ...], QPixmap] = {}

    def paint(self, painter: QPainter, rect: QRect, side: Any, text: str, font: QFont, colour: QColor) -> None:
        """One line at a side of ``rect``, cut short where it is wider."""
        if not text:
            return
        ratio = painter.device().devicePixelRatioF()
        key = (text, rect.width(), font.key(), colour.rgba(), ratio)
        if key not in self._kept:
            if len(self._kept) >= _MOST:
                self._kept.clear()
            self._kept[key] = _lettered(text, rect.width(), font, colour, ratio)
        picture = self._kept[key]
        size = picture.deviceIndependentSize().toSize()
        around = rect.adjusted(-_EDGE, -_EDGE, _EDGE, _EDGE)
        place = QStyle.alignedRect(Qt.LayoutDirection.LeftToRight, side, size, around)
        painter.drawPixmap(place.topLeft(), picture)

    def forget(self) -> None:
        self._kept.clear()


def paint_text(painter: QPainter, rect: QRect, flags: Any, text: str, colour: QColor) -> None:
    """Words with a dark edge, so that they can be read on white and on black."""
    painter.setPen(QColor(0, 0, 0, 200))
    for dx, dy in ((-1, 0), (1, 0), (0, -1), (0, 1)):
        painter.drawText(rect.translated(dx, dy), flags, text)
    painter.setPen(colour)
    painter.drawText(rect, flags, text)


def _lettered(text: str, wide: int, font: QFont, colour: QColor, ratio: float) -> QPixmap:
    metrics = QFontMetrics(font)
    shown = metrics.elidedText(text, Qt.TextElideMode.ElideRight, wide)
    size = QSize(metrics.horizontalAdvance(shown) + 2 * _EDGE, metrics.height() + 2 * _EDGE)
    picture = QPixmap(size * ratio)
    picture.setDevicePixelRatio(ratio)
    picture.fill(Qt.GlobalColor.transparent)
    painter = QPainter(picture)
    painter.setFont(font)
    paint_text(painter, QRect(0, 0, size.width(), size.height()), Qt.AlignmentFlag.AlignCenter, shown, colour)
    painter.end()
    return picture
