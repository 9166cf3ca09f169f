"""The learning worker as seen from the program: a process that is handed a request and a key, and says JSON lines.

The program never imports ``ml``: it runs it. What the two say to each other is in ``domain.training``.
"""

from __future__ import annotations

import json
import os
import queue
import re
import subprocess
import sys
import threading
from collections.abc import Iterator
from contextlib import suppress
from io import RawIOBase
from pathlib import Path
from typing import Any, Literal, cast

Verb = Literal["describe", "train", "evaluate", "explain", "compare"]

DONE, FAILED, STOPPED = 0, 2, 3
_ROOT = Path(__file__).resolve().parent.parent.parent
_HEX = b"0123456789abcdef"
_LINGER_S = 20.0  # how long a worker may take to stop tidily
_ERROR_TYPE = re.compile(r"([A-Za-z_][\w.]*(Error|Exception|Interrupt|Exit|Warning)?)(:|$)")


class Learner:
    """One run of the worker. Use as a context manager: leaving it ends the process."""

    def __init__(self, verb: Verb, command: tuple[str, ...] = ()) -> None:
        self._process = subprocess.Popen(
            (*(command or _command()), verb),
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            cwd=_ROOT,
            env=_environment(),
            bufsize=0,
            # Ctrl-C in the terminal is for us: the worker hears of it on its stdin and stops tidily
            start_new_session=True,
            creationflags=getattr(subprocess, "CREATE_NO_WINDOW", 0)
            | getattr(subprocess, "CREATE_NEW_PROCESS_GROUP", 0),
        )
        self._said: queue.Queue[dict[str, Any] | None] = queue.Queue()
        self._last_error_line = ""
        works = (self._listen, self._listen_to_errors)
        self._threads = [threading.Thread(target=work, name="learner", daemon=True) for work in works]
        for thread in self._threads:
            thread.start()

    def __enter__(self) -> Learner:
        return self

    def __exit__(self, *_: object) -> None:
        self.stop()
        try:
            self._process.wait(_LINGER_S)
        except subprocess.TimeoutExpired:
            self._process.kill()
            self._process.wait()
        for thread in self._threads:
            thread.join()
        for pipe in (self._process.stdout, self._process.stderr):
            if pipe:
                pipe.close()

    def ask(self, request: dict[str, Any], key: bytearray) -> None:
        """Hand over the request and the pack's key, which is the caller's to wipe."""
        digits = bytearray(2 * len(key) + 1)
        for at, byte in enumerate(key):
            digits[2 * at], digits[2 * at + 1] = _HEX[byte >> 4], _HEX[byte & 15]
        digits[-1] = 0x0A
        stdin = cast(RawIOBase, self._process.stdin)
        with suppress(OSError):  # it died at once: its end says why
            for part in (json.dumps(request, ensure_ascii=False).encode() + b"\n", digits):
                view = memoryview(part)
                while view:
                    view = view[stdin.write(view) or 0 :]
        digits[:] = bytes(len(digits))

    def events(self, patience_s: float) -> Iterator[dict[str, Any] | None]:
        """Each line as it comes; None whenever nothing was said for a while, so that the caller can look up."""
        while True:
            try:
                said = self._said.get(timeout=patience_s)
            except queue.Empty:
                yield None
                continue
            if said is None:
                return
            yield said

    def stop(self) -> None:
        """Ask it to stop: it hears that nobody speaks to it any more."""
        if self._process.stdin:
            with suppress(OSError):
                self._process.stdin.close()

    def ending(self) -> tuple[int, str]:
        """(exit code, the kind of error it died of). Never an error's message: it may hold a patient's values."""
        code = self._process.wait()
        for thread in self._threads:
            thread.join()
        kind = _ERROR_TYPE.match(self._last_error_line)
        return code, kind.group(1) if kind else ""

    def _listen(self) -> None:
        for line in cast(RawIOBase, self._process.stdout):
            with suppress(ValueError):  # a line that is no event was not said by us
                self._said.put(json.loads(line))
        self._said.put(None)

    def _listen_to_errors(self) -> None:
        for line in cast(RawIOBase, self._process.stderr):
            text = line.decode(errors="replace").strip()
            self._last_error_line = text or self._last_error_line


def _command() -> tuple[str, ...]:
    if getattr(sys, "frozen", False):
        return (sys.executable, "--learn")
    return (sys.executable, "-P", "-m", "ml")


def _environment() -> dict[str, str]:
    """Ours, and where ml is: the folder that we were started in must not matter."""
    paths = [str(_ROOT), *filter(None, [os.environ.get("PYTHONPATH")])]
    # small matrices are slower on several threads, and the window needs a core of its own
    single = dict.fromkeys(("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS"), "1")
    # it starts no processes of its own, so nothing is shared by a name in /dev/shm
    single["JOBLIB_MULTIPROCESSING"] = "0"
    return {**os.environ, **single, "PYTHONPATH": os.pathsep.join(paths)}
