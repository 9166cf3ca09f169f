"""Look-up tables and real-world maps of a file, as values. What is broken in them is left out, never guessed."""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray
from pydicom.dataset import Dataset

from app.domain.volume import ModalityTable, RealWorldMap, VoiTable

BROKEN = (ValueError, TypeError, AttributeError, KeyError, IndexError, OverflowError)


def modality(ds: Dataset) -> ModalityTable | None:
    """The Modality LUT (PS3.3 C.11.1), which stands in place of slope and intercept."""
    sequence = ds.get("ModalityLUTSequence")
    if not sequence:
        return None
    first, levels, _ = _table(sequence[0], is_signed=bool(ds.get("PixelRepresentation")))
    return ModalityTable(first, levels.astype(np.float32))


def voi(ds: Dataset) -> tuple[VoiTable, ...]:
    found = []
    for item in ds.get("VOILUTSequence") or ():
        try:
            # PS3.3 C.11.2.1.1: the first value is signed where the values after the modality step can be negative
            is_signed = bool(ds.get("PixelRepresentation")) or float(ds.get("RescaleIntercept") or 0) < 0
            first, levels, bits = _table(item, is_signed)
        except BROKEN:
            continue
        top = (1 << bits) - 1
        grey = np.minimum(levels.astype(np.float32) / max(top, 1), 1)
        found.append(VoiTable(float(first), grey, str(item.get("LUTExplanation") or "")))
    return tuple(found)


def _table(item: Dataset, is_signed: bool) -> tuple[int, NDArray[np.uint16], int]:
    """(first value mapped, entries, bits of an entry) of a LUT. PS3.3 C.11.1.1.1."""
    entries, first, bits = (int(v) for v in item.LUTDescriptor)
    entries = entries % 65536 or 65536  # zero stands for 65536
    first = first - 65536 if is_signed and first > 32767 else first
    first = first + 65536 if not is_signed and first < 0 else first
    data = item.LUTData
    levels = np.frombuffer(data, np.uint16) if isinstance(data, bytes) else np.asarray(data, np.int64).astype(np.uint16)
    if isinstance(data, bytes) and len(data) == entries and bits <= 8:
        levels = np.frombuffer(data, np.uint8).astype(np.uint16)  # eight bits packed two to a word
    levels = levels[:entries]
    if not len(levels):
        raise ValueError("a table without entries")
    return first, levels, max(bits, int(levels.max(initial=1)).bit_length())


# ---- real-world values ----------------------------------------------------------------------------------------------


def real_world(ds: Dataset, frames: tuple[int, ...]) -> tuple[tuple[RealWorldMap, ...], ...]:
    """The real-world value maps of each frame: its own, else those all share, else those of the image; () if none."""
    per_frame = ds.get("PerFrameFunctionalGroupsSequence") or ()
    shared = next(iter(ds.get("SharedFunctionalGroupsSequence") or ()), None)
    common = _maps(shared) or _maps(ds)
    found = tuple((_maps(per_frame[k]) if k < len(per_frame) else ()) or common for k in frames)
    return found if any(found) else ()


def _maps(holder: Any) -> tuple[RealWorldMap, ...]:
    if holder is None:
        return ()
    found = []
    for item in holder.get("RealWorldValueMappingSequence") or ():
        try:
            found.append(_map(item))
        except BROKEN:
            continue
    return tuple(found)


def _map(item: Dataset) -> RealWorldMap:
    first, last = _ends(item)
    unit = next(iter(item.get("MeasurementUnitsCodeSequence") or ()), Dataset())
    name = str(item.get("LUTLabel") or item.get("LUTExplanation") or "").strip()
    code = str(unit.get("CodeValue") or "")
    code = "" if code == "1" else code
    table = item.get("RealWorldValueLUTData")
    if table is not None:
        entries = tuple(float(v) for v in np.atleast_1d(np.asarray(table, np.float64)))
        return RealWorldMap(name, code, first, last, table=entries)
    return RealWorldMap(
        name, code, first, last, float(item.RealWorldValueSlope), float(item.get("RealWorldValueIntercept") or 0)
    )


def _ends(item: Dataset) -> tuple[float, float]:
    for kind in ("RealWorldValue{}ValueMapped", "DoubleFloatRealWorldValue{}ValueMapped"):
        first, last = item.get(kind.format("First")), item.get(kind.format("Last"))
        if first is not None and last is not None:
            return float(first), float(last)
    raise ValueError("a map without its ends")
