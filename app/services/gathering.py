"""Which files lie under the paths a person named, ZIP members counted as files."""

from __future__ import annotations

import os
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from app.domain.errors import WorkstationError
from app.domain.problem import Problem
from app.domain.words import say
from app.domain.work import Report
from app.ingest.reader import Source, kept_aside, refused
from app.jobs.workers import Limits, WorkerFailed, Workers

BATCH_FILES = 32
BATCH_BYTES = 32 << 20
_ZIP = (b"PK\x03\x04", b"PK\x05\x06")


@dataclass(frozen=True, slots=True)
class Gathered:
    """``sources`` are to be read, in a fixed order; ``problems`` are files settled already."""

    sources: tuple[Source, ...]
    problems: tuple[Problem, ...]


def gather(paths: Sequence[Path], workers: Workers, report: Report) -> Gathered:
    """Every file under ``paths``. Raises WorkstationError when a path does not exist."""
    for path in paths:
        if not path.exists():
            raise WorkstationError(
                say("There is no file or folder {path}.", path=str(path)),
                say("Check the name, and that the disc is in its drive."),
            )
    sources: list[Source] = []
    problems: list[Problem] = []
    seen: set[Path] = set()
    for found in (one for path in paths for one in _found(path)):
        if isinstance(found, Problem):
            problems.append(found)
        elif (real := found.resolve()) not in seen:
            seen.add(real)
            expanded = _expanded(found, workers)
            sources += [s for s in expanded if isinstance(s, Source)]
            problems += [p for p in expanded if isinstance(p, Problem)]
            if len(seen) % 100 == 0:
                report(0, 0, say("Looking for files: {n} found", n=len(sources)))
    return Gathered(tuple(sources), tuple(problems))


def batches(sources: Sequence[Source]) -> Iterator[list[Source]]:
    """Files in the order given, some at a time: few enough to read in one go and to keep in one transaction."""
    batch: list[Source] = []
    size = 0
    for source in sources:
        if batch and (len(batch) >= BATCH_FILES or size + source.size > BATCH_BYTES):
            yield batch
            batch, size = [], 0
        batch.append(source)
        size += source.size
    if batch:
        yield batch


def _found(path: Path) -> Iterator[Path | Problem]:
    if not path.is_dir():
        yield path
        return
    unreadable: list[OSError] = []
    for folder, folders, files in os.walk(path, onerror=unreadable.append):
        folders.sort()
        for name in sorted(files):
            yield Path(folder) / name
    for error in unreadable:
        yield refused(
            str(error.filename),
            say("The folder may not be opened by you."),
            say("Ask its owner or your administrator for permission, then import again."),
        )


def _expanded(path: Path, workers: Workers) -> list[Source | Problem]:
    """A file as one Source, or a ZIP as its members."""
    where = str(path)
    try:
        size = path.stat().st_size
        if not path.is_file():
            return [kept_aside(where, say("Not a file but a device or a connection; it was not opened."))]
        with path.open("rb") as opened:
            start = opened.read(4)
    except OSError:
        return [Source(path, where, 0)]  # the reader finds out again, and says why
    if start not in _ZIP:
        return [Source(path, where, size)]
    try:
        found: list[Source | Problem] = workers.run(
            "app.ingest.reading:expand", path, where, limits=_limits(size), returns=list[Source | Problem]
        )
    except WorkerFailed as failed:
        return [refused(where, *(_UNPACKABLE if failed.kind in ("timeout", "memory") else _DAMAGED))]
    return found


def _limits(packed: int) -> Limits:
    return Limits(seconds=25 + packed / 2**23, memory_mb=768 + 3 * (packed >> 20))


_DAMAGED = (
    say("The ZIP archive is damaged and cannot be opened."),
    say("Copy or make the archive again, or unpack it and import the folder."),
)
_UNPACKABLE = (
    say("Looking into the ZIP archive took more time or memory than a file may use."),
    say("If you trust where it came from, unpack it yourself and import the folder."),
)
