"""What a model's inputs are divided into where its answers are explained, each by the name a person knows it by.

A unit is a column of the table, a gene, a variable in time, a word, a descriptor of a molecule or all its fragments
together, a property of its atoms, a base, or a patch of a picture. What has no name is no unit.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from app.domain.model_card import ModelCard
from app.features.molecule import ATOM_PROPERTIES
from app.features.sequence import SUMS
from ml.networks.network import Feeds

_MOST = 256
_PATCHES = 7
_LISTED = {"terms": "vocabulary", "expression": "genes", "dosages": "panel"}
_COURSE = {"values": "value", "seen": "whether measured", "gaps": "time since measured"}
_PLACES = {"text": "word", "smiles": "symbol", "present": "atom or step"}


@dataclass(frozen=True, slots=True, eq=False)
class Unit:
    """A part of the input that is taken away at once: ``mask`` of one case's array ``feed``."""

    name: str
    feed: str
    mask: NDArray[np.bool_]


def units_of(card: ModelCard, feeds: Feeds) -> tuple[Unit, ...]:
    """The units of one case, the same for every case."""
    specs = [one.spec for one in card.inputs]
    found = [unit for feed, values in feeds.items() for unit in _of_feed(card, specs, feed, values.shape[1:])]
    return tuple(unit for unit in found if unit.name)


def _of_feed(card: ModelCard, specs: Sequence[Mapping[str, Any]], feed: str, shape: tuple[int, ...]) -> Iterator[Unit]:
    match feed:
        case "numbers" | "categories":
            kind = "number" if feed == "numbers" else "category"
            yield from _entries(feed, shape, [f.name for f in card.fields if f.kind == kind])
        case "terms" | "expression" | "dosages":
            yield from _entries(feed, shape, _listed(specs, _LISTED[feed]))
        case "molecule":
            descriptors = _listed(specs, "descriptors")
            bits = shape[0] - len(descriptors)
            yield _span("fragments", feed, shape, 0, bits)
            yield from (_span(name, feed, shape, bits + at, 1) for at, name in enumerate(descriptors))
        case "atoms":
            starts = np.cumsum([0, *(width for _, width in ATOM_PROPERTIES)])
            yield from (
                _span(f"atoms: {name}", feed, shape, int(start), width)
                for (name, width), start in zip(ATOM_PROPERTIES, starts, strict=False)
            )
        case "bonds":
            yield Unit("bonds", feed, np.ones(shape, dtype=bool))
        case "summary":
            names = _listed(specs, "names")
            yield from (_span(name, feed, shape, at * len(SUMS), len(SUMS)) for at, name in enumerate(names))
        case "values" | "seen" | "gaps":
            names = _listed(specs, "names")
            yield from (_span(f"{name} ({_COURSE[feed]})", feed, shape, at, 1) for at, name in enumerate(names))
        case "dna":
            yield from (_span(f"base {at + 1}", feed, shape, at, 1) for at in range(shape[1]))
        case _ if len(shape) == 1:
            yield from _entries(feed, shape, [f"{_PLACES.get(feed, feed)} {at + 1}" for at in range(shape[0])])
        case _ if shape:
            yield from _patches(feed, shape)


def _listed(specs: Sequence[Mapping[str, Any]], key: str) -> list[str]:
    """What a card calls the entries of an array."""
    return next(([str(name) for name in spec[key]] for spec in specs if isinstance(spec.get(key), list)), [])


def _entries(feed: str, shape: tuple[int, ...], names: Sequence[str]) -> Iterator[Unit]:
    """The entries of a row of numbers; of very many some, evenly."""
    for at in np.unique(np.linspace(0, shape[0] - 1, _MOST).astype(int)) if shape[0] else ():
        yield _span(names[at], feed, shape, int(at), 1)


def _span(name: str, feed: str, shape: tuple[int, ...], start: int, width: int) -> Unit:
    """``width`` entries of the array's last axis; of bases the axis of places, of courses that of variables."""
    mask = np.zeros(shape, dtype=bool)
    mask[..., start : start + width] = True
    return Unit(name, feed, mask)


def _patches(feed: str, shape: tuple[int, ...]) -> Iterator[Unit]:
    rows = np.array_split(np.arange(shape[-2]), min(_PATCHES, shape[-2]))
    columns = np.array_split(np.arange(shape[-1]), min(_PATCHES, shape[-1]))
    for i, down in enumerate(rows):
        for j, across in enumerate(columns):
            mask = np.zeros(shape, dtype=bool)
            mask[..., down[0] : down[-1] + 1, across[0] : across[-1] + 1] = True
            yield Unit(f"{feed} row {i + 1} column {j + 1}", feed, mask)
