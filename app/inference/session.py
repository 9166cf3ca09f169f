"""A model ready to answer, kept in the worker process that opened it. Nothing outside worker processes imports this."""

from __future__ import annotations

from collections import OrderedDict
from dataclasses import dataclass
from typing import Any

import numpy as np
import onnxruntime

from app.domain.errors import WorkstationError
from app.domain.words import say
from app.inference.devices import CPU, CUDA, Device, find_device
from app.inference.feeds import Feeds

_MOST_SESSIONS = 3

onnxruntime.disable_telemetry_events()  # where ``app`` could not: Windows' own tracing


@dataclass(frozen=True, slots=True, eq=False)
class Session:
    """``inputs``: name -> declared shape (a word where the size is free). ``runtime`` is ONNX Runtime's version."""

    device: Device
    runtime: str
    inputs: dict[str, tuple[Any, ...]]
    outputs: tuple[str, ...]
    _inner: Any

    def run(self, feeds: Feeds) -> Feeds:
        """Outputs by name. Raises WorkstationError where the runtime refuses the inputs."""
        try:
            answers = self._inner.run(list(self.outputs), {name: feeds[name] for name in self.inputs})
        except Exception as error:  # the runtime raises types of its own
            raise WorkstationError(
                say("The model could not be run on these inputs."),
                say("Its package does not fit this program. Ask for a newer one."),
                detail=type(error).__name__,
            ) from error
        return {name: np.asarray(answer) for name, answer in zip(self.outputs, answers, strict=True)}


# one process, few models: opening takes longer than answering
_OPEN: OrderedDict[tuple[str, str], Session] = OrderedDict()


def open_session(model: bytes, digest: str, prefer: str = "auto") -> Session:
    """The session of a model, opened from its bytes or found again by its digest.

    Raises WorkstationError when the runtime cannot load it.
    """
    key = (digest, prefer)
    if key not in _OPEN:
        _OPEN[key] = _opened(model, find_device(prefer))
        if len(_OPEN) > _MOST_SESSIONS:
            _OPEN.popitem(last=False)
    _OPEN.move_to_end(key)
    return _OPEN[key]


def _opened(model: bytes, device: Device) -> Session:
    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = 0  # the runtime's own choice: one for each physical core
    options.inter_op_num_threads = 1
    options.add_session_config_entry("session.intra_op.allow_spinning", "0")  # a waiting model must not heat the CPU
    options.enable_cpu_mem_arena = False  # the arena would keep the peak for ever
    options.log_severity_level = 4
    try:
        inner = onnxruntime.InferenceSession(model, options, providers=list(device.providers))
    except Exception as error:  # the runtime raises types of its own
        raise WorkstationError(
            say("ONNX Runtime {version} cannot load the model.", version=onnxruntime.__version__),
            say("The package is damaged, or was made for a newer version of this program."),
            detail=type(error).__name__,
        ) from error
    return Session(
        device=_believed(device, inner.get_providers()),
        runtime=onnxruntime.__version__,
        inputs={i.name: tuple(i.shape) for i in inner.get_inputs()},
        outputs=tuple(o.name for o in inner.get_outputs()),
        _inner=inner,
    )


def _believed(device: Device, providers: list[str]) -> Device:
    """The session's own word on where it runs: it falls back without an error."""
    if CUDA in device.providers and CUDA not in providers:
        return Device("CPU", say("{name} could not take this model; it runs on the CPU.", name=device.name), (CPU,))
    return device
