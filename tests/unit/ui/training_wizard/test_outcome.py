"""The worker's figures read into words."""

from __future__ import annotations

import math
from typing import Any

from app.domain.evaluation.paper import signed
from app.domain.words import say
from app.ui.training_wizard.outcome import outcome_of


def figures(gain: float, low: float | None, high: float | None, method: str = "cross_validation") -> dict[str, Any]:
    auc = {"value": 0.9, "low": 0.85, "high": 0.94, "n": 300}
    difference = {"value": gain, "low": low, "high": high, "n": 300}
    words = say("AUC {gain}", gain=str(gain)).as_json()
    return {
        "metrics": {"auc": auc, "accuracy": {**auc, "low": None, "high": None}},
        "baseline": {"logistic": {"auc": auc}, "difference": {"auc": difference}, "verdict_words": words},
        "split": {"method": method, "said": "By patient.", "cases": {"ill": 100, "well": 200}},
        "leakage": [{"column": "x", "evidence": "It tells.", "action": "Kept.", "words": {}}],
        "left_out": [{"column": "id", "reason": "It names the row.", "words": {}}],
        "confusion": [[90, 10], [20, 180]],
        "curves": {"roc": [[0, 0], [1, 1]], "reliability": [[0.2, 0.25, 40]]},
        "classes": ["well", "ill"],
    }


def test_the_verdict_is_the_workers_sentence_in_the_colour_that_fits_its_interval() -> None:
    assert outcome_of(figures(0.05, 0.01, 0.09)).verdict.kind == "good"
    assert outcome_of(figures(-0.05, -0.09, -0.01)).verdict.kind == "bad"
    assert outcome_of(figures(0.01, -0.02, 0.04)).verdict.kind == "info"
    assert outcome_of(figures(0.01, None, None)).verdict.kind == "warn"
    assert outcome_of(figures(0.5, 0.4, 0.6, "training_table")).verdict.kind == "warn"
    assert str(outcome_of(figures(0.05, 0.01, 0.09)).verdict.words) == "AUC 0.05"


def test_a_missing_interval_is_not_a_number_and_everything_else_is_taken_over() -> None:
    outcome = outcome_of(figures(0.05, 0.01, 0.09))
    assert math.isnan(outcome.metrics[1].low)
    assert outcome.cases == (("ill", 100), ("well", 200))
    assert str(outcome.suspects[0].evidence) == "It tells."
    assert str(outcome.left_out[0][1]) == "It names the row."
    assert outcome.roc == ((0.0, 0.0), (1.0, 1.0))
    assert outcome.confusion == ((90, 10), (20, 180))
    assert str(outcome.split) == "By patient."


def test_figures_without_a_comparison_say_so() -> None:
    assert str(outcome_of({}).verdict.words) == "It was not compared with a plain model."
    assert signed(-0.01) == "\N{MINUS SIGN}0.010"
