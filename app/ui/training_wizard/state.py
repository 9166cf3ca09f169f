"""What the training wizard has been told so far, and what still stands in the way. No Qt."""

from __future__ import annotations

import json
from dataclasses import dataclass, field, replace
from typing import Any

from app.domain.figures import number
from app.domain.plain import from_plain, to_plain
from app.domain.problem import Problem
from app.domain.training import Measured, NetworkDescription, Parameter, RecipeDescription, TrainRequest
from app.domain.words import NOTHING, Phrase, say
from app.features.columns import is_patient_column
from app.services.training import ColumnSummary, Learned, TableSummary

# headings under which hospitals keep the patient; offered as the group column
# settings that decide whether the data can answer: asked before the checks, not with the network
# more different numbers than this are measured, not codes of classes
MANY_VALUES = 12
# kinds that come from a table, and those that come from other files
TABLE_KINDS = ("table", "text", "smiles")
SOURCE_KINDS = ("text", "smiles", "images", "dna", "dosages", "expression")
OF_THE_QUESTION = ("rare_classes", "evaluate", "positive", "answer")


@dataclass(frozen=True, slots=True)
class WizardState:
    """Every page's answer in one value. ``checked`` is the request the problems were found for. ``sources``: what is
    read beside or instead of the table, by kind; ``text``: the column that holds the report, molecule or bases.
    """

    recipes: tuple[RecipeDescription, ...] = ()
    recipe: str = ""
    table: TableSummary | None = None
    target: str = ""
    group: str = ""
    drop: frozenset[str] = frozenset()
    problems: tuple[Problem, ...] = ()
    checked: TrainRequest | None = None
    read_warnings: bool = False
    network: str = ""
    parameters: dict[str, Any] = field(default_factory=dict)
    sources: tuple[tuple[str, str], ...] = ()
    text: str = ""
    seed: int = 0
    name: str = ""
    intended_use: str = ""
    curve: tuple[Measured, ...] = ()
    result: Learned | None = None
    trained: TrainRequest | None = None
    # what was trained and lies sealed until it is collected
    waiting: str = ""

    def at_rest(self) -> str:
        """How it is kept in the vault while that is locked: what was learned stays in its sealed pack."""
        waiting = self.result.pack if self.result else self.waiting
        return json.dumps(to_plain(replace(self, result=None, waiting=waiting)), ensure_ascii=False)

    # --- answers -------------------------------------------------------------------------------------------------

    def with_recipes(self, recipes: tuple[RecipeDescription, ...]) -> WizardState:
        return replace(self, recipes=recipes).with_recipe(recipes[0].name if recipes else "")

    def with_recipe(self, recipe: str) -> WizardState:
        """Another question: what was chosen for the one before, data and all, is chosen anew where it reads others."""
        before, chosen = self.source(), replace(self, recipe=recipe, network="", parameters={})
        if chosen.source() != before:
            chosen = replace(chosen, table=None, sources=(), text="", target="", checked=None, problems=(), result=None)
        return chosen.with_suggestion()

    def with_suggestion(self) -> WizardState:
        """The first network that reads what there is."""
        fitting = self.networks()
        return self.with_network(fitting[0].name) if fitting else self

    def with_source(self, table: TableSummary, sources: tuple[tuple[str, str], ...]) -> WizardState:
        """Files other than a table, with what their labels say."""
        chosen = replace(self.with_table(table), sources=sources)
        return chosen.with_target(table.target).with_suggestion() if table.target else chosen.with_suggestion()

    def with_text(self, column: str) -> WizardState:
        return replace(self, text=column, drop=self.drop - {column}, checked=None)

    def with_table(self, table: TableSummary) -> WizardState:
        """A new table: the patient column is guessed from its name, what no recipe reads is left out."""
        named = [
            c.name for c in table.columns if c.kind in ("identifier", "text", "number") and is_patient_column(c.name)
        ]
        group = named[0] if named else ""
        unread = ("identifier", "constant", "text")
        drop = frozenset(c.name for c in table.columns if c.kind in unread and c.name != group)
        return replace(
            self, table=table, target="", group=group, drop=drop, checked=None, problems=(), result=None, waiting=""
        )

    def with_target(self, target: str) -> WizardState:
        group = "" if self.group == target else self.group
        parameters = {name: value for name, value in self.parameters.items() if name != "positive"}
        chosen = replace(self, target=target, group=group, drop=self.drop - {target}, parameters=parameters)
        return chosen if chosen.described_network() else chosen.with_suggestion()

    def with_positive(self, name: str) -> WizardState:
        """The class looked for; empty leaves it to the recipe."""
        others = {key: value for key, value in self.parameters.items() if key != "positive"}
        return replace(self, parameters=others | ({"positive": name} if name else {}))

    def with_group(self, group: str) -> WizardState:
        return replace(self, group=group, drop=self.drop - {group})

    def toggled(self, column: str) -> WizardState:
        """Leave a column out, or take it back in. The target and the patient column are never inputs."""
        return self if column in (self.target, self.group) else replace(self, drop=self.drop ^ {column})

    def with_network(self, network: str) -> WizardState:
        """Another network starts from its own defaults; what belongs to the question stays."""
        chosen = replace(self, network=network)
        described = chosen.described_network()
        defaults = {p.name: p.default for p in described.parameters} if described else {}
        # the class looked for is a value of the table, so no network describes it
        kept = {n: v for n, v in self.parameters.items() if n in OF_THE_QUESTION and n in (*defaults, "positive")}
        return replace(chosen, parameters=defaults | kept)

    def with_parameter(self, name: str, value: Any) -> WizardState:
        return replace(self, parameters={**self.parameters, name: value})

    def with_problems(self, problems: tuple[Problem, ...]) -> WizardState:
        return replace(self, problems=problems, checked=self.question(), read_warnings=False)

    def measured(self, event: Measured) -> WizardState:
        return replace(self, curve=(*self.curve, event))

    # --- what follows from them ----------------------------------------------------------------------------------

    def described_recipe(self) -> RecipeDescription | None:
        return next((r for r in self.recipes if r.name == self.recipe), None)

    def described_network(self) -> NetworkDescription | None:
        return next((n for n in self.networks() if n.name == self.network), None)

    def networks(self) -> tuple[NetworkDescription, ...]:
        """The recipe's networks that read what there is and answer what is asked, each name once."""
        recipe = self.described_recipe()
        if recipe is None:
            return ()
        kinds = {"table", *(self.table.kinds if self.table else ()), *self._text_kinds()}
        others = kinds - {"table"}
        fitting = [n for n in recipe.networks if set(n.reads) <= kinds and self._answers() in (*n.answers, "")]
        beside = [n for n in fitting if others & set(n.reads)] if others else fitting
        found = beside or fitting or list(recipe.networks)
        return tuple({n.name: n for n in reversed(found)}[name] for name in dict.fromkeys(n.name for n in found))

    def source(self) -> str:
        """What the recipe reads: table, or a column of it (text, smiles), or other files."""
        recipe = self.described_recipe()
        reads = recipe.reads if recipe else ("table",)
        return next((kind for kind in reads if kind in SOURCE_KINDS), reads[0] if reads else "table")

    def reads_columns(self) -> bool:
        """False where pictures, reports or molecules are read, and the table only says who and what they are."""
        return self.source() == "table"

    def can_be_read(self, column: str) -> bool:
        """Whether a person chooses if the model reads this column."""
        return self.reads_columns() and column not in (self.target, self.group)

    def _text_kinds(self) -> tuple[str, ...]:
        return (self.source(),) if self.text and self.source() in ("text", "smiles", "dna") else ()

    def _answers(self) -> str:
        """The kind of answer the target's column asks for: classes or values; "" where none is asked for."""
        columns = self.table.columns if self.table else ()
        target = next((c for c in columns if c.name == self.target), None)
        if target is None:
            return ""
        return "values" if target.kind in ("number", "identifier") and target.distinct > MANY_VALUES else "classes"

    def inputs(self) -> tuple[ColumnSummary, ...]:
        """The columns the model will read."""
        if self.table is None:
            return ()
        return tuple(c for c in self.table.columns if c.name not in self.drop | {self.target, self.group})

    def two_classes(self) -> tuple[str, ...]:
        """The values of the answer's column where there are exactly two, as the table writes them."""
        columns = self.table.columns if self.table else ()
        target = next((c for c in columns if c.name == self.target), None)
        return target.examples if target and target.distinct == len(target.examples) == 2 else ()

    def question(self) -> TrainRequest:
        """What is asked of the data, before a network is chosen."""
        path = str(self.table.path) if self.table else ""
        settings = {name: self.parameters[name] for name in OF_THE_QUESTION if name in self.parameters}
        left_out = tuple(sorted(self.drop - {self.text}))
        return TrainRequest(
            self.recipe, "" if self.sources else path, self.target, self.group, left_out, parameters=settings,
            sources=dict(self.sources), text=self.text if self.source() in ("text", "dna") else "",
            smiles=self.text if self.source() == "smiles" else "",
        )  # fmt: skip

    def question_parameters(self) -> tuple[Parameter, ...]:
        """The settings that are asked for with the checks."""
        described = self.described_network()
        return tuple(p for p in described.parameters if p.name in OF_THE_QUESTION) if described else ()

    def request(self) -> TrainRequest:
        return replace(
            self.question(),
            network=self.network,
            seed=self.seed,
            name=self.name.strip(),
            intended_use=self.intended_use.strip(),
            parameters=dict(self.parameters),
        )

    def refusals(self) -> tuple[Problem, ...]:
        return tuple(p for p in self.problems if p.severity == "refusal")

    def warnings(self) -> tuple[Problem, ...]:
        return tuple(p for p in self.problems if p.severity == "warning")

    def notes(self) -> tuple[Problem, ...]:
        return tuple(p for p in self.problems if p.severity == "note")

    # --- what still stands in the way of leaving a page -----------------------------------------------------------

    def question_trouble(self) -> Phrase:
        return NOTHING if self.described_recipe() else say("Choose what to train.")

    def data_trouble(self) -> Phrase:
        if self.table is None:
            return say("Choose a table.") if self.source() in TABLE_KINDS else say("Choose the data.")
        asks = self.described_recipe()
        if not self.target and not (asks and set(asks.answers) <= {"masks", "itself"}):
            return say("Choose the column that holds the answer.")
        if self.source() in ("text", "smiles") and not self.text:
            return say("Choose the column that holds the report or the molecule.")
        if self.source() == "table" and not self.inputs():
            return say("Every column is left out: the model needs at least one to read.")
        return NOTHING

    def checks_trouble(self) -> Phrase:
        if self.checked is None or self.checked != self.question():
            return say("The table is being checked.")
        if self.refusals():
            return say("Training cannot begin until what is marked red is put right: go back to the data.")
        if self.warnings() and not self.read_warnings:
            return say("Confirm that you have read the warnings.")
        return NOTHING

    def model_trouble(self) -> Phrase:
        described = self.described_network()
        if described is None:
            return say("Choose a network.")
        for parameter in described.parameters:
            trouble = parameter_trouble(parameter, self.parameters.get(parameter.name, parameter.default))
            if trouble.text:
                return trouble
        if not self.name.strip():
            return say("Give the model a name.")
        if not self.intended_use.strip():
            return say("Say what the model is meant for: whoever meets it on the shelf reads this first.")
        return NOTHING

    def train_trouble(self) -> Phrase:
        """``trained`` is the request the result answers: after a change of mind it has to be trained again."""
        if self.result is None:
            return say("Train the model first.")
        return NOTHING if self.trained == self.request() else say("What you asked for has changed: train again.")


