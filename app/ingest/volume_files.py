"""Volumes that come as one file without a patient (NIfTI, NRRD), as the nouns a DICOM series becomes: one path for all.

Each gets a study and a series of its own, known again by the digest of its bytes.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from app.domain.identifiers import id_of, uid_of
from app.domain.patient import Patient
from app.domain.study import FrameHeader, Instance, Series, Study
from app.domain.volume import Window
from app.domain.words import Phrase, say
from app.ingest.reader import Image

# what unpacks to more, or from a thousandth of its size, is no volume but may fill the computer
MOST_BYTES, MOST_RATIO, HARMLESS = 1 << 31, 2000, 1 << 28
BOMB: tuple[Phrase, Phrase] = (
    say("The volume unpacks to far more than its size; it may be made to fill the computer."),
    say("Ask for the file again from where it came."),
)
CUT_SHORT: tuple[Phrase, Phrase] = (
    say("The volume is cut short: a part of its voxels is missing."),
    say("Copy or export the file again from where it came."),
)


@dataclass(frozen=True, slots=True, eq=False)
class Grid:
    """What a volume's header says. ``shape`` is (columns, rows, slices, volumes); ``affine`` (4, 4) maps (i, j, k, 1)
    to LPS mm, None where the file does not say where it lies; ``spacing_mm`` is (between rows, between columns).
    """

    format: str
    shape: tuple[int, int, int, int]
    affine: NDArray[np.float64] | None
    spacing_mm: tuple[float, float] | None
    is_colour: bool = False
    slope: float = 1.0
    intercept: float = 0.0
    windows: tuple[Window, ...] = ()
    description: str = ""


def is_harmful(unpacked: int, size: int) -> bool:
    return unpacked > MOST_BYTES or unpacked > max(HARMLESS, MOST_RATIO * size)


def image_of(grid: Grid, name: str, digest: str) -> Image:
    """The nouns of a volume named ``name``. Nobody says whose it is: its patient is known by the file's name alone."""
    study, series, instance = (uid_of(level, digest) for level in ("study", "series", "instance"))
    columns, rows, slices, volumes = grid.shape
    headers = tuple(_header(grid, k, t) for t in range(volumes) for k in range(slices))
    frame = uid_of("frame of reference", digest) if grid.affine is not None else ""
    return Image(
        Patient(id_of("patient", "", name, "", study), "", name, None, ""),
        Study(study, id_of("patient", "", name, "", study), "", grid.description or name, None),
        Series(series, study, "OT", "", name, 1, frame, 0),
        Instance(
            uid=instance,
            series=series,
            sop_class="",
            transfer_syntax=grid.format,
            number=1,
            rows=rows,
            columns=columns,
            frames=slices * volumes,
            object="",
            digest=digest,
            photometric="RGB" if grid.is_colour else "MONOCHROME2",
            samples=3 if grid.is_colour else 1,
            frame_headers=headers,
            frame_of_reference=frame,
        ),
    )


def _header(grid: Grid, k: int, t: int) -> FrameHeader:
    affine = grid.affine
    position = orientation = None
    if affine is not None and _is_square(affine):
        x, y, z = (float(v) for v in affine[:3, 3] + k * affine[:3, 2])
        position = (x, y, z)
        a, b, c, d, e, f = (float(v) for n in (0, 1) for v in affine[:3, n] / np.linalg.norm(affine[:3, n]))
        orientation = (a, b, c, d, e, f)
    spacing = grid.spacing_mm
    return FrameHeader(
        index=t * grid.shape[2] + k,
        position_mm=position,
        orientation=orientation,
        pixel_spacing_mm=spacing,
        spacing_source=grid.format.upper() if spacing else "",
        slope=grid.slope,
        intercept=grid.intercept,
        windows=grid.windows,
        dimensions=(("time point", str(t + 1)),) if grid.shape[3] > 1 else (),
        aspect=spacing[0] / spacing[1] if spacing else 1.0,
    )


def _is_square(affine: NDArray[np.float64]) -> bool:
    """True where rows and columns stand at right angles and every direction has a length: else there is no plane."""
    lengths = np.linalg.norm(affine[:3, :3], axis=0)
    if not np.isfinite(affine).all() or lengths.min() <= 0:
        return False
    row, column = affine[:3, 0] / lengths[0], affine[:3, 1] / lengths[1]
    return bool(abs(row @ column) < 0.001)


def stem_of(where: str) -> str:
    """A file's name without folders and endings."""
    name = where.replace("\\", "/").rsplit("/", 1)[-1]
    for ending in (".gz", ".nii", ".nrrd", ".nhdr"):
        name = name[: -len(ending)] if name.lower().endswith(ending) else name
    return name
