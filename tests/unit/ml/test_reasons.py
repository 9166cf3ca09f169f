"""Answers about reports, molecules and sequences carry the parts they hang on."""

from __future__ import annotations

import io
import threading
from dataclasses import replace

import numpy as np
import pytest

from app.domain.training import TrainRequest
from app.features.raw import Kind, Texts
from app.features.values import Cell
from app.inference.running import answer
from ml.events import Events
from ml.recipes import RECIPES
from ml.recipes.recipe import Material
from ml.recipes.training import train

COUNT = 60
FILLERS = ("specimen", "received", "in", "formalin", "measuring", "tissue", "section", "送检", "组织")
FRAMES = ("CCO", "CCN", "c1ccccc1", "CC(C)C", "CCOC", "CC(=O)N")


def package_of(recipe: str, network: str, kind: Kind, texts: list[str], ill: list[int]) -> bytes:
    found = next(r for r in RECIPES if r.name == recipe)
    table = {"answer": ["ill" if i else "well" for i in ill], "said": texts}
    column = {"text": "" if kind == "smiles" else "said", "smiles": "said" if kind == "smiles" else ""}
    request = replace(TrainRequest(recipe, "", "answer", network=network, folds=1), **column)  # type: ignore[arg-type]
    events = Events(io.StringIO(), threading.Event())
    return train(found, Material(table, {kind: Texts(tuple(texts))}), request, events).package


def reports() -> tuple[list[str], list[int]]:
    """Whoever is ill has 癌 or carcinoma in the report."""
    rng = np.random.default_rng(3)
    ill = [i % 2 for i in range(COUNT)]
    written = []
    for i, is_ill in enumerate(ill):
        words = list(rng.choice(FILLERS, 8))
        if is_ill:
            words.insert(int(rng.integers(8)), "癌" if i % 4 == 1 else "carcinoma")
        written.append(" ".join(words))
    return written, ill


def test_the_word_that_was_planted_moves_the_answer_most() -> None:
    texts, ill = reports()
    package = package_of("report_reading", "logistic", "text", texts, ill)
    rows: list[dict[str, Cell]] = [{"said": "tissue section carcinoma in formalin"}, {"said": "送检 组织 癌 section"}]
    for found, word in zip(answer(package, rows, "cpu").rows, ("carcinoma", "癌"), strict=True):
        assert found.decision == "ill"
        assert found.contributions[0].given == word
        assert found.contributions[0].amount > 0


def test_the_atom_that_was_planted_moves_the_answer_most() -> None:
    ill = [i % 2 for i in range(COUNT)]
    texts = ["C" * (i % 9 + 1) + ("Cl" if ill[i] else FRAMES[i // 2 % 6]) for i in range(COUNT)]
    package = package_of("drug_effect", "linear", "smiles", texts, ill)
    found = answer(package, [{"said": "CCCCCl"}], "cpu").rows[0]
    assert found.decision == "ill"
    # the chlorine, or the carbon that holds it
    assert found.contributions[0].given in ("Cl5", "C4")


@pytest.mark.parametrize("place", [3, 7])
def test_the_base_that_was_planted_moves_the_answer_most(place: int) -> None:
    rng = np.random.default_rng(4)
    ill = [i % 2 for i in range(COUNT)]
    texts = []
    for is_ill in ill:
        letters = rng.choice(list("ACT"), 12)
        letters[place] = "G" if is_ill else letters[place]
        texts.append("".join(letters))
    package = package_of("genome_phenotype", "logistic", "dna", texts, ill)
    found = answer(package, [{"said": "ACTACTACTACT"[:place] + "G" + "ACTACTACTACT"[place + 1 :]}], "cpu").rows[0]
    assert found.contributions[0].given == "G"
    assert found.contributions[0].name == f"dna {place + 1}"


def test_columns_and_words_of_one_model_stand_beside_one_another() -> None:
    texts, ill = reports()
    noise = np.random.default_rng(9).normal(0, 1, COUNT)
    recipe = next(r for r in RECIPES if r.name == "fusion")
    marker = [f"{5 + 2 * i + n:.1f}" for i, n in zip(ill, noise, strict=True)]
    table = {"answer": ["ill" if i else "well" for i in ill], "said": texts, "marker": marker}
    wish = TrainRequest("fusion", "", "answer", folds=1, parameters={"epochs": 25, "members": 1})
    request = replace(wish, text="said")
    events = Events(io.StringIO(), threading.Event())
    package = train(recipe, Material(table, {"text": Texts(tuple(texts))}), request, events).package
    found = answer(package, [{"said": "tissue section carcinoma in formalin", "marker": "8.0"}], "cpu").rows[0]
    amounts = {c.name: (c.given, c.amount) for c in found.contributions}
    assert amounts["marker"][0] == "8"
    assert amounts["marker"][1] > 0
    assert {"carcinoma", "tissue"} <= {given for given, _ in amounts.values()}
    least = min(amounts.values(), key=lambda one: abs(one[1]))
    assert abs(least[1]) < amounts["marker"][1]
