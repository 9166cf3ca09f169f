"""Grey levels for the eye: values through a window or a table to 0-255 (PS3.3 C.11.2.1)."""

from __future__ import annotations

from functools import lru_cache
from typing import Any

import numpy as np
from numpy.typing import NDArray

from app.domain.volume import VoiFunction, VoiTable, Volume, Window
from app.imaging.raster import looked_up

_SAMPLE = 200_000
_ALL_16 = np.arange(65536, dtype=np.uint16).view(np.int16)


def to_grey(values: NDArray[Any], window: Window) -> NDArray[np.uint8]:
    """Grey levels of values of any shape: int16 through a table made once for each window, others by the formula."""
    if values.dtype == np.int16:
        return looked_up(values, _table(window.centre, window.width, window.function))
    return _levels(values.astype(np.float32, copy=False), window.centre, window.width, window.function)


def through_table(values: NDArray[Any], table: VoiTable) -> NDArray[np.uint8]:
    """Grey levels by a VOI LUT; values beyond its ends take the level of the end."""
    if values.dtype == np.int16 and values.size > _ALL_16.size:
        return looked_up(values, through_table(_ALL_16, table))
    index = np.clip(np.rint(values - table.first), 0, len(table.levels) - 1).astype(np.int64)
    return np.rint(table.levels * 255).astype(np.uint8)[index]


def first_window(volume: Volume) -> Window:
    """The window a volume opens with: the file's first, else one found from its values."""
    return volume.windows[0] if volume.windows else auto_window(volume)


def auto_window(volume: Volume) -> Window:
    """From the 1st to the 99th percentile of what is not padding; the header's smallest and largest are not trusted."""
    values = volume.voxels.reshape(-1)
    step = max(values.size // _SAMPLE, 1)
    sample = values[::step]
    if volume.padding is not None:
        inside = ~volume.padding.reshape(-1)[::step]
        sample = sample[inside] if inside.any() else sample
    numbers = sample.astype(np.float32, copy=False)
    numbers = numbers[np.isfinite(numbers)]
    low, high = (float(v) for v in np.percentile(numbers, (1, 99))) if numbers.size else (0.0, 1.0)
    if high <= low and numbers.size:
        low, high = float(numbers.min()), float(numbers.max())
    width = high - low if high > low else 1.0
    return Window((low + high) / 2, width, function="LINEAR_EXACT")


@lru_cache(maxsize=16)
def _table(centre: float, width: float, function: VoiFunction) -> NDArray[np.uint8]:
    """(65536,) grey levels, indexed by an int16's bits read as unsigned."""
    table = _levels(_ALL_16.astype(np.float32), centre, width, function)
    table.flags.writeable = False
    return table


def _levels(values: NDArray[np.float32], centre: float, width: float, function: VoiFunction) -> NDArray[np.uint8]:
    if function == "SIGMOID":  # PS3.3 C.11.2.1.3.1
        power = np.clip(-4 * (values - centre) / max(width, 1e-9), -80, 80)
        grey: NDArray[np.uint8] = np.rint(255 / (1 + np.exp(power))).astype(np.uint8)
        return grey
    if function == "LINEAR" and width >= 1:
        # PS3.3 C.11.2.1.2.1: the linear function is defined around centre - 0.5 with width - 1; width 1 is a step
        centre, width = centre - 0.5, max(width - 1, 1e-9)
    else:
        width = max(width, 1e-9)  # C.11.2.1.3.2, LINEAR_EXACT
    scaled = values - np.float32(centre)
    scaled *= np.float32(255 / width)
    scaled += np.float32(127.5)
    np.clip(scaled, 0, 255, out=scaled)
    # what is not a number (a masked parametric map) is shown black
    np.copyto(scaled, 0, where=np.isnan(scaled))
    levels: NDArray[np.uint8] = np.rint(scaled, out=scaled).astype(np.uint8)
    return levels
