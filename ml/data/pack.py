"""The sealed pack: what the program hands over, encrypted, and where the package goes back."""

from __future__ import annotations

import numpy as np

from app.features.raw import get_raws
from app.sealed import Sealed
from ml.data.cases import Material

TABLE, PACKAGE, ASKED = "table", "package", "asked_package"


def read_material(pack: Sealed) -> Material:
    """The table in a pack (heading -> cells) and what is read beside it."""
    return Material(pack.json(TABLE), get_raws(pack))


def put_package(pack: Sealed, package: bytes) -> None:
    pack.put_array(PACKAGE, np.frombuffer(package, dtype=np.uint8))


def asked_package(pack: Sealed, number: int = 0) -> bytes:
    """A package that is to be measured on the material."""
    return pack.array(f"{ASKED} {number}").tobytes()
