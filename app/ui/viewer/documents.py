"""Reports and PDF documents of a series, in place of an image."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QPixmap
from PySide6.QtWidgets import QHeaderView, QLabel, QScrollArea, QTreeWidget, QTreeWidgetItem, QWidget

from app.domain.problem import Problem
from app.imaging.dicom_objects.lines import Line
from app.services.documents import Document
from app.services.viewing import SeriesSummary
from app.ui.language import tr, tr_count
from app.ui.qt.form import column, label
from app.ui.qt.panels import Banner
from app.ui.theme import Theme
from app.ui.viewer import corners
from app.ui.viewer.canvas import as_image


class DocumentPage(QScrollArea):
    """``image_wanted(instance)``: the person asks for an image that a report is about."""

    image_wanted = Signal(str)

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self.setWidgetResizable(True)
        self.setAccessibleName(tr("Documents"))

    def show_documents(
        self, summary: SeriesSummary, documents: Sequence[Document], problems: Sequence[Problem]
    ) -> None:
        held = QWidget()
        body = column(gap=12, margins=(24, 18, 24, 24))
        who = "   ".join(line.text for line in corners.who(summary))
        what = "   ".join(line.text for line in corners.what(summary))
        body.addWidget(label(who, "heading", wrap=True, selectable=True))
        body.addWidget(label(what, "dim", wrap=True, selectable=True))
        for problem in problems:
            banner = Banner(self._theme)
            banner.say(f"{problem.where}: {tr(problem.what)} {tr(problem.hint)}".strip(), "warn")
            body.addWidget(banner)
        for document in documents:
            self._add(body, document)
        body.addStretch(1)
        held.setLayout(body)
        self.setWidget(held)

    def forget(self) -> None:
        """Nothing of what was read stays, neither on screen nor in memory."""
        held = self.takeWidget()
        if held is not None:
            held.deleteLater()

    def _add(self, body: object, document: Document) -> None:
        add = body.addWidget  # type: ignore[attr-defined]
        if document.lines:
            add(self._tree(document.lines), 1)
        for page in document.pages:
            shown = QLabel()
            shown.setPixmap(QPixmap.fromImage(as_image(page)))
            shown.setAccessibleName(tr("Page"))
            add(shown)
        left_out = document.page_count - len(document.pages)
        if left_out > 0:
            add(label(tr_count(left_out, "{n} page more is not shown.", "{n} pages more are not shown."), "warn"))

    def _tree(self, lines: Sequence[Line]) -> QTreeWidget:
        tree = QTreeWidget()
        tree.setHeaderLabels([tr("Name"), tr("Value")])
        tree.setWordWrap(True)
        tree.setUniformRowHeights(False)
        above: dict[int, QTreeWidgetItem] = {}
        for line in lines:
            item = QTreeWidgetItem([line.name or "–", line.value or self._image_text(line)])
            if line.images:
                item.setData(0, Qt.ItemDataRole.UserRole, line.images[0][0])
                item.setToolTip(1, tr("Double click opens the image."))
            parent = above.get(line.depth - 1)
            if parent is not None:
                parent.addChild(item)
            else:
                tree.addTopLevelItem(item)
            above[line.depth] = item
        tree.expandAll()
        tree.header().setSectionResizeMode(0, QHeaderView.ResizeMode.ResizeToContents)
        tree.setMinimumHeight(min(self._theme.px(28) * (len(lines) + 2), self._theme.px(560)))
        tree.itemDoubleClicked.connect(self._open_image)
        return tree

    def _image_text(self, line: Line) -> str:
        return tr_count(len(line.images), "{n} image", "{n} images") if line.images else ""

    def _open_image(self, item: QTreeWidgetItem, _column: int) -> None:
        uid = item.data(0, Qt.ItemDataRole.UserRole)
        if uid:
            self.image_wanted.emit(str(uid))
