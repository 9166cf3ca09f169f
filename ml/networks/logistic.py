"""Logistic regression: one logit for two classes, multinomial for more; L-BFGS to the optimum.

The loss is scikit-learn's with C = 1 / penalty: the sum of negative log-likelihoods plus penalty / 2 times the squared
weights, the intercept free. Weights start at zero: the loss is convex, so the start does not matter.
"""

from __future__ import annotations

import itertools
from dataclasses import replace
from functools import partial

import numpy as np
import scipy.optimize
import scipy.special
import torch
from numpy.typing import NDArray
from torch import Tensor, nn

from app.domain.training import NetworkDescription
from ml.data.splits import folds
from ml.networks.linear_graph import export_logistic, owners
from ml.networks.network import Cases, Fitted, Network, Settings
from ml.networks.preprocessing import Features, Options, Preprocessing, fit_preprocessing, weighing
from ml.networks.table import features_of, of_table
from ml.training.likelihood import negative_log_likelihood, probability
from ml.watch import Watch, unwatched

Floats = NDArray[np.float64]

PENALTIES = (30.0, 10.0, 3.0, 1.0, 0.3, 0.1)
_USUAL = 1.0  # scikit-learn's; kept unless another is better beyond chance
_INNER_FOLDS = 5
_STEPS = 2000
_GRADIENT, _ROUGHLY = 1e-7, 1e-5  # of the mean loss


class Logistic(nn.Module):
    """``weights`` (F, K), ``intercept`` (K,): K = 1 logit for two classes, one for each class otherwise.

    ``attribution`` says how much each raw input moved the logit of the class looked for (with more than two classes:
    of the likeliest, against their mean), away from the average training patient.
    """

    owner: Tensor

    def __init__(self, fitted: Preprocessing, weights: Tensor, intercept: Tensor) -> None:
        super().__init__()
        self.features = Features(fitted)
        self.weights = nn.Parameter(weights.float(), requires_grad=False)
        self.intercept = nn.Parameter(intercept.float(), requires_grad=False)
        self.register_buffer("owner", torch.from_numpy(owners(fitted)))

    def forward(self, numbers: Tensor, categories: Tensor) -> tuple[Tensor, Tensor]:
        """(probability, attribution)."""
        logits = self.features(numbers, categories) @ self.weights + self.intercept
        return probability(logits), self.attribution(numbers, categories)

    def attribution(self, numbers: Tensor, categories: Tensor) -> Tensor:
        """(N, inputs) in log-odds. With the intercept they add up to the logit."""
        features = self.features(numbers, categories)
        weights = self.weights.T[torch.zeros(len(features), dtype=torch.int64)]
        if self.weights.shape[1] > 1:
            centred = self.weights - self.weights.mean(dim=1, keepdim=True)
            weights = centred.T[(features @ self.weights + self.intercept).argmax(dim=1)]
        moved: Tensor = (features * weights) @ self.owner
        return moved


def fit(cases: Cases, rows: NDArray[np.int64], settings: Settings, seed: int, watch: Watch) -> Fitted:
    """Fit on ``rows``; a penalty of 0, and whether logarithms help, is decided by cross-validation inside them."""
    penalty, options = _chosen(cases, rows, settings, seed)
    preprocessing = fit_preprocessing(cases.columns, cases.groups, rows, options)
    features = _features(preprocessing, cases, rows)
    weights, intercept = optimum(features, cases.labels[rows], cases.classes, penalty, watch)
    module = Logistic(preprocessing, torch.from_numpy(weights), torch.from_numpy(intercept)).eval()
    decided = {"penalty": penalty, "logarithms": bool(np.any(preprocessing.offset > 0))}
    export = partial(export_logistic, preprocessing, weights, intercept)
    return of_table(preprocessing, module, ("probability", "attribution"), decided, export)


# the textbook pipeline, as a baseline: median, scale, one-hot, penalty 1; nothing chosen
TEXTBOOK = {"penalty": _USUAL, "logarithms": False, "levels": False}


