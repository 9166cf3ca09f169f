"""FHIR R4 resources to the nouns of the house: the only place that knows which element means what.

Every function takes one resource (parsed JSON) and is tolerant of elements that are missing or of another version's
shape; what cannot be understood is left out and counted by the caller.
"""

from __future__ import annotations

import base64
import binascii
import math
import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime
from html import unescape
from typing import Any

from app.domain.codes import Coding, Quantity
from app.domain.identifiers import id_of
from app.domain.patient import Patient
from app.domain.record import Condition, Encounter, Fact, Medication, Observation, Procedure, Report
from app.ingest.dicom_values import aware

Json = dict[str, Any]
_SEXES = {"male": "M", "female": "F", "other": "O"}
_MAX_TEXT = 200_000


@dataclass(frozen=True, slots=True)
class Known:
    """What other resources of the same file say: ``find`` gives the resource a reference means, or None."""

    find: Callable[[str], Json | None]


def patient_of(resource: Json, key: str) -> Patient:
    """A Patient. Its id is ``key``, the reference by which the file's facts know it, until it is put in the store."""
    birth = _text(resource.get("birthDate"))
    return Patient(
        key, _number(resource), _name(resource), _day(birth), _SEXES.get(_text(resource.get("gender")).lower(), "")
    )


def facts_of(resource: Json, patient: str, encounter: str, known: Known) -> list[Fact]:
    """The facts of one resource: none where it says nothing a timeline could hold."""
    make = _KINDS.get(_text(resource.get("resourceType")))
    return make(resource, patient, encounter, known) if make is not None else []


def is_void(resource: Json) -> bool:
    """True for what its author took back (PS: FHIR "entered-in-error") or ruled out."""
    said = {_text(resource.get("status")), _code(resource.get("verificationStatus")).code}
    return bool(said & {"entered-in-error", "refuted"})


def subject_of(resource: Json) -> str:
    """The reference to the patient a resource is about, or ""."""
    for element in ("subject", "patient"):
        found = resource.get(element)
        if isinstance(found, dict) and _text(found.get("reference")):
            return _text(found["reference"])
    return ""


def encounter_of(resource: Json) -> str:
    """The reference to the encounter a resource belongs to, or "". FHIR STU3 calls it context."""
    found = resource.get("encounter") or resource.get("context")
    if isinstance(found, dict):
        inner = found.get("encounter")
        found = inner[0] if isinstance(inner, list) and inner else found
    return _text(found.get("reference")) if isinstance(found, dict) else ""


# ---- one function a resource ----------------------------------------------------------------------------------------


def _encounter(r: Json, patient: str, encounter: str, known: Known) -> list[Fact]:
    del encounter, known
    kinds = [_code(t) for t in _list(r.get("type"))]
    code = next((k for k in kinds if str(k)), _coding(r.get("class")))
    start, end = _period(r.get("period"))
    reason = "; ".join(str(_code(c)) for c in _list(r.get("reasonCode") or r.get("reason")))
    return [Encounter(key_of(r), patient, code, start, end, _text(r.get("status")), reason)]


def _condition(r: Json, patient: str, encounter: str, known: Known) -> list[Fact]:
    del known
    start, end = _timed(r, "onset"), _timed(r, "abatement")
    begun = start[0] or _moment(r.get("recordedDate") or r.get("assertedDate"))
    status = _code(r.get("clinicalStatus")).code or _text(r.get("clinicalStatus"))
    return [Condition(key_of(r), patient, _code(r.get("code")), begun, end[0] or start[1], status, encounter)]


def _observations(r: Json, patient: str, encounter: str, known: Known) -> list[Fact]:
    """One Observation for the value and one for each component (blood pressure is two numbers, not one)."""
    del known
    at = _timed(r, "effective")[0] or _moment(r.get("issued"))
    status = _text(r.get("status"))
    found: list[Fact] = []
    for part, number in ((r, 0), *((c, n) for n, c in enumerate(_list(r.get("component")), 1))):
        value = _value(part)
        if value is not None:
            key = key_of(r) if number == 0 else id_of(key_of(r), str(number))
            code = _code(part.get("code"))
            found.append(Observation(key, patient, code, value, at, _range(part), status, encounter))
    return found


def _medication(r: Json, patient: str, encounter: str, known: Known) -> list[Fact]:
    code = _code(r.get("medicationCodeableConcept"))
    reference = r.get("medicationReference")
    if not str(code) and isinstance(reference, dict):
        named = known.find(_text(reference.get("reference")))
        code = _code(named.get("code")) if named else Coding("", "", _text(reference.get("display")))
    start, end = _timed(r, "effective")
    begun = start or _moment(r.get("authoredOn") or r.get("dateAsserted"))
    return [Medication(key_of(r), patient, code, begun, end, _text(r.get("status")), _dosage(r), encounter)]


