"""Tables of rows that are read by the page, when they are looked at: a list may have a hundred thousand."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable, Sequence
from typing import TypeVar

from PySide6.QtCore import Qt, QTimer, Signal

from app.ui.qt.table import AnyIndex, Column, TableModel

R = TypeVar("R")

PAGE = 100
_KEPT_PAGES = 30
_AT_ONCE = 2
_REST_MS = 40


class PagesModel(TableModel[R]):
    """``wanted(first)``: the page that begins with this row is looked at and not here. ``ordered``: another column or
    way was chosen; the rows are those of the old order until ``show_rows``.
    """

    wanted = Signal(int)
    ordered = Signal()

    def __init__(self, columns: Sequence[Column[R]], order: str, is_descending: bool = True) -> None:
        super().__init__(columns)
        self.order = order
        self.is_descending = is_descending
        self._total = 0
        self._pages: OrderedDict[int, tuple[R, ...]] = OrderedDict()
        self._missing: list[int] = []
        # asked once scrolling rests: what only flew past is not read
        self._soon = QTimer(self)
        self._soon.setSingleShot(True)
        self._soon.setInterval(_REST_MS)
        self._soon.timeout.connect(self._ask)

    def show_rows(self, total: int, first: int, rows: Sequence[R]) -> None:
        """The list anew: ``total`` rows, of which those from ``first`` on are ``rows``."""
        self.beginResetModel()
        self._total = total
        self._pages.clear()
        self._missing.clear()
        self._pages[first // PAGE] = tuple(rows)
        self.endResetModel()

    def add_rows(self, first: int, rows: Sequence[R]) -> None:
        """A page that was wanted."""
        self._pages[first // PAGE] = tuple(rows)
        while len(self._pages) > _KEPT_PAGES:
            self._pages.popitem(last=False)
        last = min(first + PAGE, self._total) - 1
        self.dataChanged.emit(self.index(first, 0), self.index(last, len(self._columns) - 1))

    def row(self, index: AnyIndex | int) -> R | None:
        """The row, or None where there is none or it is not here yet."""
        at = index if isinstance(index, int) else index.row()
        if not 0 <= at < self._total:
            return None
        page = self._pages.get(at // PAGE)
        if page is None:
            self._want(at // PAGE)
            return None
        return page[at % PAGE] if at % PAGE < len(page) else None

    def rows(self) -> tuple[R, ...]:
        """The rows that are here."""
        return tuple(row for number in sorted(self._pages) for row in self._pages[number])

    def find(self, wanted: Callable[[R], bool]) -> int:
        found = (number * PAGE + at for number in sorted(self._pages) for at, row in enumerate(self._pages[number])
                 if wanted(row))  # fmt: skip
        return next(found, -1)

    def sort(self, column: int, order: Qt.SortOrder = Qt.SortOrder.AscendingOrder) -> None:
        if column < 0 or not self._columns[column].order:
            return
        asked = self._columns[column].order, order == Qt.SortOrder.DescendingOrder
        if asked != (self.order, self.is_descending):
            self.order, self.is_descending = asked
            self.ordered.emit()

    def _count(self) -> int:
        return self._total

    def _want(self, page: int) -> None:
        if page in self._missing:
            self._missing.remove(page)
        self._missing.append(page)
        if not self._soon.isActive():
            self._soon.start()

    def _ask(self) -> None:
        wanted, self._missing = self._missing[-_AT_ONCE:], []
        for page in wanted:
            if page not in self._pages:
                self.wanted.emit(page * PAGE)
