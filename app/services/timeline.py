"""A patient's record as it ran in time."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from app.domain.codes import Coding
from app.domain.patient import Patient, Principal
from app.domain.record import Fact
from app.services.news import News
from app.services.worklist import StudyRow
from app.store.database import Store


@dataclass(frozen=True, slots=True)
class NumericSeries:
    """One kind of observation in one unit, in time. ``points``: (when, value), oldest first."""

    code: Coding
    unit: str
    points: tuple[tuple[datetime, float], ...]
    reference_range: tuple[float | None, float | None]


@dataclass(frozen=True, slots=True)
class PatientRecord:
    """Everything known of a patient: facts newest first (undated last), and the studies."""

    patient: Patient
    facts: tuple[Fact, ...]
    studies: tuple[StudyRow, ...]


class Timeline:
    def __init__(self, store: Store, news: News) -> None:
        self._store = store
        self._news = news

    def open(self, principal: Principal, patient: str) -> PatientRecord:
        """The record of a patient (id, or hospital number where it is unique).

        Raises WorkstationError when there is no such patient.
        """
        raise NotImplementedError

    def numeric_series(self, principal: Principal, patient: str) -> tuple[NumericSeries, ...]:
        """Every numeric observation that can be plotted, by code and unit, the longest first."""
        raise NotImplementedError
