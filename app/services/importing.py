"""Import files: each ends stored, duplicate, kept aside or refused with a reason, and the counts add up."""

from __future__ import annotations

import time
from collections import Counter, deque
from collections.abc import Callable, Generator, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from app.domain.errors import WorkstationError
from app.domain.identifiers import id_of, new_id
from app.domain.patient import Deed, Patient, Principal
from app.domain.plain import from_plain, to_plain
from app.domain.problem import Problem
from app.domain.record import Encounter, Fact
from app.domain.study import FrameRef, Instance, Series, Study
from app.domain.words import say
from app.domain.work import Report
from app.imaging.assemble import assemble, largest
from app.imaging.frames import Request
from app.ingest.column_mapping import parse_mapping
from app.ingest.reader import ColumnMapping as ColumnMapping
from app.ingest.reader import Image, Item, Options, Outcome, Source, is_global, note, refused
from app.jobs.workers import Limits, WorkerFailed, Workers
from app.services import matching
from app.services.gathering import batches, gather
from app.services.matching import Match
from app.services.news import News
from app.store import imports, studies
from app.store.database import Store
from app.store.records import put_facts
from app.store.transaction import Transaction

_AHEAD = 3
# how long a child may take: for a batch, for one file, and so many bytes a second on a slow computer
_TOGETHER_S, _ALONE_S, _SLOWEST = 10.0, 15.0, 1 << 20
_GZIP_RATIO = 20
_PICTURES = 8
# a ledger with many problems is not written again for every batch
_SHORT_LEDGER = 500
_LEDGER_EVERY = 20


@dataclass(frozen=True, slots=True)
class ImportResult:
    """files = stored + duplicate + len(kept_aside) + len(refused). ``notes`` are problems inside stored files.

    ``patients``, ``studies`` and ``series`` count those that what was stored belongs to; ``records`` counts newly
    stored facts by kind ("Observation": 12). ``id`` finds the ledger again. ``finished`` is False where the import
    was stopped; then run it again.
    """

    id: str
    started_at: datetime
    user: str
    sources: tuple[str, ...]
    files: int
    stored: int
    duplicate: int
    kept_aside: tuple[Problem, ...]
    refused: tuple[Problem, ...]
    notes: tuple[Problem, ...]
    patients: int
    studies: int
    series: int
    instances: int
    records: dict[str, int]
    seconds: float
    finished: bool = True


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


def as_json(result: ImportResult) -> dict[str, Any]:
    """The command line's form of a result (README, "import")."""
    return {
        "files": result.files,
        "stored": result.stored,
        "duplicate": result.duplicate,
        "kept_aside": [p.as_json() for p in result.kept_aside],
        "refused": [p.as_json() for p in result.refused],
        "patients": result.patients,
        "studies": result.studies,
        "series": result.series,
        "instances": result.instances,
        "records": dict(result.records),
        "seconds": round(result.seconds, 2),
        "notes": [p.as_json() for p in result.notes],
        "id": result.id,
        "finished": result.finished,
    }


# ---- one run --------------------------------------------------------------------------------------------------------


@dataclass(slots=True)
class _Counts:
    """What a run has come to so far."""

    stored: int = 0
    duplicate: int = 0
    kept_aside: list[Problem] = field(default_factory=list)
    refused: list[Problem] = field(default_factory=list)
    notes: list[Problem] = field(default_factory=list)
    patients: set[str] = field(default_factory=set)
    studies: set[str] = field(default_factory=set)
    series: set[str] = field(default_factory=set)
    instances: int = 0
    records: Counter[str] = field(default_factory=Counter)

    def settle(self, problem: Problem) -> None:
        (self.refused if problem.severity == "refusal" else self.kept_aside).append(problem)


@dataclass(slots=True)
class _Batch:
    """Files that were read together, and which of their digests the vault knows already."""

    outcomes: list[Outcome]
    known: set[str] = field(default_factory=set)

    def items(self) -> list[Item]:
        return [o for o in self.outcomes if isinstance(o, Item)]


