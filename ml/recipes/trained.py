"""Everything one training made, before it is written down."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from app.features.cohort_table import CohortTable
from ml.evaluation.metrics import Measures
from ml.networks.network import Cases, Fitted, Network
from ml.recipes.held_out import Answers, Split


@dataclass(frozen=True, slots=True, eq=False)
class Trained:
    """``fitted`` is the model; ``chosen``, ``plain`` and ``majority`` measure it and the plain ones on one split."""

    cohort: CohortTable
    cases: Cases
    network: Network
    settings: dict[str, Any]
    seed: int
    fitted: Fitted
    split: Split
    answers: Answers
    chosen: Measures
    plain: Measures
    majority: Measures
