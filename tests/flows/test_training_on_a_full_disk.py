"""A disk that fills up to its last byte while a model is trained: one sentence, nothing lost, and a way on."""

from __future__ import annotations

import os
import shutil
import subprocess
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

import numpy as np
import pytest

from app.domain.errors import WorkstationError
from app.domain.training import Event, Measured, Progress, TrainRequest
from app.domain.work import quietly
from app.main import door
from app.services.training import CutShort
from app.services.workstation import Workstation
from app.store.keyring import Cost

pytest.importorskip("torch", reason="the train extra is not installed")

CHEAP = Cost(memory_kib=64, passes=1, lanes=1)


@pytest.fixture
def small_disk(tmp_path: Path) -> Iterator[Path]:
    """A disk of 40 MB."""
    place = tmp_path / "disk"
    place.mkdir()
    mount, unmount = shutil.which("mount"), shutil.which("umount")
    words = [mount or "", "-t", "tmpfs", "-o", "size=40m", "tmpfs", str(place)]
    if not mount or not unmount or subprocess.run(words, capture_output=True).returncode != 0:
        pytest.skip("a disk of its own can only be mounted by root")
    yield place
    subprocess.run([unmount, str(place)], check=True)


@pytest.fixture
def station(small_disk: Path) -> Iterator[Workstation]:
    opened = door(cost=CHEAP).create(small_disk / "vault", "ann", "correct horse battery")
    yield opened
    opened.close()


@pytest.fixture
def table(tmp_path: Path) -> Path:
    rng = np.random.default_rng(5)
    lines = ["age,crp,ill"]
    for _ in range(80):
        ill = rng.random() < 0.5
        lines.append(f"{rng.normal(60 + 5 * ill, 9):.0f},{rng.lognormal(2 + ill, 0.5):.1f},{'yes' if ill else 'no'}")
    path = tmp_path / "patients.csv"
    path.write_text("\n".join(lines), encoding="utf-8")
    return path


def a_request(table: Path) -> TrainRequest:
    return TrainRequest("case_diagnosis", str(table), "ill", network="logistic", folds=2, repeats=1, name="Pneumonia")


def fill(disk: Path) -> None:
    """To the last byte."""
    with (disk / "filler").open("ab", buffering=0) as file:
        for size in (1 << 20, 1 << 12, 1):
            with suppress(OSError):
                while True:
                    file.write(bytes(size))
    assert os.statvfs(disk).f_bavail == 0


def test_a_disk_that_fills_up_cuts_the_training_short_and_it_goes_on_once_there_is_room(
    station: Workstation, small_disk: Path, table: Path
) -> None:
    me, heard = station.principal, list[Event]()

    def filling(event: Event) -> None:
        heard.append(event)
        if isinstance(event, Measured) and not (small_disk / "filler").exists():
            fill(small_disk)

    with pytest.raises(CutShort, match="The disk is full"):
        station.training.learn(me, a_request(table), filling, quietly)
    assert (small_disk / "filler").exists(), "the disk was full while it learned"
    said = " ".join(str(one.words) for one in heard if isinstance(one, Progress))
    assert "Traceback" not in said

    (small_disk / "filler").unlink()
    [left] = station.training.unfinished(me)
    assert left.name == "Pneumonia"
    resumed = station.training.collect(me, station.training.resume(me, left.pack, lambda _: None, quietly))
    undisturbed = station.training.collect(me, station.training.learn(me, a_request(table), lambda _: None, quietly))
    assert resumed.figures["metrics"] == undisturbed.figures["metrics"]
    assert resumed.figures["folds"] == undisturbed.figures["folds"]


def test_on_a_full_disk_no_training_begins_and_nothing_is_left_behind(
    station: Workstation, small_disk: Path, table: Path
) -> None:
    fill(small_disk)
    with pytest.raises(WorkstationError, match="full") as raised:
        station.training.learn(station.principal, a_request(table), lambda _: None, quietly)
    assert "room" in str(raised.value.hint)
    (small_disk / "filler").unlink()
    assert station.training.unfinished(station.principal) == ()
    assert not list((small_disk / "vault" / "training").glob("*/*"))
    # the way on is the same command again
    assert station.training.learn(station.principal, a_request(table), lambda _: None, quietly).pack
