"""What a child process gives up for good before it sees foreign bytes, and what of that this computer offers.

On Linux the kernel holds it: a seccomp filter (no network, no other programs or processes, no look into others, no
opening for writing) and Landlock beside it (no changing of files, whatever the call). Both are a few system calls, so
no library stands between. Elsewhere a child is a process of its own with a time limit, and says what is missing.
"""

from __future__ import annotations

import ctypes
import errno
import os
import platform
import struct
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from app import secrecy
from app.domain.words import Phrase, say

# read: opens files for reading only. write: may also make files (a NIfTI export). device: may use a graphics card.
May = Literal["read", "write", "device"]

_OPEN_FILES = 256
_NO_NEW_PRIVS = 38  # prctl
_FILTER, _ALL_THREADS = 1, 1  # seccomp: SET_MODE_FILTER, FLAG_TSYNC
_LANDLOCK = (444, 445, 446)  # create_ruleset, add_rule, restrict_self: the same on every architecture

# seccomp_data: number at 0, architecture at 4, arguments from 16, eight bytes each, the lower half first
_LOAD, _EQUAL, _AT_LEAST, _ANY_BIT, _RETURN = 0x20, 0x15, 0x35, 0x45, 0x06
_ALLOW, _KILL, _REFUSE = 0x7FFF0000, 0x80000000, 0x00050000
_X32 = 0x40000000
_CLONE_THREAD = 0x10000
_ARCHITECTURES = {"x86_64": (0xC000003E, 0), "aarch64": (0xC00000B7, 1)}

# name -> its number on x86-64 and on arm64, None where there is none
Calls = dict[str, tuple[int | None, int | None]]
_NETWORK: Calls = {
    "socket": (41, 198), "connect": (42, 203), "bind": (49, 200), "listen": (50, 201), "accept": (43, 202),
    "accept4": (288, 242),
}  # fmt: skip
_OTHERS: Calls = {
    "ptrace": (101, 117), "process_vm_readv": (310, 270), "process_vm_writev": (311, 271), "kcmp": (312, 272),
    "pidfd_open": (434, 434), "pidfd_getfd": (438, 438), "pidfd_send_signal": (424, 424), "tkill": (200, 130),
    "rt_sigqueueinfo": (129, 138), "rt_tgsigqueueinfo": (297, 240), "bpf": (321, 280), "userfaultfd": (323, 282),
    "perf_event_open": (298, 241), "add_key": (248, 217), "request_key": (249, 218), "keyctl": (250, 219),
    "unshare": (272, 97), "setns": (308, 268), "io_uring_setup": (425, 425), "io_uring_enter": (426, 426),
    "io_uring_register": (427, 427), "init_module": (175, 105), "finit_module": (313, 273), "kexec_load": (246, 104),
    "mount": (165, 40), "umount2": (166, 39), "pivot_root": (155, 41), "chroot": (161, 51),
    "open_by_handle_at": (304, 265), "fsopen": (430, 430), "open_tree": (428, 428), "move_mount": (429, 429),
}  # fmt: skip
_PROGRAMS: Calls = {"execve": (59, 221), "execveat": (322, 281), "fork": (57, None), "vfork": (58, None)}
_CHANGES: Calls = {
    "creat": (85, None), "unlink": (87, None), "unlinkat": (263, 35), "rename": (82, None), "renameat": (264, 38),
    "renameat2": (316, 276), "mkdir": (83, None), "mkdirat": (258, 34), "rmdir": (84, None), "link": (86, None),
    "linkat": (265, 37), "symlink": (88, None), "symlinkat": (266, 36), "mknod": (133, None), "mknodat": (259, 33),
    "chmod": (90, None), "fchmod": (91, 52), "fchmodat": (268, 53), "fchmodat2": (452, 452), "chown": (92, None),
    "fchown": (93, 55), "lchown": (94, None), "fchownat": (260, 54), "truncate": (76, 45), "setxattr": (188, 5),
    "lsetxattr": (189, 6), "fsetxattr": (190, 7), "utimensat": (280, 88),
}  # fmt: skip
# looked at by their arguments, or refused as unknown so that libraries fall back to a call that can be looked at
_CLONE, _KILL_CALL, _OPEN, _OPENAT = (56, 220), (62, 129), (2, None), (257, 56)
_UNKNOWN: Calls = {"clone3": (435, 435), "openat2": (437, 437)}
_SECCOMP = (317, 277)

