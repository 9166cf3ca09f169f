"""What this computer account knows of vaults outside of them: where each lies, and how far its audit trail was.

A file beside the doorstep names folders and nothing else; a trail's head is kept in the keychain where an
administrator asked for it, so that a folder that was put back whole is noticed.
"""

from __future__ import annotations

import json
import os
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from app.domain.errors import WorkstationError
from app.domain.words import NOTHING, Phrase, say
from app.store import keyring
from app.store.audit_head import Anchor, Head
from app.store.keychain import Keychain


@dataclass(frozen=True, slots=True)
class Known:
    """``is_anchored``: the head of its trail is kept in the keychain."""

    folder: Path
    is_anchored: bool = False


class Outside:
    """``path`` is the file of known vaults."""

    def __init__(self, path: Path, keychain: Keychain) -> None:
        self._path = path
        self.keychain = keychain

    # ---- where vaults lie

    def known(self, vault: str) -> Known | None:
        try:
            found = json.loads(self._path.read_text(encoding="utf-8"))[vault]
            return Known(Path(found["folder"]), bool(found["is_anchored"]))
        except (OSError, ValueError, KeyError, TypeError):
            return None

    def twin_of(self, vault: str, folder: Path) -> Path | None:
        """Another folder that holds a vault with the same id, which was the one that was opened last."""
        known = self.known(vault)
        if known is None or _is_same(known.folder, folder) or not keyring.is_here(known.folder):
            return None
        with suppress(WorkstationError):
            return known.folder if keyring.read(known.folder).vault == vault else None
        return None

    def refuse_twin(self, vault: str, folder: Path) -> None:
        """Raises WorkstationError for a copy beside its original: which of the two is which, nobody can tell."""
        twin = self.twin_of(vault, folder)
        if twin is not None:
            raise WorkstationError(
                say("This vault and the one in {folder} are one and the same, copied.", folder=str(twin)),
                say(
                    "What is done in one is missing in the other. Open the one in {folder}, or move it away from "
                    "this computer; or make a vault of its own of this one: “aegle vault separate”, or the button at "
                    "the door. Nothing was opened or changed.",
                    folder=str(twin),
                ),
            )

    def remember(self, vault: str, folder: Path) -> None:
        known = self.known(vault)
        self._keep(vault, Known(folder.resolve(), known is not None and known.is_anchored))

    # ---- how far trails were

    def is_anchored(self, vault: str) -> bool:
        known = self.known(vault)
        return known is not None and known.is_anchored

    def turn_anchor(self, vault: str, folder: Path, head: Head | None) -> None:
        """Keep the trail's head in the keychain from now on, or (None) no more. Raises WorkstationError."""
        if head is not None:
            self.keychain.put(_entry(vault), _text(head))
        else:
            with suppress(WorkstationError):  # an entry that nobody reads any more does no harm
                self.keychain.forget(_entry(vault))
        self._keep(vault, Known(folder.resolve(), head is not None))

    def anchor(self, vault: str) -> Anchor | None:
        """The head that was kept last, or None where none is. What the keychain refuses is said in ``trouble``."""
        if not self.is_anchored(vault):
            return None
        try:
            number, digest = self.keychain.get(_entry(vault)).split()
            return Anchor(int(number), bytes.fromhex(digest).hex())
        except WorkstationError as error:
            return Anchor(0, "", error.what)
        except ValueError:
            return Anchor(0, "", say("It holds something else than the head of an audit trail."))

    def keep_anchor(self, vault: str, head: Head) -> Phrase:
        """Keep how far the trail is, where that is asked for. What went wrong, or nothing."""
        if not self.is_anchored(vault):
            return NOTHING
        try:
            self.keychain.put(_entry(vault), _text(head))
        except WorkstationError as error:
            return error.what
        return NOTHING

    def _keep(self, vault: str, known: Known) -> None:
        if self.known(vault) == known:
            return
        try:
            kept = json.loads(self._path.read_text(encoding="utf-8"))
            kept = kept if isinstance(kept, dict) else {}
        except (OSError, ValueError):
            kept = {}
        kept[vault] = {"folder": str(known.folder), "is_anchored": known.is_anchored}
        temporary = self._path.with_name(f"{self._path.name}.{os.getpid()}")
        # where nothing can be kept, a copy is not noticed, and work goes on
        with suppress(OSError):
            self._path.parent.mkdir(parents=True, exist_ok=True)
            temporary.write_text(json.dumps(kept, ensure_ascii=False), encoding="utf-8")
            temporary.replace(self._path)


def keychain_entry(vault: str, user: str) -> str:
    """The name of a user's secret in the keychain."""
    return f"user {user} @ {vault}"


def _entry(vault: str) -> str:
    return f"audit head @ {vault}"


def _text(head: Head) -> str:
    return f"{head.number} {head.digest}"


def _is_same(one: Path, other: Path) -> bool:
    try:
        return one.samefile(other)
    except OSError:
        return False
