"""A child process as the program starts it, with one more module in it: functions that misbehave."""

import contextlib
import ctypes
import os
import pickle
import signal
import socket
import struct
import subprocess
import sys
import threading
import time
import types
from typing import Any

if sys.platform != "win32":
    import fcntl  # POSIX only

from app.domain.errors import WorkstationError
from app.domain.words import say
from app.jobs import child


def crash() -> None:
    os.kill(os.getpid(), signal.SIGSEGV if hasattr(signal, "SIGSEGV") else signal.SIGTERM)


def hang() -> None:
    time.sleep(600)


def eat_memory(megabytes: int) -> int:
    return len(bytearray(megabytes * 2**20))


def print_a_lot() -> str:
    os.write(1, b"a library prints what it likes\n" * 100)
    print("and so does Python")
    return "unharmed"


def refuse(name: str) -> None:
    raise WorkstationError(say("The file {name} is broken.", name=name), say("Look at it."), "detail")


def fail(secret: str) -> None:
    raise ValueError(f"could not parse {secret}")


def same(value: Any) -> Any:
    return value


def pid() -> int:
    return os.getpid()


def unsendable() -> object:
    return object()


def open_for(path: str, flags: int) -> int:
    os.close(os.open(path, flags))
    return 1


def change_file(how: str, path: str) -> None:
    getattr(os, how)(path, *((0o777,) if how == "chmod" else (f"{path}.2",) if how in ("rename", "symlink") else ()))


def reach(family: int, address: Any) -> None:
    with socket.socket(family) as opened:
        opened.connect(address if isinstance(address, str) else tuple(address))


def start_program() -> int:
    return subprocess.run([sys.executable, "-c", ""], check=True).returncode


def fork() -> None:
    if os.fork() == 0:
        os._exit(0)


def fork_without_end() -> None:
    while True:
        with contextlib.suppress(OSError):
            os.fork()


def kill_parent() -> None:
    os.kill(os.getppid(), signal.SIGTERM)


def trace(process: int) -> int:
    libc = ctypes.CDLL(None, use_errno=True)
    return ctypes.get_errno() if libc.ptrace(16, process, 0, 0) else 0  # 16: PTRACE_ATTACH


def start_thread() -> str:
    said: list[str] = []
    thread = threading.Thread(target=said.append, args=("alive",))
    thread.start()
    thread.join()
    return said[0]


def write_raw(said: bytes) -> None:
    """Whatever it wants, on the pipe of its answers."""
    os.write(_answers(), said)
    os._exit(0)


def drip() -> None:
    for byte in struct.pack("<QI", 1000, 0) + b" " * 1000:
        os.write(_answers(), bytes((byte,)))
        time.sleep(0.1)


def _answers() -> int:
    return max(fd for fd in range(3, 20) if os.path.exists(f"/proc/self/fd/{fd}") and _is_writable(fd))  # noqa: PTH110


def _is_writable(fd: int) -> bool:
    return os.readlink(f"/proc/self/fd/{fd}").startswith("pipe:") and bool(fcntl.fcntl(fd, fcntl.F_GETFL) & os.O_WRONLY)  # noqa: PTH115


def leave() -> None:
    os._exit(0)


def unpickle(data: bytes) -> Any:
    return pickle.loads(data)


def spin() -> None:
    while True:
        pass


trial = types.ModuleType("app.trial")
for function in (
    crash, hang, eat_memory, print_a_lot, refuse, fail, same, pid, unsendable, open_for, change_file, reach,
    start_program, fork, fork_without_end, kill_parent, trace, start_thread, write_raw, drip, leave, unpickle, spin,
):  # fmt: skip
    setattr(trial, function.__name__, function)
sys.modules["app.trial"] = trial

if __name__ == "__main__":
    sys.exit(child.main())
