"""What was measured, as plain JSON: what ``aegle train --json`` prints and the report shows."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

from app.domain.evaluation.names import metric_words, network_words
from app.domain.words import Phrase, say
from app.features.cohort_table import TRAINING_TABLE
from app.features.raw import Rows
from ml.data.divide import Split
from ml.evaluation import curves
from ml.evaluation.decisions import subgroups, worth
from ml.evaluation.metrics import Figure, Floats
from ml.networks.network import Target
from ml.recipes.trained import Trained


def figures_of(recipe: str, trained: Trained, parity: dict[str, Any]) -> dict[str, Any]:
    cohort, answers = trained.cohort, trained.answers
    target = trained.cases.target
    has_two = target.kind == "classes" and len(target.names) == 2
    return {
        "recipe": recipe,
        "network": trained.network.name,
        "answers": target.kind,
        "target": cohort.target,
        "classes": list(target.names),
        "positive": target.names[1] if has_two else None,
        "inputs": [c.name for c in cohort.columns] + sorted(trained.cases.raw),
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
        **_worth(trained),
        **pictures(
            trained.cases.target, answers.said["chosen"], trained.cases.target.values[answers.rows], answers.asked
        ),
        "parity": parity,
        "chosen": trained.fitted.chosen,
        "settings": {k: v for k, v in trained.settings.items() if k != "fewest_patients"},
        "seed": trained.seed,
    }


def flow_of(given: int, trained: Trained) -> dict[str, Any]:
    """The data's flow chart: cases given, used, learned from, asked about."""
    parts, cohort = trained.split.parts, trained.cohort
    return {
        "given": given,
        "used": len(cohort.labels),
        "patients": cohort.patients,
        "parts": len(parts),
        "train": max(len(p.learn) for p in parts),
        "test": len(trained.answers.rows),
        "is_teaching": trained.split.method == TRAINING_TABLE,
    }


def as_json(figures: dict[str, Figure]) -> dict[str, Any]:
    return {name: figure.as_json() for name, figure in figures.items()}


def _worth(trained: Trained) -> dict[str, Any]:
    """Net benefit, sets and subgroups, by the first repeat; empty where the answer is not one of few classes."""
    target, answers = trained.cases.target, trained.answers
    if target.kind != "classes" or trained.split.method == TRAINING_TABLE:
        return {"decision_curve": [], "conformal": None, "subgroups": []}
    asked = answers.asked[0]
    rows, said = answers.rows[asked], answers.said["chosen"][0]
    truth, groups = target.values[rows], trained.cases.groups[rows]
    first = [p for p in trained.split.parts if p.repeat == trained.split.parts[0].repeat]
    fold = np.concatenate([np.full(len(p.ask), at) for at, p in enumerate(first)])
    found = worth(said, truth, target.names, fold)
    return {
        "decision_curve": found["decision_curve"],
        "conformal": found["conformal"],
        "subgroups": subgroups(trained.cases.columns, rows, said, truth, groups),
    }


def pictures(
    target: Target, said_of: Sequence[Floats], truth_of: NDArray[Any], asked: Sequence[Rows]
) -> dict[str, Any]:
    """Counts and curves of the first repeat.

    ``truth_of``: of every row asked about; ``asked``: the positions each repeat asked about.
    """
    said, truth = said_of[0], truth_of[asked[0]]
    counts = curves.confusion(said, truth) if target.kind == "classes" else []
    return {"confusion": counts, "curves": curves.curves_of(target, said, truth)}


def _baseline(trained: Trained) -> dict[str, Any]:
    """Every plain model's figures by its name, and the paired difference to the one compared with."""
    plain = trained.measures[trained.plain]
    difference = trained.chosen.less(plain)
    verdict = _verdict(trained, difference[trained.measuring.first])
    others = {name: as_json(m.figures()) for name, m in trained.measures.items() if name != "chosen"}
    return {
        "name": trained.plain,
        **others,
        "difference": as_json(difference),
        "verdict": str(verdict),
        "verdict_words": verdict.as_json(),
    }


