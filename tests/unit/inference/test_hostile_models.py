"""Models that are well-formed and mean harm: they cost one question, with a sentence, within what a child may use."""

from __future__ import annotations

import sys
import time
from collections.abc import Iterator

import numpy as np
import onnx
import pytest
from onnx import TensorProto, helper, numpy_helper

from app.domain.errors import WorkstationError
from app.jobs.workers import Limits, Workers
from app.services import asking
from tests.unit.inference.conftest import Spoil
from tests.unit.inference.test_package import model_of, packed

linux_only = pytest.mark.skipif(sys.platform != "linux", reason="memory is limited on Linux only")


@pytest.fixture(scope="module")
def workers() -> Iterator[Workers]:
    pool = Workers(1)
    yield pool
    pool.close()


def with_tail(model: onnx.ModelProto, *nodes: onnx.NodeProto) -> onnx.ModelProto:
    """The model, its probabilities going through ``nodes`` first (from "held" to "probability")."""
    for node in model.graph.node:
        for at, name in enumerate(node.output):
            if name == "probability":
                node.output[at] = "held"
    model.graph.node.extend(nodes)
    return model


def glutton(model: onnx.ModelProto) -> onnx.ModelProto:
    """It adds up a terabyte of zeros."""
    model.graph.initializer.append(numpy_helper.from_array(np.array([1 << 38], np.int64), "size"))
    return with_tail(
        model,
        helper.make_node("ConstantOfShape", ["size"], ["zeros"]),
        helper.make_node("ReduceSum", ["zeros"], ["sum"], keepdims=0),
        helper.make_node("Add", ["held", "sum"], ["probability"]),
    )


def endless(model: onnx.ModelProto) -> onnx.ModelProto:
    """A loop that goes round for ever."""
    go, count = "go", "count"
    inside = helper.make_graph(
        [helper.make_node("Identity", ["go_on"], ["still"]), helper.make_node("Identity", ["carried"], ["passed"])],
        "inside",
        [
            helper.make_tensor_value_info("n", TensorProto.INT64, []),
            helper.make_tensor_value_info("go_on", TensorProto.BOOL, []),
            helper.make_tensor_value_info("carried", TensorProto.FLOAT, None),
        ],
        [
            helper.make_tensor_value_info("still", TensorProto.BOOL, []),
            helper.make_tensor_value_info("passed", TensorProto.FLOAT, None),
        ],
    )
    model.graph.initializer.append(numpy_helper.from_array(np.array(True), go))
    model.graph.initializer.append(numpy_helper.from_array(np.array((1 << 63) - 1, np.int64), count))
    return with_tail(model, helper.make_node("Loop", [count, go, "held"], ["probability"], body=inside))


@linux_only
@pytest.mark.parametrize("make", [glutton, endless])
def test_a_model_that_takes_everything_costs_one_question(
    workers: Workers, spoiled: Spoil, shipped: bytes, monkeypatch: pytest.MonkeyPatch, make: object
) -> None:
    monkeypatch.setattr(asking, "_LIMITS", Limits(seconds=8.0, memory_mb=1024, may="device"))
    assert callable(make)
    hostile = packed(spoiled, make(model_of(shipped)))
    began = time.monotonic()
    with pytest.raises(WorkstationError) as caught:
        asking.in_worker(workers, asking.VERIFY, hostile, "hostile.aegle")
    assert str(caught.value.hint)
    assert time.monotonic() - began < 30
    # the control: the next question, and the model it was made of, are answered
    assert asking.in_worker(workers, asking.VERIFY, shipped, "shipped").golden_difference < 1e-6
