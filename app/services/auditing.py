"""Read the audit trail and prove it whole."""

from __future__ import annotations

from app.domain.patient import AuditEntry, Principal
from app.store.database import Store


class Auditing:
    def __init__(self, store: Store) -> None:
        self._store = store

    def entries(
        self, principal: Principal, search: str = "", about: str = "", limit: int = 1000
    ) -> tuple[AuditEntry, ...]:
        """Entries, newest first; ``search`` matches user, verb, ids and reason."""
        raise NotImplementedError

    def verify(self, principal: Principal) -> tuple[int, str]:
        """(entries checked, what is wrong in English or "")."""
        raise NotImplementedError
