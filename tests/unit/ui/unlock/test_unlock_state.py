"""What the door asks before it lets anybody in."""

from __future__ import annotations

from pathlib import Path

from app.domain.errors import WorkstationError
from app.domain.words import NOTHING, say
from app.services.unlocking import VaultInfo
from app.ui.unlock.state import UnlockState, first_state, strength, weakness

FOLDER = Path("somewhere")
VAULT = VaultInfo(FOLDER, ("ada",), "2026-01-01", 1)


def test_a_computer_without_a_vault_begins_with_creating_one() -> None:
    assert first_state(FOLDER, None).mode == "create"
    assert first_state(FOLDER, VAULT).mode == "open"


def test_a_damaged_vault_says_so_at_once() -> None:
    state = first_state(FOLDER, WorkstationError(say("The vault is damaged."), say("Restore it.")))
    assert str(state.wrong) == "The vault is damaged."
    assert str(state.hint) == "Restore it."


def test_a_vault_opens_as_soon_as_a_passphrase_is_typed() -> None:
    state = UnlockState("open", FOLDER, VAULT)
    assert state.blocked("", "", "") != NOTHING
    assert state.blocked("", "x", "") == NOTHING


def test_every_reason_against_creating_has_its_words() -> None:
    state = UnlockState("create", FOLDER)
    good = "seven blue herons"
    assert "user name" in str(state.blocked("", good, good))
    assert "Choose a passphrase" in str(state.blocked("ada", "", ""))
    assert "at least 10" in str(state.blocked("ada", "short", "short"))
    assert "Repeat" in str(state.blocked("ada", good, ""))
    assert "not the same" in str(state.blocked("ada", good, good + "x"))
    assert state.blocked("ada", good, good) == NOTHING
    assert "already" in str(state.pointed_at(FOLDER, VAULT).blocked("ada", good, good))


def test_while_the_key_is_made_nothing_can_be_pressed() -> None:
    assert UnlockState("open", FOLDER, VAULT).started().blocked("", "x", "") != NOTHING


def test_a_refusal_stands_until_something_is_changed() -> None:
    state = UnlockState("open", FOLDER, VAULT).started().refused(say("Wrong."), NOTHING)
    assert not state.busy
    assert str(state.wrong) == "Wrong."
    assert state.turned_to("create").wrong == NOTHING


def test_longer_and_more_varied_passphrases_are_called_stronger() -> None:
    assert weakness("aaaaaaaaaaaa") == NOTHING
    assert strength("aaaaaaaaaaaa") == 0
    assert strength("0123456789") == 0
    assert strength("seven blue herons") >= 2
    assert strength("seven blue herons, 41 Lamps & a kettle") == 3
    assert strength("七只蓝色的苍鹭在湖边") == 3
