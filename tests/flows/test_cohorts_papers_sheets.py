"""aegle cohort, paper, reproduce and --sheet as a person types them."""

from __future__ import annotations

import json
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import numpy as np
import pypdfium2
import pytest

from app.services.protocols import PROTOCOLS
from tests.flows.conftest import Aegle, Terminal

openpyxl = pytest.importorskip("openpyxl", reason="it writes the workbooks that are read here")


def bundle(count: int) -> dict[str, Any]:
    """Patients as a FHIR bundle: lactate on the 2nd, sepsis on the 5th in every second, and higher lactate in those."""
    rng = np.random.default_rng(3)
    entries: list[dict[str, Any]] = []
    for n in range(count):
        ill = n % 2 == 1
        who = {"reference": f"Patient/p{n}"}
        entries.append(
            {
                "resourceType": "Patient",
                "id": f"p{n}",
                "gender": ("female", "male")[n // 2 % 2],
                "birthDate": f"{1940 + n % 40}-03-01",
                "name": [{"family": f"Test{n}"}],
                "identifier": [{"value": f"M{n:03}"}],
            }
        )
        for code, name, mean in (("2524-7", "Lactate", 2.5 if ill else 1.2), ("1988-5", "CRP", 90 if ill else 40)):
            value = round(float(rng.normal(mean, mean / 4)), 2)
            unit = "mmol/L" if name == "Lactate" else "mg/L"
            entries.append(
                {
                    "resourceType": "Observation",
                    "id": f"{name}{n}",
                    "status": "final",
                    "subject": who,
                    "code": {"coding": [{"system": "http://loinc.org", "code": code, "display": name}]},
                    "effectiveDateTime": "2024-03-02T08:00:00Z",
                    "valueQuantity": {
                        "value": value,
                        "unit": unit,
                        "code": unit,
                        "system": "http://unitsofmeasure.org",
                    },
                }
            )
        if ill:
            sepsis = {"system": "http://snomed.info/sct", "code": "91302008", "display": "Sepsis"}
            entries.append(
                {
                    "resourceType": "Condition",
                    "id": f"c{n}",
                    "subject": who,
                    "code": {"coding": [sepsis]},
                    "onsetDateTime": "2024-03-05T08:00:00Z",
                }
            )
    return {"resourceType": "Bundle", "type": "collection", "entry": [{"resource": one} for one in entries]}


@pytest.fixture
def ward(terminal: Terminal, tmp_path: Path) -> Terminal:
    """Forty patients, twenty of them with sepsis."""
    path = tmp_path / "ward.json"
    path.write_text(json.dumps(bundle(40)), encoding="utf-8")
    assert terminal.run("import", path)[0] == 0
    return terminal


def test_a_cohort_is_saved_counted_and_removed_on_the_command_line(ward: Terminal) -> None:
    made = ward.json("cohort", "save", "Sepsis", "--condition", "sepsis")
    assert (made["name"], made["patients"]) == ("Sepsis", 20)
    assert datetime.fromisoformat(made["frozen_at"]) <= datetime.now(UTC)
    women = ward.json("cohort", "save", "Women past 60", "--sex", "F", "--youngest", 60)
    assert 0 < women["patients"] < 20
    code, said, _ = ward.run("cohort", "list")
    assert code == 0
    assert "Sepsis" in said
    assert "Women past 60" in said
    left = ward.json("cohort", "remove", "Sepsis")
    assert [one["name"] for one in left["cohorts"]] == ["Women past 60"]
    for words, sentence in (
        (("save", "Women past 60"), "name of its own"),
        (("save", "Nobody", "--condition", "gout"), "No patient of this vault fits"),
        (("remove", "Sepsis"), 'no cohort "Sepsis"'),
        (("save",), "No cohort was named"),
    ):
        code, said, error = ward.run("cohort", *words)
        assert (code, said) == (2, "")
        assert sentence in error
        assert len(error.strip().splitlines()) == 1


def test_a_model_of_a_cohort_has_its_paper_in_both_languages(ward: Terminal, tmp_path: Path) -> None:
    pytest.importorskip("torch", reason="the train extra is not installed")
    ward.json("cohort", "save", "All of them")
    package = tmp_path / "sepsis.aegle"
    figures = ward.json(
        "train",
        "case_diagnosis",
        "--cohort",
        "All of them",
        "--target",
        "has Sepsis",
        "--network",
        "logistic",
        "--folds",
        2,
        "--repeats",
        1,
        "--name",
        "Sepsis on the ward",
        "--out",
        package,
    )
    assert figures["metrics"]["auc"]["value"] > 0.8
    assert figures["split"]["patients"] == 40
    assert "patient" not in figures["inputs"]

    for language, words in (("en", "What TRIPOD+AI asks"), ("zh_CN", "TRIPOD+AI 的问题")):
        pdf, page = tmp_path / f"{language}.pdf", tmp_path / f"{language}.html"
        assert ward.json("paper", package, "--language", language, "--out", pdf) == {"report": str(pdf)}
        assert ward.run("paper", package, "--language", language, "--out", page)[0] == 0
        text = text_of(pdf)
        assert "Sepsis on the ward" in text
        assert words in text
        assert words in page.read_text(encoding="utf-8")
        assert "http" not in page.read_text(encoding="utf-8").replace("http://www.w3.org/2000/svg", ""), (
            "self-contained"
        )
        for n in range(40):
            assert f"Test{n} " not in text
    for target, model, sentence in (
        ("report.docx", package, "PDF or an HTML file"),
        ("report.pdf", "nobody", "no model"),
        ("nowhere/report.pdf", package, "could not be written"),
    ):
        code, _, error = ward.run("paper", model, "--out", tmp_path / target)
        assert code == 2
        assert sentence in error
        assert len(error.strip().splitlines()) == 1


def text_of(path: Path) -> str:
    document = pypdfium2.PdfDocument(path)
    try:
        return "\n".join(document[at].get_textpage().get_text_range() for at in range(len(document)))
    finally:
        document.close()


def workbook(folder: Path) -> Path:
    """Two sheets: a word to the reader, and a table of cases."""
    rng = np.random.default_rng(2)
    book = openpyxl.Workbook()
    book.active.title = "Read me"
    book.active.append(["Collected by the ward"])
    cases = book.create_sheet("病例")
    cases.append(["age", "crp", "ill"])
    for n in range(60):
        cases.append(
            [int(rng.normal(60 + 8 * (n % 2), 6)), float(round(rng.lognormal(2 + n % 2, 0.4), 1)), ["no", "yes"][n % 2]]
        )
    path = folder / "ward.xlsx"
    book.save(path)
    return path


@pytest.mark.parametrize("sheet", ["病例", "2"])
def test_a_sheet_of_a_workbook_is_learned_from_by_name_or_number(aegle: Aegle, tmp_path: Path, sheet: str) -> None:
    pytest.importorskip("torch", reason="the train extra is not installed")
    code, said, error = aegle(
        "train",
        "case_diagnosis",
        "--table",
        workbook(tmp_path),
        "--sheet",
        sheet,
        "--target",
        "ill",
        "--network",
        "logistic",
        "--folds",
        2,
        "--repeats",
        1,
        "--json",
        "--out",
        tmp_path / "m.aegle",
    )
    assert (code, error) == (0, "")
    assert json.loads(said)["inputs"] == ["age", "crp"]


def test_a_sheet_that_is_not_there_is_said_with_those_that_are(aegle: Aegle, tmp_path: Path) -> None:
    code, _, error = aegle(
        "train",
        "case_diagnosis",
        "--table",
        workbook(tmp_path),
        "--sheet",
        "Wards",
        "--target",
        "ill",
        "--out",
        tmp_path / "m.aegle",
    )
    assert code == 2
    assert "Wards" in error
    assert "病例" in error


def test_a_published_figure_stands_beside_ours_and_a_broken_data_set_stops_no_other(
    aegle: Aegle, tmp_path: Path, shared_data: Path
) -> None:
    pytest.importorskip("torch", reason="the train extra is not installed")
    [golub] = [one for one in PROTOCOLS if one.name == "golub"]
    [file] = golub.files.values()
    if not (shared_data / file).is_file():
        pytest.skip("the leukaemia data are not here")
    for protocol in (golub, PROTOCOLS[0]):
        for path in protocol.files.values():
            (tmp_path / path).parent.mkdir(parents=True)
    (tmp_path / file).symlink_to(shared_data / file)
    (tmp_path / PROTOCOLS[0].files["table"]).write_text("this is no table of cases\n", encoding="utf-8")
    code, said, error = aegle("reproduce", "--data", tmp_path, "--json")
    assert (code, error) == (2, "")
    told = json.loads(said)
    assert [one["name"] for one in told["failed"]] == [PROTOCOLS[0].name]
    [one] = told["reproduced"]
    assert one["name"] == "golub"
    assert one["published"] == {"value": 0.8529, "said": "Golub 1999: 29 of 34"}
    assert one["figure"]["low"] <= one["figure"]["value"] <= one["figure"]["high"] <= 1
    assert one["figure"]["n"] == 72
    assert "5-fold" in one["protocol"]
    assert one["reached"] is (one["figure"]["value"] >= 0.853)
    assert aegle("models", "list", "--json")[1].count("golub") == 0, "no model is kept"
    code, _, error = aegle("reproduce", "--data", tmp_path, "--only", "hepatitis")
    assert code == 2
    assert "hepatitis" in error
