"""A display set as a TIFF file of many pages: its values in 16 bits, and in the tags how to read them."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from app.domain.study import DisplaySet
from app.domain.volume import Volume
from app.domain.words import say
from app.domain.work import Report

_LOWEST, _HIGHEST = -(1 << 15), (1 << 16) - 1


@dataclass(frozen=True, slots=True)
class Line:
    """A value is ``stored * slope + intercept``. ``is_exact``: nothing was rounded for it."""

    slope: float
    intercept: float
    is_exact: bool


def write(volume: Volume, shown: DisplaySet, slices: Sequence[int], target: Path, report: Report) -> Line:
    """Write ``slices`` (from 0) as pages: grey values in 16 bits, colour as it is in 8.

    The ImageDescription of the first page is JSON: unit, slope and intercept of the stored values, spacing, affine.
    No word of it names anybody. Raises OSError where it cannot be written.
    """
    import tifffile  # late: few exports are TIFF

    line, kind = _line(volume)
    words = json.dumps(_told(volume, shown, slices, line), ensure_ascii=True)
    options = _options(volume, shown)
    with tifffile.TiffWriter(target) as pages:
        for done, k in enumerate(slices):
            report(done, len(slices), say("Writing page {done} of {total}", done=done + 1, total=len(slices)))
            page = volume.voxels[k] if volume.is_colour else _stored(volume.voxels[k], line, kind)
            # one image a page, as every program reads it; without the writer's name and the time of day
            pages.write(page, description=words if done == 0 else None, metadata=None, software=False, **options)
    return line


def _told(volume: Volume, shown: DisplaySet, slices: Sequence[int], line: Line) -> dict[str, Any]:
    told: dict[str, Any] = {
        "software": "Aegle",
        "unit": volume.unit,
        "value": "stored * slope + intercept",
        "slope": line.slope,
        "intercept": line.intercept,
        "exact": line.is_exact,
        "slices": list(slices),
        "spacing_mm": {"slices": shown.spacing_mm[0], "rows": shown.spacing_mm[1], "columns": shown.spacing_mm[2]},
        "geometry": shown.certificate.verdict,
    }
    if volume.geometry is not None:
        told["affine_lps"] = volume.geometry.affine.tolist()
    return told


def _options(volume: Volume, shown: DisplaySet) -> dict[str, Any]:
    if volume.is_colour:
        return {"photometric": "rgb"}
    options: dict[str, Any] = {"photometric": "miniswhite" if volume.inverted else "minisblack"}
    row_mm, column_mm = shown.spacing_mm[1:]
    if row_mm and column_mm:
        options |= {"resolution": (10 / column_mm, 10 / row_mm), "resolutionunit": "CENTIMETER"}
    return options


def _line(volume: Volume) -> tuple[Line, Any]:
    """How values become 16 bits: as they are, as they were stored in the files, or spread over the whole range."""
    if volume.is_colour:
        return Line(1.0, 0.0, True), np.uint8
    values = volume.voxels
    if values.dtype == np.int16:
        return Line(1.0, 0.0, True), np.int16
    rescales = set(volume.rescales)
    if len(rescales) == 1:
        slope, intercept = rescales.pop()
        kind = _whole((float(np.nanmin(values)), float(np.nanmax(values))), slope, intercept)
        if kind is not None and _is_whole(values, slope, intercept):
            return Line(slope, intercept, True), kind
    usable = values[np.isfinite(values)]
    low, high = (float(usable.min()), float(usable.max())) if usable.size else (0.0, 0.0)
    return Line((high - low) / _HIGHEST or 1.0, low, False), np.uint16


def _whole(ends: tuple[float, float], slope: float, intercept: float) -> Any:
    """The type that holds the stored values of both ends, or None."""
    low, high = sorted((end - intercept) / slope for end in ends)
    if low > -0.5 and high < _HIGHEST + 0.5:
        return np.uint16
    return np.int16 if low > _LOWEST - 0.5 and high < -_LOWEST - 0.5 else None


def _is_whole(values: NDArray[Any], slope: float, intercept: float) -> bool:
    """Whether every value comes from a whole stored number, as far as its own precision tells."""
    for part in values:
        stored = (part.astype(np.float64) - intercept) / slope
        if not np.isfinite(stored).all() or np.abs(stored - np.rint(stored)).max() > 0.02:
            return False
    return True


def _stored(values: NDArray[Any], line: Line, kind: Any) -> NDArray[Any]:
    if values.dtype == kind:
        return np.ascontiguousarray(values)
    stored = np.rint((values.astype(np.float64) - line.intercept) / line.slope)
    limits = np.iinfo(kind)
    found: NDArray[Any] = np.clip(np.nan_to_num(stored, nan=limits.min), limits.min, limits.max).astype(kind)
    return found
