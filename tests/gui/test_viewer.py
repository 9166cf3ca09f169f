"""The viewer on real series: what is painted, what it says, what the hands do."""

from __future__ import annotations

import time
from pathlib import Path

import numpy as np
import pytest
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QWheelEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from app.domain.patient import Patient
from app.services.viewing import OpenedSet
from app.services.workstation import Workstation
from app.ui.viewer import corners, export
from app.ui.viewer.state import ViewState
from app.ui.viewer.view import View
from tests.gui.conftest import series_of


@pytest.fixture
def view(viewer: View) -> View:
    viewer.resize(1100, 700)
    return viewer


def opened(view: View, mrn: str, qtbot: QtBot) -> tuple[OpenedSet, ViewState]:
    """The series of a patient, on screen."""
    view._shell.open_series(series_of(view._ws, mrn))
    qtbot.waitUntil(lambda: view.active.opened is not None and view._shell.is_idle, timeout=30_000)
    assert view.active.opened is not None
    assert view.active.state is not None
    return view.active.opened, view.active.state


def state(view: View) -> ViewState:
    assert view.active.state is not None
    return view.active.state


def texts(lines: tuple[corners.Line, ...]) -> str:
    return "\n".join(line.text for line in lines)


def test_nothing_open_says_what_to_do(view: View) -> None:
    assert view._pages.currentIndex() == 0


def test_a_ct_opens_in_its_middle_with_the_files_window(view: View, qtbot: QtBot) -> None:
    shown, first = opened(view, "T-100", qtbot)
    assert first.slices == 12
    assert first.slice_index == 6
    assert (first.centre, first.width) == (40.0, 350.0)
    pixels = view.active.canvas.pixels()
    assert pixels is not None
    assert pixels.shape == (view.active.canvas.height(), view.active.canvas.width())
    assert pixels.max() > 200
    assert shown.summary.patient.mrn == "T-100"
    assert view._shell.patient == shown.summary.patient


def test_the_corners_say_who_what_where_and_how(view: View, qtbot: QtBot) -> None:
    shown, first = opened(view, "T-100", qtbot)
    assert "Sample, Tomas" in texts(corners.who(shown.summary))
    assert "1961-04-12 (63 y)" in texts(corners.who(shown.summary))
    assert "2025-03-10" in texts(corners.what(shown.summary))
    where = texts(corners.where(shown, first))
    assert "Slice 7 of 12" in where
    assert "mm" in where
    how = texts(corners.how(shown, first, view.active.offered, view.active.canvas.image_size))
    assert "C 40  W" in how
    assert "W 350\N{NO-BREAK SPACE}HU" in how
    assert "Zoom" in how


def test_the_wheel_scrolls_a_slice_a_notch_and_ctrl_zooms(view: View, qtbot: QtBot) -> None:
    opened(view, "T-100", qtbot)
    turn_wheel(view, -120)
    assert state(view).slice_index == 7
    turn_wheel(view, -60)
    turn_wheel(view, -60)
    assert state(view).slice_index == 8
    turn_wheel(view, 120, Qt.KeyboardModifier.ControlModifier)
    assert state(view).slice_index == 8
    assert state(view).zoom > 1.1


