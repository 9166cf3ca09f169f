"""aegle delete and aegle erase as a person types them."""

from __future__ import annotations

from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from app.domain.patient import Patient
from app.imaging.phantom import head_files
from tests.flows.conftest import Terminal


@pytest.fixture
def terminal(terminal: Terminal, tmp_path: Path) -> Terminal:
    """With two patients in its vault."""
    for n in range(2):
        patient = Patient("", f"MRN-{n}", f"Made^Up{n}", date(1950, 1, 1), "F")
        for name, data in head_files(patient, datetime(2026, 3, 1, tzinfo=UTC), slices=2, size=32):
            (tmp_path / f"{n}{name}").write_bytes(data)
            assert terminal.json("import", str(tmp_path / f"{n}{name}"))["stored"] == 1
    return terminal


def test_delete_says_what_goes_first_and_deletes_with_a_reason(terminal: Terminal) -> None:
    looked = terminal.json("delete", "--patient", "MRN-0")
    assert looked == {
        "deleted": False, "studies": 1, "instances": 2, "facts": 0, "findings": 0, "predictions": 0, "backups": [],
    }  # fmt: skip
    assert len(terminal.json("patients")) == 2
    code, out, _ = terminal.run("delete", "--patient", "MRN-0", "--why", "asked for it")
    assert code == 0
    assert "Deleted, not yet erased." in out
    assert [one["mrn"] for one in terminal.json("patients")] == ["MRN-1"]
    code, _, err = terminal.run("delete", "--patient", "MRN-0", "--why", "again")
    assert (code, err) == (2, "This patient is not in the vault. Look in the worklist.\n")


def test_erase_makes_an_end_of_what_was_deleted(terminal: Terminal) -> None:
    [study] = terminal.json("studies", "--patient", "MRN-1")
    assert terminal.json("delete", "--study", study["uid"], "--why", "wrong patient")["deleted"]
    [waits] = terminal.json("erase", "--list")["waiting"]
    assert (waits["kind"], waits["id"], waits["by"]) == ("study", study["uid"], "ann")
    erased = terminal.json("erase")
    assert (erased["erased"], erased["waiting"]) == (1, [])
    code, _, err = terminal.run("erase")
    assert (code, err) == (2, "Nothing that was deleted is still to be erased.\n")
    assert terminal.run("vault", "check")[0] == 0
    assert [one["mrn"] for one in terminal.json("studies")] == ["MRN-0"]
