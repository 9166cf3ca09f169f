"""Linear and logistic models, support vectors and small networks on any kind of data that is read as numbers."""

from __future__ import annotations

import itertools
from dataclasses import dataclass
from typing import Any

import numpy as np
import sklearn.svm
import torch
from numpy.typing import NDArray
from torch import Tensor, nn

from app.domain.training import NetworkDescription, Parameter
from app.features.raw import Rows
from ml.data.splits import folds
from ml.networks.answering import Aim, Answer
from ml.networks.deep import Model, Read, deep_parameters, fit_deep, held_out, seen_of, width_of
from ml.networks.logistic import optimum
from ml.networks.modules import fitted_module
from ml.networks.network import Cases, Fitted, Network, Settings
from ml.networks.views import View
from ml.watch import Watch, unwatched

Floats = NDArray[np.float64]

PENALTIES = tuple(10.0**k for k in (3, 2.5, 2, 1.5, 1, 0.5, 0, -0.5, -1, -1.5, -2, -3))
_INNER_FOLDS = 3


class Weighed(nn.Module):
    """(N, F) -> (N, K): every feature times its weight."""

    def __init__(self, weights: Floats, intercept: Floats) -> None:
        super().__init__()
        self.weights = nn.Parameter(torch.from_numpy(weights).float(), requires_grad=False)
        self.intercept = nn.Parameter(torch.from_numpy(intercept).float(), requires_grad=False)

    def forward(self, features: Tensor) -> Tensor:
        return features @ self.weights + self.intercept


def features_of(read: Read) -> Floats:
    """(N, F) of all cases, as the graph will compute them."""
    with torch.no_grad():
        (seen,) = seen_of(read)
    features: Floats = seen.double().numpy()
    return features


def on_axes(features: Floats, rows: Rows) -> tuple[Floats, Floats]:
    """(coordinates (N, r), axes (F, r)): with fewer rows than features nothing is lost by looking along the rows."""
    if features.shape[1] <= len(rows):
        return features, np.eye(features.shape[1])
    _, sizes, axes = np.linalg.svd(features[rows], full_matrices=False)
    axes = axes[sizes > 1e-8 * sizes[0]].T
    return features @ axes, axes


# ---- linear and logistic --------------------------------------------------------------------------------------------


def _fit_linear(view: View, cases: Cases, rows: Rows, settings: Settings, seed: int, watch: Watch) -> Fitted:
    """Least squares or maximum likelihood with a penalty on squared weights, chosen inside the training rows."""
    read = view.fit(cases, rows, settings)
    places, axes = on_axes(features_of(read), rows)
    aim = Aim(cases.target, rows)
    penalty = float(settings["penalty"]) or _best_penalty(places, aim, cases, rows, seed)
    weights, intercept = _solved(places, aim, rows, penalty, watch)
    if len(cases.validation):
        strangers, held = cases.validation, places[cases.validation] @ weights + intercept
    else:
        strangers, held = rows, _said_of_strangers(places, aim, cases, rows, penalty, seed)
    answer = Answer(aim, torch.from_numpy(held), strangers)
    answer.temperature = 1.0  # maximum likelihood is calibrated as it is
    watch(1, {"penalty": penalty})
    return fitted_module(
        Model(read.front, [Weighed(axes @ weights, intercept)], answer),
        tuple(read.arrays),
        answer.says,
        read.draw,
        inputs=read.inputs,
        fields=read.fields,
        encode=read.encode,
        decided={"penalty": penalty, "features": axes.shape[0]},
    )


def _best_penalty(places: Floats, aim: Aim, cases: Cases, rows: Rows, seed: int) -> float:
    """The penalty with the lowest loss on rows held out of the training rows (or set aside by the split)."""
    if len(cases.validation):
        parts = [(rows, cases.validation)]
    else:
        fold = folds(cases.labels[rows], cases.groups[rows], _INNER_FOLDS, np.random.default_rng([seed, 17]))
        parts = [(rows[fold != at], rows[fold == at]) for at in range(_INNER_FOLDS)]
    losses = [sum(_loss(places, aim, learned, judged, penalty) for learned, judged in parts) for penalty in PENALTIES]
    return PENALTIES[int(np.argmin(losses))]


