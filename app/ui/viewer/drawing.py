"""A shape while it is being drawn on an image. No Qt.

Points are (column, row) of the image, whole numbers at the centres of pixels. A shape is drawn by clicks, one for each
point, or in one stroke: what is pressed and let go elsewhere has two points. A freehand outline follows the stroke.
"""

from __future__ import annotations

import math
from dataclasses import dataclass, replace
from itertools import pairwise

from app.domain.measurement import POINTS, Kind, Measurement
from app.ui.viewer.state import Point

# these stretch between two opposite corners
_BOXES = ("ellipse", "rectangle")
# how far the hand moves between two points of a freehand outline, in image pixels
_FINE = 0.75


@dataclass(frozen=True, slots=True)
class Drawing:
    """``points`` are set; ``hover`` is where the hand is, the next point to be."""

    kind: Kind
    points: tuple[Point, ...] = ()
    hover: Point | None = None
    is_closed: bool = False

    @property
    def wanted(self) -> int:
        """How many points the hand sets; 0 for an outline of any number."""
        return 2 if self.kind in _BOXES else POINTS.get(self.kind, 0)

    @property
    def is_done(self) -> bool:
        return self.is_closed or (self.wanted > 0 and len(self.points) >= self.wanted)

    def pressed(self, point: Point) -> Drawing:
        """The hand goes down: one point more."""
        return replace(self, points=(*self.points, point), hover=point)

    def dragged(self, point: Point) -> Drawing:
        """The hand moves while it is down."""
        if self.kind == "freehand" and self.points and math.dist(self.points[-1], point) >= _FINE:
            return replace(self, points=(*self.points, point), hover=point)
        return replace(self, hover=point)

    def moved(self, point: Point) -> Drawing:
        """The hand moves without being down."""
        return replace(self, hover=point)

    def released(self, point: Point, is_stroke: bool) -> Drawing:
        """The hand comes up; ``is_stroke``: it moved on the way, so that this is a point as well."""
        if self.kind == "freehand":
            return self.closed() if is_stroke else self
        return self.pressed(point) if is_stroke and not self.is_done and self.wanted > 1 else self

    def closed(self) -> Drawing:
        """An outline is finished; one of less than three points is not."""
        return replace(self, is_closed=self.wanted == 0 and len(self.points) >= 3)

    def shape(self) -> tuple[Point, ...]:
        """The points as a measurement takes them, the next one included as long as it is drawn."""
        points = self.points
        if not self.is_done and self.hover is not None and points and self.kind != "freehand":
            points = (*points, self.hover)
        return box(self.kind, points) if self.kind in _BOXES and len(points) == 2 else points


def box(kind: Kind, corners: tuple[Point, ...]) -> tuple[Point, ...]:
    """The four points of a rectangle, or the ends of the axes of an ellipse, that fill two opposite corners."""
    (left, top), (right, bottom) = corners
    if kind == "rectangle":
        return (left, top), (right, top), (right, bottom), (left, bottom)
    x, y = (left + right) / 2, (top + bottom) / 2
    return (left, y), (right, y), (x, top), (x, bottom)


def with_point(measurement: Measurement, at: int, place: Point) -> tuple[Point, ...]:
    """The points of a measurement with one of them moved; a rectangle and an ellipse keep their form."""
    points = list(measurement.points)
    if measurement.kind == "rectangle":
        return box("rectangle", (points[(at + 2) % 4], place))
    if measurement.kind == "ellipse":
        return _stretched(points, at, place)
    points[at] = place
    return tuple(points)


def _stretched(points: list[Point], at: int, place: Point) -> tuple[Point, ...]:
    """An ellipse whose one end of an axis follows the hand: the other end stays, the other axis is centred anew."""
    axis, across = (0, 2) if at < 2 else (2, 0)
    fixed = points[axis + 1 - at % 2]
    middle = ((fixed[0] + place[0]) / 2, (fixed[1] + place[1]) / 2)
    half = math.dist(points[across], points[across + 1]) / 2
    length = math.dist(fixed, place) or 1.0
    # perpendicular to the axis as it lies now
    away = (-(place[1] - fixed[1]) / length * half, (place[0] - fixed[0]) / length * half)
    moved = list(points)
    moved[at] = place
    moved[across] = (middle[0] - away[0], middle[1] - away[1])
    moved[across + 1] = (middle[0] + away[0], middle[1] + away[1])
    return tuple(moved)


def shifted(measurement: Measurement, dx: float, dy: float) -> tuple[Point, ...]:
    """All points moved by so many columns and rows."""
    return tuple((x + dx, y + dy) for x, y in measurement.points)


def lines_of(kind: Kind, points: tuple[Point, ...]) -> tuple[tuple[Point, ...], ...]:
    """What is painted, as open lines; a closed outline ends where it began."""
    if kind == "ellipse" and len(points) == 4:
        return (_round(points),)
    if kind in ("cobb", "bidirectional"):
        return tuple(part for part in (points[:2], points[2:]) if len(part) > 1)
    if kind in ("rectangle", "polygon", "freehand") and len(points) > 2:
        return ((*points, points[0]),)
    return (points,) if len(points) > 1 else ()


def _round(points: tuple[Point, ...]) -> tuple[Point, ...]:
    (ax, ay), (bx, by), (cx, cy), (dx, dy) = points
    x, y = (ax + bx + cx + dx) / 4, (ay + by + cy + dy) / 4
    ux, uy, vx, vy = (bx - ax) / 2, (by - ay) / 2, (dx - cx) / 2, (dy - cy) / 2
    turns = [math.tau * n / 72 for n in range(73)]
    return tuple((x + ux * math.cos(t) + vx * math.sin(t), y + uy * math.cos(t) + vy * math.sin(t)) for t in turns)


def nearest(measurements: tuple[Measurement, ...], at: Point, reach: float) -> tuple[Measurement, int | None] | None:
    """The measurement within ``reach`` image pixels of a point, and which of its points that is (None: a line).

    Freehand outlines are moved as a whole: their points are no handles.
    """
    for one in reversed(measurements):
        if one.kind != "freehand":
            for number, point in enumerate(one.points):
                if math.dist(point, at) <= reach:
                    return one, number
    for one in reversed(measurements):
        for line in lines_of(one.kind, one.points):
            if any(_distance(at, a, b) <= reach for a, b in pairwise(line)):
                return one, None
    return None


def _distance(point: Point, a: Point, b: Point) -> float:
    """From a point to a stretch between two others."""
    length = (b[0] - a[0]) ** 2 + (b[1] - a[1]) ** 2
    along = 0.0 if length == 0 else ((point[0] - a[0]) * (b[0] - a[0]) + (point[1] - a[1]) * (b[1] - a[1])) / length
    along = min(max(along, 0.0), 1.0)
    return math.dist(point, (a[0] + along * (b[0] - a[0]), a[1] + along * (b[1] - a[1])))
