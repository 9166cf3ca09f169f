"""Which patients a model learns from, is judged by meanwhile, and is asked about: every way to divide a cohort."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from app.domain.errors import WorkstationError
from app.domain.words import say
from app.features.raw import Rows
from app.features.values import key_of, number_of
from ml.data.splits import folds

FOLDS = 5
LARGE = 5000  # patients from which one test part says enough and the time of five fits is better saved
_SMALL = 500  # patients below which one division into folds is too much a matter of chance
_LATEST = 0.2
_TRAIN, _JUDGE, _TEST = (
    frozenset({"train", "training", "learn", "development", "训练", "训练集"}),
    frozenset({"val", "valid", "validation", "dev", "tune", "验证", "验证集"}),
    frozenset({"test", "testing", "holdout", "hold-out", "external", "测试", "测试集"}),
)


@dataclass(frozen=True, slots=True, eq=False)
class Part:
    """``learn``, ``judge`` (may be empty) and ``ask`` share no patient. ``name``: the site or column value asked."""

    repeat: int
    fold: int
    learn: Rows
    judge: Rows
    ask: Rows
    name: str = ""


@dataclass(frozen=True, slots=True, eq=False)
class Split:
    """``method``: cross_validation, held_out, scaffold, time, site, given, training_table."""

    method: str
    parts: tuple[Part, ...]
    repeats: int = 1
    column: str = ""

    @property
    def folds(self) -> int:
        return len(self.parts) // max(1, self.repeats)


@dataclass(frozen=True, slots=True)
class Wish:
    """How a person wants the cohort divided: ``split`` as in ``aegle train --split``; 0 leaves it to the recipe."""

    split: str = ""
    folds: int = 0
    repeats: int = 0


def divide(
    labels: NDArray[np.int64],
    groups: NDArray[np.int64],
    wish: Wish,
    seed: int,
    divided: Sequence[str] = (),
    scaffolds: Sequence[str] = (),
) -> Split:
    """Divide a cohort. ``divided``: the cells of the column that decides; ``scaffolds``: of each molecule.

    Raises WorkstationError where the column cannot divide it.
    """
    method, _, column = wish.split.partition(":")
    match method:
        case "" | "random":
            return _by_chance(labels, groups, wish, seed)
        case "scaffold":
            return _by_scaffold(scaffolds, groups)
        case "time":
            return _by_time(divided, groups, column)
        case "site":
            return _by_site(divided, groups, column)
        case "column":
            return _as_given(divided, groups, column)
    raise WorkstationError(
        say('There is no split "{name}".', name=wish.split),
        say("Write random, scaffold, time:COLUMN, site:COLUMN or column:COLUMN."),
    )


def _by_chance(labels: NDArray[np.int64], groups: NDArray[np.int64], wish: Wish, seed: int) -> Split:
    """Cross-validation by patient, repeated where the cohort is small; one fifth held out where it is large."""
    patients = len(np.unique(groups))
    _need(patients, wish.folds)
    is_single = wish.folds == 1 or (not wish.folds and patients > LARGE)
    repeats = wish.repeats or (1 if is_single or patients >= _SMALL else 2)
    count = FOLDS if is_single else wish.folds or FOLDS
    parts = []
    for repeat in range(repeats):
        fold = folds(labels, groups, count, np.random.default_rng([seed, repeat]))
        asked = 1 if is_single else count
        parts += [_part(repeat, at, np.flatnonzero(fold == at), len(groups)) for at in range(asked)]
    return Split("held_out" if is_single else "cross_validation", tuple(parts), repeats)


def _need(patients: int, asked: int) -> None:
    if asked > patients:
        raise WorkstationError(
            say("{n} patients cannot be divided into {folds} parts.", n=patients, folds=asked),
            say("Ask for fewer folds."),
        )


def _part(repeat: int, fold: int, ask: Rows, count: int, name: str = "") -> Part:
    return Part(repeat, fold, np.setdiff1d(np.arange(count), ask), _none(), ask, name)


def _none() -> Rows:
    return np.zeros(0, dtype=np.int64)


def _by_scaffold(scaffolds: Sequence[str], groups: NDArray[np.int64]) -> Split:
    """MoleculeNet's: whole scaffolds, the commonest first, fill training to 80 %, validation to 90 %, then the test."""
    if not scaffolds:
        raise WorkstationError(
            say("Only molecules can be divided by scaffold."), say("Choose another split, or give --smiles.")
        )
    members: dict[str, list[int]] = {}
    for row, name in enumerate(scaffolds):
        members.setdefault(name, []).append(row)
    total = len(scaffolds)
    taken: dict[str, list[int]] = {"learn": [], "judge": [], "ask": []}
    for rows in sorted(members.values(), key=lambda m: (len(m), m[0]), reverse=True):
        learn, judge = len(taken["learn"]), len(taken["judge"])
        place = "ask"
        if learn + len(rows) <= 0.8 * total:
            place = "learn"
        elif learn + judge + len(rows) <= 0.9 * total:
            place = "judge"
        taken[place] += rows
    learned, judged, asked = (np.sort(np.array(taken[k], dtype=np.int64)) for k in ("learn", "judge", "ask"))
    if not len(asked):
        raise _undivided("scaffold")
    # one molecule written twice has one scaffold, but rows may be joined for other reasons: they leave the smaller side
    learned, judged = _without(groups, learned, asked), _without(groups, judged, asked)
    return Split("scaffold", (Part(0, 0, _without(groups, learned, judged), judged, asked),))


