"""What gives the answer away is named, and dropped where it is certain."""

from __future__ import annotations

import numpy as np
import pytest

from app.domain.errors import WorkstationError
from app.features.cohort_table import Question, read_cohort

RNG = np.random.default_rng(4)
COUNT = 200


def a_table(**traps: list[str]) -> dict[str, list[str]]:
    """Two hundred patients with three honest findings, and traps."""
    rng = np.random.default_rng(1)
    ill = rng.random(COUNT) < 0.4
    honest = {
        "age": [f"{a:.0f}" for a in rng.normal(60, 10, COUNT) + 4 * ill],
        "crp": [f"{a:.1f}" for a in rng.lognormal(2, 0.6, COUNT) * (1 + ill)],
        "sex": [str(s) for s in rng.choice(["m", "f"], COUNT)],
    }
    return {**honest, **traps, "answer": ["ill" if i else "well" for i in ill]}


def ill_of(table: dict[str, list[str]]) -> list[bool]:
    return [a == "ill" for a in table["answer"]]


def slips(flags: list[bool]) -> list[str]:
    """The answer in other words, with one slip of the pen in a hundred."""
    return [str(int(f != (at % 100 == 7))) for at, f in enumerate(flags)]


ILL = ill_of(a_table())
TRAPS: dict[str, tuple[list[str], str]] = {
    "finding code": (slips(ILL), "target_copy"),
    "sum of points": ([f"{5 * i + RNG.normal(0, 0.5):.2f}" for i in ILL], "gives_away"),
    "transfer note": (["yes" if i and RNG.random() < 0.99 else "" for i in ILL], "constant"),
    "biopsy result": ([RNG.choice(["a", "b", "c"]) if i else "" for i in ILL], "missingness"),
    "出院情况": ([RNG.choice(["好转", "死亡"], p=[0.2, 0.8] if i else [0.9, 0.1]) for i in ILL], "known_after"),
    "住院天数": ([f"{RNG.normal(5 + 4 * i, 2):.1f}" for i in ILL], "known_after"),
    "seq": ([str(1000 + 2 * i) for i in range(COUNT)], "identifier"),
    "always": (["1"] * COUNT, "constant"),
    "age again": (a_table()["age"], "duplicate_column"),
}


@pytest.mark.parametrize("column", TRAPS)
def test_a_certain_leak_is_dropped_and_named(column: str) -> None:
    cells, kind = TRAPS[column]
    cohort = read_cohort(a_table(**{column: cells}), Question("answer"))
    assert {(s.column, s.kind) for s in cohort.suspects if s.is_certain} == {(column, kind)}
    assert column not in {c.name for c in cohort.columns}
    assert {c.name for c in cohort.columns} == {"age", "crp", "sex"}


def test_honest_columns_are_not_suspected() -> None:
    assert read_cohort(a_table(), Question("answer")).suspects == ()


def test_a_column_is_kept_with_the_persons_reason() -> None:
    table = a_table(**{"finding code": TRAPS["finding code"][0]})
    cohort = read_cohort(table, Question("answer", keep={"finding code": "read at the bedside"}))
    [suspect] = [s for s in cohort.suspects if s.column == "finding code"]
    assert not suspect.is_certain
    assert "read at the bedside" in str(suspect.action)
    assert "finding code" in {c.name for c in cohort.columns}


def test_missing_value_codes_are_named() -> None:
    codes = [("-9" if i % 20 == 3 else f"{RNG.normal(5, 1):.2f}") for i in range(COUNT)]
    cohort = read_cohort(a_table(ferritin=codes), Question("answer"))
    assert [(s.column, s.kind) for s in cohort.suspects] == [("ferritin", "missing_code")]


def test_many_genes_are_treated_apart() -> None:
    wide = {f"g{k}": [f"{RNG.normal() + 9 * i * (k == 3):.3f}" for i in ILL] for k in range(600)}
    cohort = read_cohort(a_table(**wide), Question("answer"))
    assert not [s for s in cohort.suspects if s.kind == "gives_away"]


def test_rows_sorted_by_the_answer_are_told() -> None:
    table = a_table()
    order = sorted(range(COUNT), key=lambda i: table["answer"][i])
    cohort = read_cohort({n: [c[i] for i in order] for n, c in table.items()}, Question("answer"))
    assert [s.kind for s in cohort.suspects] == ["row_order"]


