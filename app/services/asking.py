"""Have a worker process do something with a model, and say in words when it died of it."""

from __future__ import annotations

from typing import Any

from app.domain.errors import WorkstationError
from app.domain.words import say
from app.jobs.workers import Limits, WorkerFailed, Workers

VERIFY = "app.inference.running:verify"
ANSWER = "app.inference.running:answer"
ANSWER_TABLE = "app.inference.running:answer_table"
EXPLAIN = "app.inference.explaining:explain"
DEVICE = "app.inference.running:device"
_LIMITS = Limits(seconds=600.0, memory_mb=4096, may="device")


def in_worker(workers: Workers, function: str, *args: Any) -> Any:
    """Run and wait. Raises WorkstationError where the process crashed or took too long."""
    try:
        return workers.run(function, *args, limits=_LIMITS)
    except WorkerFailed as failed:
        if failed.kind == "raised":
            raise  # a bug of ours, not the model's
        raise WorkstationError(
            say("The model could not be run: its process ended ({kind}).", kind=failed.kind),
            say("Nothing was stored. Try again; if it happens again, the model does not run on this computer."),
            detail=failed.detail,
        ) from failed