# Landlock: everything that changes a file or folder; what later versions of it added
_LANDLOCK_WRITES = 0b1_1111_1111_0010
_LANDLOCK_SINCE = ((2, 1 << 13), (3, 1 << 14))


@dataclass(frozen=True, slots=True)
class Protection:
    """What holds a child back on this computer, and what does not, each as a sentence."""

    on: tuple[Phrase, ...]
    off: tuple[Phrase, ...]


# of this process, once it has shut itself in
_held: list[Protection] = []


def shut(may: May) -> None:
    """Give up, for good, what a child does not need, before it is given foreign bytes. Once: it cannot be undone."""
    if not _held:
        _held.append(_shut(may))


def protection() -> Protection:
    """What holds this process back; to be asked in a child."""
    return _held[0]


def _shut(may: May) -> Protection:
    on = [say("Foreign files are read in a process of their own, which is stopped when it takes too long.")]
    off: list[Phrase] = []
    may = needed(may)
    for has, wanted, missing in (_limits(may), _seccomp(may), _landlock(may)):
        on += [wanted] if has else []
        off += [] if has else [missing]
    return Protection(tuple(on), tuple(off))


def limit_processor(seconds: float) -> None:
    """Allow so much more processor time on every core: the end of a child whose parent can no longer stop it."""
    if sys.platform != "win32":
        import resource  # POSIX only

        used = resource.getrusage(resource.RUSAGE_SELF)
        most = int(used.ru_utime + used.ru_stime + seconds * (os.cpu_count() or 1)) + 2
        _, hard = resource.getrlimit(resource.RLIMIT_CPU)
        resource.setrlimit(resource.RLIMIT_CPU, (most if hard == resource.RLIM_INFINITY else min(most, hard), hard))


def needed(may: May) -> May:
    """Without a graphics card a child that may use one is held like any other."""
    return "read" if may == "device" and not Path("/dev/nvidiactl").exists() else may


# ---- limits ---------------------------------------------------------------------------------------------------------

_Held = tuple[bool, Phrase, Phrase]


def _limits(may: May) -> _Held:
    secrecy.hide()
    if sys.platform != "win32":
        import resource  # POSIX only

        _lower(resource.RLIMIT_NOFILE, _OPEN_FILES if may != "device" else 4096)
        if may == "read":
            _lower(resource.RLIMIT_FSIZE, 0)
        if sys.platform == "darwin":
            _lower(resource.RLIMIT_NPROC, 1)
    return (
        sys.platform == "linux",
        say("Its memory, processor time, open files and written bytes are limited."),
        say("Its memory is not limited by this system."),
    )


def _lower(which: int, to: int) -> None:
    if sys.platform != "win32":
        import resource  # POSIX only

        _, hard = resource.getrlimit(which)
        most = to if hard == resource.RLIM_INFINITY else min(to, hard)
        resource.setrlimit(which, (most, most))


# ---- seccomp --------------------------------------------------------------------------------------------------------


def _seccomp(may: May) -> _Held:
    held = sys.platform == "linux" and _filtered(may)
    return (
        held,
        say("It cannot reach the network, start programs or processes, look into others, or open files for writing."),
        say("This system does not close the network and other programs to it (there is no seccomp filter here)."),
    )


