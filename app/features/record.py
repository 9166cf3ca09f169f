"""A patient's record -> what a model reads: a table's values, each from the newest observation that answers it, the
newest report, a molecule, a course in time.
"""

from __future__ import annotations

import json
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

import numpy as np

from app.domain.codes import Coding, Quantity
from app.domain.cohort import HAS, OF_AGE, OF_SEX
from app.domain.figures import stamp
from app.domain.model_card import InputField, ModelInput
from app.domain.patient import Patient
from app.domain.record import Condition, Encounter, Fact, Observation, Report
from app.domain.words import NOTHING, Phrase, say
from app.features.raw import Courses, Kind, Raw, Texts
from app.features.values import Cell, key_of

_REFUSED = frozenset({"entered-in-error", "cancelled"})  # FHIR: such a value was never true
_LONG_AGO = datetime.min.replace(tzinfo=UTC)
# UCUM and other spellings of units that mean the same
_SAME_UNIT = {
    "1": "",
    "years": "a",
    "year": "a",
    "yrs": "a",
    "yr": "a",
    "y": "a",
    "岁": "a",
    "mm[hg]": "mmhg",
    "cel": "°c",
    "/min": "bpm",
    "次/分": "bpm",
}


@dataclass(frozen=True, slots=True)
class RecordRow:
    """``values``: field name -> raw value, fields without an answer left out. ``used``: the observations' ids and
    values as JSON, for the input digest. ``warnings``: what was found but could not be used.
    """

    values: dict[str, Cell]
    used: str
    warnings: tuple[Phrase, ...]


def row_from_record(fields: Sequence[InputField], facts: Sequence[Fact]) -> RecordRow:
    """Find each field by its code; a field without a code by its name among uncoded observations."""
    observations = [f for f in facts if isinstance(f, Observation) and f.status not in _REFUSED]
    observations.sort(key=lambda o: o.at or _LONG_AGO, reverse=True)
    values: dict[str, Cell] = {}
    used, warnings = [], []
    for field in fields:
        if field.name.startswith(HAS) and field.code:
            # as a cohort is read: who has no such condition in the record counts as without it
            known = [f.id for f in facts if isinstance(f, Condition) and _is_of(field, f.code)]
            values[field.name] = "yes" if known else "no"
            used.append([field.name, *known, values[field.name]])
            continue
        newest = next((o for o in observations if answers(field, o)), None)
        if newest is None:
            continue
        trouble = _trouble(field, newest)
        if trouble is not None:
            warnings.append(trouble)
            continue
        values[field.name] = _raw(newest.value)
        used.append([field.name, newest.id, values[field.name]])
    return RecordRow(values, json.dumps(used, ensure_ascii=False), tuple(warnings))


@dataclass(frozen=True, slots=True)
class RecordRaws:
    """``raws``: what is no cell of a table, one case; ``used`` as in ``RecordRow``. ``reason``: why the record does
    not hold it, or NOTHING.
    """

    raws: dict[Kind, Raw]
    used: str
    warnings: tuple[Phrase, ...] = ()
    reason: Phrase = NOTHING


def raws_from_record(inputs: Sequence[ModelInput], facts: Sequence[Fact]) -> RecordRaws:
    """The newest report, a molecule or bases that an observation names, or measurements in time, as a model reads them.

    A course begins with the newest encounter that has measurements, or with the first of them.
    """
    raws: dict[Kind, Raw] = {}
    used: list[Any] = []
    warnings: list[Phrase] = []
    for one in inputs:
        found: list[Any]
        match one.kind:
            case "text":
                report = max((f for f in facts if isinstance(f, Report) and f.text.strip() and _holds(f.status)),
                             key=lambda f: f.at or _LONG_AGO, default=None)  # fmt: skip
                if report is None:
                    return RecordRaws({}, "", reason=say("The record holds no report with a text."))
                raws["text"], found = Texts((report.text,)), [report.id, report.text]
                warnings.append(say("Read was the report of {at}: {name}.", name=str(report.code),
                                    at=stamp(report.at) if report.at else "\N{EN DASH}"))  # fmt: skip
            case "smiles" | "dna":
                column = str(one.spec.get("column") or one.kind)
                named = _written(column, facts)
                if named is None:
                    return RecordRaws({}, "", reason=say(
                        'The record holds no observation "{name}" with a text in it.', name=column))  # fmt: skip
                raws[one.kind], found = Texts((str(named.value),)), [named.id, str(named.value)]
            case "sequences":
                course, reason = _course(one.spec, facts)
                if course is None:
                    return RecordRaws({}, "", reason=reason)
                raws["sequences"] = course
                found = [course.names, course.times[0].tolist(), course.values[0].tolist()]
                warnings.append(say("The card does not say in which units the measurements are: look whether they are"
                                    " those of this record."))  # fmt: skip
            case _:
                return RecordRaws({}, "", reason=say("It reads more than a record holds: ask about a table or a file."))
        used.append([one.kind, found])
    return RecordRaws(raws, json.dumps(used, ensure_ascii=False), tuple(warnings))


