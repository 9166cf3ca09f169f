"""Who a patient is, in words."""

from __future__ import annotations

from datetime import date

import pytest

from app.domain.patient import Patient
from app.services.identity import age, birth, person_name, sex, sex_letter


@pytest.mark.parametrize(
    ("written", "shown"),
    [
        ("Doe^John", "Doe, John"),
        ("Doe^John^Quincy^Dr^PhD", "Doe, John Quincy (Dr, PhD)"),
        ("Doe", "Doe"),
        ("John Doe", "John Doe"),
        ("^John", "John"),
        ("Zhang^Wei=张^伟", "Zhang, Wei (张伟)"),
        ("张^伟=张^伟=zhang^wei", "张伟"),
        ("李^娜", "李娜"),
        ("", ""),
        ("^^^^", ""),
    ],
)
def test_a_dicom_name_is_written_as_people_write_names(written: str, shown: str) -> None:
    assert person_name(written) == shown


def test_age_is_told_in_years_then_months_then_days() -> None:
    born = date(2020, 5, 20)
    assert str(age(born, date(2026, 5, 19))) == "5 y"
    assert str(age(born, date(2026, 5, 20))) == "6 y"
    assert str(age(born, date(2021, 5, 19))) == "11 mo"
    assert str(age(born, date(2020, 6, 1))) == "12 d"


def test_an_unknown_or_future_birth_date_gives_no_age() -> None:
    assert age(None, date(2026, 1, 1)) is None
    assert age(date(2027, 1, 1), date(2026, 1, 1)) is None


def test_a_sex_that_was_not_stated_is_not_made_up() -> None:
    patient = Patient("1", "M1", "A^B", None, "")
    assert str(sex(patient)) == "Sex not stated"
    assert str(sex_letter(patient)) == ""
    assert birth(patient) == ""
