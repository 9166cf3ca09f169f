"""How a person is taken out of a file: what is wished and what comes of it. Loads no DICOM library."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

Option = Literal["patient-characteristics", "dates", "device", "institution", "uids", "descriptors"]
# (code, meaning) of CID 7050, and the attributes that an option keeps
OPTIONS: dict[Option, tuple[str, str]] = {
    "patient-characteristics": ("113108", "Retain Patient Characteristics Option"),
    "dates": ("113107", "Retain Longitudinal Temporal Information Modified Dates Option"),
    "device": ("113109", "Retain Device Identity Option"),
    "institution": ("113112", "Retain Institution Identity Option"),
    "uids": ("113110", "Retain UIDs Option"),
    "descriptors": ("113105", "Clean Descriptors Option"),
}


@dataclass(frozen=True, slots=True)
class Wish:
    """How to take somebody out: the name and id that stand in their place, a secret for UIDs and dates, the options."""

    name: str
    secret: bytes
    options: tuple[Option, ...] = ()


@dataclass(frozen=True, slots=True)
class Cleaned:
    """``data``: the file without the person. ``burned_in``: why its picture may still name them, "" where it does not.

    ``cleaned``: attributes outside the profile that still held something of the person, and were emptied too.
    """

    data: bytes
    burned_in: str
    cleaned: tuple[str, ...] = ()
