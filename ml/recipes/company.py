"""Who trains together: nobody else, helpers on this computer, or processes that ``torchrun`` started."""

from __future__ import annotations

from collections.abc import Callable
from typing import Protocol

from ml.ranks import ALONE, Ranks
from ml.recipes.held_out import Said


class Company(Protocol):
    """The processes at one training."""

    def whole(self) -> Ranks:
        """Those that share the batches of the model itself; started when first asked for."""
        ...

    def part(self) -> Ranks:
        """Those that share the batches of one part of a cross-validation."""
        ...

    def share(self, parts: int, own: Callable[[int], Said]) -> Callable[[int], Said]:
        """Begin with the parts elsewhere; the function that answers for each. ``own``: answers in this process."""
        ...

    def once(self, number: int, own: Callable[[int], Said]) -> Said:
        """What was said of a part before an interruption, or is now."""
        ...


class Nobody:
    """One process that remembers nothing."""

    def whole(self) -> Ranks:
        return ALONE

    def part(self) -> Ranks:
        return ALONE

    def share(self, parts: int, own: Callable[[int], Said]) -> Callable[[int], Said]:
        del parts
        return own

    def once(self, number: int, own: Callable[[int], Said]) -> Said:
        return own(number)


class Spread(Nobody):
    """Processes that all do the same, but for the batches, of which each has its share (``torchrun``)."""

    def __init__(self, ranks: Ranks) -> None:
        self._ranks = ranks

    def whole(self) -> Ranks:
        return self._ranks

    def part(self) -> Ranks:
        return self._ranks


NOBODY = Nobody()
