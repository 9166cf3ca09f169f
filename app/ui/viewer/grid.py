"""Viewports in rows and columns, one of them in hand; and the small grid from which a layout is chosen."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from PySide6.QtCore import QPoint, QRect, QSize, Qt, Signal
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QFrame, QGridLayout, QSizePolicy, QWidget

from app.ui.language import tr
from app.ui.theme import Theme
from app.ui.viewer.viewport import Viewport

MOST = 4
# how many viewports a digit asks for, and as which rows and columns they stand
BY_COUNT: dict[int, tuple[int, int]] = {
    1: (1, 1),
    2: (1, 2),
    3: (1, 3),
    4: (2, 2),
    6: (2, 3),
    8: (2, 4),
    9: (3, 3),
}


class Grid(QWidget):
    """``active`` is the viewport in hand, framed where there are several. ``activated``: it is another now.

    ``make``: a viewport, connected to what stands around it.
    """

    activated = Signal()

    def __init__(self, theme: Theme, make: Callable[[], Viewport]) -> None:
        super().__init__()
        self._theme = theme
        self._make = make
        self.rows = self.columns = 1
        self.viewports: list[Viewport] = []
        self.is_maximised = False
        self._cells = QGridLayout()
        self._cells.setSpacing(4)
        self.setLayout(self._cells)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self.active = self._added()
        self.lay(1, 1)

    def _added(self) -> Viewport:
        made = self._make()
        made.taken.connect(lambda: self.activate(made))
        made.alone_wanted.connect(lambda: self.maximise(made))
        self.viewports.append(made)
        return made

    def lay(self, rows: int, columns: int) -> None:
        """So many rows and columns. What is open stays open as far as there is room; the one in hand always does."""
        count = rows * columns
        self.is_maximised = False
        while len(self.viewports) < count:
            self._added()
        if self.viewports.index(self.active) >= count:
            self.viewports.remove(self.active)
            self.viewports.insert(count - 1, self.active)
        for gone in self.viewports[count:]:
            self._cells.removeWidget(gone)
            gone.close_set()
            gone.hide()
            gone.deleteLater()
        self.viewports = self.viewports[:count]
        self.rows, self.columns = rows, columns
        self._arrange()

    def _arrange(self) -> None:
        margin = 2 if self.is_several else 0
        self._cells.setContentsMargins(margin, margin, margin, margin)
        for line in range(MOST):
            self._cells.setRowStretch(line, int(line < self.rows))
            self._cells.setColumnStretch(line, int(line < self.columns))
        for at, viewport in enumerate(self.viewports):
            self._cells.addWidget(viewport, at // self.columns, at % self.columns)
            viewport.setVisible(not self.is_maximised or viewport is self.active)
        if self.is_maximised:
            at = self.viewports.index(self.active)
            for line in range(MOST):
                self._cells.setRowStretch(line, int(line == at // self.columns))
                self._cells.setColumnStretch(line, int(line == at % self.columns))
        self.update()

    @property
    def is_several(self) -> bool:
        """True where more than one viewport is seen."""
        return len(self.viewports) > 1 and not self.is_maximised

    def activate(self, viewport: Viewport) -> None:
        if viewport is not self.active and viewport in self.viewports:
            self.active = viewport
            self.update()
            self.activated.emit()

    def activate_next(self, by: int) -> None:
        """The next viewport, or the one before; after the last comes the first."""
        if self.is_maximised:
            self.maximise(self.active)
        at = (self.viewports.index(self.active) + by) % len(self.viewports)
        self.activate(self.viewports[at])
        self.active.take_focus()

    def maximise(self, viewport: Viewport) -> None:
        """One viewport alone, and all of them again."""
        self.activate(viewport)
        self.is_maximised = not self.is_maximised and len(self.viewports) > 1
        self._arrange()

    def paintEvent(self, _event: Any) -> None:  # noqa: N802 - Qt's name
        painter = QPainter(self)
        painter.fillRect(self.rect(), self._theme.colour("line"))
        if self.is_several:
            painter.fillRect(self.active.geometry().adjusted(-2, -2, 2, 2), self._theme.colour("accent"))


class LayoutPicker(QFrame):
    """Four by four squares: the pointer or the arrows choose how many, a click or Enter takes them."""

    chosen = Signal(int, int)

    def __init__(self, theme: Theme) -> None:
        super().__init__(None, Qt.WindowType.Popup)
        self._theme = theme
        self._cell = theme.px(26)
        self.at = (1, 1)
        self.setMouseTracking(True)
        self.setFixedSize(self.sizeHint())
        self.setAccessibleName(tr("Layout of the viewports"))

    def sizeHint(self) -> QSize:  # noqa: N802 - Qt's name
        side = MOST * self._cell + 16
        return QSize(side, side + self._theme.px(22))

    def open_at(self, place: QPoint, rows: int, columns: int) -> None:
        self._point(rows, columns)
        self.move(place)
        self.show()
        self.setFocus()

    def _point(self, rows: int, columns: int) -> None:
        self.at = (min(max(rows, 1), MOST), min(max(columns, 1), MOST))
        self.setAccessibleDescription(_words(self.at))
        self.update()

    def _take(self) -> None:
        self.close()
        self.chosen.emit(*self.at)

    def paintEvent(self, _event: Any) -> None:  # noqa: N802 - Qt's name
        painter, theme = QPainter(self), self._theme
        painter.fillRect(self.rect(), theme.colour("raised"))
        painter.setPen(theme.colour("edge"))
        painter.drawRect(self.rect().adjusted(0, 0, -1, -1))
        for row in range(MOST):
            for column in range(MOST):
                is_in = row < self.at[0] and column < self.at[1]
                cell = QRect(8 + column * self._cell, 8 + row * self._cell, self._cell - 4, self._cell - 4)
                painter.setPen(theme.colour("accent" if is_in else "edge"))
                painter.setBrush(theme.colour("selected" if is_in else "surface"))
                painter.drawRect(cell)
        painter.setPen(theme.colour("text"))
        painter.setFont(theme.font(13))
        foot = QRect(0, 8 + MOST * self._cell, self.width(), theme.px(22))
        painter.drawText(foot, Qt.AlignmentFlag.AlignCenter, _words(self.at))

    def mouseMoveEvent(self, event: Any) -> None:  # noqa: N802 - Qt's name
        where = event.position().toPoint()
        self._point((where.y() - 8) // self._cell + 1, (where.x() - 8) // self._cell + 1)

    def mouseReleaseEvent(self, event: Any) -> None:  # noqa: N802 - Qt's name
        if self.rect().contains(event.position().toPoint()):
            self._take()

    def keyPressEvent(self, event: Any) -> None:  # noqa: N802 - Qt's name
        ways = {Qt.Key.Key_Up: (-1, 0), Qt.Key.Key_Down: (1, 0), Qt.Key.Key_Left: (0, -1), Qt.Key.Key_Right: (0, 1)}
        if event.key() in ways:
            down, right = ways[event.key()]
            self._point(self.at[0] + down, self.at[1] + right)
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._take()
        else:
            super().keyPressEvent(event)


def _words(at: tuple[int, int]) -> str:
    return f"{at[0]} × {at[1]}"
