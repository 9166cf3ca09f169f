"""Put a backup back into an empty folder: a whole vault again, on this computer or another."""

from __future__ import annotations

import shutil
from dataclasses import dataclass
from pathlib import Path

from app.domain.errors import WorkstationError
from app.domain.patient import Deed, Principal, Role
from app.domain.words import say
from app.domain.work import Report
from app.sealed import wipe
from app.services import roles
from app.services.backing_up import adopt
from app.services.throttle import Throttle
from app.services.unlocking import Opened, leave_as_found, put_slot, tried
from app.store import backup_list, backup_place, backup_restore, keyring, place, recovery, trouble
from app.store.backup_list import Listing
from app.store.database import Now, Store, utc_now
from app.store.keyring import Cost, Keyring

_UNFINISHED = "restoring"


@dataclass(frozen=True, slots=True)
class Wish:
    """What is to be put back where. ``name``: of the backup, else the newest in ``source``. With a recovery ``code``
    the passphrase is the user's new one. ``takes_losses``: put back what there is of a damaged backup.
    """

    source: Path
    target: Path
    passphrase: str
    user: str = ""
    code: str = ""
    name: str = ""
    takes_losses: bool = False


@dataclass(frozen=True, slots=True)
class Restored:
    """The vault that was put back, open. ``losses``: English sentences about what is lost in it."""

    opened: Opened
    name: str
    made_at: str
    losses: tuple[str, ...]


def restore(
    wish: Wish,
    report: Report,
    cost: Cost | None = None,
    floor: Cost | None = None,
    throttle: Throttle | None = None,
    now: Now = utc_now,
) -> Restored:
    """Make a vault of a backup in an empty or new folder. It is a vault once it is whole.

    Raises WorkstationError for: no backup there, one of a newer program, a wrong passphrase or code, a user who is no
    administrator, a folder that is not empty, no room, a damaged backup (unless the wish takes losses). Then the folder
    is left as it was found.
    """
    with backup_place.told(wish.source):
        home, listing = backup_list.find(wish.source, wish.name)
    ring = backup_restore.read_keyring(home, listing)
    key = _key(ring, wish, floor, throttle)
    try:
        backup_list.refuse_foreign(listing, key)
        principal = _who(home, listing, key, wish.user or ring.users()[0])
        is_new = _made_ready(wish.target, home)
        try:
            return _restored(home, listing, key, principal, wish, report, cost, now)
        except BaseException:
            leave_as_found(wish.target, is_new)
            raise
    finally:
        wipe(key)


def _key(ring: Keyring, wish: Wish, floor: Cost | None, throttle: Throttle | None) -> bytearray:
    if not wish.code:
        return tried(ring, wish.user or ring.users()[0], wish.passphrase, floor, throttle, "passphrase")
    secret = recovery.checked(wish.code)
    keyring.refuse_weak(wish.passphrase)
    try:
        return tried(ring, "", secret, None, throttle, "recovery")
    except WorkstationError as error:
        raise WorkstationError(
            say("This recovery code does not open the backup."),
            say("Use the code that was right when the backup was made. Nothing was changed."),
        ) from error


def _who(home: Path, listing: Listing, key: bytearray, user: str) -> Principal:
    """The person as the backup knows them. Raises WorkstationError for who may not restore."""
    role = backup_restore.role_of(home, listing, key, user)
    if not role:
        raise WorkstationError(
            say("There is no user {user}.", user=user), say("Name an administrator of the vault with --user.")
        )
    refusal = roles.refusal(Role(role), "restore")
    if str(refusal):
        raise WorkstationError(refusal, say("Name an administrator of the vault with --user."))
    return Principal(user, Role(role))


def _restored(
    home: Path,
    listing: Listing,
    key: bytearray,
    principal: Principal,
    wish: Wish,
    report: Report,
    cost: Cost | None,
    now: Now,
) -> Restored:
    target = wish.target
    losses = backup_restore.put_back(home, listing, target, key, report)
    if losses and not wish.takes_losses:
        raise WorkstationError(
            say("The backup {name} is damaged; among what is lost: {what}", name=listing.name, what=losses[0]),
            say("Choose another backup, or restore what is left of this one (--what-is-left). Nothing was changed."),
        )
    store = Store.open(target, key, now, adopts=Deed(principal, "restore", (listing.name,)))
    store.guard = roles.guard
    try:
        text = (home / listing.name / keyring.FILE).read_text(encoding="utf-8")
        keyring.put_file(target, keyring.FILE, text)
        _settle(store, home, key, principal, wish, cost)
        (target / _UNFINISHED).unlink()
    except BaseException:
        store.close()
        raise
    return Restored(Opened(store, principal), listing.name, listing.made_at, losses)


def _settle(store: Store, home: Path, key: bytearray, principal: Principal, wish: Wish, cost: Cost | None) -> None:
    """Let the vault know the backups that are there, and give the person their new passphrase."""
    with store.transaction(Deed(principal, "keep backup")) as tx:
        adopt(tx, home, key)
    if wish.code:
        with store.transaction(Deed(principal, "recover vault", (principal.user,))) as tx:
            ring = keyring.read(store.folder)
            at = tx.at.isoformat(timespec="seconds")
            slot = keyring.make_slot(ring, principal.user, wish.passphrase, key, at, cost)
            put_slot(tx, store.folder, ring, slot, key)
    keyring.settle(store.folder, keyring.read(store.folder), key)


def _made_ready(target: Path, home: Path) -> bool:
    """An empty folder at that place; whether it was made now. What an interrupted restore left there is removed."""
    with trouble.told(str(target)):
        if target.resolve().is_relative_to(home.parent.resolve()):
            raise WorkstationError(
                say("The folder {folder} lies among the backups.", folder=str(target)),
                say("Choose an empty or new folder elsewhere for the vault."),
            )
        is_new = not target.exists()
        target.mkdir(parents=True, mode=0o700, exist_ok=True)
        place.refuse_shared(target)
        if (target / _UNFINISHED).exists():
            for left in (*target.glob("records.db*"), *target.glob("keyring*"), target / "audit.head", target / "lock"):
                left.unlink(missing_ok=True)
            shutil.rmtree(target / "volumes", ignore_errors=True)
            (target / _UNFINISHED).unlink()
        if any(target.iterdir()):
            raise WorkstationError(
                say("The folder {folder} is not empty.", folder=str(target)),
                say("Choose an empty or new folder: a backup is never put back over something else."),
            )
        (target / _UNFINISHED).touch()
    return is_new
