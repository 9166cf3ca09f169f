"""The registry of models in the vault: verify, register, list, remove."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from app.domain.model_card import ModelCard
from app.domain.patient import Principal
from app.domain.work import Report
from app.jobs.workers import Workers
from app.services.news import News
from app.store.database import Store


@dataclass(frozen=True, slots=True)
class ShelvedModel:
    """A registered model: its card, when and by whom it was registered, where it came from, and its package size."""

    card: ModelCard
    registered_at: datetime
    registered_by: str
    origin: str
    size_bytes: int


class ModelShelf:
    def __init__(self, store: Store, workers: Workers, news: News, shipped: Path) -> None:
        self._store = store
        self._workers = workers
        self._news = news
        self._shipped = shipped

    def models(self, principal: Principal) -> tuple[ShelvedModel, ...]:
        """Registered models, newest first. Shipped ones are registered when a vault is created."""
        raise NotImplementedError

    def find(self, principal: Principal, model: str) -> ShelvedModel:
        """By id, or by name where it is unique. Raises WorkstationError listing what there is."""
        raise NotImplementedError

    def register(self, principal: Principal, package: Path, report: Report) -> ShelvedModel:
        """Verify a package (schema, digest, operators, golden sample rerun in our own runtime) and keep it.

        Raises WorkstationError naming what does not hold; then nothing is kept.
        """
        raise NotImplementedError

    def register_shipped(self, principal: Principal, report: Report) -> tuple[ShelvedModel, ...]:
        """Register every package in resources/models that is not here yet."""
        raise NotImplementedError

    def remove(self, principal: Principal, model: str) -> None:
        """Take a model off the shelf. Its predictions stay, with its digest."""
        raise NotImplementedError
