"""Single cases taken apart and drawn: atoms, bases, tokens, places, moments, and whole kinds of data."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

from app.features import drawings
from app.features.feeds import encoded
from app.features.molecule import canonical
from app.features.parts import Part, taken_apart
from app.features.raw import Pictures, Raws, Texts, chosen
from app.features.text import new_tokenizer, words_of
from ml.networks.network import Feeds
from ml.recipes.evaluating import Asked

Floats = NDArray[np.float64]
Score = Callable[[Feeds], Floats]  # feeds -> (n,) log-odds of what is explained, or the value

_AT_ONCE = 256
_STEPS = 8  # of the way from the reference to the case


def shown(asked: Asked, one: Feeds, row: int, explained: int, score: Score) -> dict[str, Any]:
    """What is said of a case that reads more than a table: its parts, each kind as a whole, and the drawings.

    ``one``: the case's feeds, one row each.
    """
    if not asked.card.inputs:
        return {}
    raws = chosen(asked.cases.raw, np.array([row]))
    parts, hidden = taken_apart(asked.card.inputs, raws, one, asked.card.fields)
    if not parts:
        return {}
    moved = float(score(one)[0]) - _in_batches(score, hidden, len(parts))
    activation = asked.fitted.answer(one).get("activation")
    map_ = None if activation is None else activation[0, min(explained, activation.shape[1] - 1)]
    kinds = _kinds(asked, one, raws, score)
    order = np.argsort(-np.abs(moved), kind="stable")[:60]
    return {
        "parts": [{"kind": parts[i].kind, "at": list(parts[i].at), "part": parts[i].name, "amount": float(moved[i])}
                  for i in order],
        **({"kinds": kinds} if len(kinds) > 1 else {}),
        **({"integrated_gradients": _integrated(one, score)} if "images" in raws else {}),
        "drawings": list(_drawn(asked, raws, parts, moved, one, map_, kinds)),
    }  # fmt: skip


def _in_batches(score: Score, feeds: Mapping[str, NDArray[Any]], count: int) -> Floats:
    parts = [{n: v[at : at + _AT_ONCE] for n, v in feeds.items()} for at in range(0, count, _AT_ONCE)]
    return np.concatenate([score(part) for part in parts])


def _kinds(asked: Asked, one: Feeds, raws: Raws, score: Score) -> dict[str, float]:
    """How much each kind of data as a whole moved the answer: it is taken away altogether."""
    feeds_of = {i.kind: set(encoded(i, raws)) for i in asked.card.inputs}
    if asked.card.fields:
        feeds_of["table"] = {"numbers", "categories"} & set(one)
    whole = float(score(one)[0])
    return {kind: whole - float(score({n: _nothing(n, v) if n in names else v for n, v in one.items()})[0])
            for kind, names in feeds_of.items()}  # fmt: skip


def _nothing(name: str, values: NDArray[Any]) -> NDArray[Any]:
    fill = {"numbers": np.nan, "categories": -1}.get(name, 0)
    return np.full_like(values, fill)


def _integrated(one: Feeds, score: Score) -> dict[str, Any]:
    """Integrated gradients (Sundararajan 2017) of a picture's places, from a picture of its mean brightness.

    The gradient along a place is asked for by a difference to both sides, so that the graph need not hold it; the sum
    over a place of its pixels' gradients is the derivative in the direction of the place.
    """
    image = one["image"].astype(np.float64)
    grey = np.full_like(image, image.mean())
    sides = image.shape[2:]
    blocks = [min(8 if len(sides) == 2 else 4, size) for size in sides]
    gradients = np.zeros(blocks)
    reach = 0.5 / _STEPS
    for place in np.ndindex(*blocks):
        where = tuple(slice(n * p // b, n * (p + 1) // b) for n, p, b in zip(sides, place, blocks, strict=True))
        along = np.zeros_like(image)
        along[(slice(None), slice(None), *where)] = (image - grey)[(slice(None), slice(None), *where)]
        way = [grey + (step + 0.5) / _STEPS * (image - grey) + side * reach * along
               for step in range(_STEPS) for side in (1, -1)]  # fmt: skip
        pictures = np.concatenate(way).astype(np.float32)
        said = score({n: pictures if n == "image" else np.repeat(v, len(pictures), axis=0) for n, v in one.items()})
        gradients[place] = ((said[::2] - said[1::2]) / (2 * reach)).mean()
    whole = float(score(one)[0]) - float(score({**one, "image": grey.astype(np.float32)})[0])
    return {"places": gradients.tolist(), "sum": float(gradients.sum()), "whole": whole}


def _drawn(
    asked: Asked,
    raws: Raws,
    parts: Sequence[Part],
    moved: Floats,
    one: Feeds,
    activation: NDArray[Any] | None,
    kinds: Mapping[str, float],
) -> list[dict[str, str]]:
    made = (
        [{"kind": "kinds", "html": drawings.bars(list(kinds), np.array([*kinds.values()]))}] if len(kinds) > 1 else []
    )
    for kind in dict.fromkeys(p.kind for p in parts):
        mine = [i for i, p in enumerate(parts) if p.kind == kind]
        raw, amounts = raws.get(kind), moved[mine]
        places = np.array([int(parts[i].at[0]) for i in mine])
        match kind:
            case "smiles" if isinstance(raw, Texts) and "smiles" not in one:
                html = drawings.molecule(raw.texts[0], amounts)
            case "smiles" if isinstance(raw, Texts):
                words = words_of(new_tokenizer("smiles"), canonical(raw.texts[0]))
                html = drawings.tokens(words, _spread(places, amounts, len(words)))
            case "text" if isinstance(raw, Texts):
                words = words_of(new_tokenizer("text"), raw.texts[0])
                by_word = {parts[i].name: float(moved[i]) for i in mine}
                each = [by_word.get(w, 0.0) for w in words] if "terms" in one else _spread(places, amounts, len(words))
                html = drawings.tokens(words, np.asarray(each, dtype=np.float64))
            case "dna" if isinstance(raw, Texts):
                html = drawings.bases(raw.texts[0][: len(amounts)], amounts)
            case "images" if isinstance(raw, Pictures):
                shape = tuple(len({parts[i].at[axis] for i in mine}) for axis in range(one["image"].ndim - 2))
                html = drawings.picture(one["image"][0], amounts.reshape(shape))
                if activation is not None:
                    made.append({"kind": "activation", "html": drawings.picture(one["image"][0], activation)})
            case _:
                names = [
                    asked.card.fields[int(parts[i].at[0])].name if kind == "table" else parts[i].name for i in mine
                ]
                html = drawings.bars(names, amounts)
        made += [{"kind": kind, "html": html}] if html else []
    return made


def _spread(places: NDArray[np.int64], amounts: Floats, count: int) -> Floats:
    """(count,) amounts at their places, 0 elsewhere."""
    found = np.zeros(count)
    found[places] = amounts
    return found
