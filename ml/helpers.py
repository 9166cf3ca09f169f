"""Several processes at one training: parts of a cross-validation shared out among workers like this one.

Each helper opens the same sealed pack, makes the same plan of the same request and answers for its parts; what it found
goes back through the pack. A part's seed is its own, so the figures are those of one process.
"""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Callable, Sequence
from contextlib import suppress
from types import TracebackType
from typing import Any, Self

import numpy as np

from app.domain.errors import Cancelled, WorkstationError
from app.domain.words import Phrase, say
from app.sealed import Sealed
from ml.events import Events
from ml.recipes.held_out import Said
from ml.recipes.training import Plan

_HEX = b"0123456789abcdef"
_LINGER_S = 20.0


class Helpers:
    """``count`` processes in all, this one among them. Leaving the context ends the others."""

    def __init__(self, count: int, request: dict[str, Any], key: bytearray, pack: Sealed) -> None:
        self._count, self._request, self._key, self._pack = count, request, key, pack
        self._others: list[subprocess.Popen[bytes]] = []

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        for other in self._others:
            if other.stdin:
                with suppress(OSError):
                    other.stdin.close()
        for other in self._others:
            try:
                other.wait(0.1 if error is None else _LINGER_S)
            except subprocess.TimeoutExpired:
                other.kill()
                other.wait()
            if other.stdout:
                other.stdout.close()

    def share(self, parts: int, own: Callable[[int], Said]) -> Callable[[int], Said]:
        """Start the others on their parts; the function that answers for every part."""
        count = min(self._count, parts)
        self._others = [self._start(list(range(rank, parts, count))) for rank in range(1, count)]

        def ask(number: int) -> Said:
            if number % count == 0:
                return own(number)
            self._wait_for(self._others[number % count - 1], number)
            return taken(self._pack, number)

        return ask

    def _start(self, parts: Sequence[int]) -> subprocess.Popen[bytes]:
        command = (sys.executable, "--learn") if getattr(sys, "frozen", False) else (sys.executable, "-P", "-m", "ml")
        other = subprocess.Popen((*command, "part"), stdin=subprocess.PIPE, stdout=subprocess.PIPE, bufsize=0)
        digits = bytearray(2 * len(self._key) + 1)
        for at, byte in enumerate(self._key):
            digits[2 * at], digits[2 * at + 1] = _HEX[byte >> 4], _HEX[byte & 15]
        digits[-1] = 0x0A
        assert other.stdin is not None
        with suppress(OSError):  # it died at once: its end says why
            other.stdin.write(json.dumps({**self._request, "parts": list(parts)}, ensure_ascii=False).encode() + b"\n")
            other.stdin.write(digits)
        digits[:] = bytes(len(digits))
        return other

    def _wait_for(self, other: subprocess.Popen[bytes], number: int) -> None:
        assert other.stdout is not None
        for line in other.stdout:
            said = json.loads(line)
            if said.get("event") == "Part" and said["number"] == number:
                return
            if said.get("event") == "Failed":
                raise WorkstationError(Phrase.from_json(said["what"]), Phrase.from_json(said["hint"]))
        if other.wait() == 3:
            raise Cancelled
        raise WorkstationError(
            say("A helping process ended by itself (code {code}).", code=other.returncode),
            say("The memory was probably not enough for several processes. Train again with fewer."),
        )


def answer_parts(plan: Plan, numbers: Sequence[int], seed: int, pack: Sealed, events: Events) -> dict[str, Any]:
    """What a helper does: its parts, one after the other, each told when it lies in the pack."""
    for number in numbers:
        for name, said in plan.ask(number, seed, events.silent()).items():
            pack.put_array(f"said {number} {name}", np.ascontiguousarray(said))
        events.tell_part(number)
    return {"parts": list(numbers)}


def taken(pack: Sealed, number: int) -> Said:
    """What a helper put into the pack."""
    start = f"said {number} "
    return {name[len(start) :]: pack.array(name) for name in pack.names() if name.startswith(start)}
