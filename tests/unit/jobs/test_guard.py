"""What a child that reads foreign bytes can no longer do; each with the same deed outside, where it succeeds."""

from __future__ import annotations

import errno
import json
import os
import pickle
import platform
import socket
import struct
import sys
import threading
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from numpy.typing import NDArray

from app.domain.codes import Coding
from app.jobs import guard
from app.jobs.shape import fits
from app.jobs.workers import Limits, WorkerFailed, Workers
from tests.unit.jobs import misbehaving_child as trial

CHILD = (sys.executable, str(Path(__file__).with_name("misbehaving_child.py")))

linux_only = pytest.mark.skipif(
    sys.platform != "linux" or platform.machine() not in ("x86_64", "aarch64"),
    reason="a seccomp filter is made for Linux on x86-64 and arm64 only",
)


@pytest.fixture(scope="module")
def workers() -> Iterator[Workers]:
    pool = Workers(2, CHILD)
    yield pool
    pool.close()


def refused(workers: Workers, function: str, *args: Any, may: guard.May = "read") -> str:
    with pytest.raises(WorkerFailed) as caught:
        workers.run(f"app.trial:{function}", *args, limits=Limits(seconds=20, may=may))
    assert caught.value.kind == "raised"
    return caught.value.detail


@linux_only
def test_files_are_opened_for_reading_only(workers: Workers, tmp_path: Path) -> None:
    here = tmp_path / "file"
    here.write_text("x")
    assert workers.run("app.trial:open_for", str(here), os.O_RDONLY) == 1
    for flags in (os.O_WRONLY, os.O_RDWR, os.O_RDONLY | os.O_TRUNC):
        assert "PermissionError" in refused(workers, "open_for", str(here), flags)
        assert trial.open_for(str(here), flags) == 1  # the control: the deed itself works
    assert "PermissionError" in refused(workers, "open_for", str(tmp_path / "new"), os.O_CREAT | os.O_WRONLY)
    assert [p.name for p in tmp_path.iterdir()] == ["file"]


@linux_only
@pytest.mark.parametrize("how", ["chmod", "rename", "symlink", "unlink", "mkdir"])
def test_no_file_is_changed(workers: Workers, tmp_path: Path, how: str) -> None:
    here = tmp_path / "file"
    if how != "mkdir":
        here.write_text("x")
    assert "PermissionError" in refused(workers, "change_file", how, str(here))
    assert [p.name for p in tmp_path.iterdir()] == ([] if how == "mkdir" else ["file"])
    trial.change_file(how, str(here))


@linux_only
def test_a_child_that_exports_may_write_files_and_no_more(workers: Workers, tmp_path: Path) -> None:
    new = str(tmp_path / "new")
    assert workers.run("app.trial:open_for", new, os.O_CREAT | os.O_WRONLY, limits=Limits(may="write")) == 1
    assert "PermissionError" in refused(workers, "start_program", may="write")
    with listening() as (family, address):
        assert "PermissionError" in refused(workers, "reach", family, address, may="write")


class listening:  # noqa: N801 - reads as a word
    """A socket on this computer that answers, as (family, address)."""

    def __init__(self) -> None:
        self._socket = socket.create_server(("127.0.0.1", 0))

    def __enter__(self) -> tuple[int, list[Any]]:
        return int(socket.AF_INET), list(self._socket.getsockname())

    def __exit__(self, *error: object) -> None:
        self._socket.close()


@linux_only
@pytest.mark.parametrize("may", ["read", "write", "device"])
def test_no_socket_is_opened_not_even_to_this_computer(workers: Workers, may: guard.May) -> None:
    with listening() as (family, address):
        assert "PermissionError" in refused(workers, "reach", family, address, may=may)
        trial.reach(family, address)
    assert "PermissionError" in refused(workers, "reach", int(socket.AF_UNIX), "/tmp/nothing", may=may)


@linux_only
def test_no_program_or_process_is_started_but_threads_are(workers: Workers) -> None:
    assert "PermissionError" in refused(workers, "start_program")
    assert "PermissionError" in refused(workers, "fork")
    assert workers.run("app.trial:start_thread") == "alive"
    assert trial.start_program() == 0


@linux_only
def test_other_processes_are_neither_looked_into_nor_ended(workers: Workers) -> None:
    assert workers.run("app.trial:trace", os.getpid()) == errno.EPERM
    assert "PermissionError" in refused(workers, "kill_parent")


def test_a_pickle_that_names_a_function_is_not_opened(workers: Workers, tmp_path: Path) -> None:
    canary = tmp_path / "canary"

    class Hostile:
        def __reduce__(self) -> tuple[Any, ...]:
            return os.mkdir, (str(canary),)

    assert "ValueError" in refused(workers, "unpickle", pickle.dumps(Hostile()))
    assert workers.run("app.trial:unpickle", pickle.dumps([1, "two"])) == [1, "two"]
    assert not canary.exists()


# ---- a child that misbehaves -----------------------------------------------------------------------------------------

HEAD = struct.Struct("<QI")
DEEP = b"[" * 200_000


TOO_MUCH = HEAD.pack(4, 1) + struct.pack("<Q", 2**34) + b"null"


