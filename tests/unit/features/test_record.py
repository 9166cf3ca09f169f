"""A patient's record as the raw values a model asks for."""

from __future__ import annotations

from datetime import UTC, datetime

from app.domain.codes import Coding, Quantity
from app.domain.model_card import InputField
from app.domain.record import Observation
from app.features.record import row_from_record

LOINC = "http://loinc.org"
SODIUM = InputField("sodium", "number", "mmol/L", system=LOINC, code="2951-2")


def observed(
    value: Quantity | Coding | str, year: int = 2024, code: str = "2951-2", system: str = LOINC, status: str = "final"
) -> Observation:
    return Observation(
        f"o{year}", "p", Coding(system, code, "Sodium"), value, datetime(year, 1, 1, tzinfo=UTC), status=status
    )


def test_the_newest_value_is_taken() -> None:
    facts = [observed(Quantity(131, "mmol/L"), 2019), observed(Quantity(140, "mmol/L"), 2024)]
    assert row_from_record([SODIUM], facts).values == {"sodium": 140}


def test_a_value_that_was_an_error_is_passed_over() -> None:
    facts = [observed(Quantity(131, "mmol/L"), 2019), observed(Quantity(14, "mmol/L"), 2024, status="entered-in-error")]
    assert row_from_record([SODIUM], facts).values == {"sodium": 131}


def test_another_unit_makes_the_value_missing_and_is_said() -> None:
    row = row_from_record([SODIUM], [observed(Quantity(322, "mg/dL"))])
    assert row.values == {}
    assert "mg/dL" in str(row.warnings[0])
    assert "mmol/L" in str(row.warnings[0])


def test_units_spelled_otherwise_agree() -> None:
    age = InputField("age", "number", "years", system=LOINC, code="30525-0")
    assert row_from_record([age], [observed(Quantity(60, "a"), code="30525-0")]).values == {"age": 60}


def test_a_field_without_a_code_is_found_by_its_name_among_uncoded_observations() -> None:
    field = InputField("CRP", "number")
    uncoded = observed(Quantity(7, "mg/L"), code="crp", system="")
    assert row_from_record([field], [uncoded]).values == {"CRP": 7}
    assert row_from_record([field], [observed(Quantity(7, "mg/L"), code="crp")]).values == {}


def test_a_category_is_its_word() -> None:
    field = InputField("smoking", "category", categories=("never", "former"), system=LOINC, code="72166-2")
    said = observed(Coding("http://snomed.info/sct", "8517006", "Former"), code="72166-2")
    assert row_from_record([field], [said]).values == {"smoking": "Former"}
