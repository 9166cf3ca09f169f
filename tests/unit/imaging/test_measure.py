"""Measured figures agree with geometry that can be worked out by hand."""

from __future__ import annotations

import math
from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.domain.errors import WorkstationError
from app.domain.measurement import KINDS, Calibration, Figure, Kind, Point
from app.imaging.measure import PIXEL, area_of, inside, measure

# rows stand 2 mm apart, columns 0.5 mm: a mix-up of the two shows in every figure
TALL = Calibration("patient", row_mm=2.0, column_mm=0.5)
UNKNOWN = Calibration("none")


def figures(kind: Kind, points: list[Point], calibration: Calibration = TALL, **more: Any) -> dict[str, float]:
    return {f.name: f.value for f in measure(kind, points, calibration, **more)}


def test_a_length_takes_rows_and_columns_each_at_their_own_size() -> None:
    """6 columns are 3 mm, 2 rows are 4 mm: the diagonal is 5 mm."""
    assert measure("length", [(1, 1), (7, 3)], TALL) == (Figure("length", 5.0, "mm"),)
    assert measure("length", [(1, 1), (7, 1)], TALL)[0].value == 3.0
    assert measure("length", [(1, 1), (1, 3)], TALL)[0].value == 4.0


def test_without_a_stated_size_a_length_is_in_pixels() -> None:
    assert measure("length", [(0, 0), (3, 4)], UNKNOWN) == (Figure("length", 5.0, PIXEL),)


def test_an_angle_is_taken_in_millimetres_not_in_pixels() -> None:
    """4 columns to the right and 1 row down are both 2 mm: 45 degrees, though 14 in pixels."""
    assert figures("angle", [(4, 0), (0, 0), (4, 1)])["angle"] == pytest.approx(45)
    assert figures("angle", [(4, 0), (0, 0), (4, 1)], UNKNOWN)["angle"] == pytest.approx(math.degrees(math.atan2(1, 4)))
    assert figures("angle", [(1, 0), (0, 0), (-1, 0)], UNKNOWN)["angle"] == pytest.approx(180)


def line_at(x: float, y: float, degrees: float, back: bool) -> list[Point]:
    dx, dy = 10 * math.cos(math.radians(degrees)), 10 * math.sin(math.radians(degrees))
    ends = [(x - dx, y - dy), (x + dx, y + dy)]
    return ends[::-1] if back else ends


@given(st.floats(-60, 60), st.floats(-60, 60), st.booleans(), st.booleans(), st.floats(0, 360))
def test_a_cobb_angle_does_not_depend_on_how_the_lines_are_drawn_nor_on_how_the_film_lies(
    upper: float, lower: float, back1: bool, back2: bool, film: float
) -> None:
    """Two end plates 100 above one another, tilted by ``upper`` and ``lower`` degrees; up to 120 between them."""
    points = [*line_at(0, -50, upper, back1), *line_at(0, 50, lower, back2)]
    c, s = math.cos(math.radians(film)), math.sin(math.radians(film))
    turned = [(c * x - s * y, s * x + c * y) for x, y in points]
    assert figures("cobb", turned, UNKNOWN)["angle"] == pytest.approx(abs(upper - lower), abs=1e-6)


def test_the_longer_of_two_diameters_is_the_long_axis_whichever_was_drawn_first() -> None:
    long, short = [(0.0, 0.0), (0.0, 10.0)], [(-4.0, 5.0), (4.0, 5.0)]
    wanted = {"long axis": 20.0, "short axis": 4.0}
    assert figures("bidirectional", [*long, *short]) == wanted == figures("bidirectional", [*short, *long])


@given(st.floats(0, 180))
def test_the_area_of_an_ellipse_holds_on_stretched_pixels(degrees: float) -> None:
    """A circle of 12 mm radius, its axes drawn at any angle, has an area of 452.39 mm2."""
    c, s = 12 * math.cos(math.radians(degrees)), 12 * math.sin(math.radians(degrees))
    ends = [(c, s), (-c, -s), (-s, c), (s, -c)]
    points = [(x / 0.5, y / 2.0) for x, y in ends]
    assert figures("ellipse", points)["area"] == pytest.approx(math.pi * 144)


def test_a_rectangle_and_a_triangle_have_the_areas_of_school() -> None:
    assert figures("rectangle", [(0, 0), (8, 0), (8, 3), (0, 3)])["area"] == pytest.approx(4 * 6)
    assert figures("polygon", [(0, 0), (8, 0), (0, 3)])["area"] == pytest.approx(4 * 6 / 2)
    assert measure("polygon", [(0, 0), (8, 0), (0, 3)], UNKNOWN)[0] == Figure("area", 12.0, "{pixel}2")


def test_a_volume_is_told_only_where_the_next_slice_is_known() -> None:
    box: list[Point] = [(0, 0), (8, 0), (8, 3), (0, 3)]
    assert "volume" not in figures("rectangle", box)
    deep = Calibration("patient", 2.0, 0.5, slice_mm=5.0)
    assert Figure("volume", 120.0, "mm3") in measure("rectangle", box, deep)


