"""Raw values -> features, fitted on training patients and carried inside the exported graph.

Numbers: the training median where missing, a logarithm where the values are skewed, then mean 0 and deviation 1.
Beside them stand indicators: "was missing", "is exactly this level" for numbers that are codes, and one for each
category. Indicators are centred on their training frequency, so that a feature of 0 is the average patient.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import torch
from numpy.typing import NDArray
from torch import Tensor, nn

from app.domain.model_card import OTHER, InputField
from app.domain.training import Parameter
from app.features.cohort_table import has_zero_spike
from app.features.columns import Column, Scale
from app.features.preparing import offset_for
from app.features.table import TableArrays

FEWEST_PATIENTS = 10  # a category or level seen in fewer training patients is never written down
_EXTREME = 5  # the range in the card is that of the fifth lowest and fifth highest patient: no one person's value
_MOST_LEVELS = 6


@dataclass(frozen=True, slots=True)
class Options:
    """``logarithms``: for skewed positive numbers. ``levels``: indicators for numbers that are codes."""

    logarithms: bool = True
    levels: bool = True
    fewest_patients: int = FEWEST_PATIENTS


def weighing(highest: float) -> tuple[Parameter, ...]:
    """The parameters of a model that weighs inputs and adds up: its penalty (at most ``highest``), and ``Options``."""
    return (
        Parameter(
            "penalty",
            "Penalty on large weights (L2)",
            "number",
            0.0,
            low=0.0,
            high=highest,
            help="0 lets cross-validation inside the training patients choose it.",
        ),
        Parameter(
            "logarithms",
            "Take logarithms of skewed values",
            "switch",
            True,
            help="Laboratory values with a long tail, such as TSH, are read on a log scale; a logistic regression does"
            " so where patients held out are then answered better.",
        ),
        Parameter(
            "levels",
            "Treat small whole numbers also as codes",
            "switch",
            True,
            help="1 to 4 for kinds of pain need not rise or fall in steps.",
        ),
    )


@dataclass(frozen=True, slots=True, eq=False)
class Preprocessing:
    """What was fitted. p numbers, q categories, F features in the order: numbers, missing, levels, categories.

    ``offset`` (p,): added before the logarithm, 0 where none is taken. ``absent`` (a,): which numbers have a missing
    indicator. ``level_of``/``level`` (b,): which number, which value. ``category_of``/``category`` (c,): which
    category column, which code (-1: missing). ``frequency`` (a+b+c,): of the indicators in training. ``owner`` (F,):
    the card field each feature comes from.
    """

    fields: tuple[InputField, ...]
    median: NDArray[np.float64]
    offset: NDArray[np.float64]
    mean: NDArray[np.float64]
    deviation: NDArray[np.float64]
    absent: NDArray[np.int64]
    level_of: NDArray[np.int64]
    level: NDArray[np.float64]
    category_of: NDArray[np.int64]
    category: NDArray[np.int64]
    frequency: NDArray[np.float64]
    owner: NDArray[np.int64]

    @property
    def feature_count(self) -> int:
        return len(self.owner)


def fit_preprocessing(
    columns: Sequence[Column], groups: NDArray[np.int64], rows: NDArray[np.int64], options: Options
) -> Preprocessing:
    """Fit on ``rows`` alone. ``groups`` (N,) tells patients apart, for the counts."""
    people = groups[rows]
    fields = tuple(_field(c, people, rows, options) for c in columns)
    arrays = encode_columns(fields, columns)
    numbers = arrays.numbers[rows].astype(np.float64)
    codes = arrays.categories[rows]
    median = np.array([f.reference for f in fields if f.kind == "number"], dtype=np.float64)
    filled = np.where(np.isnan(numbers), median, numbers)
    scales = [c.scale for c, f in zip(columns, fields, strict=True) if f.kind == "number"]
    offset = np.array([_offset(x, scale, options) for x, scale in zip(numbers.T, scales, strict=True)])
    curved = logarithm(filled, offset)
    absent = np.array([j for j, column in enumerate(numbers.T) if np.isnan(column).any()], dtype=np.int64)
    levels = [pair for j, x in enumerate(numbers.T) for pair in _levels(j, x, people, options)]
    categories = [pair for j, code in enumerate(codes.T) for pair in _present(j, code)]
    level_of, level = _pairs(levels)
    category_of, category = _pairs(categories)
    indicators = np.concatenate(
        [
            np.isnan(numbers[:, absent]),
            numbers[:, level_of] == level,
            codes[:, category_of] == category,
        ],
        axis=1,
    )
    where = {kind: np.array([i for i, f in enumerate(fields) if f.kind == kind], dtype=np.int64) for kind in _KINDS}
    owner = [where["number"], where["number"][absent], where["number"][level_of], where["category"][category_of]]
    deviation = curved.std(axis=0)
    return Preprocessing(
        fields=fields,
        median=median,
        offset=offset,
        mean=curved.mean(axis=0),
        deviation=np.where(deviation > 0, deviation, 1.0),
        absent=absent,
        level_of=level_of,
        level=level.astype(np.float64),
        category_of=category_of,
        category=category.astype(np.int64),
        frequency=indicators.mean(axis=0) if len(rows) else np.zeros(indicators.shape[1]),
        owner=np.concatenate(owner).astype(np.int64),
    )


_KINDS = ("number", "category")


def encode_columns(fields: Sequence[InputField], columns: Sequence[Column]) -> TableArrays:
    """The arrays of already read columns: what ``features.table`` makes of their cells."""
    numbers = [c.numbers for f, c in zip(fields, columns, strict=True) if f.kind == "number"]
    codes = [_codes(f, c) for f, c in zip(fields, columns, strict=True) if f.kind == "category"]
    count = len(columns[0].cells)
    return TableArrays(
        np.array(numbers, dtype=np.float32).reshape(len(numbers), count).T.copy(),
        np.array(codes, dtype=np.int64).reshape(len(codes), count).T.copy(),
    )


def _codes(field: InputField, column: Column) -> list[int]:
    from_key = {key: code for code, key in enumerate(_keys(field, column))}
    other = len(field.categories) - 1 if field.categories[-1:] == (OTHER,) else -1
    return [from_key.get(key, other) if key else -1 for key in column.keys]


def _keys(field: InputField, column: Column) -> list[str]:
    written = {text: key for key, text in column.written.items()}
    return [written.get(name, name) for name in field.categories]


def logarithm(values: NDArray[np.float64], offset: NDArray[np.float64]) -> NDArray[np.float64]:
    """log(max(x, 0) + offset) in the columns that have an offset."""
    taken = offset > 0
    return np.where(taken, np.log(np.maximum(values, 0) + np.where(taken, offset, 1)), values)


def _field(column: Column, people: NDArray[np.int64], rows: NDArray[np.int64], options: Options) -> InputField:
    if column.kind == "number":
        values = column.numbers[rows]
        known = np.sort(values[~np.isnan(values)])
        low, high = _range(known, options.fewest_patients)
        reference = float(f"{np.median(known):.6g}") if len(known) else 0.0
        return InputField(
            column.name, "number", column.unit, low=low, high=high, missing=column.missing, reference=reference
        )
    names, counts = _common(column, people, rows, options.fewest_patients)
    commonest = int(np.argmax(counts)) if len(counts) else -1
    return InputField(column.name, "category", categories=names, missing=column.missing, reference=float(commonest))


def _range(known: NDArray[np.float64], fewest: int) -> tuple[float | None, float | None]:
    """The range nearly all training patients lie in, rounded outwards to three digits; none for very few patients."""
    at = _EXTREME - 1 if fewest > 1 else 0
    if len(known) < 2 * (at + 1):
        return None, None
    return _rounded(float(known[at]), np.floor), _rounded(float(known[-1 - at]), np.ceil)


def _rounded(value: float, direction: np.ufunc) -> float:
    if value == 0:
        return 0.0
    step = 10.0 ** (np.floor(np.log10(abs(value))) - 2)
    return float(f"{direction(round(value / step, 6)) * step:.6g}")


def _common(
    column: Column, people: NDArray[np.int64], rows: NDArray[np.int64], fewest: int
) -> tuple[tuple[str, ...], list[int]]:
    """(categories seen in enough training patients, how often); the others pooled where together they are enough."""
    members: dict[str, set[int]] = {}
    for row, person in zip(rows, people, strict=True):
        if column.keys[row]:
            members.setdefault(column.keys[row], set()).add(int(person))
    common = sorted(key for key, who in members.items() if len(who) >= fewest)
    rare: set[int] = set().union(*(who for key, who in members.items() if len(who) < fewest))
    names, counts = [column.written[key] for key in common], [len(members[key]) for key in common]
    if len(rare) >= fewest:
        names, counts = [*names, OTHER], [*counts, 0]
    return tuple(names), counts


def _offset(values: NDArray[np.float64], scale: Scale, options: Options) -> float:
    """What is added before the logarithm, 0 where none is taken; what a person chose for the column goes first."""
    return offset_for(values[~np.isnan(values)], scale) if options.logarithms or scale == "logarithm" else 0.0


def _levels(
    at: int, values: NDArray[np.float64], people: NDArray[np.int64], options: Options
) -> list[tuple[int, float]]:
    """Levels of a number that is a code (1 to 4 for kinds of pain), and a 0 that stands apart from the rest."""
    if not options.levels:
        return []
    known = values[~np.isnan(values)]
    distinct = np.unique(known)
    if has_zero_spike(known):
        candidates = [0.0]
    elif 3 <= len(distinct) <= _MOST_LEVELS and not np.any(distinct % 1):
        candidates = distinct.tolist()
    else:
        return []
    fewest = options.fewest_patients
    return [(at, level) for level in candidates if len(np.unique(people[values == level])) >= fewest]


def _present(at: int, codes: NDArray[np.int64]) -> list[tuple[int, float]]:
    return [(at, float(code)) for code in np.unique(codes)]


def _pairs(pairs: list[tuple[int, float]]) -> tuple[NDArray[np.int64], NDArray[np.float64]]:
    return (
        np.array([at for at, _ in pairs], dtype=np.int64),
        np.array([value for _, value in pairs], dtype=np.float64),
    )


class Features(nn.Module):
    """The fitted preprocessing as a torch module: (N, p) numbers and (N, q) categories -> (N, F) features."""

    median: Tensor
    mean: Tensor
    deviation: Tensor
    level: Tensor
    frequency: Tensor
    taken: Tensor
    offset: Tensor
    absent: Tensor
    level_of: Tensor
    category_of: Tensor
    category: Tensor

    def __init__(self, fitted: Preprocessing, dtype: torch.dtype = torch.float32) -> None:
        super().__init__()
        self.has_numbers = len(fitted.median) > 0
        self.has_categories = len(fitted.category_of) > 0
        self.has_logarithms = bool(np.any(fitted.offset > 0))
        for name in ("median", "mean", "deviation", "level", "frequency"):
            self.register_buffer(name, torch.from_numpy(getattr(fitted, name)).to(dtype))
        self.register_buffer("taken", torch.from_numpy(fitted.offset > 0))
        self.register_buffer("offset", torch.from_numpy(np.where(fitted.offset > 0, fitted.offset, 1.0)).to(dtype))
        for name in ("absent", "level_of", "category_of", "category"):
            self.register_buffer(name, torch.from_numpy(getattr(fitted, name)))

    def forward(self, numbers: Tensor, categories: Tensor) -> Tensor:
        parts = []
        if self.has_numbers:
            numbers = numbers.to(self.median.dtype)
            parts.append(self._standardised(numbers))
        indicators = self._indicators(numbers, categories)
        if indicators:
            shown = torch.cat(indicators, dim=1).to(self.frequency.dtype)
            parts.append(shown - self.frequency)
        return torch.cat(parts, dim=1)

    def _standardised(self, numbers: Tensor) -> Tensor:
        filled = torch.where(torch.isnan(numbers), self.median, numbers)
        if self.has_logarithms:
            curved = torch.log(torch.clamp(filled, min=0) + self.offset)
            filled = torch.where(self.taken, curved, filled)
        return (filled - self.mean) / self.deviation

    def _indicators(self, numbers: Tensor, categories: Tensor) -> list[Tensor]:
        indicators = []
        if len(self.absent):
            indicators.append(torch.isnan(numbers[:, self.absent]))
        if len(self.level_of):
            indicators.append(numbers[:, self.level_of] == self.level)
        if self.has_categories:
            indicators.append(categories[:, self.category_of] == self.category)
        return indicators
