"""aegle backup create | list | verify | restore | plan | remove"""

from __future__ import annotations

import argparse
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from app.cli.command import Command, Context, table
from app.domain.errors import WorkstationError
from app.domain.words import say
from app.services.backing_up import EVERY_HOURS, BackupState, Plan
from app.services.restoring import Wish
from app.store.backup import BackupNote


def _add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("verb", choices=tuple(_VERBS), help=_HELP)
    parser.add_argument(
        "what", nargs="?", default="", help="verify, remove: a backup's name; restore: the folder that holds backups"
    )
    parser.add_argument("--folder", type=Path, metavar="DIR", help="plan: where backups go")
    hours = ", ".join(map(str, EVERY_HOURS))
    parser.add_argument("--every", type=int, metavar="HOURS", help=f"plan: how often ({hours}; 0: by hand only)")
    parser.add_argument("--keep", type=int, metavar="N", help="plan: how many backups are kept")
    parser.add_argument("--name", default="", help="restore: which backup (default: the newest)")
    parser.add_argument("--code", action="store_true", help="restore: by the recovery code, which is asked for")
    parser.add_argument("--code-file", type=Path, metavar="F", help="restore: read the recovery code from a file")
    parser.add_argument("--what-is-left", action="store_true", help="restore: also what is left of a damaged backup")
    parser.add_argument("--forget", action="store_true", help="remove: from the list only, where its disk is lost")


def _run(context: Context, arguments: argparse.Namespace) -> int:
    return _VERBS[arguments.verb](context, arguments)


def _create(context: Context, _arguments: argparse.Namespace) -> int:
    ws = context.workstation()
    note = ws.backing_up.create(ws.principal, context.report())
    said = f"The backup {note.name} was made and checked: {_size(note.size_bytes)}, of which {_size(note.copied_bytes)}"
    context.emit(_plain(note), [f"{said} were copied now."])
    return 0


def _list(context: Context, _arguments: argparse.Namespace) -> int:
    ws = context.workstation()
    state = ws.backing_up.state(ws.principal)
    rows = ((b.name, b.made_at, b.verified_at, _size(b.size_bytes), len(b.held), _whole(b)) for b in state.backups)
    heads = ("backup", "made", "found whole", "size", "deleted patients", "state")
    context.emit(
        {"plan": _plan_plain(state), "backups": [_plain(one) for one in state.backups]},
        [*_plan_lines(state), *(table(heads, rows) if state.backups else ["There is no backup yet."])],
    )
    return 0


def _verify(context: Context, arguments: argparse.Namespace) -> int:
    ws = context.workstation()
    losses = ws.backing_up.verify(ws.principal, arguments.what, context.report())
    context.emit({"ok": not losses, "losses": list(losses)}, losses or ["The backup is whole."])
    return 2 if losses else 0


def _plan(context: Context, arguments: argparse.Namespace) -> int:
    ws = context.workstation()
    plan = ws.backing_up.state(ws.principal).plan
    wanted = Plan(
        folder=str(arguments.folder.absolute()) if arguments.folder else plan.folder,
        every_hours=plan.every_hours if arguments.every is None else arguments.every,
        keep=plan.keep if arguments.keep is None else arguments.keep,
    )
    if wanted != plan:
        ws.backing_up.change_plan(ws.principal, wanted)
    state = ws.backing_up.state(ws.principal)
    context.emit(_plan_plain(state), _plan_lines(state))
    return 0


def _remove(context: Context, arguments: argparse.Namespace) -> int:
    if not arguments.what:
        raise WorkstationError(say("Which backup is to be removed?"), say("“aegle backup list” names them."))
    ws = context.workstation()
    ws.backing_up.remove(ws.principal, arguments.what, arguments.forget)
    context.emit({"removed": arguments.what}, [f"The backup {arguments.what} was removed."])
    return 0


def _restore(context: Context, arguments: argparse.Namespace) -> int:
    if not arguments.what:
        raise WorkstationError(
            say("Where are the backups?"), say("Name the folder: “aegle backup restore FOLDER --vault NEW”.")
        )
    by_code = arguments.code or arguments.code_file is not None
    wish = Wish(Path(arguments.what), context.vault(), "", name=arguments.name, takes_losses=arguments.what_is_left)
    done = context.restore(wish, by_code, arguments.code_file)
    ws = done.workstation
    context.emit(
        {
            "vault": str(ws.folder),
            "user": ws.principal.user,
            "backup": done.name,
            "made_at": done.made_at,
            "losses": list(done.losses),
        },
        [
            f"The backup {done.name} of {done.made_at} was put back in {ws.folder}.",
            *(["This is lost:", *done.losses] if done.losses else ["It is whole."]),
        ],
    )
    return 0


def _plan_plain(state: BackupState) -> dict[str, Any]:
    now = datetime.now(UTC)
    plan = state.plan
    return {
        "folder": plan.folder,
        "every_hours": plan.every_hours,
        "keep": plan.keep,
        "trouble": str(state.trouble),
        "alarm": str(state.alarm(now)),
        "is_due": state.is_due(now),
        "is_on_the_disk_of_the_vault": state.is_beside,
    }


def _plan_lines(state: BackupState) -> list[str]:
    plan = state.plan
    often = f"every {plan.every_hours} h while the vault is open" if plan.every_hours else "by hand only"
    lines = [f"folder  {plan.folder or '(none chosen)'}", f"when    {often}", f"kept    {plan.keep}"]
    lines += [str(one) for one in (state.trouble, state.alarm(datetime.now(UTC))) if str(one)]
    if state.is_beside:
        lines.append("The backups lie on the disk of the vault: what destroys one destroys both.")
    return lines


def _plain(note: BackupNote) -> dict[str, Any]:
    return {
        "name": note.name,
        "folder": note.folder,
        "made_at": note.made_at,
        "verified_at": note.verified_at,
        "size_bytes": note.size_bytes,
        "copied_bytes": note.copied_bytes,
        "losses": list(note.losses),
        "deleted_patients": [{"patient": one.patient, "deleted_at": one.deleted_at} for one in note.held],
    }


def _whole(note: BackupNote) -> str:
    return "whole" if note.is_whole else f"damaged: {note.losses[0]}"


def _size(count: int) -> str:
    return f"{count / 2**20:.1f} MiB"


_VERBS = {
    "create": _create,
    "list": _list,
    "verify": _verify,
    "restore": _restore,
    "plan": _plan,
    "remove": _remove,
}
_HELP = (
    "make a backup now; list the backups and whom they still hold; read one and say what is lost in it; make a vault "
    "of one in an empty folder (--vault); set where, how often and how many; delete one"
)

COMMANDS = (Command("backup", "back the vault up (create, list, verify, restore, plan, remove)", _add_arguments, _run),)
