"""Locked and unlocked over and over while the window works: its memory, read from outside, never holds key or image."""

from __future__ import annotations

import os
import random
import subprocess
import sys
import time
from datetime import date, datetime
from pathlib import Path

import pytest

from app import main
from app.domain.patient import Patient
from app.domain.work import quietly
from app.imaging.phantom import torso_files
from app.sealed import wipe
from app.store import keyring
from app.store.keyring import Cost
from tests.endurance.conftest import Measured
from tests.endurance.counts import FULL, TRIALS, scaled
from tests.gui.test_locking import _WINDOW, counts_in
from tests.watched import ROOT

WORDS = "correct horse battery"
TOMAS = Patient("", "T-100", "Sample^Tomas", date(1961, 4, 12), "M")


@pytest.mark.timeout(1800)
@pytest.mark.skipif(not Path("/proc/self/mem").exists(), reason="memory can be read from outside on Linux only")
@pytest.mark.skipif(TRIALS < FULL, reason="one lock is tried among the window's tests; the endurance command runs this")
def test_no_lock_of_many_leaves_a_key_or_an_image_behind(tmp_path: Path, measured: Measured) -> None:
    """Each lock falls into an import that goes on after it, and into whatever series is being opened."""
    files, more = tmp_path / "files", tmp_path / "more"
    made = list(torso_files(TOMAS, datetime(2025, 3, 10, 9, 30), slices=24, size=256))
    for folder, some in ((files, made[:24]), (more, made)):
        folder.mkdir()
        for name, data in some:
            (folder / name).write_bytes(data)
    for at in range(300):
        (more / f"copy {at}.csv").write_text(f"mrn,date,test,value,unit\nX{at},2025-01-01,Creatinine,{at},umol/L\n")
    station = main.door(Cost(8192, 1, 1)).create(tmp_path / "vault", "ada", WORDS)
    station.importing.import_paths(station.principal, (files,), None, quietly)
    patient = station.worklist.patients(station.principal)[0].patient
    series = max(station.worklist.series(station.principal, patient=patient.id), key=lambda one: one.instance_count).uid
    volume = station.viewing.open(station.principal, series, None, quietly).volume
    station.close()
    middle = volume.voxels[len(volume.voxels) // 2]
    row = max((middle[j] for j in range(middle.shape[0])), key=lambda one: len(set(one.tolist())))
    image = row.tobytes()
    key = keyring.open_slot(keyring.read(tmp_path / "vault"), "ada", WORDS)
    wanted = {"key": bytes(key[:32]), "key in hex": bytes(key[:32]).hex().encode(), "image": image}
    wipe(key)
    cycles, left, seen_open, dice = scaled(20), dict.fromkeys(wanted, 0), dict.fromkeys(wanted, 0), random.Random(3)
    with subprocess.Popen(
        [sys.executable, "-c", _WINDOW, str(tmp_path / "vault"), series],
        stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True,
        env={**os.environ, "PYTHONPATH": str(ROOT)},
    ) as child:  # fmt: skip
        assert child.stdin
        assert child.stdout
        say, hear = child.stdin, child.stdout

        def tell(line: str, answer: str) -> None:
            say.write(line + "\n")
            say.flush()
            assert hear.readline().strip() == answer

        try:
            tell(WORDS, "unlocked")
            for _ in range(cycles):
                tell("open", "opened")
                for name, count in counts_in(child.pid, wanted).items():
                    seen_open[name] += count > 0
                tell(f"import {more}", "importing")
                time.sleep(dice.uniform(0.0, 1.5))
                tell("lock", "locked")
                for name, count in counts_in(child.pid, wanted).items():
                    left[name] += count > 0
                tell("unlock", "unlocked")
        finally:
            child.kill()
    measured("locks during work, memory read from outside", cycles, lost=sum(left.values()))
    # the control: before each lock both are there
    assert min(seen_open["key"], seen_open["image"]) == cycles
    assert left == dict.fromkeys(wanted, 0)
