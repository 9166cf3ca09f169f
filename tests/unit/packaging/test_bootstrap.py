"""The way in tells what comes in and what is missing, in sentences."""

from __future__ import annotations

import ast
import os
import subprocess
import sys
from pathlib import Path
from types import ModuleType

import pytest

from tests import scripts

ROOT = Path(__file__).resolve().parents[3]


@pytest.fixture(scope="module")
def bootstrap() -> ModuleType:
    return scripts.load("bootstrap")


def test_a_download_is_named_with_its_size(bootstrap: ModuleType) -> None:
    line = "  Downloading pyside6_essentials-6.12.0-cp310-abi3-manylinux_2_34_x86_64.whl (84.3 MB)"
    assert bootstrap.arrival(line) == ("pyside6_essentials 6.12.0", 84.3)
    assert bootstrap.arrival("  Using cached numpy-2.4.6-cp311-cp311-win_amd64.whl (343 kB)") == ("numpy 2.4.6", 0.343)


def test_a_wheel_in_a_folder_is_named_with_its_size(bootstrap: ModuleType, tmp_path: Path) -> None:
    wheel = tmp_path / "torch-2.13.0+cpu-cp311-cp311-linux_x86_64.whl"
    wheel.write_bytes(b"\0" * 2_000_000)
    assert bootstrap.arrival(f"Processing {wheel}") == ("torch 2.13.0+cpu", 2.0)


@pytest.mark.parametrize(
    "line",
    [
        "Collecting numpy>=2.1 (from aegle)",
        "  Downloading numpy-2.4.6-cp311-cp311-win_amd64.whl.metadata (6.6 kB)",
        "Requirement already satisfied: numpy in ./.venv",
        "",
    ],
)
def test_other_lines_bring_nothing(bootstrap: ModuleType, line: str) -> None:
    assert bootstrap.arrival(line) == ("", 0.0)


@pytest.mark.parametrize(
    ("words", "told"),
    [
        ("OSError: [Errno 28] No space left on device", "The disk is full"),
        (
            "NewConnectionError('…: Failed to establish a new connection: [Errno -3] Temporary failure",
            "cannot be reached",
        ),
        ("[Errno 13] Permission denied: '/x/.venv/lib'", "cannot be written to"),
        ("SSLError(SSLCertVerificationError(1, '[SSL: CERTIFICATE_VERIFY_FAILED]", "certificate"),
        ("ERROR: No matching distribution found for sqlcipher3==0.6.4", "no sqlcipher3 0.6.4 for Python 3"),
        ("The user requested (constraint) torch==2.13.0", "no torch 2.13.0 for Python 3"),
    ],
)
def test_a_cause_in_the_words_of_pip_becomes_a_sentence(bootstrap: ModuleType, words: str, told: str) -> None:
    assert told in str(bootstrap.cause(words))


def test_words_without_a_known_cause_are_not_explained_away(bootstrap: ModuleType) -> None:
    assert bootstrap.cause("something nobody has seen") is None


def test_missing_libraries_are_answered_with_the_line_that_installs_them(
    bootstrap: ModuleType, monkeypatch: pytest.MonkeyPatch
) -> None:
    for family, line in (
        ("debian", "sudo apt install libegl1 libxcb-cursor0"),
        ("fedora", "sudo dnf install libglvnd-egl xcb-util-cursor"),
        ("", "sudo apt install libegl1 libxcb-cursor0 or sudo dnf install libglvnd-egl xcb-util-cursor"),
    ):
        monkeypatch.setattr(bootstrap, "system_family", lambda family=family: family)
        assert bootstrap.install_line(["libEGL.so.1", "libxcb-cursor.so.0"]) == line


def test_a_folder_that_cannot_be_written_to_is_a_sentence(
    bootstrap: ModuleType, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setattr(bootstrap, "ROOT", tmp_path / "not there")
    with pytest.raises(bootstrap.Trouble, match="cannot be written to"):
        bootstrap.check_folder()


def test_a_small_disk_is_a_sentence_with_figures(bootstrap: ModuleType, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(bootstrap, "ROOM_MB", {"run": 10**9})
    with pytest.raises(bootstrap.Trouble, match="installing takes about 1000000000 MB"):
        bootstrap.check_room({"run"})


def test_a_broken_environment_is_seen(bootstrap: ModuleType, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    python = tmp_path / "python"
    monkeypatch.setattr(bootstrap, "PYTHON", python)
    assert bootstrap.look() is None
    python.write_text("#!/bin/sh\nexit 1\n", encoding="utf-8")
    python.chmod(0o755)
    assert bootstrap.look() is None


def test_every_check_is_run_and_the_first_failure_is_the_exit_code(
    bootstrap: ModuleType, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    checks = (
        ("one", ("-c", "print('fine')")),
        ("two", ("-c", "raise SystemExit(3)")),
        ("pytest", ("-c", "print('5 passed')")),
    )
    monkeypatch.setattr(bootstrap, "CHECKS", checks)
    monkeypatch.setattr(bootstrap, "PYTHON", Path(sys.executable))
    assert bootstrap.test([], bootstrap.Voice(to_stderr=False)) == 3
    lines = capfd.readouterr().out.splitlines()
    assert lines[-1] == "5 passed"
    assert [line.split()[:2] for line in lines[-4:-1]] == [["one", "passed"], ["two", "FAILED"], ["pytest", "passed"]]


def test_an_old_python_can_read_the_file_to_be_told_that_it_is_old() -> None:
    source = (ROOT / "packaging" / "bootstrap.py").read_text(encoding="utf-8")
    ast.parse(source, feature_version=(3, 7))
    assert "from __future__" not in source  # annotations would be a syntax error before 3.7
    assert source.index("sys.exit(2)") < source.index("def ")


def test_without_a_command_the_usage_is_shown() -> None:
    done = subprocess.run([sys.executable, str(ROOT / "packaging/bootstrap.py")], capture_output=True, text=True)
    assert done.returncode == 2
    assert "bootstrap.py demo" in done.stderr


@pytest.mark.skipif(os.name == "nt", reason="a shell script")
def test_the_ci_door_calls_exactly_the_test_command() -> None:
    door = ROOT / ".ci" / "run"
    assert os.access(door, os.X_OK)
    assert "python3 packaging/bootstrap.py test\n" in door.read_text(encoding="utf-8")
