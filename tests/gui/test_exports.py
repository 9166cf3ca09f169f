"""Exports from the viewer: what is on the screen goes where the person chose."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import cv2
import pytest
import pyzipper
import tifffile
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from app.domain.cine import pace_of
from app.domain.work import quietly
from app.services.workstation import Workstation
from app.ui.room import Shell
from app.ui.viewer import export
from app.ui.viewer.state import opened as opened_state
from tests.gui.conftest import series_of


@pytest.fixture
def shown(library: Workstation) -> Any:
    return library.viewing.open(library.principal, series_of(library, "T-100"), None, quietly)


def test_every_slice_is_a_page(shown: Any, library_shell: Shell, qtbot: QtBot, tmp_path: Path) -> None:
    target = tmp_path / "values.tif"
    export.pages(None, library_shell, shown, lambda *_: target)  # type: ignore[arg-type]
    qtbot.waitUntil(lambda: library_shell.is_idle, timeout=30_000)
    assert (tifffile.imread(target) == shown.volume.voxels).all()


def test_a_film_is_as_the_set_is_looked_at(shown: Any, library_shell: Shell, qtbot: QtBot, tmp_path: Path) -> None:
    target = tmp_path / "film.mp4"
    state = opened_state(shown.shown.shape, 1.0, shown.volume.windows[0], False).rotated()
    assert export.why_no_film(shown) == ""
    export.write_film(library_shell, shown, state, target, 8.0, False)
    qtbot.waitUntil(lambda: library_shell.is_idle, timeout=30_000)
    film: Any = cv2.VideoCapture(str(target))
    assert film.get(cv2.CAP_PROP_FRAME_COUNT) == len(shown.volume.voxels)
    assert film.get(cv2.CAP_PROP_FPS) == pytest.approx(8.0)


def test_the_pace_of_a_film_is_the_file_s_until_another_is_chosen(library_shell: Shell) -> None:
    del library_shell  # dialogs are drawn in its colours
    sheet = export.FilmSheet(None, pace_of({"FrameTimeVector": "0\\40\\200"}, 3))
    assert sheet.rate is None
    assert not sheet.per_second.isEnabled()
    assert "40 to 200 ms" in sheet.as_filed.text()
    sheet.as_filed.setChecked(False)
    assert sheet.per_second.isEnabled()
    assert sheet.rate == pytest.approx(8.3)
    assert export.FilmSheet(None, pace_of({"FrameTime": "50"}, 3)).rate == 20


def test_files_go_into_an_encrypted_zip(shown: Any, library_shell: Shell, qtbot: QtBot, tmp_path: Path) -> None:
    target = tmp_path / "study.zip"

    def answer() -> None:
        (sheet,) = (one for one in QApplication.topLevelWidgets() if isinstance(one, export.PackSheet))
        sheet.passphrase.setText("pine cone")
        sheet.again.setText("pine")
        assert not sheet.verb.isEnabled()
        assert "not the same" in sheet.trouble.text()
        sheet.again.setText("pine cone")
        assert sheet.verb.isEnabled()
        sheet.accept()

    QTimer.singleShot(0, answer)
    export.packed(None, library_shell, shown, lambda *_: target)  # type: ignore[arg-type]
    qtbot.waitUntil(lambda: library_shell.is_idle, timeout=30_000)
    with pyzipper.AESZipFile(target) as packed:
        packed.setpassword(b"pine cone")
        assert len(packed.namelist()) == len(shown.shown.frames) + 1
        assert packed.read("DICOMDIR")[128:132] == packed.read(packed.namelist()[0])[128:132] == b"DICM"
