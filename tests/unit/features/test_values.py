"""What a cell of a messy table means."""

from __future__ import annotations

import math

import pytest

from app.features.values import Cell, is_missing, key_of, number_of


@pytest.mark.parametrize(
    "cell", ["", "  ", "?", "NA", "n/a", "NaN", "unknown", "Not Done", "未知", "缺失", None, float("nan")]
)
def test_the_usual_words_for_not_known_are_missing(cell: Cell) -> None:
    assert is_missing(cell)
    assert math.isnan(number_of(cell))


@pytest.mark.parametrize(
    ("cell", "number"),
    [("3.5", 3.5), (" -2e3 ", -2000), ("1,234.5", 1234.5), ("<0.5", 0.5), ("≥ 100", 100), ("45 %", 45), ("１２", 12)],
)
def test_numbers_are_read_as_people_write_them(cell: str, number: float) -> None:
    assert number_of(cell) == number


@pytest.mark.parametrize("cell", ["none", "no", "haemolysed", "1-2", "2020-01-01", "inf", "1e999"])
def test_what_is_no_number_is_not_made_one(cell: str) -> None:
    assert math.isnan(number_of(cell))


def test_a_columns_own_code_is_missing_only_there() -> None:
    assert math.isnan(number_of("-9", ("-9",)))
    assert number_of("-9") == -9


def test_the_same_word_written_differently_has_one_key() -> None:
    assert key_of(" Male ") == key_of("male") == key_of("ＭＡＬＥ")
    assert key_of("2.0") == key_of("2") == key_of(2) == key_of(2.0)
    assert key_of(True) == key_of("TRUE")
