"""Full text: whatever is said of a patient is found by its words, in Chinese too, and gone with the patient."""

from __future__ import annotations

from dataclasses import replace

import pytest

from app.domain.codes import Coding
from app.domain.finding import Author, Finding
from app.domain.patient import Deed
from app.domain.record import Condition, Observation, Report
from app.store import findings, patients, records, search, studies
from app.store.database import Store
from tests.unit.store.test_nouns import AT, CT, JANE, LUNG, WANG

PNEUMONIA = Coding("http://snomed.info/sct", "233604007", "Pneumonia (disorder)")
CREATININE = Coding("http://loinc.org", "2160-0", "Creatinine [Mass/volume] in Serum")
LONG = "Vergleich mit der Voraufnahme. " * 20 + "Im linken Oberlappen ein Infiltrat. " + "Kein Erguss. " * 20


@pytest.fixture
def filled(store: Store, deed: Deed) -> Store:
    with store.transaction(deed) as tx:
        patients.put(tx, JANE)
        patients.put(tx, WANG)
        studies.put_study(tx, CT)
        studies.put_series(tx, LUNG)
        records.put_facts(
            tx,
            [
                Condition("c", "p1", PNEUMONIA, AT),
                Condition("c2", "p2", Coding("", "", "双侧肺部感染"), AT),
                *(Observation(f"o{n}", "p1", CREATININE, str(n), AT) for n in range(3)),
                Observation("o9", "p2", CREATININE, "haemolysed", AT),
                Report("r", "p1", Coding("", "", "Thorax"), AT, LONG),
            ],
        )
        findings.put(tx, Finding("f", "p1", "1.1.1", None, PNEUMONIA, Author("person", "ann"), "draft", AT, "Verlauf!"))
    return store


def found(store: Store, deed: Deed, asked: str, limit: int = 200) -> list[tuple[str, str, str]]:
    with store.transaction(deed) as tx:
        return [(hit.place, hit.patient.id, hit.about) for hit in search.find(tx, asked, limit)]


@pytest.mark.parametrize(
    ("asked", "hit"),
    [
        ("doe jane", ("patient", "p1", "")),
        ("DOE, JANE", ("patient", "p1", "")),
        ("4711", ("patient", "p2", "")),
        ("a7", ("accession", "p1", "1.1")),
        ("thorax nat", ("study", "p1", "1.1")),
        ("lunge", ("series", "p1", "1.1.1")),
        ("pneumo", ("Condition", "p1", "")),
        ("233604007", ("Condition", "p1", "")),
        ("creatinine serum", ("Observation", "p2", "")),
        ("2160-0", ("Observation", "p1", "")),
        ("haemolysed", ("Observation", "p2", "")),
        ("infiltrat oberlappen", ("Report", "p1", "")),
        ("verlauf", ("finding", "p1", "1.1.1")),
        ("肺部感染", ("Condition", "p2", "")),
        ("肺部", ("Condition", "p2", "")),
        ("部感染", ("Condition", "p2", "")),
        ("染", ("Condition", "p2", "")),
        ("双侧 感染", ("Condition", "p2", "")),
        ("王小东", ("patient", "p2", "")),
    ],
)
def test_whatever_is_said_is_found_with_its_place_and_what_it_opens(
    filled: Store, deed: Deed, asked: str, hit: tuple[str, str, str]
) -> None:
    assert hit in found(filled, deed, asked)


@pytest.mark.parametrize("asked", ["nothing", "肺感", "感肺", "neumonia", "pneumonia creatinine", "p", "-", '"', ""])
def test_what_is_not_said_is_not_found(filled: Store, deed: Deed, asked: str) -> None:
    assert found(filled, deed, asked) == []


