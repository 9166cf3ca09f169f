"""Sizes, the magnifier, the window from a rectangle, words, cine: what the hands do to one picture."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from app.domain.measurement import Calibration
from app.imaging import labels
from app.services.settings import Preferences
from app.services.viewing import OpenedSet
from app.ui.screens import screen_of
from app.ui.viewer import corners
from app.ui.viewer.commands import COMMANDS
from app.ui.viewer.state import ViewState, fit_scale, screen_at
from app.ui.viewer.view import View

LEFT = Qt.MouseButton.LeftButton


@pytest.fixture
def view(chest: View) -> View:
    return chest


def shown(view: View) -> tuple[OpenedSet, ViewState]:
    assert view.active.opened is not None
    assert view.active.state is not None
    return view.active.opened, view.active.state


def at(view: View, column: float, row: float) -> QPoint:
    x, y = screen_at(shown(view)[1], view.active.canvas.image_size, (column, row))
    return QPoint(round(x), round(y))


def test_a_millimetre_is_a_millimetre_once_the_screen_was_measured(view: View, qtbot: QtBot) -> None:
    ws = view._ws
    measured = Preferences(screens=((screen_of(view).key, 0.25),))
    ws.settings.write(ws.principal, measured)
    QTest.keyClick(view.active.canvas, Qt.Key.Key_R, Qt.KeyboardModifier.ShiftModifier)
    qtbot.waitUntil(lambda: view._shell.is_idle, timeout=10_000)
    opened, state = shown(view)
    mm = opened.shown.spacing_mm[2]
    assert mm is not None
    scale = fit_scale(state, view.active.canvas.image_size) * state.zoom
    assert scale * 0.25 == pytest.approx(mm, rel=1e-3)
    assert [line.text for line in view.active.canvas._true_size[1]] == [
        "True size · screen measured by hand",
        "Millimetres in the patient (Pixel Spacing)",
    ]


def test_a_screen_that_was_not_measured_is_taken_at_its_word_and_said_to_be(view: View, qtbot: QtBot) -> None:
    view.do("true size")
    qtbot.waitUntil(lambda: view._shell.is_idle, timeout=10_000)
    # the offscreen platform states 100 dots to the inch
    assert view.active.canvas._true_size[1][0].text == "True size · screen as it states itself"
    view.do("larger")
    lines = view.active.canvas._true_size
    assert fit_scale(shown(view)[1], view.active.canvas.image_size) * shown(view)[1].zoom != pytest.approx(lines[0])


def test_true_size_is_not_offered_without_a_calibration(view: View) -> None:
    opened, state = shown(view)
    view.active.opened = replace(opened, scales=(Calibration("none"),) * state.slices)
    view.bar.enable_for(view.active)
    button = view.bar.buttons["true size"]
    assert not button.isEnabled()
    assert "states no size" in button.toolTip()


def test_the_magnifier_shows_more_of_the_image_while_it_is_held(view: View) -> None:
    view.do("magnify")
    canvas = view.active.canvas
    before = canvas.grab().toImage()
    middle = canvas.rect().center()
    QTest.mousePress(canvas, LEFT, pos=middle)
    held = canvas.grab().toImage()
    assert held != before
    assert canvas._lens.at == middle
    QTest.mouseRelease(canvas, LEFT, pos=middle)
    assert canvas.grab().toImage() == before


def test_a_rectangle_makes_a_window_of_its_first_to_99th_percentile(view: View) -> None:
    opened, state = shown(view)
    view.do("window box")
    canvas = view.active.canvas
    QTest.mousePress(canvas, LEFT, pos=at(view, 30, 30))
    QTest.mouseMove(canvas, at(view, 45, 50))
    QTest.mouseMove(canvas, at(view, 60, 70))
    QTest.mouseRelease(canvas, LEFT, pos=at(view, 60, 70))
    values = opened.volume.voxels[state.slice_index]
    # the hand is not finer than a screen pixel: edges may fall one pixel apart
    low, high = np.percentile(values[30:71, 30:61], (1, 99))
    changed = shown(view)[1]
    assert changed.centre == pytest.approx((low + high) / 2, abs=15)
    assert changed.width == pytest.approx(high - low, abs=25)
    assert changed.tool == "window box"


def test_words_come_in_three_states_and_identity_and_warnings_stay(view: View) -> None:
    opened, _ = shown(view)
    lossy = replace(opened, lossy=True)
    seen = []
    for _ in range(3):
        state = shown(view)[1]
        how = [line.text for line in corners.how(lossy, state, view.active.offered, (800, 600))]
        where = [line.text for line in corners.where(opened, state)]
        seen.append((state.words, any("Slice" in text for text in where), any("W " in text for text in how)))
        assert any("Lossy" in text for text in how)
        assert any("Zoom" in text for text in how)
        QTest.keyClick(view.active.canvas, Qt.Key.Key_T)
    assert seen == [("all", True, True), ("few", True, True), ("who", False, False)]
    assert shown(view)[1].words == "all"


def test_the_scale_says_whether_pixels_are_reduced_or_made_between(view: View) -> None:
    _, state = shown(view)
    size = (800, 600)
    said = {
        scale: corners.scale_line(state.scaled(scale, size), size, 1.0).text.partition(" · ")[2]
        for scale in (0.5, 1.0, 3.0)
    }
    assert said == {0.5: "reduced", 1.0: "", 3.0: "interpolated"}
    assert "interpolated" not in corners.scale_line(state.scaled(3.0, size).smoothed(False), size, 1.0).text
    # on a screen of two pixels to one of Qt's
    assert "interpolated" in corners.scale_line(state.scaled(1.0, size), size, 2.0).text


def test_squares_are_painted_where_smoothing_is_off(view: View) -> None:
    view.active.step_by(lambda state: state.zoomed(8))
    smooth = view.active.canvas.pixels()
    QTest.keyClick(view.active.canvas, Qt.Key.Key_I, Qt.KeyboardModifier.ShiftModifier)
    squares = view.active.canvas.pixels()
    assert smooth is not None
    assert squares is not None
    assert len(np.unique(squares[300])) < len(np.unique(smooth[300]))


def test_letters_follow_turns_and_flips(view: View) -> None:
    opened, _ = shown(view)

    def letters() -> labels.Edges:
        state = shown(view)[1]
        return labels.edges(
            opened.volume.geometry, opened.patient_orientation, state.quarter_turns, state.flip_h, state.flip_v
        )

    assert letters() == ("R", "L", "A", "P")
    view.do("turn")
    assert letters() == ("P", "A", "R", "L")
    view.do("flip h")
    assert letters() == ("A", "P", "R", "L")
    view.do("flip v")
    assert letters() == ("A", "P", "L", "R")


def test_a_cine_says_its_pace_and_an_arrow_stops_it(view: View, qtbot: QtBot) -> None:
    QTest.keyClick(view.active.canvas, Qt.Key.Key_Space)
    qtbot.waitUntil(lambda: bool(view.active.canvas._notes), timeout=5_000)
    notes = [line.text for line in view.active.canvas._notes]
    assert notes[0] == "Cine 15 images a second"
    QTest.keyClick(view.active.canvas, Qt.Key.Key_Right, Qt.KeyboardModifier.ShiftModifier)
    assert view.active.player.speed == 1.25
    QTest.keyClick(view.active.canvas, Qt.Key.Key_Right)
    assert not view.active.player.is_playing
    assert not shown(view)[1].is_playing
    assert view.active.canvas._notes == ()


def test_frames_that_come_too_late_are_left_out_and_counted(view: View, qtbot: QtBot) -> None:
    view.active.toggle_cine()
    QTest.qSleep(400)  # something holds the window up for six frames
    qtbot.waitUntil(lambda: view.active.player.dropped >= 4, timeout=5_000)
    assert any("left out" in line.text for line in view.active.canvas._notes)
    view.active.toggle_cine()


def test_buttons_without_room_stand_in_a_menu(view: View) -> None:
    view.resize(860, 700)
    hidden = [name for name, button in view.bar.buttons.items() if button.isHidden()]
    assert "attributes" in hidden
    assert view.bar._row.minimumSize().width() <= view.bar.width()
    view.bar._fill_more()
    menu = "\n".join(act.text() for act in view.bar._more_menu.actions())
    words = {command.name: str(command.words) for command in COMMANDS}
    assert all(words[name] in menu for name in (*hidden, "tie", "smooth"))
    assert words["window"] not in menu
    view.resize(1900, 700)
    assert not any(button.isHidden() for button in view.bar.buttons.values())


def test_a_key_that_cannot_be_obeyed_says_why(view: View, qtbot: QtBot) -> None:
    view.active.toggle_planes()
    qtbot.waitUntil(lambda: view.active.shows_planes and view._shell.is_idle, timeout=30_000)
    view.do("magnify")
    assert view._probe.text() == "Planes are shown; go back to the images first."


def test_every_command_does_something(view: View) -> None:
    assert set(view._deeds) >= {command.name for command in COMMANDS}
    assert {command.name for command in COMMANDS} >= set(view._deeds)
