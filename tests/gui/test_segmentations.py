"""Segmentations of others over the images: laid, hidden, listed with their figures, cut by planes, never dropped."""

from __future__ import annotations

import io
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path
from typing import Any

import highdicom as hd
import numpy as np
import pydicom
import pytest
from numpy.typing import NDArray
from pydicom.sr.codedict import codes
from pydicom.uid import UID
from PySide6.QtCore import Qt
from PySide6.QtGui import QColor
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from app.domain.work import quietly
from app.imaging.phantom import torso_files
from app.services.workstation import Workstation
from app.ui.room import Shell
from app.ui.viewer import segment_words
from app.ui.viewer.state import screen_at
from app.ui.viewer.view import View
from tests.gui.conftest import TORSO, series_of

INSTANCE, SERIES = "1.2.826.0.1.3680043.10.999.77.1", "1.2.826.0.1.3680043.10.999.77"


def masks() -> NDArray[np.uint8]:
    """Two segments: a block in slices 3 to 8, and a plate in slice 6 that overlaps it."""
    drawn = np.zeros((12, 96, 96, 2), np.uint8)
    drawn[3:9, 30:50, 20:60, 0] = 1
    drawn[6, 40:70, 40:80, 1] = 1
    return drawn


def segmentation(changes: dict[str, Any] | None = None) -> bytes:
    files = dict(torso_files(TORSO, datetime(2025, 3, 10, 9, 30), slices=12, size=96))
    images = [pydicom.dcmread(io.BytesIO(data)) for data in files.values()]
    for ds in images:
        for name in ("AccessionNumber", "ReferringPhysicianName", "StudyID"):
            if name not in ds:
                setattr(ds, name, "")
    red = hd.color.CIELabColor(l_star=54.29, a_star=80.81, b_star=69.89)
    described = [
        hd.seg.SegmentDescription(1, "Liver", codes.SCT.Organ, codes.SCT.Liver, "MANUAL", display_color=red),
        hd.seg.SegmentDescription(2, "Lesion", codes.SCT.MorphologicallyAbnormalStructure, codes.SCT.Lesion, "MANUAL"),
    ]
    made = hd.seg.Segmentation(
        images, masks(), "BINARY", described, SERIES, 5, INSTANCE, 1, "Others", "Other", "1", "1",
        series_description="Outlines of others",
    )  # fmt: skip
    for name, value in (changes or {}).items():
        setattr(made, name, value)
    out = io.BytesIO()
    made.save_as(out)
    return out.getvalue()


@pytest.fixture
def view(library: Workstation, library_shell: Shell, qtbot: QtBot, tmp_path: Path) -> Iterator[View]:
    (tmp_path / "seg.dcm").write_bytes(segmentation())
    result = library.importing.import_paths(library.principal, (tmp_path / "seg.dcm",), None, quietly)
    assert result.stored == 1
    made = View(library, library_shell)
    made.resize(1500, 850)
    qtbot.addWidget(made)
    made.show()
    yield made
    qtbot.waitUntil(lambda: library_shell.is_idle, timeout=30_000)


def opened(view: View, qtbot: QtBot, series: str = "") -> None:
    view._shell.open_series(series or series_of(view._ws, "T-100"))
    settle(view, qtbot)
    assert view.active.opened is not None


def settle(view: View, qtbot: QtBot) -> None:
    qtbot.waitUntil(lambda: view._shell.is_idle, timeout=30_000)


def colour_at(view: View, column: float, row: float) -> QColor:
    canvas, state = view.active.canvas, view.active.state
    assert state is not None
    x, y = screen_at(state, canvas.image_size, (column, row))
    return canvas.grab().toImage().pixelColor(round(x), round(y))


def is_red(colour: QColor) -> bool:
    return colour.red() > colour.green() + 40


def test_one_key_lays_what_was_drawn_on_the_images_and_takes_it_off(view: View, qtbot: QtBot) -> None:
    opened(view, qtbot)
    view.active.go_to(4)
    assert not is_red(colour_at(view, 40, 40))
    QTest.keyClick(view.active.canvas, Qt.Key.Key_Q)
    settle(view, qtbot)
    assert is_red(colour_at(view, 40, 40))
    assert not is_red(colour_at(view, 40, 60))
    view.active.go_to(10)
    assert not is_red(colour_at(view, 40, 40))
    view.active.go_to(4)
    view.do("segments")
    assert not is_red(colour_at(view, 40, 40))


def test_the_outline_alone_leaves_the_inside_as_it_is(view: View, qtbot: QtBot) -> None:
    opened(view, qtbot)
    view.active.go_to(4)
    view.do("segments")
    settle(view, qtbot)
    view.active.segments.set_style("outline")
    assert not is_red(colour_at(view, 40, 40))
    assert is_red(colour_at(view, 19.5, 40))  # the left edge, between two pixels


def test_an_overlay_stays_on_its_voxels_when_the_image_is_turned_and_zoomed(view: View, qtbot: QtBot) -> None:
    opened(view, qtbot)
    view.active.go_to(4)
    view.do("segments")
    settle(view, qtbot)
    for name in ("turn", "flip h", "larger"):
        view.do(name)
        assert is_red(colour_at(view, 22, 32))
        assert is_red(colour_at(view, 57, 47))
        assert not is_red(colour_at(view, 63, 47))
        assert not is_red(colour_at(view, 57, 53))


