"""The list of segmentations beside the image: lay them on it, show and hide segments, see their figures."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QColor, QIcon, QPixmap
from PySide6.QtWidgets import QComboBox, QFormLayout, QFrame, QSlider, QTreeWidget, QTreeWidgetItem, QWidget

from app.domain.words import Phrase, say
from app.imaging.segments import Colour
from app.services.segmentations import LaidSegment, Listed
from app.ui.language import tr
from app.ui.qt.ask import Sheet
from app.ui.qt.form import Field, button, column, enable, label, row
from app.ui.room import Shell
from app.ui.viewer import segment_words
from app.ui.viewer.segments import STYLES, Segments, Style

_STYLES: dict[Style, Phrase] = {
    "both": say("Fill and outline"), "fill": say("Fill"), "outline": say("Outline")
}  # fmt: skip
# what an item is: a segmentation by its instance, and for a segment its number
_INSTANCE, _NUMBER = Qt.ItemDataRole.UserRole, Qt.ItemDataRole.UserRole + 1


class SegmentList(QFrame):
    """``wanted(slice)``: show this slice (from 0). ``series_wanted(series, instance)``: open the series that a
    segmentation was drawn on, with it.
    """

    wanted = Signal(int)
    series_wanted = Signal(str, str)

    def __init__(self, shell: Shell, segments: Segments) -> None:
        super().__init__()
        self.setProperty("kind", "rail")
        self._segments = segments
        self._size = shell.theme.px(12)
        self._items = QTreeWidget()
        self._items.setHeaderHidden(True)
        self._items.setWordWrap(True)
        self._items.setUniformRowHeights(False)
        self._items.setIndentation(shell.theme.px(14))
        self._items.setAccessibleName(tr("Segmentations"))
        self._empty = label(tr("No segmentation in this study."), "dim", wrap=True)
        self._notes = label("", "warn", wrap=True)
        self._style = QComboBox()
        for style in STYLES:
            self._style.addItem(tr(_STYLES[style]), style)
        self._style.activated.connect(lambda _at: self._segments.set_style(self._style.currentData()))
        self._opacity = QSlider(Qt.Orientation.Horizontal)
        self._opacity.setRange(0, 100)
        self._opacity.setAccessibleName(tr("Opacity"))
        self._opacity.valueChanged.connect(lambda percent: self._segments.set_opacity(percent))
        self._source = button(tr("Where from?"), self._show_source)
        self._go = button(tr("Go to it"), self._go_to)
        held = QWidget()
        listed = column(self._empty, self._items, self._notes, None, gap=6)
        listed.setStretch(1, 100)
        held.setLayout(listed)
        inside = column(
            label(tr("Segmentations"), "heading"),
            row(Field(tr("Shown as"), self._style), Field(tr("Opacity"), self._opacity), gap=8),
            held,
            row(self._source, self._go, None),
            gap=8,
            margins=(10, 10, 10, 10),
        )
        inside.setStretch(2, 1)
        self.setLayout(inside)
        self.setFixedWidth(shell.theme.px(290))
        self._items.itemChanged.connect(self._tick)
        self._items.itemDoubleClicked.connect(lambda _item, _column: self._open())
        self._items.currentItemChanged.connect(lambda _now, _before: self._weigh())
        segments.changed.connect(self.refresh)
        self.refresh()

    def show_set(self, segments: Segments) -> None:
        """The segmentations of a viewport."""
        if segments is not self._segments:
            self._segments.changed.disconnect(self.refresh)
            segments.changed.connect(self.refresh)
            self._segments = segments
        self.refresh()

    def refresh(self) -> None:
        chosen = self._chosen()
        blocked = self._items.blockSignals(True)
        self._items.clear()
        for listed in self._segments.listed:
            self._items.addTopLevelItem(self._item(listed))
        for problem in self._segments.problems:
            broken = QTreeWidgetItem([f"{tr(problem.what)}\n{tr(problem.hint)}"])
            broken.setDisabled(True)
            self._items.addTopLevelItem(broken)
        self._items.expandAll()
        self._choose(chosen)
        self._items.blockSignals(blocked)
        for control, value in ((self._opacity, self._segments.opacity),):
            blocked = control.blockSignals(True)
            control.setValue(value)
            control.blockSignals(blocked)
        self._style.setCurrentIndex(max(self._style.findData(self._segments.style), 0))
        is_empty = not self._segments.listed and not self._segments.problems
        self._empty.setVisible(is_empty)
        self._items.setVisible(not is_empty)
        self._weigh()

    def _item(self, listed: Listed) -> QTreeWidgetItem:
        item = QTreeWidgetItem([f"{segment_words.title(listed)}\n{segment_words.place(listed)}"])
        item.setData(0, _INSTANCE, listed.instance)
        item.setData(0, _NUMBER, -1)
        fits = listed.fit in ("drawn on it", "same place")
        if fits:
            is_on = self._segments.is_on(listed.instance)
            item.setCheckState(0, Qt.CheckState.Checked if is_on else Qt.CheckState.Unchecked)
        item.setToolTip(0, ", ".join(map(segment_words.segment_title, listed.head.segments)))
        laid = self._segments.laid.get(listed.instance)
        if laid is None:
            for segment in listed.head.segments:
                item.addChild(self._child(listed.instance, segment.number, segment_words.segment_title(segment),
                                          segment.shown_colour))  # fmt: skip
            return item
        for one in laid.segments:
            words = f"{segment_words.segment_title(one.segment)}\n{segment_words.figure_line(one)}"
            child = self._child(listed.instance, one.segment.number, words, one.segment.shown_colour)
            is_seen = self._segments.is_seen(listed.instance, one.segment.number)
            if one.mask is not None:
                child.setCheckState(0, Qt.CheckState.Checked if is_seen else Qt.CheckState.Unchecked)
            item.addChild(child)
        return item

    def _child(self, instance: str, number: int, words: str, colour: Colour) -> QTreeWidgetItem:
        child = QTreeWidgetItem([words])
        child.setData(0, _INSTANCE, instance)
        child.setData(0, _NUMBER, number)
        swatch = QPixmap(self._size, self._size)
        swatch.fill(QColor(*colour))
        child.setIcon(0, QIcon(swatch))
        return child

    # ---- the hand

    def _tick(self, item: QTreeWidgetItem, _column: int) -> None:
        instance, number = str(item.data(0, _INSTANCE)), int(item.data(0, _NUMBER))
        is_on = item.checkState(0) == Qt.CheckState.Checked
        if number >= 0:
            self._segments.show_segment(instance, number, is_on)
        elif is_on:
            self._segments.lay(instance)
        else:
            self._segments.take_off(instance)

    def _chosen(self) -> tuple[str, int] | None:
        item = self._items.currentItem()
        return None if item is None else (str(item.data(0, _INSTANCE)), int(item.data(0, _NUMBER) or 0))

    def _choose(self, wanted: tuple[str, int] | None) -> None:
        item = self._items.topLevelItem(0)
        while item is not None:
            if (str(item.data(0, _INSTANCE)), int(item.data(0, _NUMBER) or 0)) == wanted:
                self._items.setCurrentItem(item)
            item = self._items.itemBelow(item)

    def _chosen_segment(self) -> tuple[Listed, LaidSegment] | None:
        instance, number = self._chosen() or ("", -1)
        laid = self._segments.laid.get(instance)
        for one in laid.segments if laid is not None else ():
            if laid is not None and one.segment.number == number:
                return laid.listed, one
        return None

    def _weigh(self) -> None:
        found = self._chosen_segment()
        nothing = tr("Choose a segment that lies on the images first.")
        enable(self._source, found is not None, nothing)
        enable(self._go, found is not None and found[1].mask is not None, nothing)
        instance, _ = self._chosen() or ("", -1)
        laid = self._segments.laid.get(instance)
        words = " ".join(map(tr, laid.notes)) if laid is not None else ""
        self._notes.setText(words)
        self._notes.setVisible(bool(words))

    def _open(self) -> None:
        """A segment's images are gone to; a segmentation of another series opens that."""
        instance, number = self._chosen() or ("", -1)
        listed = next((one for one in self._segments.listed if one.instance == instance), None)
        if number >= 0:
            self._go_to()
        elif listed is not None and listed.fit == "other series":
            self.series_wanted.emit(listed.on, listed.instance)

    def _go_to(self) -> None:
        """The slice on which most of a segment lies."""
        found = self._chosen_segment()
        if found is not None and found[1].mask is not None:
            mask = found[1].mask
            self.wanted.emit(mask.at[0] + int(mask.levels.astype(bool).sum(axis=(1, 2)).argmax()))

    def _show_source(self) -> None:
        found = self._chosen_segment()
        if found is None:
            return
        listed, one = found
        form = QFormLayout()
        form.setLabelAlignment(Qt.AlignmentFlag.AlignLeft)
        for name, value in segment_words.rows(listed, self._segments.laid[listed.instance], one):
            form.addRow(label(name, "dim"), label(value, wrap=True, selectable=True))
        held = QWidget()
        held.setLayout(form)
        Sheet(self, segment_words.segment_title(one.segment), inside=held, width=560).exec()
