"""The pictures of an evaluation as points: ROC curve, reliability, confusion."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from ml.evaluation.metrics import Floats, Labels, decide

FEWEST_PEOPLE = 5  # no figure shows fewer
_POINTS = 100


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
