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
    """The volume of ``slices``, which stand in the order of ``shown.frames``.

    ``block``: (slices, rows, columns) of 16 bits, where the stored values of the slices lie one after the other. Where
    it can it becomes the volume's own memory, and what was stored is gone.

    Raises WorkstationError when none could be decoded.
    """
    decoded = [s for s in slices if s.stored is not None]
    if not decoded:
        raise WorkstationError(
            say("None of the images of this series can be decoded; they may be damaged."),
            say("Export the series again from where it came, and import it again."),
        )
    middle = min(decoded, key=lambda s: abs(slices.index(s) - len(slices) // 2))
    certificate = _with_missing(shown.certificate, len(slices) - len(decoded), len(slices))
    is_colour = _array(decoded[0]).ndim == 3
    volume = (
        _coloured(shown, slices, certificate, middle)
        if is_colour
        else _greyed(shown, slices, certificate, middle, block)
    )
    return replace(volume, **_drawn(slices))


def _greyed(
    shown: DisplaySet,
    slices: Sequence[Slice],
    certificate: Certificate,
    middle: Slice,
    block: NDArray[Any] | None,
) -> Volume:
    voxels, padding = _grey(shown.shape, slices, block)
    maps = tuple(s.of.maps[s.at] if s.of is not None and s.of.maps else () for s in slices)
    has_line = all(s.modality is None and s.header.slope for s in slices)
    return Volume(
        voxels,
        shown.geometry,
        shown.unit,
        certificate,
        windows=middle.header.windows or _windows([s for s in slices if s.stored is not None]),
        inverted=middle.is_inverted,
        padding=padding,
        tables=middle.tables,
        aspect=middle.header.aspect,
        slice_windows=_slice_windows(slices),
        suv=_uptake(slices),
        maps=maps if any(maps) else (),
        rescales=tuple((s.header.slope, s.header.intercept) for s in slices) if has_line else (),
        colours=middle.of.colours if middle.of is not None else None,
    )


def _uptake(slices: Sequence[Slice]) -> tuple[Suv, ...]:
    """A factor for each slice of a PET; none for a slice that could not be decoded."""
    headers = [s.of.pet if s.of is not None else None for s in slices]
    found = iter(factors([header for header in headers if header is not None]))
    return tuple(Suv() if header is None else next(found) for header in headers) if any(headers) else ()


def _slice_windows(slices: Sequence[Slice]) -> tuple[Window, ...]:
    """Each slice's own first window, where every slice has one and they differ (a tomosynthesis, an MR of odd gain)."""
    firsts = [s.header.windows[0] for s in slices if s.header.windows]
    return tuple(firsts) if len(firsts) == len(slices) and len(set(firsts)) > 1 else ()


def _drawn(slices: Sequence[Slice]) -> dict[str, Any]:
    """Overlays and shutters of the slices; nothing where no slice has any."""
    overlays = tuple(s.of.overlays[s.at] if s.of is not None and s.of.overlays else None for s in slices)
    shutters = tuple(s.of.shutters[s.at] if s.of is not None and s.of.shutters else None for s in slices)
    greys = [s.of.shutter_grey for s in slices if s.of is not None and s.of.shutters]
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
    low, high = int(stored.min(initial=0)) + int(header.intercept), int(stored.max(initial=0)) + int(header.intercept)
    return low >= -32768 and high <= 32767


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


def _array(one: Slice) -> NDArray[Any]:
    assert one.stored is not None
    return one.stored


def _grey(
    shape: tuple[int, int, int], slices: Sequence[Slice], block: NDArray[Any] | None
) -> tuple[NDArray[Any], NDArray[np.bool_] | None]:
    """(voxels, padding or None); a slice that could not be decoded is padding throughout."""
    fits = all(s.stored is None or fits_int16(s.stored, s.header, s.modality) for s in slices)
    own = block.view(np.int16) if fits and block is not None else None
    voxels = own if own is not None else np.zeros(shape, np.int16 if fits else np.float32)
    padding: NDArray[np.bool_] | None = None
    missing = []
    for k, one in enumerate(slices):
        if one.stored is None:
            missing.append(k)
            continue
        mask = padding_of(one.stored, one.header)
        _convert(one.stored, one.header, one.modality, voxels[k])
        if mask is not None and mask.any():
            padding = np.zeros(shape, np.bool_) if padding is None else padding
            padding[k] = mask
    if missing:
        padding = np.zeros(shape, np.bool_) if padding is None else padding
        voxels[missing], padding[missing] = np.delete(voxels, missing, axis=0).min(), True
    return voxels, padding


def _coloured(shown: DisplaySet, slices: Sequence[Slice], certificate: Certificate, middle: Slice) -> Volume:
    voxels = np.zeros((*shown.shape, 3), np.uint8)
    for k, one in enumerate(slices):
        if one.stored is not None:
            voxels[k] = one.stored
    return Volume(voxels, shown.geometry, "", certificate, aspect=middle.header.aspect)


def _windows(decoded: Sequence[Slice]) -> tuple[Window, ...]:
    return next((s.header.windows for s in decoded if s.header.windows), ())


def _with_missing(certificate: Certificate, missing: int, count: int) -> Certificate:
    """A stack with holes is no volume, whatever its positions say."""
    if not missing:
        return certificate
    said = say("{n} of {count} images could not be decoded.", n=missing, count=count)
    reason = f"{said} {certificate.reason}".strip()
    return replace(certificate, verdict="none" if certificate.verdict == "none" else "gaps", reason=reason)
