"""The pixels a viewer paints: one slice of a volume as somebody looks at it. Pure and fast; no text, no graphics."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from app.domain.volume import ColourTable, VoiFunction, Volume, Window
from app.imaging.raster import Box, Size, nearest, needed, stretched
from app.imaging.window import first_window, through_table, to_grey


@dataclass(frozen=True, slots=True)
class View:
    """How a slice is looked at.

    ``size`` is (width, height) in screen pixels; None: one for each column. ``centre`` and ``width`` are in the unit of
    the values; None: as the file says (its VOI LUT, else its first window), else found from the values.
    The image is turned clockwise by ``quarter_turns``, then flipped, then scaled (``zoom`` 1 fits the whole image into
    ``size``), then moved by ``pan`` screen pixels to the right and down. ``is_smooth``: interpolate between pixels.
    ``shows_overlays``: the file's overlay planes are drawn; ``shows_shutter``: what its shutter covers is covered.
    """

    slice_index: int = 0
    size: tuple[int, int] | None = None
    centre: float | None = None
    width: float | None = None
    function: VoiFunction = "LINEAR"
    zoom: float = 1.0
    pan: tuple[float, float] = (0.0, 0.0)
    quarter_turns: int = 0
    flip_h: bool = False
    flip_v: bool = False
    invert: bool = False
    is_smooth: bool = True
    shows_overlays: bool = True
    shows_shutter: bool = True


@dataclass(frozen=True, slots=True, eq=False)
class Painted:
    """What is seen of a slice: ``pixels`` (rows, columns[, 3]) and where on the screen their first one lies."""

    pixels: NDArray[np.uint8]
    left: int
    top: int


class Seen:
    """The values last painted, in the pixels of the screen: windowing goes on from there. Holds one picture."""

    def __init__(self) -> None:
        self._of: tuple[Volume, int, _Place] | None = None
        self._values: NDArray[Any] | None = None

    def values(self, volume: Volume, k: int, place: _Place) -> NDArray[Any]:
        """The values of a slice in the pixels of the screen, for the eyes only: they are averages where it is small."""
        of = self._of
        if self._values is None or of is None or of[0] is not volume or of[1:] != (k, place):
            self._of, self._values = (volume, k, place), stretched(volume.voxels[k], place.box, place.stored_size)
        return self._values

    def forget(self) -> None:
        self._of = self._values = None


def render(volume: Volume, view: View) -> NDArray[np.uint8]:
    """Paint a slice: (height, width) grey levels, or (height, width, 3) RGB for a colour volume; black around it."""
    width, height = view.size or natural_size(volume, view.quarter_turns)
    painted = paint(volume, view)
    has_colour = volume.is_colour or volume.colours is not None
    canvas = np.zeros((height, width, 3) if has_colour else (height, width), np.uint8)
    if painted is not None:
        rows, columns = painted.pixels.shape[:2]
        canvas[painted.top : painted.top + rows, painted.left : painted.left + columns] = painted.pixels
    return canvas


def paint(volume: Volume, view: View, seen: Seen | None = None) -> Painted | None:
    """What of a slice is on the screen; None where it was moved off it. ``seen`` is what was painted before.

    A slice that is shown larger is windowed, then stretched; one that is shown smaller is averaged, then windowed: only
    what is seen is worked on.
    """
    place = _placed(volume, view)
    if place is None:
        return None
    if place.shrinks and view.is_smooth and _is_grey_alone(volume, view):
        values = (seen or Seen()).values(volume, view.slice_index, place)
        pixels = _shown(_windowed(volume, values, view), volume, view)
    else:
        pixels = _stretched_levels(volume, view, place)
    return Painted(_turned(pixels, view), place.left, place.top)


def natural_size(volume: Volume, quarter_turns: int = 0) -> tuple[int, int]:
    """(width, height) that shows every pixel at least once and none squeezed."""
    rows, columns = volume.voxels.shape[1:3]
    stretched = (columns, round(rows * volume.aspect)) if volume.aspect >= 1 else (round(columns / volume.aspect), rows)
    width, height = max(stretched[0], 1), max(stretched[1], 1)
    return (height, width) if quarter_turns % 2 else (width, height)


# ---- where on the screen --------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class _Place:
    """``left``, ``top``: the first screen pixel the image covers. ``box``: what of it is seen, in its own pixels as
    they are stored; ``stored_size``: (rows, columns) over which that is stretched before it is turned.
    """

    left: int
    top: int
    box: Box
    stored_size: Size

    @property
    def shrinks(self) -> bool:
        top, bottom, left, right = self.box
        return bottom - top > self.stored_size[0] or right - left > self.stored_size[1]


def _placed(volume: Volume, view: View) -> _Place | None:
    """The image fitted into ``view.size``, zoomed around its middle, moved; None where it is off the screen."""
    rows, columns = volume.voxels.shape[1:3]
    aspect = volume.aspect
    if view.quarter_turns % 2:
        rows, columns, aspect = columns, rows, 1 / aspect
    # the fitted image in units of a column's width, or of a row's height when it lies on its side
    tall = rows * aspect
    size = view.size or natural_size(volume, view.quarter_turns)
    scale = min(size[0] / columns, size[1] / tall) * view.zoom
    across = _span(size[0], columns * scale, view.pan[0], columns)
    down = _span(size[1], tall * scale, view.pan[1], rows)
    if across is None or down is None:
        return None
    (left, right, first_x, last_x), (top, bottom, first_y, last_y) = across, down
    box = (first_y, last_y, first_x, last_x)
    box, stored = _as_stored(box, (bottom - top, right - left), (rows, columns), view)
    return _Place(left, top, box, stored)


def _as_stored(box: Box, size: Size, shape: Size, view: View) -> tuple[Box, Size]:
    """A box of the turned and flipped image of ``shape``, and what it is stretched over, in the image as stored."""
    (top, bottom, left, right), (rows, columns) = box, shape
    if view.flip_v:
        top, bottom = rows - bottom, rows - top
    if view.flip_h:
        left, right = columns - right, columns - left
    for _ in range(view.quarter_turns % 4):
        # before a quarter turn clockwise a row was a column, counted from the other end
        top, bottom, left, right = columns - right, columns - left, top, bottom
        (rows, columns), size = (columns, rows), (size[1], size[0])
    return (top, bottom, left, right), size


def _turned(pixels: NDArray[np.uint8], view: View) -> NDArray[np.uint8]:
    if view.quarter_turns % 4:
        pixels = np.rot90(pixels, -view.quarter_turns)
    if view.flip_h:
        pixels = pixels[:, ::-1]
    if view.flip_v:
        pixels = pixels[::-1]
    return np.ascontiguousarray(pixels)


# ---- grey levels ----------------------------------------------------------------------------------------------------


def _is_grey_alone(volume: Volume, view: View) -> bool:
    """Nothing but values is in the picture, which may then be averaged before they are windowed."""
    drawn = (view.shows_overlays and volume.overlays) or (view.shows_shutter and volume.shutters)
    has_more = volume.padding is not None or volume.colours is not None or drawn
    return not volume.is_colour and not has_more


def _stretched_levels(volume: Volume, view: View, place: _Place) -> NDArray[np.uint8]:
    """Levels of the part that is seen, in the image's own pixels, then stretched."""
    ends = needed(place.box, place.stored_size, volume.voxels.shape[1:3])
    levels = _levels(volume, view, ends)
    top, bottom, left, right = place.box
    box = (top - ends[0].start, bottom - ends[0].start, left - ends[1].start, right - ends[1].start)
    found: NDArray[np.uint8] = (stretched if view.is_smooth else nearest)(levels, box, place.stored_size)
    return found


