"""Frozen values as plain JSON values, and back by their type hints.

A dataclass becomes an object of its fields. Fields that are missing when reading take their defaults, so that what an
older version wrote still opens. Where a hint allows several dataclasses, the object carries its type's name under
``"_"``. Numbers that JSON cannot hold (NaN, infinity) stay Python's ``NaN`` and ``Infinity``.
"""

from __future__ import annotations

import dataclasses
import enum
import types
import typing
from collections.abc import Callable
from datetime import date, datetime
from functools import cache
from pathlib import Path
from typing import Any, TypeVar

T = TypeVar("T")
Read = Callable[[Any], Any]


def to_plain(value: Any) -> Any:
    """The JSON value of a dataclass, a container of them, or a simple value."""
    if value is None or (isinstance(value, bool | int | float | str) and not isinstance(value, enum.Enum)):
        return value
    if dataclasses.is_dataclass(value) and not isinstance(value, type):
        fields = {field.name: to_plain(getattr(value, field.name)) for field in dataclasses.fields(value)}
        return {"_": type(value).__name__, **fields}
    if isinstance(value, dict):
        return {str(key): to_plain(item) for key, item in value.items()}
    if isinstance(value, tuple | list):
        return [to_plain(item) for item in value]
    if isinstance(value, frozenset):
        return sorted(to_plain(item) for item in value)
    if isinstance(value, enum.Enum):
        return value.value
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, Path):
        return str(value)
    raise TypeError(f"{type(value).__name__} has no plain form")


def from_plain(kind: type[T], data: Any) -> T:
    """The value of type ``kind`` that ``to_plain`` was given. Raises ValueError, TypeError or KeyError if it is not."""
    hint: Any = kind
    value: T = _reader(hint)(data)
    return value


@cache
def _reader(hint: Any) -> Read:
    origin, inside = typing.get_origin(hint), typing.get_args(hint)
    if hint is Any or hint is object or origin is typing.Literal:
        return _as_is
    if origin in (typing.Union, types.UnionType):
        return _union(inside)
    if origin is tuple:
        return _tuple(inside)
    if origin is frozenset:
        item = _reader(inside[0])
        return lambda data: frozenset(map(item, data))
    if origin is list:
        item = _reader(inside[0])
        return lambda data: [item(one) for one in data]
    if origin is dict:
        item = _reader(inside[1])
        return lambda data: {key: item(one) for key, one in data.items()}
    if isinstance(hint, type):
        return _simple(hint)
    raise TypeError(f"{hint} has no plain form")


def _simple(kind: type) -> Read:
    if dataclasses.is_dataclass(kind):
        return _fields(kind)
    if issubclass(kind, datetime | date):
        return kind.fromisoformat
    if issubclass(kind, enum.Enum | Path) or kind is float:
        return kind
    return _as_is


def _fields(kind: type) -> Read:
    hints = typing.get_type_hints(kind)
    readers = {field.name: _reader(hints[field.name]) for field in dataclasses.fields(kind)}

    def read(data: Any) -> Any:
        return kind(**{name: reader(data[name]) for name, reader in readers.items() if name in data})

    return read


def _as_is(data: Any) -> Any:
    return data


def _tuple(inside: tuple[Any, ...]) -> Read:
    if len(inside) == 2 and inside[1] is Ellipsis:
        item = _reader(inside[0])
        return tuple if item is _as_is else lambda data: tuple(map(item, data))
    readers = tuple(_reader(one) for one in inside)
    if all(reader is _as_is for reader in readers):
        return lambda data: tuple(data) if len(data) == len(readers) else _refused(data)
    return lambda data: tuple(reader(one) for reader, one in zip(readers, data, strict=True))


def _refused(data: Any) -> Any:
    raise ValueError(f"{len(data)} values do not fit")


def _union(inside: tuple[Any, ...]) -> Read:
    named = {one.__name__: _reader(one) for one in inside if dataclasses.is_dataclass(one) and isinstance(one, type)}
    others = [_reader(one) for one in inside if one is not types.NoneType and not dataclasses.is_dataclass(one)]

    def read(data: Any) -> Any:
        if data is None:
            return None
        if isinstance(data, dict) and data.get("_") in named:
            return named[data["_"]](data)
        return others[0](data) if others else next(iter(named.values()))(data)

    return read
