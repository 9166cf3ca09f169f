"""Run the learning worker on a sealed pack and read its events."""

from __future__ import annotations

import importlib.util
import json
import os
import shutil
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import asdict, dataclass, fields, replace
from pathlib import Path
from typing import Any

import numpy as np

from app.domain.errors import Cancelled, WorkstationError
from app.domain.identifiers import digest_of, new_id
from app.domain.model_card import ModelCard
from app.domain.patient import Deed, Principal
from app.domain.plain import from_plain
from app.domain.problem import Problem
from app.domain.training import (
    PREPARED_KEY,
    PREPARED_PACK,
    PREPARED_REQUEST,
    Event,
    Failed,
    Finished,
    Progress,
    RecipeDescription,
    TrainRequest,
    event_from_json,
)
from app.domain.words import NOTHING, Phrase, say
from app.domain.work import Report
from app.features.cohort_table import CohortTable, Question, question_of, read_cohort, use_of
from app.features.columns import Column, is_patient_column, read_column
from app.features.preparing import Treatment, facts_of, treatments
from app.features.raw import put_raws
from app.features.suspects import Suspect
from app.jobs.learner import STOPPED, Learner, Verb
from app.jobs.workers import Workers
from app.sealed import Sealed, new_key, wipe
from app.services.asking import VERIFY, in_worker
from app.services.cohorts import Cohorts
from app.services.material import Gathered, digest_of_file, gather, tabulated
from app.services.model_shelf import ModelShelf, ShelvedModel, read_file
from app.services.papers import stated
from app.store import packs
from app.store.database import Store
from app.store.transaction import Transaction

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
    ``target``: the column that answers where the files themselves say so. ``sheets``: of a workbook; ``sheet``: the
    one that was read. ``answers``: columns that may be asked for and are never read.
    """

    path: Path
    rows: int
    columns: tuple[ColumnSummary, ...]
    encoding: str
    kinds: tuple[str, ...] = ()
    target: str = ""
    sheets: tuple[str, ...] = ()
    sheet: str = ""
    answers: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Examined:
    """A request looked at before training. ``problems``: a ``refusal`` stops it; ``suspects``: what may give the answer
    away; ``treatments`` and ``facts`` (kind, sentences): how inputs are prepared; ``cases``: of each class.
    """

    problems: tuple[Problem, ...]
    suspects: tuple[Suspect, ...] = ()
    treatments: tuple[Treatment, ...] = ()
    facts: tuple[tuple[str, tuple[Phrase, ...]], ...] = ()
    cases: tuple[tuple[str, int], ...] = ()
    given: int = 0
    used: int = 0
    patients: int = 0


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


@dataclass(frozen=True, slots=True)
class Unfinished:
    """A training that was cut short: its pack, what it was asked, and when it was last at work (epoch seconds)."""

    pack: str
    request: TrainRequest
    at: float

    @property
    def name(self) -> str:
        """What a person calls it."""
        return self.request.name or ", ".join(self.request.targets) or self.request.recipe


Model = str | Learned


class CutShort(WorkstationError):  # noqa: N818 - what happened
    """A training ended before its end; what it had reached waits sealed, for ``Training.resume``."""


class Training:
    """``scratch``: a folder inside the vault for sealed packs; what a crash left there without use is swept."""

    def __init__(self, store: Store, shelf: ModelShelf, scratch: Path, workers: Workers, cohorts: Cohorts) -> None:
        self._store = store
        self._shelf = shelf
        self._scratch = scratch
        self._workers = workers
        self._cohorts = cohorts
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

    def look(self, principal: Principal, table: Path, sheet: str = "") -> TableSummary:
        """Read a table's columns. Raises WorkstationError for an unreadable table or encoding, naming it."""
        if not table.is_file():
            read_file(table)  # says why it cannot be read
        with self._store.transaction(Deed(principal, "look at table", (digest_of_file(table),))):
            found = tabulated(self._workers, table, sheet)
        read = found.table
        columns = tuple(_summary(read_column(name, read.column(name))) for name in read.columns)
        return TableSummary(table, len(read.rows), columns, read.encoding, sheets=found.sheets, sheet=found.name)

    def look_at(self, principal: Principal, request: TrainRequest) -> TableSummary:
        """The same of pictures, courses, genotypes or a matrix, and of the labels that belong to them."""
        made = self._gather(principal, request)
        with self._store.transaction(Deed(principal, "look at table", (made.digest,))):
            columns = tuple(_summary(read_column(name, cells)) for name, cells in made.table.items())
        path = Path(next(iter(request.sources.values()), request.table))
        return TableSummary(path, made.count, columns, "", tuple(made.raws), made.request.target, answers=made.answers)

    def examine(self, principal: Principal, request: TrainRequest) -> Examined:
        """What speaks against training (too few, one class, leakage suspects) and how its inputs would be prepared."""
        made = self._gather(principal, request)
        with self._store.transaction(Deed(principal, "check table", (made.digest,))):
            use = use_of(request.recipe)
        try:
            cohort = read_cohort(made.table, question_of(made.request, use.reads, use.answers))
        except WorkstationError as error:
            where = ", ".join(request.targets) or ", ".join(made.names)
            return Examined((Problem(where, error.what, error.hint, "refusal"),), given=made.count)
        classes = zip(cohort.classes, np.bincount(cohort.labels, minlength=len(cohort.classes)), strict=False)
        return Examined(
            problems=tuple(_problems(cohort)),
            suspects=cohort.suspects,
            treatments=treatments(cohort.columns, request.prepare),
            facts=tuple((kind, facts_of(kind, raw)) for kind, raw in made.raws.items()),
            cases=tuple((name, int(n)) for name, n in classes) if cohort.kind == "classes" else (),
            given=made.count,
            used=len(cohort.rows),
            patients=cohort.patients,
        )

    def train(
        self,
        principal: Principal,
        request: TrainRequest | Unfinished,
        package: Path,
        listen: Callable[[Event], None],
        report: Report,
    ) -> TrainingResult:
        """Train in a process of its own, or go on with a training, and write the package. Cancel stops it tidily.

        Raises WorkstationError with the worker's own words when it fails, CutShort where it can be resumed.
        """
        _need_place(package)
        if isinstance(request, Unfinished):
            trained = self.resume(principal, request.pack, listen, report)
        else:
            trained = self.learn(principal, request, listen, report)
        return self._delivered(principal, trained, package)

    def _delivered(self, principal: Principal, trained: Trained, package: Path) -> TrainingResult:
        learned = self.collect(principal, trained)
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
        package = stated(learned.package, request.statements) if request.statements else learned.package
        shelved = self._shelf.register_bytes(principal, package, name, origin, report)
        self.discard(learned)
        return shelved

    def learn(
        self,
        principal: Principal,
        request: TrainRequest,
        listen: Callable[[Event], None],
        report: Report,
        pauses: Callable[[], bool] = lambda: False,
    ) -> Trained:
        """Train. Once the worker has begun, nothing of the vault is needed, and nothing here opens the pack any more:
        what was learned waits in it, sealed, for ``collect``.

        ``pauses``: asked where a person stops it; True: what was reached is kept for ``resume``. Raises CutShort where
        the process was killed or the disk was full.
        """
        self._need_torch()
        made, asked = self._gathered(principal, request)
        with self._pack(stays=True, pauses=pauses) as (pack, key):
            _seal(pack, key, made, asked)
            with self._store.transaction(Deed(principal, "train", (made.digest,))) as tx:
                (pack.parent / _KEY).write_bytes(packs.sealed_key(tx, key, _lasting(pack.parent.name)))
            _listened(_request_of(pack, made), key, listen, report)
            return Trained(pack.parent.name)

    def _gather(self, principal: Principal, request: TrainRequest) -> Gathered:
        """What a request names: files, or a cohort of the vault."""
        return self._cohorts.gather(principal, request) if request.cohort else gather(self._workers, request)

    def _gathered(self, principal: Principal, request: TrainRequest) -> tuple[Gathered, Question]:
        """What is foreseen is said before torch is loaded."""
        made = self._gather(principal, request)
        with self._store.transaction(Deed(principal, "train", (made.digest,))):
            use = use_of(request.recipe)
            asked = question_of(made.request, use.reads, use.answers)
            read_cohort(made.table, asked)
        return made, asked

    # --- what was cut short -------------------------------------------------------------------------------------------

    def unfinished(self, principal: Principal, protocol: str = "") -> tuple[Unfinished, ...]:
        """Trainings whose process, program or computer went down on the way, the newest first.

        ``protocol``: those that reproduce it (``services.reproducing``), which are no models to be kept.
        """
        folders = [f for f in self._scratch.glob("*") if _was_cut_short(f)]
        if not folders:
            return ()
        found = []
        with self._store.transaction(Deed(principal, "list unfinished trainings")) as tx:
            for folder in folders:
                with suppress(WorkstationError, KeyError, OSError), self._opened(tx, folder) as (_, pack):
                    at = max(f.stat().st_mtime for f in folder.iterdir())
                    one = Unfinished(folder.name, _request_from(pack.json(_REQUEST)), at)
                    if one.request.about.get("protocol", "") == protocol:
                        found.append(one)
        return tuple(sorted(found, key=lambda one: -one.at))

    def resume(
        self,
        principal: Principal,
        pack: str,
        listen: Callable[[Event], None],
        report: Report,
        pauses: Callable[[], bool] = lambda: False,
    ) -> Trained:
        """Go on where a training was cut short, at most a minute before. Raises WorkstationError where it is gone."""
        self._need_torch()
        folder = self._scratch / pack
        with self._store.transaction(Deed(principal, "train", (pack,))) as tx:
            if not _was_cut_short(folder):
                raise _gone()
            with self._opened(tx, folder) as (key, sealed):
                held_key, request = bytearray(key), sealed.json(_REQUEST)
                is_done = "figures" in sealed.names()
        ours = self._scratch / f"{_OURS}{_lasting(pack)}"
        folder.replace(ours)
        (ours / _CUT).unlink(missing_ok=True)
        with self._pack(stays=True, pauses=pauses, at=ours, key=held_key) as (path, key):
            if not is_done:
                _listened({"pack": str(path), "request": request}, key, listen, report)
            return Trained(ours.name)

    def finish(self, principal: Principal, one: Unfinished, report: Report) -> ShelvedModel:
        """Go on with it to its end and put the model on the shelf. Where that is stopped, it waits to go on again."""
        trained = self.resume(principal, one.pack, _nobody, report, pauses=lambda: True)
        return self.keep(principal, one.request, self.collect(principal, trained), report)

    @contextmanager
    def _opened(self, tx: Transaction, folder: Path) -> Iterator[tuple[bytearray, Sealed]]:
        sealed = (folder / _KEY).read_bytes()
        with (
            packs.opened_key(tx, sealed, _lasting(folder.name)) as key,
            Sealed(folder / PREPARED_PACK, key) as pack,
        ):
            yield key, pack

    # --- several computers --------------------------------------------------------------------------------------------

    def prepare(self, principal: Principal, request: TrainRequest, folder: Path) -> None:
        """Lay a training into a new folder, to be run by ``torchrun``: the sealed pack, the request, the pack's key."""
        made, asked = self._gathered(principal, request)
        with self._store.transaction(Deed(principal, "export training", (made.digest,))):
            try:
                folder.mkdir(parents=True)
            except OSError as error:
                raise WorkstationError(
                    say("The folder {folder} cannot be made.", folder=str(folder)),
                    say("Name one that is not there yet, on a disk with room."),
                    detail=error.strerror or "",
                ) from error
        key = new_key()
        try:
            _seal(folder / PREPARED_PACK, key, made, asked)
            told = {"request": _request_of(folder, made)["request"]}
            (folder / PREPARED_REQUEST).write_text(json.dumps(told, ensure_ascii=False), encoding="utf-8")
            (folder / PREPARED_KEY).touch(0o600)
            (folder / PREPARED_KEY).write_text(key.hex(), encoding="ascii")
        finally:
            wipe(key)

    def fetch(self, principal: Principal, folder: Path, package: Path) -> TrainingResult:
        """The package out of a prepared folder in which ``torchrun`` has come to its end; the folder is deleted."""
        _need_place(package)
        try:
            key = bytearray.fromhex((folder / PREPARED_KEY).read_text(encoding="ascii"))
            with Sealed(folder / PREPARED_PACK, key) as pack:
                learned = Learned(pack.array("package").tobytes(), pack.json("figures"))
        except (OSError, ValueError, KeyError) as error:
            raise WorkstationError(
                say("There is no trained model in {folder}.", folder=str(folder)),
                say("Run torchrun on it to its end; what was reached is kept there."),
            ) from error
        finally:
            with suppress(NameError, UnboundLocalError):
                wipe(key)
        with self._store.transaction(Deed(principal, "export model", (digest_of(learned.package),))):
            _write(package, learned.package)
        shutil.rmtree(folder, ignore_errors=True)
        return TrainingResult(package, learned.figures, None)

    def collect(self, principal: Principal, trained: Trained) -> Learned:
        """What a training has learned, out of its sealed pack. Raises WorkstationError where the pack is gone."""
        folder = self._scratch / trained.pack
        with self._store.transaction(Deed(principal, "open model", (trained.pack,))) as tx:
            if not (folder / _KEY).exists():
                raise _gone()
            with self._opened(tx, folder) as (_, pack):
                return Learned(pack.array("package").tobytes(), pack.json("figures"), trained.pack)

    def discard(self, learned: Learned | Trained | Unfinished) -> None:
        """Delete a pack whose content was kept, or is not wanted."""
        if learned.pack:
            shutil.rmtree(self._scratch / learned.pack, ignore_errors=True)
            with suppress(OSError):
                self._scratch.rmdir()

    def evaluate(self, principal: Principal, model: str, request: TrainRequest, report: Report) -> dict[str, Any]:
        """A model measured on other patients: ``aegle evaluate --json``. Raises WorkstationError as ``learn`` does."""
        return self._asked(principal, "evaluate", (model,), request, report)

    def explain(
        self, principal: Principal, model: Model, request: TrainRequest, rows: Sequence[int], report: Report
    ) -> dict[str, Any]:
        """What a model's answers hang on, over all cases and for some ``rows``: see ``Explaining.write``."""
        return self._asked(principal, "explain", (model,), request, report, {"rows": list(rows)})

    def compare(
        self,
        principal: Principal,
        models: Sequence[Model],
        request: TrainRequest,
        report: Report,
        rows: Sequence[int] | None = None,
    ) -> dict[str, Any]:
        """Several models about the same patients, with the paired differences. ``rows``: of the table, None for all."""
        return self._asked(principal, "compare", models, request, report, {"models": len(models)}, rows)

    def _asked(
        self,
        principal: Principal,
        verb: Verb,
        models: Sequence[Model],
        request: TrainRequest,
        report: Report,
        more: dict[str, Any] | None = None,
        rows: Sequence[int] | None = None,
    ) -> dict[str, Any]:
        """Have the worker ask models about what a request names. Each use of a test is counted in the audit trail."""
        self._need_torch()
        packages = [self._package(principal, model) for model in models]
        # a package may come from anywhere: it must hold what its card says before it is asked
        names = [m if isinstance(m, str) else str(m.figures.get("card", "")) for m in models]
        cards = [in_worker(self._workers, VERIFY, p, n).card for p, n in zip(packages, names, strict=True)]
        card: ModelCard = cards[0]
        made = self._gather(principal, _as_trained(card, request))
        made = made if rows is None else made.chosen(rows)
        about = (made.digest, *(digest_of(p) for p in packages))
        with self._store.transaction(Deed(principal, "evaluate model", about)):
            asked = question_of(made.request, use_of(card.task).reads, (card.answers,)).without_limits()
        with self._pack() as (pack, key):
            _seal(pack, key, made, asked)
            with Sealed(pack, key) as sealed:
                for at, package in enumerate(packages):
                    sealed.put_array(f"asked_package {at}", np.frombuffer(package, dtype=np.uint8))
            return _listened({**_request_of(pack, made), **(more or {})}, key, _nobody, report, verb)

    def _package(self, principal: Principal, model: Model) -> bytes:
        """A model on the shelf, a package file, or what was learned just now."""
        if isinstance(model, Learned):
            return model.package
        path = Path(model)
        if not path.is_file():
            return self._shelf.package(principal, self._shelf.find(principal, model).card.id)
        package = read_file(path)
        return package

    @contextmanager
    def _pack(
        self,
        stays: bool = False,
        pauses: Callable[[], bool] = lambda: False,
        at: Path | None = None,
        key: bytearray | None = None,
    ) -> Iterator[tuple[Path, bytearray]]:
        """A place for a sealed pack and its one-time key; both are gone afterwards. ``stays``: not the pack, if all
        went well, if it was cut short or if it is paused. ``at``: where it lies already, with its ``key``.
        """
        folder = at or self._scratch / f"{_OURS}{new_id()}"
        folder.mkdir(parents=True, exist_ok=True)
        key, is_to_stay = key or new_key(), False
        try:
            yield folder / PREPARED_PACK, key
            is_to_stay = stays
        except (CutShort, Cancelled) as error:
            is_to_stay = stays and (isinstance(error, CutShort) or pauses())
            if is_to_stay:
                (folder / _CUT).touch()
            raise
        finally:
            wipe(key)
            if not is_to_stay:
                self.discard(Trained(folder.name))

    def _need_torch(self) -> None:
        if not self.is_available():
            raise WorkstationError(
                say("Training is not installed on this computer (it needs torch)."),
                say("Install it with: python3 packaging/bootstrap.py, or pip install aegle[train]."),
            )


