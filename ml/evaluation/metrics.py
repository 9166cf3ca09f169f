"""Figures of merit with 95 % intervals, from patients drawn again and again (bootstrap).

Every metric takes (N, classes) probabilities, (N,) labels and (B, N) weights, how often each row was drawn in each of
B draws, and gives (B,) values: one pass of array arithmetic for all draws.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]
Labels = NDArray[np.int64]
Metric = Callable[[Floats, Any, Floats], Floats]

DRAWS = 2000
_CHUNK_CELLS = 4_000_000  # of draws times rows worked on at once
_TINY = 1e-7
_FLAT = 0.05  # in log-odds
_BINS = 10


@dataclass(frozen=True, slots=True)
class Figure:
    """A metric and its 95 % interval; NaN (in JSON: null) where it does not exist."""

    value: float
    low: float
    high: float
    n: int

    def as_json(self) -> dict[str, Any]:
        return {"value": or_none(self.value), "low": or_none(self.low), "high": or_none(self.high), "n": self.n}


def or_none(value: float) -> float | None:
    return value if np.isfinite(value) else None


def auc(probability: Floats, labels: Labels) -> float:
    """Area under the ROC curve; for more than two classes the mean over classes of each against the rest."""
    return float(_auc(probability, labels, np.ones((1, len(labels))))[0])


def _auc(probability: Floats, labels: Labels, weights: Floats) -> Floats:
    classes = (1,) if probability.shape[1] == 2 else range(probability.shape[1])
    return _mean_of([area(probability[:, c], labels == c, weights) for c in classes])


def area(score: Floats, positive: NDArray[np.bool_], weights: Floats) -> Floats:
    """Mann-Whitney with weights: the chance that a positive ranks above a negative, ties counting half."""
    order = np.argsort(score, kind="stable")
    ordered = weights[:, order]
    starts = np.flatnonzero(np.diff(score[order], prepend=-np.inf))  # first row of each tie
    hits = np.add.reduceat(ordered * positive[order], starts, axis=1)
    misses = np.add.reduceat(ordered * ~positive[order], starts, axis=1)
    below = np.cumsum(misses, axis=1) - misses
    pairs = hits.sum(axis=1) * misses.sum(axis=1)
    return ratio((hits * (below + misses / 2)).sum(axis=1), pairs)


def _accuracy(probability: Floats, labels: Labels, weights: Floats) -> Floats:
    return weighted_mean((decide(probability) == labels).astype(np.float64), weights)


def _balanced_accuracy(probability: Floats, labels: Labels, weights: Floats) -> Floats:
    return _mean_of([_recall(probability, labels, weights, c) for c in range(probability.shape[1])])


def _recall(probability: Floats, labels: Labels, weights: Floats, label: int) -> Floats:
    is_class = (labels == label).astype(np.float64)
    right = (decide(probability) == label) * is_class
    return ratio(weights @ right, weights @ is_class)


def _sensitivity(probability: Floats, labels: Labels, weights: Floats) -> Floats:
    return _recall(probability, labels, weights, 1)


def _specificity(probability: Floats, labels: Labels, weights: Floats) -> Floats:
    return _recall(probability, labels, weights, 0)


def _brier(probability: Floats, labels: Labels, weights: Floats) -> Floats:
    """Mean squared error of the probability; for more than two classes summed over them (Brier 1950)."""
    truth = np.eye(probability.shape[1])[labels]
    squared = (probability - truth) ** 2
    return weighted_mean(squared[:, 1] if squared.shape[1] == 2 else squared.sum(axis=1), weights)


def _log_loss(probability: Floats, labels: Labels, weights: Floats) -> Floats:
    chosen = probability[np.arange(len(labels)), labels]
    return weighted_mean(-np.log(np.clip(chosen, _TINY, 1)), weights)


def _calibration_error(probability: Floats, labels: Labels, weights: Floats) -> Floats:
    """Expected calibration error: |how sure - how often right| over ten bins of equal width, weighted by their size.

    With two classes of the probability of the one looked for, otherwise of the likeliest (Naeini 2015, Guo 2017).
    """
    if probability.shape[1] == 2:
        sure, right = probability[:, 1], (labels == 1).astype(np.float64)
    else:
        sure, right = probability.max(axis=1), (decide(probability) == labels).astype(np.float64)
    bins = np.minimum((sure * _BINS).astype(np.int64), _BINS - 1)
    gaps = [np.abs((weights * (right - sure))[:, bins == b].sum(axis=1)) for b in range(_BINS)]
    return ratio(_BINS * _mean_of(gaps), weights.sum(axis=1))


def _calibration_slope(probability: Floats, labels: Labels, weights: Floats) -> Floats:
    return _recalibration(probability, labels, weights)[1]


def _calibration_intercept(probability: Floats, labels: Labels, weights: Floats) -> Floats:
    """Calibration in the large: the intercept where the slope is held at 1; 0 is right, below 0 too sure of disease."""
    return _recalibration(probability, labels, weights, slope_is_one=True)[0]


def _recalibration(
    probability: Floats, labels: Labels, weights: Floats, slope_is_one: bool = False
) -> tuple[Floats, Floats]:
    """(intercept, slope), (B,) each, of a logistic regression of the outcome on the logit, by Newton's method."""
    p = np.clip(probability[:, 1], _TINY, 1 - _TINY)
    x, y = np.log(p / (1 - p)), (labels == 1).astype(np.float64)
    if not slope_is_one and np.ptp(x) < _FLAT:  # (nearly) one probability for everyone has no slope
        return np.full(len(weights), np.nan), np.full(len(weights), np.nan)
    # from a slope of 0 Newton's steps do not overshoot, however far the logits lie apart
    start = np.ones(1) if slope_is_one else np.zeros(1)
    a, b = _newton(x, y, np.ones((1, len(labels))), np.zeros(1), start, slope_is_one)
    if len(weights) == 1 and bool((weights == 1).all()):
        return a, b
    # the draws lie around the whole: a first step from its solution, the same for all, is one matrix product
    step_a, step_b = _step(_sums(x, y, weights, a, b), slope_is_one)
    return _newton(x, y, weights, a + step_a, b + step_b, slope_is_one)


