"""Ask a model, keep its answer with its provenance."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from app.domain.patient import Principal
from app.domain.prediction import Prediction, Subject
from app.domain.words import Phrase
from app.domain.work import Report
from app.jobs.workers import Workers
from app.services.model_shelf import ModelShelf, ShelvedModel
from app.services.news import News
from app.services.viewing import Viewing
from app.store.database import Store


@dataclass(frozen=True, slots=True)
class Fit:
    """Whether a model can be asked about a subject; where not, ``reason`` says why in words."""

    model: ShelvedModel
    fits: bool
    reason: Phrase


class Predicting:
    def __init__(self, store: Store, workers: Workers, shelf: ModelShelf, viewing: Viewing, news: News) -> None:
        self._store = store
        self._workers = workers
        self._shelf = shelf
        self._viewing = viewing
        self._news = news

    def device(self) -> tuple[str, str]:
        """(device, reason): where models run on this computer and why not elsewhere, found by one real inference."""
        raise NotImplementedError

    def fitting(self, principal: Principal, about: Subject) -> tuple[Fit, ...]:
        """Every registered model, whether its card fits the series or patient, and why not."""
        raise NotImplementedError

    def predict(self, principal: Principal, model: str, about: Subject, report: Report) -> Prediction:
        """Ask about a series or a patient; the answer is stored and returned. Raises WorkstationError if it cannot."""
        raise NotImplementedError

    def predict_table(self, principal: Principal, model: str, table: Path, report: Report) -> tuple[Prediction, ...]:
        """Ask about every row of a CSV table; answers are stored (about: row) and returned in row order."""
        raise NotImplementedError

    def predictions(self, principal: Principal, patient: str = "", series: str = "") -> tuple[Prediction, ...]:
        """Stored answers, newest first."""
        raise NotImplementedError
