"""What is asked of a decoder and what it gives back, and which decoder reads what. Light: no codec is imported here."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from numpy.typing import NDArray

from app.domain.volume import VoiTable

# transfer syntax -> decoders, the first that manages is used and recorded. pylibjpeg here is OpenJPEG and a Rust RLE;
# pylibjpeg-libjpeg is never used: it gets legal lossless streams wrong (its issue 90)
DECODERS: dict[str, tuple[str, ...]] = {
    "1.2.840.10008.1.2": ("native",),
    "1.2.840.10008.1.2.1": ("native",),
    "1.2.840.10008.1.2.1.99": ("native",),
    "1.2.840.10008.1.2.2": ("native",),
    "1.2.840.10008.1.2.4.50": ("pillow", "gdcm"),
    "1.2.840.10008.1.2.4.51": ("gdcm", "gdcm-12-bit"),
    "1.2.840.10008.1.2.4.57": ("gdcm",),
    "1.2.840.10008.1.2.4.70": ("gdcm",),
    "1.2.840.10008.1.2.4.80": ("pyjpegls", "gdcm"),
    "1.2.840.10008.1.2.4.81": ("pyjpegls", "gdcm"),
    "1.2.840.10008.1.2.4.90": ("pylibjpeg", "gdcm"),
    "1.2.840.10008.1.2.4.91": ("pylibjpeg", "gdcm"),
    "1.2.840.10008.1.2.4.201": ("pylibjpeg",),
    "1.2.840.10008.1.2.4.202": ("pylibjpeg",),
    "1.2.840.10008.1.2.4.203": ("pylibjpeg",),
    "1.2.840.10008.1.2.5": ("pylibjpeg", "pydicom"),
}


@dataclass(frozen=True, slots=True)
class Request:
    """Frames wanted of one instance: its bytes, the transfer syntax it was found to have, the frame indices from 0."""

    data: bytes
    transfer_syntax: str
    frames: tuple[int, ...]


@dataclass(frozen=True, slots=True, eq=False)
class Decoded:
    """Frames of one instance.

    ``stored``: (frames, rows, columns) in the file's own type with unused bits gone and the sign right, after a
    Modality LUT where there is one, or (frames, rows, columns, 3) uint8 RGB. ``tables`` are its VOI LUTs.
    """

    stored: NDArray[Any]
    decoder: str
    tables: tuple[VoiTable, ...] = ()


def is_supported(transfer_syntax: str) -> bool:
    return transfer_syntax in DECODERS
