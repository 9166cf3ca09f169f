"""Figures of merit against scikit-learn's, and their intervals."""

from __future__ import annotations

import numpy as np
import pytest
from numpy.typing import NDArray
from sklearn import metrics as oracle
from sklearn.linear_model import LogisticRegression

from ml.evaluation.metrics import Bootstrap, auc

Floats = NDArray[np.float64]


def answers(classes: int, count: int = 300, seed: int = 0) -> tuple[Floats, NDArray[np.int64]]:
    rng = np.random.default_rng(seed)
    labels = rng.integers(0, classes, count)
    logits = rng.normal(size=(count, classes)) + 1.5 * np.eye(classes)[labels]
    probability = np.exp(logits)
    return (probability / probability.sum(axis=1, keepdims=True)).round(2) * 0.98 + 0.02 / classes, labels


def test_every_figure_of_two_classes_agrees_with_scikit_learn() -> None:
    said, truth = answers(2)
    p, decided = said[:, 1], (said[:, 1] >= 0.5).astype(int)
    figures = Bootstrap(truth, np.arange(len(truth)), seed=0, draws=50).measure([said]).figures()
    logit = np.log(p / (1 - p))[:, None]
    recalibrated = LogisticRegression(C=np.inf).fit(logit, truth)
    expected = {
        "auc": oracle.roc_auc_score(truth, p),
        "accuracy": oracle.accuracy_score(truth, decided),
        "balanced_accuracy": oracle.balanced_accuracy_score(truth, decided),
        "sensitivity": oracle.recall_score(truth, decided),
        "specificity": oracle.recall_score(truth, decided, pos_label=0),
        "brier": oracle.brier_score_loss(truth, p),
        "log_loss": oracle.log_loss(truth, np.stack([said[:, 0], p], axis=1) / said.sum(axis=1, keepdims=True)),
        "calibration_slope": recalibrated.coef_[0, 0],
    }
    for name, value in expected.items():
        assert figures[name].value == pytest.approx(value, abs=2e-3), name


def test_the_auc_of_several_classes_is_the_mean_of_each_against_the_rest() -> None:
    said, truth = answers(4)
    expected = np.mean([oracle.roc_auc_score(truth == c, said[:, c]) for c in range(4)])
    assert auc(said, truth) == pytest.approx(expected)


def test_ties_count_half() -> None:
    assert auc(np.full((10, 2), 0.5), np.arange(10) % 2) == 0.5


def test_intervals_hold_the_value_and_shrink_with_more_patients() -> None:
    few, many = (
        Bootstrap(t, np.arange(len(t)), 0).measure([s]).figures()["auc"] for s, t in (answers(2, 60), answers(2, 900))
    )
    assert few.low < few.value < few.high
    assert many.high - many.low < 0.5 * (few.high - few.low)


def test_patients_are_drawn_not_rows() -> None:
    said, truth = answers(2, 100)
    alone = Bootstrap(truth, np.arange(100), 0).measure([said]).figures()["auc"]
    patients = np.repeat(np.arange(100), 5)
    together = Bootstrap(truth[patients], patients, 0).measure([said[patients]]).figures()["auc"]
    assert together.n == 100
    assert together.high - together.low == pytest.approx(alone.high - alone.low, rel=0.05)


def test_a_model_does_not_differ_from_itself() -> None:
    said, truth = answers(2)
    measures = Bootstrap(truth, np.arange(len(truth)), 0).measure([said])
    gain = measures.less(measures)["auc"]
    assert (gain.value, gain.low, gain.high) == (0, 0, 0)


def test_one_probability_for_everyone_has_no_slope_and_says_so() -> None:
    truth = np.arange(40) % 2
    figures = Bootstrap(truth, np.arange(40), 0, draws=100).measure([np.full((40, 2), 0.5)]).figures()
    assert figures["auc"].value == 0.5
    assert figures["calibration_slope"].as_json()["value"] is None


@pytest.mark.parametrize("slope", [0.1, 0.3, 3.0])
def test_the_calibration_slope_of_far_too_sure_probabilities_is_found(slope: float) -> None:
    """scikit-learn's logistic regression of the outcome on the logit, without a penalty, says the same."""
    rng = np.random.default_rng(8)
    logit = rng.normal(1, 4, 204)
    labels = (rng.random(204) < 1 / (1 + np.exp(-slope * logit))).astype(np.int64)
    chance = 1 / (1 + np.exp(-logit))
    said = np.stack([1 - chance, chance], axis=1)
    expected = LogisticRegression(C=np.inf).fit(np.log(chance / (1 - chance))[:, None], labels).coef_[0, 0]
    figures = Bootstrap(labels, np.arange(204), 0).measure([said]).figures()
    assert figures["calibration_slope"].value == pytest.approx(expected, rel=0.01)
    assert figures["calibration_slope"].low <= expected <= figures["calibration_slope"].high


@pytest.mark.parametrize("count", [60, 300])
def test_the_interval_of_the_calibration_error_holds_its_value(count: int) -> None:
    """Every draw of patients adds chance to the gaps: their plain percentiles can all lie above the value."""
    rng = np.random.default_rng(5)
    sure = rng.uniform(0.02, 0.98, count)
    truth = (rng.random(count) < sure).astype(np.int64)
    figures = Bootstrap(truth, np.arange(count), seed=0, draws=200).measure([np.stack([1 - sure, sure], axis=1)])
    error = figures.figures()["ece"]
    assert 0 <= error.low <= error.value <= error.high
    assert float(np.median(figures.drawn["ece"])) > error.value  # so the draws are moved