def _newton(x: Floats, y: Floats, weights: Floats, a: Floats, b: Floats, slope_is_one: bool) -> tuple[Floats, Floats]:
    for _ in range(25):
        step_a, step_b = _step(_sums(x, y, weights, a, b), slope_is_one)
        a, b = a + step_a, b + step_b
        if max(np.abs(step_a).max(), np.abs(step_b).max()) < 1e-3:
            break
    return a, b


def _sums(x: Floats, y: Floats, weights: Floats, a: Floats, b: Floats) -> tuple[Floats, ...]:
    """(g0, g1, h00, h01, h11), (B,) each: slope and curvature of the log-likelihood. ``a`` and ``b``: (B,) or (1,)."""
    fitted = 1 / (1 + np.exp(-np.clip(a[:, None] + b[:, None] * x, -30, 30)))
    error, curve = y - fitted, fitted * (1 - fitted) + 1e-12
    if len(a) == 1:
        parts = np.stack([error[0], error[0] * x, curve[0], curve[0] * x, curve[0] * x**2], axis=1)
        return tuple((weights @ parts).T)
    error, curve = weights * error, weights * curve
    return error.sum(axis=1), error @ x, curve.sum(axis=1), curve @ x, curve @ x**2


def _step(sums: tuple[Floats, ...], slope_is_one: bool) -> tuple[Floats, Floats]:
    g0, g1, h00, h01, h11 = sums
    if slope_is_one:
        step_a, step_b = g0 / h00, np.zeros_like(g0)
    else:
        det = h00 * h11 - h01**2
        step_a, step_b = ratio(h11 * g0 - h01 * g1, det), ratio(h00 * g1 - h01 * g0, det)
    return np.clip(step_a, -2, 2), np.clip(step_b, -2, 2)


