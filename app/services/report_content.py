"""What a patient report says, before it is drawn."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

import numpy as np
from numpy.typing import NDArray

from app.domain.finding import Finding
from app.domain.model_card import ModelCard
from app.domain.patient import Patient
from app.domain.prediction import Prediction
from app.domain.record import Fact
from app.domain.study import Series, Study
from app.domain.volume import Window
from app.services.timeline import NumericSeries
from app.services.worklist import StudyRow


@dataclass(frozen=True, slots=True, eq=False)
class Picture:
    """A key image: ``pixels`` (rows, columns) or (rows, columns, 3) uint8, square on the page.

    ``edges`` are the letters of the patient's sides at the left, right, top and bottom edge, empty where not known.
    """

    series: Series
    study: Study
    pixels: NDArray[np.uint8]
    slice_number: int
    slices: int
    window: Window | None
    unit: str
    edges: tuple[str, str, str, str]


@dataclass(frozen=True, slots=True, eq=False)
class ReportContent:
    """All that goes on the pages. ``cards`` are the cards of the models that answered, by model id, where kept.

    ``not_pictured`` counts the series that hold images but have no picture here.
    """

    patient: Patient
    facts: tuple[Fact, ...]
    series: tuple[NumericSeries, ...]
    studies: tuple[StudyRow, ...]
    pictures: tuple[Picture, ...]
    not_pictured: int
    predictions: tuple[Prediction, ...]
    cards: dict[str, ModelCard]
    findings: tuple[Finding, ...]
    made_at: datetime
    made_by: str
