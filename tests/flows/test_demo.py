"""The demo does the main job on the sample library, tells every step, and goes on where one cannot be done."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

import pytest

from app.cli import run as command_line
from app.domain.errors import WorkstationError
from app.domain.words import say
from app.main import door, open_window
from app.services.workstation import Door, Workstation
from app.store.keyring import Cost

CHEAP = Cost(memory_kib=64, passes=1, lanes=1)


def pictures(
    before: Door, station: Workstation, folder: Path, language: str, theme: str, _: tuple[int, int]
) -> list[Path]:
    """Stands in for the window's rooms, which have tests of their own; one look cannot be had."""
    assert station.worklist.patients(station.principal)
    assert before.vault is not None
    if (language, theme) == ("zh_CN", "light"):
        raise WorkstationError(say("The light is out."))
    folder.mkdir(parents=True, exist_ok=True)
    picture = folder / f"{language}_{theme}.png"
    picture.write_bytes(b"\x89PNG")
    return [picture]


def test_the_demo_does_the_main_job_and_counts_what_it_could_not_do(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    out = tmp_path / "out"
    shop = replace(door(CHEAP), doorstep=tmp_path / "doorstep.json", default_vault=tmp_path / "none")
    code = command_line.run(["demo", "--out", str(out), "--no-window", "--json"], shop, pictures, open_window)
    printed = capsys.readouterr()
    said = json.loads(printed.out)
    undone = [step["what"] for step in said["steps"] if not step["done"]]
    assert code == 2
    assert undone == ["Take a picture of every screen (zh_CN, light)"]
    assert "The light is out." in printed.err
    assert sorted(path.name for path in out.iterdir() if path.suffix == ".pdf") == [
        "report_AEG-000117_en.pdf",
        "report_AEG-000117_zh_CN.pdf",
        "report_AEG-000201_zh_CN.pdf",
    ]
    answered = next(step["said"] for step in said["steps"] if step["what"].startswith("Ask the shipped model"))
    assert "malignant 87" in answered
    trained = next(step["said"] for step in said["steps"] if step["what"].startswith("Train"))
    assert "auc 0.8" in trained
    assert not (out / "vault").exists()
    assert not (tmp_path / "doorstep.json").exists()
    assert all(Path(file).is_file() for file in said["files"])


def test_a_folder_that_cannot_be_used_is_one_sentence(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "file").write_text("in the way", encoding="utf-8")
    code = command_line.run(["demo", "--out", str(tmp_path / "file")], door(CHEAP), pictures, open_window)
    printed = capsys.readouterr()
    assert code == 2
    assert printed.out == ""
    assert "cannot be written to" in printed.err
