"""What the table of contents of a disc (DICOMDIR) names and is not there. Files themselves are found by scanning."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import PurePosixPath

from app.domain.problem import Problem
from app.domain.words import say
from app.ingest.reader import Source
from app.jobs.workers import Limits, WorkerFailed, Workers

_NAMED = 5


def missing(sources: Iterable[Source], workers: Workers) -> tuple[Problem, ...]:
    """A note for each DICOMDIR among ``sources`` that names files which are not among them.

    Names are compared without regard to case, as copies of discs change it, to a version (``;1``) or an added ending.
    """
    known = list(sources)
    directories = [one for one in known if _name(one.where).upper() in ("DICOMDIR", "DICOMDIR.DCM")]
    if not directories:
        return ()
    there = {form for one in known for form in _forms(one.where)}
    named = ((one, _listed(one, workers)) for one in directories)
    lost = ((one, [name for name in names if _is_missing(one, name, there)]) for one, names in named)
    return tuple(_note(one, names) for one, names in lost if names)


def _listed(directory: Source, workers: Workers) -> list[str]:
    limits = Limits(seconds=30, memory_mb=768 + 6 * (directory.size >> 20))
    try:
        found: list[str] = workers.run("app.ingest.reading:listed", directory, limits=limits, returns=list[str])
    except WorkerFailed:
        return []  # a table of contents that cannot be read is kept aside; its images are found all the same
    return found


def _is_missing(directory: Source, name: str, there: set[str]) -> bool:
    folder = _plain(directory.where).rpartition("/")[0]
    return not any(form in there for form in _forms(f"{folder}/{name}" if folder else name))


def _note(directory: Source, lost: list[str]) -> Problem:
    names = ", ".join(lost[:_NAMED]) + (" …" if len(lost) > _NAMED else "")
    return Problem(
        directory.where,
        say("The table of contents of this disc names {n} files that are not here: {names}", n=len(lost), names=names),
        say("It was copied in part, or is damaged. Compare the number of images with the request, or ask again."),
        "note",
    )


def _plain(where: str) -> str:
    return where.replace("\\", "/").rstrip("/")


def _name(where: str) -> str:
    return _plain(where).rpartition("/")[2]


def _forms(where: str) -> tuple[str, ...]:
    """The spellings under which a file is known: lower case, without a version, with and without an ending."""
    path = PurePosixPath(_plain(where).lower().partition(";")[0].rstrip("."))
    return str(path), str(path.with_suffix(""))
