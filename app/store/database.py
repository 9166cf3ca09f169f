"""One writer, many readers, and no write without its audit entry."""

from __future__ import annotations


class Store:
    """An open vault's files."""
