"""Delimited text files in whatever form a hospital sends them."""

from __future__ import annotations

import pytest

from app.domain.errors import WorkstationError
from app.ingest.delimited import read_delimited


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "gb18030"])
def test_chinese_tables_are_read_in_any_encoding(encoding: str) -> None:
    text = "年龄,性别,诊断\n61,女,冠心病\n55,男,健康\n"
    read = read_delimited(text.encode(encoding), "t.csv")
    assert read.columns == ("年龄", "性别", "诊断")
    assert read.rows[0] == ("61", "女", "冠心病")


def test_western_accents_are_not_taken_for_chinese() -> None:
    read = read_delimited("name,größe\nMüller,1\nLefèvre,2\n".encode("cp1252"), "t.csv")
    assert read.columns == ("name", "größe")
    assert read.encoding == "cp1252"


@pytest.mark.parametrize("delimiter", [",", ";", "\t", "|"])
def test_the_delimiter_is_found(delimiter: str) -> None:
    text = "a|b|c\n1|2|x y\n".replace("|", delimiter)
    assert read_delimited(text.encode(), "t").rows == (("1", "2", "x y"),)


def test_decimal_commas_become_points_where_semicolons_delimit() -> None:
    read = read_delimited(b"k;text\n3,5;a,b\n4,25;c\n", "t")
    assert read.column("k") == ("3.5", "4.25")
    assert read.column("text") == ("a,b", "c")


def test_headings_are_made_unique_and_blank_lines_passed_over() -> None:
    read = read_delimited(b",a,a\n1,2,3\n\n , ,\n4,5,6\n", "t")
    assert read.columns == ("column 1", "a", "a (2)")
    assert len(read.rows) == 2


def test_a_quoted_cell_may_hold_lines_and_delimiters() -> None:
    assert read_delimited(b'a,b\n"x, y\nz",2\n', "t").rows == (("x, y\nz", "2"),)


def test_a_short_line_is_filled_up() -> None:
    assert read_delimited(b"a,b,c\n1,2\n", "t").rows == (("1", "2", ""),)


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (b"", "is empty"),
        (b"a,b\n", "has no rows"),
        (b"a,b\n1,2,3\n", "Line 2 of t.csv has 3 cells"),
        (b'a,b\n"1,2\n3,4\n', "cannot be read as a table"),
        (b"PK\x03\x04rest", "workbook"),
        (b"a,b\n1,\x00\n", "not readable as text"),
    ],
)
def test_what_is_no_table_is_refused_in_a_sentence(data: bytes, said: str) -> None:
    with pytest.raises(WorkstationError, match=said) as raised:
        read_delimited(data, "t.csv")
    assert str(raised.value.hint)
