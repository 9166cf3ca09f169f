"""Every word the learning worker says of its recipes can be shown in every language."""

from __future__ import annotations

import json
import subprocess
import sys
from typing import Any

import pytest

from app.ui.training_wizard.words import CHOICES, OF_THE_WORKER, READS

pytest.importorskip("torch", reason="the train extra is not installed")


def described() -> list[dict[str, Any]]:
    said = subprocess.run([sys.executable, "-m", "ml", "describe"], capture_output=True, check=True, timeout=120)
    recipes: list[dict[str, Any]] = json.loads(said.stdout)["recipes"]
    return recipes


def test_every_label_help_and_choice_of_the_worker_is_known_to_the_wizard() -> None:
    known = {phrase.text for phrase in OF_THE_WORKER}
    for recipe in described():
        said = {recipe["label"], recipe["help"]}
        choices = set()
        for network in recipe["networks"]:
            said |= {network["label"], network["help"]}
            for parameter in network["parameters"]:
                said |= {parameter["label"], parameter["help"]} - {""}
                choices |= set(parameter["choices"])
        assert said - known == set()
        assert choices - set(CHOICES) == set()
        assert set(recipe["reads"]) <= set(READS)
