"""What a clinician may hand in by mistake: one sentence, exit code 2 or a counted refusal, the vault intact."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

import pytest

from app.imaging.phantom import head_files
from app.services import sample
from tests.e2e.terminal import Terminal


@pytest.fixture(autouse=True, scope="module")
def whole_vault_after(terminal: Terminal) -> Iterator[None]:
    """After all of it the vault is as whole as before."""
    yield
    assert terminal.json("vault", "check")["ok"] is True


def test_a_wrong_passphrase_is_one_sentence(terminal: Terminal, tmp_path: Path) -> None:
    wrong = tmp_path / "wrong"
    wrong.write_text("not this one at all\n", encoding="utf-8")
    said = terminal.refused("patients", "--passphrase-file", wrong)
    assert "passphrase" in said.lower()


def test_a_folder_without_files_is_one_sentence(terminal: Terminal, tmp_path: Path) -> None:
    (tmp_path / "empty").mkdir()
    done = terminal.run("import", tmp_path / "empty", "--json", code=2)
    assert json.loads(done.stdout)["files"] == 0


def test_a_path_that_is_not_there_is_named(terminal: Terminal, tmp_path: Path) -> None:
    assert "nowhere" in terminal.refused("import", tmp_path / "nowhere")


def test_text_named_dcm_and_a_truncated_file_are_refused_with_reasons(terminal: Terminal, tmp_path: Path) -> None:
    (tmp_path / "notes.dcm").write_text("milk, bread", encoding="utf-8")
    name, data = next(head_files(sample.ZHANG, sample.HEAD_AT, slices=20, size=64))
    (tmp_path / name).write_bytes(data[: len(data) // 2])
    said = terminal.json("import", tmp_path, code=2)
    assert said["files"] == 2
    assert said["stored"] + said["duplicate"] + len(said["kept_aside"]) + len(said["refused"]) == 2
    assert all(problem["what"] and problem["path"] for problem in said["refused"] + said["kept_aside"])


def test_a_bundle_about_nobody_is_accounted_for(terminal: Terminal, tmp_path: Path) -> None:
    bundle = sample.zhang_record()
    bundle["entry"] = [entry for entry in bundle["entry"] if entry["resource"]["resourceType"] != "Patient"]
    (tmp_path / "nobody.json").write_text(json.dumps(bundle, ensure_ascii=False), encoding="utf-8")
    said = terminal.json("import", tmp_path, code=2)
    assert (said["files"], said["stored"]) == (1, 0)
    assert len(said["refused"]) + len(said["kept_aside"]) == 1


def test_a_table_in_another_encoding_does_not_become_nonsense(terminal: Terminal, tmp_path: Path) -> None:
    table, mapping = tmp_path / "labor.csv", tmp_path / "map.toml"
    table.write_bytes("mrn;name;wert\nX-1;Müller, Jörg;5,1\n".encode("utf-16"))
    mapping.write_text('patient = "mrn"\nname = "name"\n[values]\nwert = ["Kalium", "mmol/L"]\n', encoding="utf-8")
    terminal.run("import", table, "--map", mapping)
    (patient,) = terminal.json("patients", "--search", "X-1")
    assert patient["name"] == "Müller, Jörg"


@pytest.mark.parametrize(
    "words",
    [
        ("show", "series", "1.2.3"),
        ("render", "1.2.3", "--slice", "0", "--out", "x.png"),
        ("export", "volume", "1.2.3", "--out", "x.nii.gz"),
        ("record", "nobody"),
        ("models", "show", "nothing"),
        ("predict", "nothing", "--patient", "nobody"),
    ],
    ids=lambda words: " ".join(words[:2]),
)
def test_what_is_not_there_is_one_sentence(terminal: Terminal, words: tuple[str, ...]) -> None:
    assert len(terminal.refused(*words)) > 20
    assert not (terminal.home / "x.png").exists()


def test_a_table_that_cannot_teach_is_refused_before_training(terminal: Terminal, tmp_path: Path) -> None:
    table = tmp_path / "one_class.csv"
    table.write_text("a,b,sick\n" + "1,2,yes\n" * 40, encoding="utf-8")
    out = tmp_path / "m.aegle"
    terminal.refused("train", "case_diagnosis", "--table", table, "--target", "sick", "--out", out)
    assert not out.exists()


def test_a_package_that_is_no_package_is_refused(terminal: Terminal, tmp_path: Path) -> None:
    (tmp_path / "model.aegle").write_bytes(b"PK\x03\x04 nothing")
    terminal.refused("models", "install", tmp_path / "model.aegle")