@dataclass(slots=True)
class _Kept:
    """What one transaction has looked up already: a series of 300 files asks once."""

    patients: dict[Patient, Match] = field(default_factory=dict)
    studies: dict[Study, Study] = field(default_factory=dict)
    series: dict[Series, Series] = field(default_factory=dict)


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
        self._options = options
        self._started = time.monotonic()
        self._counts = _Counts()
        self._seen_series: dict[str, None] = {}
        self._waiting: list[Item] = []
        self._people: dict[str, set[Patient]] = {}
        self._told: set[str] = set()
        self._written = 0
        self._result = ImportResult(
            new_id(), datetime.now(UTC), principal.user, tuple(str(p) for p in paths),
            0, 0, 0, (), (), (), 0, 0, 0, 0, {}, 0.0, finished=False,
        )  # fmt: skip
        self._deed = Deed(principal, "import", (self._result.id,))

    def settle(self, problems: tuple[Problem, ...]) -> None:
        for problem in problems:
            self._counts.settle(problem)

    def through(self, sources: tuple[Source, ...], report: Report) -> ImportResult:
        """Read, keep, and draw small pictures. Parsing runs ahead of keeping, in the child processes."""
        done, total = 0, len(sources)
        with ThreadPoolExecutor(2, thread_name_prefix="reading") as pool:
            read = self._read_ahead(pool, list(batches(sources)))
            try:
                batch = next(read, None)
                with self._transaction() as tx:
                    self._write_ledger(tx)  # from now on a run that is killed can be seen
                    self._look_up(tx, batch)
                while batch is not None:
                    report(done, total, say("Importing {done} of {total} files", done=done, total=total))
                    following = next(read, None)
                    self._keep(batch, following)
                    done, batch = done + len(batch.outcomes), following
            finally:
                read.close()
        report(total, total, say("Importing {done} of {total} files", done=total, total=total))
        self._keep_waiting()
        self._draw(report)
        with self._transaction() as tx:
            self._result = self._so_far(finished=True)
            self._write_ledger(tx)
        return self._result

    # ---- reading

    def _read_ahead(self, pool: ThreadPoolExecutor, listed: list[list[Source]]) -> Generator[_Batch]:
        """Batches in their order, some of them read before they are asked for."""
        running: deque[Future[list[Outcome]]] = deque()
        waiting = iter(listed)
        try:
            while True:
                while len(running) < _AHEAD and (batch := next(waiting, None)) is not None:
                    running.append(pool.submit(self._parse, batch))
                if not running:
                    return
                yield _Batch(running.popleft().result())
        finally:
            for future in running:
                future.cancel()

    def _parse(self, batch: list[Source]) -> list[Outcome]:
        """Read a batch in a child; where the child dies of a file, read them one by one to find out which."""
        limits = _limits(sum(map(_weight, batch)), _ALONE_S if len(batch) == 1 else _TOGETHER_S)
        try:
            outcomes: list[Outcome] = self._workers.run(
                "app.ingest.reading:parse", batch, self._options, limits=limits, returns=list[Outcome]
            )
            if [o.where for o in outcomes] == [s.where for s in batch]:
                return outcomes
            failed = WorkerFailed("garbage")
        except WorkerFailed as error:
            failed = error
        if len(batch) == 1:
            return [_died(batch[0].where, failed)]
        return [outcome for source in batch for outcome in self._parse([source])]

    # ---- keeping

    def _keep(self, batch: _Batch, following: _Batch | None) -> None:
        """One transaction: what is new in a batch, and the question what of the next is known."""
        new = self._sorted_out(batch)
        # originals go to the disk before the rows that name them
        images = [item for item in new if item.image is not None]
        objects = dict(zip((i.digest for i in images), self._put(images), strict=True))
        with self._transaction() as tx:
            kept = _Kept()
            for item in new:
                self._keep_item(tx, kept, item, objects.get(item.digest, ""))
            self._look_up(tx, following)
            self._result = self._so_far()
            self._written += 1
            if self._problems() < _SHORT_LEDGER or self._written % _LEDGER_EVERY == 0:
                self._write_ledger(tx)

    def _put(self, images: list[Item]) -> list[str]:
        return self._store.objects.put_many([item.original for item in images]) if images else []

    def _sorted_out(self, batch: _Batch) -> list[Item]:
        """Count what is settled; what is left is new and to be kept now."""
        new: dict[str, Item] = {}
        for outcome in batch.outcomes:
            if isinstance(outcome, Problem):
                self._counts.settle(outcome)
                continue
            self._remember_people(outcome)
            if outcome.image is not None:
                self._seen_series[outcome.image.series.uid] = None
            if outcome.digest in batch.known or outcome.digest in new:
                self._counts.duplicate += 1
            elif outcome.needs:
                self._waiting.append(outcome)
            else:
                new[outcome.digest] = outcome
        return list(new.values())

    def _look_up(self, tx: Transaction, batch: _Batch | None) -> None:
        if batch is not None:
            batch.known.update(item.digest for item in batch.items() if _is_known(tx, item))

    def _keep_item(self, tx: Transaction, kept: _Kept, item: Item, original: str) -> None:
        if _is_known(tx, item):  # another import under way has been faster
            tx.discard([original])
            self._counts.duplicate += 1
            return
        if item.image is not None:
            self._keep_image(tx, kept, item, item.image, original)
        else:
            self._keep_record(tx, kept, item)
        self._counts.stored += 1
        self._note(item.notes, once=item.image is not None)

    def _note(self, notes: tuple[Problem, ...], once: bool) -> None:
        """Keep notes; what is said of every image of a series is kept of the first."""
        for one in notes:
            if not once or str(one.what) not in self._told:
                self._counts.notes.append(one)
            self._told.add(str(one.what))

    def _person(self, tx: Transaction, kept: _Kept, said: Patient, where: str) -> Patient:
        if said not in kept.patients:
            kept.patients[said] = matching.keep(tx, said)
            doubts = kept.patients[said].doubts
            self._note(tuple(note(where, what, hint) for what, hint in doubts), once=True)
            tx.about(kept.patients[said].patient.id)
        patient = kept.patients[said].patient
        self._counts.patients.add(patient.id)
        return patient

    # ---- images

    def _keep_image(self, tx: Transaction, kept: _Kept, item: Item, image: Image, original: str) -> None:
        patient = self._person(tx, kept, image.patient, item.where)
        study = self._study(tx, kept, replace(image.study, patient=patient.id), item.where)
        series = self._series(tx, kept, replace(image.series, study=study.uid), item.where)
        instance = replace(image.instance, series=series.uid, object=original)
        uid = _free(instance.uid, lambda name: studies.instance(tx, name) is not None)
        if uid != instance.uid:
            self._note((note(item.where, *_SAME_IDENTIFIER),), once=False)
        studies.put_instance(tx, replace(instance, uid=uid))
        self._seen_series[series.uid] = None
        self._counts.instances += 1
        self._counts.studies.add(study.uid)
        self._counts.series.add(series.uid)

    def _study(self, tx: Transaction, kept: _Kept, study: Study, where: str) -> Study:
        """The study as kept; one whose UID is another patient's already is kept beside it."""
        if study not in kept.studies:

            def is_others(uid: str) -> bool:
                found = studies.get_study(tx, uid)
                return found is not None and found.patient != study.patient

            uid = _free(study.uid, is_others)
            here = studies.get_study(tx, uid)
            if uid != study.uid and here is None:
                self._note((note(where, *_OTHERS_STUDY),), once=False)
            put = _filled_study(here, replace(study, uid=uid)) if here else replace(study, uid=uid)
            studies.put_study(tx, put)
            kept.studies[study] = put
        return kept.studies[study]

    def _series(self, tx: Transaction, kept: _Kept, series: Series, where: str) -> Series:
        if series not in kept.series:

            def is_others(uid: str) -> bool:
                found = studies.get_series(tx, uid)
                return found is not None and found.study != series.study

            uid = _free(series.uid, is_others)
            here = studies.get_series(tx, uid)
            if uid != series.uid and here is None:
                self._note((note(where, *_OTHERS_STUDY),), once=True)
            put = here or replace(series, uid=uid)
            if here is None:
                studies.put_series(tx, put)
            kept.series[series] = put
        return kept.series[series]

    # ---- records

    def _keep_record(self, tx: Transaction, kept: _Kept, item: Item) -> None:
        whose = {said.id: self._person(tx, kept, said, item.where).id for said in item.people}
        whose |= {ref: self._person(tx, kept, person, item.where).id for ref, person in self._named(item).items()}
        facts = [_owned(fact, whose[fact.patient]) for fact in item.facts]
        self._counts.records.update(put_facts(tx, facts))
        imports.remember_file(tx, item.digest, self._result.id, set(whose.values()))

    def _remember_people(self, item: Item) -> None:
        """Patients that facts in other files of this import may name."""
        people = {person.id: person for person in item.people}
        for reference, key in item.aliases:
            if (scope := _scope(item.where, reference)) and key in people:
                self._people.setdefault(scope, set()).add(people[key])

    def _named(self, item: Item) -> dict[str, Patient]:
        """The patients an item needs from other files, as far as there is exactly one for each."""
        found = {ref: self._people.get(_scope(item.where, ref), set()) for ref in item.needs}
        return {ref: next(iter(people)) for ref, people in found.items() if len(people) == 1}

    def _keep_waiting(self) -> None:
        """Files whose patients another file had to bring: now every file has been read."""
        ready = [item for item in self._waiting if len(self._named(item)) == len(item.needs)]
        for item in self._waiting:
            missing = [ref for ref in item.needs if ref not in self._named(item)]
            if missing:
                self._counts.settle(_without_patient(item, missing))
        if not ready:
            return
        with self._transaction() as tx:
            kept = _Kept()
            for item in ready:
                self._keep_item(tx, kept, item, "")

    # ---- small pictures

    def _draw(self, report: Report) -> None:
        """A small picture for every series that has none yet, from the middle of its largest set."""
        series = list(self._seen_series)
        for at in range(0, len(series), _PICTURES):
            report(at, len(series), say("Drawing small pictures"))
            some = series[at : at + _PICTURES]
            with self._transaction() as tx:
                wanted = [w for uid in some if (w := _middle(tx, uid)) is not None]
            drawn = [(uid, png) for uid, instance, frame in wanted if (png := self._picture(instance, frame))]
            if drawn:
                with self._transaction() as tx:
                    for uid, png in drawn:
                        studies.put_thumbnail(tx, uid, png)

    def _picture(self, instance: Instance, frame: FrameRef) -> bytes:
        """PNG, or b"" where the image cannot be decoded: opening it will say why."""
        request = Request(
            self._store.objects.get(instance.object), instance.transfer_syntax, (frame.index,), instance.tiles
        )
        header, is_inverted = instance.frame_headers[frame.index], instance.photometric == "MONOCHROME1"
        limits = _limits(len(request.data) + 2 * instance.rows * instance.columns * instance.samples, _ALONE_S)
        try:
            png: bytes = self._workers.run(
                "app.imaging.thumbnail:make", request, header, is_inverted, limits=limits, returns=bytes
            )
        except WorkerFailed:
            return b""
        return png

    # ---- the ledger

    @contextmanager
    def _transaction(self) -> Iterator[Transaction]:
        """A transaction of this import; listeners are told once it is committed."""
        with self._store.transaction(self._deed) as tx:
            yield tx
        self._news.tell(tx.changes)

    def _problems(self) -> int:
        return len(self._counts.kept_aside) + len(self._counts.refused) + len(self._counts.notes)

    def _so_far(self, finished: bool = False) -> ImportResult:
        c = self._counts
        return replace(
            self._result,
            files=c.stored + c.duplicate + len(c.kept_aside) + len(c.refused),
            stored=c.stored,
            duplicate=c.duplicate,
            kept_aside=tuple(c.kept_aside),
            refused=tuple(c.refused),
            notes=tuple(c.notes),
            patients=len(c.patients),
            studies=len(c.studies),
            series=len(c.series),
            instances=c.instances,
            records=dict(c.records),
            seconds=time.monotonic() - self._started,
            finished=finished,
        )

    def _write_ledger(self, tx: Transaction) -> None:
        imports.put_ledger(tx, self._result.id, self._result.started_at, to_plain(self._result))


