"""The trail from the terminal: proven, handed out, and an alarm where something was put back."""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
from pathlib import Path

from app.domain.patient import Role
from app.main import door
from app.store import trail
from tests.flows.conftest import CHEAP, Terminal


def test_the_trail_is_exported_and_verified_by_the_file_a_third_party_reads(terminal: Terminal, tmp_path: Path) -> None:
    root = terminal.json("audit", "verify")["root_key"]
    out = tmp_path / "trail.json"
    said = terminal.json("audit", "export", "--out", str(out))
    assert said["entries"] >= 5
    command = [sys.executable, trail.__file__, str(out), "--root", root]
    assert subprocess.run(command, capture_output=True, check=False).returncode == 0
    out.write_text(out.read_text(encoding="utf-8").replace("create vault", "open record"), encoding="utf-8")
    assert subprocess.run(command, capture_output=True, check=False).returncode == 2  # control
    assert "export audit trail" in {one["verb"] for one in terminal.json("audit", "list")}


def test_an_export_needs_a_place_that_can_be_written(terminal: Terminal, tmp_path: Path) -> None:
    assert "--out" in terminal.run("audit", "export")[2]
    code, out, err = terminal.run("audit", "export", "--out", str(tmp_path / "no" / "such" / "folder.json"))
    assert (code, out) == (2, "")
    assert "cannot be written" in err


def test_older_records_are_an_alarm_on_stderr_and_an_entry(terminal: Terminal, tmp_path: Path) -> None:
    terminal.json("patients")
    shutil.copy(terminal.vault / "records.db", tmp_path / "older.db")
    for _ in range(3):
        terminal.json("patients")  # unlock, list patients, lock
    shutil.copy(tmp_path / "older.db", terminal.vault / "records.db")
    code, out, err = terminal.run("patients", "--json")
    assert (code, json.loads(out)) == (0, [])
    assert err == "Alarm: The last 9 entries of the audit trail are missing: records were put back or cut off.\n"
    assert terminal.json("audit", "--search", "alarm")[0]["why"] == err.removeprefix("Alarm: ").strip()
    code, out, _ = terminal.run("audit", "verify", "--json")
    proof = json.loads(out)
    assert (code, proof["ok"], proof["missing"]) == (2, False, 9)


def test_a_whole_folder_put_back_shows_only_by_a_code_on_paper(terminal: Terminal, tmp_path: Path) -> None:
    terminal.json("patients")
    shutil.copytree(terminal.vault, tmp_path / "older")
    terminal.json("patients")
    code_on_paper = terminal.json("audit", "verify")["head_code"]
    assert terminal.json("audit", "verify", "--code", code_on_paper)["ok"] is True
    shutil.rmtree(terminal.vault)
    shutil.copytree(tmp_path / "older", terminal.vault)
    assert terminal.json("audit", "verify")["ok"] is True  # control: the folder itself does not know
    code, out, _ = terminal.run("audit", "verify", "--json", "--code", code_on_paper)
    assert code == 2
    assert "head code" in json.loads(out)["problems"][0]
    assert "This is no head code." in terminal.run("audit", "verify", "--code", "nonsense")[2]


def test_an_older_keyring_is_an_alarm(terminal: Terminal, tmp_path: Path) -> None:
    shutil.copy(terminal.vault / "keyring.json", tmp_path / "older.json")
    add_bob(terminal)
    terminal.json("patients")
    shutil.copy(tmp_path / "older.json", terminal.vault / "keyring.json")
    assert "Alarm: keyring.json was put back" in terminal.run("patients")[2]


def add_bob(terminal: Terminal) -> None:
    opened = door(CHEAP).unlock(terminal.vault, "ann", "correct horse 病")
    opened.people.add(opened.principal, "bob", Role.READER, "battery staple horse")
    opened.close()
