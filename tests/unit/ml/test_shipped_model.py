"""The model this program ships is what its script makes."""

from __future__ import annotations

import importlib.util
import math
from pathlib import Path

import numpy as np
import pytest

from app import paths
from app.features.feeds import feeds_of
from app.inference.package import open_package
from ml.export.parity import runtime_of

SCRIPT = Path(__file__).resolve().parents[3] / "packaging" / "make_models.py"


@pytest.fixture(scope="module")
def making() -> object:
    spec = importlib.util.spec_from_file_location("make_models", SCRIPT)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def test_trained_again_it_says_the_same(making: object) -> None:
    shipped = open_package((paths.resources() / "models" / making.FILE).read_bytes(), "shipped")  # type: ignore[attr-defined]
    again = making.train()  # type: ignore[attr-defined]
    table = making.table()  # type: ignore[attr-defined]
    rows = [{name: cells[i] for name, cells in table.items()} for i in range(569)]
    said = [
        runtime_of(package.model)(feeds_of(package.card.fields, (), rows, {}))["probability"]
        for package in (shipped, open_package(again.package, "again"))
    ]
    assert np.abs(said[0] - said[1]).max() < 1e-3
    for metric in shipped.card.metrics:
        assert metric.value == pytest.approx(again.figures["metrics"][metric.name]["value"], abs=0.02), metric.name
        assert metric.low <= metric.value <= metric.high


def test_its_card_is_honest(making: object) -> None:
    card = open_package((paths.resources() / "models" / making.FILE).read_bytes(), "shipped").card  # type: ignore[attr-defined]
    assert card.outputs == ("benign", "malignant")
    assert card.operating_point is not None
    assert card.operating_point.positive == "malignant"
    assert "not for clinical use" in card.intended_use
    assert "CC BY 4.0" in card.trained_on
    assert any("no units" in limit for limit in card.limits)
    assert all(field.system == "urn:aegle:wdbc" and field.code == field.name for field in card.fields)
    auc = next(m for m in card.metrics if m.name == "auc")
    assert auc.value > 0.99
    assert auc.n == 569
    assert not math.isnan(auc.low)
