"""How long work tells where it is: ``report(done, total, note)`` in its loop, as the last parameter."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Protocol

from app.domain.words import NOTHING, Phrase


@dataclass(frozen=True, slots=True)
class Step:
    """Where a job is. ``total`` 0 means: not known yet."""

    done: int
    total: int
    note: Phrase = NOTHING


class Report(Protocol):
    """Say how far the work is. Raises Cancelled when the person asked to stop."""

    def __call__(self, done: int, total: int, note: Phrase = NOTHING) -> None: ...


def quietly(done: int, total: int, note: Phrase = NOTHING) -> None:
    """A report nobody listens to."""
