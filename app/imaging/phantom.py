"""Patients that never lived: a torso for CT and a head for MR, drawn from formulas and written as real DICOM files.

Everything about them is known exactly, so that what is measured on screen can be compared with what was drawn. The
sample library of ``aegle demo`` and many tests are made of them.
"""

from __future__ import annotations

import hashlib
import io
import math
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import datetime

import numpy as np
from numpy.typing import NDArray
from pydicom.dataset import Dataset, FileDataset, FileMetaDataset
from pydicom.uid import CTImageStorage, ExplicitVRLittleEndian, MRImageStorage

from app.domain.patient import Patient

Grid = NDArray[np.float32]

TORSO_Z_MM = (-112.0, 112.0)  # the part of the body that is drawn, feet to head
FIELD_MM = 384.0  # side of the square that a slice shows
BODY_MM = (168.0, 120.0)  # half axes of the trunk, left-right and front-back
CHEST_MM = (138.0, 90.0)  # half axes of the wall in which the ribs lie
NOISE_HU = 9.0
HEAD_FIELD_MM = 230.0


@dataclass(frozen=True, slots=True)
class Region:
    """A ball of which every voxel was drawn with one value: ``centre_mm`` in LPS, ``value`` in HU."""

    name: str
    centre_mm: tuple[float, float, float]
    radius_mm: float
    value: float


@dataclass(frozen=True, slots=True)
class Nodule:
    """The lung nodule: a ball of soft tissue in the right lung."""

    centre_mm: tuple[float, float, float] = (-74.0, 22.0, 30.0)
    radius_mm: float = 8.0
    value: float = 35.0

    @property
    def volume_mm3(self) -> float:
        return 4.0 / 3.0 * math.pi * self.radius_mm**3


NODULE = Nodule()

# Where the torso's values can be checked, free of edges and vessels.
REGIONS = (
    Region("air", (0.0, -150.0, 60.0), 12.0, -1000.0),
    Region("trachea", (0.0, 18.0, 92.0), 4.0, -1000.0),
    Region("lung", (-92.0, -8.0, 36.0), 8.0, -820.0),
    Region("fat", (0.0, -110.0, -60.0), 4.0, -100.0),
    Region("water", (-96.0, 6.0, -92.0), 9.0, 0.0),
    Region("muscle", (40.0, 88.0, -74.0), 4.0, 50.0),
    Region("liver", (-52.0, -34.0, -96.0), 9.0, 60.0),
    Region("lesion", (-58.0, 24.0, -88.0), 6.0, 20.0),
    Region("blood", (30.0, 52.0, -20.0), 5.0, 170.0),
    Region("bone", (0.0, -82.0, 36.0), 3.0, 700.0),
    Region("nodule", NODULE.centre_mm, 4.0, NODULE.value),
)


def torso_files(
    patient: Patient, at: datetime, slices: int = 56, size: int = 512, seed: int = 20
) -> Iterator[tuple[str, bytes]]:
    """A CT series of the chest as (file name, DICOM bytes), axial, feet to head.

    ``slices`` of ``size`` x ``size`` pixels cover TORSO_Z_MM and FIELD_MM, whatever their number.
    """
    thickness, spacing = (TORSO_Z_MM[1] - TORSO_Z_MM[0]) / slices, FIELD_MM / size
    study, series, frame = (uid_of(patient.mrn, "torso", part) for part in ("study", "series", "frame"))
    rng = np.random.default_rng(seed)
    vessels = _vessels(np.random.default_rng(seed + 1))
    for k in range(slices):
        z = TORSO_Z_MM[0] + (k + 0.5) * thickness
        values = _torso_slice(z, thickness, size, vessels) + _noise(rng, size)
        header = _header(patient, at, study, series, frame, k, slices)
        header.SOPClassUID = CTImageStorage
        header.Modality = "CT"
        header.StudyDescription = "CT chest, sample patient"
        header.SeriesDescription = f"Chest {thickness:g} mm, drawn by formula"
        header.BodyPartExamined = "CHEST"
        header.ImageType = ["ORIGINAL", "PRIMARY", "AXIAL"]
        header.KVP = 120
        header.ConvolutionKernel = "FORMULA"
        header.RescaleIntercept, header.RescaleSlope, header.RescaleType = -1024, 1, "HU"
        header.WindowCenter, header.WindowWidth = [40, -600, 300], [350, 1500, 1800]
        header.WindowCenterWidthExplanation = ["SOFT TISSUE", "LUNG", "BONE"]
        _place(header, ((spacing - FIELD_MM) / 2, (spacing - FIELD_MM) / 2, z), spacing, thickness)
        _pixels(header, np.clip(np.rint(values) + 1024, 0, 4095).astype(np.uint16), 12)
        yield f"ct{k + 1:03d}.dcm", _bytes(header)


