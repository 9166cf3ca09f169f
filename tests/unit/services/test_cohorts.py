"""Patients chosen by a rule, frozen, and read as cases: nothing known only afterwards is told."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from app.domain.codes import Coding, Quantity
from app.domain.cohort import Rule
from app.domain.errors import WorkstationError
from app.domain.model_card import InputField
from app.domain.patient import Deed, Patient
from app.domain.record import Condition, Fact, Observation
from app.domain.training import TrainRequest
from app.domain.work import quietly
from app.features.record import row_from_record
from app.services.workstation import Workstation
from app.store import patients, records

SEPSIS, LACTATE = (
    Coding("http://snomed.info/sct", "91302008", "Sepsis"),
    Coding("http://loinc.org", "2524-7", "Lactate"),
)


def day(n: int) -> datetime:
    return datetime(2024, 3, n, tzinfo=UTC)


def a_ward(workstation: Workstation, count: int = 12) -> None:
    """Every second patient has sepsis on the 5th; lactate is 1 on the 2nd and 9 on the 8th."""
    with workstation.cohorts._store.transaction(Deed(workstation.principal, "import")) as tx:
        for n in range(count):
            patients.put(tx, Patient(f"p{n}", f"M{n}", f"Test^Person{n}", date(1950 + n, 1, 1), "F"))
            facts: list[Fact] = [
                Observation(f"a{n}", f"p{n}", LACTATE, Quantity(1.0, "mmol/L"), day(2)),
                Observation(f"b{n}", f"p{n}", LACTATE, Quantity(9.0, "mmol/L"), day(8)),
            ]
            if n % 2:
                facts.append(Condition(f"c{n}", f"p{n}", SEPSIS, day(5)))
            records.put_facts(tx, facts)


def test_a_cohort_is_frozen_under_its_name_and_forgotten_again(workstation: Workstation) -> None:
    a_ward(workstation)
    me, cohorts = workstation.principal, workstation.cohorts
    made = cohorts.save(me, "Sepsis", Rule(condition="sepsis"))
    assert made.members == tuple(sorted(f"p{n}" for n in range(1, 12, 2)))
    assert cohorts.count(me, Rule(sex="M")) == 0
    assert [c.name for c in cohorts.cohorts(me)] == ["Sepsis"]
    with pytest.raises(WorkstationError, match="name of its own"):
        cohorts.save(me, "Sepsis", Rule())
    cohorts.remove(me, "Sepsis")
    assert cohorts.cohorts(me) == ()


def test_what_was_measured_after_the_answer_began_is_not_read(workstation: Workstation) -> None:
    a_ward(workstation)
    me, cohorts = workstation.principal, workstation.cohorts
    made = cohorts.save(me, "All", Rule())
    request = TrainRequest("case_diagnosis", "", "has Sepsis", cohort=made.id)
    found = cohorts.gather(me, request)
    by_patient = dict(
        zip(found.table["patient"], zip(found.table["Lactate"], found.table["has Sepsis"], strict=True), strict=True)
    )
    assert by_patient["p1"] == ("1", "yes")
    assert by_patient["p2"] == ("9", "no")
    assert found.request.group == "patient"
    assert cohorts.gather(me, replace(request, target="")).table["Lactate"] == ("9",) * 12


def test_a_value_in_another_unit_is_not_mixed_in_and_a_record_answers_the_columns_later(
    workstation: Workstation,
) -> None:
    a_ward(workstation)
    with workstation.cohorts._store.transaction(Deed(workstation.principal, "import")) as tx:
        records.put_facts(tx, [Observation("odd", "p2", LACTATE, Quantity(81.0, "mg/dL"), day(9))])
    me, cohorts = workstation.principal, workstation.cohorts
    made = cohorts.save(me, "All", Rule())
    found = cohorts.gather(me, TrainRequest("case_diagnosis", "", "has Sepsis", cohort=made.id))
    assert dict(zip(found.table["patient"], found.table["Lactate"], strict=True))["p2"] == "9", "not 81 of another unit"
    fields = found.request.about["fields"]
    assert fields["Lactate"] == {"system": LACTATE.system, "code": LACTATE.code, "unit": "mmol/L"}
    assert fields["has Sepsis"]["code"] == SEPSIS.code
    assert fields["age"]["unit"] == "a"

    asked = [
        InputField("Lactate", "number", **fields["Lactate"]),
        InputField("has Sepsis", "category", categories=("no", "yes"), **fields["has Sepsis"]),
        InputField("age", "number", **fields["age"]),
        InputField("sex", "category", categories=("F", "M"), **fields["sex"]),
    ]
    for patient, ill in (("p1", "yes"), ("p2", "no")):
        facts = workstation.predicting._facts(me, patient)
        row = row_from_record(asked, facts)
        assert row.values["has Sepsis"] == ill
        assert row.values["sex"] == "F"
        assert row.values["age"] == datetime.now(UTC).year - (1950 + int(patient[1:]))
        # an old value is not taken in the place of a newer one of another unit: that is said
        assert ("Lactate" in row.values) is (patient == "p1")
        assert [str(w) for w in row.warnings if "mg/dL" in str(w)] == [] or patient == "p2"


def test_images_of_a_cohort_are_cases_with_their_patients_columns(
    workstation: Workstation, sample_library: tuple[Path, ...]
) -> None:
    me = workstation.principal
    workstation.importing.import_paths(me, sample_library, None, quietly)
    modality = workstation.worklist.series(me)[0].modality
    made = workstation.cohorts.save(me, "Images", Rule(modality=modality))
    found = workstation.cohorts.gather(me, TrainRequest("image_diagnosis", "", "", cohort=made.name))
    pictures = found.raws["images"]
    assert found.count == len(pictures) >= 1
    assert max(pictures.arrays[0].shape[-2:]) <= 256  # type: ignore[union-attr]


def test_an_unknown_cohort_is_said(workstation: Workstation) -> None:
    with pytest.raises(WorkstationError, match="no cohort"):
        workstation.cohorts.gather(workstation.principal, TrainRequest("case_diagnosis", "", "x", cohort="none"))
