"""The timeline of a record: filters above, entries below."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QListView, QPushButton, QWidget

from app.ui.language import tr
from app.ui.qt.flow import Flow
from app.ui.qt.form import button, column, enable, label, text_field
from app.ui.record.model import TimelineDelegate, TimelineModel
from app.ui.record.state import KINDS, RecordState
from app.ui.theme import Theme


class TimelinePane(QWidget):
    """Filters above, the timeline below. Chips narrow by kind, words by text."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self.state: RecordState | None = None
        self.search = text_field(placeholder=tr("Search the record: words, codes, values, dates"))
        self.search.setClearButtonEnabled(True)
        self.search.textChanged.connect(self._search)
        self.all = self._chip("")
        self.chips = {kind: self._chip(kind) for kind, _ in KINDS}
        self.model = TimelineModel()
        self.list = QListView()
        self.list.setModel(self.model)
        self.list.setItemDelegate(TimelineDelegate(theme))
        self.list.setUniformItemSizes(True)
        self.list.setMouseTracking(True)
        self.list.setVerticalScrollMode(QListView.ScrollMode.ScrollPerPixel)
        self.list.setAccessibleName(tr("Timeline of the record"))
        self.chosen = self.list.selectionModel().currentChanged
        self.opened = self.list.activated
        self.empty = label("", "dim", wrap=True)
        self.empty.setAlignment(Qt.AlignmentFlag.AlignCenter)
        flow = Flow(self.all, *self.chips.values(), gap=6)
        head = column(self.search, flow, gap=8, margins=(16, 12, 16, 10))
        layout = column(head, self.empty, self.list, gap=0)
        layout.setStretch(2, 1)
        self.setLayout(layout)

    def _chip(self, kind: str) -> QPushButton:
        chip = button("", lambda: self._toggle(kind), "filter")
        chip.setCheckable(True)
        return chip

    def show_state(self, state: RecordState) -> None:
        """Show a record from its newest entry."""
        self.state = state
        if self.search.text() != state.text:
            self.search.setText(state.text)
        self._refresh()
        self.list.scrollToTop()

    def _search(self, text: str) -> None:
        if self.state is not None:
            self.state = self.state.searched(text)
            self._refresh()

    def _toggle(self, kind: str) -> None:
        if self.state is not None:
            self.state = self.state.toggled(kind) if kind else self.state.with_every_kind()
            self._refresh()

    def _refresh(self) -> None:
        if self.state is None:
            return
        current = self.model.entry(self.list.currentIndex())
        self.model.set_rows(self.state.rows())
        self._label_chips(self.state)
        at = self.model.row_of(current.key) if current is not None else -1
        if at < 0:
            at = self.model.first_entry()
        if at >= 0:
            self.list.setCurrentIndex(self.model.index(at))
        self.empty.setVisible(at < 0)
        self.list.setVisible(at >= 0)
        self.empty.setText(
            tr("Nothing in this record matches the filter.")
            if self.state.entries
            else tr("Nothing is recorded for this patient yet.")
        )

    def _label_chips(self, state: RecordState) -> None:
        counts = state.counts()
        self.all.setText(tr("All {n}", n=sum(counts.values())))
        self.all.setChecked(not state.kinds)
        for kind, words in KINDS:
            chip = self.chips[kind]
            chip.setText(f"{tr(words)} {counts[kind]}")
            chip.setChecked(kind in state.kinds)
            is_there = any(entry.kind == kind for entry in state.entries)
            enable(chip, is_there, tr("The record holds none of these."))
