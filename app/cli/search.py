"""aegle search"""

from __future__ import annotations

import argparse

from app.cli.command import Command, Context, table
from app.domain.figures import day
from app.domain.words import say
from app.services import identity
from app.services.searching import LIMIT, PLACES


def _add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "text", metavar="TEXT", nargs="+", help="words, all of which must be there; ends may be missing"
    )
    parser.add_argument("--limit", metavar="N", type=int, default=LIMIT, help=f"at most so many ({LIMIT})")


def _run(context: Context, arguments: argparse.Namespace) -> int:
    station = context.workstation()
    station.searching.catch_up(station.principal, context.report())
    found = station.searching.find(station.principal, " ".join(arguments.text), max(arguments.limit, 1))
    said = [
        {
            "place": hit.place,
            "text": hit.text,
            "patient": hit.patient.id,
            "mrn": hit.patient.mrn,
            "name": hit.patient.name,
            "about": hit.about,
            "at": hit.at.isoformat() if hit.at else None,
        }
        for hit in found.hits
    ]
    rows = (
        (
            PLACES[hit.place],
            identity.person_name(hit.text) if hit.place == "patient" else hit.text,
            identity.person_name(hit.patient.name),
            hit.patient.mrn,
            day(hit.at),
        )
        for hit in found.hits
    )
    lines = table(("found in", "text", "patient", "mrn", "date"), rows) if said else ["Nothing found."]
    context.emit({"hits": said, "has_more": found.has_more}, lines)
    if found.has_more:
        context.say(say("There is more than this; add a word to narrow it down."))
    return 0


COMMANDS = (Command("search", "find words in whatever is said of patients", _add_arguments, _run),)
