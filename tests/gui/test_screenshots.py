"""Pictures of every room, in both languages and both themes, and every sign in them drawable."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtGui import QImage
from pytestqt.qtbot import QtBot

from app.services.workstation import Door, Workstation
from app.ui import screenshots

ROOMS = (
    *("unlock", "worklist", "viewer", "record", "findings"),
    *("models", "training_question", "settings", "audit", "help"),
)


@pytest.mark.parametrize(("language", "theme"), [("en", "dark"), ("zh_CN", "light")])
def test_every_room_has_its_picture(
    door: Door, library: Workstation, tmp_path: Path, language: str, theme: str, qtbot: QtBot
) -> None:
    assert qtbot is not None
    before = {path for path in tmp_path.rglob("*") if path.is_file()}
    folder = tmp_path / "pictures"
    written = screenshots.take(door, library, folder, language, theme, (1280, 720))
    names = [path.stem for path in written]
    for room in ROOMS:
        assert any(name.endswith(room) for name in names), room
    for path in written:
        image = QImage(str(path))
        assert (image.width(), image.height()) == (1280, 720)
        colours = {image.pixelColor(x, y).name() for x in range(0, 1280, 16) for y in range(0, 720, 16)}
        assert len(colours) > 5, f"{path.name} is an empty page"
    # nothing is left behind but the pictures and the vault's own files
    fresh = {path for path in tmp_path.rglob("*") if path.is_file()} - before - set(written)
    assert all(library.folder in path.parents for path in fresh)
    # the vault stays its owner's
    assert library.worklist.patients(library.principal)
