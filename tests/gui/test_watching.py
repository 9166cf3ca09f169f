"""The watched folder in the window: set, looked into, imported with progress, its refused files listed."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from app.services.watching import WatchPlan
from app.services.workstation import Workstation
from app.ui.room import Shell
from app.ui.settings.watching import WatchCard
from app.ui.watching import TITLE, Watcher
from tests.dicom_files import a_slice


@pytest.fixture
def inbox(tmp_path: Path) -> Path:
    made = tmp_path / "inbox"
    made.mkdir()
    return made


def settle(shell: Shell, qtbot: QtBot) -> None:
    qtbot.waitUntil(lambda: shell.is_idle, timeout=30_000)


def test_what_settles_is_imported_and_what_is_refused_is_listed(
    workstation: Workstation, shell: Shell, qtbot: QtBot, inbox: Path
) -> None:
    clock = [0.0]
    workstation.watching._clock = lambda: clock[0]
    card = WatchCard(shell, lambda *_: inbox)
    qtbot.addWidget(card)
    card._ask()
    settle(shell, qtbot)
    assert card.state.plan == WatchPlan(str(inbox.resolve()), "leave")
    (inbox / "good.dcm").write_bytes(a_slice("1", (0, 0, 0)))
    (inbox / "bad.dcm").write_bytes(b"nothing")
    watcher = Watcher(shell, shell)
    titles: list[object] = []
    shell.jobs_moved.connect(lambda: titles.extend(job.title for job in shell.jobs()))
    said: list[str] = []
    shell.told.connect(lambda phrase: said.append(str(phrase)))
    for _ in range(3):
        watcher.look()
        settle(shell, qtbot)
        clock[0] += 6
    assert TITLE in titles
    assert said == ["Watched folder: imported 1, refused 1; the settings say why."]
    assert len(workstation.worklist.studies(workstation.principal)) == 1
    card.read()
    settle(shell, qtbot)
    assert "1 file was not taken" in card.refused.text()
    assert not card.refused.isHidden()
    card.change(WatchPlan())
    settle(shell, qtbot)
    assert card.where.text() == "No folder is watched."


def test_a_folder_that_is_gone_is_told_in_the_card(
    workstation: Workstation, shell: Shell, qtbot: QtBot, inbox: Path
) -> None:
    workstation.watching.change_plan(workstation.principal, WatchPlan(str(inbox)))
    shutil.rmtree(inbox)
    workstation.watching.settled(workstation.principal)
    card = WatchCard(shell)
    qtbot.addWidget(card)
    card.read()
    settle(shell, qtbot)
    assert "cannot be looked into" in card.trouble._words.text()
