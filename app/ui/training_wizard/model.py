"""The columns of a table as Qt sees them: what each is, and a tick for those the model reads."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPersistentModelIndex, Qt, Signal

from app.domain.words import Phrase, say
from app.services.training import ColumnSummary
from app.ui.language import tr
from app.ui.training_wizard.state import WizardState, kind_words, range_text

AnyIndex = QModelIndex | QPersistentModelIndex

HEADS: tuple[Phrase, ...] = (
    say("Reads"),
    say("Column"),
    say("Kind"),
    say("Missing"),
    say("Distinct"),
    say("Range"),
    say("Examples"),
)
_RIGHT = (3, 4)


class ColumnsModel(QAbstractTableModel):
    """``toggled(column)`` when a tick is set or taken away."""

    toggled = Signal(str)

    def __init__(self) -> None:
        super().__init__()
        self._state = WizardState()

    def show_state(self, state: WizardState) -> None:
        """Show the table of the wizard; a new tick repaints, a new table resets."""
        is_same = state.table is self._state.table
        if not is_same:
            self.beginResetModel()
        self._state = state
        if not is_same:
            self.endResetModel()
        elif self.rowCount():
            self.dataChanged.emit(self.index(0, 0), self.index(self.rowCount() - 1, len(HEADS) - 1))

    def column_at(self, row: int) -> ColumnSummary | None:
        table = self._state.table
        return table.columns[row] if table and 0 <= row < len(table.columns) else None

    def rowCount(self, parent: AnyIndex = QModelIndex()) -> int:  # noqa: N802, B008 - Qt's name and signature
        return len(self._state.table.columns) if self._state.table and not parent.isValid() else 0

    def columnCount(self, parent: AnyIndex = QModelIndex()) -> int:  # noqa: N802, B008 - Qt's name and signature
        return 0 if parent.isValid() else len(HEADS)

    def flags(self, index: AnyIndex) -> Qt.ItemFlag:
        flags = Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable
        column = self.column_at(index.row())
        is_input = column is not None and self._state.can_be_read(column.name)
        return flags | Qt.ItemFlag.ItemIsUserCheckable if index.column() == 0 and is_input else flags

    def data(self, index: AnyIndex, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        column = self.column_at(index.row())
        if column is None:
            return None
        match role:
            case Qt.ItemDataRole.DisplayRole | Qt.ItemDataRole.ToolTipRole:
                return self._text(column, index.column())
            case Qt.ItemDataRole.CheckStateRole if index.column() == 0:
                return self._tick(column.name)
            case Qt.ItemDataRole.TextAlignmentRole:
                side = Qt.AlignmentFlag.AlignRight if index.column() in _RIGHT else Qt.AlignmentFlag.AlignLeft
                return side | Qt.AlignmentFlag.AlignVCenter
        return None

    def _tick(self, name: str) -> Qt.CheckState | None:
        if not self._state.can_be_read(name):
            return None
        return Qt.CheckState.Unchecked if name in self._state.drop else Qt.CheckState.Checked

    def _text(self, column: ColumnSummary, at: int) -> str:
        rows = self._state.table.rows if self._state.table else 0
        match at:
            case 0:
                return self._part(column.name)
            case 1:
                return column.name
            case 2:
                return tr(kind_words(column.kind))
            case 3:
                return _share(column.missing, rows)
            case 4:
                return str(column.distinct)
            case 5:
                return range_text(column)
            case _:
                return "  ·  ".join(column.examples)

    def _part(self, name: str) -> str:
        if name == self._state.target:
            return tr("answer")
        if name == self._state.group:
            return tr("patient")
        if not self._state.reads_columns():
            return tr("input") if name == self._state.text else tr("not read")
        return tr("left out") if name in self._state.drop else tr("input")

    def setData(self, index: AnyIndex, value: Any, role: int = Qt.ItemDataRole.EditRole) -> bool:  # noqa: N802, ARG002
        column = self.column_at(index.row())
        if column is None or index.column() != 0 or role != Qt.ItemDataRole.CheckStateRole:
            return False
        self.toggled.emit(column.name)
        return True

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> Any:  # noqa: N802
        if orientation != Qt.Orientation.Horizontal:
            return None
        if role == Qt.ItemDataRole.DisplayRole:
            return tr(HEADS[section])
        if role == Qt.ItemDataRole.TextAlignmentRole:
            side = Qt.AlignmentFlag.AlignRight if section in _RIGHT else Qt.AlignmentFlag.AlignLeft
            return side | Qt.AlignmentFlag.AlignVCenter
        return None


def _share(count: int, rows: int) -> str:
    """``12 (4 %)``, or ``0``."""
    return f"{count} ({count / rows * 100:.0f}\N{NO-BREAK SPACE}%)" if count and rows else str(count)
