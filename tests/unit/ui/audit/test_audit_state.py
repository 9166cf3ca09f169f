"""The audit room's words, without Qt."""

from __future__ import annotations

from datetime import UTC, datetime

from app.domain.patient import AuditEntry
from app.ui.audit.state import AuditState, about_text, at_text, fields_of, verified_words

ENTRY = AuditEntry(
    7, datetime(2026, 11, 22, 10, 30, 5, tzinfo=UTC), "ada", "clinician", "open", ("p1", "s1"), "", "done", "ab"
)


def test_a_whole_trail_and_a_broken_one_each_have_a_sentence() -> None:
    assert str(verified_words(12, "")) == "The trail is whole: 12 entries checked, none changed, none missing."
    assert "entry 4" in str(verified_words(12, "entry 4 was changed"))


def test_an_entry_shows_its_second_and_how_many_more_it_is_about() -> None:
    assert at_text(ENTRY) == "2026-11-22 10:30:05"
    assert about_text(ENTRY) == "p1 +1"
    assert dict((str(k), v) for k, v in fields_of(ENTRY))["About"] == "p1\ns1"


def test_a_full_list_says_that_there_may_be_more() -> None:
    assert AuditState(limit=1).filled((ENTRY,)).is_cut
    assert not AuditState(limit=2).filled((ENTRY,)).is_cut
