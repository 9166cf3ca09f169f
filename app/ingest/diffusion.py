"""The b-value of a diffusion image, also where its maker wrote it before DICOM had a place for it."""

from __future__ import annotations

import struct
from typing import Any

from pydicom.dataset import Dataset

from app.ingest.dicom_values import BROKEN, number

# (group, element in its block, start of the owner's name, how the value is packed where pydicom does not know it)
_PRIVATE = (
    (0x0019, 0x0C, "SIEMENS MR HEADER", ""),
    (0x0043, 0x39, "GEMS_PARM_01", ""),
    (0x2001, 0x03, "PHILIPS IMAGING DD 001", "<f"),
    (0x0065, 0x09, "IMAGE PRIVATE HEADER", "<d"),
)
# GE adds this to the value in some releases
_GE_OFFSET = 1_000_000_000


def b_value(ds: Dataset) -> str:
    """In s/mm², as text; "" where none is stated."""
    found = number(ds, "DiffusionBValue")
    groups = {tag >> 16 for tag in ds.keys()}  # noqa: SIM118 - a dataset iterates over its values
    for group, element, owner, packed in _PRIVATE:
        if found is not None:
            break
        found = _private(ds, group, element, owner, packed) if group in groups else None
    return "" if found is None or found < 0 else f"{found % _GE_OFFSET:g}"


def _private(ds: Dataset, group: int, element: int, owner: str, packed: str) -> float | None:
    try:
        for block in range(0x10, 0x20):
            said = ds.get((group, block))
            if said is None or not str(said.value).upper().startswith(owner):
                continue
            held = ds.get((group, block << 8 | element))
            return None if held is None else _first(held.value, packed)
    except (*BROKEN, struct.error):
        return None
    return None


def _first(value: Any, packed: str) -> float:
    if isinstance(value, bytes) and packed and len(value) == struct.calcsize(packed):
        return float(struct.unpack(packed, value)[0])
    if isinstance(value, bytes):
        value = value.decode("ascii").strip("\0 ").split("\\")[0]
    return float(value if isinstance(value, str | int | float) else value[0])
