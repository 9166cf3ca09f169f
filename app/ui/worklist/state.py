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
from app.services.worklist import PatientRow, StudyRow

Tab = Literal["studies", "patients", "imports"]
TABLES = (".csv", ".tsv", ".csv.gz", ".tsv.gz")


@dataclass(frozen=True, slots=True)
class WorklistState:
    """The rows in the vault; ``is_read`` is False until they came for the first time."""

    studies: tuple[StudyRow, ...] = ()
    patients: tuple[PatientRow, ...] = ()
    imports: tuple[ImportResult, ...] = ()
    tab: Tab = "studies"
    filter: str = ""
    is_read: bool = False

    def read(
        self, studies: Sequence[StudyRow], patients: Sequence[PatientRow], imports: Sequence[ImportResult]
    ) -> WorklistState:
        return replace(self, studies=tuple(studies), patients=tuple(patients), imports=tuple(imports), is_read=True)

    def turned_to(self, tab: Tab) -> WorklistState:
        return replace(self, tab=tab)

    def filtered(self, text: str) -> WorklistState:
        return replace(self, filter=text)

    @property
    def is_empty(self) -> bool:
        return self.is_read and not self.studies and not self.patients and not self.imports

    def first_tab(self) -> Tab:
        """Studies where there are any; a vault with records only begins with its patients."""
        return "patients" if self.patients and not self.studies else self.tab

    def patient_row(self, patient: str) -> PatientRow | None:
        return next((row for row in self.patients if row.patient.id == patient), None)


def study_words(row: StudyRow) -> str:
    """Everything of a study a filter looks in: the written name and its parts as they came."""
    patient, study = row.patient, row.study
    day = study.started_at.date().isoformat() if study.started_at else ""
    parts = (identity.person_name(patient.name), patient.name, patient.mrn, identity.birth(patient), day)
    return " ".join((*parts, study.description, study.accession, *row.modalities))


def patient_words(row: PatientRow) -> str:
    patient = row.patient
    return " ".join((identity.person_name(patient.name), patient.name, patient.mrn, identity.birth(patient)))


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
