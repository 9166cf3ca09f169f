"""The worklist on a real vault: lists, filter, thumbnails, import, deletion."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest
from PySide6.QtCore import QMimeData, QPoint, QPointF, Qt, QUrl
from PySide6.QtGui import QDragEnterEvent, QDragLeaveEvent, QDropEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QApplication, QLabel, QWidget
from pytestqt.qtbot import QtBot

from app.domain.codes import Coding
from app.domain.patient import Deed, Patient
from app.domain.record import Observation
from app.domain.study import Study
from app.domain.work import quietly
from app.imaging.sample_files import sample_files
from app.services.workstation import Workstation
from app.store import patients, records, studies
from app.ui.room import Shell
from app.ui.worklist.imports import MappingSheet, ResultSheet
from app.ui.worklist.view import View
from tests.gui.conftest import CSV


@pytest.fixture
def view(library: Workstation, library_shell: Shell, qtbot: QtBot) -> Iterator[View]:
    """The worklist of the filled vault, read and shown."""
    made = View(library, library_shell)
    made.resize(1200, 700)
    qtbot.addWidget(made)
    made.show()
    qtbot.waitUntil(lambda: library_shell.is_idle and made.state.is_read, timeout=30_000)
    yield made
    qtbot.waitUntil(lambda: library_shell.is_idle, timeout=30_000)


@pytest.fixture
def empty_view(workstation: Workstation, shell: Shell, qtbot: QtBot) -> Iterator[View]:
    made = View(workstation, shell)
    made.resize(1200, 700)
    qtbot.addWidget(made)
    made.show()
    qtbot.waitUntil(lambda: shell.is_idle and made.state.is_read, timeout=30_000)
    yield made
    qtbot.waitUntil(lambda: shell.is_idle, timeout=30_000)


def words(page: QWidget) -> str:
    parts = [label.text() for label in page.findChildren(QLabel) if label.isVisible()]
    return "\n".join(parts + [b.text() for b in page.findChildren(QAbstractButton) if b.isVisible()])


def choose_torso(view: View) -> None:
    assert view.tables["studies"].choose(lambda row: row.patient.mrn == "T-100")


def test_studies_are_listed_newest_first_with_their_patient(view: View) -> None:
    rows = view.studies.rows()
    dates = [row.study.started_at for row in rows if row.study.started_at is not None]
    assert dates == sorted(dates, reverse=True)
    shown = {view.studies.index(at, 0).data() for at in range(view.studies.rowCount())}
    assert {"Sample, Tomas", "样本海伦"} <= shown
    assert "Studies" in words(view)


def test_the_filter_narrows_as_one_types_and_says_when_nothing_is_left(view: View, qtbot: QtBot) -> None:
    view.filter.setFocus()
    QTest.keyClicks(view.filter, "tomas ct")
    qtbot.waitUntil(lambda: [row.patient.mrn for row in view.studies.rows()] == ["T-100"], timeout=30_000)
    QTest.keyClicks(view.filter, " nowhere")
    qtbot.waitUntil(lambda: view.studies.rowCount() == 0, timeout=30_000)
    assert "tomas ct nowhere" in words(view)
    view.filter.clear()
    qtbot.waitUntil(lambda: view.studies.rowCount() > 2, timeout=30_000)


def searched(view: View, text: str, qtbot: QtBot) -> None:
    asked = view._asked
    view.filter.setText(text)
    qtbot.waitUntil(lambda: view._asked > asked and view._shell.is_idle, timeout=30_000)


def test_what_is_in_no_list_is_found_in_the_records_with_its_place(
    view: View, library: Workstation, library_shell: Shell, qtbot: QtBot
) -> None:
    tomas = next(row.patient for row in view.patients.rows() if row.patient.mrn == "T-100")
    with library.worklist._store.transaction(Deed(library.principal, "import")) as tx:
        records.put_facts(tx, [Observation("o1", tomas.id, Coding("", "", "Creatinine"), "high", None)])
    went: list[str] = []
    library_shell.room_wanted.connect(went.append)
    searched(view, "creatinine", qtbot)
    assert view.studies.rowCount() == 0
    assert view.state.shown == "found"
    hit = view.found.row(0)
    assert hit is not None
    assert (hit.place, view.found.index(0, 0).data()) == ("Observation", "Observation")
    assert "Creatinine" in view.found.index(0, 1).data()
    QTest.keyClick(view.filter, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: library_shell.patient is not None, timeout=30_000)
    assert went == ["record"]
    assert library_shell.patient is not None
    assert library_shell.patient.id == hit.patient.id
    assert "Open the record" in words(view._details)


def test_a_study_that_is_found_opens_in_the_viewer(view: View, library_shell: Shell, qtbot: QtBot) -> None:
    opened: list[str] = []
    library_shell.series_wanted.connect(opened.append)
    searched(view, "tomas", qtbot)
    assert view.state.shown == "studies"
    description = next(row.study.description for row in view.studies.rows())
    searched(view, description, qtbot)
    view.turn_to("found")
    assert view.tables["found"].choose(lambda hit: hit.place == "study" and hit.patient.mrn == "T-100")
    qtbot.waitUntil(lambda: "Open in the viewer" in words(view._details), timeout=30_000)
    QTest.keyClick(view.tables["found"], Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: bool(opened), timeout=30_000)
    searched(view, "", qtbot)
    assert view.state.shown == "studies"
    assert "Found in the records" not in words(view)


def test_headers_sort_the_whole_list_in_the_vault(view: View, qtbot: QtBot) -> None:
    view.tables["studies"].sortByColumn(1, Qt.SortOrder.AscendingOrder)
    qtbot.waitUntil(lambda: view._shell.is_idle, timeout=30_000)
    numbers = [row.patient.mrn for row in view.studies.rows()]
    assert len(numbers) > 2
    assert numbers == sorted(numbers)


def test_choosing_a_study_shows_its_series_with_pictures(view: View, library_shell: Shell, qtbot: QtBot) -> None:
    choose_torso(view)
    qtbot.waitUntil(lambda: [c.count for c in view._strip.cards()] == ["12 images"], timeout=30_000)
    uid = view._strip.cards()[0].id
    qtbot.waitUntil(lambda: view._strip.has_picture(uid), timeout=30_000)
    assert "Sample, Tomas" in words(view._details)
    assert "T-100" in words(view._details)
    opened: list[str] = []
    library_shell.series_wanted.connect(opened.append)
    view._strip.setCurrentIndex(view._strip.model().index(0, 0))
    QTest.keyClick(view._strip, Qt.Key.Key_Return)
    assert opened == [uid]


def test_opening_a_study_makes_its_patient_the_open_one(view: View, library_shell: Shell, qtbot: QtBot) -> None:
    opened: list[str] = []
    library_shell.series_wanted.connect(opened.append)
    choose_torso(view)
    QTest.keyClick(view.tables["studies"], Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: bool(opened), timeout=30_000)
    assert library_shell.patient is not None
    assert library_shell.patient.mrn == "T-100"


def test_a_patient_opens_the_record(view: View, library_shell: Shell, qtbot: QtBot) -> None:
    went: list[str] = []
    library_shell.room_wanted.connect(went.append)
    view.turn_to("patients")
    assert view.tables["patients"].choose(lambda row: row.patient.mrn == "H-200")
    QTest.keyClick(view.tables["patients"], Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: library_shell.patient is not None, timeout=30_000)
    assert went == ["record"]


def test_past_imports_can_be_looked_up_with_every_reason(view: View) -> None:
    view.turn_to("imports")
    ledger = view.imports.row(0)
    assert ledger is not None
    sheet = ResultSheet(view._shell.theme, ledger, view)
    sheet.show()
    shown = words(sheet)
    assert str(ledger.files) in shown
    assert "=" in shown
    assert "refused" in shown
    sheet.close()


def test_an_empty_vault_invites_to_import(empty_view: View) -> None:
    shown = words(empty_view)
    assert "The vault is empty" in shown
    assert "Import files…" in shown


def test_files_dropped_on_the_page_are_imported_and_accounted_for(
    empty_view: View, shell: Shell, tmp_path: Path, qtbot: QtBot
) -> None:
    (tmp_path / "notes.dcm").write_text("not an image")
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(tmp_path / "notes.dcm"))])
    buttons, keys = Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
    copy = Qt.DropAction.CopyAction
    QApplication.sendEvent(empty_view, QDragEnterEvent(QPoint(50, 50), copy, data, buttons, keys))
    assert empty_view._overlay.isVisible()
    QApplication.sendEvent(empty_view, QDragLeaveEvent())
    assert not empty_view._overlay.isVisible()
    QApplication.sendEvent(empty_view, QDragEnterEvent(QPoint(50, 50), copy, data, buttons, keys))
    QApplication.sendEvent(empty_view, QDropEvent(QPointF(50, 50), copy, data, buttons, keys))
    qtbot.waitUntil(lambda: bool(sheets()), timeout=30_000)
    shown = words(sheets()[0])
    assert "Nothing could be stored." in shown
    qtbot.waitUntil(lambda: shell.is_idle, timeout=30_000)
    sheets()[0].close()


def sheets() -> list[ResultSheet]:
    return [w for w in QApplication.topLevelWidgets() if isinstance(w, ResultSheet) and w.isVisible()]


def test_a_table_asks_how_its_columns_are_read_and_then_goes_in(
    empty_view: View, workstation: Workstation, tmp_path: Path, qtbot: QtBot
) -> None:
    (tmp_path / "labs.csv").write_text(CSV)

    def asking() -> list[MappingSheet]:
        return [w for w in QApplication.topLevelWidgets() if isinstance(w, MappingSheet) and w.isVisible()]

    empty_view.import_paths([tmp_path / "labs.csv"])
    qtbot.waitUntil(lambda: bool(asking()), timeout=30_000)
    sheet = asking()[0]
    assert sheet.state.mapping.patient == "mrn"
    assert sheet.state.form == "long"
    assert sheet.verb.isEnabled()
    sheet.verb.click()
    qtbot.waitUntil(lambda: bool(sheets()), timeout=30_000)
    assert "3 observations" in words(sheets()[0])
    sheets()[0].close()
    assert [row.facts for row in workstation.worklist.patients(workstation.principal)] == [3]
    qtbot.waitUntil(lambda: empty_view.patients.rowCount() == 1, timeout=30_000)


def test_what_another_thread_stores_appears_by_itself(empty_view: View, workstation: Workstation, qtbot: QtBot) -> None:
    workstation.importing.import_paths(workstation.principal, sample_files()[:1], None, quietly)
    qtbot.waitUntil(lambda: empty_view.studies.rowCount() == 1, timeout=30_000)


def test_a_long_list_is_read_by_the_page_where_one_looks(
    empty_view: View, workstation: Workstation, qtbot: QtBot
) -> None:
    view = empty_view
    with workstation.worklist._store.transaction(Deed(workstation.principal, "import")) as tx:
        patients.put(tx, patient := Patient("p1", "4711", "Doe^Jane", None, "F"))
        for n in range(1000):
            studies.put_study(tx, Study(f"1.2.{n}", patient.id, "", f"Study {n:04}", datetime.fromtimestamp(n, UTC)))
    view.read()
    qtbot.waitUntil(lambda: view.studies.rowCount() == 1000, timeout=30_000)
    assert len(view.studies.rows()) == 100
    table = view.tables["studies"]
    table.scrollToBottom()
    qtbot.waitUntil(lambda: view.studies.index(999, 6).data() == "Study 0000", timeout=30_000)
    assert len(view.studies.rows()) <= 300  # nothing of what flew past
    table.selectRow(999)
    view.read()
    qtbot.waitUntil(lambda: view._shell.is_idle, timeout=30_000)
    assert table.current().study.uid == "1.2.0"
    assert table.rowAt(1) > 900
