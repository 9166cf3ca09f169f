"""The measurements on one plane through a volume: what the hand meets there, in pixels of the plane on the screen."""

from __future__ import annotations

from dataclasses import replace
from typing import cast

import numpy as np

from app.domain.measurement import Direction, Kind, Measurement, Place, Point, Pose
from app.domain.study import FrameRef
from app.imaging.reslice import Plane, Reslicer, step_of
from app.services.viewing import OpenedSet
from app.ui.viewer.marks import Marks
from app.ui.viewer.planes import Planes


class PlaneMarks:
    """To a ``Hand`` it is what ``Marks`` is for the slices: measurements there are, drawing, moving and choosing."""

    def __init__(self, marks: Marks, direction: Direction) -> None:
        self._marks = marks
        self._direction: Direction = direction
        self._opened: OpenedSet | None = None
        self._reslicer: Reslicer | None = None
        self._planes: Planes | None = None

    def show(self, opened: OpenedSet | None, reslicer: Reslicer | None, planes: Planes | None) -> None:
        """The plane that is looked at now; None: none."""
        self._opened, self._reslicer, self._planes = opened, reslicer, planes

    @property
    def chosen(self) -> str:
        return self._marks.chosen

    def on(self, _frame: FrameRef | None = None) -> tuple[Measurement, ...]:
        """Those that lie on the plane looked at, with their points on its raster; the chosen one last."""
        if self._planes is None:
            return ()
        plane = self._planes.plane(self._direction)
        near = step_of(self._planes.volume, plane) / 2
        found = [here for one in self._marks.all if (here := _seen(one, plane, near)) is not None]
        return tuple(sorted(found, key=lambda one: one.id == self._marks.chosen))

    def choose(self, measurement: str) -> None:
        self._marks.choose(measurement)

    def draw(self, _slice_index: int, kind: Kind, points: tuple[Point, ...]) -> None:
        pose = self.pose()
        if pose is not None and self._reslicer is not None:
            self._marks.draw_on_plane(self._reslicer, pose, kind, points)

    def redraw(self, before: Measurement, points: tuple[Point, ...]) -> None:
        pose = self.pose()
        kept = next((one for one in self._marks.all if one.id == before.id), None)
        if pose is not None and kept is not None and self._reslicer is not None:
            self._marks.redraw_on_plane(self._reslicer, kept, pose, points)

    def pose(self) -> Pose | None:
        """The plane looked at, as a measurement keeps it."""
        opened, planes = self._opened, self._planes
        if opened is None or planes is None or opened.volume.geometry is None:
            return None
        plane = planes.plane(self._direction)
        rows, columns = plane.shape
        return Pose(
            _place(plane.origin),
            _place(plane.right),
            _place(plane.down),
            plane.spacing_mm,
            rows,
            columns,
            opened.volume.geometry.frame_of_reference or opened.summary.series.frame_of_reference,
            planes.slab_mm,
            planes.projection,
            self._direction,
            tuple(float(value) for value in np.asarray(planes.turn).ravel()),
        )


def _place(vector: object) -> Place:
    return cast(Place, tuple(float(value) for value in np.asarray(vector)))


def _seen(one: Measurement, plane: Plane, near_mm: float) -> Measurement | None:
    """A measurement with its points on a plane; None where it does not lie on it."""
    if one.plane is None:
        return None
    pixels = [plane.pixel(np.array(place)) for place in one.places]
    if any(abs(away) > near_mm for _, _, away in pixels):
        return None
    return replace(one, points=tuple((column, row) for row, column, _ in pixels))
