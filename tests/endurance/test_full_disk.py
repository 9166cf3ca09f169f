"""The disk is full at every write: a sentence, nothing half done; and at zero bytes free deleting works."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from tests.endurance import disk_shim
from tests.endurance.conftest import Measured
from tests.endurance.counts import FULL, TRIALS
from tests.endurance.disk_shim import HERE, ROOT


@pytest.mark.timeout(3600)
@pytest.mark.parametrize(("deed", "writes"), [("import", 300), ("edit", 250), ("delete", 300), ("rotate", 350)])
def test_full_at_every_write(day: Path, scratch: Path, deed: str, writes: int, measured: Measured) -> None:
    shim = disk_shim.compiled(scratch)
    folder = Path(shutil.copytree(day, scratch / "day"))
    every = 1 if TRIALS >= FULL else max(1, writes * 2 // TRIALS)
    said = disk_shim.run(shim, folder / "vault", None, str(HERE / "full_disk.py"), str(folder), deed, str(every))
    *trials, last = [json.loads(line) for line in said.splitlines()]
    assert [one for one in trials if one["wrong"]] == []
    refused = [one for one in trials if one["refused"]]
    # deleting goes on with the ballast's room
    assert refused or deed == "delete", "no write failed: the test shows nothing"
    # of a file that cannot be made beside records.db SQLite says no more than that it cannot be
    sentences = ("disk is full", "cannot be read or written")
    assert [one["refused"] for one in refused if not any(part in one["refused"] for part in sentences)] == []
    measured(f"disk full at a write, {deed}", len(trials), refused=len(refused), writes=last["total"], lost=0)


def in_namespace(script: str, *words: str) -> str:
    """Run a script where it may mount: a name space of its own. Skipped, with the reason, where that is not allowed."""
    unshare = shutil.which("unshare")
    if unshare is None:
        pytest.skip("mounting a small disk needs Linux's unshare")
    probe = subprocess.run([unshare, "-Urm", "true"], capture_output=True, text=True)
    if probe.returncode != 0:
        pytest.skip(f"no name space of mounts of one's own here: {probe.stderr.strip()}")
    env = {**os.environ, "PYTHONPATH": str(ROOT), "OMP_NUM_THREADS": "1", "PY": sys.executable}
    done = subprocess.run(
        [unshare, "-Urm", "sh", "-ec", script, "sh", *words], env=env, cwd=ROOT, capture_output=True, text=True
    )
    assert done.returncode == 0, done.stderr[-3000:]
    return done.stdout


_SMALL_DISK = """
mount -t tmpfs -o size=64m none "$1"
cp -r "$2/." "$1"
export AEGLE_BALLAST_BYTES=2097152
exec "$PY" tests/endurance/no_room.py "$1"
"""


def test_at_zero_bytes_free_a_patient_is_deleted_and_later_erased(
    day: Path, tmp_path: Path, measured: Measured
) -> None:
    """On a real file system of 64 MiB that holds not one byte more."""
    (tmp_path / "disk").mkdir()
    seen = json.loads(in_namespace(_SMALL_DISK, str(tmp_path / "disk"), str(day)))
    assert seen["free when full"] == 0
    assert "disk is full" in seen["import"]
    assert seen["ballast given up"]
    assert "disk is full" in seen["unlock"]
    assert seen["deleted"] == ["before it was full", "while open", "after unlocking on a full disk"]
    assert "disk is full" in seen["import again"]
    assert "free space" in seen["erase on a full disk"]
    assert seen["ballast back"]
    assert seen["erased"] == 3
    assert seen["wrong"] == []
    measured("delete at zero bytes free", 2, lost=0)


_READ_ONLY = """
mount --bind "$1" "$1"
mount -o remount,ro,bind "$1"
exec "$PY" tests/endurance/read_only.py "$1"
"""


def test_on_read_only_media_it_is_refused_and_no_byte_is_changed(day: Path, tmp_path: Path, measured: Measured) -> None:
    """On a mount that is read-only for everybody, root too."""
    vault = Path(shutil.copytree(day / "vault", tmp_path / "vault"))
    before = {path: path.read_bytes() for path in vault.rglob("*") if path.is_file()}
    seen = json.loads(in_namespace(_READ_ONLY, str(vault)))
    assert "where nothing can be written" in seen["refused"]
    assert {path: path.read_bytes() for path in vault.rglob("*") if path.is_file()} == before
    # control: the same vault opens where it can be written
    control = json.loads(in_namespace('exec "$PY" tests/endurance/read_only.py "$1"', str(vault)))
    assert control["refused"] == ""
    measured("read-only media", 1, refused=1, lost=0)
