"""Files read in child processes, some batches ahead of keeping them; a file that kills its reader costs itself."""

from __future__ import annotations

from collections import deque
from collections.abc import Generator
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import replace

from app.domain.identifiers import digest_of
from app.domain.problem import Problem
from app.domain.words import say
from app.ingest.reader import Item, Options, Outcome, Source, refused
from app.jobs.workers import Limits, WorkerFailed, Workers

_AHEAD = 3
# how long a child may take: for a batch, for one file, and so many bytes a second on a slow computer
_TOGETHER_S, ALONE_S, _SLOWEST = 10.0, 15.0, 1 << 20
_GZIP_RATIO = 20


class Reading:
    def __init__(self, workers: Workers, options: Options) -> None:
        self._workers = workers
        self._options = options

    def ahead(self, pool: ThreadPoolExecutor, listed: list[list[Source]]) -> Generator[list[Outcome]]:
        """The outcomes of batches in their order, some of them read before they are asked for."""
        running: deque[Future[list[Outcome]]] = deque()
        waiting = iter(listed)
        try:
            while True:
                while len(running) < _AHEAD and (batch := next(waiting, None)) is not None:
                    running.append(pool.submit(self.parse, batch))
                if not running:
                    return
                yield running.popleft().result()
        finally:
            for future in running:
                future.cancel()

    def parse(self, batch: list[Source]) -> list[Outcome]:
        """Read a batch in a child; where the child dies of a file, read them one by one to find out which."""
        limits = limits_for(sum(map(_weight, batch)), ALONE_S if len(batch) == 1 else _TOGETHER_S)
        try:
            outcomes: list[Outcome] = self._workers.run(
                "app.ingest.reading:parse", batch, self._options, limits=limits, returns=list[Outcome]
            )
            if [o.where for o in outcomes] == [s.where for s in batch]:
                return [fetched(*one) for one in zip(outcomes, batch, strict=True)]
            failed = WorkerFailed("garbage")
        except WorkerFailed as error:
            failed = error
        if len(batch) == 1:
            return [_died(batch[0].where, failed)]
        return [outcome for source in batch for outcome in self.parse([source])]


def fetched(outcome: Outcome, source: Source) -> Outcome:
    """A file with the bytes it was read from, where the child did not send them; their digest is proven then."""
    if not isinstance(outcome, Item) or not outcome.is_on_disk:
        return outcome
    try:
        data = source.path.read_bytes()
    except OSError:
        data = b""
    if digest_of(data) == outcome.digest:
        return replace(outcome, original=data)
    return refused(
        source.where,
        say("The file was changed while it was being read."),
        say("Import it again when nothing writes to it any more."),
    )


def limits_for(size: int, seconds: float) -> Limits:
    """What a child may use for so many bytes."""
    return Limits(seconds=seconds + size / _SLOWEST, memory_mb=768 + 6 * (size >> 20))


def _weight(source: Source) -> int:
    """The bytes to read, as far as they are known beforehand."""
    return source.size * (_GZIP_RATIO if source.where.lower().endswith(".gz") else 1)


def _died(where: str, failed: WorkerFailed) -> Problem:
    hint = say("Leave it out or export it again. The other files were not harmed.")
    match failed.kind:
        case "timeout":
            return refused(where, say("Reading the file took too long and was stopped."), hint)
        case "memory":
            return refused(where, say("Reading the file needs more memory than a file may use."), hint)
        case _:
            return refused(where, say("The file is damaged in a way that stopped its reader."), hint)
