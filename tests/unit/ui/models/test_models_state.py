"""A card in a clinician's words, without Qt."""

from __future__ import annotations

import json
import math
import zipfile
from datetime import UTC, datetime
from pathlib import Path

from app import paths
from app.domain.model_card import InputField, Metric, ModelCard, OperatingPoint
from app.services.model_shelf import ShelvedModel
from app.ui.models.state import ModelsState, input_rows, metric_rows, operating_words
from app.ui.models.words import OF_SHIPPED_CARDS, OF_SHIPPED_LABELS, OF_TRAINED_CARDS

NB = "\N{NO-BREAK SPACE}"
DASH = "\N{EN DASH}"


def a_card(id_: str = "m1", name: str = "Breast mass") -> ModelCard:
    return ModelCard(
        id=id_,
        name=name,
        version="1.0",
        task="case_diagnosis",
        intended_use="Teaching",
        not_for="Screening",
        fields=(
            InputField("radius", "number", "µm", low=6.9, high=28.1),
            InputField("sex", "category", categories=("female", "male"), system="http://loinc.org", code="76689-9"),
        ),
        image=None,
        outputs=("benign", "malignant"),
        operating_point=OperatingPoint("malignant", 0.4, 0.37),
        metrics=(Metric("auc", 0.995, 0.981, 1.0, 114), Metric("sensitivity", 0.95, math.nan, math.nan, 42)),
        baseline=(Metric("auc", 0.99, 0.97, 0.999, 114),),
        trained_on="569 masses",
        network="logistic",
        limits=("One hospital.",),
        opset=18,
        digest="ab" * 32,
        made_with="aegle",
        made_at="2026-11-22",
    )


def shelved(card: ModelCard) -> ShelvedModel:
    return ShelvedModel(card, datetime(2026, 11, 22, tzinfo=UTC), "ada", "shipped", 12_345)


def test_every_figure_stands_with_its_interval_its_n_and_the_baseline() -> None:
    auc, sensitivity = metric_rows(a_card())
    assert (auc.value, auc.interval, auc.n) == ("0.995", f"(0.981{DASH}1.000)", "114")
    assert auc.baseline == f"0.990 (0.970{DASH}0.999)"
    assert (sensitivity.value, sensitivity.interval, sensitivity.baseline) == (f"95.0{NB}%", "", "")


def test_inputs_show_unit_and_range_or_the_categories() -> None:
    radius, sex = input_rows(a_card())
    assert (radius.unit, radius.range) == ("µm", f"6.9{DASH}28.1")
    assert (sex.range, sex.code) == ("female · male", "LOINC 76689-9")


def test_the_threshold_is_never_shown_without_its_prevalence() -> None:
    words = str(operating_words(a_card()))
    assert f"40.0{NB}%" in words
    assert f"37.0{NB}%" in words


def test_the_choice_stays_while_its_model_stays() -> None:
    one, two = shelved(a_card("m1")), shelved(a_card("m2", "Heart"))
    state = ModelsState(chosen="m2").filled((one, two))
    assert state.chosen == "m2"
    assert state.filled((one,)).chosen == "m1"
    assert state.filled(()).chosen == ""
    assert state.model() == two


def test_every_sentence_of_the_shipped_cards_can_be_shown_in_every_language() -> None:
    known = {phrase.text for phrase in OF_SHIPPED_CARDS}
    labels = {phrase.text for phrase in OF_SHIPPED_LABELS}
    packages = sorted((paths.resources() / "models").glob("*.aegle"))
    assert packages
    for package in packages:
        with zipfile.ZipFile(package) as opened:
            card = json.loads(opened.read("card.json"))
        said = {card["name"], card["intended_use"], card["not_for"], card["trained_on"], *card["limits"]}
        assert said - known == set()
        assert {*card["outputs"], *(field["name"] for field in card["fields"])} - labels == set()


def test_what_the_worker_writes_on_a_card_by_itself_is_known() -> None:
    root = Path(__file__).resolve().parents[4]
    written = "".join((root / name).read_text(encoding="utf-8") for name in ("ml/recipes/card.py", "app/cli/demo.py"))
    assert [phrase.text for phrase in OF_TRAINED_CARDS if f'"{phrase.text}"' not in written] == []
