"""Stored values to values in their unit: nothing truncated, nothing mixed, padding known."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import numpy as np
import pytest
from numpy.typing import NDArray

from app.domain.errors import WorkstationError
from app.domain.study import DisplaySet, FrameHeader
from app.domain.volume import Certificate, Volume, Window
from app.imaging.volume import Slice, build, values_of

HEADER = FrameHeader(0, slope=1, intercept=-1024, unit="HU")


def a_volume(*slices: Slice, verdict: str = "regular") -> Volume:
    rows, columns = next(s.stored.shape[:2] for s in slices if s.stored is not None)
    shape = (len(slices), rows, columns)
    certificate = Certificate(verdict)  # type: ignore[arg-type]
    return build(DisplaySet("1", "s", (), "", shape, (1.0, 1.0, 1.0), None, "HU", certificate), slices)


def stored(values: Any, dtype: Any = np.int16) -> NDArray[Any]:
    return np.array(values, dtype).reshape(1, -1)


def test_whole_numbers_stay_int16() -> None:
    volume = a_volume(Slice(HEADER, stored([0, 1064, 4095], np.uint16)))
    assert volume.voxels.dtype == np.int16
    assert volume.voxels.tolist() == [[[-1024, 40, 3071]]]


@pytest.mark.parametrize(
    ("header", "values"),
    [
        (replace(HEADER, slope=0.37, intercept=0), [0, 0.37, 38.85]),
        (replace(HEADER, slope=1, intercept=0.5), [0.5, 1.5, 105.5]),
        (replace(HEADER, slope=-10, intercept=0), [0, -10, -1050]),
    ],
)
def test_a_slope_or_offset_that_is_not_whole_gives_float32(header: FrameHeader, values: list[float]) -> None:
    found = values_of(stored([0, 1, 105]), header)
    assert found.dtype == np.float32
    np.testing.assert_allclose(found[0], values, rtol=1e-6)


def test_each_slice_has_its_own_slope_and_none_is_truncated() -> None:
    first, second = replace(HEADER, slope=1, intercept=0), replace(HEADER, slope=0.37, intercept=0)
    volume = a_volume(Slice(first, stored([105])), Slice(second, stored([105])))
    assert volume.voxels.dtype == np.float32
    assert volume.voxels.ravel().tolist() == pytest.approx([105, 38.85])


def test_values_beyond_int16_are_not_wrapped() -> None:
    plain = replace(HEADER, intercept=0)
    assert a_volume(Slice(plain, stored([0, 65535], np.uint16))).voxels.tolist() == [[[0, 65535]]]
    assert a_volume(Slice(HEADER, stored([-32768, 0]))).voxels.tolist() == [[[-33792, -1024]]]


def test_padding_is_compared_in_stored_values() -> None:
    volume = a_volume(Slice(replace(HEADER, padding=(-2000, -1990)), stored([-2000, -1995, -976])))
    assert volume.padding is not None
    assert volume.padding.tolist() == [[[True, True, False]]]


def test_monochrome1_is_flagged_and_its_values_are_left_alone() -> None:
    volume = a_volume(Slice(replace(HEADER, intercept=0), stored([0, 7]), is_inverted=True))
    assert volume.inverted
    assert volume.voxels.tolist() == [[[0, 7]]]


def test_colour_stays_colour() -> None:
    pixels = np.arange(12, dtype=np.uint8).reshape(2, 2, 3)
    volume = a_volume(Slice(HEADER, pixels))
    assert volume.is_colour
    np.testing.assert_array_equal(volume.voxels[0], pixels)


def test_a_slice_that_cannot_be_decoded_is_padding_and_ends_the_certificate() -> None:
    volume = a_volume(Slice(HEADER, stored([1024, 1034])), Slice(HEADER, None), Slice(HEADER, stored([1044, 1054])))
    assert volume.padding is not None
    assert volume.padding[1].all()
    assert not volume.certificate.is_volume
    assert "1 of 3" in volume.certificate.reason


def test_nothing_decodable_is_told() -> None:
    certificate = Certificate("regular")
    shown = DisplaySet("1", "s", (), "", (1, 2, 2), (1.0, 1.0, 1.0), None, "", certificate)
    with pytest.raises(WorkstationError, match="can be decoded"):
        build(shown, [Slice(HEADER, None)])


def test_the_windows_are_those_of_the_middle() -> None:
    slices = [Slice(replace(HEADER, windows=(Window(c, 10),)), stored([0])) for c in (1, 2, 3)]
    assert a_volume(*slices).windows == (Window(2, 10),)


def test_the_memory_of_what_was_stored_can_become_the_volumes() -> None:
    """With a block and without one the volume is the same; a block whose values do not fit is left alone."""
    kept = np.arange(24, dtype=np.uint16).reshape(2, 3, 4)
    shown = DisplaySet("1", "s", (), "", kept.shape, (1.0, 1.0, 1.0), None, "HU", Certificate("regular"))
    for slope in (1.0, 0.5):
        header = replace(HEADER, slope=slope, intercept=-10, padding=(0, 0))
        apart = build(shown, [Slice(header, one) for one in kept])
        block = kept.copy()
        joined = build(shown, [Slice(header, one) for one in block], block)
        assert np.array_equal(apart.voxels, joined.voxels)
        assert apart.voxels.dtype == joined.voxels.dtype
        assert apart.padding is not None
        assert joined.padding is not None
        assert np.array_equal(apart.padding, joined.padding)
        assert np.shares_memory(block, joined.voxels) is (slope == 1.0)
