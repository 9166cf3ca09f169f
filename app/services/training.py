"""Run the learning worker on a sealed pack and read its events."""

from __future__ import annotations

import importlib.util
import os
import shutil
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import asdict, dataclass, replace
from pathlib import Path
from typing import Any

import numpy as np

from app.domain.errors import Cancelled, WorkstationError
from app.domain.identifiers import digest_of, new_id
from app.domain.model_card import ModelCard
from app.domain.patient import Deed, Principal
from app.domain.plain import from_plain
from app.domain.problem import Problem, Severity
from app.domain.training import Event, Failed, Finished, Progress, RecipeDescription, TrainRequest, event_from_json
from app.domain.words import NOTHING, say
from app.domain.work import Report
from app.features.cohort_table import CohortTable, Question, question_of, read_cohort, use_of
from app.features.columns import Column, is_patient_column, read_column
from app.features.raw import put_raws
from app.features.sources.genes import unpacked
from app.ingest.delimited import read_delimited
from app.jobs.learner import STOPPED, Learner, Verb
from app.jobs.workers import Workers
from app.sealed import Sealed, new_key, wipe
from app.services.asking import VERIFY, in_worker
from app.services.material import Gathered, gather
from app.services.model_shelf import ModelShelf, ShelvedModel, read_file
from app.store import packs
from app.store.database import Store

_NEEDED = ("torch", "onnx", "onnxscript", "ml")
_PATIENCE_S = 0.2
_EXAMPLES = 3


@dataclass(frozen=True, slots=True)
class ColumnSummary:
    """One column of a table as the wizard shows it. ``kind``: number, category, text, identifier or constant."""

    name: str
    kind: str
    missing: int
    distinct: int
    low: float | None
    high: float | None
    examples: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class TableSummary:
    """A table before training: rows, columns, the file's encoding. ``kinds``: what else belongs to each row;
    ``target``: the column that answers where the files themselves say so.
    """

    path: Path
    rows: int
    columns: tuple[ColumnSummary, ...]
    encoding: str
    kinds: tuple[str, ...] = ()
    target: str = ""


@dataclass(frozen=True, slots=True)
class TrainingResult:
    """What came out: the package's path, the worker's figures (see ``aegle train --json``), and the shelf entry."""

    package: Path
    figures: dict[str, Any]
    shelved: ShelvedModel | None


@dataclass(frozen=True, slots=True)
class Trained:
    """A training that came to its end: the name of its pack, which waits sealed until the vault is open."""

    pack: str


@dataclass(frozen=True, slots=True)
class Learned:
    """A model package that nobody has kept yet, the worker's figures, and the sealed pack they came out of."""

    package: bytes
    figures: dict[str, Any]
    pack: str = ""