def head_files(
    patient: Patient, at: datetime, slices: int = 26, size: int = 224, seed: int = 8
) -> Iterator[tuple[str, bytes]]:
    """A T1-like MR series of a head as (file name, DICOM bytes), axial, feet to head. Values have no unit."""
    thickness, spacing = 156.0 / slices, HEAD_FIELD_MM / size
    study, series, frame = (uid_of(patient.mrn, "head", part) for part in ("study", "series", "frame"))
    rng = np.random.default_rng(seed)
    folds = _folds(np.random.default_rng(seed + 1))
    for k in range(slices):
        z = -66.0 + (k + 0.5) * thickness
        values = _head_slice(z, size, folds) + 14.0 * rng.standard_normal((size, size)).astype(np.float32)
        header = _header(patient, at, study, series, frame, k, slices)
        header.SOPClassUID = MRImageStorage
        header.Modality = "MR"
        header.StudyDescription = "MR head, sample patient"
        header.SeriesDescription = f"T1 axial {thickness:g} mm, drawn by formula"
        header.BodyPartExamined = "HEAD"
        header.ImageType = ["ORIGINAL", "PRIMARY", "M", "NONE"]
        header.ScanningSequence, header.SequenceVariant, header.ScanOptions = "SE", "NONE", ""
        header.MRAcquisitionType, header.MagneticFieldStrength = "2D", 1.5
        header.RepetitionTime, header.EchoTime, header.EchoTrainLength = 550, 12, 1
        header.WindowCenter, header.WindowWidth = 480, 960
        _place(header, ((spacing - HEAD_FIELD_MM) / 2, (spacing - HEAD_FIELD_MM) / 2, z), spacing, thickness)
        _pixels(header, np.clip(np.rint(values), 0, 4095).astype(np.uint16), 12)
        yield f"mr{k + 1:03d}.dcm", _bytes(header)


def uid_of(*parts: str) -> str:
    """The DICOM UID that the same words always get (PS3.5 B.2: 2.25 and a UUID as a number)."""
    digest = hashlib.sha256("\x1f".join(parts).encode()).digest()
    return f"2.25.{int.from_bytes(digest[:16], 'big')}"


# --- the torso


def _torso_slice(z: float, thickness: float, size: int, vessels: NDArray[np.float32]) -> Grid:
    """HU of one slice, (rows, columns): the mean of two cuts through its thickness, as a scanner would see it."""
    cuts = [_torso_cut(_Cut(z + offset * thickness, size, FIELD_MM, -1000.0), vessels) for offset in (-0.25, 0.25)]
    return np.asarray((cuts[0] + cuts[1]) / 2, dtype=np.float32)


def _torso_cut(cut: _Cut, vessels: NDArray[np.float32]) -> Grid:
    """HU in one plane."""
    upper = _smooth(cut.z, 40.0, 112.0)
    a, b = 1.0 - 0.13 * upper - 0.03 * _smooth(-cut.z, 60.0, 112.0), 1.0 - 0.04 * upper
    chest = (CHEST_MM[0] * a, CHEST_MM[1] * b)
    body = _trunk(BODY_MM[0] * a, BODY_MM[1] * b)
    cut.paint(_couch(0.0), -250.0)
    cut.paint(_couch(5.0), -960.0)
    cut.paint(body, 15.0)  # skin
    cut.paint(body.shrunk(2.2), -100.0)  # fat
    cut.paint(_trunk(chest[0] + 13.0, chest[1] + 12.0), 50.0)  # muscle
    cut.paint(_trunk(chest[0] - 5.0, chest[1] - 5.0), -95.0)  # fat within
    _paint_shoulders(cut)
    _paint_ribs(cut, chest)
    _paint_lungs(cut, chest, vessels)
    _paint_middle(cut)
    _paint_belly(cut)
    _paint_spine(cut)
    return cut.image


