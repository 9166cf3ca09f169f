"""A table too long to be held is passed once, and a sample of it kept."""

from __future__ import annotations

import gzip
from collections.abc import Sequence
from pathlib import Path

import pytest

from app.features.columns import is_patient_column
from app.ingest import drawn
from app.ingest.drawn import length_of, read_drawn

ROWS = 20_000


@pytest.fixture
def long(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Four visits of each patient, semicolons, decimal commas, Chinese headings in GB18030."""
    monkeypatch.setattr(drawn, "_LARGE", 1000)
    path = tmp_path / "long.csv"
    lines = ["病历号;年龄;肌酐;结局", *(f"P{i // 4};{40 + i % 50};{i % 97},5;{i // 4 % 3 % 2}" for i in range(ROWS))]
    path.write_text("\n".join(lines) + "\n", encoding="gb18030")
    return path


def whose(headings: Sequence[str]) -> str:
    return next(h for h in headings if is_patient_column(h))


def test_a_sample_holds_patients_whole_and_says_of_how_many_rows_it_is(long: Path) -> None:
    assert length_of(long) == (ROWS + 1, 4)
    read = read_drawn(long, 2000, ROWS + 1, whose)
    assert read.columns == ("病历号", "年龄", "肌酐", "结局")
    assert read.every == ROWS
    assert 1500 < len(read.rows) < 2500
    people = read.column("病历号")
    assert all(people.count(one) == 4 for one in set(people))
    assert {cell[-2:] for cell in read.column("肌酐")} == {".5"}
    ill = [int(cell) for cell in read.column("结局")]
    assert sum(ill) / len(ill) == pytest.approx(1 / 3, abs=0.05)  # as in the whole
    assert read_drawn(long, 2000, ROWS + 1, whose) == read  # the same every time


def test_rows_are_drawn_where_there_are_too_few_people(long: Path) -> None:
    text = long.read_text(encoding="gb18030").splitlines()
    few = [text[0], *(f"P{i % 3};" + line.split(";", 1)[1] for i, line in enumerate(text[1:]))]
    long.write_text("\n".join(few), encoding="gb18030")
    read = read_drawn(long, 200, ROWS + 1, whose)
    assert 100 < len(read.rows) < 300
    assert len(set(read.column("病历号"))) == 3


def test_a_packed_table_is_counted_unpacked(long: Path, tmp_path: Path) -> None:
    packed = tmp_path / "long.csv.gz"
    packed.write_bytes(gzip.compress(long.read_bytes()))
    assert length_of(packed) == (ROWS + 1, 4)
    plain, unpacked = read_drawn(long, 500, ROWS + 1, whose), read_drawn(packed, 500, ROWS + 1, whose)
    assert unpacked.rows == plain.rows


def test_a_small_table_is_not_counted(tmp_path: Path) -> None:
    path = tmp_path / "small.csv"
    path.write_text("a,b\n1,2\n", encoding="utf-8")
    assert length_of(path) == (0, 0)
