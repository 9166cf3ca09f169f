"""What is read of cases beside their table, before any model looks at it; and how it travels in a sealed pack.

Everything hangs on one table: a case a row. A picture, a report, a course in time belongs to a row by its place, so a
choice of rows is a choice of everything. ``Kind`` names what a recipe reads; ``app/features/<kind>.py`` turns it into
the arrays a card asks for, in training and in the clinic alike.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any, Literal, get_args

import numpy as np
from numpy.typing import NDArray

from app.sealed import Sealed

Kind = Literal["table", "images", "masks", "sequences", "text", "smiles", "dosages", "expression", "dna"]
KINDS: tuple[Kind, ...] = get_args(Kind)
Rows = NDArray[np.int64]


@dataclass(frozen=True, slots=True, eq=False)
class Pictures:
    """images: (channels, rows, columns) or (channels, slices, rows, columns) each, in ``unit``, sizes may differ.
    masks: (rows, columns) or (slices, rows, columns) each, a whole number for each class, 0 where there is nothing.
    """

    arrays: tuple[NDArray[Any], ...]
    unit: str = ""

    def __len__(self) -> int:
        return len(self.arrays)

    def chosen(self, rows: Rows) -> Pictures:
        return replace(self, arrays=tuple(self.arrays[int(i)] for i in rows))


@dataclass(frozen=True, slots=True, eq=False)
class Texts:
    """text, smiles, dna: one string a case."""

    texts: tuple[str, ...]

    def __len__(self) -> int:
        return len(self.texts)

    def chosen(self, rows: Rows) -> Texts:
        return Texts(tuple(self.texts[int(i)] for i in rows))


@dataclass(frozen=True, slots=True, eq=False)
class Courses:
    """sequences: ``times[i]`` (T,) float64 rising, in ``unit``; ``values[i]`` (T, p) float32, NaN where not measured;
    ``names`` (p,). What never changes (age at admission) stands in the table.
    """

    names: tuple[str, ...]
    times: tuple[NDArray[np.float64], ...]
    values: tuple[NDArray[np.float32], ...]
    unit: str = "h"

    def __len__(self) -> int:
        return len(self.times)

    def chosen(self, rows: Rows) -> Courses:
        which = [int(i) for i in rows]
        return replace(self, times=tuple(self.times[i] for i in which), values=tuple(self.values[i] for i in which))


@dataclass(frozen=True, slots=True, eq=False)
class Matrix:
    """dosages: count of the alternative allele, names "chromosome:position:ref:alt". expression: names are genes.
    ``values`` (N, names) float32, NaN where unknown.
    """

    names: tuple[str, ...]
    values: NDArray[np.float32]

    def __len__(self) -> int:
        return len(self.values)

    def chosen(self, rows: Rows) -> Matrix:
        return Matrix(self.names, self.values[rows])


Raw = Pictures | Texts | Courses | Matrix
Raws = Mapping[Kind, Raw]

_RAWS = "raw inputs"
_TYPES: dict[str, type[Raw]] = {t.__name__: t for t in (Pictures, Texts, Courses, Matrix)}


def chosen(raws: Raws, rows: Rows) -> dict[Kind, Raw]:
    """Every kind for these rows."""
    return {kind: raw.chosen(rows) for kind, raw in raws.items()}


def put_raws(pack: Sealed, raws: Raws) -> None:
    """Seal everything that was read; ``get_raws`` gives it back."""
    pack.put_json(_RAWS, {kind: type(raw).__name__ for kind, raw in raws.items()})
    for kind, raw in raws.items():
        match raw:
            case Pictures():
                pack.put_json(f"{kind} unit", raw.unit)
                _put_ragged(pack, f"{kind} arrays", raw.arrays)
            case Texts():
                pack.put_json(f"{kind} texts", list(raw.texts))
            case Courses():
                pack.put_json(f"{kind} names", {"names": raw.names, "unit": raw.unit})
                _put_ragged(pack, f"{kind} times", raw.times)
                _put_ragged(pack, f"{kind} values", raw.values)
            case Matrix():
                pack.put_json(f"{kind} names", raw.names)
                pack.put_array(f"{kind} values", raw.values)


def get_raws(pack: Sealed) -> dict[Kind, Raw]:
    """What ``put_raws`` sealed; empty where only a table was."""
    if _RAWS not in pack.names():
        return {}
    return {kind: _get(pack, kind, _TYPES[name]) for kind, name in pack.json(_RAWS).items()}


def _get(pack: Sealed, kind: str, type_: type[Raw]) -> Raw:
    if type_ is Pictures:
        return Pictures(_get_ragged(pack, f"{kind} arrays"), pack.json(f"{kind} unit"))
    if type_ is Texts:
        return Texts(tuple(pack.json(f"{kind} texts")))
    if type_ is Courses:
        said = pack.json(f"{kind} names")
        times, values = _get_ragged(pack, f"{kind} times"), _get_ragged(pack, f"{kind} values")
        return Courses(tuple(said["names"]), times, values, said["unit"])
    return Matrix(tuple(pack.json(f"{kind} names")), pack.array(f"{kind} values"))


def _put_ragged(pack: Sealed, name: str, arrays: Sequence[NDArray[Any]]) -> None:
    """Arrays of one type and different shapes, end to end."""
    pack.put_json(f"{name} shapes", [list(a.shape) for a in arrays])
    flat = [np.ascontiguousarray(a).ravel() for a in arrays]
    pack.put_array(name, np.concatenate(flat) if flat else np.zeros(0, dtype=np.float32))


def _get_ragged(pack: Sealed, name: str) -> tuple[NDArray[Any], ...]:
    shapes, flat = [tuple(s) for s in pack.json(f"{name} shapes")], pack.array(name)
    ends = np.cumsum([int(np.prod(s)) for s in shapes]) if shapes else np.zeros(0, dtype=np.int64)
    return tuple(part.reshape(s) for part, s in zip(np.split(flat, ends[:-1]), shapes, strict=False))
