"""Why a model answered as it did about a report, molecule, picture, course or genome: every part hidden in turn."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from app.domain.model_card import ModelCard
from app.domain.prediction import Contribution
from app.features.parts import Part, taken_apart
from app.features.raw import Raws, chosen
from app.inference.explain import Ask
from app.inference.feeds import Feeds

_BATCH = 256
_MOST_ROWS = 50  # asked about at once: each takes as many questions as it has parts
_TINY = 1e-7


def contributions_of_parts(
    card: ModelCard, ask: Ask, raws: Raws, feeds: Feeds, explained: NDArray[np.int64]
) -> list[tuple[Contribution, ...]] | None:
    """For each case its parts, those that moved the answer most first: in log-odds of class ``explained``, or in the
    unit of the value. None where the model answers otherwise, or asking would take too long.
    """
    if card.answers not in ("classes", "flags", "values") or not card.inputs or len(explained) > _MOST_ROWS:
        return None
    return [_of_case(card, ask, raws, feeds, row, int(explained[row])) for row in range(len(explained))]


def _of_case(card: ModelCard, ask: Ask, raws: Raws, feeds: Feeds, row: int, explained: int) -> tuple[Contribution, ...]:
    mine = {name: values[row : row + 1] for name, values in feeds.items()}
    parts, hidden = taken_apart(card.inputs, chosen(raws, np.array([row])), mine, card.fields)
    if not parts:
        return ()
    whole = _score(card, ask(mine), explained)
    batches = [
        _score(card, ask({n: v[at : at + _BATCH] for n, v in hidden.items()}), explained)
        for at in range(0, len(parts), _BATCH)
    ]
    moved = whole - np.concatenate(batches)
    order = np.argsort(-np.abs(moved), kind="stable")
    return tuple(Contribution(_named(card, parts[i]), parts[i].name, float(moved[i])) for i in order)


def _score(card: ModelCard, said: NDArray[np.float32], explained: int) -> NDArray[np.float64]:
    """(n,) log-odds, or the value."""
    column = said[:, explained].astype(np.float64)
    if card.answers == "values":
        return column
    chance = np.clip(column, _TINY, 1 - _TINY)
    return np.asarray(np.log(chance / (1 - chance)))


def _named(card: ModelCard, part: Part) -> str:
    """Which part of the case it is: "text 12" for its twelfth token."""
    match part.kind:
        case "table":
            return card.fields[int(part.at[0])].name
        case "images":
            return f"images {part.name}"
        case "dosages" | "expression" | "sequences":
            return part.name
    return f"{part.kind} {int(part.at[0]) + 1}"
