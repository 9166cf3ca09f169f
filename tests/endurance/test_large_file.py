"""A file of many frames, larger than 2 GB in the full count, comes in, opens at any frame, and goes out as it came."""

from __future__ import annotations

import hashlib
import resource
from pathlib import Path

import numpy as np
from pydicom.dataset import FileDataset

from app.domain.work import quietly
from app.services.workstation import Workstation
from tests.dicom_files import a_header, as_bytes, with_pixels
from tests.endurance.conftest import Measured
from tests.endurance.counts import scaled

FRAME = 1 << 20  # bytes of one frame
FRAMES = scaled(2100, least=4)


def a_large_file(path: Path) -> list[int]:
    """A file whose frames are black but for the first, the last and one in the middle. Returns those three.

    The file is sparse: what is black takes no room on the disk.
    """
    ds: FileDataset = with_pixels(a_header("1.2.840.10008.5.1.4.1.1.7.2", Modality="OT"), np.zeros((2, 2, 2), np.uint8))
    ds.Rows = ds.Columns = 1024
    ds.NumberOfFrames, ds.PixelData = FRAMES, b"\0" * 8
    head = as_bytes(ds)[:-8]
    told = [0, FRAMES // 2, FRAMES - 1]
    with path.open("wb") as out:
        out.write(head[:-4] + (FRAMES * FRAME).to_bytes(4, "little"))
        for k in told:
            out.seek(len(head) + k * FRAME)
            out.write(bytes([k % 200 + 50]) * FRAME)
        out.truncate(len(head) + FRAMES * FRAME)
    return told


def digest(path: Path) -> str:
    with path.open("rb") as data:
        return hashlib.file_digest(data, "sha256").hexdigest()


def peak_mb() -> int:
    """Of this process and of the largest of its children."""
    return max(resource.getrusage(who).ru_maxrss for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)) >> 10


def test_a_file_larger_than_two_gigabytes_comes_in_opens_and_goes_out(
    workstation: Workstation, tmp_path: Path, measured: Measured
) -> None:
    source = tmp_path / "in" / "large.dcm"
    source.parent.mkdir()
    told = a_large_file(source)
    size = source.stat().st_size
    result = workstation.importing.import_paths(workstation.principal, (source.parent,), None, quietly)
    assert (result.stored, [str(one.what) for one in result.refused]) == (1, [])
    imported = peak_mb()

    (series,) = workstation.worklist.series(workstation.principal)
    summary = workstation.viewing.summary(workstation.principal, series.uid)
    (shown,) = summary.sets
    assert len(shown.frames) == FRAMES
    opened = workstation.viewing.open(workstation.principal, series.uid, shown.id, quietly)
    for k in told:
        assert int(opened.volume.voxels[k, 500, 500]) == k % 200 + 50
    looked = peak_mb()

    out = tmp_path / "out"
    workstation.handing_out.hand_out(workstation.principal, [series.uid], out, quietly)
    (copy,) = [path for path in out.rglob("IM*") if path.is_file()]
    assert copy.stat().st_size == size
    assert digest(copy) == digest(source)
    measured("large file", 1, megabytes=size >> 20, imported_mb=imported, opened_mb=looked, handed_out_mb=peak_mb())
