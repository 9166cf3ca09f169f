"""Reports, PDF documents and DICOM attributes in the window."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication, QLabel, QTreeWidget
from pytestqt.qtbot import QtBot

from app.domain.work import quietly
from app.imaging.dicom_objects.lines import Tag
from app.services.workstation import Workstation
from app.ui.room import Shell
from app.ui.viewer.tags import TagSheet, both
from app.ui.viewer.view import View
from tests.gui.conftest import series_of
from tests.gui.test_viewer import opened
from tests.unit.services.test_documents import SERIES, a_pdf, encapsulated


@pytest.fixture
def view(library: Workstation, library_shell: Shell, qtbot: QtBot) -> Iterator[View]:
    made = View(library, library_shell)
    made.resize(1300, 800)
    qtbot.addWidget(made)
    made.show()
    yield made
    qtbot.waitUntil(lambda: library_shell.is_idle, timeout=30_000)


def texts(tree: QTreeWidget) -> list[str]:
    found, at = [], tree.topLevelItem(0)
    while at is not None:
        found.append(f"{at.text(0)} = {at.text(1)}")
        at = tree.itemBelow(at)
    return found


def test_a_report_of_measurements_is_kept_and_read_where_images_stand(view: View, qtbot: QtBot) -> None:
    shown, state = opened(view, "T-100", qtbot)
    ws = view._ws
    made = ws.measuring.draw(ws.principal, shown, state.slice_index, "length", [(10, 10), (40, 10)], "a note")
    uid = ws.measuring.report(ws.principal, shown.summary.study.uid)
    view._shell.open_series(uid)
    qtbot.waitUntil(lambda: view.active.shows_documents and view._shell.is_idle, timeout=30_000)
    (tree,) = view.active.documents.findChildren(QTreeWidget)
    said = texts(tree)
    assert any(line.startswith("Length = ") and line.endswith(" mm") for line in said)
    assert "Comment = a note" in said
    assert "Sample, Tomas" in view.active.documents.findChildren(QLabel)[0].text()
    # and back to the image it was measured on
    view.active.documents.image_wanted.emit(made.instance)
    qtbot.waitUntil(lambda: view.active.opened is not None and view._shell.is_idle, timeout=30_000)
    assert view.active.opened is not None
    assert view.active.state is not None
    assert view.active.opened.shown.frames[view.active.state.slice_index].instance == made.instance
    # the tree is gone with what was read; the list of segmentations is a tree of its own
    qtbot.waitUntil(lambda: not view.active.documents.findChildren(QTreeWidget))
    qtbot.waitUntil(lambda: not any(one.findChildren(QTreeWidget) for one in QApplication.topLevelWidgets()
                                    if one is not view))  # fmt: skip
    ws.measuring.remove(ws.principal, made.id)


def test_a_pdf_is_shown_page_by_page(view: View, qtbot: QtBot, tmp_path: Path) -> None:
    (tmp_path / "letter.dcm").write_bytes(encapsulated(a_pdf(2)))
    view._ws.importing.import_paths(view._ws.principal, (tmp_path / "letter.dcm",), None, quietly)
    view._shell.open_series(SERIES)
    qtbot.waitUntil(lambda: view.active.shows_documents and view._shell.is_idle, timeout=30_000)
    pages = [one for one in view.active.documents.findChildren(QLabel) if not one.pixmap().isNull()]
    assert [page.pixmap().width() for page in pages] == [1000, 1000]


def test_attributes_are_searched_and_compared(view: View, qtbot: QtBot) -> None:
    shown, _ = opened(view, "T-100", qtbot)
    sheet = TagSheet(view, view._ws, view._shell, shown, 0)
    qtbot.addWidget(sheet)
    qtbot.waitUntil(lambda: sheet._tree.topLevelItemCount() > 20, timeout=30_000)
    sheet._search.setText("patient's name")
    assert "1 attribute" in sheet._count.text()
    sheet._search.setText("")
    sheet._other.setCurrentIndex(1)
    sheet._compare(1)
    qtbot.waitUntil(lambda: sheet._second is not None and view._shell.is_idle, timeout=30_000)
    assert "differ" in sheet._count.text()
    assert not sheet._count.text().endswith("0 differ")


def test_what_only_one_image_has_is_empty_for_the_other() -> None:
    first = (Tag(0, "(0008,0018)", "SOP", "UI", "1"), Tag(0, "(0010,0010)", "Name", "PN", "A"))
    second = (Tag(0, "(0008,0018)", "SOP", "UI", "2"), Tag(0, "(0018,0050)", "Thickness", "DS", "5"))
    assert [(line.path, line.value, other) for line, other in both(first, second)] == [
        ("(0008,0018)", "1", "2"),
        ("(0010,0010)", "A", ""),
        ("(0018,0050)", "", "5"),
    ]


def test_series_of_images_stay_images(view: View, qtbot: QtBot) -> None:
    opened(view, "T-100", qtbot)
    assert not view.active.shows_documents
    assert series_of(view._ws, "T-100") == view.active.asked
