"""Planes through a volume in the window: three pictures, one cursor."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from app.ui.room import Shell
from app.ui.viewer.planes import DIRECTIONS, Planes
from app.ui.viewer.view import View
from tests.gui.conftest import series_of

LEFT = Qt.MouseButton.LeftButton


@pytest.fixture
def view(chest: View, library_shell: Shell, qtbot: QtBot) -> View:
    chest.bar.buttons["planes"].click()
    qtbot.waitUntil(lambda: chest.active.mpr.is_open_on is not None and library_shell.is_idle, timeout=30_000)
    return chest


def planes(view: View) -> Planes:
    assert view.active.mpr.planes is not None
    return view.active.mpr.planes


def test_three_planes_are_painted(view: View) -> None:
    for direction in DIRECTIONS:
        pixels = view.active.mpr.panes[direction].pixels()
        assert pixels is not None
        assert pixels.max() > 150
        assert pixels.std() > 10


def test_the_cross_is_dragged_and_every_plane_follows(view: View) -> None:
    pane, before = view.active.mpr.panes["axial"], planes(view)
    x, y = pane._cursor()
    start, end = QPoint(round(x), round(y)), QPoint(round(x) + 60, round(y) - 40)
    QTest.mousePress(pane, LEFT, Qt.KeyboardModifier.NoModifier, start)
    QTest.mouseMove(pane, end)
    QTest.mouseRelease(pane, LEFT, Qt.KeyboardModifier.NoModifier, end)
    moved = planes(view).cursor - before.cursor
    mm = 60 / pane._per_mm()
    assert moved == pytest.approx([mm, -mm * 40 / 60, 0], abs=2 / pane._per_mm())


def test_a_line_far_out_turns_the_other_planes(view: View) -> None:
    pane = view.active.mpr.panes["axial"]
    x, y = pane._cursor()
    start, end = QPoint(round(x) + 150, round(y)), QPoint(round(x) + 150, round(y) + 40)
    assert pane.hold_at(start) == "turn"
    QTest.mousePress(pane, LEFT, Qt.KeyboardModifier.NoModifier, start)
    QTest.mouseMove(pane, end)
    QTest.mouseRelease(pane, LEFT, Qt.KeyboardModifier.NoModifier, end)
    assert planes(view).is_turned
    normal = planes(view).plane("coronal").normal
    angle = np.degrees(np.arccos(abs(normal[1])))
    assert angle == pytest.approx(np.degrees(np.arctan2(40, 150)), abs=1)
    view.active.mpr._straighten()
    assert not planes(view).is_turned


def test_a_thick_slab_shows_the_brightest_of_it(view: View) -> None:
    pane = view.active.mpr.panes["coronal"]
    assert pane._cut is not None
    thin: Any = pane._cut.voxels
    view.active.mpr._thickness.setCurrentIndex(view.active.mpr._thickness.findData(40.0))
    view.active.mpr._thicken(0)
    assert pane._cut.voxels.shape == thin.shape
    thick: Any = pane._cut.voxels
    assert (thick >= thin - 1).mean() > 0.99
    assert thick.mean() > thin.mean()


def test_windows_hold_for_all_planes(view: View) -> None:
    view._choose_digit("2")
    assert view.active.state is not None
    for pane in view.active.mpr.panes.values():
        assert pane._state is not None
        assert (
            (pane._state.centre, pane._state.width)
            == (view.active.state.centre, view.active.state.width)
            == (-600.0, 1500.0)
        )


def test_what_planes_cannot_do_says_so_and_the_images_come_back(view: View) -> None:
    turn = view.bar.buttons["turn"]
    assert not turn.isEnabled()
    assert "Planes are shown" in turn.toolTip()
    assert view.bar.measure.isEnabled()
    view.bar.buttons["planes"].click()
    assert view.active.mpr.is_open_on is None
    assert turn.isEnabled()
    assert not view.active.shows_documents


def test_another_series_closes_the_planes(view: View, qtbot: QtBot) -> None:
    view._shell.open_series(series_of(view._ws, "T-100"))
    assert view.active.mpr.is_open_on is None
    assert view.active.mpr.panes["axial"].pixels() is None
    qtbot.waitUntil(lambda: view.active.opened is not None and view._shell.is_idle, timeout=30_000)
