"""The audit room's words, without Qt."""

from __future__ import annotations

import ast
from datetime import UTC, datetime
from pathlib import Path

import app
from app.domain.patient import AuditEntry, Role
from app.services.auditing import Proof
from app.ui.audit.state import DEEDS, ROLES, AuditState, about_text, at_text, fields_of, verified_words

ENTRY = AuditEntry(
    7, datetime(2026, 11, 22, 10, 30, 5, tzinfo=UTC), "ada", "clinician", "open", ("p1", "s1"), "", "done", "ab"
)


def a_proof(*wrong: str) -> Proof:
    return Proof(entries=12, missing=0, epochs=1, signed=12, root="ab", code="12-AAAA", wrong=wrong)


def test_a_whole_trail_and_a_broken_one_each_have_a_sentence() -> None:
    assert str(verified_words(a_proof())) == "The trail is whole: 12 entries checked, none changed, none missing."
    assert "does not hold" in str(verified_words(a_proof("Entry 4 was changed.")))


def test_an_entry_shows_its_second_and_how_many_more_it_is_about() -> None:
    assert at_text(ENTRY) == "2026-11-22 10:30:05"
    assert about_text(ENTRY) == "p1 +1"
    assert dict((str(k), v) for k, v in fields_of(ENTRY))["About"] == "p1\ns1"


def test_a_full_list_says_that_there_may_be_more() -> None:
    assert AuditState(limit=1).filled((ENTRY,)).is_cut
    assert not AuditState(limit=2).filled((ENTRY,)).is_cut


def test_every_deed_and_role_that_services_write_down_can_be_read_in_every_language() -> None:
    written = set()
    for file in (Path(app.__file__).parent / "services").rglob("*.py"):
        for node in ast.walk(ast.parse(file.read_text("utf-8"))):
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == "Deed":
                written |= {n.value for n in node.args[1:2] if isinstance(n, ast.Constant)}
    assert len(written) > 20
    assert written - {phrase.text for phrase in DEEDS} == set()
    assert {str(role) for role in Role} == {phrase.text for phrase in ROLES}
