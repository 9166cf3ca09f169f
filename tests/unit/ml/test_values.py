"""Measurements and several questions at once: the textbook's weights, figures and graphs."""

from __future__ import annotations

import numpy as np
import pytest
from numpy.typing import NDArray
from sklearn import metrics as oracle
from sklearn.datasets import load_breast_cancer, load_diabetes, load_iris, load_wine
from sklearn.linear_model import LinearRegression, LogisticRegression, Ridge

from app.inference.package import open_package
from ml.data.cases import Target
from ml.evaluation.measuring import FLAGS, VALUES
from ml.export.parity import runtime_of
from ml.networks.average import weights
from ml.networks.logistic import optimum
from ml.networks.tabular import solved
from tests.unit.ml.conftest import Table, a_cohort, learn

Floats = NDArray[np.float64]


def scaled(features: Floats) -> Floats:
    made: Floats = (features - features.mean(axis=0)) / features.std(axis=0)
    return made


@pytest.mark.parametrize("load", [load_breast_cancer, load_iris, load_wine])
def test_logistic_weights_are_scikit_learns(load: object) -> None:
    data = load()  # type: ignore[operator]
    features = scaled(data.data)
    weights, intercept = optimum(features, data.target, len(data.target_names), penalty=1.0)
    fitted = LogisticRegression(C=1.0, tol=1e-10, max_iter=10_000).fit(features, data.target)
    assert np.abs(weights.T - fitted.coef_).max() < 1e-3
    assert np.abs((intercept - intercept.mean()) - (fitted.intercept_ - fitted.intercept_.mean())).max() < 1e-3


@pytest.mark.parametrize("load", [load_breast_cancer, load_diabetes, load_wine])
@pytest.mark.parametrize("penalty", [0.0, 2.0])
def test_linear_weights_are_scikit_learns(load: object, penalty: float) -> None:
    data = load()  # type: ignore[operator]
    features, values = scaled(data.data), data.target[:, None].astype(np.float64)
    weights, intercept = solved(features, values, penalty)
    fitted = (Ridge(alpha=penalty) if penalty else LinearRegression()).fit(features, values)
    assert np.abs(weights.T - fitted.coef_).max() < 1e-3
    assert np.abs(intercept - fitted.intercept_).max() < 1e-3


def test_figures_of_values_are_scikit_learns() -> None:
    rng = np.random.default_rng(0)
    truth = rng.normal(size=(200, 1))
    said, once = truth + rng.normal(0, 0.5, (200, 1)), np.ones((1, 200))
    found = {name: float(metric(said, truth, once)[0]) for name, metric in VALUES.items()}
    assert found["rmse"] == pytest.approx(oracle.root_mean_squared_error(truth, said))
    assert found["mae"] == pytest.approx(oracle.mean_absolute_error(truth, said))
    assert found["r2"] == pytest.approx(oracle.r2_score(truth, said))
    assert found["correlation"] == pytest.approx(np.corrcoef(truth[:, 0], said[:, 0])[0, 1])


def test_unknown_answers_of_several_questions_do_not_count() -> None:
    rng = np.random.default_rng(1)
    truth, said = rng.integers(0, 2, (100, 2)).astype(float), rng.random((100, 2))
    expected = np.mean(
        [oracle.roc_auc_score(truth[:60, 0], said[:60, 0]), oracle.roc_auc_score(truth[:, 1], said[:, 1])]
    )
    truth[60:, 0] = np.nan
    assert float(FLAGS["auc"](said, truth, np.ones((1, 100)))[0]) == pytest.approx(expected)


def a_measured_cohort(count: int = 160) -> Table:
    table = a_cohort(count)
    rng = np.random.default_rng(2)
    sex = np.array([s == "female" for s in table["sex"]])
    age = np.array([float(a or 60) for a in table["age"]])
    table["pressure"] = [f"{v:.1f}" for v in 80 + 0.6 * age + 8 * sex + rng.normal(0, 4, count)]
    return table


@pytest.mark.parametrize("network", ["linear", "trees", "forest", "average"])
def test_a_value_is_learned_with_its_interval_and_its_graph_says_the_same(network: str) -> None:
    outcome = learn(a_measured_cohort(), "pressure", network=network, folds=2, repeats=1)
    figures = outcome.figures
    assert figures["answers"] == "values"
    assert figures["metrics"]["r2"]["value"] > 0.3
    assert figures["baseline"]["mean"]["r2"]["value"] < 0.05
    assert figures["parity"]["largest_difference"] < 1e-4
    package = open_package(outcome.package, "p")
    assert package.card.answers == "values"
    said = runtime_of(package.model)(package.golden)["value"]
    assert np.abs(said - package.golden["value"]).max() / np.abs(said).max() < 1e-4
    if network == "linear":
        low, high = package.golden["interval"][:, 0].T
        assert np.all(low < high)


def test_models_are_weighed_by_what_they_say_of_patients_held_out() -> None:
    chosen = learn(a_cohort(), folds=2, repeats=1).figures["chosen"]
    losses = chosen["held_out_loss"]
    assert losses["best"] <= min(losses.values()) + 1e-3
    assert sum(chosen["weights"].values()) == pytest.approx(1, abs=0.01)


def test_the_weights_are_those_with_which_the_mean_fits_best() -> None:
    rng = np.random.default_rng(3)
    truth = rng.normal(0, 1, 400)
    near, far, noise = truth + rng.normal(0, 0.5, 400), truth + rng.normal(0, 1.0, 400), rng.normal(0, 1, 400)
    target = Target("values", ("value",), truth[:, None], np.zeros(400, dtype=np.int64))
    share = weights([one[:, None] for one in (near, far, noise)], target, np.arange(400))
    # independent errors are best weighed by one over their variance: 1/4, 1 and 2
    np.testing.assert_allclose(share, np.array([4, 1, 0.5]) / 5.5, atol=0.05)
    calls = np.where(rng.random(400) < 1 / (1 + np.exp(-2 * truth)), 1, 0)
    sure, guess = 1 / (1 + np.exp(-2 * truth)), np.full(400, 0.5)
    classes = Target("classes", ("no", "yes"), calls, calls)
    said = [np.stack([1 - p, p], axis=1) for p in (sure, guess, rng.random(400))]
    assert weights(said, classes, np.arange(400))[0] > 0.85


def test_a_weighed_value_has_an_interval_and_its_graph_says_the_same() -> None:
    outcome = learn(a_measured_cohort(), "pressure", folds=2, repeats=1)
    assert outcome.figures["network"] == "best"
    package = open_package(outcome.package, "p")
    said = runtime_of(package.model)(package.golden)
    np.testing.assert_allclose(said["interval"], package.golden["interval"], rtol=1e-4)
    assert np.all(said["interval"][..., 0] < said["value"])
    assert np.all(said["value"] < said["interval"][..., 1])