def _paint_shoulders(cut: _Cut) -> None:
    """Shoulder blades in the muscle of the back, from the middle of the chest upwards."""
    if cut.z > 8.0:
        for side in (-1.0, 1.0):
            blade = _capsule((side * 62.0, 96.0 - 0.03 * cut.z), (side * 112.0, 72.0 - 0.10 * cut.z), 4.0)
            cut.paint(blade.shrunk(-6.0), 52.0)
            cut.paint(blade, 620.0)
            cut.paint(blade.shrunk(1.9), 260.0)


def _paint_ribs(cut: _Cut, chest: tuple[float, float]) -> None:
    """Twelve pairs that start at the spine and run down towards the front; their ends there are cartilage."""
    for rib in range(12):
        top = 128.0 - 23.0 * rib
        if top - 54.0 < cut.z < top + 8.0:
            cut.paint(_rib(cut.z, top, chest, (0.16, 2.45)), 700.0)
            cut.paint(_rib(cut.z, top, chest, (0.16, 2.45)).shrunk(1.8), 240.0)
            cut.paint(_rib(cut.z, top, chest, (2.45, 2.95)), 95.0)
    if -34.0 < cut.z < 84.0:
        cut.paint(_ellipse((0.0, 6.0 - chest[1]), (19.0, 6.5)), 700.0)  # breast bone


def _paint_lungs(cut: _Cut, chest: tuple[float, float], vessels: NDArray[np.float32]) -> None:
    """Both lungs inside the ribs, cut from below by the diaphragm's two domes, with vessels and the nodule."""
    inside = _trunk(chest[0] - 7.0, chest[1] - 7.0)
    apex = 18.0 * _smooth(cut.z, 62.0, 112.0)
    for side, reach, dome in ((-1.0, 60.0, -38.0), (1.0, 58.0, -50.0)):
        centre = side * (64.0 - apex * 0.4)
        lobe = _ellipsoid(cut.z, (centre, 8.0, -4.0), (reach - apex, 84.0, 118.0))
        lung = lobe.within(inside).within(_above_dome(cut.z, centre, dome))
        cut.paint(lung, -820.0)
        for vessel in vessels[vessels[:, 7] == side].tolist():
            if min(vessel[2], vessel[5]) - vessel[6] < cut.z < max(vessel[2], vessel[5]) + vessel[6]:
                cut.paint(_tube(cut.z, tuple(vessel[:3]), tuple(vessel[3:6]), vessel[6]).within(lung.shrunk(1.0)), 45.0)
    cut.ball(NODULE.centre_mm, (NODULE.radius_mm,) * 3, NODULE.value)


