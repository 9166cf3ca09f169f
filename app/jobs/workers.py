"""Child processes in which untrusted bytes meet C code. A crash costs the file, not the program.

``run("app.ingest.reading:parse", …)`` runs a top-level function of app in a child and returns its value. Arguments and
values travel as JSON and raw buffers (``jobs.wire``), never as pickles; pixels go by pipe.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True, slots=True)
class Limits:
    """What a child may use. ``memory_mb`` 0: no address-space limit (a CUDA worker needs none)."""

    seconds: float = 60.0
    memory_mb: int = 2048


class WorkerFailed(Exception):  # noqa: N818 - what happened, not an error of ours
    """The child crashed, hung or broke its limits. ``kind``: crashed, timeout or memory."""

    def __init__(self, kind: str, detail: str = "") -> None:
        super().__init__(f"{kind}: {detail}")
        self.kind = kind
        self.detail = detail


class Workers:
    """A pool of child processes. WorkstationError raised in the child is raised here again, as it was."""

    def __init__(self, size: int = 2) -> None:
        raise NotImplementedError

    def run(self, function: str, *args: Any, limits: Limits = Limits()) -> Any:
        """Run ``function`` ("module:name") in a child and wait. Safe to call from several threads at once."""
        raise NotImplementedError

    def close(self) -> None:
        """End every child."""
        raise NotImplementedError
