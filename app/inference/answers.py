"""What comes back from the worker processes that run models."""

from __future__ import annotations

from dataclasses import dataclass

from app.domain.model_card import ModelCard
from app.domain.prediction import Contribution, Score


@dataclass(frozen=True, slots=True)
class Answer:
    """What a model says of one row."""

    scores: tuple[Score, ...]
    decision: str
    contributions: tuple[Contribution, ...]
    warnings: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Answers:
    """``seconds`` is the time of answering, the model being open."""

    rows: tuple[Answer, ...]
    device: str
    device_reason: str
    runtime: str
    seconds: float


@dataclass(frozen=True, slots=True)
class Verified:
    """A package that may be kept: its card, and how far its golden sample was from the answer given here."""

    card: ModelCard
    golden_difference: float
