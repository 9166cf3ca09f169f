"""A patient's record -> the raw values a table model asks for, each from the newest observation that answers it."""

from __future__ import annotations

import json
import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime

from app.domain.codes import Coding, Quantity
from app.domain.cohort import HAS, OF_AGE, OF_SEX
from app.domain.model_card import InputField
from app.domain.patient import Patient
from app.domain.record import Condition, Fact, Observation
from app.domain.words import Phrase, say
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
