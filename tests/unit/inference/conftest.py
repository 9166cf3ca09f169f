"""Packages to open: the shipped one, and ways to spoil it."""

from __future__ import annotations

import io
import json
import zipfile
from collections.abc import Callable
from typing import Any

import pytest

from app import paths

Spoil = Callable[..., bytes]


@pytest.fixture(scope="session")
def shipped() -> bytes:
    return (paths.resources() / "models" / "breast-aspirate-wisconsin.aegle").read_bytes()


@pytest.fixture
def spoiled(shipped: bytes) -> Spoil:
    """The shipped package with entries replaced (None: left out), or with its card changed."""

    def spoil(entries: dict[str, bytes | None] | None = None, card: dict[str, Any] | None = None) -> bytes:
        with zipfile.ZipFile(io.BytesIO(shipped)) as archive:
            parts: dict[str, bytes | None] = {name: archive.read(name) for name in archive.namelist()}
        if card is not None:
            parts["card.json"] = json.dumps({**json.loads(parts["card.json"] or b""), **card}).encode()
        out = io.BytesIO()
        with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
            for name, data in {**parts, **(entries or {})}.items():
                if data is not None:
                    archive.writestr(name, data)
        return out.getvalue()

    return spoil
