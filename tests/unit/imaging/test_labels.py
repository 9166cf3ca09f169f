"""The letters at the edges follow the patient, whatever is done to the picture."""

from __future__ import annotations

import itertools

import numpy as np
import pytest

from app.domain.study import FrameHeader
from app.domain.volume import Certificate, Geometry, Volume
from app.imaging.labels import edges, letters, opposite, orientation_of
from app.imaging.render import View, render


def a_geometry(row: tuple[float, ...], column: tuple[float, ...]) -> Geometry:
    affine = np.eye(4)
    affine[:3, 0], affine[:3, 1], affine[:3, 2] = row, column, np.cross(row, column)
    return Geometry(affine)


AXIAL = a_geometry((1, 0, 0), (0, 1, 0))
SAGITTAL = a_geometry((0, 1, 0), (0, 0, -1))
CORONAL = a_geometry((1, 0, 0), (0, 0, -1))


@pytest.mark.parametrize(
    ("geometry", "expected"),
    [(AXIAL, ("R", "L", "A", "P")), (SAGITTAL, ("A", "P", "H", "F")), (CORONAL, ("R", "L", "H", "F"))],
)
def test_the_three_planes(geometry: Geometry, expected: tuple[str, ...]) -> None:
    assert edges(geometry) == expected


def test_an_oblique_plane_has_two_letters_the_stronger_first() -> None:
    assert letters(np.array([0.8, 0.6, 0.0])) == "LP"
    assert letters(np.array([0.6, 0.0, -0.8])) == "FL"
    assert letters(np.array([0.99, 0.1, 0.0])) == "L"
    assert opposite("FL") == "HR"


def test_patient_orientation_serves_where_there_is_no_geometry() -> None:
    assert edges(None, ("P", "F")) == ("A", "P", "H", "F")
    assert edges(None, ("A\\X", "FR")) == ("P", "A", "HL", "FR")
    assert edges(None, ()) == ("", "", "", "")
    assert edges(None, ("L",)) == ("", "", "", "")


def test_directions_of_a_frame_go_before_what_is_stated() -> None:
    assert orientation_of(FrameHeader(0, orientation=(1, 0, 0, 0, 1, 0)), ("R", "H")) == ("L", "P")
    assert orientation_of(FrameHeader(0), ("R", "H")) == ("R", "H")


@pytest.mark.parametrize(("turns", "flip_h", "flip_v"), list(itertools.product(range(4), (False, True), (False, True))))
def test_letters_move_with_the_pixels(turns: int, flip_h: bool, flip_v: bool) -> None:
    """The picture's edges are painted with a value each; wherever a value goes, its letter must be."""
    value_of = {"R": 50, "L": 100, "A": 150, "P": 200}
    picture = np.zeros((9, 9), np.int16)
    picture[1:-1, 0], picture[1:-1, -1], picture[0, 1:-1], picture[-1, 1:-1] = 50, 100, 150, 200
    volume = Volume(picture[np.newaxis], AXIAL, "", Certificate("single"))
    view = View(0, None, 127.5, 255.0, "LINEAR_EXACT", quarter_turns=turns, flip_h=flip_h, flip_v=flip_v)
    shown = render(volume, view)
    found = (shown[4, 0], shown[4, -1], shown[0, 4], shown[-1, 4])
    assert tuple(value_of[s] for s in edges(AXIAL, (), turns, flip_h, flip_v)) == found
