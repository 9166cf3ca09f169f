"""aegle audit [list | verify | export]"""

from __future__ import annotations

import argparse
from pathlib import Path

from app.cli.command import Command, Context, table
from app.domain.errors import WorkstationError
from app.domain.patient import AuditEntry
from app.domain.words import say


def _add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("verb", nargs="?", choices=tuple(_VERBS), default="list", help="default: list")
    parser.add_argument("--search", metavar="TEXT", default="", help="only entries that hold every word")
    parser.add_argument("--about", metavar="ID", default="", help="only entries about this patient, study, series …")
    parser.add_argument("--limit", metavar="N", type=int, default=1000, help="at most so many, newest first")
    parser.add_argument("--code", metavar="CODE", default="", help="verify: a head code that was written down earlier")
    parser.add_argument("--out", metavar="F", type=Path, help="export: the file to write, as FHIR AuditEvents")


def _run(context: Context, arguments: argparse.Namespace) -> int:
    return _VERBS[arguments.verb](context, arguments)


def _list(context: Context, arguments: argparse.Namespace) -> int:
    station = context.workstation()
    entries = station.auditing.entries(station.principal, arguments.search, arguments.about, arguments.limit)
    said = [
        {
            "number": entry.number,
            "at": entry.at.isoformat(),
            "user": entry.user,
            "role": entry.role,
            "verb": entry.verb,
            "about": list(entry.about),
            "why": entry.why,
            "outcome": entry.outcome,
            "digest": entry.digest,
        }
        for entry in entries
    ]
    rows = (
        (one.number, f"{one.at:%Y-%m-%d %H:%M:%S}", one.user, one.verb, one.outcome, _about(one)) for one in entries
    )
    context.emit(said, table(("number", "when (UTC)", "user", "deed", "outcome", "about"), rows))
    return 0


def _about(entry: AuditEntry) -> str:
    """The first ids (JSON has them all), and the reason where one was given."""
    ids = " ".join(entry.about[:2]) + (f" and {len(entry.about) - 2} more" if len(entry.about) > 2 else "")
    return f"{ids} ({entry.why})" if entry.why else ids


def _verify(context: Context, arguments: argparse.Namespace) -> int:
    station = context.workstation()
    proof = station.auditing.verify(station.principal, arguments.code)
    kept = station.people.keychain(station.principal)
    said = {
        "ok": not proof.wrong,
        "entries": proof.entries,
        "missing": proof.missing,
        "epochs": proof.epochs,
        "signed_to": proof.signed,
        "root_key": proof.root,
        "head_code": proof.code,
        "anchored": kept.is_anchored,
        "problems": list(proof.wrong),
    }
    lines = [
        *(proof.wrong or [f"{proof.entries} entries, the chain is whole."]),
        f"{proof.missing} missing, {proof.epochs} epochs, signed to entry {proof.signed}.",
        f"root key   {proof.root}",
        f"head code  {proof.code}",
        f"anchor     {'kept in ' + kept.name if kept.is_anchored else 'not kept outside: see aegle keychain'}",
        "Write both down: they prove to whoever verifies the trail later that nothing before was replaced or cut off.",
    ]
    context.emit(said, lines)
    return 2 if proof.wrong else 0


def _export(context: Context, arguments: argparse.Namespace) -> int:
    if arguments.out is None:
        raise WorkstationError(say("Where to write the trail is not said."), say("Name a file with --out."))
    station = context.workstation()
    count = station.auditing.export(station.principal, arguments.out)
    lines = [f"{count} entries were written to {arguments.out}. trail.py verifies it without the workstation."]
    context.emit({"entries": count, "file": str(arguments.out)}, lines)
    return 0


_VERBS = {"list": _list, "verify": _verify, "export": _export}

COMMANDS = (
    Command(
        "audit",
        "who did what and when (list), whether the trail is whole (verify), the trail as FHIR (export)",
        _add_arguments,
        _run,
    ),
)
