"""Original bytes to stored pixel values: one named decoder for each transfer syntax, in a fixed order of preference.

Runs in a child process: these bytes come from anywhere and the codecs are C code.
"""

from __future__ import annotations

import io
import logging
import struct
import warnings
import zlib
from collections.abc import Callable, Iterator
from typing import Any

import gdcm
import numpy as np
import pydicom
from numpy.typing import NDArray
from pydicom.dataset import Dataset, FileDataset, FileMetaDataset
from pydicom.encaps import generate_frames
from pydicom.errors import BytesLengthException
from pydicom.pixels.common import PhotometricInterpretation as Photometric
from pydicom.pixels.decoders.base import get_decoder
from pydicom.pixels.processing import apply_color_lut

from app.domain.volume import VoiTable
from app.imaging.frames import DECODERS, Decoded, Request

logging.getLogger("pydicom").setLevel(logging.CRITICAL)  # its warnings quote values

_JPEG = ("1.2.840.10008.1.2.4.50", "1.2.840.10008.1.2.4.51")
# what pydicom and the codecs raise on pixels that are not what the header says
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
        ds = _opened(request)
        stored, decoder, photometric = _pixels(ds, request)
        if photometric == Photometric.PALETTE_COLOR:
            stored = _palette(stored, ds)
        elif stored.ndim == 4:
            stored = _rgb(stored, photometric, ds)
        else:
            stored = _modality_table(stored, ds)
        return Decoded(np.ascontiguousarray(stored), decoder, _voi_tables(ds) if stored.ndim == 3 else ())


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
    return ds


def _pixels(ds: FileDataset, request: Request) -> tuple[NDArray[Any], str, str]:
    """(stored, decoder, photometric interpretation of ``stored``) by the first decoder that manages."""
    failed: Exception | None = None
    for name in DECODERS[request.transfer_syntax]:
        try:
            stored, photometric = _WAYS.get(name, _by_plugin)(ds, request, name)
            return stored, name, photometric
        except _FAILED as error:
            failed = error
    raise failed or NotImplementedError(request.transfer_syntax)


def _by_plugin(ds: FileDataset, request: Request, plugin: str) -> tuple[NDArray[Any], str]:
    decoder = get_decoder(request.transfer_syntax)
    found, photometric = [], ""
    for frame, about in decoder.iter_array(ds, indices=list(request.frames), raw=True, decoding_plugin=plugin):
        found.append(frame)
        photometric = str(about["photometric_interpretation"])
    if request.transfer_syntax in _JPEG and found[0].ndim == 3:
        photometric = _jpeg_colour(_first_frame(ds), photometric, plugin)
    return np.stack(found), photometric


def _native(ds: FileDataset, request: Request, name: str) -> tuple[NDArray[Any], str]:
    """Uncompressed pixels: all frames in one view, then the wanted ones."""
    del name
    array, about = get_decoder(request.transfer_syntax).as_array(ds, raw=True)
    frames = array if int(about["number_of_frames"]) > 1 else array[np.newaxis]
    wanted = frames if len(request.frames) == len(frames) else frames[list(request.frames)]
    little = wanted.astype(wanted.dtype.newbyteorder("="), copy=False)
    return little, str(about["photometric_interpretation"])


def _gdcm_12_bit(ds: FileDataset, request: Request, name: str) -> tuple[NDArray[Any], str]:
    """Twelve-bit JPEG (process 4), which pydicom's plugins leave out; GDCM decodes it."""
    del name
    if ds.SamplesPerPixel != 1 or ds.BitsAllocated != 16:
        raise NotImplementedError("twelve-bit JPEG in colour")
    number = int(ds.get("NumberOfFrames") or 1)
    wanted = set(request.frames)
    found = [
        _gdcm_frame(ds, frame)
        for k, frame in enumerate(generate_frames(ds.PixelData, number_of_frames=number))
        if k in wanted
    ]
    return np.stack(found), str(ds.PhotometricInterpretation)


def _gdcm_frame(ds: FileDataset, frame: bytes) -> NDArray[Any]:
    fragment = gdcm.Fragment()
    fragment.SetByteStringValue(frame)
    fragments = gdcm.SequenceOfFragments.New()
    fragments.AddFragment(fragment)
    element = gdcm.DataElement(gdcm.Tag(0x7FE0, 0x0010))
    element.SetValue(fragments.__ref__())
    image = gdcm.Image()
    image.SetNumberOfDimensions(2)
    image.SetDimensions((ds.Columns, ds.Rows, 1))
    image.SetDataElement(element)
    kind = gdcm.PhotometricInterpretation.GetPIType(str(ds.PhotometricInterpretation))
    image.SetPhotometricInterpretation(gdcm.PhotometricInterpretation(kind))
    image.SetTransferSyntax(gdcm.TransferSyntax(gdcm.TransferSyntax.GetTSType(str(ds.file_meta.TransferSyntaxUID))))
    image.SetPixelFormat(gdcm.PixelFormat(1, 16, ds.BitsStored, ds.BitsStored - 1, ds.PixelRepresentation))
    data = image.GetBuffer().encode("utf-8", "surrogateescape")
    values = np.frombuffer(data, np.int16 if ds.PixelRepresentation else np.uint16)
    return values.reshape(ds.Rows, ds.Columns)


_Way = Callable[[FileDataset, Request, str], tuple[NDArray[Any], str]]
_WAYS: dict[str, _Way] = {"native": _native, "gdcm-12-bit": _gdcm_12_bit}


# ---- colour ---------------------------------------------------------------------------------------------------------


