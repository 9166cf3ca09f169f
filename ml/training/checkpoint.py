"""Where an interrupted training finds again what it had reached: sealed, in the pack it learns from.

Each part of the work has a scope of its own ("whole", "part 3/chosen/member 0"); a state is one entry of the pack, so
it is there as a whole or not at all, whenever the process is killed.
"""

from __future__ import annotations

import time
from collections.abc import Callable
from typing import Any

import numpy as np
from numpy.typing import NDArray
from safetensors.numpy import load, save

from app.domain.errors import WorkstationError
from app.sealed import Sealed
from ml.watch import State

EVERY_S = 30.0
_START = "kept "
_EMPTY = np.zeros(0, dtype=np.uint8)


class Keeper:
    """States by scope. What is found is what lay there when the process began."""

    def __init__(self, pack: Sealed, every_s: float = EVERY_S, clock: Callable[[], float] = time.monotonic) -> None:
        self._pack, self._every_s, self._clock = pack, every_s, clock
        self._found = {n for n in pack.names() if n.startswith(_START)}
        self._last = clock()

    def kept(self, scope: str) -> dict[str, NDArray[Any]] | None:
        name = _START + scope
        return _opened(self._pack.array(name)) if name in self._found else None

    def is_due(self) -> bool:
        return self._clock() - self._last >= self._every_s

    def keep(self, scope: str, state: State) -> WorkstationError | None:
        """What went wrong, if anything: a full disk must not end a training that may still come to its end."""
        self._last = self._clock()
        made = save({name: np.ascontiguousarray(array) for name, array in state.items()})
        try:
            self._pack.put_array(_START + scope, np.frombuffer(made, dtype=np.uint8))
        except WorkstationError as error:
            return error
        return None

    def forget(self, scope: str) -> None:
        """Empty a scope and all within it: what they led to is kept otherwise."""
        for name in self._pack.names():
            if name == _START + scope or name.startswith(f"{_START}{scope}/"):
                self._pack.put_array(name, _EMPTY)

    def everything(self) -> bytes:
        """All that was found, for processes that cannot read this pack."""
        return save({name: self._pack.array(name) for name in sorted(self._found)})


class Handed:
    """What process 0 found, in another process; it keeps nothing itself."""

    def __init__(self, everything: bytes) -> None:
        self._found = load(everything) if everything else {}

    def kept(self, scope: str) -> dict[str, NDArray[Any]] | None:
        return _opened(self._found.get(_START + scope, _EMPTY))

    def is_due(self) -> bool:
        return False

    def keep(self, scope: str, state: State) -> None:
        """Process 0 does."""

    def forget(self, scope: str) -> None:
        """Process 0 does."""


def _opened(made: NDArray[Any]) -> dict[str, NDArray[Any]] | None:
    return load(made.tobytes()) if made.size else None
