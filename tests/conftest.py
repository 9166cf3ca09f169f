"""What every test stands on: no display, no network, no home folder but its own, and sample data where it is found."""

from __future__ import annotations

import atexit
import logging
import os
import shutil
import socket
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

ROOT = Path(__file__).resolve().parent.parent

# Set before anything of the program is imported; child processes inherit it. Nothing touches the person's own folders.
_HOME = Path(tempfile.mkdtemp(prefix="aegle-tests-"))
atexit.register(shutil.rmtree, _HOME, ignore_errors=True)
os.environ["QT_QPA_PLATFORM"] = "offscreen"
for _name in ("HOME", "USERPROFILE", "APPDATA", "LOCALAPPDATA"):
    os.environ[_name] = str(_HOME)
for _name in ("XDG_CONFIG_HOME", "XDG_DATA_HOME", "XDG_CACHE_HOME", "XDG_STATE_HOME", "XDG_RUNTIME_DIR"):
    os.environ[_name] = str(_HOME / _name.lower())
    (_HOME / _name.lower()).mkdir(mode=0o700)


# thousands of vaults are made; the real one is 64 MiB
os.environ["AEGLE_BALLAST_BYTES"] = "16384"

# late: the program's paths are read from the environment set above
from app.domain.work import quietly  # noqa: E402
from app.main import door  # noqa: E402
from app.services.sample import write_library  # noqa: E402
from app.services.workstation import Workstation  # noqa: E402
from app.store.keyring import Cost  # noqa: E402
from tests import known_vaults, no_pickles  # noqa: E402

CHEAP = Cost(memory_kib=64, passes=1, lanes=1)


no_pickles.watch()


@pytest.fixture(autouse=True)
def no_pickle() -> Iterator[None]:
    """A pickle that was opened fails the test, also where a library swallowed our protest."""
    yield
    found, no_pickles.seen[:] = list(no_pickles.seen), []
    assert not found


@pytest.fixture(autouse=True)
def no_known_vaults() -> None:
    known_vaults.forget()


@pytest.fixture(autouse=True)
def no_network(monkeypatch: pytest.MonkeyPatch) -> None:
    """Any connection to another computer fails the test: the program is offline."""
    monkeypatch.setattr(socket.socket, "connect", _only_here(socket.socket.connect))
    monkeypatch.setattr(socket.socket, "connect_ex", _only_here(socket.socket.connect_ex))


def _only_here(connect: Callable[[socket.socket, Any], Any]) -> Callable[[socket.socket, Any], Any]:
    def connect_here(self: socket.socket, address: Any) -> Any:
        # On Windows a socket pair within one process is made over the loopback address.
        if isinstance(address, tuple) and address[0] not in ("127.0.0.1", "::1", "localhost"):
            raise AssertionError(f"a test tried to reach the network: {address}")
        return connect(self, address)

    return connect_here


@pytest.fixture(autouse=True)
def no_unexpected_logs(caplog: pytest.LogCaptureFixture, request: pytest.FixtureRequest) -> Iterator[None]:
    """A warning or error that the program logs fails the test, unless it is marked ``logs``."""
    yield
    if request.node.get_closest_marker("logs") is None:
        ours = [r for r in caplog.get_records("call") if r.name.split(".")[0] in ("app", "ml")]
        loud = [f"{r.name}: {r.getMessage()}" for r in ours if r.levelno >= logging.WARNING]
        assert not loud, f"logged unexpectedly: {loud}"


@pytest.fixture(scope="session")
def shared_data() -> Path:
    """The folder of real test data (imaging, records); tests that need it are skipped where it is not."""
    given = os.environ.get("AEGLE_TEST_DATA")
    folder = Path(given) if given else ROOT.parent / "shared" / "data"
    if not folder.is_dir():
        pytest.skip("the shared test data is not here (set AEGLE_TEST_DATA to its folder)")
    return folder


@pytest.fixture
def workstation(tmp_path: Path) -> Iterator[Workstation]:
    """An unlocked workstation on an empty vault, with a passphrase that is cheap to try."""
    opened = door(cost=CHEAP).create(tmp_path / "vault", "ann", "correct horse battery")
    yield opened
    opened.close()


@pytest.fixture(scope="session")
def sample_library(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, ...]:
    """The demo's sample library as files: two patients' images and records, and real DICOM files. Do not change it."""
    return write_library(tmp_path_factory.mktemp("library"), None, quietly)