def test_statistics_are_of_the_pixels_whose_centre_lies_inside() -> None:
    """Columns 2 to 4, rows 1 to 2 of a table of tens and ones; n - 1 under the standard deviation."""
    values = (np.arange(6)[:, None] * 10 + np.arange(8)).astype(np.int16)
    found = figures("rectangle", [(1.6, 0.6), (4.4, 0.6), (4.4, 2.4), (1.6, 2.4)], values=values, unit="HU")
    taken = [12, 13, 14, 22, 23, 24]
    assert found["pixels"] == 6
    assert (found["minimum"], found["maximum"]) == (12, 24)
    assert found["mean"] == pytest.approx(np.mean(taken))
    assert found["sd"] == pytest.approx(np.std(taken, ddof=1))


def test_padding_and_what_is_no_number_stay_out_of_the_statistics() -> None:
    values = np.full((5, 5), 7.0, np.float32)
    values[1, 1], values[2, 2] = -2000, np.nan
    padding = values == -2000
    found = figures("rectangle", [(0, 0), (4.5, 0), (4.5, 4.5), (0, 4.5)], values=values, padding=padding)
    assert (found["pixels"], found["mean"], found["minimum"]) == (23, 7.0, 7.0)


def test_a_shape_off_the_image_has_no_statistics_but_its_size() -> None:
    found = figures("rectangle", [(90, 90), (94, 90), (94, 93), (90, 93)], values=np.zeros((5, 5), np.int16))
    assert found == {"area": pytest.approx(12.0), "pixels": 0.0}


def test_whole_values_do_not_overflow_in_a_sum() -> None:
    values = np.full((300, 300), 32000, np.int16)
    found = figures("rectangle", [(0, 0), (299.5, 0), (299.5, 299.5), (0, 299.5)], values=values)
    assert (found["mean"], found["sd"]) == (32000.0, 0.0)


@given(st.lists(st.tuples(st.integers(-3, 23), st.integers(-3, 23)), min_size=3, max_size=3, unique=True))
def test_the_pixels_of_a_triangle_are_those_on_the_inner_side_of_all_three_edges(corners: list[Any]) -> None:
    """Centres on an edge, which either side may claim, are left aside."""
    p = np.array(corners, np.float64) + np.array([1 / 3, 1 / 7])
    mask = inside("polygon", [(x, y) for x, y in p], (20, 20))
    y, x = np.mgrid[:20, :20]
    sides = [
        (b[0] - a[0]) * (y - a[1]) - (b[1] - a[1]) * (x - a[0]) for a, b in zip(p, np.roll(p, -1, axis=0), strict=True)
    ]
    wanted = np.all([s > 0 for s in sides], axis=0) | np.all([s < 0 for s in sides], axis=0)
    clear = np.all([np.abs(s) > 1e-9 for s in sides], axis=0)
    np.testing.assert_array_equal(mask[clear], wanted[clear])


@pytest.mark.parametrize("kind", ["ellipse", "polygon"])
def test_the_pixels_of_a_large_shape_fill_its_area(kind: Kind) -> None:
    """An independent count: within 0.5 % of the area worked out from the points."""
    ends: list[Point] = [(400.3, 250.2), (100.1, 250.7), (250.4, 90.5), (250.9, 420.1)]
    points = ends if kind == "ellipse" else [ends[0], ends[2], ends[1], ends[3]]
    area = area_of(kind, np.array(points, np.float64))
    assert inside(kind, points, (512, 512)).sum() == pytest.approx(area, rel=0.005)


def test_shapes_that_share_an_edge_share_no_pixel() -> None:
    left: list[Point] = [(0, 0), (5, 0), (5, 9), (0, 9)]
    right: list[Point] = [(5, 0), (9, 0), (9, 9), (5, 9)]
    both = inside("rectangle", left, (9, 9)).astype(int) + inside("rectangle", right, (9, 9))
    assert (both == 1).sum() == 81
    assert both.max() == 1


@pytest.mark.parametrize(("place", "wanted"), [((2.4, 1.4), 12), ((2.6, 1.5), 23), ((-0.5, -0.5), 0)])
def test_a_probe_reads_the_pixel_it_lies_on(place: Point, wanted: float) -> None:
    values = (np.arange(6)[:, None] * 10 + np.arange(8)).astype(np.int16)
    assert measure("probe", [place], TALL, values, "HU") == (Figure("value", wanted, "HU"),)


def test_a_probe_beside_the_image_or_on_padding_reads_nothing() -> None:
    values = np.zeros((4, 4), np.int16)
    assert measure("probe", [(-0.6, 0)], TALL, values) == ()
    assert measure("probe", [(0, 3.5)], TALL, values) == ()
    assert measure("probe", [(1, 1)], TALL, values, padding=np.ones((4, 4), np.bool_)) == ()


@pytest.mark.parametrize("kind", KINDS)
def test_too_few_points_are_told(kind: Kind) -> None:
    with pytest.raises(WorkstationError, match="Draw it again"):
        measure(kind, [], TALL)


def test_a_point_that_is_no_number_is_told() -> None:
    with pytest.raises(WorkstationError, match="no place"):
        measure("length", [(0, 0), (math.nan, 1)], TALL)
