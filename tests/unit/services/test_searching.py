"""One search over everything: what is found, where, and what it says when there is nothing to search for."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from app.domain.codes import Coding
from app.domain.errors import Cancelled, WorkstationError
from app.domain.patient import Deed, Patient
from app.domain.record import Condition
from app.domain.words import Phrase
from app.domain.work import quietly
from app.services import unlocking
from app.services.searching import PLACES, Searching
from app.services.unlocking import Opened
from app.store import patients, records, search
from app.store.keyring import Cost


@pytest.fixture
def opened(tmp_path: Path) -> Opened:
    made = unlocking.create(tmp_path / "vault", "ann", "correct horse", Cost(64, 1, 1))
    with made.store.transaction(Deed(made.principal, "import")) as tx:
        for n in range(450):
            patients.put(tx, Patient(f"p{n}", f"47{n:03}", f"Doe{n}^Jane", None, "F"))
            records.put_facts(tx, [Condition(f"c{n}", f"p{n}", Coding("", "", f"Asthma grade {n % 3}"), None)])
    return made


def test_what_is_found_says_where_and_of_whom(opened: Opened) -> None:
    found = Searching(opened.store).find(opened.principal, "asthma 2")
    assert len(found.hits) == 150
    assert not found.has_more
    assert {hit.place for hit in found.hits} == {"Condition"}
    assert Searching(opened.store).find(opened.principal, "jane", limit=7).has_more


def test_too_little_to_search_for_says_so(opened: Opened) -> None:
    with pytest.raises(WorkstationError, match="too little"):
        Searching(opened.store).find(opened.principal, "a -")


def test_a_search_is_an_entry_of_the_trail_without_its_words(opened: Opened) -> None:
    Searching(opened.store).find(opened.principal, "asthma")
    with opened.store.transaction(Deed(opened.principal, "read audit trail")) as tx:
        row = tx.rows("SELECT * FROM audit ORDER BY number DESC LIMIT 1")[0]
    assert (row["verb"], row["user"], row["outcome"]) == ("search", "ann", "done")
    assert "asthma" not in json.dumps(tuple(row))


def test_what_an_older_version_stored_is_indexed_with_progress_and_goes_on_after_a_stop(opened: Opened) -> None:
    with opened.store.transaction(Deed(opened.principal, "import")) as tx:
        tx.run("DELETE FROM mentions")
        tx.run("DELETE FROM texts")
        tx.run("INSERT INTO words (words) VALUES ('delete-all')")
        tx.run("INSERT INTO unsearched SELECT id FROM patients")
    said: list[int] = []

    def stopping(done: int, total: int, note: Phrase | str = "") -> None:
        del total, note
        said.append(done)
        if done >= 200:
            raise Cancelled

    searching = Searching(opened.store)
    with pytest.raises(Cancelled):
        searching.catch_up(opened.principal, stopping)
    assert said == [0, 200]
    assert searching.catch_up(opened.principal, quietly) == 250
    assert searching.catch_up(opened.principal, quietly) == 0
    assert len(searching.find(opened.principal, "asthma", limit=1000).hits) == 450


def test_every_place_has_a_word() -> None:
    assert set(PLACES) == set(search.PLACES)
