"""Slices of a tilted gantry put upright: the one correction of geometry this program makes, and it says so."""

from __future__ import annotations

import math
from dataclasses import replace
from typing import Any

import numpy as np
from numpy.typing import NDArray

from app.domain.volume import Certificate, Geometry, Volume
from app.domain.words import say


def straightened(volume: Volume) -> Volume:
    """A tilted volume on an upright grid: every slice is shifted in its own plane by what the tilt has shifted it.

    The grid is widened so that nothing is cut off; what lies outside the slices is padding. Places are exact up to the
    certificate's ``error_mm``; values are interpolated within their slice, never across slices. Any other volume is
    given back as it is.
    """
    if volume.certificate.verdict != "tilted" or volume.geometry is None or volume.is_colour:
        return volume
    affine = volume.geometry.affine
    row, column, advance = affine[:3, 0], affine[:3, 1], affine[:3, 2]
    normal = np.cross(row, column)
    normal /= np.linalg.norm(normal)
    upright = normal * (advance @ normal)
    leaning = advance - upright
    # pixels by which each slice lies further to the right and down than the one before
    by_column, by_row = float(leaning @ row / (row @ row)), float(leaning @ column / (column @ column))
    count = len(volume.voxels)
    right = [by_column * k for k in range(count)]
    down = [by_row * k for k in range(count)]
    left, top = math.floor(min(right)), math.floor(min(down))
    shape = (
        count,
        volume.voxels.shape[1] + math.ceil(max(down)) - top,
        volume.voxels.shape[2] + math.ceil(max(right)) - left,
    )
    voxels = np.full(shape, volume.voxels.min(), volume.voxels.dtype)
    padding = np.ones(shape, np.bool_)
    for k in range(count):
        empty = volume.padding[k] if volume.padding is not None else None
        _shift(volume.voxels[k], empty, (down[k] - top, right[k] - left), voxels[k], padding[k])
    straight = np.eye(4)
    straight[:3, 0], straight[:3, 1], straight[:3, 2] = row, column, upright
    straight[:3, 3] = affine[:3, 3] + left * row + top * column
    tilt = volume.certificate.tilt_deg
    certificate = Certificate(
        "regular",
        str(say("Corrected for a tilt of {tilt}° by shifting slices.", tilt=f"{tilt:.1f}")),
        tilt,
        (),
        volume.certificate.error_mm,
    )
    return replace(
        volume,
        voxels=voxels,
        padding=padding,
        geometry=Geometry(straight, volume.geometry.frame_of_reference),
        certificate=certificate,
        overlays=(),
        shutters=(),
    )


def _shift(
    values: NDArray[Any],
    empty: NDArray[np.bool_] | None,
    by: tuple[float, float],
    out: NDArray[Any],
    outside: NDArray[np.bool_],
) -> None:
    """Lay a slice into ``out`` moved down and right by ``by`` pixels, between pixels by linear interpolation."""
    (row, down), (column, right) = (divmod(part, 1.0) for part in by)
    rows, columns = values.shape
    corners = (
        (0, 0, (1 - down) * (1 - right)),
        (1, 0, down * (1 - right)),
        (0, 1, (1 - down) * right),
        (1, 1, down * right),
    )
    weight = np.zeros(out.shape, np.float32)
    summed = np.zeros(out.shape, np.float32)
    inside = np.ones(values.shape, np.float32) if empty is None else (~empty).astype(np.float32)
    for more_down, more_right, share in corners:
        if share <= 1e-9:
            continue
        at = (slice(int(row) + more_down, int(row) + more_down + rows),
              slice(int(column) + more_right, int(column) + more_right + columns))  # fmt: skip
        summed[at] += share * inside * values
        weight[at] += share * inside
    known = weight > 0.5  # more than half of the place is tissue
    found = summed[known] / weight[known]
    out[known] = np.rint(found) if out.dtype.kind in "iu" else found
    outside[known] = False
