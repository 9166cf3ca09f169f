"""Brings a job's news from its own thread to the Qt thread."""

from __future__ import annotations

import threading
from collections.abc import Callable
from typing import Any, TypeVar

from PySide6.QtCore import QObject, Qt, Signal

from app.domain.words import Phrase
from app.domain.work import Report
from app.jobs.job import Job

T = TypeVar("T")


class JobBridge(QObject):
    """Starts jobs and says ``moved(job)`` in the Qt thread whenever one got further or ended.

    Reports that come faster than the window can show them are taken together: while one is under way for a job, no
    second is sent.
    """

    moved = Signal(object)
    _came = Signal(object)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._under_way: set[int] = set()
        self._lock = threading.Lock()
        self._came.connect(self._arrive, Qt.ConnectionType.QueuedConnection)

    def start(self, title: Phrase, work: Callable[[Report], T]) -> Job[T]:
        return Job(title, work, self._listen).start()

    def _listen(self, job: Job[Any]) -> None:
        with self._lock:
            if id(job) in self._under_way:
                return
            self._under_way.add(id(job))
        self._came.emit(job)

    def _arrive(self, job: Job[Any]) -> None:
        with self._lock:
            self._under_way.discard(id(job))
        if job.state != "running":
            job.let_go()
        self.moved.emit(job)
