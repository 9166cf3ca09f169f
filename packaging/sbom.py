"""What Aegle is made of, as CycloneDX JSON: every distribution it runs on and the C libraries inside their wheels.

    python3 packaging/bootstrap.py sbom [--out FILE]

A wheel's C libraries are found in three ways, each written down with the version: the library is asked; its file is
named after itself and its version (Linux and macOS wheels); its machine code holds a sentence of its own. Hashes are
over the list of a distribution's installed files with their hashes, as its wheel states them.
"""

from __future__ import annotations

import argparse
import hashlib
import mmap
import platform
import re
import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from importlib import import_module, metadata
from pathlib import Path

from cyclonedx.contrib.license.factories import LicenseFactory
from cyclonedx.model import HashAlgorithm, HashType, Property
from cyclonedx.model.bom import Bom
from cyclonedx.model.component import Component, ComponentType
from cyclonedx.output.json import JsonV1Dot6
from packageurl import PackageURL
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

EXTRAS = ("run", "train")
_NATIVE = (".so", ".pyd", ".dll", ".dylib")
_LARGEST = 64 << 20  # larger files hold a library that says its version itself (torch, ONNX Runtime, CUDA)

# libz-<hash>.so.1.3.1, libpng16-1d1ba958.so.16.58.0, libQt6Core.so.6, libcrypto-5409cd36.so.1.1.1k, libfoo.1.2.dylib
_FILE = re.compile(
    r"(?P<name>lib[A-Za-z0-9_+]+?)_?(?:-[0-9a-f]{6,}){0,2}(?:\.so\.(?P<so>[0-9][\w.]*)|\.(?P<mac>\d[\d.]*)\.dylib)$"
)
# the file's name where the library is known by another; None: a part of what is asked already
_KNOWN_AS = {
    "libopenjp2": "OpenJPEG", "libgdcmopenjp2": "OpenJPEG", "libcrypto": "OpenSSL", "libssl": "OpenSSL",
    "liblcms2": "Little CMS", "libpng16": "libpng", "libjpeg": "libjpeg-turbo", "libfreetype": "FreeType",
    "libharfbuzz": "HarfBuzz", "libgdcmcharls": "CharLS", "libgdcmexpat": "expat", "libgdcmzlib": "zlib",
    "libfribidi": "FriBiDi", "libraqm": "Raqm", "libz": "zlib",
}  # fmt: skip
_PARTS = ("libQt6", "libgdcm", "libpyside6", "libshiboken6", "libonnxruntime")
# what a licence's text is, where a distribution brings nothing but the text
_TEXTS = {
    "must be plainly marked as such, and must not be": "Zlib",
    "Permission is hereby granted, free of charge": "MIT",
    "Apache License": "Apache-2.0",
}
# what a library says of itself in its own code
_SENTENCES = {
    "OpenSSL": rb"OpenSSL (\d+\.\d+\.\d+[a-z]?) +\d+ \w+ \d{4}",
    "zlib": rb" (?:inflate|deflate) (\d+(?:\.\d+)+)(?:\.f-\w+)? Copyright",
    "libpng": rb"libpng version (\d+\.\d+\.\d+)",
    "libjpeg-turbo": rb"libjpeg-turbo version (\d+\.\d+\.\d+)",
    "libtiff": rb"LIBTIFF, Version (\d+\.\d+\.\d+)",
    "expat": rb"expat_(\d+\.\d+\.\d+)",
    "PCRE2": rb"\b(10\.\d\d) 20\d\d-\d\d-\d\d",
    "SQLite": rb"\b(3\.\d+\.\d+)\x0020\d\d-\d\d-\d\d \d\d:\d\d:\d\d [0-9a-f]{64}",
}
_ANCHORS = {
    "OpenSSL": b"OpenSSL ", "zlib": b"flate ", "libpng": b"libpng version ", "libjpeg-turbo": b"libjpeg-turbo version ",
    "libtiff": b"LIBTIFF, Version ", "expat": b"expat_", "PCRE2": b"10.", "SQLite": b"3.",
}  # fmt: skip


@dataclass(frozen=True, slots=True, order=True)
class Library:
    """A C or C++ library inside a wheel. ``found``: asked, file name, or code."""

    name: str
    version: str
    found: str


