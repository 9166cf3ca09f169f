"""Voxels and where they lie. Coordinates are LPS millimetres, always."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

import numpy as np
from numpy.typing import NDArray

Verdict = Literal["regular", "tilted", "gaps", "duplicates", "irregular", "single", "none"]


VoiFunction = Literal["LINEAR", "LINEAR_EXACT", "SIGMOID"]


@dataclass(frozen=True, slots=True)
class Window:
    """Grey-level window in the unit of the values; ``function`` is the VOI LUT Function (PS3.3 C.11.2.1.2)."""

    centre: float
    width: float
    name: str = ""
    function: VoiFunction = "LINEAR"


@dataclass(frozen=True, slots=True, eq=False)
class VoiTable:
    """A VOI LUT as a table (PS3.3 C.11.2.1.1): ``levels[i]`` (float32, 0 to 1) is shown for the value ``first + i``."""

    first: float
    levels: NDArray[np.float32]
    name: str = ""


@dataclass(frozen=True, slots=True, eq=False)
class Geometry:
    """``affine`` (4, 4) float64 maps (i, j, k, 1), column index first, to LPS mm."""

    affine: NDArray[np.float64]
    frame_of_reference: str = ""

    def spacing_mm(self) -> tuple[float, float, float]:
        """Distance between voxel centres along (k, j, i), mm."""
        i, j, k = np.linalg.norm(self.affine[:3, :3], axis=0)
        return float(k), float(j), float(i)


@dataclass(frozen=True, slots=True)
class Certificate:
    """Whether the slices stand as a volume needs them, and in English words why not.

    ``gaps_at`` are slice indices k after which a gap lies. ``tilt_deg`` is the angle between the slice normal and
    the direction in which the slices advance. ``error_mm`` is the largest distance between a slice's stated place
    and the place the affine gives it.
    """

    verdict: Verdict
    reason: str = ""
    tilt_deg: float = 0.0
    gaps_at: tuple[int, ...] = ()
    error_mm: float = 0.0

    @property
    def is_volume(self) -> bool:
        """True where measuring across slices, reslicing and models may rely on the geometry."""
        return self.verdict == "regular"


@dataclass(frozen=True, slots=True, eq=False)
class Volume:
    """The values of a display set.

    ``voxels``: (slices, rows, columns) int16 or float32 in ``unit``; or (slices, rows, columns, 3) uint8 RGB, then
    windows do not apply. ``inverted``: low values are shown white (MONOCHROME1); values are never changed for it.
    ``padding``: boolean array of the shape of ``voxels`` where True voxels are padding, or None. ``tables``: VOI LUTs
    the files bring; where there is one it is shown first, in place of a window. ``aspect`` is a pixel's height
    over its width.
    """

    voxels: NDArray[np.generic]
    geometry: Geometry | None
    unit: str
    certificate: Certificate
    windows: tuple[Window, ...] = ()
    inverted: bool = False
    padding: NDArray[np.bool_] | None = None
    tables: tuple[VoiTable, ...] = ()
    aspect: float = 1.0

    @property
    def is_colour(self) -> bool:
        return self.voxels.ndim == 4
