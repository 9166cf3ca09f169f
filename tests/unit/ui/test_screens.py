"""What is believed of a screen's size."""

from __future__ import annotations

import pytest

from app.ui.screens import Screen, pitch_by_card, pitch_of

GOOD = Screen("EV2495", (1920, 1200), (518.4, 324.0))


def test_a_screen_that_states_square_pixels_is_believed() -> None:
    pitch = pitch_of(GOOD, ())
    assert pitch is not None
    assert pitch.mm == pytest.approx(0.27)
    assert "states" in str(pitch.source)


@pytest.mark.parametrize(
    "screen",
    [
        Screen("none", (1920, 1080), (0.0, 0.0)),
        Screen("projector", (1920, 1080), (160.0, 160.0)),
        Screen("96 dots to the inch", (1920, 1080), (508.0, 285.75)),
        Screen("a wall", (1920, 1080), (3000.0, 1687.0)),
    ],
)
def test_a_screen_that_cannot_be_believed_has_no_size(screen: Screen) -> None:
    assert pitch_of(screen, ()) is None


def test_what_a_person_measured_comes_first_and_holds_for_that_screen_alone() -> None:
    measured = ((GOOD.key, 0.25),)
    pitch = pitch_of(GOOD, measured)
    assert pitch is not None
    assert pitch.mm == 0.25
    assert "by hand" in str(pitch.source)
    other = pitch_of(Screen("EV2495", (1280, 800), (518.4, 324.0)), measured)
    assert other is not None
    assert other.mm == pytest.approx(0.405)


def test_a_bank_card_over_342_pixels_makes_a_quarter_of_a_millimetre() -> None:
    assert pitch_by_card(342.4) == pytest.approx(0.25)
