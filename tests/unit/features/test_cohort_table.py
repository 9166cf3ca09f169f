"""A table as a cohort: classes, patients, inputs, and what speaks against learning from it."""

from __future__ import annotations

import numpy as np
import pytest

from app.domain.errors import WorkstationError
from app.features.cohort_table import Question, read_cohort

RNG = np.random.default_rng(7)
N = 60


def a_table(**columns: list[str]) -> dict[str, list[str]]:
    """60 patients with a measured value and an answer."""
    values = [f"{v:.3f}" for v in RNG.normal(size=N)]
    return {"marker": values, "answer": ["ill" if i % 3 == 0 else "well" for i in range(N)], **columns}


def test_the_class_looked_for_stands_second() -> None:
    assert read_cohort(a_table(), Question("answer")).classes == ("well", "ill")
    assert read_cohort(a_table(), Question("answer", positive="well")).classes == ("ill", "well")


def test_classes_that_are_numbers_keep_their_order() -> None:
    table = a_table(grade=[str((i % 3) * 5) for i in range(N)])
    assert read_cohort(table, Question("grade", drop=("answer",))).classes == ("0", "5", "10")


def test_rows_without_an_answer_are_left_out_and_counted() -> None:
    table = a_table()
    table["answer"][:3] = ["", "NA", "?"]
    cohort = read_cohort(table, Question("answer"))
    assert len(cohort.labels) == N - 3
    assert any("3 rows" in str(note) for note in cohort.notes)


def test_columns_that_cannot_be_inputs_are_left_out_with_the_reason() -> None:
    table = a_table(
        id=[str(9000 + 13 * i) for i in range(N)],
        site=["A"] * N,
        seen=[f"2024-03-{1 + i % 28:02d}" for i in range(N)],
        note=[f"came with pain number {i}" for i in range(N)],
        copy=["p" if i % 3 == 0 else "q" for i in range(N)],
    )
    table["marker again"] = table["marker"]
    cohort = read_cohort(table, Question("answer"))
    assert [c.name for c in cohort.columns] == ["marker"]
    assert {e.column for e in cohort.left_out} == {"id", "site", "seen", "note", "copy", "marker again"}
    assert all(str(e.reason) for e in cohort.left_out)


def test_a_repeating_patient_column_groups_the_rows_unasked() -> None:
    cohort = read_cohort(a_table(patient_id=[f"p{i // 2}" for i in range(N)]), Question("answer"))
    assert cohort.grouped_by == "patient_id"
    assert cohort.patients == N // 2
    assert [c.name for c in cohort.columns] == ["marker"]


def test_rows_that_repeat_each_other_become_one_patient() -> None:
    table = a_table(second=[f"{v:.3f}" for v in RNG.normal(size=N)])
    doubled = {name: cells + cells[:10] for name, cells in table.items()}
    cohort = read_cohort(doubled, Question("answer"))
    assert cohort.patients == N
    assert any(s.kind == "duplicate_rows" and "10 rows" in str(s.evidence) for s in cohort.suspects)


def test_patients_who_look_alike_in_a_table_of_yes_and_no_are_not_called_repeated() -> None:
    table = {f"sign {k}": [str(v) for v in RNG.integers(0, 2, N)] for k in range(3)}
    table["answer"] = ["ill" if i % 3 == 0 else "well" for i in range(N)]
    assert read_cohort(table, Question("answer")).patients == N


def test_a_column_that_gives_the_answer_away_is_named_but_kept() -> None:
    labels = np.arange(N) % 3 == 0
    table = a_table(
        biopsy=[f"{v:.2f}" for v in labels * 10 + RNG.normal(size=N)], death=[str(v) for v in RNG.integers(0, 2, N)]
    )
    cohort = read_cohort(table, Question("answer"))
    kinds = {s.column: s.kind for s in cohort.suspects}
    assert kinds == {"biopsy": "gives_away", "death": "known_after"}
    assert {"biopsy", "death"} <= {c.name for c in cohort.columns}


def test_zeros_that_stand_apart_are_pointed_out() -> None:
    glucose = [str(v) for v in RNG.integers(70, 200, N)]
    glucose[:5] = ["0"] * 5
    notes = [str(n) for n in read_cohort(a_table(glucose=glucose), Question("answer")).notes]
    assert any("glucose" in note and "not measured" in note for note in notes)


@pytest.mark.parametrize(
    ("change", "question", "said"),
    [
        ({}, Question("nope"), 'no column "nope"'),
        ({}, Question("answer", drop=("nope",)), 'no column "nope"'),
        ({}, Question("answer", drop=("answer",)), "cannot be the target"),
        ({}, Question("marker"), "different values"),
        ({"answer": ["ill"] * N}, Question("answer"), "only one value"),
        ({"answer": ["ill"] * 4 + ["well"] * (N - 4)}, Question("answer"), "has 4 patients"),
        ({"marker": ["A"] * N}, Question("answer"), "No column is left"),
    ],
)
def test_nothing_to_learn_is_said_in_a_sentence(change: dict[str, list[str]], question: Question, said: str) -> None:
    with pytest.raises(WorkstationError, match=said) as raised:
        read_cohort({**a_table(), **change}, question)
    assert str(raised.value.hint)


def test_rows_of_rare_classes_are_left_out_when_asked_and_named() -> None:
    table = a_table(answer=["rare"] * 4 + ["ill"] * 20 + ["well"] * (N - 24))
    cohort = read_cohort(table, Question("answer", rare_classes="leave_out"))
    assert set(cohort.classes) == {"well", "ill"}
    assert any("rare" in str(note) for note in cohort.notes)


def test_cases_are_counted_in_patients_not_in_rows() -> None:
    table = a_table(ward_patient=[f"p{i // 10}" for i in range(N)])
    with pytest.raises(WorkstationError, match="has 6 patients"):
        read_cohort(table, Question("answer", group="ward_patient"))


def test_a_column_of_few_people_does_not_group_the_rows_unasked() -> None:
    cohort = read_cohort(a_table(subject=[f"p{i % 2}" for i in range(N)]), Question("answer"))
    assert cohort.grouped_by == ""
