"""What a cohort is made of: each case in a few numbers, a map of all cases, and who is unlike the rest."""

from __future__ import annotations

from ml.networks.autoencoder import COURSE_AUTOENCODER, PICTURE_AUTOENCODER, dense_autoencoder
from ml.networks.views import DNA, DOSAGES, EXPRESSION, MOLECULES, TABLE, TERMS
from ml.recipes.recipe import Recipe

REPRESENTATION = Recipe(
    name="representation",
    label="Map a cohort",
    help="Compresses each case into a few numbers without asking for an answer: a map of the cohort, and who is novel.",
    reads=("images", "sequences", "text", "smiles", "dosages", "expression", "dna", "table"),
    answers=("itself",),
    networks=(
        PICTURE_AUTOENCODER,
        COURSE_AUTOENCODER,
        *(dense_autoencoder(view) for view in (EXPRESSION, DOSAGES, DNA, MOLECULES, TERMS, TABLE)),
    ),
)
