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

SuspectKind = Literal[
    "target_copy", "identifier", "row_order", "gives_away", "missingness", "known_after", "constant",
    "duplicate_column", "missing_code", "duplicate_rows", "near_duplicate_rows", "duplicate_cases",
    "duplicate_across_split", "site",
]  # fmt: skip

GIVES_AWAY_AUC = 0.98
_PERFECT_AUC = 0.9995  # in a hundred patients or more no finding tells all of them apart
_TELLS_AUC = 0.7  # from which a heading that sounds like afterwards is believed
_COPY_SHARE = 0.98  # of rows, in every class
_ORDER_AUC = 0.8  # of the row's number, from which rows were not written down as patients came
_MANY = 100  # patients from which such a figure is no chance
_FEWEST_NEAR = 4  # columns from which rows can be alike in all but one
_MOST_COMPARED = 20_000_000  # rows times pairs of columns
_ALIKE = 0.95  # correlation of ranks from which two columns measure the same
_CHANCE = 0.02  # share of the alike rows found that would be met if the columns were independent
WIDE = 500  # columns from which one of them above 0.98 is to be expected: genes are measured by the thousand
_KNOWN_AFTER = re.compile(
    r".*(outcome|death|dead|died|deceased|mortality|surviv|discharge|follow[ _\-]?up|relapse|recurrence|readmi|autopsy"
    r"|post[ _\-]?op|length[ _\-]of[ _\-]stay|hospital[ _\-]days|days[ _\-]in[ _\-]|total[ _\-](cost|charge)"
    r"|出院|死亡|随访|转归|预后|存活|生存|复发|结局|确诊|诊断|住院(天|日|时)|术后|治疗后|总费用).*"
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


def find_suspects(
    columns: Sequence[Column], labels: NDArray[np.int64], minimum: int = 10, values: NDArray[np.float64] | None = None
) -> tuple[Suspect, ...]:
    """Suspects among ``columns``. ``labels``: (N,) class codes; ``values``: (N,) where a measurement is the answer, and
    then ``labels`` its fifths. Words met fewer than ``minimum`` times do not count.
    """
    is_wide = len(columns) > WIDE
    found = [s for c in columns if (s := _suspect(c, labels, minimum, is_wide, values)) is not None]
    found += _codes(columns) + _repeated_columns(columns)
    if values is None and (_is_sorted(labels) or _order_auc(labels) > _ORDER_AUC):
        found.append(_sorted(_order_auc(labels)))
    repeated = int(np.count_nonzero(repeats(columns, labels)))
    if repeated:
        found.append(_repeated_rows(repeated))
    return tuple(found)


def _suspect(
    column: Column, labels: NDArray[np.int64], minimum: int, is_wide: bool, values: NDArray[np.float64] | None
) -> Suspect | None:
    if column.kind == "identifier" or (column.kind == "number" and _counts_rows(column)):
        return _identifier(column)
    if column.kind == "constant":
        return _constant(column)
    if column.kind not in ("number", "category"):
        return None
    sounds = _KNOWN_AFTER.fullmatch(key_of(column.name)) is not None
    if len(labels) >= 2 * minimum and not is_wide:
        told = _of_values(column, values) if values is not None else _of_classes(column, labels, minimum, sounds)
        if told is not None:
            return told
    return _known_after(column, 0.0) if sounds else None


def _of_classes(column: Column, labels: NDArray[np.int64], minimum: int, sounds: bool) -> Suspect | None:
    if _is_copy(column, labels) or _is_nearly_copy(column, labels):
        return _copy(column)
    blank = _mean_auc(np.where(column.filled, 0.0, 1.0), labels)
    if blank > GIVES_AWAY_AUC:
        return _missingness(column)
    auc = single_column_auc(column, labels, minimum)
    if sounds and auc > _TELLS_AUC:
        return _known_after(column, auc)
    if auc > GIVES_AWAY_AUC:
        smallest = int(np.bincount(labels).min())
        return _gives_away(column, auc, auc >= _PERFECT_AUC and len(labels) >= _MANY and smallest >= minimum)
    return None


def _of_values(column: Column, values: NDArray[np.float64]) -> Suspect | None:
    """A column that is the measurement in other units, or nearly."""
    if column.kind != "number":
        return None
    both = column.filled & ~np.isnan(values)
    if np.count_nonzero(both) < 20 or np.ptp(column.numbers[both]) == 0 or np.ptp(values[both]) == 0:
        return None
    # of ranks: one patient far from all others would correlate anything
    correlation = abs(float(np.corrcoef(_ranks(column.numbers[both]), _ranks(values[both]))[0, 1]))
    if correlation > 0.999:
        return _copy(column)
    return _follows(column, correlation) if correlation > GIVES_AWAY_AUC else None


def _ranks(values: NDArray[np.float64]) -> NDArray[np.float64]:
    """Ties share the mean of their ranks."""
    _, code, counts = np.unique(values, return_inverse=True, return_counts=True)
    return np.asarray((np.cumsum(counts) - (counts - 1) / 2)[code], dtype=np.float64)


def _is_nearly_copy(column: Column, labels: NDArray[np.int64]) -> bool:
    """Few values, and each nearly always means one class: the answer with a few slips of the pen."""
    filled = column.filled
    classes = len(np.unique(labels))
    if column.distinct() > 2 * classes or np.count_nonzero(filled) < max(_MANY / 2, 0.5 * len(labels)):
        return False
    words = np.array([str(v) for v in column.numbers] if column.kind == "number" else column.keys)[filled]
    code = np.unique(words, return_inverse=True)[1]
    truth = labels[filled]
    table = np.zeros((code.max() + 1, labels.max() + 1))
    np.add.at(table, (code, truth), 1)
    said = table.argmax(axis=1)[code]
    met = np.unique(truth)
    return len(met) == classes and all(np.mean(said[truth == c] == c) >= _COPY_SHARE for c in met)


def _counts_rows(column: Column) -> bool:
    """Whole numbers that rise (or fall) with the rows, hardly ever the same: a counter under another name."""
    values = column.numbers
    if len(values) < 30 or not column.filled.all() or np.any(values % 1) or column.distinct() < 0.95 * len(values):
        return False
    # rows that are there twice carry the number of the first
    first = np.sort(np.unique(values, return_index=True)[1])
    ranks = np.argsort(np.argsort(values[first]))
    return abs(float(np.corrcoef(ranks, np.arange(len(first)))[0, 1])) > 0.99


def _is_sorted(labels: NDArray[np.int64]) -> bool:
    """The classes stand one after the other: as many runs as classes."""
    return len(labels) >= 30 and int(np.count_nonzero(np.diff(labels))) + 1 == len(np.unique(labels))


def _order_auc(labels: NDArray[np.int64]) -> float:
    """How well the number of the row alone tells the classes; 0.5 where there are too few rows to say."""
    return _mean_auc(np.arange(len(labels), dtype=np.float64), labels) if len(labels) >= _MANY else 0.5


def _codes(columns: Sequence[Column]) -> list[Suspect]:
    return [_missing_code(c) for c in columns if c.kind == "number" and c.missing]


def _repeated_columns(columns: Sequence[Column]) -> list[Suspect]:
    first: dict[tuple[str, ...], str] = {}
    found = []
    for column in columns:
        twin = first.setdefault(column.keys, column.name)
        if twin != column.name and column.kind in ("number", "category"):
            found.append(_twin(column, twin))
    return found


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
    rank = _ranks(scores)
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


def near_owners(columns: Sequence[Column], labels: NDArray[np.int64]) -> NDArray[np.int64]:
    """(N,) the first row that is equal in all columns and the answer, or in all of these but one; the row itself where
    there is none, or where that can well be chance.
    """
    used = [c for c in columns if c.kind in ("number", "category")]
    count = len(labels)
    owner = np.arange(count)
    if len(used) < _FEWEST_NEAR or count * len(used) ** 2 > _MOST_COMPARED:
        return owner
    codes = [np.unique(np.array(c.keys), return_inverse=True)[1] for c in used] + [np.asarray(labels)]
    follows = [*_following(used, codes[:-1]), False]
    agree = np.array([1.0 if known else _agreement(code) for code, known in zip(codes, follows, strict=True)])
    rng = np.random.default_rng(0)
    each = np.stack([rng.integers(0, 2**63, code.max() + 1, dtype=np.uint64)[code] for code in codes])
    whole = each.sum(axis=0, dtype=np.uint64)
    for at, mine in enumerate(each):
        first, code = np.unique(whole - mine, return_index=True, return_inverse=True)[1:]
        found = count - len(first)
        if np.delete(agree, at).prod() * count * (count - 1) / 2 < _CHANCE * found:
            owner = np.minimum(owner, first[code])
    return owner


def _following(columns: Sequence[Column], codes: Sequence[NDArray[np.int64]]) -> list[bool]:
    """Of each column whether another, kept, says what stands in it: then it speaks for no likeness of its own."""
    distinct = [int(code.max()) + 1 for code in codes]
    ranks = [_ranks(np.nan_to_num(c.numbers)) if c.kind == "number" else None for c in columns]
    order = sorted(range(len(columns)), key=lambda at: -distinct[at])
    follows = [False] * len(codes)
    for place, at in enumerate(order):
        for other in order[:place]:
            if follows[at] or follows[other]:
                continue
            mine, theirs = ranks[at], ranks[other]
            if mine is not None and theirs is not None:
                follows[at] = abs(float(np.corrcoef(mine, theirs)[0, 1])) > _ALIKE
            if distinct[other] < 0.4 * len(codes[at]):  # a column that never repeats would say everything
                pairs = len(np.unique(codes[other].astype(np.int64) * distinct[at] + codes[at]))
                follows[at] |= pairs <= 1.1 * distinct[other]
    return follows


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


def _gives_away(column: Column, auc: float, is_certain: bool) -> Suspect:
    kept = say("Kept. Leave it out if it is written down only after the answer is known.")
    dropped = say("Left out: no finding tells every patient apart. Keep it with a reason if it is known beforehand.")
    return Suspect(
        column.name,
        "gives_away",
        say("This column alone tells the classes apart (AUC {auc}).", auc=f"{auc:.3f}"),
        dropped if is_certain else kept,
        is_certain=is_certain,
    )


def _follows(column: Column, correlation: float) -> Suspect:
    return Suspect(
        column.name,
        "gives_away",
        say("This column alone follows the answer (correlation {r}).", r=f"{correlation:.3f}"),
        say("Kept. Leave it out if it is written down only after the answer is known."),
        is_certain=False,
    )


def _missingness(column: Column) -> Suspect:
    return Suspect(
        column.name,
        "missingness",
        say("Whether it was recorded at all tells the classes apart."),
        say("Left out: it is recorded only for patients in whom the answer is known. Keep it with a reason if not so."),
        is_certain=True,
    )


def _known_after(column: Column, auc: float) -> Suspect:
    if auc > _TELLS_AUC:
        return Suspect(
            column.name,
            "known_after",
            say("Its heading sounds like something known only after the answer, and it tells it (AUC {auc}).",
                auc=f"{auc:.3f}"),
            say("Left out. Keep it with a reason if it is known when the model will be asked."),
            is_certain=True,
        )  # fmt: skip
    return Suspect(
        column.name,
        "known_after",
        say("Its heading sounds like something known only after the answer."),
        say("Kept. Leave it out if it is not yet known when the model will be asked."),
        is_certain=False,
    )


def _constant(column: Column) -> Suspect:
    return Suspect(
        column.name, "constant", say("It holds the same value in every row."), say("Left out."), is_certain=True
    )


def _twin(column: Column, twin: str) -> Suspect:
    return Suspect(
        column.name,
        "duplicate_column",
        say('It repeats the column "{column}".', column=twin),
        say("Left out."),
        is_certain=True,
    )


def _missing_code(column: Column) -> Suspect:
    return Suspect(
        column.name,
        "missing_code",
        say('{codes} stands for "not known" in it.', codes=", ".join(column.missing)),
        say("Read as missing."),
        is_certain=False,
    )


def _sorted(auc: float) -> Suspect:
    return Suspect(
        "",
        "row_order",
        say("The rows are sorted by the answer: their order gives it away.")
        if auc in (0.5, 1.0)
        else say("The place of a row in the table tells its class (AUC {auc}).", auc=f"{auc:.3f}"),
        say("The order is not read; rows are shuffled before they are divided."),
        is_certain=False,
    )


def across_split(count: int) -> Suspect:
    """Cases that stand on both sides of a division a person gave."""
    return Suspect(
        "",
        "duplicate_across_split",
        say("{n} cases to learn from are also among those to be measured on.", n=count),
        say("They were taken out of what is learned from."),
        is_certain=True,
    )


def alike(kind: str, count: int) -> Suspect:
    """Cases that are the same, or nearly."""
    return Suspect(
        "",
        "duplicate_cases",
        say("Cases that are (nearly) the same as another ({kind}): {n}.", n=count, kind=kind),
        say("They are kept together on one side of every split."),
        is_certain=False,
    )


def site(column: str, auc: float) -> Suspect:
    """The other inputs tell where a patient was seen."""
    return Suspect(
        column,
        "site",
        say("The other inputs tell which one it is (AUC {auc}): a model may learn the place, not the disease.",
            auc=f"{auc:.2f}"),
        say("Kept. Measure with --split site:{column} to see whether it holds elsewhere.", column=column),
        is_certain=False,
    )  # fmt: skip


def nearly_repeated(count: int) -> Suspect:
    """Rows of different patients that hardly differ."""
    return Suspect(
        "",
        "near_duplicate_rows",
        say("{n} rows differ from an earlier one in a single cell, which can hardly be chance.", n=count),
        say("They are kept together on one side of every split."),
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