def _paint_middle(cut: _Cut) -> None:
    """Heart, great vessels (with contrast medium), windpipe and gullet."""
    z = cut.z
    if z > -60.0:
        cut.paint(_ellipse((3.0, 6.0), (24.0 + 8.0 * _smooth(z, 60.0, 110.0), 60.0)), 30.0)
        cut.paint(_ellipse((3.0, -46.0), (18.0, 18.0)), -90.0)
    cut.ball((26.0, -22.0, -26.0), (58.0, 44.0, 50.0), -85.0)  # fat around the heart
    cut.ball((26.0, -22.0, -26.0), (53.0, 40.0, 45.0), 48.0)
    cut.ball((40.0, -20.0, -34.0), (24.0, 20.0, 30.0), 165.0)  # left ventricle
    cut.ball((4.0, -34.0, -22.0), (22.0, 18.0, 26.0), 150.0)  # right ventricle
    cut.ball((10.0, 8.0, -4.0), (27.0, 17.0, 21.0), 160.0)  # left atrium
    for low, high, shape, value in (
        (-200.0, 46.0, _disc((30.0, 52.0), 12.5), 170.0),  # descending aorta
        (-14.0, 46.0, _disc((-12.0, -20.0), 15.5), 172.0),  # ascending aorta
        (40.0, 60.0, _capsule((-12.0, -22.0), (29.0, 50.0), 13.0), 172.0),  # its arch
        (4.0, 26.0, _capsule((4.0, -26.0), (26.0, 8.0), 11.0), 168.0),  # pulmonary arteries
        (4.0, 26.0, _capsule((26.0, 8.0), (-44.0, 10.0), 8.0), 168.0),
        (58.0, 200.0, _disc((-16.0, -10.0), 7.0), 170.0),  # arteries to head and arms
        (58.0, 200.0, _disc((2.0, -6.0), 5.0), 170.0),
        (58.0, 200.0, _disc((18.0, 12.0), 5.5), 170.0),
        (-20.0, 200.0, _disc((-26.0, -12.0), 9.5), 120.0),  # superior vena cava
        (-200.0, 200.0, _disc((8.0, 40.0), 7.5), 35.0),  # gullet
        (-200.0, 200.0, _disc((8.0, 40.0), 2.2), -700.0),
        (34.0, 200.0, _disc((0.0, 18.0), 10.5), 60.0),  # windpipe
        (34.0, 200.0, _disc((0.0, 18.0), 8.8), -1000.0),
        (-6.0, 34.0, _disc((-6.0 - 0.75 * (34.0 - z), 19.0), 8.2), 40.0),  # main bronchi
        (-6.0, 34.0, _disc((6.0 + 0.75 * (34.0 - z), 19.0), 8.2), 40.0),
        (-6.0, 34.0, _disc((-6.0 - 0.75 * (34.0 - z), 19.0), 6.4), -1000.0),
        (-6.0, 34.0, _disc((6.0 + 0.75 * (34.0 - z), 19.0), 6.4), -1000.0),
    ):
        if low <= z < high:
            cut.paint(shape, value)


def _paint_belly(cut: _Cut) -> None:
    """Liver with a cyst and a lesion, stomach with fluid and gas, spleen, under the diaphragm."""
    z = cut.z
    if z > -40.0:
        return
    fringe = _trunk(CHEST_MM[0] - 9.0, CHEST_MM[1] - 8.0)
    stomach = _ellipsoid(z, (66.0, -26.0, -100.0), (46.0, 38.0, 44.0)).within(fringe)
    cut.paint(_ellipsoid(z, (-66.0, -4.0, -108.0), (70.0, 78.0, 66.0)).within(fringe), 60.0)
    cut.paint(_ellipsoid(z, (-6.0, -44.0, -110.0), (56.0, 32.0, 46.0)).within(fringe), 60.0)
    if z < -72.0:
        for start, end in (
            ((-66.0, -8.0), (-30.0, -2.0)),
            ((-66.0, -8.0), (-92.0, -38.0)),
            ((-40.0, -6.0), (-34.0, -46.0)),
        ):
            cut.paint(_capsule(start, end, 3.6), 115.0)  # veins of the liver
        cut.paint(_disc((-16.0, 46.0), 12.0), 110.0)  # inferior vena cava
    cut.ball((-96.0, 6.0, -92.0), (15.0, 15.0, 16.0), 0.0)  # cyst
    cut.ball((-58.0, 24.0, -88.0), (12.0, 12.0, 12.0), 20.0)  # lesion
    cut.paint(stomach, 45.0)
    cut.paint(stomach.shrunk(4.5), 12.0)
    cut.paint(stomach.shrunk(4.5).within(_Shape(lambda x, y: y + 34.0 + 0.0 * x)), -1000.0)
    cut.paint(_ellipsoid(z, (96.0, 38.0, -94.0), (28.0, 40.0, 40.0)).within(fringe), 58.0)  # spleen


