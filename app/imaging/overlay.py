"""Overlay planes (PS3.3 C.9.2) and display shutters (C.7.6.11, C.7.6.15) of a file, frame by frame, as packed bits."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

import numpy as np
from numpy.typing import NDArray
from PIL import Image, ImageDraw
from pydicom.dataset import Dataset

from app.imaging.luts import BROKEN

Mask = NDArray[np.bool_]
Packed = tuple[NDArray[np.uint8] | None, ...]
_GROUPS = range(0x6000, 0x6020, 2)
_MOST_PIXELS = 1 << 27
_CANNOT = (*BROKEN, MemoryError, NotImplementedError)


def planes(ds: Dataset, frames: tuple[int, ...]) -> Packed:
    """What the overlays draw over each frame, all groups together, in the image's own pixels; () where none draws.

    What lies outside the image is cut off: there is no pixel to draw it on. A bitmap shutter's group is no drawing.
    """
    covered_by = _number(ds, "ShutterOverlayGroup")
    groups = [_Group(ds, number) for number in _GROUPS if number != covered_by and _has(ds, number)]
    return _packed(frames, lambda frame: _drawn(ds, groups, frame)) if groups else ()


def shutters(ds: Dataset, frames: tuple[int, ...]) -> tuple[Packed, int]:
    """(what is left uncovered of each frame, grey of the cover); ((), 0) where there is no shutter."""
    found = _packed(frames, lambda frame: _uncovered(ds, _holder(ds, frame), frame))
    holder = _holder(ds, frames[0]) if frames else ds
    # a P-value of sixteen bits
    return found, (_number(holder, "ShutterPresentationValue") or 0) >> 8 & 0xFF if found else 0


def _packed(frames: tuple[int, ...], mask_of: Any) -> Packed:
    masks = [mask_of(frame) for frame in frames]
    if all(mask is None for mask in masks):
        return ()
    return tuple(None if mask is None else np.packbits(mask, axis=1) for mask in masks)


# ---- overlays -------------------------------------------------------------------------------------------------------


class _Group:
    """One overlay group: its bits, unpacked once."""

    def __init__(self, ds: Dataset, number: int) -> None:
        self._number = number
        try:
            self._read(ds)
        except _CANNOT:
            self.bits = np.zeros((0, 0, 0), np.bool_)  # broken: nothing is drawn

    def _read(self, ds: Dataset) -> None:
        rows, columns = int(self._of(ds, 0x10)), int(self._of(ds, 0x11))
        frames = self._of(ds, 0x15)
        self.is_for_all = frames is None
        count = max(int(frames or 1), 1)
        top, left = self._of(ds, 0x50) or (1, 1)
        self.top, self.left = int(top) - 1, int(left) - 1  # the origin counts from 1
        self.first = int(self._of(ds, 0x51) or 1) - 1
        if rows * columns * count > _MOST_PIXELS:
            raise ValueError("an overlay larger than any image")
        self.bits = self._bits(ds, rows, columns, count)

    def _bits(self, ds: Dataset, rows: int, columns: int, count: int) -> Mask:
        element = ds.get((self._number, 0x3000))
        if element is None or not element.value:
            return self._embedded(ds, rows, columns, count)
        data = bytes(element.value)
        if element.VR == "OW" and not ds.original_encoding[1]:
            # words in big-endian order: the first pixel is the lowest bit of the second byte
            data = np.frombuffer(data[: len(data) // 2 * 2], ">u2").astype("<u2").tobytes()
        packed = np.frombuffer(data, np.uint8)
        wanted = rows * columns * count
        bits = np.unpackbits(packed, bitorder="little")[:wanted]
        return np.pad(bits, (0, wanted - len(bits))).astype(np.bool_).reshape(count, rows, columns)

    def _embedded(self, ds: Dataset, rows: int, columns: int, count: int) -> Mask:
        """An overlay in unused bits of uncompressed pixels (retired in 2004)."""
        position, allocated = int(self._of(ds, 0x102) or 0), int(ds.BitsAllocated)
        if position < int(ds.BitsStored) or allocated not in (8, 16, 32) or (rows, columns) != (ds.Rows, ds.Columns):
            raise ValueError("no overlay bits")
        order = "<" if ds.original_encoding[1] else ">"
        words = np.frombuffer(ds.PixelData, f"{order}u{allocated // 8}")[: rows * columns * count]
        found: Mask = ((words >> position) & 1).astype(np.bool_).reshape(-1, rows, columns)
        return found

    def _of(self, ds: Dataset, element: int) -> Any:
        found = ds.get((self._number, element))
        return None if found is None or found.value in (None, "") else found.value

    def at(self, frame: int) -> Mask | None:
        k = 0 if self.is_for_all and len(self.bits) == 1 else frame - self.first
        return self.bits[k] if 0 <= k < len(self.bits) else None


def _has(ds: Dataset, number: int) -> bool:
    return (number, 0x10) in ds and (number, 0x11) in ds


def _drawn(ds: Dataset, groups: Iterable[_Group], frame: int) -> Mask | None:
    rows, columns = int(ds.Rows), int(ds.Columns)
    whole = np.zeros((rows, columns), np.bool_)
    for group in groups:
        bits = group.at(frame)
        if bits is not None:
            _lay(whole, bits, group.top, group.left)
    return whole if whole.any() else None


def _lay(whole: Mask, bits: Mask, top: int, left: int) -> None:
    """Draw ``bits`` at a place that may lie partly or wholly outside."""
    rows, columns = whole.shape
    above, before = max(-top, 0), max(-left, 0)
    part = bits[above : max(rows - top, 0), before : max(columns - left, 0)]
    if part.size:
        row, column = top + above, left + before
        whole[row : row + part.shape[0], column : column + part.shape[1]] |= part


# ---- shutters -------------------------------------------------------------------------------------------------------


def _holder(ds: Dataset, frame: int) -> Dataset:
    """Where the shutter of a frame is described: its own group, the shared one, else the image."""
    per_frame = ds.get("PerFrameFunctionalGroupsSequence") or ()
    groups = [per_frame[frame]] if frame < len(per_frame) else []
    groups += list(ds.get("SharedFunctionalGroupsSequence") or ())[:1]
    for group in groups:
        own = group.get("FrameDisplayShutterSequence")
        if own:
            found: Dataset = own[0]
            return found
    return ds


def _uncovered(ds: Dataset, holder: Dataset, frame: int) -> Mask | None:
    """What every shutter shape leaves; None where there is none, or none that can be read."""
    shapes = holder.get("ShutterShape")
    kinds = [shapes] if isinstance(shapes, str) else list(shapes or ())
    left: Mask | None = None
    for kind in kinds:
        try:
            shape = _SHAPES[str(kind).strip().upper()](ds, holder, frame)
        except _CANNOT:
            continue
        left = shape if left is None else left & shape
    return left


def _rectangle(ds: Dataset, holder: Dataset, frame: int) -> Mask:
    del frame
    row, column = _grid(ds)
    return (
        (column >= float(holder.ShutterLeftVerticalEdge))
        & (column <= float(holder.ShutterRightVerticalEdge))
        & (row >= float(holder.ShutterUpperHorizontalEdge))
        & (row <= float(holder.ShutterLowerHorizontalEdge))
    )


def _circle(ds: Dataset, holder: Dataset, frame: int) -> Mask:
    """A circle in the patient's plane; its radius counts pixels along a row (C.7.6.11)."""
    del frame
    row, column = _grid(ds)
    middle_row, middle_column = (float(v) for v in holder.CenterOfCircularShutter)
    height = _aspect(ds)
    distance = ((row - middle_row) * height) ** 2 + (column - middle_column) ** 2
    found: Mask = distance <= float(holder.RadiusOfCircularShutter) ** 2
    return found


