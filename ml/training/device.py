"""Where training runs: CUDA where one is that answers, chosen at run time and told."""

from __future__ import annotations

import torch


def device() -> torch.device:
    """This rank's CUDA device, else the CPU."""
    if not torch.cuda.is_available():
        return torch.device("cpu")
    return torch.device("cuda", torch.distributed.get_rank() % torch.cuda.device_count() if is_shared() else 0)


def is_shared() -> bool:
    """True where several processes train one model (``torchrun``)."""
    return torch.distributed.is_available() and torch.distributed.is_initialized()


def ranks() -> tuple[int, int]:
    """(this process's number, how many there are)."""
    return (torch.distributed.get_rank(), torch.distributed.get_world_size()) if is_shared() else (0, 1)