def _paint_spine(cut: _Cut) -> None:
    """Muscles of the back, bodies and discs in turn, the arch with its processes, the cord in its canal."""
    phase = (cut.z + 120.0) % 26.0
    body = _ellipse((0.0, 64.0), (20.0, 15.0))
    for side in (-1.0, 1.0):
        cut.paint(_ellipse((side * 32.0, 88.0), (24.0, 15.0)), 50.0)
    if phase < 20.5:
        is_end_plate = phase < 1.6 or phase > 18.9
        cut.paint(body, 640.0)
        cut.paint(body.shrunk(2.2), 620.0 if is_end_plate else 230.0)
    else:
        cut.paint(body, 85.0)
    for side in (-1.0, 1.0):
        if phase < 20.5:
            cut.paint(_capsule((side * 11.0, 74.0), (side * 12.0, 86.0), 4.5), 480.0)
        if phase < 15.0:
            cut.paint(_capsule((side * 12.0, 88.0), (side * 36.0, 92.0), 4.2), 420.0)
            cut.paint(_capsule((side * 12.0, 89.0), (0.0, 99.0), 3.6), 480.0)
    cut.paint(_capsule((0.0, 98.0), (0.0, 106.0), 3.4), 480.0)
    cut.paint(_disc((0.0, 87.0), 9.0), -20.0)
    cut.paint(_disc((0.0, 87.0), 5.5), 38.0)


def _vessels(rng: np.random.Generator) -> NDArray[np.float32]:
    """Lung vessels as segments (n, 8): start and end in mm, radius, and the side (-1 right, 1 left).

    Each lung's tree starts at its root, and thins as it runs outwards; none passes through the regions of known value.
    """
    rows: list[tuple[float, ...]] = []
    for side in (-1.0, 1.0):
        for _ in range(46):
            place = np.array([side * 34.0, 8.0, 8.0]) + rng.normal(0, 4.0, 3)
            heading = np.array([side * abs(rng.normal(0.9, 0.6)), rng.normal(0, 0.9), rng.normal(0, 1.1)])
            heading /= np.linalg.norm(heading)
            radius = rng.uniform(2.2, 4.0)
            while radius > 0.65:
                heading += rng.normal(0, 0.28, 3)
                heading /= np.linalg.norm(heading)
                end = place + heading * 9.0
                if not _near_a_region(end, radius):
                    rows.append((*place, *end, radius, side))
                place = end
                radius *= rng.uniform(0.80, 0.90)
    return np.array(rows, dtype=np.float32)


def _near_a_region(place: NDArray[np.float64], radius: float) -> bool:
    kept_free = [(region.centre_mm, region.radius_mm) for region in REGIONS if region.name == "lung"]
    kept_free.append((NODULE.centre_mm, NODULE.radius_mm))
    return any(float(np.linalg.norm(place - np.array(centre))) < free + radius + 12.0 for centre, free in kept_free)


def _noise(rng: np.random.Generator, size: int) -> Grid:
    """Grainy as after filtered back projection: neighbouring pixels differ, the mean is zero."""
    white = rng.standard_normal((size + 2, size + 2)).astype(np.float32)
    grain = white[1:-1, 1:-1] + 0.5 * (white[:-2, 1:-1] + white[2:, 1:-1] + white[1:-1, :-2] + white[1:-1, 2:])
    return np.asarray(grain * np.float32(NOISE_HU / math.sqrt(2.0)), dtype=np.float32)


# --- the head


