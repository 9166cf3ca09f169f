"""A small network: layers of ReLU units between the features and the logits, several members averaged."""

from __future__ import annotations

import math
from itertools import pairwise

import numpy as np
import torch
from numpy.typing import NDArray
from torch import Tensor, nn

from app.domain.errors import WorkstationError
from app.domain.training import NetworkDescription, Parameter
from app.domain.words import say
from ml.data.splits import folds
from ml.networks.network import Cases, Fitted, Network, Settings
from ml.networks.preprocessing import Features, Options, Preprocessing, fit_preprocessing
from ml.networks.table import features_of, of_table
from ml.networks.tabular import fit_layers
from ml.training.calibration import fit_temperature
from ml.training.likelihood import probability
from ml.training.loop import NotANumber, Schedule, learn
from ml.watch import Watch

_STEPS = 100  # batches grow with the table so that an epoch has at most this many


class Body(nn.Module):
    """``members`` networks of the same shape, computed together: (N, F) features -> (S, N, K) logits."""

    def __init__(self, sizes: list[int], members: int, dropout: float) -> None:
        super().__init__()
        self.weights = nn.ParameterList(torch.zeros(members, a, b) for a, b in pairwise(sizes))
        self.biases = nn.ParameterList(torch.zeros(members, 1, b) for b in sizes[1:])
        self.dropout = nn.Dropout(dropout)

    def forward(self, features: Tensor) -> Tensor:
        values = features
        for layer, (weight, bias) in enumerate(zip(self.weights, self.biases, strict=True)):
            if layer:
                values = self.dropout(torch.relu(values))
            values = torch.matmul(values, weight) + bias
        return values


def initialise(body: Body, how: str, generator: torch.Generator) -> None:
    """Draw every weight: He (normal, variance 2 / inputs), Glorot (uniform), or orthogonal; biases start at zero."""
    for weight in body.weights:
        for member in weight.data:
            match how:
                case "he":
                    member.normal_(0, math.sqrt(2 / member.shape[0]), generator=generator)
                case "glorot":
                    nn.init.xavier_uniform_(member, generator=generator)
                case _:
                    nn.init.orthogonal_(member, generator=generator)


class Mlp(nn.Module):
    """Raw values -> probability (N, classes), the members' mean logits divided by the temperature."""

    def __init__(self, fitted: Preprocessing, body: Body, temperature: float) -> None:
        super().__init__()
        self.features = Features(fitted)
        self.body = body
        self.temperature = temperature

    def forward(self, numbers: Tensor, categories: Tensor) -> Tensor:
        logits: Tensor = self.body(self.features(numbers, categories)).mean(dim=0)
        return probability(logits / self.temperature)


def fit(cases: Cases, rows: NDArray[np.int64], settings: Settings, seed: int, watch: Watch) -> Fitted:
    """Fit on ``rows``. Each member holds another part of the patients out to know when to stop.

    Raises WorkstationError when the loss leaves the numbers.
    """
    if cases.target.kind != "classes":
        return fit_layers(cases, rows, {**settings, "weight_decay": min(0.01, settings["weight_decay"])}, seed, watch)
    torch.manual_seed(seed)  # dropout draws from the global generator
    generator = torch.Generator().manual_seed(seed)
    options = Options(fewest_patients=settings.get("fewest_patients", 10))
    preprocessing = fit_preprocessing(cases.columns, cases.groups, rows, options)
    features = features_of(preprocessing, cases, rows)
    labels = torch.from_numpy(cases.labels[rows])
    body = _body(features.shape[1], cases.classes, settings)
    initialise(body, settings["initialisation"], generator)
    held_out = _held_out(cases, rows, settings, seed)
    try:
        learned = learn(body, features, labels, held_out, _schedule(settings, len(rows)), generator, watch)
    except NotANumber as error:
        raise WorkstationError(
            say("Training failed: the loss is no longer a number."),
            say("The learning rate is too high for this table. Train again with a tenth of it."),
        ) from error
    temperature = fit_temperature(learned.held_out, labels[held_out.any(dim=0)])
    if settings["combine"] == "best":
        body = _only(body, int(learned.loss.argmin()))
    chosen = {"epochs": learned.epoch.tolist(), "temperature": round(temperature, 4)}
    return of_table(preprocessing, Mlp(preprocessing, body, temperature).eval(), ("probability",), chosen)


def _body(features: int, classes: int, settings: Settings) -> Body:
    logits = 1 if classes == 2 else classes
    sizes = [features, *[int(settings["hidden"])] * int(settings["layers"]), logits]
    return Body(sizes, int(settings["members"]), float(settings["dropout"]))


def _held_out(cases: Cases, rows: NDArray[np.int64], settings: Settings, seed: int) -> Tensor:
    """(S, N): member s holds out part s of five; none where the training table itself is to be learned."""
    members = int(settings["members"])
    if settings.get("evaluate") == "training_table":
        return torch.zeros(members, len(rows), dtype=torch.bool)
    fold = folds(cases.labels[rows], cases.groups[rows], 5, np.random.default_rng([seed, 5]))
    return torch.from_numpy(fold[None, :] == np.arange(members)[:, None] % 5)


def _schedule(settings: Settings, count: int) -> Schedule:
    return Schedule(
        epochs=int(settings["epochs"]),
        batch=max(int(settings["batch"]), math.ceil(count / _STEPS)),
        learning_rate=float(settings["learning_rate"]),
        weight_decay=float(settings["weight_decay"]),
        optimiser=settings["optimiser"],
        patience=int(settings["patience"]),
    )


def _only(body: Body, member: int) -> Body:
    """The body with one member left."""
    sizes = [body.weights[0].shape[1], *(w.shape[2] for w in body.weights)]
    single = Body(sizes, 1, body.dropout.p)
    with torch.no_grad():
        for mine, theirs in zip(single.parameters(), body.parameters(), strict=True):
            mine.copy_(theirs[member : member + 1])
    return single


MLP = Network(
    NetworkDescription(
        name="mlp",
        label="Small neural network",
        help="Finds combinations of inputs. Worth it where logistic regression leaves something to be found.",
        parameters=(
            Parameter("hidden", "Units in a layer", "integer", 32, low=1, high=512),
            Parameter("layers", "Layers", "integer", 1, low=1, high=4),
            Parameter(
                "dropout", "Dropout", "number", 0.2, low=0.0, high=0.8, help="Share of units silenced at random."
            ),
            Parameter(
                "members",
                "Members",
                "integer",
                5,
                low=1,
                high=20,
                help="Networks trained from different starts, each stopped by other patients.",
            ),
            Parameter(
                "combine",
                "Use of the members",
                "choice",
                "average",
                choices=("average", "best"),
                help="average: their mean answer; best: only the one with the lowest loss.",
            ),
            Parameter("initialisation", "First weights", "choice", "he", choices=("he", "glorot", "orthogonal")),
            Parameter("optimiser", "Optimiser", "choice", "adamw", choices=("adamw", "adam", "sgd")),
            Parameter("learning_rate", "Learning rate", "number", 0.003, low=1e-5, high=1.0),
            Parameter("weight_decay", "Weight decay", "number", 1.0, low=0.0, high=10.0),
            Parameter("epochs", "Most epochs", "integer", 200, low=1, high=5000),
            Parameter("batch", "Patients in a batch", "integer", 32, low=1, high=8192),
            Parameter(
                "patience", "Patience", "integer", 15, low=1, high=5000, help="Epochs without gain before stopping."
            ),
        ),
    ),
    fit=fit,
    answers=("classes", "values", "flags"),
)
