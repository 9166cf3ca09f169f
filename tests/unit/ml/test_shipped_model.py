"""The models this program ships: whole, honest, described, answering, and made again by their command."""

from __future__ import annotations

import json
import math
from pathlib import Path

import numpy as np
import pytest
from sklearn.datasets import load_breast_cancer

from app import paths
from app.cli import run
from app.domain.errors import WorkstationError
from app.features.feeds import feeds_of
from app.features.raw import Raws, Texts
from app.inference.package import open_package
from app.inference.running import verify
from app.main import door, open_window, screenshots
from app.services.rebuilding import requests
from ml.export.parity import runtime_of
from tests.unit.ml.conftest import Table, learn

FOLDER = paths.resources() / "models"
SHIPPED = sorted(FOLDER.glob("*.aegle"))
WISCONSIN = FOLDER / "breast-aspirate-wisconsin.aegle"


def the_aspirates() -> Table:
    """The data as scikit-learn brings them: heading -> cells."""
    data = load_breast_cancer()
    columns = {
        str(name): [f"{v:.9g}" for v in column] for name, column in zip(data.feature_names, data.data.T, strict=True)
    }
    return {**columns, "diagnosis": [str(data.target_names[code]) for code in data.target]}


def test_trained_again_it_says_the_same() -> None:
    shipped = open_package(WISCONSIN.read_bytes(), "shipped")
    table = the_aspirates()
    again = learn(table, "diagnosis", network="logistic", parameters={"positive": "malignant"})
    rows = [{name: cells[i] for name, cells in table.items()} for i in range(569)]
    said = [
        runtime_of(package.model)(feeds_of(package.card.fields, (), rows, {}))["probability"]
        for package in (shipped, open_package(again.package, "again"))
    ]
    assert np.abs(said[0] - said[1]).max() < 1e-3
    for metric in shipped.card.metrics:
        assert metric.value == pytest.approx(again.figures["metrics"][metric.name]["value"], abs=0.02), metric.name


def test_the_card_of_the_aspirates_is_honest() -> None:
    card = open_package(WISCONSIN.read_bytes(), "shipped").card
    assert card.outputs == ("benign", "malignant")
    assert card.operating_point is not None
    assert card.operating_point.positive == "malignant"
    assert any("no units" in limit for limit in card.limits)
    assert all(field.system == "urn:aegle:wdbc" and field.code == field.name for field in card.fields)
    auc = next(m for m in card.metrics if m.name == "auc")
    assert auc.value > 0.99
    assert auc.n == 569


@pytest.mark.parametrize("package", SHIPPED, ids=[p.stem for p in SHIPPED])
def test_every_shipped_package_is_small_whole_answers_and_says_where_it_comes_from(package: Path) -> None:
    data = package.read_bytes()
    assert len(data) < 3_000_000
    card = verify(data, package.name).card  # asks it about its golden sample
    assert card.id == package.stem
    assert "not for clinical use" in card.intended_use
    assert "Any decision about a patient" in card.not_for
    assert any(word in card.trained_on for word in ("licence", "License", "CC", "open-access", "open to all"))
    assert card.metrics
    assert all(m.low <= m.value <= m.high for m in card.metrics if not math.isnan(m.low) and m.name != "ece")
    extra = dict(card.extra)
    assert len(extra["data_digest"]) == 64
    assert extra["made_by"] == f"aegle rebuild-models --data DIR {package.stem}"


def test_every_shipped_package_is_described_beside_it() -> None:
    assert {p.stem for p in SHIPPED} == {p.stem for p in FOLDER.glob("*.toml")}


def test_a_model_that_is_none_and_data_that_are_not_there_are_named(tmp_path: Path) -> None:
    with pytest.raises(WorkstationError, match='No shipped model is called "tea-leaves"'):
        requests(FOLDER, tmp_path, ["tea-leaves"])
    with pytest.raises(WorkstationError, match="The data of solubility-esol are not there"):
        requests(FOLDER, tmp_path, ["solubility-esol"])


def test_the_command_gives_the_shipped_model_again(
    shared_data: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """The quickest of them, trained by the worker as everything is."""
    asked = ["rebuild-models", "--data", str(shared_data), "heart-disease-cleveland", "--out", str(tmp_path), "--json"]
    assert run.run(asked, door(), screenshots, open_window) == 0
    [said] = json.loads(capsys.readouterr().out)
    assert said["bytes"] < 3_000_000
    again = open_package((tmp_path / "heart-disease-cleveland.aegle").read_bytes(), "again")
    shipped = open_package((FOLDER / "heart-disease-cleveland.aegle").read_bytes(), "shipped")
    for one, other in zip(shipped.card.metrics, again.card.metrics, strict=True):
        assert one.value == pytest.approx(other.value, abs=0.01, nan_ok=True), one.name
    assert [f.code for f in again.card.fields[:2]] == ["30525-0", "76689-9"]
    extra = dict(again.card.extra)
    assert extra["columns"]["trestbps"] == "resting blood pressure"
    assert extra["answers"] == {"<50": "not narrowed", ">50_1": "narrowed"}
    assert dict(shipped.card.extra)["data_digest"] == extra["data_digest"]


def test_molecules_are_answered_as_chemists_know_them() -> None:
    rows: Raws = {"smiles": Texts(("CCO", "CCCCCCCCCCCCCCCC"))}
    package = open_package((FOLDER / "solubility-esol.aegle").read_bytes(), "shipped")
    ethanol, hexadecane = runtime_of(package.model)(feeds_of((), package.card.inputs, [], rows))["value"][:, 0]
    assert ethanol > 0 > -5 > hexadecane