def test_the_list_names_segments_with_their_figures_and_hides_them(view: View, qtbot: QtBot) -> None:
    opened(view, qtbot)
    view.do("segment list")
    view.do("segments")
    settle(view, qtbot)
    top = view._segment_list._items.topLevelItem(0)
    assert top is not None
    assert "Outlines of others" in top.text(0)
    first, second = top.child(0), top.child(1)
    assert first is not None
    assert second is not None
    set_opened = view.active.opened
    assert set_opened is not None
    assert set_opened.volume.geometry is not None
    ml = masks()[..., 0].sum() * abs(np.linalg.det(set_opened.volume.geometry.affine[:3, :3])) / 1000
    mean = set_opened.volume.voxels[masks()[..., 0] == 1].mean()
    found = view.active.segments.laid[INSTANCE].segments[0].figures
    assert found.volume_ml == pytest.approx(ml)
    assert found.mean == pytest.approx(mean)
    assert first.text(0).startswith("Liver")
    assert "ml" in first.text(0)
    assert second.text(0).startswith("Lesion")
    view.active.go_to(6)
    assert is_red(colour_at(view, 25, 35))
    first.setCheckState(0, Qt.CheckState.Unchecked)
    assert not is_red(colour_at(view, 25, 35))


def test_a_segment_leads_to_the_slice_that_holds_most_of_it(view: View, qtbot: QtBot) -> None:
    opened(view, qtbot)
    view.do("segments")
    settle(view, qtbot)
    view.active.go_to(0)
    top = view._segment_list._items.topLevelItem(0)
    assert top is not None
    second = top.child(1)
    assert second is not None
    view._segment_list._items.setCurrentItem(second)
    view._segment_list._go_to()
    assert view.active.state is not None
    assert view.active.state.slice_index == 6


def test_a_series_of_segmentations_opens_its_images_with_it(view: View, qtbot: QtBot) -> None:
    opened(view, qtbot, SERIES)
    qtbot.waitUntil(lambda: bool(view.active.segments.laid), timeout=30_000)
    assert view.active.asked == series_of(view._ws, "T-100")
    view.active.go_to(4)
    assert is_red(colour_at(view, 40, 40))


def test_one_whose_images_are_missing_says_so(view: View, qtbot: QtBot, tmp_path: Path) -> None:
    (tmp_path / "alone.dcm").write_bytes(_alone())
    view._ws.importing.import_paths(view._ws.principal, (tmp_path / "alone.dcm",), None, quietly)
    view._shell.open_series("1.2.3.99")
    settle(view, qtbot)
    assert "12 images" in view.active.canvas._message
    assert "Liver, Lesion" in view.active.canvas._message


def _alone() -> bytes:
    """The same, drawn on images nobody sent, in a study of its own."""
    ds = pydicom.dcmread(io.BytesIO(segmentation()))
    ds.StudyInstanceUID, ds.SeriesInstanceUID, ds.SOPInstanceUID = UID("1.2.3.98"), UID("1.2.3.99"), UID("1.2.3.100")
    ds.file_meta.MediaStorageSOPInstanceUID = UID("1.2.3.100")
    for group in ds.PerFrameFunctionalGroupsSequence:
        for derived in group.DerivationImageSequence:
            for image in derived.SourceImageSequence:
                image.ReferencedSOPInstanceUID += ".9"
    del ds.SourceImageSequence
    for series in ds.ReferencedSeriesSequence:
        series.SeriesInstanceUID += ".9"
        for image in series.ReferencedInstanceSequence:
            image.ReferencedSOPInstanceUID += ".9"
    out = io.BytesIO()
    ds.save_as(out)
    return out.getvalue()


def test_planes_cut_the_segments_where_they_lie(view: View, qtbot: QtBot) -> None:
    opened(view, qtbot)
    view.do("segments")
    settle(view, qtbot)
    view.do("planes")
    qtbot.waitUntil(lambda: view.active.shows_planes and view._shell.is_idle, timeout=30_000)
    set_opened, planes = view.active.opened, view.active.mpr.planes
    assert set_opened is not None
    assert planes is not None
    assert set_opened.volume.geometry is not None
    affine = set_opened.volume.geometry.affine
    middle = (affine @ (40, 40, 5, 1))[:3]
    view.active.mpr._move(planes.moved(middle))
    for direction in ("axial", "coronal", "sagittal"):
        pane = view.active.mpr.panes[direction]
        row, column, _ = view.active.mpr.planes.plane(direction).pixel((affine @ (38, 38, 5, 1))[:3])  # type: ignore
        assert pane._state is not None
        x, y = screen_at(pane._state, pane.image_size, (column, row))
        image = pane.grab().toImage()
        around = [image.pixelColor(round(x) + dx, round(y) + dy) for dx, dy in ((3, 3), (-5, 5), (5, -5))]
        assert any(is_red(colour) for colour in around), direction


def test_figures_say_where_they_come_from(view: View, qtbot: QtBot) -> None:

    opened(view, qtbot)
    view.do("segments")
    settle(view, qtbot)
    found = view.active.segments.laid[INSTANCE]
    told = dict(segment_words.rows(found.listed, found, found.segments[0]))
    assert told["Type"] == "Liver (10200004, SNOMED CT)"
    assert told["Algorithm"] == "By hand"
    assert "places of the slices" in told["Volume from"]
    assert "padding left out" in told["Values from"]
    assert "Drawn on these images" in told["How it lies"]