def _levels(volume: Volume, view: View, ends: tuple[slice, slice]) -> NDArray[np.uint8]:
    """A part of the slice in levels for the eye: window, inversion, padding black, shutter, overlays."""
    values = volume.voxels[view.slice_index][ends]
    if volume.is_colour:
        pixels = _shown(values.astype(np.uint8, copy=False), volume, view)
    else:
        pixels = _greyed(volume, values, view, ends)
    uncovered = volume.uncovered_at(view.slice_index) if view.shows_shutter else None
    drawn = volume.overlay_at(view.slice_index) if view.shows_overlays else None
    if uncovered is not None:
        pixels = _filled(pixels, ~uncovered[ends], volume.shutter_grey)
    return pixels if drawn is None else _filled(pixels, drawn[ends], 255)


def _filled(pixels: NDArray[np.uint8], where: NDArray[np.bool_], level: int) -> NDArray[np.uint8]:
    return np.where(where if pixels.ndim == 2 else where[..., np.newaxis], np.uint8(level), pixels)


def _shown(pixels: NDArray[np.uint8], volume: Volume, view: View) -> NDArray[np.uint8]:
    # MONOCHROME1 is inverted at the very end (PS3.3 C.7.6.3.1.2); the values themselves are never changed
    return 255 - pixels if view.invert != volume.inverted else pixels


def _greyed(volume: Volume, values: NDArray[Any], view: View, ends: tuple[slice, slice]) -> NDArray[np.uint8]:
    grey = _shown(_windowed(volume, values, view), volume, view)
    if volume.padding is not None:
        grey = np.where(volume.padding[view.slice_index][ends], np.uint8(0), grey)
    return grey if volume.colours is None else _supplemented(grey, values, volume.colours)


def _supplemented(grey: NDArray[np.uint8], values: NDArray[Any], table: ColourTable) -> NDArray[np.uint8]:
    """Grey where values lie below the palette, its colours where they lie in it (PS3.3 C.7.6.19)."""
    index = np.rint(values - table.first).astype(np.int64)
    colours = table.colours[np.clip(index, 0, len(table.colours) - 1)]
    return np.where((index >= 0)[..., np.newaxis], colours, grey[..., np.newaxis])


def _windowed(volume: Volume, values: NDArray[Any], view: View) -> NDArray[np.uint8]:
    if view.centre is not None and view.width is not None:
        return to_grey(values, Window(view.centre, view.width, function=view.function))
    if volume.tables:
        return through_table(values, volume.tables[0])
    if volume.slice_windows:
        return to_grey(values, volume.slice_windows[view.slice_index])
    return to_grey(values, first_window(volume))


def _span(screen: int, shown: float, pan: float, pixels: int) -> tuple[int, int, float, float] | None:
    """(first, last + 1) screen pixel whose middle the image covers, and the stretch of image pixels that falls there.

    None where the image is off screen.
    """
    start = (screen - shown) / 2 + pan
    first = max(math.ceil(start - 0.5 + 1e-9), 0)
    last = min(math.floor(start + shown - 0.5 - 1e-9) + 1, screen)
    if last <= first:
        return None
    per_pixel = pixels / shown
    low = min(max((first - start) * per_pixel, 0.0), pixels - 1e-6)
    high = min(max((last - start) * per_pixel, low + 1e-6), float(pixels))
    return first, last, low, high
