"""The loop every torch network but the small MLP is trained by: batches, early stopping, resuming, several processes.

With several processes each takes its share of every batch and the gradients are summed, so that the steps are those of
one process up to rounding. On CUDA the forward pass runs in mixed precision.
"""

from __future__ import annotations

import math
from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
import torch
from numpy.typing import NDArray
from torch import Tensor, nn

from app.domain.errors import WorkstationError
from app.domain.words import say
from app.features.raw import Rows
from ml.training.device import device, is_shared, ranks
from ml.training.loop import NotANumber, Schedule, optimiser_of
from ml.watch import Watch

# (n,) loss of each of these rows; ``learning`` True: augment, drop out. Moves its data to the device itself.
Losses = Callable[[Tensor, bool], Tensor]
# figures on the rows that are judged, beside their loss: {"validation_auc": …}
Figures = Callable[[], dict[str, float]]

_JUDGED_AT_ONCE = 512


@dataclass(frozen=True, slots=True)
class Descent:
    """``loss``: the best on the judged rows, reached in ``epoch``."""

    loss: float
    epoch: int
    device: str


def descend(
    module: nn.Module,
    losses: Losses,
    learned: Rows,
    judged: Rows,
    schedule: Schedule,
    seed: int,
    watch: Watch,
    figures: Figures | None = None,
) -> Descent:
    """Train ``module`` on ``learned`` and leave it, on the CPU, at the epoch that was best on ``judged``.

    Where ``judged`` is empty it is judged on what it learns from. An interrupted training goes on where it was kept.
    Raises WorkstationError where the loss leaves the numbers or the device has too little memory.
    """
    torch.manual_seed(seed)
    place = device()
    module.to(place)
    try:
        run = _Run(module, losses, learned, judged, schedule, seed, watch)
        while run.epoch < schedule.epochs and run.epoch - run.best_epoch < schedule.patience:
            run.one_epoch(figures)
    except torch.OutOfMemoryError as error:
        raise WorkstationError(
            say("The graphics card has too little memory for this training."),
            say("Train again with half the batch, or a smaller network or image."),
        ) from error
    except NotANumber as error:
        raise WorkstationError(
            say("Training failed: the loss is no longer a number."),
            say("The learning rate is too high for these data. Train again with a tenth of it."),
        ) from error
    finally:
        module.to("cpu")
    module.load_state_dict(run.best)
    module.eval()
    return Descent(run.best_loss, run.best_epoch, str(place))


