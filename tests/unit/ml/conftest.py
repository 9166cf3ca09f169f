"""Small cohorts, and the recipe run in this process."""

from __future__ import annotations

import io
import json
import threading
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import numpy as np
import pytest
import torch
from threadpoolctl import threadpool_limits

from app.domain.training import TrainRequest
from app.features.cohort_table import CohortTable
from app.ingest.delimited import read_delimited
from ml.events import Events
from ml.networks.network import Cases, of_classes
from ml.recipes.case_diagnosis import CASE_DIAGNOSIS
from ml.recipes.recipe import Material, Outcome
from ml.recipes.training import train as train_recipe

Table = dict[str, list[str]]
Train = Callable[..., Outcome]


@pytest.fixture(scope="session", autouse=True)
def one_thread() -> Iterator[None]:
    """As the worker process runs: small matrices are slower on several threads."""
    torch.set_num_threads(1)
    with threadpool_limits(1):
        yield


def a_cohort(count: int = 160, classes: int = 2, seed: int = 1) -> Table:
    """Patients whose class hangs on two numbers and a word; some cells are empty."""
    rng = np.random.default_rng(seed)
    age, marker = rng.normal(60, 10, count), rng.lognormal(1, 0.8, count)
    sex = rng.integers(0, 2, count)
    score = 0.08 * (age - 60) + 1.2 * np.log(marker) - 1.2 + sex + rng.normal(0, 1, count)
    label = np.digitize(score, np.quantile(score, np.linspace(0, 1, classes + 1)[1:-1]))
    return {
        "age": [f"{a:.0f}" if rng.random() > 0.05 else "" for a in age],
        "marker": [f"{m:.3f}" if rng.random() > 0.1 else "?" for m in marker],
        "sex": ["female" if s else "male" for s in sex],
        "stage": [str(v) for v in rng.integers(1, 5, count)],
        "answer": [f"grade {v}" for v in label],
    }


@pytest.fixture
def train() -> Train:
    """Train in this process; what was said is kept in ``train.said``."""
    return learn


def learn(table: Table, target: str = "answer", said: list[dict[str, Any]] | None = None, **asked: Any) -> Outcome:
    stream = io.StringIO()
    request = TrainRequest("case_diagnosis", "", target, **asked)
    outcome = train_recipe(CASE_DIAGNOSIS, Material(table), request, Events(stream, threading.Event()))
    if said is not None:
        said += [json.loads(line) for line in stream.getvalue().splitlines()]
    return outcome


def cases_of(cohort: CohortTable) -> Cases:
    return Cases(of_classes(cohort.labels, cohort.classes), cohort.groups, cohort.columns)


def file_as_table(path: Path) -> Table:
    read = read_delimited(path.read_bytes(), path.name)
    return {name: list(read.column(name)) for name in read.columns}
