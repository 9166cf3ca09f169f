"""Every deed as a FHIR AuditEvent, and by IHE's patterns where one fits."""

from __future__ import annotations

import json
from typing import Any

import pytest

from app.services import audit_events, roles
from app.store import trail

BALP = "https://profiles.ihe.net/ITI/BALP/StructureDefinition/IHE.BasicAudit."
PATIENTS = frozenset({"p1", "p2"})


def entry(verb: str, *about: str, **given: Any) -> dict[str, Any]:
    values = {
        "number": 7,
        "epoch": 2,
        "at": "2026-11-22T12:00:00.000+00:00",
        "zone": "+0800",
        "counter": 99,
        "user": "ann",
        "role": "clinician",
        "verb": verb,
        "about": json.dumps(about),
        "why": "",
        "outcome": "done",
        **given,
    }
    return {**values, "digest": trail.digest_of(trail.FIRST, values)}


def event(verb: str, *about: str, **given: Any) -> dict[str, Any]:
    return audit_events.event(entry(verb, *about, **given), PATIENTS)


def codes(made: dict[str, Any]) -> tuple[str, list[str], str]:
    return made["type"]["code"], [one["code"] for one in made["subtype"][:-1]], made["action"]


@pytest.mark.parametrize(
    ("verb", "about", "expected", "profile"),
    [
        ("open series", ("1.2.3", "p1"), ("rest", ["read"], "R"), "PatientRead"),
        ("open record", ("p1",), ("rest", ["read"], "R"), "PatientRead"),
        ("open model", ("m1",), ("rest", ["read"], "R"), "Read"),
        ("list patients", (), ("rest", ["search"], "E"), "Query"),
        ("list series", ("p1",), ("rest", ["search"], "E"), "PatientQuery"),
        ("draft finding", ("p1", "f1"), ("rest", ["create"], "C"), "PatientCreate"),
        ("mark finding confirmed", ("f1",), ("rest", ["update"], "U"), "Update"),
        ("delete patient", ("p1",), ("rest", ["delete"], "D"), "PatientDelete"),
        ("import", ("i1", "p1"), ("110107", ["disclose"], "C"), "PrivacyDisclosure.Recipient"),
        ("import", ("i1", "p1", "p2"), ("110107", ["disclose"], "C"), ""),
        ("export report", ("p1", "r1"), ("110106", ["disclose"], "R"), "PrivacyDisclosure.Source"),
        ("unlock", (), ("110114", ["110122"], "E"), ""),
        ("lock", (), ("110114", ["110123"], "E"), ""),
        ("read audit trail", (), ("110101", [], "R"), ""),
        ("add person", ("bob",), ("110113", ["110137"], "E"), ""),
        ("begin emergency access", ("p1",), ("110113", ["110127"], "E"), ""),
        ("predict", ("m1", "p1"), ("rest", ["operation"], "E"), ""),
        ("alarm", (), ("110113", [], "E"), ""),
    ],
)
def test_a_verb_becomes_its_event(verb: str, about: tuple[str, ...], expected: tuple[Any, ...], profile: str) -> None:
    made = event(verb, *about)
    assert codes(made) == expected
    assert made.get("meta", {}).get("profile", []) == ([BALP + profile] if profile else [])


@pytest.mark.parametrize("verb", sorted(roles.TABLE))
def test_every_verb_there_is_makes_an_event_that_fhir_allows(verb: str) -> None:
    """The elements R4 asks for, and of BALP's agents and entities what it asks of the profile that is named."""
    for about in ((), ("p1",), ("p1", "x"), ("p1", "p2", "x")):
        made = event(verb, *about)
        assert made["resourceType"] == "AuditEvent"
        assert made["type"]["system"]
        assert made["action"] in "CRUDE"
        assert made["recorded"].endswith("+00:00")
        assert made["outcome"] == "0"
        assert made["source"]["observer"]
        assert sum(one["requestor"] for one in made["agent"]) == 1
        roles_said = [one["type"]["coding"][0]["code"] for one in made["agent"]]
        assert {"110152", "110153"} <= set(roles_said)
        assert "entity" not in made or made["entity"]
        _check_profile(made)
        assert trail._tells(made, entry(verb, *about))


def _check_profile(made: dict[str, Any]) -> None:
    profile = made.get("meta", {}).get("profile", [""])[0].removeprefix(BALP)
    if not profile:
        return
    persons = [one for one in made["entity"] if one["type"]["code"] == "1"]
    things = [one for one in made["entity"] if one["type"]["code"] == "2"]
    assert len(persons) == (1 if "Patient" in profile or "Privacy" in profile else 0)
    assert len(things) == 1 or "Privacy" in profile
    assert all(one["role"]["code"] == "1" and one["what"]["type"] == "Patient" for one in persons)
    queries = [one for one in things if "query" in one]
    assert len(queries) == (1 if "Query" in profile else 0)
    assert all("what" in one for one in things if "query" not in one)


def test_what_did_not_come_about_says_so_and_claims_no_pattern() -> None:
    refused = event("open record", "p1", outcome="refused")
    assert (refused["outcome"], refused["outcomeDesc"], "meta" in refused) == ("4", "refused", False)
    assert event("open record", "p1", outcome="failed")["outcome"] == "8"


def test_what_the_program_notes_by_itself_has_no_person() -> None:
    made = event("clock", user="", why="moved by +60 s")
    assert made["agent"][0]["who"]["identifier"]["value"] == "workstation"
    assert not any(one["requestor"] for one in made["agent"])
    assert made["purposeOfEvent"] == [{"text": "moved by +60 s"}]
