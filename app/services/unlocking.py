"""Create, unlock and lock a vault."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path

from app.domain.errors import WorkstationError
from app.domain.patient import Deed, Principal, Role
from app.domain.words import say
from app.sealed import new_key, wipe
from app.store import audit, keyring, trouble, users
from app.store.database import Store, utc_now
from app.store.keyring import Cost

Now = Callable[[], datetime]


@dataclass(frozen=True, slots=True)
class VaultInfo:
    """What may be said of a vault. ``users`` and ``created_at`` are readable without a passphrase."""

    folder: Path
    users: tuple[str, ...]
    created_at: str
    version: int


@dataclass(frozen=True, slots=True)
class Opened:
    """An unlocked vault and who unlocked it."""

    store: Store
    principal: Principal


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
        _leave_as_found(folder, is_new)
        raise
    finally:
        wipe(key)


def unlock(folder: Path, user: str | None, passphrase: str, now: Now = utc_now) -> Opened:
    """Open a vault. ``user`` None means the first user.

    Raises WorkstationError for: no vault here, unknown user or wrong passphrase (one sentence for both), vault open in
    another program, vault made by a newer program, damaged vault. Nothing is written when it fails.
    """
    ring = keyring.read(folder)
    if not ring.slots:
        raise trouble.damaged(keyring.FILE, "no slots")
    name = user.strip() if user else ring.slots[0].user
    key = keyring.open_slot(ring, name, passphrase)
    try:
        store = Store.open(folder, key, now)
    finally:
        wipe(key)
    try:
        return Opened(store, _signed_in(store, name))
    except BaseException:
        store.close()
        raise


def lock(opened: Opened) -> None:
    """Audit the lock, close every connection, wipe the keys."""
    try:
        # a full or vanished disk must not keep the vault open
        with suppress(WorkstationError), opened.store.transaction(Deed(opened.principal, "lock")):
            pass
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
    return VaultInfo(folder, ring.users(), ring.created_at, keyring.VERSION)


def check(opened: Opened) -> tuple[str, ...]:
    """Check every file of an unlocked vault (SQLCipher's and SQLite's checks, audit chain, every object's digest).

    Returns English sentences of what is damaged; empty when all is well.
    """
    said = opened.store.check()
    with opened.store.transaction(Deed(opened.principal, "check")) as tx:
        _, trouble_found = audit.verify(tx)
    return (*said, *filter(None, [trouble_found]))


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
    ring = ring.with_slot(keyring.make_slot(ring, user, passphrase, key, at, cost))
    store = Store.create(folder, key, now)
    try:
        with store.transaction(Deed(principal, "create vault")) as tx:
            users.put(tx, user, Role.ADMINISTRATOR)
        # last: a folder is a vault once it has a keyring, and then it is whole
        keyring.write(folder, ring)
    except BaseException:
        store.close()
        raise
    return Opened(store, principal)


def _signed_in(store: Store, name: str) -> Principal:
    """The user as the vault knows them; the audit entry of unlocking."""
    with store.transaction(Deed(Principal(name, Role.READER), "unlock")) as tx:
        found = users.get(tx, name)
        if found is None:
            raise WorkstationError(
                say("{user} is not a user of this vault any more.", user=name),
                say("Ask an administrator of the vault."),
            )
        principal = Principal(name, found.role)
        tx.deed = replace(tx.deed, principal=principal)
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


def _leave_as_found(folder: Path, is_new: bool) -> None:
    """Take away what an unfinished creation left in a folder that was empty before."""
    for path in folder.iterdir():
        if path.is_dir():
            shutil.rmtree(path, ignore_errors=True)
        else:
            path.unlink(missing_ok=True)
    if is_new:
        folder.rmdir()
