"""The floors of the house are held by import-linter; a planted violation of each contract must break it."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
LINT = "from importlinter.cli import lint_imports_command; lint_imports_command()"

# contract -> (file to plant in, line to plant). Each line is what someone in a hurry might write.
PLANTS = {
    "Floors: each room imports only from floors below": ("app/imaging/phantom.py", "import app.store.database"),
    "The program never imports torch or the learning worker": ("app/services/training.py", "import torch"),
    "Learning sees only domain, sealed, features and imaging": ("ml/__init__.py", "import app.store.database"),
    "Qt only in ui": ("app/services/reporting.py", "from PySide6 import QtCore"),
    "SQL only in store and sealed": ("app/services/worklist.py", "import sqlcipher3"),
    "ONNX Runtime only in inference (and in ml's parity check)": ("app/services/predicting.py", "import onnxruntime"),
    "pydicom only in ingest and imaging": ("app/services/importing.py", "import pydicom"),
    "SimpleITK and numba only in imaging": ("app/services/viewing.py", "import SimpleITK"),
    "No cycles among siblings": ("app/domain/codes.py", "import app.domain.record"),
}
SHAPES = {
    "at the top": "\n{line}\n",
    "inside a function": "\ndef planted() -> None:\n    {line}\n",
    "under TYPE_CHECKING": "\nfrom typing import TYPE_CHECKING\nif TYPE_CHECKING:\n    {line}\n",
}


def lint(folder: Path) -> subprocess.CompletedProcess[str]:
    env = {**os.environ, "COLUMNS": "200", "PYTHONPATH": str(folder)}
    return subprocess.run([sys.executable, "-c", LINT], cwd=folder, env=env, capture_output=True, text=True)


def contracts() -> list[str]:
    settings = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    return [contract["name"] for contract in settings["tool"]["importlinter"]["contracts"]]


def broken(output: str) -> set[str]:
    return {name for name in contracts() if f"{name} BROKEN" in output}


@pytest.fixture(scope="module")
def copied_house(tmp_path_factory: pytest.TempPathFactory) -> Path:
    house = tmp_path_factory.mktemp("house")
    for room in ("app", "ml"):
        shutil.copytree(ROOT / room, house / room, ignore=shutil.ignore_patterns("__pycache__"))
    shutil.copy(ROOT / "pyproject.toml", house)
    return house


def test_the_house_keeps_its_contracts() -> None:
    done = lint(ROOT)
    assert done.returncode == 0, done.stdout[-3000:]


def test_every_contract_has_a_plant() -> None:
    assert set(PLANTS) == set(contracts())


@pytest.mark.parametrize("shape", SHAPES)
def test_planted_violations_break_every_contract(copied_house: Path, shape: str) -> None:
    kept = {file: (copied_house / file).read_text(encoding="utf-8") for file, _ in PLANTS.values()}
    try:
        for file, line in PLANTS.values():
            with (copied_house / file).open("a", encoding="utf-8") as source:
                source.write(SHAPES[shape].format(line=line))
        done = lint(copied_house)
    finally:
        for file, text in kept.items():
            (copied_house / file).write_text(text, encoding="utf-8")
    assert done.returncode == 1
    assert broken(done.stdout) == set(PLANTS)


@pytest.mark.parametrize("name", PLANTS)
def test_one_plant_alone_is_enough(copied_house: Path, name: str) -> None:
    file, line = PLANTS[name]
    kept = (copied_house / file).read_text(encoding="utf-8")
    (copied_house / file).write_text(f"{kept}\n{line}\n", encoding="utf-8")
    try:
        assert name in broken(lint(copied_house).stdout)
    finally:
        (copied_house / file).write_text(kept, encoding="utf-8")


def test_a_room_that_no_contract_knows_breaks_the_floors(copied_house: Path) -> None:
    room = copied_house / "app" / "shed"
    room.mkdir()
    (room / "__init__.py").write_text('"""A room nobody drew."""\n', encoding="utf-8")
    try:
        assert "Floors: each room imports only from floors below" in broken(lint(copied_house).stdout)
    finally:
        shutil.rmtree(room)
