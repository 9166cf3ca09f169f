"""Measure a package on other patients: external validation."""

from __future__ import annotations

from typing import Any

import numpy as np

from app.domain.errors import WorkstationError
from app.domain.model_card import ModelCard, card_from_json
from app.domain.words import say
from app.features.cohort_table import CohortTable, Question
from app.features.feeds import feeds_of
from app.features.values import key_of
from ml.evaluation.measuring import measuring_of
from ml.evaluation.metrics import Bootstrap
from ml.events import Events
from ml.export.package import read_entries
from ml.export.parity import MOST_ROWS, in_batches, runtime_of
from ml.networks.network import Cases, Feeds, Fitted, of_classes
from ml.recipes.cases import cases_of
from ml.recipes.figures import as_json
from ml.recipes.recipe import Material, Table


def evaluate(material: Material, target: str, package: bytes, events: Events) -> dict[str, Any]:
    """Raises WorkstationError where its classes or inputs are not the table's."""
    data, entries = read_entries(package)
    card = card_from_json(data)
    reads = ("table",) if card.fields else ()
    question = Question(target, minimum=1, answers=(card.answers,), reads_columns=bool(reads))
    cohort, cases = cases_of(material, question)
    if card.answers == "classes":
        cases = Cases(of_classes(_as_card(card, cohort), card.outputs), cases.groups, cases.columns, cases.raw)
    events.step(0, 1, say("Asking about {n} rows", n=len(cases)))
    asked = asked_by_card(card, entries["model.onnx"], material.table, cohort, cases)
    measuring, rows = measuring_of(cases.target), np.arange(len(cases))
    bootstrap = Bootstrap(cases.labels, cases.groups, seed=0)
    said, truth = measuring.said(asked, cases, rows), measuring.truth(cases, rows)
    measures = bootstrap.measure([said], measuring.metrics, truth, measuring.paired)
    return {"metrics": as_json(measures.figures()), "patients": cohort.patients, "rows": len(cases)}


def _as_card(card: ModelCard, cohort: CohortTable) -> Any:
    """(N,) the table's classes as the card numbers them."""
    known = {key_of(name): code for code, name in enumerate(card.outputs)}
    unknown = [name for name in cohort.classes if key_of(name) not in known]
    if unknown:
        raise WorkstationError(
            say("The model does not know the class {name}.", name=unknown[0]),
            say("Its classes are: {names}.", names=", ".join(card.outputs)),
        )
    return np.array([known[key_of(name)] for name in cohort.classes], dtype=np.int64)[cohort.labels]


def asked_by_card(card: ModelCard, model: bytes, table: Table, cohort: CohortTable, cases: Cases) -> Fitted:
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

    def encode(_: Cases, rows: Any) -> Feeds:
        return {name: values[rows] for name, values in whole.items()}

    def no_drawing(*_: Any) -> Feeds:
        raise TypeError("an exported model is asked, not drawn for")

    return Fitted(
        card.fields, card.inputs, encode, lambda feeds: in_batches(answer, feeds, MOST_ROWS), no_drawing, lambda: model
    )
