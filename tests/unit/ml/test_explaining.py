"""Explanations show what was planted, agree with themselves, and are drawn where it stands."""

from __future__ import annotations

import io
import threading
from collections.abc import Sequence
from typing import Any

import numpy as np
import pytest

from app import paths
from app.domain.training import TrainRequest
from app.features.raw import Kind, Pictures, Raw, Texts
from app.services.explanation_pages import explanation_page
from app.services.translation import Translation
from ml.events import Events
from ml.recipes import RECIPES
from ml.recipes.explaining import explain
from ml.recipes.recipe import Material
from ml.recipes.training import train

COUNT = 80
ILL = [i % 2 for i in range(COUNT)]


def explained(
    recipe: str, network: str, kind: Kind, raw: Raw, rows: Sequence[int], **parameters: Any
) -> dict[str, Any]:
    found = next(r for r in RECIPES if r.name == recipe)
    material = Material({"answer": ["ill" if i else "well" for i in ILL]}, {kind: raw})
    request = TrainRequest(recipe, "", "answer", network=network, folds=1, parameters=parameters)
    events = Events(io.StringIO(), threading.Event())
    package = train(found, material, request, events).package
    return explain(material, request, package, events, rows)


def page_of(found: dict[str, Any], language: str = "en") -> str:
    words = Translation(paths.resources() / "translations", language)
    return explanation_page(found["name"], found["not_for"], found, words)


@pytest.fixture(scope="module")
def of_pictures() -> dict[str, Any]:
    """Whoever is ill has a bright spot at the upper right."""
    rng = np.random.default_rng(2)
    pictures = rng.normal(0, 1, (COUNT, 1, 16, 16)).astype(np.float32)
    pictures[1::2, :, 2:6, 10:14] += 3
    settings = {"epochs": 8, "members": 1, "width": 6, "mirror": False, "turn": 0.0, "shift": 0.0, "size": 16}
    return explained("image_diagnosis", "cnn", "images", Pictures(tuple(pictures)), [1, 3], **settings)


def test_a_spot_that_was_planted_is_where_the_places_and_the_gradients_point(of_pictures: dict[str, Any]) -> None:
    for case in of_pictures["cases"]:
        down, across, size = case["parts"][0]["at"]
        assert 0.1 <= down + size / 2 <= 0.4
        assert 0.6 <= across + size / 2 <= 0.9
        found = case["integrated_gradients"]
        at = np.unravel_index(np.abs(np.array(found["places"])).argmax(), (8, 8))
        assert at[0] in (1, 2)
        assert at[1] in (5, 6)
        # what the places add up to is the whole way (completeness)
        assert found["sum"] == pytest.approx(found["whole"], rel=0.1)
        assert [d["kind"] for d in case["drawings"]] == ["activation", "integrated_gradients", "images"]


def test_explanations_are_better_than_chance_and_agree_with_one_another(of_pictures: dict[str, Any]) -> None:
    trust = of_pictures["faithfulness"]
    assert trust["is_faithful"]
    assert trust["deletion"] > trust["random"]
    assert trust["insertion"] > trust["insertion_random"]
    assert trust["stability"] > 0.8
    assert of_pictures["cases"][0]["held_up"]["is_faithful"]


def test_a_page_is_written_in_the_language_of_its_reader(of_pictures: dict[str, Any]) -> None:
    page = page_of(of_pictures)
    assert "data:image/png;base64," in page
    assert "Each place covered in turn" in page
    chinese = page_of(of_pictures, "zh_CN")
    assert 'lang="zh-CN"' in chinese
    for english in ("Each place covered", "hang on", "What each input adds", "It shows what", "The places add up"):
        assert english in page
        assert english not in chinese


def test_atoms_are_drawn_in_their_molecule() -> None:
    texts = ["C" * (i % 9 + 1) + ("Cl" if i % 2 else "O") for i in range(COUNT)]
    found = explained("drug_effect", "linear", "smiles", Texts(tuple(texts)), [9])
    [case] = found["cases"]
    [drawn] = case["drawings"]
    assert drawn["html"].startswith("<svg")
    assert drawn["html"].count("<ellipse") == len("C" * (9 % 9 + 1)) + 1  # a disc for each atom
    assert case["parts"][0]["part"] in ("Cl2", "C1")


def test_a_page_says_nothing_that_would_run() -> None:
    words = ["<script>alert(1)</script> lesion" if i else "normal margin" for i in ILL]
    texts = [f"{w} {i}" for i, w in enumerate(words)]
    found = explained("report_reading", "logistic", "text", Texts(tuple(texts)), [1])
    assert "<script" not in page_of(found)
    assert "lesion" in page_of(found)


def test_every_unit_of_an_explanation_has_a_name_a_person_knows() -> None:
    texts = tuple("C" * (i % 9 + 1) + ("Cl" if i % 2 else "O") for i in range(COUNT))
    named = {i["input"] for i in explained("drug_effect", "linear", "smiles", Texts(texts), [])["importance"]}
    assert {"fragments", "MolLogP", "TPSA"} <= named
    graph = explained("drug_effect", "message_passing", "smiles", Texts(texts), [], epochs=1, members=1)
    assert {"atoms: element", "bonds"} <= {i["input"] for i in graph["importance"]}
    # words nobody else uses are never written down: such a report has no unit
    rare = tuple("".join(chr(97 + int(digit)) * 3 for digit in f"{i:03}") for i in range(COUNT))
    assert explained("report_reading", "logistic", "text", Texts(rare), [])["importance"] == []
