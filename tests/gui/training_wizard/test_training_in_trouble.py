"""The train page's buttons, and a training whose worker, program or vault goes away on the way."""

from __future__ import annotations

import os
import signal
from contextlib import suppress
from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtWidgets import QLabel, QPushButton
from pytestqt.qtbot import QtBot

from app.services.workstation import Workstation
from app.ui.room import Shell
from app.ui.theme import Theme
from app.ui.training_wizard.state import from_rest
from app.ui.training_wizard.view import View, Wizard
from tests.gui.training_wizard.steps import XOR, a_room, a_table, idle, press, to_the_data

pytest.importorskip("torch", reason="the train extra is not installed")


def ready_to_train(shell: Shell, qtbot: QtBot, folder: Path, epochs: int) -> View:
    """The train page, for a small network on four rows that learns for so many epochs."""
    view = a_room(shell, qtbot, a_table(folder, XOR))
    wizard = to_the_data(view, shell, qtbot, "answer")
    wizard.next()
    idle(shell, qtbot)
    wizard.checks._set("evaluate", "training_table")
    idle(shell, qtbot)
    wizard.next()
    wizard.next()
    view.desk.put(view.desk.state.with_network("mlp"))
    for name, value in {"hidden": 8, "members": 1, "epochs": epochs, "patience": epochs}.items():
        view.desk.put(view.desk.state.with_parameter(name, value))
    wizard.model.name_.setText("Exclusive or")
    wizard.model.use.setPlainText("Teaching")
    wizard.next()
    idle(shell, qtbot)
    return view


def shown(view: View) -> set[str]:
    train = view.wizard.train
    names = {"Train": train.start, "Pause": train.pause, "Stop": train.stop, "Go on": train.go_on}
    return {name for name, one in names.items() if one.isVisible()}


def until_it_learns(view: View, qtbot: QtBot, epoch: int = 0) -> None:
    def learns() -> bool:
        return bool(view.desk.state.curve) and view.desk.state.curve[-1].epoch > epoch

    qtbot.waitUntil(learns, timeout=120_000)


def until_it_ends(view: View, qtbot: QtBot) -> None:
    qtbot.waitUntil(lambda: not view.wizard.train.is_running, timeout=120_000)


def test_a_training_is_paused_goes_on_and_is_stopped_by_its_buttons(shell: Shell, qtbot: QtBot, tmp_path: Path) -> None:
    view = ready_to_train(shell, qtbot, tmp_path, 5000)
    train, back = view.wizard.train, view.wizard.button(Wizard.WizardButton.BackButton)
    assert shown(view) == {"Train"}
    press(train.start)
    until_it_learns(view, qtbot, 50)
    assert shown(view) == {"Pause", "Stop"}
    assert not back.isEnabled()
    assert back.toolTip() == "Stop the training first."

    press(train.pause)
    assert train._words.text() == "Pausing…"
    until_it_ends(view, qtbot)
    qtbot.waitUntil(lambda: bool(view.desk.state.paused) and shell.is_idle, timeout=30_000)
    assert shown(view) == {"Train", "Go on"}
    assert "Paused" in train._words.text()
    reached = view.desk.state.curve[-1].epoch

    press(train.go_on)
    until_it_learns(view, qtbot, reached)
    first = next(one.epoch for one in view.desk.state.curve[::-1] if one.epoch <= reached)
    assert first == reached, "it goes on at the epoch it had reached, and draws on in the same curve"
    assert len({one.epoch for one in view.desk.state.curve}) == len(view.desk.state.curve), "no epoch is learned twice"

    press(train.stop)
    until_it_ends(view, qtbot)
    qtbot.waitUntil(lambda: "Nothing was kept" in train._words.text(), timeout=5_000)
    idle(shell, qtbot)
    assert shown(view) == {"Train"}
    assert back.isEnabled()
    assert not (shell.workstation.folder / "training").exists()


