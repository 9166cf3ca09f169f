"""The help room: pages from Markdown files beside the program, and every keyboard shortcut. No network."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import Qt, QUrl
from PySide6.QtGui import (
    QBrush,
    QShowEvent,
    QTextBlock,
    QTextBlockFormat,
    QTextCursor,
    QTextDocument,
    QTextFormat,
    QTextFragment,
    QTextFrameFormat,
    QTextTable,
)
from PySide6.QtWidgets import QListWidget, QListWidgetItem, QSplitter, QTextBrowser, QVBoxLayout, QWidget

from app import paths
from app.services.workstation import Workstation
from app.ui.help.keys import shortcuts_of
from app.ui.help.state import PAGES, SHORTCUTS, HelpState, Shortcut, matching, page_text, with_shortcuts
from app.ui.language import tr
from app.ui.qt.form import column, label, text_field
from app.ui.qt.panels import PageHead
from app.ui.room import Shell
from app.ui.theme import FONT, Theme


class View(QWidget):
    """Contents on the left, the page on the right."""

    def __init__(self, workstation: Workstation, shell: Shell, folder: Path | None = None) -> None:
        super().__init__()
        del workstation  # help reads nothing of the vault
        self._shell = shell
        self.state = HelpState(folder or paths.resources() / "help", shell.language)
        self.search = text_field(placeholder=tr("Search the help"))
        self.search.setClearButtonEnabled(True)
        self.search.textChanged.connect(self._search)
        self.contents = QListWidget()
        self.contents.setAccessibleName(tr("Contents of the help"))
        for name, title in PAGES:
            item = QListWidgetItem(tr(title))
            item.setData(Qt.ItemDataRole.UserRole, name)
            self.contents.addItem(item)
        self.contents.currentRowChanged.connect(self._turn_to)
        self._none = label(tr("No page holds these words."), "dim", wrap=True)
        self._none.hide()
        self.page = QTextBrowser()
        self.page.setOpenLinks(False)
        self.page.setOpenExternalLinks(False)
        self.page.anchorClicked.connect(self._follow)
        self.page.setAccessibleName(tr("Help page"))
        self._lay_out()

    def _lay_out(self) -> None:
        left = QWidget()
        inside = column(self.search, self._none, self.contents, margins=(16, 12, 16, 12))
        inside.setStretch(2, 1)
        left.setLayout(inside)
        right = QWidget()
        around = column(self.page, margins=(24, 12, 8, 8))
        right.setLayout(around)
        self.page.setMaximumWidth(self._shell.theme.px(860))
        sides = QSplitter(Qt.Orientation.Horizontal)
        for pane in (left, right):
            pane.setProperty("kind", "surface")
            pane.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
            sides.addWidget(pane)
        sides.setStretchFactor(1, 1)
        sides.setSizes([280, 1080])
        sides.setChildrenCollapsible(False)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addWidget(PageHead(tr("Help"), tr("Everything here is on this computer; nothing is looked up outside.")))
        layout.addWidget(sides, 1)

    def showEvent(self, event: QShowEvent) -> None:  # noqa: N802 - Qt's name
        super().showEvent(event)
        if self.contents.currentRow() < 0:
            self.contents.setCurrentRow(0)
        elif self.state.page == SHORTCUTS:
            self.open(SHORTCUTS)  # rooms may have been built since

    def _turn_to(self, row: int) -> None:
        if row >= 0:
            self.open(PAGES[row][0])

    def open(self, page: str) -> None:
        """Show a page; the one of the shortcuts is completed with those the rooms really obey."""
        self.state = self.state.opened(page)
        text = self.state.text()
        if page == SHORTCUTS:
            text = with_shortcuts(text, self.shortcuts(), (tr("Keys"), tr("What they do")))
        self.page.document().setDefaultFont(self._shell.theme.font(14))
        self.page.setMarkdown(text)
        dress(self.page.document(), self._shell.theme)

    def shortcuts(self) -> tuple[Shortcut, ...]:
        """Every shortcut of the window: those that hold everywhere, then those of each room."""
        return tuple(key for where, widget in self._shell.places() for key in shortcuts_of(where, widget))

    def _follow(self, url: QUrl) -> None:
        """Links lead to other pages of the help, or into a room (``room:models``); nowhere else."""
        if url.scheme() == "room":
            self._shell.go(url.path())
            return
        name = Path(url.path()).stem
        row = next((at for at, (page, _) in enumerate(PAGES) if page == name), -1)
        if row >= 0:
            self.contents.setCurrentRow(row)

    def _search(self, text: str) -> None:
        pages = {name: page_text(self.state.folder, self.state.language, name) for name, _ in PAGES}
        found = matching(pages, text)
        for at, (name, _) in enumerate(PAGES):
            self.contents.item(at).setHidden(name not in found)
        self._none.setVisible(not found)
        if found and self.state.page not in found:
            self.contents.setCurrentRow([name for name, _ in PAGES].index(found[0]))


# heading level -> size in pixels; 0 is running text
_SIZES = {0: 14, 1: 22, 2: 17, 3: 15}


def dress(document: QTextDocument, theme: Theme) -> None:
    """Give Markdown the look of the rooms: air between paragraphs, calm headings, tables with thin lines."""
    cursor = QTextCursor(document)
    block = document.begin()
    while block.isValid():
        _dress_block(cursor, block, theme)
        block = block.next()
    for frame in document.rootFrame().childFrames():
        if isinstance(frame, QTextTable):
            _dress_table(frame, theme)


def _dress_block(cursor: QTextCursor, block: QTextBlock, theme: Theme) -> None:
    level = block.blockFormat().headingLevel()
    cursor.setPosition(block.position())
    shape = block.blockFormat()
    is_code = shape.hasProperty(QTextFormat.Property.BlockCodeFence)
    if cursor.currentTable() is None and not is_code:
        shape.setLineHeight(118, _PROPORTIONAL)
        is_item = block.textList() is not None
        shape.setTopMargin(theme.px(14 if level else 0))
        shape.setBottomMargin(theme.px(4 if is_item else 8))
    if is_code:
        shape.setBackground(theme.colour("raised"))
        shape.setLeftMargin(theme.px(8))
    cursor.setBlockFormat(shape)
    at = block.begin()
    while not at.atEnd():
        piece = at.fragment()
        at += 1
        _dress_piece(cursor, piece, level, theme)


def _dress_piece(cursor: QTextCursor, piece: QTextFragment, level: int, theme: Theme) -> None:
    """One run of letters in one format: its size, and the bundled font also where Markdown asks for typewriter type."""
    cursor.setPosition(piece.position())
    cursor.setPosition(piece.position() + piece.length(), QTextCursor.MoveMode.KeepAnchor)
    letters = piece.charFormat()
    if letters.fontFixedPitch():
        letters.setFontFamilies([FONT])
        letters.setFontFixedPitch(False)
        letters.setBackground(theme.colour("raised"))
    letters.clearProperty(QTextFormat.Property.FontSizeAdjustment)
    letters.setProperty(QTextFormat.Property.FontPixelSize, theme.px(_SIZES.get(level, 14)))
    cursor.setCharFormat(letters)


def _dress_table(table: QTextTable, theme: Theme) -> None:
    shape = table.format()
    shape.setBorderBrush(QBrush(theme.colour("line")))
    shape.setBorderStyle(QTextFrameFormat.BorderStyle.BorderStyle_Solid)
    shape.setBorder(1)
    shape.setCellPadding(theme.px(6))
    shape.setCellSpacing(0)
    shape.setBorderCollapse(True)
    shape.setBottomMargin(theme.px(12))
    table.setFormat(shape)


_PROPORTIONAL = QTextBlockFormat.LineHeightTypes.ProportionalHeight.value
