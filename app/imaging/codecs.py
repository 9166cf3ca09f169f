"""The decoders by name: compressed or plain bytes to arrays of stored values. Runs in a child process only."""

from __future__ import annotations

import io
import math
import zlib
from collections.abc import Callable
from typing import Any

import gdcm
import imagecodecs
import numpy as np
from numpy.typing import NDArray
from pydicom.dataset import FileDataset
from pydicom.encaps import generate_fragments, generate_frames
from pydicom.pixels.common import PhotometricInterpretation as Photometric
from pydicom.pixels.decoders.base import get_decoder
from pydicom.uid import ExplicitVRLittleEndian, RLELossless

from app.imaging.colour import jpeg_colour
from app.imaging.frames import Request


class Short(IndexError):  # noqa: N818 - what the stream is
    """A stream that ends before the last frame wanted. ``found``: index to RGB frame, as far as there are any."""

    def __init__(self, found: dict[int, NDArray[Any]]) -> None:
        super().__init__("the stream ends early")
        self.found = found


# (dataset, request, name) -> (stored, photometric interpretation of ``stored``); raises what the codec raises
Way = Callable[[FileDataset, Request, str], tuple[NDArray[Any], str]]

_4 = "1.2.840.10008.1.2.4"
_JPEG_LOSSY = tuple(f"{_4}.{n}" for n in (50, 51, 53, 55))
_JPEG_LOSSLESS = (f"{_4}.57", f"{_4}.70")
_IN_THE_STREAM = (Photometric.YBR_ICT, Photometric.YBR_RCT, "XYB")  # colour forms that a decoder undoes itself
_SIGN_BY_STREAM = (f"{_4}.90", f"{_4}.91", f"{_4}.201", f"{_4}.202", f"{_4}.203")


def frame_count(ds: FileDataset) -> int:
    return max(int(ds.get("NumberOfFrames") or 1), 1)


def frames_of(ds: FileDataset, wanted: tuple[int, ...]) -> list[bytes]:
    """The compressed frames at the indices wanted. Raises IndexError where there are not so many."""
    tables = (ds.get("ExtendedOffsetTable"), ds.get("ExtendedOffsetTableLengths"))
    offsets = (tables[0], tables[1]) if tables[0] and tables[1] else None
    found: dict[int, bytes] = {}
    for k, frame in enumerate(
        generate_frames(ds.PixelData, number_of_frames=frame_count(ds), extended_offsets=offsets)
    ):
        if k in wanted:
            found[k] = frame
        if len(found) == len(wanted):
            break
    if len(found) < len(wanted):
        raise IndexError(f"{len(found)} of {len(wanted)} frames")
    return [found[k] for k in wanted]


# ---- uncompressed ---------------------------------------------------------------------------------------------------


def native(ds: FileDataset, request: Request, name: str) -> tuple[NDArray[Any], str]:
    """Uncompressed pixels: all frames in one view, then the wanted ones."""
    del name
    stated = str(ds.PhotometricInterpretation)
    if stated == Photometric.YBR_PARTIAL_422:
        ds.PhotometricInterpretation = Photometric.YBR_FULL_422  # sampled alike; the range is undone afterwards
    above = _bits_below_the_value(ds)
    bits_stored = int(ds.get("BitsStored") or 0)  # floating-point pixels state none
    if above:
        ds.BitsStored = ds.BitsAllocated  # pydicom looks for the value in the lowest bits
    array, about = get_decoder(request.transfer_syntax).as_array(ds, raw=True)
    frames = array if int(about["number_of_frames"]) > 1 else array[np.newaxis]
    wanted = frames if len(request.frames) == len(frames) else frames[list(request.frames)]
    plain = wanted.astype(wanted.dtype.newbyteorder("="), copy=False)
    if above:
        plain = as_meant(plain, bits_stored, _is_signed(ds), above)
    return plain, stated if stated == Photometric.YBR_PARTIAL_422 else str(about["photometric_interpretation"])


def _bits_below_the_value(ds: FileDataset) -> int:
    """How far HighBit lifts the value in its word (PS3.5 8.1.1); nearly always 0."""
    high, stored, allocated = ds.get("HighBit"), ds.get("BitsStored"), ds.get("BitsAllocated")
    if high is None or allocated not in (8, 16, 32) or not stored or not stored <= int(high) + 1 <= allocated:
        return 0
    return int(high) + 1 - int(stored)


def _is_signed(ds: FileDataset) -> bool:
    return bool(ds.get("PixelRepresentation") == 1)


