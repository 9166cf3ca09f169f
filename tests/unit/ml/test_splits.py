"""Splits never divide a patient and keep classes balanced."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ml.data.splits import assert_disjoint, folds, held_out


@settings(max_examples=50, deadline=None)
@given(st.integers(20, 200), st.integers(1, 6), st.integers(2, 5), st.integers(0, 1000))
def test_a_patient_is_in_one_fold_only(count: int, rows_each: int, parts: int, seed: int) -> None:
    rng = np.random.default_rng(seed)
    groups = np.repeat(np.arange(count), rng.integers(1, rows_each + 1, count))
    labels = rng.integers(0, 3, len(groups))
    fold = folds(labels, groups, parts, rng)
    assert all(len(set(fold[groups == g])) == 1 for g in np.unique(groups))


def test_every_class_is_dealt_out_evenly() -> None:
    labels = np.array([0] * 83 + [1] * 17)
    fold = folds(labels, np.arange(100), 5, np.random.default_rng(3))
    for label in (0, 1):
        counts = np.bincount(fold[labels == label], minlength=5)
        assert counts.max() - counts.min() <= 1


def test_the_same_seed_divides_the_same_way() -> None:
    labels, groups = np.arange(60) % 2, np.arange(60)
    first, again = (folds(labels, groups, 5, np.random.default_rng(9)) for _ in range(2))
    assert np.array_equal(first, again)


def test_a_patient_on_both_sides_is_noticed() -> None:
    groups = np.array([0, 0, 1])
    with pytest.raises(AssertionError):
        assert_disjoint(groups, np.array([0]), np.array([1, 2]))


def test_held_out_keeps_patients_together() -> None:
    groups = np.repeat(np.arange(30), 3)
    kept, out = held_out(np.arange(90), (groups % 2).astype(np.int64), groups, 5, np.random.default_rng(0))
    assert len(out) == 18
    assert not set(groups[kept]) & set(groups[out])
