"""Stored values out of NIfTI and NRRD files. Runs in a child process only."""

from __future__ import annotations

import gzip
import io
from typing import Any

import nibabel
import nrrd
import numpy as np
from numpy.typing import NDArray

from app.imaging.frames import Decoded, Request


def decode(request: Request) -> Decoded:
    """The frames wanted: slice after slice, volume after volume. Raises what the library raises where it cannot."""
    name = _READ[request.transfer_syntax].__name__.strip("_")
    values = _READ[request.transfer_syntax](request.data)  # (columns, rows, slices, volumes[, 3])
    slices = values.shape[2]
    frames = [np.moveaxis(values[:, :, frame % slices, frame // slices], 0, 1) for frame in request.frames]
    return Decoded(np.ascontiguousarray(np.stack(frames)), name)


def _nibabel(data: bytes) -> NDArray[Any]:
    plain = gzip.decompress(data) if data.startswith(b"\x1f\x8b") else data
    kind: Any = nibabel.Nifti1Image if plain[344:348] == b"n+1\0" else nibabel.Nifti2Image
    values = np.asanyarray(kind.from_bytes(plain).dataobj.get_unscaled())
    if values.dtype.names is not None:
        values = np.stack([values[name] for name in ("R", "G", "B")], axis=-1)
        return _four(values, 5)
    return _four(values.astype(values.dtype.newbyteorder("="), copy=False), 4)


def _four(values: NDArray[Any], dimensions: int) -> NDArray[Any]:
    """Axes of length one put in before the colours, or taken away at the end, until there are so many."""
    while values.ndim > dimensions:
        values = values[..., 0]
    at = 3 if dimensions == 5 else values.ndim
    while values.ndim < dimensions:
        values = np.expand_dims(values, min(at, values.ndim - (dimensions == 5)))
    return values


def _pynrrd(data: bytes) -> NDArray[Any]:
    opened = io.BytesIO(data)
    header: Any = nrrd.read_header(opened)
    values: NDArray[Any] = nrrd.read_data(header, opened, index_order="F")
    other = _other_axis(header)
    if other is None:
        return _four(values, 4)
    values = np.moveaxis(values, other, -1)
    is_colour = str((header.get("kinds") or [""] * values.ndim)[other]) in ("RGB-color", "RGBA-color")
    if is_colour and values.shape[-1] in (3, 4):
        return _four(values[..., :3].astype(np.uint8), 5)
    return values if values.ndim == 4 else values[:, :, np.newaxis, :]


def _other_axis(header: Any) -> int | None:
    """The axis that is not in space, as the import has found it."""
    directions, kinds = header.get("space directions"), header.get("kinds")
    for axis in range(len(header["sizes"])):
        if directions is not None:
            row = directions[axis]
            if row is None or not np.isfinite(np.asarray(row, np.float64)).all():
                return axis
        elif kinds is not None and str(kinds[axis]) not in ("domain", "space"):
            return axis
    return None


_READ = {"nifti": _nibabel, "nrrd": _pynrrd}