def from_rest(kept: str) -> WizardState:
    """The state as a lock kept it; an empty one where another version of the program kept it."""
    try:
        return from_plain(WizardState, json.loads(kept))
    except (ValueError, TypeError, KeyError):
        return WizardState()


def parameter_trouble(parameter: Parameter, value: Any) -> Phrase:
    """What is wrong with a setting, or nothing."""
    label = parameter.label
    match parameter.kind:
        case "integer" | "number" if isinstance(value, int | float):
            low, high = parameter.low, parameter.high
            if low is not None and value < low:
                return say("{label} must be at least {low}.", label=label, low=number(low))
            if high is not None and value > high:
                return say("{label} must be at most {high}.", label=label, high=number(high))
            return NOTHING
        case "choice" if value not in parameter.choices:
            return say("{label} must be one of: {choices}.", label=label, choices=", ".join(parameter.choices))
        case _:
            return NOTHING


def limits_words(parameter: Parameter) -> Phrase:
    """What may be entered, as the hint beside a field."""
    low, high = parameter.low, parameter.high
    whole = parameter.kind == "integer"
    if parameter.kind not in ("integer", "number"):
        return NOTHING
    if low is not None and high is not None:
        text = (
            say("whole number, {low} to {high}", low=number(low), high=number(high))
            if whole
            else say("number, {low} to {high}", low=number(low), high=number(high))
        )
        return text
    if low is not None:
        return say("at least {low}", low=number(low))
    return say("at most {high}", high=number(high)) if high is not None else NOTHING


