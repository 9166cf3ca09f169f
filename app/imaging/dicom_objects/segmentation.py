"""DICOM segmentations of others (PS3.3 C.8.20: binary, fractional, label maps), read and laid on images.

Runs in a child process. Frames are taken one after the other: a file of thousands of frames needs no more memory than
what it marks.
"""

from __future__ import annotations

import io
from collections.abc import Callable, Iterator, Sequence
from typing import Any, cast

import numpy as np
import pydicom
from highdicom.color import CIELabColor
from numpy.typing import NDArray
from pydicom.dataset import Dataset, FileDataset
from pydicom.multival import MultiValue
from pydicom.pixels.processing import apply_color_lut

from app.domain.codes import Coding
from app.domain.study import FrameRef
from app.domain.words import Phrase, say
from app.imaging.decode import stored_frames
from app.imaging.segments import (
    FULL,
    Colour,
    Head,
    Kind,
    Laid,
    Mask,
    Patch,
    Placed,
    Raster,
    Segment,
    Target,
    boxed,
    cropped,
    grid_of,
    resampled,
    slices_of,
)

LABELMAP = "1.2.840.10008.5.1.4.1.1.66.7"
CLASSES = ("1.2.840.10008.5.1.4.1.1.66.4", LABELMAP)
_SYSTEMS = {"SCT": "http://snomed.info/sct", "LN": "http://loinc.org"}
_UNCOMPRESSED = ("1.2.840.10008.1.2", "1.2.840.10008.1.2.1", "1.2.840.10008.1.2.1.99")
# so many pixels are decoded in one go
_AT_ONCE = 1 << 24


def head(data: bytes) -> Head:
    """What a segmentation says of itself, its pixels left alone. Raises ValueError for what is none."""
    return _head(_opened(data, stop_before_pixels=True))


def _opened(data: bytes, **options: Any) -> FileDataset:
    ds = pydicom.dcmread(io.BytesIO(data), force=True, **options)
    if str(ds.get("SOPClassUID", "")) not in CLASSES:
        raise ValueError("no segmentation")
    if not ds.get("SegmentSequence"):
        raise ValueError("a segmentation without segments")
    return ds


def _head(ds: Dataset) -> Head:
    series, images = _references(ds)
    written = f"{_text(ds, 'ContentDate')} {_text(ds, 'ContentTime')[:6]}".strip()
    return Head(
        uid=_text(ds, "SOPInstanceUID"),
        kind=_kind(ds),
        label=_text(ds, "SeriesDescription") or _text(ds, "ContentDescription") or _text(ds, "ContentLabel"),
        creator=str(ds.get("ContentCreatorName", "") or "").replace("^", " ").strip(),
        written=written,
        frame_of_reference=_text(ds, "FrameOfReferenceUID"),
        frames=int(ds.get("NumberOfFrames") or 1),
        segments=tuple(_segments(ds)),
        series=series,
        images=images,
    )


def _kind(ds: Dataset) -> Kind:
    if str(ds.get("SOPClassUID")) == LABELMAP or _text(ds, "SegmentationType").upper() == "LABELMAP":
        return "labelmap"
    return "fractional" if _text(ds, "SegmentationType").upper() == "FRACTIONAL" else "binary"


def _segments(ds: Dataset) -> Iterator[Segment]:
    for item in ds.SegmentSequence:
        number = int(item.get("SegmentNumber") or 0)
        if number == 0:
            continue  # the background of a label map
        yield Segment(
            number=number,
            label=_text(item, "SegmentLabel"),
            category=_coding(item, "SegmentedPropertyCategoryCodeSequence"),
            kind=_coding(item, "SegmentedPropertyTypeCodeSequence"),
            algorithm=_text(item, "SegmentAlgorithmType"),
            algorithm_name=_text(item, "SegmentAlgorithmName"),
            description=_text(item, "SegmentDescription"),
            colour=_colour(ds, item, number),
        )