def _procedure(r: Json, patient: str, encounter: str, known: Known) -> list[Fact]:
    del known
    start, end = _timed(r, "performed")
    return [Procedure(key_of(r), patient, _code(r.get("code")), start, end, _text(r.get("status")), encounter)]


def _diagnostic_report(r: Json, patient: str, encounter: str, known: Known) -> list[Fact]:
    del known
    at = _timed(r, "effective")[0] or _moment(r.get("issued"))
    texts = [_attached(a) for a in _list(r.get("presentedForm"))]
    said = "\n\n".join(t for t in (_text(r.get("conclusion")), *texts) if t) or _narrative(r)
    return [Report(key_of(r), patient, _code(r.get("code")), at, said[:_MAX_TEXT], _text(r.get("status")), encounter)]


def _document(r: Json, patient: str, encounter: str, known: Known) -> list[Fact]:
    del known
    texts = [_attached(c.get("attachment")) for c in _list(r.get("content"))]
    said = "\n\n".join(t for t in texts if t) or _text(r.get("description"))
    at = _moment(r.get("date") or r.get("indexed") or r.get("created"))
    return [Report(key_of(r), patient, _code(r.get("type")), at, said[:_MAX_TEXT], _text(r.get("status")), encounter)]


_KINDS: dict[str, Callable[[Json, str, str, Known], list[Fact]]] = {
    "Encounter": _encounter,
    "Condition": _condition,
    "Observation": _observations,
    "MedicationRequest": _medication,
    "MedicationStatement": _medication,
    "MedicationAdministration": _medication,
    "Procedure": _procedure,
    "DiagnosticReport": _diagnostic_report,
    "DocumentReference": _document,
}
READ_KINDS = frozenset(_KINDS) | {"Patient"}


def key_of(resource: Json) -> str:
    """The id of a resource inside its file; one without an id is known by what it says."""
    said = _text(resource.get("id")) or repr(sorted(resource.items(), key=lambda pair: pair[0]))
    return id_of("fhir", _text(resource.get("resourceType")), said)


# ---- elements -------------------------------------------------------------------------------------------------------


def _text(value: Any) -> str:
    return value.strip() if isinstance(value, str) else ""


def _list(value: Any) -> list[Json]:
    """The objects of a list; a single object counts as a list of one (STU3 had single where R4 has many)."""
    return [v for v in (value if isinstance(value, list) else [value]) if isinstance(v, dict)]


def _coding(value: Any) -> Coding:
    if not isinstance(value, dict):
        return Coding("", _text(value), "")
    return Coding(_text(value.get("system")), _text(value.get("code")), _text(value.get("display")))


def _code(value: Any) -> Coding:
    """A CodeableConcept: its first coding, called by the concept's own text where it has one."""
    if not isinstance(value, dict):
        return Coding("", "", "")
    coded = next((_coding(c) for c in _list(value.get("coding"))), Coding("", "", ""))
    return Coding(coded.system, coded.code, _text(value.get("text")) or coded.display)


def _float(value: Any) -> float | None:
    if isinstance(value, bool) or not isinstance(value, int | float) or not math.isfinite(value):
        return None
    return float(value)


def _value(part: Json) -> Quantity | Coding | str | None:
    """The value[x] of an Observation or a component; None where it states none (or why there is none)."""
    quantity = part.get("valueQuantity")
    if isinstance(quantity, dict):
        number = _float(quantity.get("value"))
        unit = _text(quantity.get("unit")) or _text(quantity.get("code"))
        if number is None:
            return None
        # "<0.5" is no number: the comparator belongs to the value
        sign = _text(quantity.get("comparator"))
        return f"{sign}{number:g} {unit}".strip() if sign else Quantity(number, unit)
    if isinstance(part.get("valueCodeableConcept"), dict):
        coded = _code(part["valueCodeableConcept"])
        return coded if str(coded) else None
    for kind in ("Integer", "Boolean", "String", "DateTime", "Time"):
        plain = part.get(f"value{kind}")
        if isinstance(plain, bool):
            return "yes" if plain else "no"
        if isinstance(plain, int):
            return Quantity(float(plain), "")
        if _text(plain):
            return _text(plain)
    return _pair(part)


def _pair(part: Json) -> str | None:
    """A range or a ratio as text, with its units."""
    for kind, ends, between in (
        ("valueRange", ("low", "high"), " to "),
        ("valueRatio", ("numerator", "denominator"), ":"),
    ):
        found = part.get(kind)
        if isinstance(found, dict):
            said = [_said(found.get(end)) for end in ends]
            return between.join(s or "?" for s in said) if any(said) else None
    return None


def _said(quantity: Any) -> str:
    number = _float(quantity.get("value")) if isinstance(quantity, dict) else None
    if number is None:
        return ""
    return f"{number:g} {_text(quantity.get('unit')) or _text(quantity.get('code'))}".strip()


