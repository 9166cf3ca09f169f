"""Import files: each ends stored, duplicate, kept aside or refused with a reason, and the counts add up."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from typing import Any

from app.domain.patient import Principal
from app.domain.problem import Problem
from app.domain.work import Report
from app.jobs.workers import Workers
from app.services.news import News
from app.store.database import Store


@dataclass(frozen=True, slots=True)
class ImportResult:
    """files = stored + duplicate + len(kept_aside) + len(refused). ``notes`` are problems inside stored files.

    ``records`` counts newly stored facts by kind ("Observation": 12). ``id`` finds the ledger again.
    """

    id: str
    started_at: datetime
    user: str
    sources: tuple[str, ...]
    files: int
    stored: int
    duplicate: int
    kept_aside: tuple[Problem, ...]
    refused: tuple[Problem, ...]
    notes: tuple[Problem, ...]
    patients: int
    studies: int
    series: int
    instances: int
    records: dict[str, int]
    seconds: float
    finished: bool = True


@dataclass(frozen=True, slots=True)
class ColumnMapping:
    """How a CSV table of observations is read: which column is what. Empty names are columns the table lacks.

    ``patient`` holds the hospital number. Long form: ``code``, ``value``, ``unit``, ``at``. Wide form: ``values`` maps
    a column to (display, unit), one observation for each filled cell.
    """

    patient: str
    name: str = ""
    birth_date: str = ""
    sex: str = ""
    at: str = ""
    code: str = ""
    display: str = ""
    value: str = ""
    unit: str = ""
    system: str = ""
    values: dict[str, tuple[str, str]] = field(default_factory=dict)
    encoding: str = ""
    delimiter: str = ""


class Importing:
    def __init__(self, store: Store, workers: Workers, news: News) -> None:
        self._store = store
        self._workers = workers
        self._news = news

    def import_paths(
        self, principal: Principal, paths: tuple[Path, ...], mapping: ColumnMapping | None, report: Report
    ) -> ImportResult:
        """Import files and folders (ZIP members count as files). Running it again after any stop ends the same.

        Raises Cancelled with what was finished so far kept, WorkstationError when a path does not exist or the disk
        is full (what was stored stays stored).
        """
        raise NotImplementedError

    def ledgers(self, principal: Principal) -> tuple[ImportResult, ...]:
        """Every import, newest first."""
        raise NotImplementedError

    def propose_mapping(self, principal: Principal, table: Path) -> tuple[tuple[str, ...], ColumnMapping]:
        """The columns of a table and a guess at the mapping from their names."""
        raise NotImplementedError


def read_mapping(path: Path) -> ColumnMapping:
    """A mapping from a TOML file. Raises WorkstationError naming the line or key that is wrong."""
    raise NotImplementedError


def as_json(result: ImportResult) -> dict[str, Any]:
    """The command line's form of a result (README, "import")."""
    raise NotImplementedError
