"""Running work: one mechanism for progress and cancel.

A Job runs a function in a thread of its own. The function's last parameter is a ``Report``; calling it tells where the
work is and raises Cancelled once ``cancel`` was called.
"""

from __future__ import annotations

import threading
from collections.abc import Callable
from typing import Generic, Literal, TypeVar

from app.domain.errors import Cancelled
from app.domain.words import NOTHING, Phrase
from app.domain.work import Report, Step

T = TypeVar("T")
State = Literal["running", "done", "failed", "cancelled"]


class Job(Generic[T]):
    """Work under way. ``title`` is shown in the job tray; ``listen`` is called from the job's own thread."""

    def __init__(self, title: Phrase, work: Callable[[Report], T], listen: Callable[[Job[T]], None]) -> None:
        self.title = title
        self.step = Step(0, 0)
        self.state: State = "running"
        self.result: T | None = None
        self.error: BaseException | None = None
        self._work: Callable[[Report], T | None] = work
        self._listen = listen
        self._stop = threading.Event()
        self._thread = threading.Thread(target=self._run, name="job", daemon=True)

    def start(self) -> Job[T]:
        self._thread.start()
        return self

    def cancel(self) -> None:
        """Ask the work to stop at its next report."""
        self._stop.set()

    @property
    def is_cancelling(self) -> bool:
        return self._stop.is_set() and self.state == "running"

    def wait(self, timeout_s: float | None = None) -> None:
        self._thread.join(timeout_s)

    def let_go(self) -> None:
        """Forget the work of a job that has ended, once its thread is gone.

        What the work holds, a room or a picture, is then destroyed in the calling thread and never in the job's.
        """
        self._thread.join()
        self._work = _nothing

    def _report(self, done: int, total: int, note: Phrase = NOTHING) -> None:
        if self._stop.is_set():
            raise Cancelled
        self.step = Step(done, total, note)
        self._listen(self)

    def _run(self) -> None:
        try:
            self.result = self._work(self._report)
            self.state = "done"
        except Cancelled:
            self.state = "cancelled"
        except BaseException as error:  # noqa: BLE001 - one of the three edges where a bug is caught: shown by the listener
            self.error = error
            self.state = "failed"
        self._listen(self)


def _nothing(_report: Report) -> None:
    pass
