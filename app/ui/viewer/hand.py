"""What the left button does to measurements: draws new ones, takes hold of those that are there. No Qt widgets."""

from __future__ import annotations

from dataclasses import dataclass, replace

from app.domain.measurement import KINDS, Measurement, Point
from app.domain.study import FrameRef
from app.ui.viewer.drawing import Drawing, nearest, shifted, with_point
from app.ui.viewer.marks import Marks
from app.ui.viewer.plane_marks import PlaneMarks
from app.ui.viewer.state import Tool


@dataclass(frozen=True, slots=True)
class Place:
    """Where the hand is: (column, row) of the image, its slice (from 0) and frame, the tool in use.

    ``reach``: how near a mark must be to be taken hold of, in image pixels.
    """

    point: Point
    slice_index: int
    frame: FrameRef
    tool: Tool
    reach: float


@dataclass(frozen=True, slots=True)
class Held:
    """A measurement in the hand: the point of it (None: all of it), where it was taken, where it is now."""

    measurement: Measurement
    at: int | None
    taken: Point
    now: Point

    def points(self) -> tuple[Point, ...]:
        if self.at is not None:
            return with_point(self.measurement, self.at, self.now)
        return shifted(self.measurement, self.now[0] - self.taken[0], self.now[1] - self.taken[1])

    @property
    def is_moved(self) -> bool:
        return self.now != self.taken


class Hand:
    """Every method takes where the hand is and returns True where it had to do with a measurement."""

    def __init__(self, marks: Marks | PlaneMarks) -> None:
        self._marks = marks
        self.drawing: Drawing | None = None
        self._slice = 0
        self._pressed: Point | None = None
        self._held: Held | None = None

    def press(self, place: Place) -> bool:
        self._pressed = place.point
        if self.drawing is None and (found := nearest(self._marks.on(place.frame), place.point, place.reach)):
            self._held = Held(*found, place.point, place.point)
            self._marks.choose(found[0].id)
            return True
        self._marks.choose("")
        if place.tool not in KINDS:
            return False
        if self.drawing is None or self._slice != place.slice_index or self.drawing.kind != place.tool:
            self.drawing = Drawing(place.tool)
            self._slice = place.slice_index
        self.drawing = self.drawing.pressed(place.point)
        return True

    def move(self, place: Place) -> bool:
        if self._held is not None:
            self._held = replace(self._held, now=place.point)
            return True
        if self.drawing is None:
            return False
        if self._slice != place.slice_index:
            # a shape lies on one slice: scrolling away calls it off
            self.let_go()
            return True
        step = self.drawing.dragged if self._pressed is not None else self.drawing.moved
        self.drawing = step(place.point)
        return True

    def release(self, place: Place) -> bool:
        held, pressed = self._held, self._pressed
        self._held = self._pressed = None
        if held is not None:
            if held.is_moved:
                self._marks.redraw(held.measurement, held.points())
            return True
        if self.drawing is None:
            return False
        is_stroke = pressed is not None and _is_apart(pressed, place.point, place.reach / 2)
        self.drawing = self.drawing.released(place.point, is_stroke)
        self._finish()
        return True

    def close(self) -> None:
        """An outline is finished by a double click or Enter."""
        if self.drawing is None:
            return
        # the second click of a double click set its point twice
        points = tuple(p for n, p in enumerate(self.drawing.points) if n == 0 or p != self.drawing.points[n - 1])
        self.drawing = replace(self.drawing, points=points).closed()
        self._finish()

    def let_go(self) -> None:
        """Forget what is not finished."""
        self.drawing = self._held = self._pressed = None

    def as_held(self, measurement: Measurement) -> Measurement:
        """The measurement as the hand holds it now."""
        held = self._held
        if held is None or held.measurement.id != measurement.id or not held.is_moved:
            return measurement
        return replace(measurement, points=held.points(), figures=())

    def _finish(self) -> None:
        if self.drawing is not None and self.drawing.is_done:
            drawing, self.drawing = self.drawing, None
            self._marks.draw(self._slice, drawing.kind, drawing.shape())


def _is_apart(a: Point, b: Point, least: float) -> bool:
    return abs(a[0] - b[0]) > least or abs(a[1] - b[1]) > least
