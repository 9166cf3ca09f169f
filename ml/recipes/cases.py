"""A recipe's material as cases: the table read as a cohort, the other kinds beside it."""

from __future__ import annotations

import numpy as np

from app.domain.training import TrainRequest
from app.features.cohort_table import CohortTable, Question, question_of, read_cohort
from app.features.raw import Pictures, chosen
from ml.networks.network import Cases, Target, TargetKind
from ml.recipes.recipe import Material, Recipe


def read_cases(recipe: Recipe, material: Material, request: TrainRequest) -> tuple[CohortTable, Cases]:
    """Raises WorkstationError where nothing can be learned."""
    return cases_of(material, question_of(request, recipe.reads, recipe.answers))


def cases_of(material: Material, question: Question) -> tuple[CohortTable, Cases]:
    cohort = read_cohort(material.table, question)
    raws = chosen(material.raws, cohort.rows)
    kind: TargetKind = cohort.kind  # type: ignore[assignment]
    names, values = cohort.classes, cohort.values
    if kind == "masks":
        names = _painted(raws["masks"])  # type: ignore[arg-type]
    return cohort, Cases(Target(kind, names, values, cohort.labels), cohort.groups, cohort.columns, raws)


def _painted(masks: Pictures) -> tuple[str, ...]:
    """The classes painted: 0 is nothing, the others go by their numbers."""
    highest = max((int(np.max(m)) for m in masks.arrays if m.size), default=0)
    return ("nothing", *(f"structure {n}" for n in range(1, max(highest, 1) + 1)))
