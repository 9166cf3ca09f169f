"""Make probabilities mean what they say: one temperature that divides the logits (Guo 2017)."""

from __future__ import annotations

import torch
from torch import Tensor

from ml.training.likelihood import negative_log_likelihood

_FEWEST = 50  # with fewer patients the temperature would be noise
_COLDEST, _HOTTEST = 0.25, 4.0
_ROUNDS = 40


def fit_temperature(logits: Tensor, labels: Tensor) -> float:
    """The temperature with the lowest negative log-likelihood on held-out logits (N, K); 1 for too few of them."""
    if len(logits) < _FEWEST:
        return 1.0
    logits = logits.double()

    def loss(log_temperature: float) -> float:
        return float(negative_log_likelihood(logits / torch.tensor(log_temperature).exp(), labels, "mean"))

    low, high = torch.log(torch.tensor([_COLDEST, _HOTTEST])).tolist()
    for _ in range(_ROUNDS):  # the loss has one minimum: each round drops the worse third
        left, right = low + (high - low) / 3, high - (high - low) / 3
        low, high = (low, right) if loss(left) < loss(right) else (left, high)
    return float(torch.tensor((low + high) / 2).exp())
