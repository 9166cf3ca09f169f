"""Numbers, dates and codes as a clinician reads them."""

from __future__ import annotations

import math
from datetime import UTC, datetime

import pytest

from app.domain import figures
from app.domain.codes import Coding, Quantity

NB = "\N{NO-BREAK SPACE}"
DASH = "\N{EN DASH}"


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (7.0, "7"),
        (6.123456, "6.123"),
        (-0.25, "\N{MINUS SIGN}0.25"),
        (0.000123456, "0.0001235"),
        (1234567.0, "1234567"),
        (98765.4321, "98765"),
        (120000.4, "120000"),
        (math.nan, DASH),
        (3.2e-7, "3.200e\N{MINUS SIGN}07"),
    ],
)
def test_a_number_shows_four_significant_digits_and_no_needless_zeros(value: float, text: str) -> None:
    assert figures.number(value) == text


def test_a_quantity_carries_its_unit_and_loses_the_braces_of_ucum() -> None:
    assert figures.value_text(Quantity(5.1, "mmol/L")) == f"5.1{NB}mmol/L"
    assert figures.value_text(Quantity(3, "{score}")) == f"3{NB}score"
    assert figures.value_text(Quantity(0.4, "1")) == "0.4"
    assert figures.value_text(Coding("", "LA6576-8", "Positive")) == "Positive"


def test_midnight_is_taken_for_a_date_without_a_time() -> None:
    assert figures.moment(datetime(2020, 3, 1, tzinfo=UTC)) == "2020-03-01"
    assert figures.moment(datetime(2020, 3, 1, 14, 5, tzinfo=UTC)) == "2020-03-01 14:05"
    assert figures.moment(None) == ""


def test_a_reference_range_may_be_open_on_either_side() -> None:
    assert figures.interval(3.5, 5.1, "mmol/L") == f"3.5{DASH}5.1{NB}mmol/L"
    assert figures.interval(None, 5) == f"\N{LESS-THAN OR EQUAL TO}{NB}5"
    assert figures.interval(3, None) == f"\N{GREATER-THAN OR EQUAL TO}{NB}3"
    assert figures.interval(None, None) == ""


@pytest.mark.parametrize(
    ("probability", "shown", "counted"),
    [
        (0.934, f"93.4{NB}%", "of 100 such patients about 93"),
        (0.004, f"0.4{NB}%", "of 1000 such patients about 4"),
        (0.9999, f">{NB}99.9{NB}%", "of 1000 such patients more than 999"),
        (0.0, f"<{NB}0.1{NB}%", "of 1000 such patients fewer than 1"),
        (0.5, f"50.0{NB}%", "of 100 such patients about 50"),
    ],
)
def test_a_probability_is_also_a_count_of_patients_and_never_quite_certain(
    probability: float, shown: str, counted: str
) -> None:
    assert figures.percent(probability) == shown
    assert str(figures.natural_frequency(probability)) == counted


def test_spans_and_sizes() -> None:
    assert figures.seconds(0.4213) == f"0.42{NB}s"
    assert figures.seconds(185) == f"3{NB}min 05{NB}s"
    assert figures.size(5_400_000) == f"5.1{NB}MiB"


def test_a_terminology_without_a_short_name_shows_its_uri() -> None:
    assert figures.system_name("http://loinc.org") == "LOINC"
    assert figures.system_name("http://example.org/x") == "http://example.org/x"
