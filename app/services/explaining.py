"""Why a model answered as it did, taken apart and drawn; and the page of it that a person may keep."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Any

from app.domain.errors import WorkstationError
from app.domain.identifiers import digest_of
from app.domain.model_card import ModelCard
from app.domain.patient import Deed, Principal
from app.domain.prediction import Prediction
from app.domain.words import say
from app.domain.work import Report
from app.jobs.workers import Workers
from app.services.asking import EXPLAIN, in_worker
from app.services.explanation_pages import explanation_page
from app.services.model_shelf import ModelShelf
from app.services.predicting import Predicting
from app.services.translation import Translation
from app.services.written import write_report
from app.store.database import Store


@dataclass(frozen=True, slots=True, eq=False)
class Explained:
    """One answer explained: ``case`` as ``app.inference.explaining`` tells it; ``is_today``: the record has changed
    since the answer was given, and what is explained is what the model says today.
    """

    prediction: Prediction
    card: ModelCard
    case: dict[str, Any]
    is_today: bool


class Explaining:
    """``resources``: where the translations are."""

    def __init__(
        self, store: Store, workers: Workers, shelf: ModelShelf, predicting: Predicting, resources: Path
    ) -> None:
        self._store = store
        self._workers = workers
        self._shelf = shelf
        self._predicting = predicting
        self._resources = resources

    def explain(self, principal: Principal, prediction: Prediction, report: Report) -> Explained:
        """Ask the model again, part by part. Raises WorkstationError where it is not the model that answered, or what
        it read is not there any more.
        """
        report(0, 2, say("Reading what the model read"))
        card = self._shelf.find(principal, prediction.model).card
        if card.digest != prediction.model_digest:
            raise WorkstationError(
                say("The model that gave this answer was replaced by another version."),
                say("Ask the model again, then look at what the new answer hangs on."),
            )
        given = self._predicting.given(principal, card, prediction.about, report)
        report(1, 2, say("Asking {name}, part by part", name=card.name))
        package, device = self._shelf.package(principal, card.id), self._predicting.preferred(principal)
        with self._store.transaction(Deed(principal, "explain", (prediction.id, card.id, given.patient))):
            pass
        case = in_worker(self._workers, EXPLAIN, package, given.row, given.raws, device)
        is_today = given.digest not in prediction.input_digests
        notes = [str(CHANGED)] if is_today else []
        report(2, 2)
        return Explained(prediction, card, {**case, "notes": notes}, is_today)

    def write_one(self, principal: Principal, explained: Explained, language: str, target: Path) -> None:
        """The page of one answer; it shows what the model read. An audited export."""
        card = explained.card
        found = {"name": card.name, "not_for": card.not_for, "cases": [explained.case]}
        self._write(principal, found, (explained.prediction.id, explained.prediction.patient), language, target)

    def write(self, principal: Principal, found: dict[str, Any], language: str, target: Path) -> None:
        """The page of what ``Training.explain`` found; it shows the cases that were asked for. An audited export."""
        self._write(principal, found, (str(found["model"]),), language, target)

    def _write(
        self, principal: Principal, found: dict[str, Any], about: tuple[str, ...], language: str, target: Path
    ) -> None:
        words = Translation(self._resources / "translations", language)
        page = explanation_page(found["name"], found["not_for"], found, words).encode()
        with self._store.transaction(Deed(principal, "export explanation", (*about, digest_of(page)))):
            write_report(target, page)


CHANGED = say(
    "What the model read has changed since it gave this answer: explained is what it says today, which may differ."
)