class Training:
    """``scratch``: a folder inside the vault for sealed packs; whatever a crash left there is swept."""

    def __init__(self, store: Store, shelf: ModelShelf, scratch: Path, workers: Workers) -> None:
        self._store = store
        self._shelf = shelf
        self._scratch = scratch
        self._workers = workers
        _sweep(scratch)

    def is_available(self) -> bool:
        """True where torch is installed beside the program; checked without importing it."""
        return all(importlib.util.find_spec(name) is not None for name in _NEEDED)

    def recipes(self) -> tuple[RecipeDescription, ...]:
        """What can be trained, asked of ``python -m ml describe``. Raises WorkstationError without the train extra."""
        self._need_torch()
        with Learner("describe") as learner:
            said = [line for line in learner.events(60.0) if line]
            if not said:
                raise _ended(*learner.ending())
        return tuple(from_plain(RecipeDescription, recipe) for recipe in said[0]["recipes"])

    def look(self, principal: Principal, table: Path) -> TableSummary:
        """Read a table's columns. Raises WorkstationError for an unreadable table or encoding, naming it."""
        data = read_file(table)
        with self._store.transaction(Deed(principal, "look at table", (digest_of(data),))):
            read = read_delimited(unpacked(table), table.name)
        columns = tuple(_summary(read_column(name, read.column(name))) for name in read.columns)
        return TableSummary(table, len(read.rows), columns, read.encoding)

    def look_at(self, principal: Principal, request: TrainRequest) -> TableSummary:
        """The same of pictures, courses, genotypes or a matrix, and of the labels that belong to them."""
        made = gather(self._workers, request)
        with self._store.transaction(Deed(principal, "look at table", (made.digest,))):
            columns = tuple(_summary(read_column(name, cells)) for name, cells in made.table.items())
        path = Path(next(iter(request.sources.values()), request.table))
        return TableSummary(path, made.count, columns, "", tuple(made.raws), made.request.target)

    def check(self, principal: Principal, request: TrainRequest) -> tuple[Problem, ...]:
        """What speaks against training: too few, one class, leakage suspects. ``refusal`` severity stops it."""
        made = gather(self._workers, request)
        with self._store.transaction(Deed(principal, "check table", (made.digest,))):
            use = use_of(request.recipe)
        try:
            return tuple(_problems(read_cohort(made.table, question_of(made.request, use.reads, use.answers))))
        except WorkstationError as error:
            where = ", ".join(request.targets) or ", ".join(made.names)
            return (Problem(where, error.what, error.hint, "refusal"),)

    def train(
        self,
        principal: Principal,
        request: TrainRequest,
        package: Path,
        listen: Callable[[Event], None],
        report: Report,
    ) -> TrainingResult:
        """Train in a process of its own and write the package. Cancel stops it tidily.

        Raises WorkstationError with the worker's own words when it fails.
        """
        _need_place(package)
        learned = self.collect(principal, self.learn(principal, request, listen, report))
        about = (learned.figures["card"], digest_of(learned.package))
        with self._store.transaction(Deed(principal, "export model", about)):
            _write(package, learned.package)
        self.discard(learned)
        return TrainingResult(package, learned.figures, None)

    def train_and_register(
        self, principal: Principal, request: TrainRequest, listen: Callable[[Event], None], report: Report
    ) -> TrainingResult:
        """Train and put the model on the shelf; no file stays outside the vault."""
        learned = self.collect(principal, self.learn(principal, request, listen, report))
        return TrainingResult(Path(), learned.figures, self.keep(principal, request, learned, report))

    def keep(self, principal: Principal, request: TrainRequest, learned: Learned, report: Report) -> ShelvedModel:
        """Put what was learned on the shelf, verified like any other package."""
        name = request.name or ", ".join(request.targets) or request.recipe
        origin = Path(request.table or next(iter(request.sources.values()), "")).name
        shelved = self._shelf.register_bytes(principal, learned.package, name, origin, report)
        self.discard(learned)
        return shelved

    def learn(
        self, principal: Principal, request: TrainRequest, listen: Callable[[Event], None], report: Report
    ) -> Trained:
        """Train. Once the worker has begun, nothing of the vault is needed, and nothing here opens the pack any more:
        what was learned waits in it, sealed, for ``collect``.
        """
        self._need_torch()
        made = gather(self._workers, request)
        with self._store.transaction(Deed(principal, "train", (made.digest,))):
            use = use_of(request.recipe)
            asked = question_of(made.request, use.reads, use.answers)
            read_cohort(made.table, asked)  # what is foreseen is said before torch is loaded
        with self._pack(stays=True) as (pack, key):
            _seal(pack, key, made, asked)
            with self._store.transaction(Deed(principal, "train", (made.digest,))) as tx:
                (pack.parent / _KEY).write_bytes(packs.sealed_key(tx, key, pack.parent.name))
            _listened(_request_of(pack, made), key, listen, report)
            return Trained(pack.parent.name)

    def collect(self, principal: Principal, trained: Trained) -> Learned:
        """What a training has learned, out of its sealed pack. Raises WorkstationError where the pack is gone."""
        folder = self._scratch / trained.pack
        with self._store.transaction(Deed(principal, "open model", (trained.pack,))) as tx:
            try:
                sealed = (folder / _KEY).read_bytes()
            except OSError as error:
                raise _gone() from error
            with packs.opened_key(tx, sealed, trained.pack) as key, Sealed(folder / "pack", key) as pack:
                return Learned(pack.array("package").tobytes(), pack.json("figures"), trained.pack)

    def discard(self, learned: Learned | Trained) -> None:
        """Delete a pack whose content was kept, or is not wanted."""
        if learned.pack:
            shutil.rmtree(self._scratch / learned.pack, ignore_errors=True)
            with suppress(OSError):
                self._scratch.rmdir()

    def evaluate(self, principal: Principal, model: str, request: TrainRequest, report: Report) -> dict[str, Any]:
        """A model measured on other patients: ``aegle evaluate --json``. Raises WorkstationError as ``learn`` does."""
        return self._asked(principal, "evaluate", (model,), request, report)

    def explain(
        self, principal: Principal, model: str, request: TrainRequest, rows: Sequence[int], report: Report
    ) -> dict[str, Any]:
        """What a model's answers hang on, over all cases and for some ``rows``."""
        return self._asked(principal, "explain", (model,), request, report, {"rows": list(rows)})

    def compare(
        self, principal: Principal, models: Sequence[str], request: TrainRequest, report: Report
    ) -> dict[str, Any]:
        """Several models about the same patients, with the paired differences."""
        return self._asked(principal, "compare", models, request, report, {"models": len(models)})

    def _asked(
        self,
        principal: Principal,
        verb: Verb,
        models: Sequence[str],
        request: TrainRequest,
        report: Report,
        more: dict[str, Any] | None = None,
    ) -> dict[str, Any]:
        """Have the worker ask models about what a request names. Each use of a test is counted in the audit trail."""
        self._need_torch()
        packages = [self._package(principal, model) for model in models]
        # a package may come from anywhere: it must hold what its card says before it is asked
        cards = [in_worker(self._workers, VERIFY, p, m).card for p, m in zip(packages, models, strict=True)]
        card: ModelCard = cards[0]
        made = gather(self._workers, replace(request, recipe=card.task, target=request.target or _target_of(card)))
        about = (made.digest, *(digest_of(p) for p in packages))
        with self._store.transaction(Deed(principal, "evaluate model", about)):
            asked = question_of(made.request, use_of(card.task).reads, (card.answers,)).without_limits()
        with self._pack() as (pack, key):
            _seal(pack, key, made, asked)
            with Sealed(pack, key) as sealed:
                for at, package in enumerate(packages):
                    sealed.put_array(f"asked_package {at}", np.frombuffer(package, dtype=np.uint8))
            return _listened({**_request_of(pack, made), **(more or {})}, key, _nobody, report, verb)

    def _package(self, principal: Principal, model: str) -> bytes:
        """A model on the shelf, or a package file."""
        path = Path(model)
        if not path.is_file():
            return self._shelf.package(principal, self._shelf.find(principal, model).card.id)
        package = read_file(path)
        return package

    @contextmanager
    def _pack(self, stays: bool = False) -> Iterator[tuple[Path, bytearray]]:
        """A place for a sealed pack and its one-time key; both are gone afterwards. ``stays``: not the pack, if all
        went well.
        """
        folder = self._scratch / f"{_OURS}{new_id()}"
        folder.mkdir(parents=True)
        key, is_well = new_key(), False
        try:
            yield folder / "pack", key
            is_well = True
        finally:
            wipe(key)
            if not (stays and is_well):
                self.discard(Trained(folder.name))

    def _need_torch(self) -> None:
        if not self.is_available():
            raise WorkstationError(
                say("Training is not installed on this computer (it needs torch)."),
                say("Install it with: python3 packaging/bootstrap.py, or pip install aegle[train]."),
            )


