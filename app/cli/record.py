"""aegle record PATIENT"""

from __future__ import annotations

import argparse
from typing import Any

from app.cli.command import Command, Context, table
from app.domain.codes import Coding, Quantity
from app.domain.plain import to_plain
from app.domain.record import Fact, Medication, Observation, Report
from app.services.timeline import PatientRecord


def _add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("patient", metavar="PATIENT", help="the patient's id, or hospital number where it is unique")


def _run(context: Context, arguments: argparse.Namespace) -> int:
    station = context.workstation()
    record = station.timeline.open(station.principal, arguments.patient)
    patient = record.patient
    said = {
        "patient": _untagged(to_plain(patient)),
        "facts": [_as_json(fact) for fact in record.facts],
        "studies": [
            {**_untagged(to_plain(row.study)), "modalities": list(row.modalities), "series": row.series}
            for row in record.studies
        ],
    }
    born = patient.birth_date.isoformat() if patient.birth_date else "-"
    heading = f"{patient.name}  {patient.mrn}  born {born}  {patient.sex}".rstrip()
    context.emit(said, [heading, "", *table(("when", "what", ""), _events(record))])
    return 0


def _events(record: PatientRecord) -> list[tuple[str, str, str]]:
    """Facts and studies as rows, newest first, undated last."""
    events = [(fact.at, type(fact).__name__, _line(fact)) for fact in record.facts]
    for row in record.studies:
        events.append((row.study.started_at, "Study", f"{row.study.description} {' '.join(row.modalities)}"))
    dated = sorted(((at, kind, text) for at, kind, text in events if at), reverse=True)
    rows = [(at.isoformat(timespec="minutes"), kind, text) for at, kind, text in dated]
    return rows + [("no date", kind, text) for at, kind, text in events if at is None]


def _as_json(fact: Fact) -> dict[str, Any]:
    return {"kind": type(fact).__name__, **_untagged(to_plain(fact))}


def _untagged(plain: dict[str, Any]) -> dict[str, Any]:
    """Without the type names that ``to_plain`` writes for reading back."""
    return {
        name: _untagged(value) if isinstance(value, dict) else value for name, value in plain.items() if name != "_"
    }


def _line(fact: Fact) -> str:
    match fact:
        case Observation(value=Quantity() as value):
            return f"{fact.code}: {value.value:g} {value.unit}{_range(fact)}".rstrip()
        case Observation(value=Coding() as value):
            return f"{fact.code}: {value}"
        case Observation():
            return f"{fact.code}: {fact.value}"
        case Medication():
            return f"{fact.code} {fact.dosage}".rstrip()
        case Report():
            return f"{fact.code} ({len(fact.text)} characters)"
        case _:
            return f"{fact.code}"


def _range(fact: Observation) -> str:
    low, high = fact.reference_range
    if low is None and high is None:
        return ""
    ends = ("" if low is None else f"{low:g}", "" if high is None else f"{high:g}")
    return f" ({ends[0]}–{ends[1]})"


COMMANDS = (Command("record", "a patient's record as it ran in time", _add_arguments, _run),)
