"""What a viewer paints."""

from __future__ import annotations

import time
from typing import Any

import numpy as np
from numpy.typing import NDArray

from app.domain.volume import Certificate, VoiTable, Volume
from app.imaging.render import View, natural_size, render

EXACT: dict[str, Any] = {"centre": 127.5, "width": 255.0, "function": "LINEAR_EXACT"}


def a_volume(slice_: NDArray[Any], **more: Any) -> Volume:
    return Volume(slice_[np.newaxis], None, "", Certificate("none"), **more)


# 1 2 3
# 4 5 6
SIX = np.array([[10, 20, 30], [40, 50, 60]], np.int16)


def painted(slice_: NDArray[Any] = SIX, more: dict[str, Any] | None = None, **view: Any) -> list[Any]:
    found: list[Any] = render(a_volume(slice_, **(more or {})), View(**{**EXACT, **view})).tolist()
    return found


def test_without_a_size_each_pixel_is_painted_once() -> None:
    assert painted() == SIX.tolist()


def test_an_image_is_turned_clockwise_then_flipped() -> None:
    assert painted(quarter_turns=1) == [[40, 10], [50, 20], [60, 30]]
    assert painted(quarter_turns=2) == [[60, 50, 40], [30, 20, 10]]
    assert painted(quarter_turns=3) == [[30, 60], [20, 50], [10, 40]]
    assert painted(flip_h=True) == [[30, 20, 10], [60, 50, 40]]
    assert painted(flip_v=True) == [[40, 50, 60], [10, 20, 30]]
    assert painted(quarter_turns=1, flip_h=True) == [[10, 40], [20, 50], [30, 60]]


def test_pixels_that_are_not_square_are_painted_as_they_lie() -> None:
    tall = a_volume(SIX, aspect=2.0)
    assert natural_size(tall) == (3, 4)
    assert render(tall, View(**EXACT, is_smooth=False)).tolist() == [[10, 20, 30]] * 2 + [[40, 50, 60]] * 2
    assert natural_size(tall, quarter_turns=1) == (4, 3)
    wide = a_volume(SIX, aspect=0.5)
    assert natural_size(wide) == (6, 2)


def test_an_image_is_fitted_in_the_middle_with_black_around() -> None:
    found = np.array(painted(size=(6, 8), is_smooth=False))
    assert found.shape == (8, 6)
    assert (found[:2] == 0).all()
    assert (found[6:] == 0).all()
    assert found[2].tolist() == [10, 10, 20, 20, 30, 30]


def test_zoom_enlarges_around_the_middle_and_pan_moves() -> None:
    ramp = np.arange(100, dtype=np.int16).reshape(10, 10)
    whole = np.array(painted(ramp, size=(10, 10)))
    near = np.array(painted(ramp, size=(10, 10), zoom=2.0, is_smooth=False))
    assert near[0, 0] == 22 and near[9, 9] == 77  # noqa: PT018 - two corners of one picture
    moved = np.array(painted(ramp, size=(10, 10), pan=(3, -2), is_smooth=False))
    np.testing.assert_array_equal(moved[:8, 3:], whole[2:, :7])
    assert (moved[8:] == 0).all()
    assert (moved[:, :3] == 0).all()


def test_an_image_moved_off_the_screen_leaves_it_black() -> None:
    assert painted(size=(4, 4), pan=(100, 0)) == [[0] * 4] * 4


def test_monochrome1_is_inverted_once_and_invert_undoes_it() -> None:
    white_is_low = {"inverted": True}
    assert painted(np.array([[0, 255]], np.int16), white_is_low) == [[255, 0]]
    assert painted(np.array([[0, 255]], np.int16), white_is_low, invert=True) == [[0, 255]]


def test_padding_is_black_even_in_an_inverted_image() -> None:
    padding = np.array([[[True, False]]])
    assert painted(np.array([[7, 0]], np.int16), {"inverted": True, "padding": padding}) == [[0, 255]]


def test_a_voi_lut_is_used_until_a_window_is_chosen() -> None:
    volume = a_volume(np.array([[0, 1]], np.int16), tables=(VoiTable(0, np.array([1, 0], np.float32)),))
    assert render(volume, View()).tolist() == [[255, 0]]
    assert render(volume, View(centre=0.5, width=1, function="LINEAR_EXACT")).tolist() == [[0, 255]]


def test_colour_is_painted_without_a_window() -> None:
    pixels = np.array([[[255, 0, 9], [0, 255, 9]]], np.uint8)
    assert render(a_volume(pixels), View()).tolist() == pixels.tolist()
    assert render(a_volume(pixels), View(invert=True)).tolist() == (255 - pixels).tolist()


def test_a_full_screen_slice_is_painted_in_milliseconds() -> None:
    rng = np.random.default_rng(1)
    volume = a_volume(rng.integers(-1024, 3000, (512, 512), dtype=np.int16))
    view = View(size=(1000, 1000), centre=40, width=400)
    render(volume, view)
    best = min(_seconds(volume, view) for _ in range(7))
    assert best < 0.05, f"{best * 1000:.1f} ms"


def _seconds(volume: Volume, view: View) -> float:
    start = time.perf_counter()
    render(volume, view)
    return time.perf_counter() - start
