"""What a column is, found from its cells and its heading."""

from __future__ import annotations

import numpy as np
import pytest

from app.features.columns import is_patient_column, missing_codes, read_column, unit_of

DAYS = [f"2024-0{1 + d % 9}-{10 + d % 19}" for d in range(40)]


@pytest.mark.parametrize(
    ("name", "cells", "kind"),
    [
        ("age", [str(30 + i % 37) for i in range(40)], "number"),
        ("crea", [f"{i * 0.37:.2f}" for i in range(40)], "number"),
        ("crea", [*[f"{i * 0.37:.2f}" for i in range(40)], "haemolysed"], "number"),
        ("sex", ["male", "Female "] * 20, "category"),
        ("smoker", ["true", "False"] * 20, "category"),
        ("症状", ["咳嗽", "发热"] * 20, "category"),
        ("visit", DAYS, "date"),
        ("visit", [f"{d}/03/2021" for d in range(1, 31)], "date"),
        ("day", [f"202401{d:02d}" for d in range(1, 31)], "date"),
        ("patient_id", [f"{842302 + 977 * i}" for i in range(40)], "identifier"),
        ("病历号", [f"{842302 + 977 * i}" for i in range(40)], "identifier"),
        ("column 1", [str(i) for i in range(40)], "identifier"),
        ("slide", [f"S{i}-x" for i in range(40)], "identifier"),
        ("note", [f"patient {i} came with pain" for i in range(40)], "text"),
        ("site", ["A"] * 40, "constant"),
        ("tbg", ["", "?"] * 20, "empty"),
    ],
)
def test_kinds_are_found(name: str, cells: list[str], kind: str) -> None:
    assert read_column(name, cells).kind == kind


def test_a_measured_number_that_never_repeats_is_no_identifier() -> None:
    rng = np.random.default_rng(0)
    cells = [f"{v:.4f}" for v in rng.normal(100, 15, 300)]
    assert read_column("body mass index", cells).kind == "number"


def test_codes_for_missing_are_found_where_they_stand_apart() -> None:
    ages = np.array([34, 71, 55, 62, -9, 48, -9], dtype=float)
    assert missing_codes(ages) == (-9.0,)
    assert missing_codes(np.array([5, 7, 6, 999, 8, 999], dtype=float)) == (999.0,)


def test_real_values_are_not_taken_for_codes() -> None:
    assert missing_codes(np.array([60, 75, 88, 99, 99, 101], dtype=float)) == ()
    assert missing_codes(np.array([-12, -9, -9, 3, 8], dtype=float)) == ()


def test_cells_without_a_number_are_counted_not_hidden() -> None:
    column = read_column("k", [*[f"{i / 7:.2f}" for i in range(60)], "clotted", "clotted"])
    assert column.unread == 2
    assert np.count_nonzero(column.filled) == 60


def test_units_are_read_from_headings_but_words_are_not() -> None:
    assert [unit_of(h) for h in ("Hb (g/L)", "血糖[mmol/L]", "age (years)", "WBC（10^9/L）")] == [
        "g/L",
        "mmol/L",
        "years",
        "10^9/L",
    ]
    assert unit_of("radius (mean)") == unit_of("sex (coded)") == unit_of("age") == ""


def test_headings_that_name_the_patient_are_known() -> None:
    assert all(map(is_patient_column, ("patient_id", "Patient ID", "MRN", "subject", "患者编号", "住院号")))
    assert not any(map(is_patient_column, ("age", "pain", "subjective", "inpatient", "PT")))
