"""keyring.json: the key of records.db, once for each way to open it.

A slot is one way: a user's passphrase, the recovery code, or a secret that a user keeps in the keychain of a computer.
What is typed becomes a secret by one Argon2id derivation, and the key is sealed to that secret, bound to the vault's
id, the slot's kind, user and cost, so that a slot cannot be moved or made cheaper. A mark over the whole file (HMAC
under the vault's key) shows slots that were added, taken away or swapped by anybody who could not open the vault.

Two generations are kept: ``keyring.json`` and ``keyring.before.json``. A slot that goes away goes from both.
``keyring.next.json`` is there only while the keys are being changed (``Store.rotate``).
"""

from __future__ import annotations

import base64
import json
import math
import os
import time
import unicodedata
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any, Literal

from argon2.low_level import ARGON2_VERSION, Type, core, error_to_str, ffi

from app.domain.errors import WorkstationError
from app.domain.identifiers import new_id
from app.domain.words import Phrase, say
from app.sealed import wipe
from app.secrecy import held
from app.store import trouble
from app.store.migrate import newer_program, older_program
from app.store.place import sync
from app.store.wrapping import WrongKey, derive, is_mark, mark, public_of, seal, unseal, unwrap

FILE = "keyring.json"
BEFORE = "keyring.before.json"
NEXT = "keyring.next.json"
FORMAT = "aegle-vault"
VERSION = 3  # 2: without slots of the keychain, which a program that knows form 2 alone cannot read
PASSPHRASE_LETTERS = 10
_SALT_BYTES = 16
_MOST_BYTES = 2**20
# what a file raises that is no keyring
_NO_KEYRING = (OSError, ValueError, KeyError, TypeError, AttributeError, RecursionError, WorkstationError)

Kind = Literal["passphrase", "recovery", "keychain"]


@dataclass(frozen=True, slots=True)
class Cost:
    """What one guess costs (Argon2id). RFC 9106's second choice is the least."""

    memory_kib: int = 64 * 1024
    passes: int = 3
    lanes: int = 4

    def is_below(self, floor: Cost) -> bool:
        # lanes share the work out; fewer of them do not make a guess cheaper
        return self.memory_kib < floor.memory_kib or self.passes < floor.passes


FLOOR = Cost()


@dataclass(frozen=True, slots=True)
class Slot:
    """One way to the key. ``public`` is what the key is sealed to; empty in slots of the first form, where ``wrapped``
    is the key under the typed secret itself.
    """

    user: str
    added_at: str
    cost: Cost
    salt: bytes
    wrapped: bytes
    kind: Kind = "passphrase"
    public: bytes = b""

    @property
    def id(self) -> str:
        """Names the slot among all that ever were; says nothing of its secret."""
        return self.salt.hex()


@dataclass(frozen=True, slots=True)
class Keyring:
    vault: str
    created_at: str
    slots: tuple[Slot, ...]
    version: int = 2
    mark: bytes = b""
    generation: int = 0  # counts what was written, so that an older keyring put back is noticed

    def users(self) -> tuple[str, ...]:
        return tuple(slot.user for slot in self.slots if slot.kind == "passphrase")

    def slot(self, user: str, kind: Kind = "passphrase") -> Slot | None:
        return next((one for one in self.slots if (one.user, one.kind) == (user, kind)), None)

    def with_slot(self, slot: Slot) -> Keyring:
        """With one more slot, or with this one in the place of the old one of its user and kind."""
        old = self.slot(slot.user, slot.kind)
        if old is not None:
            return replace(self, slots=tuple(slot if one is old else one for one in self.slots))
        return replace(self, slots=(*self.slots, slot))

    def without(self, user: str, kind: Kind | None = None) -> Keyring:
        """Without a user's slots, or without the one of a kind."""
        gone = [one for one in self.slots if one.user == user and kind in (None, one.kind)]
        return replace(self, slots=tuple(one for one in self.slots if one not in gone))

    def without_kind(self, kind: Kind) -> Keyring:
        return replace(self, slots=tuple(one for one in self.slots if one.kind != kind))


def renamed(keyring: Keyring) -> Keyring:
    """The same ways into a vault with another id; its slots must be sealed anew."""
    return replace(keyring, vault=new_id())


def new(created_at: str) -> Keyring:
    """A keyring without slots, for a vault with a fresh id."""
    return Keyring(new_id(), created_at, ())


def make_slot(
    keyring: Keyring,
    user: str,
    passphrase: str,
    key: bytearray,
    added_at: str,
    cost: Cost | None,
    kind: Kind = "passphrase",
) -> Slot:
    """A slot that opens ``key`` with a passphrase. ``cost`` None: found by measuring, so that a guess takes between
    half a second and a second on this computer.
    """
    salt = os.urandom(_SALT_BYTES)
    cost = cost or _calibrated(passphrase, salt)
    opening = _derived(passphrase, salt, cost)
    try:
        slot = Slot(user, added_at, cost, salt, b"", kind, public_of(opening))
    finally:
        wipe(opening)
    return _sealed(keyring, slot, key)


