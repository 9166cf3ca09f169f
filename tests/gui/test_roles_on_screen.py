"""What a role may not do is disabled with the reason; emergency access lifts it for an hour, in plain sight."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial

import pytest
from PySide6.QtCore import QEvent
from PySide6.QtWidgets import QAbstractButton, QApplication
from pytestqt.qtbot import QtBot

from app.domain.patient import Role
from app.services.settings import Preferences
from app.services.workstation import Door, Workstation
from app.ui.emergency import EmergencyBar, ReasonSheet, ReviewSheet
from app.ui.room import Shell
from app.ui.settings.safety import SafetyCard
from app.ui.window import Window
from tests.gui.conftest import PASSPHRASE

WHY = "unconscious patient, allergies not known"


@pytest.fixture
def window(door: Door, library: Workstation, qapp: QApplication, qtbot: QtBot) -> Iterator[Window]:
    """The window of a reader."""
    library.people.add(library.principal, "bob", Role.READER, PASSPHRASE)
    library.close()
    opened = door.unlock(door.default_vault, "bob", PASSPHRASE)
    met: list[BaseException] = []
    made = Window(door, qapp, tell=lambda _window, error: met.append(error))
    with qtbot.waitExposed(made):
        made.show()
    made.open_vault(opened, Preferences(language="en"))
    settle(made, qtbot)
    yield made
    while_testing = tuple(met)
    settle(made, qtbot)
    made.let_go()
    opened.close()
    made.close()
    made.deleteLater()
    QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)
    assert not while_testing


def settle(window: Window, qtbot: QtBot) -> None:
    qtbot.waitUntil(partial(_is_idle, window), timeout=30_000)


def _is_idle(window: Window) -> bool:
    return window.shell is not None and window.shell.is_idle


def barred(window: Window, room: str) -> dict[str, str]:
    """The buttons of a room that the role bars, and why."""
    assert window.bench is not None
    buttons = window.bench.view(room).findChildren(QAbstractButton)
    return {b.text() or b.accessibleName(): b.toolTip() for b in buttons if b.property("refused") and not b.isEnabled()}


def test_what_a_reader_may_not_do_is_disabled_with_the_reason(window: Window, qtbot: QtBot) -> None:
    found = {
        room: set(barred(window, room)) for room in ("worklist", "viewer", "record", "findings", "models", "audit")
    }
    settle(window, qtbot)
    assert found["worklist"] == {"Import", "Delete the patient…", "Delete the study…", "Erase now"}
    assert found["viewer"] == {"Export", "Predict", "Measure", "Key image, or not", "Remove"}
    assert found["record"] == {"Predict", "PDF report", "Delete…"}
    assert found["findings"] >= {"Keep as draft", "Confirm", "Reject", "Keep the note"}
    assert found["models"] >= {"Install from a file…", "Train a model"}
    assert "Verify the trail" in found["audit"]
    assert all("Your role" in why for room in found for why in barred(window, room).values())


def test_emergency_access_opens_what_a_clinician_may_and_ends(window: Window, qtbot: QtBot) -> None:
    assert window.bench is not None
    bar = window.bench.findChild(EmergencyBar)
    assert bar is not None
    asked: list[str] = []
    sheet = ReasonSheet(bar, asked.append)
    qtbot.addWidget(sheet)
    sheet.reason.setText("too short")
    assert not sheet.verb.isEnabled()
    sheet.reason.setText(WHY)
    sheet.verb.click()
    assert asked == [WHY]
    bench = window.bench
    bar.begin(WHY)
    qtbot.waitUntil(lambda: window.bench is not bench, timeout=30_000)
    settle(window, qtbot)
    again = window.bench.findChild(EmergencyBar)
    assert again is not None
    assert "60 minutes left" in again.banner._words.text()
    assert barred(window, "viewer") == {}
    assert set(barred(window, "models")) >= {"Install from a file…"}
    bench = window.bench
    again.end.click()
    qtbot.waitUntil(lambda: window.bench is not bench, timeout=30_000)
    settle(window, qtbot)
    assert set(barred(window, "viewer")) == {"Export", "Predict", "Measure", "Key image, or not", "Remove"}


def test_an_administrator_reviews_and_sets_the_rules(shell: Shell, qtbot: QtBot) -> None:
    ws = shell.workstation
    emergencies = ws.emergencies
    emergencies.begin(ws.principal, WHY)
    sheet = ReviewSheet(None, shell, emergencies.emergencies(ws.principal))
    qtbot.addWidget(sheet)
    sheet.table.choose(lambda _one: True)
    assert not sheet.reviewed.isEnabled()
    assert "somebody else" in sheet.reviewed.toolTip()
    card = SafetyCard(shell, "")
    qtbot.addWidget(card)
    card.minutes.setCurrentIndex(card.minutes.findData(5))
    with qtbot.waitSignal(shell.rules_changed, timeout=10_000) as told:
        card.write()
    assert told.args == [5]
    assert ws.settings.rules(ws.principal).lock_minutes == 5
