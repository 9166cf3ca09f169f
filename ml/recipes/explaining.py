"""What a model's answers hang on: over all cases, for single ones, what would change them; and whether that is so.

Every model is explained from outside, by its exported graph: its inputs are divided into units (``ml.recipes.units``),
and a unit is taken away by putting the reference in its place: missing for a column, what the golden sample has on
average for arrays.
"""

from __future__ import annotations

import io
import time
from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

from app.domain.training import TrainRequest
from app.domain.words import say
from app.features.raw import Rows, chosen
from app.features.showing import cell_of, score_of, shown, what_would_change
from ml.evaluation.metrics import or_none
from ml.events import Events
from ml.export.package import read_entries
from ml.networks.network import Feeds
from ml.recipes.evaluating import Asked, open_asked
from ml.recipes.recipe import Material
from ml.recipes.units import Unit, units_of

_MOST_CASES = 200  # asked about for what holds over all cases
_REPEATS = 5
_ORDERS = 8


def explain(
    material: Material, request: TrainRequest, package: bytes, events: Events, rows: Sequence[int]
) -> dict[str, Any]:
    """Global importance with intervals, the contributions of single cases, and how far they can be believed."""
    began = time.monotonic()
    asked = open_asked(material, request, package)
    feeds = asked.fitted.encode(asked.cases, np.arange(len(asked.cases)))
    reference = _reference(feeds, package)
    units = units_of(asked.card, feeds)
    rng = np.random.default_rng(request.seed)
    few = np.sort(rng.permutation(len(asked.cases))[:_MOST_CASES])
    importance = []
    for at, unit in enumerate(units):
        events.step(at, len(units), say("Taking away one input after the other"))
        importance.append(_importance(asked, feeds, unit, few, rng))
    events.step(1, 1, say("Explaining single cases"))
    wanted = [int(np.flatnonzero(asked.cohort.rows == r)[0]) for r in rows if r in asked.cohort.rows]
    cases = [_case(asked, feeds, reference, units, row, rng) for row in wanted]
    trusted = faithfulness(asked, feeds, reference, units, few[:20], rng)
    order = np.argsort([-one["value"] for one in importance], kind="stable")
    return {
        "model": asked.card.id,
        "name": asked.card.name,
        "not_for": asked.card.not_for,
        "figure": asked.measuring.first,
        "importance": [importance[i] for i in order],
        "faithfulness": trusted,
        "cases": cases if trusted["is_faithful"] or _is_exact(asked) else [_withheld(c) for c in cases],
        "rows": len(asked.cases),
        "seconds": round(time.monotonic() - began, 2),
    }


def _is_exact(asked: Asked) -> bool:
    return asked.card.network in ("logistic", "linear")


def _withheld(case: dict[str, Any]) -> dict[str, Any]:
    why = say("Withheld: taking away what it names changes the answer no more than taking away anything else.")
    kept = {k: v for k, v in case.items() if k not in ("parts", "kinds", "drawings", "integrated_gradients", "held_up")}
    return {**kept, "contributions": [], "withheld": str(why)}


def _reference(feeds: Feeds, package: bytes) -> dict[str, NDArray[Any]]:
    """One case in which nothing is known."""
    with np.load(io.BytesIO(read_entries(package)[1]["golden.npz"]), allow_pickle=False) as golden:
        drawn = {name: golden[name] for name in feeds if name in golden.files}
    made: dict[str, NDArray[Any]] = {}
    for name, values in feeds.items():
        if name == "categories":
            made[name] = np.full(values.shape[1:], -1, dtype=values.dtype)
        elif name == "numbers":
            made[name] = np.full(values.shape[1:], np.nan, dtype=values.dtype)
        elif values.dtype.kind == "f" and name in drawn and drawn[name].shape[1:] == values.shape[1:]:
            made[name] = drawn[name].mean(axis=0).astype(values.dtype)
        else:
            made[name] = np.zeros(values.shape[1:], dtype=values.dtype)
    return made


