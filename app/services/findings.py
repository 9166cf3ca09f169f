"""Findings of a patient: drafted, confirmed, rejected."""

from __future__ import annotations

from dataclasses import replace

from app.domain.codes import Coding
from app.domain.errors import WorkstationError
from app.domain.finding import Author, Finding, Status
from app.domain.identifiers import new_id
from app.domain.patient import Deed, Principal
from app.domain.words import say
from app.services.news import News
from app.store import findings, patients
from app.store.database import Store


class Findings:
    def __init__(self, store: Store, news: News) -> None:
        self._store = store
        self._news = news

    def findings(self, principal: Principal, patient: str = "", series: str = "") -> tuple[Finding, ...]:
        """Findings of a patient or a series, newest first."""
        with self._store.transaction(Deed(principal, "list findings", _ids(patient, series))) as tx:
            return findings.all(tx, patient, series)

    def draft(self, principal: Principal, patient: str, series: str, code: Coding, note: str) -> Finding:
        """A new finding by this person. Raises WorkstationError for an unknown patient."""
        with self._store.transaction(Deed(principal, "draft finding", _ids(patient, series))) as tx:
            if patients.get(tx, patient) is None:
                raise WorkstationError(say("This patient is not in the vault."), say("Look in the worklist."))
            author = Author("person", principal.user)
            finding = Finding(new_id(), patient, series, None, code, author, "draft", tx.at, note)
            findings.put(tx, finding)
            tx.about(finding.id)
        self._news.tell(tx.changes)
        return finding

    def mark(self, principal: Principal, finding: str, status: Status, note: str | None = None) -> Finding:
        """Confirm or reject a finding, or change its note. Raises WorkstationError for one that is gone."""
        with self._store.transaction(Deed(principal, f"mark finding {status}", (finding,))) as tx:
            found = findings.get(tx, finding)
            if found is None:
                raise WorkstationError(say("This finding is not in the vault any more."))
            marked = replace(found, status=status, note=found.note if note is None else note)
            findings.put(tx, marked)
            tx.about(*_ids(found.patient, found.series))
        self._news.tell(tx.changes)
        return marked


def _ids(*ids: str) -> tuple[str, ...]:
    return tuple(one for one in ids if one)
