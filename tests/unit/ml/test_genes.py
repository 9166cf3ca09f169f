"""Of very many genes those are read that differ by more than chance."""

from __future__ import annotations

import numpy as np

from app.features.raw import Matrix
from ml.networks.network import Cases, of_classes
from ml.networks.views import EXPRESSION


def test_genes_that_differ_by_chance_alone_are_not_read() -> None:
    rng = np.random.default_rng(1)
    labels = np.arange(60) % 2
    values = rng.normal(8, 1, (60, 5000)).astype(np.float32)
    values[labels == 1, :10] += 4
    matrix = Matrix(tuple(f"G{k}" for k in range(5000)), values)
    cases = Cases(of_classes(labels, ("well", "ill")), np.arange(60), (), {"expression": matrix})
    genes = EXPRESSION.fit(cases, np.arange(50), {}).inputs[0].spec["genes"]
    assert {f"G{k}" for k in range(10)} <= set(genes)
    assert len(genes) == 50
    values[labels == 1, :1000] += 4  # where many do, many are
    many = EXPRESSION.fit(cases, np.arange(50), {}).inputs[0].spec["genes"]
    assert len(many) >= 1000
