"""What the program and the learning worker say to each other, as JSON lines."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from app.domain.words import NOTHING, Phrase


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


@dataclass(frozen=True, slots=True)
class RecipeDescription:
    """What a recipe trains, what it reads, and the networks it offers (the first is the suggestion)."""

    name: str
    label: str
    help: str
    reads: str
    networks: tuple[NetworkDescription, ...]


@dataclass(frozen=True, slots=True)
class TrainRequest:
    """What to train, as the wizard and ``aegle train`` ask for it."""

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
    """A foreseen failure in English; ``words`` are what and hint where they can be shown in another language."""

    what: str
    hint: str = ""
    words: tuple[Phrase, Phrase] = (NOTHING, NOTHING)


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
            said = {"what": _said(event.what, what), "hint": _said(event.hint, hint)}
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
            return Failed(str(what), str(hint), (what, hint))
    raise KeyError(data["event"])


def _said(english: str, words: Phrase) -> dict[str, Any]:
    return (words if words.text else Phrase(english)).as_json()
