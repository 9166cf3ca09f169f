"""Child processes in which untrusted bytes meet C code. A crash costs the file, not the program.

``run("app.ingest.reading:parse", …)`` runs a top-level function of app in a child and returns its value. Arguments and
values travel as JSON and raw buffers (``jobs.wire``), never as pickles; pixels go by pipe.
"""

from __future__ import annotations

import os
import subprocess
import sys
import threading
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from io import RawIOBase
from pathlib import Path
from typing import Any, cast

from app.jobs import wire

_ROOT = Path(__file__).resolve().parent.parent.parent


@dataclass(frozen=True, slots=True)
class Limits:
    """What a child may use. ``memory_mb`` (Linux): address space beyond what it holds already; 0: no limit (a CUDA
    worker needs none).
    """

    seconds: float = 60.0
    memory_mb: int = 2048


class WorkerFailed(Exception):  # noqa: N818 - what happened, not an error of ours
    """The child crashed, hung or broke its limits. ``kind``: crashed, timeout, memory, or raised (the function raised
    something that is no WorkstationError; ``detail`` is its type and place, never its message).
    """

    def __init__(self, kind: str, detail: str = "") -> None:
        super().__init__(f"{kind}: {detail}")
        self.kind = kind
        self.detail = detail


class Workers:
    """A pool of child processes. WorkstationError raised in the child is raised here again, as it was.

    ``command`` starts a child; by default our own.
    """

    def __init__(self, size: int = 2, command: tuple[str, ...] = ()) -> None:
        self._size = size
        self._command = command or _command()
        self._free = threading.Semaphore(size)
        self._guard = threading.Lock()
        self._idle: list[_Child] = []
        self._busy: set[_Child] = set()
        self._is_closed = False
        # one thread starts every child and lives as long as the pool: on Linux a child dies with the *thread* that
        # started it, and callers are short-lived job threads
        self._starter = ThreadPoolExecutor(1, thread_name_prefix="workers")

    def run(self, function: str, *args: Any, limits: Limits = Limits()) -> Any:
        """Run ``function`` ("module:name") in a child and wait. Safe to call from several threads at once."""
        with self._free, self._child() as child:
            return child.call(function, args, limits)

    def warm(self, *modules: str) -> None:
        """Start every child now, without waiting, and let it import ``modules``, so that the first call is fast."""
        for _ in range(self._size):
            with suppress(RuntimeError):  # closed meanwhile
                self._starter.submit(self._add_idle, modules)

    def close(self) -> None:
        """End every child; calls under way raise WorkerFailed."""
        with self._guard:
            self._is_closed = True
            idle, busy = self._idle.copy(), self._busy.copy()
            self._idle.clear()
        for child in idle:
            child.kill()
        for child in busy:
            child.stop()  # the thread that waits for it sees it end, and tidies
        self._starter.shutdown(wait=True)

    @contextmanager
    def _child(self) -> Iterator[_Child]:
        child = self._take()
        try:
            yield child
        finally:
            with self._guard:
                self._busy.discard(child)
                keep = child.is_alive and not self._is_closed
                if keep:
                    self._idle.append(child)
            if not keep:
                child.kill()

    def _take(self) -> _Child:
        child = self._idle_child()
        if child is None:
            try:
                child = self._starter.submit(lambda: self._idle_child() or _Child(self._command)).result()
            except RuntimeError as error:
                raise WorkerFailed("crashed", "the workers are closed") from error
        with self._guard:
            self._busy.add(child)
            if self._is_closed:
                child.stop()
        return child

    def _idle_child(self) -> _Child | None:
        """An idle child that still runs; asked again by the starter, which may just have warmed one."""
        with self._guard:
            while self._idle:
                child = self._idle.pop()
                if child.is_running():
                    return child
                child.kill()
        return None

    def _add_idle(self, modules: tuple[str, ...]) -> None:
        with self._guard:
            if self._is_closed or len(self._idle) + len(self._busy) >= self._size:
                return
        child = _Child(self._command)
        child.preload(modules)
        with self._guard:
            if not self._is_closed:
                self._idle.append(child)
                return
        child.kill()


class _Child:
    """One process and its two pipes."""

    def __init__(self, command: tuple[str, ...]) -> None:
        self._process = subprocess.Popen(
            command,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            # C libraries print what they read; it may name a patient
            stderr=None if os.environ.get("AEGLE_DEBUG") else subprocess.DEVNULL,
            env=_environment(),
            bufsize=0,
            creationflags=getattr(subprocess, "CREATE_NO_WINDOW", 0),
        )
        self._calls = cast(RawIOBase, self._process.stdin)
        self._answers = cast(RawIOBase, self._process.stdout)
        self._owed = 0  # answers to preloading that nobody has read yet
        self.is_alive = True

    def preload(self, modules: tuple[str, ...]) -> None:
        """Ask for imports ahead of the first call; the answers are read before it."""
        for module in modules:
            wire.send(self._calls, {"function": "app.jobs.child:load", "args": [module], "memory_mb": 0})
            self._owed += 1

    def call(self, function: str, args: tuple[Any, ...], limits: Limits) -> Any:
        late = threading.Event()
        timer = threading.Timer(limits.seconds, self._stop_late, (late,))
        timer.daemon = True
        timer.start()
        self.is_alive = False  # until it has answered: a call that is left half-way leaves an answer in the pipe
        try:
            said = self._exchange({"function": function, "args": list(args), "memory_mb": limits.memory_mb})
            self.is_alive = True
        except (OSError, ValueError, wire.Broken) as error:
            if late.is_set():
                raise WorkerFailed("timeout", f"{limits.seconds:g} s") from error
            raise WorkerFailed("crashed", self._ending()) from error
        finally:
            timer.cancel()
        if "error" in said:
            raise wire.error_from_plain(said["error"])
        if "failed" in said:
            raise WorkerFailed(str(said["failed"]), str(said["detail"]))
        return said["value"]

    def is_running(self) -> bool:
        return self._process.poll() is None

    def stop(self) -> None:
        with suppress(OSError):
            self._process.kill()

    def kill(self) -> None:
        """Stop it, wait for its end, close the pipes. Only while no other thread uses them."""
        self.is_alive = False
        self.stop()
        self._process.wait()
        for pipe in (self._process.stdin, self._process.stdout):
            if pipe:
                with suppress(OSError):
                    pipe.close()

    def _exchange(self, call: dict[str, Any]) -> dict[str, Any]:
        while self._owed:
            wire.receive(self._answers)
            self._owed -= 1
        wire.send(self._calls, call)
        said = wire.receive(self._answers)
        if not isinstance(said, dict):
            raise wire.Broken("answer")
        return said

    def _stop_late(self, late: threading.Event) -> None:
        late.set()
        self.stop()

    def _ending(self) -> str:
        self.stop()
        code = self._process.wait()
        return f"signal {-code}" if code < 0 else f"exit code {code}"


def _command() -> tuple[str, ...]:
    if getattr(sys, "frozen", False):
        return (sys.executable, "--worker")
    return (sys.executable, "-P", "-m", "app.jobs.child")


def _environment() -> dict[str, str]:
    """Ours, and where app is: the folder that we were started in must not matter."""
    paths = [str(_ROOT), *filter(None, [os.environ.get("PYTHONPATH")])]
    return {**os.environ, "PYTHONPATH": os.pathsep.join(paths)}
