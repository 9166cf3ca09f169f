"""Every attribute of the image on screen: searched, and compared with another image of the series."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import Qt
from PySide6.QtGui import QBrush
from PySide6.QtWidgets import QComboBox, QHeaderView, QTreeWidget, QTreeWidgetItem, QWidget

from app.domain.words import say
from app.imaging.dicom_objects.lines import Tag
from app.services.viewing import OpenedSet
from app.services.workstation import Workstation
from app.ui.language import tr, tr_count
from app.ui.qt.ask import Sheet
from app.ui.qt.form import column, label, row, text_field
from app.ui.room import Shell


class TagSheet(Sheet):
    def __init__(
        self, parent: QWidget, workstation: Workstation, shell: Shell, opened: OpenedSet, slice_index: int
    ) -> None:
        self._ws = workstation
        self._shell = shell
        self._first: tuple[Tag, ...] = ()
        self._second: tuple[Tag, ...] | None = None
        self._search = text_field(placeholder=tr("Search tags, names and values"))
        self._other = QComboBox()
        self._other.setAccessibleName(tr("Compare with"))
        self._tree = QTreeWidget()
        self._tree.setUniformRowHeights(True)
        self._count = label("", "small")
        self._other.addItem(tr("Compare with no other image"), "")
        uids = list(dict.fromkeys(frame.instance for frame in opened.shown.frames))
        here = opened.shown.frames[slice_index].instance
        for number, uid in enumerate(uids, 1):
            if uid != here:
                self._other.addItem(tr("Compare with image {n}", n=number), uid)
        inside = column(row(self._search, self._other, gap=8), self._tree, self._count, gap=8)
        inside.setStretch(1, 1)
        held = QWidget()
        held.setLayout(inside)
        super().__init__(parent, tr("DICOM attributes of this image"), inside=held, width=900)
        self.resize(shell.theme.px(1000), shell.theme.px(700))
        self._search.textChanged.connect(self._filter)
        self._other.activated.connect(self._compare)
        self._read(here, is_first=True)

    def _read(self, instance: str, is_first: bool) -> None:
        ws = self._ws
        self._count.setText(tr("Reading…"))
        self._shell.run_job(
            say("Read the header"),
            lambda _report: ws.documents.tags(ws.principal, instance),
            partial(self._show, is_first),
            quiet=True,
            owner=self,
        )

    def _show(self, is_first: bool, tags: tuple[Tag, ...]) -> None:
        if is_first:
            self._first = tags
        else:
            self._second = tags
        self._fill()

    def _compare(self, _at: int) -> None:
        uid = str(self._other.currentData())
        self._second = None
        if uid:
            self._read(uid, is_first=False)
        else:
            self._fill()

    def _fill(self) -> None:
        """One line for each attribute of either image; those that differ are bold and marked."""
        self._tree.clear()
        heads = [tr("Tag"), tr("Name"), "VR", tr("Value")]
        self._tree.setHeaderLabels([*heads, tr("The other image")] if self._second is not None else heads)
        for line, other in both(self._first, self._second):
            shown = [line.path.rpartition("]")[2] or line.path, "   " * line.depth + line.name, line.vr, line.value]
            item = QTreeWidgetItem([*shown, other] if other is not None else shown)
            if other is not None and other != line.value:
                self._mark(item)
            self._tree.addTopLevelItem(item)
        for at in range(self._tree.columnCount()):
            mode = QHeaderView.ResizeMode.ResizeToContents if at < 3 else QHeaderView.ResizeMode.Stretch
            self._tree.header().setSectionResizeMode(at, mode)
        self._filter()

    def _mark(self, item: QTreeWidgetItem) -> None:
        colour = QBrush(self._shell.theme.colour("warn"))
        for at in range(item.columnCount()):
            font = item.font(at)
            font.setBold(True)
            item.setFont(at, font)
            item.setForeground(at, colour)
        item.setData(0, Qt.ItemDataRole.UserRole, True)

    def _filter(self) -> None:
        words = self._search.text().casefold().split()
        shown, differing = 0, 0
        for at in range(self._tree.topLevelItemCount()):
            item = self._tree.topLevelItem(at)
            if item is None:
                continue
            text = " ".join(item.text(c) for c in range(item.columnCount())).casefold()
            is_shown = all(word in text for word in words)
            item.setHidden(not is_shown)
            shown += is_shown
            differing += bool(is_shown and item.data(0, Qt.ItemDataRole.UserRole))
        text = tr_count(shown, "{n} attribute", "{n} attributes")
        if self._second is not None:
            text += " · " + tr_count(differing, "{n} differs", "{n} differ")
        self._count.setText(text)


def both(first: tuple[Tag, ...], second: tuple[Tag, ...] | None) -> list[tuple[Tag, str | None]]:
    """Each attribute of either with the other's value: "" where the other has none, None where none is compared."""
    if second is None:
        return [(line, None) for line in first]
    others = {line.path: line for line in second}
    lines: list[tuple[Tag, str | None]] = []
    known = {line.path for line in first}
    for line in first:
        found = others.get(line.path)
        lines.append((line, found.value if found is not None else ""))
    missing = [line for line in second if line.path not in known]
    lines += [(Tag(line.depth, line.path, line.name, line.vr, ""), line.value) for line in missing]
    return sorted(lines, key=lambda pair: pair[0].path)
