"""The second start brings the first window to the front; a program that died keeps nobody out."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import threading
from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication, QLabel
from pytestqt.qtbot import QtBot

from app.domain.words import say
from app.services.workstation import Door
from app.ui import one_window, window
from app.ui.one_window import Doorbell
from app.ui.room import Shell
from app.ui.workbench import Workbench, alarm_words

ROOT = Path(__file__).resolve().parents[2]


def asked(name: str, qtbot: QtBot) -> bool:
    """What a second start hears, asked from a thread of its own while the first one works."""
    heard: list[bool] = []
    thread = threading.Thread(target=lambda: heard.append(one_window.raised_first(name)))
    thread.start()
    qtbot.waitUntil(lambda: bool(heard), timeout=10_000)
    thread.join()
    return heard[0]


def test_the_second_start_rings_and_the_first_comes_forward(door: Door, qtbot: QtBot) -> None:
    name = one_window.name_of(door.doorstep, door.vault)
    assert not asked(name, qtbot)
    rung: list[int] = []
    bell = Doorbell(name, lambda: rung.append(1))
    assert asked(name, qtbot)
    assert asked(name, qtbot)
    qtbot.waitUntil(lambda: len(rung) == 2)
    bell.close()
    assert not asked(name, qtbot)


def test_another_vault_has_a_window_of_its_own(door: Door, tmp_path: Path) -> None:
    names = {one_window.name_of(door.doorstep, vault) for vault in (None, tmp_path / "a", tmp_path / "b")}
    assert len(names) == 3


def test_the_second_start_ends_with_a_sentence(
    door: Door, qapp: QApplication, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    assert qapp
    assert qtbot
    monkeypatch.setattr(one_window, "raised_first", lambda _name: True)
    assert window.open_window(door, []) == 0
    assert "open already" in capsys.readouterr().err


@pytest.mark.skipif(os.name != "posix", reason="kills with SIGKILL")
def test_what_a_killed_window_left_is_taken_over(door: Door, qtbot: QtBot) -> None:
    name = one_window.name_of(door.doorstep, door.vault)
    lines = (
        "import sys; from PySide6.QtCore import QCoreApplication; from app.ui.one_window import Doorbell",
        "app = QCoreApplication([]); bell = Doorbell(sys.argv[1], print); print('up', flush=True); app.exec()",
    )
    command = [sys.executable, "-c", "\n".join(lines), name]
    with subprocess.Popen(command, stdout=subprocess.PIPE, cwd=ROOT) as first:
        assert first.stdout is not None
        assert first.stdout.readline() == b"up\n"
        assert asked(name, qtbot)  # control: while it lives it answers
        first.send_signal(signal.SIGKILL)
    assert not asked(name, qtbot)
    rung: list[int] = []
    bell = Doorbell(name, lambda: rung.append(1))
    assert asked(name, qtbot)
    qtbot.waitUntil(lambda: len(rung) == 1)
    bell.close()


def test_alarms_stand_across_the_window(shell: Shell, qtbot: QtBot) -> None:
    assert alarm_words(shell.workstation.alarms) == ""  # control: all is well in this vault
    alarm = say("The last {n} entries of the audit trail are missing: records were put back or cut off.", n=3)
    shell.workstation = replace(shell.workstation, alarms=(alarm,))
    bench = Workbench(shell, rooms=())
    qtbot.addWidget(bench)
    bench.show()
    assert bench.alarm.isVisible()
    said = " ".join(label.text() for label in bench.alarm.findChildren(QLabel))
    assert "The last 3 entries" in said
    assert "stands in the audit trail" in said
