"""What the program and the learning worker say to each other, as JSON lines."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from app.domain.words import NOTHING, Phrase

# what ``aegle train --prepare`` lays into a folder for ``torchrun``
PREPARED_PACK, PREPARED_REQUEST, PREPARED_KEY = "pack", "request.json", "key"


@dataclass(frozen=True, slots=True)
class Parameter:
    """One setting of a recipe or network, from which the form is built. ``kind``: integer, number, choice, switch."""

    name: str
    label: str
    kind: str
    default: Any
    low: float | None = None
    high: float | None = None
    choices: tuple[str, ...] = ()
    help: str = ""


@dataclass(frozen=True, slots=True)
class NetworkDescription:
    name: str
    label: str
    help: str
    parameters: tuple[Parameter, ...]
    reads: tuple[str, ...] = ("table",)
    answers: tuple[str, ...] = ("classes",)


@dataclass(frozen=True, slots=True)
class RecipeDescription:
    """What a recipe trains, what it reads, and the networks it offers (the first is the suggestion)."""

    name: str
    label: str
    help: str
    reads: tuple[str, ...]
    networks: tuple[NetworkDescription, ...]
    answers: tuple[str, ...] = ("classes",)


@dataclass(frozen=True, slots=True)
class TrainRequest:
    """What to train, as the wizard and ``aegle train`` ask for it.

    ``target``: the column with the answer; more than one, separated by line feeds, are answered together; "" where
    nothing is asked (an autoencoder) or the source itself says it (a folder for each class, masks). ``sources``: what
    is read beside or instead of the table, {kind: path} with kinds of ``features.raw`` and "labels", the table that
    belongs to them. ``text``, ``smiles``, ``time``: the table's columns that hold them. ``keep``: columns the auditor
    would drop, each with the reason it is kept. ``split``: random, scaffold, time:COLUMN, site:COLUMN, column:COLUMN;
    ``folds`` and ``repeats`` 0: the recipe's choice. ``cohort``: a frozen cohort of the vault instead of files.
    ``columns`` {heading: what it is to be called} and ``answers`` {code: what it means} put words for a table's codes.
    ``about`` is what only a person knows of a model, for its card: id, not_for, source, limits, made_by, and fields
    {name: {unit, system, code}} or the system whose codes the headings are. ``sheet``: of a workbook. ``prepare``:
    {column: how it is read} where that is not what is found (``features.preparing``). ``statements``: what the person
    answers of a reviewer's questions, {item id: text}. ``drawn``: (rows read, rows of the file) where a table was too
    long to be held; () otherwise.
    """

    recipe: str
    table: str
    target: str
    group: str = ""
    drop: tuple[str, ...] = ()
    network: str = ""
    seed: int = 0
    name: str = ""
    intended_use: str = ""
    parameters: dict[str, Any] = field(default_factory=dict)
    cohort: str = ""
    sources: dict[str, str] = field(default_factory=dict)
    orientation: str = ""
    text: str = ""
    smiles: str = ""
    time: str = ""
    keep: dict[str, str] = field(default_factory=dict)
    test: str = ""
    split: str = ""
    folds: int = 0
    repeats: int = 0
    processes: int = 1
    columns: dict[str, str] = field(default_factory=dict)
    answers: dict[str, str] = field(default_factory=dict)
    about: dict[str, Any] = field(default_factory=dict)
    sheet: str = ""
    prepare: dict[str, str] = field(default_factory=dict)
    statements: dict[str, str] = field(default_factory=dict)
    drawn: tuple[int, ...] = ()

    @property
    def targets(self) -> tuple[str, ...]:
        return tuple(name for name in self.target.split("\n") if name)


@dataclass(frozen=True, slots=True)
class Progress:
    """``note`` in English; ``words`` is the same sentence where it can be shown in another language."""

    done: int
    total: int
    note: str = ""
    words: Phrase = NOTHING


@dataclass(frozen=True, slots=True)
class Measured:
    """Figures after an epoch: {"train_loss": …, "validation_loss": …, "validation_auc": …}."""

    epoch: int
    values: dict[str, float]
    network: str = ""


@dataclass(frozen=True, slots=True)
class Finished:
    """``figures`` is what ``aegle train --json`` prints (metrics with intervals, baseline, leakage, split, seed …)."""

    figures: dict[str, Any]


@dataclass(frozen=True, slots=True)
class Failed:
    """A foreseen failure in English; ``words`` are what and hint where they can be shown in another language.
    ``can_resume``: what was reached is kept, and the training goes on once what stood in its way is gone.
    """

    what: str
    hint: str = ""
    words: tuple[Phrase, Phrase] = (NOTHING, NOTHING)
    can_resume: bool = False


Event = Progress | Measured | Finished | Failed
EVENTS: tuple[type, ...] = (Progress, Measured, Finished, Failed)


def event_as_json(event: Event) -> dict[str, Any]:
    """One line of the worker's output: {"event": kind, …fields}."""
    match event:
        case Progress():
            said: dict[str, Any] = {"done": event.done, "total": event.total, "words": _said(event.note, event.words)}
        case Measured():
            said = {"epoch": event.epoch, "values": event.values, "network": event.network}
        case Finished():
            said = {"figures": event.figures}
        case Failed():
            what, hint = event.words
            words = {"what": _said(event.what, what), "hint": _said(event.hint, hint)}
            said = {**words, "can_resume": event.can_resume}
    return {"event": type(event).__name__, **said}


def event_from_json(data: dict[str, Any]) -> Event:
    """The event of one line. Raises KeyError for a line that is none."""
    match data["event"]:
        case "Progress":
            words = Phrase.from_json(data["words"])
            return Progress(int(data["done"]), int(data["total"]), str(words), words)
        case "Measured":
            return Measured(int(data["epoch"]), dict(data["values"]), str(data["network"]))
        case "Finished":
            return Finished(dict(data["figures"]))
        case "Failed":
            what, hint = Phrase.from_json(data["what"]), Phrase.from_json(data["hint"])
            return Failed(str(what), str(hint), (what, hint), bool(data.get("can_resume", False)))
    raise KeyError(data["event"])


def _said(english: str, words: Phrase) -> dict[str, Any]:
    return (words if words.text else Phrase(english)).as_json()
