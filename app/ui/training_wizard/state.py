"""What the training wizard has been told so far, and what still stands in the way. No Qt."""

from __future__ import annotations

import json
import os
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from app.domain.figures import number, seconds
from app.domain.plain import from_plain, to_plain
from app.domain.problem import Problem
from app.domain.training import Measured, NetworkDescription, Parameter, Progress, RecipeDescription, TrainRequest
from app.domain.words import NOTHING, Phrase, say
from app.features.columns import is_patient_column
from app.features.preparing import LEAVE_OUT
from app.features.suspects import Suspect
from app.services.cohorts import PATIENT
from app.services.training import ColumnSummary, Examined, Learned, TableSummary

# settings that decide whether the data can answer: asked before the checks, not with the network
OF_THE_QUESTION = ("rare_classes", "evaluate", "positive", "answer")
# more different numbers than this are measured, not codes of classes
MANY_VALUES = 12
FEWEST_LETTERS = 10  # of a reason
# suspects a person decides about; the others are dealt with and told
WEIGHED = frozenset({"target_copy", "gives_away", "missingness", "known_after", "site"})
SOURCES = ("images", "sequences", "vcf", "expression", "labels")


@dataclass(frozen=True, slots=True)
class Slot:
    """A file that is asked for. ``option`` as a request names it, "table" beside its sources."""

    option: str
    words: Phrase
    suffixes: str
    can_be_folder: bool = False
    is_needed: bool = True


@dataclass(frozen=True, slots=True)
class Way:
    """One kind of data a recipe can learn from, and the files it comes in. ``kinds``: what a network then reads."""

    name: str
    words: Phrase
    slots: tuple[Slot, ...]
    kinds: tuple[str, ...]


_TABLE = "*.csv *.tsv *.txt *.xlsx *.gz"
_OF_CASES = Slot("table", say("Table with a case in each row"), _TABLE)
_LABELS = Slot("labels", say("Table with the answers"), _TABLE)
_IMAGES = Slot("images", say("Folder of images, or .npz file"), "*.npz", can_be_folder=True)
_COURSES = Slot("sequences", say("Measurements in time: table, folder or ZIP"), "*.csv *.tsv *.txt *.zip",
                can_be_folder=True)  # fmt: skip
_VCF = Slot("vcf", say("Genotypes (VCF)"), "*.vcf *.vcf.gz")
_MATRIX = Slot("expression", say("Matrix of samples and genes"), "*.csv *.csv.gz *.tsv *.tsv.gz *.txt")

WAYS: dict[str, Way] = {
    way.name: way
    for way in (
        Way("table", say("A table with a case in each row"), (_OF_CASES,), ("table",)),
        Way("sequences", say("Measurements in time, and a table with the answers"), (_COURSES, _LABELS),
            ("table", "sequences")),
        Way("text", say("A table with a report in each row"), (_OF_CASES,), ("text",)),
        Way("smiles", say("A table with a molecule (SMILES) in each row"), (_OF_CASES,), ("smiles",)),
        Way("images", say("A folder of images for each class, or .npz"),
            (_IMAGES, replace(_LABELS, is_needed=False)), ("images",)),
        Way("masks", say("Pairs of images and masks (folders images and masks), or .npz"), (_IMAGES,),
            ("images", "masks")),
        Way("dna", say("A table with a DNA sequence in each row"), (_OF_CASES,), ("dna",)),
        Way("dna_file", say("DNA sequences in a FASTA file or folder"),
            (Slot("sequences", say("FASTA file, or a folder with a file for each class"), "*.fa *.fasta *.fna",
                  can_be_folder=True), replace(_LABELS, is_needed=False)), ("dna",)),
        Way("dosages", say("Genotypes (VCF), and a table with the answers"), (_VCF, _LABELS), ("dosages",)),
        Way("expression", say("Gene expression"), (_MATRIX, replace(_LABELS, is_needed=False)), ("expression",)),
        Way("fusion", say("Several kinds of data of the same patients"),
            (replace(_OF_CASES, words=say("Table that says who is who, with the answers")),
             *(replace(slot, is_needed=False) for slot in (_IMAGES, _COURSES, _VCF, _MATRIX))), ("table",)),
        Way("cohort", say("Patients of this vault: their records"), (), ("table",)),
        Way("cohort_images", say("Patients of this vault: their images"), (), ("images",)),
    )
}  # fmt: skip


