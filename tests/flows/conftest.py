"""A terminal in which commands are typed, in this process, on one vault."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from app.cli import run as command_line
from app.main import door, open_window, screenshots
from app.store.keyring import Cost

CHEAP = Cost(memory_kib=64, passes=1, lanes=1)
Aegle = Callable[..., tuple[int, str, str]]


class Terminal:
    """Answers are (exit code, stdout, stderr)."""

    def __init__(self, folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
        self.vault = folder / "vault"
        self.secret = folder / "secret"
        self.secret.write_text("correct horse 病\nsecond line\n", encoding="utf-8")
        self.capsys = capsys

    def run(self, *arguments: object, common: bool = True) -> tuple[int, str, str]:
        given = ["--vault", str(self.vault), "--passphrase-file", str(self.secret)] if common else []
        folder = self.vault.parent
        shop = replace(door(CHEAP), doorstep=folder / "doorstep.json", default_vault=folder / "none")
        code = command_line.run([*map(str, arguments), *given], shop, screenshots, open_window)
        return code, *self.capsys.readouterr()

    def json(self, *arguments: object) -> Any:
        code, out, err = self.run(*arguments, "--json")
        assert (code, err) == (0, "")
        return json.loads(out)


@pytest.fixture
def terminal(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> Terminal:
    made = Terminal(tmp_path, capsys)
    assert made.run("vault", "create", "--user", "ann")[0] == 0
    return made


@pytest.fixture
def aegle(terminal: Terminal) -> Aegle:
    """Runs a command: (exit code, stdout, stderr)."""
    return terminal.run