def _head_slice(z: float, size: int, folds: NDArray[np.float32]) -> Grid:
    """T1-like brightness of one slice: bright fat, dark bone and fluid, white matter brighter than grey."""
    cut = _Cut(z, size, HEAD_FIELD_MM, 0.0)
    scalp = _ellipsoid(z, (0.0, 4.0, 2.0), (77.0, 97.0, 92.0))
    for depth, value in ((0.0, 420.0), (1.5, 860.0), (6.0, 60.0), (8.0, 330.0), (10.5, 50.0), (14.0, 120.0)):
        cut.paint(scalp.shrunk(depth), value)  # skin, fat, bone, marrow, bone, fluid

    def fold(x: Grid, y: Grid) -> Grid:
        waves = (weight * np.sin(fx * x + fy * y + fz * z + shift) for fx, fy, fz, shift, weight in folds.tolist())
        return np.asarray(sum(waves), dtype=np.float32)

    def cortex(x: Grid, y: Grid) -> Grid:
        half = scalp.distance(x, y) + 16.0 + 2.6 * fold(x, y)
        return np.maximum(half, 1.2 - np.abs(x))  # the cleft between the halves

    cut.paint(_Shape(cortex), 470.0)
    cut.paint(_Shape(lambda x, y: cortex(x, y) + 4.5 + 1.6 * fold(x, y)), 640.0)
    for side in (-1.0, 1.0):
        cut.ball((side * 14.0, -22.0, 16.0), (6.5, 20.0, 12.0), 110.0)  # ventricles
        cut.ball((side * 15.0, 22.0, 14.0), (6.0, 22.0, 11.0), 110.0)
        cut.ball((side * 27.0, -2.0, 8.0), (7.5, 18.0, 13.0), 505.0)  # deep grey matter
        cut.ball((side * 13.0, 8.0, 2.0), (9.0, 13.0, 10.0), 520.0)
    cut.ball((0.0, 2.0, 0.0), (2.4, 14.0, 12.0), 110.0)
    if z < -24.0:
        cut.ball((0.0, 46.0, -44.0), (46.0, 30.0, 24.0), 500.0)  # cerebellum, brain stem, eyes
        cut.ball((0.0, 12.0, -54.0), (15.0, 14.0, 36.0), 600.0)
        for side in (-1.0, 1.0):
            for reach, value in ((17.0, 780.0), (12.0, 160.0)):
                eye = _ellipsoid(z, (side * 30.0, -56.0, -50.0), (reach, reach, reach))
                if abs(z + 50.0) < reach:
                    cut.paint(eye.within(scalp.shrunk(3.0)), value)
    return cut.image


def _folds(rng: np.random.Generator) -> NDArray[np.float32]:
    """Waves whose sum folds the cortex: (n, 5) wave numbers along x, y, z in 1/mm, phase and weight."""
    waves = rng.normal(0.0, 0.26, (14, 3))
    return np.column_stack([waves, rng.uniform(0, 2 * np.pi, 14), rng.uniform(0.1, 0.3, 14)]).astype(np.float32)


# --- shapes and how they are painted


@dataclass(frozen=True, slots=True)
class _Shape:
    """``distance`` gives the signed distance to the edge in mm, negative inside, for x (1, n) and y (m, 1).

    ``box`` (x low, x high, y low, y high) is where the shape lies, None for everywhere.
    """

    distance: Callable[[Grid, Grid], Grid]
    box: tuple[float, float, float, float] | None = None

    def shrunk(self, by_mm: float) -> _Shape:
        if self.box is None or by_mm >= 0:
            return _Shape(lambda x, y: self.distance(x, y) + np.float32(by_mm), self.box)
        x0, x1, y0, y1 = self.box
        box = (x0 + by_mm, x1 - by_mm, y0 + by_mm, y1 - by_mm)
        return _Shape(lambda x, y: self.distance(x, y) + np.float32(by_mm), box)

    def within(self, other: _Shape) -> _Shape:
        return _Shape(lambda x, y: np.maximum(self.distance(x, y), other.distance(x, y)), self.box or other.box)


class _Cut:
    """An image in the plane at ``z`` (mm) on which shapes are painted, every edge as soft as one pixel."""

    def __init__(self, z: float, size: int, field_mm: float, empty: float) -> None:
        self.z = z
        self.image: Grid = np.full((size, size), empty, dtype=np.float32)
        self._spacing = field_mm / size
        self._half = field_mm / 2
        axis = (np.arange(size, dtype=np.float32) + 0.5) * self._spacing - self._half
        self._x, self._y = axis[None, :], axis[:, None]

    def paint(self, shape: _Shape, value: float) -> None:
        rows, columns = slice(None), slice(None)
        if shape.box is not None:
            columns, rows = self._range(*shape.box[:2]), self._range(*shape.box[2:])
        part = self.image[rows, columns]
        if part.size:
            distance = shape.distance(self._x[:, columns], self._y[rows])
            part += np.clip(0.5 - distance / self._spacing, 0.0, 1.0) * (value - part)

    def ball(self, centre: tuple[float, float, float], radii: tuple[float, float, float], value: float) -> None:
        if abs(self.z - centre[2]) < radii[2]:
            self.paint(_ellipsoid(self.z, centre, radii), value)

    def _range(self, low: float, high: float) -> slice:
        first = int((low + self._half) / self._spacing) - 2
        last = int((high + self._half) / self._spacing) + 3
        return slice(max(first, 0), max(last, 0))


