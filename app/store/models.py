"""Models on the shelf: cards in rows, packages in the volumes."""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import datetime

import sqlcipher3

from app.domain.model_card import ModelCard
from app.domain.plain import from_plain, to_plain
from app.store.transaction import Transaction


@dataclass(frozen=True, slots=True)
class Shelved:
    """A model as it was registered; ``object`` is its package in the volumes."""

    card: ModelCard
    object: str
    registered_at: datetime
    registered_by: str
    origin: str
    size_bytes: int


def put(tx: Transaction, model: Shelved) -> None:
    """Keep a model under its card's id; one with the same id is replaced, its old package deleted."""
    before = get(tx, model.card.id)
    if before and before.object != model.object:
        tx.discard([before.object])
    tx.run(
        "INSERT OR REPLACE INTO models (id, card, object, registered_at, registered_by, origin, size_bytes)"
        " VALUES (:id, :card, :object, :registered_at, :registered_by, :origin, :size_bytes)",
        {
            "id": model.card.id,
            "card": json.dumps(to_plain(model.card), ensure_ascii=False),
            "object": model.object,
            "registered_at": model.registered_at.isoformat(),
            "registered_by": model.registered_by,
            "origin": model.origin,
            "size_bytes": model.size_bytes,
        },
    )
    tx.touched("model", model.card.id)


def get(tx: Transaction, model: str) -> Shelved | None:
    row = tx.row("SELECT * FROM models WHERE id = :id", {"id": model})
    return _shelved(row) if row else None


def all(tx: Transaction) -> tuple[Shelved, ...]:
    """Every model, newest first."""
    return tuple(_shelved(row) for row in tx.rows("SELECT * FROM models ORDER BY registered_at DESC, id"))


def remove(tx: Transaction, model: str) -> None:
    """Take a model off the shelf; its package goes once the transaction is committed."""
    tx.discard(row["object"] for row in tx.rows("SELECT object FROM models WHERE id = :id", {"id": model}))
    tx.run("DELETE FROM models WHERE id = :id", {"id": model})
    tx.touched("model", model)


def _shelved(row: sqlcipher3.Row) -> Shelved:
    return Shelved(
        card=from_plain(ModelCard, json.loads(row["card"])),
        object=row["object"],
        registered_at=datetime.fromisoformat(row["registered_at"]),
        registered_by=row["registered_by"],
        origin=row["origin"],
        size_bytes=row["size_bytes"],
    )
