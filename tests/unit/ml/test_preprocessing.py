"""What is fitted on training patients, and what of them a card may say."""

from __future__ import annotations

import numpy as np

from app.domain.model_card import OTHER
from app.features.cohort_table import Question, read_cohort
from app.features.columns import read_column
from app.features.table import table_arrays
from ml.networks.preprocessing import Options, encode_columns, fit_preprocessing
from tests.unit.ml.conftest import a_cohort


def test_the_clinic_is_fed_what_training_was_fed() -> None:
    table = a_cohort(120)
    cohort = read_cohort(table, Question("answer"))
    fitted = fit_preprocessing(cohort.columns, cohort.groups, np.arange(120), Options())
    rows = [{name: cells[i] for name, cells in table.items()} for i in range(120)]
    fed, trained = table_arrays(fitted.fields, rows), encode_columns(fitted.fields, cohort.columns)
    assert np.array_equal(fed.numbers, trained.numbers, equal_nan=True)
    assert np.array_equal(fed.categories, trained.categories)


def test_only_training_rows_are_looked_at() -> None:
    cohort = read_cohort(a_cohort(120), Question("answer"))
    first = fit_preprocessing(cohort.columns, cohort.groups, np.arange(80), Options())
    cohort.columns[0].numbers[80:] = 1e6
    again = fit_preprocessing(cohort.columns, cohort.groups, np.arange(80), Options())
    assert np.array_equal(first.mean, again.mean)
    assert first.fields == again.fields


def test_rare_words_are_pooled_and_never_written_down() -> None:
    words = ["common"] * 40 + ["usual"] * 30 + [f"Mrs Smith {i}" for i in range(12)] + [""] * 5
    column = read_column("origin", words)
    fitted = fit_preprocessing([column], np.arange(len(words)), np.arange(len(words)), Options())
    assert fitted.fields[0].categories == ("common", "usual", OTHER)
    codes = table_arrays(fitted.fields, [{"origin": w} for w in ("Common", "Mrs Jones", "", "usual")]).categories
    assert codes[:, 0].tolist() == [0, 2, -1, 1]


def test_few_rare_words_count_as_missing() -> None:
    column = read_column("origin", ["common"] * 40 + ["usual"] * 30 + ["rare"] * 3)
    fitted = fit_preprocessing([column], np.arange(73), np.arange(73), Options())
    assert fitted.fields[0].categories == ("common", "usual")


def test_the_range_in_a_card_is_no_single_patients_value() -> None:
    values = [f"{v}" for v in [1, *range(50, 90), 400]]
    column = read_column("weight", values)
    field = fit_preprocessing([column], np.arange(42), np.arange(42), Options()).fields[0]
    assert field.low is not None
    assert field.high is not None
    assert 50 <= field.low <= 53
    assert 86 <= field.high <= 89


def test_skewed_values_are_read_on_a_log_scale_and_codes_as_levels() -> None:
    cohort = read_cohort(a_cohort(160), Question("answer"))
    fitted = fit_preprocessing(cohort.columns, cohort.groups, np.arange(160), Options())
    names = [f.name for f in fitted.fields if f.kind == "number"]
    assert [n for n, offset in zip(names, fitted.offset, strict=True) if offset > 0] == ["marker"]
    assert {names[at] for at in fitted.level_of} == {"stage"}
