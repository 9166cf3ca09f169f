"""The recipe from table to package."""

from __future__ import annotations

import io
import threading
import zipfile
from typing import Any

import numpy as np
import pytest

from app.domain.errors import Cancelled, WorkstationError
from app.domain.training import TrainRequest
from app.features.cohort_table import Question, read_cohort
from app.features.feeds import feeds_of
from app.inference.package import open_package
from ml.events import Events
from ml.export.parity import runtime_of
from ml.networks.mlp import MLP
from ml.recipes.case_diagnosis import CASE_DIAGNOSIS
from ml.recipes.evaluating import evaluate
from ml.recipes.recipe import Material
from ml.recipes.training import train as train_recipe
from ml.watch import unwatched
from tests.unit.ml.conftest import Train, a_cohort, cases_of, learn

XOR = {"a": ["0", "0", "1", "1"], "b": ["0", "1", "0", "1"], "answer": ["0", "1", "1", "0"]}
XOR_NETWORK = {
    "evaluate": "training_table",
    "hidden": 2,
    "dropout": 0.0,
    "optimiser": "adam",
    "learning_rate": 0.05,
    "weight_decay": 0.0,
    "epochs": 400,
    "patience": 400,
    "members": 20,  # one start in four finds the answer: twenty are tried, the best one is kept
    "combine": "best",
}


def test_the_xor_table_is_learned_by_two_hidden_units() -> None:
    outcome = learn(XOR, network="mlp", parameters=XOR_NETWORK)
    assert outcome.figures["metrics"]["accuracy"]["value"] == 1.0
    assert outcome.figures["split"]["method"] == "training_table"
    assert "nothing about other patients" in outcome.figures["split"]["said"]
    package = open_package(outcome.package, "xor.aegle")
    rows = [{"a": XOR["a"][i], "b": XOR["b"][i]} for i in range(4)]
    said = runtime_of(package.model)(feeds_of(package.card.fields, (), rows, {}))["probability"]
    assert (said[:, 1] > 0.5).tolist() == [False, True, True, False]


def test_logistic_regression_cannot_learn_xor() -> None:
    outcome = learn(XOR, network="logistic", parameters={"evaluate": "training_table"})
    assert outcome.figures["metrics"]["accuracy"]["value"] == 0.5


def test_four_rows_are_refused_where_figures_are_to_mean_something(train: Train) -> None:
    with pytest.raises(WorkstationError, match="at least 10 are needed"):
        train(XOR, network="mlp")


@pytest.mark.parametrize("network", ["logistic", "mlp"])
def test_a_package_says_what_was_measured_and_answers_as_torch_did(network: str) -> None:
    settings = {"penalty": 1.0} if network == "logistic" else {"epochs": 15}
    outcome = learn(a_cohort(), network=network, parameters=settings)
    figures = outcome.figures
    assert figures["metrics"]["auc"]["low"] < figures["metrics"]["auc"]["value"] < figures["metrics"]["auc"]["high"]
    assert figures["metrics"]["auc"]["value"] > 0.75
    assert figures["parity"]["largest_difference"] < 1e-4
    assert figures["parity"]["same_decisions"]
    assert {"logistic", "majority", "difference", "verdict"} <= figures["baseline"].keys()
    package = open_package(outcome.package, "p.aegle")
    assert package.card.network == network
    assert package.card.operating_point is not None
    expected = package.golden["probability"]
    said = runtime_of(package.model)(feeds_of(package.card.fields, (), [], {}))  # an empty batch is answered, too
    assert said["probability"].shape == (0, expected.shape[1])


def test_more_than_two_classes_are_learned() -> None:
    outcome = learn(a_cohort(240, classes=3), parameters={"penalty": 1.0})
    assert outcome.figures["metrics"]["auc"]["value"] > 0.7
    assert outcome.figures["positive"] is None
    assert open_package(outcome.package, "p").card.operating_point is None


def test_every_patient_is_asked_once_in_each_repeat_and_never_by_who_knew_them() -> None:
    table = {**a_cohort(), "patient_id": [f"p{i // 2}" for i in range(160)]}
    figures = learn(table, parameters={"penalty": 1.0}).figures
    for repeat in range(figures["split"]["repeats"]):
        asked = [row for f in figures["folds"] if f["repeat"] == repeat for row in f["rows"]]
        assert sorted(asked) == list(range(160))
    for fold in figures["folds"]:
        assert {row ^ 1 for row in fold["rows"]} == set(fold["rows"])  # both rows of a patient are held out together


