"""Decoded frames to the Volume of a display set: values in their unit, padding marked, nothing mixed or truncated."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any

import numpy as np
from numpy.typing import NDArray

from app.domain.errors import WorkstationError
from app.domain.study import DisplaySet, FrameHeader
from app.domain.volume import Certificate, ModalityTable, Suv, VoiTable, Volume, Window
from app.domain.words import say
from app.imaging.frames import Decoded
from app.imaging.suv import factors


@dataclass(frozen=True, slots=True, eq=False)
class Slice:
    """One frame of a set: its header and its stored values (rows, columns[, 3]), None where it could not be decoded.

    ``of`` and ``at``: what it was decoded with, and its place there.
    """

    header: FrameHeader
    stored: NDArray[Any] | None
    is_inverted: bool = False
    tables: tuple[VoiTable, ...] = ()
    of: Decoded | None = None
    at: int = 0

    @property
    def modality(self) -> ModalityTable | None:
        return self.of.modality if self.of is not None else None


def build(shown: DisplaySet, slices: Sequence[Slice], block: NDArray[Any] | None = None) -> Volume:
    """The volume of ``slices``, which stand in the order of ``shown.frames``; ``block`` as in ``Building``.

    Raises WorkstationError when none could be decoded.
    """
    building = Building(shown, block)
    for k, one in enumerate(slices):
        building.put(k, one)
    return building.volume()


class Building:
    """A volume in the making: slices come in any order, and what has come can be looked at meanwhile.

    ``block``: (slices, rows, columns) of 16 bits, where the stored values of the slices are put one after the other.
    Where it can it becomes the volume's own memory, and what was stored is gone. One thread puts, others may look.
    """

    def __init__(self, shown: DisplaySet, block: NDArray[Any] | None = None) -> None:
        self._shown = shown
        self._slices: list[Slice | None] = [None] * shown.shape[0]
        self._voxels: NDArray[Any] | None = None if block is None else block.view(np.int16)
        self._padding: NDArray[np.bool_] | None = None
        self.arrived = np.zeros(shown.shape[0], np.bool_)

    def put(self, k: int, one: Slice) -> None:
        """Slice ``k``, or that it could not be decoded. Its values are copied, nothing of its pixels is held."""
        if one.stored is not None:
            if one.stored.ndim == 3:
                self._put_colour(k, one.stored)
            else:
                self._put_grey(k, one, one.stored)
        self._slices[k] = _without_pixels(one)
        self.arrived[k] = one.stored is not None

    def so_far(self) -> Volume | None:
        """What has come, in its place; what has not holds nothing (see ``arrived``). None before the first slice."""
        return self._made(self._shown.certificate)

    def volume(self) -> Volume:
        """The whole, once every slice was put. Raises WorkstationError when none could be decoded."""
        missing = np.flatnonzero(~self.arrived)
        certificate = _with_missing(self._shown.certificate, len(missing), len(self._slices))
        self._fill(missing)
        made = self._made(certificate)
        if made is None:
            raise WorkstationError(
                say("None of the images of this series can be decoded; they may be damaged."),
                say("Export the series again from where it came, and import it again."),
            )
        return made

    def _put_colour(self, k: int, stored: NDArray[Any]) -> None:
        if self._voxels is None or self._voxels.ndim == 3:
            self._voxels = np.zeros((*self._shown.shape, 3), np.uint8)
        self._voxels[k] = stored

    def _put_grey(self, k: int, one: Slice, stored: NDArray[Any]) -> None:
        mask = padding_of(stored, one.header)
        _convert(stored, one.header, one.modality, self._voxels_for(one, stored)[k])
        if mask is not None and mask.any():
            if self._padding is None:
                self._padding = np.zeros(self._shown.shape, np.bool_)
            self._padding[k] = mask

    def _voxels_for(self, one: Slice, stored: NDArray[Any]) -> NDArray[Any]:
        """int16 as long as every slice fits it exactly, else float32, which holds all that came before as well."""
        if self._voxels is None:
            self._voxels = np.zeros(self._shown.shape, np.int16)
        if self._voxels.dtype == np.int16 and not fits_int16(stored, one.header, one.modality):
            is_first = not self.arrived.any()
            self._voxels = np.zeros(self._shown.shape, np.float32) if is_first else self._voxels.astype(np.float32)
        return self._voxels

    def _fill(self, missing: NDArray[np.intp]) -> None:
        """A slice that could not be decoded is padding throughout; in colour it is black."""
        voxels = self._voxels
        if not len(missing) or voxels is None or voxels.ndim == 4 or not self.arrived.any():
            return
        if self._padding is None:
            self._padding = np.zeros(self._shown.shape, np.bool_)
        lowest = min(voxels[k].min() for k in np.flatnonzero(self.arrived))
        voxels[missing], self._padding[missing] = lowest, True

    def _made(self, certificate: Certificate) -> Volume | None:
        voxels, slices = self._voxels, tuple(self._slices)
        decoded = [(k, one) for k, one in enumerate(slices) if one is not None and self.arrived[k]]
        if voxels is None or not decoded:
            return None
        shown = self._shown
        middle = min(decoded, key=lambda one: abs(one[0] - len(slices) // 2))[1]
        drawn = _drawn(slices)
        if voxels.ndim == 4:
            return Volume(voxels, shown.geometry, "", certificate, aspect=middle.header.aspect, **drawn)
        maps = tuple(s.of.maps[s.at] if s is not None and s.of is not None and s.of.maps else () for s in slices)
        headers = [s.header for s in slices if s is not None]
        has_line = len(headers) == len(slices) and all(
            s is not None and s.modality is None and s.header.slope for s in slices
        )
        return Volume(
            voxels,
            shown.geometry,
            shown.unit,
            certificate,
            windows=middle.header.windows or _windows([one for _, one in decoded]),
            inverted=middle.is_inverted,
            padding=self._padding,
            tables=middle.tables,
            aspect=middle.header.aspect,
            slice_windows=_slice_windows(headers) if len(headers) == len(slices) else (),
            suv=_uptake(slices),
            maps=maps if any(maps) else (),
            rescales=tuple((header.slope, header.intercept) for header in headers) if has_line else (),
            colours=middle.of.colours if middle.of is not None else None,
            **drawn,
        )


def _without_pixels(one: Slice) -> Slice:
    of = one.of if one.of is None else replace(one.of, stored=_NO_PIXELS)
    return replace(one, stored=None, of=of)


_NO_PIXELS = np.empty(0, np.uint8)


def _uptake(slices: Sequence[Slice | None]) -> tuple[Suv, ...]:
    """A factor for each slice of a PET; none for a slice that could not be decoded."""
    headers = [s.of.pet if s is not None and s.of is not None else None for s in slices]
    found = iter(factors([header for header in headers if header is not None]))
    return tuple(Suv() if header is None else next(found) for header in headers) if any(headers) else ()


def _slice_windows(headers: Sequence[FrameHeader]) -> tuple[Window, ...]:
    """Each slice's own first window, where every slice has one and they differ (a tomosynthesis, an MR of odd gain)."""
    firsts = [header.windows[0] for header in headers if header.windows]
    return tuple(firsts) if len(firsts) == len(headers) and len(set(firsts)) > 1 else ()


