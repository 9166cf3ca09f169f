"""What a training was asked to learn from: the files a person named, read and joined to one table of cases."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from functools import partial
from pathlib import Path

import numpy as np

from app.domain.errors import WorkstationError
from app.domain.identifiers import digest_of
from app.domain.training import TrainRequest
from app.domain.words import say
from app.features.cohort_table import use_of
from app.features.columns import is_patient_column
from app.features.raw import Courses, Kind, Matrix, Pictures, Raw, Raws, Texts, chosen
from app.features.sources.found import Found
from app.features.sources.genes import unpacked
from app.features.values import key_of
from app.ingest.delimited import Delimited, read_delimited
from app.ingest.drawn import length_of, read_drawn
from app.ingest.workbook import Sheet, is_workbook
from app.jobs.workers import Limits, WorkerFailed, Workers
from app.services.model_shelf import read_file

Cells = dict[str, tuple[str, ...]]
SOURCES = ("images", "sequences", "vcf", "expression")
FUSION = "fusion"  # answers with any kind missing
DNA_RECIPE = "genome_phenotype"  # reads its text as bases
_FASTA = (".fa", ".fasta", ".fna", ".fas")
_MOST_CELLS, _MOST_ROWS = 60_000_000, 500_000  # of a table that is held
_DRAWN_CELLS, _DRAWN_ROWS = 10_000_000, 100_000  # of a longer one, of which a sample is
_LIMITS = Limits(seconds=1200.0, memory_mb=8192)
_JOINED = 0.5  # share of cases a table must know to belong to them
TEST_COLUMN = "(part)"


@dataclass(frozen=True, slots=True)
class Gathered:
    """``request``: as asked, with what the files themselves say (their answer, their parts). ``digest``: of it all.
    ``answers``: columns that may be asked for and are never read.
    """

    table: Cells
    raws: Raws
    request: TrainRequest
    digest: str
    names: tuple[str, ...] = field(default=())
    answers: frozenset[str] = frozenset()

    @property
    def count(self) -> int:
        """How many cases there are."""
        return _rows(self)

    def chosen(self, rows: Sequence[int]) -> Gathered:
        """These rows alone."""
        table = {name: tuple(cells[i] for i in rows) for name, cells in self.table.items()}
        return replace(self, table=table, raws=chosen(self.raws, np.array(rows, dtype=np.int64)))


def gather(workers: Workers, request: TrainRequest) -> Gathered:
    """Read everything a request names. Raises WorkstationError saying which file is not understood."""
    made = _one(workers, request, request.table)
    if request.test:
        made = _with_test(made, _one(workers, _of_test(request), request.test if request.table else ""))
    return _in_words(made)


def _in_words(made: Gathered) -> Gathered:
    """Headings, and the answer's codes, as the request wants them called."""
    columns, answers = made.request.columns, made.request.answers
    called = [columns.get(name, name) for name in made.table]
    if len(set(called)) < len(called):
        raise WorkstationError(
            say("Two columns would have the same name."), say("Give every column under [columns] a name of its own.")
        )
    asked = made.request.targets
    cells = (
        tuple(answers.get(cell, cell) for cell in column) if name in asked else column
        for name, column in made.table.items()
    )
    return replace(made, table=dict(zip(called, cells, strict=True)))


def _of_test(request: TrainRequest) -> TrainRequest:
    """The same question of the test file: pictures and matrices are found where it lies."""
    kind = next(iter(k for k in SOURCES if k in request.sources), "")
    return request if request.table or not kind else replace(request, sources={**request.sources, kind: request.test})


