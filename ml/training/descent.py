"""The loop every torch network but the small MLP is trained by: batches, early stopping, resuming, several processes.

With several processes each takes its share of every batch and the gradients are summed, so that the steps are those of
one process up to rounding. What is drawn at random at a step hangs on seed, epoch, step and process alone: a training
that was interrupted, even within an epoch, goes on to the very same model.
"""

from __future__ import annotations

import math
import struct
import zlib
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import numpy as np
import torch
from numpy.typing import NDArray
from torch import Tensor, nn

from app.domain.errors import WorkstationError
from app.domain.words import say
from app.features.raw import Rows
from ml.training.device import Arithmetic, arithmetic
from ml.training.loop import NotANumber, Schedule, optimiser_of
from ml.watch import Watch

# (n,) loss of each of these rows; ``learning`` True: augment, drop out. Moves its data to the device itself.
Losses = Callable[[Tensor, bool], Tensor]
# figures on the rows that are judged, beside their loss: {"validation_auc": …}
Figures = Callable[[], dict[str, float]]

_JUDGED_AT_ONCE = 512


@dataclass(frozen=True, slots=True)
class Descent:
    """``loss``: the best on the judged rows, reached in ``epoch``. ``pieces`` a batch had to be taken in."""

    loss: float
    epoch: int
    device: str
    processes: int
    pieces: int

    def as_json(self) -> dict[str, Any]:
        """How it was trained, for the card."""
        shared = {"processes": self.processes} if self.processes > 1 else {}
        return {"device": self.device, **shared, **({"batch_in_pieces": self.pieces} if self.pieces > 1 else {})}


