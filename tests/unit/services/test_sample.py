"""The sample library is what a hospital might send, and the same every time."""

from __future__ import annotations

import csv
import io
import json
import math
from collections import Counter
from pathlib import Path

import pytest

from app.domain.codes import Quantity
from app.domain.model_card import InputField
from app.domain.record import Observation
from app.ingest.reader import Item, Options
from app.ingest.readers.fhir_bundle import READER
from app.services import sample

FIELDS = tuple(InputField(name, "number", system="urn:aegle:wdbc", code=name) for name in sample.ASPIRATE)


def read(bundle: sample.Json) -> Item:
    outcome = READER.read("sample.json", json.dumps(bundle, ensure_ascii=False).encode(), Options())
    assert isinstance(outcome, Item)
    return outcome


@pytest.mark.parametrize("bundle", [sample.hartmann_record(FIELDS), sample.zhang_record()], ids=["hartmann", "zhang"])
def test_our_own_reader_understands_every_entry_of_a_sample_record(bundle: sample.Json) -> None:
    item = read(bundle)
    kinds = Counter(type(fact).__name__ for fact in item.facts)
    assert item.notes == ()
    assert {"Encounter", "Condition", "Observation", "Medication", "Procedure", "Report"} <= set(kinds)
    assert kinds["Observation"] > 60
    quantities = [f.value for f in item.facts if isinstance(f, Observation) and isinstance(f.value, Quantity)]
    assert all(math.isfinite(quantity.value) for quantity in quantities)


def test_the_aspirate_is_coded_as_the_model_asks() -> None:
    facts = read(sample.hartmann_record(FIELDS)).facts
    found = {fact.code.code for fact in facts if isinstance(fact, Observation) and fact.code.system == "urn:aegle:wdbc"}
    assert found == set(sample.ASPIRATE)
    assert len(found) == 30


def test_record_and_images_belong_to_the_same_person() -> None:
    (person,) = read(sample.hartmann_record(())).people
    assert (person.mrn, person.birth_date, person.sex) == (
        sample.HARTMANN.mrn,
        sample.HARTMANN.birth_date,
        sample.HARTMANN.sex,
    )


def test_the_library_is_written_whole(sample_library: tuple[Path, ...]) -> None:
    names = Counter(path.parent.name for folder in sample_library for path in folder.rglob("*") if path.is_file())
    assert names["chest"] >= 40
    assert names["head"] >= 20
    assert names["pydicom"] >= 10
    assert names["records"] == 2


def test_the_table_has_both_answers_and_patients_who_come_twice() -> None:
    rows = list(csv.DictReader(io.StringIO(sample.training_table())))
    assert len(rows) == 600
    assert 180 < sum(row["admitted"] == "yes" for row in rows) < 420
    assert len({row["patient"] for row in rows}) < 600
    assert sample.training_table() == sample.training_table()
