"""Tables of observations: what the mapping says, nothing guessed."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime

import pytest

from app.domain.codes import Coding, Quantity
from app.domain.errors import WorkstationError
from app.domain.problem import Problem
from app.domain.record import Observation
from app.ingest.column_mapping import parse_mapping
from app.ingest.reader import ColumnMapping, Item, Options
from app.ingest.readers.csv_table import propose
from app.ingest.reading import read

LONG = ColumnMapping(patient="mrn", name="name", birth_date="dob", at="when", code="code", value="result", unit="unit")
TABLE = """mrn,name,dob,when,code,result,unit
M1,"Müller, Jörg",1950-02-03,2026-01-02 08:30,718-7,13.2,g/dL
M1,"Müller, Jörg",1950-02-03,2026-01-03,718-7,<0.5,g/dL
M2,张伟,1961-05-06,2026-01-02,718-7,,g/dL
,nobody,,2026-01-02,718-7,5,g/dL
"""


def outcome(data: bytes, mapping: ColumnMapping | None = LONG) -> Item | Problem:
    return read("labs.csv", data, Options(mapping))


def item(data: bytes, mapping: ColumnMapping = LONG) -> Item:
    found = outcome(data, mapping)
    assert isinstance(found, Item), found
    return found


def refusal(data: bytes, mapping: ColumnMapping = LONG) -> str:
    found = outcome(data, mapping)
    assert isinstance(found, Problem)
    assert found.severity == "refusal"
    assert str(found.hint)
    return f"{found.what} {found.hint}"


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16"])
def test_a_long_table_becomes_observations_with_their_units(encoding: str) -> None:
    found = item(TABLE.encode(encoding))
    first, second = (f for f in found.facts if isinstance(f, Observation))
    assert first.value == Quantity(13.2, "g/dL")
    assert first.at == datetime(2026, 1, 2, 8, 30).astimezone()
    assert first.code == Coding("", "718-7", "718-7")
    assert second.value == "<0.5 g/dL"
    assert {(p.mrn, p.name, p.birth_date) for p in found.people} == {
        ("M1", "Müller, Jörg", date(1950, 2, 3)),
        ("M2", "张伟", date(1961, 5, 6)),
    }
    assert "no patient number" in str(found.notes[0].what)


def test_a_wide_table_has_an_observation_for_each_filled_cell() -> None:
    mapping = ColumnMapping(patient="id", values={"hb": ("Haemoglobin", "g/dL"), "k": ("Potassium", "mmol/L")})
    facts = item(b"id,hb,k\n1,13,4.1\n1,,4.2\n", mapping).facts
    assert [(f.code.display, f.value) for f in facts if isinstance(f, Observation)] == [
        ("Haemoglobin", Quantity(13, "g/dL")),
        ("Potassium", Quantity(4.1, "mmol/L")),
        ("Potassium", Quantity(4.2, "mmol/L")),
    ]


def test_without_a_mapping_a_table_is_kept_aside_and_says_how_to_map() -> None:
    found = outcome(TABLE.encode(), None)
    assert isinstance(found, Problem)
    assert found.severity == "warning"
    assert "--map" in str(found.hint)


def test_a_stated_encoding_that_does_not_hold_names_the_line() -> None:
    mapping = replace(LONG, encoding="utf-8")
    said = refusal(TABLE.encode("gb18030"), mapping)
    assert "Line 2" in said
    assert "gb18030" in said.lower()


def test_an_encoding_that_is_not_stated_is_not_guessed() -> None:
    said = refusal(TABLE.encode("gb18030"))
    assert 'encoding = "gb18030"' in said
    stated = replace(LONG, encoding="gb18030")
    assert {p.name for p in item(TABLE.encode("gb18030"), stated).people} == {"Müller, Jörg", "张伟"}


def test_utf8_read_under_another_name_would_garble_names_and_is_refused() -> None:
    mapping = replace(LONG, encoding="latin-1")
    assert "UTF-8" in refusal(TABLE.encode("utf-8"), mapping)


def test_a_column_that_is_not_there_is_named() -> None:
    assert "“unit”" in refusal(TABLE.replace("unit", "einheit").encode())


def test_two_birth_dates_under_one_number_are_two_people() -> None:
    table = TABLE.replace("2026-01-03,718-7,<0.5", "2026-01-03,718-7,<0.5", 1).replace("1950-02-03", "1950-02-04", 1)
    assert len([p for p in item(table.encode()).people if p.mrn == "M1"]) == 2


def test_dates_that_could_be_two_days_are_not_guessed() -> None:
    found = item(TABLE.replace("2026-01-03", "03/04/2026").encode())
    assert found.facts[1].at is None
    assert "date that cannot be read" in str(found.notes[1].what)


def test_the_same_table_under_another_mapping_is_another_file() -> None:
    other = replace(LONG, unit="")
    assert item(TABLE.encode()).digest != item(TABLE.encode(), other).digest


def test_a_mapping_file_is_read_and_its_faults_are_named() -> None:
    mapping = parse_mapping('patient = "mrn"\nat = "when"\n[values]\n"Hb (g/dL)" = ["Haemoglobin", "g/dL"]\n')
    assert mapping.values == {"Hb (g/dL)": ("Haemoglobin", "g/dL")}
    for written, named in (
        ('patient = "mrn\n', "line 1"),
        ('patient = "mrn"\ncolour = "red"\n', "colour"),
        ('at = "when"\n', "patient"),
        ('patient = "mrn"\n', "values"),
        ('patient = "mrn"\n[values]\nhb = ["Hb"]\n', "hb"),
    ):
        with pytest.raises(WorkstationError, match=named):
            parse_mapping(written)


def test_a_mapping_is_proposed_from_the_columns_names() -> None:
    columns, mapping = propose("labs.csv", TABLE.encode())
    assert columns == ("mrn", "name", "dob", "when", "code", "result", "unit")
    assert (mapping.patient, mapping.code, mapping.value, mapping.unit) == ("mrn", "code", "result", "unit")
    _, wide = propose("labs.csv", "病历号,性别,血糖 (mmol/L)\n1,男,5.1\n".encode())
    assert (wide.patient, wide.sex, wide.values) == ("病历号", "性别", {"血糖 (mmol/L)": ("血糖", "mmol/L")})
