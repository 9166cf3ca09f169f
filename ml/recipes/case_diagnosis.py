"""Which of a few classes does a patient belong to, by a row of a table?"""

from __future__ import annotations

import time
from typing import Any

import numpy as np
from numpy.typing import NDArray

from app.domain.errors import WorkstationError
from app.domain.model_card import card_from_json
from app.domain.training import Parameter, TrainRequest
from app.domain.words import say
from app.features.cohort_table import TRAINING_TABLE, CohortTable, Question, question_of, read_cohort
from app.features.table import table_arrays
from app.features.values import key_of
from ml.evaluation import report
from ml.evaluation.metrics import Bootstrap, Floats
from ml.events import Events
from ml.export.golden import golden
from ml.export.linear import export_logistic
from ml.export.package import read_entries, write_package
from ml.export.parity import MOST_ROWS, check_parity, in_batches, runtime_of
from ml.export.traced import export_traced
from ml.networks.logistic import LOGISTIC, fit_plain
from ml.networks.mlp import MLP
from ml.networks.network import Cases, Fitted, Network
from ml.recipes.card import card_of
from ml.recipes.figures import as_json, figures_of
from ml.recipes.held_out import Answers, Split, ask, divide, learned_from
from ml.recipes.recipe import Offer, Outcome, Recipe, Table
from ml.recipes.trained import Trained


def train(recipe: Recipe, table: Table, request: TrainRequest, events: Events) -> Outcome:
    """Learn from a table and write the package. Raises WorkstationError for what is foreseen, Cancelled when asked."""
    began = time.monotonic()
    offer = recipe.offer(request.network)
    settings = recipe.settings(offer.network, request.parameters)
    cohort = read_cohort(table, question_of(request))
    if settings["evaluate"] == TRAINING_TABLE:
        settings["fewest_patients"] = 1
    cases = Cases(cohort.columns, cohort.labels, cohort.groups, len(cohort.classes))
    trained = _trained(cohort, cases, offer.network, settings, request.seed, events)
    events.step(1, 1, say("Writing the model package"))
    model = offer.export(trained.fitted)
    parity = check_parity(trained.fitted, model, trained.fitted.encode(cohort.columns))
    figures = figures_of(recipe.name, trained, parity)
    card = card_of(trained, request, model, figures)
    figures["card"] = card.id
    package = write_package(card, model, golden(trained.fitted, request.seed), report.page(card, figures))
    figures["seconds"] = round(time.monotonic() - began, 2)
    return Outcome(package, figures)


def _trained(
    cohort: CohortTable, cases: Cases, network: Network, settings: dict[str, Any], seed: int, events: Events
) -> Trained:
    everyone = np.arange(len(cases.labels))
    is_teaching = settings["evaluate"] == TRAINING_TABLE
    split = Split(TRAINING_TABLE, (), 1) if is_teaching else divide(cases, seed)
    is_one_part = split.method == "held_out"
    rows = learned_from(cases, split.parts[0][1]) if is_one_part else everyone
    steps = 1 + len(split.parts)
    events.step(0, steps, say("Training on {n} rows", n=len(rows)))
    fitted = network.fit(cases, rows, settings, seed, events.watching(network.name))
    if is_teaching:
        answers = _answers_of_all(cases, fitted, fit_plain(cases, rows, settings, seed, events.silent()))
    else:
        answers = ask(
            cases,
            split,
            lambda r, s, w: fitted if is_one_part else network.fit(cases, r, settings, s, w),
            lambda r, s, w: fit_plain(cases, r, settings, s, w),
            seed,
            events,
            done=1,
        )
    events.step(steps, steps, say("Drawing intervals"))
    bootstrap = Bootstrap(cases.labels[answers.rows], cases.groups[answers.rows], seed)
    measured = [bootstrap.measure(said) for said in (answers.chosen, answers.plain, answers.majority)]
    return Trained(cohort, cases, network, settings, seed, fitted, split, answers, *measured)


def _answers_of_all(cases: Cases, fitted: Fitted, plain: Fitted) -> Answers:
    """What the models say of the very rows they learned from."""
    share = np.bincount(cases.labels, minlength=cases.classes) / len(cases.labels)
    said = [f.probability(f.encode(cases.columns)) for f in (fitted, plain)]
    everyone = np.arange(len(cases.labels))
    return Answers(everyone, [said[0]], [said[1]], [np.tile(share, (len(everyone), 1))], [])


def evaluate(table: Table, target: str, package: bytes, events: Events) -> dict[str, Any]:
    """Measure a package on another table. Raises WorkstationError where its classes are not the table's."""
    card, entries = read_entries(package)
    cohort = read_cohort(table, Question(target, minimum=1))
    classes = {key_of(name): code for code, name in enumerate(card["outputs"])}
    unknown = [name for name in cohort.classes if key_of(name) not in classes]
    if unknown:
        raise WorkstationError(
            say("The model does not know the class {name}.", name=unknown[0]),
            say("Its classes are: {names}.", names=", ".join(card["outputs"])),
        )
    labels = np.array([classes[key_of(name)] for name in cohort.classes], dtype=np.int64)[cohort.labels]
    events.step(0, 1, say("Asking about {n} rows", n=len(labels)))
    probability = _answers(card, entries["model.onnx"], table, cohort.rows)
    measures = Bootstrap(labels, cohort.groups, seed=0).measure([probability])
    return {"metrics": as_json(measures.figures()), "patients": cohort.patients, "rows": len(labels)}


def _answers(card: dict[str, Any], model: bytes, table: Table, rows: NDArray[np.int64]) -> Floats:
    fields = card_from_json(card).fields
    absent = [f.name for f in fields if f.name not in table]
    if absent:
        raise WorkstationError(
            say("The table lacks columns the model reads: {names}.", names=", ".join(absent)),
            say("Add them, with their headings written as in the model's card."),
        )
    cells = [{f.name: table[f.name][i] for f in fields} for i in rows]
    return in_batches(runtime_of(model), table_arrays(fields, cells), MOST_ROWS)


CASE_DIAGNOSIS = Recipe(
    name="case_diagnosis",
    label="Diagnose a case",
    help="Learns from a table with a patient in each row which of a few classes a new patient belongs to.",
    reads="table",
    networks=(Offer(LOGISTIC, export_logistic), Offer(MLP, export_traced)),
    parameters=(
        Parameter(
            "rare_classes",
            "Classes with fewer than 10 patients",
            "choice",
            "refuse",
            choices=("refuse", "leave_out"),
            help="refuse: say so and stop; leave_out: leave their rows out and say how many.",
        ),
        Parameter(
            "evaluate",
            "Measure on",
            "choice",
            "held_out",
            choices=("held_out", TRAINING_TABLE),
            help="training_table is for teaching examples of a few rows: its figures say nothing about other patients.",
        ),
    ),
    train=train,
    evaluate=evaluate,
)