_SAME_IDENTIFIER = (
    say("Another image with the same identifier but other bytes is in the vault already."),
    say("Both are kept and shown apart; nothing was overwritten. Ask the sender which one is right."),
)
_OTHERS_STUDY = (
    say("The study has the same identifier as a study of another patient."),
    say("It is kept apart under its own patient; nothing was mixed. Ask the sender whose it is."),
)


def _is_known(tx: Transaction, item: Item) -> bool:
    found = studies.digest_seen(tx, item.digest) if item.image else imports.file_seen(tx, item.digest)
    return found is not None


def _limits(size: int, seconds: float) -> Limits:
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


def _without_patient(item: Item, missing: list[str]) -> Problem:
    return refused(
        item.where,
        say("The record tells of a patient who is not in it: {patient}.", patient=", ".join(missing[:3])),
        say("Nothing of it was kept, as nobody could say whose it is. Import it together with the file that holds "
            "the patient."),
    )  # fmt: skip


def _free(uid: str, is_taken: Callable[[str], bool]) -> str:
    """The UID, or the first of uid#2, uid#3 … that is not taken."""
    name, n = uid, 1
    while is_taken(name):
        n += 1
        name = f"{uid}#{n}"
    return name


def _filled_study(known: Study, said: Study) -> Study:
    """What the first files said stays; blanks are filled. The study began with its earliest image."""
    times = [t for t in (known.started_at, said.started_at) if t is not None]
    return replace(
        known,
        accession=known.accession or said.accession,
        description=known.description or said.description,
        started_at=min(times, default=None),
    )


