"""Volumes of DICOM files two ways: as import and viewer make them, and as dcm2niix, an independent converter, does."""

from __future__ import annotations

import subprocess
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import nibabel
import numpy as np
import pytest
from numpy.typing import NDArray

from app.domain.study import DisplaySet, Instance, Series
from app.domain.volume import Volume
from app.imaging.assemble import assemble
from app.imaging.decode import decode
from app.imaging.frames import Request
from app.imaging.volume import Slice, build
from app.ingest.reader import Item, Options
from app.ingest.reading import read

Shown = tuple[DisplaySet, Volume]


def shown(files: Sequence[bytes]) -> list[Shown]:
    """Every display set of every series of the files, with its volume."""
    series: dict[str, Series] = {}
    instances: dict[str, dict[str, Instance]] = defaultdict(dict)
    data = {}
    for file in files:
        outcome = read("a.dcm", file, Options())
        if isinstance(outcome, Item) and outcome.image is not None:
            image = outcome.image
            series[image.series.uid], data[image.instance.uid] = image.series, file
            instances[image.series.uid][image.instance.uid] = image.instance
    return [
        (one, _volume(one, instances[uid], data))
        for uid, kept in series.items()
        for one in assemble(kept, instances[uid].values()).sets
    ]


def _volume(one: DisplaySet, instances: dict[str, Instance], data: dict[str, bytes]) -> Volume:
    slices = []
    for frame in one.frames:
        instance = instances[frame.instance]
        found = decode(Request(data[instance.uid], instance.transfer_syntax, (frame.index,), instance.tiles))
        is_inverted = instance.photometric == "MONOCHROME1"
        slices.append(Slice(instance.frame_headers[frame.index], found.stored[0], is_inverted, found.tables, found))
    return build(one, slices)


@dataclass(frozen=True, slots=True)
class Converted:
    """One volume of the converter: (column, row, slice) values, their affine to LPS mm, the name it gave."""

    name: str
    values: NDArray[np.float64]
    affine: NDArray[np.float64]


def converted(files: Sequence[bytes], folder: Path, *options: str) -> tuple[list[Converted], str]:
    """Volumes of the files, one for each point in time, and what the converter said.

    Options ``-p n``: values by the slope that the standard names, not by Philips' private one.
    """
    tool = pytest.importorskip("dcm2niix", reason="the converter dcm2niix is not installed")
    inside, outside = folder / "in", folder / "out"
    inside.mkdir(parents=True)
    outside.mkdir()
    for number, data in enumerate(files):
        (inside / f"{number:05d}.dcm").write_bytes(data)
    command = [tool.bin, "-z", "n", "-b", "n", "-p", "n", "-f", "%s_%p", *options, "-o", outside, inside]
    said = subprocess.run(command, capture_output=True, text=True, check=False, timeout=240).stdout
    found = []
    for path in sorted(outside.glob("*.nii")):
        image: Any = nibabel.load(path)
        values = np.asarray(image.dataobj)
        if values.dtype.names:
            continue  # colour
        affine = image.affine.copy()
        affine[:2] *= -1  # RAS to LPS
        several = values[..., np.newaxis] if values.ndim == 3 else values
        found += [Converted(path.name, several[..., k].astype(float), affine) for k in range(several.shape[3])]
    return found, said


def difference(theirs: Converted, ours: Volume) -> tuple[float, float]:
    """(largest difference of values, farthest place in voxels from one of ours); infinite where a place is outside."""
    if ours.geometry is None or ours.is_colour:
        return float("inf"), float("inf")
    to_ours: Any = np.linalg.inv(ours.geometry.affine) @ theirs.affine
    places = np.indices(theirs.values.shape).reshape(3, -1)
    exact = to_ours[:3, :3] @ places + to_ours[:3, 3:]
    near = np.rint(exact).astype(int)
    i, j, k = near
    shape = ours.voxels.shape
    if near.min() < 0 or (k >= shape[0]).any() or (j >= shape[1]).any() or (i >= shape[2]).any():
        return float("inf"), float("inf")
    apart = np.abs(ours.voxels[k, j, i].astype(float) - theirs.values.reshape(-1)).max()
    return float(apart), float(np.abs(exact - near).max())


def disagreements(files: Sequence[bytes], folder: Path) -> tuple[int, list[str]]:
    """(volumes compared, what differs): each volume of the converter must be one of ours, and each of ours one of its.

    Values agree to a float's accuracy, places to 0.02 voxels.
    """
    ours = [(one, volume) for one, volume in shown(files) if volume.geometry is not None and not volume.is_colour]
    theirs, _ = converted(files, folder)
    told, matched = [], set()
    for volume in theirs:
        found = [difference(volume, mine) for _, mine in ours]
        close = [
            n
            for n, (value, place) in enumerate(found)
            if value <= 1e-6 * np.abs(volume.values).max() + 1e-6 and place < 0.02
        ]
        matched.update(close)
        if not close:
            told.append(f"{volume.name}: {min(found, default=None)}")
    told += [f"no volume is our set {one.id} ({one.reason})" for n, (one, _) in enumerate(ours) if n not in matched]
    return len(theirs), told
