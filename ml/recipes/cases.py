"""A recipe's material as cases: the table read as a cohort, the other kinds beside it, what is alike kept together."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import numpy as np

from app.domain.errors import WorkstationError
from app.domain.training import TrainRequest
from app.domain.words import say
from app.features.alike import same
from app.features.cohort_table import CohortTable, Question, question_of, read_cohort
from app.features.raw import Kind, Pictures, Raw, Rows, Texts, chosen
from app.features.suspects import Suspect, across_split, alike
from app.features.values import key_of
from ml.networks.network import Cases, Target, TargetKind
from ml.recipes.recipe import Material, Recipe


def read_cases(recipe: Recipe, material: Material, request: TrainRequest) -> tuple[CohortTable, Cases]:
    """Raises WorkstationError where nothing can be learned."""
    # where pictures or courses are mapped, the table only says whose they are
    is_beside = bool(material.raws) and recipe.answers == ("itself",)
    reads = tuple(kind for kind in recipe.reads if not (is_beside and kind == "table"))
    return with_drawn(request, *cases_of(material, question_of(request, reads, recipe.answers)))


def with_drawn(request: TrainRequest, cohort: CohortTable, cases: Cases) -> tuple[CohortTable, Cases]:
    """Says where a table was too long to be read whole."""
    if not request.drawn:
        return cohort, cases
    read, every = request.drawn
    words = say(
        "The table has {every} rows; {read} of them, drawn at random, were read: from so many, more change little.",
        every=every, read=read,
    )  # fmt: skip
    return replace(cohort, notes=(words, *cohort.notes)), cases


def cases_of(material: Material, question: Question) -> tuple[CohortTable, Cases]:
    cohort = read_cohort(material.table, question)
    cohort = _readable(cohort, chosen(material.raws, cohort.rows))
    raws = chosen(material.raws, cohort.rows)
    for kind, raw in raws.items():
        if kind != "masks":
            cohort = _kept_together(cohort, kind, raw)
    cohort = _told_across(cohort)
    kind_: TargetKind = cohort.kind  # type: ignore[assignment]
    names, values = cohort.classes, cohort.values
    if kind_ == "masks":
        names = _painted(raws["masks"])  # type: ignore[arg-type]
    return cohort, Cases(Target(kind_, names, values, cohort.labels), cohort.groups, cohort.columns, raws)


def _readable(cohort: CohortTable, raws: dict[Kind, Raw]) -> CohortTable:
    """Without the rows whose molecule cannot be read, or whose text or bases are empty."""
    away = np.zeros(len(cohort.rows), dtype=bool)
    notes = []
    for kind in ("smiles", "text", "dna"):
        raw = raws.get(kind)
        if not isinstance(raw, Texts) or len(raws) > 1:
            continue
        bad = np.array([not _can_be_read(kind, text) for text in raw.texts])
        away |= bad
        if kind == "smiles" and bad.any():
            words = say("{n} rows were left out: their SMILES cannot be read as a molecule.", n=int(bad.sum()))
            notes.append(words)
        elif bad.any():
            notes.append(say("{n} rows were left out: they are empty.", n=int(bad.sum())))
    if not away.any():
        return cohort
    if away.all():
        raise WorkstationError(
            say("Not one of the {n} rows can be read.", n=len(away)),
            say("Look whether the right column was named."),
        )
    return replace(cohort.only(np.flatnonzero(~away)), notes=(*cohort.notes, *notes))


def _can_be_read(kind: str, text: str) -> bool:
    if kind != "smiles":
        return bool(text.strip())
    from app.features.molecule import MOST_ATOMS, read_molecule  # late: only molecules need rdkit

    molecule = read_molecule(text)
    return molecule is not None and molecule.GetNumAtoms() <= MOST_ATOMS


def _kept_together(cohort: CohortTable, kind: Kind, raw: Raw) -> CohortTable:
    owner = same(kind, raw)
    count = int(np.count_nonzero(owner != np.arange(len(owner))))
    return cohort.joined(owner, (alike(kind, count),)) if count else cohort


def _told_across(cohort: CohortTable) -> CohortTable:
    """Says how many cases stand on both sides of the division a person gave."""
    if not cohort.divided:
        return cohort
    parts = np.array([key_of(c) for c in cohort.divided])
    found = _shared(cohort.groups, parts)
    return replace(cohort, suspects=(*cohort.suspects, *found))


def _shared(groups: Rows, parts: Sequence[str] | np.ndarray) -> tuple[Suspect, ...]:
    """Where the column says train and test: rows of a patient (or equal rows) on both sides."""
    code = np.unique(parts, return_inverse=True)[1]
    if len(np.unique(code)) > 3:
        return ()
    pairs = np.unique(np.stack([groups, code], axis=1), axis=0)
    both = np.bincount(pairs[:, 0], minlength=groups.max() + 1) > 1
    asked = np.isin(parts, list(_TEST))
    count = int(np.count_nonzero(both[groups] & ~asked))
    return (across_split(count),) if count and asked.any() else ()


_TEST = ("test", "testing", "holdout", "hold-out", "external", "测试", "测试集")


def _painted(masks: Pictures) -> tuple[str, ...]:
    """The classes painted: 0 is nothing, the others go by their numbers."""
    highest = max((int(np.max(m)) for m in masks.arrays if m.size), default=0)
    return ("nothing", *(f"structure {n}" for n in range(1, max(highest, 1) + 1)))