def _range(part: Json) -> tuple[float | None, float | None]:
    """The normal range in the unit of the value: of several, the one that says it is normal, else the first."""
    ranges = _list(part.get("referenceRange"))
    normal = [r for r in ranges if _code(r.get("type")).code in ("", "normal")]
    unit = _unit(part.get("valueQuantity"))
    for found in normal or ranges:
        low, high = found.get("low"), found.get("high")
        if all(_unit(end) in ("", unit) for end in (low, high)):
            return _end(low), _end(high)
    return None, None


def _unit(quantity: Any) -> str:
    return _text(quantity.get("unit")) or _text(quantity.get("code")) if isinstance(quantity, dict) else ""


def _end(quantity: Any) -> float | None:
    return _float(quantity.get("value")) if isinstance(quantity, dict) else None


def _timed(r: Json, element: str) -> tuple[datetime | None, datetime | None]:
    """(start, end) of an element that is a dateTime, an instant or a Period."""
    if f"{element}Period" in r:
        return _period(r[f"{element}Period"])
    return _moment(r.get(f"{element}DateTime") or r.get(f"{element}Instant")), None


def _period(value: Any) -> tuple[datetime | None, datetime | None]:
    return (_moment(value.get("start")), _moment(value.get("end"))) if isinstance(value, dict) else (None, None)


_DATE_TIME = re.compile(r"(\d{4})(?:-(\d\d)(?:-(\d\d)(?:T(.+))?)?)?")


def _moment(value: Any) -> datetime | None:
    """A FHIR dateTime as an aware time; "2012" and "2012-05" are the first moment they can mean."""
    match = _DATE_TIME.fullmatch(_text(value))
    if match is None:
        return None
    year, month, day, time = match.groups()
    try:
        start = datetime(int(year), int(month or 1), int(day or 1))
        found = datetime.fromisoformat(_text(value)) if time else start
        return found if found.tzinfo is not None else aware(found, None)
    except ValueError:
        return None


def _day(written: str) -> date | None:
    try:
        return date.fromisoformat(written) if len(written) == 10 else None
    except ValueError:
        return None


def _number(resource: Json) -> str:
    """The hospital's number: the identifier of type MR, else the first that is not another office's."""
    found = _list(resource.get("identifier"))
    for identifier in found:
        if any(c.code == "MR" for c in map(_coding, _list((identifier.get("type") or {}).get("coding")))):
            return _text(identifier.get("value"))
    untyped = [i for i in found if not isinstance(i.get("type"), dict)]
    return next((_text(i.get("value")) for i in untyped if _text(i.get("value"))), "")


def _name(resource: Json) -> str:
    """ "Family, Given" of the official or first name, or its text."""
    names = _list(resource.get("name"))
    name = next((n for n in names if n.get("use") == "official"), names[0] if names else {})
    said = ", ".join(p for p in (_words(name.get("family")), _words(name.get("given"))) if p)
    return said or _text(name.get("text"))


def _words(value: Any) -> str:
    """A text, or a list of texts (STU3 lists families, too), in one line."""
    return " ".join(t for v in (value if isinstance(value, list) else [value]) if (t := _text(v)))


def _dosage(r: Json) -> str:
    """How it is taken: the written instruction, else dose and frequency put together, each with its unit."""
    found = _list(r.get("dosageInstruction")) or _list(r.get("dosage"))
    said = [_text(d.get("text")) or _counted(d) for d in found]
    return "; ".join(s for s in said if s)


def _counted(dosage: Json) -> str:
    doses = _list(dosage.get("doseAndRate")) or [dosage]
    dose = next((s for d in doses if (s := _said(d.get("doseQuantity") or d.get("dose")))), "")
    timing = dosage.get("timing")
    repeat = timing.get("repeat") if isinstance(timing, dict) else None
    often = ""
    if isinstance(repeat, dict) and _float(repeat.get("frequency")) and _float(repeat.get("period")):
        often = f"{repeat['frequency']:g} × per {repeat['period']:g} {_text(repeat.get('periodUnit'))}".strip()
    return ", ".join(s for s in (dose, often, "as needed" if dosage.get("asNeededBoolean") is True else "") if s)


def _attached(attachment: Any) -> str:
    """The text of an attachment that carries text; "" for pictures, PDFs and links."""
    if not isinstance(attachment, dict) or not _text(attachment.get("contentType")).startswith("text/"):
        return ""
    try:
        data = base64.b64decode(_text(attachment.get("data")), validate=False)
    except (binascii.Error, ValueError):
        return ""
    said = data.decode("utf-8", "replace")
    return _stripped(said) if "html" in _text(attachment.get("contentType")) else said.strip()


def _narrative(r: Json) -> str:
    found = r.get("text")
    return _stripped(_text(found.get("div"))) if isinstance(found, dict) else ""


def _stripped(html: str) -> str:
    return " ".join(unescape(re.sub(r"<[^>]*>", " ", html)).split())
