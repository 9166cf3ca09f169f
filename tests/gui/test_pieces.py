"""The small pieces that rooms are built of."""

from __future__ import annotations

import sys
import time
from dataclasses import dataclass, replace

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from app.domain.study import Series
from app.ui.qt.form import button, enable
from app.ui.qt.table import Column, RowsModel, Table
from app.ui.series_strip import series_card
from app.ui.theme import FONT, LIGHT, Theme


@dataclass(frozen=True, slots=True)
class Fruit:
    name: str
    weight: float | None


COLUMNS = (
    Column[Fruit]("Name", lambda f: f.name, wide=True),
    Column[Fruit]("Weight", lambda f: str(f.weight), key=lambda f: f.weight, right=True),
)
FRUIT = (Fruit("Red apple", 150.0), Fruit("Plum", 60.0), Fruit("Green apple", None), Fruit("Pear", 170.0))


def names(model: RowsModel[Fruit]) -> list[str]:
    return [row.name for row in model.rows()]


@pytest.mark.usefixtures("qapp")
def test_every_word_of_a_filter_must_be_somewhere() -> None:
    model = RowsModel(COLUMNS)
    model.set_rows(FRUIT)
    model.filter("APPLE")
    assert names(model) == ["Red apple", "Green apple"]
    model.filter("apple red")
    assert names(model) == ["Red apple"]
    model.filter("")
    assert len(names(model)) == 4


@pytest.mark.usefixtures("qapp")
def test_rows_without_a_value_go_last_whichever_way_is_sorted() -> None:
    model = RowsModel(COLUMNS)
    model.set_rows(FRUIT)
    model.sort(1, Qt.SortOrder.AscendingOrder)
    assert names(model) == ["Plum", "Red apple", "Pear", "Green apple"]
    model.sort(1, Qt.SortOrder.DescendingOrder)
    assert names(model) == ["Pear", "Red apple", "Plum", "Green apple"]


@pytest.mark.usefixtures("qapp")
def test_ten_thousand_rows_are_filtered_within_a_tenth_of_a_second() -> None:
    model = RowsModel(COLUMNS)
    model.set_rows([Fruit(f"Fruit number {n} of a long list", float(n)) for n in range(10_000)])
    model.sort(1, Qt.SortOrder.DescendingOrder)
    start = time.perf_counter()
    model.filter("number 77")
    took = time.perf_counter() - start
    assert model.rowCount() == sum("77" in str(n) for n in range(10_000))
    assert took < 0.1


def test_enter_opens_the_chosen_row(qtbot: QtBot, theme: Theme) -> None:
    assert theme is not None
    model = RowsModel(COLUMNS)
    model.set_rows(FRUIT)
    table = Table(model, "Fruit")
    qtbot.addWidget(table)
    opened: list[Fruit] = []
    table.opened.connect(opened.append)
    assert table.choose(lambda row: row.name == "Pear")
    QTest.keyClick(table, Qt.Key.Key_Return)
    assert opened == [FRUIT[3]]
    assert not table.choose(lambda row: row.name == "Melon")


def test_a_disabled_button_says_why_and_forgets_it_when_enabled(qtbot: QtBot) -> None:
    made = button("Go", tip="Goes on")
    qtbot.addWidget(made)
    enable(made, False, "There is nowhere to go.")
    assert not made.isEnabled()
    assert made.toolTip() == made.accessibleDescription() == "There is nowhere to go."
    enable(made, True)
    assert made.isEnabled()
    assert made.toolTip() == "Goes on"


def test_a_control_is_never_disabled_without_a_reason(qtbot: QtBot) -> None:
    made = button("Go")
    qtbot.addWidget(made)
    with pytest.raises(ValueError, match="reason"):
        enable(made, False)


def test_everything_is_written_in_the_bundled_font(qapp: QApplication, theme: Theme) -> None:
    light = Theme(LIGHT, theme._resources)
    light.apply(qapp)
    assert qapp.font().family() == FONT
    assert qapp.font().pixelSize() == 13
    theme.apply(qapp)


def test_this_qt_does_not_lose_references_to_none(qapp: QApplication) -> None:
    # PySide6 6.12.0 did: on Python 3.11 the program ended after some thousand calls
    before = sys.getrefcount(None)
    for _ in range(2000):
        qapp.processEvents()
    assert sys.getrefcount(None) > before - 1000


def test_a_series_of_reports_is_a_card_of_reports() -> None:
    series = Series("1.2", "1.1", "SR", "", "Radiology report", 3, "", 2)
    card = series_card(series)
    assert (card.title, card.count, card.icon) == ("SR · 3", "2 reports", "report")
    assert (series_card(replace(series, modality="CT", instance_count=1)).count) == "1 image"
    assert series_card(replace(series, modality="CT")).icon == ""
