"""What the record room shows: which facts, in which order, under which headings. No Qt."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import TypeVar

from app.domain.codes import Coding, Quantity
from app.domain.figures import day, interval, moment, number, plain_unit, system_name, value_text
from app.domain.record import Condition, Encounter, Fact, Medication, Observation, Procedure, Report
from app.domain.words import Phrase, say
from app.services.timeline import NumericSeries, PatientRecord
from app.services.worklist import StudyRow

Course = TypeVar("Course", Condition, Medication)

# order of the chips; the name is also the key of the icon and the colour
KINDS: tuple[tuple[str, Phrase], ...] = (
    ("encounter", say("Encounters")),
    ("condition", say("Conditions")),
    ("observation", say("Observations")),
    ("medication", say("Medications")),
    ("procedure", say("Procedures")),
    ("report", say("Reports")),
    ("imaging", say("Imaging")),
)
KIND_WORDS: dict[str, Phrase] = {
    "encounter": say("Encounter"),
    "condition": say("Condition"),
    "observation": say("Observation"),
    "medication": say("Medication"),
    "procedure": say("Procedure"),
    "report": say("Report"),
    "imaging": say("Imaging study"),
}
_KIND_OF: dict[type, str] = {
    Encounter: "encounter",
    Condition: "condition",
    Observation: "observation",
    Medication: "medication",
    Procedure: "procedure",
    Report: "report",
    StudyRow: "imaging",
}
# FHIR R4 condition-clinical and medicationrequest-status values that mean "no longer"
_OVER = frozenset(
    ("inactive", "remission", "resolved", "stopped", "completed", "cancelled", "entered-in-error", "on-hold", "ended")
)


@dataclass(frozen=True, slots=True)
class Entry:
    """One line of the timeline. ``needle`` is what the text filter looks in."""

    key: str
    kind: str
    at: datetime | None
    title: str
    detail: str
    flag: str
    fact: Fact | StudyRow
    needle: str


@dataclass(frozen=True, slots=True)
class Heading:
    """A year with the number of entries under it; ``year`` None stands above the entries without a date."""

    year: int | None
    count: int


@dataclass(frozen=True, slots=True)
class Line:
    """An entry in its place; the first of a day carries the date, the others leave it out."""

    entry: Entry
    shows_day: bool


Row = Heading | Line


@dataclass(frozen=True, slots=True)
class RecordState:
    """A record and how much of it is looked at. ``kinds`` empty means all."""

    record: PatientRecord
    entries: tuple[Entry, ...]
    kinds: frozenset[str] = frozenset()
    text: str = ""

    def toggled(self, kind: str) -> RecordState:
        return replace(self, kinds=self.kinds ^ {kind})

    def with_every_kind(self) -> RecordState:
        return replace(self, kinds=frozenset())

    def searched(self, text: str) -> RecordState:
        return replace(self, text=text)

    def counts(self) -> dict[str, int]:
        """How many entries of each kind the text filter leaves."""
        counted = Counter(entry.kind for entry in self.entries if _matches(entry, self.text))
        return {kind: counted.get(kind, 0) for kind, _ in KINDS}

    def shown(self) -> tuple[Entry, ...]:
        return tuple(e for e in self.entries if (not self.kinds or e.kind in self.kinds) and _matches(e, self.text))

    def rows(self) -> tuple[Row, ...]:
        """Years as headings, newest first, what has no date last."""
        shown = self.shown()
        per_year = Counter(entry.at.year if entry.at else None for entry in shown)
        rows: list[Row] = []
        year: int | None = -1
        today: date | None = None
        for entry in shown:
            its_year = entry.at.year if entry.at else None
            if its_year != year:
                rows.append(Heading(its_year, per_year[its_year]))
                year, today = its_year, None
            its_day = entry.at.date() if entry.at else None
            rows.append(Line(entry, shows_day=its_day is not None and its_day != today))
            today = its_day
        return tuple(rows)


def open_record(record: PatientRecord) -> RecordState:
    """The state a freshly opened record starts in."""
    entries = [entry_of(fact) for fact in record.facts] + [entry_of(row) for row in record.studies]
    entries.sort(key=lambda e: (e.at is not None, e.at.timestamp() if e.at else 0.0), reverse=True)
    return RecordState(record, tuple(entries))


def entry_of(fact: Fact | StudyRow) -> Entry:
    """How a fact reads as one line."""
    kind = _KIND_OF[type(fact)]
    flag = ""
    if isinstance(fact, StudyRow):
        at, key = fact.study.started_at, fact.study.uid
        title = fact.study.description or " ".join(fact.modalities)
        detail = " · ".join(part for part in ("/".join(fact.modalities), fact.study.accession) if part)
        code = ""
    else:
        at, key, title, detail = fact.at, fact.id, str(fact.code), _detail(fact)
        code = f"{fact.code.code} {system_name(fact.code.system)}"
        flag = flag_of(fact) if isinstance(fact, Observation) else ""
    return Entry(f"{kind}:{key}", kind, at, title, detail, flag, fact, f"{title} {detail} {code} {day(at)}".casefold())


def _detail(fact: Fact) -> str:
    match fact:
        case Observation():
            return value_text(fact.value)
        case Medication():
            return " · ".join(part for part in (fact.dosage, fact.status) if part)
        case Encounter():
            return " · ".join(part for part in (fact.reason, fact.status) if part)
        case Report():
            return " ".join(fact.text.split())[:160]
        case _:
            return fact.status


def flag_of(observation: Observation) -> str:
    """``high`` or ``low`` against the observation's own reference range, or empty."""
    if not isinstance(observation.value, Quantity):
        return ""
    low, high = observation.reference_range
    if high is not None and observation.value.value > high:
        return "high"
    if low is not None and observation.value.value < low:
        return "low"
    return ""


