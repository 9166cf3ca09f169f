"""A child process as the program starts it, with one more module in it: functions that misbehave."""

import os
import signal
import sys
import time
import types
from typing import Any

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


trial = types.ModuleType("app.trial")
for function in (crash, hang, eat_memory, print_a_lot, refuse, fail, same, pid, unsendable):
    setattr(trial, function.__name__, function)
sys.modules["app.trial"] = trial

if __name__ == "__main__":
    sys.exit(child.main())