def _loss(places: Floats, aim: Aim, learned: Rows, judged: Rows, penalty: float) -> float:
    weights, intercept = _solved(places, aim, learned, penalty, unwatched, gradient=1e-4)
    raw = torch.from_numpy(places[judged] @ weights + intercept)
    return float(aim.loss(raw, torch.from_numpy(judged)).sum())


def _said_of_strangers(places: Floats, aim: Aim, cases: Cases, rows: Rows, penalty: float, seed: int) -> Floats:
    """(rows, K): what models that did not learn from them say of the training rows, by which answers are calibrated."""
    fold = folds(cases.labels[rows], cases.groups[rows], _INNER_FOLDS, np.random.default_rng([seed, 18]))
    said = np.zeros((len(rows), aim.outputs))
    for at in range(_INNER_FOLDS):
        weights, intercept = _solved(places, aim, rows[fold != at], penalty, unwatched, gradient=1e-4)
        said[fold == at] = places[rows[fold == at]] @ weights + intercept
    return said


def _solved(
    places: Floats, aim: Aim, rows: Rows, penalty: float, watch: Watch, gradient: float = 1e-7
) -> tuple[Floats, Floats]:
    """(weights (F, K), intercept (K,))."""
    truth = aim.truth.numpy()[rows]
    if aim.kind == "classes":
        return optimum(places[rows], truth, max(2, aim.outputs), penalty, watch, gradient=gradient)
    columns = []
    for column in truth.T.astype(np.float64):
        known = ~np.isnan(column)
        if aim.kind == "values":
            columns.append(_ridge(places[rows][known], column[known], penalty))
        else:
            weights, intercept = optimum(
                places[rows][known], column[known].astype(np.int64), 2, penalty, watch, gradient=gradient
            )
            columns.append((weights[:, 0], float(intercept[0])))
    return np.stack([w for w, _ in columns], axis=1), np.array([b for _, b in columns])


def _ridge(features: Floats, values: Floats, penalty: float) -> tuple[Floats, float]:
    """The weights that minimise the squared errors plus penalty times the squared weights, intercept free."""
    centre, level = features.mean(axis=0), values.mean()
    moved = features - centre
    weights = np.linalg.solve(moved.T @ moved + penalty * np.eye(moved.shape[1]), moved.T @ (values - level))
    return weights, float(level - centre @ weights)


_PENALTY = Parameter(
    "penalty",
    "Penalty on large weights (L2)",
    "number",
    0.0,
    low=0.0,
    high=100000.0,
    help="0 lets cross-validation inside the training patients choose it.",
)


def linear_on(view: View, name: str = "logistic") -> Network:
    """Linear regression where values are asked, logistic regression where classes or flags are."""
    return Network(
        NetworkDescription(
            name=name,
            label="Logistic regression" if name == "logistic" else "Linear or logistic regression",
            help="Weighs every input once and adds up. Its reasons can be read exactly; hard to beat on few cases.",
            parameters=(_PENALTY,),
        ),
        fit=lambda cases, rows, settings, seed, watch: _fit_linear(view, cases, rows, settings, seed, watch),
        reads=(view.kind,),
        answers=("classes", "values", "flags"),
    )


# ---- support vectors ------------------------------------------------------------------------------------------------


class SupportVectors(nn.Module):
    """The mean over machines of: sum over support vectors of weight x exp(-gamma |x - v|^2), plus an intercept, for
    each of T questions. The machines share their vectors.
    """

    vectors: Tensor
    weights: Tensor
    intercept: Tensor

    def __init__(self, vectors: Floats, machines: list[_Machine]) -> None:
        super().__init__()
        self.gammas = [m.gamma for m in machines]
        weights, intercept = np.stack([m.weights for m in machines]), np.stack([m.intercept for m in machines])
        used = np.any(weights != 0, axis=(0, 2))
        used[:1] |= not used.any()
        kept = (("vectors", vectors[used]), ("weights", weights[:, used]), ("intercept", intercept.mean(axis=0)))
        for name, array in kept:
            self.register_buffer(name, torch.from_numpy(np.ascontiguousarray(array)).float())

    def forward(self, features: Tensor) -> Tensor:
        squares = (features**2).sum(dim=1, keepdim=True) + (self.vectors**2).sum(dim=1)
        distance = torch.clamp(squares - 2 * features @ self.vectors.T, min=0)
        total = torch.exp(-self.gammas[0] * distance) @ self.weights[0]
        for gamma, weights in zip(self.gammas[1:], self.weights[1:], strict=True):
            total = total + torch.exp(-gamma * distance) @ weights
        return total / len(self.gammas) + self.intercept


