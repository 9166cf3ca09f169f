"""Rows as JSON and as text: the fields that were promised, and columns that stay straight in any script."""

import argparse
import json
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import pytest

from app.cli import run as command_line
from app.cli.command import as_json, table
from app.domain.codes import Coding, Quantity
from app.domain.patient import Deed, Patient
from app.domain.record import Condition, Medication, Observation, Procedure, Report
from app.domain.study import Series, Study
from app.main import build, door, open_window, screenshots
from app.services import unlocking
from app.store import patients, records, studies
from app.store.keyring import Cost

AT = datetime(2024, 3, 1, 8, 30, tzinfo=UTC)
LDL = Coding("http://loinc.org", "2089-1", "LDL")


@pytest.fixture
def vault(tmp_path: Path) -> Path:
    opened = unlocking.create(tmp_path / "vault", "ann", "correct horse", Cost(64, 1, 1))
    with opened.store.transaction(Deed(opened.principal, "import")) as tx:
        patients.put(tx, Patient("p1", "4711", "Doe^Jane", date(1970, 2, 3), "F"))
        patients.put(tx, Patient("p2", "4712", "王^小东", None, ""))
        studies.put_study(tx, Study("1.1", "p1", "A7", "Thorax", AT))
        studies.put_series(tx, Series("1.1.1", "1.1", "CT", "CHEST", "Lung", 1, "", 0))
        records.put_facts(
            tx,
            [
                Observation("a", "p1", LDL, Quantity(3.1, "mmol/L"), AT, (None, 3.0)),
                Observation("b", "p1", LDL, Coding("", "", "positive"), None),
                Observation("c", "p1", LDL, "text", AT),
                Observation("d", "p1", LDL, Quantity(float("nan"), ""), AT),
                Medication("m", "p1", Coding("", "", "Aspirin"), AT, dosage="1-0-0"),
                Report("r", "p1", Coding("", "", "Note"), AT, "12345"),
                Condition("e", "p1", Coding("", "I10", ""), AT),
                Procedure("f", "p1", Coding("", "", "Biopsy"), AT),
            ],
        )
    build(opened).close()
    return tmp_path / "vault"


@pytest.fixture
def ask(vault: Path, capsys: pytest.CaptureFixture[str]) -> Any:
    secret = vault.parent / "secret"
    secret.write_text("correct horse\n")

    def asked(*arguments: str) -> Any:
        given = [*arguments, "--vault", str(vault), "--passphrase-file", str(secret)]
        code = command_line.run(given, door(Cost(64, 1, 1)), screenshots, open_window)
        out, err = capsys.readouterr()
        assert (code, err) == (0, "")
        return json.loads(out) if "--json" in arguments else out

    return asked


def test_patients_have_the_fields_that_were_promised(ask: Any) -> None:
    rows = ask("patients", "--json")
    assert [row["id"] for row in rows] == ["p1", "p2"]
    first = {name: rows[0][name] for name in ("mrn", "name", "birth_date", "sex", "studies")}
    assert first == {"mrn": "4711", "name": "Doe^Jane", "birth_date": "1970-02-03", "sex": "F", "studies": 1}
    assert rows[1]["birth_date"] is None
    assert [row["id"] for row in ask("patients", "--json", "--study", "1.1")] == ["p1"]
    assert [row["id"] for row in ask("patients", "--json", "--search", "小")] == ["p2"]


def test_studies_and_series_have_theirs_and_are_asked_by_id_or_number(ask: Any) -> None:
    for who in ("p1", "4711"):
        (study,) = ask("studies", "--json", "--patient", who)
        (series,) = ask("series", "--json", "--patient", who, "--study", "1.1")
        assert (study["uid"], study["patient"], study["date"]) == ("1.1", "p1", "2024-03-01")
        assert (study["description"], study["modalities"]) == ("Thorax", ["CT"])
        assert series == {
            "uid": "1.1.1", "study": "1.1", "modality": "CT", "body_part": "CHEST", "description": "Lung", "number": 1,
            "instance_count": 0,
        }  # fmt: skip
    assert ask("studies", "--json", "--patient", "p2") == []
    assert ask("series", "--json", "--patient", "p2") == []


def test_a_record_is_told_as_json_and_as_lines(ask: Any) -> None:
    said = ask("record", "4711", "--json")
    assert said["patient"]["name"] == "Doe^Jane"
    assert {fact["kind"] for fact in said["facts"]} == {
        "Observation", "Medication", "Report", "Condition", "Procedure",
    }  # fmt: skip
    by_id = {fact["id"]: fact for fact in said["facts"]}
    assert by_id["a"]["value"] == {"value": 3.1, "unit": "mmol/L"}
    assert by_id["a"]["code"] == {"system": "http://loinc.org", "code": "2089-1", "display": "LDL"}
    assert by_id["d"]["value"]["value"] is None
    assert said["studies"][0]["modalities"] == ["CT"]
    lines = ask("record", "p1")
    for text in ("LDL: 3.1 mmol/L (–3)", "LDL: positive", "Aspirin 1-0-0", "Note (5 characters)", "I10", "Thorax CT"):
        assert text in lines
    assert "no date" in lines.splitlines()[-1]


def test_a_search_says_where_it_found_what(ask: Any) -> None:
    said = ask("search", "--json", "asp")
    assert not said["has_more"]
    assert {(hit["place"], hit["text"], hit["mrn"]) for hit in said["hits"]} >= {("Medication", "Aspirin", "4711")}
    assert ask("search", "--json", "thorax")["hits"][0]["about"] == "1.1"
    lines = ask("search", "lung").splitlines()
    assert lines[0].split() == ["found", "in", "text", "patient", "mrn", "date"]
    assert lines[1].startswith("Series")
    assert "Doe, Jane" in lines[1]
    assert ask("search", "nowhere").strip() == "Nothing found."


def test_columns_stay_straight_in_any_script() -> None:
    lines = table(("name", "n"), [("王小东", 1), ("Doe", None)])
    assert lines == ["name    n", "王小东  1", "Doe"]


def test_json_has_no_words_for_what_is_no_number() -> None:
    text = as_json({"a": [float("nan"), float("inf"), 1.5], "名": (None, True)})
    assert json.loads(text) == {"a": [None, None, 1.5], "名": [None, True]}


def test_no_two_commands_share_a_name_and_each_can_be_asked_for_help() -> None:
    names = [command.name for command in command_line.COMMANDS]
    assert len(set(names)) == len(names)
    for command in command_line.COMMANDS:
        command.add_arguments(argparse.ArgumentParser())