def _colour(ds: Dataset, item: Dataset, number: int) -> Colour | None:
    """The recommended colour: CIELab of the segment (PS3.3 C.10.7.1.1), or that of a label map's palette."""
    lab = item.get("RecommendedDisplayCIELabValue")
    if isinstance(lab, list | MultiValue) and len(lab) == 3:
        red, green, blue = CIELabColor.from_dicom_value(tuple(int(v) for v in lab)).to_rgb(clip=True)
        return int(red), int(green), int(blue)
    if _text(ds, "PhotometricInterpretation") == "PALETTE COLOR" and "RedPaletteColorLookupTableData" in ds:
        looked_up = apply_color_lut(np.array([[number]], np.uint16), ds)[0, 0]
        scale = 257 if looked_up.dtype == np.uint16 else 1
        return cast(Colour, tuple(int(v) // scale for v in looked_up))
    return None


def _coding(item: Dataset, keyword: str) -> Coding | None:
    for code in item.get(keyword, ()) or ():
        scheme = _text(code, "CodingSchemeDesignator")
        value = _text(code, "CodeValue") or _text(code, "LongCodeValue") or _text(code, "URNCodeValue")
        return Coding(_SYSTEMS.get(scheme, scheme), value, _text(code, "CodeMeaning"))
    return None


def _references(ds: Dataset) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """(series, images) that are referred to anywhere in the header."""
    series: dict[str, None] = {}
    images: dict[str, None] = {}
    groups = [ds, *(ds.get("StudiesContainingOtherReferencedInstancesSequence", ()) or ())]
    for group in groups:
        for one in group.get("ReferencedSeriesSequence", ()) or ():
            series[_text(one, "SeriesInstanceUID")] = None
            for image in one.get("ReferencedInstanceSequence", ()) or ():
                images[_text(image, "ReferencedSOPInstanceUID")] = None
    for group in (*(ds.get("PerFrameFunctionalGroupsSequence", ()) or ()), *_shared(ds)):
        for ref in _sources(group):
            images[ref.instance] = None
    for image in ds.get("SourceImageSequence", ()) or ():
        images[_text(image, "ReferencedSOPInstanceUID")] = None
    return tuple(uid for uid in series if uid), tuple(uid for uid in images if uid)


def _shared(ds: Dataset) -> list[Dataset]:
    return list(ds.get("SharedFunctionalGroupsSequence", ()) or ())[:1]


def _sources(group: Dataset) -> list[FrameRef]:
    """The frames that a frame was derived from."""
    found: dict[FrameRef, None] = {}
    for derived in group.get("DerivationImageSequence", ()) or ():
        for image in derived.get("SourceImageSequence", ()) or ():
            numbers = image.get("ReferencedFrameNumber")
            each = numbers if isinstance(numbers, list | MultiValue) else [numbers]
            for number in each:
                found[FrameRef(_text(image, "ReferencedSOPInstanceUID"), int(number or 1) - 1)] = None
    return list(found)


# ---- laid on images -------------------------------------------------------------------------------------------------


def place(data: bytes, targets: list[Target]) -> Placed:
    """Every segment on the slices given. Raises ValueError for what is none, or says too little of itself."""
    ds = _opened(data)
    told = _head(ds)
    rasters, numbers = _rasters(ds)
    stated = {t.frame_of_reference for t in targets if t.frame_of_reference}
    named = {t.frame.instance.partition("#")[0] for t in targets} & set(told.images)
    shares_place = not stated or not told.frame_of_reference or told.frame_of_reference in stated or bool(named)
    at = slices_of(rasters, targets, shares_place)
    if any(k is not None for k in at):
        return _one_to_one(ds, told, numbers, at, bool(named))
    grid = grid_of(rasters) if shares_place else None
    if grid is None:
        return _nowhere(ds, told, numbers)
    return _resampled(ds, told, numbers, grid, targets, bool(named))


def _one_to_one(
    ds: FileDataset, told: Head, numbers: Sequence[int], at: Sequence[int | None], is_named: bool
) -> Placed:
    parts: dict[int, list[tuple[int, int, int, NDArray[np.uint8]]]] = {one.number: [] for one in told.segments}
    counts: dict[int, int] = {}
    lost: set[int] = set()
    for patch in _patches(ds, told, numbers):
        k = at[patch.frame]
        if k is None:
            lost.add(patch.frame)
        else:
            parts.setdefault(patch.segment, []).append((k, patch.row, patch.column, patch.levels))
            counts[patch.segment] = counts.get(patch.segment, 0) + _half(patch.levels)
    laid = tuple(Laid(number, boxed(found), counts.get(number, 0)) for number, found in parts.items())
    return Placed("one to one", laid, len(lost), () if is_named else (_ON_OTHERS,))


def _resampled(
    ds: FileDataset,
    told: Head,
    numbers: Sequence[int],
    grid: tuple[NDArray[np.float64], list[int]],
    targets: Sequence[Target],
    is_named: bool,
) -> Placed:
    affine, planes = grid
    parts: dict[int, list[tuple[int, int, int, NDArray[np.uint8]]]] = {one.number: [] for one in told.segments}
    for patch in _patches(ds, told, numbers):
        parts.setdefault(patch.segment, []).append((planes[patch.frame], patch.row, patch.column, patch.levels))
    own = {number: boxed(found) for number, found in parts.items()}
    found = resampled({n: mask for n, mask in own.items() if mask is not None}, affine, targets, _silent)
    voxel_mm3 = float(abs(np.linalg.det(affine[:3, :3])))
    laid = tuple(Laid(n, found.get(n), 0 if mask is None else _half(mask.levels), voxel_mm3) for n, mask in own.items())
    if not any(one.mask is not None for one in laid):
        return _nowhere(ds, told, numbers)
    return Placed("resampled", laid, 0, (_OWN_RASTER,) if is_named else (_OWN_RASTER, _ON_OTHERS))


def _silent(_done: int) -> None:
    """A child has nobody to tell."""


def _nowhere(ds: FileDataset, told: Head, numbers: Sequence[int]) -> Placed:
    marked = {patch.frame for patch in _patches(ds, told, numbers)}
    return Placed("nowhere", tuple(Laid(one.number, None, 0) for one in told.segments), len(marked))


_OWN_RASTER = say(
    "The segmentation has a raster of its own: what is shown are its nearest voxels, and its volume is counted on its "
    "own raster."
)
_ON_OTHERS: Phrase = say("It was drawn on other images of the same place, not on these.")


def _half(levels: NDArray[np.uint8]) -> int:
    return int(np.count_nonzero(levels > FULL // 2))


def _rasters(ds: Dataset) -> tuple[list[Raster], list[int]]:
    """Where each frame lies, and which segment it is of (0: a label map, any)."""
    rows, columns = int(ds.Rows), int(ds.Columns)
    shared = (_shared(ds) or [Dataset()])[0]
    groups = list(ds.get("PerFrameFunctionalGroupsSequence", ()) or ())
    count = int(ds.get("NumberOfFrames") or 1)
    if len(groups) < count:
        raise ValueError("frames that say nothing of themselves")
    rasters, numbers = [], []
    for group in groups[:count]:
        measures = _first(group, shared, "PixelMeasuresSequence")
        thickness = measures.get("SpacingBetweenSlices") or measures.get("SliceThickness")
        rasters.append(
            Raster(
                rows,
                columns,
                tuple(_sources(group) or _sources(shared)),
                _numbers(_first(group, shared, "PlanePositionSequence").get("ImagePositionPatient"), 3),
                _numbers(_first(group, shared, "PlaneOrientationSequence").get("ImageOrientationPatient"), 6),
                _numbers(measures.get("PixelSpacing"), 2),
                abs(float(thickness)) if thickness else None,
            )
        )
        numbers.append(int(_first(group, shared, "SegmentIdentificationSequence").get("ReferencedSegmentNumber") or 0))
    return rasters, numbers


def _first(group: Dataset, shared: Dataset, keyword: str) -> Dataset:
    for holder in (group, shared):
        for item in holder.get(keyword, ()) or ():
            return cast(Dataset, item)
    return Dataset()


def _numbers(values: Any, count: int) -> Any:
    if not isinstance(values, list | MultiValue) or len(values) != count:
        return None
    found = tuple(float(v) for v in values)
    return found if all(np.isfinite(found)) else None


# ---- pixels ---------------------------------------------------------------------------------------------------------


def _patches(ds: FileDataset, told: Head, numbers: Sequence[int]) -> Iterator[Patch]:
    """What each frame marks, one segment after the other."""
    scale = _scale(ds, told)
    for frame, stored in _frames(ds, told.frames):
        if told.kind == "labelmap":
            for number in np.unique(stored):
                if number:
                    yield from _patch(frame, int(number), np.where(stored == number, np.uint8(FULL), np.uint8(0)))
        else:
            yield from _patch(frame, numbers[frame], scale(stored))


def _patch(frame: int, segment: int, levels: NDArray[np.uint8]) -> Iterator[Patch]:
    part = cropped(levels)
    if part is not None:
        yield Patch(frame, segment, *part)


def _scale(ds: Dataset, told: Head) -> Callable[[NDArray[Any]], NDArray[np.uint8]]:
    """From stored values to 0..255; a fraction is of MaximumFractionalValue (PS3.3 C.8.20.2.3)."""
    if told.kind != "fractional":
        return lambda stored: (stored != 0).astype(np.uint8) * np.uint8(FULL)
    most = int(ds.get("MaximumFractionalValue") or FULL)
    table = np.minimum((np.arange(256) * 2 * FULL + most) // (2 * most), FULL).astype(np.uint8)
    return lambda stored: table[stored]


def _frames(ds: FileDataset, count: int) -> Iterator[tuple[int, NDArray[Any]]]:
    """(frame, its stored values (rows, columns)) in order."""
    rows, columns = int(ds.Rows), int(ds.Columns)
    if int(ds.BitsAllocated) == 1 and str(ds.file_meta.get("TransferSyntaxUID", "")) in _UNCOMPRESSED:
        yield from _bits(ds, rows, columns, count)
        return
    step = max(1, _AT_ONCE // max(rows * columns, 1))
    for start in range(0, count, step):
        wanted = tuple(range(start, min(start + step, count)))
        yield from zip(wanted, stored_frames(ds, wanted), strict=True)


def _bits(ds: Dataset, rows: int, columns: int, count: int) -> Iterator[tuple[int, NDArray[np.uint8]]]:
    """Frames of one bit a pixel; the next frame begins in the midst of a byte (PS3.5 8.1.1, annex D)."""
    data = np.frombuffer(ds.PixelData, np.uint8)
    size = rows * columns
    if data.size * 8 < size * count:
        raise ValueError("fewer pixels than frames")
    for frame in range(count):
        first, skip = divmod(frame * size, 8)
        some = data[first : first + (skip + size + 7) // 8]
        yield frame, np.unpackbits(some, bitorder="little")[skip : skip + size].reshape(rows, columns)


def _text(item: Dataset, keyword: str) -> str:
    return str(item.get(keyword, "") or "").strip()


__all__ = ["CLASSES", "Mask", "head", "place"]
