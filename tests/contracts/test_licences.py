"""What is shipped may be shipped: no GPL among the packages the program runs on."""

from __future__ import annotations

import ctypes
import re
import sys
from importlib import metadata
from pathlib import Path

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

from tests import scripts

ROOT = Path(__file__).resolve().parents[2]
sbom = scripts.load("sbom")

# Weaker copyleft, with the reason why it may be there. LGPL: used unchanged as a shared library that can be replaced.
EXPLAINED = {
    "pyside6-essentials": "LGPL-3.0: Qt for Python, separate shared libraries, unchanged",
    "shiboken6": "LGPL-3.0: part of Qt for Python, separate shared libraries, unchanged",
}
COPYLEFT = re.compile(r"\b[AL]?GPL|General Public License", re.IGNORECASE)
OTHER_LICENCE_TOO = re.compile(r"\bOR\b|dual", re.IGNORECASE)


def licence_of(name: str) -> str:
    """What a distribution says of its licence: expression, field and classifiers, else the licence file itself."""
    said = metadata.metadata(name)
    parts = [said[field].split("\n")[0] for field in ("License-Expression", "License") if field in said]
    parts += [line for line in said.get_all("Classifier") or () if line.startswith("License ::")]
    stated = " | ".join(part for part in parts if part)
    if stated:
        return stated
    files = [file for file in metadata.files(name) or () if Path(file).name.upper().startswith(("LICENSE", "COPYING"))]
    return "\n".join(file.read_text() for file in files)


RUNTIME = sbom.needed_by(("run", "train"))


@pytest.mark.parametrize("name", RUNTIME)
def test_no_package_the_program_runs_on_is_gpl(name: str) -> None:
    licence = licence_of(name)
    assert licence, f"{name} does not state its licence"
    if COPYLEFT.search(licence):
        assert name in EXPLAINED or OTHER_LICENCE_TOO.search(licence), f"{name}: {licence}"


def test_the_explained_exceptions_are_still_there() -> None:
    assert set(EXPLAINED) <= set(RUNTIME)


def files_inside(name: str) -> list[Path]:
    return [Path(str(file.locate())) for file in metadata.files(name) or ()]


@pytest.mark.skipif(sys.platform != "linux", reason="the shared library is looked for as the Linux wheel has it")
def test_the_ffmpeg_that_reads_video_was_built_without_gpl_parts() -> None:
    """LGPL: separate shared libraries, unchanged, which can be replaced."""
    codec = next(path for path in files_inside("opencv-python-headless") if path.name.startswith("libavcodec"))
    library = ctypes.CDLL(str(codec))
    library.avcodec_license.restype = library.avcodec_configuration.restype = ctypes.c_char_p
    assert library.avcodec_license().startswith(b"LGPL")
    assert b"--enable-gpl" not in library.avcodec_configuration()


@pytest.mark.parametrize("name", ["imagecodecs", "opencv-python-headless"])
def test_no_wheel_of_codecs_brings_a_gpl_encoder(name: str) -> None:
    gpl = re.compile(r"x264|x265|libheif|xvid|lzo2|libjpeg-?xt", re.IGNORECASE)
    assert [path.name for path in files_inside(name) if gpl.search(path.name)] == []


def test_video_is_not_read_by_the_wheel_for_macos_which_has_them() -> None:
    (wanted,) = (Requirement(line) for line in metadata.requires("aegle") or () if line.startswith("opencv"))
    assert wanted.marker is not None
    assert not wanted.marker.evaluate({"extra": "run", "sys_platform": "darwin"})


def test_every_runtime_package_is_pinned() -> None:
    lines = (ROOT / "packaging" / "constraints.txt").read_text(encoding="utf-8").splitlines()
    pins = {canonicalize_name(line.split("==")[0]) for line in lines if "==" in line}
    needed = {*sbom.needed_by(("run", "train", "test"))} - {"aegle"}
    assert sorted(needed - pins) == []


def test_the_project_carries_its_own_licence_and_the_fonts_theirs() -> None:
    assert "Apache License" in (ROOT / "LICENSE").read_text(encoding="utf-8")
    assert "SIL OPEN FONT LICENSE" in (ROOT / "resources" / "fonts" / "OFL.txt").read_text(encoding="utf-8").upper()
