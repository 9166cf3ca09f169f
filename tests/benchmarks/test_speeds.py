"""The benchmarks that are run by hand, each once and small: they measure what they say, on both sides the same.

In full: ``python -m tests.benchmarks.worklist_speed``, ``import_speed``, ``reading_speed``, ``window_speed``,
``painting_speed``, ``imaging_speed``.
"""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.benchmarks import imaging_speed, import_speed, painting_speed, reading_speed, worklist_speed


def test_the_worklist_of_a_vault(tmp_path: Path) -> None:
    rows, said = worklist_speed.run(tmp_path, studies=40, observations=400, rounds=1)
    assert {row.name for row in rows} >= {"first page", "filtered by any words", "full text"}
    assert all(row.encrypted.median > 0 and row.plain.median > 0 for row in rows)
    assert "40 studies of 8 patients, 400 observations" in said[0]


def test_an_import_and_the_same_work_into_plain_files(tmp_path: Path) -> None:
    files = tmp_path / "files"
    found = import_speed.run(tmp_path, instances=3, rounds=1, ways=("vault", "plain sqlite3"))
    assert set(found) == {"vault", "plain sqlite3"}
    assert len(list(files.iterdir())) == 3


def test_reading_a_series_gives_the_voxels_that_pydicom_gives(tmp_path: Path) -> None:
    found = reading_speed.run(tmp_path, slices=3, rounds=1)
    assert len(found) == 6


@pytest.mark.usefixtures("qapp")
def test_painting_beside_another_program() -> None:
    found = painting_speed.run(1, small=True)
    assert all(times.median > 0 for times in found.values())
    assert {row[0] for row in painting_speed.table(found)[1]} >= {"painting mammogram, scroll"}


def test_opening_a_plain_and_a_compressed_series(tmp_path: Path) -> None:
    imaging_speed.prepare(tmp_path, 3)
    for kind in imaging_speed.KINDS:
        station, series = imaging_speed.unlocked(tmp_path, kind)
        first, whole = imaging_speed.first_and_whole(station, series)
        station.close()
        assert 0 < first < whole


def test_planes_beside_other_programs() -> None:
    assert [len(row) for row in imaging_speed.planes(1, slices=24, side=48)] == [6, 6, 6]
