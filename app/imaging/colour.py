"""Colour as a screen shows it: every form of PS3.3 C.7.6.3.1.2 to RGB, once, in eight bits."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import numpy as np
from numpy.typing import NDArray
from pydicom.dataset import Dataset
from pydicom.pixels.common import PhotometricInterpretation as Photometric
from pydicom.pixels.processing import apply_color_lut

from app.domain.volume import ColourTable

_FULL = (Photometric.YBR_FULL, Photometric.YBR_FULL_422)


def to_rgb(stored: NDArray[Any], photometric: str, bits_stored: int) -> NDArray[np.uint8]:
    """(…, 3) uint8 RGB from (…, 3) samples. Raises NotImplementedError for four samples and forms long retired."""
    if stored.shape[-1] != 3:
        raise NotImplementedError(photometric)
    eight = _eight_bits(stored, bits_stored)
    if photometric in _FULL:
        return _from_ycbcr(eight)
    if photometric.startswith("YBR_PARTIAL"):
        return _from_ycbcr(_full_range(eight))
    return eight


def _eight_bits(stored: NDArray[Any], bits_stored: int) -> NDArray[np.uint8]:
    if stored.dtype.itemsize == 1:
        return stored.view(np.uint8)
    eight: NDArray[np.uint8] = (stored >> max(bits_stored - 8, 0)).astype(np.uint8)
    return eight


def _full_range(ybr: NDArray[np.uint8]) -> NDArray[np.float32]:
    """YBR_PARTIAL (luminance 16 to 235, chrominance 16 to 240, CCIR 601) to the full range, not rounded."""
    scale, black = np.array([255 / 219, 255 / 224, 255 / 224]), np.array([16, 128, 128])
    full: NDArray[np.float32] = ((ybr - black) * scale + [0, 128, 128]).astype(np.float32)
    return full


def _from_ycbcr(ybr: NDArray[Any]) -> NDArray[np.uint8]:
    """PS3.3 C.7.6.3.1.2, YBR_FULL to RGB."""
    y, cb, cr = (ybr[..., n].astype(np.float32) for n in range(3))
    cb -= 128
    cr -= 128
    rgb = np.empty(ybr.shape, np.uint8)
    for n, channel in enumerate((y + 1.402 * cr, y - 0.344136 * cb - 0.714136 * cr, y + 1.772 * cb)):
        rgb[..., n] = np.clip(np.rint(channel), 0, 255)
    return rgb


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


def jpeg_colour(jpeg: bytes, stated: str, plugin: str) -> str:
    """The colour space of decoded JPEG samples: the stream knows better than the header, which is often wrong."""
    for marker, payload in _segments(jpeg):
        if marker == 0xEE and payload.startswith(b"Adobe") and len(payload) >= 12:
            # libjpeg under pillow converts what an Adobe marker announces; GDCM leaves it as it is
            return str(Photometric.YBR_FULL if payload[11] == 1 and plugin != "pillow" else Photometric.RGB)
        if marker == 0xE0 and payload.startswith(b"JFIF"):
            return str(Photometric.YBR_FULL)
        if marker in (0xC0, 0xC1, 0xC2) and len(payload) >= 15:
            components = [payload[6 + 3 * n : 9 + 3 * n] for n in range(3)]
            if bytes(c[0] for c in components).upper() == b"RGB":
                return str(Photometric.RGB)
            if components[0][1] > components[1][1]:
                return str(Photometric.YBR_FULL)  # only luminance and chrominance are sampled unlike
    return stated


# ---- palettes -------------------------------------------------------------------------------------------------------


def through_palette(stored: NDArray[Any], ds: Dataset) -> NDArray[np.uint8]:
    """(…, 3) uint8 RGB through the file's palette, also one in segments (PS3.3 C.7.9.2)."""
    colour = np.stack([apply_color_lut(frame, ds) for frame in stored])[..., :3]
    return _high_byte(colour)


def supplemental(ds: Dataset, slope: float, intercept: float) -> ColourTable | None:
    """The palette of an image that is grey up to a value and coloured above (PS3.3 C.7.6.19); None where it has none.

    ``slope`` and ``intercept`` turn its stored values into those of the volume.
    """
    is_grey = str(ds.get("PhotometricInterpretation") or "") == Photometric.MONOCHROME2
    if not is_grey or str(ds.get("PixelPresentation") or "") not in ("COLOR", "MIXED") or slope != 1:
        return None
    if "RedPaletteColorLookupTableDescriptor" not in ds:
        return None
    entries, first, _ = (int(v) for v in ds.RedPaletteColorLookupTableDescriptor)
    palette = Dataset()  # pydicom refuses to apply one beside a PixelPresentation
    for element in ds.group_dataset(0x0028):
        if "PaletteColorLookupTable" in element.keyword:
            palette.add(element)
    palette.PixelRepresentation = ds.get("PixelRepresentation", 0)
    stored = np.arange(first, first + (entries or 65536)).reshape(1, -1)
    colours = _high_byte(apply_color_lut(stored, palette)[0, :, :3])
    return ColourTable(first + intercept, np.ascontiguousarray(colours))


def _high_byte(colour: NDArray[Any]) -> NDArray[np.uint8]:
    # sixteen-bit palettes carry the colour in the high byte, except those whose writer forgot
    return (colour >> 8 if colour.dtype.itemsize == 2 and colour.max(initial=0) > 255 else colour).astype(np.uint8)
