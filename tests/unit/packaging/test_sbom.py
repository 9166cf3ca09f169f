"""The bill of materials names what is really inside, and follows the schema of CycloneDX."""

from __future__ import annotations

import json
import sqlite3
from importlib import metadata
from pathlib import Path
from typing import Any

import pytest
import sqlcipher3
from cyclonedx.output.json import JsonV1Dot6
from cyclonedx.schema import SchemaVersion
from cyclonedx.validation.json import JsonStrictValidator

from tests import scripts

ROOT = Path(__file__).resolve().parents[3]


sbom = scripts.load("sbom")
# torch and Qt take seconds to ask; bootstrap.py sbom asks them all
SOME = ["argon2-cffi", "cryptography", "numpy", "pillow", "python-gdcm", "scipy", "sqlcipher3"]


@pytest.fixture(scope="module")
def written() -> dict[str, Any]:
    made: dict[str, Any] = json.loads(JsonV1Dot6(sbom.bom(SOME)).output_as_string())
    return made


def inside(written: dict[str, Any], holder: str) -> dict[str, str]:
    (found,) = (one for one in written["components"] if one["name"] == holder)
    return {one["name"]: one["version"] for one in found.get("components", [])}


def test_it_follows_the_schema(written: dict[str, Any]) -> None:
    validator = JsonStrictValidator(SchemaVersion.V1_6)
    assert validator.validate_str(json.dumps(written)) is None
    broken = {**written, "components": [{"name": "no type"}]}
    assert validator.validate_str(json.dumps(broken)) is not None


def test_every_distribution_the_program_runs_on_is_in_it() -> None:
    needed = sbom.needed_by(("run", "train"))
    assert {"pyside6-essentials", "pydicom", "sqlcipher3", "torch", "onnx", "cffi", "shiboken6"} <= set(needed)
    assert not {"pytest", "ruff", "cyclonedx-python-lib"} & set(needed)


def test_each_states_its_version_licence_and_hash(written: dict[str, Any]) -> None:
    for one in written["components"]:
        assert one["version"]
        assert one["licenses"], one["name"]
        assert "not stated" not in json.dumps(one["licenses"])
        if one["type"] == "library":
            assert one["version"] == metadata.version(one["name"])
            assert one["purl"] == f"pkg:pypi/{one['name']}@{one['version']}"
            assert len(one["hashes"][0]["content"]) == 64


def test_the_libraries_inside_a_wheel_are_asked_for_their_versions(written: dict[str, Any]) -> None:
    assert inside(written, "sqlcipher3")["SQLite"] == sqlcipher3.sqlite_version != sqlite3.sqlite_version
    assert inside(written, "sqlcipher3")["OpenSSL"].startswith("3.")
    assert {"OpenJPEG", "libjpeg-turbo", "zlib", "FreeType"} <= inside(written, "pillow").keys()
    assert "OpenBLAS" in inside(written, "numpy")
    assert "GDCM" in inside(written, "python-gdcm")


@pytest.mark.parametrize(
    ("file", "name", "version"),
    [
        ("libopenjp2-e530e1bf.so.2.5.4", "OpenJPEG", "2.5.4"),
        ("libcrypto-5409cd36.so.1.1.1k", "OpenSSL", "1.1.1k"),
        ("libgfortran-040039e1-0352e75f.so.5.0.0", "libgfortran", "5.0.0"),
        ("liblzma.5.dylib", "liblzma", "5"),
    ],
)
def test_a_library_is_known_by_its_file(file: str, name: str, version: str) -> None:
    (found,) = sbom._named([Path(file)])
    assert (found.name, found.version) == (name, version)


def test_a_library_is_known_by_what_its_code_says() -> None:
    code = b"\x00\x90 inflate 1.3.1 Copyright 1995-2024 Mark Adler \x00 OpenSSL 3.6.0 1 Oct 2025\x00expat_2.6.4\x00"
    assert {(one.name, one.version) for one in sbom._sentences(code)} == {
        ("zlib", "1.3.1"), ("OpenSSL", "3.6.0"), ("expat", "2.6.4"),
    }  # fmt: skip
    assert list(sbom._sentences(b"OpenSSL is not here, nor is zlib 1.3.1")) == []


def test_a_changed_file_changes_the_hash(monkeypatch: pytest.MonkeyPatch) -> None:
    held = metadata.distribution("argon2-cffi")
    before = sbom.files_digest(held)
    files = list(held.files or ())
    hashed = next(file for file in files if file.hash)
    assert hashed.hash
    monkeypatch.setattr(hashed.hash, "value", "other")
    monkeypatch.setattr(type(held), "files", property(lambda _: files))
    assert sbom.files_digest(held) != before