def resealed(keyring: Keyring, key: bytearray) -> Keyring:
    """The same ways to open another key; nobody's passphrase is needed. Every slot must be of the second form."""
    return replace(keyring, slots=tuple(_sealed(keyring, slot, key) for slot in keyring.slots))


def open_slot(
    keyring: Keyring, user: str, passphrase: str, floor: Cost | None = None, kind: Kind = "passphrase"
) -> bytearray:
    """The key, for the caller to wipe. ``floor``: a slot cheaper to try than this is refused.

    Raises WorkstationError: the same for an unknown user and a wrong passphrase, another when the keyring was changed.
    """
    slot = keyring.slot(user, kind)
    if slot is None:
        raise _refused(kind)
    if floor is not None and slot.cost.is_below(floor):
        raise _cheapened()
    opening = _derived(passphrase, slot.salt, slot.cost)
    try:
        bound = _bound_to(keyring.vault, slot)
        key = unseal(opening, slot.wrapped, bound) if slot.public else unwrap(opening, slot.wrapped, bound)
    except WrongKey:
        raise _refused(kind) from None
    finally:
        wipe(opening)
    if keyring.version > 1 and not is_marked(keyring, key):
        wipe(key)
        raise _changed()
    return key


def marked(keyring: Keyring, key: bytearray) -> Keyring:
    """The keyring in today's form, with the mark that only a holder of the key can make."""
    version = VERSION if any(slot.kind == "keychain" for slot in keyring.slots) else 2
    today = replace(keyring, version=version, mark=b"")
    marking = derive(key, b"aegle keyring")
    try:
        return replace(today, mark=mark(marking, _canonical(today)))
    finally:
        wipe(marking)


def is_marked(keyring: Keyring, key: bytearray) -> bool:
    """Whether the keyring is as a holder of the key left it."""
    marking = derive(key, b"aegle keyring")
    try:
        return is_mark(marking, _canonical(keyring), keyring.mark)
    finally:
        wipe(marking)


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
        return read_file(folder / (NEXT if is_half_changed(folder) else FILE))
    except (FileNotFoundError, NotADirectoryError):
        raise WorkstationError(
            say("There is no vault in {folder}.", folder=str(folder)),
            _mend()
            if (folder / BEFORE).is_file()
            else say("Create one there first, or choose the folder that holds your vault."),
        ) from None
    except OSError as error:
        raise trouble.unreachable(error.strerror or "") from error
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError) as error:
        damaged = trouble.damaged(FILE, type(error).__name__)
        raise WorkstationError(damaged.what, _mend(), damaged.detail) from error


def read_file(path: Path) -> Keyring:
    """One generation. Raises OSError, and ValueError and its like where the file is no keyring."""
    with path.open("rb") as file:
        data = json.loads(file.read(_MOST_BYTES))
    if data["format"] != FORMAT:
        raise ValueError("format")
    version = int(data["version"]) if isinstance(data["version"], int) else _not_a_number(data["version"])
    if version > VERSION:
        raise newer_program()
    if version < 1:
        raise older_program()
    slots = tuple(_slot(one, version) for one in data["slots"])
    given = base64.b64decode(data["mark"], validate=True) if version > 1 else b""
    return Keyring(str(data["vault"]), str(data["created_at"]), slots, version, given, int(data.get("generation", 0)))


def write(folder: Path, keyring: Keyring, key: bytearray) -> None:
    """Replace the file at once or not at all: a crash leaves the old one or the new one.

    The generation before stays where the new one took nothing away from it; otherwise both are the new one.
    """
    text = _text(marked(_following(keyring), key))
    before = _generation_to_keep(folder, keyring)
    if before is not None:
        put_file(folder, BEFORE, before)
    put_file(folder, FILE, text)
    if before is None:
        put_file(folder, BEFORE, text)


def write_next(folder: Path, keyring: Keyring, key: bytearray) -> None:
    """The keyring of a new key, beside the one that holds until records.db is replaced."""
    put_file(folder, NEXT, _text(marked(_following(keyring), key)))


def is_half_changed(folder: Path) -> bool:
    """Whether the keys were being changed and records.db is under the new one already."""
    return (folder / NEXT).is_file() and not (folder / RECORDS_NEXT).exists()


RECORDS_NEXT = "records.next.db"
ENDS = f"{RECORDS_NEXT}-pages"


def is_under_way(folder: Path) -> bool:
    """Whether there is a copy of records.db for another key that can go on."""
    return (folder / RECORDS_NEXT).is_file() and (folder / ENDS).is_file()


