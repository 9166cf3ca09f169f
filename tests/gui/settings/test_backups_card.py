"""The card of backups on a real vault: the plan, a backup now, what there is, and who may."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtWidgets import QLabel
from pytestqt.qtbot import QtBot

from app.domain.patient import Deed, Patient, Principal, Role
from app.domain.work import quietly
from app.services.backing_up import Plan
from app.store import patients
from app.ui.qt.ask import Sheet
from app.ui.room import Shell
from app.ui.settings.backups import BackupsCard


@pytest.fixture
def disk(tmp_path: Path) -> Path:
    (tmp_path / "disk").mkdir()
    return tmp_path / "disk"


@pytest.fixture
def card(shell: Shell, disk: Path, qtbot: QtBot) -> BackupsCard:
    made = BackupsCard(shell, choose=lambda _parent, _title: disk)
    qtbot.addWidget(made)
    with qtbot.waitExposed(made):
        made.show()
    made.read()
    qtbot.waitUntil(lambda: shell.is_idle, timeout=20_000)
    return made


def settled(qtbot: QtBot, shell: Shell) -> None:
    qtbot.waitUntil(lambda: shell.is_idle, timeout=30_000)
    qtbot.wait(50)  # the news of it
    qtbot.waitUntil(lambda: shell.is_idle, timeout=30_000)


def test_a_folder_is_chosen_and_a_backup_made_as_a_job(
    card: BackupsCard, shell: Shell, disk: Path, qtbot: QtBot
) -> None:
    assert card.banner._words.text().startswith("No backups are made: choose a folder")
    assert not card.now.isEnabled()
    assert card.now.toolTip() == "Choose a folder first."
    card.folder.click()
    settled(qtbot, shell)
    assert card.where.text() == str(disk)
    assert card.banner._words.text() == "There is no backup yet."
    card.now.click()
    assert [str(job.title) for job in shell.jobs()] == ["Back up the vault"]
    assert card.now.toolTip() == "A backup is being made: see the jobs at the foot."
    settled(qtbot, shell)
    assert card.banner._words.text().startswith("The last whole backup was made on 20")
    (note,) = card.state.backups
    assert (disk / next(disk.iterdir()).name / note.name / "backup.json").exists()
    assert card.now.isEnabled()


def test_how_often_and_how_many_hold_at_once(card: BackupsCard, shell: Shell, qtbot: QtBot) -> None:
    card.folder.click()
    settled(qtbot, shell)
    card.often.setCurrentIndex(card.often.findData(4))
    card.often.activated.emit(0)
    settled(qtbot, shell)
    card.kept.setCurrentIndex(card.kept.findData(30))
    card.kept.activated.emit(0)
    settled(qtbot, shell)
    ws = shell.workstation
    plan = ws.backing_up.state(ws.principal).plan
    assert (plan.every_hours, plan.keep) == (4, 30)


def test_a_refused_folder_leaves_the_plan_as_it_was(
    card: BackupsCard, shell: Shell, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    errors: list[BaseException] = []
    monkeypatch.setattr(shell, "show_error", errors.append)
    card.change_plan(Plan(str(shell.workstation.folder)))
    settled(qtbot, shell)
    assert ["lies inside the vault" in str(error) for error in errors] == [True]
    assert card.where.text() == "No folder was chosen."


def test_the_list_says_what_is_damaged_and_whom_it_still_holds(
    card: BackupsCard, shell: Shell, disk: Path, qtbot: QtBot
) -> None:
    ws = shell.workstation
    store = ws.backing_up._store
    ws.backing_up.change_plan(ws.principal, Plan(str(disk)))
    with store.transaction(Deed(ws.principal, "import")) as tx:
        patients.put(tx, Patient("p9", "M-9", "Nine^Nora", None, "F"))
    note = ws.backing_up.create(ws.principal, quietly)
    with store.transaction(Deed(ws.principal, "delete patient", ("p9",))) as tx:
        patients.delete(tx, "p9")
    card.read()
    settled(qtbot, shell)
    shown = [card.model.index(0, column).data() for column in range(5)]
    assert shown[4] == "1 deleted patient"
    assert shown[1].startswith("Whole on ")
    assert "p9" in card.model.index(0, 4).data(3)  # its tooltip
    assert not card.verify.isEnabled()
    card.table.choose(lambda one: one.name == note.name)
    assert card.verify.isEnabled()
    (next(disk.iterdir()) / note.name / "audit.head").write_bytes(b"changed")
    card.verify_backup(note.name)
    settled(qtbot, shell)
    card.read()
    settled(qtbot, shell)
    assert card.model.index(0, 1).data() == "Damaged"
    assert card.model.index(0, 1).data(3) == "audit.head is damaged or missing."
    card.remove_backup(note.name, forget=False)
    settled(qtbot, shell)
    assert card.state.backups == ()


def test_a_clinician_sees_the_plan_and_is_told_who_changes_it(shell: Shell, disk: Path, qtbot: QtBot) -> None:
    ws = shell.workstation
    ws.backing_up.change_plan(ws.principal, Plan(str(disk)))
    shell.workstation = replace(ws, principal=Principal("bo", Role.CLINICIAN))
    card = BackupsCard(shell)
    qtbot.addWidget(card)
    card.read()
    settled(qtbot, shell)
    assert card.where.text() == str(disk)
    for control in (card.folder, card.often, card.kept, card.remove, card.verify):
        assert not control.isEnabled()
        assert "for administrators" in control.toolTip()
    assert card.now.isEnabled()


def test_how_to_restore_is_told(card: BackupsCard) -> None:
    card.how.click()
    (sheet,) = card.findChildren(Sheet)
    words = "\n".join(one.text() for one in sheet.findChildren(QLabel))
    assert "“Restore a backup…”" in words
    assert "recovery code" in words
    sheet.reject()
