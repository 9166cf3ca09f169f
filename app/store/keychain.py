"""The keychain of a computer account, where a secret may lie when a person asks for it.

Only the systems' own keychains, named here one by one. The ``keyring`` package would otherwise take whatever an
environment variable, a file or an installed package names: a plain file, or one that keeps nothing.
"""

from __future__ import annotations

import sys
from collections.abc import Callable
from typing import Any, Protocol

from app.domain.errors import WorkstationError
from app.domain.words import Phrase, say

SERVICE = "Aegle vault"
# module, class, and the name a person knows it by
KNOWN = {
    ("keyring.backends.Windows", "WinVaultKeyring"): "Windows Credential Locker",
    ("keyring.backends.macOS", "Keyring"): "macOS Keychain",
    ("keyring.backends.SecretService", "Keyring"): "Secret Service",
    ("keyring.backends.kwallet", "DBusKeyring"): "KWallet",
}
_LOCKED = ("KeyringLocked", "LockedException", "PromptDismissedException", "PasswordSetError")


class Backend(Protocol):
    """What is used of a class of ``keyring``."""

    def get_password(self, service: str, username: str) -> str | None: ...
    def set_password(self, service: str, username: str, password: str) -> None: ...
    def delete_password(self, service: str, username: str) -> None: ...


class Keychain:
    """Looked for when it is first used: the desktop may ask the person to unlock it."""

    def __init__(self, find: Callable[[], Backend | None] | None = None) -> None:
        self._find = find or found
        self._backend: Backend | None = None

    def name(self) -> str:
        """What it is called, or empty where this account has none that is used here."""
        backend = self._open()
        return _name_of(backend) if backend is not None else ""

    def get(self, entry: str) -> str:
        """What was kept. Raises WorkstationError where there is no keychain, it is locked, or holds no such entry."""
        kept = self._asked(lambda backend: backend.get_password(SERVICE, entry))
        if kept is None:
            raise _missing(self.name())
        return kept

    def put(self, entry: str, secret: str) -> None:
        """Keep a secret, and look whether it is kept. Raises WorkstationError."""
        self._asked(lambda backend: backend.set_password(SERVICE, entry, secret))
        if self.get(entry) != secret:
            raise _unusable(self.name(), "kept something else")

    def forget(self, entry: str) -> None:
        """Remove an entry. Raises WorkstationError where it cannot be removed or is not there."""
        self._asked(lambda backend: backend.delete_password(SERVICE, entry))

    def _open(self) -> Backend | None:
        if self._backend is None:
            backend = self._find()
            if backend is not None and not _name_of(backend):
                raise TypeError(f"{type(backend).__qualname__} is not a keychain that may be used")
            self._backend = backend
        return self._backend

    def _asked(self, ask: Callable[[Backend], str | None]) -> str | None:
        backend = self._open()
        if backend is None:
            raise _none()
        try:
            return ask(backend)
        except Exception as error:  # an edge: each system's library raises what it likes
            name = _name_of(backend)
            is_locked = any(one.__name__ in _LOCKED for one in type(error).__mro__)
            raise _locked(name) if is_locked else _unusable(name, type(error).__name__) from error


def found() -> Backend | None:
    """The keychain of this account, if it is one of those named above and can be used."""
    for system, load in _LOADERS:
        if not sys.platform.startswith(system):
            continue
        try:
            kind = load()
            is_usable = kind.priority > 0  # raises where its service is not there
        except Exception:  # noqa: BLE001 - an edge, as above; the next one is tried
            continue
        if is_usable:
            backend: Backend = kind()
            return backend
    return None


# late: each loads what only its system has, and only where a person asked for a keychain


def _windows() -> Any:
    from keyring.backends.Windows import WinVaultKeyring

    return WinVaultKeyring


def _mac() -> Any:
    from keyring.backends.macOS import Keyring

    return Keyring


def _secret_service() -> Any:
    from keyring.backends.SecretService import Keyring

    return Keyring


def _kwallet() -> Any:
    from keyring.backends.kwallet import DBusKeyring

    return DBusKeyring


_LOADERS = (("win32", _windows), ("darwin", _mac), ("linux", _secret_service), ("linux", _kwallet))


def _name_of(backend: Backend) -> str:
    """Only the classes named above have one, and what is made of them."""
    kinds = [(one.__module__, one.__qualname__) for one in type(backend).__mro__]
    return next((KNOWN[kind] for kind in kinds if kind in KNOWN), "")


def _unchanged() -> Phrase:
    return say("Nothing was opened or changed, and no new key was made. The passphrase opens the vault as before.")


def _none() -> WorkstationError:
    return WorkstationError(say("This computer account has no keychain that the workstation may use."), _unchanged())


def _locked(name: str) -> WorkstationError:
    return WorkstationError(
        say("The keychain of this computer ({name}) is locked, or refused.", name=name), _unchanged()
    )


def _missing(name: str) -> WorkstationError:
    return WorkstationError(
        say("The keychain of this computer ({name}) holds nothing for this vault and user.", name=name), _unchanged()
    )


def _unusable(name: str, detail: str) -> WorkstationError:
    return WorkstationError(
        say("The keychain of this computer ({name}) could not be used.", name=name), _unchanged(), detail
    )
