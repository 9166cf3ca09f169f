"""How raw inputs are made ready for a network: what is proposed for each, why, before and after.

The steps themselves are fitted by the worker on training patients only and travel inside the exported graph; what
stands here is computed on the whole table so that a person can look at it, and is never used to train.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Literal

import numpy as np
from numpy.typing import NDArray

from app.domain.figures import number
from app.domain.words import Phrase, say
from app.features.columns import Column, Scale
from app.features.raw import Courses, Matrix, Pictures, Raw, Texts
from app.features.values import number_of

Choice = Literal["", "number", "category", "logarithm", "plain"]
CHOICES: tuple[Choice, ...] = ("", "number", "category", "logarithm", "plain")
LEAVE_OUT = "leave_out"  # a suspect the person decided against
_SKEWED = 1.5
_BINS = 16
_FAR = 4.0  # interquartile ranges beyond the quartiles
_MOST_CATEGORIES = 50


@dataclass(frozen=True, slots=True)
class Treatment:
    """What is done with one column. ``choice``: what the person chose instead of the proposal ("" the proposal);
    ``choices`` they have. ``before`` and ``after``: [from, to, cases] of numbers; ``shares``: categories with cases.
    """

    column: str
    kind: str
    steps: tuple[Phrase, ...]
    reasons: tuple[Phrase, ...]
    choice: str
    choices: tuple[str, ...]
    before: tuple[tuple[float, float, int], ...] = ()
    after: tuple[tuple[float, float, int], ...] = ()
    shares: tuple[tuple[str, int], ...] = ()


def as_wished(column: Column, choice: str) -> Column:
    """A column read as the person wants it read."""
    match choice:
        case "category" if column.kind == "number":
            blank = np.full(len(column.cells), np.nan)
            keys = tuple("" if np.isnan(v) else k for k, v in zip(column.keys, column.numbers, strict=True))
            return replace(column, kind="category", numbers=blank, keys=keys)
        case "number" if column.kind == "category":
            return replace(column, kind="number", numbers=np.array([number_of(c) for c in column.cells]))
        case "logarithm" | "plain" if column.kind == "number":
            scale: Scale = "logarithm" if choice == "logarithm" else "plain"
            return replace(column, scale=scale)
    return column


def skewness(known: NDArray[np.float64]) -> float:
    return float((((known - known.mean()) / known.std()) ** 3).mean()) if len(known) and known.std() > 0 else 0.0


def offset_for(known: NDArray[np.float64], scale: Scale = "") -> float:
    """What is added before the logarithm: a tenth of the median of the positive values; 0 where none is taken, as
    numbers are below zero, few, or have no long right tail. ``scale``: what a person wants instead.
    """
    if scale == "plain" or not len(known) or known.min() < 0 or known.std() == 0:
        return 0.0
    if scale != "logarithm" and (len(np.unique(known)) <= 10 or skewness(known) <= _SKEWED):
        return 0.0
    return 0.1 * float(np.median(known[known > 0]))


def treatments(columns: Sequence[Column], wishes: Mapping[str, str]) -> tuple[Treatment, ...]:
    """What is proposed for each column that is read, or was chosen instead."""
    return tuple(_treatment(c, wishes.get(c.name, "")) for c in columns if c.kind in ("number", "category"))


def _treatment(column: Column, choice: str) -> Treatment:
    if column.kind == "category":
        return _of_category(column, choice)
    known = column.numbers[~np.isnan(column.numbers)]
    offset = offset_for(known, column.scale)
    reasons, steps = [], []
    if column.missing:
        reasons.append(say('{codes} stands for "not known".', codes=", ".join(column.missing)))
    absent = int(np.count_nonzero(np.isnan(column.numbers)))
    if absent:
        reasons.append(say("{n} of {total} are missing.", n=absent, total=len(column.numbers)))
        steps.append(say("Missing: the median of the training patients, and an indicator that it was missing"))
    far = _far_off(known)
    if far:
        reasons.append(say("{n} lie far off the others ({low} to {high}): look whether they were mistyped.", n=len(far),
                           low=number(min(far)), high=number(max(far))))  # fmt: skip
    if offset:
        steps.append(say("Logarithm of the value plus {offset}", offset=number(offset, 2)))
        if choice != "logarithm":
            reasons.append(say("Long right tail (skewness {s}).", s=f"{skewness(known):.1f}"))
    if len(np.unique(known)) <= 6 and np.all(known == np.round(known)):
        reasons.append(say("Few whole numbers: they may be codes."))
    steps.append(say("Mean 0, deviation 1"))
    curved = np.log(np.maximum(known, 0) + offset) if offset else known
    deviation = float(curved.std()) or 1.0
    return Treatment(
        column.name, "number", tuple(steps), tuple(reasons), choice, _choices(known),
        _histogram(known), _histogram((curved - curved.mean()) / deviation if len(curved) else curved),
    )  # fmt: skip


def _choices(known: NDArray[np.float64]) -> tuple[str, ...]:
    can_log = len(known) > 0 and known.min() >= 0
    few = len(np.unique(known)) <= _MOST_CATEGORIES
    return ("", *(("logarithm",) if can_log else ()), "plain", *(("category",) if few else ()))


def _of_category(column: Column, choice: str) -> Treatment:
    words, counts = np.unique([k for k in column.keys if k], return_counts=True)
    order = np.argsort(-counts, kind="stable")
    shares = tuple((column.written.get(str(words[i]), str(words[i])), int(counts[i])) for i in order)
    rare = sum(n < 10 for _, n in shares)
    reasons = [say("{n} different words.", n=len(shares))]
    if rare:
        reasons.append(say("{n} are met in fewer than 10 cases: they are pooled, or left aside.", n=rare))
    absent = sum(not k for k in column.keys)
    if absent:
        reasons.append(say("{n} of {total} are missing.", n=absent, total=len(column.keys)))
    could_count = np.mean([not np.isnan(number_of(c)) for c in column.cells if c] or [False]) > 0.9
    steps = (say("One indicator for each word; missing is a word of its own"),)
    return Treatment(column.name, "category", steps, tuple(reasons), choice,
                     ("", *(("number",) if could_count else ())), shares=shares[:12])  # fmt: skip


def _far_off(known: NDArray[np.float64]) -> list[float]:
    if len(known) < 20:
        return []
    low, high = np.quantile(known, [0.25, 0.75])
    room = _FAR * (high - low)
    return [float(v) for v in known[(known < low - room) | (known > high + room)]] if room > 0 else []


def _histogram(values: NDArray[np.float64]) -> tuple[tuple[float, float, int], ...]:
    if not len(values):
        return ()
    counts, edges = np.histogram(values, bins=min(_BINS, max(1, len(np.unique(values)))))
    return tuple((float(a), float(b), int(n)) for a, b, n in zip(edges[:-1], edges[1:], counts, strict=True))


# ---- what is read beside a table ------------------------------------------------------------------------------------


def facts_of(kind: str, raw: Raw) -> tuple[Phrase, ...]:
    """What was found in inputs other than columns, and what is done with them, in sentences."""
    match raw:
        case Pictures():
            return _of_pictures(kind, raw)
        case Texts():
            return _of_texts(kind, raw)
        case Courses():
            return _of_courses(raw)
        case Matrix():
            return _of_matrix(kind, raw)
    return ()


def _of_pictures(kind: str, raw: Pictures) -> tuple[Phrase, ...]:
    shapes = np.array([a.shape[-2:] for a in raw.arrays if a.size] or [(0, 0)])
    if kind == "masks":
        painted = float(np.mean([float(np.mean(np.asarray(m) > 0)) for m in raw.arrays if m.size] or [0.0]))
        return (say("{share} of the pixels are painted.", share=f"{painted:.1%}"),)
    low = min((float(np.min(a)) for a in raw.arrays if a.size), default=0.0)
    high = max((float(np.max(a)) for a in raw.arrays if a.size), default=0.0)
    longest = shapes.max(axis=1)
    unit = f" {raw.unit}" if raw.unit else ""
    sides = (
        say("{n} pictures of {low} to {high} pixels along the longer side.", n=len(raw), low=int(longest.min()),
            high=int(longest.max())),
        say("Values from {low} to {high}{unit}.", low=number(low), high=number(high), unit=unit),
    )  # fmt: skip
    return (
        *sides,
        say("Made the size the network reads, the longer side first; values brought to 0 to 1 by a fixed window."),
        say(
            "While learning, each epoch turns, moves, mirrors and brightens them a little. How far is set with the"
            " model."
        ),
    )


def _of_texts(kind: str, raw: Texts) -> tuple[Phrase, ...]:
    lengths = np.array([len(t) for t in raw.texts] or [0])
    if kind == "smiles":
        return (
            say("{n} molecules of {median} letters in the middle.", n=len(raw), median=int(np.median(lengths))),
            say("Read as a graph: fingerprints and descriptors are computed, or atoms and bonds are read as they are."),
            say("What cannot be read as a molecule is left out and counted."),
        )
    if kind == "dna":
        return (
            say("{n} sequences of {low} to {high} bases.", n=len(raw), low=int(lengths.min()), high=int(lengths.max())),
            say("One indicator for each base at each place; unknown bases (N) are none of the four."),
        )
    return (
        say("{n} texts of {median} letters in the middle, {high} in the longest.", n=len(raw),
            median=int(np.median(lengths)), high=int(lengths.max())),
        say("Names and numbers are taken out; terms met in fewer than 10 patients are not kept."),
        say("Cut into words (Chinese: pairs of characters); how many are read is set with the model."),
    )  # fmt: skip


def _of_courses(raw: Courses) -> tuple[Phrase, ...]:
    steps = np.array([len(t) for t in raw.times] or [0])
    cells = sum(v.size for v in raw.values)
    seen = sum(int(np.count_nonzero(~np.isnan(v))) for v in raw.values)
    return (
        say("{n} courses of {variables} variables, {median} moments in the middle, {high} in the longest.", n=len(raw),
            variables=len(raw.names), median=int(np.median(steps)), high=int(steps.max())),
        say("Of all moments and variables, {share} were measured.", share=f"{seen / max(1, cells):.1%}"),
        say("Each variable: mean 0 and deviation 1 of the training patients; the last value is carried forward, and"
            " beside it stand whether it was measured and how long ago."),
    )  # fmt: skip


def _of_matrix(kind: str, raw: Matrix) -> tuple[Phrase, ...]:
    known = raw.values[~np.isnan(raw.values)]
    absent = 1 - known.size / max(1, raw.values.size)
    if kind == "dosages":
        return (
            say("{n} samples, {variants} variants; {share} of the genotypes are missing.", n=len(raw),
                variants=len(raw.names), share=f"{absent:.1%}"),
            say("Counts of the alternative allele (0, 1, 2); missing ones get twice the allele's frequency."),
        )  # fmt: skip
    top = float(known.max()) if known.size else 0.0
    is_raw = top > 100
    return (
        say("{n} samples, {genes} genes, values from {low} to {high}.", n=len(raw), genes=len(raw.names),
            low=number(float(known.min()) if known.size else 0.0), high=number(top)),
        say("Values as large as these are not logarithms yet: the logarithm is taken.") if is_raw
        else say("Read as they are."),
        say("Genes are chosen inside the training patients, then brought to mean 0 and deviation 1."),
    )  # fmt: skip
