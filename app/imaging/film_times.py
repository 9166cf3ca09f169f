"""How long each frame of an MP4 film stands, put into a film that was written at one rate.

ISO/IEC 14496-12: the sample table says how long each sample stands (8.6.1.2), the headers how long all do.
"""

from __future__ import annotations

import os
import struct
from collections.abc import Callable, Sequence
from itertools import accumulate, groupby, pairwise
from pathlib import Path
from typing import BinaryIO

_PER_SECOND = 10_000
_CONTAINERS = (b"moov", b"trak", b"mdia", b"minf", b"stbl", b"edts")


def ticks(durations_ms: Sequence[float], per_second: int) -> list[int]:
    """Durations in whole ticks, at least one each; what rounding leaves over goes to the next, never adding up."""
    ends = [round(end * per_second / 1000) for end in accumulate(durations_ms, initial=0.0)]
    return [max(end - begin, 1) for begin, end in pairwise(ends)]


def put(target: Path, durations_ms: Sequence[float]) -> None:
    """Let the frames of an MP4 film stand so long. Raises OSError for a film that is not laid out as expected."""
    each = ticks(durations_ms, _PER_SECOND)
    with target.open("r+b") as film:
        at = _index_at(film)
        film.seek(at)
        try:
            index = _rebuilt(film.read(), _changes(each))
        except struct.error as error:
            raise OSError("the index of the film is not as expected") from error
        film.seek(at)
        film.write(index)
        film.truncate()


def _index_at(film: BinaryIO) -> int:
    """Where the index begins. It must be the last box: it grows, and places of pictures must stay as they are."""
    end, at = film.seek(0, os.SEEK_END), 0
    while at + 8 <= end:
        film.seek(at)
        size, kind = struct.unpack(">I4s", film.read(8))
        if size == 1:
            (size,) = struct.unpack(">Q", film.read(8))
        if kind == b"moov" and at + size == end:
            return at
        at += max(size, 8)
    raise OSError("the index of the film is not at its end")


_Change = Callable[[bytes], bytes]


def _changes(each: Sequence[int]) -> dict[bytes, _Change]:
    """What becomes of the boxes that hold times; all in ticks of one length."""
    whole = struct.pack(">I", sum(each))
    runs = [(len(list(run)), step) for step, run in groupby(each)]
    table = struct.pack(">II", 0, len(runs)) + b"".join(struct.pack(">II", *run) for run in runs)

    def with_unit(box: bytes) -> bytes:
        return box[:12] + struct.pack(">I", _PER_SECOND) + whole + box[20:]

    return {
        b"mvhd": with_unit,
        b"mdhd": with_unit,
        b"tkhd": lambda box: box[:20] + whole + box[24:],
        b"elst": lambda box: box[:8] + whole + box[12:],
        b"stts": lambda _: table,
    }


def _rebuilt(boxes: bytes, changes: dict[bytes, _Change]) -> bytes:
    found, at = b"", 0
    while at < len(boxes):
        size, kind = struct.unpack_from(">I4s", boxes, at)
        inside = boxes[at + 8 : at + size]
        if size < 8 or (kind in changes and inside[:1] != b"\0"):
            raise OSError("the index of the film is not as expected")  # a box without end, or in the form of 64 bits
        if kind in _CONTAINERS:
            inside = _rebuilt(inside, changes)
        elif kind in changes:
            inside = changes[kind](inside)
        found += struct.pack(">I4s", 8 + len(inside), kind) + inside
        at += size
    return found
