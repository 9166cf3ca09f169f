"""aegle reproduce"""

from __future__ import annotations

import argparse
from pathlib import Path

from app.cli.command import Command, Context, table
from app.domain.errors import WorkstationError
from app.domain.words import say
from app.services.protocols import Protocol
from app.services.reproducing import Reproduced

DONE, FAILED = 0, 2


def _add(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--data", metavar="DIR", type=Path, help="the folder with records and imaging")
    parser.add_argument("--only", metavar="NAME", nargs="+", default=[], help="protocols; all whose data are there")
    parser.add_argument("--seeds", metavar="K", type=int, default=1, help="how often, each time from another seed")
    parser.add_argument("--list", action="store_true", help="what can be reproduced, and where its data are looked for")


def _reproduce(context: Context, arguments: argparse.Namespace) -> int:
    station = context.workstation()
    if arguments.list:
        return _listed(context, station.reproducing.protocols(names=arguments.only))
    if arguments.data is None:
        raise WorkstationError(say("No folder of data was named."), say("Name it with --data DIR, or ask with --list."))
    if arguments.seeds < 1:
        raise WorkstationError(
            say("--{name} {value} means nothing.", name="seeds", value=arguments.seeds), say("Give a positive number.")
        )
    found, failed = [], []
    for protocol in station.reproducing.protocols(arguments.data, arguments.only):
        try:
            made = station.reproducing.reproduce(
                station.principal, protocol, arguments.data, range(arguments.seeds), context.report()
            )
        except WorkstationError as error:  # the others are measured all the same
            failed.append({"name": protocol.name, "failed": str(error)})
            continue
        found.append((protocol, made))
    lines = table(("data", "network", "figure", "here", "95 % interval", "published"), [_row(*one) for one in found])
    told = [f"{one['name']}: {one['failed']}" for one in failed]
    context.emit({"reproduced": [made.as_json(protocol) for protocol, made in found], "failed": failed}, lines + told)
    return FAILED if failed else DONE


def _row(protocol: Protocol, made: Reproduced) -> tuple[str, ...]:
    interval = f"{made.low:.3f} to {made.high:.3f}" if made.low is not None and made.high is not None else ""
    return protocol.name, made.network, made.figure, f"{made.value:.3f}", interval, protocol.published


def _listed(context: Context, protocols: tuple[Protocol, ...]) -> int:
    rows = [(p.name, p.recipe, p.figure, p.published, ", ".join(p.files.values())) for p in protocols]
    names = ("name", "recipe", "figure", "published", "files")
    context.emit({"protocols": [dict(zip(names, row, strict=True)) for row in rows]}, table(names, rows))
    return DONE


COMMANDS = (
    Command("reproduce", "published protocols on data you have, ours beside the published figure", _add, _reproduce),
)
