"""The pixels a viewer paints: one slice of a volume as somebody looks at it. Pure and fast; no text, no graphics."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray
from PIL import Image

from app.domain.volume import ColourTable, VoiFunction, Volume, Window
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


def render(volume: Volume, view: View) -> NDArray[np.uint8]:
    """Paint a slice: (height, width) grey levels, or (height, width, 3) RGB for a colour volume."""
    pixels = _levels(volume, view)
    height, width = pixels.shape[:2]
    aspect = volume.aspect
    if view.quarter_turns % 4:
        pixels = np.rot90(pixels, -view.quarter_turns)
    if view.flip_h:
        pixels = pixels[:, ::-1]
    if view.flip_v:
        pixels = pixels[::-1]
    if view.quarter_turns % 2:
        height, width, aspect = width, height, 1 / aspect
    # the fitted image in units of a column's width, or of a row's height when it lies on its side
    tall = height * aspect
    size = view.size or natural_size(volume, view.quarter_turns)
    scale = min(size[0] / width, size[1] / tall) * view.zoom
    return _placed(np.ascontiguousarray(pixels), size, (width * scale, tall * scale), view)


def natural_size(volume: Volume, quarter_turns: int = 0) -> tuple[int, int]:
    """(width, height) that shows every pixel at least once and none squeezed."""
    rows, columns = volume.voxels.shape[1:3]
    stretched = (columns, round(rows * volume.aspect)) if volume.aspect >= 1 else (round(columns / volume.aspect), rows)
    width, height = max(stretched[0], 1), max(stretched[1], 1)
    return (height, width) if quarter_turns % 2 else (width, height)


def _levels(volume: Volume, view: View) -> NDArray[np.uint8]:
    """The slice in levels for the eye, in its own pixels: window, inversion, padding black, shutter, overlays."""
    pixels = _coloured(volume, view) if volume.is_colour else _greyed(volume, view)
    uncovered = volume.uncovered_at(view.slice_index) if view.shows_shutter else None
    drawn = volume.overlay_at(view.slice_index) if view.shows_overlays else None
    if uncovered is not None:
        pixels = _filled(pixels, ~uncovered, volume.shutter_grey)
    return pixels if drawn is None else _filled(pixels, drawn, 255)


def _filled(pixels: NDArray[np.uint8], where: NDArray[np.bool_], level: int) -> NDArray[np.uint8]:
    return np.where(where if pixels.ndim == 2 else where[..., np.newaxis], np.uint8(level), pixels)


def _coloured(volume: Volume, view: View) -> NDArray[np.uint8]:
    colour: NDArray[np.uint8] = volume.voxels[view.slice_index].astype(np.uint8, copy=False)
    return 255 - colour if view.invert else colour


def _greyed(volume: Volume, view: View) -> NDArray[np.uint8]:
    values = volume.voxels[view.slice_index]
    grey = _windowed(volume, values, view)
    # MONOCHROME1 is inverted at the very end (PS3.3 C.7.6.3.1.2); the values themselves are never changed
    if view.invert != volume.inverted:
        grey = 255 - grey
    if volume.padding is not None:
        grey = np.where(volume.padding[view.slice_index], np.uint8(0), grey)
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


def _placed(
    pixels: NDArray[np.uint8], size: tuple[int, int], shown: tuple[float, float], view: View
) -> NDArray[np.uint8]:
    """``pixels`` stretched to ``shown`` screen pixels around the middle of ``size``, moved by ``pan``, black around."""
    across = _span(size[0], shown[0], view.pan[0], pixels.shape[1])
    down = _span(size[1], shown[1], view.pan[1], pixels.shape[0])
    canvas = np.zeros((size[1], size[0], *pixels.shape[2:]), np.uint8)
    if across is None or down is None:
        return canvas
    (left, right, from_x, to_x), (top, bottom, from_y, to_y) = across, down
    # only what is needed goes to Pillow: its box is cut in memory first when the view is zoomed in
    way = Image.Resampling.BILINEAR if view.is_smooth else Image.Resampling.NEAREST
    picture = Image.fromarray(pixels).resize((right - left, bottom - top), way, box=(from_x, from_y, to_x, to_y))
    canvas[top:bottom, left:right] = np.asarray(picture)
    return canvas


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
