"""Other ways in than a passphrase, at the door and in the settings; and a copy of a vault."""

from __future__ import annotations

import shutil
from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from app import main
from app.domain.patient import Role
from app.services.settings import Doorstep, write_doorstep
from app.services.workstation import Door
from app.store.keyring import Cost
from app.ui.room import Shell
from app.ui.settings.keychain import KeychainCard, TurnOnSheet
from app.ui.unlock.view import View
from app.ui.window import Window
from tests.keychains import InMemory, keychain_of

WORDS = "correct horse battery"


@pytest.fixture
def door(tmp_path: Path) -> Door:
    made = main.door(Cost(8192, 1, 1), keychain=keychain_of(InMemory()))
    made = replace(made, doorstep=tmp_path / "doorstep.json", default_vault=tmp_path / "vault")
    station = made.create(made.default_vault, "ada", WORDS)
    station.people.add(station.principal, "bo", Role.READER, WORDS)
    station.people.turn_on_keychain(station.principal, WORDS)
    station.close()
    write_doorstep(made.doorstep, Doorstep(made.default_vault, "en"))
    return made


@pytest.fixture
def window(door: Door, qapp: QApplication, qtbot: QtBot) -> Window:
    made = Window(door, qapp)
    qtbot.addWidget(made)
    with qtbot.waitExposed(made):
        made.show()
    return made


def page(window: Window) -> View:
    found = window.centralWidget()
    assert isinstance(found, View)
    return found


def test_the_button_is_there_for_who_turned_it_on_and_opens_the_vault(window: Window, qtbot: QtBot) -> None:
    at_the_door = page(window)
    assert at_the_door._by_keychain.isVisible()
    at_the_door._users.setCurrentText("bo")
    assert not at_the_door._by_keychain.isVisible()
    at_the_door._users.setCurrentText("ada")
    at_the_door._by_keychain.click()
    qtbot.waitUntil(lambda: window.bench is not None, timeout=20_000)
    assert window.workstation is not None
    assert window.workstation.principal.user == "ada"


def test_a_copy_is_told_at_the_door_and_becomes_a_vault_of_its_own(
    window: Window, door: Door, qtbot: QtBot, tmp_path: Path
) -> None:
    copy = shutil.copytree(door.default_vault, tmp_path / "copy")
    at_the_door = page(window)
    at_the_door._point(copy)
    assert str(door.default_vault) in at_the_door._note.text()
    assert at_the_door._go.text() == "Make it a vault of its own and unlock"
    assert not at_the_door._by_keychain.isVisible()
    at_the_door._other.click()
    assert at_the_door.state.folder == door.default_vault.resolve()
    assert at_the_door._go.text() == "Unlock"
    at_the_door._point(copy)
    at_the_door._secret.line.setText(WORDS)
    at_the_door._press()
    qtbot.waitUntil(lambda: window.bench is not None, timeout=20_000)
    found = door.look(copy)
    assert found is not None
    assert found.twin is None


def test_a_vault_that_was_copied_by_half_is_refused_and_opened_all_the_same_by_its_own_button(
    window: Window, door: Door, qtbot: QtBot
) -> None:
    (door.default_vault / "audit.head").unlink()
    at_the_door = page(window)
    at_the_door._secret.line.setText("wrong horse battery")
    at_the_door._press()
    qtbot.waitUntil(lambda: not at_the_door.state.busy, timeout=20_000)
    assert not at_the_door._despite.isVisible()
    at_the_door._secret.line.setText(WORDS)
    at_the_door._press()
    qtbot.waitUntil(at_the_door._despite.isVisible, timeout=20_000)
    assert "audit.head is missing or cut" in at_the_door._wrong.text()
    assert window.bench is None
    at_the_door._despite.click()
    qtbot.waitUntil(lambda: window.bench is not None, timeout=20_000)
    assert window.workstation is not None
    assert "audit.head is missing" in str(window.workstation.alarms[0])


def test_the_settings_say_what_it_means_and_ask_for_the_passphrase(
    door: Door, qtbot: QtBot, qapp: QApplication
) -> None:
    from app.ui.theme import DARK, Theme

    theme = Theme(DARK, door.resources)
    theme.apply(qapp)
    station = door.unlock(door.default_vault, "bo", WORDS)
    shell = Shell(station, theme, "en")
    card = KeychainCard(shell)
    qtbot.addWidget(card)
    card.read()
    qtbot.waitUntil(lambda: card.state.name == "Secret Service", timeout=10_000)
    assert "opens nothing" in card.truth._words.text()
    assert not card.anchor.isEnabled()  # for administrators
    sheet = TurnOnSheet(card, "Secret Service", "bo", card.turn_on)
    qtbot.addWidget(sheet)
    assert not sheet.verb.isEnabled()
    sheet.passphrase.setText(WORDS)
    sheet.verb.click()
    qtbot.waitUntil(lambda: card.state.opens, timeout=20_000)
    assert "Whoever is signed in to this computer account" in card.truth._words.text()
    card.turn_off()
    qtbot.waitUntil(lambda: not card.state.opens and shell.is_idle, timeout=20_000)
    shell.stop()
    station.close()
