"""What viewports do for one another: lines, the 3D cursor, scrolling together. Places are worked out by hand."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path

import numpy as np
import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from app.domain.work import quietly
from app.services.workstation import Workstation
from app.ui.room import Shell
from app.ui.viewer.state import screen_at
from app.ui.viewer.view import View
from app.ui.viewer.viewport import Viewport
from tests.dicom_files import AXIAL, ROOT_UID, a_header, as_bytes, placed, with_pixels
from tests.gui.conftest import a_viewer

LEFT = Qt.MouseButton.LeftButton
CORONAL = (1.0, 0.0, 0.0, 0.0, 0.0, -1.0)


def a_stack(
    name: int, places: Sequence[Sequence[float]], orientation: Sequence[float], frame: int = 1, study: int = 1
) -> list[bytes]:
    """30 x 40 pixels of 1 mm at each place of the first pixel."""
    made = []
    for k, place in enumerate(places):
        ds = a_header(
            uid=f"{name}.{k}",
            SeriesInstanceUID=f"{ROOT_UID}.2.{name}",
            StudyInstanceUID=f"{ROOT_UID}.1.{study}",
            FrameOfReferenceUID=f"{ROOT_UID}.4.{frame}",
            SeriesNumber=name,
            InstanceNumber=k + 1,
        )
        pixels = np.full((30, 40), 100 + k, np.uint16)
        made.append(as_bytes(with_pixels(placed(ds, place, orientation, (1.0, 1.0)), pixels)))
    return made


@pytest.fixture
def view(workstation: Workstation, shell: Shell, qtbot: QtBot, tmp_path: Path) -> Iterator[View]:
    """Series 1: axial, z 0 to 27 by 3. Series 2: coronal, y 0 to 20 by 5, z from 29 down. Series 3: axial, another
    study and frame of reference, z 500 to 545 by 5.
    """
    files = [
        *a_stack(1, [(-20, -15, 3 * k) for k in range(10)], AXIAL),
        *a_stack(2, [(-20, 5 * k, 29) for k in range(5)], CORONAL),
        *a_stack(3, [(0, 0, 500 + 5 * k) for k in range(10)], AXIAL, frame=2, study=2),
    ]
    for n, data in enumerate(files):
        (tmp_path / f"{n}.dcm").write_bytes(data)
    workstation.importing.import_paths(workstation.principal, (tmp_path,), None, quietly)
    made = a_viewer(workstation, shell, qtbot, 1200)
    made.lay(1, 3)
    for number, viewport in enumerate(made.grid.viewports, 1):
        made.grid.activate(viewport)
        shell.open_series(f"{ROOT_UID}.2.{number}")
        qtbot.waitUntil(lambda: made.active.opened is not None and shell.is_idle, timeout=30_000)
    made.grid.activate(made.grid.viewports[0])
    yield made
    qtbot.waitUntil(lambda: shell.is_idle, timeout=30_000)


def at(viewport: Viewport) -> int:
    assert viewport.state is not None
    return viewport.state.slice_index


def press(viewport: Viewport, column: float, row: float) -> None:
    """The left button at (column, row) of the image."""
    assert viewport.state is not None
    x, y = screen_at(viewport.state, viewport.canvas.image_size, (column, row))
    QTest.mouseClick(viewport.canvas, LEFT, pos=QPoint(round(x), round(y)))


def test_the_picture_in_hand_is_a_line_in_those_it_crosses(view: View) -> None:
    axial, coronal, other = view.grid.viewports
    axial.go_to(4)
    # z = 12 is row 29 - 12 = 17 of the coronal picture; both are 40 columns wide from x = -20
    (line,) = coronal.canvas._guides.lines
    assert line.is_active
    assert sorted((line.start, line.end)) == [pytest.approx((-0.5, 17.0)), pytest.approx((39.5, 17.0))]
    # y = 10 of the middle coronal slice is row 25 of the axial one
    (back,) = axial.canvas._guides.lines
    assert not back.is_active
    assert back.start[1] == pytest.approx(25.0)
    # another frame of reference says nothing of places
    assert other.canvas._guides.lines == ()


def test_lines_follow_the_wheel_and_the_key_takes_them_away(view: View) -> None:
    axial, coronal, _ = view.grid.viewports
    axial.step(1)
    row = 29 - 3 * at(axial)
    assert coronal.canvas._guides.lines[0].start[1] == pytest.approx(row)
    shown = coronal.canvas.grab().toImage()
    view.do("lines")
    assert coronal.canvas._guides.lines == ()
    assert coronal.canvas.grab().toImage() != shown


def test_a_place_pointed_at_is_shown_in_every_picture_of_its_frame_of_reference(view: View) -> None:
    axial, coronal, other = view.grid.viewports
    axial.go_to(2)
    before = at(other)
    view.do("cursor")
    press(axial, 30, 20)
    # column 30, row 20 is x = 10, y = 5, z = 6: coronal slice 1 (y = 5), column 30, row 23
    assert at(coronal) == 1
    found = coronal.canvas._guides.cursor
    assert found is not None
    assert found == pytest.approx((30, 23), abs=0.2)
    assert at(other) == before
    assert other.canvas._guides.cursor is None
    # on another slice it is not
    coronal.go_to(3)
    view.together.draw()
    assert coronal.canvas._guides.cursor is None
    view.do("let go")
    assert axial.canvas._guides.cursor is None


def test_stacks_of_one_frame_of_reference_scroll_by_place(view: View, qtbot: QtBot) -> None:
    axial, _, other = view.grid.viewports
    view.grid.activate(other)
    view._shell.open_series(f"{ROOT_UID}.2.1")
    qtbot.waitUntil(lambda: other.opened is not None and view._shell.is_idle, timeout=30_000)
    view.grid.activate(axial)
    axial.go_to(7)
    assert at(other) == 7
    assert "by place" in other.canvas._guides.words
    view.do("together")
    axial.go_to(2)
    assert at(other) == 7
    assert other.canvas._guides.words == ""


def test_other_studies_scroll_together_once_they_are_tied(view: View) -> None:
    axial, coronal, other = view.grid.viewports
    axial.go_to(0)
    other.go_to(5)
    middle = at(coronal)
    axial.go_to(5)
    assert at(other) == 5
    axial.go_to(0)
    view.do("tie")
    assert "tied by hand" in other.canvas._guides.words
    # 5 slices of 3 mm are 3 slices of 5 mm
    axial.go_to(5)
    assert at(other) == 8
    assert at(coronal) == middle
    view.do("tie")
    axial.go_to(0)
    assert at(other) == 8


def test_the_cross_of_planes_is_a_place_in_the_pictures_beside_it(view: View, qtbot: QtBot) -> None:
    axial, coronal, _ = view.grid.viewports
    axial.toggle_planes()
    qtbot.waitUntil(lambda: axial.shows_planes and view._shell.is_idle, timeout=30_000)
    assert axial.mpr.planes is not None
    axial.mpr._move(axial.mpr.planes.moved(np.array([4.0, 10.0, 12.0])))
    assert at(coronal) == 2
    assert coronal.canvas._guides.cursor == pytest.approx((24, 17), abs=1e-6)


def test_looks_are_shared_once_they_are_asked_for(view: View) -> None:
    axial, coronal, _ = view.grid.viewports
    axial.step_by(lambda state: state.zoomed(2).windowed(77, 33))
    assert coronal.state is not None
    assert coronal.state.zoom == 1
    at_first = at(coronal)
    view.do("look together")
    assert (coronal.state.zoom, coronal.state.centre, coronal.state.width) == (2, 77, 33)
    axial.step_by(lambda state: state.panned(5, 6).flipped_h())
    assert not coronal.state.flip_h
    assert coronal.state.pan == axial.state.pan  # type: ignore[union-attr]
    assert at(coronal) == at_first


def test_every_slice_is_painted_however_fast_the_wheel_turns(view: View) -> None:
    axial = view.grid.viewports[0]
    axial.go_to(0)
    painted: list[int] = []
    paint = axial.canvas._paint_words

    def told(painter: object) -> None:
        painted.append(at(axial))
        paint(painter)  # type: ignore[arg-type]

    axial.canvas._paint_words = told  # type: ignore[method-assign]
    axial.step(3)
    axial.step(2)
    assert list(dict.fromkeys(painted)) == [1, 2, 3, 4, 5]


def open_planes(view: View, viewport: Viewport, shell: Shell, qtbot: QtBot) -> None:
    view.grid.activate(viewport)
    view.do("planes")
    qtbot.waitUntil(lambda: viewport.shows_planes and shell.is_idle, timeout=30_000)


def test_planes_are_lines_in_the_pictures_they_cross_and_follow_when_moved(
    view: View, shell: Shell, qtbot: QtBot
) -> None:
    axial, coronal, other = view.grid.viewports
    open_planes(view, axial, shell, qtbot)
    # the middle of the volume is x = -0.5, y = -0.5, z = 13.5: the axial plane is row 29 - 13.5 of the coronal
    # picture, the sagittal one its column -0.5 + 20; the coronal plane lies in parallel and crosses it nowhere
    found = coronal.canvas._guides.lines
    assert sorted(round(line.start[0] - line.end[0]) == 0 for line in found) == [False, True]
    across = next(line for line in found if round(line.start[1] - line.end[1]) == 0)
    upright = next(line for line in found if round(line.start[0] - line.end[0]) == 0)
    assert across.start[1] == pytest.approx(15.5)
    assert upright.start[0] == pytest.approx(19.5)
    assert across.is_active
    assert other.canvas._guides.lines == ()
    axial.mpr.panes["axial"].step(1)
    planes = axial.mpr.planes
    assert planes is not None
    assert abs(planes.cursor[2] - 13.5) == pytest.approx(3.0)
    rows = [line.start[1] for line in coronal.canvas._guides.lines if round(line.start[1] - line.end[1]) == 0]
    assert rows == [pytest.approx(29 - planes.cursor[2])]


def test_a_slice_is_a_line_on_the_planes_of_another_viewport(view: View, shell: Shell, qtbot: QtBot) -> None:
    axial, coronal, _ = view.grid.viewports
    open_planes(view, axial, shell, qtbot)
    view.grid.activate(coronal)
    coronal.go_to(1)
    pane = axial.mpr.panes["axial"]
    (line,) = pane._guides.lines
    place = axial.mpr.places()["axial"]
    assert [place.at(*line.start)[1], place.at(*line.end)[1]] == pytest.approx([5, 5])  # slice 1 lies at y = 5
    assert axial.mpr.panes["coronal"]._guides.lines == ()
    with_line = pane.grab().toImage()
    coronal.go_to(2)
    assert place.at(*pane._guides.lines[0].start)[1] == pytest.approx(10)
    assert pane.grab().toImage() != with_line
    view.do("lines")
    assert pane._guides.lines == ()
