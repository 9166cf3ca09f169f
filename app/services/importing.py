"""Import files: each ends stored, duplicate, kept aside or refused with a reason, and the counts add up.

Its parts: reading in children (``import_reading``), keeping what was read (``import_keeping``), patients that other
files bring (``import_references``), small pictures (``import_pictures``), the ledger (``import_ledger``).
"""

from __future__ import annotations

from collections.abc import Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from pathlib import Path

from app.domain.errors import Cancelled, WorkstationError
from app.domain.patient import Deed, Principal
from app.domain.plain import from_plain, to_plain
from app.domain.problem import Problem
from app.domain.words import say
from app.domain.work import Report
from app.ingest.column_mapping import parse_mapping
from app.ingest.reader import ColumnMapping as ColumnMapping
from app.ingest.reader import Item, Options, Outcome, Source, refused
from app.jobs.workers import WorkerFailed, Workers
from app.services import import_media
from app.services.gathering import batches, gather
from app.services.import_keeping import Keeping, is_known
from app.services.import_ledger import ImportResult as ImportResult
from app.services.import_ledger import Ledger
from app.services.import_ledger import as_json as as_json
from app.services.import_pictures import middles, picture
from app.services.import_reading import Reading
from app.services.import_references import References
from app.services.news import News
from app.store import imports, studies
from app.store.database import Store
from app.store.transaction import Transaction

_PICTURES = 8
# a ledger with many problems is not written again for every batch
_SHORT_LEDGER = 500
_LEDGER_EVERY = 20


class Importing:
    def __init__(self, store: Store, workers: Workers, news: News) -> None:
        self._store = store
        self._workers = workers
        self._news = news

    def import_paths(
        self, principal: Principal, paths: tuple[Path, ...], mapping: ColumnMapping | None, report: Report
    ) -> ImportResult:
        """Import files and folders (ZIP members count as files). Running it again after any stop ends the same.

        Raises Cancelled with what was finished so far kept, WorkstationError when a path does not exist or the disk
        is full (what was stored stays stored).
        """
        run = _Run(self._store, self._workers, self._news, principal, paths, Options(mapping))
        report(0, 0, say("Looking for files"))
        gathered = gather(paths, self._workers, report)
        run.settle(gathered.problems)
        run.note(import_media.missing(gathered.sources, self._workers))
        return run.through(gathered.sources, report)

    def ledgers(self, principal: Principal) -> tuple[ImportResult, ...]:
        """Every import, newest first."""
        with self._store.transaction(Deed(principal, "list imports")) as tx:
            return tuple(from_plain(ImportResult, body) for body in imports.ledgers(tx))

    def propose_mapping(self, principal: Principal, table: Path) -> tuple[tuple[str, ...], ColumnMapping]:
        """The columns of a table and a guess at the mapping from their names.

        Raises WorkstationError for what is no table or cannot be read.
        """
        del principal  # nothing of the vault is read
        try:
            found: tuple[tuple[str, ...], ColumnMapping] = self._workers.run(
                "app.ingest.reading:propose_mapping", table, returns=tuple[tuple[str, ...], ColumnMapping]
            )
        except WorkerFailed as failed:
            raise WorkstationError(
                say("The table {name} cannot be read.", name=table.name),
                say("Check that it is there and that you may read it; save it as CSV in UTF-8."),
                detail=failed.kind,
            ) from failed
        return found


def read_mapping(path: Path) -> ColumnMapping:
    """A mapping from a TOML file. Raises WorkstationError naming the line or key that is wrong."""
    try:
        return parse_mapping(path.read_text(encoding="utf-8-sig"))
    except (OSError, UnicodeDecodeError) as error:
        raise WorkstationError(
            say("The mapping file cannot be read: {path}", path=str(path)),
            say("It must be a text file in UTF-8 that you may read."),
        ) from error


@dataclass(slots=True)
class _Batch:
    """Files that were read together, and which of their digests the vault knows already."""

    outcomes: list[Outcome]
    known: set[str] = field(default_factory=set)

    def items(self) -> list[Item]:
        return [o for o in self.outcomes if isinstance(o, Item)]

    def new(self) -> list[Item]:
        """What is not known yet; of two with the same bytes the first."""
        return list({one.digest: one for one in reversed(self.items()) if one.digest not in self.known}.values())[::-1]


@dataclass(frozen=True, slots=True)
class _Put:
    """A batch whose new originals are being written; ``ids`` in their order."""

    batch: _Batch
    new: list[Item]
    ids: Future[list[str]]


