"""What a model is worth where something is decided by it: net benefit, sets that hold the truth, subgroups."""

from __future__ import annotations

import math
import re
from collections.abc import Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

from app.features.columns import Column
from app.features.values import key_of
from ml.evaluation.curves import FEWEST_PEOPLE
from ml.evaluation.metrics import Bootstrap, Floats, Labels

ALPHA = 0.1  # one set in ten may miss the truth
_THRESHOLDS = tuple(round(0.05 * k, 2) for k in range(1, 20))
_SUBGROUP = re.compile(
    r"(sex|gender|age|race|ethnicity|site|hospital|cent(er|re)|scanner|device|ward|性别|年龄|民族|医院|院区|设备|科室).*"
)
_MOST_GROUPS = 6
_FEWEST = 20  # patients in a subgroup from which a figure is shown
_DRAWS = 500


def decision_curve(probability: Floats, labels: Labels) -> list[list[float]]:
    """[threshold, net benefit of deciding by the model, of treating everyone] (Vickers 2006); treating nobody is 0."""
    positive, count = labels == 1, len(labels)
    points = []
    for threshold in _THRESHOLDS:
        odds = threshold / (1 - threshold)
        treated = probability[:, 1] >= threshold
        hits, misses = np.count_nonzero(treated & positive), np.count_nonzero(treated & ~positive)
        everyone = (np.count_nonzero(positive) - np.count_nonzero(~positive) * odds) / count
        points.append([threshold, (hits - misses * odds) / count, float(everyone)])
    return [[float(v) for v in point] for point in points]


def conformal(probability: Floats, labels: Labels, classes: Sequence[str], fold: Labels) -> dict[str, Any] | None:
    """Mondrian sets (Vovk 2003): a class belongs to a case's set where it is likely enough among that class's cases.

    ``fold`` (N,): who was asked together; coverage is measured on each fold with quantiles of the others. None where a
    class has too few cases for the coverage that is stated (1 / alpha).
    """
    counts = np.bincount(labels, minlength=len(classes))
    if counts.min() < math.ceil(1 / ALPHA) + 1:
        return None
    parts = [p for p in np.unique(fold)] if len(np.unique(fold)) > 1 else []
    inside = np.zeros((len(labels), len(classes)), dtype=bool)
    if not parts:
        parts, fold = [0, 1], np.arange(len(labels)) % 2
    for part in parts:
        asked = fold == part
        inside[asked] = probability[asked] >= _quantiles(probability[~asked], labels[~asked], len(classes))
    covered = inside[np.arange(len(labels)), labels]
    sizes = inside.sum(axis=1)
    return {
        "alpha": ALPHA,
        "thresholds": [float(t) for t in _quantiles(probability, labels, len(classes))],
        "coverage": float(covered.mean()),
        "coverage_of_class": {name: float(covered[labels == c].mean()) for c, name in enumerate(classes)},
        "single": float(np.mean(sizes == 1)),
        "empty": float(np.mean(sizes == 0)),
        "undecided": float(np.mean(sizes > 1)),
        "n": len(labels),
    }


def _quantiles(probability: Floats, labels: Labels, classes: int) -> Floats:
    """(K,) the probability of its class that all but alpha of a class's cases reach."""
    found = np.zeros(classes)
    for c in range(classes):
        own = np.sort(probability[labels == c, c])
        rank = math.floor(ALPHA * (len(own) + 1)) - 1
        found[c] = own[rank] if rank >= 0 and len(own) else 0.0
    return found


def subgroups(
    columns: Sequence[Column], rows: NDArray[np.int64], probability: Floats, labels: Labels, groups: Labels
) -> list[dict[str, Any]]:
    """AUC and accuracy in each group of sex, age band, site …; groups of few patients are not shown."""
    found = []
    for column in columns:
        if not _SUBGROUP.fullmatch(key_of(column.name)):
            continue
        for name, where in _groups_of(column, rows):
            people = len(np.unique(groups[where]))
            both = len(np.unique(labels[where])) == probability.shape[1]
            if people < _FEWEST or not both or np.bincount(labels[where]).min() < FEWEST_PEOPLE:
                continue
            measured = Bootstrap(labels[where], groups[where], 0, _DRAWS).measure([probability[where]]).figures()
            figures = {k: measured[k].as_json() for k in ("auc", "accuracy")}
            found.append({"column": column.name, "group": name, "n": people, "metrics": figures})
    return found


def _groups_of(column: Column, rows: NDArray[np.int64]) -> list[tuple[str, NDArray[np.bool_]]]:
    if column.kind == "category" or column.distinct() <= _MOST_GROUPS:
        keys = np.array(column.keys)[rows]
        names = [k for k in np.unique(keys) if k]
        return [(column.written.get(str(k), str(k)), keys == k) for k in names] if len(names) <= _MOST_GROUPS else []
    values = column.numbers[rows]
    low, high = (float(f"{v:.3g}") for v in np.nanquantile(values, [1 / 3, 2 / 3]))
    bands = [(f"< {low:g}", values < low), (f"{low:g} - {high:g}", (values >= low) & (values < high)),
             (f">= {high:g}", values >= high)]  # fmt: skip
    return bands


def worth(
    probability: Floats,
    labels: Labels,
    classes: Sequence[str],
    fold: Labels,
) -> dict[str, Any]:
    """Net benefit (of two classes) and sets, as figures hold them."""
    return {
        "decision_curve": decision_curve(probability, labels) if len(classes) == 2 else [],
        "conformal": conformal(probability, labels, classes, fold),
    }
