"""Create, unlock and lock a vault."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from app.domain.patient import Principal
from app.store.database import Store


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


def create(folder: Path, user: str, passphrase: str) -> Opened:
    """Make a vault in an empty or new folder; the first user is its administrator.

    Raises WorkstationError when the folder holds something else, cannot be written, or the passphrase is too weak.
    """
    raise NotImplementedError


def unlock(folder: Path, user: str | None, passphrase: str) -> Opened:
    """Open a vault. ``user`` None means the first user.

    Raises WorkstationError for: no vault here, unknown user or wrong passphrase (one sentence for both), vault open in
    another program, vault made by a newer program, damaged vault. Nothing is written when it fails.
    """
    raise NotImplementedError


def lock(opened: Opened) -> None:
    """Audit the lock, close every connection, wipe the keys."""
    raise NotImplementedError


def look(folder: Path) -> VaultInfo | None:
    """What is in the folder: a vault's public facts, or None where there is no vault."""
    raise NotImplementedError


def check(opened: Opened) -> tuple[str, ...]:
    """Check every file of an unlocked vault (SQLCipher's and SQLite's checks, audit chain, every object's digest).

    Returns English sentences of what is damaged; empty when all is well.
    """
    raise NotImplementedError
