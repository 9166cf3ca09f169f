"""Run a program and know every file it wrote, every socket it made and every program it started.

With strace every system call of the whole tree of processes is seen. Without, its folders are compared before and
after. Either way its folders are looked at all the time, and what appears in them gets a second name, so that what is
deleted again can still be searched.
"""

from __future__ import annotations

import ctypes
import functools
import os
import re
import shutil
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parent.parent
_EVERY_S = 0.02
_COMMON = ("/tmp", "/var/tmp", "/dev/shm")
_WRITING = re.compile(r"O_WRONLY|O_RDWR|O_CREAT|O_TRUNC|O_TMPFILE")
_CALL = re.compile(r"^(?:\[pid +)?(\d+)?\]? *(\w+)\((.*)$")
_TRACED = (
    "open,openat,openat2,creat,rename,renameat,renameat2,link,linkat,symlink,symlinkat,mkdir,mkdirat,mknod,mknodat,"
    "execve,execveat,socket,connect,bind,memfd_create,io_uring_setup,prctl,shmget,mq_open"
)


@dataclass
class Seen:
    """What a program did. ``written``: paths it opened for writing, made or named; ``kept``: what was deleted since,
    under its second name; ``sockets``: each with its family; ``started``: arguments and environment of each program.
    """

    code: int
    out: str
    err: str
    traced: bool
    written: set[Path] = field(default_factory=set)
    kept: list[Path] = field(default_factory=list)
    sockets: list[str] = field(default_factory=list)
    started: list[bytes] = field(default_factory=list)

    def to_search(self, *besides: Path) -> list[Path]:
        """Every file that can be searched, except in the folders given."""
        there = [path for path in self.written if path.is_file()]
        return sorted({path for path in (*there, *self.kept) if not any(path.is_relative_to(one) for one in besides)})

    def vanished(self, vault: Path) -> list[Path]:
        """What was written outside the vault, is gone, and was not caught."""
        caught = {path.name.split(" ", 1)[-1] for path in self.kept}
        ours = (path for path in self.written if not path.is_relative_to(vault) and not path.is_relative_to("/proc"))
        gone = (path for path in ours if not path.exists())
        return sorted(path for path in gone if path.name not in caught)

    def to_others(self) -> list[str]:
        """Sockets that reach further than this computer."""
        return [one for one in self.sockets if not one.startswith(("AF_UNIX", "AF_LOCAL"))]