_KEY = "key"  # beside a pack: its key, sealed to the vault
_CUT = "cut short"  # beside a pack of this program whose worker is gone
_REQUEST = "request"  # in a pack: what was asked
_DAYS = 30  # how long what was cut short waits


def _lasting(pack: str) -> str:
    """The name of a pack without the program it belongs to."""
    return pack.partition("-")[2]


def _was_cut_short(folder: Path) -> bool:
    """Its worker is gone, or the program that started it; and it is not left over from last month."""
    if not (folder / _KEY).is_file() or not (folder / PREPARED_PACK).is_file():
        return False
    if folder.name.startswith(_OURS) and not (folder / _CUT).exists():
        return False
    return time.time() - (folder / PREPARED_PACK).stat().st_mtime < _DAYS * 86400


def is_same(one: TrainRequest, other: TrainRequest) -> bool:
    """Whether a training that was cut short is the one that is asked for: of the same data, by the same settings."""
    asked = ("recipe", "table", "sheet", "sources", "cohort", "target", "text", "smiles", "network", "seed", "folds",
             "repeats", "split", "parameters", "prepare", "keep", "name")  # fmt: skip
    return all(json.dumps(getattr(one, name)) == json.dumps(getattr(other, name)) for name in asked)


def _request_from(plain: dict[str, Any]) -> TrainRequest:
    known = {f.name for f in fields(TrainRequest)}
    return TrainRequest(**{**{k: v for k, v in plain.items() if k in known}, "drop": tuple(plain["drop"])})


