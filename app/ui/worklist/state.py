"""What the worklist shows, in words and counts. No Qt."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from typing import Any, Literal

from app.domain.problem import Problem
from app.domain.words import NOTHING, Phrase, say
from app.services import identity
from app.services.importing import ColumnMapping, ImportResult
from app.services.searching import Hit, is_searchable
from app.services.worklist import PatientRow, StudyRow

Tab = Literal["studies", "patients", "imports", "found"]
TABLES = (".csv", ".tsv", ".csv.gz", ".tsv.gz")


@dataclass(frozen=True, slots=True)
class WorklistState:
    """What is asked for, and how much of it there is. ``is_read`` is False until rows came for the first time.

    ``counts``: rows of each list under the filter. ``is_turned``: the person chose the list since the filter changed.
    """

    counts: tuple[tuple[Tab, int], ...] = ()
    tab: Tab = "studies"
    filter: str = ""
    is_read: bool = False
    is_turned: bool = False

    def read(self, counts: dict[Tab, int]) -> WorklistState:
        return replace(self, counts=tuple(counts.items()), is_read=True)

    def turned_to(self, tab: Tab) -> WorklistState:
        return replace(self, tab=tab, is_turned=True)

    def filtered(self, text: str) -> WorklistState:
        tab = "studies" if self.tab == "found" and not is_searchable(text) else self.tab
        return replace(self, filter=text, tab=tab, is_turned=False)

    def count(self, tab: Tab) -> int:
        return dict(self.counts).get(tab, 0)

    @property
    def is_empty(self) -> bool:
        return self.is_read and not self.filter and not any(count for _, count in self.counts)

    @property
    def is_searching(self) -> bool:
        """Whether there is enough in the field to search the records for."""
        return is_searchable(self.filter)

    @property
    def shown(self) -> Tab:
        """The list on screen: where it holds nothing of what was asked, what was found elsewhere."""
        if self.is_turned or not self.filter or self.count(self.tab) or not self.count("found"):
            return self.tab
        return "found"

    def first_tab(self) -> Tab:
        """Studies where there are any; a vault with records only begins with its patients."""
        return "patients" if self.count("patients") and not self.count("studies") else self.tab


def opens(hit: Hit) -> Literal["study", "series", "record"]:
    """Where a thing that was found is looked at."""
    if not hit.about:
        return "record"
    return "study" if hit.place in ("study", "accession") else "series"


def age_at_study(row: StudyRow) -> Phrase | None:
    """How old the patient was when the study was made."""
    return identity.age(row.patient.birth_date, row.study.started_at.date()) if row.study.started_at else None


def age_now(row: PatientRow, today: date) -> Phrase | None:
    return identity.age(row.patient.birth_date, today)


def split_tables(paths: Sequence[Path]) -> tuple[tuple[Path, ...], tuple[Path, ...]]:
    """(tables that need a column mapping, everything else)."""
    tables = tuple(path for path in paths if path.name.lower().endswith(TABLES) and not path.is_dir())
    return tables, tuple(path for path in paths if path not in tables)


# ---- what an import came to


@dataclass(frozen=True, slots=True)
class Outcome:
    """A line of the result sheet: how a file ended and why."""

    kind: Literal["refused", "kept aside", "note"]
    problem: Problem


KINDS = {"refused": say("Refused"), "kept aside": say("Kept aside"), "note": say("Note")}
FACTS = {
    "Encounter": say("encounters"),
    "Condition": say("conditions"),
    "Observation": say("observations"),
    "Medication": say("medications"),
    "Procedure": say("procedures"),
    "Report": say("reports"),
}


def outcomes(result: ImportResult) -> tuple[Outcome, ...]:
    """Everything that did not simply go in, the refused first."""
    refused = tuple(Outcome("refused", problem) for problem in result.refused)
    aside = tuple(Outcome("kept aside", problem) for problem in result.kept_aside)
    return refused + aside + tuple(Outcome("note", problem) for problem in result.notes)


def headline(result: ImportResult) -> Phrase:
    """What came of an import, in one sentence."""
    if not result.finished:
        return say("The import was stopped. What had been stored stays stored; run it again to go on.")
    if result.files == 0:
        return say("There was nothing to import: no file was found.")
    if result.stored == 0 and result.duplicate == result.files:
        return say("Every file was already in the vault.")
    if result.stored == 0 and result.duplicate == 0:
        return say("Nothing could be stored.")
    if not result.refused and not result.kept_aside:
        return say("Everything is in the vault.")
    return say("Imported. {n} files were not taken; each has its reason below.", n=len(outcomes_of_files(result)))


def outcomes_of_files(result: ImportResult) -> tuple[Outcome, ...]:
    return tuple(outcome for outcome in outcomes(result) if outcome.kind != "note")


def adds_up(result: ImportResult) -> bool:
    """Every file found ended somewhere. An import that was stopped did not look at all of them."""
    ended = result.stored + result.duplicate + len(result.kept_aside) + len(result.refused)
    return not result.finished or ended == result.files


# ---- how a table's columns are read


@dataclass(frozen=True, slots=True)
class MappingState:
    """A column mapping being made. ``columns`` are the table's; "" stands for: the table has no such column."""

    columns: tuple[str, ...]
    mapping: ColumnMapping
    form: Literal["long", "wide"] = "long"

    @staticmethod
    def proposed(columns: tuple[str, ...], mapping: ColumnMapping) -> MappingState:
        return MappingState(columns, mapping, "wide" if mapping.values and not mapping.value else "long")

    def named(self, role: str, column: str) -> MappingState:
        """The same with ``role`` (a field of ColumnMapping) read from ``column``."""
        changed: dict[str, Any] = {role: column}
        return replace(self, mapping=replace(self.mapping, **changed))

    def shaped(self, form: Literal["long", "wide"]) -> MappingState:
        return replace(self, form=form)

    def measured(self, column: str, display: str | None, unit: str = "") -> MappingState:
        """Read a column as a measurement called ``display``, or with None do not."""
        values = {name: given for name, given in self.mapping.values.items() if name != column}
        if display is not None:
            values[column] = (display, unit)
        return replace(self, mapping=replace(self.mapping, values=values))

    def free_columns(self) -> tuple[str, ...]:
        """Columns that are not taken by a role and so may hold measurements."""
        m = self.mapping
        taken = {m.patient, m.name, m.birth_date, m.sex, m.at}
        return tuple(column for column in self.columns if column not in taken)

    def blocked(self) -> Phrase:
        """Why the table cannot be imported like this, or nothing."""
        m = self.mapping
        if not m.patient:
            return say("Say which column holds the hospital number.")
        if self.form == "long" and not m.value:
            return say("Say which column holds the value.")
        if self.form == "long" and not (m.code or m.display):
            return say("Say which column says what was measured.")
        if self.form == "wide" and not self.chosen_values():
            return say("Choose at least one column that holds a measurement.")
        return NOTHING

    def chosen_values(self) -> dict[str, tuple[str, str]]:
        free = self.free_columns()
        return {column: given for column, given in self.mapping.values.items() if column in free}

    def result(self) -> ColumnMapping:
        """The mapping with only the fields its form uses."""
        if self.form == "wide":
            return replace(self.mapping, code="", display="", value="", unit="", system="", values=self.chosen_values())
        return replace(self.mapping, values={})
