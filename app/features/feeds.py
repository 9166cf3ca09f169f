"""A card's inputs and what is known of cases -> the arrays its graph is fed: one function for training and clinic."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from numpy.typing import NDArray

from app.domain.errors import WorkstationError
from app.domain.model_card import InputField, ModelInput
from app.domain.words import say
from app.features import genome, image, molecule, sequence, text
from app.features.raw import Kind, Raw, Raws
from app.features.table import table_arrays
from app.features.values import Cell

# spec, raw -> the graph's inputs by name, float32 or int64, a case along the first axis
Encode = Callable[[Mapping[str, Any], Raw], dict[str, NDArray[Any]]]

# one line a kind: its file's ``arrays``
ENCODERS: tuple[tuple[Kind, Encode], ...] = (
    ("images", image.arrays),
    ("sequences", sequence.arrays),
    ("text", text.arrays),
    ("smiles", molecule.arrays),
    ("dosages", genome.dosage_arrays),
    ("expression", genome.expression_arrays),
    ("dna", genome.dna_arrays),
)


def feeds_of(
    fields: Sequence[InputField], inputs: Sequence[ModelInput], rows: Sequence[Mapping[str, Cell]], raws: Raws
) -> dict[str, NDArray[Any]]:
    """Every input of the graph. ``rows``: the table's cells of each case; ``raws``: the other kinds, in that order.

    Raises WorkstationError naming the kind that is not there.
    """
    feeds: dict[str, NDArray[Any]] = {}
    if fields:
        arrays = table_arrays(fields, rows)
        feeds = {"numbers": arrays.numbers, "categories": arrays.categories}
    for one in inputs:
        feeds |= encoded(one, raws)
    return feeds


def encoded(one: ModelInput, raws: Raws) -> dict[str, NDArray[Any]]:
    """One kind's arrays. Raises WorkstationError where it is not there."""
    encode = dict(ENCODERS).get(one.kind)  # type: ignore[call-overload]
    raw = raws.get(one.kind)  # type: ignore[call-overload]
    if encode is None or raw is None:
        raise WorkstationError(
            say("The model reads {kind}, which was not given.", kind=one.kind),
            say("Give what it learned from: its card says what that was."),
        )
    made: dict[str, NDArray[Any]] = encode(one.spec, raw)
    return made
