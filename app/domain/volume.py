"""Voxels and where they lie. Coordinates are LPS millimetres, always."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

import numpy as np
from numpy.typing import NDArray

from app.domain.words import NOTHING, Phrase

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
class ModalityTable:
    """A Modality LUT (PS3.3 C.11.1): ``levels[i]`` (float32) is the value of the stored value ``first + i``."""

    first: int
    levels: NDArray[np.float32]


@dataclass(frozen=True, slots=True, eq=False)
class ColourTable:
    """Values from ``first`` on are shown in colour (PS3.3 C.7.6.19): ``first + i`` as ``colours[i]`` (uint8 RGB)."""

    first: float
    colours: NDArray[np.uint8]


@dataclass(frozen=True, slots=True)
class RealWorldMap:
    """What stored values from ``first`` to ``last`` mean (PS3.3 C.7.6.16.2.11): slope and intercept, or a table."""

    name: str
    unit: str
    first: float
    last: float
    slope: float = 1.0
    intercept: float = 0.0
    table: tuple[float, ...] = ()

    def value(self, stored: float) -> float | None:
        """The real-world value of a stored value; None outside what the map covers."""
        if not self.first <= stored <= self.last:
            return None
        if not self.table:
            return stored * self.slope + self.intercept
        at = round(stored - self.first)
        return self.table[at] if at < len(self.table) else None


@dataclass(frozen=True, slots=True)
class Suv:
    """Factors from a slice's values to standardised uptake values: by body weight (g/ml), by lean body mass (g/ml;
    Janmahasatian 2005, and James 1976), by body surface (cm²/ml; DuBois 1916). 0 where there is none.

    ``why_not`` says why there is no factor at all, ``why_only_bw`` why only the first. ``inputs`` are the figures that
    went in: name and text.
    """

    bw: float = 0.0
    lbm: float = 0.0
    lbm_james: float = 0.0
    bsa: float = 0.0
    why_not: Phrase = NOTHING
    why_only_bw: Phrase = NOTHING
    inputs: tuple[tuple[str, str], ...] = ()


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

    @property
    def can_stand(self) -> bool:
        """True where the slices are a volume, or become one by ``imaging.straighten``."""
        return self.verdict in ("regular", "tilted")


@dataclass(frozen=True, slots=True, eq=False)
class Volume:
    """The values of a display set.

    ``voxels``: (slices, rows, columns) int16 or float32 in ``unit``; or (slices, rows, columns, 3) uint8 RGB, then
    windows do not apply. ``inverted``: low values are shown white (MONOCHROME1); values are never changed for it.
    ``padding``: boolean array of the shape of ``voxels`` where True voxels are padding, or None. ``tables``: VOI LUTs
    the files bring; where there is one it is shown first, in place of a window. ``aspect`` is a pixel's height
    over its width. ``slice_windows``: each slice's own first window, where they differ.

    One item for each slice, or () where there is none at all: ``overlays`` and ``shutters`` (what is drawn over the
    image, what is left uncovered; packed by ``numpy.packbits`` along the rows, see ``overlay_at``), ``suv``, ``maps``
    (real-world value maps, of stored values), ``rescales`` (slope and intercept of stored values; () where they went
    through a table). ``shutter_grey`` is shown where a shutter covers. ``colours``: values that are shown in colour.
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
    slice_windows: tuple[Window, ...] = ()
    overlays: tuple[NDArray[np.uint8] | None, ...] = ()
    shutters: tuple[NDArray[np.uint8] | None, ...] = ()
    shutter_grey: int = 0
    suv: tuple[Suv, ...] = ()
    maps: tuple[tuple[RealWorldMap, ...], ...] = ()
    rescales: tuple[tuple[float, float], ...] = ()
    colours: ColourTable | None = None

    def overlay_at(self, k: int) -> NDArray[np.bool_] | None:
        """What is drawn over slice ``k``: (rows, columns), or None."""
        return self._bits(self.overlays, k)

    def uncovered_at(self, k: int) -> NDArray[np.bool_] | None:
        """What a shutter leaves of slice ``k``: (rows, columns), or None where nothing is covered."""
        return self._bits(self.shutters, k)

    def _bits(self, planes: tuple[NDArray[np.uint8] | None, ...], k: int) -> NDArray[np.bool_] | None:
        packed = planes[k] if planes else None
        if packed is None:
            return None
        return np.unpackbits(packed, axis=1, count=self.voxels.shape[2]).astype(np.bool_)

    def real_world(self, k: int, row: int, column: int) -> tuple[tuple[RealWorldMap, float], ...]:
        """What the maps of slice ``k`` say of one of its voxels."""
        if not self.maps or not self.maps[k] or not self.rescales or self.is_colour:
            return ()
        slope, intercept = self.rescales[k]
        stored = (float(self.voxels[k, row, column]) - intercept) / slope
        found = (
            (one, one.value(round(stored) if abs(stored - round(stored)) < 1e-3 else stored)) for one in self.maps[k]
        )
        return tuple((one, value) for one, value in found if value is not None)

    @property
    def is_colour(self) -> bool:
        return self.voxels.ndim == 4
