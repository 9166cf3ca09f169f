"""aegle rebuild-models"""

from __future__ import annotations

import argparse
import secrets
import tempfile
from dataclasses import replace
from pathlib import Path
from typing import Any

from app.cli.command import Command, Context, table
from app.services.rebuilding import Rebuilt, rebuild, requests

DONE = 0


def _add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--data", metavar="DIR", type=Path, required=True, help="the folder of the data sets")
    parser.add_argument("names", metavar="NAME", nargs="*", help="only these; all without")
    parser.add_argument("--out", metavar="DIR", type=Path, help="where the packages go; the program's own folder without it")  # fmt: skip  # noqa: E501


def _run(context: Context, arguments: argparse.Namespace) -> int:
    shipped = context.door.resources / "models"
    asked = requests(shipped, arguments.data, arguments.names)
    made = []
    # a vault of its own, gone afterwards: nobody's patients are needed, and everything that trains needs a vault
    with tempfile.TemporaryDirectory(prefix="aegle-rebuild-", ignore_cleanup_errors=True) as name:
        vault = Path(name) / "vault"
        door = replace(context.door, doorstep=Path(name) / "doorstep.json", vault=vault)
        station = door.create(vault, "maker", secrets.token_urlsafe(24))
        try:
            for name, request in asked.items():
                made.append(
                    rebuild(
                        station.training, station.principal, name, request, arguments.out or shipped, context.report()
                    )
                )
        finally:
            station.close()
    rows = [(one["model"], one["bytes"], one["figure"], one["seconds"]) for one in map(_as_json, made)]
    context.emit([_as_json(one) for one in made], table(("model", "bytes", "figure", "seconds"), rows))
    return DONE


def _as_json(made: Rebuilt) -> dict[str, Any]:
    name, figure = next(iter(made.figures["metrics"].items()))
    return {
        "model": made.name,
        "package": str(made.package),
        "bytes": made.package.stat().st_size,
        "figure": f"{name} {figure['value']:.3f}",
        "metrics": made.figures["metrics"],
        "seconds": made.figures["seconds"],
    }


COMMANDS = (Command("rebuild-models", "train the shipped models again from their data sets", _add_arguments, _run),)
