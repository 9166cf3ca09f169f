"""What a clinician reads: lists, records, findings, settings; each reading is in the trail."""

from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from time import perf_counter

import pytest

from app.domain.codes import Coding, Quantity
from app.domain.errors import WorkstationError
from app.domain.patient import Changes, Deed, Patient
from app.domain.record import Observation
from app.domain.study import Series, Study
from app.services.auditing import Auditing
from app.services.deleting import Deleting
from app.services.findings import Findings
from app.services.news import News
from app.services.people import People
from app.services.settings import Doorstep, Preferences, Settings, read_doorstep, write_doorstep
from app.services.timeline import Timeline
from app.services.unlocking import Opened
from app.services.worklist import Worklist, age_at
from app.store import patients, records, studies

AT = datetime(2024, 3, 1, 8, 30, tzinfo=UTC)
LDL = Coding("http://loinc.org", "2089-1", "LDL")
HEIGHT = Coding("", "", "Height")
RANGES = ((None, 3.0), (None, None), (None, None), (None, None))


@pytest.fixture
def filled(opened: Opened) -> Opened:
    with opened.store.transaction(Deed(opened.principal, "import")) as tx:
        patients.put(tx, Patient("p1", "4711", "Doe^Jane", date(1970, 2, 3), "F"))
        patients.put(tx, Patient("p2", "same", "A", None, ""))
        patients.put(tx, Patient("p3", "same", "B", None, ""))
        studies.put_study(tx, Study("1.1", "p1", "", "Thorax", AT))
        studies.put_series(tx, Series("1.1.1", "1.1", "CT", "", "Lung", 1, "", 0))
        values = [(0, 3.1, "mmol/L"), (1, 2.8, "mmol/L"), (2, 110.0, "mg/dL"), (3, float("nan"), "mmol/L")]
        records.put_facts(
            tx,
            [
                Observation(f"o{day}", "p1", LDL, Quantity(value, unit), AT + timedelta(day), RANGES[day])
                for day, value, unit in values
            ]
            + [
                Observation("h", "p1", HEIGHT, Quantity(170.0, "cm"), AT),
                Observation("u", "p1", HEIGHT, Quantity(171.0, "cm"), None),
                Observation("t", "p1", HEIGHT, "tall", AT),
            ],
        )
    return opened


def test_lists_are_read_and_every_reading_is_in_the_trail(filled: Opened) -> None:
    worklist = Worklist(filled.store, News())
    assert [row.patient.id for row in worklist.patients(filled.principal, "doe")] == ["p1"]
    (study,) = worklist.studies(filled.principal, "ct", "p1")
    assert (study.study.uid, study.modalities, study.series, study.instances) == ("1.1", ("CT",), 1, 0)
    assert [one.uid for one in worklist.series(filled.principal, study="1.1")] == ["1.1.1"]
    assert worklist.instances(filled.principal, "1.1.1") == ()
    assert worklist.thumbnail(filled.principal, "1.1.1") is None
    entries = Auditing(filled.store).entries(filled.principal)
    assert [(entry.verb, entry.about) for entry in entries[:5]] == [
        ("show thumbnail", ("1.1.1",)),
        ("list instances", ("1.1.1",)),
        ("list series", ("1.1",)),
        ("list studies", ("p1",)),
        ("list patients", ()),
    ]


def test_a_record_opens_by_id_or_by_a_number_that_is_unique(filled: Opened) -> None:
    timeline = Timeline(filled.store, News())
    by_id, by_number = timeline.open(filled.principal, "p1"), timeline.open(filled.principal, "4711")
    assert by_id == by_number
    assert len(by_id.facts) == 7
    assert [row.study.uid for row in by_id.studies] == ["1.1"]
    with pytest.raises(WorkstationError, match="2 patients have the number same"):
        timeline.open(filled.principal, "same")
    for unknown in ("nobody", ""):
        with pytest.raises(WorkstationError, match="There is no patient"):
            timeline.open(filled.principal, unknown)
    assert Auditing(filled.store).entries(filled.principal, about="p1")[0].verb == "open record"


def test_numbers_are_plotted_by_code_and_unit_oldest_first(filled: Opened) -> None:
    series = Timeline(filled.store, News()).numeric_series(filled.principal, "p1")
    assert [(str(one.code), one.unit, [value for _, value in one.points]) for one in series] == [
        ("LDL", "mmol/L", [3.1, 2.8]),
        ("Height", "cm", [170.0]),
        ("LDL", "mg/dL", [110.0]),
    ]
    assert series[0].reference_range == (None, 3.0)
    assert series[0].points[0][0] == AT


