"""One vault for all the tests of the command line: made, filled and asked through ``aegle`` alone."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from app.domain.model_card import InputField
from app.services import sample
from tests.e2e.terminal import Terminal


@pytest.fixture(scope="session")
def terminal(tmp_path_factory: pytest.TempPathFactory) -> Terminal:
    """A new, empty vault."""
    made = Terminal(tmp_path_factory.mktemp("home"))
    (made.home / "passphrase").write_text("correct horse battery staple\n", encoding="utf-8")
    made.run("vault", "create")
    return made


@pytest.fixture(scope="session")
def filled(terminal: Terminal, sample_library: tuple[Path, ...]) -> Terminal:
    """The vault with the sample library in it."""
    said = terminal.json("import", *sample_library)
    assert said["refused"] == []
    assert said["files"] == said["stored"]
    return terminal


@pytest.fixture(scope="session")
def shipped(filled: Terminal) -> str:
    """The shipped model's id; the sample patient's record now holds what it reads."""
    name = "breast-aspirate-wisconsin"
    card = filled.json("models", "show", name)["card"]
    fields = tuple(InputField(one["name"], "number", system=one["system"], code=one["code"]) for one in card["fields"])
    record = filled.home / "aspirate.json"
    record.write_text(json.dumps(sample.hartmann_record(fields)), encoding="utf-8")
    filled.run("import", record)
    return name