def _drawn(slices: Sequence[Slice | None]) -> dict[str, Any]:
    """Overlays and shutters of the slices; nothing where no slice has any."""
    of = [(s.of, s.at) if s is not None and s.of is not None else (None, 0) for s in slices]
    overlays = tuple(one.overlays[at] if one is not None and one.overlays else None for one, at in of)
    shutters = tuple(one.shutters[at] if one is not None and one.shutters else None for one, at in of)
    greys = [one.shutter_grey for one, _ in of if one is not None and one.shutters]
    return {
        "overlays": overlays if any(o is not None for o in overlays) else (),
        "shutters": shutters if any(o is not None for o in shutters) else (),
        "shutter_grey": greys[0] if greys else 0,
    }


def values_of(stored: NDArray[Any], header: FrameHeader, modality: ModalityTable | None = None) -> NDArray[Any]:
    """Stored values in the unit of the frame: int16 where they fit it exactly, else float32."""
    out = np.empty(stored.shape, np.int16 if fits_int16(stored, header, modality) else np.float32)
    _convert(stored, header, modality, out)
    return out


def fits_int16(stored: NDArray[Any], header: FrameHeader, modality: ModalityTable | None = None) -> bool:
    """True where values are whole numbers that int16 holds; anything else would be truncated."""
    if modality is not None:
        return bool(modality.levels.max(initial=0) <= 32767)
    if header.slope != 1 or not float(header.intercept).is_integer() or stored.dtype.kind not in "iu":
        return False
    intercept = int(header.intercept)
    low = int(stored.min(initial=0)) if stored.dtype.kind == "i" else 0
    return low + intercept >= -32768 and int(stored.max(initial=0)) + intercept <= 32767


def _convert(stored: NDArray[Any], header: FrameHeader, modality: ModalityTable | None, out: NDArray[Any]) -> None:
    if modality is not None:
        # PS3.3 C.11.1: what lies before the first or after the last entry has the value of that entry
        index = np.clip(stored.astype(np.int64) - modality.first, 0, len(modality.levels) - 1)
        out[...] = modality.levels[index]
    elif out.dtype == np.int16:
        # the sum fits into 16 bits, the stored value alone may not: whole numbers that wrap around come out right
        turned = np.uint16(int(header.intercept) % 65536)
        np.add(stored.astype(np.uint16, copy=False), turned, out=out.view(np.uint16))
    else:
        out[...] = stored.astype(np.float64) * header.slope + header.intercept


def padding_of(stored: NDArray[Any], header: FrameHeader) -> NDArray[np.bool_] | None:
    """Where a frame is padding: compared in stored values, before anything else (PS3.3 C.7.5.1.1.2)."""
    if header.padding is None or stored.ndim != 2:
        return None
    low, high = header.padding
    return (stored >= low) & (stored <= high)


def _windows(decoded: Sequence[Slice]) -> tuple[Window, ...]:
    return next((s.header.windows for s in decoded if s.header.windows), ())


def _with_missing(certificate: Certificate, missing: int, count: int) -> Certificate:
    """A stack with holes is no volume, whatever its positions say."""
    if not missing:
        return certificate
    said = say("{n} of {count} images could not be decoded.", n=missing, count=count)
    reason = f"{said} {certificate.reason}".strip()
    return replace(certificate, verdict="none" if certificate.verdict == "none" else "gaps", reason=reason)
