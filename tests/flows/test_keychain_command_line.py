"""The keychain as a person uses it from a terminal: off, on, opened by it, the head kept, off again."""

from __future__ import annotations

import json
import shutil
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from app.cli import run as command_line
from app.main import door, open_window, screenshots
from app.store.keyring import Cost
from tests.keychains import InMemory, keychain_of


class Terminal:
    def __init__(self, folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
        self.vault, self.secret, self.capsys, self.backend = folder / "vault", folder / "secret", capsys, InMemory()
        self.secret.write_text("correct horse battery\n", encoding="utf-8")

    def run(self, *words: str, by: str = "passphrase") -> tuple[int, str, str]:
        shop = door(Cost(64, 1, 1), keychain=keychain_of(self.backend))
        shop = replace(shop, doorstep=self.vault.parent / "doorstep.json", default_vault=self.vault)
        ways = {"passphrase": ("--passphrase-file", str(self.secret)), "keychain": ("--keychain",)}
        code = command_line.run([*words, *ways[by]], shop, screenshots, open_window)
        return code, *self.capsys.readouterr()

    def json(self, *words: str, by: str = "passphrase") -> Any:
        code, out, err = self.run(*words, "--json", by=by)
        assert (code, err) == (0, "")
        return json.loads(out)


@pytest.fixture
def terminal(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> Terminal:
    made = Terminal(tmp_path, capsys)
    assert made.run("vault", "create", "--user", "ann")[0] == 0
    return made


def test_from_off_to_on_and_back(terminal: Terminal) -> None:
    assert terminal.json("keychain") == {"keychain": "Secret Service", "opens": False, "anchored": False}
    code, _, err = terminal.run("patients", by="keychain")
    assert (code, err.count("\n")) == (2, 1)
    assert "not opened by the keychain" in err
    code, out, _ = terminal.run("keychain", "on")
    assert code == 0
    assert "whoever is signed in to this computer account opens the vault as you" in out
    assert terminal.json("patients", by="keychain") == []
    assert terminal.json("audit", "--search", "by the keychain")[0]["verb"] == "unlock"
    terminal.backend.is_locked = True
    code, _, err = terminal.run("patients", by="keychain")
    assert code == 2
    assert "is locked, or refused" in err
    terminal.backend.is_locked = False
    assert terminal.json("keychain", "off", by="keychain") == {"opens": False, "entry_removed": True}
    assert terminal.run("patients", by="keychain")[0] == 2


def test_the_head_in_the_keychain_tells_of_a_folder_that_was_put_back(terminal: Terminal, tmp_path: Path) -> None:
    assert terminal.json("audit", "verify")["anchored"] is False
    terminal.json("keychain", "anchor")
    assert terminal.json("audit", "verify")["anchored"] is True
    shutil.copytree(terminal.vault, tmp_path / "older")
    terminal.json("patients")
    shutil.rmtree(terminal.vault)
    shutil.copytree(tmp_path / "older", terminal.vault)
    shutil.rmtree(tmp_path / "older")
    code, _, err = terminal.run("patients")
    assert (code, "put back to an older state" in err) == (0, True)
    assert terminal.json("keychain", "no-anchor") == {"anchored": False}
    assert terminal.backend.kept == {}


def test_a_copy_is_made_a_vault_of_its_own(terminal: Terminal, tmp_path: Path) -> None:
    shutil.copytree(terminal.vault, tmp_path / "copy")
    given = ("--vault", str(tmp_path / "copy"))
    assert terminal.run("patients", *given)[0] == 2
    assert terminal.run("vault", "separate", *given)[0] == 0
    assert terminal.run("patients", *given)[0] == 0
    assert terminal.json("patients") == []
