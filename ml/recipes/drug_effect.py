"""What does a molecule do: a measured value, a class, or several yes/no effects, from its SMILES?"""

from __future__ import annotations

from ml.networks.average import average_of
from ml.networks.cnn import token_cnn
from ml.networks.message_passing import MESSAGE_PASSING
from ml.networks.rnn import token_rnn
from ml.networks.tokens import SMILES_TOKENS
from ml.networks.trees import trees_on
from ml.networks.vectors import layers_on, linear_on, support_vectors_on
from ml.networks.views import MOLECULES
from ml.recipes.recipe import Plain, Recipe

_LINEAR = linear_on(MOLECULES, "linear")
_LAYERS = layers_on(MOLECULES)
_VECTORS = support_vectors_on(MOLECULES)

DRUG_EFFECT = Recipe(
    name="drug_effect",
    label="Predict what a molecule does",
    help="Learns from a table with a molecule (SMILES) in each row and a measured value, a class or yes/no effects.",
    reads=("smiles",),
    answers=("values", "classes", "flags"),
    networks=(
        _LAYERS,
        _VECTORS,
        _LINEAR,
        trees_on(MOLECULES),
        MESSAGE_PASSING,
        token_cnn(SMILES_TOKENS),
        token_rnn(SMILES_TOKENS),
        average_of((_LAYERS, _VECTORS, _LINEAR), "A small network, support vectors and a linear model together."),
    ),
    plain=(Plain(_LINEAR),),
)