def _without(groups: NDArray[np.int64], rows: Rows, others: Rows) -> Rows:
    """The rows none of whose patient's rows stand among the others."""
    return rows[~np.isin(groups[rows], groups[others])] if len(rows) else rows


def _by_time(cells: Sequence[str], groups: NDArray[np.int64], column: str) -> Split:
    """The latest fifth is asked about; patients who were seen earlier stay with the earlier ones."""
    keys = _ordered(cells, column)
    known = np.flatnonzero(keys >= 0)
    cut = np.quantile(keys[known], 1 - _LATEST, method="higher")
    late = known[keys[known] >= cut] if cut > keys[known].min() else known[keys[known] > cut]
    learn = known[~np.isin(known, late)]
    ask = _without(groups, late, learn)
    if not len(learn) or not len(ask):
        raise _undivided(column)
    return Split("time", (Part(0, 0, learn, _none(), ask),), column=column)


def _ordered(cells: Sequence[str], column: str) -> NDArray[np.float64]:
    """(N,) the rank of each moment; -1 where there is none. Numbers by size, ISO dates as they are written."""
    numbers = np.array([number_of(c) for c in cells])
    filled = np.array([bool(key_of(c)) for c in cells])
    if not filled.any():
        raise _undivided(column)
    if np.isnan(numbers[filled]).any():
        texts = np.array([_as_date(c) for c in cells])
        return np.where(filled, np.unique(texts, return_inverse=True)[1], -1.0)
    return np.where(np.isnan(numbers), -1.0, np.unique(numbers, return_inverse=True)[1].astype(np.float64))


def _as_date(cell: str) -> str:
    """2024/3/7 and 2024年3月7日 in the order of 2024-03-07."""
    digits = "".join(ch if ch.isdigit() else " " for ch in cell).split()
    return "-".join(d.zfill(4 if at == 0 else 2) for at, d in enumerate(digits)) or cell


def _by_site(cells: Sequence[str], groups: NDArray[np.int64], column: str) -> Split:
    """Each site in turn is asked about by a model of the others."""
    keys = np.array([key_of(c) for c in cells])
    names = [n for n in np.unique(keys) if n]
    parts = []
    for at, name in enumerate(names):
        ask = np.flatnonzero(keys == name)
        learn = _without(groups, np.flatnonzero((keys != name) & (keys != "")), ask)
        parts.append(Part(0, at, learn, _none(), ask, str(name)))
    if len(parts) < 2 or any(not len(p.learn) for p in parts):
        raise _undivided(column)
    return Split("site", tuple(parts), column=column)


def _as_given(cells: Sequence[str], groups: NDArray[np.int64], column: str) -> Split:
    """train, validation and test as a column names them; other values are folds."""
    keys = np.array([key_of(c) for c in cells])
    parts = {name: np.flatnonzero([k in words for k in keys]) for name, words in
             (("learn", _TRAIN), ("judge", _JUDGE), ("ask", _TEST))}  # fmt: skip
    if not len(parts["learn"]) or not len(parts["ask"] if len(parts["ask"]) else parts["judge"]):
        made = _by_site(cells, groups, column)
        return Split("given", made.parts, column=column)
    ask = parts["ask"] if len(parts["ask"]) else parts["judge"]
    judge = parts["judge"] if len(parts["ask"]) else _none()
    judge = _without(groups, judge, ask)
    learn = _without(groups, parts["learn"], np.concatenate([judge, ask]))
    return Split("given", (Part(0, 0, learn, judge, ask),), column=column)


def _undivided(column: str) -> WorkstationError:
    return WorkstationError(
        say('The column "{column}" does not divide the patients.', column=column),
        say("It must hold a date or number, the names of at least two sites, or train and test."),
    )