def test_the_same_seed_gives_the_same_model_and_another_seed_another() -> None:
    cohort = read_cohort(a_cohort(), Question("answer"))
    cases = cases_of(cohort)
    settings = {**{p.name: p.default for p in MLP.description.parameters}, "epochs": 3}
    said = []
    for seed in (4, 4, 5):
        fitted = MLP.fit(cases, np.arange(160), settings, seed, unwatched)
        said.append(fitted.probability(cases))
    assert np.array_equal(said[0], said[1])
    assert not np.allclose(said[0], said[2])


def test_nothing_of_a_patient_is_in_a_package() -> None:
    table = a_cohort()
    table["marker"][5] = "8123.4567"
    table["sex"][6:9] = ["Zelda Quill", "Zelda Quill", "zelda quill"]
    package = learn(table, parameters={"penalty": 1.0}).package
    with zipfile.ZipFile(io.BytesIO(package)) as archive:
        texts = b"".join(archive.read(name) for name in archive.namelist() if name != "golden.npz").lower()
    assert b"8123" not in texts
    assert b"zelda" not in texts


def test_training_tells_of_every_epoch_and_every_fold() -> None:
    said: list[dict[str, object]] = []
    learn(a_cohort(), said=said, network="mlp", parameters={"epochs": 4, "patience": 10})
    epochs = [e for e in said if e["event"] == "Measured" and e["network"] == "mlp"]
    assert [e["epoch"] for e in epochs] == [1, 2, 3, 4]
    assert set(epochs[0]["values"]) == {"train_loss", "validation_loss", "validation_auc"}  # type: ignore[call-overload]
    assert sum(e["event"] == "Progress" for e in said) > 5


def test_a_wish_to_stop_is_heard() -> None:
    stop = threading.Event()
    stop.set()
    events = Events(io.StringIO(), stop)
    with pytest.raises(Cancelled):
        train_recipe(CASE_DIAGNOSIS, Material(a_cohort()), TrainRequest("case_diagnosis", "", "answer"), events)


def test_a_loss_that_is_no_number_is_said_with_what_to_do() -> None:
    wild = {"optimiser": "sgd", "learning_rate": 1.0, "weight_decay": 10.0, "layers": 4, "hidden": 512, "epochs": 50}
    with pytest.raises(WorkstationError, match="no longer a number") as raised:
        learn(a_cohort(), network="mlp", parameters=wild)
    assert "learning rate" in str(raised.value.hint)


@pytest.mark.parametrize(
    ("asked", "said"),
    [
        ({"network": "cnn"}, "no network"),
        ({"parameters": {"depth": 3}}, "no parameter"),
        ({"network": "mlp", "parameters": {"hidden": "many"}}, "not a value"),
        ({"network": "mlp", "parameters": {"hidden": 0}}, "not a value"),
        ({"network": "mlp", "parameters": {"optimiser": "magic"}}, "not a value"),
    ],
)
def test_a_wrong_wish_is_answered_with_what_there_is(asked: dict[str, Any], said: str) -> None:
    with pytest.raises(WorkstationError, match=said) as raised:
        learn(a_cohort(), **asked)
    assert str(raised.value.hint)


def test_a_package_is_measured_on_another_cohort() -> None:
    package = learn(a_cohort(), parameters={"penalty": 1.0}).package
    asked = TrainRequest("case_diagnosis", "", "answer")
    events = Events(io.StringIO(), threading.Event())
    figures = evaluate(Material(a_cohort(seed=2)), asked, package, events)
    assert 0.7 < figures["metrics"]["auc"]["value"] < 0.97
    with pytest.raises(WorkstationError, match="lacks columns"):
        evaluate(Material({k: v for k, v in a_cohort().items() if k != "age"}), asked, package, events)
    strange = {**a_cohort(), "answer": ["x", "y"] * 80}
    with pytest.raises(WorkstationError, match="does not know the class"):
        evaluate(Material(strange), asked, package, events)


def test_noise_is_not_called_a_discovery() -> None:
    rng = np.random.default_rng(3)
    table = {f"v{k}": [f"{v:.3f}" for v in rng.normal(size=100)] for k in range(8)}
    table["answer"] = [str(v) for v in rng.permutation([0, 1] * 50)]
    auc = learn(table).figures["metrics"]["auc"]
    assert auc["low"] < 0.5 < auc["high"]
