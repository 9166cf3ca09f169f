"""The settings room on a real vault."""

from __future__ import annotations

import pytest
from pytestqt.qtbot import QtBot

from app.domain.patient import Role
from app.domain.study import Splitting
from app.services.workstation import Door
from app.ui.room import Shell
from app.ui.settings.view import PassphraseSheet, PersonSheet, View, parts


@pytest.fixture
def room(shell: Shell, qtbot: QtBot) -> View:
    view = View(shell.workstation, shell)
    qtbot.addWidget(view)
    view.resize(1200, 900)
    with qtbot.waitExposed(view):
        view.show()
    qtbot.waitUntil(lambda: bool(view.state.people) and shell.is_idle, timeout=20_000)
    return view


def test_a_chosen_language_is_kept_and_the_window_is_asked_to_dress_anew(
    room: View, shell: Shell, qtbot: QtBot
) -> None:
    room.language.setCurrentIndex(room.language.findData("zh_CN"))
    with qtbot.waitSignal(shell.look_wanted, timeout=10_000):
        room.language.activated.emit(room.language.currentIndex())
    ws = shell.workstation
    assert ws.settings.read(ws.principal).language == "zh_CN"


def test_the_device_choice_is_kept_without_dressing_anew(room: View, shell: Shell, qtbot: QtBot) -> None:
    wanted: list[None] = []
    shell.look_wanted.connect(lambda: wanted.append(None))
    room.device.setCurrentIndex(room.device.findData("cpu"))
    room.device.activated.emit(1)
    qtbot.waitUntil(lambda: shell.is_idle, timeout=20_000)
    ws = shell.workstation
    assert ws.settings.read(ws.principal).device == "cpu"
    assert not wanted


def test_the_vault_is_checked_and_said_to_be_well(room: View, shell: Shell, qtbot: QtBot) -> None:
    room.check.click()
    qtbot.waitUntil(lambda: shell.is_idle and room.verdict.isVisible(), timeout=20_000)
    assert room.verdict._words.text().startswith("All is well")


def test_a_change_of_the_keys_that_was_interrupted_is_offered_to_go_on(room: View) -> None:
    assert room.safety.keys.text() == "Change the keys …"
    room.safety.show_unfinished(0.62)
    assert room.safety.keys.text() == "Go on changing the keys (62 % done) …"


def test_how_series_are_parted_is_kept_for_everybody(room: View, shell: Shell, qtbot: QtBot) -> None:
    room.series.rules["localizer"].click()
    room.series.attributes["acquisition"].trigger()
    qtbot.waitUntil(lambda: shell.is_idle, timeout=20_000)
    room.safety.minutes.setCurrentIndex(0)
    room.safety.write()  # another setting of everybody's leaves it alone
    qtbot.waitUntil(lambda: shell.is_idle, timeout=20_000)
    ws = shell.workstation
    assert ws.settings.rules(ws.principal).splitting == Splitting(("localizer",), ("acquisition",))
    assert room.series.apart.text() == "by acquisition"


def test_it_says_how_foreign_files_are_read(room: View, qtbot: QtBot) -> None:
    qtbot.waitUntil(lambda: "process of their own" in room.protection.text(), timeout=20_000)


def test_a_person_is_added_and_removed(room: View, shell: Shell, qtbot: QtBot) -> None:
    room.add_person("bo", Role.CLINICIAN, "another fine passphrase")
    qtbot.waitUntil(lambda: len(room.state.people) == 2, timeout=30_000)
    assert not room.remove.isEnabled()
    assert room.remove.toolTip() == "Choose a person in the list first."
    room.table.choose(lambda person: person.user == "bo")
    assert room.remove.isEnabled()
    room.remove_person("bo")
    qtbot.waitUntil(lambda: len(room.state.people) == 1 and shell.is_idle, timeout=30_000)


def test_the_sheet_for_a_person_says_what_is_missing(room: View, qtbot: QtBot) -> None:
    given: list[tuple[str, Role, str]] = []
    sheet = PersonSheet(room, room.state.people, lambda *values: given.append(values))
    qtbot.addWidget(sheet)
    assert "user name" in sheet.trouble.text()
    sheet.user.setText("ada")
    assert "already" in sheet.trouble.text()
    sheet.user.setText("bo")
    sheet.first.setText("one two three")
    assert not sheet.verb.isEnabled()
    sheet.again.setText("one two three")
    assert sheet.verb.isEnabled()
    sheet.verb.click()
    assert given == [("bo", Role.CLINICIAN, "one two three")]


def test_ones_own_passphrase_is_changed(room: View, shell: Shell, door: Door, qtbot: QtBot) -> None:
    sheet = PassphraseSheet(room, room.change_passphrase)
    qtbot.addWidget(sheet)
    sheet.old.setText("correct horse battery")
    sheet.first.setText("a wholly new passphrase")
    sheet.again.setText("a wholly new passphrase")
    sheet.verb.click()
    qtbot.waitUntil(lambda: shell.is_idle, timeout=30_000)
    shell.workstation.close()
    door.unlock(door.default_vault, "ada", "a wholly new passphrase").close()


def test_every_part_states_its_licence() -> None:
    assert {"PySide6-Essentials", "numpy", "pydicom", "SimpleITK"} <= {part.name for part in parts()}
    assert [part.name for part in parts() if not part.licence] == []