def main(argv: list[str]) -> int:
    parser = argparse.ArgumentParser(prog="sbom", description="Write what Aegle is made of as CycloneDX JSON.")
    parser.add_argument("--out", type=Path, default=Path("sbom.cdx.json"), help="the file to write")
    out: Path = parser.parse_args(argv).out
    made = bom(needed_by(EXTRAS))
    out.write_text(JsonV1Dot6(made).output_as_string(indent=2) + "\n", encoding="utf-8")
    inside = sum(len(one.components) for one in made.components)
    print(f"{out}: {len(made.components)} distributions, {inside} libraries inside them")
    return 0


def needed_by(extras: tuple[str, ...]) -> list[str]:
    """Every installed distribution that aegle with these extras stands on, by its canonical name."""
    found: set[str] = set()
    waiting = [("aegle", frozenset(extras))]
    while waiting:
        name, wanted = waiting.pop()
        for line in metadata.distribution(name).requires or ():
            requirement = Requirement(line)
            marker = requirement.marker
            if marker is not None and not any(marker.evaluate({"extra": extra}) for extra in (wanted or {""})):
                continue
            key = canonicalize_name(requirement.name)
            if key not in found:
                found.add(key)
                waiting.append((key, frozenset(requirement.extras)))
    return sorted(found)


def bom(names: list[str]) -> Bom:
    made = Bom()
    made.metadata.component = Component(
        name="aegle", type=ComponentType.APPLICATION, version=metadata.version("aegle"), bom_ref="aegle"
    )
    made.metadata.properties.add(Property(name="aegle:system", value=f"{platform.system()} {platform.machine()}"))
    made.components.add(_python())
    refs = [_distribution(name) for name in names]
    for one in refs:
        made.components.add(one)
    made.register_dependency(made.metadata.component, refs)
    return made


def _python() -> Component:
    import ssl  # asked for its version only

    version = ".".join(map(str, sys.version_info[:3]))
    openssl = Library("OpenSSL", ssl.OPENSSL_VERSION.split()[1], "asked")
    return Component(
        name="CPython", type=ComponentType.PLATFORM, version=version, bom_ref=f"cpython@{version}",
        licenses=[LicenseFactory().make_from_string("PSF-2.0")], components=[_inside("cpython", openssl)],
    )  # fmt: skip


def _distribution(name: str) -> Component:
    held = metadata.distribution(name)
    purl = PackageURL("pypi", None, name, held.version)
    return Component(
        name=name,
        type=ComponentType.LIBRARY,
        version=held.version,
        purl=purl,
        bom_ref=str(purl),
        licenses=[LicenseFactory().make_from_string(licence_of(held))],
        hashes=[HashType(alg=HashAlgorithm.SHA_256, content=files_digest(held))],
        components=[_inside(name, library) for library in libraries_of(held)],
    )


def _inside(holder: str, library: Library) -> Component:
    return Component(
        name=library.name,
        type=ComponentType.LIBRARY,
        version=library.version,
        bom_ref=f"{holder}/{library.name}@{library.version}",
        properties=[Property(name="aegle:found-by", value=library.found)],
    )


def licence_of(held: metadata.Distribution) -> str:
    """The licence expression, else the licence field's one line, else the classifiers, else what its file's text is."""
    said = held.metadata
    # asked by ``in``: a package (importlib_metadata) may put itself in this module's place, and raises for what is not
    field = said["License"].strip() if "License" in said else ""
    expression = said["License-Expression"] if "License-Expression" in said else ""  # noqa: SIM401
    stated = expression or (field if "\n" not in field else "")
    classified = [line.rsplit(" :: ", 1)[-1] for line in said.get_all("Classifier") or () if "License ::" in line]
    texts = [Path(str(held.locate_file(f))) for f in held.files or () if f.name.upper().startswith("LICENSE")]
    text = texts[0].read_text(encoding="utf-8", errors="replace") if texts else ""
    known = next((name for words, name in _TEXTS.items() if words in text), "")
    return stated or ", ".join(classified) or known or "not stated"


def files_digest(held: metadata.Distribution) -> str:
    """SHA-256 over "path sha256" of every file the wheel brought, in order: what is installed, whoever installed it."""
    lines = sorted(f"{file} {file.hash.value}" for file in held.files or () if file.hash and file.hash.mode == "sha256")
    return hashlib.sha256("\n".join(lines).encode()).hexdigest()


# ---- the C libraries inside -----------------------------------------------------------------------------------------


