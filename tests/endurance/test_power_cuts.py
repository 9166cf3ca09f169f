"""The power is cut at any moment of what a real import, edits, erasing and a change of keys wrote."""

from __future__ import annotations

import json
import random
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from app.domain.errors import WorkstationError
from tests.endurance import days, disk_shim
from tests.endurance.conftest import Measured
from tests.endurance.counts import scaled
from tests.endurance.disk_shim import Op
from tests.endurance.power import Disk

STATES = {"store": 1300, "rewrite": 700}


@pytest.fixture(scope="module")
def shim(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return disk_shim.compiled(tmp_path_factory.mktemp("shim"))


def recorded(day: Path, shim: Path, scratch: Path, what: str, synchronous: str) -> tuple[Path, list[Op], days.Before]:
    """(the vault at rest, what was written then, what it held)."""
    folder = scratch / synchronous
    shutil.copytree(day, folder)
    station = days.unlock(folder / "vault")
    before = days.look(station)
    station.close()
    at_rest = Path(shutil.copytree(folder / "vault", scratch / f"{synchronous} at rest"))
    log = scratch / f"{synchronous}.log"
    disk_shim.run(shim, folder / "vault", log, str(disk_shim.HERE / "recording.py"), str(folder), what, synchronous)
    return at_rest, list(disk_shim.read(log, folder / "vault")), before


def wrong_states(
    at_rest: Path, ops: list[Op], before: days.Before, count: int, scratch: Path, dice: random.Random
) -> Iterator[tuple[int, list[str]]]:
    """(after how many operations the power was cut, what is wrong then) for each state."""
    syncs = [at for at, op in enumerate(ops, start=1) if op.kind in "SM"]
    moments = sorted(dice.choice(syncs) if n % 2 else dice.randint(1, len(ops)) for n in range(count))
    disk, done = Disk(at_rest), 0
    said: list[dict[str, Any]] = []
    for moment in moments:
        for op in ops[done:moment]:
            if op.kind == "M":
                said.append(json.loads(op.data))
            disk.do(op)
        done = moment
        vault = scratch / "state"
        disk.cut(dice, vault)
        yield moment, _judged(vault, before, said)
        shutil.rmtree(vault)


def _judged(vault: Path, before: days.Before, said: list[dict[str, Any]]) -> list[str]:
    try:
        station = days.unlock(vault)
    except WorkstationError as error:
        return [f"does not open: {error}"]
    try:
        return days.wrongs(station, before, said)
    except WorkstationError as error:
        return [f"cannot be read: {error}"]
    finally:
        station.close()


@pytest.mark.timeout(3600)
@pytest.mark.parametrize("what", STATES)
def test_no_cut_of_the_power_loses_what_was_reported_done(
    day: Path, shim: Path, scratch: Path, what: str, measured: Measured
) -> None:
    at_rest, ops, before = recorded(day, shim, scratch, what, "full")
    count = scaled(STATES[what], 8)
    found = list(wrong_states(at_rest, ops, before, count, scratch, random.Random(3)))
    wrong = [(moment, said) for moment, said in found if said]
    assert wrong == []
    marks = sum(op.kind == "M" for op in ops)
    assert marks > 4
    measured(f"power cut, {what}", count, writes=sum(op.kind == "W" for op in ops), reported=marks, lost=0)


@pytest.mark.timeout(3600)
def test_a_vault_that_does_not_wait_for_the_disk_loses(
    day: Path, shim: Path, scratch: Path, measured: Measured
) -> None:
    """Control: the same replayer finds the losses of ``synchronous = OFF``."""
    at_rest, ops, before = recorded(day, shim, scratch, "store", "off")
    count = scaled(200, 6)
    found = list(wrong_states(at_rest, ops, before, count, scratch, random.Random(3)))
    lost = sum(bool(said) for _, said in found)
    assert lost > count // 10
    measured("power cut, control synchronous=OFF", count, lost=lost)
