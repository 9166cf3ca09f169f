"""The sealed pack: what the program hands over, encrypted, and where the package goes back."""

from __future__ import annotations

import json
import os
import stat
from pathlib import Path
from typing import Any

import numpy as np

from app.domain.errors import WorkstationError
from app.domain.training import PREPARED_KEY, PREPARED_PACK, PREPARED_REQUEST
from app.domain.words import say
from app.features.raw import get_raws
from app.sealed import Sealed
from ml.data.cases import Material

TABLE, PACKAGE, FIGURES, ASKED = "table", "package", "figures", "asked_package"


def read_material(pack: Sealed) -> Material:
    """The table in a pack (heading -> cells) and what is read beside it."""
    return Material(pack.json(TABLE), get_raws(pack))


def put_outcome(pack: Sealed, package: bytes, figures: dict[str, Any]) -> None:
    """What was learned, the figures last: a pack that has them is whole."""
    pack.put_array(PACKAGE, np.frombuffer(package, dtype=np.uint8))
    pack.put_json(FIGURES, figures)


def prepared(folder: Path) -> tuple[dict[str, Any], bytearray]:
    """(request, key) of a training that ``aegle train --prepare`` laid into a folder."""
    try:
        key_file = folder / PREPARED_KEY
        if os.name == "posix" and stat.S_IMODE(key_file.stat().st_mode) & 0o077:
            raise WorkstationError(
                say("The key of the prepared training may be read by others on this computer."),
                say("Make it yours alone: chmod 600 {path}", path=str(key_file)),
            )
        key = bytearray.fromhex(key_file.read_text(encoding="ascii"))
        request = json.loads((folder / PREPARED_REQUEST).read_text(encoding="utf-8"))
    except (OSError, ValueError) as error:
        raise WorkstationError(
            say("There is no prepared training in {folder}.", folder=str(folder)),
            say("Make one with: aegle train … --prepare FOLDER, and copy the whole folder."),
        ) from error
    return {**request, "pack": str(folder / PREPARED_PACK)}, key


def asked_package(pack: Sealed, number: int = 0) -> bytes:
    """A package that is to be measured on the material."""
    return pack.array(f"{ASKED} {number}").tobytes()
