"""keyring.json: the key of records.db, wrapped once for each user under their passphrase.

The file's header (users, creation, costs) is public. A slot opens with one Argon2id derivation; what it wraps is bound
to the vault's id and the user's name, so that a slot cannot be moved to another name or vault.
"""

from __future__ import annotations

import base64
import json
import os
import time
import unicodedata
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from argon2.low_level import Type, hash_secret_raw

from app.domain.errors import WorkstationError
from app.domain.identifiers import new_id
from app.domain.words import say
from app.sealed import wipe
from app.store import trouble
from app.store.migrate import newer_program
from app.store.wrapping import WrongKey, unwrap, wrap

FILE = "keyring.json"
FORMAT = "aegle-vault"
VERSION = 1
PASSPHRASE_LETTERS = 10
_SALT_BYTES = 16
_MOST_BYTES = 2**20


@dataclass(frozen=True, slots=True)
class Cost:
    """What one guess costs (Argon2id). RFC 9106's second choice is the least."""

    memory_kib: int = 64 * 1024
    passes: int = 3
    lanes: int = 4


@dataclass(frozen=True, slots=True)
class Slot:
    """One user's way to the key."""

    user: str
    added_at: str
    cost: Cost
    salt: bytes
    wrapped: bytes


@dataclass(frozen=True, slots=True)
class Keyring:
    vault: str
    created_at: str
    slots: tuple[Slot, ...]

    def users(self) -> tuple[str, ...]:
        return tuple(slot.user for slot in self.slots)

    def with_slot(self, slot: Slot) -> Keyring:
        """With one more slot, or with this one in the place of the user's old one."""
        if slot.user in self.users():
            return replace(self, slots=tuple(slot if one.user == slot.user else one for one in self.slots))
        return replace(self, slots=(*self.slots, slot))

    def without(self, user: str) -> Keyring:
        return replace(self, slots=tuple(slot for slot in self.slots if slot.user != user))


def new(created_at: str) -> Keyring:
    """A keyring without slots, for a vault with a fresh id."""
    return Keyring(new_id(), created_at, ())


def make_slot(keyring: Keyring, user: str, passphrase: str, key: bytearray, added_at: str, cost: Cost | None) -> Slot:
    """A slot that opens ``key`` with a passphrase. ``cost`` None: found by measuring, so that a guess takes about
    half a second on this computer.
    """
    salt = os.urandom(_SALT_BYTES)
    cost, opening = (cost, _derived(passphrase, salt, cost)) if cost else _calibrated(passphrase, salt)
    try:
        return Slot(user, added_at, cost, salt, wrap(opening, key, _bound_to(keyring.vault, user, cost)))
    finally:
        wipe(opening)


def open_slot(keyring: Keyring, user: str, passphrase: str) -> bytearray:
    """The key, for the caller to wipe. Raises WorkstationError, the same for an unknown user and a wrong passphrase."""
    slot = next((one for one in keyring.slots if one.user == user), None)
    if slot is None:
        raise _refused()
    opening = _derived(passphrase, slot.salt, slot.cost)
    try:
        return unwrap(opening, slot.wrapped, _bound_to(keyring.vault, user, slot.cost))
    except WrongKey:
        raise _refused() from None
    finally:
        wipe(opening)


def refuse_weak(passphrase: str) -> None:
    """Raises WorkstationError for a passphrase that is too short."""
    if len(passphrase.strip()) < PASSPHRASE_LETTERS:
        raise WorkstationError(
            say("The passphrase is too short."),
            say(
                "Choose at least {n} characters; several words that do not belong together are best.",
                n=PASSPHRASE_LETTERS,
            ),
        )


def is_here(folder: Path) -> bool:
    return (folder / FILE).is_file()


