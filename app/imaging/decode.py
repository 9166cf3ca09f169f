"""Original bytes to stored pixel values: one named decoder for each transfer syntax, in a fixed order of preference.

The table of all transfer syntaxes is ``SYNTAXES`` (in ``frames``, which the window and the import may load). This runs
in a child process: the bytes come from anywhere and the codecs are C code.
"""

from __future__ import annotations

import io
import logging
import math
import struct
import warnings
import zlib
from typing import Any

import numpy as np
import pydicom
from numpy.typing import NDArray
from pydicom.dataset import FileDataset, FileMetaDataset
from pydicom.errors import BytesLengthException
from pydicom.multival import MultiValue
from pydicom.pixels.common import PhotometricInterpretation as Photometric

from app.domain.volume import ColourTable
from app.imaging import luts, overlay, pet_header
from app.imaging.codecs import WAYS, Short, by_plugin
from app.imaging.colour import supplemental, through_palette, to_rgb
from app.imaging.frames import DECODERS, SYNTAXES, VOLUME_FILES, Decoded, Request

logging.getLogger("pydicom").setLevel(logging.CRITICAL)  # its warnings quote values

_WHOLE = (
    *("Rows", "Columns", "SamplesPerPixel", "PlanarConfiguration"),
    *("BitsAllocated", "BitsStored", "HighBit", "PixelRepresentation"),
)
_VOLUME_FILES = {one.uid for one in VOLUME_FILES}
# what pydicom and the codecs raise on pixels that are not what the header says; imagecodecs' own are RuntimeErrors
_FAILED = (
    ValueError,
    TypeError,
    AttributeError,
    KeyError,
    IndexError,
    OverflowError,
    NotImplementedError,
    EOFError,
    RuntimeError,
    OSError,
    ImportError,
    MemoryError,
    ArithmeticError,
    struct.error,
    zlib.error,
    BytesLengthException,
)


def decode_many(requests: list[Request]) -> list[Decoded | str]:
    """Decode frames of several instances; for one that fails, what its decoder said (no patient data)."""
    return [_tried(request) for request in requests]


