"""Networks of a table beside logistic regression and the small neural network: linear regression, and trees."""

from __future__ import annotations

from dataclasses import replace
from functools import partial

import numpy as np
import torch
from numpy.typing import NDArray
from onnx import TensorProto, helper
from torch import Tensor, nn

from app.domain.training import NetworkDescription
from app.features.raw import Rows
from ml.data.splits import folds
from ml.export.graph import Graph
from ml.networks.answering import half_width
from ml.networks.deep import Read, fit_deep
from ml.networks.linear_graph import owners, preprocess, to_bytes
from ml.networks.network import Cases, Fitted, Network, Settings
from ml.networks.preprocessing import Features, Options, Preprocessing, fit_preprocessing, weighing
from ml.networks.table import Only, draw, encode_table, features_of, graph_inputs, of_table
from ml.networks.trees import TREES, fit_trees
from ml.networks.vectors import Layers
from ml.watch import Watch

Floats = NDArray[np.float64]

PENALTIES = (1000.0, 300.0, 100.0, 30.0, 10.0, 3.0, 1.0, 0.3, 0.1)
_INNER_FOLDS = 5


class Linear(nn.Module):
    """``weights`` (F, T), ``intercept`` (T,), in the target's unit. ``half`` (T,): half the width of the interval.

    ``attribution`` (N, inputs): how much each input moved the first target away from the average training patient.
    """

    weights: Tensor
    intercept: Tensor
    reach: Tensor
    owner: Tensor

    def __init__(self, fitted: Preprocessing, weights: Floats, intercept: Floats, half: Floats) -> None:
        super().__init__()
        self.features = Features(fitted)
        for name, array in (("weights", weights), ("intercept", intercept), ("reach", half)):
            self.register_buffer(name, torch.from_numpy(array).float())
        self.register_buffer("owner", torch.from_numpy(owners(fitted)))

    def forward(self, numbers: Tensor, categories: Tensor) -> tuple[Tensor, Tensor, Tensor]:
        features = self.features(numbers, categories)
        value = features @ self.weights + self.intercept
        interval = torch.stack([value - self.reach, value + self.reach], dim=-1)
        return value, interval, (features * self.weights[:, 0]) @ self.owner


def fit_linear(cases: Cases, rows: Rows, settings: Settings, seed: int, watch: Watch) -> Fitted:
    """Least squares with a penalty on squared weights (ridge), chosen inside ``rows`` where it is 0.

    The loss is the sum of squared errors plus the penalty times the squared weights, scikit-learn's; the intercept is
    free. Rows whose value is unknown are left out, target by target.
    """
    options = Options(settings["logarithms"], settings["levels"], settings.get("fewest_patients", 10))
    preprocessing = fit_preprocessing(cases.columns, cases.groups, rows, options)
    features = features_of(preprocessing, cases, np.arange(len(cases)), torch.float64).numpy()
    truth = np.asarray(cases.target.values, dtype=np.float64)
    penalty = settings["penalty"]
    if penalty == _CHOOSE:
        penalty = _best_penalty(cases, rows, features, truth, seed)
    weights, intercept = solved(features[rows], truth[rows], penalty)
    strangers = _of_strangers(cases, rows, features, truth, penalty, seed)
    half = half_width(strangers, truth[rows])
    half = np.where(np.isfinite(half), half, np.nan)
    watch(1, {"penalty": float(penalty)})
    module = Linear(preprocessing, weights, intercept, half).eval()
    export = partial(export_linear, preprocessing, weights, intercept, half)
    return of_table(preprocessing, module, ("value", "interval", "attribution"), {"penalty": float(penalty)}, export)


_CHOOSE = 0.0


def solved(features: Floats, truth: Floats, penalty: float) -> tuple[Floats, Floats]:
    """(weights (F, T), intercept (T,)): the normal equations, by a factorisation that takes columns that depend."""
    columns = []
    for values in truth.T:
        known = ~np.isnan(values)
        x, y = features[known], values[known]
        centre, level = x.mean(axis=0), y.mean()
        moved = x - centre
        if penalty:
            matrix = moved.T @ moved + penalty * np.eye(moved.shape[1])
            weights = np.linalg.solve(matrix, moved.T @ (y - level))
        else:
            weights = np.linalg.lstsq(moved, y - level, rcond=None)[0]
        columns.append((weights, level - centre @ weights))
    return np.stack([w for w, _ in columns], axis=1), np.array([b for _, b in columns])