def _ellipsoid(z: float, centre: tuple[float, float, float], radii: tuple[float, float, float]) -> _Shape:
    """An ellipsoid's cut at ``z``; the distance is exact at its surface and good near it."""
    (cx, cy, cz), (rx, ry, rz) = centre, radii
    w = (z - cz) / rz

    def distance(x: Grid, y: Grid) -> Grid:
        u2, v2 = ((x - cx) / rx) ** 2, ((y - cy) / ry) ** 2
        reach = np.sqrt(u2 + v2 + w * w)
        slope = np.sqrt(u2 / rx**2 + v2 / ry**2 + (w / rz) ** 2)
        return np.asarray(reach * (reach - 1.0) / np.maximum(slope, 1e-4), dtype=np.float32)

    return _Shape(distance, (cx - rx, cx + rx, cy - ry, cy + ry))


def _ellipse(centre: tuple[float, float], radii: tuple[float, float]) -> _Shape:
    """The same at every height."""
    return _ellipsoid(0.0, (*centre, 0.0), (*radii, 1.0))


def _trunk(a: float, b: float) -> _Shape:
    """The trunk's outline: an ellipse with its corners pushed out (exponent 2.6)."""

    def distance(x: Grid, y: Grid) -> Grid:
        reach = ((np.abs(x) / a) ** 2.6 + (np.abs(y) / b) ** 2.6) ** (1 / 2.6)
        return np.asarray((reach - 1.0) * (a * b / math.hypot(a, b)) * 1.25, dtype=np.float32)

    return _Shape(distance, (-a - 4.0, a + 4.0, -b - 4.0, b + 4.0))


def _rib(z: float, top: float, chest: tuple[float, float], part: tuple[float, float]) -> _Shape:
    """The cut through a pair of ribs. ``part`` are the angles between which they run, 0 at the spine, pi in front."""
    wall = _trunk(*chest)

    def distance(x: Grid, y: Grid) -> Grid:
        around = np.arctan2(np.abs(x) / chest[0], y / chest[1])
        height = top - 46.0 * np.sin(around / 2.0) ** 2
        away = (np.hypot(wall.distance(x, y) / 4.2, (z - height) / 6.5) - 1.0) * 4.2
        beside = np.maximum(part[0] - around, around - part[1]) * 60.0
        return np.asarray(np.maximum(away, beside), dtype=np.float32)

    return _Shape(distance, wall.shrunk(-6.0).box)


def _above_dome(z: float, centre_x: float, top: float) -> _Shape:
    """What lies above one dome of the diaphragm."""

    def distance(x: Grid, y: Grid) -> Grid:
        fall = 0.009 * ((x - centre_x) ** 2 + (y - 4.0) ** 2)
        return np.asarray((top - fall - z) * 0.8, dtype=np.float32)

    return _Shape(distance)


def _disc(centre: tuple[float, float], radius: float) -> _Shape:
    (cx, cy), r = centre, radius
    return _Shape(lambda x, y: np.hypot(x - cx, y - cy) - np.float32(r), (cx - r, cx + r, cy - r, cy + r))


def _capsule(start: tuple[float, float], end: tuple[float, float], radius: float) -> _Shape:
    """All within ``radius`` of a line between two points, the same at every height."""
    return _tube(0.0, (*start, 0.0), (*end, 0.0), radius)


def _tube(z: float, start: tuple[float, float, float], end: tuple[float, float, float], radius: float) -> _Shape:
    """The cut at ``z`` through all within ``radius`` of a line between two points."""
    (x0, y0, z0), (x1, y1, z1) = start, end
    dx, dy, dz = x1 - x0, y1 - y0, z1 - z0
    length2 = dx * dx + dy * dy + dz * dz

    def distance(x: Grid, y: Grid) -> Grid:
        along = np.clip(((x - x0) * dx + (y - y0) * dy + (z - z0) * dz) / length2, 0.0, 1.0)
        away = (x - x0 - along * dx) ** 2 + (y - y0 - along * dy) ** 2 + (z - z0 - along * dz) ** 2
        return np.asarray(np.sqrt(away) - radius, dtype=np.float32)

    box = (min(x0, x1) - radius, max(x0, x1) + radius, min(y0, y1) - radius, max(y0, y1) + radius)
    return _Shape(distance, box)


