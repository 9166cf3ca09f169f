"""Foreign bytes meet C code in a child: whatever happens there, the program goes on."""

import os
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pytest

from app.domain.errors import WorkstationError
from app.domain.identifiers import digest_of
from app.jobs.workers import Limits, WorkerFailed, Workers

ROOT = Path(__file__).resolve().parents[3]
CHILD = (sys.executable, str(Path(__file__).with_name("misbehaving_child.py")))


@pytest.fixture(scope="module")
def workers() -> Iterator[Workers]:
    pool = Workers(2, CHILD)
    yield pool
    pool.close()


def test_a_function_of_app_runs_in_a_child_and_answers(workers: Workers) -> None:
    assert workers.run("app.domain.identifiers:digest_of", b"abc") == digest_of(b"abc")
    assert workers.run("app.trial:pid") != os.getpid()


def test_an_array_comes_back_as_it_went(workers: Workers) -> None:
    pixels = np.arange(512 * 512, dtype=np.int16).reshape(512, 512)
    back = workers.run("app.trial:same", pixels)
    assert back.dtype == pixels.dtype
    assert np.array_equal(back, pixels)


def test_a_foreseen_failure_crosses_as_it_was(workers: Workers) -> None:
    with pytest.raises(WorkstationError) as caught:
        workers.run("app.trial:refuse", "a.dcm")
    assert str(caught.value) == "The file a.dcm is broken. Look at it."
    assert dict(caught.value.what.values) == {"name": "a.dcm"}
    assert caught.value.detail == "detail"


def test_a_crash_costs_the_call_and_the_next_one_works(workers: Workers) -> None:
    with pytest.raises(WorkerFailed) as caught:
        workers.run("app.trial:crash")
    assert caught.value.kind == "crashed"
    assert workers.run("app.trial:same", 7) == 7


def test_a_call_that_hangs_is_ended_at_its_limit(workers: Workers) -> None:
    start = time.monotonic()
    with pytest.raises(WorkerFailed) as caught:
        workers.run("app.trial:hang", limits=Limits(seconds=0.3))
    assert caught.value.kind == "timeout"
    assert time.monotonic() - start < 5
    assert workers.run("app.trial:same", 8) == 8


@pytest.mark.skipif(sys.platform != "linux", reason="address space is limited on Linux only")
def test_memory_is_limited_and_the_limit_can_be_lifted_again(workers: Workers) -> None:
    with pytest.raises(WorkerFailed) as caught:
        workers.run("app.trial:eat_memory", 600, limits=Limits(memory_mb=200))
    assert caught.value.kind == "memory"
    assert workers.run("app.trial:eat_memory", 600, limits=Limits(memory_mb=0)) == 600 * 2**20


def test_an_unforeseen_error_is_told_by_its_place_and_never_quotes_what_was_read(workers: Workers) -> None:
    with pytest.raises(WorkerFailed) as caught:
        workers.run("app.trial:fail", "SMITH^JANE")
    assert caught.value.kind == "raised"
    assert "ValueError" in caught.value.detail
    assert "misbehaving_child.py" in caught.value.detail
    assert "SMITH" not in str(caught.value)


def test_what_libraries_print_does_not_spoil_the_answer(workers: Workers) -> None:
    assert workers.run("app.trial:print_a_lot") == "unharmed"


def test_only_functions_of_app_run(workers: Workers) -> None:
    with pytest.raises(WorkerFailed):
        workers.run("os:getpid")


def test_what_cannot_travel_is_refused_on_either_side(workers: Workers) -> None:
    with pytest.raises(TypeError):
        workers.run("app.trial:same", object())
    with pytest.raises(WorkerFailed):
        workers.run("app.trial:unsendable")
    assert workers.run("app.trial:same", 9) == 9


