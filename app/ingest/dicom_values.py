"""Single values out of a DICOM dataset, tolerant of what real files hold: a broken value is None, never a crash."""

from __future__ import annotations

import re
import struct
from datetime import UTC, date, datetime, timedelta, timezone, tzinfo
from functools import cache
from typing import Any

from pydicom.datadict import tag_for_keyword
from pydicom.dataelem import RawDataElement
from pydicom.dataset import Dataset
from pydicom.errors import BytesLengthException
from pydicom.multival import MultiValue
from pydicom.tag import BaseTag

# what pydicom raises when a value does not fit its VR
BROKEN = (
    ValueError,
    TypeError,
    AttributeError,
    KeyError,
    IndexError,
    OverflowError,
    NotImplementedError,
    EOFError,
    struct.error,
    BytesLengthException,
)
# dates that scanners write when they know none (viewers.md, trap 37)
_PLACEHOLDERS = ("00010101", "19000101", "99991231", "00000000")


def value(ds: Dataset, keyword: str) -> Any:
    """The value of an attribute as pydicom gives it, or None where it is absent, empty or broken. Not to be changed."""
    tag = _tag_of(keyword)
    raw = ds.get_item(tag) if tag is not None and tag in ds else None
    if raw is None:
        return None
    if not isinstance(raw, RawDataElement) or not _is_told_by_itself(raw):
        return _converted(ds, keyword)
    # the files of a series say nearly everything in the same bytes
    key = (tag, raw.VR, raw.value, raw.is_little_endian, str(ds.original_character_set))
    if key not in _converted_before:
        if len(_converted_before) >= _MOST_KEPT:
            _converted_before.clear()
        _converted_before[key] = _converted(ds, keyword)
    return _converted_before[key]


@cache
def _tag_of(keyword: str) -> BaseTag | None:
    """As pydicom's own key, which it need not make anew at each look."""
    tag = tag_for_keyword(keyword)
    return None if tag is None else BaseTag(tag)


_converted_before: dict[tuple[Any, ...], Any] = {}
_MOST_KEPT, _MOST_BYTES = 4096, 1024
# what these are depends on nothing but their bytes and the alphabet; other kinds may ask other attributes
_TOLD_BY_THEMSELVES = (
    *("AE", "AS", "CS", "DA", "DS", "DT", "FD", "FL", "IS", "LO", "LT", "PN", "SH"),
    *("SL", "SS", "ST", "TM", "UC", "UI", "UL", "UR", "US", "UT"),
)


def _is_told_by_itself(raw: RawDataElement) -> bool:
    return raw.VR in _TOLD_BY_THEMSELVES and raw.value is not None and len(raw.value) <= _MOST_BYTES


def _converted(ds: Dataset, keyword: str) -> Any:
    try:
        found = ds.get(keyword)
    except BROKEN:
        return None
    return None if found is None or (isinstance(found, str | bytes | list | MultiValue) and len(found) == 0) else found


def text(ds: Dataset, keyword: str) -> str:
    """One line of text; several values are joined with a backslash as DICOM writes them."""
    found = value(ds, keyword)
    if found is None:
        return ""
    joined = "\\".join(str(v) for v in found) if isinstance(found, list | MultiValue) else str(found)
    return " ".join(joined.replace("\x00", " ").split())


def texts(ds: Dataset, keyword: str) -> tuple[str, ...]:
    found = value(ds, keyword)
    if found is None:
        return ()
    values = found if isinstance(found, list | MultiValue) else [found]
    return tuple(str(v).strip() for v in values)


def numbers(ds: Dataset, keyword: str) -> tuple[float, ...]:
    """Every value as a float; () where any of them is no finite number. A decimal comma is a point."""
    found = value(ds, keyword)
    if found is None:
        return ()
    try:
        result = tuple(_float(v) for v in (found if isinstance(found, list | MultiValue) else [found]))
    except BROKEN:
        return ()
    return result if all(abs(v) < float("inf") for v in result) else ()


