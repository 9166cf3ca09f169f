"""Tables out of workbooks: what a spreadsheet shows is what is learned from."""

from __future__ import annotations

import io
from datetime import datetime
from typing import Any

import openpyxl
import pytest

from app.domain.errors import WorkstationError
from app.ingest.workbook import read_sheet


def a_workbook(**sheets: list[list[Any]]) -> bytes:
    book = openpyxl.Workbook()
    book.remove(book.active)
    for name, lines in sheets.items():
        sheet = book.create_sheet(name)
        for line in lines:
            sheet.append(line)
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def test_cells_are_read_as_a_table_of_text_would_hold_them() -> None:
    found = read_sheet(
        a_workbook(
            病例=[["年龄", "CRP", "日期", "肺炎"], [60, 3.5, datetime(2024, 3, 1), True], [71.0, None, None, "否"]]
        ),
        "病例.xlsx",
        "",
    )
    assert found.table.columns == ("年龄", "CRP", "日期", "肺炎")
    assert found.table.rows == (("60", "3.5", "2024-03-01", "TRUE"), ("71", "", "", "否"))


def test_a_sheet_is_chosen_by_name_or_number_and_an_empty_first_one_is_passed_over() -> None:
    data = a_workbook(notes=[["nothing"]], one=[["a"], [1]], two=[["b"], [2]])
    assert read_sheet(data, "x.xlsx", "").name == "one"
    assert read_sheet(data, "x.xlsx", "two").table.columns == ("b",)
    assert read_sheet(data, "x.xlsx", "3").name == "two"
    with pytest.raises(WorkstationError, match='no sheet "three"'):
        read_sheet(data, "x.xlsx", "three")


def test_a_title_above_the_heading_is_passed_over() -> None:
    found = read_sheet(a_workbook(one=[["Ward 3, 2024"], ["a", "b"], [1, 2], [3, 4]]), "x.xlsx", "")
    assert found.table.columns == ("a", "b")


@pytest.mark.parametrize("data", [b"\xd0\xcf\x11\xe0old", b"PK\x03\x04no zip"])
def test_what_is_no_workbook_is_refused_in_words(data: bytes) -> None:
    with pytest.raises(WorkstationError, match="workbook"):
        read_sheet(data, "x.xlsx", "")
