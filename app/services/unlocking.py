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
from app.services.outside import Outside, keychain_entry
from app.services.throttle import Throttle
from app.store import keyring, recovery, settings, trouble, users
from app.store.database import Store, Transaction, utc_now
from app.store.keyring import Cost, Keyring, Kind, Slot

Now = Callable[[], datetime]


@dataclass(frozen=True, slots=True)
class VaultInfo:
    """What may be said of a vault. ``users`` and ``created_at`` are readable without a passphrase.

    ``by_keychain``: who may open it by the keychain of their computer account. ``twin``: another folder with the same
    vault, of which one is a copy.
    """

    folder: Path
    users: tuple[str, ...]
    created_at: str
    version: int
    id: str = ""
    by_keychain: tuple[str, ...] = ()
    twin: Path | None = None


@dataclass(frozen=True, slots=True)
class Opened:
    """An unlocked vault and who unlocked it. ``recovery_code``: of a vault just made; shown once, kept nowhere.
    ``outside`` is told of the vault, whose id is ``vault``, when it is locked.
    """

    store: Store
    principal: Principal
    recovery_code: str = field(default="", repr=False)
    outside: Outside | None = None
    vault: str = ""


def create(
    folder: Path,
    user: str,
    passphrase: str,
    cost: Cost | None = None,
    now: Now = utc_now,
    outside: Outside | None = None,
) -> Opened:
    """Make a vault in an empty or new folder; the first user is its administrator.

    ``cost`` None measures what this computer can bear. Raises WorkstationError when the folder holds something else,
    cannot be written, or the passphrase is too weak.
    """
    user = checked_name(user)
    keyring.refuse_weak(passphrase)
    is_new = _made_ready(folder)
    key = new_key()
    try:
        return made_known(_create(folder, user, passphrase, key, cost, now), outside)
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
    outside: Outside | None = None,
    despite: bool = False,
) -> Opened:
    """Open a vault. ``user`` None means the first user. ``floor``: slots that cost less to try are refused.

    Raises WorkstationError for: no vault here, unknown user or wrong passphrase (one sentence for both), vault open in
    another program, vault made by a newer program, damaged vault, a copy beside its original; Doubt where files are
    missing or cut or the clock is behind, unless it is opened ``despite`` that. Nothing in the vault is written when it
    fails.
    """
    ring = _read(folder)
    name = user.strip() if user else ring.users()[0]
    if outside is not None:
        outside.refuse_twin(ring.vault, folder)
    try:
        key = tried(ring, name, passphrase, floor, throttle, kind)
    except WorkstationError:
        keyring.refuse_edited(folder, ring, name, passphrase, kind)
        raise

    def enter(store: Store) -> Principal:
        principal = _signed_in(store, name, _slot_of(ring, name, kind))
        _finish(folder, ring, name, passphrase, kind, key)
        if despite:
            with store.transaction(Deed(principal, "open despite doubts", why="\n".join(map(str, store.alarms)))) as tx:
                store.accept_losses(tx)
        return principal

    return _entered(folder, ring, key, now, outside, enter, despite)


def unlock_by_keychain(
    folder: Path,
    user: str | None,
    outside: Outside,
    now: Now = utc_now,
    floor: Cost | None = None,
    throttle: Throttle | None = None,
) -> Opened:
    """Open a vault with what a user keeps in the keychain of this computer account. ``user`` None: the first who does.

    Raises WorkstationError as ``unlock`` does, and where the keychain does not give what opens the vault.
    """
    ring = _read(folder)
    users = [slot.user for slot in ring.slots if slot.kind == "keychain"]
    name = user.strip() if user else next(iter(users), "")
    if name not in users:
        raise WorkstationError(
            say("This vault is not opened by the keychain of a computer for {user}.", user=name)
            if name
            else say("This vault is not opened by the keychain of a computer."),
            say("Sign in with the passphrase; then it can be turned on in the settings."),
        )
    secret = outside.keychain.get(keychain_entry(ring.vault, name))
    return unlock(folder, name, secret, now, floor, throttle, "keychain", outside)


