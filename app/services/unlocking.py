"""Create, unlock and lock a vault."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass, field, replace
from datetime import datetime
from pathlib import Path

from app.domain.errors import WorkstationError
from app.domain.patient import Deed, Principal, Role
from app.domain.words import say
from app.sealed import new_key, wipe
from app.services import emergencies, roles
from app.services.throttle import Throttle
from app.store import keyring, recovery, settings, trouble, users
from app.store.database import Store, Transaction, utc_now
from app.store.keyring import Cost, Keyring, Kind, Slot

Now = Callable[[], datetime]


@dataclass(frozen=True, slots=True)
class VaultInfo:
    """What may be said of a vault. ``users`` and ``created_at`` are readable without a passphrase."""

    folder: Path
    users: tuple[str, ...]
    created_at: str
    version: int
    id: str = ""


@dataclass(frozen=True, slots=True)
class Opened:
    """An unlocked vault and who unlocked it. ``recovery_code``: of a vault just made; shown once, kept nowhere."""

    store: Store
    principal: Principal
    recovery_code: str = field(default="", repr=False)


def create(folder: Path, user: str, passphrase: str, cost: Cost | None = None, now: Now = utc_now) -> Opened:
    """Make a vault in an empty or new folder; the first user is its administrator.

    ``cost`` None measures what this computer can bear. Raises WorkstationError when the folder holds something else,
    cannot be written, or the passphrase is too weak.
    """
    user = checked_name(user)
    keyring.refuse_weak(passphrase)
    is_new = _made_ready(folder)
    key = new_key()
    try:
        return _create(folder, user, passphrase, key, cost, now)
    except BaseException:
        leave_as_found(folder, is_new)
        raise
    finally:
        wipe(key)


def unlock(
    folder: Path,
    user: str | None,
    passphrase: str,
    now: Now = utc_now,
    floor: Cost | None = None,
    throttle: Throttle | None = None,
    kind: Kind = "passphrase",
) -> Opened:
    """Open a vault. ``user`` None means the first user. ``floor``: slots that cost less to try are refused.

    Raises WorkstationError for: no vault here, unknown user or wrong passphrase (one sentence for both), vault open in
    another program, vault made by a newer program, damaged vault. Nothing in the vault is written when it fails.
    """
    ring = _read(folder)
    name = user.strip() if user else ring.users()[0]
    key = tried(ring, name, passphrase, floor, throttle, kind)
    try:
        store = Store.open(folder, key, now)
        store.guard = roles.guard
        try:
            principal = _signed_in(store, name, _slot_of(ring, name, kind))
            _finish(folder, ring, name, passphrase, kind, key)
        except BaseException:
            store.close()
            raise
    finally:
        wipe(key)
    return Opened(store, principal)


def recover(
    folder: Path,
    user: str | None,
    code: str,
    passphrase: str,
    cost: Cost | None = None,
    now: Now = utc_now,
    throttle: Throttle | None = None,
) -> Opened:
    """Open a vault with its recovery code and give a user a new passphrase; the old one opens nothing any more.

    Raises WorkstationError for a code that is mistyped or not this vault's, and for weak words. The code stays good.
    """
    secret = recovery.checked(code)
    keyring.refuse_weak(passphrase)
    ring = _read(folder)
    name = user.strip() if user else ring.users()[0]
    if ring.slot("", "recovery") is None:
        raise WorkstationError(say("This vault has no recovery code."), say("Sign in with a passphrase."))
    key = tried(ring, "", secret, None, throttle, "recovery")
    try:
        store = Store.open(folder, key, now)
        store.guard = roles.guard
        try:
            principal = _recovered(store, ring, name, passphrase, key, cost)
        except BaseException:
            store.close()
            raise
    finally:
        wipe(key)
    return Opened(store, principal)


def wait_s(folder: Path, throttle: Throttle) -> float:
    """Seconds until the next passphrase is tried; 0 where there is no vault to try one on."""
    found = look(folder)
    return throttle.wait_s(found.id) if found is not None and found.id else 0.0


def mend(folder: Path, user: str | None, passphrase: str, floor: Cost | None = None) -> None:
    """Put the kept copy of the keyring in the place of one that is missing, damaged or changed.

    Raises WorkstationError when the passphrase does not open the copy, or the keyring in place is well.
    """
    try:
        ring = keyring.read(folder)
        key = keyring.open_slot(ring, user or ring.users()[0], passphrase, floor)
    except WorkstationError:
        keyring.mend(folder, user or "", passphrase, floor)
        return
    wipe(key)
    raise WorkstationError(say("The keyring of this vault is whole."), say("There is nothing to put back."))


def lock(opened: Opened) -> None:
    """Audit the lock, close every connection, wipe the keys."""
    try:
        # a full or vanished disk must not keep the vault open
        with suppress(WorkstationError):
            with opened.store.transaction(Deed(opened.principal, "lock")) as tx:
                left = emergencies.left_open(tx, opened.principal.user)
            emergencies.end_for(opened.store, left)
    finally:
        opened.store.close()


def look(folder: Path) -> VaultInfo | None:
    """What is in the folder: a vault's public facts, or None where there is no vault.

    A vault whose keyring cannot be read shows no users; unlocking it says what is wrong.
    """
    if not keyring.is_here(folder):
        return None
    try:
        ring = keyring.read(folder)
    except WorkstationError:
        return VaultInfo(folder, (), "", 0)
    return VaultInfo(folder, ring.users(), ring.created_at, ring.version, ring.vault)


def check(opened: Opened) -> tuple[str, ...]:
    """Check every file of an unlocked vault (SQLCipher's and SQLite's checks, audit chain, every object's digest).

    Returns English sentences of what is damaged; empty when all is well.
    """
    said = opened.store.check()
    with opened.store.transaction(Deed(opened.principal, "check")) as tx:
        found, _ = opened.store.prove(tx)
    return (*said, *found.wrong)


def checked_name(user: str) -> str:
    """A user's name without spaces around it. Raises WorkstationError for one that cannot be used."""
    name = user.strip()
    if not name or len(name) > 100 or not name.isprintable():
        raise WorkstationError(
            say("This user name cannot be used."), say("Choose a name of 1 to 100 letters, digits and spaces.")
        )
    return name


def _create(folder: Path, user: str, passphrase: str, key: bytearray, cost: Cost | None, now: Now) -> Opened:
    at = now().isoformat(timespec="seconds")
    principal = Principal(user, Role.ADMINISTRATOR)
    ring = keyring.new(at)
    slot = keyring.make_slot(ring, user, passphrase, key, at, cost)
    code = recovery.new_code()
    ring = ring.with_slot(slot).with_slot(recovery_slot(ring, code, key, at, slot.cost))
    store = Store.create(folder, key, now)
    store.guard = roles.guard
    try:
        with store.transaction(Deed(principal, "create vault")) as tx:
            users.put(tx, user, Role.ADMINISTRATOR)
        # last: a folder is a vault once it has a keyring, and then it is whole
        keyring.write(folder, ring, key)
    except BaseException:
        store.close()
        raise
    return Opened(store, principal, code)


def recovery_slot(ring: Keyring, code: str, key: bytearray, at: str, cost: Cost) -> Slot:
    """The slot that a recovery code opens. 160 random bits need no more work than the least."""
    cheapest = Cost(min(cost.memory_kib, keyring.FLOOR.memory_kib), min(cost.passes, keyring.FLOOR.passes), cost.lanes)
    return keyring.make_slot(ring, "", recovery.checked(code), key, at, cheapest, "recovery")


def _read(folder: Path) -> Keyring:
    ring = keyring.read(folder)
    if not ring.users():
        raise trouble.damaged(keyring.FILE, "no slots")
    return ring


def tried(
    ring: Keyring, name: str, secret: str, floor: Cost | None, throttle: Throttle | None, kind: Kind
) -> bytearray:
    if throttle is None:
        return keyring.open_slot(ring, name, secret, floor, kind)
    throttle.attempt(ring.vault)
    key = keyring.open_slot(ring, name, secret, floor, kind)
    throttle.passed(ring.vault)
    return key


def _slot_of(ring: Keyring, name: str, kind: Kind) -> Slot:
    slot = ring.slot(name, kind)
    assert slot is not None  # it was just opened
    return slot


def _finish(folder: Path, ring: Keyring, name: str, secret: str, kind: Kind, key: bytearray) -> None:
    """What only an open vault can do for its keyring: end what a crash left, bring old slots to today's form."""
    keyring.settle(folder, ring, key)
    slot = _slot_of(ring, name, kind)
    if not slot.public:
        today = keyring.make_slot(ring, name, secret, key, slot.added_at, slot.cost, kind)
        keyring.write(folder, ring.with_slot(today), key)


def _recovered(store: Store, ring: Keyring, name: str, passphrase: str, key: bytearray, cost: Cost | None) -> Principal:
    with store.transaction(Deed(Principal(name, Role.READER), "recover vault", (name,))) as tx:
        _refuse_revoked(tx, _slot_of(ring, "", "recovery"))
        found = users.get(tx, name)
        if found is None:
            raise WorkstationError(
                say("There is no user {user}.", user=name), say("Name a user of this vault with --user.")
            )
        principal = Principal(name, found.role)
        tx.deed = replace(tx.deed, principal=principal)
        put_slot(tx, store.folder, ring, keyring.make_slot(ring, name, passphrase, key, _at(tx), cost), key)
    keyring.settle(store.folder, keyring.read(store.folder), key)
    return principal


_REVOKED = "revoked slots"


def put_slot(tx: Transaction, folder: Path, ring: Keyring, slot: Slot, key: bytearray) -> None:
    """Write a slot into the keyring, last in its transaction; the one it replaces opens no copy of the keyring."""
    old = ring.slot(slot.user, slot.kind)
    revoke(tx, *([old] if old else []))
    keyring.write(folder, ring.with_slot(slot), key)


def revoke(tx: Transaction, *slots: Slot) -> None:
    """Remember slots that were taken away, so that an older copy of the keyring lets nobody in again."""
    known = settings.get(tx, "", _REVOKED) or []
    settings.put(tx, "", _REVOKED, [*known, *(slot.id for slot in slots)])


def _refuse_revoked(tx: Transaction, slot: Slot) -> None:
    if slot.id in (settings.get(tx, "", _REVOKED) or []):
        raise WorkstationError(
            say("This passphrase was changed or taken away since this copy of the keyring was made."),
            say("Use the passphrase that holds now, or ask an administrator of the vault."),
        )


def _at(tx: Transaction) -> str:
    return tx.at.isoformat(timespec="seconds")


def _signed_in(store: Store, name: str, slot: Slot) -> Principal:
    """The user as the vault knows them; the audit entry of unlocking."""
    with store.transaction(Deed(Principal(name, Role.READER), "unlock")) as tx:
        _refuse_revoked(tx, slot)
        found = users.get(tx, name)
        if found is None:
            raise WorkstationError(
                say("{user} is not a user of this vault any more.", user=name),
                say("Ask an administrator of the vault."),
            )
        principal = Principal(name, found.role)
        tx.deed = replace(tx.deed, principal=principal)
        left = emergencies.left_open(tx)
    emergencies.end_for(store, left)
    return principal


def _made_ready(folder: Path) -> bool:
    """An empty folder at that place; whether it was made now."""
    with trouble.told(str(folder)):
        if folder.is_dir():
            if keyring.is_here(folder):
                raise WorkstationError(
                    say("There is a vault in {folder} already.", folder=str(folder)),
                    say("Unlock it, or choose another folder for a new vault."),
                )
            if any(folder.iterdir()):
                raise WorkstationError(
                    say("The folder {folder} is not empty.", folder=str(folder)),
                    say("Choose an empty or new folder for the vault."),
                )
            return False
        folder.mkdir(parents=True, mode=0o700)
        return True


def leave_as_found(folder: Path, is_new: bool) -> None:
    """Take away what an unfinished creation left in a folder that was empty before."""
    for path in folder.iterdir():
        if path.is_dir():
            shutil.rmtree(path, ignore_errors=True)
        else:
            path.unlink(missing_ok=True)
    if is_new:
        folder.rmdir()
