"""Findings of a patient: drafted, confirmed, rejected."""

from __future__ import annotations

from app.domain.codes import Coding
from app.domain.finding import Finding, Status
from app.domain.patient import Principal
from app.services.news import News
from app.store.database import Store


class Findings:
    def __init__(self, store: Store, news: News) -> None:
        self._store = store
        self._news = news

    def findings(self, principal: Principal, patient: str = "", series: str = "") -> tuple[Finding, ...]:
        raise NotImplementedError

    def draft(self, principal: Principal, patient: str, series: str, code: Coding, note: str) -> Finding:
        raise NotImplementedError

    def mark(self, principal: Principal, finding: str, status: Status, note: str | None = None) -> Finding:
        """Confirm or reject a finding, or change its note."""
        raise NotImplementedError
