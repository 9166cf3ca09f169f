"""Models' answers with their provenance."""

from __future__ import annotations

import json

from app.domain.plain import from_plain, to_plain
from app.domain.prediction import Prediction
from app.store.times import moment_of
from app.store.transaction import Transaction


def put(tx: Transaction, prediction: Prediction) -> None:
    """Keep an answer; one with the same id is replaced."""
    tx.run(
        "INSERT OR REPLACE INTO predictions (id, patient, kind, about, model, moment, body)"
        " VALUES (:id, :patient, :kind, :about, :model, :moment, :body)",
        {
            "id": prediction.id,
            "patient": prediction.patient,
            "kind": prediction.about.kind,
            "about": prediction.about.id,
            "model": prediction.model,
            "moment": moment_of(prediction.made_at),
            "body": json.dumps(to_plain(prediction), ensure_ascii=False),
        },
    )
    tx.touched("prediction", prediction.id)
    if prediction.patient:
        tx.touched("patient", prediction.patient)


def all(tx: Transaction, patient: str = "", series: str = "") -> tuple[Prediction, ...]:
    """Answers about a patient (their series too), about a series, or all of them; newest first."""
    sql = (
        "SELECT body FROM predictions WHERE (:patient = '' OR patient = :patient)"
        " AND (:series = '' OR (kind = 'series' AND about = :series)) ORDER BY moment DESC, rowid DESC"
    )
    rows = tx.rows(sql, {"patient": patient, "series": series})
    return tuple(from_plain(Prediction, json.loads(row["body"])) for row in rows)
