"""An unlocked vault for each test, whose passphrases cost next to nothing to try."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from app.jobs.workers import Workers
from app.services import unlocking
from app.services.backing_up import BackingUp, Plan
from app.services.news import News
from app.services.unlocking import Opened
from app.store.keyring import Cost
from tests.unit.services.ward import WORDS, Clock, Ward

CHEAP = Cost(memory_kib=64, passes=1, lanes=1)


@pytest.fixture
def cheap() -> Cost:
    return CHEAP


@pytest.fixture
def opened(tmp_path: Path) -> Iterator[Opened]:
    made = unlocking.create(tmp_path / "vault", "ann", "correct horse", CHEAP)
    yield made
    unlocking.lock(made)


@pytest.fixture(scope="module")
def workers() -> Iterator[Workers]:
    made = Workers(2)
    yield made
    made.close()


@pytest.fixture
def ward(tmp_path: Path, cheap: Cost) -> Iterator[Ward]:
    clock = Clock()
    opened = unlocking.create(tmp_path / "vault", "ann", WORDS, cheap, clock)
    opened.store.objects._volume_bytes = 300_000
    backing_up = BackingUp(opened.store, News(), clock)
    (tmp_path / "disk").mkdir()
    backing_up.change_plan(opened.principal, Plan(str(tmp_path / "disk"), 24, 3))
    yield Ward(opened, tmp_path / "disk", clock, backing_up)
    unlocking.lock(opened)
