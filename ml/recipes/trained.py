"""Everything one training made, before it is written down."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from app.features.cohort_table import CohortTable
from ml.data.divide import Split
from ml.evaluation.measuring import Measuring
from ml.evaluation.metrics import Measures
from ml.networks.network import Cases, Fitted, Network
from ml.recipes.held_out import Answers


@dataclass(frozen=True, slots=True, eq=False)
class Trained:
    """``fitted`` is the model; ``measures`` those of every model on one split: "chosen", the baselines by name (the
    first, ``plain``, is compared with), and the constant answer.
    """

    cohort: CohortTable
    cases: Cases
    network: Network
    settings: dict[str, Any]
    seed: int
    fitted: Fitted
    split: Split
    answers: Answers
    measuring: Measuring
    measures: dict[str, Measures]
    plain: str

    @property
    def chosen(self) -> Measures:
        return self.measures["chosen"]
