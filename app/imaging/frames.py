"""What is asked of a decoder and what it gives back, and which decoder reads what. Light: no codec is imported here."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from importlib.util import find_spec
from typing import Any

import numpy as np
from numpy.typing import NDArray

from app.domain.volume import ColourTable, ModalityTable, RealWorldMap, VoiTable
from app.domain.words import NOTHING, Phrase, say
from app.imaging.suv import PetHeader


@dataclass(frozen=True, slots=True)
class Syntax:
    """A transfer syntax: its decoders (the first that manages is used and recorded), or why there is none."""

    uid: str
    name: str
    decoders: tuple[str, ...] = ()
    why_not: Phrase = NOTHING


_ARITHMETIC = say(
    "Its arithmetic coding is retired, and no decoder that may be shipped reads it. Export the series again without "
    "compression, or as JPEG 2000 or JPEG-LS."
)
_HIERARCHICAL = say(
    "Hierarchical JPEG is retired, and no decoder that may be shipped reads it. Export the series again without "
    "compression, or as JPEG 2000 or JPEG-LS."
)
_ELSEWHERE = say("The pixels are not in the file but on the server it came from. Export the series with its pixels.")
_LIVE = say("It stands for a live video stream, which no file holds.")
_MULTI = say(
    "Part 2 mixes components in a way that no decoder here undoes. Export the series again without compression, or as "
    "JPEG 2000 Part 1."
)
_NO_IMAGE = say("It is a way of writing documents and holds no pixels.")
_PAPYRUS = say("Papyrus 3 was retired in 2015. Ask for the images as DICOM.")
_PRIVATE = say("Ask whoever sent it for the series without compression, or as JPEG 2000 or JPEG-LS.")
_NO_VIDEO_HERE = say("Video is read on Linux and Windows; here no decoder that may be shipped is at hand.")

_1, _4 = "1.2.840.10008.1.2", "1.2.840.10008.1.2.4"
_NATIVE = ("native",)
_VIDEO = ("opencv",)
_JPEG_8 = ("imagecodecs", "pillow", "gdcm")
_JPEG_12 = ("imagecodecs", "gdcm", "gdcm-12-bit")
_LOSSLESS = ("gdcm", "imagecodecs")
_JPEG_LS = ("pyjpegls", "imagecodecs", "gdcm")
_JPEG_2000 = ("pylibjpeg", "imagecodecs")  # not GDCM: the OpenJPEG in its wheel is 2.3.0, with known holes
_HTJ2K = ("imagecodecs", "pylibjpeg")

# Every transfer syntax of PS3.6 (2026), and one private syntax that old files have. "pylibjpeg" is OpenJPEG and a Rust
# RLE; pylibjpeg-libjpeg is never used: it gets legal lossless streams wrong (its issue 90). "imagecodecs" is
# libjpeg-turbo, OpenJPH, libjxl, CharLS, OpenJPEG. "opencv" is the FFmpeg inside its wheel, LGPL without x264 and x265
# on Linux and Windows; the wheel for macOS bundles both and is not used.
SYNTAXES: tuple[Syntax, ...] = (
    Syntax(_1, "Implicit VR Little Endian", _NATIVE),
    Syntax(f"{_1}.1", "Explicit VR Little Endian", _NATIVE),
    Syntax(f"{_1}.1.98", "Encapsulated Uncompressed Explicit VR Little Endian", ("fragments",)),
    Syntax(f"{_1}.1.99", "Deflated Explicit VR Little Endian", _NATIVE),
    Syntax(f"{_1}.2", "Explicit VR Big Endian", _NATIVE),
    Syntax(f"{_4}.50", "JPEG Baseline (Process 1)", _JPEG_8),
    Syntax(f"{_4}.51", "JPEG Extended (Process 2 and 4)", _JPEG_12),
    Syntax(f"{_4}.52", "JPEG Extended (Process 3 and 5)", why_not=_ARITHMETIC),
    Syntax(f"{_4}.53", "JPEG Spectral Selection, Non-Hierarchical (Process 6 and 8)", ("imagecodecs",)),
    Syntax(f"{_4}.54", "JPEG Spectral Selection, Non-Hierarchical (Process 7 and 9)", why_not=_ARITHMETIC),
    Syntax(f"{_4}.55", "JPEG Full Progression, Non-Hierarchical (Process 10 and 12)", ("imagecodecs",)),
    Syntax(f"{_4}.56", "JPEG Full Progression, Non-Hierarchical (Process 11 and 13)", why_not=_ARITHMETIC),
    Syntax(f"{_4}.57", "JPEG Lossless, Non-Hierarchical (Process 14)", _LOSSLESS),
    Syntax(f"{_4}.58", "JPEG Lossless, Non-Hierarchical (Process 15)", why_not=_ARITHMETIC),
    Syntax(f"{_4}.59", "JPEG Extended, Hierarchical (Process 16 and 18)", why_not=_HIERARCHICAL),
    Syntax(f"{_4}.60", "JPEG Extended, Hierarchical (Process 17 and 19)", why_not=_HIERARCHICAL),
    Syntax(f"{_4}.61", "JPEG Spectral Selection, Hierarchical (Process 20 and 22)", why_not=_HIERARCHICAL),
    Syntax(f"{_4}.62", "JPEG Spectral Selection, Hierarchical (Process 21 and 23)", why_not=_HIERARCHICAL),
    Syntax(f"{_4}.63", "JPEG Full Progression, Hierarchical (Process 24 and 26)", why_not=_HIERARCHICAL),
    Syntax(f"{_4}.64", "JPEG Full Progression, Hierarchical (Process 25 and 27)", why_not=_HIERARCHICAL),
    Syntax(f"{_4}.65", "JPEG Lossless, Hierarchical (Process 28)", why_not=_HIERARCHICAL),
    Syntax(f"{_4}.66", "JPEG Lossless, Hierarchical (Process 29)", why_not=_HIERARCHICAL),
    Syntax(f"{_4}.70", "JPEG Lossless, Non-Hierarchical, First-Order Prediction", _LOSSLESS),
    Syntax(f"{_4}.80", "JPEG-LS Lossless", _JPEG_LS),
    Syntax(f"{_4}.81", "JPEG-LS Near-Lossless", _JPEG_LS),
    Syntax(f"{_4}.90", "JPEG 2000 Lossless", _JPEG_2000),
    Syntax(f"{_4}.91", "JPEG 2000", _JPEG_2000),
    Syntax(f"{_4}.92", "JPEG 2000 Part 2 Multi-component Lossless", why_not=_MULTI),
    Syntax(f"{_4}.93", "JPEG 2000 Part 2 Multi-component", why_not=_MULTI),
    Syntax(f"{_4}.94", "JPIP Referenced", why_not=_ELSEWHERE),
    Syntax(f"{_4}.95", "JPIP Referenced Deflate", why_not=_ELSEWHERE),
    Syntax(f"{_4}.100", "MPEG-2 Main Profile / Main Level", _VIDEO),
    Syntax(f"{_4}.100.1", "Fragmentable MPEG-2 Main Profile / Main Level", _VIDEO),
    Syntax(f"{_4}.101", "MPEG-2 Main Profile / High Level", _VIDEO),
    Syntax(f"{_4}.101.1", "Fragmentable MPEG-2 Main Profile / High Level", _VIDEO),
    Syntax(f"{_4}.102", "MPEG-4 AVC/H.264 High Profile", _VIDEO),
    Syntax(f"{_4}.102.1", "Fragmentable MPEG-4 AVC/H.264 High Profile", _VIDEO),
    Syntax(f"{_4}.103", "MPEG-4 AVC/H.264 BD-compatible High Profile", _VIDEO),
    Syntax(f"{_4}.103.1", "Fragmentable MPEG-4 AVC/H.264 BD-compatible High Profile", _VIDEO),
    Syntax(f"{_4}.104", "MPEG-4 AVC/H.264 High Profile For 2D Video", _VIDEO),
    Syntax(f"{_4}.104.1", "Fragmentable MPEG-4 AVC/H.264 High Profile For 2D Video", _VIDEO),
    Syntax(f"{_4}.105", "MPEG-4 AVC/H.264 High Profile For 3D Video", _VIDEO),
    Syntax(f"{_4}.105.1", "Fragmentable MPEG-4 AVC/H.264 High Profile For 3D Video", _VIDEO),
    Syntax(f"{_4}.106", "MPEG-4 AVC/H.264 Stereo High Profile", _VIDEO),
    Syntax(f"{_4}.106.1", "Fragmentable MPEG-4 AVC/H.264 Stereo High Profile", _VIDEO),
    Syntax(f"{_4}.107", "HEVC/H.265 Main Profile", _VIDEO),
    Syntax(f"{_4}.108", "HEVC/H.265 Main 10 Profile", _VIDEO),
    Syntax(f"{_4}.110", "JPEG XL Lossless", ("imagecodecs",)),
    Syntax(f"{_4}.111", "JPEG XL JPEG Recompression", ("imagecodecs",)),
    Syntax(f"{_4}.112", "JPEG XL", ("imagecodecs",)),
    Syntax(f"{_4}.201", "High-Throughput JPEG 2000 Lossless", _HTJ2K),
    Syntax(f"{_4}.202", "High-Throughput JPEG 2000 with RPCL Options Lossless", _HTJ2K),
    Syntax(f"{_4}.203", "High-Throughput JPEG 2000", _HTJ2K),
    Syntax(f"{_4}.204", "JPIP HTJ2K Referenced", why_not=_ELSEWHERE),
    Syntax(f"{_4}.205", "JPIP HTJ2K Referenced Deflate", why_not=_ELSEWHERE),
    Syntax(f"{_1}.5", "RLE Lossless", ("pylibjpeg", "pydicom")),
    Syntax(f"{_1}.6.1", "RFC 2557 MIME Encapsulation", why_not=_NO_IMAGE),
    Syntax(f"{_1}.6.2", "XML Encoding", why_not=_NO_IMAGE),
    Syntax(f"{_1}.7.1", "SMPTE ST 2110-20 Progressive Active Video", why_not=_LIVE),
    Syntax(f"{_1}.7.2", "SMPTE ST 2110-20 Interlaced Active Video", why_not=_LIVE),
    Syntax(f"{_1}.7.3", "SMPTE ST 2110-30 PCM Digital Audio", why_not=_LIVE),
    Syntax(f"{_1}.8.1", "Deflated Image Frame Compression", ("deflate",)),
    Syntax("1.2.840.10008.1.20", "Papyrus 3 Implicit VR Little Endian", why_not=_PAPYRUS),
    Syntax("1.2.840.113619.5.2", "GE private: implicit little endian, big-endian pixels", ("native-big-endian",)),
)
# files that are no DICOM: their name stands where an image has its transfer syntax
VOLUME_FILES: tuple[Syntax, ...] = (Syntax("nifti", "NIfTI", ("nibabel",)), Syntax("nrrd", "NRRD", ("pynrrd",)))
_BY_UID = {one.uid: one for one in (*SYNTAXES, *VOLUME_FILES)}
DECODERS = {uid: one.decoders for uid, one in _BY_UID.items() if one.decoders}


@dataclass(frozen=True, slots=True)
class Request:
    """Frames wanted of one instance: its bytes, the transfer syntax it was found to have, the frame indices from 0.

    ``tiles``: the one picture of the file is a mosaic of so many slices, and the frames are those.
    """

    data: bytes
    transfer_syntax: str
    frames: tuple[int, ...]
    tiles: int = 0


@dataclass(frozen=True, slots=True, eq=False)
class Decoded:
    """Frames of one instance.

    ``stored``: (frames, rows, columns) in the file's own type with unused bits gone and the sign right, or
    (frames, rows, columns, 3) uint8 RGB. ``missing``: places in it whose frame could not be decoded; they hold zeros.
    ``tables`` are its VOI LUTs, ``modality`` the LUT in place of slope and intercept. ``overlays`` and ``shutters``:
    for each frame, or () where there is none at all, pixels drawn over the image and pixels left uncovered, packed by
    ``numpy.packbits`` along the rows; ``shutter_grey`` is shown where the shutter covers. ``maps``: for each frame its
    real-world value maps. ``pet``: what an uptake value is worked out from. ``colours``:
    values that are shown in colour.
    """

    stored: NDArray[Any]
    decoder: str
    tables: tuple[VoiTable, ...] = ()
    missing: tuple[int, ...] = ()
    modality: ModalityTable | None = None
    overlays: tuple[NDArray[np.uint8] | None, ...] = ()
    shutters: tuple[NDArray[np.uint8] | None, ...] = ()
    shutter_grey: int = 0
    pet: PetHeader | None = None
    maps: tuple[tuple[RealWorldMap, ...], ...] = ()
    colours: ColourTable | None = None


def is_supported(transfer_syntax: str) -> bool:
    return why_not_decoded(transfer_syntax) is None


def why_not_decoded(transfer_syntax: str) -> tuple[Phrase, Phrase] | None:
    """(what, why and what to do) where pixels of this transfer syntax are not shown; None where they are."""
    known = _BY_UID.get(transfer_syntax)
    if known is None:
        what = say("Its pixels are compressed in a way that DICOM does not know ({syntax}).", syntax=transfer_syntax)
        return what, _PRIVATE
    what = say("Its pixels are stored as {name}, which is not read here.", name=known.name)
    if known.decoders == _VIDEO and not has_video():
        return what, _NO_VIDEO_HERE
    return None if known.decoders else (what, known.why_not)


@cache
def has_video() -> bool:
    """Whether this computer has the FFmpeg that reads and writes video (none on macOS)."""
    return find_spec("cv2") is not None
