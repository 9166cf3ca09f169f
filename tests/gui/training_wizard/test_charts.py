"""Figures of an evaluation: hovered they tell their points, clicked they grow, exported they hold what is drawn."""

from __future__ import annotations

import csv
from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QPointF, Qt, QTimer
from PySide6.QtGui import QImage
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QFileDialog, QLineEdit, QPushButton
from pytestqt.qtbot import QtBot

from app.domain.evaluation.charts import Bar, Chart, Line
from app.domain.words import say
from app.ui.charts import ChartCard, LargeChart
from app.ui.room import Shell
from tests.gui.training_wizard.steps import idle, press

ROC = Chart("roc", say("ROC curve"), say("False positive rate (1 - specificity)"), say("Sensitivity"),
            (Line(((0.0, 0.0), (1.0, 1.0)), "ideal"),
             Line(((0.0, 0.0), (0.25, 0.75), (1.0, 1.0)), "model")))  # fmt: skip
GROUPS = Chart("subgroups", say("Groups of patients"), say("Accuracy"), say("Accuracy"),
               bars=(Bar(say("Accuracy"), 0.8, 0.7, 0.9, 40), Bar(say("Sensitivity"), 0.6, None, None, 12)),
               x_span=(0.5, 1.0))  # fmt: skip


def a_card(shell: Shell, qtbot: QtBot, chart: Chart) -> ChartCard:
    made = ChartCard(shell, chart)
    qtbot.addWidget(made)
    made.resize(620, 360)
    with qtbot.waitExposed(made):
        made.show()
    qtbot.wait(50)
    return made


def hover(card: ChartCard, x: float, y: float) -> str:
    """What is told where the pointer is at a point of the drawing."""
    place = card.plot.widget.getPlotItem().vb.mapViewToScene(QPointF(x, y))
    card.plot.widget.scene().sigMouseMoved.emit(place)
    return card.plot.told.text()


def test_a_point_under_the_pointer_is_told_and_none_beside_it(shell: Shell, qtbot: QtBot) -> None:
    card = a_card(shell, qtbot, ROC)
    assert hover(card, 0.25, 0.75) == "0.25, 0.75"
    assert hover(card, 0.7, 0.2) == "", "nothing is near, and the line of chance tells nothing"
    groups = a_card(shell, qtbot, GROUPS)
    assert hover(groups, 0.8, 1) == "Accuracy: 0.8 (0.7 \N{EN DASH} 0.9)  (n = 40)"
    assert hover(groups, 0.6, 0) == "Sensitivity: 0.6  (n = 12)"


def test_axes_are_named_on_every_figure(shell: Shell, qtbot: QtBot) -> None:
    axes = [a_card(shell, qtbot, ROC).plot.widget.getAxis(side).labelText for side in ("bottom", "left")]
    assert axes == ["False positive rate (1 - specificity)", "Sensitivity"]


def enlarged(card: ChartCard, then: Callable[[LargeChart], None]) -> None:
    """Click the drawing with the mouse, and do something while it is large."""
    seen: list[LargeChart] = []

    def look() -> None:
        sheet = QApplication.activeModalWidget()
        assert isinstance(sheet, LargeChart)
        seen.append(sheet)
        try:
            then(sheet)
        finally:
            sheet.close()

    QTimer.singleShot(200, look)
    viewport = card.plot.widget.viewport()
    QTest.mouseClick(viewport, Qt.MouseButton.LeftButton, pos=viewport.rect().center())
    assert len(seen) == 1, "a click enlarges it, once"
    assert QApplication.activeModalWidget() is None


def save_as(button: QPushButton, path: Path) -> None:
    def fill() -> None:
        dialog = QApplication.activeModalWidget()
        assert isinstance(dialog, QFileDialog)
        line = dialog.findChild(QLineEdit, "fileNameEdit")
        assert line is not None
        line.setText(str(path))
        dialog.accept()

    QTimer.singleShot(300, fill)
    press(button)


def test_a_click_enlarges_it_and_it_is_kept_as_a_picture_and_as_numbers(
    shell: Shell, qtbot: QtBot, tmp_path: Path
) -> None:
    picture, numbers = tmp_path / "roc.png", tmp_path / "roc.csv"

    def keep(sheet: LargeChart) -> None:
        by_text = {one.text(): one for one in sheet.findChildren(QPushButton)}
        save_as(by_text["Export the picture…"], picture)
        save_as(by_text["Export the numbers…"], numbers)
        idle(shell, qtbot)

    enlarged(a_card(shell, qtbot, ROC), keep)
    image = QImage(str(picture))
    assert image.width() >= 600
    assert len({image.pixel(x, image.height() // 2) for x in range(image.width())}) > 2, "something is drawn in it"
    rows = list(csv.reader(numbers.read_text(encoding="utf-8-sig").splitlines()))
    assert rows[0] == ["line", "False positive rate (1 - specificity)", "Sensitivity", "n"]
    assert ["model 2", "0.25", "0.75", ""] in rows
    ws = shell.workstation
    deeds = [entry.verb for entry in ws.auditing.entries(ws.principal)]
    assert deeds.count("export evaluation") == 2, "what leaves the vault is on the trail"