def take_back_next(folder: Path) -> None:
    """Leave nothing of a change of the keys. The keyring first: without its records it would be taken for the one
    that holds. Where it is the one that holds, as its records are in place already, it stays.
    """
    if is_half_changed(folder):
        return
    (folder / NEXT).unlink(missing_ok=True)
    for left in folder.glob(f"{RECORDS_NEXT}*"):
        left.unlink()


def settle(folder: Path, keyring: Keyring, key: bytearray) -> None:
    """After the vault was opened: finish what a crash left between the files. A copy under way waits to go on."""
    if is_half_changed(folder):
        text = _text(marked(keyring, key))
        put_file(folder, FILE, text)
        put_file(folder, BEFORE, text)
        (folder / ENDS).unlink(missing_ok=True)
        (folder / NEXT).unlink()
        return
    (folder / NEXT).unlink(missing_ok=True)
    if not is_under_way(folder):
        take_back_next(folder)
    if not _is_held_by(folder / BEFORE, keyring):
        put_file(folder, BEFORE, _text(marked(keyring, key)))


def refuse_edited(folder: Path, keyring: Keyring, user: str, passphrase: str, kind: Kind = "passphrase") -> None:
    """After a secret opened nothing: raises WorkstationError where it opens the generation before in a slot that is
    another there. A slot that a person changed is the same in both; costs nothing where nothing was edited.
    """
    try:
        before = read_file(folder / BEFORE)
    except _NO_KEYRING:
        return
    known = user if before.slot(user, kind) else next(iter(before.users()), "")
    old = before.slot(known, kind)
    if old is None or (before.vault, old) == (keyring.vault, keyring.slot(known, kind)):
        return
    try:
        wipe(open_slot(before, known, passphrase, kind=kind))
    except WorkstationError:
        return
    raise _changed()


def mend(folder: Path, user: str, passphrase: str, floor: Cost | None = None) -> None:
    """Put the generation before in the place of a keyring that is missing, damaged or changed.

    Raises WorkstationError when the passphrase does not open it.
    """
    try:
        before = read_file(folder / BEFORE)
    except (OSError, ValueError, KeyError, TypeError, AttributeError, RecursionError) as error:
        raise trouble.damaged(BEFORE, type(error).__name__) from error
    key = open_slot(before, user or next(iter(before.users()), ""), passphrase, floor)
    try:
        put_file(folder, FILE, _text(marked(_following(before), key)))
    finally:
        wipe(key)


def put_file(folder: Path, name: str, text: str) -> None:
    """Replace one file at once or not at all."""
    temporary = folder / f"{name}.new"
    with trouble.told(name):
        try:
            _write_through(temporary, text)
            temporary.replace(folder / name)
        except OSError:
            temporary.unlink(missing_ok=True)
            raise
        sync(folder)


def _following(keyring: Keyring) -> Keyring:
    return replace(keyring, generation=keyring.generation + 1)


def _generation_to_keep(folder: Path, now: Keyring) -> str | None:
    """The file as it is, where every way it opens stays one."""
    if not _is_held_by(folder / FILE, now):
        return None
    return (folder / FILE).read_text(encoding="utf-8")


def _is_held_by(path: Path, now: Keyring) -> bool:
    """Whether a generation opens in no way that ``now`` does not."""
    try:
        old = read_file(path)
    except _NO_KEYRING:
        return False
    return {one.id for one in old.slots} <= {one.id for one in now.slots}


def _write_through(path: Path, text: str) -> None:
    descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
    with open(descriptor, "w", encoding="utf-8", newline="\n") as file:  # noqa: PTH123 - a descriptor, not a path
        file.write(text)
        file.flush()
        os.fsync(file.fileno())


def _sealed(keyring: Keyring, slot: Slot, key: bytearray) -> Slot:
    return replace(slot, wrapped=seal(slot.public, key, _bound_to(keyring.vault, slot)))


def _derived(passphrase: str, salt: bytes, cost: Cost) -> bytearray:
    """Argon2id, straight into a buffer that can be wiped."""
    # the same word typed on two systems may come composed or decomposed
    secret = held(unicodedata.normalize("NFC", passphrase).encode("utf-8", "surrogatepass"))
    made, pinch = held(32), bytearray(salt)
    null = ffi.NULL
    context = ffi.new(
        "argon2_context *",
        {
            "version": ARGON2_VERSION,
            "out": ffi.from_buffer("uint8_t[]", made),
            "outlen": len(made),
            "pwd": ffi.from_buffer("uint8_t[]", secret),
            "pwdlen": len(secret),
            "salt": ffi.from_buffer("uint8_t[]", pinch),
            "saltlen": len(pinch),
            "secret": null,
            "secretlen": 0,
            "ad": null,
            "adlen": 0,
            "t_cost": cost.passes,
            "m_cost": cost.memory_kib,
            "lanes": cost.lanes,
            "threads": cost.lanes,
            "allocate_cbk": null,
            "free_cbk": null,
            "flags": 0,
        },
    )
    try:
        code = core(context, Type.ID.value)
    finally:
        wipe(secret)
    if code != 0:
        raise MemoryError(error_to_str(code))
    return made


