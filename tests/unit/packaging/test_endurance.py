"""The endurance command's report says what was measured, and nothing else."""

from __future__ import annotations

import importlib.util
from pathlib import Path
from types import ModuleType

import pytest

ROOT = Path(__file__).resolve().parents[3]
FIGURES = [
    {"test": "a", "what": "kill -9 during import", "tried": 41, "seconds": 80.4, "killed": 39, "lost": 0},
    {"test": "b", "what": "kill -9 during edit", "tried": 41, "seconds": 9.0, "killed": 40, "lost": 0},
    {"test": "c", "what": "power cut, store", "tried": 1300, "seconds": 180.0, "writes": 1456, "lost": 0},
    {"test": "d", "what": "power cut, control synchronous=OFF", "tried": 200, "seconds": 40.0, "lost": 187},
]


def load() -> ModuleType:
    spec = importlib.util.spec_from_file_location("endurance", ROOT / "packaging" / "endurance.py")
    assert spec
    assert spec.loader
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def test_the_table_has_a_row_for_every_figure() -> None:
    lines = load().table(FIGURES)
    assert len(lines) == 2 + len(FIGURES)
    assert lines[4].split("|")[1:6] == [
        " power cut, store                   ", " 1,300 ", " 0             ", " 180     ", " writes 1,456 ",
    ]  # fmt: skip
    assert "| 187 " in lines[5]


def test_the_report_counts_kills_and_cuts_without_the_control(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    endurance = load()
    monkeypatch.setattr(endurance, "REPORTS", tmp_path / "reports")
    path = endurance.write(endurance.table(FIGURES), FIGURES, 60.0)
    text = path.read_text(encoding="utf-8")
    assert "82 kills and 1,300 cuts of the power." in text
    assert path.suffix == ".md"