def _one(workers: Workers, request: TrainRequest, table: str) -> Gathered:
    kinds = [k for k in SOURCES if k in request.sources]
    # who lacks a picture is a case all the same where any kind may be missing
    if len(kinds) > 1 or (kinds and request.recipe == FUSION and (table or "labels" in request.sources)):
        return _several(workers, request, kinds, table)
    labels = request.sources.get("labels", "") or table
    digests = [_digest(Path(p)) for p in (labels, *(request.sources[k] for k in kinds)) if p and Path(p).exists()]
    digest = digest_of("".join(digests).encode())
    if not kinds:
        if not labels:
            raise WorkstationError(
                say("There is nothing to learn from."),
                say("Give --table, --images, --sequences, --vcf or --expression."),
            )
        read = tabulated(workers, Path(labels), request.sheet, request.group).table
        drawn = (len(read.rows), read.every) if read.every else ()
        cells = cells_of(read, Path(labels).name)
        return _named(Gathered(cells, {}, replace(request, drawn=drawn), digest, (Path(labels).name,)))
    found = _found(workers, request, kinds[0])
    if kinds[0] == "sequences":  # they name columns of the measurements; the cases are whole patients
        request = replace(request, time="", group="")
    names = tuple(Path(p).name for p in (request.sources[kinds[0]], labels) if p)
    if labels:
        return _named(_joined(found, read_table(workers, Path(labels), request.sheet), request, digest, names))
    return _named(Gathered(dict(found.columns), found.raws, _as_found(found, request), digest, names))


def _bytes(path: str) -> bytes:
    return read_file(Path(path))


def _digest(path: Path) -> str:
    """Of a file's bytes, or of all files of a folder in the order of their names."""
    if path.is_file():
        return digest_of_file(path)
    files = sorted(f for f in path.rglob("*") if f.is_file())
    return digest_of("".join(f.relative_to(path).as_posix() + digest_of(read_file(f)) for f in files).encode())


def digest_of_file(path: Path) -> str:
    """As ``digest_of`` its bytes, without holding them."""
    with path.open("rb") as opened:
        return hashlib.file_digest(opened, "sha256").hexdigest()


def _several(workers: Workers, request: TrainRequest, kinds: Sequence[str], table: str) -> Gathered:
    """Several kinds of the same patients: joined by the table; who lacks a kind has none of it."""
    labels = request.sources.get("labels", "") or table
    if not labels:
        raise WorkstationError(
            say("Several kinds of data of the same patients need a table that says who is who."),
            say("Give it with --labels or --table."),
        )
    cells = read_table(workers, Path(labels), request.sheet)
    raws: dict[Kind, Raw] = {}
    for kind in kinds:
        found = _found(workers, request, kind)
        place = {one: at for at, one in enumerate(found.ids)}
        ids = _matching(cells, found.ids)
        at = [place.get(one, -1) for one in ids]
        raws |= {k: _with_gaps(raw, at) for k, raw in found.raws.items()}
    names = tuple(Path(request.sources[k]).name for k in kinds)
    digest = digest_of("".join(digest_of(_bytes(p)) for p in (labels,)).encode())
    return _named(Gathered(cells, raws, request, digest, (*names, Path(labels).name)))


def _with_gaps(raw: Raw, at: Sequence[int]) -> Raw:
    """The entries in this order; -1 is a case without one."""
    match raw:
        case Texts():
            return Texts(tuple(raw.texts[i] if i >= 0 else "" for i in at))
        case Courses():
            empty = np.zeros(0), np.zeros((0, len(raw.names)), dtype=np.float32)
            return replace(
                raw,
                times=tuple(raw.times[i] if i >= 0 else empty[0] for i in at),
                values=tuple(raw.values[i] if i >= 0 else empty[1] for i in at),
            )
        case Matrix():
            values = np.full((len(at), len(raw.names)), np.nan, dtype=np.float32)
            known = [k for k, i in enumerate(at) if i >= 0]
            values[known] = raw.values[[at[k] for k in known]]
            return Matrix(raw.names, values)
        case Pictures():
            channels = raw.arrays[0].shape[0] if raw.arrays else 1
            nothing = np.zeros((channels, 0, 0), dtype=raw.arrays[0].dtype if raw.arrays else np.uint8)
            return replace(raw, arrays=tuple(raw.arrays[i] if i >= 0 else nothing for i in at))


