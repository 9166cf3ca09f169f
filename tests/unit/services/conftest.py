"""An unlocked vault for each test, whose passphrases cost next to nothing to try."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from app.services import unlocking
from app.services.unlocking import Opened
from app.store.keyring import Cost

CHEAP = Cost(memory_kib=64, passes=1, lanes=1)


@pytest.fixture
def cheap() -> Cost:
    return CHEAP


@pytest.fixture
def opened(tmp_path: Path) -> Iterator[Opened]:
    made = unlocking.create(tmp_path / "vault", "ann", "correct horse", CHEAP)
    yield made
    unlocking.lock(made)
