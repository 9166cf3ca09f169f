"""What a model is for, expects, and was measured to do. The file form is card.json in a model package."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Literal


@dataclass(frozen=True, slots=True)
class InputField:
    """One raw clinical value a table model reads.

    ``kind`` number: given in ``unit``, NaN when missing. ``kind`` category: one of ``categories`` (code = position;
    -1 when missing or unknown). ``code`` names the LOINC/SNOMED code by which it is found in a patient's record.
    ``low`` and ``high`` are the range met in training.
    """

    name: str
    kind: Literal["number", "category"]
    unit: str = ""
    categories: tuple[str, ...] = ()
    system: str = ""
    code: str = ""
    low: float | None = None
    high: float | None = None


@dataclass(frozen=True, slots=True)
class ImageInput:
    """What an image model reads: which modalities, the values' unit, and the shape it is fed."""

    modalities: tuple[str, ...]
    unit: str
    shape: tuple[int, ...] = ()
    needs_volume: bool = False


@dataclass(frozen=True, slots=True)
class Metric:
    """A measured figure with its 95 % interval (NaN where it could not be had), on ``n`` cases of ``subgroup``."""

    name: str
    value: float
    low: float
    high: float
    n: int
    subgroup: str = "all"


@dataclass(frozen=True, slots=True)
class OperatingPoint:
    """The decision threshold on the probability of ``positive``, and the prevalence it was chosen at."""

    positive: str
    threshold: float
    prevalence: float


@dataclass(frozen=True, slots=True)
class ModelCard:
    """``task`` names the kind of answer (``case_diagnosis`` …); ``outputs`` the classes or targets in order;
    ``digest`` is SHA-256 of model.onnx; ``trained_on`` says in words and numbers what it learned from.
    """

    id: str
    name: str
    version: str
    task: str
    intended_use: str
    not_for: str
    fields: tuple[InputField, ...]
    image: ImageInput | None
    outputs: tuple[str, ...]
    operating_point: OperatingPoint | None
    metrics: tuple[Metric, ...]
    baseline: tuple[Metric, ...]
    trained_on: str
    network: str
    limits: tuple[str, ...]
    opset: int
    digest: str
    made_with: str
    made_at: str
    extra: tuple[tuple[str, Any], ...] = ()
