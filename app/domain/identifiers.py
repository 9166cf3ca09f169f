"""Identity: a DICOM UID, or an id of our own; never a row number."""

from __future__ import annotations

import hashlib
import uuid


def new_id() -> str:
    """A fresh random id (32 hex digits)."""
    return uuid.uuid4().hex


def id_of(*parts: str) -> str:
    """The id that the same parts always get (32 hex digits): what makes importing twice end in one record."""
    joined = "\x1f".join(parts).encode("utf-8", "surrogatepass")
    return hashlib.sha256(joined).hexdigest()[:32]


def digest_of(data: bytes) -> str:
    """SHA-256 of bytes, hex."""
    return hashlib.sha256(data).hexdigest()


def uid_of(level: str, digest: str) -> str:
    """A DICOM UID of the 2.25 kind (PS3.5 B.2) for what brings none: the same whenever the same bytes come."""
    return f"2.25.{int.from_bytes(hashlib.sha256(f'{level} {digest}'.encode()).digest()[:16], 'big')}"
