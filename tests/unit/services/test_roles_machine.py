"""Whatever up to 32 people do, are given or lose: each verb is let in exactly when a short model says so.

``AEGLE_TRIALS`` is the number of runs (3; a hundred take ten minutes).
"""

from __future__ import annotations

import os
import shutil
import tempfile
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    initialize,
    invariant,
    precondition,
    rule,
    run_state_machine_as_test,
)

from app.domain.errors import WorkstationError
from app.domain.patient import Deed, Role
from app.services import roles, unlocking
from app.services.emergencies import Emergencies
from app.services.people import People
from app.services.unlocking import Opened
from app.store.keyring import Cost

TRIALS = int(os.environ.get("AEGLE_TRIALS", "3"))
CHEAP = Cost(memory_kib=64, passes=1, lanes=1)
NAMES = tuple(f"user {n}" for n in range(32))
WHY = "unconscious in the emergency room"

names, some_roles = st.sampled_from(NAMES), st.sampled_from(Role)
verbs = st.sampled_from([*roles.TABLE, "print money", "Delete patient", "", "unlock "])


@dataclass
class Known:
    """What the model knows of a person."""

    role: Role
    words: str
    emergency_until: datetime | None = None


class Ward(RuleBasedStateMachine):
    """The vault beside the model. Somebody is always signed in."""

    def __init__(self) -> None:
        super().__init__()
        self.folder = Path(tempfile.mkdtemp(prefix="aegle-ward-"))
        self.at = datetime(2026, 1, 1, 12, tzinfo=UTC)
        self.count = 0
        self.people = {"ann": Known(Role.ADMINISTRATOR, "correct horse 0")}
        self.gone: dict[str, str] = {}
        self.opened: Opened = unlocking.create(self.folder / "vault", "ann", "correct horse 0", CHEAP, self.now)
        self.signed_in_as = Role.ADMINISTRATOR

    def now(self) -> datetime:
        return self.at

    def teardown(self) -> None:
        unlocking.lock(self.opened)
        shutil.rmtree(self.folder)

    # ---- the model

    @property
    def me(self) -> str:
        return self.opened.principal.user

    def may(self, verb: str) -> bool:
        """The lesser of the role signed in with and the role held now; a reader in an emergency is a clinician."""
        role = min(self.signed_in_as, self.people[self.me].role, key=list(Role).index)
        until = self.people[self.me].emergency_until
        if role is Role.READER and until is not None and self.at < until:
            role = Role.CLINICIAN
        return role in roles.TABLE.get(verb, ())

    def admins(self) -> list[str]:
        return [name for name, one in self.people.items() if one.role is Role.ADMINISTRATOR]

    def fresh_words(self) -> str:
        self.count += 1
        return f"correct horse {self.count}"

    def tried(self, deed: Callable[[], None], expected: bool) -> None:
        """Call it; it must go through exactly when the model says so."""
        try:
            deed()
        except WorkstationError:
            assert not expected
        else:
            assert expected

    # ---- what people do

    @initialize(ward=st.lists(st.tuples(names, some_roles), max_size=32, unique_by=lambda one: one[0]))
    def fill(self, ward: list[tuple[str, Role]]) -> None:
        for name, role in ward:
            self.add(name, role)

    @rule(name=names, role=some_roles)
    def add(self, name: str, role: Role) -> None:
        words, expected = self.fresh_words(), self.may("add person") and name not in self.people
        self.tried(lambda: People(self.opened.store, CHEAP).add(self.opened.principal, name, role, words), expected)
        if expected:
            self.people[name] = Known(role, words)
            self.gone.pop(name, None)

    @rule(data=st.data())
    def remove(self, data: st.DataObject) -> None:
        name = data.draw(st.sampled_from([*self.people, "nobody"]))
        expected = self.may("remove person") and name in self.people and name != self.me and self.admins() != [name]
        self.tried(lambda: People(self.opened.store, CHEAP).remove(self.opened.principal, name), expected)
        if expected:
            self.gone[name] = self.people.pop(name).words

    @rule(data=st.data(), role=some_roles)
    def change_role(self, data: st.DataObject, role: Role) -> None:
        name = data.draw(st.sampled_from([*self.people, "nobody"]))
        keeps_one = role is Role.ADMINISTRATOR or self.admins() != [name]
        expected = self.may("change role") and name in self.people and keeps_one
        self.tried(lambda: People(self.opened.store).change_role(self.opened.principal, name, role), expected)
        if expected:
            self.people[name].role = role

    @rule()
    def change_passphrase(self) -> None:
        mine, words = self.people[self.me], self.fresh_words()
        People(self.opened.store, CHEAP).change_passphrase(self.opened.principal, mine.words, words)
        old, mine.words = mine.words, words
        self.refused_at_the_door(self.me, old)

    @rule(data=st.data())
    def sign_in(self, data: st.DataObject) -> None:
        self.enter(data.draw(st.sampled_from(list(self.people))))

    def enter(self, name: str) -> None:
        unlocking.lock(self.opened)
        self.people[self.me].emergency_until = None
        one = self.people[name]
        self.opened = unlocking.unlock(self.folder / "vault", name, one.words, self.now)
        self.signed_in_as = one.role
        for other in self.people.values():
            other.emergency_until = None
        assert self.opened.principal.role is one.role
        assert self.opened.store.alarms == ()

    @precondition(lambda self: self.gone)
    @rule(data=st.data())
    def a_removed_person_comes_back(self, data: st.DataObject) -> None:
        name = data.draw(st.sampled_from(list(self.gone)))
        self.refused_at_the_door(name, self.gone[name])

    def refused_at_the_door(self, name: str, words: str) -> None:
        back = self.me
        unlocking.lock(self.opened)
        with pytest.raises(WorkstationError):
            unlocking.unlock(self.folder / "vault", name, words, self.now)
        self.opened = unlocking.unlock(self.folder / "vault", back, self.people[back].words, self.now)
        self.signed_in_as = self.people[back].role
        for other in self.people.values():
            other.emergency_until = None

    @rule()
    def begin_emergency(self) -> None:
        Emergencies(self.opened.store).begin(self.opened.principal, WHY)
        self.people[self.me].emergency_until = self.at + timedelta(minutes=60)

    @rule()
    def end_emergency(self) -> None:
        Emergencies(self.opened.store).end(self.opened.principal)
        self.people[self.me].emergency_until = None

    @rule(minutes=st.sampled_from([1, 29, 59, 60, 61]))
    def time_passes(self, minutes: int) -> None:
        self.at += timedelta(minutes=minutes)

    @rule(verb=verbs)
    def do(self, verb: str) -> None:
        def deed() -> None:
            with self.opened.store.transaction(Deed(self.opened.principal, verb)):
                pass

        self.tried(deed, self.may(verb))

    # ---- what always holds

    @invariant()
    def there_is_an_administrator(self) -> None:
        assert self.admins()

    @invariant()
    def the_list_of_people_is_the_models(self) -> None:
        listed = People(self.opened.store).people(self.opened.principal)
        assert {one.user: one.role for one in listed} == {name: one.role for name, one in self.people.items()}


QUIETLY = settings(
    max_examples=TRIALS, stateful_step_count=25 if TRIALS < 10 else 60, deadline=None, database=None,
    suppress_health_check=list(HealthCheck),
)  # fmt: skip


def test_every_verb_is_let_in_exactly_when_it_may_be() -> None:
    run_state_machine_as_test(Ward, settings=QUIETLY)


def test_a_model_that_lets_readers_delete_would_be_contradicted() -> None:
    class Careless(Ward):
        def may(self, verb: str) -> bool:
            return verb == "delete patient" or super().may(verb)

    ward = Careless()
    ward.add("user 1", Role.READER)
    ward.enter("user 1")
    with pytest.raises(AssertionError):
        ward.do("delete patient")
    ward.teardown()
