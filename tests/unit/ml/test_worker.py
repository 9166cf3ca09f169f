"""The worker as a process: killed and gone on with, one model by two processes, and by two that torchrun started."""

from __future__ import annotations

import io
import json
import os
import random
import subprocess
import sys
import threading
import time
from collections.abc import Callable
from dataclasses import asdict
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from app.domain.errors import WorkstationError
from app.domain.training import PREPARED_KEY, PREPARED_PACK, PREPARED_REQUEST, TrainRequest
from app.features.raw import put_raws
from app.jobs.learner import Learner
from app.sealed import Sealed, new_key
from ml.data.pack import prepared, read_material
from ml.events import Events
from ml.recipes.case_diagnosis import CASE_DIAGNOSIS
from ml.recipes.company import NOBODY
from ml.recipes.training import answered, plan_of

ROOT = Path(__file__).resolve().parents[3]
TRIALS = max(1, int(os.environ.get("AEGLE_TRIALS", "6")) // 6)
COUNT = 144
# no dropout and no batch statistics: what several processes sum up is then one process's, but for rounding
EXACT = {"members": 1, "epochs": 6, "hidden": 24, "dropout": 0.0, "patience": 20, "batch": 8}
TOLERANCE = 2e-3


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A prepared training: patients and a value that hangs on two others."""
    made = tmp_path / "prepared"
    made.mkdir()
    key = new_key()
    rng = np.random.default_rng(3)
    age, marker = rng.normal(60, 10, COUNT), rng.normal(5, 2, COUNT)
    value = 0.1 * age + marker + rng.normal(0, 0.5, COUNT)
    columns = {"age": age, "marker": marker, "value": value, "who": np.arange(COUNT)}
    with Sealed(made / PREPARED_PACK, key, create=True) as pack:
        pack.put_json("table", {name: [f"{v:.6g}" for v in values] for name, values in columns.items()})
        put_raws(pack, {})
    request = TrainRequest("case_diagnosis", "", "value", "who", network="mlp", folds=1, repeats=1, parameters=EXACT)
    (made / PREPARED_REQUEST).write_text(json.dumps({"request": asdict(request)}), encoding="utf-8")
    (made / PREPARED_KEY).touch(0o600)
    (made / PREPARED_KEY).write_text(key.hex(), encoding="ascii")
    return made


def asked(folder: Path, **other: Any) -> dict[str, Any]:
    told = json.loads((folder / PREPARED_REQUEST).read_text(encoding="utf-8"))
    request = {**told["request"], **other}
    return {"pack": str(folder / PREPARED_PACK), "request": request, "keeps_every_s": 0.05}


def key_of(folder: Path) -> bytearray:
    return bytearray.fromhex((folder / PREPARED_KEY).read_text(encoding="ascii"))


def run(folder: Path, ends: Callable[[dict[str, Any]], bool] = lambda _: False, **other: Any) -> dict[str, Any] | None:
    """The figures; None where it was killed, at the first event for which ``ends``."""
    with Learner("train") as learner:
        learner.ask(asked(folder, **other), key_of(folder))
        for event in learner.events(0.2):
            if event and ends(event):
                learner._process.kill()
                return None
            if event and event["event"] == "Failed":
                raise AssertionError(event)
        code, kind = learner.ending()
    assert code == 0, (code, kind)
    return figures(folder)


def figures(folder: Path) -> dict[str, Any]:
    with Sealed(folder / PREPARED_PACK, key_of(folder)) as pack:
        found: dict[str, Any] = pack.json("figures")
        return found


def alone(folder: Path, **other: Any) -> dict[str, float]:
    """What one process that nobody disturbs makes of it, in this process and without an export."""
    events = Events(io.StringIO(), threading.Event())
    wish = TrainRequest(**asked(folder, **other)["request"])
    with Sealed(folder / PREPARED_PACK, key_of(folder)) as pack:
        plan = plan_of(CASE_DIAGNOSIS, read_material(pack), wish)
    _, answers = answered(plan, wish.seed, events, NOBODY)
    truth = plan.measuring.truth(plan.cases, answers.rows)[answers.asked[0]]
    once = np.ones((1, len(truth)))
    said = answers.said["chosen"][0]
    return {name: float(metric(said, truth, once)[0]) for name, metric in plan.measuring.metrics.items()}


def told(found: dict[str, Any] | None) -> dict[str, float]:
    assert found is not None
    return {name: figure["value"] for name, figure in found["metrics"].items()}


def forget(folder: Path, clean: bytes) -> None:
    """The pack as it was before anything was trained."""
    for left in folder.glob(f"{PREPARED_PACK}*"):
        left.unlink()
    (folder / PREPARED_PACK).write_bytes(clean)


@pytest.mark.skipif(sys.platform == "win32", reason="processes are killed by a signal")
@pytest.mark.parametrize("folds", [3] if TRIALS == 1 else [1, 3])
def test_a_worker_killed_at_any_moment_goes_on_to_the_same_figures(folder: Path, folds: int) -> None:
    clean, whole = (folder / PREPARED_PACK).read_bytes(), alone(folder, folds=folds)
    rng = random.Random(folds)
    for _ in range(TRIALS):
        forget(folder, clean)
        at, wait = rng.randrange(1, 5), rng.uniform(0, 0.3)

        def ends(event: dict[str, Any], at: int = at, wait: float = wait) -> bool:
            if event["event"] != "Measured" or event["epoch"] < at:
                return False
            time.sleep(wait)
            return True

        assert run(folder, ends, folds=folds) is None
        with Sealed(folder / PREPARED_PACK, key_of(folder)) as pack:
            assert any(name.startswith("kept ") for name in pack.names())
        assert told(run(folder, folds=folds)) == pytest.approx(whole, abs=1e-5)


def test_two_processes_give_the_model_of_one(folder: Path) -> None:
    both = run(folder, processes=2)
    assert both is not None
    assert both["chosen"]["processes"] == 2
    assert told(both) == pytest.approx(alone(folder), abs=TOLERANCE)
    # a control: another seed is another model
    assert told(both) != pytest.approx(alone(folder, seed=1), abs=TOLERANCE)


def test_torchrun_gives_the_model_of_one_process(folder: Path) -> None:
    command = [sys.executable, "-m", "torch.distributed.run", "--standalone", "--nproc-per-node", "2", "-m", "ml"]
    surroundings = {**os.environ, "OMP_NUM_THREADS": "1", "GLOO_SOCKET_IFNAME": "lo"}
    done = subprocess.run(
        [*command, "train", str(folder)], cwd=ROOT, env=surroundings, capture_output=True, text=True, timeout=300
    )
    assert done.returncode == 0, done.stderr[-2000:]
    assert told(figures(folder)) == pytest.approx(alone(folder), abs=TOLERANCE)
    assert figures(folder)["chosen"]["processes"] == 2


@pytest.mark.skipif(os.name != "posix", reason="modes of files are POSIX's")
def test_a_key_that_others_may_read_is_refused(folder: Path) -> None:
    (folder / PREPARED_KEY).chmod(0o644)
    with pytest.raises(WorkstationError, match="may be read by others"):
        prepared(folder)
