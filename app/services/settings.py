"""What a person set for themselves, kept in the vault; and the few things the program must know before unlocking."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from app.domain.patient import Principal
from app.store.database import Store


@dataclass(frozen=True, slots=True)
class Preferences:
    """``language``: "" follows the computer, else en or zh_CN. ``theme``: dark or light. ``device``: auto or cpu."""

    language: str = ""
    theme: str = "dark"
    device: str = "auto"
    text_scale: float = 1.0


class Settings:
    def __init__(self, store: Store) -> None:
        self._store = store

    def read(self, principal: Principal) -> Preferences:
        raise NotImplementedError

    def write(self, principal: Principal, preferences: Preferences) -> None:
        raise NotImplementedError


@dataclass(frozen=True, slots=True)
class Doorstep:
    """What is known before a vault is open: where it was last, language and theme. Holds nothing about patients."""

    vault: Path | None = None
    language: str = ""
    theme: str = "dark"


def read_doorstep(path: Path) -> Doorstep:
    """The doorstep file; a missing or broken one gives the defaults."""
    raise NotImplementedError


def write_doorstep(path: Path, doorstep: Doorstep) -> None:
    raise NotImplementedError
