"""The ledgers of imports, and which files were imported."""

from __future__ import annotations

import json
from collections.abc import Iterable
from datetime import datetime
from typing import Any

from app.store.times import moment_of
from app.store.transaction import Transaction


def put_ledger(tx: Transaction, ledger: str, started_at: datetime, body: dict[str, Any]) -> None:
    """Keep the ledger of an import under its id, as plain JSON; a later one of the same id replaces it."""
    tx.run(
        "INSERT OR REPLACE INTO imports (id, moment, body) VALUES (:id, :moment, :body)",
        {"id": ledger, "moment": moment_of(started_at), "body": json.dumps(body, ensure_ascii=False)},
    )
    tx.touched("import", ledger)


def ledgers(tx: Transaction) -> tuple[dict[str, Any], ...]:
    """Every ledger, newest first."""
    return tuple(json.loads(row["body"]) for row in tx.rows("SELECT body FROM imports ORDER BY moment DESC"))


def file_seen(tx: Transaction, digest: str) -> str | None:
    """The id of the import that read a file with these bytes, or None. Instances are seen in ``studies``."""
    row = tx.row('SELECT "import" FROM files WHERE digest = :digest', {"digest": digest})
    return str(row[0]) if row else None


def originals(tx: Transaction, ledger: str) -> dict[str, str]:
    """The ids of the bytes of the files with records that an import brought, by the files' digests."""
    sql = """SELECT digest, object FROM files WHERE "import" = :ledger AND object <> ''"""
    rows = tx.rows(sql, {"ledger": ledger})
    return {row["digest"]: row["object"] for row in rows}


def remember_file(tx: Transaction, digest: str, ledger: str, original: str, patients: Iterable[str] = ()) -> None:
    """Remember a file that was read whole; ``original`` is the id of its bytes. When one of ``patients`` is deleted it
    is forgotten again, and its bytes go with it.
    """
    tx.run(
        'INSERT OR REPLACE INTO files (digest, "import", object) VALUES (:digest, :ledger, :original)',
        {"digest": digest, "ledger": ledger, "original": original},
    )
    tx.run_many(
        "INSERT OR IGNORE INTO file_patients (digest, patient) VALUES (:digest, :patient)",
        ({"digest": digest, "patient": patient} for patient in patients),
    )