def test_a_measurement_as_the_answer_knows_its_copy_in_other_units() -> None:
    table = a_table()
    table["crp in g"] = [f"{float(v) / 1000 * 1.01:.6f}" for v in table["crp"]]
    question = Question("crp", answers=("classes", "values"))
    cohort = read_cohort(table, question)
    assert cohort.kind == "values"
    assert ("crp in g", "target_copy") in {(s.column, s.kind) for s in cohort.suspects if s.is_certain}


def test_two_yes_no_questions_are_answered_together_where_one_is_unknown() -> None:
    table = a_table(second=["yes" if i % 3 else "no" for i in range(COUNT)])
    table["second"][5] = ""
    cohort = read_cohort(table, Question("answer\nsecond", answers=("classes", "values", "flags")))
    assert cohort.kind == "flags"
    assert cohort.values.shape == (COUNT, 2)
    assert np.isnan(cohort.values[5, 1])


def test_three_patients_and_too_many_columns_have_their_sentences() -> None:
    few = {n: c[:3] for n, c in a_table().items()}
    with pytest.raises(WorkstationError, match=r"at least 10 are needed|only one value"):
        read_cohort(few, Question("answer"))
    with pytest.raises(WorkstationError, match="patients; at least 20"):
        read_cohort(few, Question("crp", answers=("values",)))
    wide = {f"g{k}": ["1", "2"] * 100 for k in range(5001)}
    with pytest.raises(WorkstationError, match="reads at most 5000"):
        read_cohort({**wide, **a_table()}, Question("answer"))


def test_rows_that_differ_from_another_in_one_cell_are_named_and_kept_together() -> None:
    rng = np.random.default_rng(3)
    table = a_table(**{lab: [f"{v:.2f}" for v in rng.normal(0, 1, COUNT)] for lab in ("lab", "other lab")})
    again = {name: cells + cells[:40] for name, cells in table.items()}
    again["lab"][COUNT:] = [f"{float(v) + 0.01:.2f}" for v in again["lab"][COUNT:]]
    cohort = read_cohort(again, Question("answer"))
    assert [(s.kind, str(s.evidence)[:2]) for s in cohort.suspects] == [("near_duplicate_rows", "40")]
    assert cohort.patients == COUNT
    # two columns that measure the same make no rows alike
    table["crp in mg/dl"] = [f"{float(v) / 10:.2f}" for v in table["crp"]]
    assert not [s for s in read_cohort(table, Question("answer")).suspects if s.kind == "near_duplicate_rows"]


def test_who_the_rows_are_about_is_found_under_any_heading() -> None:
    visits = np.repeat(np.arange(COUNT), 3)
    table = {name: [cells[i] for i in visits] for name, cells in a_table().items()}
    table |= {"编码": [f"p{i}" for i in visits], "lab": [f"{v:.2f}" for v in RNG.normal(0, 1, len(visits))]}
    cohort = read_cohort(table, Question("answer"))
    assert (cohort.grouped_by, cohort.patients) == ("编码", COUNT)
    table["编码"] = [f"ward {i % 50}" for i in range(len(visits))]  # a ward's patients are different people
    assert read_cohort(table, Question("answer")).grouped_by == ""


def test_a_place_in_the_table_that_tells_the_class_is_named() -> None:
    table = a_table()
    ill = np.array([a == "ill" for a in table["answer"]])
    order = np.argsort(~ill + np.random.default_rng(5).normal(0, 0.6, COUNT))
    cohort = read_cohort({n: [c[i] for i in order] for n, c in table.items()}, Question("answer"))
    [suspect] = cohort.suspects
    assert suspect.kind == "row_order"
    assert "AUC 0.8" in str(suspect.evidence)


def test_one_patient_far_from_all_others_makes_no_copy_of_the_answer() -> None:
    rng = np.random.default_rng(6)
    value = rng.normal(50, 10, COUNT)
    dose = 2 * value + rng.normal(0, 8, COUNT)
    value[5], dose[5] = 1e6, 2e6
    table = a_table(dose=[f"{v:.1f}" for v in dose], level=[f"{v:.2f}" for v in value])
    cohort = read_cohort(table, Question("level", answers=("values",)))
    assert "dose" in {c.name for c in cohort.columns}


def test_a_missing_code_far_below_values_of_either_sign_is_known() -> None:
    cells = ["-999" if i % 20 == 3 else f"{RNG.normal(0, 4):.1f}" for i in range(COUNT)]
    cohort = read_cohort(a_table(**{"base excess": cells}), Question("answer"))
    assert [(s.column, s.kind) for s in cohort.suspects] == [("base excess", "missing_code")]
