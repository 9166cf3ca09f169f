"""Whole days on the canary patient in every way a day may end; whatever is written is searched, every socket counted.

The short form is ``tests/flows/test_no_plaintext.py``.
"""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

from tests.endurance.conftest import Measured
from tests.endurance.counts import FULL, TRIALS
from tests.flows.canary_day import ROOMS, Day
from tests.watched import Watched, strace_path, without_network

pytestmark = [
    pytest.mark.skipif(sys.platform == "win32", reason="files are watched by second names, on POSIX only"),
    pytest.mark.skipif(TRIALS < FULL, reason="its short form is among the flows; the endurance command runs this"),
    pytest.mark.timeout(1800),
]

STEPS = (
    *("bring_in", "search", "look", "measure", "hand_out", "work", "settings_and_backup", "trail", "trouble"),
    *("redress", "lock_and_return", "train", "ask_table"),
)
ENDS = {"close": (0,), "kill": (-9, 137), "abort": (-6, 134), "segv": (-11, 139)}


@pytest.mark.parametrize("end", ENDS)
@pytest.mark.parametrize("loud", [False, True], ids=["quiet", "logs at DEBUG"])
def test_a_day_in_the_window_leaves_nothing_readable(tmp_path: Path, end: str, loud: bool, measured: Measured) -> None:
    day = Day.begun(tmp_path, seed=hash_of(end, loud), strace=strace_path() is not None)
    seen = day.window(*STEPS, end=end, loud=loud, rooms=ROOMS, **{"lock while training": not loud})
    assert seen.code in ENDS[end], seen.err[-3000:]
    # what a crash left is opened again, and looked at once more
    again = day.window("look", "lock_and_return", rooms=ROOMS)
    assert again.code == 0, again.err[-3000:]
    found = [*day.leaks(seen), *day.leaks(again)]
    files = len(seen.to_search(day.inside, day.exports)) + len(again.to_search(day.inside, day.exports))
    others = [*seen.to_others(), *again.to_others()]
    how = "logs at DEBUG" if loud else "quiet"
    measured(f"canary day in the window, {how}, end: {end}", files, lost=len(found), sockets_to_others=len(others))
    assert found == []
    assert others == []


def test_a_day_seen_without_strace_leaves_nothing_readable(tmp_path: Path, measured: Measured) -> None:
    day = Day.begun(tmp_path, seed=77, strace=False)
    seen = day.window(*STEPS, end="kill", rooms=ROOMS)
    assert seen.code in ENDS["kill"], seen.err[-3000:]
    found = day.leaks(seen)
    measured("canary day, folders watched", len(seen.to_search(day.inside, day.exports)), lost=len(found))
    assert found == []


def test_a_day_on_the_command_line_leaves_nothing_readable(tmp_path: Path, measured: Measured) -> None:
    day = Day.begun(tmp_path, seed=78)
    core, out = day.markers.core, day.exports
    commands: tuple[tuple[str, ...], ...] = (
        ("vault", "create"),
        ("import", str(day.files)),
        ("patients", "--search", core),
        ("studies", "--json"),
        ("record", f"{core}M"),
        ("show", "series", day.series),
        ("render", day.series, "--slice", "1", "--out", str(out / "slice.png")),
        ("export", "volume", day.series, "--out", str(out / "volume.nii.gz")),
        ("train", "case_diagnosis", "--table", str(day.table), "--target", "answer", "--group", "patient",
         "--network", "logistic", "--name", core, "--out", str(out / "model.aegle")),
        ("models", "install", str(out / "model.aegle")),
        ("audit", "export", "--out", str(out / "audit.ndjson")),
        ("vault", "check"),
        ("import", str(day.inside / "nothing is here")),
        ("show", "series", "1.2.3.4"),
    )  # fmt: skip
    found, others, files, done = [], [], 0, 0
    for words in commands:
        seen = day.command(*words)
        assert seen.code in (0, 2), (words, seen.err[-2000:])
        done += seen.code == 0
        found += day.leaks(seen, out_is_asked_for=True)
        others += seen.to_others()
        files += len(seen.to_search(day.inside, day.exports))
    measured("canary day on the command line", files, lost=len(found), done=done, sockets_to_others=len(others))
    assert found == []
    assert others == []
    assert done >= len(commands) - 2


_RUN_MODEL = """
import time
{first}
import onnxruntime, numpy
from app.inference.devices import _KNOWN_MODEL
session = onnxruntime.InferenceSession(_KNOWN_MODEL, providers=["CPUExecutionProvider"])
session.run(None, {{"x": numpy.ones((1, 2), numpy.float32)}})
time.sleep(60)
"""


def test_the_runtime_of_models_would_report_to_its_maker_and_does_not(tmp_path: Path, measured: Measured) -> None:
    """Without a network, so that the control reports to nobody."""
    if strace_path() is None or not without_network():
        pytest.skip("strace and a namespace without a network are needed, so that the control reports to nobody")
    reached = {}
    for name, first in (("ours", "import app"), ("control", "import onnxruntime")):
        watched = Watched(tmp_path / name, network=False)
        seen = watched.run(sys.executable, "-c", _RUN_MODEL.format(first=first), timeout_s=300)
        assert seen.code == 0, seen.err[-2000:]
        reached[name] = len(seen.to_others())
    measured("sockets of the runtime of models in a minute", 2, **reached)
    assert reached["ours"] == 0
    if not reached["control"]:
        pytest.skip("this version of the runtime reports nothing by itself, so there is no control")


def hash_of(end: str, loud: bool) -> int:
    return 2 * list(ENDS).index(end) + loud
