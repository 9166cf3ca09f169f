"""A PDF report about a patient: identity, facts, images, predictions with their provenance. Made without Qt."""

from __future__ import annotations

from pathlib import Path

from app.domain.patient import Principal
from app.domain.work import Report
from app.services.findings import Findings
from app.services.predicting import Predicting
from app.services.timeline import Timeline
from app.services.viewing import Viewing
from app.store.database import Store


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
        """Write the report in ``language`` (en or zh_CN) to ``target``; an audited export."""
        raise NotImplementedError
