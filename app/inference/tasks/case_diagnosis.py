"""What a row of clinical values, a report or a molecule means to a model: classes, values or yes/no answers."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from app.domain.errors import WorkstationError
from app.domain.model_card import InputField, ModelCard
from app.domain.prediction import Score
from app.domain.words import Phrase, say
from app.features.feeds import feeds_of
from app.features.raw import Raws, Texts
from app.features.table import is_foreign
from app.features.values import Cell, is_missing, number_of
from app.inference.feeds import Feeds
from app.inference.tasks.task import Reading, Row, Task

_MARGIN = 0.1  # of the training range: the range in the card leaves the outermost patients out


def prepare(card: ModelCard, rows: Sequence[Row], raws: Raws) -> Feeds:
    """Raises WorkstationError where the model reads what is neither a cell of a table nor given beside it."""
    return feeds_of(card.fields, card.inputs, rows, raws_of(card, rows, raws))


def raws_of(card: ModelCard, rows: Sequence[Row], raws: Raws) -> Raws:
    """Reports, molecules and bases stand in the column they were learned from; what is in ``raws`` goes first."""
    return {**_texts_of(card, rows), **raws}


def _texts_of(card: ModelCard, rows: Sequence[Row]) -> Raws:
    named = {one.kind: str(one.spec["column"]) for one in card.inputs if one.spec.get("column")}
    return {kind: Texts(tuple(str(row.get(name) or "") for row in rows)) for kind, name in named.items()}  # type: ignore[misc]


def warn(card: ModelCard, row: Row) -> tuple[str, ...]:
    """Inputs that are missing, unreadable, or unlike what the model learned from."""
    absent = [f.name for f in card.fields if is_missing(row.get(f.name), f.missing)]
    said = [_missing(absent, len(card.fields))] if absent else []
    said += [w for f in card.fields if f.name not in absent and (w := _strange(f, row.get(f.name))) is not None]
    return tuple(str(phrase) for phrase in said)


def _missing(absent: list[str], of: int) -> Phrase:
    return say("{n} of {of} inputs are missing: {names}.", n=len(absent), of=of, names=", ".join(absent))


def _strange(field: InputField, cell: Cell) -> Phrase | None:
    if is_foreign(field, cell):
        if field.kind == "number":
            return say('"{name}" holds no number and was read as missing.', name=field.name)
        return say(
            '"{name}" holds "{value}", which was rare or never met in training.', name=field.name, value=str(cell)
        )
    if field.kind == "category" or field.low is None or field.high is None:
        return None
    value, margin = number_of(cell, field.missing), _MARGIN * (field.high - field.low)
    if field.low - margin <= value <= field.high + margin:
        return None
    return say(
        '"{name}" is {value}, outside the range of nearly all training patients ({low} to {high}).',
        name=field.name,
        value=f"{value:g}",
        low=f"{field.low:g}",
        high=f"{field.high:g}",
    )


def interpret(card: ModelCard, outputs: Feeds) -> tuple[Reading, ...]:
    """Raises WorkstationError where the output is not what the card says: a probability for each class, or values."""
    if card.answers != "classes":
        return _others(card, outputs)
    probability = outputs.get("probability")
    is_whole = probability is not None and probability.ndim == 2 and probability.shape[1] == len(card.outputs)
    if probability is None or not is_whole or not np.isfinite(probability).all():
        raise WorkstationError(
            say("The model did not answer with a probability for each of its {n} classes.", n=len(card.outputs)),
            say("Its package is damaged or was made for another kind of answer."),
        )
    return tuple(_reading(card, [float(p) for p in row]) for row in probability)


def _others(card: ModelCard, outputs: Feeds) -> tuple[Reading, ...]:
    """Values, or a probability for each of several questions; pictures and maps have no scores."""
    if card.answers not in ("values", "flags"):
        return tuple(Reading((), "", 0) for _ in next(iter(outputs.values())))
    said = outputs.get("value" if card.answers == "values" else "probability")
    if said is None or said.ndim != 2 or said.shape[1] != len(card.outputs) or not np.isfinite(said).all():
        raise WorkstationError(
            say("The model did not answer with a number for each of its {n} outputs.", n=len(card.outputs)),
            say("Its package is damaged or was made for another kind of answer."),
        )
    return tuple(_numbers(card, [float(v) for v in row]) for row in said)


def _numbers(card: ModelCard, row: list[float]) -> Reading:
    scores = tuple(Score(name, v) for name, v in zip(card.outputs, row, strict=True))
    if card.answers == "values":
        return Reading(scores, ", ".join(f"{v:.4g}" for v in row), 0)
    return Reading(scores, ", ".join(s.name for s in scores if s.value >= 0.5), 0)


def _reading(card: ModelCard, row: list[float]) -> Reading:
    scores = tuple(Score(name, p) for name, p in zip(card.outputs, row, strict=True))
    point = card.operating_point
    if point is None or len(row) != 2:
        best = int(np.argmax(row))
        return Reading(scores, card.outputs[best], best)
    positive = card.outputs.index(point.positive)
    chosen = positive if row[positive] >= point.threshold else 1 - positive
    return Reading(scores, card.outputs[chosen], positive)


def task(name: str) -> Task:
    return Task(name, prepare, warn, interpret, ("scores", "contributions"))