def decode(request: Request) -> Decoded:
    """Decode frames of one instance. Raises what pydicom or the codec raises where it cannot."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        if request.transfer_syntax in _VOLUME_FILES:
            from app.imaging import volume_file  # late: few series are such files

            return volume_file.decode(request)
        ds = _opened(request)
        if request.tiles:
            whole = _values(ds, Request(request.data, request.transfer_syntax, (0,)))
            return _tiled(whole, request)
        return _values(ds, request)


def stored_frames(ds: FileDataset, frames: tuple[int, ...]) -> NDArray[Any]:
    """Stored values (frames, rows, columns) of a data set that is open, untouched by palettes and tables.

    Raises what pydicom or the codec raises where one cannot be decoded.
    """
    syntax = str(ds.file_meta.get("TransferSyntaxUID", ""))
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        return _by_first(ds, Request(b"", syntax, frames))[0]


def _tried(request: Request) -> Decoded | str:
    try:
        return decode(request)
    except _FAILED as error:
        return type(error).__name__


def _opened(request: Request) -> FileDataset:
    ds = pydicom.dcmread(io.BytesIO(request.data), force=True)
    if not hasattr(ds, "file_meta"):
        ds.file_meta = FileMetaDataset()
    if "TransferSyntaxUID" not in ds.file_meta:
        ds.file_meta.TransferSyntaxUID = pydicom.uid.UID(request.transfer_syntax)
    try:
        int(ds.get("NumberOfFrames") or 1)
    except _FAILED:
        del ds["NumberOfFrames"]  # broken, so the import has counted one frame
    _mend(ds)
    return ds


def _mend(ds: FileDataset) -> None:
    """What the import has read from an oddly written header, in the form that the decoders ask for."""
    for keyword in _WHOLE:
        found = ds.get(keyword, 0)
        if isinstance(found, str | list | MultiValue) and found:
            setattr(ds, keyword, int(float(found if isinstance(found, str) else found[0])))
    if "PhotometricInterpretation" in ds:
        kind = str(ds.PhotometricInterpretation).strip(" \0").upper()
        ds.PhotometricInterpretation = kind
        if not ds.get("SamplesPerPixel"):
            ds.SamplesPerPixel = 3 if kind.startswith(("RGB", "YBR")) else 1
        if ds.SamplesPerPixel == 3 and ds.get("PixelRepresentation") is None:
            ds.PixelRepresentation = 0


def _values(ds: FileDataset, request: Request) -> Decoded:
    drawn = _tolerant(overlay.planes, ds, request.frames) or ()
    uncovered, grey = _tolerant(overlay.shutters, ds, request.frames) or ((), 0)
    stored, decoder, photometric, missing = _pixels(ds, request)
    tables: tuple[Any, ...] = ()
    modality = colours = None
    if photometric == Photometric.PALETTE_COLOR:
        stored = through_palette(stored, ds)
    elif stored.ndim == 4:
        stored = to_rgb(stored, photometric, int(ds.BitsStored))
    else:
        tables, modality = luts.voi(ds), luts.modality(ds)
        colours = _tolerant(_colours, ds)
    return Decoded(
        np.ascontiguousarray(stored),
        decoder,
        tables,
        missing,
        modality,
        drawn,
        uncovered,
        grey,
        _tolerant(pet_header.read, ds),
        _tolerant(luts.real_world, ds, request.frames) or (),
        colours,
    )


def _colours(ds: FileDataset) -> ColourTable | None:
    return supplemental(ds, float(ds.get("RescaleSlope") or 1), float(ds.get("RescaleIntercept") or 0))


def _tolerant(read: Any, *arguments: Any) -> Any:
    """What ``read`` finds beside the pixels, or None where that part of the file is broken: the image is still good."""
    try:
        return read(*arguments)
    except _FAILED:
        return None


def _pixels(ds: FileDataset, request: Request) -> tuple[NDArray[Any], str, str, tuple[int, ...]]:
    """(stored, decoder, photometric interpretation of ``stored``, places that failed) by the first that manages."""
    try:
        return (*_by_first(ds, request), ())
    except Short as short:
        found = {at: short.found[frame] for at, frame in enumerate(request.frames) if frame in short.found}
        decoders = DECODERS[request.transfer_syntax]
        return _together({at: (one[np.newaxis], decoders[0], "RGB") for at, one in found.items()}, len(request.frames))
    except _FAILED:
        if len(request.frames) == 1:
            raise
    return _frame_by_frame(request)


def _by_first(ds: FileDataset, request: Request) -> tuple[NDArray[Any], str, str]:
    failed: Exception | None = None
    for name in DECODERS[request.transfer_syntax]:
        try:
            stored, photometric = WAYS.get(name, by_plugin)(ds, request, name)
            return stored, name, photometric
        except _FAILED as error:
            failed = error
    raise failed or NotImplementedError(request.transfer_syntax)


def _frame_by_frame(request: Request) -> tuple[NDArray[Any], str, str, tuple[int, ...]]:
    """Where one frame is damaged the others are not lost. Raises what the last frame did where none can be decoded."""
    found: _Found = {}
    failed: Exception | None = None
    for at, frame in enumerate(request.frames):
        try:
            one = Request(request.data, request.transfer_syntax, (frame,))
            found[at] = _by_first(_opened(one), one)
        except _FAILED as error:
            failed = error
    if not found and failed is not None:
        raise failed
    return _together(found, len(request.frames))


# place among the frames wanted -> (its pixels (1, rows, columns[, samples]), decoder, photometric interpretation)
_Found = dict[int, tuple[NDArray[Any], str, str]]


def _together(found: _Found, count: int) -> tuple[NDArray[Any], str, str, tuple[int, ...]]:
    """The frames that were decoded, in their places, and the places of the others."""
    first, decoder, photometric = next(iter(found.values()), (None, "", ""))
    if first is None:
        raise IndexError("no frames")
    alike = {at: one for at, (one, _, _) in found.items() if (one.shape, one.dtype) == (first.shape, first.dtype)}
    stored = np.zeros((count, *first.shape[1:]), first.dtype)
    for at, one in alike.items():
        stored[at] = one[0]
    return stored, decoder, photometric, tuple(at for at in range(count) if at not in alike)


def _tiled(whole: Decoded, request: Request) -> Decoded:
    """The slices of a mosaic, from one picture with as many tiles across as down."""
    across = math.ceil(math.sqrt(request.tiles))
    rows, columns = (n // across for n in whole.stored.shape[1:3])
    found = [whole.stored[0, k // across * rows :, k % across * columns :][:rows, :columns] for k in request.frames]
    return Decoded(np.stack(found), whole.decoder, whole.tables, modality=whole.modality)


__all__ = ["SYNTAXES", "decode", "decode_many", "stored_frames"]
