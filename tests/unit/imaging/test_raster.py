"""Pictures stretched, by OpenCV and without it."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest
from numpy.typing import NDArray

from app.domain.volume import Certificate, Volume
from app.imaging import raster
from app.imaging.raster import Box, Size, looked_up, nearest, needed, stretched
from app.imaging.render import Seen, View, paint, render


@pytest.fixture(params=["OpenCV", "numpy and Pillow"])
def way(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    if request.param == "OpenCV":
        pytest.importorskip("cv2")
    else:
        monkeypatch.setattr(raster, "_cv", lambda: None)


def interpolated(picture: NDArray[Any], box: Box, size: Size) -> NDArray[np.float64]:
    """Linear between the middles of pixels, beyond the outer ones as they are: written out, in double precision."""
    rows, columns = (
        np.clip(low + (np.arange(n) + 0.5) * (high - low) / n - 0.5, 0, most - 1)
        for low, high, n, most in zip(box[::2], box[1::2], size, picture.shape[:2], strict=True)
    )
    r, c = np.floor(rows).astype(int), np.floor(columns).astype(int)
    r1, c1 = np.minimum(r + 1, picture.shape[0] - 1), np.minimum(c + 1, picture.shape[1] - 1)
    down, across = (rows - r)[:, None], (columns - c)[None, :]
    p = picture.astype(np.float64)
    upper = p[np.ix_(r, c)] * (1 - across) + p[np.ix_(r, c1)] * across
    lower = p[np.ix_(r1, c)] * (1 - across) + p[np.ix_(r1, c1)] * across
    found: NDArray[np.float64] = upper * (1 - down) + lower * down
    return found


@pytest.mark.usefixtures("way")
@pytest.mark.parametrize("dtype", [np.uint8, np.int16, np.float32])
@pytest.mark.parametrize("box", [(0, 40, 0, 30), (3.3, 20.9, 7.25, 11.5)])
def test_a_picture_is_stretched_linearly_in_every_type(dtype: Any, box: Box) -> None:
    low, high = (0, 255) if dtype == np.uint8 else (-3000, 30000)
    picture = np.random.default_rng(3).integers(low, high, (40, 30)).astype(dtype)
    found = stretched(picture, box, (90, 77))
    assert found.dtype == dtype
    # half a step of the last digit, and what single precision leaves of the largest value
    assert np.abs(found - interpolated(picture, box, (90, 77))).max() <= 1.0 + (high - low) * 1e-4


@pytest.mark.usefixtures("way")
def test_reducing_averages_so_that_no_pixel_is_stepped_over() -> None:
    """A single bright pixel, wherever it is, is seen in a picture of a fifth of its size."""
    for row, column in ((0, 0), (17, 41), (99, 64), (50, 99)):
        picture = np.zeros((100, 100), np.int16)
        picture[row, column] = 10_000
        found = stretched(picture, (0, 100, 0, 100), (20, 20))
        assert found.max() > 100, (row, column)
        assert found.mean() == pytest.approx(1.0, rel=1.0)


@pytest.mark.usefixtures("way")
def test_a_quarter_is_the_average_of_sixteen() -> None:
    picture = np.random.default_rng(4).integers(-2000, 4000, (64, 48)).astype(np.int16)
    found = stretched(picture, (0, 64, 0, 48), (16, 12))
    blocks = picture.reshape(16, 4, 12, 4).mean(axis=(1, 3))
    assert np.abs(found - blocks).max() <= 1


@pytest.mark.usefixtures("way")
def test_moving_a_reduced_picture_averages_the_same_pixels() -> None:
    picture = np.random.default_rng(5).integers(0, 4000, (128, 128)).astype(np.int16)
    whole = stretched(picture, (0, 128, 0, 128), (32, 32))
    moved = stretched(picture, (16, 112, 32, 96), (24, 16))
    assert np.abs(moved.astype(int) - whole[4:28, 8:24]).max() <= 1


def test_only_what_is_needed_of_a_picture_is_touched() -> None:
    rows, columns = needed((100.0, 110.0, 5.0, 9.0), (40, 16), (512, 512))
    assert (rows, columns) == (slice(99, 111), slice(4, 10))


def test_nearest_takes_the_pixel_under_the_middle() -> None:
    assert nearest(np.arange(4)[np.newaxis], (0, 1, 0, 4), (1, 8))[0].tolist() == [0, 0, 1, 1, 2, 2, 3, 3]
    assert nearest(np.arange(4)[np.newaxis], (0, 1, 1, 3), (1, 3))[0].tolist() == [1, 2, 2]


@pytest.mark.usefixtures("way")
def test_every_value_of_sixteen_bits_is_looked_up() -> None:
    values = np.arange(65536, dtype=np.uint16).view(np.int16).reshape(256, 256)
    table = np.random.default_rng(6).integers(0, 256, 65536).astype(np.uint8)
    assert np.array_equal(looked_up(values, table), table.reshape(256, 256))
    assert np.array_equal(looked_up(values[3:90:2, 7:9], table), table.reshape(256, 256)[3:90:2, 7:9])


def a_mammogram(**more: Any) -> Volume:
    rows = np.random.default_rng(7).integers(0, 4096, (2, 400, 300)).astype(np.int16)
    return Volume(rows, None, "", Certificate("none"), **more)


def test_what_was_seen_is_taken_up_only_for_the_same_place_and_slice() -> None:
    volume, seen = a_mammogram(), Seen()
    for view in (
        View(0, (100, 120), 2000, 800),
        View(0, (100, 120), 1500, 300),
        View(1, (100, 120), 1500, 300),
        View(1, (100, 120), 1500, 300, pan=(3, 0)),
        View(1, (100, 120), 1500, 300, zoom=1.2, flip_h=True, quarter_turns=1),
        View(1, (100, 120), 1500, 300, invert=True),
    ):
        fresh, kept = paint(volume, view), paint(volume, view, seen)
        assert fresh is not None
        assert kept is not None
        assert np.array_equal(fresh.pixels, kept.pixels)
    other = a_mammogram(inverted=True)
    kept = paint(other, View(1, (100, 120), 1500, 300), seen)
    assert kept is not None
    assert np.array_equal(kept.pixels, render(other, View(1, (100, 120), 1500, 300))[:, 5:95])


def test_a_reduced_picture_turned_and_flipped_is_the_reduced_one_turned_and_flipped() -> None:
    volume = a_mammogram()
    straight = render(volume, View(0, (150, 200), 2000, 4000)).astype(int)
    turned = render(volume, View(0, (200, 150), 2000, 4000, quarter_turns=1, flip_v=True)).astype(int)
    assert np.abs(turned - np.rot90(straight, -1)[::-1]).max() <= 1


def test_padding_is_black_in_a_reduced_picture_too() -> None:
    padding = np.zeros((2, 400, 300), np.bool_)
    padding[:, :100] = True
    picture = render(a_mammogram(padding=padding), View(0, (150, 200), 2000, 1, "LINEAR_EXACT"))
    assert (picture[:49] == 0).all()
    assert picture[52:].mean() > 100
