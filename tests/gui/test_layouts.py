"""Several viewports in the room: laid out, filled, chosen, shown alone."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QMimeData, QPoint, QPointF, Qt
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from app.domain.patient import Patient
from app.ui.series_strip import SERIES_FORMAT
from app.ui.viewer.view import View
from app.ui.viewer.viewport import Viewport
from tests.gui.conftest import series_of

# a popup on the offscreen platform
offscreen = pytest.mark.qt_log_ignore("This plugin does not support")
LEFT = Qt.MouseButton.LeftButton


@pytest.fixture
def view(chest: View) -> View:
    return chest


def fall_on(viewport: Viewport, series: str) -> None:
    """A card is let fall on a viewport."""
    held = QMimeData()
    held.setData(SERIES_FORMAT, series.encode())
    middle = QPointF(viewport.rect().center())
    keys, copy = Qt.KeyboardModifier.NoModifier, Qt.DropAction.CopyAction
    QApplication.sendEvent(viewport, QDragEnterEvent(middle.toPoint(), copy, held, LEFT, keys))
    QApplication.sendEvent(viewport, QDropEvent(middle, copy, held, LEFT, keys))


@pytest.mark.parametrize(("rows", "columns"), [(1, 1), (1, 2), (2, 2), (3, 4), (4, 4)])
def test_viewports_stand_in_rows_and_columns(view: View, rows: int, columns: int) -> None:
    view.lay(rows, columns)
    QApplication.processEvents()
    assert len(view.grid.viewports) == rows * columns
    tops = {one.geometry().top() for one in view.grid.viewports}
    lefts = {one.geometry().left() for one in view.grid.viewports}
    assert (len(tops), len(lefts)) == (rows, columns)
    assert all(one.isVisible() for one in view.grid.viewports)
    assert view.active.opened is not None


@offscreen
def test_the_small_grid_is_walked_with_the_arrows(view: View) -> None:
    QTest.keyClick(view.active.canvas, Qt.Key.Key_F2)
    picker = view._picker
    assert picker.isVisible()
    for key in (Qt.Key.Key_Down, Qt.Key.Key_Right, Qt.Key.Key_Right, Qt.Key.Key_Return):
        QTest.keyClick(picker, key)
    assert (view.grid.rows, view.grid.columns) == (2, 3)
    assert not picker.isVisible()


@offscreen
def test_the_small_grid_is_chosen_with_the_pointer(view: View) -> None:
    view.do("layout")
    picker = view._picker
    place = QPoint(8 + 3 * picker._cell + 4, 8 + picker._cell + 4)
    QTest.mouseMove(picker, place)
    QTest.mouseClick(picker, LEFT, pos=place)
    assert (view.grid.rows, view.grid.columns) == (2, 4)


def test_a_series_falls_on_a_viewport_and_the_layout_stays(view: View, qtbot: QtBot) -> None:
    QTest.keyClick(view.active.canvas, Qt.Key.Key_4, Qt.KeyboardModifier.AltModifier)
    first, _, third, _ = view.grid.viewports
    series = first.asked
    fall_on(third, series)
    qtbot.waitUntil(lambda: third.opened is not None and view._shell.is_idle, timeout=30_000)
    assert view.active is third
    assert first.opened is not None
    assert (view.grid.rows, view.grid.columns) == (2, 2)


def test_the_viewport_that_is_pressed_is_framed_and_takes_the_keys(view: View, qtbot: QtBot) -> None:
    view.lay(1, 2)
    first, second = view.grid.viewports
    fall_on(second, first.asked)
    qtbot.waitUntil(lambda: second.opened is not None and view._shell.is_idle, timeout=30_000)
    QTest.mouseClick(first.canvas, LEFT, pos=first.canvas.rect().center())
    assert view.active is first
    accent = view._shell.theme.colour("accent")
    around = view.grid.grab().toImage()
    edges = [around.pixelColor(one.geometry().left() - 1, one.geometry().center().y()) for one in (first, second)]
    assert [colour == accent for colour in edges] == [True, False]
    assert first.state is not None
    assert second.state is not None
    before = first.state.invert, second.state.invert
    QTest.keyClick(first.canvas, Qt.Key.Key_I)
    assert (first.state.invert, second.state.invert) == (not before[0], before[1])
    QTest.keyClick(first.canvas, Qt.Key.Key_Period)
    assert view.active is second


def test_a_double_click_shows_one_alone_and_all_again(view: View) -> None:
    view.lay(2, 2)
    canvas = view.active.canvas
    QTest.mouseDClick(canvas, LEFT, pos=canvas.rect().center())
    assert [one.isVisible() for one in view.grid.viewports].count(True) == 1
    assert view.active.isVisible()
    QTest.mouseDClick(canvas, LEFT, pos=canvas.rect().center())
    assert all(one.isVisible() for one in view.grid.viewports)
    QTest.keyClick(canvas, Qt.Key.Key_F, Qt.KeyboardModifier.ShiftModifier)
    assert view.grid.is_maximised


def test_fewer_viewports_keep_the_one_in_hand(view: View, qtbot: QtBot) -> None:
    view.lay(2, 2)
    last = view.grid.viewports[-1]
    fall_on(last, view.grid.viewports[0].asked)
    qtbot.waitUntil(lambda: last.opened is not None and view._shell.is_idle, timeout=30_000)
    view.lay(1, 1)
    assert view.grid.viewports == [last]
    assert last.opened is not None


def test_a_tool_once_taken_is_in_the_hand_everywhere(view: View, qtbot: QtBot) -> None:
    view.lay(1, 2)
    view.do("zoom")
    second = view.grid.viewports[1]
    fall_on(second, view.grid.viewports[0].asked)
    qtbot.waitUntil(lambda: second.opened is not None and view._shell.is_idle, timeout=30_000)
    assert second.state is not None
    assert second.state.tool == "zoom"


def test_another_patient_empties_every_viewport(view: View, qtbot: QtBot) -> None:
    view.lay(1, 2)
    fall_on(view.grid.viewports[1], view.grid.viewports[0].asked)
    qtbot.waitUntil(lambda: view.active.opened is not None and view._shell.is_idle, timeout=30_000)
    view._shell.set_patient(Patient("someone", "X", "Else^Someone", None, "O"))
    assert [one.opened for one in view.grid.viewports] == [None, None]
    assert view._pages.currentIndex() == 0


def test_a_series_of_another_patient_empties_the_others(view: View, qtbot: QtBot) -> None:
    view.lay(1, 2)
    first, second = view.grid.viewports
    fall_on(second, series_of(view._ws, "H-200"))
    qtbot.waitUntil(lambda: second.opened is not None and view._shell.is_idle, timeout=30_000)
    assert first.opened is None
    assert view._pages.currentIndex() == 1
