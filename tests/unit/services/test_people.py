"""Each user has a passphrase of their own, and somebody always stays to look after the vault."""

import pytest

from app.domain.errors import WorkstationError
from app.domain.patient import Principal, Role
from app.services import unlocking
from app.services.people import People
from app.services.unlocking import Opened
from app.store.keyring import Cost


def opens(opened: Opened, user: str, words: str) -> bool:
    """Whether these words would open the (now locked) vault."""
    try:
        unlocking.lock(unlocking.unlock(opened.store.folder, user, words))
    except WorkstationError:
        return False
    return True


def test_an_added_user_opens_the_vault_as_what_they_are(opened: Opened, cheap: Cost) -> None:
    people = People(opened.store, cheap)
    people.add(opened.principal, " 王 ", Role.READER, "battery staple")
    assert [(one.user, one.role) for one in people.people(opened.principal)] == [
        ("ann", Role.ADMINISTRATOR),
        ("王", Role.READER),
    ]
    unlocking.lock(opened)
    again = unlocking.unlock(opened.store.folder, "王", "battery staple")
    assert again.principal == Principal("王", Role.READER)
    with pytest.raises(WorkstationError, match="for administrators"):
        People(again.store, cheap).add(again.principal, "eve", Role.READER, "battery staple")
    unlocking.lock(again)
    assert opens(opened, "ann", "correct horse")


def test_a_changed_passphrase_replaces_the_old_one(opened: Opened, cheap: Cost) -> None:
    people = People(opened.store, cheap)
    with pytest.raises(WorkstationError, match="not right"):
        people.change_passphrase(opened.principal, "wrong words", "another horse")
    with pytest.raises(WorkstationError, match="too short"):
        people.change_passphrase(opened.principal, "correct horse", "short")
    people.change_passphrase(opened.principal, "correct horse", "another horse")
    unlocking.lock(opened)
    assert not opens(opened, "ann", "correct horse")
    assert opens(opened, "ann", "another horse")


def test_a_removed_user_stays_outside_and_the_last_administrator_inside(opened: Opened, cheap: Cost) -> None:
    people = People(opened.store, cheap)
    people.add(opened.principal, "bob", Role.CLINICIAN, "battery staple")
    with pytest.raises(WorkstationError, match="last administrator"):
        people.remove(opened.principal, "ann")
    with pytest.raises(WorkstationError, match="no user eve"):
        people.remove(opened.principal, "eve")
    people.remove(opened.principal, "bob")
    unlocking.lock(opened)
    assert not opens(opened, "bob", "battery staple")
    assert opens(opened, "ann", "correct horse")


def test_a_taken_name_is_refused(opened: Opened, cheap: Cost) -> None:
    with pytest.raises(WorkstationError, match="already"):
        People(opened.store, cheap).add(opened.principal, "ann", Role.READER, "battery staple")


def test_nobody_removes_themselves_and_a_lowered_role_holds_at_once(opened: Opened, cheap: Cost) -> None:
    people = People(opened.store, cheap)
    people.add(opened.principal, "eve", Role.ADMINISTRATOR, "battery staple")
    with pytest.raises(WorkstationError, match="remove themselves"):
        people.remove(opened.principal, "ann")
    people.change_role(opened.principal, "ann", Role.READER)
    with pytest.raises(WorkstationError, match="for administrators"):
        people.add(opened.principal, "bob", Role.READER, "correct horse")
    # what is given in return comes with the next sign-in
    assert {one.user: one.role for one in people.people(opened.principal)}["ann"] is Role.READER
