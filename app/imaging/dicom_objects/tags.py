"""Every attribute of a DICOM file as lines a person can read and compare."""

from __future__ import annotations

import io
from collections.abc import Iterator
from typing import Any

import pydicom
from pydicom.dataelem import DataElement
from pydicom.dataset import Dataset

from app.imaging.dicom_objects.lines import Tag

_LONGEST, _MOST = 300, 20_000
# bytes that no text is made of
_BINARY = frozenset(("OB", "OD", "OF", "OL", "OV", "OW", "UN"))


def read(data: bytes) -> tuple[Tag, ...]:
    """The file's meta header and data set in order, sequences with their items below them."""
    ds = pydicom.dcmread(io.BytesIO(data), force=True)
    lines: list[Tag] = []
    for held in (getattr(ds, "file_meta", None), ds):
        for line in _lines(held, 0, "") if held is not None else ():
            if len(lines) == _MOST:
                return (*lines, Tag(0, "", "…", "", ""))
            lines.append(line)
    return tuple(lines)


def _lines(ds: Dataset, depth: int, path: str) -> Iterator[Tag]:
    for key in sorted(ds.keys()):
        tag = f"({key.group:04x},{key.element:04x})"
        where = f"{path}{tag}"
        try:
            element = ds[key]
        except Exception as error:  # noqa: BLE001 - a value that pydicom cannot read in whatever way
            yield Tag(depth, where, "", "", f"? ({type(error).__name__})")
            continue
        yield Tag(depth, where, _name(element), str(element.VR), _value(element))
        if element.VR == "SQ":
            for number, item in enumerate(element.value or ()):
                yield Tag(depth + 1, f"{where}[{number + 1}]", f"{number + 1}", "", "")
                yield from _lines(item, depth + 2, f"{where}[{number + 1}]")


def _name(element: DataElement) -> str:
    if element.tag.is_private:
        return str(element.private_creator or "") if not element.tag.is_private_creator else "Private Creator"
    return str(element.name)


def _value(element: DataElement) -> str:
    held: Any = element.value
    if element.VR == "SQ":
        return f"{len(held or ())}"
    if element.VR in _BINARY or isinstance(held, bytes):
        size = len(held) if held is not None else 0
        return f"{size} B"
    text = "\\".join(map(str, held)) if isinstance(held, list | pydicom.multival.MultiValue) else str(held)
    return text if len(text) <= _LONGEST else text[:_LONGEST] + "…"