def _filtered(may: May) -> bool:
    known = _ARCHITECTURES.get(platform.machine())
    if known is None or (may == "device" and not Path("/dev/nvidia-uvm").exists()):
        return False  # the driver of the card starts a helper with more rights, which a filter would forbid
    architecture, column = known
    program = b"".join(_program(may, architecture, column))
    held = ctypes.create_string_buffer(program, len(program))
    libc = ctypes.CDLL(None, use_errno=True)
    if libc.prctl(_NO_NEW_PRIVS, 1, 0, 0, 0):
        return False
    about = struct.pack("HxxxxxxP", len(program) // 8, ctypes.addressof(held))
    return bool(libc.syscall(_SECCOMP[column], _FILTER, _ALL_THREADS, about) == 0)


def _program(may: May, architecture: int, column: int) -> Iterator[bytes]:
    """The filter, in the classic BPF of the kernel: eight bytes an instruction (code, if true, if false, value)."""
    yield _step(_LOAD, 4)
    yield _step(_EQUAL, architecture, 1, 0)
    yield _step(_RETURN, _KILL)
    yield _step(_LOAD, 0)
    yield from _refused_if(_AT_LEAST, _X32)
    for call in _forbidden(may, column):
        yield from _refused_if(_EQUAL, call)
    for numbers in _UNKNOWN.values():
        yield from _refused_if(_EQUAL, numbers[column], errno.ENOSYS)
    # a new thread is a clone with a flag of its own; a signal may be sent to itself alone
    yield from _looked_at(_CLONE[column], 0, _ANY_BIT, _CLONE_THREAD, then_allowed=True)
    yield from _looked_at(_KILL_CALL[column], 0, _EQUAL, os.getpid(), then_allowed=True)
    if may == "read":
        changing = os.O_WRONLY | os.O_RDWR | os.O_CREAT | os.O_TRUNC
        yield from _looked_at(_OPENAT[column], 2, _ANY_BIT, changing, then_allowed=False)
        if _OPEN[column] is not None:
            yield from _looked_at(_OPEN[column], 1, _ANY_BIT, changing, then_allowed=False)
    yield _step(_RETURN, _ALLOW)


def _forbidden(may: May, column: int) -> list[int]:
    calls = _NETWORK | _OTHERS | _PROGRAMS | (_CHANGES if may == "read" else {})
    return [number for numbers in calls.values() if (number := numbers[column]) is not None]


def _refused_if(test: int, value: int | None, answer: int = errno.EPERM) -> Iterator[bytes]:
    yield _step(test, value or 0, 0, 1)
    yield _step(_RETURN, _REFUSE | answer)


def _looked_at(call: int | None, argument: int, test: int, value: int, then_allowed: bool) -> Iterator[bytes]:
    """Where it is this call: look at one argument and decide."""
    yield _step(_EQUAL, call or 0, 0, 4)
    yield _step(_LOAD, 16 + 8 * argument)
    yield _step(test, value, *((0, 1) if then_allowed else (1, 0)))
    yield _step(_RETURN, _ALLOW)
    yield _step(_RETURN, _REFUSE | errno.EPERM)


def _step(code: int, value: int, if_true: int = 0, if_false: int = 0) -> bytes:
    return struct.pack("HBBI", code, if_true, if_false, value)


# ---- Landlock -------------------------------------------------------------------------------------------------------


def _landlock(may: May) -> _Held:
    held = sys.platform == "linux" and may == "read" and _locked()
    return (
        held,
        say("It cannot change any file or folder (Landlock)."),
        say("Landlock, which forbids a process to change files, is not in use here."),
    )


def _locked() -> bool:
    create, _, restrict = _LANDLOCK
    libc = ctypes.CDLL(None, use_errno=True)
    version = int(libc.syscall(create, None, 0, 1))
    if version < 1:
        return False
    rights = _LANDLOCK_WRITES | sum(bit for since, bit in _LANDLOCK_SINCE if version >= since)
    rules = libc.syscall(create, struct.pack("Q", rights), 8, 0)
    if rules < 0:
        return False
    try:
        return bool(libc.prctl(_NO_NEW_PRIVS, 1, 0, 0, 0) == 0 and libc.syscall(restrict, rules, 0) == 0)
    finally:
        os.close(rules)
