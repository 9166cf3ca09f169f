"""Slices that a plain header hides: the tiles of a Siemens mosaic, the planes of nuclear medicine."""

from __future__ import annotations

import math
import warnings
from dataclasses import dataclass, replace
from typing import Any

from pydicom.dataset import Dataset

from app.domain.study import FrameHeader
from app.ingest.dicom_values import BROKEN, first, number, numbers, texts, value, whole

Vector = tuple[float, float, float]
# by what frames of a nuclear medicine object differ (PS3.3 C.8.4.8), one number for each frame
_VECTORS = (
    ("EnergyWindowVector", "energy window"),
    ("DetectorVector", "detector"),
    ("PhaseVector", "phase"),
    ("RotationVector", "rotation"),
    ("RRIntervalVector", "R-R interval"),
    ("TimeSlotVector", "time slot"),
    ("TimeSliceVector", "time slice"),
)


@dataclass(frozen=True, slots=True)
class Mosaic:
    """``tiles`` slices of ``rows`` by ``columns`` pixels in one picture, and a header for each."""

    tiles: int
    rows: int
    columns: int
    headers: tuple[FrameHeader, ...]


def mosaic(ds: Dataset, top: FrameHeader, rows: int, columns: int) -> Mosaic | None:
    """The slices of a mosaic; None where the image is none, or does not say enough to place its slices.

    Its stated position is that of a slice as large as the whole picture; the slices advance along the normal that
    Siemens' private header states, which may run against the cross product of the image's directions.
    """
    if "MOSAIC" not in top.image_type or top.position_mm is None or not top.orientation or not top.pixel_spacing_mm:
        return None
    tiles, normal = _tiles_and_normal(ds)
    between = number(ds, "SpacingBetweenSlices")
    across = math.ceil(math.sqrt(tiles))
    if not tiles or not normal or not between or rows % across or columns % across:
        return None
    tile_rows, tile_columns = rows // across, columns // across
    row, column = top.orientation[:3], top.orientation[3:]
    right = (columns - tile_columns) / 2 * top.pixel_spacing_mm[1]
    down = (rows - tile_rows) / 2 * top.pixel_spacing_mm[0]
    corner = tuple(p + right * r + down * c for p, r, c in zip(top.position_mm, row, column, strict=True))
    headers = tuple(
        replace(top, index=k, position_mm=_along((corner[0], corner[1], corner[2]), normal, abs(between) * k))
        for k in range(tiles)
    )
    return Mosaic(tiles, tile_rows, tile_columns, headers)


def _along(start: Vector, direction: Vector, distance: float) -> Vector:
    x, y, z = (s + d * distance for s, d in zip(start, direction, strict=True))
    return x, y, z


def _tiles_and_normal(ds: Dataset) -> tuple[int, Vector | None]:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # nibabel says at import that its DICOM part is young
        from nibabel.nicom import csareader  # late: few files need it
    try:
        reader: Any = csareader  # its functions carry no types
        header = reader.get_csa_header(ds, "image")
        if header is None:
            return 0, None
        normal = reader.get_slice_normal(header)
        found = None if normal is None else (float(normal[0]), float(normal[1]), float(normal[2]))
        return int(reader.get_n_mosaic(header) or 0), found
    except (*BROKEN, csareader.CSAReadError, ArithmeticError):
        return 0, None


def nuclear(ds: Dataset, top: FrameHeader, frames: int) -> list[FrameHeader] | None:
    """One header for each frame of a nuclear medicine object; None where it is none.

    The planes of a reconstructed tomogram advance from the first along the normal by SpacingBetweenSlices, which may be
    negative: then they advance against it (PS3.3 C.8.4.15).
    """
    if value(ds, "FrameIncrementPointer") is None:
        return None
    vectors = [(name, found) for keyword, name in _VECTORS if len(found := numbers(ds, keyword)) == frames]
    planes = numbers(ds, "SliceVector")
    if not (vectors or len(planes) == frames):
        return None
    placed = _tomogram(ds, top, planes) if len(planes) == frames else None
    headers = placed or [replace(top, index=k, position_mm=None) for k in range(frames)]
    return [
        replace(header, dimensions=(*_differing(vectors, k), *header.dimensions)) for k, header in enumerate(headers)
    ]


def _differing(vectors: list[tuple[str, tuple[float, ...]]], k: int) -> tuple[tuple[str, str], ...]:
    return tuple((name, f"{found[k]:g}") for name, found in vectors if len(set(found)) > 1)


def _tomogram(ds: Dataset, top: FrameHeader, planes: tuple[float, ...]) -> list[FrameHeader] | None:
    if "TOMO" not in " ".join(texts(ds, "ImageType")).upper() or top.orientation is None or top.position_mm is None:
        return None
    between = number(ds, "SpacingBetweenSlices") or number(ds, "SliceThickness")
    if not between:
        return None
    r, c = top.orientation[:3], top.orientation[3:]
    normal = (r[1] * c[2] - r[2] * c[1], r[2] * c[0] - r[0] * c[2], r[0] * c[1] - r[1] * c[0])
    return [
        replace(top, index=k, position_mm=_along(top.position_mm, normal, between * (plane - 1)))
        for k, plane in enumerate(planes)
    ]


def detector(ds: Dataset) -> Dataset:
    """Where a nuclear medicine object states position and direction: its first detector, else the top."""
    found = first(ds, "DetectorInformationSequence")
    return found if found is not None and value(found, "ImageOrientationPatient") is not None else ds


def concatenation(ds: Dataset) -> tuple[str, int]:
    """(UID, frames before this part) of an object that was cut into several (PS3.3 C.7.6.16.2.2.4); ("", 0) if none."""
    found = value(ds, "ConcatenationUID")
    return (str(found), whole(ds, "ConcatenationFrameOffsetNumber") or 0) if found else ("", 0)