def _importance(asked: Asked, feeds: Feeds, unit: Unit, few: Rows, rng: np.random.Generator) -> dict[str, Any]:
    """How much worse the first figure gets when the unit is dealt out anew among the cases (Breiman 2001)."""
    measuring, some = asked.measuring, {n: v[few] for n, v in feeds.items()}
    once, truth = np.ones((1, len(few))), asked.truth[few]
    metric = measuring.metrics[measuring.first]
    before = float(metric(_said(asked, some, few), truth, once)[0])
    losses = []
    for _ in range(_REPEATS):
        dealt = some[unit.feed].copy()
        dealt[:, unit.mask] = dealt[rng.permutation(len(few))][:, unit.mask]
        after = float(metric(_said(asked, {**some, unit.feed: dealt}, few), truth, once)[0])
        losses.append((after - before) if measuring.is_error else (before - after))
    mean, error = float(np.mean(losses)), float(np.std(losses, ddof=1) / np.sqrt(_REPEATS))
    # Student's t with four degrees of freedom
    return {"input": unit.name, "value": mean, "low": mean - 2.776 * error, "high": mean + 2.776 * error, "n": len(few)}


def _said(asked: Asked, feeds: Feeds, rows: Rows) -> NDArray[np.float64]:
    """What is kept of the answers to these feeds."""
    out = asked.fitted.answer(feeds)
    name = {"classes": "probability", "flags": "probability", "values": "value"}.get(asked.card.answers)
    if name is None:
        return asked.measuring.said(asked.fitted, asked.cases, rows)
    return np.asarray(out[name], dtype=np.float64)


def _score(asked: Asked, feeds: Feeds, explained: int) -> NDArray[np.float64]:
    """(n,) log-odds of a class, or a value."""
    return score_of(asked.fitted.answer(feeds), explained)


def _case(
    asked: Asked,
    feeds: Feeds,
    reference: Mapping[str, NDArray[Any]],
    units: Sequence[Unit],
    row: int,
    rng: np.random.Generator,
) -> dict[str, Any]:
    """One case's answer, what moved it, and for a table what would change it."""
    one = {name: values[row : row + 1] for name, values in feeds.items()}
    said = asked.fitted.answer(one)
    explained = _explained(asked, said)
    moved = contributions(asked, one, reference, units, explained, rng)
    names = asked.card.outputs
    answer = {n: float(v) for n, v in zip(names, said.get("probability", said.get("value", np.zeros((1, 0))))[0],
                                         strict=False)}  # fmt: skip
    order = np.argsort(-np.abs(moved), kind="stable")[:30]
    case = {
        "row": int(asked.cohort.rows[row]),
        "answer": answer,
        "explained": names[explained] if explained < len(names) else "",
        "method": "exact" if _is_exact(asked) and not asked.card.inputs else "shapley",
        "contributions": [_contribution(asked, one, units[i], float(moved[i])) for i in order],
    }
    by_name = {unit.name: float(amount) for unit, amount in zip(units, moved, strict=True)}
    change = what_would_change(asked.card, one, by_name, explained, lambda feeds: _score(asked, feeds, explained))
    more = shown(asked.card, chosen(asked.cases.raw, np.array([row])), one, explained, asked.fitted.answer)
    return {**case, **({"what_would_change_it": change} if change else {}), **more}


def _contribution(asked: Asked, one: Feeds, unit: Unit, amount: float) -> dict[str, Any]:
    """``given`` and ``unit``: what stands in a table's column; "" for other units."""
    field = next((f for f in asked.card.fields if f.name == unit.name), None)
    given = cell_of(field, float(one[unit.feed][0][unit.mask][0])) if field else ""
    return {"input": unit.name, "amount": amount, "given": given, "unit": field.unit if field else ""}


def _explained(asked: Asked, said: Mapping[str, NDArray[Any]]) -> int:
    """Of two classes the one looked for, of several the likeliest; else the first."""
    if "probability" in said and asked.card.answers == "classes":
        return 1 if said["probability"].shape[1] == 2 else int(said["probability"][0].argmax())
    return 0


