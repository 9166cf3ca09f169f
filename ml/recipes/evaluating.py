"""Measure packages on other patients: external validation, what is otherwise there, and models beside one another."""

from __future__ import annotations

import time
from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import combinations
from typing import Any

import numpy as np
from numpy.typing import NDArray

from app.domain.errors import WorkstationError
from app.domain.evaluation.names import metric_words
from app.domain.model_card import ModelCard, card_from_json
from app.domain.training import TrainRequest
from app.domain.words import Phrase, say
from app.features.cohort_table import CohortTable, question_of
from app.features.feeds import feeds_of
from app.features.raw import Rows
from app.features.values import key_of
from ml.evaluation.measuring import Measuring, measuring_of
from ml.evaluation.metrics import Bootstrap, Figure, Floats, Measures
from ml.evaluation.shift import shift_of
from ml.events import Events
from ml.export.package import read_entries
from ml.export.parity import MOST_ROWS, in_batches, runtime_of
from ml.networks.network import Cases, Feeds, Fitted, of_classes
from ml.networks.unet import overlaps
from ml.recipes.cases import cases_of, with_drawn
from ml.recipes.figures import as_json, pictures
from ml.recipes.recipe import Material, Table


@dataclass(frozen=True, slots=True, eq=False)
class Asked:
    """A package asked about a cohort: ``said`` about every case, ``truth`` and how it is measured."""

    card: ModelCard
    fitted: Fitted
    cohort: CohortTable
    cases: Cases
    measuring: Measuring
    said: Floats
    truth: NDArray[Any]

    def measures(self, bootstrap: Bootstrap) -> Measures:
        return bootstrap.measure([self.said], self.measuring.metrics, self.truth, self.measuring.paired)

    def bootstrap(self) -> Bootstrap:
        return Bootstrap(self.cases.labels, self.cases.groups, seed=0)


def open_asked(material: Material, request: TrainRequest, package: bytes) -> Asked:
    """Raises WorkstationError where its classes or inputs are not the material's."""
    data, entries = read_entries(package)
    card = card_from_json(data)
    reads = ("table",) if card.fields else tuple(one.kind for one in card.inputs)
    asked = question_of(request, reads, (card.answers,))
    # classes that were too rare to be learned are left out again where the same data are asked about
    asked = asked if asked.rare_classes == "leave_out" else asked.without_limits()
    cohort, cases = with_drawn(request, *cases_of(material, asked))
    if card.answers == "classes":
        cases = Cases(of_classes(_as_card(card, cohort), card.outputs), cases.groups, cases.columns, cases.raw)
    fitted = by_card(card, entries["model.onnx"], material.table, cohort, cases)
    measuring, rows = measuring_of(cases.target), np.arange(len(cases))
    said, truth = measuring.said(fitted, cases, rows), measuring.truth(cases, rows)
    return Asked(card, fitted, cohort, cases, measuring, said, truth)


def evaluate(material: Material, request: TrainRequest, package: bytes, events: Events) -> dict[str, Any]:
    """The figures of ``aegle evaluate``: those of a training, without parts, and how the patients differ."""
    began = time.monotonic()
    events.step(0, 1, say("Asking about every case"))
    asked = open_asked(material, request, package)
    measures = asked.measures(asked.bootstrap())
    trained = {m.name: m for m in asked.card.metrics}
    said = say("Measured on {n} cases of another file, none of which it learned from, as far as is known.",
               n=len(asked.cases))  # fmt: skip
    return {
        "model": asked.card.id,
        "recipe": asked.card.task,
        "network": asked.card.network,
        "answers": asked.card.answers,
        "target": asked.cohort.target,
        "classes": list(asked.cases.target.names),
        "metrics": as_json(measures.figures()),
        "folds": [],
        "baseline": {"name": "at training", "at training": {
            n: {"value": m.value, "low": m.low, "high": m.high, "n": m.n} for n, m in trained.items()}},
        "leakage": [s.as_json() for s in asked.cohort.suspects if s.kind == "duplicate_rows"],
        "split": {"method": "external", "said": str(said), "said_words": said.as_json(), "rows": len(asked.cases),
                  "patients": asked.cohort.patients, "test": len(asked.cases)},
        "shift": shift_of(asked.card, asked.cohort, asked.cases),
        "notes": [str(n) for n in asked.cohort.notes],
        **pictures(asked.cases.target, [asked.said], asked.truth, [np.arange(len(asked.cases))]),
        "patients": asked.cohort.patients,
        "rows": len(asked.cases),
        "seed": 0,
        "seconds": round(time.monotonic() - began, 2),
    }  # fmt: skip