class Watched:
    """Folders of its own for a program: home, settings, caches, temporary files, working folder."""

    def __init__(self, folder: Path, strace: bool = True, network: bool = True) -> None:
        """``strace``: use it where it is there; ``network`` False: take the network away where that is allowed."""
        self.folder = folder
        self.strace = strace_path() if strace else None
        self.without_network = not network
        self._traces = 0
        for name in ("home", "tmp", "work", "kept"):
            (folder / name).mkdir(parents=True, exist_ok=True)
        for name in ("config", "data", "cache", "state", "runtime"):
            (folder / "home" / name).mkdir(mode=0o700, exist_ok=True)

    def environment(self, **more: str) -> dict[str, str]:
        home = self.folder / "home"
        # what this process was told or told itself is not known to a fresh start of the program
        ours = ("AEGLE_", "PYTEST_", "XDG_", "ORT_")
        env = {name: value for name, value in os.environ.items() if not name.startswith(ours)}
        env |= {"HOME": str(home), "TMPDIR": str(self.folder / "tmp"), "QT_QPA_PLATFORM": "offscreen"}
        env |= {f"XDG_{name.upper()}_HOME": str(home / name) for name in ("config", "data", "cache", "state")}
        # a cache of compiled source is written at the first import; it is no business of this run
        env |= {"XDG_RUNTIME_DIR": str(home / "runtime"), "PYTHONDONTWRITEBYTECODE": "1", "PYTHONPATH": str(ROOT)}
        return {**env, **more}

    def run(self, *command: str, timeout_s: float = 300.0, more: dict[str, str] | None = None) -> Seen:
        """Run it to its end; ``more`` goes into its environment."""
        trace = self.folder / f"trace-{self._traces}"
        self._traces += 1
        words = [*self._tracer(trace), *(without_network() if self.without_network else ()), *command]
        before = set(_entries()) if self.strace is None else set()
        with self._looking() as kept, subprocess.Popen(
            words, cwd=self.folder / "work", env=self.environment(**(more or {})),
            stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.PIPE,
        ) as process:  # fmt: skip
            try:
                out, err = process.communicate(timeout=timeout_s)
            except subprocess.TimeoutExpired:
                process.kill()
                out, err = process.communicate()
                err += b"\n(stopped: too slow)"
        seen = Seen(process.returncode, out.decode(errors="replace"), err.decode(errors="replace"), bool(self.strace))
        seen.written |= set(_files_in([str(self.folder / name) for name in ("home", "tmp", "work")]))
        seen.kept = kept
        if self.strace is None:
            new = {str(path) for path in set(_entries()) - before}
            seen.written |= {*_files_in(new), *(path for path in map(Path, new) if path.is_file())}
        else:
            _read_trace(trace, seen)
        return seen

    def _tracer(self, trace: Path) -> list[str]:
        if self.strace is None:
            return []
        speedily = ["--seccomp-bpf"] if _knows_seccomp(self.strace) else []
        tracer = [self.strace, "-f", *speedily, "-qq", "-y", "-v", "-s", "65536", "-e", "signal=none"]
        return [*tracer, "-e", f"trace={_TRACED}", "-o", str(trace), "--"]

    @contextmanager
    def _looking(self) -> Iterator[list[Path]]:
        """Give every file that appears in the folders a second name, and list those whose first one is gone."""
        kept: dict[tuple[int, int], tuple[Path, Path]] = {}
        stop = threading.Event()
        folders = [str(self.folder / name) for name in ("home", "tmp", "work")]

        def look() -> None:
            while not stop.is_set():
                for path in _files_in(folders):
                    with suppress(OSError):
                        found = path.stat()
                        if (found.st_dev, found.st_ino) not in kept:
                            second = self.folder / "kept" / f"{found.st_ino} {path.name}"
                            if not second.exists():
                                os.link(path, second)
                            kept[found.st_dev, found.st_ino] = (path, second)
                stop.wait(_EVERY_S)

        thread = threading.Thread(target=look, daemon=True)
        thread.start()
        gone: list[Path] = []
        try:
            yield gone
        finally:
            stop.set()
            thread.join()
            gone += [second for path, second in kept.values() if not path.exists() or not path.samefile(second)]


def strace_path() -> str | None:
    """Where strace is, if it may be used here."""
    found = shutil.which("strace") if sys.platform == "linux" else None
    return found if found and _works(found, "-qq", "-o", os.devnull, "true") else None


def without_network() -> list[str]:
    """The words before a command that take the network away from it; none where that is not allowed."""
    found = shutil.which("unshare")
    words = [found, "--map-root-user", "--net"] if found else []
    return [*words, "--"] if found and _works(*words, "true") else []


@functools.cache
def _works(*command: str) -> bool:
    return subprocess.run(command, capture_output=True).returncode == 0


@functools.cache
def _knows_seccomp(strace: str) -> bool:
    said = subprocess.run([strace, "--help"], capture_output=True, text=True).stdout
    return "--seccomp-bpf" in said


def _entries() -> Iterator[Path]:
    """What lies in the folders that all programs share."""
    for folder in _COMMON:
        with suppress(OSError):
            yield from Path(folder).iterdir()


def _files_in(folders: Any) -> Iterator[Path]:
    for folder in folders:
        for where, _, names in os.walk(folder):
            for name in names:
                path = Path(where, name)
                with suppress(OSError):
                    if path.is_file() and not path.is_symlink():
                        yield path


