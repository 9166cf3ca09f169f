"""What persons and models say about places and patients."""

from __future__ import annotations

import json

from app.domain.finding import Finding
from app.domain.plain import from_plain, to_plain
from app.store.times import moment_of
from app.store.transaction import Transaction


def put(tx: Transaction, finding: Finding) -> None:
    """Keep a finding; one with the same id is replaced."""
    tx.run(
        "INSERT OR REPLACE INTO findings (id, patient, series, status, moment, body)"
        " VALUES (:id, :patient, :series, :status, :moment, :body)",
        {
            "id": finding.id,
            "patient": finding.patient,
            "series": finding.series,
            "status": finding.status,
            "moment": moment_of(finding.at),
            "body": json.dumps(to_plain(finding), ensure_ascii=False),
        },
    )
    tx.touched("finding", finding.id)
    tx.touched("patient", finding.patient)


def get(tx: Transaction, finding: str) -> Finding | None:
    row = tx.row("SELECT body FROM findings WHERE id = :id", {"id": finding})
    return from_plain(Finding, json.loads(row["body"])) if row else None


def all(tx: Transaction, patient: str = "", series: str = "") -> tuple[Finding, ...]:
    """Findings of a patient, of a series, or all of them; newest first."""
    sql = (
        "SELECT body FROM findings WHERE (:patient = '' OR patient = :patient) AND (:series = '' OR series = :series)"
        " ORDER BY moment DESC, id"
    )
    rows = tx.rows(sql, {"patient": patient, "series": series})
    return tuple(from_plain(Finding, json.loads(row["body"])) for row in rows)