def as_meant(raw: NDArray[Any], bits_stored: int, is_signed: bool, shift: int = 0) -> NDArray[Any]:
    """Words to stored values: what lies around the value is cut off, the sign comes from its highest bit."""
    if raw.dtype.kind not in "iu":
        return raw
    width = raw.dtype.itemsize * 8
    bits = min(bits_stored, width)
    words = raw.view(f"u{raw.dtype.itemsize}")
    kind = f"{'i' if is_signed else 'u'}{raw.dtype.itemsize}"
    if bits == width:
        return words.view(kind)
    lifted = (words << (width - bits - shift)).view(kind)
    found: NDArray[Any] = lifted >> (width - bits)
    return found


def native_big_endian(ds: FileDataset, request: Request, name: str) -> tuple[NDArray[Any], str]:
    """GE's old private syntax: the header is little endian, the words of the pixels are not."""
    del name
    data = bytes(ds.PixelData)
    if ds.BitsAllocated == 16:
        ds.PixelData = np.frombuffer(data[: len(data) // 2 * 2], np.uint16).byteswap().tobytes()
    return _as_native(ds, request, ds.PixelData)


def fragments(ds: FileDataset, request: Request, name: str) -> tuple[NDArray[Any], str]:
    """Uncompressed frames in fragments (Encapsulated Uncompressed)."""
    del name
    return _frame_by_frame(ds, request, lambda frame: frame)


def deflate(ds: FileDataset, request: Request, name: str) -> tuple[NDArray[Any], str]:
    """Frames deflated one by one (PS3.5 A.4.13). What unpacks to more than a frame holds is not unpacked further."""
    del name
    bits = ds.Rows * ds.Columns * int(ds.get("SamplesPerPixel") or 1) * ds.BitsAllocated
    most = math.ceil(bits / 8) + 2
    return _frame_by_frame(ds, request, lambda frame: zlib.decompressobj(-zlib.MAX_WBITS).decompress(frame, most))


def _frame_by_frame(ds: FileDataset, request: Request, unpack: Callable[[bytes], bytes]) -> tuple[NDArray[Any], str]:
    plain = [unpack(frame) for frame in frames_of(ds, request.frames)]
    ds.NumberOfFrames = 1
    found = [_as_native(ds, Request(b"", "", (0,)), data) for data in plain]
    return np.concatenate([stored for stored, _ in found]), found[0][1]


def _as_native(ds: FileDataset, request: Request, data: bytes) -> tuple[NDArray[Any], str]:
    ds.PixelData = data + b"\0" * (len(data) % 2)
    ds["PixelData"].VR = "OB" if ds.BitsAllocated <= 8 else "OW"
    ds["PixelData"].is_undefined_length = False
    ds.file_meta.TransferSyntaxUID = ExplicitVRLittleEndian
    return native(ds, Request(b"", str(ExplicitVRLittleEndian), request.frames), "")


# ---- compressed -----------------------------------------------------------------------------------------------------


def by_plugin(ds: FileDataset, request: Request, plugin: str) -> tuple[NDArray[Any], str]:
    """pydicom's own plugins."""
    decoder = get_decoder(request.transfer_syntax)
    found, photometric = [], ""
    # RLE keeps whole words: a value may stand high in them
    above = _bits_below_the_value(ds) if request.transfer_syntax == RLELossless else 0
    bits_stored = int(ds.BitsStored)
    if above:
        ds.BitsStored = ds.BitsAllocated  # pydicom looks for the value in the lowest bits
    for frame, about in decoder.iter_array(ds, indices=list(request.frames), raw=True, decoding_plugin=plugin):
        found.append(frame)
        photometric = str(about["photometric_interpretation"])
    if request.transfer_syntax in _JPEG_LOSSY and found[0].ndim == 3:
        photometric = jpeg_colour(frames_of(ds, request.frames[:1])[0], photometric, plugin)
    stored = np.stack(found)
    if request.transfer_syntax not in _SIGN_BY_STREAM and stored.ndim == 3:
        # JPEG-LS and lossless JPEG know no sign: twelve bits in two's complement come back as large numbers
        stored = as_meant(stored, bits_stored, _is_signed(ds), above)
    return stored, photometric


def by_imagecodecs(ds: FileDataset, request: Request, name: str) -> tuple[NDArray[Any], str]:
    """libjpeg-turbo (also twelve bits, progressive, lossless), CharLS, OpenJPEG, OpenJPH or libjxl."""
    del name
    syntax, stated = request.transfer_syntax, str(ds.PhotometricInterpretation)
    frames = frames_of(ds, request.frames)
    if syntax in _JPEG_LOSSY and int(ds.SamplesPerPixel) == 3:
        return np.stack([_jpeg_rgb(frame, stated) for frame in frames]), str(Photometric.RGB)
    stored = np.stack([_IMAGECODECS[syntax](frame) for frame in frames])
    if not (syntax in _SIGN_BY_STREAM and stored.dtype.kind == "i"):
        stored = as_meant(stored, int(ds.BitsStored), _is_signed(ds))
    return stored, str(Photometric.RGB) if stated in _IN_THE_STREAM or syntax in _JPEG_XL else stated


def _jpeg_rgb(jpeg: bytes, stated: str) -> NDArray[np.uint8]:
    inside = "RGB" if jpeg_colour(jpeg, stated, "imagecodecs") == Photometric.RGB else "YCBCR"
    found: NDArray[np.uint8] = imagecodecs.jpeg8_decode(jpeg, colorspace=inside, outcolorspace="RGB")
    return found


_JPEG_XL = tuple(f"{_4}.{n}" for n in (110, 111, 112))
_IMAGECODECS: dict[str, Callable[[bytes], NDArray[Any]]] = {
    **dict.fromkeys(_JPEG_LOSSY, imagecodecs.jpeg8_decode),
    # raw samples: libjpeg would take three components of a lossless stream for luminance and chrominance
    **dict.fromkeys(_JPEG_LOSSLESS, imagecodecs.jpegsof3_decode),
    **dict.fromkeys((f"{_4}.80", f"{_4}.81"), imagecodecs.jpegls_decode),
    **dict.fromkeys((f"{_4}.90", f"{_4}.91"), imagecodecs.jpeg2k_decode),
    **dict.fromkeys(_JPEG_XL, imagecodecs.jpegxl_decode),
    **dict.fromkeys((f"{_4}.201", f"{_4}.202", f"{_4}.203"), imagecodecs.htj2k_decode),
}


def gdcm_12_bit(ds: FileDataset, request: Request, name: str) -> tuple[NDArray[Any], str]:
    """Twelve-bit JPEG (process 4), which pydicom's plugins leave out; GDCM decodes it."""
    del name
    if ds.SamplesPerPixel != 1 or ds.BitsAllocated != 16:
        raise NotImplementedError("twelve-bit JPEG in colour")
    return np.stack([_gdcm_frame(ds, frame) for frame in frames_of(ds, request.frames)]), str(
        ds.PhotometricInterpretation
    )


def _gdcm_frame(ds: FileDataset, frame: bytes) -> NDArray[Any]:
    fragment = gdcm.Fragment()
    fragment.SetByteStringValue(frame)
    pieces = gdcm.SequenceOfFragments.New()
    pieces.AddFragment(fragment)
    element = gdcm.DataElement(gdcm.Tag(0x7FE0, 0x0010))
    element.SetValue(pieces.__ref__())
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


def video(ds: FileDataset, request: Request, name: str) -> tuple[NDArray[Any], str]:
    """MPEG-2, H.264 or HEVC: one stream over all fragments (PS3.5 8.2.5 to 8.2.8), read from memory to the last frame
    wanted. Raises Short where the stream ends before."""
    del name
    import cv2  # late: it is large, and there is none on macOS

    stream = io.BytesIO(_whole_stream(ds))
    wanted, found = set(request.frames), {}
    capture: Any = cv2.VideoCapture  # its stubs ask for a protocol that io.BytesIO keeps but does not declare
    film = capture(stream, cv2.CAP_FFMPEG, [cv2.CAP_PROP_N_THREADS, 1])
    try:
        for k in range(max(wanted) + 1):
            if not film.grab():
                break
            if k in wanted:
                found[k] = np.ascontiguousarray(film.retrieve()[1][..., ::-1])  # it gives blue, green, red
    finally:
        film.release()
    if len(found) < len(wanted):
        raise Short(found)
    return np.stack([found[k] for k in request.frames]), str(Photometric.RGB)


def _whole_stream(ds: FileDataset) -> bytes:
    """All fragments after the first, which is the offset table."""
    pieces = generate_fragments(ds.PixelData)
    next(pieces)
    return b"".join(pieces)


WAYS: dict[str, Way] = {
    "native": native,
    "native-big-endian": native_big_endian,
    "fragments": fragments,
    "deflate": deflate,
    "imagecodecs": by_imagecodecs,
    "gdcm-12-bit": gdcm_12_bit,
    "opencv": video,
}
