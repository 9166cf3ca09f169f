"""Every verb has its line in the table, every role its limits, and what is refused is written down."""

import ast
import dataclasses
import inspect
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from app.domain.errors import WorkstationError
from app.domain.patient import Deed, Principal, Role
from app.domain.words import NOTHING
from app.services import roles, unlocking
from app.services.auditing import Auditing
from app.services.emergencies import Emergencies
from app.services.people import People
from app.services.settings import Rules, Settings
from app.services.unlocking import Opened
from app.services.workstation import Workstation
from app.store.keyring import Cost

APP = Path(unlocking.__file__).resolve().parents[1]


def deeds_of(source: str) -> set[str]:
    """The verbs of every ``Deed(who, "verb")`` in a source; an f-string stands for each finding's status."""
    found = set()
    for node in ast.walk(ast.parse(source)):
        if not isinstance(node, ast.Call) or len(node.args) < 2:
            continue
        name = node.func.id if isinstance(node.func, ast.Name) else getattr(node.func, "attr", "")
        verb = node.args[1]
        if name in ("Deed", "_deed"):
            if isinstance(verb, ast.Constant):
                found.add(str(verb.value))
            elif isinstance(verb, ast.JoinedStr):
                start = str(verb.values[0].value) if isinstance(verb.values[0], ast.Constant) else ""
                found |= {start + status for status in ("draft", "confirmed", "rejected")}
            elif isinstance(verb, ast.Name) and verb.id == "_STOCK":
                found.add("stock shipped models")
    return found


def test_every_deed_in_the_source_is_in_the_table() -> None:
    said = {verb for path in (APP / "services").glob("*.py") for verb in deeds_of(path.read_text(encoding="utf-8"))}
    assert said - roles.TABLE.keys() == set()
    assert len(said) > 40
    # the control: one that was forgotten would be found
    assert deeds_of('store.transaction(Deed(principal, "print money"))') - roles.TABLE.keys() == {"print money"}


def test_every_public_verb_of_every_service_is_in_the_table(workstation: Workstation) -> None:
    found = set(public_verbs(workstation))
    assert found ^ roles.VERBS.keys() == set()
    assert {verb for verb in roles.VERBS.values() if verb} <= roles.TABLE.keys()


def public_verbs(workstation: Workstation) -> Iterator[str]:
    for field in dataclasses.fields(workstation):
        service = getattr(workstation, field.name)
        if not type(service).__module__.startswith("app.services."):
            continue
        for name, method in inspect.getmembers(type(service), inspect.isfunction):
            if not name.startswith("_") and "principal" in inspect.signature(method).parameters:
                yield f"{type(service).__name__}.{name}"


@pytest.mark.parametrize("role", Role)
def test_each_role_may_do_what_the_table_says_and_nothing_else(opened: Opened, role: Role) -> None:
    who = Principal("bob", role)
    for verb, allowed in roles.TABLE.items():
        if role in allowed:
            with opened.store.transaction(Deed(who, verb)):
                pass
            assert roles.refusal(role, verb) == NOTHING
        else:
            with (
                pytest.raises(WorkstationError, match=r"[Yy]our role"),
                opened.store.transaction(Deed(who, verb)),
            ):
                raise AssertionError("the deed was let in")
    entries = [one for one in Auditing(opened.store).entries(opened.principal) if one.user == "bob"]
    outcomes = {one.verb: one.outcome for one in entries}
    assert outcomes == {verb: "done" if role in allowed else "refused" for verb, allowed in roles.TABLE.items()}


def test_what_is_not_in_the_table_nobody_may(opened: Opened) -> None:
    for role in Role:
        with (
            pytest.raises(WorkstationError, match="Nobody may do this"),
            opened.store.transaction(Deed(Principal("eve", role), "print money")),
        ):
            raise AssertionError("the deed was let in")


def test_each_role_may_all_that_the_one_before_may() -> None:
    for allowed in roles.TABLE.values():
        places = [list(Role).index(role) for role in allowed]
        assert sorted(places) == list(range(min(places), len(Role)))


