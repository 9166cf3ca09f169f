"""Small pictures of series."""

from __future__ import annotations

import io

import numpy as np
from PIL import Image

from app.domain.study import FrameHeader
from app.imaging.frames import Request
from app.imaging.thumbnail import make
from tests.dicom_files import a_header, as_bytes, with_pixels


def picture(pixels: np.ndarray[tuple[int, ...], np.dtype[np.generic]], header: FrameHeader) -> Image.Image:
    data = as_bytes(with_pixels(a_header(), pixels))
    return Image.open(io.BytesIO(make(Request(data, "1.2.840.10008.1.2.1", (0,)), header, False)))


def test_it_fits_into_128_pixels_and_keeps_its_shape() -> None:
    pixels = np.tile(np.arange(200, dtype=np.int16), (100, 1))
    assert picture(pixels, FrameHeader(0)).size == (128, 64)
    assert picture(pixels, FrameHeader(0, aspect=2.0)).size == (128, 128)


def test_it_shows_the_files_own_window_or_finds_one() -> None:
    pixels = np.tile(np.arange(200, dtype=np.int16), (200, 1))
    low, high = picture(pixels, FrameHeader(0)).getextrema()
    assert (low, high) == (0, 255)


def test_colour_stays_colour() -> None:
    assert picture(np.zeros((20, 20, 3), np.uint8), FrameHeader(0)).mode == "RGB"