# ---- what strace says


def _read_trace(trace: Path, seen: Seen) -> None:
    for line in _whole_calls(trace.read_text(errors="replace")):
        found = _CALL.match(line)
        if not found:
            continue
        name, rest = found[2], found[3]
        if name in ("execve", "execveat"):
            seen.started.append(unescaped(rest))
        elif name == "socket":
            seen.sockets.append(rest.split(",")[0].strip('"'))
        elif name in ("connect", "bind"):
            family = re.search(r"sa_family=(\w+)", rest)
            seen.sockets.append(family[1] if family else rest)
        elif name == "prctl":
            if "PR_SET_NAME" in rest:
                seen.started.append(unescaped(rest))
        elif name in ("io_uring_setup", "shmget", "mq_open"):
            seen.sockets.append(f"{name} {rest}")
        else:
            paths = _written(name, rest)
            seen.written -= set(paths[:-1])  # under another name from now on
            seen.written |= set(paths[-1:])


def _whole_calls(text: str) -> Iterator[str]:
    """Lines of strace, a call that was interrupted by another thread's put together again."""
    begun: dict[str, str] = {}
    for line in text.splitlines():
        pid = line.split(" ", 1)[0]
        if line.endswith("<unfinished ...>"):
            begun[pid] = line.removesuffix("<unfinished ...>").rstrip()
        elif "resumed>" in line and pid in begun:
            yield begun.pop(pid) + line.split("resumed>", 1)[1]
        else:
            yield line
    yield from begun.values()


def _written(name: str, rest: str) -> list[Path]:
    """The path a call made or opened for writing, where it may have succeeded; before it, the name it had before."""
    if re.search(r"= -1 E", rest) or name == "memfd_create" or name.startswith("mkdir"):
        return []
    if name.startswith("open") and not _WRITING.search(rest):
        return []
    result = re.search(r"= \d+<(/[^>]*)>$", rest)
    if result:
        return [Path(result[1].removesuffix(" (deleted)"))]
    quoted = [unescaped(one).decode(errors="surrogateescape") for one in re.findall(r'"((?:[^"\\]|\\.)*)"', rest)]
    folders = re.findall(r"(?:AT_FDCWD|\d+)<(/[^>]*)>", rest)
    named = [Path(folder, one) for folder, one in zip(folders or ["/", "/"], quoted, strict=False)]
    return named if name.startswith("rename") else named[-1:]


def unescaped(text: str) -> bytes:
    """The bytes that strace wrote as C string escapes."""
    raw = re.sub(r"\\([0-7]{1,3})", lambda found: chr(int(found[1], 8)), text)
    return raw.encode("latin-1", "replace")


# ---- memory


def counts_in(pid: int, wanted: dict[str, bytes]) -> dict[str, int]:
    """How often each pattern is in the writable memory of a process. Raises PermissionError where it is not allowed."""
    counts = dict.fromkeys(wanted, 0)
    with Path(f"/proc/{pid}/mem").open("rb", 0) as memory:
        for line in Path(f"/proc/{pid}/maps").read_text().splitlines():
            span, rights, *_ = line.split()
            if "w" not in rights:
                continue
            start, end = (int(part, 16) for part in span.split("-"))
            try:
                memory.seek(start)
                data = memory.read(end - start)
            except (OSError, OverflowError):
                continue
            for name, pattern in wanted.items():
                counts[name] += data.count(pattern)
    return counts


def die_with_parent() -> None:
    """For ``preexec_fn``: a window that a test started ends with the test."""
    if sys.platform == "linux":
        ctypes.CDLL(None).prctl(1, 9, 0, 0, 0)


def wait_for(path: Path, timeout_s: float = 60.0) -> None:
    """Until a file is there. Raises TimeoutError."""
    until = time.monotonic() + timeout_s
    while not path.exists():
        if time.monotonic() > until:
            raise TimeoutError(path)
        time.sleep(0.02)
