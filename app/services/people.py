"""Who may open the vault."""

from __future__ import annotations

import base64
import os
from dataclasses import dataclass

from app.domain.errors import WorkstationError
from app.domain.patient import Deed, Principal, Role
from app.domain.words import say
from app.domain.work import Report, quietly
from app.sealed import wipe
from app.services.outside import Outside, keychain_entry
from app.services.unlocking import checked_name, put_slot, random_slot, recovery_slot, revoke
from app.store import keyring, recovery, rotation, users
from app.store.database import Store, Transaction
from app.store.keychain import Keychain
from app.store.keyring import Cost, Keyring


@dataclass(frozen=True, slots=True)
class Person:
    user: str
    role: Role
    added_at: str


@dataclass(frozen=True, slots=True)
class KeychainState:
    """``name`` is the keychain's, empty where this account has none that is used. ``opens``: this user's secret in it
    opens the vault. ``is_anchored``: the head of the audit trail is kept in it.
    """

    name: str
    opens: bool
    is_anchored: bool


class People:
    """``cost`` is what new slots cost to open; None measures what this computer can bear."""

    def __init__(self, store: Store, cost: Cost | None = None, outside: Outside | None = None) -> None:
        self._store = store
        self._cost = cost
        self._outside = outside

    def people(self, principal: Principal) -> tuple[Person, ...]:
        with self._store.transaction(Deed(principal, "list people")) as tx:
            return tuple(Person(one.user, one.role, one.added_at) for one in users.all(tx))

    def add(self, principal: Principal, user: str, role: Role, passphrase: str) -> None:
        """Add a user with a passphrase slot of their own. Raises WorkstationError for a taken name or weak words."""
        user = checked_name(user)
        keyring.refuse_weak(passphrase)
        with self._store.transaction(Deed(principal, "add person", (user,))) as tx:
            if users.get(tx, user):
                raise WorkstationError(say("There is a user {user} already.", user=user), say("Choose another name."))
            users.put(tx, user, role)
            with self._store.borrowed_key() as key:
                ring = keyring.read(self._store.folder)
                self._put_slot(tx, user, passphrase, ring, key)

    def change_role(self, principal: Principal, user: str, role: Role) -> None:
        """Make a user something else: less at once, more from their next sign-in on. One administrator always stays."""
        with self._store.transaction(Deed(principal, "change role", (user,), str(role))) as tx:
            _refuse_unknown(tx, user)
            if role is not Role.ADMINISTRATOR:
                _keep_one_administrator(tx, user)
            users.change_role(tx, user, role)

    def change_passphrase(self, principal: Principal, old: str, new: str) -> None:
        """Change one's own passphrase. Raises WorkstationError when the old one is wrong or the new one weak."""
        keyring.refuse_weak(new)
        with self._store.transaction(Deed(principal, "change passphrase", (principal.user,))) as tx:
            ring = keyring.read(self._store.folder)
            key = keyring.open_slot(ring, principal.user, old)
            try:
                self._put_slot(tx, principal.user, new, ring, key)
            finally:
                wipe(key)

    def remove(self, principal: Principal, user: str) -> None:
        """Remove a user's slots. Nobody removes themselves, and the last administrator cannot be removed."""
        with self._store.transaction(Deed(principal, "remove person", (user,))) as tx:
            _refuse_unknown(tx, user)
            _keep_one_administrator(tx, user)
            if user == principal.user:
                raise WorkstationError(
                    say("Nobody can remove themselves from a vault."), say("Ask another administrator to do it.")
                )
            users.remove(tx, user)
            ring = keyring.read(self._store.folder)
            revoke(tx, *(slot for slot in ring.slots if slot.user == user))
            with self._store.borrowed_key() as key:
                keyring.write(self._store.folder, ring.without(user), key)

    def new_recovery_code(self, principal: Principal) -> str:
        """A new recovery code, to be shown once; the one before opens nothing any more."""
        code = recovery.new_code()
        with self._store.transaction(Deed(principal, "make recovery code")) as tx, self._store.borrowed_key() as key:
            ring = keyring.read(self._store.folder)
            slot = recovery_slot(ring, code, key, _at(tx), self._cost or keyring.FLOOR)
            put_slot(tx, self._store.folder, ring, slot, key)
        return code

    # ---- the keychain of this computer account

    def keychain(self, principal: Principal) -> KeychainState:
        """What the keychain of this computer account is used for."""
        vault = keyring.read(self._store.folder)
        has_slot = vault.slot(principal.user, "keychain") is not None
        if self._outside is None:
            return KeychainState("", has_slot, False)
        return KeychainState(self._outside.keychain.name(), has_slot, self._outside.is_anchored(vault.vault))

    def turn_on_keychain(self, principal: Principal, passphrase: str) -> None:
        """From now on whoever is signed in to this computer account opens the vault as this user.

        Raises WorkstationError where the passphrase is wrong or the keychain does not keep what it is given.
        """
        folder, user = self._store.folder, principal.user
        with self._store.transaction(Deed(principal, "turn on keychain", (user,))) as tx:
            ring = keyring.read(folder)
            key = keyring.open_slot(ring, user, passphrase)
            try:
                secret = base64.urlsafe_b64encode(os.urandom(32)).decode()
                slot = random_slot(ring, user, secret, key, _at(tx), self._cost or keyring.FLOOR, "keychain")
                _keychain(self._outside).put(keychain_entry(ring.vault, user), secret)
                put_slot(tx, folder, ring, slot, key)
            finally:
                wipe(key)

    def turn_off_keychain(self, principal: Principal) -> bool:
        """This user's secret in a keychain opens the vault no more. False where the entry itself stays in it."""
        folder, user = self._store.folder, principal.user
        with self._store.transaction(Deed(principal, "turn off keychain", (user,))) as tx:
            ring = keyring.read(folder)
            revoke(tx, *(slot for slot in ring.slots if (slot.user, slot.kind) == (user, "keychain")))
            with self._store.borrowed_key() as key:
                keyring.write(folder, ring.without(user, "keychain"), key)
        try:
            _keychain(self._outside).forget(keychain_entry(ring.vault, user))
        except WorkstationError:
            return False
        return True

    def turn_anchor(self, principal: Principal, is_on: bool) -> None:
        """Keep the head of the audit trail in the keychain of this computer account, or no more."""
        with self._store.transaction(Deed(principal, "turn anchor", why="on" if is_on else "off")):
            vault = keyring.read(self._store.folder).vault
            _keychain(self._outside)
            assert self._outside is not None
            self._outside.turn_anchor(vault, self._store.folder, self._store.head() if is_on else None)

    # ---- the vault's own keys

    def change_keys(self, principal: Principal, report: Report = quietly) -> None:
        """Put the vault under a new key while it is open. Passphrases and the recovery code stay as they are.

        What was interrupted goes on where it was. Raises WorkstationError where a user's slot is of the first form (who
        never signed in since), or no room is; Cancelled when it was asked to stop.
        """
        folder = self._store.folder
        self._settle()  # a full disk may have kept the last change from being finished
        refuse_old_slots(keyring.read(folder))

        def hand_over(key: bytearray) -> None:
            # read now: somebody may have been added meanwhile
            ring = keyring.read(folder)
            refuse_old_slots(ring)
            keyring.write_next(folder, keyring.resealed(ring, key), key)

        self._store.change_key(principal, hand_over, report)
        self._settle()

    def _settle(self) -> None:
        with self._store.borrowed_key() as key:
            keyring.settle(self._store.folder, keyring.read(self._store.folder), key)

    def unfinished_keys(self) -> float | None:
        """How much of a change of the keys that was interrupted is done (0 to 1), or None where there is none."""
        return rotation.unfinished(self._store.folder)

    def _put_slot(self, tx: Transaction, user: str, passphrase: str, ring: Keyring, key: bytearray) -> None:
        """Last in its transaction: when the file cannot be written, the row goes too."""
        slot = keyring.make_slot(ring, user, passphrase, key, _at(tx), self._cost)
        put_slot(tx, self._store.folder, ring, slot, key)


