"""What is measured: the protocols ``aegle reproduce`` runs."""

from __future__ import annotations

from app.services.protocols import PROTOCOLS as ROWS
from app.services.protocols import Protocol as Row

__all__ = ["ROWS", "Row"]
