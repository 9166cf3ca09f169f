"""aegle patients | studies | series"""

from __future__ import annotations

import argparse
from collections.abc import Mapping, Sequence

from app.cli.command import Command, Context, table
from app.domain.patient import Patient


def _add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--patient", metavar="ID", default="", help="only this patient (id or hospital number)")
    parser.add_argument("--study", metavar="UID", default="", help="only this study")
    parser.add_argument("--search", metavar="TEXT", default="", help="only what holds every word, in any case")


def _patients(context: Context, arguments: argparse.Namespace) -> int:
    station = context.workstation()
    rows = station.worklist.patients(station.principal, arguments.search)
    rows = tuple(row for row in rows if _is_asked(row.patient, arguments.patient))
    if arguments.study:
        studies = station.worklist.studies(station.principal)
        theirs = {row.patient.id for row in studies if row.study.uid == arguments.study}
        rows = tuple(row for row in rows if row.patient.id in theirs)
    said = [
        {
            "id": row.patient.id,
            "mrn": row.patient.mrn,
            "name": row.patient.name,
            "birth_date": row.patient.birth_date.isoformat() if row.patient.birth_date else None,
            "sex": row.patient.sex,
            "studies": row.studies,
            "facts": row.facts,
            "last_at": row.last_at.isoformat() if row.last_at else None,
        }
        for row in rows
    ]
    _emit(context, said, ("id", "mrn", "name", "birth_date", "sex", "studies", "facts"))
    return 0


def _studies(context: Context, arguments: argparse.Namespace) -> int:
    station = context.workstation()
    rows = station.worklist.studies(station.principal, arguments.search)
    said = [
        {
            "uid": row.study.uid,
            "patient": row.patient.id,
            "mrn": row.patient.mrn,
            "name": row.patient.name,
            "date": row.study.started_at.date().isoformat() if row.study.started_at else None,
            "started_at": row.study.started_at.isoformat() if row.study.started_at else None,
            "description": row.study.description,
            "accession": row.study.accession,
            "modalities": list(row.modalities),
            "series": row.series,
            "instances": row.instances,
        }
        for row in rows
        if _is_asked(row.patient, arguments.patient) and arguments.study in ("", row.study.uid)
    ]
    _emit(context, said, ("uid", "patient", "mrn", "name", "date", "description", "modalities", "series", "instances"))
    return 0


def _series(context: Context, arguments: argparse.Namespace) -> int:
    station = context.workstation()
    rows = station.worklist.series(station.principal, study=arguments.study, search=arguments.search)
    if arguments.patient:
        theirs = {
            row.study.uid
            for row in station.worklist.studies(station.principal)
            if _is_asked(row.patient, arguments.patient)
        }
        rows = tuple(row for row in rows if row.study in theirs)
    said = [
        {
            "uid": row.uid,
            "study": row.study,
            "modality": row.modality,
            "body_part": row.body_part,
            "description": row.description,
            "number": row.number,
            "instance_count": row.instance_count,
        }
        for row in rows
    ]
    _emit(context, said, ("uid", "study", "modality", "description", "number", "instance_count"))
    return 0


def _is_asked(patient: Patient, asked: str) -> bool:
    return asked in ("", patient.id, patient.mrn)


def _emit(context: Context, said: Sequence[Mapping[str, object]], columns: tuple[str, ...]) -> None:
    rows = ([_cell(row[column]) for column in columns] for row in said)
    context.emit(said, table(columns, map(tuple, rows)) if said else ["Nothing found."])


def _cell(value: object) -> object:
    return " ".join(map(str, value)) if isinstance(value, list) else value


COMMANDS = (
    Command("patients", "list patients", _add_arguments, _patients),
    Command("studies", "list studies", _add_arguments, _studies),
    Command("series", "list series", _add_arguments, _series),
)
