"""Instants in rows: ISO 8601 text with its offset as it was given, and seconds since 1970 beside it for sorting."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)


def text_of(at: datetime | None) -> str | None:
    """Raises ValueError for a time without an offset."""
    if at is None:
        return None
    if at.tzinfo is None:
        raise ValueError("a time without an offset cannot be stored")
    return at.isoformat()


def moment_of(at: datetime | None) -> float | None:
    return None if at is None else (at - _EPOCH).total_seconds()


def at_text(text: str | None) -> datetime | None:
    return datetime.fromisoformat(text) if text else None


def at_moment(seconds: float | None) -> datetime | None:
    """In UTC. Works for years before 1970 on every system, which ``fromtimestamp`` does not."""
    return None if seconds is None else _EPOCH + timedelta(seconds=seconds)
