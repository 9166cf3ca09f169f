"""aegle audit [list | verify]"""

from __future__ import annotations

import argparse

from app.cli.command import Command, Context, table
from app.domain.patient import AuditEntry


def _add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("verb", nargs="?", choices=("list", "verify"), default="list", help="default: list")
    parser.add_argument("--search", metavar="TEXT", default="", help="only entries that hold every word")
    parser.add_argument("--about", metavar="ID", default="", help="only entries about this patient, study, series …")
    parser.add_argument("--limit", metavar="N", type=int, default=1000, help="at most so many, newest first")


def _run(context: Context, arguments: argparse.Namespace) -> int:
    return _verify(context) if arguments.verb == "verify" else _list(context, arguments)


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


def _verify(context: Context) -> int:
    station = context.workstation()
    checked, wrong = station.auditing.verify(station.principal)
    lines = [wrong] if wrong else [f"{checked} entries, the chain is whole."]
    context.emit({"entries": checked, "ok": not wrong, "problem": wrong}, lines)
    return 2 if wrong else 0


COMMANDS = (
    Command("audit", "who did what and when (list), and whether the trail is whole (verify)", _add_arguments, _run),
)
