"""Hundreds of malformed files come in: none crashes the program, none hangs it, and none is lost in silence."""

from __future__ import annotations

import hashlib
import time
from collections import Counter
from pathlib import Path

import pytest

from app.domain.errors import WorkstationError
from app.domain.study import DisplaySet
from app.domain.work import quietly
from app.services.workstation import Workstation
from tests.endurance.conftest import Measured
from tests.endurance.counts import scaled
from tests.malformed import malformed

BATCHES = scaled(5)
COUNT = min(scaled(650, least=52), 130)  # in each batch
LONGEST_S = 120  # for one file, on a busy computer: what hangs never ends


@pytest.mark.parametrize("batch", range(BATCHES))
def test_malformed_files_are_stored_or_refused_with_a_reason(
    workstation: Workstation, tmp_path: Path, measured: Measured, batch: int
) -> None:
    folder = tmp_path / "in"
    folder.mkdir()
    made = {one.name: one for one in malformed(COUNT, seed=7 + batch)}
    for one in made.values():
        (folder / one.name).write_bytes(one.data)
    began = time.monotonic()
    result = workstation.importing.import_paths(workstation.principal, (folder,), None, quietly)
    assert time.monotonic() - began < LONGEST_S + 2 * COUNT

    # every file: stored byte for byte, the same as one that is, or named with a sentence
    named = Counter(Path(problem.where).name for problem in (*result.refused, *result.kept_aside))
    assert all(str(problem.what).endswith((".", "!")) and str(problem.hint) for problem in result.refused)
    assert set(named) <= set(made)
    assert max(named.values(), default=1) == 1
    assert result.files == COUNT == result.stored + result.duplicate + sum(named.values())
    kept = digests(workstation)
    lost = [
        name for name, one in made.items() if name not in named and hashlib.sha256(one.data).hexdigest() not in kept
    ]
    assert lost == []

    opened, told = look_at_everything(workstation)
    refused = len(result.refused) + len(result.kept_aside)
    measured("malformed files", COUNT, lost=len(lost), stored=result.stored, refused=refused, opened=opened, told=told)


def digests(station: Workstation) -> set[str]:
    """Of the originals in the vault, as they are read from it."""
    found = set()
    for series in station.worklist.series(station.principal):
        for instance in station.worklist.instances(station.principal, series.uid):
            found.add(hashlib.sha256(station.importing._store.objects.get(instance.object)).hexdigest())
    return found


def look_at_everything(station: Workstation) -> tuple[int, int]:
    """Open every display set: (how many showed, how many said why not). Every instance is in one or says why not."""
    opened = told = 0
    for series in station.worklist.series(station.principal):
        summary = station.viewing.summary(station.principal, series.uid)
        assert len(summary.account) == series.instance_count
        assert all(one.sets or str(one.why_not) for one in summary.account)
        for shown in summary.sets:
            began = time.monotonic()
            words = why_not_shown(station, series.uid, shown)
            assert words is None or words
            opened, told = opened + (words is None), told + (words is not None)
            assert time.monotonic() - began < LONGEST_S
    return opened, told


def why_not_shown(station: Workstation, series: str, shown: DisplaySet) -> str | None:
    """None where the set opens with a value for every pixel it promised."""
    try:
        found = station.viewing.open(station.principal, series, shown.id, quietly)
    except WorkstationError as error:
        return str(error.what)
    assert found.volume.voxels.shape[:3] == shown.shape
    return None
