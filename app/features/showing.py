"""A single case taken apart and drawn: columns, atoms, bases, tokens, places, moments, and whole kinds of data; how far
that holds; and for a table what would change the answer. The exported graph is asked, by whoever can run it.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

from app.domain.model_card import InputField, ModelCard
from app.features import drawings
from app.features.feeds import encoded
from app.features.molecule import canonical
from app.features.parts import Feeds, Part, taken_apart
from app.features.raw import Courses, Raws, Texts
from app.features.text import new_tokenizer, words_of

Floats = NDArray[np.float64]
Answer = Callable[[Feeds], Mapping[str, NDArray[Any]]]  # what the graph puts out, by name
Score = Callable[[Feeds], Floats]  # feeds -> (n,) log-odds of what is explained, or the value

_AT_ONCE = 256
_STEPS = 8  # of the way from the reference to the case
_TINY = 1e-6
_ORDERS = 19  # of chance: to come before 18 of them happens to chance once in ten times, before all once in twenty
_HIDDEN = 32  # parts that are hidden in turn
_FEWEST = 4  # parts of which an order can be right or wrong
_MOST_CHANGES = 10


def score_of(said: Mapping[str, NDArray[Any]], explained: int) -> Floats:
    """(n,) log-odds of a class, or a value; how badly it is put together again where the model answers itself."""
    if "value" in said:
        return np.asarray(said["value"][:, explained], dtype=np.float64)
    if "probability" not in said:
        return (
            np.asarray(said["error"], dtype=np.float64) if "error" in said else np.zeros(len(next(iter(said.values()))))
        )
    chance = np.clip(said["probability"][:, explained].astype(np.float64), _TINY, 1 - _TINY)
    return np.asarray(np.log(chance / (1 - chance)))


def shown(card: ModelCard, raws: Raws, one: Feeds, explained: int, answer: Answer) -> dict[str, Any]:
    """What is said of a case that reads more than a table: its parts, each kind as a whole, how far it holds, and the
    drawings. ``raws``, ``one``: the case alone.
    """
    parts, hidden = taken_apart(card.inputs, raws, one, card.fields) if card.inputs else ([], {})
    if not parts:
        return {}

    def score(feeds: Feeds) -> Floats:
        return score_of(answer(feeds), explained)

    moved = float(score(one)[0]) - _in_batches(score, hidden, len(parts))
    activation = answer(one).get("activation")
    maps = {} if activation is None else {"activation": activation[0, min(explained, activation.shape[1] - 1)]}
    gradients = _integrated(one, score) if "images" in raws else {}
    kinds = _kinds(card, one, raws, score)
    order = np.argsort(-np.abs(moved), kind="stable")[:60]
    return {
        "parts": [{"kind": parts[i].kind, "at": list(parts[i].at), "part": parts[i].name, "amount": float(moved[i])}
                  for i in order],
        **({"kinds": kinds} if len(kinds) > 1 else {}),
        **({"integrated_gradients": gradients} if gradients else {}),
        "held_up": held_up(score, one, hidden, moved),
        "drawings": _drawn(card, raws, parts, moved, one, {**maps, **_as_map(gradients)}, kinds),
    }  # fmt: skip


def held_up(score: Score, one: Feeds, hidden: Mapping[str, NDArray[Any]], moved: Floats) -> dict[str, Any]:
    """Whether hiding what moved the answer most, part after part, changes it faster than orders of chance do.

    ``hidden``: a row for each part without it. ``deletion`` and ``random`` are the mean change on the way to half of
    the parts; ``beaten`` of ``n`` orders changed less. ``is_faithful`` None: too few parts to tell.
    """
    count = len(moved)
    if count < _FEWEST:
        return {"deletion": None, "random": None, "beaten": 0, "n": 0, "is_faithful": None}
    rng = np.random.default_rng(0)
    steps = min(_HIDDEN, max(2, count // 2))
    named = _hidden_in_turn(score, one, hidden, np.argsort(-np.abs(moved), kind="stable")[:steps])
    chance = [_hidden_in_turn(score, one, hidden, rng.permutation(count)[:steps]) for _ in range(_ORDERS)]
    beaten = sum(named > other for other in chance)
    return {
        "deletion": named,
        "random": float(np.mean(chance)),
        "beaten": int(beaten),
        "n": _ORDERS,
        "is_faithful": beaten >= _ORDERS - 1,
    }


def _hidden_in_turn(score: Score, one: Feeds, hidden: Mapping[str, NDArray[Any]], order: NDArray[np.int64]) -> float:
    """The mean of how far the score has moved after each step."""
    now = {name: values[0].copy() for name, values in one.items()}
    steps = [now]
    for at in order:
        now = {name: np.where(_differs(hidden[name][at], values[0]), hidden[name][at], now[name])
               for name, values in one.items()}  # fmt: skip
        steps.append(now)
    scores = score({name: np.stack([step[name] for step in steps]) for name in one})
    return float(np.abs(scores - scores[0]).mean())


def _differs(one: NDArray[Any], other: NDArray[Any]) -> NDArray[np.bool_]:
    is_same = one == other
    is_same = is_same | (np.isnan(one) & np.isnan(other)) if one.dtype.kind == "f" else is_same
    return np.asarray(~is_same)


def what_would_change(
    card: ModelCard, one: Feeds, moved: Mapping[str, float], explained: int, score: Score
) -> list[dict[str, str]]:
    """The fewest columns that, put to their typical values, change a table's decision between two classes; [] where
    none of ten do. ``moved``: what each column added to the score of class ``explained``.
    """
    if card.answers != "classes" or not card.fields or card.inputs or len(card.outputs) != 2:
        return []
    parts, hidden = taken_apart((), {}, one, card.fields)
    line = _boundary(card, explained)
    before = float(score(one)[0]) - line
    amounts = np.array([moved.get(field.name, 0.0) for field in card.fields])
    now: dict[str, NDArray[Any]] = {name: values.copy() for name, values in one.items()}
    said: list[dict[str, str]] = []
    for at in np.argsort(-np.sign(before) * amounts, kind="stable")[:_MOST_CHANGES]:
        field = card.fields[int(parts[at].at[0])]
        feed = "numbers" if field.kind == "number" else "categories"
        place = np.flatnonzero(_differs(hidden[feed][at], one[feed][0]))
        if not len(place):
            continue  # it has its typical value
        now[feed][0, place] = hidden[feed][at, place]
        said.append({"input": field.name, "unit": field.unit, "given": cell_of(field, float(one[feed][0, place[0]])),
                     "instead": cell_of(field, float(now[feed][0, place[0]]))})  # fmt: skip
        if (float(score(now)[0]) - line) * before < 0:
            return said
    return []


def _boundary(card: ModelCard, explained: int) -> float:
    """Log-odds of the class explained at which the decision changes."""
    point = card.operating_point
    if point is None:
        return 0.0
    chance = point.threshold if card.outputs[explained] == point.positive else 1 - point.threshold
    chance = min(max(chance, _TINY), 1 - _TINY)
    return float(np.log(chance / (1 - chance)))


def cell_of(field: InputField, value: float) -> str:
    """What stands in a table's column, from what its feed holds."""
    if field.kind == "category":
        return field.categories[int(value)] if 0 <= value < len(field.categories) else ""
    return "" if np.isnan(value) else f"{value:g}"


