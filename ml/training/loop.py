"""The epoch loop: several members learn side by side, each stopped when the patients it does not see get worse."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Literal

import torch
from numpy.typing import NDArray
from torch import Tensor, nn

from ml.evaluation.metrics import auc
from ml.training.likelihood import negative_log_likelihood, probability
from ml.watch import Watch

Optimiser = Literal["adamw", "adam", "sgd"]


@dataclass(frozen=True, slots=True)
class Schedule:
    """``patience``: epochs without a better validation loss before a member stops. ``rate``: constant, or one_cycle;
    ``clip``: the largest norm of a gradient, 0 for no limit (these two are ``descend``'s).
    """

    epochs: int
    batch: int
    learning_rate: float
    weight_decay: float
    optimiser: Optimiser
    patience: int
    rate: Literal["constant", "one_cycle"] = "constant"
    clip: float = 0.0


@dataclass(frozen=True, slots=True)
class Learned:
    """``loss`` (S,) and ``epoch`` (S,): each member's best; ``held_out`` (N, K): logits of every row by the members
    that did not learn from it (empty where every member learned from all).
    """

    loss: Tensor
    epoch: Tensor
    held_out: Tensor


class NotANumber(Exception):  # noqa: N818 - what happened
    """The loss left the numbers: the learning rate is too high."""


def learn(
    body: nn.Module,
    features: Tensor,
    labels: Tensor,
    held_out: Tensor,
    schedule: Schedule,
    generator: torch.Generator,
    watch: Watch,
) -> Learned:
    """Train ``body``: (N, F) -> (S, N, K) logits, and leave each member at its best epoch.

    ``held_out``: (S, N) True for the rows a member does not learn from but is judged on. Where a member has none it
    is judged on its training loss. Raises NotANumber.
    """
    optimiser = optimiser_of(body, schedule)
    judged = torch.where(held_out.any(dim=1, keepdim=True), held_out, torch.ones_like(held_out))
    best = torch.full((len(held_out),), math.inf)
    best_epoch = torch.zeros(len(held_out), dtype=torch.int64)
    kept = [p.detach().clone() for p in body.parameters()]
    epoch = 0
    earlier = watch.kept()
    if earlier is not None:
        epoch = _resume(earlier, body, optimiser, generator, kept, best, best_epoch)
    while epoch < schedule.epochs and epoch - int(best_epoch.max()) < schedule.patience:
        epoch += 1
        loss = _one_epoch(body, features, labels, ~held_out, schedule, optimiser, generator)
        logits = _logits(body, features)
        validation = _mean(_losses(logits, labels), judged)
        if not (math.isfinite(loss) and bool(torch.isfinite(validation).all())):
            raise NotANumber
        better = validation < best
        best = torch.where(better, validation, best)
        best_epoch[better] = epoch
        for parameter, copy in zip(body.parameters(), kept, strict=True):
            copy[better] = parameter.detach()[better]
        if watch.is_due():
            watch.keep(_state(epoch, body, optimiser, generator, kept, best, best_epoch))
        watch(epoch, _figures(loss, validation, logits, labels, held_out))
    with torch.no_grad():
        for parameter, copy in zip(body.parameters(), kept, strict=True):
            parameter.copy_(copy)
    return Learned(best, best_epoch, _by_strangers(_logits(body, features), held_out))


def _state(
    epoch: int,
    body: nn.Module,
    optimiser: torch.optim.Optimizer,
    generator: torch.Generator,
    kept: Sequence[Tensor],
    best: Tensor,
    best_epoch: Tensor,
) -> dict[str, NDArray[Any]]:
    """Everything an interrupted training needs to go on to the same model, what is drawn at random included."""
    arrays = {f"now {at}": p.detach() for at, p in enumerate(body.parameters())}
    arrays |= {f"best {at}": copy for at, copy in enumerate(kept)}
    for at, memory in optimiser.state_dict()["state"].items():
        arrays |= {f"memory {at} {k}": v for k, v in memory.items() if isinstance(v, Tensor)}
    arrays |= {"order": generator.get_state(), "drawn": torch.get_rng_state(), "epoch": torch.tensor([epoch])}
    return {n: a.numpy().copy() for n, a in (arrays | {"best_loss": best, "best_epoch": best_epoch}).items()}


def _resume(
    state: Mapping[str, NDArray[Any]],
    body: nn.Module,
    optimiser: torch.optim.Optimizer,
    generator: torch.Generator,
    kept: Sequence[Tensor],
    best: Tensor,
    best_epoch: Tensor,
) -> int:
    """Put a kept state back; the epoch it was kept in."""
    arrays = {name: torch.from_numpy(array) for name, array in state.items()}
    memory: dict[int, dict[str, Tensor]] = {}
    for name in (n for n in arrays if n.startswith("memory ")):
        _, at, key = name.split(" ", 2)
        memory.setdefault(int(at), {})[key] = arrays[name]
    optimiser.load_state_dict({**optimiser.state_dict(), "state": memory})
    with torch.no_grad():
        for number, (parameter, copy) in enumerate(zip(body.parameters(), kept, strict=True)):
            parameter.copy_(arrays[f"now {number}"])
            copy.copy_(arrays[f"best {number}"])
    best.copy_(arrays["best_loss"])
    best_epoch.copy_(arrays["best_epoch"])
    generator.set_state(arrays["order"])
    torch.set_rng_state(arrays["drawn"])
    return int(arrays["epoch"])


def optimiser_of(body: nn.Module, schedule: Schedule) -> torch.optim.Optimizer:
    rate, decay = schedule.learning_rate, schedule.weight_decay
    # fused: one call for all weights, where each by itself takes longer than a small network's whole step
    match schedule.optimiser:
        case "adamw":
            return torch.optim.AdamW(body.parameters(), lr=rate, weight_decay=decay, fused=True)
        case "adam":
            return torch.optim.Adam(body.parameters(), lr=rate, weight_decay=decay, fused=True)
        case "sgd":
            return torch.optim.SGD(body.parameters(), lr=rate, weight_decay=decay, momentum=0.9, fused=True)


def _one_epoch(
    body: nn.Module,
    features: Tensor,
    labels: Tensor,
    learned: Tensor,
    schedule: Schedule,
    optimiser: torch.optim.Optimizer,
    generator: torch.Generator,
) -> float:
    """Mean training loss over the epoch. ``learned``: (S, N) True for the rows a member learns from."""
    body.train()
    total = 0.0
    order = torch.randperm(len(features), generator=generator)
    for batch in torch.split(order, schedule.batch):
        optimiser.zero_grad()
        # members do not share weights: the sum of their losses trains each as if alone
        loss = _mean(_losses(body(features[batch]), labels[batch]), learned[:, batch]).sum()
        loss.backward()  # type: ignore[no-untyped-call]
        optimiser.step()
        total += float(loss.detach()) * len(batch)
    return total / (len(features) * len(learned))


def _logits(body: nn.Module, features: Tensor) -> Tensor:
    body.eval()
    with torch.no_grad():
        logits: Tensor = body(features)
    return logits


def _losses(logits: Tensor, labels: Tensor) -> Tensor:
    """(S, N) of (S, N, K) logits."""
    members, count, classes = logits.shape
    flat = negative_log_likelihood(logits.reshape(members * count, classes), labels.repeat(members), "none")
    return flat.reshape(members, count)


def _mean(losses: Tensor, where: Tensor) -> Tensor:
    """(S,) mean over the rows that count."""
    return (losses * where).sum(dim=1) / where.sum(dim=1).clamp(min=1)


def _by_strangers(logits: Tensor, held_out: Tensor) -> Tensor:
    """(N', K): mean logits of the members that did not see a row, for the rows that have such a member."""
    weight = held_out.to(logits.dtype)[:, :, None]
    rows = held_out.any(dim=0)
    mean: Tensor = (logits * weight).sum(dim=0)[rows] / weight.sum(dim=0)[rows]
    return mean


def _figures(loss: float, validation: Tensor, logits: Tensor, labels: Tensor, held_out: Tensor) -> dict[str, float]:
    figures = {"train_loss": loss}
    if held_out.any():
        shown = probability(_by_strangers(logits, held_out)).numpy()
        truth = labels[held_out.any(dim=0)].numpy()
        figures |= {"validation_loss": float(validation.mean()), "validation_auc": float(auc(shown, truth))}
    return figures
