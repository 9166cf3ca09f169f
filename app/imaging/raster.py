"""Pictures stretched and looked up fast: by OpenCV, or by numpy and Pillow where it is not at hand (macOS).

A ``Box`` is (first row, last row, first column, last column) in pixels, edges of the outer pixels: the whole of a
picture of 3 x 4 is (0, 3, 0, 4). The picture between them is stretched over (rows, columns) new pixels, whose middles
say where they are taken from.
"""

from __future__ import annotations

import math
from functools import cache
from typing import Any

import numpy as np
from numpy.typing import NDArray
from PIL import Image

Box = tuple[float, float, float, float]
Size = tuple[int, int]

_LARGEST = 32000  # sides that OpenCV's warp takes
_SIGN = np.uint16(0x8000)


def looked_up(values: NDArray[Any], table: NDArray[np.uint8]) -> NDArray[np.uint8]:
    """``table`` (65536,) at 16-bit ``values`` of any shape, their bits read as unsigned."""
    index = values.view(np.uint16)
    cv = _cv()
    if cv is None or index.ndim != 2 or not index.size:
        return table[index]
    found: NDArray[np.uint8] = cv.LUT(index, table)
    return found


def for_screen(pixels: NDArray[np.uint8]) -> NDArray[np.uint8]:
    """Grey (rows, columns) or RGB (rows, columns, 3) as screens hold it: (rows, columns, 4), blue, green, red and 255.

    As it came where OpenCV is not at hand.
    """
    cv = _cv()
    if cv is None or not pixels.size:
        return pixels
    found: NDArray[np.uint8] = cv.cvtColor(pixels, cv.COLOR_GRAY2BGRA if pixels.ndim == 2 else cv.COLOR_RGB2BGRA)
    return found


def stretched(picture: NDArray[Any], box: Box, size: Size) -> NDArray[Any]:
    """The part of ``picture`` (rows, columns[, 3]; uint8, int16 or float32) in ``box``, over ``size`` pixels.

    Between pixels it is interpolated linearly. Where pixels become fewer, halves are averaged first: every one of them
    has its part in what is seen, and none is stepped over.
    """
    rows, columns = needed(box, size, picture.shape[:2])
    box = (box[0] - rows.start, box[1] - rows.start, box[2] - columns.start, box[3] - columns.start)
    picture, box = _halved(picture[rows, columns], box, size)
    if box == (0, picture.shape[0], 0, picture.shape[1]) and picture.shape[:2] == size:
        return picture
    cv = _cv()
    if cv is None or max(*picture.shape[:2], *size) > _LARGEST:
        return _by_pillow(picture, box, size)
    return _by_opencv(cv, picture, box, size)


def needed(box: Box, size: Size, shape: Size) -> tuple[slice, slice]:
    """(rows, columns) of a picture of ``shape`` that have a part in ``stretched``: the box, and what is averaged or
    interpolated with its edge.
    """
    ends = []
    for low, high, n, most in zip(box[::2], box[1::2], size, shape, strict=True):
        # from a whole block on, so that moving the picture averages the same pixels
        step = 1 << _halvings(low, high, n)
        ends.append(slice(max(math.floor(low) - step, 0) // step * step, min(math.ceil(high) + step, most)))
    return ends[0], ends[1]


def nearest(picture: NDArray[Any], box: Box, size: Size) -> NDArray[Any]:
    """The same without anything between: each new pixel is the one its middle falls on."""
    rows, columns = (
        np.clip(np.floor(low + (np.arange(n) + 0.5) * ((high - low) / n)).astype(np.intp), 0, most - 1)
        for low, high, n, most in zip(box[::2], box[1::2], size, picture.shape[:2], strict=True)
    )
    # columns are picked one by one, rows are copied whole: columns of as few rows as may be
    if len(rows) < picture.shape[0]:
        found: NDArray[Any] = picture.take(rows, axis=0).take(columns, axis=1)
    else:
        found = picture.take(columns, axis=1).take(rows, axis=0)
    return found


def _halvings(low: float, high: float, size: int) -> int:
    """How often pixels are averaged in pairs until less than two of them make a new one."""
    per_pixel = (high - low) / size
    return max(math.floor(math.log2(per_pixel) + 1e-9), 0) if per_pixel > 1 else 0


def _halved(picture: NDArray[Any], box: Box, size: Size) -> tuple[NDArray[Any], Box]:
    """Averaged in blocks of 1, 2, 4 … pixels along each side; an odd end is an average of fewer."""
    down, across = (1 << _halvings(low, high, n) for low, high, n in zip(box[::2], box[1::2], size, strict=True))
    if down == across == 1:
        return picture, box
    rows, columns = -(-picture.shape[0] // down), -(-picture.shape[1] // across)
    odd = (rows * down - picture.shape[0], columns * across - picture.shape[1])
    if any(odd):
        picture = np.pad(picture, ((0, odd[0]), (0, odd[1]), (0, 0))[: picture.ndim], mode="edge")
    cv = _cv()
    if cv is not None:
        # whole factors: OpenCV averages blocks
        picture = cv.resize(picture, (columns, rows), interpolation=cv.INTER_AREA)
    else:
        blocks = picture.reshape(rows, down, columns, across, *picture.shape[2:]).mean(axis=(1, 3), dtype=np.float32)
        picture = blocks if picture.dtype == np.float32 else np.rint(blocks).astype(picture.dtype)
    return picture, (box[0] / down, box[1] / down, box[2] / across, box[3] / across)


def _by_opencv(cv: Any, picture: NDArray[Any], box: Box, size: Size) -> NDArray[Any]:
    rows, columns = size
    if box == (0, picture.shape[0], 0, picture.shape[1]):
        whole: NDArray[Any] = cv.resize(picture, (columns, rows), interpolation=cv.INTER_LINEAR)
        return whole
    top, bottom, left, right = box
    down, across = (bottom - top) / rows, (right - left) / columns
    # from the middle of a new pixel to where it is taken from, counted from the middle of the first pixel
    way = np.array([[across, 0, left + across / 2 - 0.5], [0, down, top + down / 2 - 0.5]])
    how = cv.INTER_LINEAR | cv.WARP_INVERSE_MAP
    # OpenCV is exact with unsigned numbers, coarse with signed ones; the order of values is the same
    signed = picture.dtype == np.int16
    source = picture.view(np.uint16) ^ _SIGN if signed else picture
    found: NDArray[Any] = cv.warpAffine(source, way, (columns, rows), flags=how, borderMode=cv.BORDER_REPLICATE)
    return (found ^ _SIGN).view(np.int16) if signed else found


def _by_pillow(picture: NDArray[Any], box: Box, size: Size) -> NDArray[Any]:
    top, bottom, left, right = box
    whole = picture if picture.dtype == np.uint8 else picture.astype(np.float32)
    made = Image.fromarray(np.ascontiguousarray(whole)).resize(
        (size[1], size[0]), Image.Resampling.BILINEAR, box=(left, top, right, bottom)
    )
    found = np.asarray(made)
    return np.rint(found).astype(np.int16) if picture.dtype == np.int16 else found


@cache
def _cv() -> Any:
    """OpenCV, imported when the first picture is painted; None where it is not at hand."""
    try:
        import cv2
    except ImportError:
        return None
    return cv2
