"""Patients chosen by a rule, frozen, and read as cases: nothing known only afterwards is told."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from app.domain.codes import Coding, Quantity
from app.domain.cohort import Rule
from app.domain.errors import WorkstationError
from app.domain.patient import Deed, Patient
from app.domain.record import Condition, Fact, Observation
from app.domain.training import TrainRequest
from app.domain.work import quietly
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
            patients.put(tx, Patient(f"p{n}", f"M{n}", f"Test^Person{n}", date(1950 + n, 1, 1), "female"))
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
    assert cohorts.count(me, Rule(sex="male")) == 0
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
