"""aegle vault create | info | check"""

from __future__ import annotations

import argparse

from app.cli.command import Command, Context
from app.domain.errors import WorkstationError
from app.domain.words import say


def _add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("verb", choices=tuple(_VERBS), help="make a new vault, say what it is, or look for damage")


def _run(context: Context, arguments: argparse.Namespace) -> int:
    return _VERBS[arguments.verb](context)


def _create(context: Context) -> int:
    workstation = context.create()
    folder, principal = str(workstation.folder), workstation.principal
    said = {"vault": folder, "user": principal.user, "role": str(principal.role)}
    context.emit(said, [f"A vault was made in {folder}. Its first user is {principal.user}."])
    return 0


def _info(context: Context) -> int:
    found = context.door.look(context.vault())
    if found is None:
        raise WorkstationError(
            say("There is no vault in {folder}.", folder=str(context.vault())),
            say("Create one with “aegle vault create”, or name its folder with --vault."),
        )
    if not found.users:
        raise WorkstationError(
            say("The keyring of the vault in {folder} cannot be read.", folder=str(found.folder)),
            say("It is damaged, or a newer version of the workstation made it. Nothing was changed."),
        )
    said = {
        "vault": str(found.folder),
        "users": list(found.users),
        "created_at": found.created_at,
        "version": found.version,
    }
    context.emit(
        said,
        [
            f"vault    {found.folder}",
            f"users    {', '.join(found.users)}",
            f"created  {found.created_at}",
            f"version  {found.version}",
        ],
    )
    return 0


def _check(context: Context) -> int:
    problems = context.workstation().check()
    context.emit({"ok": not problems, "problems": list(problems)}, problems or ["The vault is whole."])
    return 2 if problems else 0


_VERBS = {"create": _create, "info": _info, "check": _check}

COMMANDS = (Command("vault", "create a vault, say what it is (info), look for damage (check)", _add_arguments, _run),)
