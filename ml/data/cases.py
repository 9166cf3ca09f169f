"""What may be learned from, what is to be answered, and what came of it: a trained model as a record of functions."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Literal

import numpy as np
from numpy.typing import NDArray

from app.domain.model_card import InputField, ModelInput
from app.features.columns import Column
from app.features.raw import Kind, Raw, Raws, Rows

Table = Mapping[str, Sequence[str]]
Feeds = Mapping[str, NDArray[Any]]  # a graph's input or output by name, cases along the first axis
TargetKind = Literal["classes", "values", "flags", "masks", "itself"]


@dataclass(frozen=True, slots=True, eq=False)
class Target:
    """What is to be answered about N cases.

    classes: ``names`` are the classes, ``values`` (N,) int64 codes; of two the second is looked for.
    values: ``names`` are the measurements, ``values`` (N, T) float64, NaN where unknown.
    flags: several yes/no questions at once, ``values`` (N, T) float64 0 or 1, NaN where unknown.
    masks: ``names`` are the classes painted (the first: nothing), ``values`` (N, 0); the truth is ``raw["masks"]``.
    itself: an autoencoder's, ``names`` () and ``values`` (N, 0).
    ``strata`` (N,) int64 is what splits are balanced by (class, fifth of the values, flag pattern).
    """

    kind: TargetKind
    names: tuple[str, ...]
    values: NDArray[Any]
    strata: NDArray[np.int64]


def of_classes(labels: NDArray[np.int64], classes: tuple[str, ...]) -> Target:
    return Target("classes", classes, labels, labels)


@dataclass(frozen=True, slots=True, eq=False)
class Cases:
    """What may be learned from. ``groups`` (N,) who is whom; ``columns`` the table's inputs; ``raw`` the other kinds,
    one entry a case. ``validation``: rows the split sets aside for stopping, choosing and calibrating (never in the
    rows a network is fitted on, never asked about); where it is empty a network holds out some of its own rows.
    """

    target: Target
    groups: NDArray[np.int64]
    columns: tuple[Column, ...] = ()
    raw: Mapping[Kind, Raw] = field(default_factory=dict)
    validation: Rows = field(default_factory=lambda: np.zeros(0, dtype=np.int64))

    def __len__(self) -> int:
        return len(self.groups)

    @property
    def labels(self) -> NDArray[np.int64]:
        """(N,) class codes; what splits are balanced by for other targets."""
        return self.target.strata

    @property
    def classes(self) -> int:
        return len(self.target.names)


@dataclass(frozen=True, slots=True, eq=False)
class Fitted:
    """A trained model, as a record of functions.

    ``fields`` and ``inputs``: what the card says it reads (a table's columns; other kinds).
    ``encode(cases, rows)``: the graph's inputs by name, raw as the clinic has them (preprocessing is in the graph).
    ``answer(feeds)``: the graph's outputs by name, as training's own library gives them, in batches, no gradients:
    ``probability`` (N, classes) for classes, (N, T) for flags; ``value`` (N, T), and ``interval`` (N, T, 2) where it
    has one; ``mask`` (N, classes, …) logits; for itself ``code`` (N, d), ``error`` and ``spread`` (N,): the squared
    error of the reconstruction and the squared distance from the training mean, and ``novelty`` (N,) 0 to 1.
    ``draw(rng, count)``: inputs nobody has, drawn from fitted statistics: the golden sample.
    ``export()``: model.onnx with these inputs and outputs (and ``attribution`` where it is exact).
    ``chosen``: what training decided itself (penalty, epochs, temperature), plain JSON for the card.
    ``overlaps(cases, rows)``, of networks that paint: (n, classes, 3) pixels of the original picture that are shared,
    painted by the model, painted in truth.
    ``full``: the same model in full precision, where this one calculates in narrower numbers.
    """

    fields: tuple[InputField, ...]
    inputs: tuple[ModelInput, ...]
    encode: Callable[[Cases, Rows], Feeds]
    answer: Callable[[Feeds], dict[str, NDArray[Any]]]
    draw: Callable[[np.random.Generator, int], Feeds]
    export: Callable[[], bytes]
    chosen: dict[str, Any] = field(default_factory=dict)
    overlaps: Callable[[Cases, Rows], NDArray[np.float64]] | None = None
    full: Fitted | None = None

    def says(self, cases: Cases, rows: Rows | None = None) -> dict[str, NDArray[Any]]:
        """The outputs about these rows (about all cases without)."""
        return self.answer(self.encode(cases, np.arange(len(cases)) if rows is None else rows))

    def probability(self, cases: Cases, rows: Rows | None = None) -> NDArray[np.float64]:
        """(n, classes)."""
        return np.asarray(self.says(cases, rows)["probability"], dtype=np.float64)


@dataclass(frozen=True, slots=True)
class Material:
    """What there is to learn from: a table of cases (heading -> cells), and the other kinds, one entry a row of it."""

    table: Table
    raws: Raws = field(default_factory=dict)

    @property
    def count(self) -> int:
        """How many cases there are."""
        return max((len(cells) for cells in self.table.values()), default=0)

    @property
    def kinds(self) -> frozenset[Kind]:
        return frozenset({"table", *self.raws})
