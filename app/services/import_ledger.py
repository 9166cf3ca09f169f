"""What an import came to: every file accounted for, in the vault's ledger and for who asked."""

from __future__ import annotations

import time
from collections import Counter
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from app.domain.identifiers import new_id
from app.domain.patient import Principal
from app.domain.problem import Problem


@dataclass(frozen=True, slots=True)
class ImportResult:
    """files = stored + duplicate + len(kept_aside) + len(refused). ``notes`` are problems inside stored files.

    ``patients``, ``studies`` and ``series`` count those that what was stored belongs to; ``records`` counts newly
    stored facts by kind ("Observation": 12). ``id`` finds the ledger again. ``finished`` is False where the import
    was stopped; then run it again.
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


def as_json(result: ImportResult) -> dict[str, Any]:
    """The command line's form of a result (README, "import")."""
    return {
        "files": result.files,
        "stored": result.stored,
        "duplicate": result.duplicate,
        "kept_aside": [p.as_json() for p in result.kept_aside],
        "refused": [p.as_json() for p in result.refused],
        "patients": result.patients,
        "studies": result.studies,
        "series": result.series,
        "instances": result.instances,
        "records": dict(result.records),
        "seconds": round(result.seconds, 2),
        "notes": [p.as_json() for p in result.notes],
        "id": result.id,
        "finished": result.finished,
    }


@dataclass(slots=True)
class Counts:
    """What a run has come to so far."""

    stored: int = 0
    duplicate: int = 0
    kept_aside: list[Problem] = field(default_factory=list)
    refused: list[Problem] = field(default_factory=list)
    notes: list[Problem] = field(default_factory=list)
    patients: set[str] = field(default_factory=set)
    studies: set[str] = field(default_factory=set)
    series: set[str] = field(default_factory=set)
    instances: int = 0
    records: Counter[str] = field(default_factory=Counter)
    _told: set[str] = field(default_factory=set)

    def settle(self, problem: Problem) -> None:
        """Count a file that was not stored."""
        (self.refused if problem.severity == "refusal" else self.kept_aside).append(problem)

    def note(self, notes: tuple[Problem, ...], once: bool) -> None:
        """Keep notes; ``once``: what is said of every image of a series is kept of the first."""
        for one in notes:
            if not once or str(one.what) not in self._told:
                self.notes.append(one)
            self._told.add(str(one.what))

    def problems(self) -> int:
        return len(self.kept_aside) + len(self.refused) + len(self.notes)


@dataclass(slots=True)
class Ledger:
    """One import's id and beginning, and its counts; ``result`` says what it has come to."""

    first: ImportResult
    counts: Counts = field(default_factory=Counts)
    _began: float = field(default_factory=time.monotonic)

    @staticmethod
    def begun(principal: Principal, paths: tuple[Path, ...]) -> Ledger:
        return Ledger(
            ImportResult(
                new_id(), datetime.now(UTC), principal.user, tuple(str(p) for p in paths),
                0, 0, 0, (), (), (), 0, 0, 0, 0, {}, 0.0, finished=False,
            )
        )  # fmt: skip

    @property
    def id(self) -> str:
        return self.first.id

    def result(self, finished: bool = False) -> ImportResult:
        c = self.counts
        return replace(
            self.first,
            files=c.stored + c.duplicate + len(c.kept_aside) + len(c.refused),
            stored=c.stored,
            duplicate=c.duplicate,
            kept_aside=tuple(c.kept_aside),
            refused=tuple(c.refused),
            notes=tuple(c.notes),
            patients=len(c.patients),
            studies=len(c.studies),
            series=len(c.series),
            instances=c.instances,
            records=dict(c.records),
            seconds=time.monotonic() - self._began,
            finished=finished,
        )
