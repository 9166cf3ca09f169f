"""What is run behind the shim while every write is noted: an import and edits, or what rewrites files.

python tests/endurance/recording.py FOLDER store|rewrite full|off
"""

from __future__ import annotations

import json
import random
import sys
from pathlib import Path
from typing import Any

import sqlcipher3

from app.store import database, objects
from tests.endurance import days, disk_shim

RECORDINGS = {"store": ("import", "edit"), "rewrite": ("erase", "rotate")}


def main(folder: Path, what: str, synchronous: str) -> None:
    if synchronous == "off":
        for module in (database, objects):
            module.connect = _careless(module.connect)  # type: ignore[attr-defined]
    station = days.unlock(folder / "vault")
    for deed in RECORDINGS[what]:
        days.DEEDS[deed](days.Day(station, folder, random.Random(5), lambda one: disk_shim.mark(json.dumps(one))))
    station.close()


def _careless(connect: Any) -> Any:
    """The control: a vault that does not wait for the disk."""

    def connect_off(*given: Any, **more: Any) -> sqlcipher3.Connection:
        connection = connect(*given, **more)
        connection.execute("PRAGMA synchronous = OFF")
        return connection

    return connect_off


if __name__ == "__main__":
    main(Path(sys.argv[1]), sys.argv[2], sys.argv[3])
