"""Inner loops that no library has fast enough, compiled to machine code when they are first called.

Numba compiles them in memory, in a second or two, and without a file: its cache would be pickles. So they are prepared
in a thread of their own (``reslice.prepare``), and this module is imported there. Plain loops are meant here; they run
without Python's lock.
"""

from __future__ import annotations

import math
from collections.abc import Callable
from typing import Any, TypeVar, cast

import numpy as np
from numba import njit
from numpy.typing import NDArray

F = TypeVar("F", bound=Callable[..., Any])

MEAN, LOWEST, HIGHEST = 0, 1, 2
_WIDE = 256  # columns worked on together: what they need stays in the fast caches
_f32 = np.float32


def kernel(function: F) -> F:
    return cast(F, njit(nogil=True, error_model="numpy")(function))


@kernel
def project(
    voxels: NDArray[Any],
    start: NDArray[np.float64],
    steps: NDArray[np.float64],
    count: int,
    how: int,
    outside: float,
    out: NDArray[np.float32],
    first: int,
    last: int,
) -> None:
    """Rows ``first`` to ``last`` - 1 of ``out`` (rows, columns): ``count`` samples behind one another made one.

    The sample ``s`` of a pixel lies at ``start`` + ``steps`` @ (column, row, s) in ``voxels`` (k, j, i), as (i, j, k),
    and is interpolated linearly. A voxel reaches half its size around its centre; what lies farther out, and what is
    not a number, has no part. ``outside``: where nothing has.
    """
    columns = out.shape[1]
    part = np.empty((4, _WIDE), np.float32)
    corner = np.empty((8, _WIDE), voxels.dtype)
    at = np.empty(_WIDE, np.uint64)
    met = np.empty(_WIDE, np.int32)
    found = np.empty(_WIDE, np.float32)
    for left in range(0, columns, _WIDE):
        right = min(left + _WIDE, columns) - 1
        for row in range(first, last):
            met[:], found[:] = 0, _f32(-np.inf if how == HIGHEST else np.inf if how == LOWEST else 0)
            for s in range(count):
                i = start[0] + steps[0, 1] * row + steps[0, 2] * s
                j = start[1] + steps[1, 1] * row + steps[1, 2] * s
                k = start[2] + steps[2, 1] * row + steps[2, 2] * s
                begin, end = _within(i, steps[0, 0], voxels.shape[2], left, right)
                begin, end = _within(j, steps[1, 0], voxels.shape[1], begin, end)
                begin, end = _within(k, steps[2, 0], voxels.shape[0], begin, end)
                if begin <= end:
                    _place(i, j, k, steps, voxels.shape, begin, end, at, part)
                    _fetch(voxels, at, end - begin + 1, corner)
                    _blend(corner, part, end - begin + 1)
                    _gather(part[3], begin - left, end - begin + 1, how, met, found)
            for column in range(left, right + 1):
                one = column - left
                if met[one] == 0:
                    out[row, column] = outside
                else:
                    out[row, column] = found[one] / _f32(met[one]) if how == MEAN else found[one]


@kernel
def _within(at: float, step: float, size: int, first: int, last: int) -> tuple[int, int]:
    """The columns from ``first`` to ``last`` where ``at`` + ``step`` * column lies in voxels 0 to ``size`` - 1."""
    low, high = -0.5, size - 0.5
    if step > 0:
        first, last = max(first, math.ceil((low - at) / step)), min(last, math.floor((high - at) / step))
    elif step < 0:
        first, last = max(first, math.ceil((high - at) / step)), min(last, math.floor((low - at) / step))
    elif not low <= at <= high:
        last = first - 1
    return first, last


@kernel
def _place(
    i: float,
    j: float,
    k: float,
    steps: NDArray[np.float64],
    shape: tuple[int, int, int],
    begin: int,
    end: int,
    at: NDArray[np.uint64],
    part: NDArray[np.float32],
) -> None:
    """Where the voxel before each sample lies in memory, and how far on the sample is along each axis, 0 to 1."""
    for one in range(end - begin + 1):
        column = np.float64(begin + one)
        x = min(max(i + steps[0, 0] * column, 0.0), shape[2] - 1.0)
        y = min(max(j + steps[1, 0] * column, 0.0), shape[1] - 1.0)
        z = min(max(k + steps[2, 0] * column, 0.0), shape[0] - 1.0)
        # the last voxel is the far end of the one before it
        left = min(np.int32(x), np.int32(max(shape[2] - 2, 0)))
        top = min(np.int32(y), np.int32(max(shape[1] - 2, 0)))
        near = min(np.int32(z), np.int32(max(shape[0] - 2, 0)))
        part[0, one] = _f32(x - left)
        part[1, one] = _f32(y - top)
        part[2, one] = _f32(z - near)
        at[one] = (np.int64(near) * shape[1] + top) * shape[2] + left


@kernel
def _fetch(voxels: NDArray[Any], at: NDArray[np.uint64], count: int, corner: NDArray[Any]) -> None:
    """The eight voxels around each sample."""
    flat = voxels.reshape(-1)
    # unsigned, as an index that may be negative is counted from the end; a lone row or column is its own neighbour
    on = np.uint64(1 if voxels.shape[2] > 1 else 0)
    down = np.uint64(voxels.shape[2] if voxels.shape[1] > 1 else 0)
    behind = np.uint64(voxels.shape[2] * voxels.shape[1] if voxels.shape[0] > 1 else 0)
    for one in range(count):
        near = at[one]
        far = near + behind
        corner[0, one] = flat[near]
        corner[1, one] = flat[near + on]
        corner[2, one] = flat[near + down]
        corner[3, one] = flat[near + down + on]
        corner[4, one] = flat[far]
        corner[5, one] = flat[far + on]
        corner[6, one] = flat[far + down]
        corner[7, one] = flat[far + down + on]


@kernel
def _blend(corner: NDArray[Any], part: NDArray[np.float32], count: int) -> None:
    """The values of samples, to the last row of ``part``."""
    for one in range(count):
        x, y, z = part[0, one], part[1, one], part[2, one]
        near = _between(
            _between(_f32(corner[0, one]), _f32(corner[1, one]), x),
            _between(_f32(corner[2, one]), _f32(corner[3, one]), x),
            y,
        )
        far = _between(
            _between(_f32(corner[4, one]), _f32(corner[5, one]), x),
            _between(_f32(corner[6, one]), _f32(corner[7, one]), x),
            y,
        )
        part[3, one] = _between(near, far, z)


@kernel
def _between(a: np.float32, b: np.float32, part: np.float32) -> np.float32:
    # at an end the other value has no part, were it no number
    inside = a + (b - a) * part
    return a if part <= 0 else b if part >= 1 else inside


@kernel
def _gather(
    values: NDArray[np.float32], offset: int, count: int, how: int, met: NDArray[np.int32], found: NDArray[np.float32]
) -> None:
    """Add a plane's samples to those before it."""
    # three loops without branches, each done for several columns at a time; what is no number compares as False
    if how == HIGHEST:
        for one in range(count):
            value, before = values[one], found[offset + one]
            found[offset + one] = value if value > before else before
    elif how == LOWEST:
        for one in range(count):
            value, before = values[one], found[offset + one]
            found[offset + one] = value if value < before else before
    else:
        for one in range(count):
            found[offset + one] += values[one] if values[one] == values[one] else _f32(0)
    for one in range(count):
        met[offset + one] += values[one] == values[one]
