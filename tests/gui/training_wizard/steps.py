"""The wizard's first steps as a person takes them, for the tests of what comes after."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton
from pytestqt.qtbot import QtBot

from app.ui.qt.panels import Banner
from app.ui.room import Shell
from app.ui.training_wizard.view import View, Wizard

XOR = "a,b,answer\n0,0,no\n0,1,yes\n1,0,yes\n1,1,no\n"


def a_table(folder: Path, text: str) -> Path:
    path = folder / "table.csv"
    path.write_text(text, encoding="utf-8")
    return path


def a_room(shell: Shell, qtbot: QtBot, table: Path | None = None, is_shown: bool = True) -> View:
    """Shown, it asks the worker what can be trained, which takes seconds."""
    view = View(shell.workstation, shell, lambda *_: table)
    qtbot.addWidget(view)
    view.resize(1300, 800)
    if not is_shown:
        return view
    with qtbot.waitExposed(view):
        view.show()
    qtbot.waitUntil(lambda: bool(view.desk.state.recipes), timeout=60_000)
    return view


def idle(shell: Shell, qtbot: QtBot) -> None:
    qtbot.waitUntil(lambda: shell.is_idle, timeout=120_000)


def to_the_data(view: View, shell: Shell, qtbot: QtBot, target: str) -> Wizard:
    view.wizard.next()
    view.wizard.data.choose.click()
    idle(shell, qtbot)
    view.desk.put(view.desk.state.with_target(target))
    return view.wizard


def said(view: View) -> str:
    return " ".join(b._words.text() for b in view.wizard.currentPage().findChildren(Banner) if b.isVisible())


def press(button: QAbstractButton) -> None:
    """A click with the mouse, which only reaches what is shown and enabled."""
    assert button.isVisible(), button.text()
    assert button.isEnabled(), f"{button.text()}: {button.toolTip()}"
    QTest.mouseClick(button, Qt.MouseButton.LeftButton)


def onward(view: View, shell: Shell, qtbot: QtBot) -> None:
    """The button Next, once the page lets one go, and until the next one has read what it shows."""
    page = view.wizard.currentPage()
    following = view.wizard.button(Wizard.WizardButton.NextButton)
    qtbot.waitUntil(following.isEnabled, timeout=60_000)
    press(following)
    assert view.wizard.currentPage() is not page
    idle(shell, qtbot)
