"""Ask models about patients they have not seen: the same parts for the chosen network and for the plain ones."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from typing import Any

import numpy as np

from app.domain.training import Measured
from app.domain.words import say
from app.features.raw import Rows
from ml.data.divide import Part, Split
from ml.data.splits import assert_disjoint
from ml.evaluation.measuring import Measuring
from ml.evaluation.metrics import Floats, or_none
from ml.events import Events
from ml.networks.network import Cases, Fitted
from ml.watch import Watch

Fit = Callable[[Cases, Rows, int, Watch], Fitted]
Said = dict[str, Floats]  # by model: what it said about the rows of one part


@dataclass(frozen=True, slots=True, eq=False)
class Answers:
    """``rows`` (n,): every row that was asked about. ``asked``: for each repeat the positions in ``rows`` it asked
    about; ``said``: for each model, repeat by repeat, what it said about those. ``folds``: what happened in each part.
    """

    rows: Rows
    asked: list[Rows]
    said: dict[str, list[Floats]]
    folds: list[dict[str, Any]]


def cases_of(cases: Cases, part: Part) -> Cases:
    """The cases as a network may see them in this part."""
    if part.learn is not part.ask:  # a teaching example is measured on the rows it learns from
        assert_disjoint(cases.groups, part.learn, part.judge, part.ask)
    return replace(cases, validation=part.judge)


def ask_part(cases: Cases, part: Part, fits: Mapping[str, Fit], measuring: Measuring, seed: int, watch: Watch) -> Said:
    """Fit every model on the part and keep what it says of the patients held out."""
    seen = cases_of(cases, part)
    said = {
        name: measuring.said(fit(seen, part.learn, seed, watch.within(name)), seen, part.ask)
        for name, fit in fits.items()
    }
    return said | {measuring.constant_name: measuring.constant(seen, part.learn, part.ask)}


def ask(
    cases: Cases,
    split: Split,
    ask_one: Callable[[int], Said],
    measuring: Measuring,
    events: Events,
    done: int,
) -> Answers:
    """Go through the parts. ``ask_one``: the number of a part -> what was said; ``done``: steps before this."""
    every: list[Said] = []
    reports = []
    for number, part in enumerate(split.parts):
        total = len(split.parts)
        words = say("Asking about held-out patients, part {n} of {total}", n=number + 1, total=total)
        events.step(done + number, done + total, words)
        every.append(ask_one(number))
        reports.append(_report(cases, part, every[-1]["chosen"], measuring))
        shown = {f"fold_{k}": reports[-1][k] for k in _shown(measuring) if reports[-1].get(k) is not None}
        events.tell(Measured(number + 1, shown, "held-out patients"))
    return _gathered(split, every, reports)


def _gathered(split: Split, every: list[Said], reports: list[dict[str, Any]]) -> Answers:
    rows = np.unique(np.concatenate([p.ask for p in split.parts]))
    repeats = sorted({p.repeat for p in split.parts})
    which = {r: [i for i, p in enumerate(split.parts) if p.repeat == r] for r in repeats}
    asked = [np.searchsorted(rows, np.concatenate([split.parts[i].ask for i in which[r]])) for r in repeats]
    said = {name: [np.concatenate([every[i][name] for i in which[r]]) for r in repeats] for name in every[0]}
    return Answers(rows, asked, said, reports)


def _shown(measuring: Measuring) -> tuple[str, ...]:
    return ("auc", "accuracy") if measuring.kind == "classes" else (measuring.first,)


def _report(cases: Cases, part: Part, said: Floats, measuring: Measuring) -> dict[str, Any]:
    once, truth = np.ones((1, len(part.ask))), measuring.truth(cases, part.ask)
    figures = {n: or_none(float(m(said, truth, once)[0])) for n, m in measuring.metrics.items() if n in _OF_A_FOLD}
    counts = {"repeat": part.repeat, "fold": part.fold, "train": len(part.learn), "test": len(part.ask)}
    return {**counts, **({"name": part.name} if part.name else {}), **figures, "rows": part.ask}


_OF_A_FOLD = ("auc", "accuracy", "rmse", "r2", "dice", "explained")
