"""The sealed pack: what the program hands over, encrypted, and where the package goes back."""

from __future__ import annotations

import numpy as np

from app.features.raw import get_raws
from app.sealed import Sealed
from ml.recipes.recipe import Material

HEADINGS, PACKAGE, ASKED = "headings", "package", "asked_package"


def read_material(pack: Sealed) -> Material:
    """The table in a pack (heading -> cells) and what is read beside it."""
    table = {name: pack.json(f"column {at}") for at, name in enumerate(pack.json(HEADINGS))}
    return Material(table, get_raws(pack))


def put_package(pack: Sealed, package: bytes) -> None:
    pack.put_array(PACKAGE, np.frombuffer(package, dtype=np.uint8))


def asked_package(pack: Sealed) -> bytes:
    """The package that is to be measured on the table."""
    return pack.array(ASKED).tobytes()