def kind_words(kind: str) -> Phrase:
    return {
        "number": say("number"),
        "category": say("category"),
        "text": say("text"),
        "identifier": say("identifier"),
        "constant": say("always the same"),
    }.get(kind, Phrase("{kind}", (("kind", kind),)))


def range_text(column: ColumnSummary) -> str:
    if column.low is None or column.high is None:
        return ""
    return f"{number(column.low)} \N{EN DASH} {number(column.high)}"


@dataclass(frozen=True, slots=True)
class Curve:
    """One figure after every epoch."""

    name: str
    epochs: tuple[int, ...]
    values: tuple[float, ...]

    @property
    def is_loss(self) -> bool:
        return self.name.endswith("loss")


# the worker measures held-out parts under this name, one "epoch" for each part
HELD_OUT = "held-out patients"


def curves_of(curve: tuple[Measured, ...]) -> tuple[Curve, ...]:
    """Live curves of the model that is trained, in the order its figures came."""
    found: dict[str, list[tuple[int, float]]] = {}
    for event in curve:
        if event.network != HELD_OUT:
            for name, value in event.values.items():
                found.setdefault(name, []).append((event.epoch, value))
    return tuple(Curve(name, *map(tuple, zip(*points, strict=True))) for name, points in found.items())


def held_out_of(curve: tuple[Measured, ...]) -> Phrase:
    """How the parts that were held out so far came out, as one line."""
    found = [e.values["fold_auc"] for e in curve if e.network == HELD_OUT and "fold_auc" in e.values]
    if not found:
        return NOTHING
    said = "  ".join(number(value, 3) for value in found)
    return say("Area under the ROC curve in each held-out part so far: {values}", values=said)


def figure_words(name: str) -> Phrase:
    """What a live figure is; an unknown one shows as the worker calls it."""
    return {
        "train_loss": say("Loss, training"),
        "validation_loss": say("Loss, validation"),
        "validation_auc": say("AUC, validation"),
        "validation_accuracy": say("Accuracy, validation"),
        "train_accuracy": say("Accuracy, training"),
    }.get(name, Phrase("{name}", (("name", name),)))
