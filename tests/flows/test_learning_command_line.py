"""aegle train, evaluate, explain and compare as a person types them, with worker processes of their own."""

from __future__ import annotations

import json
import os
import signal
import threading
import time
from contextlib import suppress
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from tests.flows.conftest import Aegle

pytest.importorskip("torch", reason="the train extra is not installed")


def parsed(said: tuple[int, str, str]) -> Any:
    assert said[0] == 0, said
    return json.loads(said[1])


@pytest.fixture
def table(tmp_path: Path) -> Path:
    """Patients with two findings, and a number that was written down when they were discharged."""
    rng = np.random.default_rng(8)
    lines = ["age;crp;discharge score;ill"]
    for _ in range(120):
        age, ill = rng.normal(60, 10), rng.random() < 0.5
        lines.append(f"{age + 5 * ill:.0f};{rng.lognormal(2 + ill, 0.5):.1f};{rng.normal(3 * ill, 1):.2f};{int(ill)}")
    path = tmp_path / "patients.csv"
    path.write_text("\n".join(lines), encoding="utf-8")
    return path


def test_a_model_is_trained_by_two_processes_and_then_asked_about_others(
    aegle: Aegle, table: Path, tmp_path: Path
) -> None:
    config = tmp_path / "wishes.toml"
    config.write_text('folds = 2\nrepeats = 1\nnetwork = "logistic"\n[parameters]\npenalty = 1.0\n', encoding="utf-8")
    asked = ("train", "case_diagnosis", "--table", table, "--target", "ill", "--config", config, "--json", "--out")
    alone = parsed(aegle(*asked, tmp_path / "one.aegle"))
    shared = parsed(aegle(*asked, tmp_path / "two.aegle", "--processes", 2))
    assert shared["metrics"] == alone["metrics"]
    assert shared["folds"] == alone["folds"]
    assert {"metrics", "folds", "baseline", "leakage", "split", "seed", "seconds", "package"} <= alone.keys()
    assert set(alone["metrics"]["auc"]) == {"value", "low", "high", "n"}
    [leak] = alone["leakage"]
    assert (leak["column"], leak["kind"]) == ("discharge score", "known_after")
    assert leak["evidence"]
    assert leak["action"]

    figures = parsed(aegle("evaluate", tmp_path / "one.aegle", "--table", table, "--target", "ill", "--json"))
    assert figures["split"]["method"] == "external"
    assert figures["metrics"]["auc"]["value"] > 0.8
    said = parsed(aegle("explain", tmp_path / "one.aegle", "--table", table, "--row", 3, "--json"))
    assert said["importance"][0]["input"] == "crp"
    assert said["cases"][0]["row"] == 3
    both = parsed(aegle("compare", tmp_path / "one.aegle", tmp_path / "two.aegle", "--table", table, "--json"))
    assert both["differences"][0]["metrics"]["auc"]["value"] == 0


@pytest.mark.parametrize(
    ("wish", "said"),
    [
        (("--keep", "crp"), "only with a reason"),
        (("--split", "time:age", "--target", "nothing"), 'no column "nothing"'),
        (("--folds", "-1"), "means nothing"),
        (("--target", "age", "--drop", "age"), "cannot be the target"),
        (("--config", "none.toml"), "cannot be read"),
        (("--set", "answer"), "names no value"),
        (("--labels", "nobody.csv", "--images", "nowhere"), "no file or folder"),
    ],
)
def test_a_wish_that_cannot_be_met_ends_in_one_sentence(
    aegle: Aegle, table: Path, tmp_path: Path, wish: tuple[str, ...], said: str
) -> None:
    target = () if "--target" in wish else ("--target", "ill")
    code, _, error = aegle(
        "train", "case_diagnosis", "--table", table, *target, *wish, "--out", tmp_path / "model.aegle"
    )
    assert code == 2
    assert said in error
    assert len(error.strip().splitlines()) == 1


@pytest.mark.skipif(not Path("/proc/self/task").exists(), reason="children are found through /proc")
def test_a_training_whose_worker_is_killed_is_listed_and_resumed(aegle: Aegle, table: Path, tmp_path: Path) -> None:
    asked = ("train", "case_diagnosis", "--table", table, "--target", "ill", "--network", "logistic", "--folds", 2,
             "--repeats", 1, "--name", "Pneumonia")  # fmt: skip
    whole = parsed(aegle(*asked, "--json", "--out", tmp_path / "whole.aegle"))
    killer = threading.Thread(target=kill_the_worker)
    killer.start()
    code, _, error = aegle(*asked, "--out", tmp_path / "cut.aegle")
    killer.join()
    assert code == 2
    assert "What it had reached is kept" in error
    [left] = parsed(aegle("train", "--unfinished", "--json"))["unfinished"]
    assert (left["name"], left["recipe"]) == ("Pneumonia", "case_diagnosis")
    assert aegle("train", "--resume", "Measles", "--out", tmp_path / "cut.aegle")[0] == 2
    resumed = parsed(aegle("train", "--resume", "--json", "--out", tmp_path / "cut.aegle"))
    assert resumed["metrics"] == whole["metrics"]
    assert (tmp_path / "cut.aegle").is_file()
    assert parsed(aegle("train", "--unfinished", "--json"))["unfinished"] == []


def kill_the_worker() -> None:
    """Waits for a child of this process that trains, and kills it a moment later."""
    while True:
        for children in Path("/proc/self/task").glob("*/children"):
            for child in children.read_text(encoding="ascii").split():
                with suppress(OSError):
                    if Path("/proc", child, "cmdline").read_bytes().endswith(b"ml\0train\0"):
                        time.sleep(1)
                        os.kill(int(child), signal.SIGKILL)
                        return
        time.sleep(0.05)
