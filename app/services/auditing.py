"""Read the audit trail and prove it whole."""

from __future__ import annotations

from app.domain.patient import AuditEntry, Deed, Principal
from app.store import audit
from app.store.database import Store


class Auditing:
    def __init__(self, store: Store) -> None:
        self._store = store

    def entries(
        self, principal: Principal, search: str = "", about: str = "", limit: int = 1000
    ) -> tuple[AuditEntry, ...]:
        """Entries, newest first; ``search`` matches user, verb, ids and reason."""
        with self._store.transaction(Deed(principal, "read audit trail")) as tx:
            return audit.entries(tx, tuple(search.split()), about, limit)

    def verify(self, principal: Principal) -> tuple[int, str]:
        """(entries checked, what is wrong in English or "")."""
        with self._store.transaction(Deed(principal, "verify audit trail")) as tx:
            return audit.verify(tx)