def test_a_deleted_patient_is_told_of_and_the_reason_kept(filled: Opened) -> None:
    told: list[Changes] = []
    news = News()
    news.subscribe(told.append)
    deleting = Deleting(filled.store, People(filled.store), news)
    deleting.delete_patient(filled.principal, "p1", "asked for by the patient")
    assert told[0].ids("patient") == ("p1",)
    assert Worklist(filled.store, news).studies(filled.principal) == ()
    with pytest.raises(WorkstationError):
        deleting.delete_patient(filled.principal, "p1", "")
    entry = Auditing(filled.store).entries(filled.principal, about="p1")[1]
    assert (entry.verb, entry.why, entry.outcome) == ("delete patient", "asked for by the patient", "done")
    assert Auditing(filled.store).verify(filled.principal).wrong == ()


def test_a_finding_is_drafted_confirmed_and_told_of(filled: Opened) -> None:
    told: list[Changes] = []
    news = News()
    news.subscribe(told.append)
    findings = Findings(filled.store, news)
    drafted = findings.draft(filled.principal, "p1", "1.1.1", LDL, "look again")
    confirmed = findings.mark(filled.principal, drafted.id, "confirmed")
    assert (confirmed.status, confirmed.note, confirmed.by.name) == ("confirmed", "look again", "ann")
    assert findings.mark(filled.principal, drafted.id, "rejected", "").note == ""
    assert [one.status for one in findings.findings(filled.principal, patient="p1")] == ["rejected"]
    assert len(told) == 3
    with pytest.raises(WorkstationError, match="This patient is not in the vault"):
        findings.draft(filled.principal, "nobody", "", LDL, "")
    with pytest.raises(WorkstationError, match="This finding is not in the vault"):
        findings.mark(filled.principal, "nothing", "confirmed")


def test_settings_are_kept_for_each_user(opened: Opened) -> None:
    settings = Settings(opened.store)
    assert settings.read(opened.principal) == Preferences()
    chosen = Preferences("zh_CN", "light", "cpu", 1.25)
    settings.write(opened.principal, chosen)
    assert settings.read(opened.principal) == chosen


def test_the_doorstep_is_kept_and_a_broken_one_gives_the_defaults(tmp_path: Path) -> None:
    path = tmp_path / "config" / "doorstep.json"
    assert read_doorstep(path) == Doorstep()
    kept = Doorstep(tmp_path / "病历", "zh_CN", "light")
    write_doorstep(path, kept)
    assert read_doorstep(path) == kept
    assert [one.name for one in path.parent.iterdir()] == ["doorstep.json"]
    for broken in ("", "[]", "{", '{"vault": 7, "theme": "pink", "language": null}', "\x00"):
        path.write_text(broken)
        assert read_doorstep(path) == Doorstep()


@pytest.mark.parametrize(
    ("born", "day", "age"),
    [
        (date(2000, 2, 29), date(2001, 2, 28), 0),
        (date(2000, 2, 29), date(2001, 3, 1), 1),
        (date(2000, 5, 1), date(2000, 4, 30), None),
        (None, date(2000, 1, 1), None),
    ],
)
def test_age_is_counted_in_completed_years(born: date | None, day: date, age: int | None) -> None:
    assert age_at(born, day) == age


def test_a_worklist_of_thousands_is_read_in_one_go(opened: Opened) -> None:
    with opened.store.transaction(Deed(opened.principal, "import")) as tx:
        for number in range(2000):
            patients.put(tx, Patient(f"p{number}", str(number), f"Name{number}^Given", None, "F"))
            studies.put_study(tx, Study(f"1.{number}", f"p{number}", "", f"Study {number}", AT + timedelta(number)))
            studies.put_series(tx, Series(f"1.{number}.1", f"1.{number}", "MR", "", "T1", 1, "", 0))
    worklist = Worklist(opened.store, News())
    assert seconds(lambda: worklist.studies(opened.principal)) < 1.0
    assert seconds(lambda: worklist.patients(opened.principal, "name1999")) < 0.5
    assert len(worklist.studies(opened.principal)) == 2000


def seconds(work: Callable[[], object]) -> float:
    start = perf_counter()
    work()
    return perf_counter() - start
