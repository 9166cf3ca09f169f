"""Which class does a DNA sequence, a set of genotypes or an expression profile belong to?"""

from __future__ import annotations

from ml.networks.autoencoder import coded_head
from ml.networks.cnn import DNA_CNN
from ml.networks.vectors import linear_on
from ml.networks.views import DNA, DOSAGES, EXPRESSION
from ml.recipes.recipe import Plain, Recipe

_LOGISTICS = (linear_on(EXPRESSION), linear_on(DOSAGES), linear_on(DNA))

GENOME_PHENOTYPE = Recipe(
    name="genome_phenotype",
    label="From genome to phenotype",
    help="Learns from DNA sequences, genotypes (VCF) or gene expression which class a new sample belongs to.",
    reads=("dna", "dosages", "expression"),
    answers=("classes", "values", "flags"),
    networks=(DNA_CNN, *_LOGISTICS, coded_head(EXPRESSION), coded_head(DOSAGES)),
    plain=tuple(Plain(n) for n in _LOGISTICS),
)
