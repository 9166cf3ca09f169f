"""Who may open the vault, and as what. Their key slots are in the keyring."""

from __future__ import annotations

from dataclasses import dataclass

from app.domain.patient import Role
from app.store.transaction import Transaction


@dataclass(frozen=True, slots=True)
class User:
    user: str
    role: Role
    added_at: str


def put(tx: Transaction, user: str, role: Role) -> None:
    tx.run(
        "INSERT OR REPLACE INTO users (user, role, added_at) VALUES (:user, :role, :at)",
        {"user": user, "role": str(role), "at": tx.at.isoformat(timespec="seconds")},
    )
    tx.touched("user", user)


def all(tx: Transaction) -> tuple[User, ...]:
    """Everybody, in the order they were added."""
    rows = tx.rows("SELECT user, role, added_at FROM users ORDER BY rowid")
    return tuple(User(row["user"], Role(row["role"]), row["added_at"]) for row in rows)


def get(tx: Transaction, user: str) -> User | None:
    return next((one for one in all(tx) if one.user == user), None)


def remove(tx: Transaction, user: str) -> None:
    tx.run("DELETE FROM users WHERE user = :user", {"user": user})
    tx.touched("user", user)


def change_role(tx: Transaction, user: str, role: Role) -> None:
    tx.run("UPDATE users SET role = :role WHERE user = :user", {"user": user, "role": str(role)})
    tx.touched("user", user)
