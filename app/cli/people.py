"""aegle people [list | add | remove | role | passphrase]"""

from __future__ import annotations

import argparse
from pathlib import Path

from app.cli.command import Command, Context, table
from app.domain.errors import WorkstationError
from app.domain.patient import Role
from app.domain.words import say


def _add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("verb", nargs="?", choices=tuple(_VERBS), default="list", help="default: list")
    parser.add_argument("name", nargs="?", default="", help="whom: for add, remove and role")
    parser.add_argument("--role", choices=tuple(map(str, Role)), help="what they may do: for add and role")
    parser.add_argument(
        "--new-passphrase-file", type=Path, metavar="F", help="add, passphrase: read the new passphrase from a file"
    )


def _run(context: Context, arguments: argparse.Namespace) -> int:
    return _VERBS[arguments.verb](context, arguments)


def _list(context: Context, _arguments: argparse.Namespace) -> int:
    station = context.workstation()
    people = station.people.people(station.principal)
    said = [{"user": one.user, "role": str(one.role), "added_at": one.added_at} for one in people]
    context.emit(said, table(("user", "role", "added"), ((p.user, p.role, p.added_at) for p in people)))
    return 0


def _add(context: Context, arguments: argparse.Namespace) -> int:
    name, role = _named(arguments), Role(arguments.role or Role.CLINICIAN)
    station = context.workstation()
    passphrase = context.new_passphrase(arguments.new_passphrase_file)
    station.people.add(station.principal, name, role, passphrase)
    context.emit({"user": name, "role": str(role)}, [f"{name} may open this vault as {role}."])
    return 0


def _remove(context: Context, arguments: argparse.Namespace) -> int:
    name = _named(arguments)
    station = context.workstation()
    station.people.remove(station.principal, name)
    context.emit({"user": name}, [f"{name} cannot open this vault any more."])
    return 0


def _role(context: Context, arguments: argparse.Namespace) -> int:
    name = _named(arguments)
    if not arguments.role:
        raise WorkstationError(say("No role was given."), say("Name it with --role."))
    station = context.workstation()
    station.people.change_role(station.principal, name, Role(arguments.role))
    context.emit({"user": name, "role": arguments.role}, [f"{name} is {arguments.role} from the next sign-in on."])
    return 0


def _passphrase(context: Context, arguments: argparse.Namespace) -> int:
    station = context.workstation()
    old = context.passphrase()
    station.people.change_passphrase(station.principal, old, context.new_passphrase(arguments.new_passphrase_file))
    context.emit({"user": station.principal.user}, ["Your passphrase was changed."])
    return 0


def _named(arguments: argparse.Namespace) -> str:
    if not arguments.name:
        raise WorkstationError(say("No user was named."), say("Give the user's name after the verb."))
    return str(arguments.name)


_VERBS = {"list": _list, "add": _add, "remove": _remove, "role": _role, "passphrase": _passphrase}

COMMANDS = (
    Command(
        "people", "who may open the vault, and as what (list, add, remove, role, passphrase)", _add_arguments, _run
    ),
)
