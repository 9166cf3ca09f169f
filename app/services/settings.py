"""What a person set for themselves, kept in the vault; and the few things the program must know before unlocking."""

from __future__ import annotations

import json
import os
from dataclasses import dataclass
from pathlib import Path

from app.domain.patient import Deed, Principal
from app.domain.plain import from_plain, to_plain
from app.store import settings, trouble
from app.store.database import Store

_NAME = "preferences"


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
        with self._store.transaction(Deed(principal, "read settings")) as tx:
            kept = settings.get(tx, principal.user, _NAME)
        return from_plain(Preferences, kept) if kept else Preferences()

    def write(self, principal: Principal, preferences: Preferences) -> None:
        with self._store.transaction(Deed(principal, "change settings")) as tx:
            settings.put(tx, principal.user, _NAME, to_plain(preferences))


@dataclass(frozen=True, slots=True)
class Doorstep:
    """What is known before a vault is open: where it was last, language and theme. Holds nothing about patients."""

    vault: Path | None = None
    language: str = ""
    theme: str = "dark"


def read_doorstep(path: Path) -> Doorstep:
    """The doorstep file; a missing or broken one gives the defaults."""
    try:
        data = json.loads(path.read_text(encoding="utf-8"))
        vault, language, theme = data.get("vault"), data.get("language"), data.get("theme")
    except (OSError, ValueError, AttributeError):
        return Doorstep()
    return Doorstep(
        vault=Path(vault) if isinstance(vault, str) else None,
        language=language if language in ("en", "zh_CN") else "",
        theme=theme if theme in ("dark", "light") else "dark",
    )


def write_doorstep(path: Path, doorstep: Doorstep) -> None:
    """Replace the file at once. Raises WorkstationError where it cannot be written."""
    vault = str(doorstep.vault.absolute()) if doorstep.vault else None
    text = json.dumps({"vault": vault, "language": doorstep.language, "theme": doorstep.theme}, ensure_ascii=False)
    temporary = path.with_name(f"{path.name}.{os.getpid()}")
    with trouble.told(path.name):
        path.parent.mkdir(parents=True, exist_ok=True)
        temporary.write_text(text, encoding="utf-8")
        temporary.replace(path)