def _found(workers: Workers, request: TrainRequest, kind: str) -> Found:
    path = Path(request.sources[kind])
    if not path.exists():
        raise WorkstationError(say("There is no file or folder {path}.", path=str(path)), say("Check its name."))
    is_dna = kind == "sequences" and request.recipe == DNA_RECIPE
    try:
        found: Found = workers.run(
            "app.features.sources.reading:read", "dna" if is_dna else kind, str(path.absolute()), request.orientation,
            request.time, request.group, limits=_LIMITS, returns=Found,
        )  # fmt: skip
    except WorkerFailed as failed:
        raise _unread(path, failed.kind) from failed
    return found


def _unread(path: Path, kind: str) -> WorkstationError:
    return WorkstationError(
        say("The file {name} could not be read: it needed too much time or memory, or is damaged.", name=path.name),
        say("Make it smaller, or save it again."),
        detail=kind,
    )


def _as_found(found: Found, request: TrainRequest) -> TrainRequest:
    """What the files say themselves stands where nobody said otherwise."""
    asks_nothing = set(use_of(request.recipe).answers) <= {"masks", "itself"} if request.recipe else False
    target = request.target or ("" if asks_nothing else "\n".join(found.targets))
    return replace(request, target=target, split=request.split or (f"column:{found.split}" if found.split else ""))


def _joined(found: Found, labels: Cells, request: TrainRequest, digest: str, names: tuple[str, ...]) -> Gathered:
    """The labels' table and what was found, by the column that names the cases. Cases without a row are left out."""
    place = {one: at for at, one in enumerate(found.ids)}
    ids = _matching(labels, found.ids)
    rows = [row for row, one in enumerate(ids) if one in place]
    at = np.array([place[ids[row]] for row in rows], dtype=np.int64)
    columns = {name: tuple(cells[int(i)] for i in at) for name, cells in found.columns.items()}
    wanted = {*request.targets, request.group, request.split.partition(":")[2], *request.drop, *request.keep}
    said = {n: tuple(cells[row] for row in rows) for n, cells in labels.items() if n in wanted or n not in columns}
    answers: frozenset[str] = frozenset()
    if "sequences" in found.raws:  # the labels' file answers; what is read comes from the courses
        # before a person has chosen the answer, all that may be it is shown
        said = {n: cells for n, cells in said.items() if n in wanted or not request.targets}
        answers = frozenset(said) - frozenset(columns)
    return Gathered({**columns, **said}, chosen(found.raws, at), _as_found(found, request), digest, names, answers)


def _matching(labels: Cells, ids: Sequence[str]) -> list[str]:
    """For each row of the table the case it names ("" where none): the column that names most of them."""
    known = {key_of(one): one for one in ids}
    stems = {key_of(Path(one).stem): one for one in ids}
    best: list[str] = []
    for cells in labels.values():
        named = [known.get(key_of(c)) or stems.get(key_of(Path(c).stem if c else c), "") for c in cells]
        if sum(map(bool, named)) > sum(map(bool, best)):
            best = named
    if len(set(best) - {""}) < _JOINED * min(len(ids), len(next(iter(labels.values()), ()))):
        raise WorkstationError(
            say("The labels do not belong to these cases: no column names more than half of them."),
            say("The table needs a column with the sample, file or record each row is about."),
        )
    return best


def _named(made: Gathered) -> Gathered:
    """The table's columns of text, SMILES or bases, taken out as what they are."""
    request, raws = made.request, dict(made.raws)
    for name, kind in ((request.text, "text"), (request.smiles, "smiles")):
        if not name:
            continue
        if name not in made.table:
            raise WorkstationError(
                say('The table has no column "{column}".', column=name),
                say("Its columns are: {columns}.", columns=", ".join(list(made.table)[:40])),
            )
        which: Kind = "dna" if kind == "text" and request.recipe == DNA_RECIPE else kind  # type: ignore[assignment]
        raws[which] = Texts(made.table[name])
    return replace(made, raws=raws)


