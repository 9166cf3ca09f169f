"""Who may open the vault."""

from __future__ import annotations

from dataclasses import dataclass

from app.domain.errors import WorkstationError
from app.domain.patient import Deed, Principal, Role
from app.domain.words import say
from app.sealed import wipe
from app.services.unlocking import checked_name
from app.store import keyring, users
from app.store.database import Store, Transaction
from app.store.keyring import Cost


@dataclass(frozen=True, slots=True)
class Person:
    user: str
    role: Role
    added_at: str


class People:
    """``cost`` is what new slots cost to open; None measures what this computer can bear."""

    def __init__(self, store: Store, cost: Cost | None = None) -> None:
        self._store = store
        self._cost = cost

    def people(self, principal: Principal) -> tuple[Person, ...]:
        with self._store.transaction(Deed(principal, "list people")) as tx:
            return tuple(Person(one.user, one.role, one.added_at) for one in users.all(tx))

    def add(self, principal: Principal, user: str, role: Role, passphrase: str) -> None:
        """Add a user with a passphrase slot of their own. Raises WorkstationError for a taken name or weak words."""
        user = checked_name(user)
        keyring.refuse_weak(passphrase)
        with self._store.transaction(Deed(principal, "add person", (user,))) as tx:
            _only_administrators(principal)
            if users.get(tx, user):
                raise WorkstationError(say("There is a user {user} already.", user=user), say("Choose another name."))
            users.put(tx, user, role)
            with self._store.borrowed_key() as key:
                self._put_slot(tx, user, passphrase, key)

    def change_passphrase(self, principal: Principal, old: str, new: str) -> None:
        """Change one's own passphrase. Raises WorkstationError when the old one is wrong or the new one weak."""
        keyring.refuse_weak(new)
        with self._store.transaction(Deed(principal, "change passphrase", (principal.user,))) as tx:
            key = keyring.open_slot(keyring.read(self._store.folder), principal.user, old)
            try:
                self._put_slot(tx, principal.user, new, key)
            finally:
                wipe(key)

    def remove(self, principal: Principal, user: str) -> None:
        """Remove a user's slot. The last administrator cannot be removed."""
        with self._store.transaction(Deed(principal, "remove person", (user,))) as tx:
            _only_administrators(principal)
            everybody = users.all(tx)
            if user not in (one.user for one in everybody):
                raise WorkstationError(say("There is no user {user}.", user=user))
            if not any(one.role is Role.ADMINISTRATOR and one.user != user for one in everybody):
                raise WorkstationError(
                    say("{user} is the last administrator and cannot be removed.", user=user),
                    say("Make somebody else an administrator first."),
                )
            users.remove(tx, user)
            keyring.write(self._store.folder, keyring.read(self._store.folder).without(user))

    def _put_slot(self, tx: Transaction, user: str, passphrase: str, key: bytearray) -> None:
        """Last in its transaction: when the file cannot be written, the row goes too."""
        ring = keyring.read(self._store.folder)
        at = tx.at.isoformat(timespec="seconds")
        keyring.write(
            self._store.folder, ring.with_slot(keyring.make_slot(ring, user, passphrase, key, at, self._cost))
        )


def _only_administrators(principal: Principal) -> None:
    if principal.role is not Role.ADMINISTRATOR:
        raise WorkstationError(
            say("Only an administrator may add or remove people."), say("Ask an administrator of the vault.")
        )