@linux_only
@pytest.mark.parametrize(
    ("function", "args", "kind"),
    [
        ("crash", (), "crashed"),
        ("leave", (), "crashed"),
        ("hang", (), "timeout"),
        ("spin", (), "timeout"),
        ("fork_without_end", (), "timeout"),
        ("drip", (), "timeout"),
        ("eat_memory", (8192,), "memory"),
        ("write_raw", (b"no frame at all",), "crashed"),
        ("write_raw", (HEAD.pack(2**40, 0),), "crashed"),
        ("write_raw", (TOO_MUCH,), "crashed"),
        ("write_raw", (HEAD.pack(len(DEEP), 0) + DEEP,), "crashed"),
        ("write_raw", (HEAD.pack(2, 0) + b"[]",), "crashed"),
    ],
)
def test_whatever_a_child_does_costs_one_call(
    workers: Workers, function: str, args: tuple[Any, ...], kind: str
) -> None:
    began = time.monotonic()
    with pytest.raises(WorkerFailed) as caught:
        workers.run(f"app.trial:{function}", *args, limits=Limits(seconds=1.5, memory_mb=400))
    assert caught.value.kind == kind
    assert time.monotonic() - began < 10
    assert workers.run("app.trial:same", 7) == 7


@linux_only
def test_the_processor_time_of_a_child_ends_even_where_nobody_watches() -> None:
    """The limit a child carries itself, for the day its parent cannot stop it."""
    limits = Limits(seconds=0.1)
    pool = Workers(1, CHILD)
    pool.run("app.trial:same", 1)  # started and warm
    child = pool._take("read")
    child._stop_late = lambda late: None  # type: ignore[method-assign]  # noqa: ARG005
    with pytest.raises(WorkerFailed) as caught:
        child.call("app.trial:spin", (), limits)
    assert caught.value.kind == "timeout"
    child.kill()
    pool.close()


def test_an_answer_of_another_type_is_refused_and_its_child_replaced() -> None:
    pool = Workers(1, CHILD)
    first = pool.run("app.trial:pid", returns=int)
    with pytest.raises(WorkerFailed) as caught:
        pool.run("app.trial:same", [Coding("a", "b", "c"), "garbage"], returns=list[Coding])
    assert caught.value.kind == "garbage"
    assert pool.run("app.trial:pid", returns=int) != first
    pool.close()


@dataclass(frozen=True)
class Knot:
    name: str
    inside: tuple[Knot, ...] = ()
    pixels: NDArray[Any] | None = None
    said: dict[str, float] | None = None


@pytest.mark.parametrize(
    ("value", "hint", "expected"),
    [
        (Knot("a", (Knot("b", (), np.zeros(2), {"x": 1}),)), Knot, True),
        (Knot("a", (Knot(b"b"),)), Knot, False),  # type: ignore[arg-type]
        (Knot("a", (), [0.0]), Knot, False),  # type: ignore[arg-type]
        (Knot("a", (), None, {"x": "y"}), Knot, False),  # type: ignore[dict-item]
        (("a", 1), tuple[str, int], True),
        (("a", True), tuple[str, int], False),
        ((1, 2, 3), tuple[int, ...], True),
        ([1, None], list[int | None], True),
        ([1, "x"], list[int | None], False),
        ("read", guard.May, True),
        ("rule", guard.May, False),
        (b"", bytes, True),
        ("", bytes, False),
    ],
)
def test_a_value_fits_its_type_down_to_every_field(value: Any, hint: Any, expected: bool) -> None:
    assert fits(value, hint) is expected


# ---- what is said ----------------------------------------------------------------------------------------------------


def test_a_child_says_what_holds_it_back() -> None:
    pool = Workers(1)  # as the program starts it
    found = pool.protection()
    pool.close()
    assert found.on
    assert len(found.on) + len(found.off) == 4
    if sys.platform == "linux" and platform.machine() in ("x86_64", "aarch64"):
        assert any("network" in str(one) for one in found.on)
    assert json.dumps([str(one) for one in found.off]) is not None


def test_where_the_kernel_has_no_filter_it_is_said(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(platform, "machine", lambda: "riscv64")
    held, _, missing = guard._seccomp("read")
    assert not held
    assert "no seccomp filter" in str(missing)


def test_children_of_different_kinds_share_one_pool() -> None:
    pool = Workers(1, CHILD)
    kinds: tuple[guard.May, ...] = ("read", "write", "read")
    pids = [pool.run("app.trial:pid", limits=Limits(may=may)) for may in kinds]
    assert len(set(pids)) == 3
    assert len(pool._idle) == 1
    pool.close()


def test_many_threads_with_many_kinds_get_their_answers() -> None:
    pool = Workers(2, CHILD)
    kinds: tuple[guard.May, ...] = ("read", "write", "device")
    answers: list[int] = []

    def asking(n: int) -> Callable[[], None]:
        return lambda: answers.append(pool.run("app.trial:same", n, limits=Limits(may=kinds[n % 3])))

    threads = [threading.Thread(target=asking(n)) for n in range(9)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(answers) == list(range(9))
    pool.close()
