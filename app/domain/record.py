"""The facts of a patient's record, as FHIR R4, trimmed."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from app.domain.codes import Coding, Quantity


@dataclass(frozen=True, slots=True)
class Encounter:
    id: str
    patient: str
    code: Coding
    at: datetime | None
    ended_at: datetime | None = None
    status: str = ""
    reason: str = ""


@dataclass(frozen=True, slots=True)
class Condition:
    id: str
    patient: str
    code: Coding
    at: datetime | None
    ended_at: datetime | None = None
    status: str = ""
    encounter: str = ""


@dataclass(frozen=True, slots=True)
class Observation:
    """``reference_range`` is (low, high) in the unit of the value; either may be None."""

    id: str
    patient: str
    code: Coding
    value: Quantity | Coding | str
    at: datetime | None
    reference_range: tuple[float | None, float | None] = (None, None)
    status: str = ""
    encounter: str = ""


@dataclass(frozen=True, slots=True)
class Medication:
    id: str
    patient: str
    code: Coding
    at: datetime | None
    ended_at: datetime | None = None
    status: str = ""
    dosage: str = ""
    encounter: str = ""


@dataclass(frozen=True, slots=True)
class Procedure:
    id: str
    patient: str
    code: Coding
    at: datetime | None
    ended_at: datetime | None = None
    status: str = ""
    encounter: str = ""


@dataclass(frozen=True, slots=True)
class Report:
    """A written report: pathology, radiology, a note."""

    id: str
    patient: str
    code: Coding
    at: datetime | None
    text: str = ""
    status: str = ""
    encounter: str = ""


Fact = Encounter | Condition | Observation | Medication | Procedure | Report
FACT_KINDS: tuple[type, ...] = (Encounter, Condition, Observation, Medication, Procedure, Report)
