"""aegle keychain [status | on | off | anchor | no-anchor]"""

from __future__ import annotations

import argparse

from app.cli.command import Command, Context

MEANS = (
    "From now on whoever is signed in to this computer account opens the vault as you, without a passphrase: "
    "aegle --keychain. Your passphrase opens it as before."
)


def _add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("verb", nargs="?", choices=tuple(_VERBS), default="status", help=_HELP)


def _run(context: Context, arguments: argparse.Namespace) -> int:
    return _VERBS[arguments.verb](context, arguments)


def _status(context: Context, _arguments: argparse.Namespace) -> int:
    station = context.workstation()
    found = station.people.keychain(station.principal)
    said = {"keychain": found.name, "opens": found.opens, "anchored": found.is_anchored}
    lines = [
        f"keychain      {found.name or 'none that is used here'}",
        f"opens         {'yes, as ' + station.principal.user if found.opens else 'no'}",
        f"trail's head  {'kept in it' if found.is_anchored else 'not kept in it'}",
    ]
    context.emit(said, lines)
    return 0


def _on(context: Context, _arguments: argparse.Namespace) -> int:
    station = context.workstation()
    station.people.turn_on_keychain(station.principal, context.passphrase())
    context.emit({"opens": True}, [MEANS])
    return 0


def _off(context: Context, _arguments: argparse.Namespace) -> int:
    station = context.workstation()
    is_gone = station.people.turn_off_keychain(station.principal)
    lines = ["The keychain does not open the vault any more."]
    if not is_gone:
        lines.append("Its entry could not be removed from it; the entry opens nothing.")
    context.emit({"opens": False, "entry_removed": is_gone}, lines)
    return 0


def _anchor(context: Context, _arguments: argparse.Namespace) -> int:
    station = context.workstation()
    station.people.turn_anchor(station.principal, True)
    lines = [
        "The head of the audit trail is kept in the keychain of this computer account, at every unlock and lock.",
        "A vault that was put back to an older state as a whole is noticed here from now on.",
    ]
    context.emit({"anchored": True}, lines)
    return 0


def _no_anchor(context: Context, _arguments: argparse.Namespace) -> int:
    station = context.workstation()
    station.people.turn_anchor(station.principal, False)
    context.emit({"anchored": False}, ["The head of the audit trail is not kept in the keychain any more."])
    return 0


_VERBS = {"status": _status, "on": _on, "off": _off, "anchor": _anchor, "no-anchor": _no_anchor}
_HELP = (
    "what the keychain is used for (default); let it open the vault as you, or no more; keep the head of the audit "
    "trail in it, or no more"
)

COMMANDS = (
    Command(
        "keychain",
        "open the vault by this computer account's keychain; keep the trail's head in it",
        _add_arguments,
        _run,
    ),
)