def libraries_of(held: metadata.Distribution) -> list[Library]:
    """Each library once: what it answers before what its code holds before what its file is called."""
    found: dict[str, Library] = {}
    files = [Path(str(held.locate_file(file))) for file in held.files or ()]
    native = [file for file in files if any(part in file.name for part in _NATIVE) and file.is_file()]
    for library in (*_asked(held), *_said(native), *_named(native)):
        found.setdefault(library.name.lower().removeprefix("lib"), library)
    return sorted(found.values())


def _named(files: list[Path]) -> Iterator[Library]:
    for file in files:
        match = _FILE.match(file.name)
        name = match["name"] if match else ""
        if match and (name in _KNOWN_AS or not name.startswith(_PARTS)):
            yield Library(_KNOWN_AS.get(name, name), match["so"] or match["mac"], "file name")


def _said(files: list[Path]) -> Iterator[Library]:
    for file in files:
        if 0 < file.stat().st_size <= _LARGEST:
            with file.open("rb") as opened, mmap.mmap(opened.fileno(), 0, access=mmap.ACCESS_READ) as code:
                yield from _sentences(code)


def _sentences(code: mmap.mmap | bytes) -> Iterator[Library]:
    for name, sentence in _SENTENCES.items():
        if code.find(_ANCHORS[name]) >= 0 and (match := re.search(sentence, code)):
            yield Library(name, match[1].decode(), "code")


def _asked(held: metadata.Distribution) -> list[Library]:
    ask = _ASK.get(canonicalize_name(held.metadata["Name"]))
    return [Library(name, version, "asked") for name, version in ask()] if ask else []


Answers = Iterator[tuple[str, str]]


def _sqlcipher() -> Answers:
    sqlcipher3 = import_module("sqlcipher3")
    yield "SQLite", sqlcipher3.sqlite_version
    connection = sqlcipher3.connect(":memory:")
    connection.set_key(bytearray(b"x'" + b"00" * 48 + b"'"))
    for name, pragma in (("SQLCipher", "cipher_version"), ("OpenSSL", "cipher_provider_version")):
        answer = connection.execute(f"PRAGMA {pragma}").fetchone()
        found = re.search(r"\d+(?:\.\d+)+", answer[0]) if answer else None
        if found:
            yield name, found[0]
    connection.close()


def _cryptography() -> Answers:
    backend = import_module("cryptography.hazmat.backends.openssl").backend
    yield "OpenSSL", backend.openssl_version_text().split()[1]


def _pillow() -> Answers:
    features = import_module("PIL.features")
    names = {
        "libjpeg_turbo": "libjpeg-turbo", "jpg_2000": "OpenJPEG", "zlib": "zlib", "libtiff": "libtiff",
        "freetype2": "FreeType", "webp": "libwebp", "littlecms2": "Little CMS", "harfbuzz": "HarfBuzz", "raqm": "Raqm",
        "fribidi": "FriBiDi", "avif": "libavif",
    }  # fmt: skip
    for feature, name in names.items():
        if version := features.version(feature):
            yield name, str(version)


def _openjpeg() -> Answers:
    yield "OpenJPEG", ".".join(map(str, import_module("openjpeg.utils").get_openjpeg_version()))


def _blas() -> Answers:
    config = import_module("numpy").show_config(mode="dicts")["Build Dependencies"]["blas"]
    yield "OpenBLAS" if "openblas" in config["name"] else config["name"], config["version"]


def _torch() -> Answers:
    told = import_module("torch").__config__.show()
    for name, sentence in (("MKL", r"Math Kernel Library Version ([\w.]+)"), ("oneDNN", r"MKL-DNN v([\d.]+)")):
        if found := re.search(sentence, told):
            yield name, found[1]


_ASK: dict[str, Callable[[], Answers]] = {
    "sqlcipher3": _sqlcipher,
    "cryptography": _cryptography,
    "pillow": _pillow,
    "numpy": _blas,
    "torch": _torch,
    "pyside6-essentials": lambda: iter([("Qt", import_module("PySide6.QtCore").qVersion())]),
    "simpleitk": lambda: iter([("ITK", str(import_module("SimpleITK").Version.ITKVersionString()))]),
    "llvmlite": lambda: iter([("LLVM", ".".join(map(str, import_module("llvmlite.binding").llvm_version_info)))]),
    "python-gdcm": lambda: iter([("GDCM", str(import_module("gdcm").Version.GetVersion()))]),
    "pylibjpeg-openjpeg": _openjpeg,
    "argon2-cffi-bindings": lambda: iter(
        [("phc-winner-argon2", hex(import_module("argon2.low_level").ARGON2_VERSION))]
    ),
}


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
