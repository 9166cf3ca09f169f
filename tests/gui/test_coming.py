"""A series is looked at while it is read, and no slice is passed over without a word."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from functools import partial
from typing import Any

import pytest
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QWheelEvent
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from app.imaging.render import paint as paint_slice
from app.services.decoding import Decoding
from app.ui.viewer import canvas as canvas_module
from app.ui.viewer import viewport as viewport_module
from app.ui.viewer.view import View
from app.ui.viewer.viewport import Viewport


@pytest.fixture
def view(viewer: View) -> View:
    viewer.resize(1100, 700)
    return viewer


@pytest.fixture
def gate(monkeypatch: pytest.MonkeyPatch) -> Iterator[threading.Event]:
    """The rest of a series is read once this is set."""
    opened, read_all = threading.Event(), Decoding.all

    def wait(self: Decoding, *arguments: Any) -> Any:
        assert opened.wait(30)
        return read_all(self, *arguments)

    monkeypatch.setattr(Decoding, "all", wait)
    yield opened
    opened.set()


def begin(view: View) -> Viewport:
    rows = view._ws.worklist.studies(view._ws.principal)
    study = next(row for row in rows if row.patient.mrn == "T-100")
    series = view._ws.worklist.series(view._ws.principal, study=study.study.uid)[0].uid
    view._shell.open_series(series)
    return view.active


def has_arrived(viewport: Viewport, k: int) -> bool:
    return viewport.coming is not None and viewport.coming.has_arrived(k)


def whole(viewport: Viewport) -> bool:
    return viewport.opened is not None


def test_the_middle_slice_is_on_screen_while_the_others_are_read(
    view: View, gate: threading.Event, qtbot: QtBot
) -> None:
    viewport = begin(view)
    qtbot.waitUntil(lambda: viewport.coming is not None, timeout=30_000)
    assert viewport.opened is None
    assert viewport.state is not None
    assert viewport.state.slice_index == 6
    pixels = viewport.canvas.pixels()
    assert pixels is not None
    assert pixels.max() > 200
    grabbed = viewport.canvas.grab().toImage()
    middle = (grabbed.width() // 2, grabbed.height() // 2)
    assert any(grabbed.pixelColor(middle[0] + x, middle[1]).value() > 60 for x in range(-80, 80))

    # scrolled to where nothing has come yet: it says so and shows nothing
    viewport.step(-1)
    assert viewport.state.slice_index == 5
    viewport.step_by(lambda state: state.windowed(-600.0, 1500.0))
    assert viewport.coming is not None
    assert not viewport.coming.has_arrived(5)
    words: list[str] = []
    viewport.probed.connect(words.append)
    viewport.canvas._cursor = viewport.canvas.rect().center()
    viewport.canvas._probe()
    assert words == [""]

    gate.set()
    qtbot.waitUntil(lambda: whole(viewport), timeout=30_000)
    assert viewport.coming is None
    # where the person was, as they looked at it
    assert (viewport.state.slice_index, viewport.state.centre, viewport.state.width) == (5, -600.0, 1500.0)
    assert viewport.opened is not None
    assert viewport.opened.arrived is None


def test_a_series_left_before_it_was_read_leaves_nothing(view: View, gate: threading.Event, qtbot: QtBot) -> None:
    viewport = begin(view)
    qtbot.waitUntil(lambda: viewport.coming is not None, timeout=30_000)
    view._shell.set_patient(None)
    viewport.close_set()
    gate.set()
    qtbot.waitUntil(lambda: view._shell.is_idle, timeout=30_000)
    assert viewport.coming is None
    assert viewport.opened is None
    assert viewport.canvas.pixels() is None


def wheel(viewport: Viewport, notches: int) -> None:
    where = QPointF(viewport.canvas.rect().center())
    QApplication.sendEvent(
        viewport.canvas,
        QWheelEvent(
            where, viewport.canvas.mapToGlobal(where), QPoint(), QPoint(0, -120 * notches), Qt.MouseButton.NoButton,
            Qt.KeyboardModifier.NoModifier, Qt.ScrollPhase.NoScrollPhase, False,
        ),
    )  # fmt: skip


@pytest.fixture
def painted(monkeypatch: pytest.MonkeyPatch) -> list[int]:
    """The slices that were painted, in their order."""
    found: list[int] = []
    paint = paint_slice

    def note(volume: Any, look: Any, *more: Any) -> Any:
        found.append(look.slice_index)
        return paint(volume, look, *more)

    monkeypatch.setattr(canvas_module, "paint", note)
    return found


def test_every_slice_the_wheel_passes_is_painted(view: View, painted: list[int], qtbot: QtBot) -> None:
    viewport = begin(view)
    qtbot.waitUntil(lambda: whole(viewport) and view._shell.is_idle, timeout=30_000)
    viewport.go_to(0)
    viewport.canvas.repaint()
    painted.clear()
    said: list[str] = []
    viewport.probed.connect(said.append)
    wheel(viewport, 4)
    wheel(viewport, 7)
    seen = [k for k, before in zip(painted, [0, *painted], strict=False) if k != before]
    assert seen == list(range(1, 12))
    assert not any("passed over" in words for words in said)


def test_slices_that_cannot_be_painted_in_time_are_said_to_be_passed_over(
    view: View, painted: list[int], qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The control: a computer so slow that a turn of the wheel would lag behind the hand."""
    viewport = begin(view)
    qtbot.waitUntil(lambda: whole(viewport) and view._shell.is_idle, timeout=30_000)
    viewport.go_to(0)
    viewport.canvas.repaint()
    painted.clear()
    monkeypatch.setattr(viewport_module, "_PATIENCE_S", -1.0)
    said: list[str] = []
    viewport.probed.connect(said.append)
    wheel(viewport, 11)
    viewport.canvas.repaint()
    assert viewport.state is not None
    assert viewport.state.slice_index == 11
    assert set(painted) <= {0, 11}
    assert "10 images were passed over" in said


def test_a_series_too_large_for_the_memory_is_scrolled_one_image_at_a_time(
    view: View, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(view._ws.viewing.memory, "has_room", lambda _needed: False)
    viewport = begin(view)
    qtbot.waitUntil(lambda: viewport.coming is not None and viewport.coming.has_arrived(6), timeout=30_000)
    assert viewport.opened is None
    assert viewport.state is not None
    assert (viewport.state.slice_index, viewport.state.slices) == (6, 12)
    for k in (7, 11, 0):
        viewport.go_to(k)
        qtbot.waitUntil(partial(has_arrived, viewport, k), timeout=30_000)
        assert viewport.coming is not None
        assert str(viewport.coming.why_partly).startswith("These images need")
    viewport.close_set()
    assert viewport.coming is None