def test_the_rules_are_an_administrators(opened: Opened) -> None:
    settings = Settings(opened.store)
    settings.change_rules(opened.principal, Rules(2))
    for minutes in (1, 16, 0, -5):
        with pytest.raises(WorkstationError, match="2 to 15"):
            settings.change_rules(opened.principal, Rules(minutes))
    with pytest.raises(WorkstationError, match="for administrators"):
        settings.change_rules(Principal("bob", Role.RESEARCHER), Rules(5))
    assert settings.rules(Principal("bob", Role.READER)) == Rules(2)


# ---- emergency access

READER = Principal("bob", Role.READER)
WHY = "unconscious in the emergency room"


class Clock:
    def __init__(self) -> None:
        self.at = datetime(2026, 1, 1, 12, tzinfo=UTC)

    def __call__(self) -> datetime:
        return self.at


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def vault(tmp_path: Path, cheap: Cost, clock: Clock) -> Iterator[Opened]:
    made = unlocking.create(tmp_path / "timed", "ann", "correct horse", cheap, clock)
    People(made.store, cheap).add(made.principal, "bob", Role.READER, "battery staple")
    yield made
    unlocking.lock(made)


def may_predict(vault: Opened) -> bool:
    try:
        with vault.store.transaction(Deed(READER, "predict")):
            return True
    except WorkstationError:
        return False


def test_emergency_access_lasts_an_hour_and_goes_no_further_than_a_clinicians(vault: Opened, clock: Clock) -> None:
    emergencies = Emergencies(vault.store)
    assert not may_predict(vault)
    for words in ("", "short", "    blanks   "):
        with pytest.raises(WorkstationError, match="at least 10"):
            emergencies.begin(READER, words)
    begun = emergencies.begin(READER, WHY)
    assert datetime.fromisoformat(begun.ends) - clock.at == timedelta(minutes=60)
    clock.at += timedelta(minutes=59)
    assert may_predict(vault)
    with (
        pytest.raises(WorkstationError, match="for administrators"),
        vault.store.transaction(Deed(READER, "delete patient")),
    ):
        raise AssertionError("the deed was let in")
    clock.at += timedelta(minutes=1)
    assert not may_predict(vault)
    clock.at -= timedelta(days=1)
    assert not may_predict(vault)


def test_an_emergency_ended_early_is_over_and_another_persons_is_not_ones_own(vault: Opened) -> None:
    emergencies = Emergencies(vault.store)
    emergencies.begin(Principal("eve", Role.READER), WHY)
    assert not may_predict(vault)
    emergencies.begin(READER, WHY)
    assert may_predict(vault)
    emergencies.end(READER)
    assert not may_predict(vault)


def test_each_emergency_is_listed_until_somebody_else_reviewed_it(vault: Opened) -> None:
    emergencies = Emergencies(vault.store)
    emergencies.begin(READER, WHY)
    (listed,) = emergencies.emergencies(vault.principal)
    assert (listed.user, listed.why, listed.reviewed_by) == ("bob", WHY, "")
    emergencies.review(vault.principal, listed.id)
    assert emergencies.emergencies(vault.principal)[0].reviewed_by == "ann"
    with pytest.raises(WorkstationError, match="for administrators"):
        emergencies.emergencies(READER)
    with pytest.raises(WorkstationError, match="no such emergency"):
        emergencies.review(vault.principal, "nothing")
    (entry,) = Auditing(vault.store).entries(vault.principal, "begin emergency")
    assert (entry.user, entry.why) == ("bob", WHY)


def test_a_lock_ends_it_and_what_a_crash_left_open_ends_at_the_next_start(vault: Opened, clock: Clock) -> None:
    folder = vault.store.folder
    unlocking.lock(vault)
    bob = unlocking.unlock(folder, "bob", "battery staple", clock)
    Emergencies(bob.store).begin(bob.principal, WHY)
    unlocking.lock(bob)
    bob = unlocking.unlock(folder, "bob", "battery staple", clock)
    Emergencies(bob.store).begin(bob.principal, WHY)
    bob.store.close()  # no lock: the program was killed
    ann = unlocking.unlock(folder, "ann", "correct horse", clock)
    ends = Auditing(ann.store).entries(ann.principal, "end emergency")
    assert [one.user for one in ends] == ["bob", "bob"]
    assert all(one.ended for one in Emergencies(ann.store).emergencies(ann.principal))
    unlocking.lock(ann)
