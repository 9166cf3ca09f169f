"""What a model is for, expects, and was measured to do. The file form is card.json in a model package."""

from __future__ import annotations

import math
from dataclasses import asdict, dataclass
from typing import Any, Literal

CARD_FORMAT = 1


@dataclass(frozen=True, slots=True)
class InputField:
    """One raw clinical value a table model reads.

    ``kind`` number: given in ``unit``, NaN when missing. ``kind`` category: one of ``categories`` (code = position;
    -1 when missing or unknown). ``code`` names the LOINC/SNOMED code by which it is found in a patient's record.
    ``low`` and ``high`` are the range met in training. ``missing`` are values that stand for "not known" in this
    column beside the usual ones (``-9``). ``reference`` is a typical value (the median, or the commonest category's
    code), against which contributions are measured. A last category ``OTHER`` gathers the rare ones.
    """

    name: str
    kind: Literal["number", "category"]
    unit: str = ""
    categories: tuple[str, ...] = ()
    system: str = ""
    code: str = ""
    low: float | None = None
    high: float | None = None
    missing: tuple[str, ...] = ()
    reference: float | None = None


OTHER = "(other)"


@dataclass(frozen=True, slots=True)
class ImageInput:
    """What an image model reads: which modalities, the values' unit, and the shape it is fed."""

    modalities: tuple[str, ...]
    unit: str
    shape: tuple[int, ...] = ()
    needs_volume: bool = False


@dataclass(frozen=True, slots=True)
class ModelInput:
    """One kind of input beside the table's ``fields``. ``kind`` as ``app.features.raw.Kind`` names it; ``spec`` is what
    ``app.features.feeds`` needs to make the graph's arrays of it, as plain JSON: size and window of an image, the
    vocabulary of a text, the variants or genes in their order, the fields of a course.
    """

    kind: str
    spec: dict[str, Any]


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
    ``digest`` is SHA-256 of model.onnx; ``trained_on`` says in words and numbers what it learned from. ``inputs`` are
    the kinds it reads beside ``fields``; ``answers`` the kind of target (classes, values, flags, masks, itself).
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
    inputs: tuple[ModelInput, ...] = ()
    answers: str = "classes"


def card_as_json(card: ModelCard) -> dict[str, Any]:
    """The card as card.json holds it. NaN is written as null, ``extra`` as an object."""
    data = {"format": CARD_FORMAT, **asdict(card), "extra": dict(card.extra)}
    cleaned: dict[str, Any] = _without_nan(data)
    return cleaned


def card_from_json(data: dict[str, Any]) -> ModelCard:
    """The card of card.json (which was checked against its schema)."""
    point, image = data["operating_point"], data["image"]
    plain = ("id", "name", "version", "task", "intended_use", "not_for", "trained_on", "network")
    return ModelCard(
        **{name: str(data[name]) for name in plain},
        fields=tuple(_field(f) for f in data["fields"]),
        image=ImageInput(tuple(image["modalities"]), image["unit"], tuple(image["shape"]), image["needs_volume"])
        if image
        else None,
        outputs=tuple(data["outputs"]),
        operating_point=OperatingPoint(**point) if point else None,
        metrics=tuple(_metric(m) for m in data["metrics"]),
        baseline=tuple(_metric(m) for m in data["baseline"]),
        limits=tuple(data["limits"]),
        opset=int(data["opset"]),
        digest=str(data["digest"]),
        made_with=str(data["made_with"]),
        made_at=str(data["made_at"]),
        extra=tuple(data["extra"].items()),
        inputs=tuple(ModelInput(i["kind"], dict(i["spec"])) for i in data.get("inputs", ())),
        answers=str(data.get("answers", "classes")),
    )


def _field(data: dict[str, Any]) -> InputField:
    lists = {"categories": tuple(data["categories"]), "missing": tuple(data["missing"])}
    return InputField(**{**data, **lists})


def _metric(data: dict[str, Any]) -> Metric:
    figures = {k: math.nan if data[k] is None else float(data[k]) for k in ("value", "low", "high")}
    return Metric(**{**data, **figures})


def _without_nan(value: Any) -> Any:
    if isinstance(value, float):
        return value if math.isfinite(value) else None
    if isinstance(value, dict):
        return {k: _without_nan(v) for k, v in value.items()}
    if isinstance(value, list | tuple):
        return [_without_nan(v) for v in value]
    return value