def test_many_threads_share_the_pool(workers: Workers) -> None:
    answers: list[int] = []
    threads = [threading.Thread(target=lambda n=n: answers.append(workers.run("app.trial:same", n))) for n in range(12)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(answers) == list(range(12))


def test_a_child_outlives_the_thread_that_first_needed_it() -> None:
    pool = Workers(1, CHILD)
    pids: list[int] = []
    for _ in range(3):
        thread = threading.Thread(target=lambda: pids.append(pool.run("app.trial:pid")))
        thread.start()
        thread.join()
        time.sleep(0.05)
    pool.close()
    assert len(set(pids)) == 1


def test_warming_starts_children_ahead_of_the_first_call() -> None:
    pool = Workers(2, CHILD)
    pool.warm("app.domain.study", "app.no_such_module")
    deadline = time.monotonic() + 10
    while len(pool._idle) < 2 and time.monotonic() < deadline:
        time.sleep(0.02)
    assert pool.run("app.trial:same", 1) == 1
    pool.close()


def test_an_idle_child_that_something_killed_is_replaced_unnoticed() -> None:
    pool = Workers(1, CHILD)
    first = pool.run("app.trial:pid")
    os.kill(first, 9)
    time.sleep(0.2)
    assert pool.run("app.trial:pid") != first
    pool.close()


def test_a_warming_pool_starts_no_more_children_than_its_size() -> None:
    pool = Workers(1, CHILD)
    pool.warm()
    assert pool.run("app.trial:same", 1) == 1
    assert len(pool._idle) == 1
    pool.close()


def test_closing_ends_a_call_under_way_and_every_child() -> None:
    pool = Workers(1, CHILD)
    caught: list[str] = []

    def call() -> None:
        try:
            pool.run("app.trial:hang")
        except WorkerFailed as failed:
            caught.append(failed.kind)

    thread = threading.Thread(target=call)
    thread.start()
    time.sleep(0.5)
    pool.close()
    thread.join(5)
    assert caught == ["crashed"]
    with pytest.raises(WorkerFailed):
        pool.run("app.trial:pid")


def test_the_folder_a_program_is_started_in_does_not_matter(tmp_path: Path) -> None:
    (tmp_path / "app").mkdir()
    (tmp_path / "app" / "__init__.py").write_text("raise SystemExit('the wrong app')")
    code = (
        "from app.jobs.workers import Workers\n"
        "w = Workers(1)\nprint(w.run('app.domain.identifiers:digest_of', b'abc'))\nw.close()\n"
    )
    env = {**os.environ, "PYTHONPATH": str(ROOT)}
    done = subprocess.run([sys.executable, "-P", "-c", code], cwd=tmp_path, env=env, capture_output=True, text=True)
    assert done.stdout.strip() == digest_of(b"abc"), done.stderr


@pytest.mark.skipif(sys.platform != "linux", reason="reads /proc")
def test_children_die_with_a_parent_that_is_killed() -> None:
    code = (
        "import sys, time\nfrom app.jobs.workers import Workers\nimport threading\n"
        f"w = Workers(1, {CHILD!r})\nprint(w.run('app.trial:pid'), flush=True)\n"
        "threading.Thread(target=lambda: w.run('app.trial:hang'), daemon=True).start()\ntime.sleep(60)\n"
    )
    env = {**os.environ, "PYTHONPATH": str(ROOT)}
    parent = subprocess.Popen([sys.executable, "-c", code], stdout=subprocess.PIPE, text=True, env=env)
    assert parent.stdout
    child = Path(f"/proc/{parent.stdout.readline().strip()}")
    time.sleep(0.2)
    parent.kill()
    parent.wait()
    parent.stdout.close()
    deadline = time.monotonic() + 5
    while _is_running(child) and time.monotonic() < deadline:
        time.sleep(0.02)
    assert not _is_running(child)


def _is_running(process: Path) -> bool:
    try:
        return process.joinpath("stat").read_text().rpartition(")")[2].split()[0] != "Z"
    except (FileNotFoundError, ProcessLookupError):
        return False
