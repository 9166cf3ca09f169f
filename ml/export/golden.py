"""A few patients who never lived, and what torch says of them: rerun wherever the model is to answer."""

from __future__ import annotations

import io

import numpy as np
from numpy.typing import NDArray

from app.features.table import TableArrays
from ml.networks.network import Fitted
from ml.networks.preprocessing import Preprocessing

ROWS = 16


def golden(fitted: Fitted, seed: int) -> bytes:
    """golden.npz: inputs drawn from the fitted means, deviations and frequencies, and the probabilities for them.

    The first row has every input missing.
    """
    arrays = draw(fitted.preprocessing, np.random.default_rng([seed, 99]))
    out = io.BytesIO()
    np.savez(
        out,
        numbers=arrays.numbers,
        categories=arrays.categories,
        probability=fitted.probability(arrays).astype(np.float32),
    )
    return out.getvalue()


def draw(fitted: Preprocessing, rng: np.random.Generator) -> TableArrays:
    count = len(fitted.median)
    values = rng.normal(fitted.mean, fitted.deviation, (ROWS, count))
    curved = fitted.offset > 0
    values = np.where(curved, np.exp(np.where(curved, values, 0)) - fitted.offset, values)
    numbers = values.astype(np.float32)
    for at, field in enumerate(f for f in fitted.fields if f.kind == "number"):
        if field.low is not None and field.high is not None:
            numbers[:, at] = np.clip(numbers[:, at], field.low, field.high)
        levels = fitted.level[fitted.level_of == at]
        if len(levels) > 1:  # a number that is a code holds one of its levels
            numbers[:, at] = rng.choice(levels, ROWS)
    numbers[rng.random(numbers.shape) < 0.1] = np.nan
    widths = [len(f.categories) for f in fitted.fields if f.kind == "category"]
    drawn = [rng.integers(-1, width, ROWS) for width in widths]
    categories: NDArray[np.int64] = np.array(drawn, dtype=np.int64).reshape(len(widths), ROWS).T.copy()
    numbers[0], categories[0] = np.nan, -1
    return TableArrays(numbers, categories)
