"""Measuring on planes through a volume: drawn with the hand, kept, listed, gone back to, moved and undone."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import numpy as np
import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from app.domain.measurement import Direction, Measurement
from app.services.workstation import Workstation
from app.ui.room import Shell
from app.ui.viewer.mpr import Pane
from app.ui.viewer.state import screen_at
from app.ui.viewer.view import View
from tests.gui.conftest import series_of

LEFT = Qt.MouseButton.LeftButton


@pytest.fixture
def view(library: Workstation, library_shell: Shell, qtbot: QtBot) -> Iterator[View]:
    made = View(library, library_shell)
    made.resize(1400, 850)
    qtbot.addWidget(made)
    made.show()
    library_shell.open_series(series_of(library, "T-100"))
    qtbot.waitUntil(lambda: made.active.opened is not None and library_shell.is_idle, timeout=30_000)
    made.do("planes")
    qtbot.waitUntil(lambda: made.active.shows_planes and library_shell.is_idle, timeout=30_000)
    yield made
    settle(made, qtbot)


def settle(view: View, qtbot: QtBot) -> None:
    qtbot.waitUntil(lambda: view._shell.is_idle, timeout=30_000)


def kept(view: View) -> tuple[Measurement, ...]:
    return view._ws.measuring.measurements(view._ws.principal, series_of(view._ws, "T-100"))


def pane_of(view: View, direction: Direction) -> Pane:
    return view.active.mpr.panes[direction]


def at(pane: Pane, column: float, row: float) -> QPoint:
    assert pane._state is not None
    x, y = screen_at(pane._state, pane.image_size, (column, row))
    return QPoint(round(x), round(y))


def stroke(view: View, qtbot: QtBot, pane: Pane, *places: tuple[float, float]) -> None:
    QTest.mousePress(pane, LEFT, Qt.KeyboardModifier.NoModifier, at(pane, *places[0]))
    for place in places[1:]:
        QTest.mouseMove(pane, at(pane, *place))
    QTest.mouseRelease(pane, LEFT, Qt.KeyboardModifier.NoModifier, at(pane, *places[-1]))
    settle(view, qtbot)


def test_a_length_on_a_coronal_plane_is_kept_with_its_place(view: View, qtbot: QtBot) -> None:
    view.do("length")
    pane = pane_of(view, "coronal")
    stroke(view, qtbot, pane, (20, 10), (60, 10))
    (made,) = kept(view)
    assert made.plane is not None
    assert (made.plane.direction, made.plane.is_oblique, made.calibration.source) == ("coronal", False, "resliced")
    assert made.figures[0].value == pytest.approx(40 * made.plane.spacing_mm, abs=made.plane.spacing_mm)
    first, last = (np.array(place) for place in made.places)
    assert last[0] > first[0]  # towards the patient's left
    assert last[1] == pytest.approx(first[1])
    assert pane.marks is not None
    assert [one.id for one in pane.marks.on()] == [made.id]


def test_a_region_can_be_drawn_over_the_cross_and_is_painted(view: View, qtbot: QtBot) -> None:
    view.do("ellipse")
    pane = pane_of(view, "axial")
    assert view.active.mpr.planes is not None
    before = view.active.mpr.planes.cursor
    cross = pane._cursor()
    plain = pane.grab().toImage()
    assert pane._state is not None
    x, y = (round(v) for v in cross)
    QTest.mousePress(pane, LEFT, Qt.KeyboardModifier.NoModifier, QPoint(x, y))
    QTest.mouseMove(pane, QPoint(x + 60, y + 50))
    QTest.mouseRelease(pane, LEFT, Qt.KeyboardModifier.NoModifier, QPoint(x + 60, y + 50))
    settle(view, qtbot)
    (made,) = kept(view)
    assert "mean" in {figure.name for figure in made.figures}
    assert np.array_equal(view.active.mpr.planes.cursor, before)
    assert pane.grab().toImage() != plain


def test_it_is_seen_on_its_plane_only_and_the_list_leads_back_to_it(view: View, qtbot: QtBot) -> None:
    view.do("length")
    pane = pane_of(view, "coronal")
    view.active.mpr._move(view.active.mpr.planes.turned("axial", 20.0))  # type: ignore[union-attr]
    stroke(view, qtbot, pane, (20, 10), (60, 10))
    (made,) = kept(view)
    assert made.plane is not None
    assert made.plane.is_oblique
    assert pane.marks is not None
    pane.step(4)
    assert pane.marks.on() == ()
    view.active.mpr._straighten()
    assert pane.marks.on() == ()
    view.do("planes")  # back to the slices: it is on none of them
    assert all(view.active.marks.on(frame) == () for frame in view.active.opened.shown.frames)  # type: ignore[union-attr]
    assert "Oblique plane" in view._mark_list._items.item(0).text()
    view.active.marks.choose("")
    view._mark_list._items.setCurrentRow(-1)
    view._mark_list._items.setCurrentRow(0)
    qtbot.waitUntil(lambda: view.active.shows_planes and view._shell.is_idle, timeout=30_000)
    assert [one.id for one in pane.marks.on()] == [made.id]
    (seen,) = pane.marks.on()
    assert np.allclose(seen.points, made.points, atol=0.01)


def test_it_is_moved_undone_and_removed_like_any_other(view: View, qtbot: QtBot) -> None:
    view.do("length")
    pane = pane_of(view, "sagittal")
    stroke(view, qtbot, pane, (20, 10), (50, 10))
    (first,) = kept(view)
    stroke(view, qtbot, pane, (50, 10), (65, 10))
    (moved,) = kept(view)
    assert moved.id == first.id
    assert moved.figures[0].value == pytest.approx(first.figures[0].value * 1.5, rel=0.1)
    view.do("undo")
    settle(view, qtbot)
    assert kept(view) == (first,)
    view.active.marks.choose(first.id)
    view.do("remove")
    settle(view, qtbot)
    assert kept(view) == ()


def test_moving_the_plane_away_calls_a_shape_off_and_escape_does_too(view: View, qtbot: QtBot) -> None:
    view.do("angle")
    pane = pane_of(view, "axial")
    assert pane._hand is not None
    ways: tuple[Callable[[], None], ...] = (lambda: pane.step(2), lambda: view.do("let go"))
    for way in ways:
        QTest.mouseClick(pane, LEFT, Qt.KeyboardModifier.NoModifier, at(pane, 20, 30))
        assert pane._hand.drawing is not None
        way()
        QTest.mouseMove(pane, at(pane, 25, 30))
        assert pane._hand.drawing is None
    settle(view, qtbot)
    assert kept(view) == ()
