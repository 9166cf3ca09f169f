"""What a person measures on an image, and every number of it with where it comes from."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Literal

from app.domain.codes import Coding
from app.domain.finding import Author
from app.domain.words import Phrase, say

Kind = Literal["length", "angle", "cobb", "bidirectional", "ellipse", "rectangle", "polygon", "freehand", "probe"]
Scale = Literal["patient", "calibrated", "detector", "magnified", "film", "ultrasound", "resliced", "none"]
FigureName = Literal[
    "length",
    "angle",
    "long axis",
    "short axis",
    "area",
    "volume",
    "pixels",
    "mean",
    "sd",
    "minimum",
    "maximum",
    "value",
]
Point = tuple[float, float]

KINDS: tuple[Kind, ...] = (
    "length", "angle", "cobb", "bidirectional", "ellipse", "rectangle", "polygon", "freehand", "probe"
)  # fmt: skip
# how many points draw each kind; a polygon has three or more
POINTS: dict[Kind, int] = {
    "length": 2, "angle": 3, "cobb": 4, "bidirectional": 4, "ellipse": 4, "rectangle": 4, "probe": 1
}  # fmt: skip
KIND_TITLES: dict[Kind, Phrase] = {
    "length": say("Length"),
    "angle": say("Angle"),
    "cobb": say("Cobb angle"),
    "bidirectional": say("Two diameters"),
    "ellipse": say("Ellipse"),
    "rectangle": say("Rectangle"),
    "polygon": say("Polygon"),
    "freehand": say("Freehand outline"),
    "probe": say("Point value"),
}
FIGURE_TITLES: dict[FigureName, Phrase] = {
    "length": say("Length"),
    "angle": say("Angle"),
    "long axis": say("Long axis"),
    "short axis": say("Short axis"),
    "area": say("Area"),
    "volume": say("Volume"),
    "pixels": say("Pixels"),
    "mean": say("Mean"),
    "sd": say("Standard deviation"),
    "minimum": say("Minimum"),
    "maximum": say("Maximum"),
    "value": say("Value"),
}
SCALE_TITLES: dict[Scale, Phrase] = {
    "patient": say("Millimetres in the patient (Pixel Spacing)"),
    "calibrated": say("Calibrated by the sender (Pixel Spacing)"),
    "detector": say("At the detector, not in the patient: true lengths are shorter (Imager Pixel Spacing)"),
    "magnified": say("At the detector, divided by the estimated magnification"),
    "film": say("On the scanned film (Nominal Scanned Pixel Spacing)"),
    "ultrasound": say("Calibrated by the ultrasound region"),
    "resliced": say("Reconstructed from voxels: millimetres in the patient, on a plane cut through the volume"),
    "none": say("The file states no size: lengths are in pixels"),
}


@dataclass(frozen=True, slots=True)
class Calibration:
    """How large a pixel is, mm: the distance between rows and between columns; None where the file does not say.

    ``source`` tells a length in the patient from one at the detector (PS3.3 10.7.1.3). ``slice_mm`` is the distance
    to the next slice where the images stand as a volume, else None.
    """

    source: Scale
    row_mm: float | None = None
    column_mm: float | None = None
    slice_mm: float | None = None

    @property
    def is_known(self) -> bool:
        return self.row_mm is not None and self.column_mm is not None


@dataclass(frozen=True, slots=True)
class Figure:
    """One number of a measurement; ``unit`` is UCUM, "" for a count and "{pixel}" where no size is known."""

    name: FigureName
    value: float
    unit: str


Place = tuple[float, float, float]
Direction = Literal["axial", "coronal", "sagittal"]
Projection = Literal["mean", "max", "min"]


@dataclass(frozen=True, slots=True)
class Pose:
    """The plane through a volume that a measurement was drawn on, LPS mm.

    ``origin`` is the centre of the first pixel of its raster, ``right`` and ``down`` are unit directions of a row and
    of a column, ``spacing_mm`` is between pixels both ways. A slab is ``slab_mm`` thick and projected. ``direction``
    and ``turn`` (3 by 3, row after row) are how it stood among the planes on the screen.
    """

    origin: Place
    right: Place
    down: Place
    spacing_mm: float
    rows: int
    columns: int
    frame_of_reference: str = ""
    slab_mm: float = 0.0
    projection: Projection = "mean"
    direction: Direction = "axial"
    turn: tuple[float, ...] = (1.0, 0.0, 0.0, 0.0, 1.0, 0.0, 0.0, 0.0, 1.0)

    def place(self, point: Point) -> Place:
        """Where (column, row) of the raster lies in the patient."""
        column, row = (x * self.spacing_mm for x in point)
        x, y, z = (o + column * r + row * d for o, r, d in zip(self.origin, self.right, self.down, strict=True))
        return x, y, z

    @property
    def is_oblique(self) -> bool:
        return any(abs(x - y) > 1e-6 for x, y in zip(self.turn, (1, 0, 0, 0, 1, 0, 0, 0, 1), strict=True))


@dataclass(frozen=True, slots=True)
class Measurement:
    """A shape on a frame, its figures, who drew it and when.

    ``points`` are (column, row) of the stored image; whole numbers are centres of pixels, counted from 0, so that the
    first pixel reaches from -0.5 to 0.5. Their order by kind: ``length`` two ends; ``angle`` arm, corner, arm;
    ``cobb`` two ends of each line; ``bidirectional`` two ends of the long, then of the short axis; ``ellipse`` two ends
    of each axis; ``rectangle`` four corners around; ``polygon`` and ``freehand`` the outline; ``probe`` a single point.

    On a plane cut through the volume ``plane`` is set: points are of its raster, and ``instance`` and ``frame`` name
    the slice that is nearest to their middle.
    """

    id: str
    patient: str
    series: str
    instance: str
    frame: int
    kind: Kind
    points: tuple[Point, ...]
    calibration: Calibration
    figures: tuple[Figure, ...]
    by: Author
    at: datetime
    note: str = ""
    site: Coding | None = None
    plane: Pose | None = None

    @property
    def places(self) -> tuple[Place, ...]:
        """The points in the patient, LPS mm, of a measurement on a plane; () for one on an image."""
        return tuple(self.plane.place(point) for point in self.points) if self.plane is not None else ()


@dataclass(frozen=True, slots=True)
class KeyImage:
    """A frame (from 0) somebody marked as the one to look at."""

    patient: str
    series: str
    instance: str
    frame: int
    by: str
    at: datetime
    note: str = ""