class _Run:
    """One import from its first file to its last. Each batch is one transaction: rows, ledger and audit entry."""

    def __init__(
        self,
        store: Store,
        workers: Workers,
        news: News,
        principal: Principal,
        paths: tuple[Path, ...],
        options: Options,
    ) -> None:
        self._store = store
        self._workers = workers
        self._news = news
        self._reading = Reading(workers, options)
        self._ledger = Ledger.begun(principal, paths)
        self._counts = self._ledger.counts
        self._references = References()
        self._seen_series: dict[str, None] = {}
        # records of patients whom another file must bring, and the ids of the files' bytes
        self._waiting: list[tuple[Item, str]] = []
        self._written = 0
        self._deed = Deed(principal, "import", (self._ledger.id,))

    def settle(self, problems: tuple[Problem, ...]) -> None:
        for problem in problems:
            self._counts.settle(problem)

    def note(self, problems: tuple[Problem, ...]) -> None:
        """Keep what concerns no single file."""
        self._counts.note(problems, once=False)

    def through(self, sources: tuple[Source, ...], report: Report) -> ImportResult:
        """Read, keep, and draw small pictures.

        Parsing runs ahead in the child processes. While the rows of one batch are written, so are the originals of the
        next.
        """
        done, total = 0, len(sources)
        with (
            ThreadPoolExecutor(2, thread_name_prefix="reading") as readers,
            ThreadPoolExecutor(1, thread_name_prefix="putting") as writer,
        ):
            read = self._reading.ahead(readers, list(batches(sources)))
            try:
                batch, following = _next(read), _next(read)
                with self._transaction() as tx:
                    self._write_ledger(tx)  # from now on a run that is killed can be seen
                    _look_up(tx, batch)
                    _look_up(tx, following)
                put = self._put(batch, writer)
                while put is not None:
                    with self._last_kept(put):
                        report(done, total, say("Importing {done} of {total} files", done=done, total=total))
                    put.ids.result()  # originals are on the disk before the rows that name them
                    done += len(put.batch.outcomes)
                    if following is not None:
                        following.known.update(one.digest for one in put.new)
                    behind, put, following = put, self._put(following, writer), _next(read)
                    self._keep(behind, following)
            finally:
                read.close()
        report(total, total, say("Importing {done} of {total} files", done=total, total=total))
        self._keep_waiting()
        self._draw(report)
        with self._transaction() as tx:
            return self._write_ledger(tx, finished=True)

    # ---- keeping

    @contextmanager
    def _last_kept(self, put: _Put) -> Iterator[None]:
        """Where the work is asked to stop, what is being written is kept first."""
        try:
            yield
        except Cancelled:
            self._keep(put, None)
            raise

    def _put(self, batch: _Batch | None, writer: ThreadPoolExecutor) -> _Put | None:
        """Begin to write the new originals of a batch."""
        return None if batch is None else _Put(batch, new := batch.new(), writer.submit(self._put_many, new))

    def _put_many(self, new: list[Item]) -> list[str]:
        digests = [one.digest if one.is_on_disk else "" for one in new]
        return self._store.objects.put_many([one.original for one in new], digests) if new else []

    def _keep(self, put: _Put, following: _Batch | None) -> None:
        """One transaction: what is new in a batch, and the question what of the one after the next is known."""
        originals = dict(zip((one.digest for one in put.new), put.ids.result(), strict=True))
        self._account_for(put)
        ready = [item for item in put.new if not item.needs]
        self._waiting += [(replace(item, original=b""), originals[item.digest]) for item in put.new if item.needs]
        with self._transaction() as tx:
            keeping = Keeping(tx, self._ledger)
            for item in ready:
                keeping.keep(item, originals[item.digest], {})
            self._seen_series.update(dict.fromkeys(keeping.seen_series))
            _look_up(tx, following)
            self._written += 1
            if self._counts.problems() < _SHORT_LEDGER or self._written % _LEDGER_EVERY == 0:
                self._write_ledger(tx)

    def _account_for(self, put: _Put) -> None:
        """Count what is settled without being kept."""
        for outcome in put.batch.outcomes:
            if isinstance(outcome, Problem):
                self._counts.settle(outcome)
                continue
            self._references.remember(outcome)
            if outcome.image is not None:
                self._seen_series[outcome.image.series.uid] = None
        self._counts.duplicate += len(put.batch.items()) - len(put.new)

    def _keep_waiting(self) -> None:
        """Files whose patients another file had to bring: now every file has been read."""
        if not self._waiting:
            return
        with self._transaction() as tx:
            keeping = Keeping(tx, self._ledger)
            for item, original in self._waiting:
                named = self._references.named(item)
                missing = [reference for reference in item.needs if reference not in named]
                if missing:
                    self._counts.settle(_without_patient(item, missing))
                    tx.discard([original])
                else:
                    keeping.keep(item, original, named)

    # ---- small pictures

    def _draw(self, report: Report) -> None:
        series = list(self._seen_series)
        for at in range(0, len(series), _PICTURES):
            report(at, len(series), say("Drawing small pictures"))
            with self._transaction() as tx:
                wanted = middles(tx, series[at : at + _PICTURES])
            drawn = [
                (uid, png)
                for uid, instance, frame in wanted
                if (png := picture(self._store, self._workers, instance, frame))
            ]
            if drawn:
                with self._transaction() as tx:
                    for uid, png in drawn:
                        studies.put_thumbnail(tx, uid, png)

    # ---- the ledger

    @contextmanager
    def _transaction(self) -> Iterator[Transaction]:
        """A transaction of this import; listeners are told once it is committed."""
        with self._store.transaction(self._deed) as tx:
            yield tx
        self._news.tell(tx.changes)

    def _write_ledger(self, tx: Transaction, finished: bool = False) -> ImportResult:
        result = self._ledger.result(finished)
        imports.put_ledger(tx, result.id, result.started_at, to_plain(result))
        return result


def _next(read: Iterator[list[Outcome]]) -> _Batch | None:
    outcomes = next(read, None)
    return None if outcomes is None else _Batch(outcomes)


def _look_up(tx: Transaction, batch: _Batch | None) -> None:
    if batch is not None:
        batch.known.update(item.digest for item in batch.items() if is_known(tx, item))


def _without_patient(item: Item, missing: list[str]) -> Problem:
    return refused(
        item.where,
        say("The record tells of a patient who is not in it: {patient}.", patient=", ".join(missing[:3])),
        say("Nothing of it was kept, as nobody could say whose it is. Import it together with the file that holds "
            "the patient."),
    )  # fmt: skip
