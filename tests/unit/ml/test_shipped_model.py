"""The model this program ships is what its script makes."""

from __future__ import annotations

import importlib.util
import math
import sys
from pathlib import Path

import numpy as np
import pytest

from app import paths
from app.features.feeds import feeds_of
from app.features.raw import Raws, Texts
from app.inference.package import open_package
from app.inference.running import verify
from ml.export.parity import runtime_of

SCRIPT = Path(__file__).resolve().parents[3] / "packaging" / "make_models.py"


@pytest.fixture(scope="module")
def making() -> object:
    spec = importlib.util.spec_from_file_location("make_models", SCRIPT)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    sys.modules["make_models"] = module  # its dataclasses look themselves up
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


SHIPPED = sorted((paths.resources() / "models").glob("*.aegle"))


@pytest.mark.parametrize("package", SHIPPED, ids=[p.stem for p in SHIPPED])
def test_every_shipped_package_is_small_whole_and_says_what_it_is_not_for(package: Path) -> None:
    data = package.read_bytes()
    assert len(data) < 3_000_000
    card = verify(data, package.name).card
    assert card.id == package.stem
    assert "not for clinical use" in card.intended_use
    assert card.metrics
    assert all(m.low <= m.value <= m.high for m in card.metrics if not math.isnan(m.low))


def test_the_script_knows_how_every_shipped_package_was_made(making: object) -> None:
    known = {making.FILE, *(f"{name}.aegle" for name in making.SHIPPED)}  # type: ignore[attr-defined]
    assert {p.name for p in SHIPPED} <= known


def test_a_data_set_that_is_here_gives_the_shipped_model_again(making: object, shared_data: Path) -> None:
    """The quickest of them; the others by ``packaging/make_models.py``."""
    again = open_package(making.made("solubility-esol", making.SHIPPED["solubility-esol"], shared_data), "again")  # type: ignore[attr-defined]
    shipped = open_package((paths.resources() / "models" / "solubility-esol.aegle").read_bytes(), "shipped")
    for one, other in zip(shipped.card.metrics, again.card.metrics, strict=True):
        assert one.value == pytest.approx(other.value, abs=0.01), one.name
    rows: Raws = {"smiles": Texts(("CCO", "c1ccccc1"))}
    said = [runtime_of(p.model)(feeds_of((), p.card.inputs, [], rows))["value"] for p in (shipped, again)]
    np.testing.assert_allclose(said[0], said[1], atol=0.01)
