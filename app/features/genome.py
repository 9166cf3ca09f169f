"""DNA, genotypes and expression -> what a model of them is fed."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

from app.domain.errors import WorkstationError
from app.domain.words import say
from app.features.raw import Matrix, Raw, Texts

Floats = NDArray[np.float32]

BASES = "ACGT"
# IUPAC's letters for "one of these"
_AMBIGUOUS = {
    **{base: base for base in BASES},
    "U": "T",
    "R": "AG",
    "Y": "CT",
    "S": "CG",
    "W": "AT",
    "K": "GT",
    "M": "AC",
    "B": "CGT",
    "D": "AGT",
    "H": "ACT",
    "V": "ACG",
    "N": "ACGT",
}
_CODE = np.zeros((256, 4), dtype=np.float32)
for _letter, _bases in _AMBIGUOUS.items():
    for _base in _bases:
        _CODE[[ord(_letter), ord(_letter.lower())], BASES.index(_base)] = 1 / len(_bases)


def dna_arrays(spec: Mapping[str, Any], raw: Raw) -> dict[str, NDArray[Any]]:
    """``dna`` (N, 4, length). Raises WorkstationError for a letter that stands for no base."""
    assert isinstance(raw, Texts)
    for sequence in raw.texts:
        if letter := unreadable(sequence):
            raise WorkstationError(
                say('"{letter}" in a sequence stands for no base.', letter=letter),
                say("Sequences are written in A, C, G, T and IUPAC's letters for several (N, R, Y …)."),
            )
    return {"dna": one_hot(raw.texts, int(spec["length"]))}


def dosage_arrays(spec: Mapping[str, Any], raw: Raw) -> dict[str, NDArray[Any]]:
    """``dosages`` (N, panel)."""
    assert isinstance(raw, Matrix)
    return {"dosages": dosages(raw, spec["panel"])}


def expression_arrays(spec: Mapping[str, Any], raw: Raw) -> dict[str, NDArray[Any]]:
    """``expression`` (N, genes)."""
    assert isinstance(raw, Matrix)
    return {"expression": expression(raw, spec["genes"])}


def unreadable(sequence: str) -> str:
    """The first letter that stands for no base ("" where all do)."""
    return next((letter for letter in sequence if letter.upper() not in _AMBIGUOUS), "")


def one_hot(sequences: Sequence[str], length: int) -> Floats:
    """(N, 4, length): A, C, G, T; a letter that stands for several shares 1 among them. Shorter sequences end in
    zeros, longer ones are cut.
    """
    codes = np.zeros((len(sequences), length, 4), dtype=np.float32)
    for row, sequence in enumerate(sequences):
        letters = np.frombuffer(sequence.encode("latin-1", "replace")[:length], dtype=np.uint8)
        codes[row, : len(letters)] = _CODE[letters]
    return codes.transpose(0, 2, 1).copy()


def dosages(matrix: Matrix, panel: Sequence[str]) -> Floats:
    """(N, panel): alleles of each variant ("chromosome:position:ref:alt"), NaN where unknown.

    A file that names the same variant with its alleles exchanged counts the other one: 2 minus its dosage.
    """
    place = {_variant(name): at for at, name in enumerate(matrix.names)}
    chosen = np.full((len(matrix), len(panel)), np.nan, dtype=np.float32)
    for to, name in enumerate(panel):
        chromosome, position, reference, alternative = _variant(name)
        if (at := place.get((chromosome, position, reference, alternative))) is not None:
            chosen[:, to] = matrix.values[:, at]
        elif (at := place.get((chromosome, position, alternative, reference))) is not None:
            chosen[:, to] = 2 - matrix.values[:, at]
    return chosen


def expression(matrix: Matrix, genes: Sequence[str]) -> Floats:
    """(N, genes): NaN for a gene the file lacks."""
    place = {name: at for at, name in enumerate(matrix.names)}
    chosen = np.full((len(matrix), len(genes)), np.nan, dtype=np.float32)
    for to, gene in enumerate(genes):
        if gene in place:
            chosen[:, to] = matrix.values[:, place[gene]]
    return chosen


def _variant(name: str) -> tuple[str, str, str, str]:
    parts = [*name.removeprefix("chr").split(":"), "", "", ""]
    return parts[0], parts[1], parts[2].upper(), parts[3].upper()
