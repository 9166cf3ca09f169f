"""Whether a value is of a type, down to every field and item: an answer from a child may be anything."""

from __future__ import annotations

import dataclasses
import types
import typing
from collections.abc import Callable
from functools import cache
from typing import Any

Check = Callable[[Any], bool]


def fits(value: Any, hint: Any) -> bool:
    """True where ``value`` is what the type hint says. ``Any`` and what has no check of its own let everything pass."""
    return _check(hint)(value)


@cache
def _check(hint: Any) -> Check:
    origin, inside = typing.get_origin(hint), typing.get_args(hint)
    if hint is Any or hint is object or isinstance(hint, typing.TypeVar):
        return lambda _: True
    if origin in (typing.Union, types.UnionType):
        checks = tuple(_check(one) for one in inside)
        return lambda value: any(check(value) for check in checks)
    if origin is typing.Literal:
        return lambda value: isinstance(value, str | int | bool | None) and value in inside
    if origin is tuple:
        return _tuple(inside)
    if origin is list:
        item = _check(inside[0])
        return lambda value: type(value) is list and all(map(item, value))
    if origin is dict:
        key, held = _check(inside[0]), _check(inside[1])
        return lambda value: type(value) is dict and all(key(k) and held(v) for k, v in value.items())
    return _simple(origin or hint)


def _simple(kind: Any) -> Check:
    if kind is None or kind is types.NoneType:
        return lambda value: value is None
    if kind is float:
        return lambda value: isinstance(value, int | float) and not isinstance(value, bool)
    if kind is int:
        return lambda value: isinstance(value, int) and not isinstance(value, bool)
    if kind is bytes:
        return lambda value: isinstance(value, bytes | bytearray)
    if dataclasses.is_dataclass(kind):
        return _fields(kind)
    if isinstance(kind, type):
        return lambda value: isinstance(value, kind)
    raise TypeError(f"{kind} cannot be checked")


def _fields(kind: Any) -> Check:
    # late: a dataclass may hold itself
    @cache
    def checks() -> dict[str, Check]:
        hints = typing.get_type_hints(kind)
        return {field.name: _check(hints[field.name]) for field in dataclasses.fields(kind)}

    return lambda value: type(value) is kind and all(check(getattr(value, name)) for name, check in checks().items())


def _tuple(inside: tuple[Any, ...]) -> Check:
    if len(inside) == 2 and inside[1] is Ellipsis:
        item = _check(inside[0])
        return lambda value: isinstance(value, tuple) and all(map(item, value))
    checks = tuple(_check(one) for one in inside)
    return lambda value: (
        isinstance(value, tuple)
        and len(value) == len(checks)
        and all(check(one) for check, one in zip(checks, value, strict=True))
    )
