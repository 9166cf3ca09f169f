"""A structured report of any template as a tree a person can read (PS3.3 C.17.3)."""

from __future__ import annotations

import io
from collections.abc import Iterator
from typing import Any

import pydicom
from pydicom.dataset import Dataset
from pydicom.valuerep import PersonName

from app.imaging.dicom_objects.lines import Line

# far more than any report nests; what is deeper is cut and said
_DEEPEST = 60
_MOST = 20_000


def read(data: bytes) -> tuple[Line, ...]:
    """The lines of a report from top to bottom. Raises ValueError for an object without content items."""
    ds = pydicom.dcmread(io.BytesIO(data), force=True, stop_before_pixels=True)
    if "ContentSequence" not in ds and "ConceptNameCodeSequence" not in ds:
        raise ValueError("no structured report")
    lines: list[Line] = []
    for line in _lines(ds, 0):
        if len(lines) == _MOST:
            lines.append(Line(0, "…", ""))
            break
        lines.append(line)
    return tuple(lines)


def _lines(item: Dataset, depth: int) -> Iterator[Line]:
    yield Line(
        depth, _meaning(item, "ConceptNameCodeSequence"), _value(item), _text(item, "RelationshipType"), _images(item)
    )
    if depth >= _DEEPEST:
        return
    for child in item.get("ContentSequence", ()) or ():
        yield from _lines(child, depth + 1)


def _value(item: Dataset) -> str:
    """The value of an item as people write it; "" for what only holds others."""
    read_one = _VALUES.get(_text(item, "ValueType"))
    return read_one(item) if read_one is not None else ""


def _number(item: Dataset) -> str:
    for measured in item.get("MeasuredValueSequence", ()) or ():
        unit = _code(measured, "MeasurementUnitsCodeSequence")
        return f"{_text(measured, 'NumericValue')} {'' if unit == '1' else unit}".strip()
    return _meaning(item, "NumericValueQualifierCodeSequence")


def _coordinates(item: Dataset) -> str:
    found = item.get("GraphicData")
    count = len(found) if isinstance(found, list) or hasattr(found, "__len__") else 0
    per_point = 3 if _text(item, "ValueType") == "SCOORD3D" else 2
    return f"{_text(item, 'GraphicType')} ({count // per_point})"


def _date_time(item: Dataset) -> str:
    raw = _text(item, "DateTime") or _text(item, "Date") or _text(item, "Time")
    if _text(item, "ValueType") == "TIME":
        return ":".join(filter(None, (raw[:2], raw[2:4], raw[4:6])))
    day = "-".join(filter(None, (raw[:4], raw[4:6], raw[6:8])))
    clock = ":".join(filter(None, (raw[8:10], raw[10:12], raw[12:14])))
    return f"{day} {clock}".strip()


_VALUES: dict[str, Any] = {
    "TEXT": lambda item: _text(item, "TextValue"),
    "CODE": lambda item: _meaning(item, "ConceptCodeSequence"),
    "NUM": _number,
    "PNAME": lambda item: _person(item),
    "UIDREF": lambda item: _text(item, "UID"),
    "DATE": _date_time,
    "TIME": _date_time,
    "DATETIME": _date_time,
    "SCOORD": _coordinates,
    "SCOORD3D": _coordinates,
}


def _person(item: Dataset) -> str:
    name = item.get("PersonName")
    shown = (
        name.formatted("%(family_name)s %(given_name)s") if isinstance(name, PersonName) and name else str(name or "")
    )
    return shown.strip()


def _images(item: Dataset) -> tuple[tuple[str, int], ...]:
    found = []
    for one in item.get("ReferencedSOPSequence", ()) or ():
        numbers = one.get("ReferencedFrameNumber") or 1
        each = numbers if isinstance(numbers, list) or not isinstance(numbers, int) else [numbers]
        found += [(_text(one, "ReferencedSOPInstanceUID"), int(number) - 1) for number in each]
    return tuple(found)


def _meaning(item: Dataset, keyword: str) -> str:
    for code in item.get(keyword, ()) or ():
        return _text(code, "CodeMeaning") or _text(code, "CodeValue")
    return ""


def _code(item: Dataset, keyword: str) -> str:
    for code in item.get(keyword, ()) or ():
        return _text(code, "CodeValue") or _text(code, "CodeMeaning")
    return ""


def _text(item: Dataset, keyword: str) -> str:
    return str(item.get(keyword, "") or "").strip()