def _confusion(probability: Floats, labels: Labels, weights: Floats) -> Floats:
    """(B, K, K) weighted counts, true class by decided class."""
    classes = probability.shape[1]
    cells = labels * classes + decide(probability)
    counts = np.stack([weights[:, cells == c].sum(axis=1) for c in range(classes * classes)], axis=1)
    return np.asarray(counts.reshape(-1, classes, classes))


def _macro_f1(probability: Floats, labels: Labels, weights: Floats) -> Floats:
    counts = _confusion(probability, labels, weights)
    hits = np.diagonal(counts, axis1=1, axis2=2)
    both = counts.sum(axis=1) + counts.sum(axis=2)
    return np.asarray(np.divide(2 * hits, both, out=np.zeros_like(hits), where=both > 0).mean(axis=1))


def _matthews(probability: Floats, labels: Labels, weights: Floats) -> Floats:
    """Matthews correlation, for more than two classes as Gorodkin (2004) has it; 0 where one class is never decided."""
    counts = _confusion(probability, labels, weights)
    total, hits = counts.sum(axis=(1, 2)), np.trace(counts, axis1=1, axis2=2)
    true, said = counts.sum(axis=2), counts.sum(axis=1)
    above = hits * total - (true * said).sum(axis=1)
    below = np.sqrt(np.maximum((total**2 - (said**2).sum(axis=1)) * (total**2 - (true**2).sum(axis=1)), 0))
    return np.asarray(np.divide(above, below, out=np.zeros_like(above), where=below > 0))


def _predictive(label: int) -> Metric:
    """The share of those decided for a class who are of it."""

    def metric(probability: Floats, labels: Labels, weights: Floats) -> Floats:
        said = (decide(probability) == label).astype(np.float64)
        return ratio(weights @ (said * (labels == label)), weights @ said)

    return metric


def _average_precision(probability: Floats, labels: Labels, weights: Floats) -> Floats:
    """The mean precision over the recalled cases, ties taken together (as scikit-learn's)."""
    score, positive = probability[:, 1], labels == 1
    order = np.argsort(-score, kind="stable")
    ends = np.append(np.flatnonzero(np.diff(score[order])), len(score) - 1)
    hits = np.cumsum(weights[:, order] * positive[order], axis=1)[:, ends]
    every = np.cumsum(weights[:, order], axis=1)[:, ends]
    precision = np.divide(hits, every, out=np.zeros_like(hits), where=every > 0)
    gained = np.diff(hits, prepend=0, axis=1)
    return ratio((gained * precision).sum(axis=1), hits[:, -1])


FOR_ALL: dict[str, Metric] = {
    "auc": _auc,
    "accuracy": _accuracy,
    "balanced_accuracy": _balanced_accuracy,
    "brier": _brier,
    "log_loss": _log_loss,
    "ece": _calibration_error,
    "macro_f1": _macro_f1,
    "mcc": _matthews,
}
FOR_TWO: dict[str, Metric] = {
    "sensitivity": _sensitivity,
    "specificity": _specificity,
    "ppv": _predictive(1),
    "npv": _predictive(0),
    "average_precision": _average_precision,
    "calibration_slope": _calibration_slope,
    "calibration_intercept": _calibration_intercept,
}


def decide(probability: Floats) -> Labels:
    """(N,) the likeliest class; with two classes the one looked for from 0.5 on."""
    if probability.shape[1] == 2:
        return (probability[:, 1] >= 0.5).astype(np.int64)
    return np.asarray(probability.argmax(axis=1), dtype=np.int64)


PAIRED = ("auc", "accuracy", "balanced_accuracy", "brier", "log_loss")
_BIASED = frozenset({"ece"})  # absolute gaps: drawing patients again adds chance to each, so every draw lies too high


