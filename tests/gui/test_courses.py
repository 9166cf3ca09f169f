"""A volume several times over on one viewport: stepped, played at its own rate, cut at the point chosen."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from pytestqt.qtbot import QtBot

from app.domain.work import quietly
from app.services.settings import Preferences
from app.services.workstation import Workstation
from app.ui.room import Shell
from app.ui.viewer import corners
from app.ui.viewer.planes import DIRECTIONS
from app.ui.viewer.view import View
from tests.dicom_files import ROOT_UID, a_header, as_bytes, placed, with_pixels
from tests.gui.conftest import a_viewer

SERIES = f"{ROOT_UID}.2.1"
SLICES, POINTS = 5, 4
# the times of acquisition: 0, 0.25, 0.5 and 1.0 s after the first
TIMES = ("101500.000", "101500.250", "101500.500", "101501.000")


def write_course(folder: Path, **changes: Any) -> None:
    """Every pixel of slice k at point t has the value 100 t + k."""
    for t, at in enumerate(TIMES):
        for k in range(SLICES):
            ds = a_header(
                uid=f"{t}.{k}",
                FrameOfReferenceUID=f"{ROOT_UID}.4.1",
                InstanceNumber=t * SLICES + k + 1,
                TemporalPositionIdentifier=t + 1,
                AcquisitionTime=at,
                **changes,
            )
            pixels = np.full((300, 300), 100 * t + k, np.uint16)
            (folder / f"{t}-{k}.dcm").write_bytes(as_bytes(placed(with_pixels(ds, pixels), (0, 0, 3.0 * k))))


@pytest.fixture
def view(workstation: Workstation, shell: Shell, qtbot: QtBot, tmp_path: Path) -> Iterator[View]:
    write_course(tmp_path)
    workstation.importing.import_paths(workstation.principal, (tmp_path,), None, quietly)
    made = a_viewer(workstation, shell, qtbot, 1200)
    shell.open_series(SERIES)
    qtbot.waitUntil(lambda: made.active.opened is not None and shell.is_idle, timeout=30_000)
    yield made
    made.active.points.stop()
    qtbot.waitUntil(lambda: shell.is_idle, timeout=30_000)


def value(view: View) -> float:
    """What the slice on show holds."""
    viewport = view.active
    assert viewport.opened is not None
    assert viewport.state is not None
    return float(viewport.opened.volume.voxels[viewport.state.slice_index, 0, 0])


def test_points_are_stepped_at_the_slice_and_window_on_show(view: View, qtbot: QtBot) -> None:
    viewport = view.active
    viewport.go_to(3)
    viewport.step_by(lambda state: state.windowed(150.0, 300.0))
    assert value(view) == 3
    assert viewport.points.isVisible()
    assert viewport.points.slider.maximum() == POINTS - 1
    view.do("next point")
    qtbot.waitUntil(lambda: value(view) == 103, timeout=10_000)
    assert viewport.state is not None
    assert (viewport.state.slice_index, viewport.state.centre, viewport.state.width) == (3, 150.0, 300.0)
    viewport.points.slider.setValue(3)
    qtbot.waitUntil(lambda: value(view) == 303, timeout=10_000)
    view.do("next point")  # after the last comes the first
    qtbot.waitUntil(lambda: value(view) == 3, timeout=10_000)
    view.do("previous point")
    qtbot.waitUntil(lambda: value(view) == 303, timeout=10_000)


def test_the_corner_names_the_point_and_its_time(view: View, qtbot: QtBot) -> None:
    viewport = view.active
    viewport.points.choose(2)
    qtbot.waitUntil(lambda: value(view) == 202, timeout=10_000)
    assert viewport.opened is not None
    assert viewport.state is not None
    said = [line.text for line in corners.where(viewport.opened, viewport.state)]
    assert "Time point 3 (3 of 4) · 500\N{NO-BREAK SPACE}ms after the first" in said
    assert viewport.points.text.text() in said
    # the list of sets has one line for all of them
    assert view.bar.sets.count() == 1
    assert "× 4" in view.bar.sets.itemText(0)


def test_every_point_keeps_its_own_certificate(view: View) -> None:
    opened = view.active.opened
    assert opened is not None
    (course,) = opened.summary.courses
    assert course.starts_ms == (0, 250, 500, 1000)
    assert [one.certificate.verdict for one in opened.summary.sets] == ["regular"] * POINTS


def test_the_course_is_played_at_the_pace_it_was_taken(view: View, qtbot: QtBot) -> None:
    points, seen = view.active.points, []
    points.came.connect(lambda opened: seen.append(opened.shown.id))
    view.do("play points")
    qtbot.waitUntil(lambda: points.player.is_playing, timeout=10_000)
    assert points.player.pace is not None
    # the last stands as long as the others in the mean
    assert points.player.pace.durations_ms == pytest.approx((250, 250, 500, 1000 / 3))
    qtbot.waitUntil(lambda: len(seen) >= 3, timeout=10_000)
    assert view.active.canvas._notes[0].text.startswith("Course at 3 volumes a second")
    view.do("play points")
    assert not points.player.is_playing
    assert view.active.canvas._notes == ()


def test_planes_are_cut_at_the_point_chosen(view: View, qtbot: QtBot, shell: Shell) -> None:
    viewport = view.active
    view.do("planes")
    qtbot.waitUntil(lambda: viewport.shows_planes and shell.is_idle, timeout=30_000)
    before = viewport.mpr.planes
    assert before is not None
    moved = before.scrolled("axial", 1)
    viewport.mpr._move(moved)

    def middle() -> float:
        cut = viewport.mpr.panes["axial"]._cut
        assert cut is not None
        rows, columns = cut.voxels.shape[1:]
        return float(cut.voxels[0, rows // 2, columns // 2])

    first = middle()
    view.do("next point")
    qtbot.waitUntil(lambda: middle() == first + 100, timeout=10_000)
    now = viewport.mpr.planes
    assert now is not None
    assert now.cursor == pytest.approx(moved.cursor)
    assert all(pane._cut is not None for pane in (viewport.mpr.panes[one] for one in DIRECTIONS))


def test_a_course_too_large_to_play_is_stepped_all_the_same(view: View, qtbot: QtBot, workstation: Workstation) -> None:
    # 2 bytes for each of 300 x 300 x 5 pixels: one point fits into 2 MB beside the one on show, four do not
    workstation.settings.write(workstation.principal, Preferences(image_memory_mb=2))
    workstation.viewing.memory.forget()
    told: list[str] = []
    view.active.probed.connect(told.append)
    view.do("play points")
    qtbot.waitUntil(lambda: any("together need" in text for text in told), timeout=10_000)
    assert not view.active.points.player.is_playing
    view.do("next point")
    qtbot.waitUntil(lambda: value(view) == 102, timeout=10_000)


def test_a_series_of_one_volume_says_so(
    view: View, workstation: Workstation, shell: Shell, qtbot: QtBot, tmp_path: Path
) -> None:
    folder = tmp_path / "one"
    folder.mkdir()
    for k in range(SLICES):
        ds = a_header(uid=f"9.{k}", SeriesInstanceUID=f"{ROOT_UID}.2.9", InstanceNumber=k)
        pixels = np.full((24, 32), k, np.uint16)
        (folder / f"{k}.dcm").write_bytes(as_bytes(placed(with_pixels(ds, pixels), (0, 0, 3.0 * k))))
    workstation.importing.import_paths(workstation.principal, (folder,), None, quietly)
    shell.open_series(f"{ROOT_UID}.2.9")
    qtbot.waitUntil(
        lambda: view.active.opened is not None and view.active.asked.endswith(".9") and shell.is_idle, timeout=30_000
    )
    assert not view.active.points.isVisible()
    view.do("next point")
    assert "not a course" in view._probe.text()
