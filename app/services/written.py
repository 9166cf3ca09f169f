"""Files for a person, written whole or not at all."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from app.domain.errors import WorkstationError
from app.domain.words import say


@contextmanager
def whole(target: Path, refusal: Callable[[Path, OSError], WorkstationError]) -> Iterator[Path]:
    """A path beside ``target`` that takes its place when everything is written; called off or failed, it is gone.

    What the disk refuses leaves as ``refusal`` says it.
    """
    part = target.with_name(f"{target.stem}.{os.getpid()}.part{target.suffix}")
    try:
        yield part
        part.replace(target)
    except OSError as error:
        raise refusal(target, error) from error
    finally:
        with suppress(OSError):
            part.unlink(missing_ok=True)


def write_report(target: Path, data: bytes) -> None:
    """Write a report. Raises WorkstationError where that cannot be done; no file is left then."""
    with whole(target, _no_report) as part:
        part.write_bytes(data)


def _no_report(target: Path, error: OSError) -> WorkstationError:
    return WorkstationError(
        say("The report could not be written to {path}.", path=str(target)),
        say("Choose a folder that exists, is not full and may be written to."),
        str(error.strerror),
    )
