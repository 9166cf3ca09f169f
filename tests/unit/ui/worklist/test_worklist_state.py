"""What the worklist shows and what it asks before a table is read."""

from __future__ import annotations

from datetime import UTC, date, datetime
from pathlib import Path

from app.domain.patient import Patient
from app.domain.problem import Problem
from app.domain.study import Study
from app.domain.words import NOTHING, say
from app.services.importing import ColumnMapping, ImportResult
from app.services.searching import Hit
from app.services.worklist import StudyRow
from app.ui.worklist.state import (
    MappingState,
    WorklistState,
    adds_up,
    age_at_study,
    headline,
    opens,
    outcomes,
    split_tables,
)

ANNA = Patient("p1", "M1000", "Meier^Anna", date(1960, 6, 1), "F")
STUDY = StudyRow(Study("1.2", "p1", "A7", "CT chest", datetime(2020, 5, 31, tzinfo=UTC)), ANNA, ("CT", "SR"), 3, 120)


def result(files: int = 0, stored: int = 0, duplicate: int = 0, aside: int = 0, refused: int = 0) -> ImportResult:
    def made(n: int) -> tuple[Problem, ...]:
        return tuple(Problem(f"f{i}", say("no")) for i in range(n))

    at = datetime(2026, 1, 1, tzinfo=UTC)
    return ImportResult(
        "i", at, "ada", ("/x",), files, stored, duplicate, made(aside), made(refused), (), 0, 0, 0, 0, {}, 1.0
    )


def test_the_age_is_the_one_at_the_study() -> None:
    assert str(age_at_study(STUDY)) == "59 y"


def test_a_vault_with_records_only_begins_with_its_patients() -> None:
    empty = WorklistState()
    assert not empty.is_empty  # nothing was read yet
    assert empty.read({"studies": 0, "patients": 0, "imports": 0, "found": 0}).is_empty
    assert empty.read({"studies": 0, "patients": 1}).first_tab() == "patients"
    assert empty.read({"studies": 1, "patients": 1}).first_tab() == "studies"


def test_what_was_found_elsewhere_is_shown_where_the_list_holds_nothing_of_it() -> None:
    asked = WorklistState(is_read=True).filtered("creatinine")
    assert asked.read({"studies": 0, "found": 3}).shown == "found"
    assert asked.read({"studies": 2, "found": 3}).shown == "studies"
    assert asked.read({"studies": 0, "found": 0}).shown == "studies"
    turned = asked.read({"studies": 0, "found": 3}).turned_to("studies")
    assert turned.shown == "studies"
    assert turned.filtered("creatinin").shown == "found"
    assert turned.turned_to("found").filtered("").shown == "studies"
    assert not asked.read({"studies": 0}).is_empty


def test_what_was_found_opens_where_it_is_looked_at() -> None:
    def hit(place: str, about: str) -> Hit:
        return Hit(place, "", ANNA, about, None)

    assert opens(hit("study", "1.2")) == "study"
    assert opens(hit("accession", "1.2")) == "study"
    assert opens(hit("series", "1.2.3")) == "series"
    assert opens(hit("finding", "1.2.3")) == "series"
    assert opens(hit("finding", "")) == "record"
    assert opens(hit("Condition", "")) == "record"


def test_tables_are_set_apart_from_other_files(tmp_path: Path) -> None:
    (tmp_path / "folder.csv").mkdir()
    paths = [tmp_path / "a.dcm", tmp_path / "labs.CSV", tmp_path / "b.tsv", tmp_path / "folder.csv"]
    tables, others = split_tables(paths)
    assert [p.name for p in tables] == ["labs.CSV", "b.tsv"]
    assert [p.name for p in others] == ["a.dcm", "folder.csv"]


def test_what_an_import_came_to_is_said_in_one_sentence() -> None:
    assert "no file was found" in str(headline(result()))
    assert "already in the vault" in str(headline(result(files=3, duplicate=3)))
    assert "Everything" in str(headline(result(files=3, stored=2, duplicate=1)))
    assert "Nothing could be stored" in str(headline(result(files=2, refused=2)))
    assert "2 files were not taken" in str(headline(result(files=5, stored=3, aside=1, refused=1)))


def test_the_sum_of_an_import_is_checked() -> None:
    assert adds_up(result(files=5, stored=2, duplicate=1, aside=1, refused=1))
    assert not adds_up(result(files=5, stored=2))


def test_the_refused_come_first() -> None:
    assert [one.kind for one in outcomes(result(files=3, aside=1, refused=2))] == ["refused", "refused", "kept aside"]


COLUMNS = ("mrn", "day", "hb", "wbc")


def test_a_table_is_not_read_before_the_hospital_number_is_known() -> None:
    state = MappingState.proposed(COLUMNS, ColumnMapping(""))
    assert "hospital number" in str(state.blocked())
    assert "value" in str(state.named("patient", "mrn").blocked())


def test_a_wide_table_needs_a_column_that_holds_a_measurement() -> None:
    wide = MappingState.proposed(COLUMNS, ColumnMapping("mrn", at="day")).shaped("wide")
    assert "at least one column" in str(wide.blocked())
    chosen = wide.measured("hb", "Hemoglobin", "g/dL")
    assert chosen.blocked() == NOTHING
    assert chosen.result().values == {"hb": ("Hemoglobin", "g/dL")}
    assert wide.free_columns() == ("hb", "wbc")


def test_a_column_taken_by_a_role_is_no_measurement_any_more() -> None:
    wide = MappingState.proposed(COLUMNS, ColumnMapping("mrn", values={"hb": ("Hb", ""), "wbc": ("WBC", "")}))
    assert wide.form == "wide"
    assert set(wide.named("at", "hb").result().values) == {"wbc"}


def test_a_long_table_forgets_the_columns_of_the_wide_form() -> None:
    state = MappingState.proposed(COLUMNS, ColumnMapping("mrn", values={"hb": ("Hb", "")})).shaped("long")
    state = state.named("value", "hb").named("display", "wbc")
    assert state.blocked() == NOTHING
    assert state.result().values == {}