@pytest.mark.skipif(not Path("/proc/self/task").exists(), reason="children are found through /proc")
def test_a_killed_worker_loses_nothing_and_the_closed_program_finds_it_again(
    shell: Shell, theme: Theme, qtbot: QtBot, tmp_path: Path
) -> None:
    view = ready_to_train(shell, qtbot, tmp_path, 400)
    train = view.wizard.train
    press(train.start)
    until_it_learns(view, qtbot)
    press(train.pause)  # so that it has surely kept a state
    until_it_ends(view, qtbot)
    qtbot.waitUntil(lambda: bool(view.desk.state.paused) and shell.is_idle, timeout=30_000)
    reached = view.desk.state.curve[-1].epoch
    assert reached < 400
    press(train.go_on)
    qtbot.waitUntil(kill_the_worker, timeout=60_000)
    until_it_ends(view, qtbot)
    qtbot.waitUntil(lambda: bool(view.desk.state.paused) and shell.is_idle, timeout=30_000)
    assert "ended by the system" in train._trouble_note._words.text()
    assert "go on with it" in train._trouble_note._words.text()
    assert "aegle train" not in train._trouble_note._words.text(), "no command line in the window"
    assert shown(view) == {"Train", "Go on"}

    # the program is closed: what was entered lies in the vault, the pack belongs to a program that is gone
    scratch, kept = shell.workstation.folder / "training", view.desk.state.at_rest()
    name = view.desk.state.paused
    gone = f"999999-{name.partition('-')[2]}"
    (scratch / name).rename(scratch / gone)
    again = Shell(shell.workstation, theme, "en")
    again.kept["training"] = replace(from_rest(kept), paused=gone)
    again.kept["training page"] = 5
    later = a_room(again, qtbot)
    qtbot.waitUntil(lambda: shown(later) == {"Train", "Go on"}, timeout=10_000)
    press(later.wizard.train.go_on)
    until_it_ends(later, qtbot)
    qtbot.waitUntil(later.wizard.train.isComplete, timeout=30_000)
    assert later.desk.state.result is not None
    assert later.desk.state.result.figures["metrics"]["accuracy"]["value"] == 1
    idle(again, qtbot)
    again.stop()


@pytest.mark.skipif(not Path("/proc/self/task").exists(), reason="children are found through /proc")
def test_another_question_does_not_take_the_place_of_one_that_was_cut_short(
    shell: Shell, workstation: Workstation, theme: Theme, qtbot: QtBot, tmp_path: Path
) -> None:
    view = ready_to_train(shell, qtbot, tmp_path, 60)
    press(view.wizard.train.start)
    qtbot.waitUntil(kill_the_worker, timeout=60_000)
    until_it_ends(view, qtbot)
    qtbot.waitUntil(lambda: bool(view.desk.state.paused) and shell.is_idle, timeout=30_000)
    # forgotten by this window, as after a restart from another computer account
    again = Shell(workstation, theme, "en")
    other = a_room(again, qtbot, a_table(tmp_path, XOR), is_shown=False)
    other.desk.put(replace(view.desk.state, paused="", name="Another", curve=(), result=None))
    other.show()
    other.wizard.train._look_for_unfinished()
    qtbot.waitUntil(lambda: bool(other.wizard.train.findChildren(QPushButton, "cut short")), timeout=30_000)
    words = " ".join(one.text() for one in other.wizard.train.findChildren(QLabel))
    assert "“Exclusive or” was cut short" in words
    [go] = other.wizard.train.findChildren(QPushButton, "cut short")
    go.click()
    idle(again, qtbot)
    on_shelf = [model.card.name for model in workstation.model_shelf.models(workstation.principal)]
    assert "Exclusive or" in on_shelf, "it ends as what it was, beside what is asked now"
    assert other.desk.state.name == "Another"
    assert other.desk.state.result is None
    again.stop()


def kill_the_worker() -> bool:
    """True once a child of this process that trains was there and was killed."""
    for children in Path("/proc/self/task").glob("*/children"):
        for child in children.read_text(encoding="ascii").split():
            with suppress(OSError):
                if Path("/proc", child, "cmdline").read_bytes().endswith(b"ml\0train\0"):
                    os.kill(int(child), signal.SIGKILL)
                    return True
    return False
