"""Logistic regression reaches scikit-learn's optimum, and its ONNX graph says the same."""

from __future__ import annotations

import numpy as np
import pytest
from sklearn.compose import ColumnTransformer
from sklearn.impute import SimpleImputer
from sklearn.linear_model import LogisticRegression
from sklearn.pipeline import make_pipeline
from sklearn.preprocessing import OneHotEncoder, StandardScaler

from app.features.cohort_table import Question, read_cohort
from ml.export.parity import runtime_of
from ml.networks.logistic import LOGISTIC, TEXTBOOK, fit, optimum
from ml.networks.network import Cases
from ml.watch import unwatched
from tests.unit.ml.conftest import a_cohort, cases_of

DEFAULTS = {p.name: p.default for p in LOGISTIC.description.parameters}


def some_cases(classes: int) -> Cases:
    return cases_of(read_cohort(a_cohort(240, classes), Question("answer")))


@pytest.mark.parametrize("classes", [2, 3])
def test_weights_are_scikit_learns(classes: int) -> None:
    rng = np.random.default_rng(0)
    features, labels = rng.normal(size=(200, 7)), rng.integers(0, classes, 200)
    features[:, 0] += labels
    weights, intercept = optimum(features, labels, classes, penalty=0.5)
    oracle = LogisticRegression(C=2.0, tol=1e-10, max_iter=5000).fit(features, labels)
    assert np.abs(weights.T - oracle.coef_).max() < 1e-3
    assert np.abs(intercept - intercept.mean() - oracle.intercept_ + oracle.intercept_.mean()).max() < 1e-3


def test_the_plain_baseline_is_the_textbook_pipeline() -> None:
    table = {k: v for k, v in a_cohort(240).items() if k != "sex"}
    cohort = read_cohort(table, Question("answer"))
    cases = cases_of(cohort)
    rows = np.arange(200)
    fitted = fit(cases, rows, DEFAULTS | TEXTBOOK, 0, unwatched)
    said = fitted.probability(cases)[200:, 1]
    values = np.stack([c.numbers for c in cohort.columns], axis=1)
    oracle = make_pipeline(
        SimpleImputer(strategy="median", add_indicator=False), StandardScaler(), LogisticRegression(C=1.0)
    )
    expected = oracle.fit(values[:200], cohort.labels[:200]).predict_proba(values[200:])[:, 1]
    # ours also sees whether a value was missing, so the two may differ a little where one was
    complete = ~np.isnan(values[200:]).any(axis=1)
    assert np.abs(said - expected)[complete].max() < 0.05


def test_categories_weigh_as_one_hot_columns_do() -> None:
    table = {"sex": a_cohort(240)["sex"], "age": ["5"] * 239 + ["6"], "answer": a_cohort(240)["answer"]}
    cohort = read_cohort(table, Question("answer", drop=("age",)))
    cases = cases_of(cohort)
    fitted = fit(cases, np.arange(240), DEFAULTS | TEXTBOOK, 0, unwatched)
    words = np.array(table["sex"])[:, None]
    oracle = make_pipeline(ColumnTransformer([("one", OneHotEncoder(), [0])]), LogisticRegression(C=1.0, tol=1e-10))
    expected = oracle.fit(words, cohort.labels).predict_proba(words)
    assert np.abs(fitted.probability(cases) - expected).max() < 1e-3


@pytest.mark.parametrize("classes", [2, 3])
def test_the_graph_answers_and_explains_as_torch_does(classes: int) -> None:
    cases = some_cases(classes)
    fitted = fit(cases, np.arange(240), {**DEFAULTS, "penalty": 1.0}, 0, unwatched)
    arrays = fitted.encode(cases, np.arange(240))
    outputs, torch_says = runtime_of(fitted.export())(arrays), fitted.answer(arrays)
    assert np.abs(outputs["probability"] - torch_says["probability"]).max() < 1e-6
    assert outputs["attribution"].shape == (240, len(cases.columns))
    assert np.abs(outputs["attribution"] - torch_says["attribution"]).max() < 1e-5


def test_contributions_add_up_to_the_log_odds() -> None:
    cases = some_cases(2)
    fitted = fit(cases, np.arange(240), {**DEFAULTS, "penalty": 1.0}, 0, unwatched)
    outputs = runtime_of(fitted.export())(fitted.encode(cases, np.arange(240)))
    log_odds = np.log(outputs["probability"][:, 1] / outputs["probability"][:, 0])
    told = np.abs(log_odds) < 7  # beyond it 32 bits hold too little of a probability near 1
    assert told.sum() > 200
    intercepts = (log_odds - outputs["attribution"].sum(axis=1))[told]
    assert np.ptp(intercepts) < 1e-4  # what is left is the same for everyone


def test_the_penalty_is_chosen_inside_the_training_patients() -> None:
    cases = some_cases(2)
    seen, unseen = np.arange(200), np.arange(200, 240)
    first = fit(cases, seen, DEFAULTS, 0, unwatched)
    cases.labels[unseen] = 1 - cases.labels[unseen]
    again = fit(cases, seen, DEFAULTS, 0, unwatched)
    assert first.chosen == again.chosen
    assert np.array_equal(first.probability(cases), again.probability(cases))