def _best_penalty(cases: Cases, rows: Rows, features: Floats, truth: Floats, seed: int) -> float:
    """The penalty with the lowest squared error on rows held out of ``rows``."""
    if len(cases.validation):
        parts = [(rows, cases.validation)]
    else:
        fold = folds(cases.labels[rows], cases.groups[rows], _INNER_FOLDS, np.random.default_rng([seed, 17]))
        parts = [(rows[fold != at], rows[fold == at]) for at in range(_INNER_FOLDS)]
    deviation = np.nanstd(truth[rows], axis=0)
    losses = []
    for penalty in PENALTIES:
        errors = []
        for learned, judged in parts:
            weights, intercept = solved(features[learned], truth[learned], penalty)
            errors.append(((features[judged] @ weights + intercept - truth[judged]) / deviation) ** 2)
        losses.append(float(np.nanmean(np.concatenate(errors))))
    return PENALTIES[int(np.argmin(losses))]


def _of_strangers(cases: Cases, rows: Rows, features: Floats, truth: Floats, penalty: float, seed: int) -> Floats:
    """(rows, T): what models that did not learn from them say of the training rows."""
    fold = folds(cases.labels[rows], cases.groups[rows], _INNER_FOLDS, np.random.default_rng([seed, 18]))
    said = np.zeros((len(rows), truth.shape[1]))
    for at in range(_INNER_FOLDS):
        learned = rows[fold != at]
        if len(learned) and np.any(fold == at):
            weights, intercept = solved(features[learned], truth[learned], penalty)
            said[fold == at] = features[rows[fold == at]] @ weights + intercept
    return said


def export_linear(fitted: Preprocessing, weights: Floats, intercept: Floats, half: Floats) -> bytes:
    """model.onnx of a linear regression, node by node."""
    graph = Graph()
    features = preprocess(graph, fitted)
    graph.node("Gemm", features, graph.weights(weights), graph.weights(intercept), output="value")
    last = graph.constant(np.array([2], dtype=np.int64))
    width = graph.weights(half)
    low = graph.node("Unsqueeze", graph.node("Sub", "value", width), last)
    high = graph.node("Unsqueeze", graph.node("Add", "value", width), last)
    graph.node("Concat", low, high, axis=2, output="interval")
    moved = graph.node("Mul", features, graph.weights(weights[:, 0]))
    graph.node("MatMul", moved, graph.weights(owners(fitted)), output="attribution")
    targets = weights.shape[1]
    interval = helper.make_tensor_value_info("interval", TensorProto.FLOAT, ["batch", targets, 2])
    return to_bytes(graph, fitted, {"value": targets, "attribution": len(fitted.fields)}, (interval,))


LINEAR = Network(
    NetworkDescription(
        name="linear",
        label="Linear regression",
        help="Weighs every input once and adds up to a value. Its reasons can be read exactly.",
        parameters=weighing(10000.0),
    ),
    fit=fit_linear,
    answers=("values",),
)
# the textbook's, as a baseline
PLAIN_LINEAR = {"penalty": 1.0, "logarithms": False, "levels": False}


def _fit_table_trees(cases: Cases, rows: Rows, settings: Settings, seed: int, watch: Watch) -> Fitted:
    """Trees on raw values: nothing is scaled, and a missing value has its own branch."""
    options = Options(fewest_patients=settings.get("fewest_patients", 10))
    preprocessing = fit_preprocessing(cases.columns, cases.groups, rows, options)
    return fit_trees(
        cases,
        rows,
        encode_table(preprocessing, cases, np.arange(len(cases))),
        partial(draw, preprocessing),
        settings,
        seed,
        watch,
        fields=preprocessing.fields,
        encode=partial(encode_table, preprocessing),
    )


def fit_layers(cases: Cases, rows: Rows, settings: Settings, seed: int, watch: Watch) -> Fitted:
    """The small neural network for values and for several questions at once."""
    options = Options(fewest_patients=settings.get("fewest_patients", 10))
    preprocessing = fit_preprocessing(cases.columns, cases.groups, rows, options)
    reads = graph_inputs(preprocessing)
    feeds = encode_table(preprocessing, cases, np.arange(len(cases)))
    front = Features(preprocessing)
    read = Read((), {n: feeds[n] for n in reads}, partial(draw, preprocessing),
                front if len(reads) == 2 else Only(front))  # fmt: skip
    hidden, layers, dropout = int(settings["hidden"]), int(settings["layers"]), float(settings["dropout"])

    def build(outputs: int) -> nn.Module:
        return Layers(preprocessing.feature_count, hidden, layers, outputs, dropout)

    fitted = fit_deep(cases, rows, read, build, settings, seed, watch)
    return replace(fitted, fields=preprocessing.fields, encode=partial(encode_table, preprocessing))


TABLE_TREES = Network(TREES, fit=_fit_table_trees, answers=("classes", "values", "flags"))
