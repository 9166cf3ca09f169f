"""Nouns in rows: what is put comes back equal, is found, counted and deleted whole."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta, timezone

import pytest

from app.domain.codes import Coding, Quantity
from app.domain.finding import Author, Finding
from app.domain.model_card import ModelCard
from app.domain.patient import Deed, Patient, Role
from app.domain.prediction import Prediction, Score, Subject
from app.domain.record import Condition, Encounter, Fact, Medication, Observation, Procedure, Report
from app.domain.study import FrameHeader, Instance, Series, Study
from app.store import findings, imports, models, patients, predictions, records, settings, studies, users
from app.store.database import Store
from app.store.models import Shelved

AT = datetime(2024, 3, 1, 8, 30, tzinfo=timezone(timedelta(hours=8)))
JANE = Patient("p1", "4711", "Doe^Jane", date(1970, 2, 3), "F")
WANG = Patient("p2", "4711", "Wang^XiaoDong=王^小东", None, "")
LDL = Coding("http://loinc.org", "2089-1", "LDL")
CT = Study("1.1", "p1", "A7", "Thorax nativ", AT)
MR = Study("1.2", "p2", "", "KOPF", None)
LUNG = Series("1.1.1", "1.1", "CT", "CHEST", "Lunge 1 mm", 3, "9.9", 0)
FACTS: tuple[Fact, ...] = (
    Encounter("e", "p1", LDL, AT, AT, "finished", "fever"),
    Condition("c", "p1", LDL, AT, None, "active", "e"),
    Observation("o1", "p1", LDL, Quantity(3.1, "mmol/L"), AT - timedelta(days=1), (None, 3.0), "final", "e"),
    Observation("o2", "p1", LDL, Coding("s", "c", "positive"), AT - timedelta(days=2)),
    Observation("o3", "p1", LDL, "see text", None),
    Medication("m", "p1", LDL, AT, AT, "active", "1-0-1", "e"),
    Procedure("x", "p1", LDL, None, None, "done"),
    Report("r", "p1", LDL, AT, "Long text 肺", "final", "e"),
)
ANSWER = Prediction(
    "q",
    "m",
    "M",
    "d",
    Subject("row", ""),
    "",
    (Score("x", 0.5),),
    "no",
    (),
    ("w",),
    (),
    ("i",),
    AT,
    "CPU",
    "",
    "1",
    1.0,
)


def an_instance(number: int, object_id: str = "0001-a", series: str = "1.1.1") -> Instance:
    header = FrameHeader(0, (0.0, 0.0, float(number)))
    return Instance(
        f"{series}.{number}", series, "ct", "le", number, 2, 2, 1, object_id, f"d{number}", frame_headers=(header,)
    )


@pytest.fixture
def filled(store: Store, deed: Deed) -> Store:
    with store.transaction(deed) as tx:
        for patient in (JANE, WANG):
            patients.put(tx, patient)
        for study in (CT, MR):
            studies.put_study(tx, study)
        studies.put_series(tx, LUNG)
        studies.put_series(tx, replace(LUNG, uid="1.1.2", modality="SR", number=None, description="Dose"))
        for number in (2, 10, 1):
            studies.put_instance(tx, an_instance(number))
        studies.put_thumbnail(tx, "1.1.1", b"png")
        records.put_facts(tx, FACTS)
    return store


def test_facts_come_back_equal_newest_first_and_undated_last(filled: Store, deed: Deed) -> None:
    with filled.transaction(deed) as tx:
        found = records.facts(tx, "p1")
    assert sorted(found, key=lambda fact: fact.id) == sorted(FACTS, key=lambda fact: fact.id)
    assert [fact.id for fact in found[-4:]] == ["o1", "o2", "o3", "x"]
    assert found[0].at is not None
    assert found[0].at.utcoffset() == timedelta(hours=8)


def test_putting_facts_again_stores_nothing_new_and_takes_what_changed(filled: Store, deed: Deed) -> None:
    changed = Condition("c", "p1", LDL, AT, AT, "resolved")
    with filled.transaction(deed) as tx:
        assert records.put_facts(tx, FACTS) == {}
        assert records.put_facts(tx, (changed, replace(changed, id="c2"))) == {"Condition": 1}
        assert changed in records.facts(tx, "p1")


def test_a_value_that_is_not_a_number_stays_so(filled: Store, deed: Deed) -> None:
    with filled.transaction(deed) as tx:
        records.put_facts(tx, [Observation("nan", "p2", LDL, Quantity(float("nan"), "g"), AT)])
        (found,) = records.facts(tx, "p2")
    assert isinstance(found, Observation)
    assert str(found.value) == str(Quantity(float("nan"), "g"))


def test_a_time_without_an_offset_is_a_bug(filled: Store, deed: Deed) -> None:
    naive = Procedure("n", "p1", LDL, datetime(2024, 1, 1))
    with pytest.raises(ValueError, match="offset"), filled.transaction(deed) as tx:
        records.put_facts(tx, [naive])


def test_thousands_of_facts_go_in_at_once(filled: Store, deed: Deed) -> None:
    many = [Observation(f"n{i}", "p2", LDL, Quantity(float(i), "g"), AT) for i in range(3000)]
    with filled.transaction(deed) as tx:
        assert records.put_facts(tx, many) == {"Observation": 3000}
        assert records.put_facts(tx, many) == {}


def test_patients_are_counted_and_those_with_news_come_first(filled: Store, deed: Deed) -> None:
    with filled.transaction(deed) as tx:
        rows = patients.rows(tx)
        assert [(row.patient, row.studies, row.facts) for row in rows] == [(JANE, 1, 8), (WANG, 1, 0)]
        assert [row.last_at for row in rows] == [AT, None]
        assert patients.with_mrn(tx, "4711") == (JANE, WANG)
        assert patients.with_mrn(tx, "0") == ()
        assert patients.get(tx, "nobody") is None


@pytest.mark.parametrize(
    ("search", "found"),
    [
        ("", ["p1", "p2"]),
        ("jane", ["p1"]),
        ("DOE jAnE", ["p1"]),
        ("doe xiaodong", []),
        ("小东", ["p2"]),
        ("王 471", ["p2"]),
        ("%", []),
        ("' OR 1 --", []),
    ],
)
def test_patients_are_found_by_any_word_in_any_case(filled: Store, deed: Deed, search: str, found: list[str]) -> None:
    with filled.transaction(deed) as tx:
        assert [row.patient.id for row in patients.rows(tx, search)] == found


@pytest.mark.parametrize(
    ("search", "found"),
    [
        ("", ["1.1", "1.2"]),
        ("thorax", ["1.1"]),
        ("ct JANE", ["1.1"]),
        ("a7", ["1.1"]),
        ("lunge 小", []),
        ("kopf", ["1.2"]),
    ],
)
def test_studies_are_found_by_patient_description_accession_modality(
    filled: Store, deed: Deed, search: str, found: list[str]
) -> None:
    with filled.transaction(deed) as tx:
        assert [row.study.uid for row in studies.study_rows(tx, search)] == found


def test_a_study_row_says_what_is_in_it(filled: Store, deed: Deed) -> None:
    with filled.transaction(deed) as tx:
        first, second = studies.study_rows(tx)
        assert (first.study, first.patient, first.modalities, first.series, first.instances) == (
            CT,
            JANE,
            ("CT", "SR"),
            2,
            3,
        )
        assert (second.study, second.modalities, second.series, second.instances) == (MR, (), 0, 0)
        assert studies.study_rows(tx, patient="p2") == (second,)
        assert [one.uid for one in studies.series_rows(tx, study="1.1")] == ["1.1.1", "1.1.2"]
        assert studies.series_rows(tx, patient="p2") == ()
        assert [one.uid for one in studies.series_rows(tx, search="dose")] == ["1.1.2"]
        assert studies.get_series(tx, "1.1.1") == replace(LUNG, instance_count=3)


def test_instances_come_in_their_order_and_whole(filled: Store, deed: Deed) -> None:
    with filled.transaction(deed) as tx:
        assert studies.instances(tx, "1.1.1") == (an_instance(1), an_instance(2), an_instance(10))
        assert studies.instance(tx, "1.1.1.2") == an_instance(2)
        assert studies.instance(tx, "nothing") is None
        assert studies.digest_seen(tx, "d10") == "1.1.1.10"
        assert studies.digest_seen(tx, "d11") is None
        assert studies.thumbnail(tx, "1.1.1") == b"png"
        assert studies.thumbnail(tx, "1.1.2") is None


def test_putting_the_same_again_touches_nothing(filled: Store, deed: Deed) -> None:
    with filled.transaction(deed) as tx:
        patients.put(tx, JANE)
        studies.put_study(tx, CT)
        studies.put_series(tx, LUNG)
    assert tx.changes.touched == ()


def test_a_deleted_patient_is_gone_with_everything(filled: Store, deed: Deed) -> None:
    object_id = filled.objects.put_many([b"pixels"])[0]
    finding = Finding("f", "p1", "1.1.1", None, LDL, Author("person", "ann"), "draft", AT)
    answer = replace(ANSWER, about=Subject("series", "1.1.1"), patient="p1")
    with filled.transaction(deed) as tx:
        studies.put_instance(tx, an_instance(4, object_id))
        findings.put(tx, finding)
        predictions.put(tx, answer)
        imports.remember_file(tx, "bundle", "i1", "", ["p1", "p2"])
        imports.remember_file(tx, "other", "i1", "", ["p2"])
    with filled.transaction(deed) as tx:
        patients.delete(tx, "p1")
    assert tx.changes.ids("study") == ("1.1",)
    assert set(tx.changes.ids("series")) == {"1.1.1", "1.1.2"}
    assert tx.changes.ids("patient") == ("p1",)
    assert not list(filled.objects.ids())
    with filled.transaction(deed) as tx:
        assert [row.patient for row in patients.rows(tx)] == [WANG]
        for table in ("series", "instances", "thumbnails", "facts", "findings", "predictions", "discarded"):
            assert tx.rows(f"SELECT * FROM {table}") == [], table
        assert imports.file_seen(tx, "bundle") is None
        assert imports.file_seen(tx, "other") == "i1"


def test_findings_and_predictions_are_found_by_patient_and_series(filled: Store, deed: Deed) -> None:
    first = Finding("f1", "p1", "1.1.1", {"mm": [1.5]}, LDL, Author("model", "m"), "draft", AT)
    later = replace(first, id="f2", series="", at=AT + timedelta(hours=1), status="confirmed")
    answer = replace(ANSWER, about=Subject("row", "file:3"), patient="")
    with filled.transaction(deed) as tx:
        findings.put(tx, first)
        findings.put(tx, later)
        assert findings.all(tx, patient="p1") == (later, first)
        assert findings.all(tx, series="1.1.1") == (first,)
        assert findings.get(tx, "f2") == later
        predictions.put(tx, answer)
        assert predictions.all(tx) == (answer,)
        assert predictions.all(tx, patient="p1") == ()
        assert predictions.all(tx, series="file:3") == ()


def test_models_ledgers_settings_and_users_are_kept(store: Store, deed: Deed) -> None:
    card = ModelCard("m", "M", "1", "t", "", "", (), None, ("a",), None, (), (), "", "", (), 17, "d", "", "")
    old, new = store.objects.put_many([b"old", b"new"])
    shelved = Shelved(card, old, AT, "ann", "file", 3)
    with store.transaction(deed) as tx:
        models.put(tx, shelved)
        imports.put_ledger(tx, "i1", AT, {"files": 1})
        imports.put_ledger(tx, "i2", AT + timedelta(1), {"files": 2})
        imports.put_ledger(tx, "i1", AT, {"files": 3})
        settings.put(tx, "ann", "x", {"a": [1, None]})
        users.put(tx, "ann", Role.READER)
    with store.transaction(deed) as tx:
        assert models.all(tx) == (shelved,)
        assert imports.ledgers(tx) == ({"files": 2}, {"files": 3})
        assert settings.get(tx, "ann", "x") == {"a": [1, None]}
        assert settings.get(tx, "bob", "x") is None
        assert [(one.user, one.role) for one in users.all(tx)] == [("ann", Role.READER)]
        models.put(tx, replace(shelved, object=new))
    assert list(store.objects.ids()) == [new]
    with store.transaction(deed) as tx:
        models.remove(tx, "m")
        users.remove(tx, "ann")
        assert users.get(tx, "ann") is None
    assert list(store.objects.ids()) == []


def test_a_lost_original_is_told_by_patient_and_study(filled: Store, deed: Deed) -> None:
    object_id = filled.objects.put_many([b"pixels"])[0]
    with filled.transaction(deed) as tx:
        tx.run("DELETE FROM instances")
        studies.put_instance(tx, an_instance(4, object_id))
    assert filled.check() == []
    filled.objects.delete([object_id])
    assert filled.check() == ["Instance 1.1.1.4 of study 1.1, patient 4711, is damaged or missing."]


def test_years_before_1970_sort_too(store: Store, deed: Deed) -> None:
    old = Procedure("old", "p1", LDL, datetime(1931, 5, 1, tzinfo=UTC))
    with store.transaction(deed) as tx:
        patients.put(tx, JANE)
        records.put_facts(tx, [old])
        assert records.facts(tx, "p1") == (old,)
    with store.transaction(deed) as tx:
        assert patients.rows(tx)[0].last_at == old.at
