"""A table as a cohort to learn from: which columns are inputs, who is a patient, what the classes are, what is odd."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

import numpy as np
from numpy.typing import NDArray

from app.domain.errors import WorkstationError
from app.domain.training import TrainRequest
from app.domain.words import Phrase, say
from app.features.columns import Column, is_patient_column, read_column
from app.features.preparing import LEAVE_OUT, as_wished
from app.features.suspects import Suspect, clusters, find_suspects, near_owners, nearly_repeated, repeats
from app.features.values import key_of, number_of

MOST_CLASSES = 50
MOST_COLUMNS = 5000  # a card lists them all
_MOST_CODES = 12  # more different numbers than this are a measurement, not codes of classes
_FEW = 20  # fewer people than this in a column: it names groups of them
_MOST_SEARCHED = 50_000  # rows of a table in which a column of people is looked for by what it holds
FEWEST_CASES = 10
TRAINING_TABLE = "training_table"  # a request's way to say: a teaching example, measured on the rows it learns from
# words for the class that is looked for
_POSITIVE = frozenset(
    {"1", "yes", "y", "true", "t", "positive", "pos", "+", "case", "disease", "diseased", "sick", "ill", "abnormal"}
    | {"malignant", "m", "cancer", "dead", "die", "died", "death", "present", "event"}
    | {"是", "有", "阳性", "恶性", "死亡", "患病", "异常", "确诊"}
)


@dataclass(frozen=True, slots=True)
class Question:
    """What is asked of a table.

    ``target``: the answer's column; several, separated by line feeds; "" where nothing is asked of the table.
    ``minimum`` cases of each class are needed; ``positive`` names the class looked for ("" to be guessed);
    ``rare_classes``: refuse, or leave their rows out. ``answers``: the kinds of target the recipe has (classes, values,
    flags, masks, itself); ``answer``: the one asked for, "auto" to be found. ``reads_columns``: False where the table
    only says who is who, and pictures or texts are read. ``beside``: columns that are read otherwise, or only divide
    the rows. ``keep``: columns the auditor would drop, with the reason they stay. ``split_by``: the dividing column.
    ``prepare``: columns to be read otherwise than is found, as ``features.preparing`` names it.
    """

    target: str
    group: str = ""
    drop: tuple[str, ...] = ()
    minimum: int = FEWEST_CASES
    positive: str = ""
    rare_classes: str = "refuse"
    answers: tuple[str, ...] = ("classes",)
    answer: str = "auto"
    reads_columns: bool = True
    beside: tuple[str, ...] = ()
    keep: Mapping[str, str] = field(default_factory=dict)
    split_by: str = ""
    prepare: Mapping[str, str] = field(default_factory=dict)

    @property
    def targets(self) -> tuple[str, ...]:
        return tuple(name for name in self.target.split("\n") if name)

    def without_limits(self) -> Question:
        """The same asked of patients a model is only tried on: any number of them will do."""
        return replace(self, minimum=1)


@dataclass(frozen=True, slots=True)
class Use:
    """What a recipe of the learning worker reads and answers, known without asking it."""

    name: str
    reads: tuple[str, ...]
    answers: tuple[str, ...]


# a test holds this list against what the worker says
USES = (
    Use("case_diagnosis", ("table", "sequences"), ("classes", "values", "flags")),
    Use("drug_effect", ("smiles",), ("values", "classes", "flags")),
    Use("report_reading", ("text",), ("classes", "flags", "values")),
    Use("image_diagnosis", ("images",), ("classes", "values", "flags")),
    Use("image_segmentation", ("images", "masks"), ("masks",)),
    Use("genome_phenotype", ("dna", "dosages", "expression"), ("classes", "values", "flags")),
    Use("fusion", ("table", "sequences", "images", "text", "smiles", "dosages", "expression", "dna"), ("classes",)),
    Use("representation", ("images", "sequences", "text", "smiles", "dosages", "expression", "dna"), ("itself",)),
)


def use_of(recipe: str) -> Use:
    """Raises WorkstationError listing the recipes there are."""
    for use in USES:
        if use.name == recipe:
            return use
    raise WorkstationError(
        say('There is no recipe "{name}".', name=recipe),
        say("The recipes are: {names}.", names=", ".join(u.name for u in USES)),
    )


def question_of(
    request: TrainRequest, reads: Sequence[str] = ("table",), answers: Sequence[str] = ("classes",)
) -> Question:
    """What a request asks of its table. ``reads`` and ``answers``: what its recipe can."""
    asked = request.parameters
    method, _, column = request.split.partition(":")
    return Question(
        target=request.target,
        group=request.group,
        drop=request.drop,
        minimum=1 if asked.get("evaluate") == TRAINING_TABLE else FEWEST_CASES,
        positive=key_of(asked.get("positive", "")),
        rare_classes=str(asked.get("rare_classes", "refuse")),
        answers=tuple(answers),
        answer=str(asked.get("answer", "auto")),
        reads_columns="table" in reads,
        beside=tuple(n for n in (request.text, request.smiles, request.time, column) if n),
        keep=request.keep,
        prepare=request.prepare,
        split_by=column if method in ("time", "site", "column") else "",
    )


@dataclass(frozen=True, slots=True)
class LeftOut:
    column: str
    reason: Phrase


@dataclass(frozen=True, slots=True, eq=False)
class CohortTable:
    """``kind``: what is answered (classes, values, flags, masks, itself). ``classes``: their names, or those of the
    columns that are answered; of two classes the second is the one looked for. ``values``: (N,) class codes, or (N, T)
    numbers, NaN where unknown. ``labels``: (N,) codes that splits are balanced by; with classes these. ``groups``: (N,)
    who must stay together (patient, and rows equal to theirs). ``rows``: (N,) index in the file's table, as rows
    without an answer are gone. ``divided``: the cells of the column that divides the rows, () where none does.
    """

    columns: tuple[Column, ...]
    target: str
    classes: tuple[str, ...]
    labels: NDArray[np.int64]
    groups: NDArray[np.int64]
    rows: NDArray[np.int64]
    grouped_by: str
    left_out: tuple[LeftOut, ...]
    suspects: tuple[Suspect, ...]
    notes: tuple[Phrase, ...]
    kind: str = "classes"
    values: NDArray[Any] = field(default_factory=lambda: np.zeros(0))
    divided: tuple[str, ...] = ()

    @property
    def patients(self) -> int:
        return len(np.unique(self.groups))

    def only(self, where: NDArray[np.int64]) -> CohortTable:
        """The same cohort with these of its rows (positions, not rows of the file)."""
        columns = tuple(c.chosen(where) for c in self.columns)
        divided = tuple(self.divided[int(i)] for i in where) if self.divided else ()
        return replace(
            self, columns=columns, labels=self.labels[where], groups=self.groups[where], rows=self.rows[where],
            values=self.values[where], divided=divided,
        )  # fmt: skip

    def joined(self, owner: NDArray[np.int64], suspects: Sequence[Suspect]) -> CohortTable:
        """Cases whose first alike is another stay with it; what was found stands among the suspects."""
        groups = _joined(self.groups, owner)
        return replace(self, groups=groups, suspects=(*self.suspects, *suspects))


def read_cohort(table: Mapping[str, Sequence[str]], question: Question) -> CohortTable:
    """Read a table (heading -> cells) as a cohort. Raises WorkstationError where nothing can be learned from it."""
    _need_columns(table, question)
    group = question.group or _patient_column(table, question.target)
    answer = _answer(table, question, group)
    kept = answer.rows
    people = _people(table[group] if group else None, kept)
    if answer.kind == "classes":
        _need_cases(answer.names, answer.strata, people, question.minimum)
    else:
        _need_patients(people, question.minimum)
    away = {*question.targets, group, *question.drop, *question.beside}
    names = [n for n in table if n not in away] if question.reads_columns else []
    if len(names) > MOST_COLUMNS:
        raise WorkstationError(
            say("The table has {n} columns to read; this recipe reads at most {most}.", n=len(names),
                most=MOST_COLUMNS),
            say("Genes and other measurements by the thousand: aegle train genome_phenotype --expression, which chooses"
                " among them inside the training patients."),
        )  # fmt: skip
    columns = [as_wished(read_column(n, [table[n][i] for i in kept]), question.prepare.get(n, "")) for n in names]
    measured = answer.values[:, 0] if answer.kind == "values" else None
    found = find_suspects(columns, answer.strata, question.minimum, measured) if answer.names else ()
    suspects = tuple(_decided(s, question) for s in found)
    left_out = _left_out(columns, suspects)
    gone = {entry.column for entry in left_out}
    inputs = tuple(c for c in columns if c.name not in gone)
    if question.reads_columns and not inputs and set(table) - {*question.targets, *question.beside}:
        raise WorkstationError(
            say("No column is left to learn from."),
            say("Every column is the target, constant, an identifier, a date or free text. Add columns with findings."),
        )
    people = _merged(people, inputs, answer.strata)
    near = near_owners(inputs, answer.strata) if answer.names else np.arange(len(people))
    strangers = int(np.count_nonzero(people[near] != people))
    if strangers:
        people = _joined(people, near)
        suspects = (*suspects, nearly_repeated(strangers))
    notes = list(answer.notes)
    if group and not question.group:
        notes.append(say('The rows of one patient were kept together by the column "{column}".', column=group))
    notes += [note for column in inputs for note in _notes(column)]
    return CohortTable(
        columns=inputs,
        target=", ".join(question.targets),
        classes=answer.names,
        labels=answer.strata,
        groups=people,
        rows=kept,
        grouped_by=group,
        left_out=tuple(left_out),
        suspects=suspects,
        notes=tuple(notes),
        kind=answer.kind,
        values=answer.values,
        divided=tuple(table[question.split_by][i] for i in kept) if question.split_by else (),
    )


def _decided(suspect: Suspect, question: Question) -> Suspect:
    """A column the person keeps stays, with the reason; one they leave out goes."""
    if question.prepare.get(suspect.column) == LEAVE_OUT:
        return replace(suspect, action=say("Left out by the person who trained it."), is_certain=True)
    if suspect.column not in question.keep:
        return suspect
    kept = say('Kept, because: "{reason}".', reason=question.keep[suspect.column])
    return replace(suspect, action=kept, is_certain=False)


def _need_columns(table: Mapping[str, Sequence[str]], question: Question) -> None:
    wanted = (*question.targets, question.group, *question.drop, *question.beside, *question.keep)
    for name in wanted:
        if name and name not in table:
            raise WorkstationError(
                say('The table has no column "{column}".', column=name),
                say("Its columns are: {columns}.", columns=", ".join(table)),
            )
    for target in {*question.targets} & {question.group, *question.drop}:
        raise WorkstationError(
            say('The column "{column}" cannot be the target and left out at once.', column=target),
            say("Choose another target, or do not leave this column out."),
        )


def _patient_column(table: Mapping[str, Sequence[str]], target: str) -> str:
    """A column that names the patient and names some of them more than once; else ""."""
    for name, cells in table.items():
        filled = [c for c in cells if c]
        people = len(set(filled))
        if name != target and is_patient_column(name) and max(_FEW, 0.05 * len(filled)) <= people < len(filled):
            return name
    return _column_of_people(table, target)


def _column_of_people(table: Mapping[str, Sequence[str]], target: str) -> str:
    """A column of words under any heading that come back in several rows, each with one answer and one value of two
    other columns, of which one is as rich: who the rows are about. "" where there is none.
    """
    count = len(table.get(target, ()))
    if not 2 * _FEW <= count <= _MOST_SEARCHED:
        return ""
    codes = {name: np.unique(np.array(cells), return_inverse=True)[1] for name, cells in table.items()}
    for name, code in codes.items():
        is_word = not any(number_of(cell) == number_of(cell) for cell in table[name][:_FEW])
        if not is_word or not 2 * _FEW <= code.max() + 1 <= 0.8 * count or not _goes_with(code, codes[target]):
            continue
        held = [c for other, c in codes.items() if other not in (name, target) and c.max() and _goes_with(code, c)]
        if len(held) >= 2 and any(c.max() >= 0.5 * code.max() for c in held):
            return name
    return ""


def _goes_with(code: NDArray[np.int64], other: NDArray[np.int64]) -> bool:
    """Whether each value of ``code`` has one value of ``other``."""
    return bool(len(np.unique(code * (other.max() + 1) + other)) == code.max() + 1)


@dataclass(frozen=True, slots=True, eq=False)
class _Answer:
    """What the table answers. ``rows``: those that have an answer; the other arrays are theirs."""

    kind: str
    rows: NDArray[np.int64]
    names: tuple[str, ...]
    values: NDArray[Any]
    strata: NDArray[np.int64]
    notes: tuple[Phrase, ...] = ()


def _answer(table: Mapping[str, Sequence[str]], question: Question, group: str) -> _Answer:
    if not question.targets:
        return _unasked(table, question)
    columns = [read_column(name, table[name]) for name in question.targets]
    if len(columns) > 1:
        return _several(columns, question)
    if question.answer == "values" or (question.answer == "auto" and _is_measured(columns[0], question)):
        return _measured(columns, question)
    return _classes(columns[0], table, question, group)


def _unasked(table: Mapping[str, Sequence[str]], question: Question) -> _Answer:
    """Masks are painted, an autoencoder answers with its own input: the table is not asked."""
    kind = next((k for k in question.answers if k in ("masks", "itself")), "")
    if not kind:
        raise WorkstationError(
            say("No column was named as the answer."), say("Name it with --target, or choose it in the wizard.")
        )
    count = len(next(iter(table.values()), ()))
    return _Answer(kind, np.arange(count), (), np.zeros((count, 0)), np.zeros(count, dtype=np.int64))


def _measured(columns: Sequence[Column], question: Question) -> _Answer:
    """Numbers to be estimated. Rows in which none is known are left out."""
    for column in columns:
        if "values" not in question.answers or column.kind not in ("number", "constant", "identifier"):
            _refuse_no_class(column)
            raise WorkstationError(
                say('The column "{column}" holds no numbers to learn.', column=column.name),
                say("Choose a column with measured values, or ask for classes."),
            )
    values = np.stack([_numbers(c) for c in columns], axis=1)
    rows = np.flatnonzero(~np.isnan(values).all(axis=1))
    values = values[rows]
    for at, column in enumerate(columns):
        if len(np.unique(values[~np.isnan(values[:, at]), at])) < 2:
            raise WorkstationError(
                say('The target column "{column}" holds only one value.', column=column.name),
                say("There is nothing to be estimated where every patient has the same."),
            )
    names = tuple(c.name for c in columns)
    return _Answer("values", rows, names, values, _fifths(values[:, 0]), _unanswered(columns, rows))


def _numbers(column: Column) -> NDArray[np.float64]:
    """An identifier-like column of numbers (each another value) is still a measurement where it is the answer."""
    return column.numbers if column.kind == "number" else np.array([number_of(c) for c in column.cells])


def _fifths(values: NDArray[np.float64]) -> NDArray[np.int64]:
    known = np.where(np.isnan(values), np.nanmedian(values), values)
    return np.searchsorted(np.quantile(known, [0.2, 0.4, 0.6, 0.8]), known).astype(np.int64)


def _several(columns: Sequence[Column], question: Question) -> _Answer:
    """Several yes/no questions where every column has two values, several measurements otherwise."""
    if any(len(set(c.keys) - {"", *c.missing}) > 2 for c in columns) or "flags" not in question.answers:
        return _measured(columns, question)
    orders = [_class_order([k for k in c.keys if k and k not in c.missing], "") for c in columns]
    for column, order in zip(columns, orders, strict=True):
        if len(order) < 2:
            raise WorkstationError(
                say('The target column "{column}" holds only one value.', column=column.name),
                say("A model learns to tell classes apart: the table needs patients of at least two."),
            )
    flags = [[float(o.index(k)) if k in o else np.nan for k in c.keys] for c, o in zip(columns, orders, strict=True)]
    values = np.array(flags).T
    rows = np.flatnonzero(~np.isnan(values).all(axis=1))
    strata = np.unique(np.nan_to_num(values[rows], nan=2.0), axis=0, return_inverse=True)[1].ravel().astype(np.int64)
    return _Answer("flags", rows, tuple(c.name for c in columns), values[rows], strata, _unanswered(columns, rows))


def _unanswered(columns: Sequence[Column], rows: NDArray[np.int64]) -> tuple[Phrase, ...]:
    count = len(columns[0].cells) - len(rows)
    names = ", ".join(c.name for c in columns)
    return (say('{n} rows without a value in "{column}" were left out.', n=count, column=names),) if count else ()


def _classes(column: Column, table: Mapping[str, Sequence[str]], question: Question, group: str) -> _Answer:
    _refuse_no_class(column)
    notes: list[Phrase] = []
    answered = np.array([bool(key) and key not in column.missing for key in column.keys], dtype=bool)
    if not answered.all():
        count = int(np.count_nonzero(~answered))
        notes.append(say('{n} rows without a value in "{column}" were left out.', n=count, column=column.name))
    if question.rare_classes == "leave_out":
        answered, rare = _without_rare(column, answered, _people_of(table, group), question.minimum)
        notes += rare
    kept = np.flatnonzero(answered)
    keys = [column.keys[i] for i in kept]
    order = _class_order(keys, question.positive)
    code = {key: i for i, key in enumerate(order)}
    labels = np.array([code[k] for k in keys], dtype=np.int64)
    return _Answer("classes", kept, tuple(column.written[key] for key in order), labels, labels, tuple(notes))


def _is_measured(column: Column, question: Question) -> bool:
    """Numbers that are no codes of a few classes."""
    if "values" not in question.answers:
        return False
    values = _numbers(column)
    known = np.unique(values[~np.isnan(values)])
    filled = sum(1 for key in column.keys if key)
    are_numbers = np.count_nonzero(~np.isnan(values)) >= 0.95 * max(1, filled)
    return bool(are_numbers and (len(known) > _MOST_CODES or (len(known) > 2 and np.any(known % 1))))


def _refuse_no_class(column: Column) -> None:
    """A measurement or a name is no diagnosis."""
    distinct = len(set(column.keys) - {"", *column.missing})
    filled = sum(1 for key in column.keys if key)
    if distinct < 2:
        raise WorkstationError(
            say('The target column "{column}" holds only one value.', column=column.name),
            say("A model learns to tell classes apart: the table needs patients of at least two."),
        )
    values = column.numbers[~np.isnan(column.numbers)]
    is_measured = len(values) > 0 and (distinct > MOST_CLASSES or bool(np.any(values % 1) and distinct > 10))
    if is_measured or distinct > MOST_CLASSES or (column.kind == "number" and distinct > max(20, 0.1 * filled)):
        raise WorkstationError(
            say('The target column "{column}" holds {n} different values.', column=column.name, n=distinct),
            say("It looks like a measurement or a name, not a diagnosis. Choose a column that names a few classes."),
        )


def _without_rare(
    column: Column, answered: NDArray[np.bool_], people: NDArray[np.int64], minimum: int
) -> tuple[NDArray[np.bool_], list[Phrase]]:
    keys = np.array(column.keys)
    notes = []
    for key in sorted(set(keys[answered])):
        members = answered & (keys == key)
        if len(np.unique(people[members])) < minimum:
            answered = answered & ~members
            notes.append(
                say('The class "{name}" has fewer than {n} patients; its rows were left out.', name=str(key), n=minimum)
            )
    return answered, notes


def _class_order(keys: list[str], positive: str) -> list[str]:
    """Numbers by size, words by alphabet; of two classes the one looked for stands second."""
    distinct = sorted(set(keys), key=lambda k: (np.isnan(number_of(k)), np.nan_to_num(number_of(k)), k))
    if len(distinct) != 2:
        return distinct
    wanted = [k for k in distinct if k == positive] or [k for k in distinct if k in _POSITIVE]
    if len(wanted) != 1:  # no word tells: numbers keep their order, of two words the rarer is looked for
        numeric = not np.isnan(number_of(distinct[0]))
        wanted = [distinct[1] if numeric or 2 * keys.count(distinct[1]) <= len(keys) else distinct[0]]
    return [k for k in distinct if k != wanted[0]] + wanted


def _people_of(table: Mapping[str, Sequence[str]], group: str) -> NDArray[np.int64]:
    count = len(next(iter(table.values())))
    return _people(table[group] if group else None, np.arange(count))


def _people(cells: Sequence[str] | None, kept: NDArray[np.int64]) -> NDArray[np.int64]:
    """(N,) a number for each patient; without a patient column, or where its cell is empty, each row is its own."""
    if cells is None:
        return np.arange(len(kept))
    names = [cells[i] or f"\x00{i}" for i in kept]
    return np.unique(np.array(names), return_inverse=True)[1].astype(np.int64)


def _need_cases(classes: tuple[str, ...], labels: NDArray[np.int64], people: NDArray[np.int64], minimum: int) -> None:
    if len(classes) < 2:
        raise WorkstationError(
            say("Only one class is left to learn."),
            say("A model learns to tell classes apart: the table needs patients of at least two."),
        )
    for code, name in enumerate(classes):
        count = len(np.unique(people[labels == code]))
        if count < minimum:
            raise WorkstationError(
                say(
                    'The class "{name}" has {n} patients; at least {minimum} are needed.',
                    name=name,
                    n=count,
                    minimum=minimum,
                ),
                say("Add patients of this class, merge it with another, or leave its rows out of the table."),
            )


def _need_patients(people: NDArray[np.int64], minimum: int) -> None:
    count, needed = len(np.unique(people)), 2 * minimum
    if count < needed:
        raise WorkstationError(
            say("There are {n} patients; at least {minimum} are needed.", n=count, minimum=needed),
            say("From so few nothing can be learned that holds for others. Add patients."),
        )


def _left_out(columns: Sequence[Column], suspects: Sequence[Suspect]) -> list[LeftOut]:
    certain = {s.column: s.evidence for s in suspects if s.is_certain}
    first: dict[tuple[str, ...], str] = {}
    left_out = []
    for column in columns:
        reason = certain.get(column.name) or _REASONS.get(column.kind)
        twin = first.setdefault(column.keys, column.name)
        if reason is None and twin != column.name:
            reason = say('It repeats the column "{column}".', column=twin)
        if reason is not None:
            left_out.append(LeftOut(column.name, reason))
    return left_out


_REASONS = {
    "empty": say("It is empty."),
    "constant": say("It holds the same value in every row."),
    "date": say("It is a date, and dates do not come back: give an age or a number of days instead."),
    "text": say("It is free text, which this recipe does not read."),
    "identifier": say("Nearly every row holds another value: it names the patient or the row."),
}


def _merged(people: NDArray[np.int64], columns: Sequence[Column], labels: NDArray[np.int64]) -> NDArray[np.int64]:
    """Patients joined where one's row equals another's: equal rows must not stand on both sides of a split."""
    if not repeats(columns, labels).any():
        return people
    return _joined(people, clusters(columns, labels)[0])


def _joined(people: NDArray[np.int64], owner: NDArray[np.int64]) -> NDArray[np.int64]:
    """(N,) ``people`` made one where a row (of ``people[row]``) is the same as another (``owner[row]``)."""
    head = np.arange(people.max() + 1)

    def root(p: int) -> int:
        while head[p] != p:
            p = int(head[p])
        return p

    for row, first in enumerate(owner):
        head[root(int(people[row]))] = root(int(people[first]))
    return np.array([root(int(p)) for p in people], dtype=np.int64)


def _notes(column: Column) -> list[Phrase]:
    notes = []
    if column.unread:
        notes.append(
            say('{n} cells of "{column}" hold no number and count as missing.', n=column.unread, column=column.name)
        )
    if column.missing:
        codes = ", ".join(column.missing)
        notes.append(say('In "{column}", {codes} was read as missing.', column=column.name, codes=codes))
    if has_zero_spike(column.numbers):
        notes.append(say('In "{column}", 0 may stand for "not measured": check it.', column=column.name))
    empty = float(np.mean(~column.filled))
    if empty > 0.5:
        notes.append(say('"{column}" is empty in {percent} % of rows.', column=column.name, percent=round(100 * empty)))
    return notes


def has_zero_spike(numbers: NDArray[np.float64]) -> bool:
    """True where zeros stand apart from the other values, as a glucose of 0 does."""
    values = numbers[~np.isnan(numbers)]
    others = values[values != 0]
    if len(others) == len(values) or len(np.unique(others)) < 10 or others.min() <= 0:
        return False
    return bool(others.min() > 0.1 * np.median(others) and others.min() > 1)
