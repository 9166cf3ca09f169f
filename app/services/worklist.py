"""The lists a clinician starts from: patients, studies, series."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from app.domain.patient import Deed, Patient, Principal
from app.domain.study import Instance, Series, Study
from app.services.news import News
from app.store import lists, patients, studies
from app.store.database import Store
from app.store.lists import Order as Order

NEWEST = Order()
PAGE = 100


@dataclass(frozen=True, slots=True)
class PatientRow:
    """A patient and how much of them is here: ``studies`` and ``facts`` are counts, ``last_at`` the newest date."""

    patient: Patient
    studies: int
    facts: int
    last_at: datetime | None


@dataclass(frozen=True, slots=True)
class StudyRow:
    """A study with its patient, the modalities in it and its counts."""

    study: Study
    patient: Patient
    modalities: tuple[str, ...]
    series: int
    instances: int


@dataclass(frozen=True, slots=True)
class StudyPage:
    """A part of the list of studies, and how many the whole list has."""

    rows: tuple[StudyRow, ...]
    total: int


@dataclass(frozen=True, slots=True)
class PatientPage:
    """A part of the list of patients, and how many the whole list has."""

    rows: tuple[PatientRow, ...]
    total: int


class Worklist:
    def __init__(self, store: Store, news: News) -> None:
        self._store = store
        self._news = news

    def patients(self, principal: Principal, search: str = "", patient: str = "") -> tuple[PatientRow, ...]:
        """Patients, newest activity first. ``search`` matches name and number in any case, every word anywhere."""
        with self._store.transaction(Deed(principal, "list patients", _ids(patient))) as tx:
            found = patients.rows(tx, search, patient)
        return tuple(map(_patient_row, found))

    def studies(self, principal: Principal, search: str = "", patient: str = "") -> tuple[StudyRow, ...]:
        """Studies, newest first. ``search`` also matches description, accession and modality; ``patient`` is an id."""
        with self._store.transaction(Deed(principal, "list studies", _ids(patient))) as tx:
            found = studies.study_rows(tx, search, patient)
        return tuple(map(study_row, found))

    def study_page(
        self, principal: Principal, search: str = "", order: Order = NEWEST, first: int = 0, count: int = PAGE
    ) -> StudyPage:
        """``count`` studies from number ``first`` on; a column of ``lists.StudyColumn`` orders them."""
        with self._store.transaction(Deed(principal, "list studies")) as tx:
            found, total = lists.study_page(tx, search, order, first, count)
        return StudyPage(tuple(map(study_row, found)), total)

    def patient_page(
        self, principal: Principal, search: str = "", order: Order = NEWEST, first: int = 0, count: int = PAGE
    ) -> PatientPage:
        """``count`` patients from number ``first`` on; a column of ``lists.PatientColumn`` orders them."""
        with self._store.transaction(Deed(principal, "list patients")) as tx:
            found, total = lists.patient_page(tx, search, order, first, count)
        return PatientPage(tuple(map(_patient_row, found)), total)

    def series(self, principal: Principal, study: str = "", patient: str = "", search: str = "") -> tuple[Series, ...]:
        """Series of a study, of a patient, or of all."""
        with self._store.transaction(Deed(principal, "list series", _ids(study, patient))) as tx:
            return studies.series_rows(tx, study, patient, search)

    def instances(self, principal: Principal, series: str) -> tuple[Instance, ...]:
        """The instances of a series in the order they were numbered."""
        with self._store.transaction(Deed(principal, "list instances", (series,))) as tx:
            return studies.instances(tx, series)

    def thumbnail(self, principal: Principal, series: str) -> bytes | None:
        """The PNG kept for a series at import (128 x 128 at most), or None."""
        with self._store.transaction(Deed(principal, "show thumbnail", (series,))) as tx:
            return studies.thumbnail(tx, series)


def study_row(counted: studies.Counted) -> StudyRow:
    return StudyRow(counted.study, counted.patient, counted.modalities, counted.series, counted.instances)


def _patient_row(counted: patients.Counted) -> PatientRow:
    return PatientRow(counted.patient, counted.studies, counted.facts, counted.last_at)


def _ids(*ids: str) -> tuple[str, ...]:
    return tuple(one for one in ids if one)


def age_at(birth_date: date | None, day: date) -> int | None:
    """Completed years on a day; None when the birth date is not known or lies after it."""
    if birth_date is None or birth_date > day:
        return None
    return day.year - birth_date.year - ((day.month, day.day) < (birth_date.month, birth_date.day))
