"""A patient's record as it ran in time."""

from __future__ import annotations

import math
from collections import defaultdict
from dataclasses import dataclass
from datetime import datetime

from app.domain.codes import Coding, Quantity
from app.domain.errors import WorkstationError
from app.domain.patient import Deed, Patient, Principal
from app.domain.record import Fact, Observation
from app.domain.words import say
from app.services.news import News
from app.services.worklist import StudyRow, study_row
from app.store import patients, records, studies
from app.store.database import Store, Transaction


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

        Raises WorkstationError when there is no such patient, or several with that number.
        """
        with self._store.transaction(Deed(principal, "open record")) as tx:
            found = _found(tx, patient)
            tx.about(found.id)
            facts = records.facts(tx, found.id)
            rows = studies.study_rows(tx, patient=found.id)
        return PatientRecord(found, facts, tuple(map(study_row, rows)))

    def numeric_series(self, principal: Principal, patient: str) -> tuple[NumericSeries, ...]:
        """Every numeric observation that can be plotted, by code and unit, the longest first."""
        with self._store.transaction(Deed(principal, "plot observations")) as tx:
            found = _found(tx, patient)
            tx.about(found.id)
            facts = records.facts(tx, found.id)
        by_kind: dict[tuple[str, str, str], list[Observation]] = defaultdict(list)
        for fact in facts:
            if isinstance(fact, Observation) and isinstance(fact.value, Quantity) and fact.at is not None:
                name = fact.code.code or fact.code.display
                by_kind[fact.code.system, name, fact.value.unit].append(fact)
        series = [one for one in map(_series, by_kind.values()) if one.points]
        return tuple(sorted(series, key=lambda one: (-len(one.points), str(one.code))))


def _found(tx: Transaction, patient: str) -> Patient:
    """By id, or by hospital number where it is unique."""
    by_id = patients.get(tx, patient)
    if by_id is not None:
        return by_id
    with_number = patients.with_mrn(tx, patient) if patient else ()
    if len(with_number) > 1:
        raise WorkstationError(
            say("{n} patients have the number {mrn}.", n=len(with_number), mrn=patient),
            say("Choose one of them in the worklist, or give the patient's id."),
        )
    if not with_number:
        raise WorkstationError(
            say("There is no patient {patient} in this vault.", patient=patient),
            say("Look for the patient in the worklist."),
        )
    return with_number[0]


def _series(observations: list[Observation]) -> NumericSeries:
    """From observations of one code and unit, newest first: the newest names the code and the range."""
    points = [
        (one.at, one.value.value)
        for one in reversed(observations)
        if one.at is not None and isinstance(one.value, Quantity) and math.isfinite(one.value.value)
    ]
    ranges = [one.reference_range for one in observations if one.reference_range != (None, None)]
    unit = next(one.value.unit for one in observations if isinstance(one.value, Quantity))
    return NumericSeries(observations[0].code, unit, tuple(points), ranges[0] if ranges else (None, None))