_LEAST_S, _TARGET_S = 0.5, 0.7
_MOST_MEMORY_KIB = 256 * 1024


def _calibrated(passphrase: str, salt: bytes) -> Cost:
    """Never below the floor; more memory first, since that is what guessing machines lack, then more passes."""
    cost = FLOOR
    for _ in range(3):
        start = time.perf_counter()
        wipe(_derived(passphrase, salt, cost))
        took = time.perf_counter() - start
        if took >= _LEAST_S:
            break
        cost = _grown(cost, _TARGET_S / took)
    return cost


def _grown(cost: Cost, factor: float) -> Cost:
    memory = cost.memory_kib * min(2 ** int(math.log2(factor)), _MOST_MEMORY_KIB // cost.memory_kib)
    return Cost(memory, math.ceil(cost.passes * factor * cost.memory_kib / memory), cost.lanes)


def _bound_to(vault: str, slot: Slot) -> bytes:
    cost = [slot.cost.memory_kib, slot.cost.passes, slot.cost.lanes]
    if not slot.public:
        return json.dumps([FORMAT, 1, vault, slot.user, *cost]).encode()
    return json.dumps([FORMAT, 2, vault, slot.kind, slot.user, *cost, slot.public.hex()]).encode()


def _refused(kind: Kind) -> WorkstationError:
    if kind == "keychain":
        return WorkstationError(
            say("What the keychain of this computer holds does not open this vault."),
            say(
                "It is of another vault or was replaced. Nothing was opened or changed, and no new key was made: sign "
                "in with your passphrase, then turn the keychain off and on again in the settings."
            ),
        )
    return WorkstationError(
        say("The user name or the passphrase is not right."),
        say("Nothing was opened or changed. Look at the keyboard's language and Caps Lock, then try again."),
    )


def _cheapened() -> WorkstationError:
    return WorkstationError(
        say("The keyring of this vault asks for less work than the workstation allows: passphrases could be guessed."),
        _mend(),
    )


def _changed() -> WorkstationError:
    return WorkstationError(
        say("The keyring of this vault was changed by something else than the workstation."), _mend()
    )


def _mend() -> Phrase:
    return say(
        "Nothing was opened or changed. A second copy of the keyring is kept beside it: “aegle vault mend” puts it "
        "back; or restore the vault from a backup."
    )


def _canonical(keyring: Keyring) -> bytes:
    plain = _plain(keyring)
    del plain["mark"]
    return json.dumps(plain, ensure_ascii=True, sort_keys=True, separators=(",", ":")).encode()


def _text(keyring: Keyring) -> str:
    return json.dumps(_plain(keyring), ensure_ascii=False, indent=1)


def _plain(keyring: Keyring) -> dict[str, Any]:
    return {
        "format": FORMAT,
        "version": keyring.version,
        "vault": keyring.vault,
        "created_at": keyring.created_at,
        "slots": [
            {
                "user": slot.user,
                "kind": slot.kind,
                "added_at": slot.added_at,
                "argon2id": {
                    "memory_kib": slot.cost.memory_kib,
                    "passes": slot.cost.passes,
                    "lanes": slot.cost.lanes,
                    "salt": _base64(slot.salt),
                },
                "public": _base64(slot.public),
                "wrapped": _base64(slot.wrapped),
            }
            for slot in keyring.slots
        ],
        "mark": _base64(keyring.mark),
        **({"generation": keyring.generation} if keyring.generation else {}),
    }


def _base64(data: bytes) -> str:
    return base64.b64encode(data).decode()


def _slot(data: dict[str, Any], version: int) -> Slot:
    made = data["argon2id"]
    cost = Cost(int(made["memory_kib"]), int(made["passes"]), int(made["lanes"]))
    # a changed file could otherwise make the computer derive for hours
    if not (8 * cost.lanes <= cost.memory_kib <= 4 * 2**20 and 1 <= cost.passes <= 64 and 1 <= cost.lanes <= 64):
        raise ValueError("cost")
    kind = _KINDS[str(data["kind"])]
    salt, wrapped = (base64.b64decode(one, validate=True) for one in (made["salt"], data["wrapped"]))
    public = base64.b64decode(data["public"], validate=True) if version > 1 else b""
    return Slot(str(data["user"]), str(data["added_at"]), cost, salt, wrapped, kind, public)


_KINDS: dict[str, Kind] = {"passphrase": "passphrase", "recovery": "recovery", "keychain": "keychain"}


def _not_a_number(value: Any) -> int:
    raise ValueError(f"version {type(value).__name__}")
