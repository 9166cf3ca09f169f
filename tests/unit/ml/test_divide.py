"""Every way to divide a cohort keeps patients together and asks nobody it learned from."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.domain.errors import WorkstationError
from ml.data.divide import Wish, divide

LABELS, GROUPS = np.arange(60) % 2, np.arange(60) // 2


def is_honest(split: object) -> bool:
    for part in split.parts:  # type: ignore[attr-defined]
        learned, judged, asked = (set(GROUPS[rows].tolist()) for rows in (part.learn, part.judge, part.ask))
        if learned & asked or judged & asked or learned & judged or not len(part.ask):
            return False
    return True


@given(st.integers(0, 6), st.integers(0, 3))
def test_by_chance_every_patient_is_asked_once_a_repeat(folds: int, repeats: int) -> None:
    split = divide(LABELS, GROUPS, Wish("", folds, repeats), seed=1)
    assert is_honest(split)
    if folds != 1:
        for repeat in range(split.repeats):
            asked = np.concatenate([p.ask for p in split.parts if p.repeat == repeat])
            assert sorted(asked.tolist()) == list(range(60))


def test_whole_scaffolds_fill_training_first_as_moleculenet_does() -> None:
    scaffolds = ["ring"] * 30 + ["chain"] * 18 + [f"rare {i // 2}" for i in range(12)]
    split = divide(LABELS, GROUPS, Wish("scaffold"), 0, scaffolds=scaffolds)
    [part] = split.parts
    assert [len(part.learn), len(part.judge), len(part.ask)] == [48, 6, 6]
    assert not {scaffolds[i] for i in part.learn} & {scaffolds[i] for i in part.ask}


def test_the_latest_are_asked_and_patients_seen_before_stay_before() -> None:
    dates = [f"2024年{1 + i // 6}月{1 + i % 6}日" for i in range(60)]
    split = divide(LABELS, GROUPS, Wish("time:day"), 0, dates)
    assert is_honest(split)
    assert split.parts[0].learn.max() < split.parts[0].ask.min()
    assert 10 <= len(split.parts[0].ask) <= 13


def test_each_site_is_asked_by_a_model_of_the_others() -> None:
    sites = ["north"] * 20 + ["south"] * 20 + ["east"] * 20
    split = divide(LABELS, GROUPS, Wish("site:site"), 0, sites)
    assert [p.name for p in split.parts] == ["east", "north", "south"]
    assert is_honest(split)


def test_a_column_says_train_validation_and_test() -> None:
    cells = ["train"] * 40 + ["val"] * 10 + ["test"] * 10
    [part] = divide(LABELS, GROUPS, Wish("column:part"), 0, cells).parts
    assert [len(part.learn), len(part.judge), len(part.ask)] == [40, 10, 10]


def test_who_stands_on_both_sides_is_taken_out_of_what_is_learned() -> None:
    cells = ["train"] * 41 + ["test"] * 19  # the patient of rows 40 and 41 stands on both sides
    [part] = divide(LABELS, GROUPS, Wish("column:part"), 0, cells).parts
    assert 40 not in part.learn
    assert len(part.ask) == 19


@pytest.mark.parametrize(
    ("wish", "cells"),
    [("fortune", []), ("scaffold", []), ("time:day", [""] * 60), ("site:site", ["one"] * 60), ("column:c", ["x"] * 60)],
)
def test_what_cannot_divide_is_said(wish: str, cells: list[str]) -> None:
    with pytest.raises(WorkstationError) as raised:
        divide(LABELS, GROUPS, Wish(wish), 0, cells)
    assert str(raised.value.hint)
