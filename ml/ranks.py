"""Several processes that train one model: each takes its share of every batch, and what they found is summed.

On one computer they speak through the pipes a helper is started with: no socket is opened, nothing has a name another
program could use, and the order of summing is fixed. Started by ``torchrun`` they speak through torch.distributed.
"""

from __future__ import annotations

import io
import os
import struct
from collections.abc import Callable, Sequence
from typing import Any, Protocol

import numpy as np
import torch
from numpy.typing import NDArray
from torch import Tensor

from app.domain.errors import Cancelled


class Ranks(Protocol):
    """This process is ``number`` of ``count``; 0 is the one that tells, keeps and writes."""

    @property
    def number(self) -> int: ...

    @property
    def count(self) -> int: ...

    def sum(self, flat: Tensor) -> Tensor:
        """(n,) the same sum in every process."""
        ...

    def give(self, data: bytes) -> bytes:
        """What process 0 says, in every process."""
        ...


class Alone:
    """One process."""

    number, count = 0, 1

    def sum(self, flat: Tensor) -> Tensor:
        return flat

    def give(self, data: bytes) -> bytes:
        return data


ALONE = Alone()


class First:
    """Process 0, which holds a pair of pipes (its answers, what it is told) for each other process."""

    number = 0

    def __init__(self, others: Sequence[tuple[io.RawIOBase, io.RawIOBase]], gone: Callable[[], Exception]) -> None:
        self._others, self._gone = others, gone
        self.count = 1 + len(others)

    def sum(self, flat: Tensor) -> Tensor:
        total = _numbers(flat)
        theirs = np.empty_like(total)
        try:
            for answers, _ in self._others:
                _read(answers, theirs.data.cast("B"))
                total += theirs
            for _, told in self._others:
                _write(told, total.data.cast("B"))
        except OSError as error:
            raise self._gone() from error
        return torch.from_numpy(total).to(flat.device)

    def give(self, data: bytes) -> bytes:
        try:
            for _, told in self._others:
                _write(told, memoryview(struct.pack("<Q", len(data))))
                _write(told, memoryview(data))
        except OSError as error:
            raise self._gone() from error
        return data


class Other:
    """Any other process: ``answers`` leads to process 0, ``told`` comes from it. Raises Cancelled when it is gone."""

    def __init__(self, number: int, count: int, answers: io.RawIOBase, told: io.RawIOBase) -> None:
        self.number, self.count = number, count
        self._answers, self._told = answers, told

    def sum(self, flat: Tensor) -> Tensor:
        mine = _numbers(flat)
        try:
            _write(self._answers, mine.data.cast("B"))
            _read(self._told, mine.data.cast("B"))
        except OSError as error:
            raise Cancelled from error
        return torch.from_numpy(mine).to(flat.device)

    def give(self, data: bytes) -> bytes:
        del data
        length, said = bytearray(8), bytearray()
        try:
            _read(self._told, memoryview(length))
            said = bytearray(struct.unpack("<Q", length)[0])
            _read(self._told, memoryview(said))
        except OSError as error:
            raise Cancelled from error
        return bytes(said)


class Spread:
    """Processes that ``torchrun`` started, on this computer or on several."""

    def __init__(self) -> None:
        self.number, self.count = torch.distributed.get_rank(), torch.distributed.get_world_size()

    def sum(self, flat: Tensor) -> Tensor:
        torch.distributed.all_reduce(flat)
        return flat

    def give(self, data: bytes) -> bytes:
        place = "cuda" if torch.distributed.get_backend() == "nccl" else "cpu"
        length = torch.tensor([len(data)], device=place)
        torch.distributed.broadcast(length, 0)
        said = torch.zeros(int(length), dtype=torch.uint8, device=place)
        if self.number == 0 and data:
            said.copy_(torch.frombuffer(bytearray(data), dtype=torch.uint8))
        torch.distributed.broadcast(said, 0)
        return said.cpu().numpy().tobytes()


def joined() -> Ranks:
    """The processes ``torchrun`` started this one among; this one alone where it did not."""
    if "RANK" not in os.environ:
        return ALONE
    torch.distributed.init_process_group("nccl" if torch.cuda.is_available() else "gloo")
    return Spread()


def left() -> None:
    """Part from them."""
    if torch.distributed.is_initialized():
        torch.distributed.destroy_process_group()


def _numbers(flat: Tensor) -> NDArray[Any]:
    return np.array(flat.detach().cpu().numpy())  # a copy: the caller's stays as it is


def _read(pipe: io.RawIOBase, into: memoryview) -> None:
    while into:
        count = pipe.readinto(into)
        if not count:
            raise BrokenPipeError
        into = into[count:]


def _write(pipe: io.RawIOBase, data: memoryview) -> None:
    while data:
        data = data[pipe.write(data) or 0 :]
