"""What the program and the learning worker say to each other, as JSON lines."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any


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
    done: int
    total: int
    note: str = ""


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
    what: str
    hint: str = ""


Event = Progress | Measured | Finished | Failed
EVENTS: tuple[type, ...] = (Progress, Measured, Finished, Failed)
