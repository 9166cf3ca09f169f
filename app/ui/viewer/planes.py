"""Three planes through a volume that meet in one place, turned and thickened together. No Qt."""

from __future__ import annotations

import math
from dataclasses import dataclass, field, replace

import numpy as np
from numpy.typing import NDArray

from app.domain.volume import Certificate, Volume
from app.imaging.reslice import (
    Direction,
    Plane,
    Projection,
    Reslicer,
    Vector,
    corners,
    plane_of,
    reach_of,
    rotation,
    step_of,
)

# a row that the turned plane meets nearly head on says nothing of what is right on it
_LEAST = 0.2
# samples of a slab that are cut within some milliseconds
_AT_ONCE = 800_000
DIRECTIONS: tuple[Direction, ...] = ("axial", "coronal", "sagittal")


def _upright() -> NDArray[np.float64]:
    return np.eye(3)


@dataclass(frozen=True, slots=True, eq=False)
class Planes:
    """``cursor`` (3,) LPS mm is on all three planes; ``turn`` (3, 3) turns them out of the patient's directions."""

    volume: Volume
    cursor: Vector
    turn: NDArray[np.float64] = field(default_factory=_upright)
    slab_mm: float = 0.0
    projection: Projection = "max"

    def plane(self, direction: Direction) -> Plane:
        """The raster of a direction: its normal turned, its rows as near to where they were as that lets them.

        So a picture keeps its place on screen while the two others are turned in it.
        """
        base = plane_of(self.volume, direction)
        normal = self.turn @ base.normal
        right = base.right - (base.right @ normal) * normal
        if np.linalg.norm(right) < _LEAST:
            right = self.turn @ base.right
        right = right / np.linalg.norm(right)
        down = np.cross(normal, right)
        rows, columns = base.shape
        corner = ((columns - 1) * right + (rows - 1) * down) * base.spacing_mm / 2
        turned = replace(base, origin=_middle(self.volume) - corner, right=right, down=down)
        return turned.through(self.cursor)

    def cut(self, reslicer: Reslicer, direction: Direction, coarser: int = 1) -> Volume:
        """What is seen on a plane: a volume of one slice, as ``render`` takes it."""
        plane = self.plane(direction).coarser(coarser)
        values = reslicer.cut(plane, self.slab_mm, self.projection)
        volume = self.volume
        return Volume(
            values[None],
            plane.geometry(),
            volume.unit,
            Certificate("single"),
            windows=volume.windows,
            inverted=volume.inverted,
        )

    def moved(self, place: Vector) -> Planes:
        """The cursor at a place, kept within the volume."""
        assert self.volume.geometry is not None
        inverse = np.linalg.inv(self.volume.geometry.affine)
        k, j, i = self.volume.voxels.shape[:3]
        index = np.clip(inverse[:3, :3] @ place + inverse[:3, 3], 0, np.array([i, j, k]) - 1)
        affine = self.volume.geometry.affine
        return replace(self, cursor=affine[:3, :3] @ index + affine[:3, 3])

    def scrolled(self, direction: Direction, steps: int) -> Planes:
        """The plane of a direction moved by so many slices, the thickness of a voxel each."""
        plane = self.plane(direction)
        first, last = reach_of(self.volume, plane)
        mm = min(max(steps * step_of(self.volume, plane), first), last)
        return self.moved(self.cursor + mm * plane.normal)

    def turned(self, direction: Direction, degrees: float) -> Planes:
        """The two other planes turned about the normal of this one, clockwise as it is seen."""
        return replace(self, turn=rotation(self.plane(direction).normal, degrees) @ self.turn)

    def straight(self) -> Planes:
        """Back in the patient's own directions."""
        return replace(self, turn=_upright())

    @property
    def is_turned(self) -> bool:
        return not np.allclose(self.turn, np.eye(3), atol=1e-6)

    def is_oblique(self, direction: Direction) -> bool:
        """True where a plane is turned out of its direction."""
        base = plane_of(self.volume, direction).normal
        return bool(float(base @ self.turn @ base) < 1 - 1e-9)

    def thick(self, mm: float, projection: Projection) -> Planes:
        return replace(self, slab_mm=mm, projection=projection)

    def line(self, on: Direction, other: Direction) -> Vector:
        """The unit direction (columns, rows) in which the plane ``other`` crosses the plane ``on`` as it is seen."""
        here, there = self.plane(on), self.plane(other)
        along = np.cross(here.normal, there.normal)
        seen = np.array([along @ here.right, along @ here.down])
        direction: Vector = seen / max(float(np.linalg.norm(seen)), 1e-12)
        return direction


def coarseness(volume: Volume, plane: Plane, slab_mm: float) -> int:
    """Every which pixel of a thick slab is cut while the hand moves, so that it follows at once; 1: every one."""
    if slab_mm <= 0:
        return 1
    samples = plane.shape[0] * plane.shape[1] * (slab_mm / step_of(volume, plane) + 1)
    return max(1, math.ceil(math.sqrt(samples / _AT_ONCE)))


def through_middle(volume: Volume) -> Planes:
    return Planes(volume, _middle(volume)).moved(_middle(volume))


def _middle(volume: Volume) -> Vector:
    middle: Vector = corners(volume).mean(axis=0)
    return middle
