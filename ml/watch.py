"""How training tells after every epoch where it is, and where it keeps what it has reached."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Protocol

import numpy as np
from numpy.typing import NDArray

State = Mapping[str, NDArray[Any]]


class Watch(Protocol):
    """Told after every epoch; raises Cancelled once the person asked to stop."""

    def __call__(self, epoch: int, values: dict[str, float]) -> None: ...

    def kept(self) -> dict[str, NDArray[Any]] | None:
        """What an earlier, interrupted run of this very training kept; None for a fresh one."""
        ...

    def keep(self, state: State) -> None:
        """Keep a state to resume from, sealed. Called after every epoch: it is written at most twice a minute."""
        ...


class Unwatched:
    """A watch nobody looks at, which keeps nothing."""

    def __call__(self, epoch: int, values: dict[str, float]) -> None:
        """Nobody listens."""

    def kept(self) -> dict[str, NDArray[np.generic]] | None:
        return None

    def keep(self, state: State) -> None:
        """Nothing is kept."""


unwatched = Unwatched()
