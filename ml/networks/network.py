"""What every network offers: its description and a way to fit it."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

import numpy as np
import torch
from numpy.typing import NDArray
from torch import nn

from app.domain.training import NetworkDescription
from app.features.columns import Column
from app.features.table import TableArrays
from ml.networks.preprocessing import Preprocessing, encode_columns
from ml.watch import Watch

Settings = Mapping[str, Any]


@dataclass(frozen=True, slots=True, eq=False)
class Cases:
    """What may be learned from: columns of all patients, (N,) class codes, (N,) who is whom, the number of classes."""

    columns: tuple[Column, ...]
    labels: NDArray[np.int64]
    groups: NDArray[np.int64]
    classes: int


@dataclass(frozen=True, slots=True, eq=False)
class Fitted:
    """A trained model. ``module``: (numbers, categories) -> probability (N, classes). ``chosen``: what training
    decided itself (penalty, epochs, temperature), for the card.
    """

    preprocessing: Preprocessing
    module: nn.Module
    chosen: dict[str, Any] = field(default_factory=dict)

    def encode(self, columns: Sequence[Column]) -> TableArrays:
        return encode_columns(self.preprocessing.fields, columns)

    def probability(self, arrays: TableArrays) -> NDArray[np.float64]:
        """(N, classes) in batches, without gradients."""
        parts = []
        with torch.no_grad():
            for at in range(0, max(1, len(arrays.numbers)), _BATCH):
                numbers = torch.from_numpy(arrays.numbers[at : at + _BATCH])
                categories = torch.from_numpy(arrays.categories[at : at + _BATCH])
                parts.append(self.module(numbers, categories).double().numpy())
        return np.concatenate(parts)


_BATCH = 8192


@dataclass(frozen=True, slots=True)
class Network:
    """``fit(cases, rows, settings, seed, watch)`` learns from ``rows`` alone."""

    description: NetworkDescription
    fit: Callable[[Cases, NDArray[np.int64], Settings, int, Watch], Fitted]

    @property
    def name(self) -> str:
        return self.description.name