def _gone() -> WorkstationError:
    return WorkstationError(
        say("What was learned is not there any more."),
        say("It waits for the program that trained it and goes when that ends. Train again."),
    )


# a training goes on while the vault is locked: only packs of programs that are gone may be swept
_OURS = f"{os.getpid()}-"


def _sweep(scratch: Path) -> None:
    """Delete the packs that a program left behind when it died, but for trainings that can go on. A vault is open in
    one program at a time.
    """
    for left in scratch.glob("*"):
        if not left.name.startswith(_OURS) and not _was_cut_short(left):
            shutil.rmtree(left, ignore_errors=True)
    with suppress(OSError):
        scratch.rmdir()


def _request_of(pack: Path, made: Gathered) -> dict[str, Any]:
    """What the worker is told: everything but where files lie."""
    about = {**made.request.about, "data_digest": made.digest}
    request = {**asdict(made.request), "table": "", "sources": {}, "test": "", "about": about}
    return {"pack": str(pack), "request": request}


def _as_trained(card: ModelCard, request: TrainRequest) -> TrainRequest:
    """The question a model was trained for, in the words it was given for the table's codes."""
    extra = dict(card.extra)
    return replace(
        request,
        recipe=card.task,
        target=request.target or _target_of(card),
        columns={**extra.get("columns", {}), **request.columns},
        answers={**extra.get("answers", {}), **request.answers},
    )


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
                    if event.can_resume and verb == "train":
                        raise CutShort(event.words[0], _KEPT)
                    raise WorkstationError(*event.words)
            if event is not None:
                listen(event)
            report(step.done, step.total, step.words)
        raise _ended(*learner.ending(), verb)


_KEPT = say("What it had reached is kept: resume it from the list of jobs, or with: aegle train --resume.")


def _ended(code: int, kind: str, verb: Verb = "describe") -> Exception:
    """The worker went without a word."""
    if code == STOPPED:
        return Cancelled()
    if code > 0 and kind not in ("", "MemoryError"):
        return RuntimeError(f"the learning worker ended with {kind}")
    if verb == "train":
        return CutShort(say("The training process was ended by the system (code {code}).", code=code), _KEPT, kind)
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
        pack.put_json(_REQUEST, asdict(made.request))
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
    """What is said beside the suspects, which are asked about one by one."""
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