_KEY = "key"  # beside a pack: its key, sealed to the vault


def _gone() -> WorkstationError:
    return WorkstationError(
        say("What was learned is not there any more."),
        say("It waits for the program that trained it and goes when that ends. Train again."),
    )


# a training goes on while the vault is locked: only packs of programs that are gone may be swept
_OURS = f"{os.getpid()}-"


def _sweep(scratch: Path) -> None:
    """Delete the packs that a program left behind when it died. A vault is open in one program at a time."""
    for left in scratch.glob("*"):
        if not left.name.startswith(_OURS):
            shutil.rmtree(left, ignore_errors=True)
    with suppress(OSError):
        scratch.rmdir()


def _request_of(pack: Path, made: Gathered) -> dict[str, Any]:
    """What the worker is told: everything but where files lie."""
    return {"pack": str(pack), "request": {**asdict(made.request), "table": "", "sources": {}, "test": ""}}


def _target_of(card: ModelCard) -> str:
    """The column a model was trained to answer."""
    return str(dict(card.extra).get("target", "")).replace(", ", "\n") if card.answers != "itself" else ""


def _nobody(event: Event) -> None:
    """Only the end is of interest."""
    del event


def _listened(
    request: dict[str, Any],
    key: bytearray,
    listen: Callable[[Event], None],
    report: Report,
    verb: Verb = "train",
) -> dict[str, Any]:
    """Run the worker to its end; the figures it finished with. Raises Cancelled when the person stopped it."""
    step = Progress(0, 0, "", say("Starting the training process"))
    with Learner(verb) as learner:
        learner.ask(request, key)
        wipe(key)  # from here on only the worker can open the pack
        event: Event | None = None
        for line in learner.events(_PATIENCE_S):
            event = event_from_json(line) if line else None
            match event:
                case Progress():
                    step = event
                case Finished():
                    listen(event)
                    return event.figures
                case Failed():
                    listen(event)
                    raise WorkstationError(*event.words)
            if event is not None:
                listen(event)
            report(step.done, step.total, step.words)
        raise _ended(*learner.ending())


