"""The pictures of an evaluation as points: ROC curve, reliability, confusion, agreement, errors."""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray

from app.domain.evaluation.charts import FEWEST_PEOPLE
from ml.data.cases import Target
from ml.evaluation.metrics import Floats, Labels, decide

__all__ = ["FEWEST_PEOPLE", "confusion", "curves_of", "reliability", "roc"]
_POINTS = 100


def curves_of(target: Target, said: Floats, truth: NDArray[Any]) -> dict[str, Any]:
    """Every curve this kind of answer has, by the name charts know it by."""
    if target.kind == "classes" and len(target.names) == 2:
        return {
            "roc": roc(said, truth),
            "precision_recall": precision_recall(said, truth),
            "reliability": reliability(said, truth),
        }
    if target.kind == "classes":
        each = {name: _against_rest(said, truth, c) for c, name in enumerate(target.names)}
        shown = {n: pair for n, pair in each.items() if np.count_nonzero(pair[1]) >= FEWEST_PEOPLE}
        return {
            "roc": [], "reliability": [],
            "roc_of_class": {n: roc(*pair) for n, pair in shown.items()},
            "precision_recall_of_class": {n: precision_recall(*pair) for n, pair in shown.items()},
        }  # fmt: skip
    none: dict[str, Any] = {"roc": [], "reliability": []}
    if target.kind == "values":
        known = ~np.isnan(truth[:, 0])
        return {**none, "agreement": agreement(said[known, 0], truth[known, 0]),
                "errors": steps(said[known, 0] - truth[known, 0])}  # fmt: skip
    if target.kind == "masks":
        shared, drawn, true = np.moveaxis(said[:, 1:], 2, 0)
        both = drawn + true
        return {**none, "overlaps": steps(np.where(both > 0, 2 * shared / np.maximum(both, 1), 1.0).mean(axis=1))}
    return none


def _against_rest(probability: Floats, labels: Labels, of: int) -> tuple[Floats, Labels]:
    own = probability[:, of]
    return np.stack([1 - own, own], axis=1), (labels == of).astype(np.int64)


def precision_recall(probability: Floats, labels: Labels) -> list[list[float]]:
    """[recall, precision] from the strictest threshold to the loosest, at most a hundred points."""
    score, positive = probability[:, 1], labels == 1
    order = np.argsort(-score, kind="stable")
    last_of_tie = np.append(np.flatnonzero(np.diff(score[order])), len(score) - 1)
    hits = np.cumsum(positive[order])[last_of_tie]
    precision = hits / (last_of_tie + 1)
    recall = hits / max(1, np.count_nonzero(positive))
    # the first few cases alone would show single people
    seen = last_of_tie + 1 >= FEWEST_PEOPLE
    points = np.stack([recall, precision], axis=1)[seen]
    if not len(points):
        return []
    kept = np.unique(np.linspace(0, len(points) - 1, _POINTS).round().astype(np.int64))
    return [[float(x), float(y)] for x, y in points[kept].round(4)]


def agreement(said: Floats, truth: Floats, bins: int = 10) -> list[list[float]]:
    """[mean estimate, mean of what was measured, cases] in bins of equal size, those of few cases left out."""
    order = np.argsort(said, kind="stable")
    parts = np.array_split(order, min(bins, max(1, len(order) // (2 * FEWEST_PEOPLE))))
    return [[float(said[p].mean()), float(truth[p].mean()), float(len(p))] for p in parts if len(p) >= FEWEST_PEOPLE]


def steps(values: Floats, bins: int = 12) -> list[list[float]]:
    """[from, to, cases] of a histogram; neighbours are joined until none holds fewer than five cases, but for zero."""
    if len(values) < FEWEST_PEOPLE:
        return []
    counts, edges = np.histogram(values, bins=min(bins, max(2, len(values) // FEWEST_PEOPLE)))
    joined: list[list[float]] = []
    for low, high, n in zip(edges[:-1], edges[1:], counts, strict=True):
        if joined and 0 < joined[-1][2] < FEWEST_PEOPLE:
            joined[-1] = [joined[-1][0], float(high), joined[-1][2] + float(n)]
        else:
            joined.append([float(low), float(high), float(n)])
    while len(joined) > 1 and 0 < joined[-1][2] < FEWEST_PEOPLE:
        last = joined.pop()
        joined[-1] = [joined[-1][0], last[1], joined[-1][2] + last[2]]
    return joined


def roc(probability: Floats, labels: Labels) -> list[list[float]]:
    """[false positive rate, true positive rate] from (0, 0) to (1, 1), at most a hundred points."""
    score, positive = probability[:, 1], labels == 1
    order = np.argsort(-score, kind="stable")
    last_of_tie = np.append(np.flatnonzero(np.diff(score[order])), len(score) - 1)
    hits = np.cumsum(positive[order])[last_of_tie] / max(1, np.count_nonzero(positive))
    misses = np.cumsum(~positive[order])[last_of_tie] / max(1, np.count_nonzero(~positive))
    points = np.concatenate([[[0.0, 0.0]], np.stack([misses, hits], axis=1)])
    kept = np.unique(np.linspace(0, len(points) - 1, _POINTS).round().astype(np.int64))
    return [[float(x), float(y)] for x, y in points[kept].round(4)]


def reliability(probability: Floats, labels: Labels, bins: int = 8) -> list[list[float]]:
    """[mean probability, share that has the class, people] in bins of equal size, those of few people left out."""
    order = np.argsort(probability[:, 1], kind="stable")
    parts = np.array_split(order, min(bins, max(1, len(order) // (2 * FEWEST_PEOPLE))))
    return [
        [float(probability[part, 1].mean()), float((labels[part] == 1).mean()), float(len(part))]
        for part in parts
        if len(part) >= FEWEST_PEOPLE
    ]


def confusion(probability: Floats, labels: Labels) -> list[list[int]]:
    """Counts, true class by decided class."""
    table: NDArray[np.int64] = np.zeros((probability.shape[1], probability.shape[1]), dtype=np.int64)
    np.add.at(table, (labels, decide(probability)), 1)
    return [[int(n) for n in row] for row in table]
