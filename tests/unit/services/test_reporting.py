"""The patient report: who it is about on every page, every flag true, a model's word marked, no empty glyph."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import numpy as np
import pypdfium2
import pytest
from fontTools.ttLib import TTFont

from app.domain.codes import Coding, Quantity
from app.domain.finding import Author, Finding
from app.domain.model_card import InputField, ModelCard, OperatingPoint
from app.domain.patient import Patient
from app.domain.prediction import Contribution, Prediction, Score, Subject
from app.domain.record import Observation, Report
from app.domain.study import Series, Study
from app.domain.volume import Window
from app.ingest.reader import Item, Options
from app.ingest.readers.fhir_bundle import READER
from app.services import sample
from app.services.report_content import Picture, ReportContent
from app.services.report_pages import pages
from app.services.timeline import NumericSeries
from app.services.translation import Translation
from app.services.worklist import StudyRow

ROOT = Path(__file__).resolve().parents[3]
FONTS = ROOT / "resources" / "fonts"
AT = datetime(2026, 10, 6, 9, 0, tzinfo=UTC)
PATIENT = Patient("p", "AEG-000117", "Hartmann^Elena", sample.HARTMANN.birth_date, "F")
STUDY = Study("1.2", "p", "A1", "CT chest", AT)
SERIES = Series("1.3", "1.2", "CT", "CHEST", "Lung", 1, "f", 56)
CARD = ModelCard(
    "m", "Aspirate", "1", "case_diagnosis", "A second opinion on an aspirate.", "Screening.", (), None,
    ("benign", "malignant"), OperatingPoint("malignant", 0.42, 0.37), (), (), "", "", (), 17, "ab" * 32, "", "",
)  # fmt: skip
PREDICTION = Prediction(
    "1", "m", "Aspirate", "ab" * 32, Subject("patient", "p"), "p",
    (Score("malignant", 0.934), Score("benign", 0.066)), "malignant", (Contribution("mean area", "846", 1.5),),
    ("An input was missing.",), (), ("cd" * 32,), AT, "CPU", "No CUDA device.", "1.31.1", 0.012,
)  # fmt: skip
EMPTY = ReportContent(PATIENT, (), (), (), (), 0, (), {}, (), AT, "dr.mueller")


def full() -> ReportContent:
    """Everything a report can hold, from the sample record."""
    fields = tuple(InputField(name, "number", system="urn:aegle:wdbc", code=name) for name in sample.ASPIRATE)
    item = READER.read("r.json", json.dumps(sample.hartmann_record(fields)).encode(), Options())
    assert isinstance(item, Item)
    kinds: dict[str, list[Observation]] = defaultdict(list)
    for fact in item.facts:
        if isinstance(fact, Observation):
            kinds[fact.code.code].append(fact)
    picture = Picture(
        SERIES, STUDY, np.zeros((64, 48), np.uint8), 28, 56, Window(-600, 1500), "HU", ("R", "L", "A", "P")
    )
    finding = Finding("f", "p", "1.3", None, Coding("", "", "Nodule"), Author("model", "m"), "draft", AT, "16 mm")
    return replace(
        EMPTY,
        facts=item.facts,
        series=tuple(one_series(kind) for kind in kinds.values()),
        studies=(StudyRow(STUDY, PATIENT, ("CT",), 1, 56),),
        pictures=(picture,),
        predictions=(PREDICTION,),
        cards={"m": CARD},
        findings=(finding,),
    )


def one_series(observations: list[Observation]) -> NumericSeries:
    points = sorted((o.at, o.value.value) for o in observations if o.at is not None and isinstance(o.value, Quantity))
    unit = next(o.value.unit for o in observations if isinstance(o.value, Quantity))
    return NumericSeries(observations[0].code, unit, tuple(points), observations[0].reference_range)


def series(name: str, value: float, span: tuple[float | None, float | None]) -> NumericSeries:
    return NumericSeries(Coding("", name, name), "mmol/L", ((AT, value),), span)


def drawn(content: ReportContent, language: str = "en") -> bytes:
    return pages(content, Translation(ROOT / "resources" / "translations", language), FONTS)


@contextmanager
def opened(pdf: bytes) -> Iterator[pypdfium2.PdfDocument]:
    with closing(pypdfium2.PdfDocument(pdf)) as document:
        yield document


def texts(pdf: bytes) -> list[str]:
    """The text of every page, spaces and line ends made one space."""
    found = []
    with opened(pdf) as document:
        for number in range(len(document)):
            with closing(document[number]) as page, closing(page.get_textpage()) as text:
                found.append(" ".join(text.get_text_bounded().replace("\u00a0", " ").split()))
    return found


def test_identity_pages_and_maker_stand_on_every_page() -> None:
    said = texts(drawn(full()))
    assert len(said) >= 3
    for number, page in enumerate(said, 1):
        assert "Hartmann, Elena" in page
        assert "AEG-000117" in page
        assert "1961-04-17" in page
        assert f"Page {number} of {len(said)}" in page
        assert "dr.mueller" in page
        assert "not a medical device" in page


def test_values_outside_their_range_are_flagged_and_those_inside_are_not() -> None:
    content = replace(
        EMPTY,
        series=(
            series("Sodium", 151.0, (135.0, 145.0)),
            series("Potassium", 2.9, (3.5, 5.1)),
            series("Calcium", 2.4, (2.2, 2.6)),
            series("Lactate", 3.2, (None, 2.0)),
        ),
    )
    said = texts(drawn(content))[0]
    assert "Sodium 151 mmol/L ▲ high 135–145 mmol/L" in said
    assert "Potassium 2.9 mmol/L ▼ low 3.5–5.1 mmol/L" in said
    assert "Calcium 2.4 mmol/L 2.2–2.6 mmol/L" in said
    assert "Lactate 3.2 mmol/L ▲ high" in said


def test_a_models_answer_is_marked_and_keeps_its_provenance() -> None:
    said = " ".join(texts(drawn(full())))
    assert "MADE BY A MODEL" in said
    assert "malignant" in said
    assert "93.4 %" in said
    assert "threshold 0.42 on malignant, chosen at a prevalence of 37.0 %" in said
    assert "A second opinion on an aspirate." in said
    assert "abababababab" in said
    assert "An input was missing." in said
    assert "Model m" in said  # the finding it drafted


def test_an_empty_record_says_what_is_missing() -> None:
    said = " ".join(texts(drawn(EMPTY)))
    assert said.count("None are recorded.") == 3


def test_chinese_names_and_characters_no_font_has_leave_no_empty_glyph() -> None:
    content = replace(
        full(),
        patient=replace(PATIENT, name="Zhang^Wei=张^伟"),
        made_by="李医生",
        findings=(_finding("肺结节 \U0001f600 ᚠ"),),
    )
    pdf = drawn(content, "zh_CN")
    said = " ".join(texts(pdf))
    assert "张伟" in said
    assert "肺结节 □ □" in said


@pytest.mark.parametrize("language", ["en", "zh_CN"])
def test_every_character_on_paper_has_its_glyph(language: str) -> None:
    with TTFont(FONTS / "AegleSans-Regular.ttf", lazy=True) as font:
        known = set(map(chr, font.getBestCmap()))
    said = set("".join(texts(drawn(full(), language))))
    assert said - known == set()


def test_a_report_that_came_twice_is_written_once_and_a_long_one_is_cut() -> None:
    one = Report("r1", "p", Coding("", "", "Note"), AT, "Same words.\n\n\n\nAnd an end.")
    long = Report("r3", "p", Coding("", "", "Saga"), AT, "word " * 2000)
    said = " ".join(texts(drawn(replace(EMPTY, facts=(one, replace(one, id="r2"), long)))))
    assert said.count("Same words.") == 1
    assert "Cut short here" in said


def _finding(note: str) -> Finding:
    return Finding("f", "p", "", None, Coding("", "", "x"), Author("person", "李医生"), "confirmed", AT, note)


def test_words_that_look_like_markup_are_text() -> None:
    content = replace(EMPTY, findings=(_finding("<b>5 < 7 & 8</b> <img src='x'/>"),))
    assert "<b>5 < 7 & 8</b> <img src='x'/>" in " ".join(texts(drawn(content)))


@pytest.mark.parametrize("points", [1, 2, 5, 900])
def test_a_series_of_any_length_can_be_plotted(points: int) -> None:
    run = tuple((datetime.fromtimestamp(1.6e9 + 86_400 * i, UTC), 5.0) for i in range(points))
    content = replace(EMPTY, series=(NumericSeries(Coding("", "c", "Constant"), "g", run, (None, 4.0)),))
    assert "Constant" in " ".join(texts(drawn(content)))
