"""Only the systems' own keychains are used, and what goes wrong with one is said as that."""

from __future__ import annotations

import gc
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from keyring.backends.fail import Keyring as Failing
from keyring.backends.null import Keyring as Nothing

from app.domain.errors import WorkstationError
from app.store import keychain
from app.store.keychain import Keychain
from tests.keychains import InMemory, SecretService, bus, has_bus, keychain_of

ROOT = Path(__file__).resolve().parents[3]


class PlainFile:
    """As ``keyrings.alt`` brings it."""

    priority = 99

    def get_password(self, _service: str, _username: str) -> str | None:
        raise AssertionError("it was asked")

    set_password = delete_password = get_password


@pytest.mark.parametrize("kind", [Nothing, Failing, PlainFile])
def test_what_is_no_keychain_of_a_system_is_never_asked(kind: type) -> None:
    with pytest.raises(TypeError, match="not a keychain that may be used"):
        Keychain(kind).name()


def test_a_secret_is_kept_told_and_forgotten() -> None:
    backend = InMemory()
    chain = keychain_of(backend)
    assert chain.name() == "Secret Service"
    chain.put("ann @ vault", "words")
    assert backend.kept == {("Aegle vault", "ann @ vault"): "words"}
    assert chain.get("ann @ vault") == "words"
    chain.forget("ann @ vault")
    assert backend.kept == {}


class Forgetful(InMemory):
    def set_password(self, service: str, username: str, password: str) -> None:
        super().set_password(service, username, password[:3])


class Broken(InMemory):
    def get_password(self, service: str, username: str) -> str | None:
        raise OSError(5, f"{service} {username}")


def locked() -> InMemory:
    made = InMemory()
    made.is_locked = True
    return made


@pytest.mark.parametrize(
    ("backend", "said"),
    [
        (None, "has no keychain that the workstation may use"),
        (InMemory(), r"\(Secret Service\) holds nothing for this vault and user"),
        (locked(), r"\(Secret Service\) is locked, or refused"),
        (Broken(), r"\(Secret Service\) could not be used"),
    ],
)
def test_each_failure_has_its_own_words(backend: InMemory | None, said: str) -> None:
    with pytest.raises(WorkstationError, match=said) as told:
        keychain_of(backend).get("ann @ vault")
    assert "no new key was made" in str(told.value.hint)
    assert "damaged" not in str(told.value)


def test_a_keychain_that_keeps_something_else_is_not_trusted() -> None:
    with pytest.raises(WorkstationError, match="could not be used"):
        keychain_of(Forgetful()).put("ann @ vault", "words")


def test_nothing_of_it_is_loaded_before_it_is_asked_for() -> None:
    code = "import sys, app.main; sys.exit(any(n.split('.')[0] in ('keyring', 'secretstorage') for n in sys.modules))"
    subprocess.run([sys.executable, "-c", code], cwd=ROOT, check=True)


def test_no_variable_of_the_environment_chooses_the_keychain(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PYTHON_KEYRING_BACKEND", "keyring.backends.null.Keyring")
    monkeypatch.setenv("DBUS_SESSION_BUS_ADDRESS", "unix:path=/nowhere")
    backend = keychain.found()
    assert backend is None or type(backend).__module__ != "keyring.backends.null"


# ---- a real one, over a real bus


@pytest.fixture
def service(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[SecretService]:
    if not has_bus:
        pytest.skip("needs dbus-daemon")
    with bus(tmp_path) as address:
        monkeypatch.setenv("DBUS_SESSION_BUS_ADDRESS", address)
        made = SecretService(address)
        yield made
        made.close()


def test_over_the_bus_a_secret_is_kept_told_and_forgotten(service: SecretService) -> None:
    chain = Keychain()
    assert chain.name() == "Secret Service"
    chain.put("user ann @ vault", "wörter")
    (held,) = service.items.values()
    assert held[0]["service"] == "Aegle vault"
    assert held[1] == "wörter".encode()
    assert Keychain().get("user ann @ vault") == "wörter"
    chain.forget("user ann @ vault")
    assert service.items == {}
    with pytest.raises(WorkstationError, match="holds nothing"):
        chain.get("user ann @ vault")


# the library leaves its socket to the collector where it is refused
@pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning", "ignore::ResourceWarning")
def test_over_the_bus_a_locked_one_is_said_to_be_locked(service: SecretService) -> None:
    Keychain().put("user ann @ vault", "words")
    service.is_locked = True
    with pytest.raises(WorkstationError, match="is locked, or refused"):
        Keychain().get("user ann @ vault")
    gc.collect()
