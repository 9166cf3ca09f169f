"""Names inside foreign files lead nowhere: not one file outside is touched, as the kernel saw it."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from tests.flows import untrusted

ROOT = Path(__file__).resolve().parents[2]
# every call that names a file
TRACED = "trace=file"
strace_only = pytest.mark.skipif(shutil.which("strace") is None, reason="strace is not installed")


@pytest.fixture
def outside(tmp_path: Path) -> Path:
    folder = tmp_path / "outside"
    folder.mkdir()
    (folder / "secret").write_text("untouched")
    return folder


@pytest.fixture
def inbox(tmp_path: Path, outside: Path) -> Path:
    folder = tmp_path / "inbox"
    folder.mkdir()
    untrusted.a_disc(folder, outside)
    untrusted.a_zip(folder / "a.zip", outside)
    untrusted.a_record(folder / "record.json", outside)
    shipped = ROOT / "resources" / "models" / "breast-aspirate-wisconsin.aegle"
    untrusted.a_package(folder / "model.aegle", shipped, outside)
    return folder


def traced(home: Path, *command: object, code: int = 0) -> list[str]:
    """The lines of a program and all its children that name a file."""
    log = home / "trace"
    env = {name: value for name, value in os.environ.items() if not name.startswith("XDG_")}
    env |= {"PYTHONPATH": str(ROOT), "HOME": str(home)}
    words = ["strace", "-f", "-y", "-s", "9999", "-e", TRACED, "-o", str(log), sys.executable, *map(str, command)]
    done = subprocess.run(words, env=env, cwd=home, capture_output=True, text=True, timeout=250)
    assert done.returncode == code, done.stdout + done.stderr
    return log.read_text(errors="replace").splitlines()


def touching(lines: list[str], folder: Path) -> list[str]:
    """The calls that went to ``folder``, whichever way its name was spelled."""
    found = []
    for line in lines:
        for name in re.findall(r'"((?:[^"\\]|\\.)*)"', line.split("execve(")[0] if "execve(" in line else line):
            spelled = name.encode().decode("unicode_escape", "replace")
            if os.path.normpath(spelled).startswith(str(folder)) or folder.name in spelled.replace("\\", "/").split(
                "/"
            ):
                found.append(line)
    return found


@strace_only
def test_an_import_touches_no_file_outside(tmp_path: Path, inbox: Path, outside: Path) -> None:
    (tmp_path / "passphrase").write_text("correct horse battery\n")
    common = ("-m", "app", "--vault", tmp_path / "vault", "--passphrase-file", tmp_path / "passphrase")
    traced(tmp_path, *common, "vault", "create")
    lines = traced(tmp_path, *common, "import", inbox, "--json")
    assert any(str(inbox / "a.zip") in line for line in lines)  # children are traced too
    assert touching(lines, outside) == []
    refusal = traced(tmp_path, *common, "models", "install", inbox / "model.aegle", code=2)
    assert touching(refusal, outside) == []
    written = [line for line in (*lines, *refusal) if re.search(r"O_CREAT|O_WRONLY|O_RDWR|rename|mkdir", line)]
    strange = [line for line in written if not _is_own(line, tmp_path)]
    assert strange == []
    assert [p.name for p in outside.iterdir()] == ["secret"]
    assert (outside / "secret").read_text() == "untouched"


def _is_own(line: str, home: Path) -> bool:
    """A write into the vault, to a device, or one that was refused."""
    names = re.findall(r'"((?:[^"\\]|\\.)*)"', line)
    ours = tuple(map(str, (home / "vault", home / ".config", home / ".local", "/dev/", "/proc/self")))
    is_cache = all("__pycache__" in name for name in names)
    return " = -1 " in line or is_cache or any(name.startswith(ours) for name in names)


@strace_only
def test_a_reader_that_trusts_names_is_seen(tmp_path: Path, inbox: Path, outside: Path) -> None:
    """The control."""
    lines = traced(tmp_path, Path(untrusted.__file__), inbox / "a.zip", inbox)
    assert touching(lines, outside)
    assert (outside / "secret").read_bytes() != b"untouched"
