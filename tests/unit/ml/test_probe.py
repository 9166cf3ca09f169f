"""A scanner that can be told from the measurements is named."""

from __future__ import annotations

import numpy as np

from app.features.cohort_table import Question, read_cohort
from ml.recipes.probe import told_sites
from tests.unit.ml.conftest import a_cohort, cases_of


def test_a_site_that_shows_in_the_measurements_is_named_and_one_that_does_not_is_not() -> None:
    table, rng = a_cohort(200), np.random.default_rng(0)
    north = rng.random(200) < 0.5
    table["hospital"] = ["north" if n else "south" for n in north]
    assert told_sites(cases_of(read_cohort(table, Question("answer"))), seed=0) == ()
    table["marker"] = [f"{v:.2f}" for v in rng.normal(5, 1, 200) + 3 * north]
    [suspect] = told_sites(cases_of(read_cohort(table, Question("answer"))), seed=0)
    assert (suspect.column, suspect.kind, suspect.is_certain) == ("hospital", "site", False)
