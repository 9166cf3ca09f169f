"""Deleting on screen: what goes and stays, the reason, and the second step, which is in sight until it is done."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from dataclasses import replace

import pytest
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel
from pytestqt.qtbot import QtBot

from app.domain.patient import Principal, Role
from app.domain.work import Report
from app.services.deleting import Deleting, Waiting
from app.services.workstation import Workstation
from app.store.backup import BackupNote
from app.ui.deleting import DeleteSheet, ErasingBar, delete_patient, delete_study, waiting_words
from app.ui.room import Shell
from app.ui.worklist.view import View


@pytest.fixture
def view(library: Workstation, library_shell: Shell, qtbot: QtBot) -> Iterator[View]:
    made = View(library, library_shell)
    made.resize(1200, 700)
    qtbot.addWidget(made)
    made.show()
    qtbot.waitUntil(lambda: library_shell.is_idle and made.state.is_read, timeout=30_000)
    yield made
    qtbot.waitUntil(lambda: library_shell.is_idle, timeout=30_000)


def sheet(qtbot: QtBot) -> DeleteSheet:
    qtbot.waitUntil(lambda: isinstance(QApplication.activeModalWidget(), DeleteSheet), timeout=30_000)
    found = QApplication.activeModalWidget()
    assert isinstance(found, DeleteSheet)
    return found


def said(found: DeleteSheet | ErasingBar) -> str:
    return "\n".join(label.text() for label in found.findChildren(QLabel))


def delete(view: View, shell: Shell, qtbot: QtBot, mrn: str) -> str:
    row = next(r for r in view.patients.rows() if r.patient.mrn == mrn)
    delete_patient(shell, view, row.patient)
    asked = sheet(qtbot)
    assert not asked.verb.isEnabled()  # no reason yet
    QTest.keyClicks(asked.reason, "imported by mistake")
    words = said(asked)
    asked.verb.click()
    qtbot.waitUntil(lambda: shell.is_idle and view.erasing.isVisible(), timeout=30_000)
    return words


def test_a_patient_is_deleted_with_a_reason_then_erased(
    view: View, library: Workstation, library_shell: Shell, qtbot: QtBot
) -> None:
    assert not view.erasing.isVisible()
    words = delete(view, library_shell, qtbot, "H-200")
    assert "1 study, 8 images and objects" in words
    assert "The audit trail" in words
    assert all(r.patient.mrn != "H-200" for r in library.worklist.patients(library.principal))
    assert any(entry.why == "imported by mistake" for entry in library.auditing.entries(library.principal))
    qtbot.waitUntil(lambda: all(r.patient.mrn != "H-200" for r in view.patients.rows()), timeout=30_000)
    assert "Deleted, not yet erased: 1 patient." in said(view.erasing)
    view.erasing.erase.click()
    qtbot.waitUntil(lambda: library_shell.is_idle and not view.erasing.isVisible(), timeout=60_000)
    assert library.deleting.waiting(library.principal).deletions == ()


def test_a_study_is_deleted_and_its_patient_stays(
    view: View, library: Workstation, library_shell: Shell, qtbot: QtBot
) -> None:
    row = next(r for r in view.studies.rows() if r.patient.mrn == "T-100")
    delete_study(library_shell, view, row.study)
    asked = sheet(qtbot)
    QTest.keyClicks(asked.reason, "wrong patient")
    asked.verb.click()
    qtbot.waitUntil(lambda: library_shell.is_idle and view.erasing.isVisible(), timeout=30_000)
    assert "T-100" in {r.patient.mrn for r in library.worklist.patients(library.principal)}
    assert row.study.uid not in {r.study.uid for r in library.worklist.studies(library.principal)}
    assert "1 study" in said(view.erasing)


def test_erasing_is_stopped_at_a_safe_point_and_goes_on(
    view: View, library_shell: Shell, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    delete(view, library_shell, qtbot, "H-200")
    real, reached, go_on = Deleting.erase, threading.Event(), threading.Event()

    def slowly(self: Deleting, principal: Principal, report: Report) -> int:
        reached.set()
        go_on.wait(20)
        return real(self, principal, report)

    bar = view.erasing
    with monkeypatch.context() as slow:
        slow.setattr(Deleting, "erase", slowly)
        bar.erase.click()
        qtbot.waitUntil(reached.is_set, timeout=10_000)
        assert bar.stop.isVisible()
        assert not bar.erase.isVisible()
        bar.stop.click()
        assert not bar.stop.isEnabled()
        go_on.set()
        qtbot.waitUntil(lambda: library_shell.is_idle and bar.erase.isVisible(), timeout=30_000)
    assert bar.erase.text() == "Go on erasing"
    assert "stopped before its end" in said(bar)
    bar.erase.click()
    qtbot.waitUntil(lambda: library_shell.is_idle and not bar.isVisible(), timeout=60_000)


def test_who_may_not_delete_sees_why(library: Workstation, library_shell: Shell, qtbot: QtBot) -> None:
    reader = replace(library, principal=Principal("bob", Role.READER))
    library_shell.workstation = reader
    bar = ErasingBar(library_shell)
    qtbot.addWidget(bar)
    qtbot.waitUntil(lambda: library_shell.is_idle, timeout=30_000)
    assert not bar.erase.isEnabled()
    assert "administrators" in bar.erase.toolTip()


def test_the_backups_that_still_hold_it_and_the_room_it_needs_are_named() -> None:
    note = BackupNote("2026-11-20", "/backups", "", "", 1, 1, 1, "")
    waiting = Waiting((), (note,), 50 * 2**20, 10 * 2**20, is_begun=True)
    words = " ".join(waiting_words(waiting))
    assert "Erasing needs 51 MiB of free space; there are 10." in words
    assert "Still in backups: 2026-11-20 in /backups." in words
    assert "goes on where it was" in words
