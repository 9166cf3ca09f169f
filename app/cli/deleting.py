"""aegle delete | erase"""

from __future__ import annotations

import argparse

from app.cli.command import Command, Context
from app.domain.errors import WorkstationError
from app.domain.words import say
from app.services.deleting import Goes, Waiting
from app.services.workstation import Workstation
from app.store.deletions import Extent


def _delete_arguments(parser: argparse.ArgumentParser) -> None:
    about = parser.add_mutually_exclusive_group(required=True)
    about.add_argument("--patient", metavar="ID", default="", help="a patient with all that is here (id or number)")
    about.add_argument("--study", metavar="UID", default="", help="one study; its patient stays")
    parser.add_argument("--why", metavar="TEXT", help="the reason, for the audit trail; without it nothing is deleted")


def _delete(context: Context, arguments: argparse.Namespace) -> int:
    station = context.workstation()
    study, patient = arguments.study, arguments.patient and _id_of(station, arguments.patient)
    goes = station.deleting.what_goes(station.principal, patient, study)
    why = (arguments.why or "").strip()
    if why and study:
        station.deleting.delete_study(station.principal, study, why)
    elif why:
        station.deleting.delete_patient(station.principal, patient, why)
    said = {"deleted": bool(why), **_extent(goes.extent), "backups": _backups(goes)}
    context.emit(said, [*_told(goes), _ending(bool(why))])
    return 0


def _id_of(station: Workstation, asked: str) -> str:
    """A patient's id from it or from a hospital number that only they have."""
    rows = station.worklist.patients(station.principal)
    found = [row.patient.id for row in rows if asked in (row.patient.id, row.patient.mrn)]
    if len(found) > 1:
        raise WorkstationError(
            say("{n} patients have the number {number}.", n=len(found), number=asked),
            say("Name the one to delete by the id that “aegle patients” lists."),
        )
    return found[0] if found else asked


def _extent(extent: Extent) -> dict[str, int]:
    return {
        "studies": extent.studies,
        "instances": extent.instances,
        "facts": extent.facts,
        "findings": extent.findings,
        "predictions": extent.predictions,
    }


def _told(goes: Goes) -> list[str]:
    counts = ", ".join(f"{count} {noun}" for noun, count in _extent(goes.extent).items())
    return [
        f"Goes:    {counts}",
        "Stays:   the audit trail, the list of imports, files outside the vault",
        *_held(goes),
    ]


def _ending(is_deleted: bool) -> str:
    if is_deleted:
        return "Deleted, not yet erased. “aegle erase” makes what is left of it on the disk unreadable."
    return "Nothing was deleted. Give the reason with --why to delete."


def _backups(held: Goes | Waiting) -> list[str]:
    return [f"{one.folder}/{one.name}" for one in held.backups]


def _held(held: Goes | Waiting) -> list[str]:
    return [f"Backup that still holds it: {name}" for name in _backups(held)]


def _erase_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--list", action="store_true", help="only say what is deleted and not yet erased")


def _erase(context: Context, arguments: argparse.Namespace) -> int:
    station = context.workstation()
    waiting = station.deleting.waiting(station.principal)
    erased = 0
    if not arguments.list:
        erased = station.deleting.erase(station.principal, context.report())
    said = {
        "erased": erased,
        "waiting": [
            {"kind": one.kind, "id": one.about, "deleted_at": one.deleted_at.isoformat(), "by": one.deleted_by}
            for one in waiting.deletions[erased:]
        ],
        "needed_mib": waiting.needed_bytes >> 20,
        "free_mib": waiting.free_bytes >> 20,
        "backups": _backups(waiting),
    }
    context.emit(said, [*_erase_lines(waiting, erased), *_held(waiting)])
    return 0


def _erase_lines(waiting: Waiting, erased: int) -> list[str]:
    if erased:
        return [f"Erased: {erased}. What is left of it on this disk cannot be read any more."]
    if not waiting.deletions:
        return ["Nothing that was deleted is still to be erased."]
    rows = [f"{one.kind} {one.about}, deleted {one.deleted_at:%Y-%m-%d %H:%M}" for one in waiting.deletions]
    begun = ["Erasing was interrupted; it goes on with “aegle erase”."] if waiting.is_begun else []
    return [*rows, f"Erasing needs {waiting.needed_bytes >> 20} MiB; {waiting.free_bytes >> 20} are free.", *begun]


COMMANDS = (
    Command("delete", "delete a patient or a study (what goes is said first)", _delete_arguments, _delete),
    Command("erase", "make what is left of deleted patients and studies unreadable", _erase_arguments, _erase),
)
