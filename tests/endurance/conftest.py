"""Figures that the endurance command prints: a line of JSON for each, in the file that AEGLE_FIGURES names."""

from __future__ import annotations

import json
import os
import tempfile
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from tests.endurance import days
from tests.endurance.power import memory_folder

Measured = Callable[..., None]


@pytest.fixture(scope="session")
def day(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """A vault at rest and files to import. Tests copy it."""
    with tempfile.TemporaryDirectory(dir=memory_folder(tmp_path_factory.getbasetemp())) as folder:
        days.make(Path(folder))
        yield Path(folder)


@pytest.fixture
def scratch(tmp_path: Path) -> Iterator[Path]:
    """A folder for thousands of vaults, each there for a moment."""
    with tempfile.TemporaryDirectory(dir=memory_folder(tmp_path)) as folder:
        yield Path(folder)


@pytest.fixture
def measured(request: pytest.FixtureRequest) -> Measured:
    """``measured(what, tried, **figures)`` once a test has found out what it asserts."""
    began = time.monotonic()

    def note(what: str, tried: int, **figures: object) -> None:
        path = os.environ.get("AEGLE_FIGURES")
        if path:
            seconds = round(time.monotonic() - began, 1)
            line = {"test": request.node.name, "what": what, "tried": tried, "seconds": seconds, **figures}
            with Path(path).open("a", encoding="utf-8") as file:
                file.write(json.dumps(line) + "\n")

    return note
