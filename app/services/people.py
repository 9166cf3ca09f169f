"""Who may open the vault."""

from __future__ import annotations

from dataclasses import dataclass

from app.domain.patient import Principal, Role
from app.store.database import Store


@dataclass(frozen=True, slots=True)
class Person:
    user: str
    role: Role
    added_at: str


class People:
    def __init__(self, store: Store) -> None:
        self._store = store

    def people(self, principal: Principal) -> tuple[Person, ...]:
        raise NotImplementedError

    def add(self, principal: Principal, user: str, role: Role, passphrase: str) -> None:
        """Add a user with a passphrase slot of their own. Raises WorkstationError for a taken name or weak words."""
        raise NotImplementedError

    def change_passphrase(self, principal: Principal, old: str, new: str) -> None:
        """Change one's own passphrase. Raises WorkstationError when the old one is wrong or the new one weak."""
        raise NotImplementedError

    def remove(self, principal: Principal, user: str) -> None:
        """Remove a user's slot. The last administrator cannot be removed."""
        raise NotImplementedError
