"""Ask a model, keep its answer with its provenance."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from pathlib import Path

from app.domain.errors import WorkstationError
from app.domain.identifiers import digest_of, new_id
from app.domain.model_card import ModelCard
from app.domain.patient import Deed, Principal
from app.domain.prediction import Prediction, Subject
from app.domain.record import Fact
from app.domain.study import DisplaySet
from app.domain.words import NOTHING, Phrase, say
from app.domain.work import Report
from app.features.image import picture_of
from app.features.raw import Kind, Pictures, Raw
from app.features.record import RecordRow, known_of, raws_from_record, row_from_record
from app.features.values import Cell
from app.inference.answers import Answer, Answers
from app.inference.devices import installed_package
from app.ingest.delimited import read_delimited
from app.jobs.workers import Workers
from app.services.asking import ANSWER, ANSWER_TABLE, DEVICE, in_worker
from app.services.model_shelf import ModelShelf, ShelvedModel, read_file
from app.services.news import News
from app.services.settings import Settings
from app.services.viewing import Viewing, chosen
from app.store import patients, predictions, records
from app.store.database import Store

_SLICE = 200  # rows of a table that are asked about and stored at a time


@dataclass(frozen=True, slots=True)
class Fit:
    """Whether a model can be asked about a subject; where not, ``reason`` says why in words."""

    model: ShelvedModel
    fits: bool
    reason: Phrase


@dataclass(frozen=True, slots=True, eq=False)
class Given:
    """What a model is asked about: cells of a table, and what is none (``raws``), one case; ``digest`` of it all.

    ``reason``: why it is not enough, or NOTHING.
    """

    row: dict[str, Cell]
    raws: dict[Kind, Raw]
    digest: str
    warnings: tuple[Phrase, ...] = ()
    patient: str = ""
    reason: Phrase = NOTHING


class Predicting:
    """Raises WorkstationError when made on a computer where the runtime is not installed as it must be."""

    def __init__(self, store: Store, workers: Workers, shelf: ModelShelf, viewing: Viewing, news: News) -> None:
        installed_package()
        self._store = store
        self._workers = workers
        self._shelf = shelf
        self._viewing = viewing
        self._news = news

    def device(self, principal: Principal | None = None) -> tuple[str, str]:
        """(device, reason): where models run on this computer and why not elsewhere, found by one real inference."""
        found: tuple[str, str] = in_worker(self._workers, DEVICE, self.preferred(principal))
        return found

    def fitting(self, principal: Principal, about: Subject) -> tuple[Fit, ...]:
        """Every registered model, whether its card fits the series or patient, and why not."""
        shelf = self._shelf.models(principal)
        if about.kind != "patient":
            shown = self._shown(principal, about.id)
            reasons = [_no_fit(model.card, shown) for model in shelf]
        else:
            facts = self._facts(principal, about.id)
            reasons = [_of_record(model.card, facts).reason for model in shelf]
        return tuple(Fit(model, reason == NOTHING, reason) for model, reason in zip(shelf, reasons, strict=True))

    def predict(self, principal: Principal, model: str, about: Subject, report: Report) -> Prediction:
        """Ask about a series or a patient; the answer is stored and returned. Raises WorkstationError if it cannot."""
        card = self._shelf.find(principal, model).card
        given = self.given(principal, card, about, report)
        report(0, 1, say("Asking {name}", name=card.name))
        package, device = self._shelf.package(principal, card.id), self.preferred(principal)
        answers: Answers = in_worker(self._workers, ANSWER, package, [given.row], device, given.raws)
        [answer] = answers.rows
        warnings = (*map(str, given.warnings), *answer.warnings)
        made = _prediction(card, about, given.patient, answer, answers, warnings, given.digest)
        self._keep(principal, card, (made,))
        report(1, 1)
        return made

    def given(self, principal: Principal, card: ModelCard, about: Subject, report: Report) -> Given:
        """What a model reads of a series or a patient today. Raises WorkstationError where that is not there."""
        if about.kind == "row":
            raise WorkstationError(
                say("A row of a table is not kept in the vault."), say("Use aegle explain with the table it came from.")
            )
        if about.kind == "series":
            return self._of_series(principal, card, about.id, report)
        given = _of_record(card, self._facts(principal, about.id))
        if given.reason != NOTHING:
            raise WorkstationError(given.reason, say("Add what is missing to the record, or ask about a table."))
        return replace(given, patient=about.id)

    def _of_series(self, principal: Principal, card: ModelCard, series: str, report: Report) -> Given:
        reason = _no_fit(card, self._shown(principal, series))
        if reason != NOTHING:
            raise WorkstationError(reason, say("Choose another model, or another series."))
        opened = self._viewing.open(principal, series, None, report)
        picture = picture_of(opened.volume.voxels)
        digest = digest_of(str(picture.shape).encode() + picture.tobytes())
        raws: dict[Kind, Raw] = {"images": Pictures((picture,), opened.volume.unit)}
        return Given({}, raws, digest, (_LOOK,), opened.summary.patient.id)

    def _shown(self, principal: Principal, series: str) -> DisplaySet | None:
        """What of a series would be asked about, from its headers; None where nothing can be shown."""
        try:
            return chosen(self._viewing.summary(principal, series), None)
        except WorkstationError:
            return None

    def predict_table(
        self,
        principal: Principal,
        model: str,
        table: Path,
        report: Report,
        first: int = 0,
        reached: Callable[[int], None] = lambda _row: None,
    ) -> tuple[Prediction, ...]:
        """Ask about rows of a CSV table from ``first`` on; answers are stored (about: row) and returned in row order.

        The subject's id is "digest of the file:row", rows counting from 0 below the heading. ``reached`` is told how
        many rows are answered and stored: what is stopped there goes on from there.
        """
        card, data = self._shelf.find(principal, model).card, read_file(table)
        total, digest = len(read_delimited(data, table.name).rows), digest_of(data)
        package, device = self._shelf.package(principal, card.id), self.preferred(principal)
        made: list[Prediction] = []
        for at in range(first, total, _SLICE) if total else (0,):
            report(at, total, say("Asking {name}", name=card.name))
            answers: Answers = in_worker(self._workers, ANSWER_TABLE, package, data, table.name, device, at, _SLICE)
            part = tuple(
                _prediction(card, Subject("row", f"{digest}:{row}"), "", answer, answers, answer.warnings, digest)
                for row, answer in enumerate(answers.rows, start=at)
            )
            self._keep(principal, card, part)
            made += part
            reached(at + len(part))
        report(total, total)
        return tuple(made)

    def predictions(self, principal: Principal, patient: str = "", series: str = "") -> tuple[Prediction, ...]:
        """Stored answers, newest first."""
        about = tuple(one for one in (patient, series) if one)
        with self._store.transaction(Deed(principal, "list predictions", about)) as tx:
            return predictions.all(tx, patient, series)

    def preferred(self, principal: Principal | None) -> str:
        return Settings(self._store).read(principal).device if principal else "auto"

    def _facts(self, principal: Principal, patient: str) -> tuple[Fact, ...]:
        """Raises WorkstationError for a patient who is not here."""
        with self._store.transaction(Deed(principal, "open record", (patient,))) as tx:
            about = patients.get(tx, patient)
            if about is None:
                raise WorkstationError(say("This patient is not in the vault."), say("Look in the worklist."))
            return (*records.facts(tx, patient), *known_of(about, datetime.now(UTC)))

    def _keep(self, principal: Principal, card: ModelCard, made: Sequence[Prediction]) -> None:
        about = tuple(dict.fromkeys(p.patient for p in made if p.patient))
        with self._store.transaction(Deed(principal, "predict", (card.id, *about))) as tx:
            for prediction in made:
                predictions.put(tx, prediction)
        self._news.tell(tx.changes)


_LOOK = say("The card does not say which part of the body and which kind of image it reads: look at its intended use.")


def _no_fit(card: ModelCard, shown: DisplaySet | None) -> Phrase:
    """Why a model cannot be asked about these images; NOTHING where it can."""
    if card.fields or [one.kind for one in card.inputs] != ["images"]:
        return say("{name} reads clinical values of a patient, not images.", name=card.name)
    if card.answers == "masks":
        return say("{name} draws outlines: ask it about a folder of images.", name=card.name)
    if shown is None:
        return say("Nothing in this series can be shown.")
    spec = card.inputs[0].spec
    if str(spec.get("unit", "")) != shown.unit:
        return say("{name} reads images in another unit than that of this series.", name=card.name)
    is_volume, wants_volume = len(shown.frames) > 1, len(spec.get("shape", ())) == 3
    if is_volume and not wants_volume:
        return say("{name} reads single images, this series holds {n}.", name=card.name, n=len(shown.frames))
    if wants_volume and not is_volume:
        return say("{name} reads volumes, this series is a single image.", name=card.name)
    return NOTHING


def _of_record(card: ModelCard, facts: Sequence[Fact]) -> Given:
    """What the record holds of what a card asks for; ``reason`` where it is not enough."""
    row = row_from_record(card.fields, facts)
    beside = raws_from_record(card.inputs, facts)
    reason = beside.reason if beside.reason != NOTHING else _misfit(card, row)
    used = row.used + beside.used if card.inputs else row.used
    return Given(dict(row.values), beside.raws, digest_of(used.encode()), (*row.warnings, *beside.warnings), "", reason)


def _misfit(card: ModelCard, row: RecordRow) -> Phrase:
    """NOTHING where at least half of the inputs are known."""
    found, needed = len(row.values), len(card.fields)
    if 2 * found >= needed:
        return NOTHING
    absent = [f.name for f in card.fields if f.name not in row.values]
    shown = ", ".join(absent[:5]) + (" …" if len(absent) > 5 else "")
    return say(
        "The record has {found} of the {needed} values {name} reads; it needs {missing}.",
        found=found,
        needed=needed,
        name=card.name,
        missing=shown,
    )


def _prediction(
    card: ModelCard,
    about: Subject,
    patient: str,
    answer: Answer,
    answers: Answers,
    warnings: tuple[str, ...],
    digest: str,
) -> Prediction:
    return Prediction(
        id=new_id(),
        model=card.id,
        model_name=card.name,
        model_digest=card.digest,
        about=about,
        patient=patient,
        scores=answer.scores,
        decision=answer.decision,
        contributions=answer.contributions,
        warnings=warnings,
        regions=(),
        input_digests=(digest,),
        made_at=datetime.now(UTC),
        device=answers.device,
        device_reason=answers.device_reason,
        runtime=answers.runtime,
        seconds=answers.seconds,
    )