def _owned(fact: Fact, patient: str) -> Fact:
    """A fact under its patient's id. Its own id and its encounter's are made of the patient's, as other hospitals use
    the same ones.
    """
    if isinstance(fact, Encounter):
        return replace(fact, id=id_of(patient, fact.id), patient=patient)
    encounter = id_of(patient, fact.encounter) if fact.encounter else ""
    return replace(fact, id=id_of(patient, fact.id), patient=patient, encounter=encounter)


def _scope(where: str, reference: str) -> str:
    """Where a reference means one patient: everywhere for a UUID or an address, in its folder for a bulk export's."""
    if is_global(reference):
        return "/".join(reference.rsplit("/", 2)[-2:])
    folder, _, name = where.replace("\\", "/").rpartition("/")
    return f"{folder}|{reference}" if name.lower().removesuffix(".gz").endswith(".ndjson") else ""


def _middle(tx: Transaction, uid: str) -> tuple[str, Instance, FrameRef] | None:
    """(series, instance, frame) a picture is drawn of; None where there is one already or nothing to draw."""
    if studies.thumbnail(tx, uid) is not None:
        return None
    series = studies.get_series(tx, uid)
    here = {i.uid: i for i in studies.instances(tx, uid)} if series else {}
    shown = largest(assemble(series, here.values()).sets) if series else None
    if shown is None:
        return None
    frame = shown.frames[len(shown.frames) // 2]
    return uid, here[frame.instance], frame
