"""Lengths, angles, areas and statistics of shapes on an image. Pure arithmetic in the file's own pixels.

Points are (column, row), whole numbers at the centres of pixels. A pixel belongs to a shape when its centre does;
values are read from the slice as stored, never interpolated.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

from app.domain.errors import WorkstationError
from app.domain.measurement import POINTS, Calibration, Figure, Kind, Point
from app.domain.words import say

PIXEL = "{pixel}"
_AREAS = ("ellipse", "rectangle", "polygon", "freehand")


def measure(
    kind: Kind,
    points: Sequence[Point],
    calibration: Calibration,
    values: NDArray[Any] | None = None,
    unit: str = "",
    padding: NDArray[np.bool_] | None = None,
) -> tuple[Figure, ...]:
    """The figures of a shape.

    ``values`` (rows, columns) of the slice in ``unit`` give statistics where the shape has an inside; None (colour)
    gives none. Pixels that are ``padding`` are left out. Raises WorkstationError for a wrong number of points.
    """
    _check(kind, points)
    if kind == "length":
        return (_distance("length", points[0], points[1], calibration),)
    if kind in ("angle", "cobb"):
        return (Figure("angle", angle(points, calibration), "deg"),)
    if kind == "bidirectional":
        return _diameters(points, calibration)
    if kind == "probe":
        return _probe(points[0], values, unit, padding)
    return (*_size(kind, points, calibration), *_statistics(kind, points, values, unit, padding))


def _check(kind: Kind, points: Sequence[Point]) -> None:
    wanted = POINTS.get(kind)
    if wanted is None and len(points) < 3:
        raise WorkstationError(
            say("An outline needs three points or more; there are {n}.", n=len(points)), say("Draw it again.")
        )
    if wanted is not None and len(points) != wanted:
        raise WorkstationError(
            say("This shape is drawn with {wanted} points; there are {n}.", wanted=wanted, n=len(points)),
            say("Draw it again."),
        )
    if not all(math.isfinite(x) for point in points for x in point):
        raise WorkstationError(say("A point of this shape has no place on the image."), say("Draw it again."))


def _scaled(points: Sequence[Point], calibration: Calibration) -> NDArray[np.float64]:
    """(n, 2) in millimetres, x then y; in pixels where the file states no size."""
    size = (calibration.column_mm or 1.0, calibration.row_mm or 1.0) if calibration.is_known else (1.0, 1.0)
    return np.array(points, np.float64) * size


def _distance(name: Any, a: Point, b: Point, calibration: Calibration) -> Figure:
    first, second = _scaled((a, b), calibration)
    return Figure(name, float(np.hypot(*(second - first))), "mm" if calibration.is_known else PIXEL)


def _diameters(points: Sequence[Point], calibration: Calibration) -> tuple[Figure, ...]:
    """The longer of the two axes is the long one, in whichever order they were drawn."""
    axes = [_distance("length", points[n], points[n + 1], calibration) for n in (0, 2)]
    short, long = sorted(axes, key=lambda figure: figure.value)
    return Figure("long axis", long.value, long.unit), Figure("short axis", short.value, short.unit)


def angle(points: Sequence[Point], calibration: Calibration) -> float:
    """Degrees between two arms (three points), or between two lines (four points, Cobb).

    Two lines are each taken in the direction that leaves the line between their middles on the same side, so that
    the order of their ends does not matter and an angle over 90 degrees is told as one.
    """
    p = _scaled(points, calibration)
    if len(p) == 3:
        first, second = p[0] - p[1], p[2] - p[1]
    else:
        spine = (p[2] + p[3] - p[0] - p[1]) / 2
        first, second = (_on_one_side(line, spine) for line in (p[1] - p[0], p[3] - p[2]))
    cross = first[0] * second[1] - first[1] * second[0]
    return math.degrees(abs(math.atan2(cross, float(first @ second))))


def _on_one_side(line: NDArray[np.float64], spine: NDArray[np.float64]) -> NDArray[np.float64]:
    return -line if spine[0] * line[1] - spine[1] * line[0] < 0 else line


def _size(kind: Kind, points: Sequence[Point], calibration: Calibration) -> tuple[Figure, ...]:
    area = area_of(kind, _scaled(points, calibration))
    if not calibration.is_known:
        return (Figure("area", area, "{pixel}2"),)
    if calibration.slice_mm is None:
        return (Figure("area", area, "mm2"),)
    return Figure("area", area, "mm2"), Figure("volume", area * calibration.slice_mm, "mm3")


def area_of(kind: Kind, p: NDArray[np.float64]) -> float:
    """The area inside a shape given by points (n, 2), in their unit squared."""
    if kind == "ellipse":
        # half axes stay conjugate when pixels are stretched: the area is pi times the parallelogram they span
        a, b = (p[1] - p[0]) / 2, (p[3] - p[2]) / 2
        return float(math.pi * abs(a[0] * b[1] - a[1] * b[0]))
    x, y = p[:, 0], p[:, 1]
    return float(abs(x @ np.roll(y, -1) - y @ np.roll(x, -1)) / 2)


def inside(kind: Kind, points: Sequence[Point], shape: tuple[int, int]) -> NDArray[np.bool_]:
    """(rows, columns) True for each pixel whose centre lies in the shape; crossing outlines count even-odd."""
    p = np.array(points, np.float64)
    mask = np.zeros(shape, np.bool_)
    low = np.maximum(np.floor(_lowest(kind, p)), 0).astype(int)
    high = np.minimum(np.ceil(_highest(kind, p)) + 1, shape[::-1]).astype(int)
    if (high <= low).any():
        return mask
    x, y = np.meshgrid(np.arange(low[0], high[0], dtype=np.float64), np.arange(low[1], high[1], dtype=np.float64))
    found = _in_ellipse(x, y, p) if kind == "ellipse" else _in_outline(x, y, p)
    mask[low[1] : high[1], low[0] : high[0]] = found
    return mask


def _lowest(kind: Kind, p: NDArray[np.float64]) -> NDArray[np.float64]:
    return _middle(p) - _reach(p) if kind == "ellipse" else p.min(0)


def _highest(kind: Kind, p: NDArray[np.float64]) -> NDArray[np.float64]:
    return _middle(p) + _reach(p) if kind == "ellipse" else p.max(0)


def _middle(p: NDArray[np.float64]) -> NDArray[np.float64]:
    middle: NDArray[np.float64] = p.mean(0)
    return middle


def _reach(p: NDArray[np.float64]) -> NDArray[np.float64]:
    """How far an ellipse reaches from its middle along x and y."""
    reach: NDArray[np.float64] = np.hypot((p[1] - p[0]) / 2, (p[3] - p[2]) / 2)
    return reach


def _in_ellipse(x: NDArray[np.float64], y: NDArray[np.float64], p: NDArray[np.float64]) -> NDArray[np.bool_]:
    middle, axes = _middle(p), np.column_stack(((p[1] - p[0]) / 2, (p[3] - p[2]) / 2))
    if abs(np.linalg.det(axes)) < 1e-12:
        return np.zeros(x.shape, np.bool_)
    along = np.linalg.inv(axes) @ np.stack((x.ravel() - middle[0], y.ravel() - middle[1]))
    within: NDArray[np.bool_] = ((along**2).sum(0) <= 1 + 1e-9).reshape(x.shape)
    return within


def _in_outline(x: NDArray[np.float64], y: NDArray[np.float64], p: NDArray[np.float64]) -> NDArray[np.bool_]:
    """A ray to the right crosses the outline an odd number of times; edges on the left and top belong to the shape."""
    found = np.zeros(x.shape, np.bool_)
    for (ax, ay), (bx, by) in zip(p, np.roll(p, -1, axis=0), strict=True):
        if ay == by:
            continue
        crosses = (y >= min(ay, by)) & (y < max(ay, by))
        found ^= crosses & (x < ax + (y - ay) * (bx - ax) / (by - ay))
    return found


def _statistics(
    kind: Kind, points: Sequence[Point], values: NDArray[Any] | None, unit: str, padding: NDArray[np.bool_] | None
) -> tuple[Figure, ...]:
    if values is None:
        return ()
    mask = inside(kind, points, (values.shape[0], values.shape[1]))
    if padding is not None:
        mask &= ~padding
    taken = values[mask].astype(np.float64)
    taken = taken[np.isfinite(taken)]
    count = Figure("pixels", float(taken.size), "")
    if not taken.size:
        return (count,)
    found = [Figure("mean", float(taken.mean()), unit)]
    if taken.size > 1:
        # of a sample: divided by n - 1
        found.append(Figure("sd", float(taken.std(ddof=1)), unit))
    return (count, *found, Figure("minimum", float(taken.min()), unit), Figure("maximum", float(taken.max()), unit))


def _probe(
    point: Point, values: NDArray[Any] | None, unit: str, padding: NDArray[np.bool_] | None
) -> tuple[Figure, ...]:
    """The value of the pixel that the point lies on; nothing outside the image or on padding."""
    if values is None:
        return ()
    column, row = math.floor(point[0] + 0.5), math.floor(point[1] + 0.5)
    is_in = 0 <= row < values.shape[0] and 0 <= column < values.shape[1]
    if not is_in or (padding is not None and padding[row, column]):
        return ()
    value = float(values[row, column])
    return (Figure("value", value, unit),) if math.isfinite(value) else ()
