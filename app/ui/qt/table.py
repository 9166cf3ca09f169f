"""Tables over tuples of frozen rows: sorted by column, filtered by any word, painted in a dense, calm way."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import Any, Generic, TypeVar

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPersistentModelIndex, Qt, Signal
from PySide6.QtGui import QColor, QFont, QIcon
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QTableView, QWidget

R = TypeVar("R")
AnyIndex = QModelIndex | QPersistentModelIndex


# no slots: on Python 3.11 Column[Row](…) sets __orig_class__ on the instance, which a slotted frozen class refuses
@dataclass(frozen=True)
class Column(Generic[R]):
    """How a row shows in one column. ``key`` sorts (else the text), ``colour`` colours it, ``wide`` stretches.

    ``order`` names what sorts rows that are read by the page.
    """

    title: str
    text: Callable[[R], str]
    key: Callable[[R], Any] | None = None
    right: bool = False
    width: int = 120
    wide: bool = False
    tip: Callable[[R], str] | None = None
    colour: Callable[[R], QColor | None] | None = None
    icon: Callable[[R], QIcon | None] | None = None
    bold: bool = False
    order: str = ""


class TableModel(QAbstractTableModel, Generic[R]):
    """Rows of one kind under columns. What it is made of says how many rows there are, and which one is where."""

    def __init__(self, columns: Sequence[Column[R]]) -> None:
        super().__init__()
        self._columns = tuple(columns)
        bold = QFont()
        bold.setBold(True)
        # by role: a page of rows is asked for its looks a thousand times whenever it is painted
        self._answers: dict[int, Callable[[Column[R], R], Any]] = {
            Qt.ItemDataRole.DisplayRole: lambda column, row: column.text(row),
            Qt.ItemDataRole.ToolTipRole: lambda column, row: (column.tip or column.text)(row),
            Qt.ItemDataRole.TextAlignmentRole: lambda column, _row: _side(column),
            Qt.ItemDataRole.ForegroundRole: lambda column, row: column.colour(row) if column.colour else None,
            Qt.ItemDataRole.DecorationRole: lambda column, row: column.icon(row) if column.icon else None,
            Qt.ItemDataRole.FontRole: lambda column, _row: bold if column.bold else None,
        }

    def _count(self) -> int:
        raise NotImplementedError

    def row(self, index: AnyIndex | int) -> R | None:
        """The row at a model index or row number, or None."""
        raise NotImplementedError

    def find(self, wanted: Callable[[R], bool]) -> int:
        """The number of the first row at hand that is wanted, or -1."""
        raise NotImplementedError

    # ---- what Qt asks

    def rowCount(self, parent: AnyIndex = QModelIndex()) -> int:  # noqa: N802, B008 - Qt's name and signature
        return 0 if parent.isValid() else self._count()

    def columnCount(self, parent: AnyIndex = QModelIndex()) -> int:  # noqa: N802, B008 - Qt's name and signature
        return 0 if parent.isValid() else len(self._columns)

    def data(self, index: AnyIndex, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        answer = self._answers.get(role)
        row = self.row(index) if answer is not None and index.isValid() else None
        return None if answer is None or row is None else answer(self._columns[index.column()], row)

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> Any:  # noqa: N802
        if orientation == Qt.Orientation.Horizontal and role == Qt.ItemDataRole.DisplayRole:
            return self._columns[section].title
        if orientation == Qt.Orientation.Horizontal and role == Qt.ItemDataRole.TextAlignmentRole:
            return _side(self._columns[section])
        return None

    @property
    def columns(self) -> tuple[Column[R], ...]:
        return self._columns


def _side(column: Column[Any]) -> Qt.AlignmentFlag:
    return _RIGHT if column.right else _LEFT


_LEFT = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
_RIGHT = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter


class RowsModel(TableModel[R]):
    """Rows of one kind. ``words`` gives the text a filter looks in (default: every column)."""

    def __init__(self, columns: Sequence[Column[R]], words: Callable[[R], str] | None = None) -> None:
        super().__init__(columns)
        self._words = words or (lambda row: " ".join(column.text(row) for column in self._columns))
        self._all: tuple[R, ...] = ()
        self._haystacks: tuple[str, ...] = ()
        self._shown: list[int] = []
        self._filter = ""
        self._sort: tuple[int, bool] | None = None

    # ---- rows

    def set_rows(self, rows: Iterable[R]) -> None:
        self.beginResetModel()
        self._all = tuple(rows)
        self._haystacks = tuple(self._words(row).casefold() for row in self._all)
        self._choose()
        self.endResetModel()

    def filter(self, text: str) -> None:
        """Show the rows in which every word of ``text`` is somewhere, in any case."""
        if text != self._filter:
            self.beginResetModel()
            self._filter = text
            self._choose()
            self.endResetModel()

    def rows(self) -> tuple[R, ...]:
        """The rows shown, in the order shown."""
        return tuple(self._all[i] for i in self._shown)

    def all_rows(self) -> tuple[R, ...]:
        return self._all

    def row(self, index: AnyIndex | int) -> R | None:
        at = index if isinstance(index, int) else index.row()
        return self._all[self._shown[at]] if 0 <= at < len(self._shown) else None

    def find(self, wanted: Callable[[R], bool]) -> int:
        return next((at for at, i in enumerate(self._shown) if wanted(self._all[i])), -1)

    def _choose(self) -> None:
        words = self._filter.casefold().split()
        shown = [i for i, hay in enumerate(self._haystacks) if all(word in hay for word in words)]
        if self._sort is not None:
            column = self._columns[self._sort[0]]
            key = column.key or (lambda row: column.text(row).casefold())
            # rows without a value go last whichever way it is sorted
            keyed = [(key(self._all[i]), i) for i in shown]
            empty = [i for k, i in keyed if k is None]
            full = sorted((pair for pair in keyed if pair[0] is not None), key=lambda p: p[0], reverse=self._sort[1])
            shown = [i for _, i in full] + empty
        self._shown = shown

    def _count(self) -> int:
        return len(self._shown)

    def sort(self, column: int, order: Qt.SortOrder = Qt.SortOrder.AscendingOrder) -> None:
        self.beginResetModel()
        self._sort = (column, order == Qt.SortOrder.DescendingOrder) if column >= 0 else None
        self._choose()
        self.endResetModel()


class Table(QTableView):
    """A table of whole rows. ``chosen(row)`` when the selection moves, ``opened(row)`` on Enter or double click."""

    chosen = Signal(object)
    opened = Signal(object)

    def __init__(self, model: TableModel[Any], name: str, row_height: int = 34, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._rows = model
        # it goes when the table goes: what its signals call would otherwise keep a whole room in memory after a lock
        model.setParent(self)
        self.setModel(model)
        self.setAccessibleName(name)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setShowGrid(False)
        self.setWordWrap(False)
        self.setTabKeyNavigation(False)
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.verticalHeader().hide()
        self.verticalHeader().setDefaultSectionSize(row_height)
        self._lay_out(model)
        self.selectionModel().currentRowChanged.connect(self._choose)
        self.doubleClicked.connect(self._open)
        model.modelReset.connect(lambda: self.chosen.emit(None))
        model.dataChanged.connect(self._choose_arrived)

    def _lay_out(self, model: TableModel[Any]) -> None:
        header = self.horizontalHeader()
        header.setHighlightSections(False)
        header.setMinimumSectionSize(40)
        for at, column in enumerate(model.columns):
            mode = QHeaderView.ResizeMode.Stretch if column.wide else QHeaderView.ResizeMode.Interactive
            header.setSectionResizeMode(at, mode)
            if not column.wide:
                header.resizeSection(at, column.width)

    def sort_by(self, column: int, descending: bool = False) -> None:
        """Let headers sort, and begin with this column."""
        self.setSortingEnabled(True)
        self.sortByColumn(column, Qt.SortOrder.DescendingOrder if descending else Qt.SortOrder.AscendingOrder)

    def open_first(self) -> None:
        """Open the selected row, or the first."""
        if not self.currentIndex().isValid():
            self.selectRow(0)
        self._open(self.currentIndex())

    def current(self) -> Any:
        """The selected row, or None."""
        index = self.currentIndex()
        return self._rows.row(index) if index.isValid() else None

    def choose(self, wanted: Callable[[Any], bool]) -> bool:
        """Select the first row that is wanted. False when none is shown."""
        at = self._rows.find(wanted)
        if at >= 0:
            self.selectRow(at)
        return at >= 0

    def _choose(self, index: QModelIndex) -> None:
        self.chosen.emit(self._rows.row(index))

    def _choose_arrived(self, first: QModelIndex, last: QModelIndex) -> None:
        """The selected row may have been chosen before it was read."""
        if first.row() <= self.currentIndex().row() <= last.row():
            self._choose(self.currentIndex())

    def _open(self, index: QModelIndex) -> None:
        row = self._rows.row(index)
        if row is not None:
            self.opened.emit(row)

    def keyPressEvent(self, event: Any) -> None:  # noqa: N802 - Qt's name
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and self.currentIndex().isValid():
            self._open(self.currentIndex())
        else:
            super().keyPressEvent(event)
