"""How the patients a model is asked about differ from those it learned from, input by input."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import numpy as np

from app.domain.model_card import InputField, ModelCard
from app.domain.words import say
from app.features.cohort_table import CohortTable
from app.features.columns import Column
from app.features.values import key_of
from ml.data.cases import Cases

_FAR = 0.5  # standard deviations between the means from which a shift is named (Cohen's medium effect)
_SHARE = 0.1  # of patients outside the range, or without the value, beyond training's


def statistics_of(columns: tuple[Column, ...], people: int) -> dict[str, Any]:
    """What a card keeps of the training inputs, to be compared with; of ten people or more."""
    if people < 10:
        return {}
    return {c.name: _statistics(c) for c in columns}


def _statistics(column: Column) -> dict[str, float]:
    said = {"missing": round(float(1 - column.filled.mean()), 4)}
    if column.kind == "number" and np.count_nonzero(column.filled) >= 10:
        known = column.numbers[column.filled]
        said |= {"mean": float(f"{known.mean():.4g}"), "deviation": float(f"{known.std():.4g}")}
    return said


def shift_of(card: ModelCard, cohort: CohortTable, cases: Cases) -> list[dict[str, Any]]:
    """Inputs that are otherwise here: {column, kind, evidence}, the largest shift first; then the answers' shares."""
    columns = {c.name: c for c in cohort.columns}
    kept: Mapping[str, Any] = dict(card.extra).get("inputs", {})
    found = [s for f in card.fields if f.name in columns for s in _of_field(f, columns[f.name], kept.get(f.name, {}))]
    return sorted(found, key=lambda s: -s["size"]) + _of_classes(card, cases)


def _of_field(field: InputField, column: Column, kept: Mapping[str, float]) -> list[dict[str, Any]]:
    found = []
    missing = float(1 - column.filled.mean())
    gap = missing - kept.get("missing", 0.0)
    if kept and gap > _SHARE:
        words = say("It is missing in {now} % of cases, in training in {then} %.",
                    now=round(100 * missing), then=round(100 * kept["missing"]))  # fmt: skip
        found.append({"column": field.name, "kind": "missing", "evidence": str(words), "size": gap})
    if field.kind == "category":
        known = {key_of(c) for c in field.categories}
        new = float(np.mean([bool(k) and k not in known for k in column.keys]))
        if new > 0.01:
            words = say("{n} % of cases hold a word it never met in training.", n=round(100 * new))
            found.append({"column": field.name, "kind": "new_category", "evidence": str(words), "size": 5 * new})
    elif kept.get("deviation") and column.filled.any():
        far = abs(float(np.nanmean(column.numbers)) - kept["mean"]) / kept["deviation"]
        if far > _FAR:
            words = say(
                "Its mean is {now}, in training {then}: {far} standard deviations away.",
                now=f"{np.nanmean(column.numbers):.4g}",
                then=f"{kept['mean']:.4g}",
                far=f"{far:.1f}",
            )
            found.append({"column": field.name, "kind": "mean", "evidence": str(words), "size": far})
    return found


def _of_classes(card: ModelCard, cases: Cases) -> list[dict[str, Any]]:
    point = card.operating_point
    if point is None or card.answers != "classes" or len(card.outputs) != 2:
        return []
    share = float(np.mean(cases.labels == card.outputs.index(point.positive)))
    if abs(share - point.prevalence) < _SHARE:
        return []
    words = say("{n} % have {name} here, {then} % had in training: its probabilities need to be recalibrated.",
                n=round(100 * share), name=point.positive, then=round(100 * point.prevalence))  # fmt: skip
    return [{"column": "", "kind": "prevalence", "evidence": str(words), "size": abs(share - point.prevalence)}]
