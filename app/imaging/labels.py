"""Orientation letters: which way of the patient each edge of the picture faces. Never guessed."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from app.domain.study import FrameHeader
from app.domain.volume import Geometry

# LPS: x runs to the patient's left, y to the back, z to the head
_LETTERS = (("L", "R"), ("P", "A"), ("H", "F"))
_OPPOSITE = {"L": "R", "R": "L", "A": "P", "P": "A", "H": "F", "F": "H"}
# a direction leaning less than ten degrees into another axis is called by its own alone
_LEAST = 0.17

Edges = tuple[str, str, str, str]


def edges(
    geometry: Geometry | None,
    patient_orientation: tuple[str, ...] = (),
    quarter_turns: int = 0,
    flip_h: bool = False,
    flip_v: bool = False,
) -> Edges:
    """Letters for (left, right, top, bottom) of the picture as it is shown; "" where the file does not say.

    Turned clockwise first, then flipped, as ``render.View`` does.
    """
    right, bottom = _own(geometry, patient_orientation)
    around = [opposite(bottom), right, bottom, opposite(right)]  # top, right, bottom, left: clockwise
    turns = quarter_turns % 4
    top, right, bottom, left = around[-turns:] + around[:-turns] if turns else around
    if flip_h:
        left, right = right, left
    if flip_v:
        top, bottom = bottom, top
    return left, right, top, bottom


def orientation_of(header: FrameHeader, stated: tuple[str, ...]) -> tuple[str, ...]:
    """(right, bottom) as letters: from the direction cosines of a frame, else what PatientOrientation states.

    For frames that have a direction but no common geometry (uneven slices, a mosaic).
    """
    if header.orientation is None:
        return stated
    cosines = np.array(header.orientation)
    return letters(cosines[:3]), letters(cosines[3:])


def letters(direction: NDArray[np.float64]) -> str:
    """The letters of a direction in the patient (3,), the strongest first: (1, 0, 0) is L."""
    length = float(np.linalg.norm(direction))
    if length == 0:
        return ""
    unit = direction / length
    strong = sorted((axis for axis in range(3) if abs(unit[axis]) > _LEAST), key=lambda axis: -abs(unit[axis]))
    return "".join(_LETTERS[axis][0 if unit[axis] > 0 else 1] for axis in strong)


def opposite(said: str) -> str:
    """The other way: AL becomes PR; what is no direction is not turned round and is left out."""
    return "".join(_OPPOSITE.get(letter, "") for letter in said)


def _own(geometry: Geometry | None, patient_orientation: tuple[str, ...]) -> tuple[str, str]:
    """(right, bottom) edge of the picture as stored."""
    if geometry is not None:
        return letters(geometry.affine[:3, 0]), letters(geometry.affine[:3, 1])
    if len(patient_orientation) == 2:
        # PS3.3 C.7.6.1.1.1: the direction of the rows, to the right, then of the columns, downwards
        right, bottom = ("".join(c for c in said.upper() if c in _OPPOSITE) for said in patient_orientation)
        return right, bottom
    return "", ""
