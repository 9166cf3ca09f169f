"""Train and measure any recipe: cohort, split, chosen network and plain ones on every part, export, parity, package."""

from __future__ import annotations

import time
from collections.abc import Callable, Mapping
from dataclasses import replace
from functools import partial
from typing import Any

import numpy as np

from app.domain.training import TrainRequest
from app.domain.words import say
from app.features.cohort_table import TRAINING_TABLE, CohortTable
from app.features.raw import Rows, Texts
from ml.data.divide import Part, Split, Wish, divide
from ml.evaluation import report
from ml.evaluation.measuring import Measuring, measuring_of
from ml.evaluation.metrics import Bootstrap, Measures
from ml.events import Events
from ml.export.golden import golden
from ml.export.package import write_package
from ml.export.parity import check_parity
from ml.networks.network import Cases, Fitted, Network
from ml.ranks import Ranks
from ml.recipes.card import card_of
from ml.recipes.cases import read_cases
from ml.recipes.company import NOBODY, Company
from ml.recipes.figures import figures_of, flow_of
from ml.recipes.held_out import Answers, Fit, Said, ask, ask_part, cases_of
from ml.recipes.probe import told_sites
from ml.recipes.recipe import Material, Outcome, Plain, Recipe
from ml.recipes.trained import Trained
from ml.recipes.variant import both, both_of, figures_of_variant, is_narrow, narrow
from ml.watch import Watch


def train(
    recipe: Recipe, material: Material, request: TrainRequest, events: Events, company: Company = NOBODY
) -> Outcome:
    """Learn and write the package. ``company``: the processes that do it together.

    Raises WorkstationError for what is foreseen, Cancelled when asked.
    """
    began = time.monotonic()
    plan = plan_of(recipe, material, request)
    trained = _trained(plan, request.seed, events, *answered(plan, request.seed, events, company))
    events.step(1, 1, say("Writing the model package"))
    model = trained.fitted.export()
    parity = check_parity(trained.fitted, model, plan.cases, plan.measuring.kind)
    figures = figures_of(recipe.name, trained, parity)
    figures["variant"] = figures_of_variant(trained, parity)
    figures["flow"] = flow_of(material.count, trained)
    card = card_of(trained, request, model, figures)
    figures["card"] = card.id
    figures["seconds"] = round(time.monotonic() - began, 2)
    drawn = golden(trained.fitted, request.seed)
    package = write_package(card, model, drawn, report.page(card, figures), report.evaluation(figures))
    return Outcome(package, figures)


class Plan:
    """What will be done, the same in every process that is handed the same material and request."""

    def __init__(self, recipe: Recipe, material: Material, request: TrainRequest) -> None:
        self.cohort, self.cases = read_cases(recipe, material, request)
        kind = self.cases.target.kind
        self.network = recipe.network(request.network, material.kinds, kind, request.parameters)
        self.settings = recipe.settings(self.network, request.parameters)
        self.variant = self.settings.get("variant", "")
        if self.settings["evaluate"] == TRAINING_TABLE:
            self.settings["fewest_patients"] = 1
        self.plain = recipe.baselines(material.kinds, kind)
        self.measuring = measuring_of(self.cases.target)
        self.split = _split(self.cohort, self.cases, self.settings, request)
        self.has_one_part = len(self.split.parts) == 1
        part = self.split.parts[0]
        self.learned = part.learn if self.has_one_part else np.arange(len(self.cases))
        is_held_out = self.has_one_part and self.split.method != TRAINING_TABLE
        self.seen = cases_of(self.cases, part) if is_held_out else self.cases

    def fits(self) -> dict[str, Fit]:
        """Every model that is asked, by name."""
        plain = {p.name: partial(_fit_plain, p, self.settings) for p in self.plain}
        fit = partial(_fit, self.network, self.settings)
        return {**(both(fit, self.variant) if is_narrow(self.variant) else {"chosen": fit}), **plain}

    def ask(self, number: int, seed: int, watch: Watch) -> Said:
        """Fit everything on a part and ask about its patients."""
        return ask_part(self.cases, self.split.parts[number], self.fits(), self.measuring, seed + 1 + number, watch)


def plan_of(recipe: Recipe, material: Material, request: TrainRequest) -> Plan:
    """Raises WorkstationError for what is foreseen."""
    return Plan(recipe, material, request)


def _fit(network: Network, settings: Mapping[str, Any], cases: Cases, rows: Rows, seed: int, watch: Watch) -> Fitted:
    return network.fit(cases, rows, settings, seed, watch)


