"""What the door knows before a vault is open. No Qt."""

from __future__ import annotations

import math
from dataclasses import dataclass, replace
from itertools import pairwise
from pathlib import Path
from typing import Literal

from app.domain.errors import WorkstationError
from app.domain.words import NOTHING, Phrase, say
from app.services.unlocking import VaultInfo
from app.store.keyring import PASSPHRASE_LETTERS

Mode = Literal["open", "create"]


@dataclass(frozen=True, slots=True)
class UnlockState:
    """``found`` are the public facts of what lies in ``folder``, or None. ``wrong`` is what to say under the form;
    ``is_doubtful``: the vault can be opened all the same.
    """

    mode: Mode
    folder: Path
    found: VaultInfo | None = None
    busy: bool = False
    wrong: Phrase = NOTHING
    hint: Phrase = NOTHING
    is_doubtful: bool = False

    def pointed_at(self, folder: Path, found: VaultInfo | None) -> UnlockState:
        return replace(self, folder=folder, found=found, wrong=NOTHING, hint=NOTHING, is_doubtful=False)

    def turned_to(self, mode: Mode) -> UnlockState:
        return replace(self, mode=mode, wrong=NOTHING, hint=NOTHING, is_doubtful=False)

    def started(self, wait_s: int = 0) -> UnlockState:
        """``wait_s``: how long wrong passphrases make this try wait."""
        said = say("After several wrong passphrases the next one is tried in {n} s.", n=wait_s) if wait_s else NOTHING
        return replace(self, busy=True, wrong=NOTHING, hint=said, is_doubtful=False)

    def going_on(self, note: Phrase) -> UnlockState:
        """Long work says where it is."""
        return replace(self, hint=note)

    def refused(self, what: Phrase, hint: Phrase, is_doubtful: bool = False) -> UnlockState:
        return replace(self, busy=False, wrong=what, hint=hint, is_doubtful=is_doubtful)

    @property
    def twin(self) -> Path | None:
        """Where the other copy of this vault lies."""
        return self.found.twin if self.mode == "open" and self.found is not None else None

    def opens_by_keychain(self, user: str) -> bool:
        is_listed = self.found is not None and user in self.found.by_keychain
        return self.mode == "open" and is_listed and self.twin is None

    def blocked(self, user: str, passphrase: str, again: str) -> Phrase:
        """Why the main button cannot be pressed yet, or nothing."""
        if self.busy:
            return say("The key is being made from the passphrase.")
        if self.mode == "open":
            if self.found is None:
                return say("There is no vault in this folder.")
            return NOTHING if passphrase else say("Type the passphrase first.")
        if self.found is not None:
            return say("There is a vault in this folder already: open it, or choose another folder.")
        if not user.strip():
            return say("Type a user name first.")
        return weakness(passphrase) if weakness(passphrase) != NOTHING else _repeated(passphrase, again)


def _repeated(passphrase: str, again: str) -> Phrase:
    if not again:
        return say("Repeat the passphrase.")
    return NOTHING if passphrase == again else say("The two passphrases are not the same.")


def first_state(folder: Path, found: VaultInfo | WorkstationError | None) -> UnlockState:
    """Open the vault that is there; where there is none, begin with creating one."""
    if isinstance(found, WorkstationError):
        return UnlockState("open", folder, None, wrong=found.what, hint=found.hint)
    return UnlockState("open" if found else "create", folder, found)


LEVELS = (say("weak"), say("fair"), say("good"), say("strong"))


def weakness(passphrase: str) -> Phrase:
    """What the vault would refuse in a passphrase, or nothing."""
    if not passphrase:
        return say("Choose a passphrase.")
    if len(passphrase.strip()) < PASSPHRASE_LETTERS:
        return say("The passphrase needs at least {n} characters.", n=PASSPHRASE_LETTERS)
    return NOTHING


def strength(passphrase: str) -> int:
    """0 weak to 3 strong: an upper guess of its bits, from its length and the kinds of characters in it.

    A character that repeats the one before it, or follows it in the alphabet, counts a quarter.
    """
    if weakness(passphrase) != NOTHING:
        return 0
    kinds = ((str.islower, 26), (str.isupper, 26), (str.isdigit, 10))
    pool = sum(size for is_kind, size in kinds if any(is_kind(c) for c in passphrase))
    pool += 33 if any(not c.isalnum() and c.isascii() for c in passphrase) else 0
    pool += 2000 if any(ord(c) > 0x2E80 for c in passphrase) else 0
    counted = 1 + sum(0.25 if ord(b) - ord(a) in (0, 1) else 1.0 for a, b in pairwise(passphrase))
    bits = counted * math.log2(max(pool, 2))
    return sum(bits >= limit for limit in (45, 60, 80))
