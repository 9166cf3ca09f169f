"""How an answer of each kind is measured: what is kept of it about every case, what is true, and the figures of merit.

Every metric takes what was said (N, …), the truth (N, …) and weights (B, N), how often each case was drawn, and gives
(B,) values.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from app.features.raw import Rows
from ml.data.cases import Cases, Fitted, Target
from ml.evaluation.metrics import FOR_ALL, FOR_TWO, Floats, Metric, area, ratio, weighted_mean


@dataclass(frozen=True, slots=True)
class Measuring:
    """``said(fitted, cases, rows)`` (n, …): what is kept of a model's answer; ``constant(cases, learned, asked)``: the
    same of knowing nothing but the training answers; ``truth(cases, rows)``. ``first`` is the figure decisions are
    made by; ``is_error``: less of it is better. ``constant_name`` as figures call it.
    """

    kind: str
    first: str
    is_error: bool
    metrics: dict[str, Metric]
    paired: tuple[str, ...]
    said: Callable[[Fitted, Cases, Rows], Floats]
    truth: Callable[[Cases, Rows], NDArray[Any]]
    constant: Callable[[Cases, Rows, Rows], Floats]
    constant_name: str = "majority"


def measuring_of(target: Target) -> Measuring:
    """How answers to this target are measured."""
    match target.kind:
        case "classes":
            metrics = FOR_ALL | FOR_TWO if len(target.names) == 2 else FOR_ALL
            paired = ("auc", "accuracy", "balanced_accuracy", "brier", "log_loss")
            return Measuring("classes", "auc", False, metrics, paired, _probability, _labels, _shares)
        case "values":
            return Measuring("values", "rmse", True, VALUES, tuple(VALUES), _values, _true_values, _means, "mean")
        case "flags":
            each = {f"auc {name}": _flag_auc(at) for at, name in enumerate(target.names)}
            return Measuring("flags", "auc", False, FLAGS | each, tuple(FLAGS), _flags, _true_values, _means)
        case "masks":
            return Measuring("masks", "dice", False, MASKS, tuple(MASKS), _overlaps, _nothing, _unpainted, "nothing")
        case "itself":
            return Measuring("itself", "explained", False, ITSELF, tuple(ITSELF), _errors, _nothing, _spreads, "mean")


# ---- classes --------------------------------------------------------------------------------------------------------


def _probability(fitted: Fitted, cases: Cases, rows: Rows) -> Floats:
    return fitted.probability(cases, rows)


def _labels(cases: Cases, rows: Rows) -> NDArray[Any]:
    return cases.target.values[rows]


def _shares(cases: Cases, learned: Rows, asked: Rows) -> Floats:
    share = np.bincount(cases.target.values[learned], minlength=cases.classes) / len(learned)
    return np.tile(share, (len(asked), 1))


# ---- values: (N, T) -------------------------------------------------------------------------------------------------


def _values(fitted: Fitted, cases: Cases, rows: Rows) -> Floats:
    return np.asarray(fitted.says(cases, rows)["value"], dtype=np.float64)


def _true_values(cases: Cases, rows: Rows) -> NDArray[Any]:
    return cases.target.values[rows]


def _means(cases: Cases, learned: Rows, asked: Rows) -> Floats:
    return np.tile(np.nanmean(cases.target.values[learned], axis=0), (len(asked), 1))


def _each(one: Callable[[Floats, Floats, Floats], Floats]) -> Metric:
    """A figure of one target -> its mean over the targets; cases whose truth is unknown do not count."""

    def metric(said: Floats, truth: Floats, weights: Floats) -> Floats:
        found = []
        for at in range(truth.shape[1]):
            known = ~np.isnan(truth[:, at])
            found.append(one(said[known, at], truth[known, at], weights[:, known]))
        return np.asarray(np.mean(found, axis=0), dtype=np.float64)

    return metric


def _rmse(said: Floats, truth: Floats, weights: Floats) -> Floats:
    return np.asarray(np.sqrt(weighted_mean((said - truth) ** 2, weights)))


def _mae(said: Floats, truth: Floats, weights: Floats) -> Floats:
    return weighted_mean(np.abs(said - truth), weights)


def _r2(said: Floats, truth: Floats, weights: Floats) -> Floats:
    """1 - squared error / spread of the truth in that draw."""
    mean, square = weighted_mean(truth, weights), weighted_mean(truth**2, weights)
    return np.asarray(1 - ratio(weighted_mean((said - truth) ** 2, weights), square - mean**2))


def _correlation(said: Floats, truth: Floats, weights: Floats) -> Floats:
    """Pearson's."""
    x, y = said - said.mean(), truth - truth.mean()
    mx, my = weighted_mean(x, weights), weighted_mean(y, weights)
    covariance = weighted_mean(x * y, weights) - mx * my
    spread = (weighted_mean(x**2, weights) - mx**2) * (weighted_mean(y**2, weights) - my**2)
    return ratio(covariance, np.sqrt(np.maximum(spread, 0)))


