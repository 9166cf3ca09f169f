"""What a segmentation marks, laid on the slices of a display set: masks, their statistics, outlines, cuts. No DICOM."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from typing import Any, Literal

import numpy as np
from numpy.typing import NDArray

from app.domain.codes import Coding
from app.domain.study import FrameRef
from app.domain.volume import Geometry, Volume
from app.domain.words import NOTHING, Phrase, say

Kind = Literal["binary", "fractional", "labelmap"]
Colour = tuple[int, int, int]
Way = Literal["one to one", "resampled", "nowhere"]
# a level of 255 is the whole of a voxel; half of it or more counts as the segment's
FULL, HALF = 255, 128
# for segments whose file recommends no colour: told apart by most eyes, also beside grey
PALETTE: tuple[Colour, ...] = (
    (230, 159, 0), (86, 180, 233), (0, 158, 115), (240, 228, 66), (213, 94, 0), (204, 121, 167), (120, 94, 240),
    (0, 190, 190),
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Segment:
    """What one segment is said to be. ``algorithm``: AUTOMATIC, SEMIAUTOMATIC or MANUAL, as the file says it."""

    number: int
    label: str
    category: Coding | None = None
    kind: Coding | None = None
    algorithm: str = ""
    algorithm_name: str = ""
    description: str = ""
    colour: Colour | None = None

    @property
    def shown_colour(self) -> Colour:
        """The recommended colour, else one of ours."""
        return self.colour or PALETTE[(self.number - 1) % len(PALETTE)]


@dataclass(frozen=True, slots=True)
class Head:
    """What a segmentation says of itself. ``images``: SOP Instance UIDs it refers to; ``series``: their series."""

    uid: str
    kind: Kind
    label: str
    creator: str
    written: str
    frame_of_reference: str
    frames: int
    segments: tuple[Segment, ...]
    series: tuple[str, ...]
    images: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Target:
    """A slice to lay masks on: its frame, where it lies (as ``FrameHeader`` says it), its rows and columns."""

    frame: FrameRef
    rows: int
    columns: int
    frame_of_reference: str = ""
    position_mm: tuple[float, float, float] | None = None
    orientation: tuple[float, float, float, float, float, float] | None = None
    spacing_mm: tuple[float, float] | None = None


@dataclass(frozen=True, slots=True, eq=False)
class Mask:
    """``levels`` (slices, rows, columns) uint8, 0 to 255, from voxel ``at`` (k, j, i) of the set on; 0 elsewhere."""

    at: tuple[int, int, int]
    levels: NDArray[np.uint8]

    def on(self, k: int) -> NDArray[np.uint8] | None:
        """The levels of slice ``k`` that the box holds, or None."""
        here = k - self.at[0]
        return self.levels[here] if 0 <= here < len(self.levels) else None


@dataclass(frozen=True, slots=True, eq=False)
class Laid:
    """A segment on a display set. ``mask``: None where nothing of it lies on these slices.

    ``own_voxels`` are counted on the segmentation's own raster, each of ``own_voxel_mm3`` where that is even.
    """

    number: int
    mask: Mask | None
    own_voxels: int
    own_voxel_mm3: float | None = None


@dataclass(frozen=True, slots=True, eq=False)
class Placed:
    """A segmentation on a display set. ``elsewhere``: frames of it that lie on none of these slices; ``notes``: what
    a person should know of how it was laid.
    """

    way: Way
    laid: tuple[Laid, ...]
    elsewhere: int = 0
    notes: tuple[Phrase, ...] = ()


@dataclass(frozen=True, slots=True)
class SegmentFigures:
    """Statistics of a segment. ``voxels`` count where at least half of a voxel belongs to it; values are those of the
    images there, padding left out. ``volume_ml``: None where ``why_no_volume`` says why.
    ``is_resampled``: volume and count are of the segmentation's own raster, values of the nearest voxels of the images.
    """

    voxels: int
    volume_ml: float | None
    why_no_volume: Phrase
    unit: str
    mean: float | None = None
    sd: float | None = None
    minimum: float | None = None
    maximum: float | None = None
    valued: int = 0
    is_resampled: bool = False


def figures_of(laid: Laid, volume: Volume, way: Way) -> SegmentFigures:
    """The statistics of a segment on the voxels it was laid on."""
    is_resampled = way == "resampled"
    values, count = _values(laid.mask, volume)
    voxel_mm3, why = (laid.own_voxel_mm3, _NO_RASTER) if is_resampled else _voxel_mm3(volume)
    voxels = laid.own_voxels if is_resampled else count
    volume_ml = voxels * voxel_mm3 / 1000 if voxel_mm3 is not None else None
    told = SegmentFigures(voxels, volume_ml, NOTHING if volume_ml is not None else why, volume.unit)
    if values.size:
        told = replace(
            told,
            mean=float(values.mean()),
            sd=float(values.std(ddof=1)) if values.size > 1 else None,
            minimum=float(values.min()),
            maximum=float(values.max()),
        )
    return replace(told, valued=int(values.size), is_resampled=is_resampled)


_NO_RASTER = say("The frames of the segmentation do not stand evenly.")


def _values(mask: Mask | None, volume: Volume) -> tuple[NDArray[np.float64], int]:
    """(values of the voxels a mask holds, without padding; how many voxels it holds)."""
    if mask is None:
        return np.zeros(0), 0
    part = tuple(slice(a, a + n) for a, n in zip(mask.at, mask.levels.shape, strict=True))
    inside = mask.levels >= HALF
    count = int(np.count_nonzero(inside))
    if volume.is_colour:
        return np.zeros(0), count
    if volume.padding is not None:
        inside = inside & ~volume.padding[part]
    taken = volume.voxels[part][inside].astype(np.float64)
    return taken[np.isfinite(taken)], count


def _voxel_mm3(volume: Volume) -> tuple[float | None, Phrase]:
    """The volume of a voxel, mm3, or why it is not known. A tilt shears voxels and leaves their volume as it is."""
    if volume.geometry is None or not volume.certificate.can_stand or len(volume.voxels) < 2:
        if len(volume.voxels) == 1:
            return None, say("There is a single image: how far it reaches is not known.")
        reason = volume.certificate.reason or "no geometry"
        return None, say("These images do not stand as a volume: {reason}", reason=reason)
    return float(abs(np.linalg.det(volume.geometry.affine[:3, :3]))), NOTHING


# ---- laying ---------------------------------------------------------------------------------------------------------

# a frame stands on a slice when each of its corners is nearer than this to the slice's, as part of a pixel
_NEAR = 0.1
_PARALLEL = 1e-3
_SAME_MM = 0.01


@dataclass(frozen=True, slots=True)
class Raster:
    """Where a frame of a segmentation lies, as ``Target`` says it of a slice; ``sources``: the frames it refers to."""

    rows: int
    columns: int
    sources: tuple[FrameRef, ...] = ()
    position_mm: tuple[float, float, float] | None = None
    orientation: tuple[float, float, float, float, float, float] | None = None
    spacing_mm: tuple[float, float] | None = None
    thickness_mm: float | None = None


@dataclass(frozen=True, slots=True)
class Patch:
    """A part of one frame that belongs to a segment: levels from ``row`` and ``column`` on."""

    frame: int
    segment: int
    row: int
    column: int
    levels: NDArray[np.uint8]


def slices_of(rasters: Sequence[Raster], targets: Sequence[Target], shares_place: bool) -> list[int | None]:
    """The slice (from 0) that each frame stands on, by its place, else by the one image it refers to; None: none.

    ``shares_place``: frames and slices are in one frame of reference, so that places may be compared.
    """
    spots = [_corners(t) for t in targets]
    all_corners = np.array([np.full((3, 3), np.inf) if one is None else one for one in spots]).reshape(-1, 3, 3)
    by_frame = {_plain(t.frame): k for k, t in enumerate(targets)}
    known: dict[Any, int | None] = {}
    found: list[int | None] = []
    for raster in rasters:
        named = [by_frame[ref] for ref in raster.sources if ref in by_frame]
        corners = _corners(raster)
        if corners is not None and shares_place and np.isfinite(all_corners).any():
            key = (raster.position_mm, raster.orientation, raster.spacing_mm, tuple(named) if len(named) < 3 else ())
            if key not in known:
                known[key] = _nearest(corners, raster, all_corners, targets, named)
            found.append(known[key])
        elif len(named) == 1 and _is_same_size(raster, targets[named[0]]):
            found.append(named[0])
        else:
            found.append(None)
    return found


def _plain(frame: FrameRef) -> FrameRef:
    """Under the UID its file bears: a second object with one UID is kept as UID#2."""
    return FrameRef(frame.instance.partition("#")[0], frame.index)


