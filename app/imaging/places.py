"""Where slices lie in the patient: where one crosses another, which is nearest to a place, which goes with which.

Each slice speaks for itself (ImagePositionPatient, ImageOrientationPatient, PixelSpacing; PS3.3 C.7.6.2), so a set
with gaps or uneven slices, which has no geometry as a whole, is placed as rightly as any other.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from app.domain.study import FrameHeader

Vector = NDArray[np.float64]
Point = tuple[float, float]

# slices that lean less against each other cross in no line worth drawing
_LEAST_ANGLE_DEG = 5.0
# stacks that lean more against each other are not scrolled together
_MOST_LEANING_DEG = 30.0


@dataclass(frozen=True, slots=True, eq=False)
class SlicePlace:
    """``origin`` (3,) is the centre of the first pixel, LPS mm; ``right`` and ``down`` (3,) lead from one column and
    one row to the next, mm. ``shape`` is (rows, columns). Places may be compared within one frame of reference.
    """

    origin: Vector
    right: Vector
    down: Vector
    shape: tuple[int, int]
    frame_of_reference: str

    @property
    def normal(self) -> Vector:
        """The unit direction away from the person who looks."""
        across = np.cross(self.right, self.down)
        normal: Vector = across / np.linalg.norm(across)
        return normal

    def at(self, column: float, row: float) -> Vector:
        """The place (3,) of a point of the image; whole numbers are centres of pixels."""
        return self.origin + column * self.right + row * self.down

    def pixel(self, place: Vector) -> tuple[float, float, float]:
        """(column, row, mm behind the slice) of a place (3,)."""
        away = np.asarray(place, np.float64) - self.origin
        return (
            float(away @ self.right / (self.right @ self.right)),
            float(away @ self.down / (self.down @ self.down)),
            float(away @ self.normal),
        )

    @property
    def centre(self) -> Vector:
        rows, columns = self.shape
        return self.at((columns - 1) / 2, (rows - 1) / 2)

    def holds(self, place: Vector) -> bool:
        """Whether a place lies before or behind the picture, not beside it."""
        column, row, _ = self.pixel(place)
        rows, columns = self.shape
        return -0.5 <= column <= columns - 0.5 and -0.5 <= row <= rows - 0.5


def place_of(header: FrameHeader, rows: int, columns: int, frame_of_reference: str) -> SlicePlace | None:
    """Where a frame lies, or None where its header does not say."""
    if header.position_mm is None or header.orientation is None or header.pixel_spacing_mm is None:
        return None
    cosines = np.array(header.orientation, np.float64)
    between_rows, between_columns = header.pixel_spacing_mm
    right, down = cosines[:3] * between_columns, cosines[3:] * between_rows
    if not _spans(*right.tolist(), *down.tolist()):
        return None
    return SlicePlace(np.array(header.position_mm, np.float64), right, down, (rows, columns), frame_of_reference)


def _spans(ax: float, ay: float, az: float, bx: float, by: float, bz: float) -> bool:
    """Whether two directions span a plane; in plain numbers, since it is asked of every slice of a series."""
    return any(abs(one) > 0 for one in (ay * bz - az * by, az * bx - ax * bz, ax * by - ay * bx))


def share_places(a: SlicePlace | None, b: SlicePlace | None) -> bool:
    """True where two slices lie in one frame of reference (PS3.3 C.7.4.1), so that their places may be compared."""
    return a is not None and b is not None and bool(a.frame_of_reference) and (
        a.frame_of_reference == b.frame_of_reference
    )  # fmt: skip


def crossing(on: SlicePlace, other: SlicePlace) -> tuple[Point, Point] | None:
    """The line in which the picture ``other`` crosses the plane of ``on``, as two (column, row) of ``on``.

    None where they do not meet, or lie nearly parallel. Outer edges count: a pixel reaches half its size around its
    centre.
    """
    if abs(float(on.normal @ other.normal)) > np.cos(np.radians(_LEAST_ANGLE_DEG)):
        return None
    rows, columns = other.shape
    left, right, top, bottom = -0.5, columns - 0.5, -0.5, rows - 0.5
    around = [other.at(*corner) for corner in ((left, top), (right, top), (right, bottom), (left, bottom), (left, top))]
    met = []
    for a, b in pairwise(around):
        before, after = on.pixel(a)[2], on.pixel(b)[2]
        if (before < 0) != (after < 0):
            column, row, _ = on.pixel(a + (b - a) * before / (before - after))
            met.append((column, row))
    return (met[0], met[1]) if len(met) == 2 else None


def nearest(places: Sequence[SlicePlace | None], place: Vector) -> tuple[int, float] | None:
    """(index, mm away) of the slice nearest to a place; None where no slice says where it lies."""
    away = [(abs(one.pixel(place)[2]), index) for index, one in enumerate(places) if one is not None]
    if not away:
        return None
    mm, index = min(away)
    return index, mm


def reach(places: Sequence[SlicePlace | None], index: int) -> float:
    """How far from slice ``index`` a place still belongs to it, mm: half way to its neighbours, 2.5 for one alone."""
    here = places[index]
    beside = (places[at] for at in (index - 1, index + 1) if 0 <= at < len(places))
    gaps = [abs(here.pixel(one.origin)[2]) for one in beside if here is not None and one is not None]
    return max(gaps) / 2 + 1e-6 if gaps else _ALONE_MM


_ALONE_MM = 2.5


def runs_along(a: SlicePlace, b: SlicePlace) -> int:
    """1 where two stacks are looked through the same way, -1 where the other way round, 0 where neither."""
    cosine = float(a.normal @ b.normal)
    if abs(cosine) < np.cos(np.radians(_MOST_LEANING_DEG)):
        return 0
    return 1 if cosine > 0 else -1