class _Run:
    """Where a training is: everything an interrupted one needs to go on."""

    def __init__(
        self,
        module: nn.Module,
        losses: Losses,
        learned: Rows,
        judged: Rows,
        schedule: Schedule,
        seed: int,
        watch: Watch,
    ) -> None:
        self.module, self.losses, self.schedule, self.watch = module, losses, schedule, watch
        self.learned = torch.from_numpy(np.asarray(learned, dtype=np.int64))
        self.judged = torch.from_numpy(np.asarray(judged, dtype=np.int64)) if len(judged) else self.learned
        self.seed = seed
        self.optimiser = optimiser_of(module, schedule)
        self.steps = max(1, math.ceil(len(self.learned) / schedule.batch))
        self.epoch, self.best_epoch, self.best_loss = 0, 0, math.inf
        self.best = _copy(module)
        kept = watch.kept()
        if kept is not None:
            self._resume(kept)

    def one_epoch(self, figures: Figures | None) -> None:
        loss = self._learn()
        judged = self._judge()
        if not (math.isfinite(loss) and math.isfinite(judged)):
            raise NotANumber
        self.epoch += 1
        if judged < self.best_loss:
            self.best_loss, self.best_epoch, self.best = judged, self.epoch, _copy(self.module)
        shown = {"train_loss": loss, "validation_loss": judged}
        self.watch(self.epoch, shown | (figures() if figures else {}))
        self.watch.keep(self._state())

    def _learn(self) -> float:
        """Mean loss over the epoch. The order of rows hangs on seed and epoch alone: a resumed run repeats it."""
        self.module.train()
        rank, count = ranks()
        generator = torch.Generator().manual_seed(self.seed * 7919 + self.epoch)
        order = torch.randperm(len(self.learned), generator=generator)
        total = 0.0
        for step, batch in enumerate(torch.split(self.learned[order], self.schedule.batch)):
            self._set_rate(self.epoch * self.steps + step)
            self.optimiser.zero_grad()
            mine = batch[rank::count]
            loss = self._loss(mine, True).sum() / len(batch) if len(mine) else _nothing(self.module)
            loss.backward()  # type: ignore[no-untyped-call]
            self._sum_gradients()
            if self.schedule.clip:
                nn.utils.clip_grad_norm_(self.module.parameters(), self.schedule.clip)
            self.optimiser.step()
            total += _summed(float(loss.detach())) * len(batch)
        self._share_buffers()
        return total / len(self.learned)

    def _judge(self) -> float:
        self.module.eval()
        rank, count = ranks()
        with torch.no_grad():
            parts = torch.split(self.judged[rank::count], _JUDGED_AT_ONCE)
            return _summed(sum(float(self._loss(p, False).sum()) for p in parts if len(p))) / len(self.judged)

    def _loss(self, rows: Tensor, learning: bool) -> Tensor:
        place = next(self.module.parameters()).device
        with torch.autocast(place.type, enabled=place.type == "cuda", dtype=torch.bfloat16):
            return self.losses(rows, learning).float()

    def _set_rate(self, step: int) -> None:
        """One cycle (Smith 2018): up over the first 30 % of all steps, then down along a cosine."""
        if self.schedule.rate != "one_cycle":
            return
        share = step / max(1, self.schedule.epochs * self.steps)
        factor = 0.04 + 0.96 * share / 0.3 if share < 0.3 else 0.5 * (1 + math.cos(math.pi * (share - 0.3) / 0.7))
        for group in self.optimiser.param_groups:
            group["lr"] = self.schedule.learning_rate * max(factor, 1e-3)

    def _sum_gradients(self) -> None:
        if is_shared():
            for parameter in self.module.parameters():
                if parameter.requires_grad:
                    if parameter.grad is None:
                        parameter.grad = torch.zeros_like(parameter)
                    torch.distributed.all_reduce(parameter.grad)

    def _share_buffers(self) -> None:
        """Running means are each process's own: their mean is kept."""
        if is_shared():
            for buffer in self.module.buffers():
                if buffer.is_floating_point():
                    torch.distributed.all_reduce(buffer)
                    buffer /= ranks()[1]

    def _state(self) -> dict[str, NDArray[np.generic]]:
        """Weights, best weights, the optimiser's memory and counters, as arrays."""
        arrays = {f"now {k}": v for k, v in _copy(self.module).items()}
        arrays |= {f"best {k}": v for k, v in self.best.items()}
        for at, memory in self.optimiser.state_dict()["state"].items():
            arrays |= {f"memory {at} {k}": v.detach().cpu() for k, v in memory.items() if isinstance(v, Tensor)}
        state: dict[str, NDArray[np.generic]] = {k: v.numpy().copy() for k, v in arrays.items()}
        return state | {"counters": np.array([self.epoch, self.best_epoch, self.best_loss])}

    def _resume(self, kept: dict[str, NDArray[np.generic]]) -> None:
        epoch, best_epoch, best_loss = kept["counters"].tolist()
        self.epoch, self.best_epoch, self.best_loss = int(epoch), int(best_epoch), float(best_loss)
        self.module.load_state_dict({k[4:]: torch.from_numpy(v) for k, v in kept.items() if k.startswith("now ")})
        self.best = {k[5:]: torch.from_numpy(v) for k, v in kept.items() if k.startswith("best ")}
        memory: dict[int, dict[str, Tensor]] = {}
        for name, value in kept.items():
            if name.startswith("memory "):
                _, at, key = name.split(" ", 2)
                memory.setdefault(int(at), {})[key] = torch.from_numpy(value)
        self.optimiser.load_state_dict({**self.optimiser.state_dict(), "state": memory})


def _copy(module: nn.Module) -> dict[str, Tensor]:
    return {name: value.detach().cpu().clone() for name, value in module.state_dict().items()}


def _nothing(module: nn.Module) -> Tensor:
    """A loss of zero for a process that has no row of this batch."""
    return sum((p.sum() * 0 for p in module.parameters()), start=torch.zeros(()))


def _summed(value: float) -> float:
    if not is_shared():
        return value
    total = torch.tensor(value, dtype=torch.float64)
    torch.distributed.all_reduce(total)
    return float(total)