@dataclass(frozen=True, slots=True, eq=False)
class _Machine:
    """``weights`` (rows, T): 0 for rows that are no support vectors; ``intercept`` (T,)."""

    weights: Floats
    intercept: Floats
    gamma: float


_COSTS = (1.0, 3.0, 10.0, 30.0, 100.0)
_REACHES = (0.1, 0.3, 1.0)  # of gamma, against one over the features' total variance
_AVERAGED = 3


def _fit_vectors(view: View, cases: Cases, rows: Rows, settings: Settings, seed: int, watch: Watch) -> Fitted:
    """The mean of the machines with the three settings that did best on rows held out."""
    read = view.fit(cases, rows, settings)
    features = features_of(read)
    aim = Aim(cases.target, rows)
    learned, judged = held_out(cases, rows, 0, seed, settings)
    if not len(judged):
        judged = learned
    variance = float(features[rows].var(axis=0).sum()) or 1.0
    tried = []
    for number, (cost, reach) in enumerate(itertools.product(_COSTS, _REACHES)):
        machine = _machine(features, aim, learned, cost, reach / variance)
        said = SupportVectors(features[learned], [machine])(torch.from_numpy(features[judged]).float())
        loss = float(_calibrated_loss(aim, said, judged))
        tried.append((loss, number, cost, reach, said))
        watch(number + 1, {"validation_loss": loss})
    best = sorted(tried, key=lambda t: t[:2])[: int(settings["averaged"])]
    machines = [_machine(features, aim, rows, cost, reach / variance) for _, _, cost, reach, _ in best]
    said = torch.stack([t[4] for t in best]).mean(dim=0)
    scale = _Platt(aim, said, judged)
    answer = Answer(aim, scale(said), judged)
    chosen = {"costs": [t[2] for t in best], "reaches": [t[3] for t in best]}
    return fitted_module(
        Model(read.front, [_Chain(SupportVectors(features[rows], machines), scale)], answer),
        tuple(read.arrays),
        answer.says,
        read.draw,
        inputs=read.inputs,
        fields=read.fields,
        encode=read.encode,
        decided=chosen,
    )


class _Chain(nn.Module):
    def __init__(self, first: nn.Module, second: nn.Module) -> None:
        super().__init__()
        self.first, self.second = first, second

    def forward(self, features: Tensor) -> Tensor:
        answer: Tensor = self.second(self.first(features))
        return answer


class _Platt(nn.Module):
    """Distances from the border -> log-odds, by a logistic regression on rows held out (Platt 1999)."""

    slope: Tensor
    shift: Tensor

    def __init__(self, aim: Aim, said: Tensor, rows: Rows) -> None:
        super().__init__()
        slopes, shifts = [1.0] * aim.outputs, [0.0] * aim.outputs
        if aim.kind != "values":
            for at, (column, truth) in enumerate(zip(said.T, _questions(aim, rows), strict=True)):
                known = ~np.isnan(truth)
                if 0 < np.nansum(truth) < known.sum():
                    inputs = column.double().numpy()[known, None]
                    weights, intercept = optimum(inputs, truth[known].astype(np.int64), 2, 0.1)
                    slopes[at], shifts[at] = max(0.0, float(weights[0, 0])), float(intercept[0])
        self.register_buffer("slope", torch.tensor(slopes))
        self.register_buffer("shift", torch.tensor(shifts))

    def forward(self, said: Tensor) -> Tensor:
        return said * self.slope + self.shift