def _rgb(stored: NDArray[Any], photometric: str, ds: FileDataset) -> NDArray[np.uint8]:
    """(…, 3) uint8 RGB from what a decoder gave."""
    eight = _eight_bits(stored, int(ds.BitsStored))
    return _from_ycbcr(eight) if photometric in (Photometric.YBR_FULL, Photometric.YBR_FULL_422) else eight


def _eight_bits(stored: NDArray[Any], bits_stored: int) -> NDArray[np.uint8]:
    if stored.dtype.itemsize == 1:
        return stored.view(np.uint8)
    return (stored >> max(bits_stored - 8, 0)).astype(np.uint8)


def _from_ycbcr(ybr: NDArray[np.uint8]) -> NDArray[np.uint8]:
    """PS3.3 C.7.6.3.1.2, YBR_FULL to RGB."""
    y, cb, cr = (ybr[..., n].astype(np.float32) for n in range(3))
    cb -= 128
    cr -= 128
    rgb = np.empty_like(ybr)
    for n, channel in enumerate((y + 1.402 * cr, y - 0.344136 * cb - 0.714136 * cr, y + 1.772 * cb)):
        rgb[..., n] = np.clip(np.rint(channel), 0, 255)
    return rgb


def _first_frame(ds: FileDataset) -> bytes:
    return next(generate_frames(ds.PixelData, number_of_frames=int(ds.get("NumberOfFrames") or 1)))


def _segments(jpeg: bytes) -> Iterator[tuple[int, bytes]]:
    """(marker, payload) of a JPEG's header segments, up to the scan."""
    at = 2
    while at + 4 <= len(jpeg):
        if jpeg[at] != 0xFF or jpeg[at + 1] == 0xFF:
            at += 1
            continue
        marker, length = jpeg[at + 1], int.from_bytes(jpeg[at + 2 : at + 4], "big")
        if marker == 0xDA:
            return
        yield marker, jpeg[at + 4 : at + 2 + length]
        at += 2 + length


def _jpeg_colour(jpeg: bytes, stated: str, plugin: str) -> str:
    """The colour space of decoded JPEG samples: the stream knows better than the header, which is often wrong."""
    for marker, payload in _segments(jpeg):
        if marker == 0xEE and payload.startswith(b"Adobe") and len(payload) >= 12:
            # libjpeg under pillow converts what an Adobe marker announces; GDCM leaves it as it is
            return Photometric.YBR_FULL if payload[11] == 1 and plugin != "pillow" else Photometric.RGB
        if marker == 0xE0 and payload.startswith(b"JFIF"):
            return Photometric.YBR_FULL
        if marker in (0xC0, 0xC1, 0xC2) and len(payload) >= 15:
            components = [payload[6 + 3 * n : 9 + 3 * n] for n in range(3)]
            if bytes(c[0] for c in components).upper() == b"RGB":
                return Photometric.RGB
            if components[0][1] > components[1][1]:
                return Photometric.YBR_FULL  # only luminance and chrominance are sampled unlike
    return stated


def _palette(stored: NDArray[Any], ds: FileDataset) -> NDArray[np.uint8]:
    """(…, 3) uint8 RGB through the file's palette."""
    colour = np.stack([apply_color_lut(frame, ds) for frame in stored])[..., :3]
    # sixteen-bit palettes carry the colour in the high byte, except those whose writer forgot
    return (colour >> 8 if colour.dtype.itemsize == 2 and colour.max() > 255 else colour).astype(np.uint8)


# ---- tables ---------------------------------------------------------------------------------------------------------


def _modality_table(stored: NDArray[Any], ds: Dataset) -> NDArray[Any]:
    """Stored values through a Modality LUT Sequence (PS3.3 C.11.1), which stands in place of slope and intercept."""
    sequence = ds.get("ModalityLUTSequence")
    if not sequence:
        return stored
    first, levels, _ = _table(sequence[0], is_signed=bool(ds.get("PixelRepresentation")))
    index = np.clip(stored.astype(np.int64) - first, 0, len(levels) - 1)
    return levels[index].astype(np.float32 if levels.max(initial=0) > 32767 else np.int16)


def _voi_tables(ds: Dataset) -> tuple[VoiTable, ...]:
    found = []
    for item in ds.get("VOILUTSequence") or ():
        try:
            # PS3.3 C.11.2.1.1: the first value is signed where the values after the modality step can be negative
            is_signed = bool(ds.get("PixelRepresentation")) or float(ds.get("RescaleIntercept") or 0) < 0
            first, levels, bits = _table(item, is_signed)
        except _FAILED:
            continue
        top = (1 << bits) - 1
        grey = np.minimum(levels.astype(np.float32) / max(top, 1), 1)
        found.append(VoiTable(float(first), grey, str(item.get("LUTExplanation") or "")))
    return tuple(found)


def _table(item: Dataset, is_signed: bool) -> tuple[int, NDArray[np.uint16], int]:
    """(first value mapped, entries, bits of an entry) of a LUT. PS3.3 C.11.1.1.1."""
    entries, first, bits = (int(v) for v in item.LUTDescriptor)
    entries = entries % 65536 or 65536  # zero stands for 65536
    first = first - 65536 if is_signed and first > 32767 else first
    first = first + 65536 if not is_signed and first < 0 else first
    data = item.LUTData
    levels = np.frombuffer(data, np.uint16) if isinstance(data, bytes) else np.asarray(data, np.int64).astype(np.uint16)
    if isinstance(data, bytes) and len(data) == entries and bits <= 8:
        levels = np.frombuffer(data, np.uint8).astype(np.uint16)  # eight bits packed two to a word
    levels = levels[:entries]
    return first, levels, max(bits, int(levels.max(initial=1)).bit_length())
