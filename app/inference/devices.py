"""Where models run, and why not elsewhere: found by one real inference with a known answer."""

from __future__ import annotations

import base64
import ctypes
import importlib.metadata
import sys
from dataclasses import dataclass
from functools import cache
from typing import Any

import numpy as np

from app.domain.errors import WorkstationError
from app.domain.words import Phrase, say

CPU, CUDA = "CPUExecutionProvider", "CUDAExecutionProvider"
PACKAGES = ("onnxruntime", "onnxruntime-gpu", "onnxruntime-directml")

# x (1, 2) times the matrix ((1, 2), (3, 4)), as an ONNX model
_KNOWN_MODEL = base64.b64decode(
    "CAoSADphChEKAXgKAXcSAXkiBk1hdE11bBIFa25vd24qGwgCCAIQAUIBd0oQAACAPwAAAEAAAEBAAACAQFoTCgF4Eg4KDAgBEggKAggBCgIIAmIT"
    "CgF5Eg4KDAgBEggKAggBCgIIAkIECgAQEg=="
)
_ASKED, _KNOWN_ANSWER = ((1.0, 10.0),), ((31.0, 42.0),)


@dataclass(frozen=True, slots=True)
class Device:
    """``name`` is "CPU" or "CUDA: …"; ``reason`` says why; ``providers`` is what a session is asked for."""

    name: str
    reason: Phrase
    providers: tuple[str, ...]


def installed_package() -> str:
    """The one ONNX Runtime package installed here.

    Raises WorkstationError where there is none or more than one: they share a folder, and the last installed wins.
    """
    found = [name for name in PACKAGES if _is_installed(name)]
    if len(found) > 1:
        raise WorkstationError(
            say("More than one ONNX Runtime is installed ({names}).", names=", ".join(found)),
            say("They overwrite one another. Remove all of them, then run the installation again."),
        )
    if not found and not getattr(sys, "frozen", False):
        raise WorkstationError(
            say("ONNX Runtime is not installed: no model can run."), say("Run the installation again.")
        )
    return found[0] if found else ""


def _is_installed(package: str) -> bool:
    try:
        importlib.metadata.version(package)
    except importlib.metadata.PackageNotFoundError:
        return False
    return True


@cache
def find_device(prefer: str = "auto") -> Device:
    """Choose once a process. ``prefer``: auto, or cpu. To be called in a worker process."""
    if prefer == "cpu":
        return Device("CPU", say("Models run on the CPU, as chosen in the settings."), (CPU,))
    import onnxruntime  # late: only worker processes load the runtime

    if CUDA not in onnxruntime.get_available_providers():
        return Device("CPU", say("This installation runs models on the CPU only."), (CPU,))
    card = cuda_card()
    if not card:
        return Device("CPU", say("No CUDA device was found on this computer; models run on the CPU."), (CPU,))
    return _tried(onnxruntime, card)


def _tried(onnxruntime: Any, card: str) -> Device:
    """CUDA where it really answers: libraries may be missing although the device is there."""
    onnxruntime.preload_dlls()
    providers = (CUDA, CPU)
    try:
        session = onnxruntime.InferenceSession(_KNOWN_MODEL, _quiet(onnxruntime), providers=list(providers))
        answer = session.run(["y"], {"x": np.array(_ASKED, dtype=np.float32)})[0]
    except Exception as error:  # noqa: BLE001 - the runtime raises types of its own; any of them means: not here
        reason = say(
            "The CUDA device {name} failed its test ({why}); models run on the CPU.", name=card, why=_kind(error)
        )
        return Device("CPU", reason, (CPU,))
    if session.get_providers()[0] != CUDA:
        reason = say("The CUDA libraries for {name} could not be loaded; models run on the CPU.", name=card)
        return Device("CPU", reason, (CPU,))
    if not np.allclose(answer, _KNOWN_ANSWER):
        reason = say("The CUDA device {name} gave a wrong answer in its test; models run on the CPU.", name=card)
        return Device("CPU", reason, (CPU,))
    return Device(f"CUDA: {card}", say("It answered a test with a known result correctly."), providers)


def _quiet(onnxruntime: Any) -> Any:
    options = onnxruntime.SessionOptions()
    options.log_severity_level = 4
    return options


def _kind(error: Exception) -> str:
    return type(error).__name__


def cuda_card() -> str:
    """The name of the first CUDA device, asked of the driver itself; "" where there is none."""
    try:
        driver = ctypes.CDLL("nvcuda.dll" if sys.platform == "win32" else "libcuda.so.1")
        count, device, name = ctypes.c_int(), ctypes.c_int(), ctypes.create_string_buffer(128)
        if driver.cuInit(0) or driver.cuDeviceGetCount(ctypes.byref(count)) or count.value < 1:
            return ""
        if driver.cuDeviceGet(ctypes.byref(device), 0) or driver.cuDeviceGetName(name, len(name), device):
            return ""
    except (OSError, AttributeError):
        return ""
    return name.value.decode(errors="replace")
