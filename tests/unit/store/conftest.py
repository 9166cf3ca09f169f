"""A fresh store for each test."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from app.domain.patient import Deed, Principal, Role
from app.sealed import new_key
from app.store.database import Store


@pytest.fixture
def key() -> bytearray:
    return new_key()


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    made = tmp_path / "vault"
    made.mkdir()
    return made


@pytest.fixture
def store(folder: Path, key: bytearray) -> Iterator[Store]:
    made = Store.create(folder, key)
    yield made
    made.close()


@pytest.fixture
def deed() -> Deed:
    return Deed(Principal("ann", Role.CLINICIAN), "import", ("p1",))
