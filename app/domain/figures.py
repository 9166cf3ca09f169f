"""Numbers, dates and codes written the way a clinician reads them; the same on screen and paper, in every language."""

from __future__ import annotations

import math
import re
from datetime import datetime

from app.domain.codes import Coding, Quantity
from app.domain.words import Phrase, say

MINUS = "\N{MINUS SIGN}"

# the terminologies met in records, by the URI FHIR R4 gives them
SYSTEMS = {
    "http://loinc.org": "LOINC",
    "http://snomed.info/sct": "SNOMED CT",
    "http://www.nlm.nih.gov/research/umls/rxnorm": "RxNorm",
    "http://hl7.org/fhir/sid/icd-10": "ICD-10",
    "http://hl7.org/fhir/sid/icd-10-cm": "ICD-10-CM",
    "http://hl7.org/fhir/sid/icd-9-cm": "ICD-9-CM",
    "http://hl7.org/fhir/sid/ndc": "NDC",
    "http://hl7.org/fhir/sid/cvx": "CVX",
    "http://www.ama-assn.org/go/cpt": "CPT",
    "http://www.whocc.no/atc": "ATC",
    "http://unitsofmeasure.org": "UCUM",
    "http://terminology.hl7.org/CodeSystem/v3-ActCode": "HL7 ActCode",
    "http://dicom.nema.org/resources/ontology/DCM": "DICOM",
}


def number(value: float, digits: int = 4) -> str:
    """A figure with ``digits`` significant digits, in powers of ten only below a millionth and from ten million on."""
    if math.isnan(value):
        return "\N{EN DASH}"
    if math.isinf(value):
        return "\N{INFINITY}" if value > 0 else f"{MINUS}\N{INFINITY}"
    if value == int(value) and abs(value) < 1e7:
        text = str(int(value))
    elif 1e-6 <= abs(value) < 1e7:
        places = max(0, digits - 1 - math.floor(math.log10(abs(value))))
        text = f"{value:.{places}f}"
        text = text.rstrip("0").rstrip(".") if "." in text else text
    else:
        text = f"{value:.{digits - 1}e}"
    return text.replace("-", MINUS)


def with_unit(value: float, unit: str) -> str:
    """``7.2 mmol/L``; UCUM's ``1`` and braces for dimensionless units are left out."""
    shown = plain_unit(unit)
    return f"{number(value)}\N{NO-BREAK SPACE}{shown}" if shown else number(value)


def plain_unit(unit: str) -> str:
    """A UCUM unit as people write it: ``{score}`` score, ``mm[Hg]`` mmHg, ``10*3/uL`` 10^3/µL, ``1`` nothing."""
    if unit in ("1", "{nominal}"):
        return ""
    plain = unit.translate(_BRACKETS)
    plain = re.sub(r"\b10\*(?=\d)", "10^", plain)
    plain = re.sub(r"(?<![A-Za-z])u(?=(?:g|L|l|mol|m|U|s)\b)", "µ", plain)
    return _WRITTEN.get(plain, plain)


# units that people write otherwise than UCUM does
_WRITTEN = {"Cel": "°C", "degF": "°F", "deg": "°", "mm2": "mm²", "mm3": "mm³", "pixel2": "pixel²"}
_BRACKETS = str.maketrans("", "", "{}[]")


def value_text(value: Quantity | Coding | str) -> str:
    return with_unit(value.value, value.unit) if isinstance(value, Quantity) else str(value)


def day(at: datetime | None) -> str:
    """ISO 8601: the one way of writing a date that nobody reads wrongly. Empty when there is none."""
    return f"{at:%Y-%m-%d}" if at else ""


def moment(at: datetime | None) -> str:
    """Date and time to the minute; a time of midnight is left out, being what date-only sources turn into."""
    if at is None:
        return ""
    return f"{at:%Y-%m-%d}" if (at.hour, at.minute, at.second) == (0, 0, 0) else f"{at:%Y-%m-%d %H:%M}"


def stamp(at: datetime) -> str:
    """When something was done in this program, to the minute, in this computer's time."""
    return f"{at.astimezone():%Y-%m-%d %H:%M}"


def system_name(system: str) -> str:
    """A terminology's short name, or its URI where it has none here."""
    return SYSTEMS.get(system, system)


def interval(low: float | None, high: float | None, unit: str = "") -> str:
    """A reference range: ``3.5–5.1 mmol/L``, ``≤ 5``, ``≥ 3``, or empty."""
    shown = f"\N{NO-BREAK SPACE}{plain_unit(unit)}" if plain_unit(unit) else ""
    if low is not None and high is not None:
        return f"{number(low)}\N{EN DASH}{number(high)}{shown}"
    if high is not None:
        return f"\N{LESS-THAN OR EQUAL TO}\N{NO-BREAK SPACE}{number(high)}{shown}"
    if low is not None:
        return f"\N{GREATER-THAN OR EQUAL TO}\N{NO-BREAK SPACE}{number(low)}{shown}"
    return ""


def percent(probability: float) -> str:
    """``93.4 %``; never 0 or 100, which no model can know."""
    if math.isnan(probability):
        return "\N{EN DASH}"
    space = "\N{NO-BREAK SPACE}"
    if probability < 0.001:
        return f"<{space}0.1{space}%"
    if probability > 0.999:
        return f">{space}99.9{space}%"
    return f"{probability * 100:.1f}{space}%"


def natural_frequency(probability: float) -> Phrase:
    """The same as a count of patients, which people weigh better than a percentage (Gigerenzer 1995)."""
    if math.isnan(probability):
        return say("No probability was given.")
    if probability < 0.0005:
        return say("of 1000 such patients fewer than 1")
    if probability > 0.9995:
        return say("of 1000 such patients more than 999")
    if 0.01 <= probability <= 0.99:
        return say("of 100 such patients about {n}", n=round(probability * 100))
    return say("of 1000 such patients about {n}", n=round(probability * 1000))


def seconds(value: float) -> str:
    """A span of time: ``0.42 s``, ``12 s``, ``3 min 05 s``."""
    space = "\N{NO-BREAK SPACE}"
    if value < 0.1:
        return f"{max(round(value * 1000), 1)}{space}ms"
    if value < 10:
        return f"{value:.2f}{space}s"
    if value < 60:
        return f"{value:.0f}{space}s"
    return f"{int(value // 60)}{space}min {int(value % 60):02d}{space}s"


def size(bytes_: int) -> str:
    space = "\N{NO-BREAK SPACE}"
    if bytes_ < 1024:
        return f"{bytes_}{space}B"
    if bytes_ < 1024**2:
        return f"{bytes_ / 1024:.1f}{space}KiB"
    if bytes_ < 1024**3:
        return f"{bytes_ / 1024**2:.1f}{space}MiB"
    return f"{bytes_ / 1024**3:.1f}{space}GiB"
