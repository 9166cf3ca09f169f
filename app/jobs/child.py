"""The child process: reads a call, runs it, answers. ``python -m app.jobs.child``, or ``--worker`` when frozen."""

from __future__ import annotations

import ctypes
import importlib
import os
import signal
import sys
import traceback
from collections.abc import Callable
from io import FileIO
from pathlib import Path
from typing import Any

from app.domain.errors import WorkstationError
from app.jobs import guard, wire

_PR_SET_PDEATHSIG = 1


def main() -> int:
    """Serve calls from stdin until it closes."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C is the parent's to answer; it ends us
    sys.addaudithook(_refuse_pickles)
    calls, answers = _pipes()
    _die_with_parent()
    while True:
        try:
            call = wire.receive(calls)
        except wire.Broken:
            return 0
        _answer(call, answers)


def load(module: str) -> None:
    """Import a module of app ahead of the call that needs it."""
    if module.startswith("app."):
        importlib.import_module(module)


def _answer(call: dict[str, Any], answers: FileIO) -> None:
    try:
        guard.shut(call["may"])
        # its libraries are loaded first: the limit is for what the bytes ask for
        function = _function(call["function"])
        # CUDA maps far more than it uses
        _limit_memory(0 if guard.needed(call["may"]) == "device" else call["memory_mb"])
        guard.limit_processor(call["seconds"])
        said: dict[str, Any] = {"value": function(*call["args"])}
        wire.send(answers, said)
    except WorkstationError as error:
        wire.send(answers, {"error": wire.error_to_plain(error)})
    except MemoryError:
        _limit_memory(0)
        wire.send(answers, {"failed": "memory", "detail": ""})
    except Exception as error:  # noqa: BLE001 - an edge: foreign bytes can make a library raise anything
        wire.send(answers, {"failed": "raised", "detail": _place_of(error)})


def _function(name: str) -> Callable[..., Any]:
    module, _, function = name.partition(":")
    if not module.startswith("app."):
        raise ValueError(f"{name} is not a function of app")
    found: Callable[..., Any] = getattr(importlib.import_module(module), function)
    return found


def _place_of(error: BaseException) -> str:
    """Type and place of an error, without its message: that may quote what was read."""
    frames = traceback.extract_tb(error.__traceback__)
    places = [f"{Path(frame.filename).name}:{frame.lineno} {frame.name}" for frame in frames[-3:]]
    return f"{type(error).__name__} at {' > '.join(places)}"


def _pipes() -> tuple[FileIO, FileIO]:
    """The pipes to the parent, moved away from stdin and stdout so that a library that prints cannot spoil a frame."""
    calls, answers = FileIO(os.dup(0), "rb"), FileIO(os.dup(1), "wb")
    nothing = os.open(os.devnull, os.O_RDONLY)
    os.dup2(nothing, 0)
    os.close(nothing)
    os.dup2(2, 1)
    return calls, answers


def _die_with_parent() -> None:
    """Elsewhere than on Linux the closed stdin ends an idle child, and its time limit a busy one's parent call."""
    if sys.platform == "linux":
        ctypes.CDLL(None).prctl(_PR_SET_PDEATHSIG, signal.SIGKILL, 0, 0, 0)


def _refuse_pickles(event: str, args: tuple[Any, ...]) -> None:
    """A pickle can name any function to be called: none that does is opened here, whichever library asks."""
    if event == "pickle.find_class":
        raise ValueError(f"a pickle asked for {args[0]}.{args[1]}")


def _limit_memory(memory_mb: int) -> None:
    """Allow ``memory_mb`` more address space than is mapped now; 0 lifts the limit (a CUDA worker needs it gone)."""
    if sys.platform != "linux":
        return
    import resource  # POSIX only

    _, hard = resource.getrlimit(resource.RLIMIT_AS)
    mapped = int(Path("/proc/self/statm").read_text().split()[0]) * resource.getpagesize()
    wanted = mapped + memory_mb * 2**20 if memory_mb else resource.RLIM_INFINITY
    soft = wanted if hard == resource.RLIM_INFINITY else hard if wanted == resource.RLIM_INFINITY else min(wanted, hard)
    resource.setrlimit(resource.RLIMIT_AS, (soft, hard))


if __name__ == "__main__":
    sys.exit(main())
