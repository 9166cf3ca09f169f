"""Planes through a volume, thick or thin: multiplanar reformats and slabs of a certified geometry."""

from __future__ import annotations

import os
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, replace
from functools import cache, partial
from threading import Lock
from typing import Any

import numpy as np
from numpy.typing import NDArray

from app.domain.errors import WorkstationError
from app.domain.measurement import Direction as Direction
from app.domain.measurement import Pose
from app.domain.measurement import Projection as Projection
from app.domain.volume import Geometry, Volume
from app.domain.words import Phrase, say

Vector = NDArray[np.float64]

_ROWS = 32  # of a plane, cut at a time

# (to the right, downwards) on screen, LPS: axial from the feet, coronal from the front, sagittal from the left
_ON_SCREEN: dict[Direction, tuple[tuple[float, float, float], tuple[float, float, float]]] = {
    "axial": ((1, 0, 0), (0, 1, 0)),
    "coronal": ((1, 0, 0), (0, 0, -1)),
    "sagittal": ((0, 1, 0), (0, 0, -1)),
}


@dataclass(frozen=True, slots=True, eq=False)
class Plane:
    """A raster in the patient, LPS mm.

    ``origin`` (3,) is the centre of its first pixel; ``right`` and ``down`` (3,) are unit directions of a row and of
    a column; ``spacing_mm`` is between pixel centres, the same both ways; ``shape`` is (rows, columns).
    """

    origin: Vector
    right: Vector
    down: Vector
    spacing_mm: float
    shape: tuple[int, int]

    @property
    def normal(self) -> Vector:
        """The unit direction away from the person who looks."""
        return np.cross(self.right, self.down)

    def at(self, row: float, column: float) -> Vector:
        """The place (3,) of a pixel's centre."""
        return self.origin + self.spacing_mm * (column * self.right + row * self.down)

    def pixel(self, place: Vector) -> tuple[float, float, float]:
        """(row, column, mm in front of or behind the plane) of a place (3,)."""
        away = np.asarray(place, np.float64) - self.origin
        return (
            float(away @ self.down) / self.spacing_mm,
            float(away @ self.right) / self.spacing_mm,
            float(away @ self.normal),
        )

    @property
    def centre(self) -> Vector:
        rows, columns = self.shape
        return self.at((rows - 1) / 2, (columns - 1) / 2)

    def moved(self, mm: float) -> Plane:
        """The parallel plane ``mm`` farther along the normal."""
        return replace(self, origin=self.origin + mm * self.normal)

    def through(self, place: Vector) -> Plane:
        """The parallel plane that holds ``place``, with the same raster."""
        return self.moved(self.pixel(place)[2])

    def turned(self, about: Vector, axis: Vector, degrees: float) -> Plane:
        """The plane turned about the line through ``about`` along ``axis``, right-handed (Rodrigues)."""
        turn = rotation(axis, degrees)
        return replace(
            self, origin=about + turn @ (self.origin - about), right=turn @ self.right, down=turn @ self.down
        )

    def coarser(self, factor: int) -> Plane:
        """The same rectangle with every ``factor``-th pixel each way, pixel areas in place of pixels."""
        if factor <= 1:
            return self
        rows, columns = (max(1, -(-n // factor)) for n in self.shape)
        inset = (factor - 1) / 2
        return Plane(self.at(inset, inset), self.right, self.down, self.spacing_mm * factor, (rows, columns))

    @classmethod
    def of(cls, pose: Pose) -> Plane:
        """The plane a measurement was drawn on."""
        origin, right, down = (np.array(one, np.float64) for one in (pose.origin, pose.right, pose.down))
        return cls(origin, right, down, pose.spacing_mm, (pose.rows, pose.columns))

    def geometry(self, frame_of_reference: str = "") -> Geometry:
        """As a volume of one slice."""
        affine = np.eye(4)
        affine[:3, 0], affine[:3, 1] = self.right * self.spacing_mm, self.down * self.spacing_mm
        affine[:3, 2], affine[:3, 3] = self.normal, self.origin
        return Geometry(affine, frame_of_reference)


def why_not(volume: Volume) -> Phrase | None:
    """The reason why no plane may be cut through ``volume``; None where it may."""
    if volume.is_colour:
        return say("These images are in colour; planes are cut through grey values only.")
    # a tilt is in the affine, which planes are cut by: they need no straightening
    if volume.geometry is None or not volume.certificate.can_stand:
        reason = volume.certificate.reason or "no geometry"
        return say("These images do not stand as a volume: {reason}", reason=reason)
    if volume.voxels.shape[0] < 2:
        return say("There is a single image; a volume needs at least two.")
    return None


def corners(volume: Volume) -> NDArray[np.float64]:
    """The eight outer corners (8, 3) of the voxels, LPS mm; a voxel reaches half its size around its centre."""
    assert volume.geometry is not None
    k, j, i = volume.voxels.shape[:3]
    ends = [(x, y, z, 1.0) for x in (-0.5, i - 0.5) for y in (-0.5, j - 0.5) for z in (-0.5, k - 0.5)]
    return (np.array(ends) @ volume.geometry.affine.T)[:, :3]


def plane_of(volume: Volume, direction: Direction, place: Vector | None = None) -> Plane:
    """The plane in a patient's direction through ``place`` (default: the middle), large enough for all of the volume.

    Its pixels are as small as the smallest voxel edge.
    """
    assert volume.geometry is not None
    right, down = (np.array(way, np.float64) for way in _ON_SCREEN[direction])
    ends = corners(volume)
    spacing = min(volume.geometry.spacing_mm())
    across, along = ends @ right, ends @ down
    columns = max(1, round(float(np.ptp(across)) / spacing))
    rows = max(1, round(float(np.ptp(along)) / spacing))
    through = ends.mean(axis=0) if place is None else np.asarray(place, np.float64)
    normal = np.cross(right, down)
    origin = (
        right * (across.min() + spacing / 2) + down * (along.min() + spacing / 2) + normal * float(through @ normal)
    )
    return Plane(origin, right, down, spacing, (rows, columns))


def step_of(volume: Volume, plane: Plane) -> float:
    """How far apart planes stand so that none of the slices between them is stepped over, mm.

    The voxel's extent along the normal, as the inverse of how fast the index changes there.
    """
    assert volume.geometry is not None
    per_mm = np.linalg.inv(volume.geometry.affine[:3, :3]) @ plane.normal
    return float(1 / np.abs(per_mm).max())


def reach_of(volume: Volume, plane: Plane) -> tuple[float, float]:
    """(first, last) mm along the normal, from ``plane``, at which a parallel plane still meets the volume."""
    away = (corners(volume) - plane.origin) @ plane.normal
    return float(away.min()), float(away.max())


class Reslicer:
    """Cuts planes through one volume. Interpolation is linear, on the certified affine, a sheared one too.

    ``outside`` is the value of what the volume does not reach and of padding: the lowest value there is.

    Raises WorkstationError (see ``why_not``) for images that are no volume.
    """

    def __init__(self, volume: Volume) -> None:
        reason = why_not(volume)
        if reason is not None:
            raise WorkstationError(reason, say("Choose another display set of the series."))
        assert volume.geometry is not None
        self.volume = self._volume = volume
        self._to_index = np.linalg.inv(volume.geometry.affine)
        self._voxels: NDArray[Any] | None = None
        self._lock = Lock()
        # rows of a plane are shared among the processor's cores
        self._pool = ThreadPoolExecutor(os.cpu_count() or 1, thread_name_prefix="planes")
        usable = volume.voxels if volume.padding is None else volume.voxels[~volume.padding]
        self.outside = float(usable.min()) if usable.size else 0.0

    def cut(self, plane: Plane, slab_mm: float = 0.0, projection: Projection = "mean") -> NDArray[Any]:
        """Values (rows, columns) on ``plane`` in the type of the voxels, or projected over a slab around it.

        The slab is ``slab_mm`` thick, half before and half behind; it is sampled no farther apart than voxels stand,
        and what of it lies outside has no part. A mean is float32.
        """
        count = samples_of(self._volume, plane, slab_mm)
        values = self._projected(plane, slab_mm if count > 1 else 0.0, count, projection)
        if count > 1 and projection == "mean":
            return values
        kind = self._volume.voxels.dtype
        return (np.rint(values, out=values) if kind.kind in "iu" else values).astype(kind, copy=False)

    def is_inside(self, plane: Plane, slab_mm: float = 0.0, count: int = 1) -> NDArray[np.bool_]:
        """(count, rows, columns) True where a sample lies within the voxels."""
        steps = np.linspace(-slab_mm / 2, slab_mm / 2, count) if count > 1 else np.zeros(1)
        inside = np.ones((count, *plane.shape), np.bool_)
        matrix, start = self._index_steps(plane)
        columns, rows = np.arange(plane.shape[1]), np.arange(plane.shape[0])
        k, j, i = self._volume.voxels.shape[:3]
        for axis, size in enumerate((i, j, k)):
            at = start[axis] + matrix[axis, 0] * columns[None, None, :] + matrix[axis, 1] * rows[None, :, None]
            at = at + matrix[axis, 2] * steps[:, None, None]
            inside &= (at >= -0.5) & (at <= size - 0.5)
        return inside

    def _index_steps(self, plane: Plane) -> tuple[NDArray[np.float64], Vector]:
        """(matrix (3, 3), start (3,)) from (column, row, mm along the normal) to voxel indices (i, j, k)."""
        across = np.column_stack((plane.right * plane.spacing_mm, plane.down * plane.spacing_mm, plane.normal))
        return self._to_index[:3, :3] @ across, self._to_index[:3, :3] @ plane.origin + self._to_index[:3, 3]

    def _projected(self, plane: Plane, slab_mm: float, count: int, projection: Projection) -> NDArray[np.float32]:
        """(rows, columns): ``count`` samples through the slab made one."""
        matrix, start = self._index_steps(plane)
        start = start - matrix[:, 2] * slab_mm / 2
        matrix[:, 2] *= slab_mm / max(count - 1, 1)
        values = np.empty(plane.shape, np.float32)
        kernels = _kernels()
        how = {"mean": kernels.MEAN, "max": kernels.HIGHEST, "min": kernels.LOWEST}[projection]
        cut = partial(kernels.project, self._source(), start, matrix, count, how, self.outside, values)
        begins = range(0, plane.shape[0], _ROWS)
        ends = [min(begin + _ROWS, plane.shape[0]) for begin in begins]
        list(self._pool.map(cut, begins, ends))  # what went wrong in one of them is raised here
        return values

    def prepare(self) -> None:
        """Compile what planes are cut with now, in a thread of one's own: by cutting a pixel."""
        self.cut(replace(plane_of(self._volume, "axial"), shape=(1, 1)))

    def _source(self) -> NDArray[Any]:
        """The voxels as they lie, of a type there is a kernel for; a copy where some of them are padding."""
        with self._lock:
            if self._voxels is None:
                voxels = self._volume.voxels
                if self._volume.padding is not None:
                    voxels = np.where(self._volume.padding, voxels.dtype.type(self.outside), voxels)
                kind = np.int16 if voxels.dtype == np.int16 else np.float32
                self._voxels = np.ascontiguousarray(voxels, kind)
            return self._voxels


def samples_of(volume: Volume, plane: Plane, slab_mm: float) -> int:
    """How many planes a slab is made of."""
    return 1 if slab_mm <= 0 else max(1, round(slab_mm / step_of(volume, plane)) + 1)


@cache
def _kernels() -> Any:
    # brings a compiler: imported when the first plane is cut, in the thread that prepares it
    from app.imaging import kernels

    return kernels


def rotation(axis: Vector, degrees: float) -> NDArray[np.float64]:
    """(3, 3) turning about an axis, right-handed (Rodrigues)."""
    x, y, z = np.asarray(axis, np.float64) / np.linalg.norm(axis)
    angle = np.deg2rad(degrees)
    cross = np.array([[0, -z, y], [z, 0, -x], [-y, x, 0]])
    turn: NDArray[np.float64] = np.eye(3) + np.sin(angle) * cross + (1 - np.cos(angle)) * cross @ cross
    return turn