def _matches(entry: Entry, text: str) -> bool:
    return all(word in entry.needle for word in text.casefold().split()) if text else True


# --- the selected entry -------------------------------------------------------------------------------------------


def fields_of(entry: Entry, record: PatientRecord) -> tuple[tuple[Phrase, str], ...]:
    """Every field of the fact that is filled, label and value; codes with their system as the source gave them."""
    fact = entry.fact
    if isinstance(fact, StudyRow):
        return _filled(
            (say("Started"), moment(fact.study.started_at)),
            (say("Modalities"), ", ".join(fact.modalities)),
            (say("Accession number"), fact.study.accession),
            (say("Series"), str(fact.series)),
            (say("Instances"), str(fact.instances)),
            (say("Study UID"), fact.study.uid),
        )
    code = ((say("Code"), fact.code.code), (say("Code system"), system_name(fact.code.system)))
    visit = (say("Encounter"), _encounter_text(fact, record))
    identity = (say("Record id"), fact.id)
    status = (say("Status"), fact.status)
    if isinstance(fact, Observation):
        unit = fact.value.unit if isinstance(fact.value, Quantity) else ""
        value_code = (say("Value code"), _coded(fact.value)) if isinstance(fact.value, Coding) else (say("Unit"), unit)
        reference = (say("Reference range"), interval(*fact.reference_range, unit))
        value = (say("Value"), value_text(fact.value))
        at = (say("Measured at"), moment(fact.at))
        return _filled(value, value_code, reference, at, status, *code, visit, identity)
    if isinstance(fact, Report):
        return _filled((say("Written at"), moment(fact.at)), status, *code, visit, identity)
    began = (say("From"), moment(fact.at))
    ended = (say("Until"), moment(fact.ended_at))
    if isinstance(fact, Medication):
        return _filled((say("Dosage"), fact.dosage), began, ended, status, *code, visit, identity)
    if isinstance(fact, Encounter):
        return _filled((say("Reason"), fact.reason), began, ended, status, *code, identity)
    return _filled(began, ended, status, *code, visit, identity)


def _filled(*fields: tuple[Phrase, str]) -> tuple[tuple[Phrase, str], ...]:
    return tuple((label, value) for label, value in fields if value)


def _coded(coding: Coding) -> str:
    return " · ".join(part for part in (coding.code, system_name(coding.system)) if part)


def _encounter_text(fact: Fact, record: PatientRecord) -> str:
    if isinstance(fact, Encounter) or not fact.encounter:
        return ""
    found = next((f for f in record.facts if isinstance(f, Encounter) and f.id == fact.encounter), None)
    return f"{found.code} ({day(found.at)})" if found else fact.encounter


# --- the header ---------------------------------------------------------------------------------------------------


def active_conditions(record: PatientRecord) -> tuple[Condition, ...]:
    """Conditions nothing says are over, newest first, one of each code."""
    return _one_each([f for f in record.facts if isinstance(f, Condition) and _lasts(f)])


def current_medications(record: PatientRecord) -> tuple[Medication, ...]:
    """Medications nothing says were stopped, newest first, one of each code."""
    return _one_each([f for f in record.facts if isinstance(f, Medication) and _lasts(f)])


def _lasts(fact: Condition | Medication) -> bool:
    return fact.ended_at is None and fact.status.lower() not in _OVER


def _one_each(facts: list[Course]) -> tuple[Course, ...]:
    first: dict[tuple[str, str], Course] = {}
    for fact in facts:
        first.setdefault((fact.code.system, fact.code.code or fact.code.display), fact)
    return tuple(first.values())


# --- the plots ----------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class SeriesChoice:
    """A line of the list of plots: ``arrow`` compares the last value with the one before."""

    series: NumericSeries
    name: str
    unit: str
    count: int
    last: str
    arrow: str
    flag: str


def choices(series: tuple[NumericSeries, ...], text: str = "") -> tuple[SeriesChoice, ...]:
    """The numeric series whose name, unit or code holds every word of ``text``."""
    words = text.casefold().split()
    made = (_choice(one) for one in series if one.points)
    return tuple(c for c in made if all(w in f"{c.name} {c.unit} {c.series.code.code}".casefold() for w in words))


def _choice(series: NumericSeries) -> SeriesChoice:
    values = [value for _, value in series.points]
    low, high = series.reference_range
    flag = "high" if high is not None and values[-1] > high else "low" if low is not None and values[-1] < low else ""
    unit = plain_unit(series.unit)
    return SeriesChoice(series, str(series.code), unit, len(values), number(values[-1]), arrow(values), flag)


def arrow(values: list[float]) -> str:
    """Up, down or level from the last value but one to the last; nothing with a single value."""
    if len(values) < 2:
        return ""
    step = values[-1] - values[-2]
    return "\N{UPWARDS ARROW}" if step > 0 else "\N{DOWNWARDS ARROW}" if step < 0 else "\N{RIGHTWARDS ARROW}"


def nearest_point(series: NumericSeries, at_s: float, value: float, span_s: float, span: float) -> int:
    """Index of the point closest to a place in the plot, distances measured in shares of what is visible."""
    return min(
        range(len(series.points)),
        key=lambda i: (
            ((series.points[i][0].timestamp() - at_s) / (span_s or 1.0)) ** 2
            + ((series.points[i][1] - value) / (span or 1.0)) ** 2
        ),
    )
