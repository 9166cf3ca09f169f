"""The program is whole without the learning worker: window, import and prediction work where torch is not installed."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import sysconfig
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
TRAINING = ("torch", "functorch", "onnx", "onnxscript", "onnx_ir", "sklearn", "scikit_learn", "safetensors", "aegle")


@pytest.fixture(scope="module")
def packages(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder of packages as an installation without the extra ``train`` has it, made of links."""
    folder = tmp_path_factory.mktemp("packages")
    for path in Path(sysconfig.get_paths()["purelib"]).iterdir():
        stem = path.name.split("-")[0].split(".")[0].lower()
        if not stem.startswith((*TRAINING, "__editable__")) or stem == "onnxruntime" or stem == "onnxruntime_gpu":
            try:
                (folder / path.name).symlink_to(path)
            except OSError:
                pytest.skip("this system does not let us make links")
    (folder / "app").symlink_to(ROOT / "app")
    return folder


def test_window_import_and_prediction_work_without_torch(packages: Path) -> None:
    python = getattr(sys, "_base_executable", sys.executable)
    env = {**os.environ, "PYTHONPATH": str(packages), "PYTHONNOUSERSITE": "1"}
    script = Path(__file__).with_name("program_without_torch.py")
    done = subprocess.run([python, str(script)], env=env, capture_output=True, text=True, timeout=120)
    assert done.returncode == 0, done.stderr[-3000:]
    said = json.loads(done.stdout.splitlines()[-1])
    assert set(said["absent"]) >= {"torch", "ml", "sklearn"}
    assert said["loaded"] == []
    assert said["stored"] == 1
    assert said["probabilities"] == pytest.approx(1.0, abs=1e-5)
    assert said["window"] is True
    assert said["training"] is False
    assert "refusal" in said