def compare(material: Material, request: TrainRequest, packages: Sequence[bytes], events: Events) -> dict[str, Any]:
    """Several models about the same cases, with the paired difference of every two."""
    began = time.monotonic()
    asked = []
    for number, package in enumerate(packages):
        events.step(number, len(packages), say("Asking about every case"))
        asked.append(open_asked(material, request, package))
    if len({(a.card.answers, a.cases.target.names) for a in asked}) > 1:
        raise WorkstationError(
            say("These models do not answer the same question."),
            say("Compare models with the same classes or values."),
        )
    bootstrap = asked[0].bootstrap()
    measures = [a.measures(bootstrap) for a in asked]
    first, is_error = asked[0].measuring.first, asked[0].measuring.is_error
    return {
        "models": [
            {"model": a.card.id, "name": a.card.name, "network": a.card.network, "metrics": as_json(m.figures())}
            for a, m in zip(asked, measures, strict=True)
        ],
        "differences": [
            {
                "model": asked[one].card.id,
                "less": asked[other].card.id,
                "metrics": as_json(measures[one].less(measures[other])),
                **_verdict(measures[one], measures[other], first, is_error),
            }
            for one, other in combinations(range(len(asked)), 2)
        ],
        "rows": len(asked[0].cases),
        "patients": asked[0].cohort.patients,
        "seconds": round(time.monotonic() - began, 2),
    }


def _verdict(one: Measures, other: Measures, first: str, is_error: bool) -> dict[str, Any]:
    words = _better(one.less(other)[first], str(metric_words(first)), is_error)
    return {"verdict": str(words), "verdict_words": words.as_json()}


def _better(gain: Figure, first: str, is_error: bool) -> Phrase:
    shown = {"figure": first, "gain": f"{gain.value:+.3f}", "low": f"{gain.low:+.3f}", "high": f"{gain.high:+.3f}"}
    if not (gain.low > 0 or gain.high < 0):
        return say("No difference beyond chance: {figure} {gain} ({low} to {high}).", **shown)
    if (gain.low > 0) != is_error:
        return say("The first does better: {figure} {gain} ({low} to {high}).", **shown)
    return say("The second does better: {figure} {gain} ({low} to {high}).", **shown)


def _as_card(card: ModelCard, cohort: CohortTable) -> NDArray[np.int64]:
    """(N,) the table's classes as the card numbers them."""
    known = {key_of(name): code for code, name in enumerate(card.outputs)}
    unknown = [name for name in cohort.classes if key_of(name) not in known]
    if unknown:
        raise WorkstationError(
            say("The model does not know the class {name}.", name=unknown[0]),
            say("Its classes are: {names}.", names=", ".join(card.outputs)),
        )
    return np.array([known[key_of(name)] for name in cohort.classes], dtype=np.int64)[cohort.labels]


def by_card(card: ModelCard, model: bytes, table: Table, cohort: CohortTable, cases: Cases) -> Fitted:
    """The exported model as something that can be asked about the cohort's cases."""
    absent = [f.name for f in card.fields if f.name not in table]
    if absent:
        raise WorkstationError(
            say("The table lacks columns the model reads: {names}.", names=", ".join(absent)),
            say("Add them, with their headings written as in the model's card."),
        )
    cells = [{f.name: table[f.name][i] for f in card.fields} for i in cohort.rows]
    whole = feeds_of(card.fields, card.inputs, cells, cases.raw)
    answer = runtime_of(model)

    def encode(_: Cases, rows: Rows) -> Feeds:
        return {name: values[rows] for name, values in whole.items()}

    def no_drawing(*_: Any) -> Feeds:
        raise TypeError("an exported model is asked, not drawn for")

    fitted = Fitted(
        card.fields, card.inputs, encode, lambda feeds: in_batches(answer, feeds, MOST_ROWS), no_drawing, lambda: model
    )
    if card.answers != "masks":
        return fitted
    painted = len(card.outputs)
    return replace(fitted, overlaps=lambda asked, rows: overlaps(fitted, asked, rows, painted))
