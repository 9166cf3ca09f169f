"""Logits -> probabilities and losses. One logit stands for two classes, otherwise there is one for each."""

from __future__ import annotations

import torch
from torch import Tensor
from torch.nn import functional


def probability(logits: Tensor) -> Tensor:
    """(N, classes): sigmoid of one logit (of the second class), or softmax of several."""
    if logits.shape[1] > 1:
        return torch.softmax(logits, dim=1)
    positive = torch.sigmoid(logits)
    return torch.cat([1 - positive, positive], dim=1)


def negative_log_likelihood(logits: Tensor, labels: Tensor, reduction: str = "sum") -> Tensor:
    """Binary cross-entropy of one logit, cross-entropy of several. ``reduction``: sum, mean, none (N,)."""
    if logits.shape[1] > 1:
        return functional.cross_entropy(logits, labels, reduction=reduction)
    return functional.binary_cross_entropy_with_logits(logits[:, 0], labels.to(logits.dtype), reduction=reduction)
