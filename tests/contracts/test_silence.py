"""Nothing that the program is built on reports to anybody."""

from __future__ import annotations

import ast
import os
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
SWITCH = "ORT_DISABLE_TELEMETRY"
WATCH = """
import os, sys
seen = []
def hear(event, args):
    if event == "import" and args[0] == "onnxruntime":
        seen.append(os.environ.get("ORT_DISABLE_TELEMETRY"))
sys.addaudithook(hear)
{deed}
print(seen[0] if seen else "not imported")
"""


def importers() -> list[str]:
    """Every module of the house that imports ONNX Runtime."""
    found = []
    for path in [*ROOT.glob("app/**/*.py"), *ROOT.glob("ml/**/*.py")]:
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Import) and any(alias.name.split(".")[0] == "onnxruntime" for alias in node.names):
                found.append(".".join(path.relative_to(ROOT).with_suffix("").parts))
    return sorted(set(found))


def switch_at_import(deed: str) -> str:
    """What the switch stood at when a fresh process imported ONNX Runtime; the environment said to report."""
    env = {**os.environ, SWITCH: "0", "PYTHONPATH": str(ROOT)}
    script = WATCH.format(deed=deed)
    done = subprocess.run([sys.executable, "-c", script], env=env, capture_output=True, text=True, cwd=ROOT)
    assert done.returncode == 0, done.stderr
    return done.stdout.split()[-1]


@pytest.mark.parametrize("module", importers())
def test_onnx_runtime_is_told_not_to_report_before_it_is_imported(module: str) -> None:
    if module.startswith("ml."):
        pytest.importorskip("torch", reason="the train extra is not installed")
    assert switch_at_import(f"import {module}\nimport onnxruntime") == "1"


def test_the_control_would_be_seen() -> None:
    assert switch_at_import("import onnxruntime") == "0"


def titles(source: str) -> list[str]:
    """What a source gives to ``setWindowTitle``, as it is written there."""
    calls = (node for node in ast.walk(ast.parse(source)) if isinstance(node, ast.Call))
    named = (call for call in calls if isinstance(call.func, ast.Attribute) and call.func.attr == "setWindowTitle")
    return [ast.unparse(call.args[0]) for call in named]


def test_no_windows_title_names_anybody() -> None:
    """Task bars show it, session managers keep it, screen recorders list it."""
    found = {path.name: titles(path.read_text(encoding="utf-8")) for path in ROOT.glob("app/ui/**/*.py")}
    assert {name: said for name, said in found.items() if set(said) - {"'Aegle'"}} == {}
    assert sum(map(len, found.values())) >= 3
    # the control: one that names a patient would be found
    assert titles("self.setWindowTitle(tr('Delete {name}?', name=name))") != []
