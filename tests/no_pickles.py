"""Whoever opens a pickle that names a class or function fails the test: such a file can run any code."""

from __future__ import annotations

import sys
from types import FrameType
from typing import Any

# libraries that read their own pickles when they are imported or used: (module that reads, why it may)
ALLOWED: dict[str, str] = {}
seen: list[str] = []


def watch() -> None:
    """Look for the rest of this process's life."""
    sys.addaudithook(_look)


def _look(event: str, args: tuple[Any, ...]) -> None:
    if event != "pickle.find_class":
        return
    reader = _reader()
    if reader not in ALLOWED:
        seen.append(f"{reader} read a pickle that names {args[0]}.{args[1]}")
        raise AssertionError(seen[-1])


def _reader() -> str:
    """The module that asked for the pickle to be read."""
    frame: FrameType | None = sys._getframe(2)
    while frame is not None and frame.f_globals.get("__name__") == "pickle":
        frame = frame.f_back
    return str(frame.f_globals.get("__name__")) if frame else ""
