"""Decoded frames to the Volume of a display set: values in their unit, padding marked, nothing mixed or truncated."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any

import numpy as np
from numpy.typing import NDArray

from app.domain.errors import WorkstationError
from app.domain.study import DisplaySet, FrameHeader
from app.domain.volume import Certificate, VoiTable, Volume, Window
from app.domain.words import say


@dataclass(frozen=True, slots=True, eq=False)
class Slice:
    """One frame of a set: its header and its stored values (rows, columns[, 3]), None where it could not be decoded."""

    header: FrameHeader
    stored: NDArray[Any] | None
    is_inverted: bool = False
    tables: tuple[VoiTable, ...] = ()


def build(shown: DisplaySet, slices: Sequence[Slice]) -> Volume:
    """The volume of ``slices``, which stand in the order of ``shown.frames``.

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
    if _array(decoded[0]).ndim == 3:
        return _coloured(shown, slices, certificate, middle)
    voxels, padding = _grey(shown.shape, slices)
    return Volume(
        voxels,
        shown.geometry,
        shown.unit,
        certificate,
        windows=middle.header.windows or _windows(decoded),
        inverted=middle.is_inverted,
        padding=padding,
        tables=middle.tables,
        aspect=middle.header.aspect,
    )


def values_of(stored: NDArray[Any], header: FrameHeader) -> NDArray[Any]:
    """Stored values in the unit of the frame: int16 where they fit it exactly, else float32."""
    out = np.empty(stored.shape, np.int16 if fits_int16(stored, header) else np.float32)
    _convert(stored, header, out)
    return out


def fits_int16(stored: NDArray[Any], header: FrameHeader) -> bool:
    """True where values are whole numbers that int16 holds; anything else would be truncated."""
    if header.slope != 1 or not float(header.intercept).is_integer() or stored.dtype.kind not in "iu":
        return False
    low, high = int(stored.min(initial=0)) + int(header.intercept), int(stored.max(initial=0)) + int(header.intercept)
    return low >= -32768 and high <= 32767


def _convert(stored: NDArray[Any], header: FrameHeader, out: NDArray[Any]) -> None:
    if out.dtype == np.int16:
        # the sum is taken in 32 bits: stored values alone may not fit into 16
        np.add(stored, np.int32(header.intercept), out=out, dtype=np.int32, casting="unsafe")
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


def _grey(shape: tuple[int, int, int], slices: Sequence[Slice]) -> tuple[NDArray[Any], NDArray[np.bool_] | None]:
    """(voxels, padding or None); a slice that could not be decoded is padding throughout."""
    fits = all(s.stored is None or fits_int16(s.stored, s.header) for s in slices)
    voxels = np.zeros(shape, np.int16 if fits else np.float32)
    padding: NDArray[np.bool_] | None = None
    missing = []
    for k, one in enumerate(slices):
        if one.stored is None:
            missing.append(k)
            continue
        _convert(one.stored, one.header, voxels[k])
        mask = padding_of(one.stored, one.header)
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
    reason = f"{missing} of {count} images could not be decoded. {certificate.reason}".strip()
    return replace(certificate, verdict="none" if certificate.verdict == "none" else "gaps", reason=reason)
