"""What each user set, as plain JSON."""

from __future__ import annotations

import json
from typing import Any

from app.store.transaction import Transaction


def get(tx: Transaction, user: str, name: str) -> Any:
    """The value, or None where it was never set."""
    row = tx.row("SELECT value FROM settings WHERE user = :user AND name = :name", {"user": user, "name": name})
    return json.loads(row["value"]) if row else None


def put(tx: Transaction, user: str, name: str, value: Any) -> None:
    tx.run(
        "INSERT OR REPLACE INTO settings (user, name, value) VALUES (:user, :name, :value)",
        {"user": user, "name": name, "value": json.dumps(value, ensure_ascii=False)},
    )
    tx.touched("setting", name)
