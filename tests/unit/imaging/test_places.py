"""Where slices lie in the patient, against places worked out by hand."""

from __future__ import annotations

import math

import numpy as np
import pytest

from app.domain.study import FrameHeader
from app.imaging.places import SlicePlace, crossing, nearest, place_of, reach, runs_along, share_places

AXIAL = (1.0, 0.0, 0.0, 0.0, 1.0, 0.0)
CORONAL = (1.0, 0.0, 0.0, 0.0, 0.0, -1.0)
SAGITTAL = (0.0, 1.0, 0.0, 0.0, 0.0, -1.0)
Six = tuple[float, float, float, float, float, float]


def a_slice(
    orientation: Six,
    position: tuple[float, float, float],
    rows: int = 100,
    columns: int = 200,
    spacing: tuple[float, float] = (1.0, 1.0),
    frame: str = "1.2",
) -> SlicePlace:
    header = FrameHeader(0, position_mm=position, orientation=orientation, pixel_spacing_mm=spacing)
    made = place_of(header, rows, columns, frame)
    assert made is not None
    return made


def test_a_pixel_has_its_place_and_a_place_its_pixel() -> None:
    # rows 0.5 mm apart, columns 2 mm: column 10, row 20 of an axial slice at (-50, -30, 7)
    one = a_slice(AXIAL, (-50.0, -30.0, 7.0), spacing=(0.5, 2.0))
    assert one.at(10, 20) == pytest.approx([-50 + 10 * 2, -30 + 20 * 0.5, 7])
    assert one.pixel(np.array([-30.0, -20.0, 11.0])) == pytest.approx((10, 20, 4))


def test_a_header_without_place_gives_none() -> None:
    assert place_of(FrameHeader(0, orientation=AXIAL, pixel_spacing_mm=(1.0, 1.0)), 4, 4, "1.2") is None
    assert place_of(FrameHeader(0, position_mm=(0.0, 0.0, 0.0), pixel_spacing_mm=(1.0, 1.0)), 4, 4, "1.2") is None


def test_an_axial_slice_crosses_a_coronal_one_in_a_level_line() -> None:
    # coronal: x from -100, z from 50 downwards, 1 mm pixels; the axial slice lies at z = 20, so at row 30;
    # its 100 columns of 0.8 mm begin at x = -40: outer edges -40.4 and 39.6, columns 59.6 and 139.6
    coronal = a_slice(CORONAL, (-100.0, 0.0, 50.0))
    axial = a_slice(AXIAL, (-40.0, -40.0, 20.0), rows=100, columns=100, spacing=(0.8, 0.8))
    found = crossing(coronal, axial)
    assert found is not None
    assert sorted(found) == [pytest.approx((59.6, 30.0)), pytest.approx((139.6, 30.0))]


def test_a_slice_leaning_45_degrees_crosses_where_the_hand_finds_it() -> None:
    # rows run along x, columns along (0, 1, -1)/sqrt 2: the slice meets z = 0 where 10 - row / sqrt 2 is 0
    half = math.sqrt(0.5)
    leaning = a_slice((1.0, 0.0, 0.0, 0.0, half, -half), (0.0, 0.0, 10.0), rows=64, columns=32)
    axial = a_slice(AXIAL, (0.0, 0.0, 0.0), rows=64, columns=64)
    found = crossing(leaning, axial)
    assert found is not None
    # the axial picture reaches from x = -0.5 to 63.5
    assert sorted(found) == [pytest.approx((-0.5, 10 / half)), pytest.approx((63.5, 10 / half))]
    back = crossing(axial, leaning)
    assert back is not None
    # there y is 10, over the leaning picture's own width
    assert sorted(back) == [pytest.approx((-0.5, 10.0)), pytest.approx((31.5, 10.0))]


def test_parallel_slices_and_those_that_do_not_meet_cross_in_no_line() -> None:
    axial = a_slice(AXIAL, (0.0, 0.0, 0.0))
    assert crossing(axial, a_slice(AXIAL, (0.0, 0.0, 10.0))) is None
    lean = math.radians(4)
    nearly = (1.0, 0.0, 0.0, 0.0, math.cos(lean), math.sin(lean))
    assert crossing(axial, a_slice(nearly, (0.0, 0.0, -1.0))) is None
    # a coronal picture that ends 5 mm above the slice
    assert crossing(axial, a_slice(CORONAL, (0.0, 0.0, 105.0), rows=100)) is None
    assert crossing(axial, a_slice(CORONAL, (0.0, 0.0, 95.0), rows=100)) is not None


def test_the_nearest_slice_of_an_uneven_stack_is_found() -> None:
    stack = [a_slice(AXIAL, (0.0, 0.0, z)) for z in (0.0, 5.0, 20.0)]
    assert nearest(stack, np.array([3.0, 4.0, 11.0])) == pytest.approx((1, 6.0))
    assert nearest(stack, np.array([3.0, 4.0, 14.0])) == pytest.approx((2, 6.0))
    assert nearest([None, *stack], np.array([0.0, 0.0, 1.0])) == pytest.approx((1, 1.0))
    assert nearest([None], np.zeros(3)) is None
    assert [round(reach(stack, k), 3) for k in range(3)] == [2.5, 7.5, 7.5]
    assert reach(stack[:1], 0) == 2.5


def test_places_are_compared_within_one_frame_of_reference_alone() -> None:
    one = a_slice(AXIAL, (0.0, 0.0, 0.0))
    assert share_places(one, a_slice(CORONAL, (0.0, 0.0, 0.0)))
    assert not share_places(one, a_slice(AXIAL, (0.0, 0.0, 0.0), frame="1.3"))
    nowhere = a_slice(AXIAL, (0.0, 0.0, 0.0), frame="")
    assert not share_places(nowhere, nowhere)
    assert not share_places(one, None)


def test_stacks_run_along_each_other_or_against() -> None:
    axial = a_slice(AXIAL, (0.0, 0.0, 0.0))
    assert runs_along(axial, axial) == 1
    assert runs_along(axial, a_slice((1.0, 0.0, 0.0, 0.0, -1.0, 0.0), (0.0, 0.0, 0.0))) == -1
    assert runs_along(axial, a_slice(SAGITTAL, (0.0, 0.0, 0.0))) == 0
