"""Torch and ONNX Runtime must say the same before a model leaves the house."""

from __future__ import annotations

import statistics
import time
from collections.abc import Callable
from typing import Any

import numpy as np
import onnxruntime
from numpy.typing import NDArray

from app.domain.errors import WorkstationError
from app.domain.words import say
from ml.data.cases import Cases, Feeds, Fitted
from ml.evaluation.metrics import decide

TOLERANCE = 1e-4
MOST_ROWS = 200
_BATCHES = (1, 7, 64)
_TIMES = 9  # one case is asked about to say how long that takes

Answer = Callable[[Feeds], dict[str, NDArray[Any]]]


def runtime_of(model: bytes) -> Answer:
    """A model's bytes as a function from arrays to its outputs by name, on the CPU."""
    options = onnxruntime.SessionOptions()
    options.log_severity_level = 3
    session = onnxruntime.InferenceSession(model, options, providers=["CPUExecutionProvider"])
    wanted = [i.name for i in session.get_inputs()]
    names = [o.name for o in session.get_outputs()]

    def answer(feeds: Feeds) -> dict[str, NDArray[Any]]:
        return dict(zip(names, session.run(names, {name: feeds[name] for name in wanted}), strict=True))

    return answer


def check_parity(fitted: Fitted, model: bytes, cases: Cases, kind: str = "classes") -> dict[str, Any]:
    """Compare on up to 200 patients, in batches of several sizes.

    Raises WorkstationError when probabilities, or values in units of their own spread, differ by more than 1e-4, or a
    decision changes.
    """
    some = np.unique(np.linspace(0, len(cases) - 1, MOST_ROWS).round().astype(np.int64))
    asked = fitted.encode(cases, some)
    torch_says = fitted.answer(asked)
    answer = runtime_of(model)
    figures: dict[str, Any] = {"rows": len(some), "tolerance": TOLERANCE, "runtime": onnxruntime.__version__}
    worst, same = 0.0, True
    for batch in _BATCHES:
        runtime_says = in_batches(answer, asked, batch)
        for name, said in torch_says.items():
            worst = max(worst, _difference(name, said, runtime_says[name]))
        same = same and _same_decisions(torch_says, runtime_says, kind)
    figures |= {"batches": list(_BATCHES), "largest_difference": worst, "same_decisions": same}
    figures |= {"bytes": len(model), "latency_ms": _latency_ms(answer, rows_of(asked, slice(0, 1)))}
    if not worst <= TOLERANCE or not same:
        raise WorkstationError(
            say("The exported model does not answer as the trained one (difference {n}).", n=f"{worst:.2g}"),
            say("Nothing was kept. Train again with another network or seed."),
        )
    return figures


def _latency_ms(answer: Answer, one: Feeds) -> float:
    """The middle time of asking about one case on this computer's processor, the model being open."""
    seconds = []
    for _ in range(_TIMES):
        began = time.perf_counter()
        answer(one)
        seconds.append(time.perf_counter() - began)
    return round(1000 * statistics.median(seconds), 3)


def _difference(name: str, one: NDArray[Any], other: NDArray[Any]) -> float:
    """The largest difference; of what is no probability in units of its largest size where that is above 1."""
    if one.size == 0:
        return 0.0
    if name == "mask":
        one, other = _sigmoid(one), _sigmoid(other)
    scale = 1.0 if name == "probability" else max(1.0, float(np.nanmax(np.abs(one))))
    return float(np.nanmax(np.abs(one.astype(np.float64) - other))) / scale


def _sigmoid(logits: NDArray[Any]) -> NDArray[np.float64]:
    return np.asarray(1 / (1 + np.exp(-np.clip(logits.astype(np.float64), -60, 60))))


def _same_decisions(one: dict[str, NDArray[Any]], other: dict[str, NDArray[Any]], kind: str) -> bool:
    if kind == "classes":
        return bool(np.array_equal(decide(one["probability"]), decide(other["probability"])))
    if kind == "flags":
        return bool(np.array_equal(one["probability"] >= 0.5, other["probability"] >= 0.5))
    if kind == "masks":  # where two classes are as likely, rounding may decide about a pixel
        return bool(np.mean(one["mask"].argmax(axis=1) == other["mask"].argmax(axis=1)) >= 0.9999)
    return True


def in_batches(answer: Answer, feeds: Feeds, batch: int) -> dict[str, NDArray[Any]]:
    """Every output, asked ``batch`` cases at a time."""
    count = len(next(iter(feeds.values())))
    parts = [answer(rows_of(feeds, slice(at, at + batch))) for at in range(0, count, batch)]
    return {name: np.concatenate([part[name] for part in parts]) for name in parts[0]}


def rows_of(feeds: Feeds, rows: slice) -> Feeds:
    return {name: values[rows] for name, values in feeds.items()}