def _with_test(made: Gathered, test: Gathered) -> Gathered:
    """Both files as one table, with a column that says which is the test."""
    absent = [n for n in (*made.request.targets, made.request.text, made.request.smiles) if n and n not in test.table]
    if absent:
        raise WorkstationError(
            say("The test file lacks columns: {names}.", names=", ".join(absent)),
            say("Give it the same headings as the file to learn from."),
        )
    here, there = _rows(made), _rows(test)
    table = {n: (*cells, *test.table.get(n, ("",) * there)) for n, cells in made.table.items()}
    table[TEST_COLUMN] = ("train",) * here + ("test",) * there
    raws = {kind: _both(raw, test.raws[kind]) for kind, raw in made.raws.items() if kind in test.raws}
    request = replace(made.request, split=f"column:{TEST_COLUMN}")
    digest = digest_of((made.digest + test.digest).encode())
    return Gathered(table, raws, request, digest, (*made.names, *test.names))


def _rows(made: Gathered) -> int:
    return len(next(iter(made.table.values()), ()))


def _both(one: Raw, other: Raw) -> Raw:
    match one, other:
        case Texts(), Texts():
            return Texts(one.texts + other.texts)
        case Pictures(), Pictures():
            return replace(one, arrays=one.arrays + other.arrays)
        case Courses(), Courses():
            names = tuple(dict.fromkeys((*one.names, *other.names)))
            values = (*(_wider(one, v, names) for v in one.values), *(_wider(other, v, names) for v in other.values))
            return Courses(names, one.times + other.times, values, one.unit)
        case Matrix(), Matrix():
            place = {name: at for at, name in enumerate(other.names)}
            shared = [n for n in one.names if n in place]
            mine = {name: at for at, name in enumerate(one.names)}
            both = (one.values[:, [mine[n] for n in shared]], other.values[:, [place[n] for n in shared]])
            return Matrix(tuple(shared), np.concatenate(both))
    raise TypeError("two kinds of data cannot be one")


def _wider(courses: Courses, values: np.ndarray, names: tuple[str, ...]) -> np.ndarray:
    place = [names.index(n) for n in courses.names]
    wide = np.full((len(values), len(names)), np.nan, dtype=np.float32)
    wide[:, place] = values
    return wide


def read_table(workers: Workers, path: Path, sheet: str = "") -> Cells:
    """The cells of ``tabulated``."""
    return cells_of(tabulated(workers, path, sheet).table, path.name)


def tabulated(workers: Workers, path: Path, sheet: str = "", group: str = "") -> Sheet:
    """A delimited table, gzip undone, or a sheet of a workbook. Of a table too long to be held a sample is read, all
    rows of a patient (of the column ``group``, or one whose heading says so) or none. Raises WorkstationError for
    another file.
    """
    if path.is_file() and path.stat().st_size == 0:
        raise WorkstationError(say("The file {name} is empty.", name=path.name), say("Choose another file."))
    if path.is_file():
        with path.open("rb") as opened:
            start = opened.read(8)
        if is_workbook(start, path.name):
            return _sheet(workers, path, sheet)
    if not path.is_file():
        read_file(path)
    lines, columns = length_of(path)
    if lines <= _MOST_ROWS and lines * columns <= _MOST_CELLS:
        return Sheet((), "", read_delimited(unpacked(path), path.name))
    wished = min(_DRAWN_ROWS, _DRAWN_CELLS // columns)
    return Sheet((), "", read_drawn(path, wished, lines, partial(_whose, group)))


def _whose(group: str, headings: Sequence[str]) -> str:
    """The column that names the patients."""
    return group if group in headings else next((h for h in headings if is_patient_column(h)), "")


def _sheet(workers: Workers, path: Path, sheet: str) -> Sheet:
    try:
        found: Sheet = workers.run(
            "app.ingest.workbook:read_sheet", read_file(path), path.name, sheet, limits=_LIMITS, returns=Sheet
        )
    except WorkerFailed as failed:
        raise _unread(path, failed.kind) from failed
    return found


def cells_of(table: Delimited, name: str) -> Cells:
    return {heading: table.column(heading) for heading in table.columns} or {name: ()}
