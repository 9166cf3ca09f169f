"""Which class does a patient belong to, or which value is to be expected, by a row of a table or a course in time?"""

from __future__ import annotations

from ml.networks.average import average_of, best_of
from ml.networks.forest import FOREST
from ml.networks.logistic import LOGISTIC, TEXTBOOK
from ml.networks.mlp import MLP
from ml.networks.rnn import COURSE_RNN
from ml.networks.tabular import LINEAR, PLAIN_LINEAR, TABLE_TREES
from ml.networks.trees import trees_on
from ml.networks.vectors import linear_on
from ml.networks.views import SUMMARY
from ml.recipes.recipe import Plain, Recipe

_OF_SUMS = linear_on(SUMMARY)
_TREES_OF_SUMS = trees_on(SUMMARY, learning_rate=0.04, leaves=12, fewest=25, features=0.15, penalty=5.0)

_BEST = (
    "Chosen inside the training patients",
    "Tries a weighed sum, boosted trees and a forest on patients held out inside the training patients, and gives each"
    " the weight with which their mean does best there.",
)

CASE_DIAGNOSIS = Recipe(
    name="case_diagnosis",
    label="Diagnose a case",
    help="Learns from a table with a patient in each row, or from measurements in time, which of a few classes a new"
    " patient belongs to, or which value is to be expected.",
    reads=("table", "sequences"),
    answers=("classes", "values", "flags"),
    networks=(
        best_of((LOGISTIC, TABLE_TREES, FOREST), *_BEST),
        best_of((LINEAR, TABLE_TREES, FOREST), *_BEST),
        LOGISTIC,
        LINEAR,
        MLP,
        TABLE_TREES,
        FOREST,
        average_of((LOGISTIC, TABLE_TREES), "Logistic regression and trees, one for lines and one for steps."),
        average_of((LINEAR, TABLE_TREES), "Linear regression and trees, one for lines and one for steps."),
        COURSE_RNN,
        _OF_SUMS,
        _TREES_OF_SUMS,
        average_of((COURSE_RNN, _TREES_OF_SUMS), "The recurrent network and trees on what it sums up."),
    ),
    plain=(Plain(LOGISTIC, TEXTBOOK), Plain(LINEAR, PLAIN_LINEAR), Plain(TABLE_TREES), Plain(_OF_SUMS)),
)
