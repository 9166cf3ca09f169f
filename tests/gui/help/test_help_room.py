"""The help room: pages, search, links and the list of keys."""

from __future__ import annotations

import re

import pytest
from PySide6.QtCore import QUrl
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QAbstractButton
from pytestqt.qtbot import QtBot

from app import paths
from app.ui.help.state import PAGES
from app.ui.help.view import View
from app.ui.room import Shell
from app.ui.rooms import ROOMS
from app.ui.workbench import Workbench


@pytest.fixture
def room(shell: Shell, qtbot: QtBot) -> View:
    view = View(shell.workstation, shell)
    qtbot.addWidget(view)
    view.resize(1100, 700)
    with qtbot.waitExposed(view):
        view.show()
    return view


def test_no_page_is_missing_in_either_language() -> None:
    for language in ("en", "zh_CN"):
        folder = paths.resources() / "help" / language
        assert {file.stem for file in folder.glob("*.md")} == {page for page, _ in PAGES}


def test_every_page_stands_in_both_languages_with_the_same_headings_and_links() -> None:
    for page, _ in PAGES:
        texts = [
            (paths.resources() / "help" / language / f"{page}.md").read_text("utf-8") for language in ("en", "zh_CN")
        ]
        shapes = [re.findall(r"^#+ ", text, re.MULTILINE) for text in texts]
        links = [sorted(re.findall(r"\]\(([^)]*)\)", text)) for text in texts]
        rows = [len(re.findall(r"^\|", text, re.MULTILINE)) for text in texts]
        assert shapes[0] == shapes[1], page
        assert links[0] == links[1], page
        assert rows[0] == rows[1], page


def test_every_link_leads_to_a_page_or_a_room() -> None:
    pages, rooms = {f"{page}.md" for page, _ in PAGES}, {f"room:{room.name}" for room in ROOMS}
    for file in sorted((paths.resources() / "help").rglob("*.md")):
        for link in re.findall(r"\]\(([^)]*)\)", file.read_text("utf-8")):
            assert link in pages | rooms, f"{file}: {link}"


def test_a_page_opens_and_links_lead_on(room: View, shell: Shell, qtbot: QtBot) -> None:
    assert "First steps" in room.page.toPlainText()
    room._follow(QUrl("import.md"))
    assert room.state.page == "import"
    with qtbot.waitSignal(shell.room_wanted) as wanted:
        room._follow(QUrl("room:models"))
    assert wanted.args == ["models"]


def test_words_are_found_on_their_pages(room: View) -> None:
    room.search.setText("argon2id")
    shown = [PAGES[at][0] for at in range(len(PAGES)) if not room.contents.item(at).isHidden()]
    assert shown == ["privacy"]
    assert room.state.page == "privacy"
    room.search.setText("no such word anywhere")
    assert room._none.isVisible()


def test_the_list_of_keys_holds_every_key_the_window_obeys(library_shell: Shell, qtbot: QtBot) -> None:
    bench = Workbench(library_shell)
    qtbot.addWidget(bench)
    room = bench.view("help")
    assert isinstance(room, View)
    listed = {shortcut.keys for shortcut in room.shortcuts()}
    native = QKeySequence.SequenceFormat.NativeText
    keys = {s.key().toString(native) for s in bench.findChildren(QShortcut)}
    keys |= {b.shortcut().toString(native) for b in bench.findChildren(QAbstractButton)}
    assert keys - {""} <= listed
    assert {"F1", "Ctrl+1", "Ctrl+J", "PgDown"} <= listed
    assert all(shortcut.what for shortcut in room.shortcuts())
    room.open("shortcuts")
    assert "Ctrl+L" in room.page.toPlainText()


def test_chinese_pages_are_shown_in_the_chinese_window(shell: Shell, qtbot: QtBot) -> None:
    shell.language = "zh_CN"
    view = View(shell.workstation, shell)
    qtbot.addWidget(view)
    view.open("privacy")
    assert "保险库" in view.page.toPlainText()
