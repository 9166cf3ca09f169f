"""The shim between a process and its disk (disk_shim.c): compiled here, read here."""

from __future__ import annotations

import ctypes
import os
import shutil
import struct
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

HERE = Path(__file__).resolve().parent
ROOT = HERE.parents[1]


@dataclass(frozen=True, slots=True)
class Op:
    """What went to the disk. ``kind``: Created, Written (``at``), Truncated (to ``at``), Synced, Renamed (to ``data``),
    Unlinked, Directory made, Marked (``data`` says what was reported done).
    """

    kind: str
    path: str
    at: int
    data: bytes


def compiled(folder: Path) -> Path:
    """The shim as a library. The test is skipped, with the reason, where it cannot be made."""
    if not sys.platform.startswith("linux"):
        pytest.skip("LD_PRELOAD and Linux's system calls")
    compiler = shutil.which("cc") or shutil.which("gcc")
    if compiler is None:
        pytest.skip("there is no C compiler for the shim between process and disk")
    made = folder / "shim.so"
    words = [compiler, "-shared", "-fPIC", "-O1", "-o", str(made), str(HERE / "disk_shim.c"), "-ldl", "-lpthread"]
    done = subprocess.run(words, capture_output=True, text=True)
    if done.returncode != 0:
        pytest.skip(f"the shim between process and disk does not compile here: {done.stderr[:200]}")
    return made


def run(shim: Path, vault: Path, log: Path | None, *words: str) -> str:
    """Run a script of this folder behind the shim. Returns what it printed."""
    env = {**os.environ, "PYTHONPATH": str(ROOT), "LD_PRELOAD": str(shim), "AEGLE_SHIM_ROOT": str(vault)}
    env |= {"AEGLE_SHIM_LOG": str(log) if log else "", "OMP_NUM_THREADS": "1"}
    done = subprocess.run([sys.executable, *words], env=env, cwd=ROOT, capture_output=True, text=True)
    assert done.returncode == 0, done.stderr[-3000:]
    return done.stdout


def mark(said: str) -> None:
    """Note in the log, from inside, that something was reported done."""
    ctypes.CDLL(None).shim_mark(said.encode())


def fail(first: int, last: int) -> None:
    """Let the writes from here, counted from 1, fail: the disk is full. 0, 0: none."""
    ctypes.CDLL(None).shim_fail(ctypes.c_long(first), ctypes.c_long(last))


def writes() -> int:
    """How many there were since ``fail``."""
    return int(ctypes.CDLL(None).shim_writes())


def read(log: Path, vault: Path) -> Iterator[Op]:
    """The log's operations, with paths inside the vault."""
    data, at = log.read_bytes(), 0
    start = len(str(vault)) + 1
    while at < len(data):
        kind = chr(data[at])
        length, where, size = struct.unpack("<HQI", data[at + 1 : at + 15])
        path = data[at + 15 : at + 15 + length].decode()
        content = data[at + 15 + length : at + 15 + length + size]
        at += 15 + length + size
        if kind == "R":
            content = content[start:]
        if not path.endswith("-shm"):  # shared memory: made anew by the first who opens
            yield Op(kind, path[start:], where, content)
