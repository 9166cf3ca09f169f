"""aegle watch-folder [show | set | off | import]"""

from __future__ import annotations

import argparse
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from app.cli.command import Command, Context
from app.domain.errors import WorkstationError
from app.domain.words import say
from app.services.importing import as_json
from app.services.watching import AFTER, SETTLED_S, Taken, WatchPlan, WatchState


def _add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("verb", choices=tuple(_VERBS))
    parser.add_argument("folder", metavar="FOLDER", nargs="?", type=Path, help="set: the folder to watch")
    parser.add_argument(
        "--after", choices=AFTER, default="leave",
        help="set: what becomes of a file that was imported and read back from the vault (the default: leave it)",
    )  # fmt: skip


def _run(context: Context, arguments: argparse.Namespace) -> int:
    _VERBS[arguments.verb](context, arguments)
    return 0


def _show(context: Context, arguments: argparse.Namespace) -> None:
    del arguments
    station = context.workstation()
    state = station.watching.state(station.principal)
    context.emit(_plain(state), _lines(state))


def _set(context: Context, arguments: argparse.Namespace) -> None:
    if arguments.folder is None:
        raise WorkstationError(say("Which folder is to be watched was not said."), say("Name it after “set”."))
    _change(context, WatchPlan(str(arguments.folder), arguments.after))


def _off(context: Context, arguments: argparse.Namespace) -> None:
    del arguments
    _change(context, WatchPlan())


def _change(context: Context, plan: WatchPlan) -> None:
    station = context.workstation()
    station.watching.change_plan(station.principal, plan)
    state = station.watching.state(station.principal)
    context.emit(_plain(state), _lines(state))


def _import(context: Context, arguments: argparse.Namespace) -> None:
    """One pass now: what stays the same for some seconds is imported."""
    del arguments
    station = context.workstation()
    station.watching.settled(station.principal)
    time.sleep(SETTLED_S + 0.1)
    taken = station.watching.take(station.principal, context.report())
    context.emit(_taken_json(taken), _taken_lines(taken))


_VERBS = {"show": _show, "set": _set, "off": _off, "import": _import}


def _plain(state: WatchState) -> dict[str, Any]:
    return {
        "folder": state.plan.folder,
        "after": state.plan.after,
        "trouble": str(state.trouble),
        "refused": [problem.as_json() for problem in state.refused],
    }


def _lines(state: WatchState) -> Iterator[str]:
    if not state.plan.folder:
        yield "no folder is watched"
        return
    yield f"{state.plan.folder}  (afterwards: {state.plan.after})"
    if state.trouble.text:
        yield str(state.trouble)
    for problem in state.refused:
        yield f"  {problem.where}: {problem.what} {problem.hint}".rstrip()


def _taken_json(taken: Taken | None) -> dict[str, Any]:
    if taken is None:
        return {"import": None, "cleared": 0, "left": []}
    return {
        "import": as_json(taken.result),
        "cleared": taken.cleared,
        "left": [problem.as_json() for problem in taken.left],
    }


def _taken_lines(taken: Taken | None) -> Iterator[str]:
    if taken is None:
        yield "nothing waits in the watched folder"
        return
    result = taken.result
    told = f"{result.stored} stored, {result.duplicate} known already, {taken.cleared} cleared away"
    yield f"{result.files} files: {told}"
    for problem in (*result.refused, *result.kept_aside, *taken.left):
        yield f"  {problem.where}: {problem.what} {problem.hint}".rstrip()


COMMANDS = (
    Command("watch-folder", "the folder whose files are imported: show, set, off, import now", _add_arguments, _run),
)
