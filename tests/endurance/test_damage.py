"""From a bit to a mebibyte of any file is spoilt: what is whole stays readable, what is not is named, nothing lies."""

from __future__ import annotations

import hashlib
import random
import re
import shutil
from collections import Counter
from dataclasses import dataclass
from pathlib import Path

import pytest

from app.domain.errors import WorkstationError
from app.domain.work import quietly
from app.services.workstation import Workstation
from tests.endurance import days
from tests.endurance.conftest import Measured
from tests.endurance.counts import scaled

SIZES = (0, 1, 64, 512, 16 * 2**10, 2**20)  # bytes; 0: one bit
LISTED = re.compile(r"Instance (\S+) of study (\S+), patient (\S+), is damaged or missing\.")
# without these nothing can be shown; all other files may be spoilt and the vault opens
NEEDED = ("records.db", "keyring.json")


@dataclass(frozen=True, slots=True)
class Instance:
    uid: str
    study: str
    mrn: str
    object: str
    digest: str


@pytest.fixture(scope="module")
def held(day: Path, tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, tuple[Instance, ...]]:
    """A vault as a crash left it, with logs, and what it holds."""
    folder = Path(shutil.copytree(day / "vault", tmp_path_factory.mktemp("held") / "vault"))
    station = days.unlock(folder)
    station.importing.import_paths(station.principal, (day / "new" / "6",), None, quietly)
    listed = tuple(_listed(station))
    crashed = Path(shutil.copytree(folder, folder.with_name("crashed")))
    station.close()
    return crashed, listed


def _listed(station: Workstation) -> list[Instance]:
    made = []
    for row in station.worklist.studies(station.principal):
        for series in station.worklist.series(station.principal, study=row.study.uid):
            for one in station.worklist.instances(station.principal, series.uid):
                data = station.importing._store.objects.get(one.object)
                digest = hashlib.sha256(data).hexdigest()
                made.append(Instance(one.uid, row.study.uid, row.patient.mrn, one.object, digest))
    return made


def spoil(path: Path, size: int, dice: random.Random) -> None:
    data = bytearray(path.read_bytes())
    at = dice.randrange(max(1, len(data) - size + 1)) if data else 0
    if size == 0 and data:
        data[at] ^= 1 << dice.randrange(8)
    else:
        data[at : at + min(size, len(data))] = dice.randbytes(min(size, len(data)))
    path.write_bytes(data)


@pytest.mark.timeout(3600)
def test_damage_of_any_file_is_told_and_harms_nothing_else(
    held: tuple[Path, tuple[Instance, ...]], scratch: Path, measured: Measured
) -> None:
    crashed, listed = held
    dice, count = random.Random(17), scaled(400, 12)
    names = sorted(str(p.relative_to(crashed)) for p in crashed.rglob("*") if p.is_file() and p.stat().st_size)
    names = [name for name in names if not name.endswith("-shm")]
    outcomes: Counter[str] = Counter()
    wrong = []
    for trial in range(count):
        name, size = names[trial % len(names)], SIZES[trial // len(names) % len(SIZES)]
        vault = Path(shutil.copytree(crashed, scratch / "vault"))
        spoil(vault / name, size, dice)
        outcome, said = judged(vault, name, listed)
        shutil.rmtree(vault)
        outcomes[outcome] += 1
        wrong += [(name, size, one) for one in said]
    assert wrong == []
    assert outcomes["told"] + outcomes["refused"] > count // 4
    measured("damage of a random file", count, **outcomes, lost=0)


def judged(vault: Path, name: str, listed: tuple[Instance, ...]) -> tuple[str, list[str]]:
    """(what came of it, what is wrong with that)."""
    try:
        station = days.unlock(vault)
    except WorkstationError as error:
        return "refused", [] if name.startswith(NEEDED) else [f"does not open: {error}"]
    try:
        said = station.check()
        named = {match[1]: match.group(2, 3) for one in said if (match := LISTED.match(one))}
        lost = {one.uid for one in listed if not _is_whole(station, one)}
        wrong = [f"{uid} cannot be read and is not named" for uid in lost - set(named)]
        wrong += [f"{uid} is named and can be read" for uid in set(named) - lost]
        whose = {one.uid: (one.study, one.mrn) for one in listed}
        wrong += [f"{uid} is named as {found}" for uid, found in named.items() if whose[uid] != found]
        return "told" if said or station.alarms else "harmless", wrong
    except WorkstationError as error:
        return "told", [] if name.startswith(NEEDED) else [f"cannot be read: {error}"]
    finally:
        station.close()


def _is_whole(station: Workstation, one: Instance) -> bool:
    """Raises AssertionError where the vault gives other bytes than it was given."""
    try:
        data = station.importing._store.objects.get(one.object)
    except WorkstationError:
        return False
    assert hashlib.sha256(data).hexdigest() == one.digest, "the vault lies"
    return True


def test_a_spoilt_original_costs_itself_alone(held: tuple[Path, tuple[Instance, ...]], tmp_path: Path) -> None:
    """A page of the volume: the originals that had a part in it are lost and named, no other."""
    crashed, listed = held
    vault = Path(shutil.copytree(crashed, tmp_path / "vault"))
    days.unlock(vault).close()
    lost = Counter[int]()
    fullest = Counter(one.object[:4] for one in listed).most_common(1)[0][0]
    path = vault / "volumes" / f"{fullest}.db"
    whole = path.read_bytes()
    for page in range(1, len(whole) // 16384):
        path.write_bytes(whole[: page * 16384 + 100] + b"spoilt" + whole[page * 16384 + 106 :])
        station = days.unlock(vault)
        unreadable = {one.uid for one in listed if not _is_whole(station, one)}
        assert {match[1] for one in station.check() if (match := LISTED.match(one))} == unreadable
        lost[len(unreadable)] += 1
        station.close()
    # most pages hold a part of one original; some none of these (models), few the list of all
    assert lost[1] > (lost.total() - lost[0]) // 2
