"""FHIR R4 to patients and facts, or to a reason."""

from __future__ import annotations

import base64
import gzip
import json
from datetime import UTC, date, datetime
from typing import Any

import pytest

from app.domain.codes import Coding, Quantity
from app.domain.problem import Problem
from app.domain.record import Condition, Encounter, Medication, Observation, Procedure, Report
from app.ingest.reader import Item, Options
from app.ingest.reading import read

Json = dict[str, Any]
WHO = "urn:uuid:aaaaaaaa-0000-4000-8000-000000000001"
PATIENT: Json = {
    "resourceType": "Patient",
    "id": "p1",
    "identifier": [
        {"type": {"coding": [{"code": "SS"}]}, "value": "999-11"},
        {"type": {"coding": [{"code": "MR"}]}, "value": "M1"},
    ],
    "name": [{"use": "official", "family": "Doe", "given": ["Jane", "A."]}],
    "birthDate": "1950-02-03",
    "gender": "female",
}


def a_bundle(*resources: Json, patient: Json | None = PATIENT) -> bytes:
    entries: list[Json] = [{"fullUrl": WHO, "resource": patient}] if patient else []
    entries += [{"fullUrl": f"urn:uuid:{n}", "resource": r} for n, r in enumerate(resources)]
    return json.dumps({"resourceType": "Bundle", "type": "collection", "entry": entries}).encode()


def about(kind: str, **elements: Any) -> Json:
    return {"resourceType": kind, "id": f"{kind}-1", "subject": {"reference": WHO}, **elements}


def coded(code: str, display: str, system: str = "http://loinc.org") -> Json:
    return {"coding": [{"system": system, "code": code, "display": display}]}


def item(data: bytes, name: str = "bundle.json") -> Item:
    outcome = read(name, data, Options())
    assert isinstance(outcome, Item), outcome
    return outcome


def problem(data: bytes, name: str = "bundle.json") -> Problem:
    outcome = read(name, data, Options())
    assert isinstance(outcome, Problem), outcome
    return outcome


def test_a_patient_is_known_by_the_hospitals_number_and_name() -> None:
    (patient,) = item(a_bundle()).people
    assert (patient.mrn, patient.name, patient.birth_date, patient.sex) == ("M1", "Doe, Jane A.", date(1950, 2, 3), "F")


def test_an_observation_keeps_its_unit_range_and_time() -> None:
    data = a_bundle(
        about(
            "Observation",
            code=coded("718-7", "Haemoglobin"),
            valueQuantity={"value": 13.2, "unit": "g/dL"},
            referenceRange=[{"low": {"value": 12, "unit": "g/dL"}, "high": {"value": 16, "unit": "g/dL"}}],
            effectiveDateTime="2026-01-02T10:00:00Z",
            status="final",
        )
    )
    (fact,) = item(data).facts
    assert isinstance(fact, Observation)
    assert fact.value == Quantity(13.2, "g/dL")
    assert fact.reference_range == (12, 16)
    assert fact.code == Coding("http://loinc.org", "718-7", "Haemoglobin")
    assert fact.at == datetime(2026, 1, 2, 10, tzinfo=UTC)
    assert fact.patient == WHO


def test_blood_pressure_is_two_observations() -> None:
    parts = [
        {"code": coded("8480-6", "Systolic"), "valueQuantity": {"value": 120, "unit": "mmHg"}},
        {"code": coded("8462-4", "Diastolic"), "valueQuantity": {"value": 80, "unit": "mmHg"}},
    ]
    facts = item(a_bundle(about("Observation", code=coded("85354-9", "Blood pressure"), component=parts))).facts
    assert [(f.code.display, f.value) for f in facts if isinstance(f, Observation)] == [
        ("Systolic", Quantity(120, "mmHg")),
        ("Diastolic", Quantity(80, "mmHg")),
    ]
    assert len({f.id for f in facts}) == 2


@pytest.mark.parametrize(
    ("element", "expected"),
    [
        ({"valueQuantity": {"value": 0.5, "comparator": "<", "unit": "mg/L"}}, "<0.5 mg/L"),
        ({"valueCodeableConcept": coded("LA6576-8", "Positive")}, Coding("http://loinc.org", "LA6576-8", "Positive")),
        ({"valueString": "slightly turbid"}, "slightly turbid"),
        ({"valueInteger": 7}, Quantity(7, "")),
        ({"valueBoolean": False}, "no"),
        ({"valueRatio": {"numerator": {"value": 1}, "denominator": {"value": 128}}}, "1:128"),
    ],
)
def test_every_form_of_value_is_read(element: Json, expected: object) -> None:
    (fact,) = item(a_bundle(about("Observation", code=coded("1", "x"), **element))).facts
    assert isinstance(fact, Observation)
    assert fact.value == expected


