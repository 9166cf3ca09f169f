"""Run the learning worker on a sealed pack and read its events."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from app.domain.patient import Principal
from app.domain.problem import Problem
from app.domain.training import Event, RecipeDescription, TrainRequest
from app.domain.work import Report
from app.services.model_shelf import ModelShelf, ShelvedModel
from app.store.database import Store


@dataclass(frozen=True, slots=True)
class ColumnSummary:
    """One column of a table as the wizard shows it. ``kind``: number, category, text, identifier or constant."""

    name: str
    kind: str
    missing: int
    distinct: int
    low: float | None
    high: float | None
    examples: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class TableSummary:
    """A table before training: rows, columns, the file's encoding, and what is suspicious about it."""

    path: Path
    rows: int
    columns: tuple[ColumnSummary, ...]
    encoding: str


@dataclass(frozen=True, slots=True)
class TrainingResult:
    """What came out: the package's path, the worker's figures (see ``aegle train --json``), and the shelf entry."""

    package: Path
    figures: dict[str, Any]
    shelved: ShelvedModel | None


class Training:
    def __init__(self, store: Store, shelf: ModelShelf, scratch: Path) -> None:
        self._store = store
        self._shelf = shelf
        self._scratch = scratch

    def is_available(self) -> bool:
        """True where torch is installed beside the program; checked without importing it."""
        raise NotImplementedError

    def recipes(self) -> tuple[RecipeDescription, ...]:
        """What can be trained, asked of ``python -m ml describe``. Raises WorkstationError without the train extra."""
        raise NotImplementedError

    def look(self, principal: Principal, table: Path) -> TableSummary:
        """Read a table's columns. Raises WorkstationError for an unreadable table or encoding, naming it."""
        raise NotImplementedError

    def check(self, principal: Principal, request: TrainRequest) -> tuple[Problem, ...]:
        """What speaks against training: too few, one class, leakage suspects. ``refusal`` severity stops it."""
        raise NotImplementedError

    def train(
        self,
        principal: Principal,
        request: TrainRequest,
        package: Path,
        listen: Callable[[Event], None],
        report: Report,
    ) -> TrainingResult:
        """Train in a process of its own and write the package. Cancel stops it tidily.

        Raises WorkstationError with the worker's own words when it fails.
        """
        raise NotImplementedError

    def train_and_register(
        self, principal: Principal, request: TrainRequest, listen: Callable[[Event], None], report: Report
    ) -> TrainingResult:
        """Train and put the model on the shelf; no file stays outside the vault."""
        raise NotImplementedError