def _float(written: Any) -> float:
    """Some devices write numbers as their country does: "1,5"."""
    return float(written.replace(",", ".") if isinstance(written, str) else written)


def _said(ds: Dataset, keyword: str) -> str:
    """The bytes of a value that was not read, as text; "" where there are none."""
    tag = _tag_of(keyword)
    raw = ds.get_item(tag) if tag is not None and tag in ds else None
    return bytes(raw.value or b"").decode("latin-1").strip(" \0") if isinstance(raw, RawDataElement) else ""


def unreadable(ds: Dataset, keyword: str) -> str:
    """What stands where a finite number should, as far as it is text; "" where there is a number or nothing."""
    if numbers(ds, keyword):
        return ""
    found = value(ds, keyword)
    return _said(ds, keyword) if found is None else text(ds, keyword)


def number(ds: Dataset, keyword: str) -> float | None:
    found = numbers(ds, keyword)
    return found[0] if found else None


def whole(ds: Dataset, keyword: str) -> int | None:
    found = number(ds, keyword)
    return None if found is None else int(found)


def items(ds: Dataset | None, keyword: str) -> list[Dataset]:
    """The items of a sequence; [] where it is absent or no sequence."""
    found = value(ds, keyword) if ds is not None else None
    return [i for i in found if isinstance(i, Dataset)] if found is not None and not isinstance(found, str) else []


def first(ds: Dataset | None, keyword: str) -> Dataset | None:
    found = items(ds, keyword)
    return found[0] if found else None


def parse_day(written: str) -> tuple[date | None, bool]:
    """(day, whether it is whole): "20240131", "2024.01.31"; "2024" and "202401" give the first day and False.

    Placeholders and broken dates give (None, False).
    """
    digits = re.sub(r"[.\-/ ]", "", written)
    if not re.fullmatch(r"\d{4}(\d\d)?(\d\d)?", digits) or digits in _PLACEHOLDERS:
        return None, False
    try:
        return date(int(digits[:4]), int(digits[4:6] or 1), int(digits[6:8] or 1)), len(digits) == 8
    except ValueError:
        return None, False


def parse_zone(written: str) -> tzinfo | None:
    """A time zone from "+0830"; None where there is none or it is broken."""
    match = re.fullmatch(r"([+-])(\d\d):?(\d\d)", written.strip())
    if match is None or int(match[2]) > 14 or int(match[3]) > 59:
        return None
    offset = timedelta(hours=int(match[2]), minutes=int(match[3]))
    return timezone(-offset if match[1] == "-" else offset)


def parse_moment(day_written: str, time_written: str, zone: tzinfo | None) -> datetime | None:
    """An aware time from a DA and a TM. ``zone`` None means the zone of this computer; a missing time is midnight."""
    day, _ = parse_day(day_written)
    if day is None:
        return None
    match = re.match(r"(\d\d)(?::?(\d\d))?(?::?(\d\d))?(?:\.(\d{1,6}))?", time_written.strip())
    hour, minute, second, fraction = match.groups() if match else (None, None, None, None)
    try:
        naive = datetime(
            day.year,
            day.month,
            day.day,
            int(hour or 0),
            int(minute or 0),
            min(int(second or 0), 59),  # 60 is a leap second
            int((fraction or "0").ljust(6, "0")),
        )
    except ValueError:
        return None
    return aware(naive, zone)


def aware(naive: datetime, zone: tzinfo | None) -> datetime:
    """Give a clock reading its zone: the one the file states, else this computer's on that day."""
    if zone is not None:
        return naive.replace(tzinfo=zone)
    try:
        return naive.astimezone()
    except (OverflowError, OSError, ValueError):  # Windows knows no zone before 1970: today's is used
        return naive.replace(tzinfo=datetime.now(UTC).astimezone().tzinfo)
