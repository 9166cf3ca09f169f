"""Gradient-boosted trees, grown by scikit-learn and written as one ai.onnx.ml node."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from functools import partial
from typing import Any

import numpy as np
from numpy.typing import NDArray
from onnx import ModelProto, TensorProto, checker, helper, numpy_helper
from scipy.special import expit, softmax
from sklearn.ensemble import HistGradientBoostingClassifier, HistGradientBoostingRegressor

from app.domain.model_card import InputField, ModelInput
from app.domain.training import NetworkDescription, Parameter
from app.features.raw import Rows
from ml.export.graph import IR_VERSION, OPSET
from ml.networks.answering import Aim, half_width
from ml.networks.deep import held_out
from ml.networks.modules import by_card
from ml.networks.network import Cases, Feeds, Fitted, Network, Settings
from ml.networks.views import View
from ml.watch import Watch

Floats = NDArray[np.float64]
_ML_OPSET = 3


def fit_trees(
    cases: Cases,
    rows: Rows,
    feeds: Feeds,
    draw: Callable[[np.random.Generator, int], Feeds],
    settings: Settings,
    seed: int,
    watch: Watch,
    *,
    inputs: tuple[ModelInput, ...] = (),
    fields: tuple[InputField, ...] = (),
    encode: Callable[[Cases, Rows], Feeds],
) -> Fitted:
    """Trees on the raw values of every input, side by side; a missing value has its own branch.

    How many trees there are is decided on rows held out; then all rows are learned from.
    """
    names = tuple(name for name in feeds if feeds[name].shape[1] > 0)
    values = _side_by_side(feeds, names)
    values[:, np.isnan(values[rows]).all(axis=0)] = 0  # never known in training: no tree may ask for it
    aim = Aim(cases.target, rows)
    learned, judged = held_out(cases, rows, 0, seed, settings)
    questions = _questions(aim)
    said = np.zeros((len(judged), aim.outputs))
    grown, sizes = [], []
    for at, truth in enumerate(questions):
        known = learned[~np.isnan(truth[learned])]
        first = _grow(aim, values[known], truth[known], settings, seed, int(settings["trees"]))
        best = _best_size(first, aim, values[judged], truth[judged]) if len(judged) else int(settings["trees"])
        if len(judged):
            said[:, _columns(aim, at)] = _staged(first, aim, values[judged], best)
        if not len(cases.validation):
            known = rows[~np.isnan(truth[rows])]
        grown.append(_grow(aim, values[known], truth[known], settings, seed, best))
        sizes.append(best)
        watch(at + 1, {"trees": float(best)})
    mean, deviation = aim.mean.double().numpy(), aim.deviation.double().numpy()
    half = half_width(said, aim.truth.double().numpy()[judged]) if aim.kind == "values" else np.full(1, np.inf)
    forest = _Forest(grown, aim, names, mean, deviation, half * deviation)
    return Fitted(
        fields=fields,
        inputs=inputs,
        encode=encode,
        answer=forest.answer,
        draw=draw,
        export=lambda: forest.export(draw(np.random.default_rng(0), 2)),
        chosen={"trees": sizes},
    )


def _questions(aim: Aim) -> list[Floats]:
    """What each forest is grown for: the classes together, or each value or flag by itself; NaN where unknown."""
    truth = aim.truth.double().numpy()
    return [truth] if aim.kind == "classes" else list(truth.T)


def _columns(aim: Aim, at: int) -> slice:
    return slice(0, aim.outputs) if aim.kind == "classes" else slice(at, at + 1)


def _side_by_side(feeds: Feeds, names: tuple[str, ...]) -> NDArray[np.float32]:
    return np.concatenate([feeds[n].reshape(len(feeds[n]), -1).astype(np.float32) for n in names], axis=1)


def _grow(aim: Aim, values: NDArray[np.float32], truth: Floats, settings: Settings, seed: int, trees: int) -> Any:
    kind = HistGradientBoostingRegressor if aim.kind == "values" else HistGradientBoostingClassifier
    model = kind(
        max_iter=trees,
        learning_rate=float(settings["learning_rate"]),
        max_leaf_nodes=int(settings["leaves"]),
        min_samples_leaf=int(settings["fewest"]),
        l2_regularization=float(settings["penalty"]),
        max_features=float(settings["features"]),
        early_stopping=False,
        random_state=seed,
    )
    return model.fit(values, truth if aim.kind == "values" else truth.astype(np.int64))


def _staged(model: Any, aim: Aim, values: NDArray[np.float32], trees: int) -> Floats:
    """(n, K) raw output after ``trees`` rounds."""
    stages = model.staged_predict(values) if aim.kind == "values" else model._staged_raw_predict(values)
    for number, raw in enumerate(stages, start=1):
        if number == trees:
            return np.asarray(raw, dtype=np.float64).reshape(len(values), -1)
    raise AssertionError("fewer rounds than asked for")


def _best_size(model: Any, aim: Aim, values: NDArray[np.float32], truth: Floats) -> int:
    """The number of rounds with the lowest loss on rows held out."""
    known = ~np.isnan(truth)
    stages = model.staged_predict(values) if aim.kind == "values" else model._staged_raw_predict(values)
    losses = [_loss(np.asarray(raw).reshape(len(values), -1)[known], truth[known], aim.kind) for raw in stages]
    return int(np.argmin(losses)) + 1


def _loss(raw: Floats, truth: Floats, kind: str) -> float:
    if kind == "values":
        return float(((raw[:, 0] - truth) ** 2).mean())
    if raw.shape[1] == 1:
        return float((np.logaddexp(0, raw[:, 0]) - truth * raw[:, 0]).mean())
    log_probability = (
        raw - np.log(np.exp(raw - raw.max(1, keepdims=True)).sum(1, keepdims=True)) - raw.max(1, keepdims=True)
    )
    return -float(log_probability[np.arange(len(raw)), truth.astype(np.int64)].mean())


class _Forest:
    """Grown trees, asked in this process and written as ONNX."""

    def __init__(
        self, grown: list[Any], aim: Aim, names: tuple[str, ...], mean: Floats, deviation: Floats, half: Floats
    ) -> None:
        self._grown, self._kind, self._outputs, self._names = grown, aim.kind, aim.outputs, names
        self._mean, self._deviation = mean, deviation
        self._half = half if np.all(np.isfinite(half)) else None

    def answer(self, feeds: Feeds) -> dict[str, NDArray[Any]]:
        values = _side_by_side(feeds, self._names)
        raw = np.concatenate([self._raw(model, values) for model in self._grown], axis=1)
        if self._kind == "values":
            value = (raw * self._deviation + self._mean).astype(np.float32)
            if self._half is None:
                return {"value": value}
            interval = np.stack([value - self._half, value + self._half], axis=-1)
            return {"value": value, "interval": interval.astype(np.float32)}
        if self._kind == "flags":
            return {"probability": expit(raw).astype(np.float32)}
        if raw.shape[1] == 1:
            raw = np.concatenate([np.zeros_like(raw), raw], axis=1)
        return {"probability": softmax(raw, axis=1).astype(np.float32)}

    def _raw(self, model: Any, values: NDArray[np.float32]) -> Floats:
        said = model.predict(values) if self._kind == "values" else model.decision_function(values)
        return np.asarray(said, dtype=np.float64).reshape(len(values), -1)

    def export(self, example: Feeds) -> bytes:
        """model.onnx: every input flattened and joined, the trees, and what makes an answer of their sums."""
        nodes: list[Any] = []
        constants: list[Any] = []

        def constant(array: NDArray[Any]) -> str:
            constants.append(numpy_helper.from_array(np.ascontiguousarray(array), f"constant_{len(constants)}"))
            return str(constants[-1].name)

        def node(kind: str, *given: str, output: str = "", **attributes: Any) -> str:
            name = output or f"{kind.lower()}_{len(nodes)}"
            nodes.append(helper.make_node(kind, list(given), [name], **attributes))
            return name

        flat = []
        for name in self._names:
            number = node("Cast", name, to=TensorProto.FLOAT)
            flat.append(node("Flatten", number, axis=1))
        joined = node("Concat", *flat, axis=1)
        raw = "sums"
        grown: dict[str, Any] = self._trees()
        nodes.append(
            helper.make_node(
                "TreeEnsembleRegressor",
                [joined],
                [raw],
                domain="ai.onnx.ml",
                n_targets=self._outputs,
                aggregate_function="SUM",
                post_transform="NONE",
                **grown,
            )
        )
        shown = self._finish(raw, node, constant)
        inputs = [
            helper.make_tensor_value_info(
                n,
                TensorProto.INT64 if example[n].dtype == np.int64 else TensorProto.FLOAT,
                ["batch", *example[n].shape[1:]],
            )
            for n in self._names
        ]
        outputs = [helper.make_tensor_value_info(n, TensorProto.FLOAT, shape) for n, shape in shown.items()]
        graph = helper.make_graph(nodes, "aegle", inputs, outputs, constants)
        opsets = [helper.make_opsetid("", OPSET), helper.make_opsetid("ai.onnx.ml", _ML_OPSET)]
        model: ModelProto = helper.make_model(graph, opset_imports=opsets, ir_version=IR_VERSION)
        checker.check_model(model, full_check=True)
        return bytes(model.SerializeToString())

    def _finish(
        self, raw: str, node: Callable[..., str], constant: Callable[[NDArray[Any]], str]
    ) -> dict[str, list[Any]]:
        many = self._outputs
        if self._kind == "values":
            scaled = node("Mul", raw, constant(self._deviation.astype(np.float32)))
            value = node("Add", scaled, constant(self._mean.astype(np.float32)), output="value")
            if self._half is None:
                return {"value": ["batch", many]}
            apart = node("Unsqueeze", value, constant(np.array([2], dtype=np.int64)))
            ends = np.stack([-self._half, self._half], axis=-1).astype(np.float32)
            node("Add", apart, constant(ends), output="interval")
            return {"value": ["batch", many], "interval": ["batch", many, 2]}
        if self._kind == "flags":
            node("Sigmoid", raw, output="probability")
            return {"probability": ["batch", many]}
        if many == 1:
            positive = node("Sigmoid", raw)
            negative = node("Sub", constant(np.ones(1, dtype=np.float32)), positive)
            node("Concat", negative, positive, axis=1, output="probability")
            return {"probability": ["batch", 2]}
        node("Softmax", raw, axis=1, output="probability")
        return {"probability": ["batch", many]}

    def _trees(self) -> dict[str, list[Any]]:
        """The attributes of a TreeEnsembleRegressor. A threshold is the largest float32 not above scikit-learn's, so
        that float32 inputs fall on the same side.
        """
        parts: dict[str, list[Any]] = {f"nodes_{k}": [] for k in _NODE} | {f"target_{k}": [] for k in _TARGET}
        base = np.zeros(self._outputs)
        number = 0
        for question, model in enumerate(self._grown):
            base_here = np.asarray(model._baseline_prediction, dtype=np.float64).ravel()
            for step in model._predictors:
                for column, predictor in enumerate(step):
                    target = column if self._kind == "classes" else question
                    _add_tree(parts, predictor.nodes, number, target)
                    number += 1
            base[question : question + len(base_here)] = base_here
        return {**parts, "base_values": base.astype(np.float32).tolist()}


_NODE = (
    "treeids",
    "nodeids",
    "featureids",
    "values",
    "modes",
    "truenodeids",
    "falsenodeids",
    "missing_value_tracks_true",
)
_TARGET = ("treeids", "nodeids", "ids", "weights")


def _add_tree(parts: dict[str, list[Any]], nodes: Any, number: int, target: int) -> None:
    for at, node in enumerate(nodes):
        is_leaf = bool(node["is_leaf"])
        row = (
            number,
            at,
            0 if is_leaf else int(node["feature_idx"]),
            0.0 if is_leaf else not_above(float(node["num_threshold"])),
            "LEAF" if is_leaf else "BRANCH_LEQ",
            0 if is_leaf else int(node["left"]),
            0 if is_leaf else int(node["right"]),
            0 if is_leaf else int(node["missing_go_to_left"]),
        )
        for name, value in zip(_NODE, row, strict=True):
            parts[f"nodes_{name}"].append(value)
        if is_leaf:
            for name, value in zip(_TARGET, (number, at, target, float(node["value"])), strict=True):
                parts[f"target_{name}"].append(value)


def not_above(threshold: float) -> float:
    """The largest float32 that is not above."""
    near = np.float32(threshold)
    if np.isinf(threshold):
        return float(np.finfo(np.float32).max)
    # as Python numbers: numpy would round the threshold to float32 before comparing
    return float(near if float(near) <= threshold else np.nextafter(near, np.float32(-np.inf)))


TREES = NetworkDescription(
    name="trees",
    label="Gradient-boosted trees",
    help="Many small decision trees, each correcting those before. Strong on tables with mixed and missing values.",
    parameters=(
        Parameter("trees", "Most trees", "integer", 200, low=1, high=2000),
        Parameter("learning_rate", "Learning rate", "number", 0.06, low=0.001, high=1.0),
        Parameter("leaves", "Leaves of a tree", "integer", 16, low=2, high=255),
        Parameter("fewest", "Fewest cases in a leaf", "integer", 10, low=1, high=1000),
        Parameter("features", "Share of inputs a split may choose from", "number", 0.5, low=0.01, high=1.0),
        Parameter("penalty", "Penalty on large answers of a leaf (L2)", "number", 1.0, low=0.0, high=1000.0),
    ),
)


def trees_on(view: View, **suited: float) -> Network:
    """``suited``: defaults of parameters that suit this kind of data better."""

    def fit(cases: Cases, rows: Rows, settings: Settings, seed: int, watch: Watch) -> Fitted:
        read = view.fit(cases, rows, settings)

        return fit_trees(
            cases, rows, read.arrays, read.draw, settings, seed, watch,
            inputs=read.inputs, fields=read.fields, encode=read.encode or partial(by_card, read.inputs),
        )  # fmt: skip

    parameters = tuple(replace(p, default=suited.get(p.name, p.default)) for p in TREES.parameters)
    return Network(
        replace(TREES, parameters=parameters), fit=fit, reads=(view.kind,), answers=("classes", "values", "flags")
    )
