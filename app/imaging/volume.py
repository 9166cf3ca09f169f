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
        padding=padding if padding.any() else None,
        tables=middle.tables,
        aspect=middle.header.aspect,
    )


def values_of(stored: NDArray[Any], header: FrameHeader) -> NDArray[Any]:
    """Stored values in the unit of the frame: int16 where they fit it exactly, else float32."""
    slope, intercept = header.slope, header.intercept
    if slope == 1 and intercept.is_integer() and stored.dtype.kind in "iu":
        low, high = int(stored.min(initial=0)) + int(intercept), int(stored.max(initial=0)) + int(intercept)
        if low >= -32768 and high <= 32767:
            # the sum is taken in 32 bits: stored values alone may not fit into 16
            return (stored.astype(np.int32) + int(intercept)).astype(np.int16)
    return (stored.astype(np.float64) * slope + intercept).astype(np.float32)


def padding_of(stored: NDArray[Any], header: FrameHeader) -> NDArray[np.bool_] | None:
    """Where a frame is padding: compared in stored values, before anything else (PS3.3 C.7.5.1.1.2)."""
    if header.padding is None or stored.ndim != 2:
        return None
    low, high = header.padding
    return (stored >= low) & (stored <= high)


def _array(one: Slice) -> NDArray[Any]:
    assert one.stored is not None
    return one.stored


def _grey(shape: tuple[int, int, int], slices: Sequence[Slice]) -> tuple[NDArray[Any], NDArray[np.bool_]]:
    """(voxels, padding); a slice that could not be decoded is padding throughout."""
    values = [None if s.stored is None else values_of(s.stored, s.header) for s in slices]
    fits = all(v is None or v.dtype == np.int16 for v in values)
    voxels = np.zeros(shape, np.int16 if fits else np.float32)
    padding = np.zeros(shape, np.bool_)
    lowest = min(float(v.min()) for v in values if v is not None)
    for k, (one, found) in enumerate(zip(slices, values, strict=True)):
        if found is None or one.stored is None:
            voxels[k], padding[k] = lowest, True
            continue
        voxels[k] = found
        mask = padding_of(one.stored, one.header)
        if mask is not None:
            padding[k] = mask
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
