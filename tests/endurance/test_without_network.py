"""Every flow passes with the network taken away: no interface but a loopback that is down."""

from __future__ import annotations

import os
import re
import subprocess
import sys

import pytest

from tests.endurance.conftest import Measured
from tests.endurance.counts import FULL, TRIALS
from tests.watched import ROOT, without_network

pytestmark = [
    pytest.mark.skipif(TRIALS < FULL, reason="the canary runs without a network too; the endurance command runs this"),
    pytest.mark.timeout(3600),
]


def test_every_flow_passes_without_a_network(measured: Measured) -> None:
    words = without_network()
    if not words:
        pytest.skip("the network cannot be taken away here (no user namespaces)")
    names = "import socket; print([name for _, name in socket.if_nameindex()])"
    seen = subprocess.run([*words, sys.executable, "-c", names], capture_output=True, text=True, check=True).stdout
    assert seen.strip() == "['lo']"
    env = {name: value for name, value in os.environ.items() if name not in ("AEGLE_TRIALS", "AEGLE_FIGURES")}
    asked = [*words, sys.executable, "-m", "pytest", "tests/flows", "tests/e2e", "-q"]
    done = subprocess.run(asked, cwd=ROOT, env=env, capture_output=True, text=True)
    counts = {word: int(n) for n, word in re.findall(r"(\d+) (passed|failed|error|skipped)", done.stdout)}
    lost = counts.get("failed", 0) + counts.get("error", 0)
    measured("flows with the network taken away", counts.get("passed", 0), lost=lost, skipped=counts.get("skipped", 0))
    assert done.returncode == 0, done.stdout[-3000:]
