"""The timeline as Qt sees it: a list of rows painted by one delegate, so that thousands stay light."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import QAbstractListModel, QModelIndex, QPersistentModelIndex, QRect, QSize, Qt
from PySide6.QtGui import QColor, QPainter, QPixmap
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem

from app.domain.figures import day
from app.ui.language import tr
from app.ui.record.state import KIND_WORDS, Entry, Heading, Line, Row
from app.ui.theme import Theme

AnyIndex = QModelIndex | QPersistentModelIndex
RowRole = Qt.ItemDataRole.UserRole + 1

ICONS = {
    "encounter": "calendar",
    "condition": "condition",
    "observation": "chart",
    "medication": "pill",
    "procedure": "procedure",
    "report": "report",
    "imaging": "viewer",
}


class TimelineModel(QAbstractListModel):
    """Headings and lines in the order they are shown."""

    def __init__(self) -> None:
        super().__init__()
        self._rows: tuple[Row, ...] = ()

    def set_rows(self, rows: tuple[Row, ...]) -> None:
        self.beginResetModel()
        self._rows = rows
        self.endResetModel()

    def entry(self, index: AnyIndex) -> Entry | None:
        """The entry at an index; None at a heading."""
        row = self._rows[index.row()] if index.isValid() and index.row() < len(self._rows) else None
        return row.entry if isinstance(row, Line) else None

    def row_of(self, key: str) -> int:
        """Where an entry stands, or -1 when it is filtered out."""
        return next((i for i, row in enumerate(self._rows) if isinstance(row, Line) and row.entry.key == key), -1)

    def first_entry(self) -> int:
        return next((i for i, row in enumerate(self._rows) if isinstance(row, Line)), -1)

    def rowCount(self, parent: AnyIndex = QModelIndex()) -> int:  # noqa: N802, B008 - Qt's name and signature
        return 0 if parent.isValid() else len(self._rows)

    def flags(self, index: AnyIndex) -> Qt.ItemFlag:
        if self.entry(index) is None:
            return Qt.ItemFlag.NoItemFlags
        return Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable

    def data(self, index: AnyIndex, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if not index.isValid():
            return None
        row = self._rows[index.row()]
        if role == RowRole:
            return row
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole):
            return heading_text(row) if isinstance(row, Heading) else _spoken(row.entry)
        if role == Qt.ItemDataRole.ToolTipRole and isinstance(row, Line):
            return _spoken(row.entry)
        return None


def heading_text(heading: Heading) -> str:
    return tr("Without a date") if heading.year is None else str(heading.year)


def _spoken(entry: Entry) -> str:
    kind = tr(KIND_WORDS[entry.kind])
    return " · ".join(part for part in (kind, day(entry.at), entry.title, entry.detail) if part)


class TimelineDelegate(QStyledItemDelegate):
    """Paints a row: the day, the kind's icon, the title, and its value to the right."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self._icons: dict[str, QPixmap] = {kind: theme.picture(name, theme.px(16)) for kind, name in ICONS.items()}
        self._font = theme.font(13)
        self._small = theme.font(12)
        self._bold = theme.font(13, bold=True)

    def sizeHint(self, option: QStyleOptionViewItem, index: AnyIndex) -> QSize:  # noqa: N802, ARG002 - Qt's name
        return QSize(200, self._theme.px(30))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: AnyIndex) -> None:
        row = index.data(RowRole)
        rect: QRect = option.rect
        state: QStyle.StateFlag = option.state
        painter.save()
        if isinstance(row, Heading):
            self._paint_heading(painter, rect, row)
        elif isinstance(row, Line):
            self._paint_line(painter, rect, row, state)
        painter.restore()

    def _paint_heading(self, painter: QPainter, rect: QRect, heading: Heading) -> None:
        tokens = self._theme.tokens
        painter.fillRect(rect, QColor(tokens.raised))
        inside = rect.adjusted(self._theme.px(14), 0, -self._theme.px(14), 0)
        painter.setFont(self._bold)
        painter.setPen(QColor(tokens.text))
        painter.drawText(inside, _LEFT, heading_text(heading))
        painter.setFont(self._small)
        painter.setPen(QColor(tokens.dim))
        painter.drawText(inside, _RIGHT, str(heading.count))

    def _paint_line(self, painter: QPainter, rect: QRect, line: Line, state: QStyle.StateFlag) -> None:
        tokens, px, entry = self._theme.tokens, self._theme.px, line.entry
        if state & QStyle.StateFlag.State_Selected:
            painter.fillRect(rect, QColor(tokens.selected))
        elif state & QStyle.StateFlag.State_MouseOver:
            painter.fillRect(rect, QColor(tokens.hover))
        x = rect.left() + px(14)
        if line.shows_day:
            painter.setFont(self._small)
            painter.setPen(QColor(tokens.dim))
            painter.drawText(QRect(x, rect.top(), px(84), rect.height()), _LEFT, day(entry.at))
        x += px(88)
        side = px(16)
        painter.drawPixmap(QRect(x, rect.top() + (rect.height() - side) // 2, side, side), self._icons[entry.kind])
        x += side + px(10)
        right = rect.right() - px(14)
        painter.setFont(self._font)
        metrics = painter.fontMetrics()
        room = right - x
        mark = {"high": " \N{UPWARDS ARROW}", "low": " \N{DOWNWARDS ARROW}"}.get(entry.flag, "")
        # a pixel or two more than the advance, or a text that fits is cut
        wanted = metrics.horizontalAdvance(entry.detail + mark) + px(3)
        title_wants = metrics.horizontalAdvance(entry.title) + px(3)
        # the value is what is read; it gives way only where the title would be left with less than half the line
        detail_width = min(wanted, max(room // 2, room - title_wants - px(16))) if entry.detail else 0
        title_width = room - detail_width - (px(16) if detail_width else 0)
        painter.setPen(QColor(tokens.text))
        title = metrics.elidedText(entry.title, Qt.TextElideMode.ElideRight, title_width)
        painter.drawText(QRect(x, rect.top(), title_width, rect.height()), _LEFT, title)
        if detail_width:
            painter.setPen(QColor(tokens.warn if entry.flag else tokens.dim))
            shown = metrics.elidedText(entry.detail + mark, Qt.TextElideMode.ElideRight, detail_width)
            painter.drawText(QRect(x, rect.top(), room, rect.height()), _RIGHT, shown)
        painter.fillRect(QRect(rect.left(), rect.bottom(), rect.width(), 1), QColor(tokens.line))


_LEFT = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
_RIGHT = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
