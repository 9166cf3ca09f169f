"""What a person does on a disk that is full to the last byte. Run on a small mounted disk; prints what came of it."""

from __future__ import annotations

import errno
import json
import os
import shutil
import sys
from collections.abc import Callable
from pathlib import Path

from app.domain.errors import WorkstationError
from app.domain.work import quietly
from app.services.workstation import Workstation
from tests.endurance import days


def main(disk: Path) -> None:
    vault, seen = disk / "vault", dict[str, object]()
    station = days.unlock(vault)
    before = days.look(station)
    assert (vault / "ballast").stat().st_size == 2 * 2**20
    said = [_delete(station)]
    deleted = ["before it was full"]
    fill(disk / "filler")
    seen["free when full"] = shutil.disk_usage(disk).free
    seen["import"] = _refusal(lambda: station.importing.import_paths(station.principal, (disk / "new",), None, quietly))
    said.append(_delete(station))
    deleted.append("while open")
    seen["ballast given up"] = not (vault / "ballast").exists()
    station.close()
    fill(disk / "more")  # what the ballast gave is gone too
    seen["unlock"] = _refusal(lambda: days.unlock(vault))
    for name in ("filler", "more"):
        (disk / name).unlink()
    days.unlock(vault).close()
    assert (vault / "ballast").exists()
    fill(disk / "filler")
    assert shutil.disk_usage(disk).free == 0
    station = days.unlock(vault)
    said.append(_delete(station))
    deleted.append("after unlocking on a full disk")
    seen["deleted"] = deleted
    seen["import again"] = _refusal(
        lambda: station.importing.import_paths(station.principal, (disk / "new",), None, quietly)
    )
    seen["erase on a full disk"] = _refusal(lambda: station.deleting.erase(station.principal, quietly))
    wrong = days.wrongs(station, before, said)
    (disk / "filler").unlink()
    seen["erased"] = station.deleting.erase(station.principal, quietly)
    station.close()
    station = days.unlock(vault)
    seen["ballast back"] = (vault / "ballast").stat().st_size == 2 * 2**20
    seen["wrong"] = wrong + days.wrongs(station, before, said)
    station.close()
    print(json.dumps(seen))


def fill(path: Path) -> None:
    """Take every byte that is free."""
    descriptor = os.open(path, os.O_WRONLY | os.O_CREAT, 0o600)
    for size in (2**20, 4096, 1):
        try:
            while os.write(descriptor, bytes(size)) == size:
                pass
        except OSError as error:
            assert error.errno == errno.ENOSPC  # noqa: PT017 - no pytest here
    os.close(descriptor)


def _delete(station: Workstation) -> dict[str, str]:
    row = next(r for r in station.worklist.patients(station.principal) if r.patient.mrn.startswith("MRN-"))
    station.deleting.delete_patient(station.principal, row.patient.id, "asked")
    return {"deleted": row.patient.id}


def _refusal(deed: Callable[[], object]) -> str:
    try:
        deed()
    except WorkstationError as error:
        return str(error)
    return ""


if __name__ == "__main__":
    main(Path(sys.argv[1]))
