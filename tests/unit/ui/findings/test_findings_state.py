"""Predictions as cards, and the words people say on them, without Qt."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta

from app.domain.codes import Coding
from app.domain.finding import Author, Finding
from app.domain.model_card import ModelCard, OperatingPoint
from app.domain.prediction import Contribution, Prediction, Score, Subject
from app.ui.findings.state import FindingsState, card_of, coding_for, input_words, provenance_of, pushes_of, verdict_on

NOW = datetime(2026, 11, 22, 10, 30, tzinfo=UTC)
PREDICTION = Prediction(
    id="pr1",
    model="m1",
    model_name="Breast mass",
    model_digest="ab" * 32,
    about=Subject("patient", "p1"),
    patient="p1",
    scores=(Score("benign", 0.066), Score("malignant", 0.934)),
    decision="malignant",
    contributions=(Contribution("radius", "20.1 µm", 1.8), Contribution("texture", "9.7", -0.4)),
    warnings=("2 inputs are missing.",),
    regions=(),
    input_digests=("cd" * 32,),
    made_at=NOW,
    device="CPU",
    device_reason="No CUDA device was found.",
    runtime="1.27.0",
    seconds=0.042,
)
CARD = ModelCard(
    "m1", "Breast mass", "1.0", "case_diagnosis", "", "", (), None, ("benign", "malignant"),
    OperatingPoint("malignant", 0.4, 0.37), (), (), "", "logistic", (), 18, "ab" * 32, "", "",
)  # fmt: skip


def said(status: str, minutes: int, about: Prediction = PREDICTION) -> Finding:
    at = NOW + timedelta(minutes=minutes)
    return Finding(f"f{minutes}", "p1", "", None, coding_for(about), Author("person", "ada"), status, at)  # type: ignore[arg-type]


def test_a_probability_comes_with_its_bar_its_percentage_and_its_count_of_patients() -> None:
    card = card_of(PREDICTION, (CARD,), ())
    assert [(b.name, b.share, b.text, b.is_decision) for b in card.bars] == [
        ("benign", 0.066, "6.6\N{NO-BREAK SPACE}%", False),
        ("malignant", 0.934, "93.4\N{NO-BREAK SPACE}%", True),
    ]
    assert str(card.bars[1].frequency) == "of 100 such patients about 93"
    assert card.version == "1.0"
    assert "37.0" in str(card.at_threshold)


def test_a_quantity_has_no_bar_but_its_unit() -> None:
    estimate = replace(PREDICTION, scores=(Score("ejection fraction", 41.5, "%", is_probability=False),), decision="")
    bar = card_of(estimate, (), ()).bars[0]
    assert bar.share is None
    assert bar.text == "41.5\N{NO-BREAK SPACE}%"


def test_contributions_are_signed_and_scaled_to_the_strongest() -> None:
    pushes = pushes_of(PREDICTION)
    assert [(str(p.name), p.amount) for p in pushes] == [("radius", "+1.8"), ("texture", "\N{MINUS SIGN}0.4")]
    assert pushes[0].share == 1.0
    assert round(pushes[1].share, 3) == -0.222


def test_the_newest_word_of_a_person_is_the_verdict_on_a_prediction() -> None:
    other = replace(PREDICTION, id="pr2")
    findings = (said("rejected", 1), said("confirmed", 5), said("rejected", 9, other))
    verdict = verdict_on(PREDICTION, findings)
    assert verdict is not None
    assert verdict.status == "confirmed"
    assert str(verdict.code) == "Breast mass: malignant"
    assert verdict_on(replace(PREDICTION, id="pr3"), findings) is None


def test_findings_are_counted_and_narrowed_by_status() -> None:
    state = FindingsState(findings=(said("draft", 1), said("confirmed", 2), said("confirmed", 3)))
    assert state.counts() == {"draft": 1, "confirmed": 2, "rejected": 0}
    assert [f.id for f in state.shown_findings()] == ["f3", "f2", "f1"]
    assert [f.id for f in replace(state, status="draft").shown_findings()] == ["f1"]


def test_provenance_names_what_is_needed_to_make_the_answer_again() -> None:
    fields = {str(label): value for label, value in provenance_of(PREDICTION)}
    assert fields["Model digest (SHA-256)"] == "ab" * 32
    assert fields["Input digests (SHA-256)"] == "cd" * 32
    assert fields["Device"] == "CPU"
    assert fields["Time taken"] == "42\N{NO-BREAK SPACE}ms"


def test_a_code_of_a_finding_that_is_not_about_a_prediction_is_no_verdict() -> None:
    other = Finding("x", "p1", "", None, Coding("", "pr1", "nodule"), Author("person", "ada"), "confirmed", NOW)
    assert verdict_on(PREDICTION, (other,)) is None


def test_parts_of_a_case_have_names_a_person_knows() -> None:
    named = {name: str(input_words(name)) for name in ("text 12", "smiles 3", "dna 7", "images 2, 5", "radius")}
    assert list(named.values()) == ["Word 12", "Atom 3", "Base 7", "Place in row 2, column 5", "radius"]
