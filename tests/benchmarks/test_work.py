"""How fast the work goes: importing, opening, scrolling, finding a patient, drawing a report."""

from __future__ import annotations

import os
from collections.abc import Iterator
from itertools import count
from pathlib import Path
from time import perf_counter
from typing import Any

import pytest

from app.domain.patient import Deed
from app.domain.work import quietly
from app.imaging.render import View, render
from app.main import door
from app.services import sample
from app.services.backing_up import Plan
from app.services.workstation import Workstation
from app.store.keyring import Cost

Benchmark = Any  # the plugin's fixture says nothing of its types
CHEAP = Cost(memory_kib=64, passes=1, lanes=1)


@pytest.fixture(scope="module")
def filled(tmp_path_factory: pytest.TempPathFactory, sample_library: tuple[Path, ...]) -> Iterator[Workstation]:
    station = door(cost=CHEAP).create(tmp_path_factory.mktemp("filled") / "vault", "ann", "correct horse battery")
    station.importing.import_paths(station.principal, sample_library, None, quietly)
    yield station
    station.close()


@pytest.fixture(scope="module")
def chest(filled: Workstation) -> str:
    patient = filled.timeline.open(filled.principal, sample.HARTMANN.mrn).patient
    return filled.worklist.series(filled.principal, patient=patient.id)[0].uid


def test_importing_the_sample_library(benchmark: Benchmark, tmp_path: Path, sample_library: tuple[Path, ...]) -> None:
    """About a hundred files, each into a vault that has none of them."""
    numbers = count()

    def imported() -> int:
        station = door(cost=CHEAP).create(tmp_path / f"vault{next(numbers)}", "ann", "correct horse battery")
        try:
            return station.importing.import_paths(station.principal, sample_library, None, quietly).stored
        finally:
            station.close()

    stored = benchmark.pedantic(imported, rounds=3)
    assert stored > 90
    if benchmark.enabled:
        benchmark.extra_info["files_per_second"] = stored / benchmark.stats["median"]


def test_opening_a_series_of_fifty_six_slices(benchmark: Benchmark, filled: Workstation, chest: str) -> None:
    opened = benchmark(filled.viewing.open, filled.principal, chest, None, quietly)
    assert opened.volume.voxels.shape == (56, 512, 512)


def test_scrolling(benchmark: Benchmark, filled: Workstation, chest: str) -> None:
    """One slice painted at the size of a large screen; 60 a second feel immediate."""
    volume = filled.viewing.open(filled.principal, chest, None, quietly).volume
    slices = count()
    picture = benchmark(lambda: render(volume, View(next(slices) % 56, (1400, 1000), 40.0, 400.0)))
    assert picture.shape == (1000, 1400)


def test_finding_a_patient(benchmark: Benchmark, filled: Workstation) -> None:
    rows = benchmark(filled.worklist.patients, filled.principal, "hart elena")
    assert [row.patient.mrn for row in rows] == [sample.HARTMANN.mrn]


def test_opening_a_record(benchmark: Benchmark, filled: Workstation) -> None:
    record = benchmark(filled.timeline.open, filled.principal, sample.HARTMANN.mrn)
    assert len(record.facts) > 250


def test_backing_up_again_when_little_changed(benchmark: Benchmark, tmp_path: Path) -> None:
    """A hundred megabytes of originals in full volumes, already copied; the first backup beside it as a ratio."""
    station = door(cost=CHEAP).create(tmp_path / "vault", "ann", "correct horse battery")
    store = station.backing_up._store
    store.objects._volume_bytes = 8 * 2**20
    for number in range(25):
        (one,) = store.objects.put_many([os.urandom(4 * 2**20)])
        with store.transaction(Deed(station.principal, "register model")) as tx:
            tx.run(
                "INSERT INTO models (id, card, object, registered_at, registered_by, origin, size_bytes)"
                " VALUES (:id, '{}', :object, '', '', '', 0)",
                {"id": str(number), "object": one},
            )
    (tmp_path / "disk").mkdir()
    station.backing_up.change_plan(station.principal, Plan(str(tmp_path / "disk")))
    start = perf_counter()
    first = station.backing_up.create(station.principal, quietly)
    took = perf_counter() - start
    again = benchmark.pedantic(station.backing_up.create, (station.principal, quietly), rounds=3)
    station.close()
    assert again.copied_bytes < first.copied_bytes / 8
    if benchmark.enabled:
        benchmark.extra_info["first_over_second"] = took / benchmark.stats["median"]
        benchmark.extra_info["first_mib_per_second"] = first.copied_bytes / took / 2**20
