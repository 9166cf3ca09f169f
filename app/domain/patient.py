"""The patient, and the person at the workstation."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from typing import Literal


@dataclass(frozen=True, slots=True)
class Patient:
    """``sex`` is DICOM's F, M or O, or empty. ``mrn`` is the hospital's number (PatientID, FHIR identifier type MR)."""

    id: str
    mrn: str
    name: str
    birth_date: date | None
    sex: str


class Role(StrEnum):
    """What a user is to the vault. Roles guard the program, not the key."""

    READER = "reader"
    CLINICIAN = "clinician"
    RESEARCHER = "researcher"
    ADMINISTRATOR = "administrator"


@dataclass(frozen=True, slots=True)
class Principal:
    """Who does a deed."""

    user: str
    role: Role


@dataclass(frozen=True, slots=True)
class Deed:
    """One service verb by one person, for the audit trail.

    ``verb`` is the service verb (``import``, ``open``, ``predict`` …); ``about`` are ids (patient ids, UIDs, model
    ids), never names; ``why`` is a person's reason where one is asked for.
    """

    principal: Principal
    verb: str
    about: tuple[str, ...] = ()
    why: str = ""


@dataclass(frozen=True, slots=True)
class AuditEntry:
    """A deed as it stands in the trail: ``number`` counts from 1; ``digest`` chains it to the one before."""

    number: int
    at: datetime
    user: str
    role: str
    verb: str
    about: tuple[str, ...]
    why: str
    outcome: str
    digest: str


Noun = Literal[
    "patient",
    "study",
    "series",
    "instance",
    "fact",
    "finding",
    "measurement",
    "prediction",
    "model",
    "import",
    "setting",
    "user",
    "backup",
    "deletion",
]


@dataclass(frozen=True, slots=True)
class Changes:
    """What a transaction touched: noun -> ids. Views refresh on the nouns they show.

    ``fact`` and ``instance`` come without ids (there may be thousands); the ``patient`` and ``series`` beside them
    say whose.
    """

    touched: tuple[tuple[str, tuple[str, ...]], ...] = ()

    def nouns(self) -> frozenset[str]:
        return frozenset(noun for noun, _ in self.touched)

    def ids(self, noun: str) -> tuple[str, ...]:
        return tuple(i for n, ids in self.touched if n == noun for i in ids)