def _in_batches(score: Score, feeds: Feeds, count: int) -> Floats:
    parts = [{n: v[at : at + _AT_ONCE] for n, v in feeds.items()} for at in range(0, count, _AT_ONCE)]
    return np.concatenate([score(part) for part in parts])


def _kinds(card: ModelCard, one: Feeds, raws: Raws, score: Score) -> dict[str, float]:
    """How much each kind of data as a whole moved the answer: it is taken away altogether."""
    feeds_of = {i.kind: set(encoded(i, raws)) for i in card.inputs}
    if card.fields:
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


def _as_map(gradients: Mapping[str, Any]) -> dict[str, NDArray[Any]]:
    return {"integrated_gradients": np.array(gradients["places"])} if gradients else {}


def _drawn(
    card: ModelCard,
    raws: Raws,
    parts: Sequence[Part],
    moved: Floats,
    one: Feeds,
    maps: Mapping[str, NDArray[Any]],
    kinds: Mapping[str, float],
) -> list[dict[str, Any]]:
    """``kind``, ``html``, and of pictures what lies below and above (``layers``). ``maps``: other maps of a picture."""
    made: list[dict[str, Any]] = []
    if len(kinds) > 1:
        made.append({"kind": "kinds", "html": drawings.bars(list(kinds), np.array([*kinds.values()]))})
    for kind in dict.fromkeys(p.kind for p in parts):
        mine = [i for i, p in enumerate(parts) if p.kind == kind]
        if kind == "images":
            shape = tuple(len({parts[i].at[axis] for i in mine}) for axis in range(one["image"].ndim - 2))
            all_maps = {**maps, "images": moved[mine].reshape(shape)}
            layers = {name: drawings.layers(one["image"][0], amounts) for name, amounts in all_maps.items()}
            made += [{"kind": name, "html": drawings.picture(two), "layers": two.as_json()}
                     for name, two in layers.items()]  # fmt: skip
            continue
        html = _of_kind(card, kind, raws, [parts[i] for i in mine], moved[mine], one)
        made += [{"kind": kind, "html": html}] if html else []
    return made


