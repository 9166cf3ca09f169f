"""A table as a cohort to learn from: which columns are inputs, who is a patient, what the classes are, what is odd."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from app.domain.errors import WorkstationError
from app.domain.training import TrainRequest
from app.domain.words import Phrase, say
from app.features.columns import Column, is_patient_column, read_column
from app.features.suspects import Suspect, clusters, find_suspects, repeats
from app.features.values import key_of, number_of

MOST_CLASSES = 50
_FEW = 20  # fewer people than this in a column: it names groups of them
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
    """What is asked of a table. ``minimum`` cases of each class are needed; ``positive`` names the class looked for
    ("" to be guessed); ``rare_classes``: refuse, or leave their rows out.
    """

    target: str
    group: str = ""
    drop: tuple[str, ...] = ()
    minimum: int = FEWEST_CASES
    positive: str = ""
    rare_classes: str = "refuse"


def question_of(request: TrainRequest) -> Question:
    """What a request asks of its table."""
    asked = request.parameters
    return Question(
        target=request.target,
        group=request.group,
        drop=request.drop,
        minimum=1 if asked.get("evaluate") == TRAINING_TABLE else FEWEST_CASES,
        positive=key_of(asked.get("positive", "")),
        rare_classes=str(asked.get("rare_classes", "refuse")),
    )


@dataclass(frozen=True, slots=True)
class LeftOut:
    column: str
    reason: Phrase


@dataclass(frozen=True, slots=True, eq=False)
class CohortTable:
    """``labels``: (N,) class codes; ``groups``: (N,) who must stay together (patient, and rows equal to theirs);
    ``rows``: (N,) index in the file's table, as rows without an answer are gone. With two classes the second is the
    one looked for.
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

    @property
    def patients(self) -> int:
        return len(np.unique(self.groups))


def read_cohort(table: Mapping[str, Sequence[str]], question: Question) -> CohortTable:
    """Read a table (heading -> cells) as a cohort. Raises WorkstationError where nothing can be learned from it."""
    _need_columns(table, question)
    group = question.group or _patient_column(table, question.target)
    kept, classes, labels, notes = _labels(table, question, group)
    people = _people(table[group] if group else None, kept)
    _need_cases(classes, labels, people, question.minimum)
    names = [n for n in table if n not in {question.target, group, *question.drop}]
    columns = [read_column(n, [table[n][i] for i in kept]) for n in names]
    suspects = find_suspects(columns, labels, question.minimum)
    left_out = _left_out(columns, suspects)
    gone = {entry.column for entry in left_out}
    inputs = tuple(c for c in columns if c.name not in gone)
    if not inputs:
        raise WorkstationError(
            say("No column is left to learn from."),
            say("Every column is the target, constant, an identifier, a date or free text. Add columns with findings."),
        )
    if group and not question.group:
        notes.append(say('The rows of one patient were kept together by the column "{column}".', column=group))
    notes += [note for column in inputs for note in _notes(column)]
    return CohortTable(
        columns=inputs,
        target=question.target,
        classes=classes,
        labels=labels,
        groups=_merged(people, inputs, labels),
        rows=kept,
        grouped_by=group,
        left_out=tuple(left_out),
        suspects=suspects,
        notes=tuple(notes),
    )


def _need_columns(table: Mapping[str, Sequence[str]], question: Question) -> None:
    for name in (question.target, question.group, *question.drop):
        if name and name not in table:
            raise WorkstationError(
                say('The table has no column "{column}".', column=name),
                say("Its columns are: {columns}.", columns=", ".join(table)),
            )
    if question.target in {question.group, *question.drop}:
        raise WorkstationError(
            say('The column "{column}" cannot be the target and left out at once.', column=question.target),
            say("Choose another target, or do not leave this column out."),
        )


def _patient_column(table: Mapping[str, Sequence[str]], target: str) -> str:
    """A column that names the patient and names some of them more than once; else ""."""
    for name, cells in table.items():
        filled = [c for c in cells if c]
        people = len(set(filled))
        if name != target and is_patient_column(name) and max(_FEW, 0.05 * len(filled)) <= people < len(filled):
            return name
    return ""


def _labels(
    table: Mapping[str, Sequence[str]], question: Question, group: str
) -> tuple[NDArray[np.int64], tuple[str, ...], NDArray[np.int64], list[Phrase]]:
    """(rows with an answer, classes in order, class codes, what was left out)."""
    column = read_column(question.target, table[question.target])
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
    return kept, tuple(column.written[key] for key in order), np.array([code[k] for k in keys], dtype=np.int64), notes


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
    owner = clusters(columns, labels)[0]
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