def _couch(inset: float) -> _Shape:
    """The scanner's couch under the back, or its hollow."""

    def distance(x: Grid, y: Grid) -> Grid:
        bottom = np.hypot(x, y + 270.0) - (424.0 - inset)
        return np.asarray(
            np.maximum(np.maximum(bottom, 125.0 + inset - y), np.abs(x) - 170.0 + inset), dtype=np.float32
        )

    return _Shape(distance, (-175.0, 175.0, 120.0, 160.0))


def _smooth(value: float, low: float, high: float) -> float:
    """0 below ``low``, 1 above ``high``, an even step between."""
    t = min(max((value - low) / (high - low), 0.0), 1.0)
    return t * t * (3.0 - 2.0 * t)


# --- the files


def _header(patient: Patient, at: datetime, study: str, series: str, frame: str, k: int, slices: int) -> Dataset:
    header = Dataset()
    header.SpecificCharacterSet = "ISO_IR 192"
    header.PatientName = patient.name
    header.PatientID = patient.mrn
    header.PatientBirthDate = patient.birth_date.strftime("%Y%m%d") if patient.birth_date else ""
    header.PatientSex = patient.sex
    header.StudyInstanceUID, header.SeriesInstanceUID, header.FrameOfReferenceUID = study, series, frame
    header.SOPInstanceUID = uid_of(series, str(slices), str(k))
    header.StudyID, header.AccessionNumber = "1", f"A{int(study[-8:]):08d}"
    header.StudyDate = header.SeriesDate = header.AcquisitionDate = header.ContentDate = at.strftime("%Y%m%d")
    header.StudyTime = header.SeriesTime = header.AcquisitionTime = header.ContentTime = at.strftime("%H%M%S")
    header.TimezoneOffsetFromUTC = at.strftime("%z") or "+0000"
    header.Manufacturer = "Aegle"
    header.ManufacturerModelName = "Drawn by formula"
    header.InstitutionName = "Sample library"
    header.ReferringPhysicianName = ""
    header.SeriesNumber, header.AcquisitionNumber, header.InstanceNumber = 1, 1, k + 1
    header.PatientPosition = "HFS"
    header.PositionReferenceIndicator = ""
    return header


def _place(header: Dataset, first_pixel_mm: tuple[float, float, float], spacing: float, thickness: float) -> None:
    header.ImagePositionPatient = [f"{value:.6g}" for value in first_pixel_mm]
    header.ImageOrientationPatient = [1, 0, 0, 0, 1, 0]
    header.PixelSpacing = [f"{spacing:.6g}"] * 2
    header.SliceThickness = header.SpacingBetweenSlices = f"{thickness:.6g}"
    header.SliceLocation = f"{first_pixel_mm[2]:.6g}"


def _pixels(header: Dataset, stored: NDArray[np.uint16], bits: int) -> None:
    header.SamplesPerPixel, header.PhotometricInterpretation = 1, "MONOCHROME2"
    header.Rows, header.Columns = stored.shape
    header.BitsAllocated, header.BitsStored, header.HighBit, header.PixelRepresentation = 16, bits, bits - 1, 0
    header.PixelData = stored.astype("<u2").tobytes()


def _bytes(header: Dataset) -> bytes:
    meta = FileMetaDataset()
    meta.MediaStorageSOPClassUID = header.SOPClassUID
    meta.MediaStorageSOPInstanceUID = header.SOPInstanceUID
    meta.TransferSyntaxUID = ExplicitVRLittleEndian
    target = io.BytesIO()
    FileDataset(target, header, file_meta=meta, preamble=b"\0" * 128).save_as(target, enforce_file_format=True)
    return target.getvalue()
