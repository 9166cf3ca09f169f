"""Build the model this program ships, with its own recipe, from data that scikit-learn brings.

    python packaging/make_models.py resources/models

The result is committed; a test trains it again and compares.
"""

from __future__ import annotations

import io
import sys
import threading
from dataclasses import replace
from pathlib import Path

from sklearn.datasets import load_breast_cancer

from app.domain.model_card import ModelCard, card_from_json
from app.domain.training import TrainRequest
from ml.evaluation import report
from ml.events import Events
from ml.export.package import read_entries, write_package
from ml.recipes.case_diagnosis import CASE_DIAGNOSIS
from ml.recipes.recipe import Material, Outcome
from ml.recipes.training import train as train_recipe

FILE = "breast-aspirate-wisconsin.aegle"
SYSTEM = "urn:aegle:wdbc"
REQUEST = TrainRequest(
    recipe="case_diagnosis",
    table="",
    target="diagnosis",
    network="logistic",
    name="Breast mass: fine-needle aspirate (Wisconsin)",
    intended_use="Showing how a model is asked and explained: from 30 measurements of the cell nuclei in a fine-needle"
    " aspirate of a breast mass, how likely it is malignant. A demonstration, not for clinical use.",
    parameters={"positive": "malignant"},
)
SOURCE = (
    "Breast Cancer Wisconsin (Diagnostic): 569 aspirates, University of Wisconsin Hospitals, Madison (Street, Wolberg,"
    " Mangasarian, SPIE 1993;1905:861-870; UCI Machine Learning Repository 17, CC BY 4.0), as scikit-learn brings it."
)
LIMITS = (
    "The data state no units. Lengths are in the pixels of that clinic's image analysis of the 1990s: measurements from"
    " another system do not fit.",
    "One hospital; benign and malignant masses in other shares than in a clinic of today.",
    "Age, imaging and history are not read.",
    "It was never tested on patients of another place or time.",
)


def table() -> dict[str, list[str]]:
    """The data as a table of text: heading -> cells."""
    data = load_breast_cancer()
    columns = {
        str(name): [f"{v:.9g}" for v in column] for name, column in zip(data.feature_names, data.data.T, strict=True)
    }
    return {**columns, "diagnosis": [str(data.target_names[code]) for code in data.target]}


def train() -> Outcome:
    return train_recipe(CASE_DIAGNOSIS, Material(table()), REQUEST, Events(io.StringIO(), threading.Event()))


def shipped(card: ModelCard) -> ModelCard:
    """The card with what the recipe cannot know: codes, source, limits."""
    return replace(
        card,
        id="breast-aspirate-wisconsin",
        not_for="Any decision about a patient. Measurements of another image analysis than that of the data.",
        fields=tuple(replace(field, system=SYSTEM, code=field.name) for field in card.fields),
        trained_on=f"{SOURCE} {card.trained_on}",
        limits=LIMITS,
    )


def main() -> int:
    folder = Path(sys.argv[1])
    outcome = train()
    data, entries = read_entries(outcome.package)
    card = shipped(card_from_json(data))
    page = report.page(card, outcome.figures)
    (folder / FILE).write_bytes(write_package(card, entries["model.onnx"], entries["golden.npz"], page))
    return 0


if __name__ == "__main__":
    sys.exit(main())
