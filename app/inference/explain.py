"""How much each input moved an answer, for models that cannot say it themselves: sampled Shapley values.

From a reference patient (the card's typical values) the inputs are changed one after the other into the patient's, in
many random orders; an input's contribution is the mean change of the log-odds at its turn (Castro 2009). Each order's
changes add up to the whole way from the reference to the patient, so the contributions do too.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np
from numpy.typing import NDArray

from app.domain.model_card import ModelCard
from app.inference.feeds import Feeds

_MOST_ORDERS = 32
_MOST_QUESTIONS = 2_000_000  # rows the model is asked in all
_BATCH = 8192
_TINY = 1e-7

Ask = Callable[[Feeds], NDArray[Any]]


def contributions(card: ModelCard, ask: Ask, feeds: Feeds, explained: NDArray[np.int64]) -> NDArray[np.float64] | None:
    """(N, inputs) in log-odds of class ``explained`` (N,), in the order of the card's fields.

    None where asking would take too long. ``ask``: feeds -> (N, classes) probability.
    """
    count, inputs = len(explained), len(card.fields)
    orders = min(_MOST_ORDERS, _MOST_QUESTIONS // max(1, count * (inputs + 1)))
    if orders < 2:
        return None
    rng = np.random.default_rng(0)  # the same patient gets the same explanation every time
    half = [rng.permutation(inputs) for _ in range((orders + 1) // 2)]
    permutations = [p for order in half for p in (order, order[::-1])]  # each order and its reverse: less chance
    reference = _reference(card)
    return np.stack(
        [_of_row(card, ask, feeds, row, int(explained[row]), reference, permutations) for row in range(count)]
    )


def _of_row(
    card: ModelCard,
    ask: Ask,
    feeds: Feeds,
    row: int,
    explained: int,
    reference: NDArray[np.float64],
    permutations: list[NDArray[np.int64]],
) -> NDArray[np.float64]:
    inputs = len(card.fields)
    patient = _flat(card, feeds, row)
    # step k of an order: the first k inputs are the patient's, the others the reference's
    turn = np.stack([np.argsort(p) for p in permutations])
    is_patient = turn[:, None, :] < np.arange(inputs + 1)[None, :, None]
    questions = np.where(is_patient, patient, reference).reshape(-1, inputs)
    answers = [ask(_feeds(card, questions[at : at + _BATCH])) for at in range(0, len(questions), _BATCH)]
    chance = np.clip(np.concatenate(answers)[:, explained].astype(np.float64), _TINY, 1 - _TINY)
    log_odds = np.log(chance / (1 - chance)).reshape(len(permutations), inputs + 1)
    steps = np.diff(log_odds, axis=1)
    moved = np.zeros(inputs)
    for order, step in zip(permutations, steps, strict=True):
        moved[order] += step
    return moved / len(permutations)


def _reference(card: ModelCard) -> NDArray[np.float64]:
    missing = {"number": np.nan, "category": -1.0}
    return np.array([missing[f.kind] if f.reference is None else f.reference for f in card.fields])


def _places(card: ModelCard, kind: str) -> list[int]:
    return [i for i, f in enumerate(card.fields) if f.kind == kind]


def _flat(card: ModelCard, feeds: Feeds, row: int) -> NDArray[np.float64]:
    """(inputs,) one patient's values in the order of the card's fields."""
    values = np.empty(len(card.fields))
    values[_places(card, "number")] = feeds["numbers"][row]
    values[_places(card, "category")] = feeds["categories"][row]
    return values


def _feeds(card: ModelCard, questions: NDArray[np.float64]) -> Feeds:
    return {
        "numbers": questions[:, _places(card, "number")].astype(np.float32),
        "categories": questions[:, _places(card, "category")].astype(np.int64),
    }
