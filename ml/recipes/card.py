"""What a trained model says of itself: its card."""

from __future__ import annotations

import hashlib
import platform
import re
from dataclasses import replace
from datetime import UTC, datetime
from typing import Any

import numpy as np
import torch

import app
from app.domain.evaluation.checklist import STATEMENTS
from app.domain.model_card import InputField, Metric, ModelCard, ModelInput, OperatingPoint
from app.domain.training import TrainRequest
from app.domain.words import say
from app.features.cohort_table import TRAINING_TABLE, CohortTable
from ml.evaluation.metrics import Measures
from ml.evaluation.shift import statistics_of
from ml.export.graph import OPSET
from ml.recipes.trained import Trained


def card_of(trained: Trained, request: TrainRequest, model: bytes, figures: dict[str, Any]) -> ModelCard:
    cohort = trained.cohort
    digest = hashlib.sha256(model).hexdigest()
    asked = cohort.target or figures["recipe"].replace("_", " ")
    name = request.name or f"{asked} ({trained.network.description.label.lower()})"
    card = ModelCard(
        id=f"{_slug(name)}-{digest[:8]}",
        name=name,
        version="1",
        task=figures["recipe"],
        intended_use=request.intended_use or "Not stated by the person who trained it. For research until it is.",
        not_for="Deciding about a patient without a clinician; patients unlike those it learned from.",
        fields=trained.fitted.fields,
        image=None,
        outputs=trained.cases.target.names or ("code",),
        operating_point=_operating_point(cohort),
        metrics=_metrics(trained.chosen),
        baseline=_metrics(trained.measures[trained.plain]),
        trained_on=_trained_on(figures),
        network=trained.network.name,
        limits=_limits(trained, figures),
        opset=OPSET,
        digest=digest,
        made_with=_made_with(),
        made_at=datetime.now(UTC).isoformat(timespec="seconds"),
        extra=(
            *((key, figures[key]) for key in _KEPT),
            ("verdict", figures["baseline"]["verdict"]),
            ("baseline", figures["baseline"]["name"]),
            ("inputs", statistics_of(cohort.columns, cohort.patients)),
        ),
        inputs=tuple(_with_column(one, request) for one in trained.fitted.inputs),
        answers=trained.measuring.kind,
    )
    return _as_told(card, request, figures)


def _as_told(card: ModelCard, request: TrainRequest, figures: dict[str, Any]) -> ModelCard:
    """With what only a person knows: where the data come from, what the model is not for, what its codes are."""
    about = request.about
    known = {name: dict(getattr(request, name)) for name in ("columns", "answers") if getattr(request, name)}
    kept = {name: about[name] for name in ("data_digest", "made_by") if name in about}
    return replace(
        card,
        id=about.get("id", card.id),
        not_for=about.get("not_for", card.not_for),
        trained_on=f"{about['source']} {figures['split']['said']}" if "source" in about else card.trained_on,
        limits=(*_of_variant(figures), *about["limits"]) if "limits" in about else card.limits,
        fields=tuple(_coded(f, about) for f in card.fields),
        outputs=tuple(request.answers.get(name, name) for name in card.outputs),
        extra=(*card.extra, *known.items(), *kept.items(), *_stated(request)),
    )


def _stated(request: TrainRequest) -> tuple[tuple[str, Any], ...]:
    said = {name: text.strip() for name, text in request.statements.items() if text.strip()}
    return ((STATEMENTS, said),) if said else ()


def _coded(field: InputField, about: dict[str, Any]) -> InputField:
    """With the unit and code it was given; ``system`` alone makes every heading its own code."""
    said = about.get("fields", {}).get(field.name)
    if said is None and "system" in about:
        said = {"system": about["system"], "code": field.name}
    return replace(field, **(said or {}))


def _with_column(one: ModelInput, request: TrainRequest) -> ModelInput:
    """Reports, molecules and bases are looked for under the heading they were learned from."""
    column = request.smiles if one.kind == "smiles" else request.text if one.kind in ("text", "dna") else ""
    return replace(one, spec={**one.spec, "column": column}) if column else one


_KEPT = (
    "target",
    "split",
    "parity",
    "variant",
    "chosen",
    "settings",
    "leakage",
    "left_out",
    "notes",
    "seed",
    "conformal",
    "subgroups",
)


def _made_with() -> str:
    torch_version = torch.__version__.split("+")[0]
    return f"Aegle {app.__version__}, torch {torch_version}, Python {platform.python_version()}"


def _slug(name: str) -> str:
    return re.sub(r"[^a-z0-9]+", "-", name.casefold()).strip("-")[:40] or "model"


def _operating_point(cohort: CohortTable) -> OperatingPoint | None:
    if cohort.kind != "classes" or len(cohort.classes) != 2:
        return None
    return OperatingPoint(cohort.classes[1], 0.5, round(float(np.mean(cohort.labels == 1)), 4))


def _metrics(measures: Measures) -> tuple[Metric, ...]:
    return tuple(Metric(name, f.value, f.low, f.high, f.n) for name, f in measures.figures().items())


def _trained_on(figures: dict[str, Any]) -> str:
    split = figures["split"]
    cases = ", ".join(f"{name}: {count}" for name, count in split["cases"].items())
    people = say("{rows} rows of {patients} patients", rows=split["rows"], patients=split["patients"])
    return f"{people}{f' ({cases})' if cases else ''}. {split['said']}"


def _limits(trained: Trained, figures: dict[str, Any]) -> tuple[str, ...]:
    said = [say("Learned and measured on one table only; not yet tested on patients of another place or time.")]
    if trained.split.method == TRAINING_TABLE:
        said = [say("A teaching example: the figures are of the training table itself.")]
    if not trained.cohort.grouped_by:
        said.append(say("No column named the patient: every row was taken as a patient of its own."))
    rarest = min(figures["split"]["cases"].values(), default=100)
    if rarest < 100:
        said.append(say("Its rarest class had only {n} cases: the intervals are wide.", n=rarest))
    if any(not s.is_certain and s.column for s in trained.cohort.suspects):
        said.append(say("It reads columns that may be known only after the answer; see the report."))
    if trained.network.name != "logistic":
        said.append(say("Its contributions are found by trying inputs out, not read from the model."))
    return (*_of_variant(figures), *(str(s) for s in said))


def _of_variant(figures: dict[str, Any]) -> tuple[str, ...]:
    """What narrower numbers cost, said first."""
    variant = figures["variant"]
    return tuple(filter(None, (variant["said"], variant["advice"]))) if variant else ()
