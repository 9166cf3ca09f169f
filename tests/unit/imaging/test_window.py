"""Grey levels as PS3.3 C.11.2.1 defines them."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest
from numpy.typing import NDArray

from app.domain.volume import Certificate, VoiTable, Volume, Window
from app.imaging.window import auto_window, first_window, through_table, to_grey


def by_the_book(x: float, c: float, w: float) -> int:
    """PS3.3 C.11.2.1.2.1, pseudo-code, for an output range of 0 to 255."""
    if x <= c - 0.5 - (w - 1) / 2:
        return 0
    if x > c - 0.5 + (w - 1) / 2:
        return 255
    return round(((x - (c - 0.5)) / (w - 1) + 0.5) * 255)


@pytest.mark.parametrize(("centre", "width"), [(40, 400), (2048, 4096), (-600, 1500), (0, 100), (0.5, 2)])
@pytest.mark.parametrize("dtype", [np.int16, np.float32])
def test_a_linear_window_is_what_the_standard_says(centre: float, width: float, dtype: Any) -> None:
    values = np.arange(-2000, 4200, 7, dtype=dtype)
    wanted = [by_the_book(float(v), centre, width) for v in values]
    assert np.abs(to_grey(values, Window(centre, width)).astype(int) - wanted).max() <= 1


def test_linear_exact_spans_the_whole_width() -> None:
    values = np.array([0, 0.25, 0.5, 0.75, 1], np.float32)
    grey = to_grey(values, Window(0.5, 1, function="LINEAR_EXACT"))
    assert grey.tolist() == [0, 64, 128, 191, 255]


def test_a_sigmoid_is_half_at_its_centre_and_never_clips_hard() -> None:
    grey = to_grey(np.array([-1000, 40, 1000], np.int16), Window(40, 400, function="SIGMOID"))
    assert grey[1] in (127, 128)
    assert grey[0] == 0
    assert grey[2] == 255
    near = to_grey(np.array([240], np.int16), Window(40, 400, function="SIGMOID"))
    assert near[0] == round(255 / (1 + np.exp(-2)))


def test_a_table_is_followed_and_its_ends_hold() -> None:
    table = VoiTable(10, np.array([0, 0.5, 1], np.float32))
    assert through_table(np.array([-5, 10, 11, 12, 99], np.int16), table).tolist() == [0, 0, 128, 255, 255]


def a_volume(voxels: NDArray[Any], padding: NDArray[np.bool_] | None = None, **more: Any) -> Volume:
    return Volume(voxels, None, "", Certificate("none"), padding=padding, **more)


def test_without_a_window_one_is_found_that_leaves_padding_out() -> None:
    voxels = np.full((1, 100, 100), -2000, np.int16)
    voxels[0, 20:80, 20:80] = np.tile(np.arange(60, dtype=np.int16), (60, 1))
    window = auto_window(a_volume(voxels, voxels == -2000))
    assert 25 < window.centre < 35
    assert 50 < window.width < 62


def test_a_flat_image_still_has_a_window() -> None:
    assert auto_window(a_volume(np.zeros((1, 4, 4), np.int16))).width == 1


def test_what_is_not_a_number_is_black() -> None:
    assert to_grey(np.array([np.nan, 1], np.float32), Window(0.5, 1, function="LINEAR_EXACT")).tolist() == [0, 255]


def test_the_files_own_window_comes_first() -> None:
    window = Window(1, 2)
    assert first_window(a_volume(np.zeros((1, 2, 2), np.int16), windows=(window, Window(3, 4)))) == window
