"""What crosses between the program and a child process: JSON and raw buffers, never pickles.

A frame is two lengths (JSON bytes, number of buffers), the lengths of the buffers, the JSON, the buffers. Inside the
JSON, what JSON has no word for is ``{"$": kind, …}``: buffers (bytes, arrays) by their position, frozen dataclasses by
module and name. Only dataclasses and enums of ``app`` are built again, and only by their fields, so that a child that
foreign bytes have taken over can send wrong values but not run code here.
"""

from __future__ import annotations

import dataclasses
import enum
import importlib
import json
import struct
from collections.abc import Callable
from datetime import date, datetime
from functools import cache, partial
from io import RawIOBase
from pathlib import Path
from typing import Any

import numpy as np

from app.domain.errors import WorkstationError
from app.domain.words import Phrase

_HEAD = struct.Struct("<QI")
_LENGTH = struct.Struct("<Q")
_MOST_JSON = 2**30
_MOST_BUFFERS = 10**6
MOST_BYTES = 2**35
_STEP = 2**24

# what becomes of a frame that holds something else than values, or was made to be too deep or too large
_NO_VALUE = (
    ValueError,
    KeyError,
    TypeError,
    IndexError,
    AttributeError,
    ImportError,
    ArithmeticError,
    RecursionError,
    MemoryError,
)

Buffers = list[Any]


class Broken(Exception):  # noqa: N818 - what the stream is, not an error of ours
    """The other side closed the pipe or sent something that is no frame."""


def send(stream: RawIOBase, value: Any) -> None:
    """Write one value to an unbuffered pipe. Raises TypeError, with nothing written, for what cannot travel."""
    buffers: Buffers = []
    text = json.dumps(_packed(value, buffers), ensure_ascii=False, separators=(",", ":"))
    said = text.encode("utf-8", "surrogatepass")
    head = _HEAD.pack(len(said), len(buffers)) + b"".join(_LENGTH.pack(len(one)) for one in buffers)
    for one in (head, said, *buffers):
        _write_all(stream, one)


def receive(stream: RawIOBase, most_bytes: int = MOST_BYTES) -> Any:
    """Read one value. Raises Broken at the end of the stream, or when what comes is no frame or a larger one."""
    json_bytes, count = _HEAD.unpack(_exactly(stream, _HEAD.size))
    if json_bytes > _MOST_JSON or count > _MOST_BUFFERS:
        raise Broken("too large")
    lengths = [_LENGTH.unpack(_exactly(stream, _LENGTH.size))[0] for _ in range(count)]
    if sum(lengths) + json_bytes > most_bytes:
        raise Broken("too large")
    try:
        said = _exactly(stream, json_bytes)
        buffers = [_exactly(stream, length) for length in lengths]
        return json.loads(said.decode("utf-8", "surrogatepass"), object_hook=partial(_unpacked, buffers))
    except _NO_VALUE as error:
        raise Broken(type(error).__name__) from error


def error_to_plain(error: WorkstationError) -> dict[str, Any]:
    return {"what": error.what, "hint": error.hint, "detail": error.detail}


def error_from_plain(data: dict[str, Any]) -> WorkstationError:
    what, hint = data["what"], data["hint"]
    if not (isinstance(what, Phrase) and isinstance(hint, Phrase)):
        raise Broken("error")
    return WorkstationError(what, hint, str(data["detail"]))


def _write_all(stream: RawIOBase, data: bytes | memoryview) -> None:
    """Straight to the pipe, which may take a part at a time: large pixels are not copied through a buffer."""
    view, at = memoryview(data).cast("B"), 0
    while at < len(view):
        at += stream.write(view[at:]) or 0


def _exactly(stream: RawIOBase, length: int) -> bytearray:
    """What was announced, with memory taken as it comes and not as it was promised."""
    data = bytearray(min(length, _STEP))
    at = 0
    while at < length:
        if at == len(data):
            data.extend(bytes(min(length - at, at)))
        with memoryview(data) as view, view[at:] as rest:
            got = stream.readinto(rest)
        if not got:
            raise Broken("end")
        at += got
    return data


def _packed(value: Any, buffers: Buffers) -> Any:
    if value is None or type(value) in (bool, int, float, str):
        return value
    if type(value) is list:
        return [_packed(one, buffers) for one in value]
    if type(value) is dict and "$" not in value and all(type(key) is str for key in value):
        return {key: _packed(one, buffers) for key, one in value.items()}
    return _tagged(value, buffers)


