"""Coded words and quantities, as FHIR R4 Coding and Quantity, trimmed."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Coding:
    """A code of a terminology. ``system`` is its URI (``http://loinc.org``), empty where the source gave none."""

    system: str
    code: str
    display: str

    def __str__(self) -> str:
        return self.display or self.code


@dataclass(frozen=True, slots=True)
class Quantity:
    """A number with its unit as the source wrote it (UCUM where it said so); an empty unit was not stated."""

    value: float
    unit: str
