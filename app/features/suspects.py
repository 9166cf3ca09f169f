"""What gives the answer away: copies of the target, identifiers, repeated rows, facts known only afterwards."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Literal

import numpy as np
from numpy.typing import NDArray

from app.domain.words import Phrase, say
from app.features.columns import Column
from app.features.values import key_of

SuspectKind = Literal["target_copy", "identifier", "date", "gives_away", "missingness", "known_after", "duplicate_rows"]

GIVES_AWAY_AUC = 0.98
_KNOWN_AFTER = re.compile(
    r".*(outcome|death|dead|died|deceased|mortality|surviv|discharge|follow[ _\-]?up|relapse|recurrence|readmi|autopsy"
    r"|post[ _\-]?op|length[ _\-]of[ _\-]stay|出院|死亡|随访|转归|预后|存活|生存|复发|结局|确诊|诊断).*"
    r"|time|days|los|(time|days)[ _\-]to[ _\-].*|.*[ _\-]after([ _\-].*)?|icd.*"
    r"|((final|main|discharge|primary)[ _\-])?diagnos[ei]s"
)


@dataclass(frozen=True, slots=True)
class Suspect:
    """``is_certain``: no honest model may read the column, so it is left out."""

    column: str
    kind: SuspectKind
    evidence: Phrase
    action: Phrase
    is_certain: bool

    def as_json(self) -> dict[str, Any]:
        words = {"evidence": self.evidence.as_json(), "action": self.action.as_json()}
        said = {"evidence": str(self.evidence), "action": str(self.action)}
        return {"column": self.column, "kind": self.kind, **said, "left_out": self.is_certain, "words": words}


def find_suspects(columns: Sequence[Column], labels: NDArray[np.int64], minimum: int = 10) -> tuple[Suspect, ...]:
    """Suspects among ``columns``. ``labels``: (N,) class codes. Words met fewer than ``minimum`` times do not count."""
    found = [s for column in columns if (s := _suspect(column, labels, minimum)) is not None]
    repeated = int(np.count_nonzero(repeats(columns, labels)))
    if repeated:
        found.append(_repeated_rows(repeated))
    return tuple(found)


def _suspect(column: Column, labels: NDArray[np.int64], minimum: int) -> Suspect | None:
    if column.kind == "identifier":
        return _identifier(column)
    if column.kind not in ("number", "category"):
        return None
    if len(labels) >= 2 * minimum:
        if _is_copy(column, labels):
            return _copy(column)
        auc = single_column_auc(column, labels, minimum)
        if auc > GIVES_AWAY_AUC:
            return _gives_away(column, auc)
        blank = _mean_auc(np.where(column.filled, 0.0, 1.0), labels)
        if blank > GIVES_AWAY_AUC:
            return _missingness(column)
    if _KNOWN_AFTER.fullmatch(key_of(column.name)):
        return _known_after(column)
    return None


def _is_copy(column: Column, labels: NDArray[np.int64]) -> bool:
    """One value for each class and one class for each value."""
    values = [str(v) for v in column.numbers] if column.kind == "number" else list(column.keys)
    filled = column.filled
    pairs = {(values[i], int(labels[i])) for i in np.flatnonzero(filled)}
    classes = len(np.unique(labels))
    return (
        len(pairs) == classes
        and len({v for v, _ in pairs}) == classes
        and len({y for _, y in pairs}) == classes
        and 2 * int(np.count_nonzero(filled)) >= len(labels)
    )


def single_column_auc(column: Column, labels: NDArray[np.int64], minimum: int = 10) -> float:
    """How well the column alone ranks each class against the rest (mean over classes, either direction), 0.5 to 1.

    Rows where it is missing are left aside; a category ranks by the share of the class among its rows, words met
    fewer than ``minimum`` times counting as one.
    """
    kept = column.filled
    labels = labels[kept]
    if len(np.unique(labels)) < 2 or np.count_nonzero(kept) < 2 * minimum:
        return 0.5
    if column.kind == "number":
        return _mean_auc(column.numbers[kept], labels)
    words, code = np.unique(np.array(column.keys)[kept], return_inverse=True)
    counts = np.bincount(code, minlength=len(words))
    code = np.where(counts[code] < minimum, len(words), code)
    rows = np.maximum(np.bincount(code), 1)
    shares = [(np.bincount(code, labels == label) / rows)[code] for label in np.unique(labels)]
    return float(
        np.mean([_auc(share, labels == label) for share, label in zip(shares, np.unique(labels), strict=True)])
    )


def _mean_auc(scores: NDArray[np.float64], labels: NDArray[np.int64]) -> float:
    aucs = [_auc(scores, labels == label) for label in np.unique(labels)]
    return float(np.mean([max(a, 1 - a) for a in aucs])) if len(aucs) > 1 else 0.5


def _auc(scores: NDArray[np.float64], positive: NDArray[np.bool_]) -> float:
    """The chance that a positive ranks above a negative, ties counting half (Mann-Whitney)."""
    _, code, counts = np.unique(scores, return_inverse=True, return_counts=True)
    rank = (np.cumsum(counts) - (counts - 1) / 2)[code]
    n = int(np.count_nonzero(positive))
    m = len(scores) - n
    return float((rank[positive].sum() - n * (n + 1) / 2) / (n * m)) if n and m else 0.5


def repeats(columns: Sequence[Column], labels: NDArray[np.int64]) -> NDArray[np.bool_]:
    """(N,) True for rows that equal an earlier row in every cell, where that cannot well be chance.

    In a table of few yes/no columns different patients look alike; rows count as repeated only where fewer than one
    pair would be expected to agree if the columns were independent.
    """
    count = len(labels)
    used = [c for c in columns if c.kind in ("number", "category")]
    first = np.zeros(count, dtype=bool)
    if not used or _expected_pairs(used, labels) >= 1:
        return first
    return clusters(used, labels)[1]


def clusters(columns: Sequence[Column], labels: NDArray[np.int64]) -> tuple[NDArray[np.int64], NDArray[np.bool_]]:
    """((N,) the row each row is the first equal of, (N,) True for every further one)."""
    first: dict[tuple[object, ...], int] = {}
    owner = np.arange(len(labels))
    for i in range(len(labels)):
        owner[i] = first.setdefault((*(c.keys[i] for c in columns), int(labels[i])), i)
    return owner, owner != np.arange(len(labels))


def _expected_pairs(columns: Sequence[Column], labels: NDArray[np.int64]) -> float:
    agree = _agreement(labels)
    for column in columns:
        agree *= _agreement(np.array(column.keys))
    return agree * len(labels) * (len(labels) - 1) / 2


def _agreement(values: NDArray[np.generic]) -> float:
    """The chance that two rows drawn at random hold the same."""
    counts = np.unique(values, return_counts=True)[1]
    return float(((counts / counts.sum()) ** 2).sum())


def _identifier(column: Column) -> Suspect:
    return Suspect(
        column.name,
        "identifier",
        say("Nearly every row holds another value: it names the patient or the row."),
        say("Left out: a model would learn names by heart."),
        is_certain=True,
    )


def _copy(column: Column) -> Suspect:
    return Suspect(
        column.name,
        "target_copy",
        say("Each of its values belongs to one class only: it is the answer in other words."),
        say("Left out."),
        is_certain=True,
    )


def _gives_away(column: Column, auc: float) -> Suspect:
    return Suspect(
        column.name,
        "gives_away",
        say("This column alone tells the classes apart (AUC {auc}).", auc=f"{auc:.3f}"),
        say("Kept. Leave it out if it is written down only after the answer is known."),
        is_certain=False,
    )


def _missingness(column: Column) -> Suspect:
    return Suspect(
        column.name,
        "missingness",
        say("Whether it was recorded at all tells the classes apart."),
        say("Kept. Leave it out if it is recorded only for patients in whom the answer is known."),
        is_certain=False,
    )


def _known_after(column: Column) -> Suspect:
    return Suspect(
        column.name,
        "known_after",
        say("Its heading sounds like something known only after the answer."),
        say("Kept. Leave it out if it is not yet known when the model will be asked."),
        is_certain=False,
    )


def _repeated_rows(count: int) -> Suspect:
    return Suspect(
        "",
        "duplicate_rows",
        say("{n} rows repeat another row in every cell.", n=count),
        say("Equal rows are kept together on one side of every split."),
        is_certain=False,
    )