def optimum(
    features: Floats,
    labels: NDArray[np.int64],
    classes: int,
    penalty: float,
    watch: Watch = unwatched,
    start: tuple[Floats, Floats] | None = None,
    gradient: float = _GRADIENT,
) -> tuple[Floats, Floats]:
    """(weights (F, K), intercept (K,)) where the penalised mean loss is flat to ``gradient``, by L-BFGS."""
    logits = 1 if classes == 2 else classes
    count, width = features.shape
    if start is None:
        start = np.zeros((width, logits)), np.zeros(logits)
    truth = (labels == 1)[:, None] if logits == 1 else np.eye(classes)[labels]

    def loss(flat: Floats) -> tuple[float, Floats]:
        weights, intercept = flat[:-logits].reshape(width, logits), flat[-logits:]
        value, error = likelihood(features @ weights + intercept, truth.astype(np.float64))
        slope = np.concatenate([(features.T @ error + penalty * weights).ravel(), error.sum(axis=0)])
        return (value + penalty / 2 * float((weights**2).sum())) / count, slope / count

    steps = itertools.count(1)
    found = scipy.optimize.minimize(
        loss,
        np.concatenate([start[0].ravel(), start[1]]),
        jac=True,
        method="L-BFGS-B",
        callback=lambda intermediate_result: watch(next(steps), {"train_loss": float(intermediate_result.fun)}),
        options={"maxiter": _STEPS, "maxfun": 4 * _STEPS, "gtol": gradient, "ftol": 0, "maxcor": 20},
    )
    return found.x[:-logits].reshape(width, logits), found.x[-logits:]


def likelihood(logits: Floats, truth: Floats) -> tuple[float, Floats]:
    """(summed negative log-likelihood, (N, K) its slope by the logits). ``truth`` (N, K): 1 for the class it is."""
    if logits.shape[1] == 1:
        value = np.logaddexp(0, logits) - truth * logits
        return float(value.sum()), scipy.special.expit(logits) - truth
    log_probability = logits - scipy.special.logsumexp(logits, axis=1, keepdims=True)
    return -float((log_probability * truth).sum()), np.exp(log_probability) - truth


def _features(preprocessing: Preprocessing, cases: Cases, rows: NDArray[np.int64]) -> Floats:
    """(rows, F) float64."""
    features: Floats = features_of(preprocessing, cases, rows, torch.float64).numpy()
    return features


def _chosen(cases: Cases, rows: NDArray[np.int64], settings: Settings, seed: int) -> tuple[float, Options]:
    """The penalty, and whether skewed values are read on a log scale, decided by patients held out inside ``rows``.

    The usual penalty is kept unless another is better by a standard error; values are read as they are unless every
    part held out is answered better on the log scale.
    """
    plain = Options(False, settings["levels"], settings.get("fewest_patients", 10))
    curved = replace(plain, logarithms=True)
    penalties = (float(settings["penalty"]),) if settings["penalty"] else PENALTIES
    is_skewed = settings["logarithms"] and np.any(fit_preprocessing(cases.columns, cases.groups, rows, curved).offset)
    if len(penalties) == 1 and not is_skewed:
        return penalties[0], plain
    losses = inner_losses(cases, rows, plain, seed, penalties)
    best = _beyond_chance(losses, penalties)
    if is_skewed:
        others = inner_losses(cases, rows, curved, seed, penalties)
        other = _beyond_chance(others, penalties)
        if np.all(others[:, other] < losses[:, best]):
            return penalties[other], curved
    return penalties[best], plain


def _beyond_chance(losses: NDArray[np.float64], penalties: tuple[float, ...]) -> int:
    """Which penalty has the lowest loss; the usual one unless that is lower by a standard error."""
    usual = penalties.index(_USUAL) if _USUAL in penalties else 0
    best = int(np.argmin(losses.mean(axis=0)))
    gain = losses[:, usual] - losses[:, best]
    error = gain.std(ddof=1) / np.sqrt(len(gain))
    return best if gain.mean() > error else usual


def inner_losses(
    cases: Cases,
    rows: NDArray[np.int64],
    options: Options,
    seed: int,
    penalties: tuple[float, ...] = PENALTIES,
) -> NDArray[np.float64]:
    """(inner folds, penalties) mean negative log-likelihood of the patients held out."""
    rng = np.random.default_rng([seed, 17])
    fold = folds(cases.labels[rows], cases.groups[rows], _INNER_FOLDS, rng)
    losses = np.zeros((_INNER_FOLDS, len(penalties)))
    for at in range(_INNER_FOLDS):
        learn, ask = rows[fold != at], rows[fold == at]
        preprocessing = fit_preprocessing(cases.columns, cases.groups, learn, options)
        known, unknown = _features(preprocessing, cases, learn), _features(preprocessing, cases, ask)
        truth = torch.from_numpy(cases.labels[ask])
        start = None
        for column, penalty in enumerate(penalties):  # from strong to weak, each from where the last one ended
            start = optimum(known, cases.labels[learn], cases.classes, penalty, start=start, gradient=_ROUGHLY)
            logits = torch.from_numpy(unknown @ start[0] + start[1])
            losses[at, column] = float(negative_log_likelihood(logits, truth, "mean"))
    return losses


LOGISTIC = Network(
    NetworkDescription(
        name="logistic",
        label="Logistic regression",
        help="Weighs every input once and adds up. Its reasons can be read exactly; hard to beat on small tables.",
        parameters=weighing(1000.0),
    ),
    fit=fit,
)
