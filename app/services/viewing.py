"""Open a series as the display sets it is shown as, with their values."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from app.domain.patient import Patient, Principal
from app.domain.problem import Problem
from app.domain.study import DisplaySet, Series, Study
from app.domain.volume import Volume
from app.domain.work import Report
from app.jobs.workers import Workers
from app.services.news import News
from app.store.database import Store


@dataclass(frozen=True, slots=True)
class SeriesSummary:
    """A series with its patient and study, its display sets, and every instance accounted for.

    ``not_shown``: instances that are in no display set, each with the reason.
    """

    series: Series
    study: Study
    patient: Patient
    sets: tuple[DisplaySet, ...]
    not_shown: tuple[Problem, ...]
    header: dict[str, Any]


@dataclass(frozen=True, slots=True, eq=False)
class OpenedSet:
    """A display set with its values decoded. ``decoders`` names which decoder gave the pixels.

    ``problems``: images of the set that could not be decoded (their slice is padding), each with the reason.
    """

    summary: SeriesSummary
    shown: DisplaySet
    volume: Volume
    decoders: tuple[str, ...]
    lossy: bool
    patient_orientation: tuple[str, ...]
    problems: tuple[Problem, ...] = ()


class Viewing:
    def __init__(self, store: Store, workers: Workers, news: News) -> None:
        self._store = store
        self._workers = workers
        self._news = news

    def summary(self, principal: Principal, series: str) -> SeriesSummary:
        """The series and its display sets, from headers alone. Raises WorkstationError for an unknown UID."""
        raise NotImplementedError

    def open(self, principal: Principal, series: str, set_id: str | None, report: Report) -> OpenedSet:
        """Decode a display set (default: the largest). Frames are decoded in worker processes.

        Raises WorkstationError when nothing in the series can be shown, with the reason.
        """
        raise NotImplementedError