VALUES: dict[str, Metric] = {
    "rmse": _each(_rmse),
    "mae": _each(_mae),
    "r2": _each(_r2),
    "correlation": _each(_correlation),
}


# ---- flags: (N, T) probabilities ------------------------------------------------------------------------------------


def _flags(fitted: Fitted, cases: Cases, rows: Rows) -> Floats:
    return np.asarray(fitted.says(cases, rows)["probability"], dtype=np.float64)


def _one_auc(said: Floats, truth: Floats, weights: Floats) -> Floats:
    return area(said, truth == 1, weights)


def _flag_auc(at: int) -> Metric:
    def metric(said: Floats, truth: Floats, weights: Floats) -> Floats:
        known = ~np.isnan(truth[:, at])
        return _one_auc(said[known, at], truth[known, at], weights[:, known])

    return metric


def _one_brier(said: Floats, truth: Floats, weights: Floats) -> Floats:
    return weighted_mean((said - truth) ** 2, weights)


def _one_accuracy(said: Floats, truth: Floats, weights: Floats) -> Floats:
    return weighted_mean(((said >= 0.5) == (truth == 1)).astype(np.float64), weights)


FLAGS: dict[str, Metric] = {"auc": _each(_one_auc), "accuracy": _each(_one_accuracy), "brier": _each(_one_brier)}


# ---- masks: (N, classes, 3) pixels shared, painted by the model, painted in truth; the first class is "nothing" ----


def _overlaps(fitted: Fitted, cases: Cases, rows: Rows) -> Floats:
    if fitted.overlaps is None:
        raise TypeError("a network that paints masks must tell its overlaps")
    return fitted.overlaps(cases, rows)


def _nothing(cases: Cases, rows: Rows) -> NDArray[Any]:
    del cases
    return np.zeros(len(rows))


def _unpainted(cases: Cases, learned: Rows, asked: Rows) -> Floats:
    """Painting nothing: what is painted in truth is all missed."""
    del learned
    truth = [np.asarray(cases.raw["masks"].arrays[int(i)]) for i in asked]  # type: ignore[union-attr]
    counts = np.array([[np.count_nonzero(mask == c) for c in range(cases.classes)] for mask in truth], dtype=np.float64)
    return np.stack([np.zeros_like(counts), np.zeros_like(counts), counts], axis=2)


def _dice(said: Floats, truth: Floats, weights: Floats) -> Floats:
    """Mean over cases of the mean over classes of 2 |A and B| / (|A| + |B|); 1 where neither has any."""
    del truth
    shared, drawn, true = np.moveaxis(said[:, 1:], 2, 0)
    both = drawn + true
    dice = np.where(both > 0, 2 * shared / np.maximum(both, 1), 1.0)
    return weighted_mean(dice.mean(axis=1), weights)


def _iou(said: Floats, truth: Floats, weights: Floats) -> Floats:
    del truth
    shared, drawn, true = np.moveaxis(said[:, 1:], 2, 0)
    union = drawn + true - shared
    return weighted_mean(np.where(union > 0, shared / np.maximum(union, 1), 1.0).mean(axis=1), weights)


def _pixel_share(part: int) -> Metric:
    """Shared pixels as a share of all that were painted (1: precision) or are there (2: recall), over all cases."""

    def metric(said: Floats, truth: Floats, weights: Floats) -> Floats:
        del truth
        return ratio(weights @ said[:, 1:, 0].sum(axis=1), weights @ said[:, 1:, part].sum(axis=1))

    return metric


MASKS: dict[str, Metric] = {"dice": _dice, "iou": _iou, "precision": _pixel_share(1), "recall": _pixel_share(2)}


# ---- itself: (N, 2) squared error of the reconstruction, squared distance from the training mean ---------------------


def _errors(fitted: Fitted, cases: Cases, rows: Rows) -> Floats:
    said = fitted.says(cases, rows)
    return np.stack([said["error"], said["spread"]], axis=1).astype(np.float64)


def _spreads(cases: Cases, learned: Rows, asked: Rows) -> Floats:
    """Nothing is explained by the mean, by definition."""
    del cases, learned
    return np.ones((len(asked), 2))


def _explained(said: Floats, truth: Floats, weights: Floats) -> Floats:
    del truth
    return np.asarray(1 - ratio(weights @ said[:, 0], weights @ said[:, 1]))


def _error(said: Floats, truth: Floats, weights: Floats) -> Floats:
    del truth
    return weighted_mean(said[:, 0], weights)


ITSELF: dict[str, Metric] = {"explained": _explained, "reconstruction_error": _error}
