"""Torch and ONNX Runtime must say the same before a model leaves the house."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np
import onnxruntime
from numpy.typing import NDArray

from app.domain.errors import WorkstationError
from app.domain.words import say
from app.features.table import TableArrays
from ml.evaluation.metrics import Floats, decide
from ml.networks.network import Fitted

TOLERANCE = 1e-4
MOST_ROWS = 200
_BATCHES = (1, 7, 64)

Answer = Callable[[TableArrays], dict[str, NDArray[np.float32]]]


def runtime_of(model: bytes) -> Answer:
    """A model's bytes as a function from arrays to its outputs by name, on the CPU."""
    options = onnxruntime.SessionOptions()
    options.log_severity_level = 3
    session = onnxruntime.InferenceSession(model, options, providers=["CPUExecutionProvider"])
    wanted = [i.name for i in session.get_inputs()]
    names = [o.name for o in session.get_outputs()]

    def answer(arrays: TableArrays) -> dict[str, NDArray[np.float32]]:
        fed = {"numbers": arrays.numbers, "categories": arrays.categories}
        return dict(zip(names, session.run(names, {name: fed[name] for name in wanted}), strict=True))

    return answer


def check_parity(fitted: Fitted, model: bytes, arrays: TableArrays) -> dict[str, Any]:
    """Compare on up to 200 patients, in batches of several sizes.

    Raises WorkstationError when probabilities differ by more than 1e-4 or a decision changes.
    """
    some = np.unique(np.linspace(0, len(arrays.numbers) - 1, MOST_ROWS).round().astype(np.int64))
    asked = rows_of(arrays, some)
    torch_says = fitted.probability(asked)
    answer = runtime_of(model)
    figures: dict[str, Any] = {"rows": len(some), "tolerance": TOLERANCE, "runtime": onnxruntime.__version__}
    worst, same = 0.0, True
    for batch in _BATCHES:
        runtime_says = in_batches(answer, asked, batch)
        worst = max(worst, float(np.abs(runtime_says - torch_says).max()))
        same = same and bool(np.array_equal(decide(runtime_says), decide(torch_says)))
    figures |= {"batches": list(_BATCHES), "largest_difference": worst, "same_decisions": same}
    if worst > TOLERANCE or not same:
        raise WorkstationError(
            say("The exported model does not answer as the trained one (difference {n}).", n=f"{worst:.2g}"),
            say("Nothing was kept. Train again with another network or seed."),
        )
    return figures


def in_batches(answer: Answer, arrays: TableArrays, batch: int) -> Floats:
    """(N, classes) float64 probabilities, asked ``batch`` rows at a time."""
    count = len(arrays.numbers)
    parts = [rows_of(arrays, np.arange(at, min(at + batch, count))) for at in range(0, count, batch)]
    return np.concatenate([answer(part)["probability"] for part in parts]).astype(np.float64)


def rows_of(arrays: TableArrays, rows: NDArray[np.int64]) -> TableArrays:
    return TableArrays(arrays.numbers[rows], arrays.categories[rows])
