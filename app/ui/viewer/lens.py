"""The magnifier: a round piece of the image under the pointer, painted larger from the image itself."""

from __future__ import annotations

from PySide6.QtCore import QPoint, QPointF, QRect, Qt
from PySide6.QtGui import QColor, QImage, QPainter, QPainterPath, QPen

from app.ui.viewer.state import ViewState

SIDE = 260
_SMALLEST, _LARGEST = 1.5, 8.0


class Lens:
    """``at`` is where it is held, None while it is not; ``factor`` how much larger it shows."""

    def __init__(self) -> None:
        self.at: QPoint | None = None
        self.factor = 2.0

    def turn(self, notches: float) -> None:
        """The wheel makes it stronger or weaker while it is held."""
        self.factor = min(max(self.factor * 1.25**notches, _SMALLEST), _LARGEST)

    def state(self, state: ViewState, size: tuple[int, int]) -> ViewState:
        """What it shows of an image that is looked at through ``state`` in an area of ``size``."""
        assert self.at is not None
        return state.magnified((self.at.x(), self.at.y()), self.factor, size, SIDE)

    def paint(self, painter: QPainter, picture: QImage) -> None:
        assert self.at is not None
        place = QRect(0, 0, SIDE, SIDE)
        place.moveCenter(self.at)
        edge = QPainterPath()
        edge.addEllipse(QPointF(self.at), SIDE / 2, SIDE / 2)
        painter.save()
        painter.setClipPath(edge)
        painter.drawImage(place, picture)
        painter.restore()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setBrush(Qt.BrushStyle.NoBrush)
        for colour, width in ((QColor(0, 0, 0, 200), 4.0), (QColor("#d7e0ea"), 1.6)):
            painter.setPen(QPen(colour, width))
            painter.drawPath(edge)