def descend(
    module: nn.Module,
    losses: Losses,
    learned: Rows,
    judged: Rows,
    schedule: Schedule,
    seed: int,
    watch: Watch,
    figures: Figures | None = None,
    counting: Arithmetic | None = None,
) -> Descent:
    """Train ``module`` on ``learned`` and leave it, on the CPU, at the epoch that was best on ``judged``.

    Where ``judged`` is empty it is judged on what it learns from. An interrupted training goes on where it was kept.
    Raises WorkstationError where the loss leaves the numbers or the device has too little memory.
    """
    counting = counting or arithmetic(watch.ranks().number)
    module.to(counting.place)
    try:
        run = _Run(module, losses, learned, judged, schedule, seed, watch, counting)
        run.all_epochs(figures)
    except torch.OutOfMemoryError as error:
        raise WorkstationError(
            say("The graphics card has too little memory for this training."),
            say("Train again with a smaller network or image, or with half the batch."),
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
    return Descent(run.best_loss, run.best_epoch, counting.name, run.ranks.count, run.pieces)


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
        counting: Arithmetic,
    ) -> None:
        self.module, self.losses, self.schedule, self.watch = module, losses, schedule, watch
        self.counting, self.ranks = counting, watch.ranks()
        self.learned = torch.from_numpy(np.asarray(learned, dtype=np.int64))
        self.judged = torch.from_numpy(np.asarray(judged, dtype=np.int64)) if len(judged) else self.learned
        self.seed = seed
        self.optimiser = optimiser_of(module, schedule)
        self.scaler = torch.amp.GradScaler(counting.place.type, enabled=counting.scales)
        self.parameters = [p for p in module.parameters() if p.requires_grad]
        self.steps = max(1, math.ceil(len(self.learned) / schedule.batch))
        self.epoch, self.step, self.total = 0, 0, 0.0
        self.best_epoch, self.best_loss = 0, math.inf
        self.pieces, self.judged_at_once = 1, _JUDGED_AT_ONCE
        self.best = _copy(module)
        kept = watch.kept()
        if kept is not None:
            self._resume(kept)

    def all_epochs(self, figures: Figures | None) -> None:
        while self.epoch < self.schedule.epochs and self.epoch - self.best_epoch < self.schedule.patience:
            self._one_epoch(figures)
        if self.ranks.number == 0:
            self.watch.keep(self._state())

    def _one_epoch(self, figures: Figures | None) -> None:
        loss = self._learn()
        judged = self._judge()
        if not (math.isfinite(loss) and math.isfinite(judged)):
            raise NotANumber
        self.epoch, self.step, self.total = self.epoch + 1, 0, 0.0
        if judged < self.best_loss:
            self.best_loss, self.best_epoch, self.best = judged, self.epoch, _copy(self.module)
        shown = {"train_loss": loss, "validation_loss": judged}
        self.watch(self.epoch, shown | (figures() if figures else {}))

    def _learn(self) -> float:
        """Mean loss over the epoch."""
        self.module.train()
        generator = torch.Generator().manual_seed(self.seed * 7919 + self.epoch)
        order = torch.randperm(len(self.learned), generator=generator)
        batches = torch.split(self.learned[order], self.schedule.batch)
        for batch in batches[self.step :]:
            self.total += self._one_step(batch) * len(batch)
            self.step += 1
            if self.watch.is_due():
                self.watch.keep(self._state())
        self._share_buffers()
        return self.total / len(self.learned)

    def _one_step(self, batch: Tensor) -> float:
        """The batch's mean loss, after the weights have moved."""
        self._set_rate(self.epoch * self.steps + self.step)
        loss = self._gradients(batch)
        while loss is None:
            self._take_smaller_pieces(len(batch))
            loss = self._gradients(batch)
        said = float(self._summed(loss))
        if self.schedule.clip:
            self.scaler.unscale_(self.optimiser)
            nn.utils.clip_grad_norm_(self.parameters, self.schedule.clip)
        self.scaler.step(self.optimiser)
        self.scaler.update()
        return said

    def _gradients(self, batch: Tensor) -> Tensor | None:
        """This process's share of the batch's loss, and its gradients; None where the card's memory was not enough."""
        self.optimiser.zero_grad()
        self._draw_anew()
        mine = batch[self.ranks.number :: self.ranks.count]
        total: Tensor | None = None
        try:
            for piece in torch.chunk(mine, min(self.pieces, len(mine))) if len(mine) else ():
                loss = self._loss(piece, True).sum() / len(batch)
                self.scaler.scale(loss).backward()  # type: ignore[no-untyped-call]
                total = loss.detach() if total is None else total + loss.detach()
        except torch.OutOfMemoryError:
            if self.ranks.count > 1:
                raise  # the other processes are at the same step
            return None
        return torch.zeros((), device=self.counting.place) if total is None else total

    def _take_smaller_pieces(self, batch: int) -> None:
        """Outside the failed step: what it held is free by now."""
        self.pieces *= 2
        if self.pieces > batch:
            raise torch.OutOfMemoryError
        self.optimiser.zero_grad()
        torch.cuda.empty_cache()
        self.watch.note(
            say(
                "The graphics card has too little memory for a batch of {n}: each is taken in {pieces} pieces, which "
                "takes longer and gives nearly the same model.",
                n=batch,
                pieces=self.pieces,
            )
        )

    def _draw_anew(self) -> None:
        """Seed what is drawn at this step (dropout, augmentation)."""
        seed = zlib.crc32(struct.pack("<4q", self.seed, self.epoch, self.step, self.ranks.number))
        torch.default_generator.manual_seed(seed)
        if self.counting.place.type == "cuda":
            torch.cuda.manual_seed(seed)

    def _judge(self) -> float:
        self.module.eval()
        mine = self.judged[self.ranks.number :: self.ranks.count]
        while True:
            try:
                with torch.no_grad():
                    parts = torch.split(mine, self.judged_at_once) if len(mine) else ()
                    total = sum(float(self._loss(p, False).sum()) for p in parts)
                break
            except torch.OutOfMemoryError:
                if self.judged_at_once == 1:
                    raise
            self.judged_at_once //= 2
        here = torch.tensor([total], dtype=torch.float64, device=self.counting.place)
        return float(self.ranks.sum(here)) / len(self.judged)

    def _loss(self, rows: Tensor, learning: bool) -> Tensor:
        if self.counting.dtype is None:
            return self.losses(rows, learning)
        with torch.autocast(self.counting.place.type, dtype=self.counting.dtype):
            return self.losses(rows, learning).float()

    def _set_rate(self, step: int) -> None:
        """One cycle (Smith 2018): up over the first 30 % of all steps, then down along a cosine."""
        if self.schedule.rate != "one_cycle":
            return
        share = step / max(1, self.schedule.epochs * self.steps)
        factor = 0.04 + 0.96 * share / 0.3 if share < 0.3 else 0.5 * (1 + math.cos(math.pi * (share - 0.3) / 0.7))
        for group in self.optimiser.param_groups:
            group["lr"] = self.schedule.learning_rate * max(factor, 1e-3)

    def _summed(self, loss: Tensor) -> Tensor:
        """The loss of all processes; their gradients are summed on the way, all in one message."""
        if self.ranks.count == 1:
            return loss
        for parameter in self.parameters:
            if parameter.grad is None:
                parameter.grad = torch.zeros_like(parameter)
        gradients = [p.grad for p in self.parameters if p.grad is not None]
        flat = self.ranks.sum(torch.cat([*(g.flatten() for g in gradients), loss.reshape(1)]))
        at = 0
        for gradient in gradients:
            gradient.copy_(flat[at : at + gradient.numel()].view_as(gradient))
            at += gradient.numel()
        return flat[-1]

    def _share_buffers(self) -> None:
        """Running means are each process's own: their mean is kept."""
        buffers = [b for b in self.module.buffers() if b.is_floating_point()] if self.ranks.count > 1 else []
        if buffers:
            flat = self.ranks.sum(torch.cat([b.flatten() for b in buffers])) / self.ranks.count
            at = 0
            for buffer in buffers:
                buffer.copy_(flat[at : at + buffer.numel()].view_as(buffer))
                at += buffer.numel()

    def _state(self) -> dict[str, NDArray[np.generic]]:
        """Weights, best weights, the optimiser's memory and counters, as arrays."""
        arrays = {f"now {k}": v for k, v in _copy(self.module).items()}
        arrays |= {f"best {k}": v for k, v in self.best.items()}
        for at, memory in self.optimiser.state_dict()["state"].items():
            arrays |= {f"memory {at} {k}": v.detach().cpu() for k, v in memory.items() if isinstance(v, Tensor)}
        state: dict[str, NDArray[np.generic]] = {k: v.numpy() for k, v in arrays.items()}
        scale = self.scaler.get_scale()
        counters = [self.epoch, self.step, self.total, self.best_epoch, self.best_loss, self.pieces, scale]
        return state | {"counters": np.array(counters, dtype=np.float64)}

    def _resume(self, kept: dict[str, NDArray[np.generic]]) -> None:
        epoch, step, total, best_epoch, best_loss, pieces, scale = kept["counters"].tolist()
        self.epoch, self.step, self.total, self.pieces = int(epoch), int(step), float(total), int(pieces)
        self.best_epoch, self.best_loss = int(best_epoch), float(best_loss)
        if self.counting.scales:
            self.scaler.load_state_dict({**self.scaler.state_dict(), "scale": float(scale)})
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