# recipes that learn from saved cohorts too
_OF_THE_VAULT = {"case_diagnosis": "cohort", "image_diagnosis": "cohort_images"}


def ways_of(recipe: RecipeDescription | None) -> tuple[Way, ...]:
    """How data can be given to a recipe, by what it reads; the first is offered first."""
    if recipe is None:
        return (WAYS["table"],)
    if recipe.name == "fusion":
        return (WAYS["fusion"],)
    if "masks" in recipe.reads:
        return (WAYS["masks"],)
    named = [w for kind in recipe.reads for w in ((kind, "dna_file") if kind == "dna" else (kind,)) if w in WAYS]
    own = _OF_THE_VAULT.get(recipe.name, "")
    return (*(WAYS[w] for w in named), *((WAYS[own],) if own else ())) or (WAYS["table"],)


@dataclass(frozen=True, slots=True)
class WizardState:
    """Every page's answer in one value. ``way``: the kind of data; ``sources``: its files by option, the table's as
    "table"; ``text`` and ``smiles``: columns that hold the report (or the bases) and the molecule. ``examined``: what
    was found in the data, for the request ``checked``. ``keep``: suspects that stay, each with its reason;
    ``prepare``: columns read otherwise than proposed, or suspects that go. ``statements``: answers to what a reviewer
    asks, by item. ``paused``: the name of a training's pack that waits to go on.
    """

    recipes: tuple[RecipeDescription, ...] = ()
    recipe: str = ""
    way: str = ""
    table: TableSummary | None = None
    target: str = ""
    group: str = ""
    drop: frozenset[str] = frozenset()
    examined: Examined | None = None
    checked: TrainRequest | None = None
    keep: dict[str, str] = field(default_factory=dict)
    prepare: dict[str, str] = field(default_factory=dict)
    network: str = ""
    parameters: dict[str, Any] = field(default_factory=dict)
    sources: tuple[tuple[str, str], ...] = ()
    cohort: str = ""
    text: str = ""
    smiles: str = ""
    seed: int = 0
    name: str = ""
    intended_use: str = ""
    curve: tuple[Measured, ...] = ()
    result: Learned | None = None
    trained: TrainRequest | None = None
    # what was trained and lies sealed until it is collected
    waiting: str = ""
    paused: str = ""
    statements: dict[str, str] = field(default_factory=dict)

    def at_rest(self) -> str:
        """How it is kept in the vault while that is locked: what was learned stays in its sealed pack."""
        waiting = self.result.pack if self.result else self.waiting
        kept = replace(self, result=None, waiting=waiting, examined=None, checked=None)
        return json.dumps(to_plain(kept), ensure_ascii=False)

    # --- answers -------------------------------------------------------------------------------------------------

    def with_recipes(self, recipes: tuple[RecipeDescription, ...]) -> WizardState:
        return replace(self, recipes=recipes).with_recipe(recipes[0].name if recipes else "")

    def with_recipe(self, recipe: str) -> WizardState:
        """Another question: what was chosen for the one before, data and all, is chosen anew where it reads others."""
        chosen = replace(self, recipe=recipe, network="", parameters={})
        fitting = [way.name for way in chosen.ways()]
        if self.way not in fitting or self.recipe != recipe:
            chosen = chosen.with_way(fitting[0])
        return chosen.with_suggestion()

    def with_way(self, way: str) -> WizardState:
        if way == self.way:
            return self
        return replace(self, way=way, table=None, sources=(), cohort="", text="", smiles="", target="", group="",
                       checked=None, examined=None, drop=frozenset(), keep={}, prepare={}, result=None,
                       waiting="")  # fmt: skip

    def with_suggestion(self) -> WizardState:
        """The first network that reads what there is."""
        fitting = self.networks()
        return self.with_network(fitting[0].name) if fitting else self

    def with_file(self, option: str, path: str) -> WizardState:
        """Another file, or ("") none; what was read of the ones before does not count any more."""
        kept = {name: value for name, value in self.sources if name != option}
        given = {**kept, option: path} if path else kept
        return replace(self, sources=tuple(given.items()), table=None, checked=None, examined=None)

    def with_cohort(self, cohort: str) -> WizardState:
        return replace(self, cohort=cohort, table=None, checked=None, examined=None)

    def with_summary(self, table: TableSummary) -> WizardState:
        """What the chosen files hold."""
        chosen = self.with_table(table)
        target = self.target if self.target in {c.name for c in table.columns} else table.target
        return chosen.with_target(target).with_suggestion() if target else chosen.with_suggestion()

    def with_text(self, column: str) -> WizardState:
        return replace(self, text=column, drop=self.drop - {column}, checked=None).with_suggestion()

    def with_smiles(self, column: str) -> WizardState:
        return replace(self, smiles=column, drop=self.drop - {column}, checked=None).with_suggestion()

    def with_table(self, table: TableSummary) -> WizardState:
        """A new table: the patient column is guessed from its name, what no recipe reads is left out."""
        group = self._patients_in(table)
        unread = ("identifier", "constant", "text")
        drop = frozenset(c.name for c in table.columns if c.kind in unread and c.name != group) | table.answers
        headings = {c.name for c in table.columns}
        return replace(
            self, table=table, target="", group=group, drop=drop, checked=None, examined=None, result=None, waiting="",
            keep={}, prepare={}, text=self.text if self.text in headings else "",
            smiles=self.smiles if self.smiles in headings else "",
        )  # fmt: skip

    def _patients_in(self, table: TableSummary) -> str:
        """The column that names the patients, as far as its heading says so."""
        if self.way in _OF_THE_VAULT.values():
            return PATIENT
        kinds = ("identifier", "text", "number")
        return next((c.name for c in table.columns if c.kind in kinds and is_patient_column(c.name)), "")

    def with_target(self, target: str) -> WizardState:
        group = "" if self.group == target else self.group
        if self.table and self.target not in ("", target) and self.target == self._patients_in(self.table):
            group = self.target  # it was the answer on the way through the list
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

    def with_examined(self, examined: Examined) -> WizardState:
        return replace(self, examined=examined, checked=self.question())

    def keeping(self, column: str, reason: str) -> WizardState:
        """A suspect stays, with the reason as far as it is written."""
        return replace(self, keep={**self.keep, column: reason}, prepare=_without(self.prepare, column))

    def leaving_out(self, column: str) -> WizardState:
        return replace(self, keep=_without(self.keep, column), prepare={**self.prepare, column: LEAVE_OUT})

    def prepared(self, column: str, choice: str) -> WizardState:
        """Read a column in another way than proposed; "" as proposed."""
        others = _without(self.prepare, column)
        return replace(self, prepare={**others, column: choice} if choice else others)

    def measured(self, event: Measured) -> WizardState:
        return replace(self, curve=(*self.curve, event))

    # --- what follows from them ----------------------------------------------------------------------------------

    def described_recipe(self) -> RecipeDescription | None:
        return next((r for r in self.recipes if r.name == self.recipe), None)

    def described_network(self) -> NetworkDescription | None:
        return next((n for n in self.networks() if n.name == self.network), None)

    def ways(self) -> tuple[Way, ...]:
        return ways_of(self.described_recipe())

    def chosen_way(self) -> Way:
        return WAYS.get(self.way) or self.ways()[0]

    def file(self, option: str) -> str:
        return dict(self.sources).get(option, "")

    def missing_slots(self) -> tuple[Slot, ...]:
        """Files that are needed and not chosen yet."""
        return tuple(s for s in self.chosen_way().slots if s.is_needed and not self.file(s.option))

    def networks(self) -> tuple[NetworkDescription, ...]:
        """The recipe's networks that read what there is and answer what is asked, each name once."""
        recipe = self.described_recipe()
        if recipe is None:
            return ()
        kinds = {"table", *(self.table.kinds if self.table else ()), *self._text_kinds()}
        others = kinds - {"table"}
        fitting = [n for n in recipe.networks if set(n.reads) <= kinds and self._answers() in (*n.answers, "")]
        beside = [n for n in fitting if others & set(n.reads)] if others else fitting
        wanted = set(self.chosen_way().kinds)
        found = beside or fitting or [n for n in recipe.networks if wanted <= set(n.reads)] or list(recipe.networks)
        return tuple({n.name: n for n in reversed(found)}[name] for name in dict.fromkeys(n.name for n in found))

    def reads_columns(self) -> bool:
        """False where pictures, reports or molecules are read, and the table only says who and what they are."""
        return self.way in ("table", "sequences", "fusion", "cohort", "")

    def asks_text(self) -> bool:
        return self.way in ("text", "dna", "fusion")

    def asks_smiles(self) -> bool:
        return self.way in ("smiles", "fusion")

    def can_be_read(self, column: str) -> bool:
        """Whether a person chooses if the model reads this column."""
        chosen = {self.target, self.group, self.text, self.smiles}
        return self.reads_columns() and column not in chosen and column not in self._answers_only()

    def _answers_only(self) -> frozenset[str]:
        return self.table.answers if self.table else frozenset()

    def _text_kinds(self) -> tuple[str, ...]:
        text = ("dna" if self.way == "dna" else "text",) if self.text else ()
        return (*text, *(("smiles",) if self.smiles else ()))

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
        away = self.drop | {self.target, self.group, self.text, self.smiles} | self._answers_only()
        return tuple(c for c in self.table.columns if c.name not in away)

    def two_classes(self) -> tuple[str, ...]:
        """The values of the answer's column where there are exactly two, as the table writes them."""
        columns = self.table.columns if self.table else ()
        target = next((c for c in columns if c.name == self.target), None)
        return target.examples if target and target.distinct == len(target.examples) == 2 else ()

    def asks_nothing(self) -> bool:
        """True where the answer is no column: masks, or the input itself."""
        recipe = self.described_recipe()
        return recipe is not None and set(recipe.answers) <= {"masks", "itself"}

    def files(self) -> TrainRequest:
        """What is to be looked at, before a column is chosen."""
        given = dict(self.sources)
        beside = {name: path for name, path in given.items() if name in SOURCES}
        sheet = self.table.sheet if self.table else ""
        return TrainRequest(self.recipe, given.get("table", ""), "", sources=beside, sheet=sheet, cohort=self.cohort)

    def question(self) -> TrainRequest:
        """What is asked of the data, before suspects are decided about and a network is chosen."""
        settings = {name: self.parameters[name] for name in OF_THE_QUESTION if name in self.parameters}
        left_out = tuple(sorted(self.drop - {self.text, self.smiles} - self._answers_only()))
        return replace(
            self.files(), target="" if self.asks_nothing() else self.target, group=self.group, drop=left_out,
            parameters=settings, text=self.text if self.asks_text() else "",
            smiles=self.smiles if self.asks_smiles() else "",
            prepare={column: choice for column, choice in self.prepare.items() if choice != LEAVE_OUT},
        )  # fmt: skip

    def question_parameters(self) -> tuple[Parameter, ...]:
        """The settings that are asked for with the checks."""
        described = self.described_network()
        return tuple(p for p in described.parameters if p.name in OF_THE_QUESTION) if described else ()

    def request(self) -> TrainRequest:
        return replace(
            self.question(),
            keep={column: reason.strip() for column, reason in self.keep.items()},
            prepare=dict(self.prepare),
            network=self.network,
            seed=self.seed,
            name=self.name.strip(),
            intended_use=self.intended_use.strip(),
            parameters=dict(self.parameters),
        )

    def refusals(self) -> tuple[Problem, ...]:
        return tuple(p for p in self.examined.problems if p.severity == "refusal") if self.examined else ()

    def notes(self) -> tuple[Problem, ...]:
        return tuple(p for p in self.examined.problems if p.severity != "refusal") if self.examined else ()

    def suspects(self) -> tuple[Suspect, ...]:
        """Those a person decides about: columns that may give the answer away."""
        found = self.examined.suspects if self.examined else ()
        return tuple(s for s in found if s.column and s.kind in WEIGHED)

    def told(self) -> tuple[Suspect, ...]:
        """The other suspects, which were dealt with: repeated rows, codes, identifiers."""
        found = self.examined.suspects if self.examined else ()
        return tuple(s for s in found if s not in self.suspects())

    def decision(self, suspect: Suspect) -> str:
        """keep, leave_out, or "" where the person has not decided; what is certain goes unless it is kept."""
        if suspect.column in self.keep:
            return "keep"
        return LEAVE_OUT if suspect.is_certain or self.prepare.get(suspect.column) == LEAVE_OUT else ""

    # --- what still stands in the way of leaving a page -----------------------------------------------------------

    def question_trouble(self) -> Phrase:
        return NOTHING if self.described_recipe() else say("Choose what to train.")

    def data_trouble(self) -> Phrase:
        missing = self.missing_slots()
        if missing:
            is_table = missing[0].option == "table" and self.way != "fusion"
            return say("Choose a table.") if is_table else say("Choose the data: what is marked “needed”.")
        if self.way in _OF_THE_VAULT.values() and not self.cohort:
            return say("Choose a cohort, or make one.")
        if self.table is None:
            return say("The data are being read, or could not be.")
        if self.way == "fusion" and len({n for n, _ in self.sources} - {"table"}) + len(self._text_kinds()) < 1:
            return say("Choose at least one kind of data beside the table: a file, or the column with a report.")
        if self.way in ("text", "smiles", "dna") and not (self.text or self.smiles):
            return say("Choose the column that holds the report or the molecule.")
        if not self.target and not self.asks_nothing():
            return say("Choose the column that holds the answer.")
        if self.way == "table" and not self.inputs():
            return say("Every column is left out: the model needs at least one to read.")
        return NOTHING

    def checks_trouble(self) -> Phrase:
        if self.checked is None or self.checked != self.question():
            return say("The data are being checked.")
        if self.refusals():
            return say("Training cannot begin until what is marked red is put right: go back to the data.")
        for suspect in self.suspects():
            match self.decision(suspect):
                case "":
                    return say("Decide about {column}: leave it out, or keep it with a reason.", column=suspect.column)
                case "keep" if len(self.keep[suspect.column].strip()) < FEWEST_LETTERS:
                    return say("Write why {column} is kept: it goes into the card.", column=suspect.column)
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


def _without(values: dict[str, str], name: str) -> dict[str, str]:
    return {key: value for key, value in values.items() if key != name}


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


def time_left(taken_s: float, step: Progress) -> Phrase:
    """About how long a training still takes, from the parts that are done; nothing while none is."""
    if step.done < 1 or step.total <= step.done:
        return NOTHING
    return say("about {time} left", time=seconds(taken_s / step.done * (step.total - step.done)))


def hardware_of(said: Sequence[str]) -> Phrase:
    """Where the worker calculates, as it told."""
    told = next((one for one in reversed(said) if "CUDA" in one), "")
    if told:
        return Phrase("{text}", (("text", told),))
    return say("Calculated on the processor ({n} cores).", n=os.cpu_count() or 1)


def figure_words(name: str) -> Phrase:
    """What a live figure is; an unknown one shows as the worker calls it."""
    return {
        "train_loss": say("Loss, training"),
        "validation_loss": say("Loss, validation"),
        "validation_auc": say("AUC, validation"),
        "validation_accuracy": say("Accuracy, validation"),
        "train_accuracy": say("Accuracy, training"),
    }.get(name, Phrase("{name}", (("name", name),)))
