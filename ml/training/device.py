"""Where training runs and how it counts there: CUDA where one is that answers, chosen at run time and told."""

from __future__ import annotations

from dataclasses import dataclass

import torch
from torch import Tensor

_SHARE = 0.25  # of a card's free memory, below which all cases are put there once


@dataclass(frozen=True, slots=True)
class Arithmetic:
    """``dtype`` None: in full precision; else what layers are calculated in, weights staying in full precision.
    ``scales``: losses are scaled up, for numbers as narrow as float16's.
    """

    place: torch.device
    dtype: torch.dtype | None = None
    scales: bool = False

    @property
    def name(self) -> str:
        """As it is shown: "CPU", "CUDA: NVIDIA A100, bfloat16"."""
        if self.place.type != "cuda":
            return self.place.type.upper() if self.dtype is None else f"{self.place.type.upper()}, {_short(self.dtype)}"
        return f"CUDA: {torch.cuda.get_device_name(self.place)}, {_short(self.dtype)}"


def arithmetic(rank: int = 0) -> Arithmetic:
    """This process's: its own card in mixed precision (bfloat16 where the card has it), else the CPU in full."""
    if not torch.cuda.is_available():
        return Arithmetic(torch.device("cpu"))
    place = torch.device("cuda", rank % torch.cuda.device_count())
    has_wide = torch.cuda.is_bf16_supported(including_emulation=False)
    return Arithmetic(place, torch.bfloat16 if has_wide else torch.float16, scales=not has_wide)


def _short(dtype: torch.dtype | None) -> str:
    return str(dtype or torch.float32).removeprefix("torch.")


class Loader:
    """Cases as tensors, handed out by the batch on the device: all of them lie there where they take little of its
    memory; otherwise a batch travels from pinned memory, so that the card need not wait for it.
    """

    def __init__(self, tensors: tuple[Tensor, ...]) -> None:
        self._tensors = tensors
        self._there: dict[torch.device, tuple[Tensor, ...]] = {}

    def of(self, rows: Tensor, place: torch.device) -> tuple[Tensor, ...]:
        """(n, …) of each tensor."""
        if place.type != "cuda":
            return tuple(t[rows] for t in self._tensors)
        if place not in self._there:
            self._there[place] = self._put(place)
        if self._there[place]:
            which = rows.to(place)
            return tuple(t[which] for t in self._there[place])
        return tuple(t[rows].pin_memory().to(place, non_blocking=True) for t in self._tensors)

    def _put(self, place: torch.device) -> tuple[Tensor, ...]:
        free, _ = torch.cuda.mem_get_info(place)
        size = sum(t.nbytes for t in self._tensors)
        return tuple(t.to(place) for t in self._tensors) if size < _SHARE * free else ()
