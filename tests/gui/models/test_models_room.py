"""The models room on a vault with the shipped model."""

from __future__ import annotations

from functools import partial
from pathlib import Path

import pytest
from PySide6.QtWidgets import QLabel, QTableView
from pytestqt.qtbot import QtBot

from app import paths
from app.ui.models.view import View
from app.ui.qt.ask import Sheet
from app.ui.room import Shell

WISCONSIN = "breast-aspirate-wisconsin"


@pytest.fixture
def room(shell: Shell, qtbot: QtBot) -> View:
    view = View(shell.workstation, shell)
    qtbot.addWidget(view)
    view.resize(1300, 820)
    with qtbot.waitExposed(view):
        view.show()
    qtbot.waitUntil(lambda: bool(view.state.models) and shell.is_idle, timeout=20_000)
    view._choose(next(one for one in view.state.models if one.card.id == WISCONSIN))
    return view


def words(room: View) -> str:
    assert room.page is not None
    return "\n".join(label.text() for label in room.page.findChildren(QLabel))


def test_the_card_says_what_it_is_for_and_how_it_was_measured(room: View) -> None:
    said = words(room)
    for part in ("Intended use", "Not for", "Limits", "Trained on", "Decision threshold"):
        assert part in said
    assert "37.3" in said  # the prevalence stands beside the threshold
    tables = room.page.findChildren(QTableView) if room.page else []
    metrics, inputs = tables
    assert metrics.model().rowCount() >= 8
    assert inputs.model().rowCount() == 30
    assert "Models run on" in room.head._line.text()


def is_gone(room: View, shell: Shell, model: str) -> bool:
    return shell.is_idle and model not in {one.card.id for one in room.state.models}


def test_a_model_is_removed_and_installed_again_from_its_file(room: View, shell: Shell, qtbot: QtBot) -> None:
    for shelved in room.state.models:
        room.remove(shelved.card.id)
        qtbot.waitUntil(partial(is_gone, room, shell, shelved.card.id), timeout=20_000)
    assert room._stack.currentIndex() == 0
    room.register(paths.resources() / "models" / f"{WISCONSIN}.aegle")
    qtbot.waitUntil(lambda: bool(room.state.models) and shell.is_idle, timeout=30_000)
    sheet = room.findChild(Sheet)
    assert sheet is not None
    assert any("golden sample" in label.text() for label in sheet.findChildren(QLabel))
    sheet.close()


def test_a_file_that_is_no_package_is_refused_in_a_sentence(
    room: View, shell: Shell, qtbot: QtBot, tmp_path: Path
) -> None:
    failures: list[BaseException] = []
    shell.failed.disconnect()
    shell.failed.connect(failures.append)
    wrong = tmp_path / "wrong.aegle"
    wrong.write_text("no package")
    room.register(wrong)
    qtbot.waitUntil(lambda: bool(failures) and shell.is_idle, timeout=30_000)
    assert "not a model package" in str(failures[0])


def test_a_table_is_answered_row_by_row(room: View, shell: Shell, qtbot: QtBot, tmp_path: Path) -> None:
    model = room.state.model()
    assert model is not None
    names = [field.name for field in model.card.fields]
    low = ",".join(str(field.low) for field in model.card.fields)
    high = ",".join(str(field.high) for field in model.card.fields)
    table = tmp_path / "aspirates.csv"
    table.write_text(f"{','.join(names)}\n{low}\n{high}\n", encoding="utf-8")
    room.predict_table(WISCONSIN, table)
    qtbot.waitUntil(lambda: hasattr(room, "answers") and shell.is_idle, timeout=30_000)
    shown = room.answers.findChild(QTableView)
    assert shown is not None
    decisions = [shown.model().index(row, 1).data() for row in range(2)]
    assert decisions == ["benign", "malignant"]
    room.answers.close()


def test_search_narrows_the_shelf(room: View) -> None:
    room.search.setText("nothing such")
    assert room.model.rows() == ()
    room.search.setText("wisconsin")
    assert len(room.model.rows()) == 1