def contributions(
    asked: Asked,
    one: Feeds,
    reference: Mapping[str, NDArray[Any]],
    units: Sequence[Unit],
    explained: int,
    rng: np.random.Generator,
) -> NDArray[np.float64]:
    """(units,) sampled Shapley values: the mean change at each unit's turn on ways from the reference to the case."""
    orders = _ORDERS if len(units) <= 64 else 2
    moved = np.zeros(len(units))
    for _ in range(orders):
        order = rng.permutation(len(units))
        for way in (order, order[::-1]):
            steps = [dict(reference)]
            for at in way:
                steps.append(_with(steps[-1], units[at], one))
            both = {name: np.stack([s[name] for s in steps]) for name in one}
            moved[way] += np.diff(_score(asked, both, explained))
    return moved / (2 * orders)


def _with(base: Mapping[str, NDArray[Any]], unit: Unit, other: Feeds) -> dict[str, NDArray[Any]]:
    """``base`` with the unit as ``other`` (one case) has it."""
    values = base[unit.feed].copy()
    values[unit.mask] = other[unit.feed][0][unit.mask]
    return {**base, unit.feed: values}


def faithfulness(
    asked: Asked,
    feeds: Feeds,
    reference: Mapping[str, NDArray[Any]],
    units: Sequence[Unit],
    rows: Rows,
    rng: np.random.Generator,
) -> dict[str, Any]:
    """Deletion and insertion against a random order: the area under |change of the answer| as units are taken away, or
    put back to a case in which nothing is known, largest first; and how alike two explanations of one case are.

    Explanations are believed where the named order changes the answer faster than chance does, in the mean over cases
    and by more than two standard errors.
    """
    if len(units) < 2:
        return {"deletion": None, "random": None, "n": 0, "is_faithful": True}
    named, chance, put_back, put_back_chance, alike = [], [], [], [], []
    nothing = {name: value[None] for name, value in reference.items()}
    for row in rows:
        one = {name: values[row : row + 1] for name, values in feeds.items()}
        explained = _explained(asked, asked.fitted.answer(one))
        moved = contributions(asked, one, reference, units, explained, rng)
        again = contributions(asked, one, reference, units, explained, rng)
        order, other = np.argsort(-np.abs(moved)), rng.permutation(len(units))
        named.append(_changed(asked, one, nothing, units, order, explained))
        chance.append(_changed(asked, one, nothing, units, other, explained))
        put_back.append(_changed(asked, nothing, one, units, order, explained))
        put_back_chance.append(_changed(asked, nothing, one, units, other, explained))
        alike.append(_alike(moved, again))
    gain = np.array(named) - np.array(chance)
    error = float(gain.std(ddof=1) / np.sqrt(len(gain))) if len(gain) > 1 else 0.0
    return {
        "deletion": or_none(float(np.mean(named))),
        "random": or_none(float(np.mean(chance))),
        "insertion": or_none(float(np.mean(put_back))),
        "insertion_random": or_none(float(np.mean(put_back_chance))),
        "stability": or_none(float(np.mean(alike))),
        "gain": or_none(float(gain.mean())),
        "low": or_none(float(gain.mean() - 1.96 * error)),
        "high": or_none(float(gain.mean() + 1.96 * error)),
        "n": len(rows),
        "is_faithful": bool(gain.mean() - 2 * error > 0),
    }


def _alike(moved: NDArray[np.float64], again: NDArray[np.float64]) -> float:
    """Correlation of two explanations of one case that were drawn from different seeds; 1 where nothing moves it."""
    if np.ptp(moved) == 0 or np.ptp(again) == 0:
        return 1.0
    return float(np.corrcoef(moved, again)[0, 1])


def _changed(
    asked: Asked,
    start: Feeds,
    goal: Feeds,
    units: Sequence[Unit],
    order: NDArray[np.int64],
    explained: int,
) -> float:
    """The mean change of the score as the first half of ``order`` is put from ``start`` to ``goal``, unit by unit."""
    steps = [{name: value[0] for name, value in start.items()}]
    for at in order[: max(2, len(order) // 2)]:
        steps.append(_with(steps[-1], units[at], goal))
    both = {name: np.stack([s[name] for s in steps]) for name in start}
    scores = _score(asked, both, explained)
    return float(np.abs(scores - scores[0]).mean())
