"""Jobs: work in a thread, its end in the Qt thread, its failure in one form."""

from __future__ import annotations

import threading

import pytest
from PySide6.QtCore import QObject, QThread
from PySide6.QtWidgets import QApplication, QLabel, QPushButton
from pytestqt.qtbot import QtBot

from app.domain.errors import WorkstationError
from app.domain.patient import Changes
from app.domain.training import TrainRequest
from app.domain.words import say
from app.domain.work import Report
from app.jobs.job import Job
from app.services.training import Unfinished
from app.services.workstation import Workstation
from app.ui.cut_short import CutShortList
from app.ui.job_tray import JobButton, JobPanel, step_text
from app.ui.room import Shell
from app.ui.theme import Theme

TITLE = say("A job")


def test_work_runs_elsewhere_and_ends_in_the_qt_thread(shell: Shell, qtbot: QtBot) -> None:
    here: list[bool] = []

    def done(ran_in_main: bool) -> None:
        here.extend([ran_in_main, QThread.currentThread() is QApplication.instance().thread()])  # type: ignore[union-attr]

    shell.run_job(TITLE, lambda _report: threading.current_thread() is threading.main_thread(), done)
    qtbot.waitUntil(lambda: bool(here))
    assert here == [False, True]


def test_a_failure_comes_to_the_form_or_to_the_one_who_asked(
    workstation: Workstation, theme: Theme, qtbot: QtBot
) -> None:
    shell = Shell(workstation, theme, "en")
    shown: list[BaseException] = []
    taken: list[BaseException] = []
    shell.failed.connect(shown.append)

    def fail(_report: Report) -> None:
        raise WorkstationError(say("It failed."))

    shell.run_job(TITLE, fail, lambda _r: None)
    shell.run_job(TITLE, fail, lambda _r: None, failed=taken.append)
    qtbot.waitUntil(lambda: bool(shown and taken))
    assert str(shown[0]) == str(taken[0]) == "It failed."
    assert [job.state for job in shell.ended_jobs()] == ["failed", "failed"]
    shell.stop()


def test_a_cancelled_job_says_nothing(shell: Shell, qtbot: QtBot) -> None:
    said: list[object] = []
    started = threading.Event()

    def work(report: Report) -> None:
        for at in range(10_000):
            report(at, 10_000)
            started.set()
            threading.Event().wait(0.002)

    job = shell.run_job(TITLE, work, said.append, failed=said.append)
    started.wait(5)
    job.cancel()
    qtbot.waitUntil(lambda: shell.is_idle)
    assert job.state == "cancelled"
    assert said == []


def test_nothing_is_called_for_a_view_that_is_gone(shell: Shell, qtbot: QtBot) -> None:
    owner, called = QObject(), list[object]()
    go = threading.Event()
    shell.run_job(TITLE, lambda _report: go.wait(5), called.append, owner=owner)
    owner.deleteLater()
    QApplication.processEvents()
    qtbot.wait(1)
    go.set()
    qtbot.waitUntil(lambda: shell.is_idle)
    assert called == []


def test_many_reports_are_taken_together(shell: Shell, qtbot: QtBot) -> None:
    heard: list[int] = []
    shell.jobs_moved.connect(lambda: heard.append(1))

    def work(report: Report) -> int:
        for at in range(20_000):
            report(at, 20_000)
        return 7

    results: list[int] = []
    shell.run_job(TITLE, work, results.append)
    qtbot.waitUntil(lambda: results == [7], timeout=20_000)
    assert len(heard) < 5_000


def test_a_quiet_job_stays_out_of_the_tray(shell: Shell, qtbot: QtBot) -> None:
    go = threading.Event()
    shell.run_job(TITLE, lambda _report: go.wait(5), lambda _r: None, quiet=True)
    assert shell.jobs() == ()
    assert not shell.is_idle
    go.set()
    qtbot.waitUntil(lambda: shell.is_idle)
    assert shell.ended_jobs() == ()


def test_the_tray_shows_how_far_a_job_is_and_stops_it(shell: Shell, qtbot: QtBot) -> None:
    panel = JobPanel(shell, None)  # type: ignore[arg-type]
    qtbot.addWidget(panel)
    panel.show()
    button = JobButton(shell)
    qtbot.addWidget(button)
    go = threading.Event()

    def work(report: Report) -> None:
        while not go.is_set():
            report(3, 40, say("Read files"))
            go.wait(0.005)

    job: Job[None] = shell.run_job(say("Import {name}", name="X"), work, lambda _r: None)
    qtbot.waitUntil(lambda: "3 / 40" in button.text())
    assert "Import X" in button.text()
    job.cancel()
    qtbot.waitUntil(lambda: shell.is_idle)
    assert button.text() == "No jobs running"
    assert shell.ended_jobs()[0].state == "cancelled"


def test_a_step_is_told_with_and_without_a_total(shell: Shell, qtbot: QtBot) -> None:
    steps: list[str] = []
    job = shell.run_job(TITLE, lambda report: report(0, 0, say("Looking for files")), lambda _r: None)
    qtbot.waitUntil(lambda: shell.is_idle)
    steps.append(step_text(job.step))
    assert steps == ["Looking for files"]


def test_jobs_go_on_when_the_look_changes(workstation: Workstation, theme: Theme, qtbot: QtBot) -> None:
    before = Shell(workstation, theme, "en")
    go, called = threading.Event(), list[object]()
    before.run_job(TITLE, lambda _report: go.wait(5), called.append)
    after = Shell(workstation, theme, "zh_CN", before=before)
    assert [str(job.title) for job in after.jobs()] == ["A job"]
    go.set()
    qtbot.waitUntil(lambda: after.is_idle)
    assert after.ended_jobs()[0].state == "done"
    assert called == []
    after.stop()


@pytest.mark.parametrize("nouns", [("study",), ("patient", "fact")])
def test_news_of_any_thread_arrives_in_the_qt_thread(shell: Shell, qtbot: QtBot, nouns: tuple[str, ...]) -> None:
    heard: list[tuple[frozenset[str], bool]] = []
    main = QThread.currentThread()
    shell.news.connect(lambda changes: heard.append((changes.nouns(), QThread.currentThread() is main)))
    changes = Changes(tuple((noun, ("x",)) for noun in nouns))
    threading.Thread(target=lambda: shell.workstation.news.tell(changes)).start()
    qtbot.waitUntil(lambda: bool(heard))
    assert heard == [(frozenset(nouns), True)]


def test_a_training_that_was_cut_short_is_listed_resumed_and_deleted(
    workstation: Workstation, theme: Theme, qtbot: QtBot
) -> None:
    shell = Shell(workstation, theme, "en")
    shown = CutShortList(shell)
    qtbot.addWidget(shown)
    failed: list[BaseException] = []
    shell.failed.connect(failed.append)
    one = Unfinished("1-abc", TrainRequest("case_diagnosis", "", "ill", name="Pneumonia"), 1.79e9)
    shown.show_them((one,))
    assert "Pneumonia" in [label.text() for label in shown.findChildren(QLabel)]
    resume, delete = shown.findChildren(QPushButton)
    delete.click()
    qtbot.waitUntil(lambda: shown.isHidden() and shell.is_idle)
    shown.show_them((one,))
    resume = shown.findChildren(QPushButton)[-2]
    resume.click()
    qtbot.waitUntil(lambda: bool(failed))  # nothing lies there: it is said, not ignored
    assert "not there any more" in str(failed[0])
    assert workstation.training.unfinished(workstation.principal) == ()
    qtbot.waitUntil(lambda: shell.is_idle)
    shell.stop()