@dataclass(frozen=True, slots=True, eq=False)
class Measures:
    """Every metric of one model: ``whole`` on all patients, ``drawn`` (B,) on each draw; means over the repeats."""

    whole: dict[str, float]
    drawn: dict[str, Floats]
    n: int
    paired: tuple[str, ...] = PAIRED

    def figures(self) -> dict[str, Figure]:
        return {name: _figure(value, self._draws_of(name), self.n) for name, value in self.whole.items()}

    def _draws_of(self, name: str) -> Floats:
        """(B,) around the value: where draws are biased, moved until their median is it, and no further than 0."""
        drawn = self.drawn[name]
        if name not in _BIASED or not np.isfinite(drawn).any():
            return drawn
        return np.maximum(drawn - np.nanmedian(drawn) + self.whole[name], 0)

    def less(self, other: Measures) -> dict[str, Figure]:
        """The paired differences to another model measured on the same draws."""
        return {
            name: _figure(self.whole[name] - other.whole[name], self.drawn[name] - other.drawn[name], self.n)
            for name in self.paired
        }


@dataclass(frozen=True, slots=True, eq=False)
class Bootstrap:
    """The same draws of patients for every model, so that differences are paired.

    Patients are drawn within their class, as R's pROC does, and all rows of a patient together.
    """

    labels: Labels
    groups: Labels
    seed: int
    draws: int = DRAWS

    def measure(
        self,
        answers: Sequence[Floats],
        metrics: Mapping[str, Metric] | None = None,
        truth: NDArray[Any] | None = None,
        paired: Sequence[str] = PAIRED,
        asked: Sequence[NDArray[np.int64]] | None = None,
    ) -> Measures:
        """Measure a model by what it said, (n, …) in each repeat of the evaluation: probabilities of classes, or what
        ``metrics`` read against ``truth``. ``asked``: the rows each repeat asked about; all of them without.
        """
        metrics = metrics or (FOR_ALL | FOR_TWO if answers[0].shape[1] == 2 else FOR_ALL)
        truth = self.labels if truth is None else truth
        everyone = np.arange(len(self.labels))
        both = list(zip(answers, asked or [everyone] * len(answers), strict=True))
        whole = _values(metrics, both, truth, np.ones((1, len(self.labels))))
        chunks = [_values(metrics, both, truth, weights) for weights in self._weights()]
        drawn = {name: np.concatenate([chunk[name] for chunk in chunks]) for name in metrics}
        people = len(np.unique(self.groups))
        return Measures({k: float(v[0]) for k, v in whole.items()}, drawn, people, tuple(paired))

    def _weights(self) -> Iterator[Floats]:
        """(chunk, N): how often each row was drawn. The same every time it is asked for."""
        rng = np.random.default_rng([self.seed, 2000])
        first, code = np.unique(self.groups, return_index=True, return_inverse=True)[1:]
        strata = [np.flatnonzero(self.labels[first] == c) for c in np.unique(self.labels[first])]
        chunk = max(1, min(self.draws, _CHUNK_CELLS // len(self.labels)))
        for at in range(0, self.draws, chunk):
            times = np.zeros((min(chunk, self.draws - at), len(first)))
            for members in strata:
                times[:, members] = rng.multinomial(len(members), np.full(len(members), 1 / len(members)), len(times))
            yield times[:, code]


def _values(
    metrics: Mapping[str, Metric],
    answers: Sequence[tuple[Floats, NDArray[np.int64]]],
    truth: NDArray[Any],
    weights: Floats,
) -> dict[str, Floats]:
    return {n: _mean_of([m(a, truth[rows], weights[:, rows]) for a, rows in answers]) for n, m in metrics.items()}


def _figure(whole: float, drawn: Floats, n: int) -> Figure:
    known = drawn[np.isfinite(drawn)]
    if not np.isfinite(whole) or len(known) < 0.5 * len(drawn):
        return Figure(whole, float("nan"), float("nan"), n)
    low, high = np.percentile(known, [2.5, 97.5])
    return Figure(whole, float(low), float(high), n)


def weighted_mean(values: Floats, weights: Floats) -> Floats:
    return ratio(weights @ values, weights.sum(axis=1))


def _mean_of(values: Sequence[Floats]) -> Floats:
    return np.asarray(np.mean(values, axis=0), dtype=np.float64)


def ratio(above: Floats, below: Floats) -> Floats:
    """NaN where there is nothing to divide by."""
    out = np.full(len(above), np.nan)
    np.divide(above, below, out=out, where=below > 0)
    return out