def _polygon(ds: Dataset, holder: Dataset, frame: int) -> Mask:
    del frame
    numbers = [float(v) for v in holder.VerticesOfThePolygonalShutter]
    if len(numbers) < 6:
        raise ValueError("not a polygon")
    canvas = Image.new("1", (int(ds.Columns), int(ds.Rows)))
    corners = [(column - 1, row - 1) for row, column in zip(numbers[::2], numbers[1::2], strict=False)]
    ImageDraw.Draw(canvas).polygon(corners, fill=1, outline=1)
    return np.asarray(canvas, np.bool_)


def _bitmap(ds: Dataset, holder: Dataset, frame: int) -> Mask:
    number = _number(holder, "ShutterOverlayGroup") or _number(ds, "ShutterOverlayGroup")
    if number is None or not _has(ds, number):
        raise ValueError("no overlay for the shutter")
    covered = _drawn(ds, [_Group(ds, number)], frame)
    return np.ones((int(ds.Rows), int(ds.Columns)), np.bool_) if covered is None else ~covered


_SHAPES = {"RECTANGULAR": _rectangle, "CIRCULAR": _circle, "POLYGONAL": _polygon, "BITMAP": _bitmap}


def _grid(ds: Dataset) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """Row and column numbers, counted from 1."""
    return np.arange(1, int(ds.Rows) + 1)[:, np.newaxis], np.arange(1, int(ds.Columns) + 1)[np.newaxis, :]


def _aspect(ds: Dataset) -> float:
    """A pixel's height over its width."""
    for keyword in ("PixelSpacing", "ImagerPixelSpacing", "PixelAspectRatio"):
        found = ds.get(keyword)
        if found is not None and len(found) == 2 and min(float(v) for v in found) > 0:
            return float(found[0]) / float(found[1])
    return 1.0


def _number(ds: Dataset, keyword: str) -> int | None:
    try:
        return int(ds.get(keyword))
    except (TypeError, ValueError):
        return None
