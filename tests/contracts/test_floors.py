"""Nothing here is older than the version that closed its known holes on our path, and nothing unfit is installed."""

from __future__ import annotations

from importlib import metadata

import pytest
import sqlcipher3
from packaging.version import Version

# distribution -> (oldest that may be installed, why)
FLOORS = {
    "pydicom": ("3.0.2", "CVE-2026-32711: a DICOMDIR leads out of its folder"),
    "pynetdicom": ("3.0.4", "CVE-2026-56445: file names taken from data sets"),
    "onnx": ("1.21.0", "CVE-2026-27489, -34445, -34446, -34447: external data and attributes lead outside"),
    "torch": ("2.10", "CVE-2026-24747: code runs despite weights_only"),
    "monai": ("1.5.2", "CVE-2026-21851: archives lead outside"),
    "onnxruntime": ("1.27", "reads outside tensors, fixed in mid-2026"),
    "onnxruntime-gpu": ("1.27", "reads outside tensors, fixed in mid-2026"),
    "sqlcipher3": ("0.6.4", "its SQLite is past the WAL-reset bug"),
    "filelock": ("3.20.3", "CVE-2025-68146, CVE-2026-22701: links followed"),
    "cryptography": ("46", "OpenSSL of 2025"),
}
OLDEST_SQLITE = (3, 51, 3)
# what must not be here at all, and what is there in its place
UNFIT = {
    "sqlcipher3-binary": "SQLite 3.51.1 inside, with the WAL-reset bug: sqlcipher3",
    "sqlcipher3-wheels": "SQLite 3.51.1 inside, with the WAL-reset bug: sqlcipher3",
    "pysqlcipher3": "no longer kept: sqlcipher3",
    "pylibjpeg-libjpeg": "decodes legal lossless streams wrong: python-gdcm in a child process",
    "keyrings.alt": "keeps secrets in plain files: the system's own keychain",
}


def installed(name: str) -> str:
    try:
        return metadata.version(name)
    except metadata.PackageNotFoundError:
        return ""


def is_old(version: str, floor: str) -> bool:
    return Version(version) < Version(floor)


@pytest.mark.parametrize("name", FLOORS)
def test_what_is_installed_is_not_older_than_its_last_known_hole(name: str) -> None:
    version = installed(name)
    if not version:
        pytest.skip(f"{name} is not shipped")
    floor, why = FLOORS[name]
    assert not is_old(version, floor), f"{name} {version}: {why}"


@pytest.mark.parametrize("name", UNFIT)
def test_what_is_unfit_is_not_installed(name: str) -> None:
    assert not installed(name), UNFIT[name]


def test_the_database_is_past_the_bug_that_resets_its_journal() -> None:
    assert sqlcipher3.sqlite_version_info >= OLDEST_SQLITE


def test_an_old_version_would_be_seen() -> None:
    assert is_old("3.0.1", FLOORS["pydicom"][0])
    assert is_old("2.9.1+cpu", FLOORS["torch"][0])
    assert not is_old("2.13.0+cpu", FLOORS["torch"][0])
    assert installed("pytest")
