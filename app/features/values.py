"""What a cell of a messy table means: nothing, a number, or a word. One reading for training and for the clinic."""

from __future__ import annotations

import math
import re
import unicodedata

Cell = str | float | int | bool | None

# written for "we do not know", whatever the column holds
MISSING_WORDS = frozenset(
    {"", "?", "na", "n/a", "#n/a", "nan", "null", "<na>", "(null)", ".", "-", "--", "---", "unknown", "unk", "missing"}
    | {"not known", "not available", "not recorded", "not done", "not measured", "not applicable"}
    | {"未知", "不详", "缺失", "未查", "未测", "未检", "未做", "未记录", "空"}
)
_THOUSANDS = re.compile(r"[+-]?\d{1,3}(,\d{3})+(\.\d+)?")
_NUMBER = re.compile(r"[+-]?(\d+\.?\d*|\.\d+)(e[+-]?\d+)?")
# "<0.5" and ">100": laboratories write the limit of their method so; the limit is the best number there is
_LIMIT = re.compile(r"(<=|>=|<|>|≤|≥)\s*")


def _plain(text: str) -> str:
    """Full-width digits and letters made narrow, spaces collapsed, case folded."""
    narrow = text if text.isascii() else unicodedata.normalize("NFKC", text)
    return " ".join(narrow.split()).casefold()


def key_of(cell: Cell) -> str:
    """The form in which two cells are the same word: "Male " and "male", "2.0" and "2", True and "true"."""
    if cell is None:
        return ""
    if isinstance(cell, bool):
        return "true" if cell else "false"
    text = _plain(cell) if isinstance(cell, str) else repr(cell)
    if _NUMBER.fullmatch(text):
        value = float(text)
        return f"{value:.15g}" if math.isfinite(value) else text
    return text


def is_missing(cell: Cell, codes: tuple[str, ...] = ()) -> bool:
    """True for empty cells, the usual words for "not known", NaN, and the column's own ``codes``."""
    key = key_of(cell)
    return key in MISSING_WORDS or key in codes


def number_of(cell: Cell, codes: tuple[str, ...] = ()) -> float:
    """The number in a cell; NaN where it is missing or holds none. "1,234.5", "<0.5" and "45 %" are numbers."""
    if isinstance(cell, str) and _NUMBER.fullmatch(cell) and not codes:  # the usual case, and the quick one
        value = float(cell)
        return value if math.isfinite(value) else math.nan
    if is_missing(cell, codes):
        return math.nan
    if isinstance(cell, int | float):
        return float(cell)
    text = _LIMIT.sub("", _plain(str(cell)), count=1).removesuffix("%").strip()
    if _THOUSANDS.fullmatch(text):
        text = text.replace(",", "")
    value = float(text) if _NUMBER.fullmatch(text) else math.nan
    return value if math.isfinite(value) else math.nan
