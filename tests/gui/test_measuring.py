"""Measuring with the hand: drawn on the image, kept in the vault, moved, undone, listed."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from app.domain.measurement import KINDS, Measurement
from app.services.workstation import Workstation
from app.ui.viewer.drawing import Drawing
from app.ui.viewer.state import screen_at
from app.ui.viewer.view import View
from tests.gui.conftest import series_of

LEFT = Qt.MouseButton.LeftButton


@pytest.fixture
def view(chest: View, library: Workstation) -> Iterator[View]:
    yield chest
    for one in kept(chest):
        library.measuring.remove(library.principal, one.id)


def kept(view: View) -> tuple[Measurement, ...]:
    ws = view._ws
    return ws.measuring.measurements(ws.principal, series_of(ws, "T-100"))


def at(view: View, column: float, row: float) -> QPoint:
    assert view.active.state is not None
    x, y = screen_at(view.active.state, view.active.canvas.image_size, (column, row))
    return QPoint(round(x), round(y))


def stroke(view: View, qtbot: QtBot, *places: tuple[float, float]) -> None:
    """The left button goes down at the first place, along the others, and up at the last."""
    QTest.mousePress(view.active.canvas, LEFT, Qt.KeyboardModifier.NoModifier, at(view, *places[0]))
    for place in places[1:]:
        QTest.mouseMove(view.active.canvas, at(view, *place))
    QTest.mouseRelease(view.active.canvas, LEFT, Qt.KeyboardModifier.NoModifier, at(view, *places[-1]))
    qtbot.waitUntil(lambda: view._shell.is_idle, timeout=10_000)


def clicks(view: View, qtbot: QtBot, *places: tuple[float, float]) -> None:
    for place in places:
        QTest.mouseClick(view.active.canvas, LEFT, Qt.KeyboardModifier.NoModifier, at(view, *place))
        qtbot.waitUntil(lambda: view._shell.is_idle, timeout=10_000)


def test_a_stroke_draws_a_length_and_keeps_it(view: View, qtbot: QtBot) -> None:
    view._take_tool("length")
    stroke(view, qtbot, (20, 30), (40, 30))
    (made,) = kept(view)
    assert view.active.opened is not None
    spacing = view.active.opened.shown.spacing_mm[2]
    assert spacing is not None
    assert made.kind == "length"
    # a screen pixel is the least the hand can place
    assert made.figures[0].value == pytest.approx(20 * spacing, abs=spacing)
    assert made.figures[0].unit == "mm"
    assert view.active.marks.all == (made,)


def test_two_clicks_draw_the_same_and_the_tool_stays_in_the_hand(view: View, qtbot: QtBot) -> None:
    view._take_tool("length")
    clicks(view, qtbot, (20, 30), (40, 30), (20, 40), (40, 40))
    assert [one.kind for one in kept(view)] == ["length", "length"]
    assert view.active.state is not None
    assert view.active.state.tool == "length"


@pytest.mark.parametrize("kind", KINDS)
def test_every_tool_draws_its_shape(view: View, qtbot: QtBot, kind: str) -> None:
    view._take_tool(kind)  # type: ignore[arg-type]
    places = [(20.0, 30.0), (40.0, 32.0), (42.0, 50.0), (25.0, 52.0)]
    if kind == "freehand":
        stroke(view, qtbot, *places)
    elif kind == "polygon":
        clicks(view, qtbot, *places)
        QTest.keyClick(view.active.canvas, Qt.Key.Key_Return)
    else:
        clicks(view, qtbot, *places[: Drawing(kind).wanted])  # type: ignore[arg-type]
    qtbot.waitUntil(lambda: len(view.active.marks.all) == 1, timeout=10_000)
    (made,) = kept(view)
    assert made.kind == kind
    assert made.figures


def test_a_point_is_moved_and_the_figure_follows_and_undo_brings_it_back(view: View, qtbot: QtBot) -> None:
    view._take_tool("length")
    stroke(view, qtbot, (20, 30), (40, 30))
    (first,) = kept(view)
    stroke(view, qtbot, (40, 30), (50, 30))
    (moved,) = kept(view)
    assert moved.id == first.id
    assert moved.figures[0].value == pytest.approx(first.figures[0].value * 1.5, rel=0.1)
    for step, wanted in (
        (view.active.marks.undo, first),
        (view.active.marks.redo, moved),
        (view.active.marks.undo, first),
    ):
        step()
        qtbot.waitUntil(lambda: view._shell.is_idle, timeout=10_000)
        assert kept(view) == (wanted,)
    view.active.marks.undo()
    qtbot.waitUntil(lambda: kept(view) == (), timeout=10_000)
    view.active.marks.redo()
    qtbot.waitUntil(lambda: kept(view) == (first,), timeout=10_000)


def test_the_chosen_one_is_removed_by_a_key_and_comes_back(view: View, qtbot: QtBot) -> None:
    view._take_tool("ellipse")
    stroke(view, qtbot, (20, 30), (40, 50))
    (made,) = kept(view)
    assert view.active.marks.chosen == made.id
    view.active.marks.remove_chosen()
    qtbot.waitUntil(lambda: view.active.marks.all == (), timeout=10_000)
    assert kept(view) == ()
    view.active.marks.undo()
    qtbot.waitUntil(lambda: kept(view) == (made,), timeout=10_000)


def test_escape_calls_a_shape_off(view: View, qtbot: QtBot) -> None:
    view._take_tool("polygon")
    clicks(view, qtbot, (20, 30), (40, 30))
    QTest.keyClick(view.active.canvas, Qt.Key.Key_Escape)
    assert view.active.canvas._hand.drawing is None
    assert kept(view) == ()


def test_scrolling_away_calls_a_shape_off(view: View, qtbot: QtBot) -> None:
    view._take_tool("angle")
    clicks(view, qtbot, (20, 30), (40, 30))
    view._step_by(lambda state: state.scrolled(1))
    clicks(view, qtbot, (40, 50))
    assert kept(view) == ()


def test_the_list_leads_to_the_image(view: View, qtbot: QtBot) -> None:
    view._take_tool("length")
    stroke(view, qtbot, (20, 30), (40, 30))
    before = view.active.state
    assert before is not None
    view._step_by(lambda state: state.at_slice(0))
    view.active.marks.choose("")
    view._mark_list._items.setCurrentRow(0)
    assert view.active.state is not None
    assert view.active.state.slice_index == before.slice_index
    assert view.active.marks.chosen == kept(view)[0].id


def test_a_key_image_is_marked_and_unmarked(view: View, qtbot: QtBot) -> None:
    for is_key in (True, False):
        view._toggle_key_image()
        qtbot.waitUntil(lambda: view._shell.is_idle, timeout=10_000)
        assert view.bar.buttons["key image"].isChecked() == is_key


def test_windowing_by_dragging_still_works_beside_a_mark(view: View, qtbot: QtBot) -> None:
    assert view.active.state is not None
    before = view.active.state.width
    stroke(view, qtbot, (20, 30), (60, 30))
    assert view.active.state.width != before
    assert kept(view) == ()
