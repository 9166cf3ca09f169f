"""What starting costs and brings: light imports, and exactly one ONNX Runtime."""

from __future__ import annotations

import subprocess
import sys
from importlib import metadata
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
HEAVY = (
    "torch", "ml", "onnx", "onnxscript", "onnxruntime", "sklearn", "scipy", "pandas", "SimpleITK", "numba", "PySide6"
)  # fmt: skip


def modules_after(statement: str) -> set[str]:
    """The top-level modules that a fresh Python holds after a statement."""
    script = f"import sys\n{statement}\nprint(*sorted({{name.split('.')[0] for name in sys.modules}}))"
    done = subprocess.run([sys.executable, "-c", script], cwd=ROOT, capture_output=True, text=True, check=True)
    return set(done.stdout.split())


def test_importing_the_program_brings_no_heavy_library() -> None:
    assert modules_after("import app.main") & set(HEAVY) == set()


def test_exactly_one_onnx_runtime_is_installed() -> None:
    there = [name for name in ("onnxruntime", "onnxruntime-gpu") if any(metadata.distributions(name=name))]
    assert there == ["onnxruntime" if sys.platform == "darwin" else "onnxruntime-gpu"]