def _is_same_size(raster: Raster, target: Target) -> bool:
    return (raster.rows, raster.columns) == (target.rows, target.columns)


def _nearest(
    corners: NDArray[np.float64],
    raster: Raster,
    all_corners: NDArray[np.float64],
    targets: Sequence[Target],
    named: Sequence[int],
) -> int | None:
    away = np.abs(all_corners - corners).max(axis=(1, 2))
    assert raster.spacing_mm is not None
    nearby = map(int, np.flatnonzero(away <= _NEAR * min(raster.spacing_mm)))
    near = [k for k in nearby if _is_same_size(raster, targets[k])]
    if not near:
        return None
    # where images share a place, the one that is referred to
    return min(near, key=lambda k: (k not in named, away[k]))


def _corners(one: Target | Raster) -> NDArray[np.float64] | None:
    """The first pixel and the ends of the first row and column (3, 3), LPS mm; None where that is not stated."""
    if one.position_mm is None or one.orientation is None or one.spacing_mm is None:
        return None
    first = np.array(one.position_mm)
    right = np.array(one.orientation[:3]) * one.spacing_mm[1] * (one.columns - 1)
    down = np.array(one.orientation[3:]) * one.spacing_mm[0] * (one.rows - 1)
    return np.stack((first, first + right, first + down))