def separate(
    folder: Path,
    user: str | None,
    passphrase: str,
    now: Now = utc_now,
    floor: Cost | None = None,
    throttle: Throttle | None = None,
    outside: Outside | None = None,
) -> Opened:
    """Open a copy of a vault and make it a vault of its own, with an id of its own. Passphrases stay as they are.

    Raises WorkstationError as ``unlock`` does, and for who is no administrator.
    """
    opened = unlock(folder, user, passphrase, now, floor, throttle)
    try:
        with (
            opened.store.transaction(Deed(opened.principal, "separate vault")) as tx,
            opened.store.borrowed_key() as key,
        ):
            ring = keyring.renamed(keyring.read(folder))
            revoke(tx, *(slot for slot in ring.slots if slot.kind == "keychain"))
            keyring.write(folder, keyring.resealed(ring.without_kind("keychain"), key), key)
            tx.about(ring.vault)
    except BaseException:
        opened.store.close()
        raise
    return made_known(opened, outside)


def recover(
    folder: Path,
    user: str | None,
    code: str,
    passphrase: str,
    cost: Cost | None = None,
    now: Now = utc_now,
    throttle: Throttle | None = None,
    outside: Outside | None = None,
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
    if outside is not None:
        outside.refuse_twin(ring.vault, folder)
    key = tried(ring, "", secret, None, throttle, "recovery")
    return _entered(folder, ring, key, now, outside, lambda store: _recovered(store, ring, name, passphrase, key, cost))


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
        head = opened.store.head()
        opened.store.close()
        if opened.outside is not None:
            opened.outside.keep_anchor(opened.vault, head)


def look(folder: Path, outside: Outside | None = None) -> VaultInfo | None:
    """What is in the folder: a vault's public facts, or None where there is no vault.

    A vault whose keyring cannot be read shows no users; unlocking it says what is wrong.
    """
    if not keyring.is_here(folder):
        return None
    try:
        ring = keyring.read(folder)
    except WorkstationError:
        return VaultInfo(folder, (), "", 0)
    by_keychain = tuple(slot.user for slot in ring.slots if slot.kind == "keychain")
    twin = outside.twin_of(ring.vault, folder) if outside is not None else None
    return VaultInfo(folder, ring.users(), ring.created_at, ring.version, ring.vault, by_keychain, twin)


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
    """The slot that a recovery code opens."""
    return random_slot(ring, "", recovery.checked(code), key, at, cost, "recovery")


def random_slot(ring: Keyring, user: str, secret: str, key: bytearray, at: str, cost: Cost, kind: Kind) -> Slot:
    """A slot whose secret is random: 160 bits and more need no more work than the least."""
    cheapest = Cost(min(cost.memory_kib, keyring.FLOOR.memory_kib), min(cost.passes, keyring.FLOOR.passes), cost.lanes)
    return keyring.make_slot(ring, user, secret, key, at, cheapest, kind)


def _entered(
    folder: Path,
    ring: Keyring,
    key: bytearray,
    now: Now,
    outside: Outside | None,
    enter: Callable[[Store], Principal],
    despite: bool = False,
) -> Opened:
    """The vault open under this key, by who ``enter`` says it is; closed again where that fails. The key is wiped."""
    try:
        anchor = outside.anchor(ring.vault) if outside is not None else None
        store = Store.open(folder, key, now, anchor=anchor, despite=despite)
        store.guard = roles.guard
        try:
            principal = enter(store)
        except BaseException:
            store.close()
            raise
    finally:
        wipe(key)
    return made_known(Opened(store, principal), outside)


def made_known(opened: Opened, outside: Outside | None) -> Opened:
    """The vault as it will be known outside of it: where it lies and how far its trail is."""
    if outside is None:
        return opened
    vault = keyring.read(opened.store.folder).vault
    outside.remember(vault, opened.store.folder)
    outside.keep_anchor(vault, opened.store.head())
    return replace(opened, outside=outside, vault=vault)


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
    why = "by the keychain" if slot.kind == "keychain" else ""
    with store.transaction(Deed(Principal(name, Role.READER), "unlock", why=why)) as tx:
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
