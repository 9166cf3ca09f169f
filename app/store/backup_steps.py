"""Counting bytes of a backup into a report, while they are copied or read."""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from pathlib import Path

from app.domain.words import NOTHING, Phrase
from app.domain.work import Report

CHUNK = 4 * 2**20


class Steps:
    """Counts bytes into a report of hundredths."""

    def __init__(self, report: Report, total: int) -> None:
        self.note: Phrase = NOTHING
        self._report = report
        self._done, self._total = 0, max(1, total)

    def __call__(self, size: int) -> None:
        self._done = min(self._done + size, self._total)
        self._report(100 * self._done // self._total, 100, self.note)


def digest_of(path: Path, said: Callable[[int], None]) -> str:
    found = hashlib.sha256()
    with path.open("rb") as file:
        while data := file.read(CHUNK):
            found.update(data)
            said(len(data))
    return found.hexdigest()


def size_of(path: Path) -> int:
    try:
        return path.stat().st_size
    except FileNotFoundError:
        return -1


def nothing(_size: int) -> None:
    """Where nobody counts."""
