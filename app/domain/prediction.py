"""One model's answer about one series, patient or table row, with its provenance."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any, Literal


@dataclass(frozen=True, slots=True)
class Subject:
    """What a prediction is about: a series UID, a patient id, or a row of a table (``id`` = "file digest:row")."""

    kind: Literal["series", "patient", "row"]
    id: str


@dataclass(frozen=True, slots=True)
class Score:
    """``probability`` of ``name`` (0-1), or a ``value`` in ``unit`` for a model that estimates a quantity."""

    name: str
    value: float
    unit: str = ""
    is_probability: bool = True


@dataclass(frozen=True, slots=True)
class Contribution:
    """How much one input moved the answer (log-odds for classifiers), and the input's value as it was given."""

    name: str
    given: str
    amount: float


@dataclass(frozen=True, slots=True)
class Prediction:
    """``device`` is where it ran ("CPU", "CUDA: name"); ``device_reason`` says why not elsewhere; ``runtime`` is the
    ONNX Runtime version; ``input_digests`` are SHA-256 of the inputs read. ``decision`` is the class chosen at the
    card's operating point, or empty. ``warnings`` are English sentences (inputs missing, outside the training range).
    """

    id: str
    model: str
    model_name: str
    model_digest: str
    about: Subject
    patient: str
    scores: tuple[Score, ...]
    decision: str
    contributions: tuple[Contribution, ...]
    warnings: tuple[str, ...]
    regions: tuple[dict[str, Any], ...]
    input_digests: tuple[str, ...]
    made_at: datetime
    device: str
    device_reason: str
    runtime: str
    seconds: float
