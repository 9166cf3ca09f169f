"""What keeps the memory to this process: no dump of it on the disk, no look from outside, no key in the swap space, and
no value of it in what a library or a bug says.
"""

from __future__ import annotations

import ctypes
import sys
import threading
import traceback
import warnings
from contextlib import suppress
from types import TracebackType
from typing import Any, TextIO

from app.domain.words import Phrase, say

_SET_DUMPABLE, _GET_DUMPABLE = 4, 3  # prctl
_NO_DIALOG = 0x0001 | 0x0002  # Windows: SEM_FAILCRITICALERRORS, SEM_NOGPFAULTERRORBOX

Held = tuple[bool, Phrase, Phrase]


def hide() -> None:
    """From now on a crash leaves no dump, and other programs of the same person cannot read this one's memory.

    A process that is started later has to ask for itself.
    """
    if sys.platform == "win32":
        ctypes.windll.kernel32.SetErrorMode(_NO_DIALOG)
        return
    import resource  # POSIX only

    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    if sys.platform == "linux":
        # dumps that go to a program by a pipe ask for this and not for the limit
        ctypes.CDLL(None).prctl(_SET_DUMPABLE, 0, 0, 0, 0)


def speak_of_places_only() -> None:
    """From now on what nobody caught, and every warning, is told by its type and its place in the source alone: the
    message may quote a patient's data, and what is said here ends up in somebody's log.
    """
    sys.excepthook = lambda kind, _error, trace: _tell(kind, trace)
    threading.excepthook = lambda told: _tell(told.exc_type, told.exc_traceback)
    sys.unraisablehook = lambda told: _tell(told.exc_type, told.exc_traceback)
    warnings.showwarning = _tell_warning


def _tell(kind: type[BaseException] | None, trace: TracebackType | None) -> None:
    if sys.stderr is not None and kind is not None:
        traceback.print_tb(trace)
        print(kind.__qualname__, file=sys.stderr)


def _tell_warning(
    message: Warning | str,
    category: type[Warning],
    filename: str,
    lineno: int,
    file: TextIO | None = None,
    line: str | None = None,
) -> None:
    del message, file, line
    if sys.stderr is not None:
        print(f"{filename}:{lineno}: {category.__name__}", file=sys.stderr)


def held(secret: int | bytes | bytearray) -> bytearray:
    """A buffer for a secret (a copy of it, or so many zeros) that is not swapped out, where the system allows that."""
    made = bytearray(secret)
    _lock(made)
    return made


def protection() -> tuple[Held, ...]:
    """What holds in this process: each as (whether, the sentence if so, the sentence if not)."""
    return (
        (
            _is_hidden(),
            say("A crash leaves no copy of the memory on the disk, and other programs cannot read it."),
            say("This system does not keep other programs of the same person from reading the memory."),
        ),
        (
            _lock(bytearray(64)),
            say("Keys are never swapped out. Pictures and text may be: let the system encrypt its swap space."),
            say("Keys, pictures and text may be swapped out here: let the system encrypt its swap space."),
        ),
    )


def _is_hidden() -> bool:
    return sys.platform == "linux" and int(ctypes.CDLL(None).prctl(_GET_DUMPABLE, 0, 0, 0, 0)) == 0


def _lock(secret: bytearray) -> bool:
    """Lock the pages a buffer lies in. They stay locked: others' secrets may lie beside it, and there are few."""
    if not secret:
        return True
    at = ctypes.addressof((ctypes.c_char * len(secret)).from_buffer(secret))
    with suppress(OSError, AttributeError):
        return _locked(at, len(secret))
    return False


def _locked(at: int, size: int) -> bool:
    if sys.platform == "win32":
        return bool(ctypes.windll.kernel32.VirtualLock(ctypes.c_void_p(at), ctypes.c_size_t(size)))
    library: Any = ctypes.CDLL(None)
    return bool(library.mlock(ctypes.c_void_p(at), ctypes.c_size_t(size)) == 0)
