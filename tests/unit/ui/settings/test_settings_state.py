"""What stands in the way of adding a person, without Qt."""

from __future__ import annotations

from app.domain.patient import Role
from app.services.people import Person
from app.ui.settings.state import new_person_trouble, passphrase_trouble, role_words

PEOPLE = (Person("Ada", Role.ADMINISTRATOR, "2026-11-22"),)


def test_each_thing_missing_has_its_sentence() -> None:
    assert "user name" in str(new_person_trouble(PEOPLE, " ", "x", "x"))
    assert "already a user" in str(new_person_trouble(PEOPLE, "ada", "x", "x"))
    assert "not the same" in str(new_person_trouble(PEOPLE, "bo", "x", "y"))
    assert str(new_person_trouble(PEOPLE, "bo", "x", "x")) == ""
    assert str(passphrase_trouble("", "")) == "Give a passphrase."


def test_every_role_has_its_word() -> None:
    assert [str(role_words(role)) for role in Role] == ["Reader", "Clinician", "Researcher", "Administrator"]
