"""Patients chosen by a rule, frozen on a day."""

from __future__ import annotations

from collections.abc import Set as AbstractSet
from dataclasses import dataclass, replace

HAS = "has "  # before a condition's name: the column that says who has it
_LOINC = "http://loinc.org"
# by these the columns of a cohort are known that stand in no observation: age in years, and sex
OF_AGE = {"system": _LOINC, "code": "30525-0", "unit": "a"}
OF_SEX = {"system": _LOINC, "code": "46098-0", "unit": ""}


@dataclass(frozen=True, slots=True)
class Rule:
    """Who is taken in; what is empty asks nothing. ``modality``: has a series of it; ``condition``: has one with this
    code, or with these words in its name. No names of people: a rule outlives them.
    """

    modality: str = ""
    condition: str = ""
    sex: str = ""
    youngest: int | None = None
    oldest: int | None = None


@dataclass(frozen=True, slots=True)
class Cohort:
    """``members``: ids of patients at ``frozen_at`` (ISO 8601, UTC); who was deleted since is gone from them."""

    id: str
    name: str
    rule: Rule
    members: tuple[str, ...]
    frozen_at: str
    by: str

    def only(self, here: AbstractSet[str]) -> Cohort:
        return replace(self, members=tuple(one for one in self.members if one in here))