def _fit_plain(plain: Plain, settings: Mapping[str, Any], cases: Cases, rows: Rows, seed: int, watch: Watch) -> Fitted:
    """A baseline has its own settings; only what belongs to the question is the chosen network's."""
    shared = {k: v for k, v in settings.items() if k in ("evaluate", "fewest_patients")}
    defaults = {p.name: p.default for p in plain.network.description.parameters}
    return plain.network.fit(cases, rows, {**defaults, **plain.settings, **shared}, seed, watch)


def _split(cohort: CohortTable, cases: Cases, settings: Mapping[str, Any], request: TrainRequest) -> Split:
    everyone = np.arange(len(cases))
    if settings["evaluate"] == TRAINING_TABLE:
        return Split(TRAINING_TABLE, (Part(0, 0, everyone, everyone[:0], everyone),))
    wish = Wish(request.split, request.folds, request.repeats)
    return divide(cases.labels, cases.groups, wish, request.seed, cohort.divided, _scaffolds(cases, request))


def _scaffolds(cases: Cases, request: TrainRequest) -> tuple[str, ...]:
    smiles = cases.raw.get("smiles")
    if request.split != "scaffold" or not isinstance(smiles, Texts):
        return ()
    from app.features.molecule import scaffold  # late: rdkit takes a second and only molecules need it

    return tuple(scaffold(text) for text in smiles.texts)


def _with_sites(cohort: CohortTable, cases: Cases, seed: int) -> CohortTable:
    """What the inputs tell of the place stands among the suspects."""
    return replace(cohort, suspects=(*cohort.suspects, *told_sites(cases, seed)))


def fit_whole(plan: Plan, seed: int, events: Events, ranks: Callable[[], Ranks]) -> Fitted:
    """The model that is kept: where one part is held out, of the others; else of all cases."""
    watch = events.watching(plan.network.name, "whole", ranks)
    fitted = plan.network.fit(plan.seen, plan.learned, plan.settings, seed, watch)
    return narrow(fitted, plan.variant, plan.seen, plan.learned) if is_narrow(plan.variant) else fitted


def answered(plan: Plan, seed: int, events: Events, company: Company) -> tuple[Fitted, Answers]:
    """The model that is kept, and what was said of patients held out."""
    split, cases = plan.split, plan.cases
    events.step(0, 1 + len(split.parts), say("Training on {n} rows", n=len(plan.learned)))
    if plan.has_one_part:
        fitted = fit_whole(plan, seed, events, company.whole)
        return fitted, _asked_once(plan, fitted, seed, events, company)

    def own(number: int) -> Said:
        return plan.ask(number, seed, events.silent(f"part {number}", company.part))

    asked = company.share(len(split.parts), own)
    fitted = fit_whole(plan, seed, events, company.whole)
    return fitted, ask(cases, split, asked, plan.measuring, events, done=1)


def _trained(plan: Plan, seed: int, events: Events, fitted: Fitted, answers: Answers) -> Trained:
    steps = 1 + len(plan.split.parts)
    events.step(steps, steps, say("Drawing intervals"))
    plain = plan.plain[0].name if plan.plain else plan.measuring.constant_name
    cohort = _with_sites(plan.cohort, plan.cases, seed)
    measures = _measured(plan.measuring, plan.cases, answers, seed)
    return Trained(
        cohort, plan.cases, plan.network, plan.settings, seed, fitted, plan.split, answers, plan.measuring, measures,
        plain,
    )  # fmt: skip


def _asked_once(plan: Plan, fitted: Fitted, seed: int, events: Events, company: Company) -> Answers:
    """Where one part is held out, the model that is measured is the one that is kept."""
    fits = {**plan.fits(), **both_of(fitted)}
    part = plan.split.parts[0]

    def asked(number: int) -> Said:
        watch = events.silent(f"part {number}", company.part)
        return ask_part(plan.seen, part, fits, plan.measuring, seed + 1 + number, watch)

    return ask(plan.cases, plan.split, lambda number: company.once(number, asked), plan.measuring, events, done=1)


def _measured(measuring: Measuring, cases: Cases, answers: Answers, seed: int) -> dict[str, Measures]:
    bootstrap = Bootstrap(cases.labels[answers.rows], cases.groups[answers.rows], seed)
    truth = measuring.truth(cases, answers.rows)
    return {
        name: bootstrap.measure(said, measuring.metrics, truth, measuring.paired, answers.asked)
        for name, said in answers.said.items()
    }
