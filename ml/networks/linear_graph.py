"""A logistic model as an ONNX graph, node by node: raw values in, probability and attribution out."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray
from onnx import ModelProto, TensorProto, checker, helper

from ml.export.graph import IR_VERSION, OPSET, Graph
from ml.networks.preprocessing import Preprocessing


def export_logistic(
    preprocessing: Preprocessing, weights: NDArray[np.float64], intercept: NDArray[np.float64]
) -> bytes:
    """model.onnx of a logistic regression: ``weights`` (F, K), ``intercept`` (K,)."""
    owner = owners(preprocessing)
    graph = Graph()
    features = preprocess(graph, preprocessing)
    logits = graph.node("Gemm", features, graph.weights(weights), graph.weights(intercept))
    if weights.shape[1] == 1:
        positive = graph.node("Sigmoid", logits)
        negative = graph.node("Sub", graph.weights(np.ones(1)), positive)
        graph.node("Concat", negative, positive, axis=1, output="probability")
        moved = graph.node("Mul", features, graph.weights(weights[:, 0]))
    else:
        graph.node("Softmax", logits, axis=1, output="probability")
        moved = graph.node("Mul", features, _weights_of_likeliest(graph, logits, weights))
    graph.node("MatMul", moved, graph.weights(owner), output="attribution")
    classes = max(2, weights.shape[1])
    return to_bytes(graph, preprocessing, {"probability": classes, "attribution": owner.shape[1]})


def owners(preprocessing: Preprocessing) -> NDArray[np.float32]:
    """(F, inputs): 1 where a feature comes from an input."""
    owner = np.zeros((len(preprocessing.owner), len(preprocessing.fields)), dtype=np.float32)
    owner[np.arange(len(preprocessing.owner)), preprocessing.owner] = 1
    return owner


def _weights_of_likeliest(graph: Graph, logits: str, weights: NDArray[np.float64]) -> str:
    """(N, F): the weights of each row's likeliest class, less the mean over classes."""
    classes = weights.shape[1]
    likeliest = graph.node("ArgMax", logits, axis=1, keepdims=1)
    chosen = graph.node("Equal", likeliest, graph.constant(np.arange(classes)[None, :]))
    as_number = graph.node("Cast", chosen, to=TensorProto.FLOAT)
    centred = weights - weights.mean(axis=1, keepdims=True)
    return graph.node("MatMul", as_number, graph.weights(centred.T))


def preprocess(graph: Graph, fitted: Preprocessing) -> str:
    """The nodes of ``networks.preprocessing.Features``; returns the name of the (N, F) features."""
    parts = []
    if len(fitted.median):
        parts.append(_standardised(graph, fitted))
    indicators = []
    if len(fitted.absent):
        indicators.append(graph.node("IsNaN", _columns(graph, "numbers", fitted.absent)))
    if len(fitted.level_of):
        levels = graph.weights(fitted.level)
        indicators.append(graph.node("Equal", _columns(graph, "numbers", fitted.level_of), levels))
    if len(fitted.category_of):
        codes = graph.constant(fitted.category)
        indicators.append(graph.node("Equal", _columns(graph, "categories", fitted.category_of), codes))
    if indicators:
        shown = [graph.node("Cast", indicator, to=TensorProto.FLOAT) for indicator in indicators]
        joined = graph.node("Concat", *shown, axis=1)
        parts.append(graph.node("Sub", joined, graph.weights(fitted.frequency)))
    return graph.node("Concat", *parts, axis=1)


def _columns(graph: Graph, source: str, which: NDArray[np.int64]) -> str:
    return graph.node("Gather", source, graph.constant(which), axis=1)


def _standardised(graph: Graph, fitted: Preprocessing) -> str:
    unknown = graph.node("IsNaN", "numbers")
    filled = graph.node("Where", unknown, graph.weights(fitted.median), "numbers")
    taken = fitted.offset > 0
    if taken.any():
        positive = graph.node("Max", filled, graph.weights(np.zeros(1)))
        shifted = graph.node("Add", positive, graph.weights(np.where(taken, fitted.offset, 1)))
        curved = graph.node("Log", shifted)
        filled = graph.node("Where", graph.constant(taken), curved, filled)
    centred = graph.node("Sub", filled, graph.weights(fitted.mean))
    return graph.node("Div", centred, graph.weights(fitted.deviation))


def to_bytes(graph: Graph, fitted: Preprocessing, outputs: dict[str, int], more: Sequence[Any] = ()) -> bytes:
    """The checked model; ``more``: outputs that are no row of numbers a case.

    Batch size is free; inputs a model does not have are not declared.
    """
    kinds = [f.kind for f in fitted.fields]
    inputs = [
        helper.make_tensor_value_info(name, kind, ["batch", kinds.count(field)])
        for name, kind, field in (
            ("numbers", TensorProto.FLOAT, "number"),
            ("categories", TensorProto.INT64, "category"),
        )
        if field in kinds
    ]
    shown = [helper.make_tensor_value_info(n, TensorProto.FLOAT, ["batch", width]) for n, width in outputs.items()]
    made = helper.make_graph(graph.nodes, "aegle", inputs, [*shown, *more], graph.constants)
    model: ModelProto = helper.make_model(made, opset_imports=[helper.make_opsetid("", OPSET)], ir_version=IR_VERSION)
    checker.check_model(model, full_check=True)
    return bytes(model.SerializeToString())
