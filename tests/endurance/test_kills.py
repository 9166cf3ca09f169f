"""Killed with SIGKILL at random moments: what was reported done is there and equal, and no alarm is raised."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.endurance import days
from tests.endurance.conftest import Measured
from tests.endurance.counts import FULL, TRIALS
from tests.endurance.disk_shim import HERE, ROOT

pytestmark = pytest.mark.skipif(os.name != "posix", reason="forks, and kills with SIGKILL")


# of 300 kills; a vault that is to migrate has a passphrase that costs a second to try
SHARE, SHARES = 41, {"migrate": 19}
Killer = Callable[[str, int], list[dict[str, Any]]]


@pytest.fixture(scope="module")
def killer(day: Path) -> Iterator[Killer]:
    """The process that forks what is killed."""
    env = {**os.environ, "PYTHONPATH": str(ROOT), "OMP_NUM_THREADS": "1", "OPENBLAS_NUM_THREADS": "1"}
    words = [sys.executable, str(HERE / "kills.py"), str(day)]
    pipe = subprocess.PIPE
    with subprocess.Popen(words, env=env, cwd=ROOT, text=True, stdin=pipe, stdout=pipe) as process:
        assert process.stdin
        assert process.stdout
        ask, answers = process.stdin, process.stdout

        def kill(deed: str, count: int) -> list[dict[str, Any]]:
            ask.write(json.dumps([deed, count, 11]) + "\n")
            ask.flush()
            answer = answers.readline()
            assert answer, "the process that forks ended; it said why on stderr"
            found: list[dict[str, Any]] = json.loads(answer)
            return found

        yield kill
        ask.close()


@pytest.mark.timeout(3600)
@pytest.mark.parametrize("deed", days.DEEDS)
def test_killed_at_any_moment_of_a_deed(killer: Killer, deed: str, measured: Measured) -> None:
    count = max(1, TRIALS * SHARES.get(deed, SHARE) // FULL)
    trials = killer(deed, count)
    assert len(trials) == count
    assert [one for one in trials if one["wrong"]] == []
    killed = [one for one in trials if one["is_killed"]]
    # one or two trials may all end before or after the deed
    assert killed or count < 10, "no trial was killed in the middle: the test shows nothing"
    reported = sum(one["said"] for one in trials)
    latest = max(one["after_ms"] for one in trials)
    measured(f"kill -9 during {deed}", count, killed=len(killed), reported=reported, latest_ms=latest, lost=0)
