"""The record room's order, filters, summaries and plots, without Qt."""

from __future__ import annotations

import time
from datetime import UTC, date, datetime, timedelta

from app.domain.codes import Coding, Quantity
from app.domain.patient import Patient
from app.domain.record import Condition, Encounter, Fact, Medication, Observation, Report
from app.domain.study import Study
from app.services.timeline import NumericSeries, PatientRecord
from app.services.worklist import StudyRow
from app.ui.record.state import (
    Heading,
    Line,
    active_conditions,
    arrow,
    choices,
    current_medications,
    fields_of,
    nearest_point,
    open_record,
)

PATIENT = Patient("p1", "MRN-1", "Roe^Jane", date(1960, 5, 4), "F")
LOINC = "http://loinc.org"


def on(year: int, month: int = 1, day: int = 1, hour: int = 0) -> datetime:
    return datetime(year, month, day, hour, tzinfo=UTC)


def glucose(value: float, at: datetime | None, id_: str = "") -> Observation:
    code = Coding(LOINC, "2345-7", "Glucose")
    return Observation(id_ or f"g{value}{at}", "p1", code, Quantity(value, "mg/dL"), at, (70.0, 99.0), "final")


def a_record(*facts: Fact) -> PatientRecord:
    study = Study("1.2.3", "p1", "A77", "CT chest", on(2019, 6, 2))
    return PatientRecord(PATIENT, facts, (StudyRow(study, PATIENT, ("CT",), 3, 240),))


RECORD = a_record(
    glucose(95, on(2021, 3, 1, 9)),
    glucose(140, on(2021, 3, 1, 8)),
    Condition("c1", "p1", Coding("http://snomed.info/sct", "44054006", "Diabetes"), on(2018, 2, 2), None, "active"),
    Condition("c2", "p1", Coding("http://snomed.info/sct", "195662009", "Pharyngitis"), on(2018, 2, 1), on(2018, 2, 9)),
    Medication("m1", "p1", Coding("", "860975", "Metformin 500 mg"), on(2018, 2, 2), None, "active", "2 daily", "e1"),
    Medication("m2", "p1", Coding("", "1", "Amoxicillin"), on(2018, 2, 1), None, "stopped"),
    Encounter("e1", "p1", Coding("", "AMB", "Check-up"), on(2018, 2, 2), on(2018, 2, 2, 1), "finished"),
    Report("r1", "p1", Coding(LOINC, "11526-1", "Pathology report"), None, "Invasive  carcinoma,\ngrade 2"),
)


def test_years_are_headings_newest_first_and_what_has_no_date_comes_last() -> None:
    headings = [row for row in open_record(RECORD).rows() if isinstance(row, Heading)]
    assert headings == [Heading(2021, 2), Heading(2019, 1), Heading(2018, 5), Heading(None, 1)]


def test_a_date_is_written_once_for_all_entries_of_a_day() -> None:
    lines = [row for row in open_record(RECORD).rows() if isinstance(row, Line)]
    assert [line.shows_day for line in lines[:2]] == [True, False]
    assert lines[0].entry.at == on(2021, 3, 1, 9)
    assert lines[-1].shows_day is False  # undated


def test_chips_count_what_the_words_leave_and_kinds_narrow_further() -> None:
    state = open_record(RECORD)
    assert state.counts() == {
        "encounter": 1,
        "condition": 2,
        "observation": 2,
        "medication": 2,
        "procedure": 0,
        "report": 1,
        "imaging": 1,
    }
    searched = state.searched("glucose 140")
    assert [entry.detail for entry in searched.shown()] == ["140\N{NO-BREAK SPACE}mg/dL"]
    assert searched.counts()["observation"] == 1
    assert searched.toggled("condition").shown() == ()
    assert len(state.toggled("condition").toggled("imaging").shown()) == 3
    assert state.toggled("condition").with_every_kind() == state


def test_the_filter_finds_codes_values_dates_and_report_text() -> None:
    state = open_record(RECORD)
    for words, found in (("44054006", 1), ("2021-03-01", 2), ("CARCINOMA grade", 1), ("a77", 1), ("nothing such", 0)):
        assert len(state.searched(words).shown()) == found, words


def test_a_value_outside_its_reference_range_is_flagged() -> None:
    flags = {e.detail: e.flag for e in open_record(RECORD).entries if e.kind == "observation"}
    assert flags == {"95\N{NO-BREAK SPACE}mg/dL": "", "140\N{NO-BREAK SPACE}mg/dL": "high"}


def test_the_summary_holds_what_nothing_says_is_over_one_of_each_code() -> None:
    again = Condition("c3", "p1", Coding("http://snomed.info/sct", "44054006", "Diabetes"), on(2015), None, "active")
    record = a_record(*RECORD.facts, again)
    assert [c.id for c in active_conditions(record)] == ["c1"]
    assert [m.id for m in current_medications(record)] == ["m1"]


def test_the_details_name_code_system_range_and_the_encounter_it_belongs_to() -> None:
    entries = {e.key: e for e in open_record(RECORD).entries}
    medication = {str(label): value for label, value in fields_of(entries["medication:m1"], RECORD)}
    assert medication["Encounter"] == "Check-up (2018-02-02)"
    observation = next(e for e in entries.values() if e.kind == "observation")
    fields = {str(label): value for label, value in fields_of(observation, RECORD)}
    assert fields["Code"] == "2345-7"
    assert fields["Code system"] == "LOINC"
    assert fields["Reference range"] == "70\N{EN DASH}99\N{NO-BREAK SPACE}mg/dL"
    assert "Encounter" not in fields


def test_a_study_reads_as_an_entry_of_its_own() -> None:
    entry = next(e for e in open_record(RECORD).entries if e.kind == "imaging")
    assert (entry.title, entry.detail) == ("CT chest", "CT · A77")
    assert ("Instances", "240") in [(str(label), value) for label, value in fields_of(entry, RECORD)]


def test_a_plot_choice_shows_count_last_value_and_where_it_went() -> None:
    series = NumericSeries(Coding(LOINC, "2345-7", "Glucose"), "mg/dL", ((on(2020), 90.0), (on(2021), 120.0)), (70, 99))
    other = NumericSeries(Coding(LOINC, "8302-2", "Body height"), "cm", ((on(2020), 171.0),), (None, None))
    found = choices((series, other))
    assert [(c.name, c.count, c.last, c.arrow, c.flag) for c in found] == [
        ("Glucose", 2, "120", "\N{UPWARDS ARROW}", "high"),
        ("Body height", 1, "171", "", ""),
    ]
    assert [c.name for c in choices((series, other), "height cm")] == ["Body height"]
    assert arrow([2.0, 1.0]) == "\N{DOWNWARDS ARROW}"
    assert arrow([1.0, 1.0]) == "\N{RIGHTWARDS ARROW}"


def test_the_point_nearest_to_the_pointer_is_found_in_shares_of_what_is_visible() -> None:
    points = tuple((on(2020) + timedelta(days=30 * n), float(n % 3)) for n in range(12))
    series = NumericSeries(Coding("", "x", "X"), "", points, (None, None))
    at = points[7][0].timestamp()
    assert nearest_point(series, at + 3600, 1.1, 86400 * 330, 2.0) == 7


def test_twenty_thousand_facts_are_filtered_in_under_half_a_second() -> None:
    facts = tuple(glucose(n % 150, on(2000) + timedelta(hours=n), f"o{n}") for n in range(20_000))
    state = open_record(a_record(*facts))
    begun = time.perf_counter()
    rows = state.searched("glucose 14").rows()
    assert time.perf_counter() - begun < 0.5
    assert len(rows) > 1000
