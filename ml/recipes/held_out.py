"""Ask models about patients they have not seen: the same splits for the chosen network and for the plain ones."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from app.domain.training import Measured
from app.domain.words import say
from ml.data.splits import assert_disjoint, folds
from ml.evaluation.metrics import Floats, auc, decide, or_none
from ml.events import Events
from ml.networks.network import Cases, Fitted
from ml.watch import Watch

FOLDS = 5
LARGE = 5000  # patients from which one test part says enough and the time of five fits is better saved
_SMALL = 500  # patients below which one division into folds is too much a matter of chance

Fit = Callable[[NDArray[np.int64], int, Watch], Fitted]


@dataclass(frozen=True, slots=True)
class Split:
    """``parts``: for each repeat and fold the rows held out. ``method`` as figures name it."""

    method: str
    parts: tuple[tuple[tuple[int, int], NDArray[np.int64]], ...]
    repeats: int


@dataclass(frozen=True, slots=True, eq=False)
class Answers:
    """``rows`` (n,) asked; ``chosen``, ``plain``, ``majority``: in each repeat the (n, classes) probabilities for them.
    ``folds``: what happened in each.
    """

    rows: NDArray[np.int64]
    chosen: list[Floats]
    plain: list[Floats]
    majority: list[Floats]
    folds: list[dict[str, Any]]


def divide(cases: Cases, seed: int) -> Split:
    """Cross-validation by patient, repeated where the cohort is small; one test part where it is large."""
    patients = len(np.unique(cases.groups))
    repeats = 2 if patients < _SMALL else 1
    is_large = patients > LARGE
    parts = []
    for repeat in range(1 if is_large else repeats):
        fold = folds(cases.labels, cases.groups, FOLDS, np.random.default_rng([seed, repeat]))
        parts += [((repeat, at), np.flatnonzero(fold == at)) for at in range(1 if is_large else FOLDS)]
    return Split("held_out" if is_large else "cross_validation", tuple(parts), 1 if is_large else repeats)


def learned_from(cases: Cases, part: NDArray[np.int64]) -> NDArray[np.int64]:
    """Every row that is not held out."""
    rows = np.setdiff1d(np.arange(len(cases.labels)), part)
    assert_disjoint(cases.groups, rows, part)
    return rows


def ask(cases: Cases, split: Split, chosen: Fit, plain: Fit, seed: int, events: Events, done: int) -> Answers:
    """Fit both on every part and keep what they say of the patients held out. ``done``: steps before this."""
    shape = (split.repeats, len(cases.labels), cases.classes)
    said = {name: np.full(shape, np.nan) for name in ("chosen", "plain", "majority")}
    reports = []
    for number, ((repeat, fold), part) in enumerate(split.parts):
        events.step(
            done + number,
            done + len(split.parts),
            say("Asking about held-out patients, part {n} of {total}", n=number + 1, total=len(split.parts)),
        )
        rows = learned_from(cases, part)
        for name, fit in (("chosen", chosen), ("plain", plain)):
            fitted = fit(rows, seed + 1 + number, events.silent())
            said[name][repeat, part] = fitted.probability(fitted.encode(cases.columns))[part]
        share = np.bincount(cases.labels[rows], minlength=cases.classes) / len(rows)
        said["majority"][repeat, part] = share
        reports.append(_report(cases, repeat, fold, rows, part, said["chosen"][repeat, part]))
        shown = {f"fold_{k}": reports[-1][k] for k in ("auc", "accuracy") if reports[-1][k] is not None}
        events.tell(Measured(number + 1, shown, "held-out patients"))
    asked = np.flatnonzero(~np.isnan(said["chosen"][0, :, 0]))
    kept = {name: [repeat[asked] for repeat in values] for name, values in said.items()}
    return Answers(asked, kept["chosen"], kept["plain"], kept["majority"], reports)


def _report(
    cases: Cases, repeat: int, fold: int, rows: NDArray[np.int64], part: NDArray[np.int64], said: Floats
) -> dict[str, Any]:
    truth = cases.labels[part]
    return {
        "repeat": repeat,
        "fold": fold,
        "train": len(rows),
        "test": len(part),
        "auc": or_none(auc(said, truth)),
        "accuracy": float(np.mean(decide(said) == truth)),
        "rows": part,
    }
