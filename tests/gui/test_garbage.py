"""Circles of Qt objects are destroyed in the Qt thread, whichever thread makes the garbage that has them collected."""

from __future__ import annotations

import gc
import threading
import weakref

from PySide6.QtCore import QObject
from pytestqt.qtbot import QtBot

from app.domain.words import say
from app.jobs.job import Job
from app.ui.qt.garbage import collected_by_qt
from app.ui.qt.job_bridge import JobBridge


class Ring(QObject):
    """An object that only Python's collector of circles can destroy."""

    def __init__(self) -> None:
        super().__init__()
        self.itself = self


def watched(one: object, seen: list[str]) -> None:
    """``seen`` gets the name of the thread ``one`` is destroyed in."""
    weakref.finalize(one, lambda: seen.append(threading.current_thread().name))


def objects_made_in_a_job_thread() -> list[list[int]]:
    """So many that Python looks for circles."""
    made: list[list[int]] = []
    thread = threading.Thread(target=lambda: made.extend([n] for n in range(5_000)), name="job")
    thread.start()
    thread.join()
    return made


def test_a_circle_left_while_a_job_works_is_destroyed_in_the_qt_thread(qtbot: QtBot) -> None:
    seen: list[str] = []
    with collected_by_qt():
        watched(Ring(), seen)
        made = objects_made_in_a_job_thread()
        assert seen == []
        qtbot.waitUntil(lambda: seen == ["MainThread"], timeout=5_000)
    assert len(made) == 5_000


def test_without_it_the_job_thread_would_destroy_the_circle() -> None:
    seen: list[str] = []
    gc.collect()
    gc.enable()
    watched(Ring(), seen)
    assert objects_made_in_a_job_thread()
    assert seen == ["job"]


def test_what_a_job_worked_with_is_destroyed_in_the_qt_thread(qtbot: QtBot) -> None:
    seen: list[str] = []
    ended: list[str] = []
    bridge = JobBridge()
    bridge.moved.connect(lambda job: ended.append(job.state))
    for _ in range(200):
        start_work_that_holds_an_object(bridge, seen)
    qtbot.waitUntil(lambda: ended.count("done") == 200 and len(seen) == 200, timeout=10_000)
    assert set(seen) == {"MainThread"}


def start_work_that_holds_an_object(bridge: JobBridge, seen: list[str]) -> Job[str]:
    held = QObject()
    watched(held, seen)
    return bridge.start(say("Open the vault"), lambda _report: held.objectName())
