"""Two persons are never made one."""

from __future__ import annotations

from datetime import date

import pytest

from app.domain.patient import Deed, Patient
from app.services.matching import Match, keep, names_agree
from app.services.unlocking import Opened
from app.store import patients

JANE = Patient("file-1", "M1", "DOE^JANE", date(1950, 2, 3), "F")


def kept(opened: Opened, *said: Patient) -> list[Match]:
    with opened.store.transaction(Deed(opened.principal, "import")) as tx:
        return [keep(tx, one) for one in said]


def count(opened: Opened) -> int:
    with opened.store.transaction(Deed(opened.principal, "list patients")) as tx:
        return len(patients.rows(tx))


@pytest.mark.parametrize(
    "other",
    [
        Patient("x", "M1", "Doe, Jane A.", date(1950, 2, 3), "F"),
        Patient("x", "M1", "Married, Jane", date(1950, 2, 3), ""),
        Patient("x", "M1", "Jane Doe", None, ""),
    ],
)
def test_the_same_number_and_birth_date_or_name_is_the_same_person(opened: Opened, other: Patient) -> None:
    first, second = kept(opened, JANE, other)
    assert first.patient.id == second.patient.id
    assert second.patient.birth_date == date(1950, 2, 3)
    assert not any("belongs to another" in str(what) for what, _ in second.doubts)


@pytest.mark.parametrize(
    "other",
    [
        Patient("x", "M1", "DOE^JANE", date(1950, 2, 4), "F"),
        Patient("x", "M1", "MILLER^PAUL", None, "M"),
        Patient("x", "M1", "", None, ""),
        Patient("x", "M2", "DOE^JANE", date(1950, 2, 3), "F"),
    ],
)
def test_another_birth_date_name_or_number_is_another_person(opened: Opened, other: Patient) -> None:
    first, second = kept(opened, JANE, other)
    assert first.patient.id != second.patient.id
    assert count(opened) == 2
    assert bool(second.doubts) == (other.mrn == "M1")


def test_blanks_are_filled_and_nothing_is_overwritten(opened: Opened) -> None:
    bare = Patient("x", "M1", "DOE^JANE", None, "")
    (_, full, after) = kept(opened, bare, JANE, Patient("y", "M1", "Jane Doe", date(1950, 2, 3), "M"))
    assert (full.patient.birth_date, full.patient.sex) == (date(1950, 2, 3), "F")
    assert (after.patient.name, after.patient.sex) == ("DOE^JANE", "F")
    assert "another sex" in str(after.doubts[0][0])


def test_the_same_words_give_the_same_patient_id_in_every_vault(opened: Opened) -> None:
    (first,) = kept(opened, JANE)
    assert first.patient.id == kept(opened, JANE)[0].patient.id
    assert len(first.patient.id) == 32


def test_without_a_number_each_file_identity_is_its_own(opened: Opened) -> None:
    one, same, other = (Patient(key, "", "DOE^JANE", None, "") for key in ("study-1", "study-1", "study-2"))
    ids = [m.patient.id for m in kept(opened, one, same, other)]
    assert ids[0] == ids[1] != ids[2]


@pytest.mark.parametrize(
    ("one", "other", "agree"),
    [
        ("DOE^JANE", "Doe, Jane A.", True),
        ("Müller^Jörg", "MULLER^JORG", True),
        ("Zhang^Wei=张^伟", "张^伟", True),
        ("Abbott774, John", "Abbott^John", True),
        ("DOE^JANE", "DOE^JOHN", False),
        ("", "", True),
        ("DOE^JANE", "", False),
    ],
)
def test_names_agree_where_one_is_the_others_words(one: str, other: str, agree: bool) -> None:
    assert names_agree(one, other) == agree