def test_the_other_kinds_of_facts_are_read() -> None:
    note = base64.b64encode(b"Chest: clear.").decode()
    data = a_bundle(
        about("Encounter", type=[coded("1", "Visit")], period={"start": "2026-01-01", "end": "2026-01-02"}),
        about("Condition", code=coded("38341003", "Hypertension"), onsetDateTime="2020-05"),
        about("Procedure", code=coded("80146002", "Appendectomy"), performedPeriod={"start": "2019-01-01T08:00:00Z"}),
        about("DiagnosticReport", code=coded("1", "Chest film"), conclusion="Normal"),
        about("DocumentReference", type=coded("2", "Note"),
              content=[{"attachment": {"contentType": "text/plain; charset=utf-8", "data": note}}]),
        about("MedicationRequest", id="m1", medicationCodeableConcept=coded("1", "Metformin"),
              dosageInstruction=[{"doseAndRate": [{"doseQuantity": {"value": 500, "unit": "mg"}}],
                                  "timing": {"repeat": {"frequency": 2, "period": 1, "periodUnit": "d"}}}]),
        about("MedicationStatement", medicationReference={"reference": "Medication/med"},
              effectivePeriod={"start": "2024-01-01"}),
        {"resourceType": "Medication", "id": "med", "code": coded("2", "Ramipril")},
    )  # fmt: skip
    found = item(data)
    kinds = {type(f): f for f in found.facts}
    assert set(kinds) == {Encounter, Condition, Procedure, Report, Medication}
    reports = [f.text for f in found.facts if isinstance(f, Report)]
    assert reports == ["Normal", "Chest: clear."]
    medications = [(f.code.display, f.dosage) for f in found.facts if isinstance(f, Medication)]
    assert medications == [("Metformin", "500 mg, 2 × per 1 d"), ("Ramipril", "")]
    assert found.notes == ()


def test_facts_know_their_encounter() -> None:
    visit = about("Encounter")
    visit["id"] = "e1"
    data = a_bundle(
        visit, about("Observation", code=coded("1", "x"), valueInteger=1, encounter={"reference": "urn:uuid:0"})
    )
    encounter, observation = item(data).facts
    assert isinstance(observation, Observation)
    assert observation.encounter == encounter.id


def test_unknown_entries_are_counted_in_a_note_and_the_rest_is_kept() -> None:
    allergies = [about("AllergyIntolerance", id=str(n)) for n in range(12)]
    found = item(a_bundle(*allergies, about("Condition", code=coded("1", "x"))))
    assert len(found.facts) == 1
    assert "AllergyIntolerance (12)" in str(found.notes[0].what)


def test_what_its_author_took_back_is_no_fact() -> None:
    wrong = about("Observation", code=coded("1", "x"), valueInteger=1, status="entered-in-error")
    found = item(a_bundle(wrong))
    assert found.facts == ()
    assert "took them back" in str(found.notes[0].what)


def test_a_missing_patient_is_named() -> None:
    data = a_bundle(about("Condition", code=coded("1", "x")), patient=None)
    assert item(data).needs == (WHO,)


def test_a_bundle_without_patients_is_kept_aside_with_the_reason() -> None:
    said = problem(a_bundle({"resourceType": "Organization", "id": "1"}, patient=None))
    assert said.severity == "warning"
    assert "Organization (1)" in str(said.what)


def test_gzip_and_lines_are_read_as_one_bundle_is() -> None:
    lines = "\n".join(json.dumps(r) for r in (PATIENT, {**about("Condition"), "subject": {"reference": "Patient/p1"}}))
    plain = item(lines.encode(), "a.ndjson")
    packed = item(gzip.compress(lines.encode()), "a.ndjson.gz")
    assert len(plain.facts) == len(packed.facts) == 1
    assert plain.facts[0].patient == plain.people[0].id


def test_a_resource_of_its_own_is_read() -> None:
    assert len(item(json.dumps(PATIENT).encode(), "Patient.json").people) == 1


def test_a_bundle_that_is_cut_short_is_refused_with_its_line() -> None:
    whole = json.dumps(json.loads(a_bundle(about("Condition"))), indent=1).encode()
    said = problem(whole[: len(whole) // 2])
    assert said.severity == "refusal"
    assert "Line " in str(said.what)
    packed = gzip.compress(whole)
    assert "cut short" in str(problem(packed[: len(packed) * 9 // 10], "b.json.gz").what)


def test_a_bundle_that_is_not_utf8_is_refused() -> None:
    data = a_bundle(about("Condition", code={"text": "M\u00fcller"})).decode("ascii").replace("\\u00fc", "\u00fc")
    assert "UTF-8" in str(problem(data.encode("latin-1")).what)


def test_json_of_another_kind_is_kept_aside() -> None:
    assert problem(b'{"name": "settings"}', "settings.json").severity == "warning"


def test_ids_are_the_same_each_time_and_differ_between_facts() -> None:
    data = a_bundle(*(about("Condition", id=str(n)) for n in range(5)))
    first, again = item(data).facts, item(data).facts
    assert [f.id for f in first] == [f.id for f in again]
    assert len({f.id for f in first}) == 5
