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
from app.jobs.guard import May, Protection
from app.jobs.shape import fits

_ROOT = Path(__file__).resolve().parent.parent.parent


@dataclass(frozen=True, slots=True)
class Limits:
    """What a child may use. ``memory_mb`` (Linux): address space beyond what it holds already, not held where a
    graphics card is used; 0: no limit. ``may``: read files; also write files; also use a graphics card. A child keeps
    to one of these for its life.
    """

    seconds: float = 60.0
    memory_mb: int = 2048
    may: May = "read"


class WorkerFailed(Exception):  # noqa: N818 - what happened, not an error of ours
    """The child crashed, hung or broke its limits. ``kind``: crashed, timeout, memory, garbage (what it answered is not
    what was asked for), or raised (the function raised something that is no WorkstationError; ``detail`` is its type
    and place, never its message).
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
        self._warming: threading.Timer | None = None
        # one thread starts every child and lives as long as the pool: on Linux a child dies with the *thread* that
        # started it, and callers are short-lived job threads
        self._starter = ThreadPoolExecutor(1, thread_name_prefix="workers")

    def run(self, function: str, *args: Any, limits: Limits = Limits(), returns: Any = Any) -> Any:
        """Run ``function`` ("module:name") in a child and wait. Safe to call from several threads at once.

        ``returns`` is the type its answer must have, down to every field: WorkerFailed where it is another.
        """
        with self._free, self._child(limits.may) as child:
            answer = child.call(function, args, limits)
            if not fits(answer, returns):
                child.is_alive = False  # it is not to be trusted again
                raise WorkerFailed("garbage", function)
            return answer

    def protection(self) -> Protection:
        """What holds back a child that reads foreign files on this computer."""
        found: Protection = self.run("app.jobs.guard:protection", returns=Protection)
        return found

    def warm(self, *modules: str, after_s: float = 0.0) -> None:
        """Start every child, without waiting, and let it import ``modules``, so that the first call is fast."""
        self._warming = threading.Timer(after_s, self._start_all, (modules,))
        self._warming.daemon = True
        self._warming.start()

    def _start_all(self, modules: tuple[str, ...]) -> None:
        for _ in range(self._size):
            with suppress(RuntimeError):  # closed meanwhile
                self._starter.submit(self._add_idle, modules)

    def close(self) -> None:
        """End every child; calls under way raise WorkerFailed."""
        with self._guard:
            self._is_closed = True
            idle, busy = self._idle.copy(), self._busy.copy()
            self._idle.clear()
        if self._warming is not None:
            self._warming.cancel()
        for child in idle:
            child.kill()
        for child in busy:
            child.stop()  # the thread that waits for it sees it end, and tidies
        self._starter.shutdown(wait=True)

    @contextmanager
    def _child(self, may: May) -> Iterator[_Child]:
        child = self._take(may)
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

    def _take(self, may: May) -> _Child:
        child = self._idle_child(may)
        if child is None:
            try:
                child = self._starter.submit(lambda: self._idle_child(may) or self._new_child(may)).result()
            except RuntimeError as error:
                raise WorkerFailed("crashed", "the workers are closed") from error
        with self._guard:
            self._busy.add(child)
            if self._is_closed:
                child.stop()
        return child

    def _idle_child(self, may: May) -> _Child | None:
        """An idle child that still runs; asked again by the starter, which may just have warmed one."""
        with self._guard:
            for child in [c for c in reversed(self._idle) if c.may == may]:
                self._idle.remove(child)
                if child.is_running():
                    return child
                child.kill()
        return None

    def _new_child(self, may: May) -> _Child:
        """A child, in the place of an idle one of another kind where the pool is full."""
        with self._guard:
            if self._idle and len(self._idle) + len(self._busy) >= self._size:
                self._idle.pop(0).kill()
        return _Child(self._command, may)

    def _add_idle(self, modules: tuple[str, ...]) -> None:
        with self._guard:
            if self._is_closed or len(self._idle) + len(self._busy) >= self._size:
                return
        child = _Child(self._command, "read")
        child.preload(modules)
        with self._guard:
            if not self._is_closed:
                self._idle.append(child)
                return
        child.kill()


class _Child:
    """One process and its two pipes. ``may``: what it was started for."""

    def __init__(self, command: tuple[str, ...], may: May) -> None:
        self.may: May = may
        self._process = subprocess.Popen(
            command,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,  # libraries print what they read; it may name a patient
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
            wire.send(self._calls, _frame("app.jobs.child:load", (module,), Limits(memory_mb=0, may=self.may)))
            self._owed += 1

    def call(self, function: str, args: tuple[Any, ...], limits: Limits) -> Any:
        late = threading.Event()
        timer = threading.Timer(limits.seconds, self._stop_late, (late,))
        timer.daemon = True
        timer.start()
        self.is_alive = False  # until it has answered: a call that is left half-way leaves an answer in the pipe
        try:
            # a child cannot hold more than its limit, so it cannot have more to say
            most = (limits.memory_mb << 20) or wire.MOST_BYTES
            said = self._exchange(_frame(function, args, limits), most)
            self.is_alive = True
        except (OSError, ValueError, wire.Broken) as error:
            if late.is_set():
                raise WorkerFailed("timeout", f"{limits.seconds:g} s") from error
            ending = self._ending()
            raise WorkerFailed("timeout" if ending in _OUT_OF_TIME else "crashed", ending) from error
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

    def _exchange(self, call: dict[str, Any], most_bytes: int) -> dict[str, Any]:
        while self._owed:
            wire.receive(self._answers)
            self._owed -= 1
        wire.send(self._calls, call)
        said = wire.receive(self._answers, most_bytes)
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


# SIGXCPU: the processor time is used up
_OUT_OF_TIME = ("signal 24",)


def _frame(function: str, args: tuple[Any, ...], limits: Limits) -> dict[str, Any]:
    return {
        "function": function,
        "args": list(args),
        "seconds": limits.seconds,
        "memory_mb": limits.memory_mb,
        "may": limits.may,
    }


def _command() -> tuple[str, ...]:
    if getattr(sys, "frozen", False):
        return (sys.executable, "--worker")
    return (sys.executable, "-P", "-m", "app.jobs.child")


def _environment() -> dict[str, str]:
    """Ours, and where app is: the folder that we were started in must not matter."""
    paths = [str(_ROOT), *filter(None, [os.environ.get("PYTHONPATH")])]
    return {**os.environ, "PYTHONPATH": os.pathsep.join(paths)}