def boxed(parts: Sequence[tuple[int, int, int, NDArray[np.uint8]]]) -> Mask | None:
    """One mask of parts (slice, row, column, levels); where they overlap the higher level stays. None for none."""
    if not parts:
        return None
    low = np.min([(k, j, i) for k, j, i, _ in parts], axis=0)
    high = np.max([(k + 1, j + p.shape[0], i + p.shape[1]) for k, j, i, p in parts], axis=0)
    levels = np.zeros(tuple(high - low), np.uint8)
    for k, j, i, part in parts:
        row, column = j - low[1], i - low[2]
        into = levels[k - low[0], row : row + part.shape[0], column : column + part.shape[1]]
        np.maximum(into, part, out=into)
    return Mask((int(low[0]), int(low[1]), int(low[2])), levels)


def grid_of(rasters: Sequence[Raster]) -> tuple[NDArray[np.float64], list[int]] | None:
    """(affine (4, 4) from (column, row, plane) to LPS mm, the plane of each frame) of frames that stand evenly.

    Frames without anything in them may be left out of the file, so planes may be skipped. None where the frames do not
    stand evenly, or a single plane does not say how thick it is.
    """
    first = rasters[0]
    if first.position_mm is None or first.orientation is None or first.spacing_mm is None:
        return None
    across, down = np.array(first.orientation[:3]), np.array(first.orientation[3:])
    normal = np.cross(across, down)
    for one in rasters:
        if one.position_mm is None or one.orientation is None or one.spacing_mm is None:
            return None
        if not np.allclose(
            (*one.orientation, *one.spacing_mm), (*first.orientation, *first.spacing_mm), atol=_PARALLEL
        ):
            return None
    places = np.array([one.position_mm for one in rasters])
    heights = places @ normal
    steps = np.diff(np.sort(heights))
    steps = steps[steps > _SAME_MM]
    step = float(steps.min()) if steps.size else float(first.thickness_mm or 0)
    if step <= 0:
        return None
    planes = np.rint((heights - heights.min()) / step).astype(int)
    base = places[int(np.argmin(heights))]
    advance = normal * step
    if planes.max() > 0:
        top = places[int(np.argmax(heights))]
        advance = (top - base) / planes.max()  # leans where the frames were cut tilted
    expected = base + planes[:, np.newaxis] * advance
    if np.abs(places - expected).max() > _NEAR * min(*first.spacing_mm, step):
        return None
    affine = np.eye(4)
    affine[:3, 0], affine[:3, 1] = across * first.spacing_mm[1], down * first.spacing_mm[0]
    affine[:3, 2], affine[:3, 3] = advance, base
    return affine, [int(p) for p in planes]


