"""The backup commands as a person types them."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.flows.conftest import Terminal

BUNDLE = """{"resourceType": "Bundle", "type": "collection", "entry": [{"resource":
{"resourceType": "Patient", "id": "p", "name": [{"family": "Test", "given": ["Eve"]}], "birthDate": "1970-01-01"}}]}"""


@pytest.fixture(autouse=True)
def disk(tmp_path: Path) -> None:
    (tmp_path / "disk").mkdir()


def test_a_plan_a_backup_its_proof_and_its_end(terminal: Terminal, tmp_path: Path) -> None:
    code, out, err = terminal.run("backup", "create")
    assert (code, out) == (2, "")
    assert err.startswith("No folder for backups was chosen.")
    disk = str(tmp_path / "disk")
    plan = terminal.json("backup", "plan", "--folder", disk, "--every", "12", "--keep", "2")
    assert (plan["folder"], plan["every_hours"], plan["keep"], plan["is_due"]) == (disk, 12, 2, True)
    names = [terminal.json("backup", "create")["name"] for _ in range(3)]
    listed = terminal.json("backup", "list")["backups"]
    assert [one["name"] for one in listed] == names[:0:-1]
    assert terminal.run("backup", "verify")[:2] == (0, "The backup is whole.\n")
    (next((tmp_path / "disk").iterdir()) / names[1] / "keyring.json").unlink()
    code, out, _ = terminal.run("backup", "verify", names[1])
    assert (code, out.splitlines()[0]) == (2, "keyring.json is damaged or missing.")
    assert "damaged: keyring.json" in terminal.run("backup", "list")[1]
    assert terminal.run("backup", "remove", names[1])[0] == 0
    assert [one["name"] for one in terminal.json("backup", "list")["backups"]] == names[2:]
    assert terminal.run("backup", "remove")[0] == 2


def test_a_deleted_patient_is_named_where_a_backup_still_holds_them(terminal: Terminal, tmp_path: Path) -> None:
    (tmp_path / "eve.json").write_text(BUNDLE, encoding="utf-8")
    terminal.json("import", str(tmp_path / "eve.json"))
    (eve,) = terminal.json("patients")
    terminal.json("backup", "plan", "--folder", str(tmp_path / "disk"))
    terminal.json("backup", "create")
    terminal.json("delete", "--patient", eve["id"], "--why", "asked for it")
    terminal.json("backup", "create")
    new, old = terminal.json("backup", "list")["backups"]
    assert [one["patient"] for one in old["deleted_patients"]] == [eve["id"]]
    assert new["deleted_patients"] == []


def test_it_is_restored_to_an_empty_folder_and_nowhere_else(terminal: Terminal, tmp_path: Path) -> None:
    terminal.json("backup", "plan", "--folder", str(tmp_path / "disk"))
    made = terminal.json("backup", "create")
    code, _, err = terminal.run("backup", "restore", str(tmp_path / "disk"))
    assert code == 2
    assert "is not empty" in err
    assert terminal.run("backup", "restore")[0] == 2
    terminal.vault.rename(tmp_path / "the old one")
    code, _, err = terminal.run("backup", "restore", str(tmp_path / "disk"), "--code")
    assert (code, err.split(".")[0]) == (2, "The recovery code is needed")
    done = terminal.json("backup", "restore", str(tmp_path / "disk"))
    assert (done["backup"], done["losses"]) == (made["name"], [])
    assert terminal.json("vault", "check")["ok"]
