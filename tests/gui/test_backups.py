"""Backups in the window: due ones begin by themselves, a late one is an alarm, and the door puts one back."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from app.domain.work import quietly
from app.services.backing_up import Plan
from app.services.settings import read_doorstep
from app.services.workstation import Door, Workstation
from app.store import backup_list
from app.ui import backups
from app.ui.backups import BackupBar
from app.ui.qt.form import column
from app.ui.room import Shell
from app.ui.theme import Theme
from app.ui.unlock.restore import RestoreSheet
from app.ui.unlock.view import View
from app.ui.window import Window
from tests.gui.conftest import PASSPHRASE

NEW_WORDS = "quite another passphrase"


class Clock:
    def __init__(self) -> None:
        self.at = datetime.now(UTC)

    def __call__(self) -> datetime:
        return self.at


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def disk(tmp_path: Path) -> Path:
    (tmp_path / "disk").mkdir()
    return tmp_path / "disk"


@pytest.fixture
def bar(shell: Shell, clock: Clock, disk: Path, qtbot: QtBot) -> Iterator[BackupBar]:
    """On a vault whose backups go to the disk every day."""
    ws = shell.workstation
    ws.backing_up.change_plan(ws.principal, Plan(str(disk)))
    made = BackupBar(shell, clock)
    held = QWidget()
    held.setLayout(column(made))
    held.setMinimumSize(600, 80)
    qtbot.addWidget(held)
    with qtbot.waitExposed(held):
        held.show()
    settled(qtbot, shell)
    yield made
    held.close()


def settled(qtbot: QtBot, shell: Shell) -> None:
    qtbot.waitUntil(lambda: shell.is_idle, timeout=30_000)
    qtbot.wait(50)  # the news of it
    qtbot.waitUntil(lambda: shell.is_idle, timeout=30_000)


def made(disk: Path) -> list[str]:
    return backup_list.names(next(disk.iterdir()))


def test_one_that_is_due_is_made_without_a_word_and_the_next_a_day_later(
    bar: BackupBar, shell: Shell, clock: Clock, disk: Path, qtbot: QtBot
) -> None:
    for hours, count in ((0, 1), (1, 1), (22, 1), (2, 2)):
        clock.at += timedelta(hours=hours)
        bar.look()
        settled(qtbot, shell)
        assert len(made(disk)) == count, hours
        assert not bar.isVisible()


def test_one_that_is_too_old_is_an_alarm_until_there_is_a_new_one(
    bar: BackupBar, shell: Shell, clock: Clock, disk: Path, qtbot: QtBot
) -> None:
    bar.look()
    settled(qtbot, shell)
    away = disk.with_name("on the shelf")
    disk.rename(away)
    clock.at += timedelta(hours=49)
    bar.look()
    settled(qtbot, shell)
    assert bar.banner._words.text() == (f"The last whole backup is 2 days old. The backup folder {disk} is not there.")
    assert bar.isVisible()
    bar.look()  # not again and again
    assert shell.is_idle
    away.rename(disk)
    clock.at += timedelta(hours=1)
    bar.look()
    settled(qtbot, shell)
    assert len(made(disk)) == 2
    bar._now = lambda: datetime.now(UTC)
    bar.read()
    settled(qtbot, shell)
    assert not bar.isVisible()


def test_stopping_one_is_obeyed_and_what_a_lock_stops_goes_on_after_unlocking(
    workstation: Workstation, disk: Path, theme: Theme, qtbot: QtBot
) -> None:
    workstation.backing_up.change_plan(workstation.principal, Plan(str(disk)))
    shell = Shell(workstation, theme, "en")
    first = BackupBar(shell, Clock())
    qtbot.addWidget(first)
    failures: list[BaseException] = []
    backups.begin(shell, failures.append)
    assert backups.WANTED in shell.kept
    (job,) = shell.jobs()
    job.cancel()
    settled(qtbot, shell)
    assert made(disk) == []
    assert backups.WANTED not in shell.kept
    backups.begin(shell, failures.append)
    jobs, rest = shell.rest()
    for one in jobs:
        one.wait(10)
    assert rest.kept[backups.WANTED]
    after = Shell(workstation, theme, "en", rest=rest)
    again = BackupBar(after, Clock())
    qtbot.addWidget(again)
    settled(qtbot, after)
    again.look()
    settled(qtbot, after)
    assert len(made(disk)) == 1
    again.look()
    assert after.is_idle  # once is enough
    assert backups.WANTED not in after.kept
    assert failures == []
    after.stop()


# ---- the door


@pytest.fixture
def window(door: Door, qapp: QApplication, qtbot: QtBot) -> Iterator[Window]:
    made = Window(door, qapp, tell=lambda _window, error: pytest.fail(str(error)))
    with qtbot.waitExposed(made):
        made.show()
    yield made
    if made.shell is not None:
        shell = made.shell
        qtbot.waitUntil(lambda: shell.is_idle, timeout=30_000)
    made.close()
    made.deleteLater()


def filled_in(sheet: RestoreSheet, **fields: str) -> RestoreSheet:
    for name, text in fields.items():
        getattr(sheet, name).setText(text)
    return sheet


def test_a_backup_is_restored_at_the_door_by_the_recovery_code(
    door: Door, disk: Path, tmp_path: Path, window: Window, qtbot: QtBot
) -> None:
    station = door.create(tmp_path / "first", "ada", PASSPHRASE)
    code = station.take_recovery_code()
    station.backing_up.change_plan(station.principal, Plan(str(disk)))
    station.backing_up.create(station.principal, quietly)
    station.close()
    shutil.rmtree(tmp_path / "first")
    page = window.centralWidget()
    assert isinstance(page, View)
    page.restore.click()
    (sheet,) = page.findChildren(RestoreSheet)
    assert not sheet.verb.isEnabled()
    assert "Choose the folder with the backups" in sheet.verb.toolTip()
    sheet.by_code.setChecked(True)
    target = str(tmp_path / "second")
    filled_in(sheet, source=str(disk), target=target, first=NEW_WORDS, again="something else", code="0000")
    assert sheet.trouble.text() == "The two passphrases are not the same."
    filled_in(sheet, again=NEW_WORDS).verb.click()
    qtbot.waitUntil(lambda: "not a recovery code" in page._wrong.text(), timeout=30_000)
    assert not (tmp_path / "second").exists()
    page.restore.click()
    sheet = page.findChildren(RestoreSheet)[-1]
    sheet.by_code.setChecked(True)
    filled_in(sheet, source=str(disk), target=target, first=NEW_WORDS, again=NEW_WORDS, code=code).verb.click()
    qtbot.waitUntil(lambda: window.bench is not None, timeout=30_000)
    shell = window.shell
    assert shell is not None
    assert shell.workstation.folder == tmp_path / "second"
    assert shell.workstation.principal.user == "ada"
    assert read_doorstep(door.doorstep).vault == tmp_path / "second"
    settled(qtbot, shell)
    verbs = [entry.verb for entry in shell.workstation.auditing.entries(shell.workstation.principal)]
    assert {"restore", "recover vault"} <= set(verbs)
