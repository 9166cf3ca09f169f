"""What is run behind the shim while the disk is full from the n-th write on, for every n.

    python tests/endurance/full_disk.py FOLDER DEED EVERY

Prints a line of JSON for each n that was tried.
"""

from __future__ import annotations

import json
import random
import shutil
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

from app.domain.errors import WorkstationError
from app.domain.work import quietly
from app.jobs.workers import Workers
from app.services.importing import Importing
from tests.endurance import days, disk_shim

WORKERS = Workers(1)  # for all trials: starting them takes longer than a trial


def main(folder: Path, deed: str, every: int) -> None:
    at_rest = Path(shutil.copytree(folder / "vault", folder / "at rest"))
    before = _counted(folder, at_rest, deed)
    total = disk_shim.writes()
    for first in range(1 + random.Random(deed).randrange(every), total + 1, every):
        last = sys.maxsize if (first // every) % 2 else first  # the disk stays full, or one write fails
        print(json.dumps(_tried(folder, at_rest, deed, before, first, last)), flush=True)
    print(json.dumps({"total": total}))


def _fresh(folder: Path, at_rest: Path) -> Path:
    shutil.rmtree(folder / "vault")
    return Path(shutil.copytree(at_rest, folder / "vault"))


def _counted(folder: Path, at_rest: Path, deed: str) -> days.Before:
    """Once on a disk with room; the writes are counted."""
    vault = _fresh(folder, at_rest)
    station = days.unlock(vault)
    before = days.look(station)
    disk_shim.fail(0, 0)
    SHORT[deed](days.Day(station, folder, random.Random(5), lambda _said: None))
    station.close()
    return before


def _tried(folder: Path, at_rest: Path, deed: str, before: days.Before, first: int, last: int) -> dict[str, Any]:
    vault = _fresh(folder, at_rest)
    station = days.unlock(vault)
    said: list[dict[str, Any]] = []
    refused = ""
    disk_shim.fail(first, last)
    try:
        SHORT[deed](days.Day(station, folder, random.Random(5), said.append))
    except WorkstationError as error:
        refused = str(error)
    finally:
        station.close()
        disk_shim.fail(0, 0)
    again = days.unlock(vault)
    wrong = days.wrongs(again, before, said)
    again.close()
    return {"first": first, "one": first == last, "refused": refused, "said": len(said), "wrong": wrong}


def importing(day: days.Day) -> None:
    importing = Importing(day.station.importing._store, WORKERS, day.station.news)
    importing.import_paths(day.station.principal, (day.folder / "new" / "6",), None, quietly)
    day.say({"imported": True})


def rotating(day: days.Day) -> None:
    day.station.people.change_keys(day.station.principal)
    days.draft(day, "after")


# one short deed each: every single write is made to fail
SHORT: dict[str, Callable[[days.Day], None]] = {
    "import": importing,
    "edit": lambda day: days.draft(day, "a note"),
    "delete": lambda day: days.deleting(day, 1),
    "rotate": rotating,
}


if __name__ == "__main__":
    main(Path(sys.argv[1]), sys.argv[2], int(sys.argv[3]))
