"""A PDF report about a patient: identity, facts, images, predictions with their provenance. Made without Qt."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

from app.domain.errors import WorkstationError
from app.domain.model_card import ModelCard
from app.domain.patient import Deed, Principal
from app.domain.prediction import Prediction
from app.domain.study import Series
from app.domain.words import say
from app.domain.work import Report, quietly
from app.imaging import labels
from app.imaging.render import View, natural_size, render
from app.services.findings import Findings
from app.services.predicting import Predicting
from app.services.report_content import Picture, ReportContent
from app.services.timeline import PatientRecord, Timeline
from app.services.translation import Translation
from app.services.viewing import OpenedSet, Viewing
from app.services.written import write_report
from app.store import models, studies
from app.store.database import Store

MAX_PICTURES = 6
MAX_PICTURED_SERIES = 4
MAX_FRAMES = 400  # a longer set takes too long to decode for one picture
PICTURE_SIDE = 512  # pixels; about 230 dots per inch on the page


class Reporting:
    def __init__(
        self,
        store: Store,
        timeline: Timeline,
        viewing: Viewing,
        predicting: Predicting,
        findings: Findings,
        fonts: Path,
    ) -> None:
        self._store = store
        self._timeline = timeline
        self._viewing = viewing
        self._predicting = predicting
        self._findings = findings
        self._fonts = fonts

    def write_pdf(self, principal: Principal, patient: str, language: str, target: Path, report: Report) -> None:
        """Write the report in ``language`` (en or zh_CN) to ``target``; an audited export.

        Raises WorkstationError for an unknown patient or a place that cannot be written to; then no file is left.
        """
        # late: the drawing library takes a third of the program's whole start, and most starts make no report
        from app.services.report_pages import pages

        report(0, 4, say("Reading the record"))
        content = self._content(principal, patient, report)
        report(3, 4, say("Drawing the pages"))
        words = Translation(self._fonts.parent / "translations", language)
        drawn = pages(content, words, self._fonts)
        with self._store.transaction(Deed(principal, "export report", (content.patient.id,))):
            write_report(target, drawn)
        report(4, 4)

    def _content(self, principal: Principal, patient: str, report: Report) -> ReportContent:
        record = self._timeline.open(principal, patient)
        found = record.patient
        series = self._timeline.numeric_series(principal, found.id)
        report(1, 4, say("Rendering key images"))
        pictures, left = self._pictures(principal, record)
        report(2, 4, say("Collecting predictions and findings"))
        predictions = self._predicting.predictions(principal, patient=found.id)
        return ReportContent(
            patient=found,
            facts=record.facts,
            series=series,
            studies=record.studies,
            pictures=pictures,
            not_pictured=left,
            predictions=predictions,
            cards=self._cards(principal, predictions),
            findings=self._findings.findings(principal, patient=found.id),
            made_at=datetime.now(UTC),
            made_by=principal.user,
        )

    def _cards(self, principal: Principal, predictions: tuple[Prediction, ...]) -> dict[str, ModelCard]:
        """The cards of the very models that answered: one that was replaced since says nothing about them."""
        with self._store.transaction(Deed(principal, "open models", tuple({one.model for one in predictions}))) as tx:
            shelved = (models.get(tx, one.model) for one in predictions)
            cards = [model.card for model in shelved if model is not None]
        digests = {one.model: one.model_digest for one in predictions}
        return {card.id: card for card in cards if digests[card.id] == card.digest}

    def _pictures(self, principal: Principal, record: PatientRecord) -> tuple[tuple[Picture, ...], int]:
        """Key images of the newest series, and how many series with images have none."""
        with self._store.transaction(Deed(principal, "list series", (record.patient.id,))) as tx:
            series = [one for row in record.studies for one in studies.series_rows(tx, study=row.study.uid)]
        found: list[Picture] = []
        pictured = without = 0
        for one in series:
            if pictured < MAX_PICTURED_SERIES and len(found) < MAX_PICTURES:
                drawn = self._pictures_of(principal, one)
                pictured += bool(drawn)
                without += not drawn
                found += drawn[: MAX_PICTURES - len(found)]
            else:
                without += 1
        return tuple(found), without

    def _pictures_of(self, principal: Principal, series: Series) -> list[Picture]:
        """The middle slice under each of the header's first windows; none where the series cannot be shown."""
        try:
            summary = self._viewing.summary(principal, series.uid)
            if max((one.shape[0] for one in summary.sets), default=0) > MAX_FRAMES:
                return []
            return list(_views(self._viewing.open(principal, series.uid, None, quietly)))
        except WorkstationError:
            return []  # counted by the caller, and the report says how many


def _views(opened: OpenedSet) -> Iterator[Picture]:
    volume = opened.volume
    middle = volume.voxels.shape[0] // 2
    width, height = natural_size(volume)
    scale = min(1.0, PICTURE_SIDE / max(width, height))
    size = max(round(width * scale), 1), max(round(height * scale), 1)
    for window in volume.windows[:3] or (None,):
        chosen = (window.centre, window.width) if window is not None and not volume.is_colour else (None, None)
        yield Picture(
            opened.summary.series,
            opened.summary.study,
            render(volume, View(middle, size, *chosen)),
            middle + 1,
            volume.voxels.shape[0],
            window if not volume.is_colour else None,
            volume.unit,
            labels.edges(volume.geometry, opened.patient_orientation),
        )
