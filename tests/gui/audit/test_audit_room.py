"""The audit room on a real trail."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from app.ui.audit.view import View
from app.ui.room import Shell


@pytest.fixture
def room(library_shell: Shell, qtbot: QtBot) -> View:
    view = View(library_shell.workstation, library_shell)
    qtbot.addWidget(view)
    with qtbot.waitExposed(view):
        view.show()
    qtbot.waitUntil(lambda: bool(view.state.entries), timeout=10_000)
    return view


def test_entries_are_newest_first_and_the_newest_is_shown_in_full(room: View) -> None:
    numbers = [entry.number for entry in room.model.rows()]
    assert numbers == sorted(numbers, reverse=True)
    assert room.table.current() is room.model.row(0)


def test_the_words_are_looked_for_by_the_service(room: View, library_shell: Shell, qtbot: QtBot) -> None:
    room.search.setText("import")
    qtbot.waitUntil(lambda: room.state.search == "import" and library_shell.is_idle, timeout=10_000)
    assert room.state.entries
    assert all("import" in f"{e.verb} {e.user} {' '.join(e.about)} {e.why}" for e in room.state.entries)


def test_the_open_patients_entries_can_be_shown_alone(room: View, library_shell: Shell, qtbot: QtBot) -> None:
    ws = library_shell.workstation
    patient = ws.worklist.patients(ws.principal)[0].patient
    ws.timeline.open(ws.principal, patient.id)
    library_shell.set_patient(patient)
    assert not room.only.isHidden()
    room.only.setChecked(True)
    qtbot.waitUntil(lambda: room.state.about == patient.id and library_shell.is_idle, timeout=10_000)
    assert room.state.entries
    assert all(patient.id in entry.about for entry in room.state.entries)


def test_a_whole_trail_is_said_to_be_whole(room: View, library_shell: Shell, qtbot: QtBot) -> None:
    room.verify.click()
    qtbot.waitUntil(lambda: room.verdict.isVisible() and library_shell.is_idle, timeout=10_000)
    assert "whole" in room.verdict._words.text()
    assert "Head code now: " in room.verdict._words.text()


def test_the_trail_is_exported_where_the_person_says(
    room: View, library_shell: Shell, qtbot: QtBot, tmp_path: Path
) -> None:
    room.export_trail(tmp_path / "trail.json")
    qtbot.waitUntil(lambda: library_shell.is_idle, timeout=10_000)
    assert json.loads((tmp_path / "trail.json").read_text("utf-8"))["resourceType"] == "Bundle"


def test_looking_at_the_trail_is_a_deed_itself(room: View, library_shell: Shell, qtbot: QtBot) -> None:
    newest = room.state.entries[0].number
    room.refresh.click()
    qtbot.waitUntil(lambda: library_shell.is_idle and room.state.entries[0].number > newest, timeout=10_000)
    assert "read audit trail" in {entry.verb for entry in room.state.entries[:3]}
