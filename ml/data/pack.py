"""The sealed pack: what the program hands over, encrypted, and where the package goes back."""

from __future__ import annotations

from typing import Any

import numpy as np

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


def asked_package(pack: Sealed, number: int = 0) -> bytes:
    """A package that is to be measured on the material."""
    return pack.array(f"{ASKED} {number}").tobytes()
