"""What a person set for themselves, kept in the vault; and the few things the program must know before unlocking."""

from __future__ import annotations

import json
import os
from dataclasses import dataclass, field
from pathlib import Path

from app.domain.errors import WorkstationError
from app.domain.patient import Deed, Principal
from app.domain.plain import from_plain, to_plain
from app.domain.study import Splitting
from app.domain.words import say
from app.imaging.assemble import ATTRIBUTES, FREE_RULES
from app.store import settings, trouble
from app.store.database import Store
from app.store.transaction import Transaction

_NAME, _RULES, _PLACE = "preferences", "rules", "place"


@dataclass(frozen=True, slots=True)
class Preferences:
    """``language``: "" follows the computer, else en or zh_CN. ``theme``: dark or light. ``device``: auto or cpu.
    ``image_memory_mb``: what the window's images may take; 0: half of the computer's memory.
    """

    language: str = ""
    theme: str = "dark"
    device: str = "auto"
    text_scale: float = 1.0
    # by name and resolution of a screen, how far apart its pixels are as somebody measured it, mm
    screens: tuple[tuple[str, float], ...] = ()
    image_memory_mb: int = 0


@dataclass(frozen=True, slots=True)
class Rules:
    """What an administrator set for everybody. ``lock_minutes``: idle time after which the vault locks, 2 to 15.
    ``splitting``: how series become display sets.
    """

    lock_minutes: int = 10
    splitting: Splitting = field(default_factory=Splitting)


LOCK_MINUTES = range(2, 16)


@dataclass(frozen=True, slots=True)
class Place:
    """Where a person was in the window when the vault locked, and what they had not kept yet (text by field)."""

    room: str = ""
    patient: str = ""
    series: str = ""
    drafts: tuple[tuple[str, str], ...] = ()
    # what rooms had half made, in a form of their own, by name
    kept: tuple[tuple[str, str], ...] = ()


def check_splitting(splitting: Splitting) -> None:
    """Raises WorkstationError for a name that is none."""
    for names, known in ((splitting.together, FREE_RULES), (splitting.apart, ATTRIBUTES)):
        unknown = [name for name in names if name not in known]
        if unknown:
            raise WorkstationError(
                say("There is no such rule of display sets: {name}.", name=unknown[0]),
                say("It may be one of these: {names}.", names="; ".join(known)),
            )


def splitting_of(tx: Transaction) -> Splitting:
    """How series become display sets in this vault."""
    kept = settings.get(tx, "", _RULES)
    return from_plain(Rules, kept).splitting if kept else Splitting()


def preferences_of(tx: Transaction, user: str) -> Preferences:
    kept = settings.get(tx, user, _NAME)
    return from_plain(Preferences, kept) if kept else Preferences()


class Settings:
    def __init__(self, store: Store) -> None:
        self._store = store

    def read(self, principal: Principal) -> Preferences:
        with self._store.transaction(Deed(principal, "read settings")) as tx:
            return preferences_of(tx, principal.user)

    def write(self, principal: Principal, preferences: Preferences) -> None:
        with self._store.transaction(Deed(principal, "change settings")) as tx:
            settings.put(tx, principal.user, _NAME, to_plain(preferences))

    def rules(self, principal: Principal) -> Rules:
        with self._store.transaction(Deed(principal, "read rules")) as tx:
            kept = settings.get(tx, "", _RULES)
        return from_plain(Rules, kept) if kept else Rules()

    def change_rules(self, principal: Principal, rules: Rules) -> None:
        """Raises WorkstationError for minutes outside 2 to 15, for a rule that is none, and for who is no
        administrator.
        """
        with self._store.transaction(Deed(principal, "change rules")) as tx:
            if rules.lock_minutes not in LOCK_MINUTES:
                raise WorkstationError(say("The vault locks after 2 to 15 minutes."), say("Choose a number between."))
            check_splitting(rules.splitting)
            settings.put(tx, "", _RULES, to_plain(rules))

    def place(self, principal: Principal) -> Place:
        """Where this person was when the vault locked."""
        with self._store.transaction(Deed(principal, "keep place")) as tx:
            kept = settings.get(tx, principal.user, _PLACE)
        return from_plain(Place, kept) if kept else Place()

    def keep_place(self, principal: Principal, place: Place) -> None:
        with self._store.transaction(Deed(principal, "keep place")) as tx:
            settings.put(tx, principal.user, _PLACE, to_plain(place))


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
