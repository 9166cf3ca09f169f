"""Which class does a report speak of, in English, Chinese or any language whose words can be counted?"""

from __future__ import annotations

from ml.networks.cnn import token_cnn
from ml.networks.rnn import token_rnn
from ml.networks.tokens import TEXT_TOKENS
from ml.networks.vectors import linear_on
from ml.networks.views import TERMS
from ml.recipes.recipe import Plain, Recipe

_LOGISTIC = linear_on(TERMS)

REPORT_READING = Recipe(
    name="report_reading",
    label="Read reports",
    help="Learns from a table with a report in each row which class a new report belongs to.",
    reads=("text",),
    answers=("classes", "flags", "values"),
    networks=(_LOGISTIC, token_cnn(TEXT_TOKENS), token_rnn(TEXT_TOKENS)),
    plain=(Plain(_LOGISTIC),),
)
