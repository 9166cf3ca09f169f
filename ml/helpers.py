"""Several processes at one training on this computer, each a worker like this one that opens the same sealed pack.

Parts of a cross-validation are shared out: a helper makes the same plan of the same request and answers for its parts;
what it found goes back through the pack. A part's seed is its own, so the figures are those of one process. Where there
is one part alone, the helpers take shares of the batches of the one model instead (``ml.ranks``), through their pipes.
"""

from __future__ import annotations

import io
import json
import subprocess
import sys
from collections.abc import Callable, Sequence
from contextlib import suppress
from types import TracebackType
from typing import Any, Self, cast

import numpy as np
from safetensors.numpy import load, save

from app.domain.errors import Cancelled, WorkstationError
from app.domain.words import Phrase, say
from app.sealed import Sealed
from ml.events import Events
from ml.ranks import ALONE, First, Ranks
from ml.recipes.held_out import Said
from ml.recipes.training import Plan
from ml.training.checkpoint import Keeper

_HEX = b"0123456789abcdef"
_LINGER_S = 20.0


class Helpers:
    """``count`` processes in all, this one among them. Leaving the context ends the others."""

    def __init__(self, count: int, request: dict[str, Any], key: bytearray, pack: Sealed, keeper: Keeper) -> None:
        self._count, self._request, self._key, self._pack, self._keeper = count, request, key, pack, keeper
        self._others: list[subprocess.Popen[bytes]] = []
        self._has_parts = False
        self._ranks: Ranks | None = None

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

    def part(self) -> Ranks:
        """A part is one process's own."""
        return ALONE

    def whole(self) -> Ranks:
        """Helpers that share the batches; this process alone where they have parts of their own to do."""
        if self._ranks is None:
            self._ranks = ALONE if self._has_parts or self._count == 1 else self._together()
        return self._ranks

    def _together(self) -> Ranks:
        self._others = [self._start("rank", {"rank": rank, "ranks": self._count}) for rank in range(1, self._count)]
        for other in self._others:
            _widen(other)
        pipes = [(cast(io.RawIOBase, o.stdout), cast(io.RawIOBase, o.stdin)) for o in self._others]
        first = First(pipes, self._gone)
        first.give(self._keeper.everything())
        return first

    def share(self, parts: int, own: Callable[[int], Said]) -> Callable[[int], Said]:
        """Start the others on their parts: this process takes one fewer, as it also trains the model itself."""
        count = min(self._count, parts + 1)
        self._has_parts = True
        self._others = [self._start("part", {"parts": list(range(rank - 1, parts, count))}) for rank in range(1, count)]

        def ask(number: int) -> Said:
            if (number + 1) % count == 0:
                return self.once(number, own)
            self._wait_for(self._others[(number + 1) % count - 1], number)
            return taken(self._pack, number)

        return ask

    def once(self, number: int, own: Callable[[int], Said]) -> Said:
        return once(self._pack, self._keeper, number, own)

    def _start(self, verb: str, more: dict[str, Any]) -> subprocess.Popen[bytes]:
        command = (sys.executable, "--learn") if getattr(sys, "frozen", False) else (sys.executable, "-P", "-m", "ml")
        other = subprocess.Popen((*command, verb), stdin=subprocess.PIPE, stdout=subprocess.PIPE, bufsize=0)
        digits = bytearray(2 * len(self._key) + 1)
        for at, byte in enumerate(self._key):
            digits[2 * at], digits[2 * at + 1] = _HEX[byte >> 4], _HEX[byte & 15]
        digits[-1] = 0x0A
        assert other.stdin is not None
        with suppress(OSError):  # it died at once: its end says why
            other.stdin.write(json.dumps({**self._request, **more}, ensure_ascii=False).encode() + b"\n")
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
        raise _ended(other.returncode)

    def _gone(self) -> Exception:
        """Why a process that shared the batches is not there any more."""
        codes = [other.wait() if other.poll() is None else other.returncode for other in self._others[:1]]
        return Cancelled() if 3 in codes else _ended(codes[0])


def _widen(other: subprocess.Popen[bytes]) -> None:
    """Let a whole message wait in each pipe, where the system allows it: nobody then waits for a reader."""
    if sys.platform == "linux":
        import fcntl  # POSIX only

        for pipe in (other.stdin, other.stdout):
            with suppress(OSError):  # more than this person may have
                fcntl.fcntl(cast(io.RawIOBase, pipe), fcntl.F_SETPIPE_SZ, 2**20)


def _ended(code: int) -> WorkstationError:
    return WorkstationError(
        say("A helping process ended by itself (code {code}).", code=code),
        say("The memory was probably not enough for several processes. Train again with fewer."),
    )


def answer_parts(
    plan: Plan, numbers: Sequence[int], seed: int, pack: Sealed, keeper: Keeper, events: Events
) -> dict[str, Any]:
    """What a helper does: its parts, one after the other, each told when it lies in the pack."""
    for number in numbers:
        once(pack, keeper, number, lambda at: plan.ask(at, seed, events.silent(f"part {at}")))
        events.tell_part(number)
    return {"parts": list(numbers)}


def once(pack: Sealed, keeper: Keeper, number: int, own: Callable[[int], Said]) -> Said:
    """What was said of a part: found in the pack, or put there now, and its checkpoints dropped."""
    if _named(number) not in pack.names():
        made = save({name: np.ascontiguousarray(said) for name, said in own(number).items()})
        pack.put_array(_named(number), np.frombuffer(made, dtype=np.uint8))
        keeper.forget(f"part {number}")
    return taken(pack, number)


def taken(pack: Sealed, number: int) -> Said:
    """What lies in the pack of a part."""
    said: Said = load(pack.array(_named(number)).tobytes())
    return said


def _named(number: int) -> str:
    return f"said {number}"
