"""Which slice follows which."""

from __future__ import annotations

import numpy as np

from app.imaging.places import SlicePlace
from app.ui.viewer.links import Stack, follow


def a_stack(start: float, step: float, count: int, frame: str = "1.2", down: float = 1.0) -> list[SlicePlace | None]:
    """Axial slices of 10 x 10 pixels of 1 mm, ``step`` mm apart; ``down`` -1 looks at them from the other side."""
    right = np.array([1.0, 0.0, 0.0])
    return [
        SlicePlace(np.array([0.0, 0.0, start + step * k]), right, np.array([0.0, down, 0.0]), (10, 10), frame)
        for k in range(count)
    ]


def test_within_one_frame_of_reference_the_slice_at_the_same_place_follows() -> None:
    thin, thick = a_stack(0, 1, 50), a_stack(-10, 5, 12)
    # z = 12 lies nearest to -10 + 5 * 4 = 10
    assert follow(Stack(thin, 12), Stack(thick, 0)) == 4
    assert follow(Stack(thin, 13), Stack(thick, 0)) == 5
    assert follow(Stack(thick, 4), Stack(thin, 0)) == 10
    # beyond the end the last one stays
    assert follow(Stack(thin, 49), Stack(thick, 0)) == 11


def test_slices_across_do_not_follow() -> None:
    coronal = [
        SlicePlace(np.array([0.0, y, 0.0]), np.array([1.0, 0.0, 0.0]), np.array([0.0, 0.0, -1.0]), (10, 10), "1.2")
        for y in range(10)
    ]
    assert follow(Stack(a_stack(0, 1, 10), 4), Stack(coronal, 0)) is None


def test_other_frames_of_reference_follow_only_where_a_person_tied_them() -> None:
    now, before = a_stack(0, 2, 40), a_stack(1000, 5, 20, frame="9.9")
    assert follow(Stack(now, 10), Stack(before, 3)) is None
    # tied at slices 10 and 3; 5 slices of 2 mm on are 2 slices of 5 mm
    assert follow(Stack(now, 15, tied_at=10), Stack(before, 3, tied_at=3)) == 5
    assert follow(Stack(now, 5, tied_at=10), Stack(before, 3, tied_at=3)) == 1
    assert follow(Stack(before, 5, tied_at=3), Stack(now, 10, tied_at=10)) == 15


def test_a_stack_stored_the_other_way_round_follows_through_the_body() -> None:
    now = a_stack(0, 2, 40)
    # feet first: slice 0 is the highest, and they are seen from the other side
    before = a_stack(1000, -2, 40, frame="9.9", down=-1.0)
    assert follow(Stack(now, 12, tied_at=10), Stack(before, 20, tied_at=20)) == 18


def test_pictures_without_a_place_follow_by_their_number() -> None:
    nowhere: list[SlicePlace | None] = [None] * 10
    assert follow(Stack(nowhere, 4, tied_at=2), Stack(nowhere, 0, tied_at=5)) == 7
    assert follow(Stack(nowhere, 9, tied_at=2), Stack(nowhere, 0, tied_at=5)) == 9
    assert follow(Stack(nowhere, 4), Stack(nowhere, 0)) is None
