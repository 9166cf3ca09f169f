"""aegle vault create | info | check | recover | mend | accept | code | rotate | separate"""

from __future__ import annotations

import argparse
from pathlib import Path

from app.cli.command import Command, Context
from app.domain.errors import WorkstationError
from app.domain.words import say
from app.services import protection


def _add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("verb", choices=tuple(_VERBS), help=_HELP)
    parser.add_argument("--code-file", type=Path, metavar="F", help="recover: read the recovery code from a file")


def _run(context: Context, arguments: argparse.Namespace) -> int:
    return _VERBS[arguments.verb](context, arguments)


def _create(context: Context, _arguments: argparse.Namespace) -> int:
    workstation = context.create()
    folder, principal = str(workstation.folder), workstation.principal
    code = workstation.take_recovery_code()
    said = {"vault": folder, "user": principal.user, "role": str(principal.role), "recovery_code": code}
    context.emit(said, [f"A vault was made in {folder}. Its first user is {principal.user}.", *_told(code)])
    return 0


def _told(code: str) -> list[str]:
    return [
        f"Recovery code: {code}",
        "It opens the vault when the passphrase is lost, and is shown this once: write it down, keep it elsewhere.",
    ]


def _recover(context: Context, arguments: argparse.Namespace) -> int:
    """A new passphrase by the recovery code."""
    workstation = context.recover(arguments.code_file)
    folder, principal = str(workstation.folder), workstation.principal
    said = {"vault": folder, "user": principal.user, "role": str(principal.role)}
    context.emit(said, [f"{principal.user} has a new passphrase. The one before opens nothing any more."])
    return 0


def _mend(context: Context, _arguments: argparse.Namespace) -> int:
    context.mend()
    context.emit({"vault": str(context.vault())}, ["The kept copy of the keyring was put back."])
    return 0


def _rotate(context: Context, _arguments: argparse.Namespace) -> int:
    workstation = context.workstation()
    workstation.people.change_keys(workstation.principal, context.report())
    lines = [
        "The records are under a new key. Passphrases and the recovery code stay as they are.",
        "Originals stay in their volumes, whose keys are wrapped anew; what is imported from now on goes to a new one.",
        "Whoever has the old key can still open older copies (backups) of this vault.",
    ]
    context.emit({"vault": str(workstation.folder)}, lines)
    return 0


def _separate(context: Context, _arguments: argparse.Namespace) -> int:
    workstation = context.separate()
    lines = ["This vault has an id of its own now. Passphrases stay as they are; keychains do not open it any more."]
    context.emit({"vault": str(workstation.folder)}, lines)
    return 0


def _accept(context: Context, _arguments: argparse.Namespace) -> int:
    workstation = context.despite()
    found = [str(one) for one in workstation.alarms]
    lines = found or ["The vault is as it was left."]
    context.emit({"vault": str(workstation.folder), "alarms": found}, [*lines, "It opens from now on."])
    return 0


def _code(context: Context, _arguments: argparse.Namespace) -> int:
    workstation = context.workstation()
    code = workstation.people.new_recovery_code(workstation.principal)
    context.emit({"recovery_code": code}, [*_told(code), "The recovery code before it opens nothing any more."])
    return 0


def _info(context: Context, _arguments: argparse.Namespace) -> int:
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
    held = protection.look()
    said = {
        "vault": str(found.folder),
        "users": list(found.users),
        "created_at": found.created_at,
        "version": found.version,
        "protection": {"on": [str(one) for one in held.on], "off": [str(one) for one in held.off]},
    }
    context.emit(
        said,
        [
            f"vault    {found.folder}",
            f"users    {', '.join(found.users)}",
            f"created  {found.created_at}",
            f"version  {found.version}",
            "Reading foreign files:",
            *(f"  yes  {one}" for one in held.on),
            *(f"  no   {one}" for one in held.off),
        ],
    )
    return 0


def _check(context: Context, _arguments: argparse.Namespace) -> int:
    problems = context.workstation().check()
    context.emit({"ok": not problems, "problems": list(problems)}, problems or ["The vault is whole."])
    return 2 if problems else 0


_VERBS = {
    "create": _create,
    "info": _info,
    "check": _check,
    "recover": _recover,
    "mend": _mend,
    "accept": _accept,
    "code": _code,
    "rotate": _rotate,
    "separate": _separate,
}
_HELP = (
    "make a new vault; say what it is; look for damage; set a new passphrase by the recovery code; put the kept copy "
    "of the keyring back; open what is left of a vault whose files are missing, or despite a clock that was set back "
    "(accept); make a new recovery code; put the vault under new keys; make a vault of its own of a copy"
)

COMMANDS = (
    Command(
        "vault",
        "create a vault, say what it is (info), look for damage (check), get back in (recover), change keys (rotate)",
        _add_arguments,
        _run,
    ),
)
