"""A sample of a table too long to be held: its lines are passed once, and only those drawn are kept."""

from __future__ import annotations

import csv
import gzip
import io
import zlib
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import replace
from itertools import compress
from pathlib import Path
from typing import BinaryIO, cast

import numpy as np

from app.domain.errors import WorkstationError
from app.domain.words import say
from app.ingest.delimited import Delimited, decode, read_delimited

_LARGE = 16 << 20  # bytes; a smaller file is held whatever is in it
_PIECE = 1 << 20
_MOST_BYTES = 64 << 30  # unpacked
_FEWEST = 0.1  # of the rows wished for, below which the people were too few to be drawn whole


def length_of(path: Path) -> tuple[int, int]:
    """(lines, columns) of a delimited file, gzip undone, counted without holding it; (0, 0) where it is not large."""
    with path.open("rb") as packed:
        if packed.seek(0, io.SEEK_END) < _LARGE:
            return 0, 0
    with _opened(path) as opened:
        first = opened.read(_PIECE)
        columns = max(first.split(b"\n", 1)[0].count(mark) for mark in (b",", b";", b"\t", b"|")) + 1
        lines, size, piece = first.count(b"\n"), len(first), first
        while piece and size < _MOST_BYTES:
            piece = opened.read(_PIECE)
            lines, size = lines + piece.count(b"\n"), size + len(piece)
    return lines, columns


def read_drawn(path: Path, wished: int, lines: int, whose: Callable[[Sequence[str]], str], seed: int = 0) -> Delimited:
    """About ``wished`` of the ``lines`` of a large table, drawn at random; ``every`` of the result says of how many.
    ``whose``: headings -> the one that names the people, "" for none; all rows of a person are drawn, or none.

    Raises WorkstationError as ``read_delimited`` does.
    """
    with _opened(path) as opened:
        start = opened.read(_PIECE)
    head = read_delimited(start[: start.rindex(b"\n") + 1], path.name)
    encoding = decode(start[: start.rindex(b"\n") + 1], path.name)[1]
    group = whose(head.columns)
    kept = _kept(path, encoding, head, wished / lines, seed, head.columns.index(group) if group else -1)
    if group and len(kept) < _FEWEST * wished:
        kept = _kept(path, encoding, head, wished / lines, seed, -1)
    written = io.StringIO()
    csv.writer(written, delimiter=head.delimiter).writerows(kept)
    return replace(read_delimited(written.getvalue().encode(), path.name, head.delimiter), every=lines - 1)


def _kept(path: Path, encoding: str, head: Delimited, share: float, seed: int, at: int) -> list[list[str]]:
    """The heading, and the rows drawn."""
    with _opened(path) as opened:
        text = io.TextIOWrapper(opened, encoding=encoding, newline="", errors="replace")
        reader = csv.reader(text, delimiter=head.delimiter)
        try:
            heading = next(line for line in reader if any(line) and not line[0].lower().startswith("sep="))
            rows = compress(reader, _chosen(share, seed)) if at < 0 else _of_people(reader, at, share, seed)
            return [heading, *rows]
        except (csv.Error, EOFError, zlib.error, OSError) as error:
            raise WorkstationError(
                say("Line {line} of {name} cannot be read as a table.", line=reader.line_num, name=path.name),
                say("A quotation mark is probably not closed. Correct the line and try again."),
                detail=str(error),
            ) from error


def _chosen(share: float, seed: int) -> Iterator[bool]:
    rng = np.random.default_rng(seed)
    while True:
        yield from (rng.random(_PIECE) < share).tolist()


def _of_people(rows: Iterator[list[str]], at: int, share: float, seed: int) -> Iterator[list[str]]:
    most = int(share * 2**32)
    for row in rows:
        if len(row) > at and zlib.crc32(row[at].encode(), seed) < most:
            yield row


@contextmanager
def _opened(path: Path) -> Iterator[BinaryIO]:
    with path.open("rb") as packed:
        is_packed = packed.read(2) == b"\x1f\x8b"
        packed.seek(0)
        yield cast(BinaryIO, gzip.GzipFile(fileobj=packed)) if is_packed else packed