def _of_kind(card: ModelCard, kind: str, raws: Raws, parts: Sequence[Part], amounts: Floats, one: Feeds) -> str:
    raw = raws.get(kind)  # type: ignore[call-overload]
    places = np.array([int(part.at[0]) for part in parts])
    match kind, raw:
        case "smiles", Texts() if "smiles" not in one:
            return drawings.molecule(raw.texts[0], amounts)
        case "smiles", Texts():
            words = words_of(new_tokenizer("smiles"), canonical(raw.texts[0]))
            return drawings.tokens(words, _spread(places, amounts, len(words)))
        case "text", Texts():
            words = words_of(new_tokenizer("text"), raw.texts[0])
            by_word = {part.name: float(amount) for part, amount in zip(parts, amounts, strict=True)}
            each = [by_word.get(w, 0.0) for w in words] if "terms" in one else _spread(places, amounts, len(words))
            return drawings.tokens(words, np.asarray(each, dtype=np.float64))
        case "dna", Texts():
            return drawings.bases(raw.texts[0][: len(amounts)], amounts)
        case "sequences", Courses():
            return _course(raw, parts, amounts)
        case "table", _:
            named = [f"{f.name} {part.name} {f.unit}".strip() for part in parts if (f := card.fields[int(part.at[0])])]
            return drawings.bars(named, amounts)
    return drawings.bars([part.name for part in parts], amounts)


def _course(raw: Courses, parts: Sequence[Part], amounts: Floats) -> str:
    """Each variable's own bar, and the course with its moments coloured. A moment has a beginning and an end."""
    variables = {int(p.at[0]): float(a) for p, a in zip(parts, amounts, strict=True) if len(p.at) == 1}
    moments = [(p.at[1], p.at[2], float(a)) for p, a in zip(parts, amounts, strict=True) if len(p.at) > 1]
    bars = drawings.bars([raw.names[i] for i in variables], np.array([*variables.values()]), most=12)
    order = sorted(variables, key=lambda i: -abs(variables[i]))
    return drawings.course(
        [raw.names[i] for i in order], raw.times[0], raw.values[0][:, order], moments, raw.unit, below=bars
    )


def _spread(places: NDArray[np.int64], amounts: Floats, count: int) -> Floats:
    """(count,) amounts at their places, 0 elsewhere."""
    found = np.zeros(count)
    found[places] = amounts
    return found
