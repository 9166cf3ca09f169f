"""aegle cohort list | save | remove"""

from __future__ import annotations

import argparse

from app.cli.command import Command, Context, table
from app.domain.cohort import Cohort, Rule
from app.domain.errors import WorkstationError
from app.domain.words import say

DONE = 0


def _add(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("what", choices=("list", "save", "remove"), help="what to do")
    parser.add_argument("name", metavar="NAME", nargs="?", default="", help="what the cohort is called")
    parser.add_argument("--modality", default="", help="patients with a series of it, such as CT")
    parser.add_argument("--condition", default="", help="patients with a condition of this code, or with these words")
    parser.add_argument("--sex", choices=("F", "M", "O"), default="", help="female, male or other")
    parser.add_argument("--youngest", metavar="YEARS", type=int, help="from this age on")
    parser.add_argument("--oldest", metavar="YEARS", type=int, help="up to this age")


def _cohort(context: Context, arguments: argparse.Namespace) -> int:
    station = context.workstation()
    me, cohorts = station.principal, station.cohorts
    if arguments.what != "list" and not arguments.name:
        raise WorkstationError(say("No cohort was named."), say("Write its name behind the word."))
    if arguments.what == "save":
        rule = Rule(arguments.modality, arguments.condition, arguments.sex, arguments.youngest, arguments.oldest)
        made = cohorts.save(me, arguments.name, rule)
        context.emit(_as_json(made), [f"{made.name}: {len(made.members)} patients"])
        return DONE
    if arguments.what == "remove":
        cohorts.remove(me, arguments.name)
    found = cohorts.cohorts(me)
    lines = table(
        ("id", "name", "patients", "frozen at"), [(c.id, c.name, str(len(c.members)), c.frozen_at) for c in found]
    )
    context.emit({"cohorts": [_as_json(one) for one in found]}, lines)
    return DONE


def _as_json(cohort: Cohort) -> dict[str, object]:
    return {"id": cohort.id, "name": cohort.name, "patients": len(cohort.members), "frozen_at": cohort.frozen_at}


COMMANDS = (Command("cohort", "save patients of the vault under a name, to learn from", _add, _cohort),)