def read(folder: Path) -> Keyring:
    """Raises WorkstationError when there is none, it is damaged, or a newer program made it."""
    try:
        with (folder / FILE).open("rb") as file:
            data = json.loads(file.read(_MOST_BYTES))
        if data["format"] != FORMAT:
            raise ValueError("format")
        if data["version"] > VERSION:
            raise newer_program()
        return Keyring(str(data["vault"]), str(data["created_at"]), tuple(_slot(one) for one in data["slots"]))
    except (FileNotFoundError, NotADirectoryError):
        raise WorkstationError(
            say("There is no vault in {folder}.", folder=str(folder)),
            say("Create one there first, or choose the folder that holds your vault."),
        ) from None
    except OSError as error:
        raise trouble.unreachable(error.strerror or "") from error
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError) as error:
        raise trouble.damaged(FILE, type(error).__name__) from error


def write(folder: Path, keyring: Keyring) -> None:
    """Replace the file at once or not at all: a crash leaves the old one or the new one."""
    text = json.dumps(_plain(keyring), ensure_ascii=False, indent=1)
    temporary = folder / f"{FILE}.new"
    with trouble.told(FILE):
        try:
            _write_through(temporary, text)
            temporary.replace(folder / FILE)
        except OSError:
            temporary.unlink(missing_ok=True)
            raise
        _sync(folder)


def _write_through(path: Path, text: str) -> None:
    descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
    with open(descriptor, "w", encoding="utf-8") as file:  # noqa: PTH123 - a descriptor, not a path
        file.write(text)
        file.flush()
        os.fsync(file.fileno())


def _sync(folder: Path) -> None:
    """Put the folder's new entry on the disk. Windows has no such call and does it by itself."""
    if os.name == "posix":
        descriptor = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(descriptor)
        finally:
            os.close(descriptor)


def _derived(passphrase: str, salt: bytes, cost: Cost) -> bytearray:
    # the same word typed on two systems may come composed or decomposed
    secret = unicodedata.normalize("NFC", passphrase).encode("utf-8", "surrogatepass")
    return bytearray(hash_secret_raw(secret, salt, cost.passes, cost.memory_kib, cost.lanes, 32, Type.ID))


_TARGET_S = 0.5
_MOST_MEMORY_KIB = 256 * 1024


def _calibrated(passphrase: str, salt: bytes) -> tuple[Cost, bytearray]:
    cost = Cost()
    while True:
        start = time.perf_counter()
        opening = _derived(passphrase, salt, cost)
        # time grows with memory: stop where the next doubling would go past twice the target
        if time.perf_counter() - start > _TARGET_S / 2 or cost.memory_kib * 2 > _MOST_MEMORY_KIB:
            return cost, opening
        wipe(opening)
        cost = replace(cost, memory_kib=cost.memory_kib * 2)


def _bound_to(vault: str, user: str, cost: Cost) -> bytes:
    return json.dumps([FORMAT, VERSION, vault, user, cost.memory_kib, cost.passes, cost.lanes]).encode()


def _refused() -> WorkstationError:
    return WorkstationError(
        say("The user name or the passphrase is not right."),
        say("Nothing was opened or changed. Look at the keyboard's language and Caps Lock, then try again."),
    )


def _plain(keyring: Keyring) -> dict[str, Any]:
    return {
        "format": FORMAT,
        "version": VERSION,
        "vault": keyring.vault,
        "created_at": keyring.created_at,
        "slots": [
            {
                "user": slot.user,
                "kind": "passphrase",
                "added_at": slot.added_at,
                "argon2id": {
                    "memory_kib": slot.cost.memory_kib,
                    "passes": slot.cost.passes,
                    "lanes": slot.cost.lanes,
                    "salt": base64.b64encode(slot.salt).decode(),
                },
                "wrapped": base64.b64encode(slot.wrapped).decode(),
            }
            for slot in keyring.slots
        ],
    }


def _slot(data: dict[str, Any]) -> Slot:
    made = data["argon2id"]
    cost = Cost(int(made["memory_kib"]), int(made["passes"]), int(made["lanes"]))
    # a changed file could otherwise make the computer derive for hours
    if not (8 * cost.lanes <= cost.memory_kib <= 4 * 2**20 and 1 <= cost.passes <= 32 and 1 <= cost.lanes <= 64):
        raise ValueError("cost")
    salt = base64.b64decode(made["salt"], validate=True)
    return Slot(str(data["user"]), str(data["added_at"]), cost, salt, base64.b64decode(data["wrapped"], validate=True))