def turn_wheel(view: View, angle: int, keys: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
    middle = QPointF(view.active.canvas.rect().center())
    phase = Qt.ScrollPhase.NoScrollPhase
    event = QWheelEvent(middle, middle, QPoint(), QPoint(0, angle), Qt.MouseButton.NoButton, keys, phase, False)
    QApplication.sendEvent(view.active.canvas, event)


def drag(view: View, button: Qt.MouseButton, dx: int, dy: int) -> None:
    start = view.active.canvas.rect().center()
    QTest.mousePress(view.active.canvas, button, pos=start)
    QTest.mouseMove(view.active.canvas, start + QPoint(dx, dy))
    QTest.mouseRelease(view.active.canvas, button, pos=start + QPoint(dx, dy))


def test_each_mouse_button_has_its_meaning(view: View, qtbot: QtBot) -> None:
    _, first = opened(view, "T-100", qtbot)
    drag(view, Qt.MouseButton.LeftButton, 50, 0)
    assert state(view).width > first.width
    assert state(view).centre == first.centre
    drag(view, Qt.MouseButton.MiddleButton, 30, -10)
    assert state(view).pan == (30.0, -10.0)
    drag(view, Qt.MouseButton.RightButton, 0, -50)
    assert state(view).zoom > 1.2


def test_keys_scroll_flip_turn_and_choose_windows(view: View, qtbot: QtBot) -> None:
    opened(view, "T-100", qtbot)
    QTest.keyClick(view.active.canvas, Qt.Key.Key_End)
    assert state(view).slice_index == 11
    QTest.keyClick(view.active.canvas, Qt.Key.Key_PageUp)
    assert state(view).slice_index == 10
    QTest.keyClick(view.active.canvas, Qt.Key.Key_Home)
    assert state(view).slice_index == 0
    QTest.keyClick(view.active.canvas, Qt.Key.Key_Down)
    assert state(view).slice_index == 1
    QTest.keyClick(view.active.canvas, Qt.Key.Key_Up)
    QTest.keyClick(view.active.canvas, Qt.Key.Key_2)
    assert (state(view).centre, state(view).width) == (-600.0, 1500.0)
    QTest.keyClick(view.active.canvas, Qt.Key.Key_H)
    QTest.keyClick(view.active.canvas, Qt.Key.Key_R)
    QTest.keyClick(view.active.canvas, Qt.Key.Key_I)
    turned = state(view)
    assert turned.flip_h
    assert turned.quarter_turns == 3
    assert turned.invert
    assert "flipped or turned" in texts(corners.where(view.active.opened, turned))  # type: ignore[arg-type]
    QTest.keyClick(view.active.canvas, Qt.Key.Key_F)
    assert state(view).zoom == 1.0


def test_a_cine_runs_and_stops(view: View, qtbot: QtBot) -> None:
    opened(view, "T-100", qtbot)
    before = state(view).slice_index
    QTest.keyClick(view.active.canvas, Qt.Key.Key_Space)
    assert state(view).is_playing
    qtbot.waitUntil(lambda: state(view).slice_index != before)
    QTest.keyClick(view.active.canvas, Qt.Key.Key_Space)
    assert not view.active.player.is_playing


def test_the_probe_tells_the_value_with_its_unit_and_its_place(view: View, qtbot: QtBot) -> None:
    shown, first = opened(view, "T-100", qtbot)
    told: list[str] = []
    view.active.canvas.probed.connect(told.append)
    QTest.mouseMove(view.active.canvas, view.active.canvas.rect().center())
    assert "HU" in told[-1]
    assert "mm" in told[-1]
    k = first.slice_index
    _, rows, columns = first.shape
    expected = corners.probe(shown, (k, rows // 2, columns // 2))
    assert expected.split()[0] in {text.split()[0] for text in told if text} or "HU" in expected
    # the place is the affine's: LPS millimetres of the voxel's middle
    assert shown.volume.geometry is not None
    x = (shown.volume.geometry.affine @ np.array([columns // 2, rows // 2, k, 1.0]))[0]
    assert f"{abs(x):.1f}" in expected


def test_colour_images_have_no_window_and_say_so(view: View, library: Workstation, qtbot: QtBot) -> None:
    rows = library.worklist.studies(library.principal)
    colour = [row for row in rows if "US" in row.modalities]
    view._shell.open_series(library.worklist.series(library.principal, study=colour[0].study.uid)[0].uid)
    qtbot.waitUntil(lambda: view.active.opened is not None and view._shell.is_idle, timeout=30_000)
    assert view.active.opened is not None
    assert view.active.opened.volume.is_colour
    assert not view.bar.windows.isEnabled()
    assert "Colour images" in view.bar.windows.toolTip()
    pixels = view.active.canvas.pixels()
    assert pixels is not None
    assert pixels.ndim == 3


def test_another_patient_takes_the_image_of_the_one_before_off_the_screen(view: View, qtbot: QtBot) -> None:
    opened(view, "T-100", qtbot)
    view._shell.set_patient(Patient("someone", "X", "Else^Someone", None, "O"))
    assert view.active.opened is None
    assert view._pages.currentIndex() == 0
    assert view.active.canvas.pixels() is None


def test_the_newest_wish_wins(view: View, qtbot: QtBot) -> None:
    first, second = series_of(view._ws, "T-100"), series_of(view._ws, "H-200")
    view._shell.open_series(first)
    view._shell.open_series(second)
    qtbot.waitUntil(lambda: view.active.opened is not None and view._shell.is_idle, timeout=30_000)
    assert view.active.opened is not None
    assert view.active.opened.summary.series.uid == second
    assert view._shell.patient is not None
    assert view._shell.patient.mrn == "H-200"


def test_a_series_that_is_not_there_says_why_in_place_of_an_image(view: View, qtbot: QtBot) -> None:
    view._shell.open_series("1.2.3")
    qtbot.waitUntil(lambda: "1.2.3" in view.active.canvas._message, timeout=30_000)


def test_every_model_says_whether_it_fits_and_why_not(view: View, qtbot: QtBot) -> None:
    opened(view, "T-100", qtbot)
    acts = view.bar.predict_menu.actions()
    assert acts
    for act in acts:
        assert act.isEnabled() or "–" in act.text() or "No model" in act.text()


def test_painting_a_slice_is_fast_enough_to_scroll(view: View, qtbot: QtBot) -> None:
    opened(view, "T-100", qtbot)
    view.active.canvas.pixels()
    start = time.perf_counter()
    for _ in range(20):
        view.active.canvas.pixels()
    # 10 ms is the aim and what is measured alone; other work on the test machine is allowed for
    assert (time.perf_counter() - start) / 20 < 0.03


def test_overlays_of_the_file_are_painted_and_the_key_takes_them_away(view: View, qtbot: QtBot) -> None:
    shown, _ = opened(view, "021234567", qtbot)
    assert shown.volume.overlays
    with_them = view.active.canvas.pixels()
    QTest.keyClick(view.active.canvas, Qt.Key.Key_O, Qt.KeyboardModifier.ShiftModifier)
    assert not state(view).shows_overlays
    assert "Overlays of the file are off (Shift+O)" in texts(corners.how(shown, state(view), (), (800, 600)))
    without = view.active.canvas.pixels()
    assert with_them is not None
    assert without is not None
    assert int(np.count_nonzero(with_them != without)) > 100
    QTest.keyClick(view.active.canvas, Qt.Key.Key_O, Qt.KeyboardModifier.ShiftModifier)
    assert "Overlays" not in texts(corners.how(shown, state(view), (), (800, 600)))


def test_the_foot_accounts_for_every_image(view: View, qtbot: QtBot) -> None:
    shown, _ = opened(view, "021234567", qtbot)
    assert view._account.text() == "1 of 1 images shown"
    assert [(one.sets, str(one.why_not)) for one in shown.summary.account] == [(("1",), "")]


def test_the_studys_files_are_handed_out_to_a_folder(view: View, qtbot: QtBot, tmp_path: Path) -> None:
    shown, _ = opened(view, "T-100", qtbot)
    export.originals(view, view._shell, shown, choose=lambda _parent, _title: tmp_path / "stick")
    qtbot.waitUntil(lambda: view._shell.is_idle, timeout=30_000)
    assert (tmp_path / "stick" / "DICOMDIR").exists()
    written = [path for path in (tmp_path / "stick").rglob("*") if path.is_file() and path.name != "DICOMDIR"]
    assert len(written) == 12