def _ended(code: int, kind: str) -> Exception:
    """The worker went without a word."""
    if code == STOPPED:
        return Cancelled()
    if code > 0 and kind not in ("", "MemoryError"):
        return RuntimeError(f"the learning worker ended with {kind}")
    return WorkstationError(
        say("The training process was ended by the system (code {code}).", code=code),
        say("The memory was probably not enough. Close other programs, or train on fewer rows."),
        detail=kind,
    )


def _seal(path: Path, key: bytearray, made: Gathered, asked: Question) -> None:
    """Put what is learned from into a new pack, people's names and numbers replaced."""
    away = {made.request.text, made.request.smiles} & set(made.table)
    with Sealed(path, key, create=True) as pack:
        table = {
            n: [""] * made.count if n in away else list(_without_names(n, c, asked)) for n, c in made.table.items()
        }
        pack.put_json("table", table)
        put_raws(pack, made.raws)


def _without_names(name: str, cells: Sequence[str], asked: Question) -> Sequence[str]:
    """Columns that name people or hold sentences get tokens: the worker must know who is the same, not who it is."""
    if name in asked.targets or name == asked.split_by:
        return cells
    kind = read_column(name, cells).kind
    if kind == "text":
        token = "sentence {}"  # with a space, as text has: it must not look like an identifier
    elif kind == "identifier" or name == asked.group or is_patient_column(name):
        token = "p{}"
    else:
        return cells
    known: dict[str, str] = {}
    return [known.setdefault(cell, token.format(len(known) + 1)) if cell else "" for cell in cells]


def _problems(cohort: CohortTable) -> Iterator[Problem]:
    for suspect in cohort.suspects:
        to_be_weighed = suspect.kind in ("gives_away", "known_after", "site") and not suspect.is_certain
        severity: Severity = "warning" if to_be_weighed else "note"
        yield Problem(suspect.column or cohort.target, suspect.evidence, suspect.action, severity)
    named = {s.column for s in cohort.suspects}
    for entry in cohort.left_out:
        if entry.column not in named:
            yield Problem(entry.column, entry.reason, say("Left out."), "note")
    for note in cohort.notes:
        yield Problem(cohort.target, note, NOTHING, "note")


def _summary(column: Column) -> ColumnSummary:
    values = column.numbers[~np.isnan(column.numbers)]
    return ColumnSummary(
        name=column.name,
        kind={"date": "text", "empty": "constant"}.get(column.kind, column.kind),
        missing=int(np.count_nonzero(~column.filled)),
        distinct=column.distinct(),
        low=float(values.min()) if len(values) else None,
        high=float(values.max()) if len(values) else None,
        examples=tuple(column.written.values())[-_EXAMPLES:][::-1],
    )


def _need_place(package: Path) -> None:
    """Before an hour of training, not after."""
    if package.is_dir() or not package.absolute().parent.is_dir():
        raise WorkstationError(
            say("The package cannot be written to {path}.", path=str(package)),
            say("Name a file in a folder that exists."),
        )


def _write(path: Path, data: bytes) -> None:
    unfinished = path.with_name(f"{path.name}.{new_id()[:8]}")
    try:
        unfinished.write_bytes(data)
        unfinished.replace(path)
    except OSError as error:
        with suppress(OSError):
            unfinished.unlink()
        raise WorkstationError(
            say("The package cannot be written to {path}.", path=str(path)),
            say("Look whether the disk is full and whether you may write in the folder, then train again."),
            detail=error.strerror or "",
        ) from error
