"""What a column of a table is: numbers, categories, dates, text, identifiers; found from its cells and its heading."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Literal

import numpy as np
from numpy.typing import NDArray

from app.features.values import is_missing, key_of, number_of

Kind = Literal["number", "category", "date", "text", "identifier", "constant", "empty"]
Scale = Literal["", "logarithm", "plain"]

_NUMBERS_FROM = 0.95  # a column is numbers when this share of its filled cells are: the rest is "haemolysed"
_IDENTIFIER_FROM = 0.95  # share of distinct cells from which a heading like "id" is believed
_NEGATIVE_CODES = (-1.0, -8.0, -9.0, -88.0, -99.0, -888.0, -999.0, -9999.0)
_POSITIVE_CODES = (99.0, 999.0, 9999.0, 99999.0)
_DATE = re.compile(
    r"((19|20)\d\d[-/.年]\d{1,2}(月|[-/.月]\d{1,2}日?)?|\d{1,2}[-/.]\d{1,2}[-/.](\d\d)?\d\d)([ t]\d{1,2}:\d\d.*)?"
)
_COMPACT_DATE = re.compile(r"(19|20)\d\d(0[1-9]|1[0-2])(0[1-9]|[12]\d|3[01])")
_IDENTIFIER = re.compile(
    r"(.*[ _\-.])?(id|uid|uuid|mrn|ssn|identifier)|index|row|no|nr|number|code|name|accession"
    r"|(patient|subject|person|case|record|sample|study|hospital|admission|encounter|visit)s?"
    r"[ _\-]?(id|no|nr|number|name|index)?"
    r"|.*(编号|序号|顺序|病历号|住院号|门诊号|患者号|身份证号?|登记号|姓名|标识)"
)
_PATIENT = re.compile(
    r"(patient|subject|person|participant)s?([ _\-.]?(id|uid|no|nr|num|number|key|code))?"
    r"|(pat|subj|pt)[ _\-.]?(id|uid|no|nr|num|number|code)"  # PT alone is a clotting time
    r"|mrn|medical record number|(患者|病人|受试者)(id|编号|号)?|病历号|病案号|住院号"
)
_UNIT = re.compile(r".*[(\[（【]([^()\[\]（）【】]{1,16})[)\]）】]")
_UNIT_WORDS = re.compile(
    r"(%|‰|°?[cf]|k|[mµμunpk]?(g|l|mol|m|iu|u|s|eq|v|bq)|[md]?l|dl|cm|mm|hpa|kpa|pa|mmhg|cmh2o|bpm|kcal|kj|j|w|hu|copies|cells"
    r"|years?|yrs?|y|months?|mo|weeks?|days?|d|hours?|hrs?|h|min|minutes?|sec|seconds?|ms"
    r"|10[\^*]?\d+|x10.*|岁|年|月|周|天|日|小时|分钟|秒|次|分|个)([/·*.^ ²³0-9-].*)?",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True, eq=False)
class Column:
    """One column as read. ``keys``: the cell's word (``values.key_of``), "" where missing. ``numbers``: (N,) float64,
    NaN where missing (a number column only). ``written``: each word as it is mostly spelled. ``missing``: values found
    to stand for "not known" here. ``unread``: filled cells of a number column that hold no number. ``scale``: whether a
    logarithm is to be taken; "" is found out.
    """

    name: str
    kind: Kind
    unit: str
    cells: tuple[str, ...]
    keys: tuple[str, ...]
    numbers: NDArray[np.float64]
    written: dict[str, str]
    missing: tuple[str, ...] = ()
    unread: int = 0
    scale: Scale = ""

    @property
    def filled(self) -> NDArray[np.bool_]:
        """(N,) True where there is a value."""
        return ~np.isnan(self.numbers) if self.kind == "number" else np.array([bool(k) for k in self.keys], dtype=bool)

    def chosen(self, rows: NDArray[np.int64]) -> Column:
        """The column with these of its rows."""
        which = [int(i) for i in rows]
        cells, keys = tuple(self.cells[i] for i in which), tuple(self.keys[i] for i in which)
        return replace(self, cells=cells, keys=keys, numbers=self.numbers[rows])

    def distinct(self) -> int:
        if self.kind == "number":
            return len(np.unique(self.numbers[self.filled]))
        return len(set(self.keys) - {""})


def read_column(name: str, cells: Sequence[str]) -> Column:
    """Find out what a column is. The order of the questions matters: a constant number is constant first."""
    counts = Counter(cells)
    key = {c: "" if is_missing(c) else key_of(c) for c in counts}
    value = {c: number_of(c) for c in counts}
    keys = tuple(key[c] for c in cells)
    numbers = np.array([value[c] for c in cells], dtype=np.float64)
    written = {key[c]: " ".join(c.split()) for c, _ in reversed(counts.most_common()) if key[c]}  # the commonest stays
    filled = [k for k in keys if k]
    kind = _kind(name, filled, numbers)
    if kind != "number":
        return Column(name, kind, "", tuple(cells), keys, np.full(len(cells), np.nan), written)
    unread = len(filled) - int(np.count_nonzero(~np.isnan(numbers)))
    codes = missing_codes(numbers)
    numbers[np.isin(numbers, codes)] = np.nan
    missing = tuple(f"{c:.15g}" for c in codes)
    kind = "constant" if len(np.unique(numbers[~np.isnan(numbers)])) < 2 else kind
    return Column(name, kind, unit_of(name), tuple(cells), keys, numbers, written, missing, unread)


def _kind(name: str, filled: list[str], numbers: NDArray[np.float64]) -> Kind:
    distinct = set(filled)
    if not filled:
        return "empty"
    if len(distinct) == 1:
        return "constant"
    are_numbers = np.count_nonzero(~np.isnan(numbers)) >= _NUMBERS_FROM * len(filled)
    if _are_dates(filled, bool(are_numbers)):
        return "date"
    if _are_identifiers(name, filled, distinct, numbers if are_numbers else None):
        return "identifier"
    if are_numbers:
        return "number"
    # a word that comes back is a category; words that hardly ever do are somebody's sentences
    if len(distinct) <= max(20, 0.5 * len(filled)):
        return "category"
    return "text"


def _are_dates(filled: list[str], are_numbers: bool) -> bool:
    pattern = _COMPACT_DATE if are_numbers else _DATE
    return all(pattern.fullmatch(key) for key in filled)


def _are_identifiers(name: str, filled: list[str], distinct: set[str], numbers: NDArray[np.float64] | None) -> bool:
    """Named like one and (nearly) never the same twice; or a row counter; or a code that never comes back."""
    if len(filled) < 10 or len(distinct) < _IDENTIFIER_FROM * len(filled):
        return False
    if _IDENTIFIER.fullmatch(key_of(name)):
        return True
    if numbers is None:
        return all(" " not in key for key in filled)
    return _is_row_counter(numbers[~np.isnan(numbers)])


def _is_row_counter(values: NDArray[np.float64]) -> bool:
    """1, 2, 3 …, each once."""
    return len(values) >= 20 and bool(np.all(np.diff(np.sort(values)) == 1))


def is_patient_column(name: str) -> bool:
    """True for headings under which tables keep who the patient is: "patient_id", "MRN", 病历号."""
    return _PATIENT.fullmatch(key_of(name)) is not None


def missing_codes(numbers: NDArray[np.float64]) -> tuple[float, ...]:
    """Numbers that stand for "not known": -9 among values that are never negative, 999 far above all others.

    A code must lie outside the other values, be written as a whole number, and come twice (-99 and below: once).
    Among values of either sign it must lie far beyond all of them.
    """
    found: list[float] = []
    values = numbers[~np.isnan(numbers)]
    for code in (*sorted(_POSITIVE_CODES, reverse=True), *sorted(_NEGATIVE_CODES)):
        others = values[~np.isin(values, [code, *found])]
        count = int(np.count_nonzero(values == code))
        if count < (1 if code <= -99 else 2) or len(np.unique(others)) < 2:
            continue
        rest = others[~np.isin(others, _NEGATIVE_CODES)] if code < 0 else others
        is_below = code < 0 and len(rest) > 0 and rest.min() >= 0 and (code != -1 or rest.max() > 1)
        is_far = others.max() <= code / 4 if code > 0 else code <= -99 and rest.size > 0 and rest.min() >= code / 4
        if is_below or is_far:
            found.append(code)
    return tuple(found)


def unit_of(heading: str) -> str:
    """The unit a heading states in brackets: "Hb (g/L)" -> "g/L"; "" where the brackets hold something else."""
    stated = _UNIT.fullmatch(heading.strip())
    unit = stated.group(1).strip() if stated else ""
    return unit if _UNIT_WORDS.fullmatch(unit) else ""