def _tagged(value: Any, buffers: Buffers) -> dict[str, Any]:
    kind = type(value)
    if dataclasses.is_dataclass(value) and not isinstance(value, type) and kind.__module__.startswith("app."):
        fields = {field.name: _packed(getattr(value, field.name), buffers) for field in dataclasses.fields(value)}
        return {"$": "value", "of": f"{kind.__module__}:{kind.__qualname__}", "fields": fields}
    if isinstance(value, tuple):
        return {"$": "tuple", "items": [_packed(one, buffers) for one in value]}
    if isinstance(value, dict):
        return {"$": "dict", "items": [[_packed(key, buffers), _packed(one, buffers)] for key, one in value.items()]}
    if isinstance(value, enum.Enum) and kind.__module__.startswith("app."):
        return {"$": "enum", "of": f"{kind.__module__}:{kind.__qualname__}", "value": value.value}
    if isinstance(value, bytes | bytearray | memoryview):
        return {"$": "bytes", "at": _kept(memoryview(value).cast("B"), buffers)}
    if isinstance(value, np.ndarray | np.generic):
        return _packed_array(value, buffers)
    if isinstance(value, datetime):
        return {"$": "datetime", "iso": value.isoformat()}
    if isinstance(value, date):
        return {"$": "date", "iso": value.isoformat()}
    if isinstance(value, Path):
        return {"$": "path", "text": str(value)}
    raise TypeError(f"{kind.__module__}.{kind.__qualname__} cannot travel to or from a child process")


def _packed_array(value: np.ndarray[Any, Any] | np.generic, buffers: Buffers) -> dict[str, Any]:
    array = np.asarray(value)
    if array.dtype.hasobject or array.dtype.fields:
        raise TypeError("an array of Python objects or records cannot travel to or from a child process")
    flat = np.ascontiguousarray(array).reshape(-1).view(np.uint8) if array.size else np.empty(0, np.uint8)
    kind = "scalar" if isinstance(value, np.generic) else "array"
    return {"$": kind, "dtype": array.dtype.str, "shape": list(array.shape), "at": _kept(flat.data, buffers)}


def _kept(view: memoryview, buffers: Buffers) -> int:
    buffers.append(view)
    return len(buffers) - 1


def _unpacked(buffers: list[bytearray], data: dict[str, Any]) -> Any:
    """What an object of the JSON stands for; what it holds has been unpacked already."""
    return _KINDS[data["$"]](data, buffers) if "$" in data else data


def _value(data: dict[str, Any], _: list[bytearray]) -> Any:
    kind = _kind(data["of"])
    if not dataclasses.is_dataclass(kind):
        raise TypeError(data["of"])
    return kind(**data["fields"])


def _enum(data: dict[str, Any], _: list[bytearray]) -> Any:
    kind = _kind(data["of"])
    if not issubclass(kind, enum.Enum):
        raise TypeError(data["of"])
    return kind(data["value"])


@cache
def _kind(name: str) -> type:
    module, _, qualname = name.partition(":")
    if not module.startswith("app.") or not qualname.isidentifier():
        raise TypeError(name)
    kind = getattr(importlib.import_module(module), qualname)
    if not isinstance(kind, type):
        raise TypeError(name)
    return kind


def _array(data: dict[str, Any], buffers: list[bytearray]) -> np.ndarray[Any, Any]:
    return np.frombuffer(buffers[data["at"]], dtype=np.dtype(data["dtype"])).reshape(data["shape"])


_KINDS: dict[str, Callable[[dict[str, Any], list[bytearray]], Any]] = {
    "value": _value,
    "enum": _enum,
    "array": _array,
    "scalar": lambda data, buffers: _array(data, buffers)[()],
    "bytes": lambda data, buffers: bytes(buffers[data["at"]]),
    "tuple": lambda data, _: tuple(data["items"]),
    "dict": lambda data, _: {key: one for key, one in data["items"]},
    "datetime": lambda data, _: datetime.fromisoformat(data["iso"]),
    "date": lambda data, _: date.fromisoformat(data["iso"]),
    "path": lambda data, _: Path(data["text"]),
}
