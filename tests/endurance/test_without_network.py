"""Every flow passes with the network taken away: no interface but a loopback that is down.

Where the system does not allow that, every Python process of the run is refused any socket that reaches further; those
of the canary, which have a path of their own, are watched instead.
"""

from __future__ import annotations

import os
import re
import socket
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager

import pytest

from tests.endurance.conftest import Measured
from tests.endurance.counts import FULL, TRIALS
from tests.watched import ROOT, without_network

pytestmark = pytest.mark.timeout(3600)

_CALL = "import socket, sys; socket.create_connection(('127.0.0.1', int(sys.argv[1])), 5).close()"
_REFUSING = ROOT / "tests" / "refusing"


def silent(is_refusing: bool) -> tuple[list[str], dict[str, str]]:
    """The words before a command and the environment that keep it from the network. Skips where neither is allowed."""
    env = {name: value for name, value in os.environ.items() if name not in ("AEGLE_TRIALS", "AEGLE_FIGURES")}
    if is_refusing:
        return [], {**env, "PYTHONPATH": os.pathsep.join((str(_REFUSING), str(ROOT)))}
    words = without_network()
    if not words:
        pytest.skip("the network cannot be taken away here (no user namespaces)")
    return words, env


@contextmanager
def somebody_to_call() -> Iterator[int]:
    """The port of a server on this computer: what can reach it has a network."""
    with socket.create_server(("127.0.0.1", 0)) as server:
        yield int(server.getsockname()[1])


@pytest.mark.parametrize("is_refusing", [False, True], ids=["taken away", "refused"])
def test_who_has_no_network_reaches_nobody_and_who_has_one_does(is_refusing: bool) -> None:
    words, env = silent(is_refusing)
    with somebody_to_call() as port:
        call = [sys.executable, "-c", _CALL, str(port)]
        assert subprocess.run(call, capture_output=True).returncode == 0
        assert subprocess.run([*words, *call], env=env, capture_output=True).returncode != 0


@pytest.mark.skipif(TRIALS < FULL, reason="the canary runs without a network too; the endurance command runs this")
def test_every_flow_passes_without_a_network(measured: Measured) -> None:
    words, env = silent(is_refusing=not without_network())
    with somebody_to_call() as port:
        called = [*words, sys.executable, "-c", _CALL, str(port)]
        assert subprocess.run(called, env=env, capture_output=True).returncode != 0, "the network is still there"
    asked = [*words, sys.executable, "-m", "pytest", "tests/flows", "tests/e2e"]
    done = subprocess.run(asked, cwd=ROOT, env=env, capture_output=True, text=True)
    counts = {word: int(n) for n, word in re.findall(r"(\d+) (passed|failed|error|skipped)", done.stdout)}
    lost = counts.get("failed", 0) + counts.get("error", 0)
    measured("flows with the network taken away", counts.get("passed", 0), lost=lost, skipped=counts.get("skipped", 0))
    assert done.returncode == 0, done.stdout[-3000:]
    assert counts["passed"]
