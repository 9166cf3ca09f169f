"""Shapes while they are drawn and moved, and the way between screen and image."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.domain.finding import Author
from app.domain.measurement import Calibration, Kind, Measurement
from app.domain.volume import Window
from app.ui.viewer.drawing import Drawing, lines_of, nearest, with_point
from app.ui.viewer.state import Point, ViewState, image_at, opened, screen_at, voxel_at

AT = datetime(2026, 3, 4, tzinfo=UTC)


def drawn(kind: Kind, *points: Point) -> Measurement:
    return Measurement("1", "p", "s", "i", 0, kind, points, Calibration("none"), (), Author("person", "ann"), AT)


@given(st.integers(0, 3), st.booleans(), st.booleans(), st.floats(0.2, 8), st.floats(-90, 90), st.floats(0.3, 3))
def test_screen_and_image_lead_into_each_other(
    turns: int, flip_h: bool, flip_v: bool, zoom: float, pan: float, aspect: float
) -> None:
    looked = opened((4, 30, 50), aspect, Window(0, 1), False)
    looked = replace(looked, quarter_turns=turns, flip_h=flip_h, flip_v=flip_v, zoom=zoom, pan=(pan, -pan))
    for place in ((0.0, 0.0), (49.0, 29.0), (12.25, 7.5)):
        assert image_at(looked, (640, 480), screen_at(looked, (640, 480), place)) == pytest.approx(place, abs=1e-6)


def test_the_middle_of_a_pixel_is_a_whole_number() -> None:
    """Four columns of 100 screen pixels each: the first reaches from 0 to 100, its middle is at 50."""
    looked: ViewState = opened((1, 4, 4), 1.0, Window(0, 1), False)
    assert screen_at(looked, (400, 400), (0, 0)) == (50.0, 50.0)
    assert image_at(looked, (400, 400), (50, 350)) == (0.0, 3.0)
    assert voxel_at(looked, (400, 400), (99.0, 0.0)) == (0, 0)
    assert voxel_at(looked, (400, 400), (101.0, 0.0)) == (0, 1)
    assert voxel_at(looked, (400, 400), (-1.0, 0.0)) is None


def test_a_stroke_is_two_points_and_a_click_is_one() -> None:
    pressed = Drawing("length").pressed((1, 1))
    assert not pressed.released((1, 1), is_stroke=False).is_done
    assert pressed.dragged((5, 1)).released((5, 1), is_stroke=True).shape() == ((1, 1), (5, 1))


def test_two_corners_make_a_rectangle_and_an_ellipse() -> None:
    corners = ((2.0, 3.0), (6.0, 9.0))
    assert replace(Drawing("rectangle"), points=corners).shape() == ((2, 3), (6, 3), (6, 9), (2, 9))
    assert replace(Drawing("ellipse"), points=corners).shape() == ((2, 6), (6, 6), (4, 3), (4, 9))


def test_an_outline_needs_three_points() -> None:
    two = replace(Drawing("polygon"), points=((0, 0), (1, 0)))
    assert not two.closed().is_done
    assert replace(two, points=((0, 0), (1, 0), (1, 1))).closed().is_done


def test_a_corner_of_a_rectangle_moves_and_the_opposite_one_stays() -> None:
    box = drawn("rectangle", (2, 3), (6, 3), (6, 9), (2, 9))
    found = with_point(box, 2, (8, 10))
    assert set(found) == {(2, 3), (8, 3), (8, 10), (2, 10)}


def test_the_end_of_an_axis_moves_and_the_ellipse_stays_one() -> None:
    found = with_point(drawn("ellipse", (2, 6), (6, 6), (4, 3), (4, 9)), 1, (10, 6))
    assert found[:2] == ((2, 6), (10, 6))
    assert {tuple(round(x, 6) for x in point) for point in found[2:]} == {(6.0, 3.0), (6.0, 9.0)}


def test_the_hand_takes_the_nearest_point_then_a_line() -> None:
    one = drawn("length", (0, 0), (10, 0))
    assert nearest((one,), (9.5, 0.4), 1) == (one, 1)
    assert nearest((one,), (5, 0.5), 1) == (one, None)
    assert nearest((one,), (5, 3), 1) is None


def test_closed_shapes_are_painted_closed() -> None:
    assert lines_of("polygon", ((0, 0), (1, 0), (1, 1)))[0][-1] == (0, 0)
    assert len(lines_of("cobb", ((0, 0), (1, 0), (1, 1), (2, 2)))) == 2
    assert lines_of("probe", ((0, 0),)) == ()