def resampled(
    masks: dict[int, Mask], affine: NDArray[np.float64], targets: Sequence[Target], report: Callable[[int], None]
) -> dict[int, Mask | None]:
    """Masks of a segmentation's own raster (``affine``) on other slices: each pixel takes the nearest voxel's level."""
    parts: dict[int, list[tuple[int, int, int, NDArray[np.uint8]]]] = {number: [] for number in masks}
    inverse = np.linalg.inv(affine).astype(np.float64)
    for k, target in enumerate(targets):
        report(k)
        index = _indices(target, inverse)
        for number, mask in masks.items():
            level = _taken(mask, index) if index is not None else None
            found = None if level is None else cropped(level)
            if found is not None:
                parts[number].append((k, *found))
    return {number: boxed(found) for number, found in parts.items()}


Index = tuple[NDArray[np.int32], NDArray[np.int32], NDArray[np.int32]]


def _indices(target: Target, inverse: NDArray[np.float64]) -> Index | None:
    """The voxel (k, j, i) of a raster that each pixel of a slice falls in."""
    if target.position_mm is None or target.orientation is None or target.spacing_mm is None:
        return None
    plane = np.eye(4)
    plane[:3, 0] = np.array(target.orientation[:3]) * target.spacing_mm[1]
    plane[:3, 1] = np.array(target.orientation[3:]) * target.spacing_mm[0]
    plane[:3, 3] = target.position_mm
    return voxels_at(inverse @ plane, (target.rows, target.columns))


def voxels_at(to_index: NDArray[np.float64], shape: tuple[int, int]) -> Index:
    """Nearest voxels (k, j, i) for each pixel; ``to_index`` (4, 4) maps (column, row, 0, 1) to (i, j, k)."""
    columns, rows = np.arange(shape[1]), np.arange(shape[0])[:, np.newaxis]
    i, j, k = (
        np.floor(to_index[axis, 0] * columns + to_index[axis, 1] * rows + to_index[axis, 3] + 0.5).astype(np.int32)
        for axis in range(3)
    )
    return k, j, i


def _taken(mask: Mask, index: Index) -> NDArray[np.uint8] | None:
    """The mask's level at each voxel asked for; None where it reaches none of them."""
    here = [axis - start for axis, start in zip(index, mask.at, strict=True)]
    inside = np.ones(index[0].shape, np.bool_)
    for axis, size in zip(here, mask.levels.shape, strict=True):
        inside &= (axis >= 0) & (axis < size)
    if not inside.any():
        return None
    taken = np.zeros(inside.shape, np.uint8)
    taken[inside] = mask.levels[tuple(axis[inside] for axis in here)]
    return taken


def cropped(levels: NDArray[np.uint8]) -> tuple[int, int, NDArray[np.uint8]] | None:
    """(row, column, the part that holds everything) of a frame; None for an empty one."""
    rows, columns = np.flatnonzero(levels.any(1)), np.flatnonzero(levels.any(0))
    if not rows.size:
        return None
    part = levels[rows[0] : rows[-1] + 1, columns[0] : columns[-1] + 1]
    return int(rows[0]), int(columns[0]), np.ascontiguousarray(part)


# ---- showing --------------------------------------------------------------------------------------------------------


def cut(mask: Mask, volume: Geometry, plane: Geometry, shape: tuple[int, int]) -> NDArray[np.uint8] | None:
    """Levels (rows, columns) on a plane through the volume a mask lies on, nearest voxels; None where it misses it."""
    return _taken(mask, voxels_at(np.linalg.inv(volume.affine) @ plane.affine, shape))


def edges(levels: NDArray[np.uint8]) -> NDArray[np.float64]:
    """The outline of what is at least half, as lines (n, 4): column, row to column, row; corners of pixels at .5.

    Lines go as far as the outline is straight.
    """
    inside = np.pad(levels >= HALF, 1)
    along, first, last = _runs((inside[:, 1:] != inside[:, :-1]).T)
    upright = np.column_stack((along - 0.5, first - 1.5, along - 0.5, last - 0.5))
    along, first, last = _runs(inside[1:] != inside[:-1])
    level = np.column_stack((first - 1.5, along - 0.5, last - 0.5, along - 0.5))
    return np.concatenate((upright, level))


def _runs(steps: NDArray[np.bool_]) -> tuple[NDArray[np.int64], NDArray[np.int64], NDArray[np.int64]]:
    """(row, first and last column) of each unbroken run of True in a row."""
    padded = np.pad(steps, ((0, 0), (1, 1))).astype(np.int8)
    change = np.diff(padded, axis=1)
    rows, first = np.nonzero(change == 1)
    _, after = np.nonzero(change == -1)
    return rows, first, after - 1
