"""The lists a clinician starts from: patients, studies, series."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from app.domain.patient import Patient, Principal
from app.domain.study import Instance, Series, Study
from app.services.news import News
from app.store.database import Store


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


class Worklist:
    def __init__(self, store: Store, news: News) -> None:
        self._store = store
        self._news = news

    def patients(self, principal: Principal, search: str = "", patient: str = "") -> tuple[PatientRow, ...]:
        """Patients, newest activity first. ``search`` matches name and number in any case, every word anywhere."""
        raise NotImplementedError

    def studies(self, principal: Principal, search: str = "", patient: str = "") -> tuple[StudyRow, ...]:
        """Studies, newest first. ``search`` also matches description, accession and modality; ``patient`` is an id."""
        raise NotImplementedError

    def series(self, principal: Principal, study: str = "", patient: str = "", search: str = "") -> tuple[Series, ...]:
        """Series of a study, of a patient, or of all."""
        raise NotImplementedError

    def instances(self, principal: Principal, series: str) -> tuple[Instance, ...]:
        """The instances of a series in the order they were numbered."""
        raise NotImplementedError

    def thumbnail(self, principal: Principal, series: str) -> bytes | None:
        """The PNG kept for a series at import (128 x 128 at most), or None."""
        raise NotImplementedError

    def delete_patient(self, principal: Principal, patient: str, why: str) -> None:
        """Delete a patient's rows and objects from the vault (deleted, not yet erased)."""
        raise NotImplementedError


def age_at(birth_date: date | None, day: date) -> int | None:
    """Completed years on a day; None when the birth date is not known or lies after it."""
    if birth_date is None or birth_date > day:
        return None
    return day.year - birth_date.year - ((day.month, day.day) < (birth_date.month, birth_date.day))
