"""Rows of raw clinical values -> the arrays a table model is fed, as its card says."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from app.domain.model_card import OTHER, InputField
from app.features.values import Cell, is_missing, key_of, number_of


@dataclass(frozen=True, slots=True, eq=False)
class TableArrays:
    """``numbers``: (N, p) float32, NaN where missing. ``categories``: (N, q) int64, -1 where missing or unknown.

    Columns stand in the order of the card's fields of that kind.
    """

    numbers: NDArray[np.float32]
    categories: NDArray[np.int64]


def table_arrays(fields: Sequence[InputField], rows: Sequence[Mapping[str, Cell]]) -> TableArrays:
    """Encode rows (name -> raw value); a name a row lacks is a missing value."""
    return encoded(fields, {f.name: [row.get(f.name) for row in rows] for f in fields}, len(rows))


def encoded(fields: Sequence[InputField], columns: Mapping[str, Sequence[Cell]], count: int) -> TableArrays:
    """Encode columns (name -> ``count`` raw values)."""
    numbers = [[number_of(c, f.missing) for c in columns[f.name]] for f in fields if f.kind == "number"]
    categories = [_codes(f, columns[f.name]) for f in fields if f.kind == "category"]
    return TableArrays(
        np.array(numbers, dtype=np.float32).reshape(len(numbers), count).T.copy(),
        np.array(categories, dtype=np.int64).reshape(len(categories), count).T.copy(),
    )


def _codes(field: InputField, cells: Sequence[Cell]) -> list[int]:
    positions = {key_of(name): code for code, name in enumerate(field.categories)}
    other = len(field.categories) - 1 if field.categories[-1:] == (OTHER,) else -1
    return [-1 if is_missing(c, field.missing) else positions.get(key_of(c), other) for c in cells]


def is_foreign(field: InputField, cell: Cell) -> bool:
    """True where a cell holds something the field cannot read: a word for a number, a category never met."""
    if is_missing(cell, field.missing):
        return False
    if field.kind == "number":
        return bool(np.isnan(number_of(cell, field.missing)))
    return key_of(cell) not in {key_of(name) for name in field.categories}
