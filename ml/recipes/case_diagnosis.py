"""Which class does a patient belong to, or which value is to be expected, by a row of a table?"""

from __future__ import annotations

from ml.networks.logistic import LOGISTIC, TEXTBOOK
from ml.networks.mlp import MLP
from ml.recipes.recipe import Plain, Recipe

CASE_DIAGNOSIS = Recipe(
    name="case_diagnosis",
    label="Diagnose a case",
    help="Learns from a table with a patient in each row which of a few classes a new patient belongs to.",
    reads=("table", "sequences"),
    answers=("classes", "values", "flags"),
    networks=(LOGISTIC, MLP),
    plain=(Plain(LOGISTIC, TEXTBOOK),),
)
