"""What was measured, as plain JSON: what ``aegle train --json`` prints and the report shows."""

from __future__ import annotations

from typing import Any

import numpy as np

from app.domain.words import Phrase, say
from app.features.cohort_table import TRAINING_TABLE, CohortTable
from ml.evaluation import curves
from ml.evaluation.metrics import Figure
from ml.recipes.held_out import Split
from ml.recipes.trained import Trained


def figures_of(recipe: str, trained: Trained, parity: dict[str, Any]) -> dict[str, Any]:
    cohort, answers = trained.cohort, trained.answers
    said, truth = answers.chosen[0], cohort.labels[answers.rows]
    has_two = len(cohort.classes) == 2
    return {
        "recipe": recipe,
        "network": trained.network.name,
        "target": cohort.target,
        "classes": list(cohort.classes),
        "positive": cohort.classes[1] if has_two else None,
        "inputs": [c.name for c in cohort.columns],
        "metrics": as_json(trained.chosen.figures()),
        "baseline": _baseline(trained),
        "folds": [{**f, "rows": cohort.rows[f["rows"]].tolist()} for f in answers.folds],
        "split": _split(trained),
        "leakage": [s.as_json() for s in cohort.suspects],
        "left_out": [
            {"column": c.column, "reason": str(c.reason), "words": {"reason": c.reason.as_json()}}
            for c in cohort.left_out
        ],
        "notes": [str(n) for n in cohort.notes],
        "notes_words": [n.as_json() for n in cohort.notes],
        "confusion": curves.confusion(said, truth),
        "curves": {
            "roc": curves.roc(said, truth) if has_two else [],
            "reliability": curves.reliability(said, truth) if has_two else [],
        },
        "parity": parity,
        "chosen": trained.fitted.chosen,
        "settings": {k: v for k, v in trained.settings.items() if k != "fewest_patients"},
        "seed": trained.seed,
    }


def as_json(figures: dict[str, Figure]) -> dict[str, Any]:
    return {name: figure.as_json() for name, figure in figures.items()}


def _baseline(trained: Trained) -> dict[str, Any]:
    difference = trained.chosen.less(trained.plain)
    verdict = _verdict(trained, difference["auc"])
    return {
        "logistic": as_json(trained.plain.figures()),
        "majority": as_json(trained.majority.figures()),
        "difference": as_json(difference),
        "verdict": str(verdict),
        "verdict_words": verdict.as_json(),
    }


def _verdict(trained: Trained, gain: Figure) -> Phrase:
    """Does the chosen model earn its keep? Said first in the report."""
    if trained.split.method == TRAINING_TABLE:
        return say("These figures are of the training table itself: they say nothing about other patients.")
    shown = {"gain": f"{gain.value:+.3f}", "low": f"{gain.low:+.3f}", "high": f"{gain.high:+.3f}"}
    if gain.low > 0:
        return say("It ranks patients better than plain logistic regression: AUC {gain} ({low} to {high}).", **shown)
    if gain.high < 0:
        return say("Plain logistic regression ranks patients better: AUC {gain} ({low} to {high}). Prefer it.", **shown)
    return say(
        "No difference to plain logistic regression beyond chance was seen: AUC {gain} ({low} to {high}).", **shown
    )


def _split(trained: Trained) -> dict[str, Any]:
    cohort, split = trained.cohort, trained.split
    rows = len(cohort.labels)
    test = len(trained.answers.rows)
    said = _said_of(split, cohort)
    return {
        "method": split.method,
        "said": str(said),
        "said_words": said.as_json(),
        "folds": len(split.parts) // split.repeats if split.method == "cross_validation" else 1,
        "repeats": split.repeats,
        "grouped_by": cohort.grouped_by or None,
        "stratified_by": cohort.target,
        "patients": cohort.patients,
        "rows": rows,
        "train": rows - test if split.method == "held_out" else rows,
        "test": test,
        "cases": {name: int(np.count_nonzero(cohort.labels == i)) for i, name in enumerate(cohort.classes)},
        "seed": trained.seed,
    }


def _said_of(split: Split, cohort: CohortTable) -> Phrase:
    match split.method:
        case "training_table":
            return say(
                "Measured on the {n} rows it learned from: training figures, which say nothing about other patients.",
                n=len(cohort.labels),
            )
        case "held_out":
            return say(
                "Measured on one patient in five, none of whom it had seen; the model is the one trained on the other"
                " {n} rows.",
                n=len(cohort.labels) - len(split.parts[0][1]),
            )
    folds = len(split.parts) // split.repeats
    if split.repeats == 1:
        return say(
            "Measured by {folds}-fold cross-validation by patient, everything fitted inside the folds; the model itself"
            " is then trained on all {n} rows in the same way.",
            folds=folds,
            n=len(cohort.labels),
        )
    return say(
        "Measured by {folds}-fold cross-validation by patient, repeated {repeats} times, everything fitted inside the"
        " folds; the model itself is then trained on all {n} rows in the same way.",
        folds=folds,
        repeats=split.repeats,
        n=len(cohort.labels),
    )