def _holds(status: str) -> bool:
    return status not in _REFUSED


def _written(column: str, facts: Sequence[Fact]) -> Observation | None:
    """The newest observation of this name that is written in letters."""
    named = (f for f in facts if isinstance(f, Observation) and isinstance(f.value, str) and _holds(f.status)
             and key_of(column) in (key_of(f.code.code), key_of(f.code.display)))  # fmt: skip
    return max(named, key=lambda f: f.at or _LONG_AGO, default=None)


_SECONDS = {"s": 1.0, "min": 60.0, "h": 3600.0, "d": 86400.0}


def _course(spec: Mapping[str, Any], facts: Sequence[Fact]) -> tuple[Courses | None, Phrase]:
    names = [str(name) for name in spec["names"]]
    place = {key_of(name): at for at, name in enumerate(names)}
    unit = str(spec.get("unit", "h"))
    measured: list[tuple[datetime, int, float]] = []
    for fact in facts:
        if isinstance(fact, Observation) and isinstance(fact.value, Quantity) and fact.at and _holds(fact.status):
            at = place.get(key_of(fact.code.display), place.get(key_of(fact.code.code)))
            if at is not None:
                measured.append((fact.at, at, fact.value.value))
    known = {at for _, at, _ in measured}
    if unit not in _SECONDS or 2 * len(known) < len(names):
        absent = ", ".join([name for at, name in enumerate(names) if at not in known][:5])
        return None, say(
            "The record has {found} of the {needed} measurements in time that it reads; it needs {missing} …",
            found=len(known), needed=len(names), missing=absent,
        )  # fmt: skip
    until = float(spec["until"]) if "until" in spec else float(spec["step"]) * int(spec["count"])
    newest = max(at for at, _, _ in measured)
    began = max((f.at for f in facts if isinstance(f, Encounter) and f.at and f.at <= newest),
                default=min(at for at, _, _ in measured))  # fmt: skip
    times = {at: (at - began).total_seconds() / _SECONDS[unit] for at, _, _ in measured}
    moments = sorted({at for at in times if 0 <= times[at] <= until})
    if not moments:
        return None, say("Nothing that it reads was measured in the time that it reads.")
    row = {at: i for i, at in enumerate(moments)}
    values = np.full((len(moments), len(names)), np.nan, dtype=np.float32)
    for moment, column, value in measured:
        if moment in row:
            values[row[moment], column] = value
    return Courses(tuple(names), (np.array([times[at] for at in moments]),), (values,), unit), NOTHING


def answers(field: InputField, observation: Observation) -> bool:
    """True where an observation is what the field asks for."""
    code = observation.code
    if field.code:
        return _is_of(field, code)
    # a table that was imported keeps its headings: as code without a terminology, or as display
    return not code.system.startswith("http") and key_of(field.name) in (key_of(code.code), key_of(code.display))


def known_of(patient: Patient, now: datetime) -> tuple[Observation, ...]:
    """Age and sex, which stand in no observation, as observations of now."""
    age, sex = Coding(OF_AGE["system"], OF_AGE["code"], "Age"), Coding(OF_SEX["system"], OF_SEX["code"], "Sex")
    born, known = patient.birth_date, []
    if born is not None:
        years = now.year - born.year - ((now.month, now.day) < (born.month, born.day))
        known.append(Observation("age", patient.id, age, Quantity(float(years), OF_AGE["unit"]), now))
    if patient.sex:
        known.append(Observation("sex", patient.id, sex, patient.sex, now))
    return tuple(known)


def _is_of(field: InputField, code: Coding) -> bool:
    return (code.system, code.code) == (field.system, field.code)


def _trouble(field: InputField, observation: Observation) -> Phrase | None:
    """Why the newest value cannot be used. An older one is not taken in its place: it would be out of date."""
    value = observation.value
    if field.kind == "category":
        return None
    if not isinstance(value, Quantity):
        return None if isinstance(value, str) else say('"{name}" is given in words, not as a number.', name=field.name)
    if field.unit and plain_unit(value.unit) != plain_unit(field.unit):
        return say(
            '"{name}" is given in {found}, the model reads {expected}: it was taken as missing.',
            name=field.name,
            found=value.unit or "no unit",
            expected=field.unit,
        )
    return None


def _raw(value: Quantity | Coding | str) -> Cell:
    if isinstance(value, Quantity):
        return value.value
    return str(value)


def plain_unit(unit: str) -> str:
    """A unit in the form in which two spellings compare equal: annotations gone, case folded, micro as u."""
    plain = re.sub(r"\{[^}]*\}", "", unit).strip().casefold().replace("µ", "u").replace("μ", "u")
    return _SAME_UNIT.get(plain, plain)
