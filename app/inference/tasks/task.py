"""A kind of answer a model gives."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from app.domain.model_card import ModelCard
from app.domain.prediction import Score
from app.features.raw import Raws
from app.features.values import Cell
from app.inference.feeds import Feeds

Row = Mapping[str, Cell]


@dataclass(frozen=True, slots=True)
class Reading:
    """What one row's outputs mean. ``explained``: the position of the output the contributions speak of."""

    scores: tuple[Score, ...]
    decision: str
    explained: int


@dataclass(frozen=True, slots=True)
class Task:
    """``prepare(card, rows, raws)`` -> what the model is fed (``raws``: what is no cell of a table);
    ``warn(card, row)`` -> English sentences about the inputs; ``interpret(card, outputs)`` -> a reading for
    each row; ``shows``: what a prediction of this kind has to show.
    """

    name: str
    prepare: Callable[[ModelCard, Sequence[Row], Raws], Feeds]
    warn: Callable[[ModelCard, Row], tuple[str, ...]]
    interpret: Callable[[ModelCard, Feeds], tuple[Reading, ...]]
    shows: tuple[str, ...]