def test_a_name_said_a_thousand_times_is_indexed_once(filled: Store, deed: Deed) -> None:
    with filled.transaction(deed) as tx:
        before = tx.rows("SELECT count(*) AS n FROM texts")[0]["n"]
        records.put_facts(tx, [Observation(f"x{n}", "p1", CREATININE, "1", AT) for n in range(1000)])
    with filled.transaction(deed) as tx:
        assert tx.rows("SELECT count(*) AS n FROM texts")[0]["n"] == before  # "1" was said of it already
        assert tx.rows("SELECT count(*) AS n FROM texts WHERE text = :text", {"text": CREATININE.display})[0]["n"] == 1


def test_a_long_text_is_shown_around_what_was_found(filled: Store, deed: Deed) -> None:
    with filled.transaction(deed) as tx:
        (hit,) = search.find(tx, "infiltrat")
    assert "Oberlappen ein Infiltrat." in hit.text
    assert len(hit.text) < 130
    assert hit.text.startswith("…")
    assert hit.text.endswith("…")
    assert hit.at == AT


def test_the_closest_come_first_and_no_more_than_asked_for(filled: Store, deed: Deed) -> None:
    with filled.transaction(deed) as tx:
        records.put_facts(tx, [Condition(f"n{n}", "p1", Coding("", "", f"Old pneumonia {n}"), AT) for n in range(30)])
    hits = found(filled, deed, "pneumonia", limit=10)
    assert len(hits) == 10
    assert hits[:2] == [("finding", "p1", "1.1.1"), ("Condition", "p1", "")]


def test_a_changed_text_is_found_by_its_new_words_only(filled: Store, deed: Deed) -> None:
    with filled.transaction(deed) as tx:
        records.put_facts(tx, [Report("r", "p1", Coding("", "", "Thorax"), AT, "Rueckbildung")])
        patients.put(tx, replace(JANE, name="Roe^Jane"))
    assert found(filled, deed, "rueckbildung") == [("Report", "p1", "")]
    assert found(filled, deed, "infiltrat") == []
    assert found(filled, deed, "doe") == []


def test_nothing_of_a_deleted_patient_is_left_in_the_index(filled: Store, deed: Deed) -> None:
    """Control: the words stand in the index's pages before."""
    assert left(filled, deed, b"oberlappen", b"verlauf", b"doe") == {b"oberlappen", b"verlauf", b"doe"}
    with filled.transaction(deed) as tx:
        patients.delete(tx, "p1")
    assert left(filled, deed, b"oberlappen", b"verlauf", b"doe", b"pneumonia") == set()
    assert found(filled, deed, "creatinine") == [("Observation", "p2", ""), ("Observation", "p2", "")]
    with filled.transaction(deed) as tx:
        patients.delete(tx, "p2")
        assert tx.run("INSERT INTO words (words) VALUES ('integrity-check')") >= -1
    with filled.transaction(deed) as tx:
        for table in ("texts", "mentions", "patient_list", "study_list", "unsearched"):
            assert tx.rows(f"SELECT count(*) AS n FROM {table}")[0]["n"] == 0, table


def left(store: Store, deed: Deed, *words: bytes) -> set[bytes]:
    with store.transaction(deed) as tx:
        pages = b"".join(row["block"] for row in tx.rows("SELECT block FROM words_data"))
    return {word for word in words if word in pages}


def test_patients_an_older_version_left_are_indexed_a_few_at_a_time(filled: Store, deed: Deed) -> None:
    with filled.transaction(deed) as tx:
        tx.run("DELETE FROM mentions")
        tx.run("DELETE FROM texts")
        tx.run("INSERT INTO words (words) VALUES ('delete-all')")
        tx.run("INSERT INTO unsearched SELECT id FROM patients")
        assert search.unsearched(tx) == ((), 2)
    assert found(filled, deed, "pneumonia") == []
    with filled.transaction(deed) as tx:
        (patient,), left_over = search.unsearched(tx, 1)
        search.index(tx, patient)
    assert left_over == 2
    with filled.transaction(deed) as tx:
        for one in search.unsearched(tx, 9)[0]:
            search.index(tx, one)
        assert search.unsearched(tx) == ((), 0)
    assert ("Condition", "p1", "") in found(filled, deed, "pneumonia")
    assert ("Condition", "p2", "") in found(filled, deed, "感染")
