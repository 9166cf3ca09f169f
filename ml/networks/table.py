"""Networks that read a table: how cases become ``numbers`` and ``categories``, and what is drawn for them."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np
import torch
from numpy.typing import NDArray
from torch import Tensor, nn

from app.features.raw import Rows
from ml.export.traced import export_module
from ml.networks.modules import asked
from ml.networks.network import Cases, Feeds, Fitted
from ml.networks.preprocessing import Features, Preprocessing, encode_columns

_BATCH = 8192


def of_table(
    preprocessing: Preprocessing,
    module: nn.Module,
    says: tuple[str, ...],
    decided: dict[str, Any],
    export: Callable[[], bytes] | None = None,
) -> Fitted:
    """A fitted module (numbers, categories) -> its outputs, in the order of ``says``; torch exports it without
    ``export``.
    """
    reads = graph_inputs(preprocessing)
    return Fitted(
        fields=preprocessing.fields,
        inputs=(),
        encode=lambda cases, rows: encode_table(preprocessing, cases, rows),
        answer=lambda feeds: asked(module, ("numbers", "categories"), says, feeds, _BATCH),
        draw=lambda rng, count: draw(preprocessing, rng, count),
        export=export or (lambda: export_module(_only(module, reads), reads, says, _example(preprocessing), {})),
        chosen=decided,
    )


def graph_inputs(fitted: Preprocessing) -> tuple[str, ...]:
    """The inputs a graph declares: a table may have no numbers, or no categories."""
    kinds = {f.kind for f in fitted.fields}
    return tuple(n for n, kind in (("numbers", "number"), ("categories", "category")) if kind in kinds)


def encode_table(fitted: Preprocessing, cases: Cases, rows: Rows) -> dict[str, NDArray[Any]]:
    arrays = encode_columns(fitted.fields, cases.columns)
    return {"numbers": arrays.numbers[rows], "categories": arrays.categories[rows]}


def features_of(fitted: Preprocessing, cases: Cases, rows: Rows, dtype: torch.dtype = torch.float32) -> Tensor:
    """(n, F): what the fitted preprocessing makes of these rows."""
    feeds = encode_table(fitted, cases, rows)
    numbers, categories = torch.from_numpy(feeds["numbers"]), torch.from_numpy(feeds["categories"])
    features: Tensor = Features(fitted, dtype)(numbers, categories)
    return features


def draw(fitted: Preprocessing, rng: np.random.Generator, count: int) -> Feeds:
    """Patients who never lived, from fitted means, deviations and frequencies. The first has every input missing."""
    values = rng.normal(fitted.mean, fitted.deviation, (count, len(fitted.median)))
    curved = fitted.offset > 0
    values = np.where(curved, np.exp(np.where(curved, values, 0)) - fitted.offset, values)
    numbers = values.astype(np.float32)
    for at, field in enumerate(f for f in fitted.fields if f.kind == "number"):
        if field.low is not None and field.high is not None:
            numbers[:, at] = np.clip(numbers[:, at], field.low, field.high)
        levels = fitted.level[fitted.level_of == at]
        if len(levels) > 1:  # a number that is a code holds one of its levels
            numbers[:, at] = rng.choice(levels, count)
    numbers[rng.random(numbers.shape) < 0.1] = np.nan
    widths = [len(f.categories) for f in fitted.fields if f.kind == "category"]
    drawn = [rng.integers(-1, width, count) for width in widths]
    categories: NDArray[np.int64] = np.array(drawn, dtype=np.int64).reshape(len(widths), count).T.copy()
    if count > 2:
        numbers[0], categories[0] = np.nan, -1
    return {"numbers": numbers, "categories": categories}


def _example(fitted: Preprocessing) -> Feeds:
    return draw(fitted, np.random.default_rng(0), 2)


class Only(nn.Module):
    """A model of a table that has only numbers, or only categories."""

    def __init__(self, module: nn.Module) -> None:
        super().__init__()
        self.module = module

    def forward(self, one: Tensor) -> Tensor:
        answer: Tensor = self.module(one, one)
        return answer


def _only(module: nn.Module, reads: tuple[str, ...]) -> nn.Module:
    return module if len(reads) == 2 else Only(module)
