"""The list of measurements beside the image: jump to one, see where its numbers come from, take it away."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFormLayout, QFrame, QListWidget, QListWidgetItem, QWidget

from app.domain.measurement import Measurement
from app.domain.study import FrameRef
from app.services.viewing import OpenedSet
from app.ui.language import tr
from app.ui.qt.ask import Sheet
from app.ui.qt.form import button, column, enable, label, row, text_field
from app.ui.room import Shell
from app.ui.viewer import mark_words
from app.ui.viewer.marks import Marks


class MarkList(QFrame):
    """``wanted(slice)``: show the slice (from 0) a measurement lies on; ``plane_wanted(measurement)``: its plane."""

    wanted = Signal(int)
    plane_wanted = Signal(object)

    def __init__(self, shell: Shell, marks: Marks) -> None:
        super().__init__()
        self.setProperty("kind", "rail")
        self._shell = shell
        self._marks = marks
        self._opened: OpenedSet | None = None
        self._items = QListWidget()
        self._items.setWordWrap(True)
        self._items.setAccessibleName(tr("Measurements"))
        self._empty = label(
            tr("Nothing is measured here yet. Choose a tool under Measure and draw on the image."), "dim", wrap=True
        )
        self._source = button(tr("Where from?"), self._show_source)
        self._remove = button(tr("Remove"), lambda: self._marks.remove_chosen())
        self._remove.setToolTip(tr("Remove the chosen measurement") + "  (Del)")
        shell.for_role(self._remove, "remove measurement")
        held = QWidget()
        listed = column(self._empty, self._items, None)
        listed.setStretch(1, 100)
        held.setLayout(listed)
        inside = column(
            label(tr("Measurements"), "heading"),
            held,
            row(self._source, self._remove, None),
            gap=8,
            margins=(10, 10, 10, 10),
        )
        inside.setStretch(1, 1)
        self.setLayout(inside)
        self.setFixedWidth(shell.theme.px(250))
        self._items.currentRowChanged.connect(self._choose)
        self._items.itemDoubleClicked.connect(lambda _item: self._show_source())
        marks.changed.connect(self.refresh)

    def show_set(self, marks: Marks, opened: OpenedSet | None) -> None:
        """The measurements of a viewport and the set on it."""
        if marks is not self._marks:
            self._marks.changed.disconnect(self.refresh)
            marks.changed.connect(self.refresh)
        self._marks, self._opened = marks, opened
        self.refresh()

    def refresh(self) -> None:
        blocked = self._items.blockSignals(True)
        self._items.clear()
        for one in self._marks.all:
            item = QListWidgetItem(f"{mark_words.title(one)}\n{self._place(one)}")
            item.setData(Qt.ItemDataRole.UserRole, one.id)
            item.setToolTip("\n".join(f"{name}: {value}" for name, value in mark_words.figure_rows(one)))
            self._items.addItem(item)
            if one.id == self._marks.chosen:
                self._items.setCurrentItem(item)
        self._items.blockSignals(blocked)
        self._empty.setVisible(not self._marks.all)
        self._items.setVisible(bool(self._marks.all))
        nothing = tr("No measurement is chosen.")
        for control in (self._source, self._remove):
            enable(control, self._marks.chosen_one is not None, nothing)

    def _slice(self, one: Measurement) -> int | None:
        if one.plane is not None:
            return None
        frame = FrameRef(one.instance, one.frame)
        frames = self._opened.shown.frames if self._opened is not None else ()
        return frames.index(frame) if frame in frames else None

    def _place(self, one: Measurement) -> str:
        at = self._slice(one)
        where = tr("Slice {n}", n=at + 1) if at is not None else tr("in another display set")
        if one.plane is not None:
            where = mark_words.plane_title(one.plane)
        return f"{where} · {one.by.name}" + (f" · {one.note}" if one.note else "")

    def _choose(self, at: int) -> None:
        if not 0 <= at < len(self._marks.all):
            return
        one = self._marks.all[at]
        self._marks.choose(one.id)
        found = self._slice(one)
        if one.plane is not None:
            self.plane_wanted.emit(one)
        elif found is not None:
            self.wanted.emit(found)

    def _show_source(self) -> None:
        """Every number, its source, and a note that can be changed."""
        one = self._marks.chosen_one
        if one is None:
            return
        note = text_field(one.note, tr("for example: lesion 1"))
        sheet = Sheet(
            self,
            mark_words.title(one),
            verb=tr("Keep the note"),
            inside=_details(one, note),
            width=560,
            cancel=tr("Close"),
        )
        self._shell.for_role(sheet.verb, "measure")
        if sheet.exec() and note.text().strip() != one.note:
            self._marks.keep_note(one, note.text().strip())


def _details(one: Measurement, note: QWidget) -> QWidget:
    form = QFormLayout()
    form.setLabelAlignment(Qt.AlignmentFlag.AlignLeft)
    for name, value in (*mark_words.figure_rows(one), *mark_words.source_rows(one)):
        form.addRow(label(name, "dim"), label(value, wrap=True, selectable=True))
    form.addRow(label(tr("Note"), "dim"), note)
    held = QWidget()
    held.setLayout(form)
    return held
