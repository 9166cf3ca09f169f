"""How training tells after every epoch where it is, where it keeps what it has reached, and with whom it shares."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any, Protocol

import numpy as np
from numpy.typing import NDArray

from app.domain.words import Phrase
from ml.ranks import ALONE, Ranks

State = Mapping[str, NDArray[Any]]


class Watch(Protocol):
    """Told after every epoch; raises Cancelled once the person asked to stop."""

    def __call__(self, epoch: int, values: dict[str, float]) -> None: ...

    def note(self, words: Phrase) -> None:
        """Tell the person something that happened on the way."""
        ...

    def within(self, name: str, tells: bool = True) -> Watch:
        """The watch of a part of the work, which keeps its own state. ``tells`` False: its epochs are not told."""
        ...

    def kept(self) -> dict[str, NDArray[Any]] | None:
        """What an earlier, interrupted run of this very training kept; None for a fresh one."""
        ...

    def is_due(self) -> bool:
        """True where it is time to keep: twice a minute, and when the person asked to stop."""
        ...

    def keep(self, state: State) -> None:
        """Keep a state to resume from, sealed, in place of the one before."""
        ...

    def ranks(self) -> Ranks:
        """The processes that train this model together; the others are started when this is first asked."""
        ...


class Unwatched:
    """A watch nobody looks at, which keeps nothing."""

    def __call__(self, epoch: int, values: dict[str, float]) -> None:
        """Nobody listens."""

    def note(self, words: Phrase) -> None:
        """Nobody listens."""

    def within(self, name: str, tells: bool = True) -> Watch:
        del name, tells
        return self

    def kept(self) -> dict[str, NDArray[np.generic]] | None:
        return None

    def is_due(self) -> bool:
        return False

    def keep(self, state: State) -> None:
        """Nothing is kept."""

    def ranks(self) -> Ranks:
        return ALONE


unwatched = Unwatched()


def once(watch: Watch, make: Callable[[], NDArray[Any]]) -> NDArray[Any]:
    """What was worked out before an interruption, or is now."""
    kept = watch.kept()
    if kept is not None:
        return kept["made"]
    made = make()
    watch.keep({"made": made})
    return made
