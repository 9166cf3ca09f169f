"""Plain pixels out of a file's bytes, where its import has found that they are all the picture is made of.

Nothing is parsed here and no codec is called: the place is known, so no child process is needed.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

from app.domain.study import Instance, PlainPixels
from app.imaging.frames import Decoded


def block_for(instances: Sequence[Instance]) -> NDArray[Any] | None:
    """Memory for the pixels of these one-frame images, (images, rows, columns) of 16 bits; None where they differ."""
    kinds = {(_kind(i.plain), i.rows, i.columns) if i.plain and i.frames == 1 else None for i in instances}
    first = kinds.pop() if len(kinds) == 1 else None
    if first is None or np.dtype(first[0]).itemsize != 2:
        return None
    return np.empty((len(instances), *first[1:]), first[0])


def decode_plain(
    data: bytes, instance: Instance, plain: PlainPixels, frames: tuple[int, ...], into: NDArray[Any] | None = None
) -> Decoded | str:
    """Frames of an instance from its file's bytes (copied to (frames, rows, columns) ``into``), or a word why not."""
    pixels = instance.rows * instance.columns
    try:
        whole = np.frombuffer(data, _kind(plain), instance.frames * pixels, plain.offset)
        stored = whole.reshape(instance.frames, instance.rows, instance.columns)[_wanted(frames, instance.frames)]
    except (ValueError, IndexError):
        return "size"
    stored = _without_unused(stored, plain)
    if into is not None:
        into[...] = stored
    return Decoded(stored if into is None else into, "native")


def _kind(plain: PlainPixels) -> str:
    return f"<{'i' if plain.is_signed else 'u'}{plain.bits_allocated // 8}"


def _wanted(frames: tuple[int, ...], count: int) -> slice | list[int]:
    """A view of all frames where all are wanted: nothing is copied."""
    return slice(None) if frames == tuple(range(count)) else list(frames)


def _without_unused(stored: NDArray[Any], plain: PlainPixels) -> NDArray[Any]:
    """Stored values without the bits above those stored, which old scanners use for something else."""
    most = 1 << (plain.bits_stored - plain.is_signed)
    if stored.max() < most and (not plain.is_signed or stored.min() >= -most):
        return stored  # nearly always: then nothing is copied
    unused = plain.bits_allocated - plain.bits_stored
    return (stored << unused) >> unused if plain.is_signed else stored & (most - 1)
