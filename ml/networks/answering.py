"""From a network's raw outputs to its loss and to its answer, for every kind of target."""

from __future__ import annotations

import numpy as np
import torch
from numpy.typing import NDArray
from torch import Tensor, nn
from torch.nn import functional

from app.features.raw import Rows
from ml.networks.network import Target
from ml.training.calibration import fit_temperature
from ml.training.likelihood import negative_log_likelihood, probability

COVERAGE = 0.9  # of intervals around values
_FEWEST = 20  # held-out values below which an interval would be a guess


class Aim(nn.Module):
    """What is aimed at: ``truth`` as tensors, its scale learned from training rows, and the loss of raw outputs.

    Classes: codes (N,), one raw output for two classes, one for each of more. Values: standardised (N, T), NaN where
    unknown. Flags: (N, T), NaN where unknown. ``outputs`` is how many raw outputs a network must have.
    """

    truth: Tensor
    mean: Tensor
    deviation: Tensor

    def __init__(self, target: Target, rows: Rows) -> None:
        super().__init__()
        self.kind = target.kind
        values = np.asarray(target.values, dtype=np.float64)
        mean, deviation = np.zeros(1), np.ones(1)
        if self.kind == "values":
            mean, deviation = np.nanmean(values[rows], axis=0), np.nanstd(values[rows], axis=0)
            deviation = np.where(deviation > 0, deviation, 1.0)
            values = (values - mean) / deviation
        truth = torch.from_numpy(values)
        self.register_buffer("truth", truth.long() if self.kind == "classes" else truth.float())
        self.register_buffer("mean", torch.from_numpy(mean).float())
        self.register_buffer("deviation", torch.from_numpy(deviation).float())
        many = len(target.names)
        self.outputs = 1 if self.kind == "classes" and many == 2 else many

    def loss(self, raw: Tensor, rows: Tensor) -> Tensor:
        """(n,) negative log-likelihood, or half the squared error, of each of these rows."""
        truth = self.truth[rows].to(raw.device)
        if self.kind == "classes":
            return negative_log_likelihood(raw, truth, "none")
        known = ~torch.isnan(truth)
        filled = torch.where(known, truth, torch.zeros_like(truth))
        if self.kind == "values":
            each = 0.5 * (raw - filled) ** 2
        else:
            each = functional.binary_cross_entropy_with_logits(raw, filled, reduction="none")
        return (each * known).sum(dim=1) / known.sum(dim=1).clamp(min=1)


class Answer(nn.Module):
    """Raw outputs -> probability (N, classes); or value (N, T) and interval (N, T, 2)."""

    mean: Tensor
    deviation: Tensor
    half_width: Tensor

    def __init__(self, aim: Aim, raw: Tensor, rows: Rows) -> None:
        """``raw`` (n, outputs): what was said of the held-out ``rows``, by which answers are calibrated."""
        super().__init__()
        self.kind = aim.kind
        self.temperature = 1.0
        truth = aim.truth[torch.from_numpy(rows)]
        if self.kind == "classes":
            self.temperature = fit_temperature(raw, truth)
        self.register_buffer("mean", aim.mean.clone())
        self.register_buffer("deviation", aim.deviation.clone())
        half = half_width(raw.double().numpy(), truth.double().numpy()) if self.kind == "values" else np.zeros(1)
        self.has_interval = bool(np.all(np.isfinite(half))) and self.kind == "values"
        self.register_buffer("half_width", torch.from_numpy(half).float() * aim.deviation)

    @property
    def says(self) -> tuple[str, ...]:
        if self.kind != "values":
            return ("probability",)
        return ("value", "interval") if self.has_interval else ("value",)

    def forward(self, raw: Tensor) -> Tensor | tuple[Tensor, Tensor]:
        if self.kind == "classes":
            return probability(raw / self.temperature)
        if self.kind == "flags":
            return torch.sigmoid(raw)
        value = raw * self.deviation + self.mean
        if not self.has_interval:
            return value
        return value, torch.stack([value - self.half_width, value + self.half_width], dim=-1)


def half_width(raw: NDArray[np.float64], truth: NDArray[np.float64]) -> NDArray[np.float64]:
    """(T,) split conformal: the error that nine held-out cases in ten stay below, infinite for too few of them."""
    widths = []
    for said, true in zip(raw.T, truth.T, strict=True):
        errors = np.sort(np.abs(said - true)[~np.isnan(true)])
        rank = int(np.ceil((len(errors) + 1) * COVERAGE)) - 1
        widths.append(errors[rank] if len(errors) >= _FEWEST and rank < len(errors) else np.inf)
    return np.array(widths)
