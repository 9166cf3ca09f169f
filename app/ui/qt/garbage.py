"""Python's circular garbage is collected between two events of the Qt thread, and nowhere else.

Python collects circles whenever enough objects were made, in whichever thread made them, also in the middle of a call
from Qt. Widgets and graphics items in such a circle would be destroyed in a job's thread, or while Qt walks through
them; Qt forbids the first (https://doc.qt.io/qt-6/threads-qobject.html) and crashes on the second.
"""

from __future__ import annotations

import gc
from collections.abc import Iterator
from contextlib import contextmanager

from PySide6.QtCore import QTimer

_EVERY_MS = 100


@contextmanager
def collected_by_qt() -> Iterator[None]:
    """While this lasts, circles are collected by a timer of the calling thread only."""
    timer = QTimer()
    timer.timeout.connect(collect_what_is_due)
    gc.disable()
    timer.start(_EVERY_MS)
    try:
        yield
    finally:
        timer.stop()
        gc.enable()


def collect_what_is_due() -> None:
    """Collect the oldest generation whose count is over its threshold, as Python itself would."""
    over = [count > most for count, most in zip(gc.get_count(), gc.get_threshold(), strict=True)]
    if any(over):
        gc.collect(max(generation for generation, is_over in enumerate(over) if is_over))
