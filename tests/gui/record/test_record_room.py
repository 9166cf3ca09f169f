"""The record room on a real vault."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import QModelIndex, QPointF
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from app.domain.codes import Coding, Quantity
from app.domain.patient import Changes, Patient
from app.domain.record import Observation
from app.services.timeline import PatientRecord
from app.ui.record.model import RowRole
from app.ui.record.state import Heading, open_record
from app.ui.record.view import View
from app.ui.room import Shell


def tomas(shell: Shell) -> Patient:
    ws = shell.workstation
    return next(row.patient for row in ws.worklist.patients(ws.principal) if row.patient.mrn == "T-100")


@pytest.fixture
def room(record_shell: Shell, qtbot: QtBot) -> View:
    record_shell.set_patient(tomas(record_shell))
    view = View(record_shell.workstation, record_shell)
    qtbot.addWidget(view)
    view.resize(1360, 840)
    with qtbot.waitExposed(view):
        view.show()
    qtbot.waitUntil(lambda: view.state is not None and record_shell.is_idle, timeout=10_000)
    return view


def choose(room: View, key_part: str, qtbot: QtBot, shell: Shell) -> None:
    model = room.timeline.model
    rows = (model.index(row) for row in range(model.rowCount()))
    index = next(i for i in rows if (entry := model.entry(i)) is not None and key_part in f"{entry.key} {entry.title}")
    room.timeline.list.setCurrentIndex(index)
    qtbot.waitUntil(lambda: shell.is_idle, timeout=10_000)


def test_without_a_patient_the_room_says_what_it_is_for_and_leads_to_the_worklist(
    record_shell: Shell, qtbot: QtBot
) -> None:
    view = View(record_shell.workstation, record_shell)
    qtbot.addWidget(view)
    buttons = [b for b in view.findChildren(QWidget) if b.property("kind") == "primary" and not b.isHidden()]
    with qtbot.waitSignal(record_shell.room_wanted) as wanted:
        next(b for b in buttons if getattr(b, "text", str)() == "Open the worklist").click()  # type: ignore[attr-defined]
    assert wanted.args == ["worklist"]


def test_the_head_says_who_it_is_and_what_is_active(room: View) -> None:
    assert room.header.name.text() == "Sample, Tomas"
    assert "number T-100" in room.header.identity.text()
    shown = [label.text() for label in room.header.findChildren(type(room.header.name))]
    assert "Diabetes mellitus type 2" in shown
    assert "Metformin" in shown
    assert "Common cold" not in shown


def test_the_timeline_is_newest_first_under_years(room: View) -> None:
    model = room.timeline.model
    rows = [model.index(row).data(RowRole) for row in range(model.rowCount())]
    assert [row.year for row in rows if isinstance(row, Heading)] == [2025, 2024, 2023]


def test_chips_and_words_narrow_the_timeline(room: View) -> None:
    room.timeline.chips["condition"].click()
    assert room.timeline.state is not None
    assert {entry.kind for entry in room.timeline.state.shown()} == {"condition"}
    room.timeline.search.setText("44054006")
    assert [entry.title for entry in room.timeline.state.shown()] == ["Diabetes mellitus type 2"]
    room.timeline.search.setText("nothing such")
    assert not room.timeline.list.isVisible()
    assert "matches" in room.timeline.empty.text()


def test_a_chosen_observation_shows_all_of_it_and_its_plot(room: View, record_shell: Shell, qtbot: QtBot) -> None:
    choose(room, "Glucose", qtbot, record_shell)
    assert room.details.title.text() == "Glucose"
    words = [w.text() for w in room.details.findChildren(type(room.details.title))]
    assert any("above its range" in text for text in words)
    assert "LOINC" in words
    assert "7.4" in room.plots.plot.reading.text()
    assert "mmol/L" in room.plots.plot.reading.text()


def test_the_pointer_over_the_plot_reads_the_nearest_measurement(room: View) -> None:
    room.plots.choose_code("2339-0", "mmol/L")
    plot = room.plots.plot
    assert plot._plot is not None
    view = plot._plot.widget.getViewBox()
    first = plot._series.points[0] if plot._series else None
    assert first is not None
    plot._read(view.mapViewToScene(QPointF(first[0].timestamp(), first[1])))
    assert plot.reading.text().startswith("2024-05-02 09:10")
    assert "5\N{NO-BREAK SPACE}mmol/L" in plot.reading.text()


def test_a_report_is_read_in_full(room: View, record_shell: Shell, qtbot: QtBot) -> None:
    choose(room, "Pathology", qtbot, record_shell)
    assert room.details.text.isVisible()
    assert room.details.text.toPlainText() == "Invasive carcinoma, grade 2."


def test_a_study_lists_its_series_and_opens_in_the_viewer(room: View, record_shell: Shell, qtbot: QtBot) -> None:
    choose(room, "imaging:", qtbot, record_shell)
    assert len(room.details.model.rows()) == 1
    with qtbot.waitSignal(record_shell.series_wanted) as wanted:
        room.details._open_first()
    assert wanted.args == [room.details.model.rows()[0].uid]


def test_the_report_is_written_where_the_person_says(record_shell: Shell, qtbot: QtBot, tmp_path: Path) -> None:
    asked: list[str] = []

    def choose_target(_parent: QWidget, _title: str, suggested: str) -> Path:
        asked.append(suggested)
        return tmp_path / "out.pdf"

    record_shell.set_patient(tomas(record_shell))
    view = View(record_shell.workstation, record_shell, choose_target)
    qtbot.addWidget(view)
    qtbot.waitUntil(lambda: view.state is not None, timeout=10_000)
    view.write_pdf()
    qtbot.waitUntil(lambda: record_shell.is_idle, timeout=30_000)
    assert (tmp_path / "out.pdf").read_bytes().startswith(b"%PDF")
    assert "Sample" not in asked[0]
    assert "T-100" not in asked[0]


def test_twenty_thousand_rows_are_no_widgets(room: View, record_shell: Shell) -> None:
    patient = tomas(record_shell)
    code = Coding("http://loinc.org", "2339-0", "Glucose")
    facts = tuple(
        Observation(f"o{n}", patient.id, code, Quantity(float(n % 90), "mmol/L"), None) for n in range(20_000)
    )
    before = len(room.findChildren(QWidget))
    room.timeline.show_state(open_record(PatientRecord(patient, facts, ())))
    room.timeline.list.scrollToBottom()
    assert room.timeline.model.rowCount() == 20_001
    assert len(room.findChildren(QWidget)) <= before + 100
    assert room.timeline.model.entry(QModelIndex()) is None


def test_news_about_the_patient_reads_the_record_anew(room: View, record_shell: Shell, qtbot: QtBot) -> None:
    shown = room.state
    record_shell.news.emit(Changes((("fact", ("x",)), ("patient", ("somebody else",)))))
    assert record_shell.is_idle
    record_shell.news.emit(Changes((("fact", ("x",)), ("patient", (tomas(record_shell).id,)))))
    qtbot.waitUntil(lambda: record_shell.is_idle and room.state is not shown, timeout=10_000)
