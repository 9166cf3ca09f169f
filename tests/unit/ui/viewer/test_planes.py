"""Three planes meet in the cursor, keep it while they turn, and stay within the volume."""

from __future__ import annotations

import numpy as np
import pytest

from app.domain.volume import Certificate, Geometry, Volume
from app.imaging.reslice import Direction, Reslicer
from app.ui.viewer.planes import DIRECTIONS, Planes, through_middle


def block() -> Volume:
    """Voxels of 1 x 1 x 2 mm whose value is 100 k + 10 j + i at the voxel (k, j, i)."""
    k, j, i = np.indices((6, 8, 10))
    affine = np.diag([1.0, 1.0, 2.0, 1.0])
    affine[:3, 3] = [-20, 30, 100]
    return Volume((100 * k + 10 * j + i).astype(np.float32), Geometry(affine), "", Certificate("regular"))


def value_at_cursor(planes: Planes, direction: Direction) -> float:
    cut = planes.cut(Reslicer(planes.volume), direction)
    r, c, away = planes.plane(direction).pixel(planes.cursor)
    assert away == pytest.approx(0)
    return float(cut.voxels[0, round(r), round(c)])


def at_voxel(k: int, j: int, i: int) -> Planes:
    volume = block()
    assert volume.geometry is not None
    return through_middle(volume).moved((volume.geometry.affine @ [i, j, k, 1])[:3])


@pytest.mark.parametrize("direction", DIRECTIONS)
def test_every_plane_shows_the_voxel_the_cursor_is_on(direction: Direction) -> None:
    assert value_at_cursor(at_voxel(2, 3, 4), direction) == pytest.approx(234, abs=0.6 * 50)
    exact = {"axial": 234, "coronal": None, "sagittal": None}[direction]
    if exact is not None:
        assert value_at_cursor(at_voxel(2, 3, 4), direction) == pytest.approx(exact)


@pytest.mark.parametrize(
    ("direction", "wanted"), [("axial", (0, 0, 1)), ("coronal", (0, -1, 0)), ("sagittal", (1, 0, 0))]
)
def test_scrolling_steps_from_voxel_to_voxel(direction: Direction, wanted: tuple[int, int, int]) -> None:
    """Away from the person who looks: an axial plane from the feet goes to the head."""
    planes = at_voxel(2, 3, 4)
    moved = planes.scrolled(direction, 1)
    step = np.array(wanted) * (1.0, 1.0, 2.0)
    assert np.abs(moved.cursor - planes.cursor) == pytest.approx(np.abs(step))


def test_the_cursor_never_leaves_the_volume() -> None:
    planes = at_voxel(0, 0, 0).moved(np.array([1e6, -1e6, 1e6]))
    assert planes.cursor == pytest.approx([-11, 30, 110])
    assert planes.scrolled("axial", 99).cursor[2] == pytest.approx(110)


@pytest.mark.parametrize("turning", DIRECTIONS)
def test_turning_keeps_the_cursor_on_all_planes_and_the_own_plane_where_it_is(turning: Direction) -> None:
    planes = at_voxel(2, 3, 4)
    turned = planes.turned(turning, 25)
    for direction in DIRECTIONS:
        assert turned.plane(direction).pixel(planes.cursor)[2] == pytest.approx(0)
        angle = float(planes.plane(direction).normal @ turned.plane(direction).normal)
        wanted = 1.0 if direction == turning else np.cos(np.radians(25))
        assert angle == pytest.approx(wanted)
    assert turned.is_turned
    assert not turned.straight().is_turned


def test_the_lines_of_straight_planes_are_upright_and_level() -> None:
    planes = at_voxel(2, 3, 4)
    assert np.abs(planes.line("axial", "sagittal")) == pytest.approx([0, 1])
    assert np.abs(planes.line("axial", "coronal")) == pytest.approx([1, 0])


def test_a_line_turns_as_the_hand_does_and_the_own_picture_stays() -> None:
    """Turned 30 degrees clockwise on the axial picture (x to the right, y down), the coronal line lies so."""
    before = at_voxel(2, 3, 4)
    after = before.turned("axial", 30)
    dx, dy = after.line("axial", "coronal")
    assert np.degrees(np.arctan2(dy, dx)) % 180 == pytest.approx(30)
    assert [after.is_oblique(direction) for direction in DIRECTIONS] == [False, True, True]
    np.testing.assert_allclose(after.plane("axial").right, before.plane("axial").right, atol=1e-12)
    np.testing.assert_allclose(after.plane("axial").origin, before.plane("axial").origin, atol=1e-9)


def test_a_plane_turned_by_ninety_degrees_still_has_rows() -> None:
    plane = at_voxel(2, 3, 4).turned("axial", 90).plane("coronal")
    assert np.abs(plane.normal) == pytest.approx([1, 0, 0])
    assert np.linalg.norm(plane.right) == pytest.approx(1)
    assert float(plane.right @ plane.normal) == pytest.approx(0)
