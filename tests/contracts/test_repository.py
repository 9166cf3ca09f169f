"""What may be in the repository: no large file, no real patient, nothing that was made."""

from __future__ import annotations

import re
import subprocess
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
LARGEST = 1_000_000
# a vault is encrypted and cannot be packed; every version of one is kept
LARGEST_VAULT = 2_000_000
LARGEST_MODEL = 3_000_000
# Chinese fonts are large; everything else is small.
LARGE_ON_PURPOSE = {"resources/fonts/AegleSans-Regular.ttf", "resources/fonts/AegleSans-Bold.ttf"}
LARGER = (("tests/data/vaults/", LARGEST_VAULT), ("resources/models/", LARGEST_MODEL))


@pytest.fixture(scope="module")
def tracked() -> list[Path]:
    done = subprocess.run(["git", "ls-files", "-z"], cwd=ROOT, capture_output=True)
    if done.returncode != 0:
        pytest.skip("this is not a git clone")
    return [ROOT / name for name in done.stdout.decode().split("\0") if name and (ROOT / name).is_file()]


def test_no_large_file_is_kept(tracked: list[Path]) -> None:
    names = {path.relative_to(ROOT).as_posix(): path.stat().st_size for path in tracked}
    most = {name: next((size for at, size in LARGER if name.startswith(at)), LARGEST) for name in names}
    assert {name for name, size in names.items() if size > most[name]} <= LARGE_ON_PURPOSE


def test_nothing_that_was_made_is_kept(tracked: list[Path]) -> None:
    made = re.compile(r"(^|/)(\.venv|demo-output|__pycache__|build|dist)/|\.(db|pyc|log)$")
    assert [path.name for path in tracked if made.search(path.relative_to(ROOT).as_posix())] == []


def test_no_medical_file_is_kept(tracked: list[Path]) -> None:
    """Test data is generated, or brought by packages; a real file would be somebody's."""
    medical = [path for path in tracked if path.suffix.lower() in (".dcm", ".dicom", ".ima", ".nii", ".hl7")]
    assert medical == []
    for path in tracked:
        with path.open("rb") as file:
            assert file.read(132)[128:] != b"DICM", path.name


def test_only_known_names_stand_at_the_top(tracked: list[Path]) -> None:
    tops = {path.relative_to(ROOT).parts[0] for path in tracked}
    papers = {"README.md", "ARCHITECTURE.md", "CONTRIBUTING.md", "CHANGELOG.md", "LICENSE", "pyproject.toml"}
    folders = {"app", "ml", "resources", "tests", "packaging"}
    assert {top for top in tops if not top.startswith(".")} <= papers | folders