def _calibrated_loss(aim: Aim, said: Tensor, rows: Rows) -> Tensor:
    return aim.loss(_Platt(aim, said, rows)(said), torch.from_numpy(rows)).mean()


def _questions(aim: Aim, rows: Rows) -> Floats:
    """(K, n): 1 for yes, 0 for no, NaN where unknown; of several classes each against the others."""
    truth = aim.truth.numpy()[rows]
    if aim.kind != "classes":
        return truth.T.astype(np.float64)
    codes = (1,) if aim.outputs == 1 else range(aim.outputs)
    return np.stack([(truth == code).astype(np.float64) for code in codes])


def _machine(features: Floats, aim: Aim, rows: Rows, cost: float, gamma: float) -> _Machine:
    weights = np.zeros((len(rows), aim.outputs))
    intercept = np.zeros(aim.outputs)
    for at, truth in enumerate(_questions(aim, rows)):
        known = np.flatnonzero(~np.isnan(truth))
        if aim.kind == "values":
            machine: Any = sklearn.svm.SVR(C=cost, gamma=gamma, epsilon=0.05)
        else:
            machine = sklearn.svm.SVC(C=cost, gamma=gamma)
        if len(np.unique(truth[known])) < 2:
            continue
        machine.fit(features[rows][known], truth[known])
        weights[known[machine.support_], at] = machine.dual_coef_[0]
        intercept[at] = machine.intercept_[0]
    return _Machine(weights, intercept, gamma)


def support_vectors_on(view: View) -> Network:
    return Network(
        NetworkDescription(
            name="support_vectors",
            label="Support vectors",
            help="Compares a case with those it learned from. Strong on some hundred to some thousand cases.",
            parameters=(
                Parameter(
                    "averaged",
                    "Machines averaged",
                    "integer",
                    _AVERAGED,
                    low=1,
                    high=15,
                    help="Those with the best settings on cases held out.",
                ),
            ),
        ),
        fit=lambda cases, rows, settings, seed, watch: _fit_vectors(view, cases, rows, settings, seed, watch),
        reads=(view.kind,),
        answers=("classes", "values", "flags"),
    )


# ---- small networks -------------------------------------------------------------------------------------------------


class Layers(nn.Module):
    """(N, F) -> (N, K) through layers of ReLU units."""

    def __init__(self, features: int, hidden: int, layers: int, outputs: int, dropout: float) -> None:
        super().__init__()
        widths = [features, *[hidden] * layers]
        parts: list[nn.Module] = []
        for a, b in itertools.pairwise(widths):
            parts += [nn.Linear(a, b), nn.ReLU(), nn.Dropout(dropout)]
        self.stack = nn.Sequential(*parts, nn.Linear(widths[-1], outputs))

    def forward(self, features: Tensor) -> Tensor:
        raw: Tensor = self.stack(features)
        return raw


def _fit_layers(view: View, cases: Cases, rows: Rows, settings: Settings, seed: int, watch: Watch) -> Fitted:
    read = view.fit(cases, rows, settings)
    width = width_of(read)

    def build(outputs: int) -> nn.Module:
        return Layers(width, int(settings["hidden"]), int(settings["layers"]), outputs, float(settings["dropout"]))

    return fit_deep(cases, rows, read, build, settings, seed, watch)


def layers_on(view: View) -> Network:
    return Network(
        NetworkDescription(
            name="mlp",
            label="Small neural network",
            help="Finds combinations of inputs. Worth it where linear models leave something to be found.",
            parameters=(
                Parameter("hidden", "Units in a layer", "integer", 128, low=1, high=2048),
                Parameter("layers", "Layers", "integer", 2, low=1, high=6),
                Parameter("dropout", "Dropout", "number", 0.3, low=0.0, high=0.9),
                *deep_parameters(epochs=60, learning_rate=1e-3, weight_decay=0.01, members=3),
            ),
        ),
        fit=lambda cases, rows, settings, seed, watch: _fit_layers(view, cases, rows, settings, seed, watch),
        reads=(view.kind,),
        answers=("classes", "values", "flags"),
    )