def _at(tx: Transaction) -> str:
    return tx.at.isoformat(timespec="seconds")


def _keychain(outside: Outside | None) -> Keychain:
    if outside is None or not outside.keychain.name():
        raise WorkstationError(
            say("This computer account has no keychain that the workstation may use."),
            say(
                "The Windows Credential Locker, the macOS Keychain, or a Secret Service (GNOME Keyring, KWallet) are "
                "used, nothing else. Nothing was changed."
            ),
        )
    return outside.keychain


def refuse_old_slots(ring: Keyring) -> None:
    """Raises WorkstationError where the key cannot be sealed to somebody who is not here."""
    old = [slot.user for slot in ring.slots if not slot.public]
    if old:
        raise WorkstationError(
            say("{user} has not signed in since the workstation was updated.", user=old[0]),
            say("Let them sign in once, or remove them; then the keys can be changed."),
        )


def _refuse_unknown(tx: Transaction, user: str) -> None:
    if users.get(tx, user) is None:
        raise WorkstationError(say("There is no user {user}.", user=user))


def _keep_one_administrator(tx: Transaction, user: str) -> None:
    if not any(one.role is Role.ADMINISTRATOR and one.user != user for one in users.all(tx)):
        raise WorkstationError(
            say("{user} is the last administrator and cannot be removed.", user=user),
            say("Make somebody else an administrator first."),
        )
