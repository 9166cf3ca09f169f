"""Which class does a patient belong to, by everything there is: table, course in time, report, image, genome?"""

from __future__ import annotations

from ml.networks.fusion import FUSION as GATED
from ml.networks.fusion import ORDER
from ml.networks.logistic import LOGISTIC, TEXTBOOK
from ml.networks.tabular import LINEAR, PLAIN_LINEAR
from ml.networks.vectors import linear_on
from ml.networks.views import SUMMARY, TERMS
from ml.recipes.recipe import Plain, Recipe

FUSION = Recipe(
    name="fusion",
    label="Read several kinds of data together",
    help="Learns from two or more kinds of data of the same patients, and answers with any of them missing.",
    reads=ORDER,
    answers=("classes", "values", "flags"),
    networks=(GATED,),
    plain=(Plain(LOGISTIC, TEXTBOOK), Plain(LINEAR, PLAIN_LINEAR), Plain(linear_on(SUMMARY)), Plain(linear_on(TERMS))),
)
