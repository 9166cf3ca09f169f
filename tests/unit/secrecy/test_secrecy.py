"""A crash leaves nothing of the memory on the disk, and keys are not swapped out."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from app import secrecy
from app.sealed import new_key
from app.services import protection

ROOT = Path(__file__).resolve().parents[3]
PATTERN = Path("/proc/sys/kernel/core_pattern")
STATUS = Path("/proc/self/status")
CRASH = """
import ctypes, os, resource, sys
resource.setrlimit(resource.RLIMIT_CORE, (resource.getrlimit(resource.RLIMIT_CORE)[1],) * 2)
os.chdir(sys.argv[1])
{hidden}
{end}
"""


def crash(folder: Path, hidden: str, end: str) -> tuple[int, list[str]]:
    """(signal, files that the crash left) of a process that wants all the dumps it may have."""
    folder.mkdir()
    env = {**os.environ, "PYTHONPATH": str(ROOT)}
    script = CRASH.format(hidden=hidden, end=end)
    done = subprocess.run([sys.executable, "-c", script, str(folder)], env=env, capture_output=True)
    return -done.returncode, [path.name for path in folder.iterdir()]


@pytest.mark.skipif(
    not PATTERN.exists() or PATTERN.read_text().startswith(("|", "/")),
    reason="this computer does not write core dumps into the working folder",
)
@pytest.mark.parametrize(
    ("end", "number"), [("os.abort()", signal.SIGABRT), ("ctypes.string_at(0)", signal.SIGSEGV)], ids=["abort", "segv"]
)
def test_a_crash_leaves_no_core_dump(tmp_path: Path, end: str, number: int) -> None:
    import resource

    assert crash(tmp_path / "ours", "import app.secrecy; app.secrecy.hide()", end) == (number, [])
    if resource.getrlimit(resource.RLIMIT_CORE)[1] == 0:
        pytest.skip("no core dumps are allowed here at all, so there is no control")
    said, left = crash(tmp_path / "control", "", end)
    assert (said, len(left)) == (number, 1)


@pytest.mark.skipif(sys.platform != "linux", reason="prctl is Linux's")
def test_the_memory_of_the_program_and_of_the_learning_worker_is_not_dumpable() -> None:
    ask = "import ctypes, sys, app.secrecy\n{}\nprint(ctypes.CDLL(None).prctl(3, 0, 0, 0, 0), file=sys.stderr)"
    deeds = {"": "1", "app.secrecy.hide()": "0", "from app import main; main.main(['vault', 'info'])": "0"}
    deeds["import sys, ml.__main__; sys.argv[1:] = ['nothing']; ml.__main__.main()"] = "0"
    env = {**os.environ, "PYTHONPATH": str(ROOT)}
    for deed, expected in deeds.items():
        done = subprocess.run([sys.executable, "-c", ask.format(deed)], env=env, capture_output=True, text=True)
        assert done.stderr.splitlines()[-1] == expected, deed


@pytest.mark.skipif(not STATUS.exists(), reason="how much memory is locked is told on Linux only")
def test_keys_lie_in_memory_that_is_not_swapped_out() -> None:
    ask = f"""
import app.secrecy, app.sealed
from pathlib import Path
locked = lambda: int(Path({str(STATUS)!r}).read_text().split("VmLck:")[1].split()[0])
before = locked()
keep = [bytearray(48) for _ in range(1000)]
assert locked() == before
keep += [app.sealed.new_key() for _ in range(1000)]
print(locked() - before)
"""
    env = {**os.environ, "PYTHONPATH": str(ROOT)}
    done = subprocess.run([sys.executable, "-c", ask], env=env, capture_output=True, text=True, check=True)
    assert int(done.stdout) * 1024 > 48 * 1000


def test_a_held_secret_is_the_secret() -> None:
    assert secrecy.held(b"abc") == bytearray(b"abc")
    assert secrecy.held(3) == bytearray(3)
    assert secrecy.held(0) == bytearray()
    assert len(new_key()) == 48


def test_what_holds_here_is_said() -> None:
    found = protection.look()
    said = [str(one) for one in (*found.on, *found.off)]
    assert sum("swap" in one for one in said) == 1
    assert sum("memory on the disk" in one or "reading the memory" in one for one in said) == 1


_SLIPS = """
import sys, threading, warnings
sys.argv = ["aegle", "--version"]
{silent}
class Dying:
    def __del__(self):
        raise ValueError("Sample in a destructor")
def fail(where):
    raise ValueError(f"Sample in {{where}}")
warnings.warn("Sample in a warning")
Dying()
thread = threading.Thread(target=fail, args=("a thread",))
thread.start()
thread.join()
fail("the main thread")
"""
_SILENT = """
from app import main
try:
    main.main()
except SystemExit:
    pass
"""


def test_what_nobody_caught_is_told_without_its_message() -> None:
    env = {**os.environ, "PYTHONPATH": str(ROOT), "AEGLE_DEBUG": "1"}
    said = [
        subprocess.run([sys.executable, "-c", _SLIPS.format(silent=silent)], env=env, capture_output=True, text=True)
        for silent in (_SILENT, "")
    ]
    ours, control = (one.stderr for one in said)
    assert control.count("Sample in") >= 4
    assert ours.count("ValueError") == 3
    assert "UserWarning" in ours
    assert "Sample" not in ours