def _verdict(trained: Trained, gain: Figure) -> Phrase:
    """Does the chosen model earn its keep? Said first in the report."""
    if trained.split.method == TRAINING_TABLE:
        return say("These figures are of the training table itself: they say nothing about other patients.")
    shown = {"gain": f"{gain.value:+.3f}", "low": f"{gain.low:+.3f}", "high": f"{gain.high:+.3f}"}
    if trained.network.name == trained.plain and gain.low == gain.high == 0:
        return say("It is the plain model itself: nothing simpler was compared with it.")
    sign = -1 if trained.measuring.is_error else 1
    best, worst = sorted((sign * gain.low, sign * gain.high), reverse=True)
    if trained.plain == "logistic" and trained.measuring.kind == "classes":
        if worst > 0:
            return say(
                "It ranks patients better than plain logistic regression: AUC {gain} ({low} to {high}).", **shown
            )
        if best < 0:
            return say(
                "Plain logistic regression ranks patients better: AUC {gain} ({low} to {high}). Prefer it.", **shown
            )
        return say(
            "No difference to plain logistic regression beyond chance was seen: AUC {gain} ({low} to {high}).", **shown
        )
    # by their names in words, which the window and the report know in the reader's language
    plain, first = network_words(trained.plain), metric_words(trained.measuring.first)
    named = {**shown, "plain": str(plain), "figure": str(first)}
    if worst > 0:
        return say('It does better than the plain model "{plain}": {figure} {gain} ({low} to {high}).', **named)
    if best < 0:
        return say('The plain model "{plain}" does better: {figure} {gain} ({low} to {high}). Prefer it.', **named)
    return say(
        'No difference to the plain model "{plain}" beyond chance was seen: {figure} {gain} ({low} to {high}).', **named
    )


def _split(trained: Trained) -> dict[str, Any]:
    cohort, split = trained.cohort, trained.split
    rows = len(cohort.labels)
    is_single = len(split.parts) == 1
    said = _said_of(split, rows)
    has_classes = cohort.kind == "classes"
    return {
        "method": split.method,
        "said": str(said),
        "said_words": said.as_json(),
        "folds": split.folds,
        "repeats": split.repeats,
        "column": split.column or None,
        "grouped_by": cohort.grouped_by or None,
        "stratified_by": cohort.target or None,
        "patients": cohort.patients,
        "rows": rows,
        "train": len(split.parts[0].learn) if is_single else rows,
        "validation": len(split.parts[0].judge) if is_single else 0,
        "test": len(trained.answers.rows),
        "cases": {n: int(np.count_nonzero(cohort.labels == i)) for i, n in enumerate(cohort.classes)}
        if has_classes
        else {},
        "seed": trained.seed,
    }


def _said_of(split: Split, rows: int) -> Phrase:
    learn, test = len(split.parts[0].learn), len(split.parts[0].ask)
    match split.method:
        case "training_table":
            return say(
                "Measured on the {n} rows it learned from: training figures, which say nothing about other patients.",
                n=rows,
            )
        case "held_out" if split.repeats == 1:
            return say(
                "Measured on one patient in five, none of whom it had seen; the model is the one trained on the other"
                " {n} rows.",
                n=learn,
            )
        case "held_out":
            return say(
                "Measured {repeats} times on one patient in five, drawn anew each time, none of whom it had seen; the"
                " model itself is then trained on all {n} rows in the same way.",
                repeats=split.repeats,
                n=rows,
            )
        case "scaffold":
            return say(
                "Measured on {test} molecules of scaffolds it had not seen; the model is the one trained on {n}"
                " others.",
                test=test,
                n=learn,
            )
        case "time":
            return say(
                'Measured on the latest {test} rows by "{column}"; the model is the one trained on the {n} before'
                " them.",
                test=test,
                column=split.column,
                n=learn,
            )
        case "site":
            return say(
                'Measured on each of {sites} values of "{column}" in turn, by a model of the others; the model itself'
                " is then trained on all {n} rows in the same way.",
                sites=len(split.parts),
                column=split.column,
                n=rows,
            )
        case "given" if len(split.parts) == 1:
            return say(
                "Measured on the {test} rows set aside as a test; the model is the one trained on {n} others.",
                test=test,
                n=learn,
            )
        case "given":
            return say(
                'Measured on each part named in "{column}" in turn, by a model of the others; the model itself is then'
                " trained on all {n} rows in the same way.",
                column=split.column,
                n=rows,
            )
    if split.repeats == 1:
        return say(
            "Measured by {folds}-fold cross-validation by patient, everything fitted inside the folds; the model itself"
            " is then trained on all {n} rows in the same way.",
            folds=split.folds,
            n=rows,
        )
    return say(
        "Measured by {folds}-fold cross-validation by patient, repeated {repeats} times, everything fitted inside the"
        " folds; the model itself is then trained on all {n} rows in the same way.",
        folds=split.folds,
        repeats=split.repeats,
        n=rows,
    )
