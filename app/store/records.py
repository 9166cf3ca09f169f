"""The facts of patients' records: one table, a kind a row."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Callable, Iterable
from typing import Any

import sqlcipher3

from app.domain.codes import Coding, Quantity
from app.domain.record import Condition, Encounter, Fact, Medication, Observation, Procedure, Report
from app.store.times import at_text, moment_of, text_of
from app.store.transaction import Transaction

_COLUMNS = (
    "id", "patient", "kind", "system", "code", "display", "at", "moment", "ended_at", "status", "encounter", "text",
    "value_kind", "value", "unit", "value_system", "value_code", "value_text", "low", "high",
)  # fmt: skip
_CHANGING = _COLUMNS[1:]
_PUT = (
    f"INSERT INTO facts ({', '.join(_COLUMNS)}) VALUES ({', '.join(f':{name}' for name in _COLUMNS)})"
    f" ON CONFLICT (id) DO UPDATE SET {', '.join(f'{name} = excluded.{name}' for name in _CHANGING)}"
)
_BATCH = 500


def put_facts(tx: Transaction, facts: Iterable[Fact]) -> dict[str, int]:
    """Keep facts; their patients must be here. One with an id that is here already replaces it.

    Returns how many are new, by kind ("Observation": 12).
    """
    by_id = {fact.id: fact for fact in facts}
    here = _here(tx, list(by_id))
    tx.run_many(_PUT, map(_row, by_id.values()))
    patients = dict.fromkeys(fact.patient for fact in by_id.values())
    if patients:
        tx.touched("fact")
        tx.touched("patient", *patients)
    return dict(Counter(type(fact).__name__ for fact in by_id.values() if fact.id not in here))


def facts(tx: Transaction, patient: str) -> tuple[Fact, ...]:
    """A patient's facts, newest first, undated last."""
    sql = "SELECT * FROM facts WHERE patient = :patient ORDER BY moment DESC NULLS LAST, kind, id"
    return tuple(_fact(row) for row in tx.rows(sql, {"patient": patient}))


def _here(tx: Transaction, ids: list[str]) -> set[str]:
    found: set[str] = set()
    for at in range(0, len(ids), _BATCH):
        some = {f"id{position}": one for position, one in enumerate(ids[at : at + _BATCH])}
        marks = ", ".join(f":{name}" for name in some)
        found.update(row["id"] for row in tx.rows(f"SELECT id FROM facts WHERE id IN ({marks})", some))
    return found


def _row(fact: Fact) -> dict[str, Any]:
    row: dict[str, Any] = dict.fromkeys(_COLUMNS, "")
    row.update(
        id=fact.id,
        patient=fact.patient,
        kind=type(fact).__name__,
        system=fact.code.system,
        code=fact.code.code,
        display=fact.code.display,
        at=text_of(fact.at),
        moment=moment_of(fact.at),
        ended_at=text_of(getattr(fact, "ended_at", None)),
        status=fact.status,
        encounter=getattr(fact, "encounter", ""),
        value=None,
        low=None,
        high=None,
    )
    match fact:
        case Encounter():
            row["text"] = fact.reason
        case Medication():
            row["text"] = fact.dosage
        case Report():
            row["text"] = fact.text
        case Observation():
            row.update(_value_columns(fact.value), low=fact.reference_range[0], high=fact.reference_range[1])
    return row


def _value_columns(value: Quantity | Coding | str) -> dict[str, Any]:
    match value:
        case Quantity():
            return {"value_kind": "quantity", "value": value.value, "unit": value.unit}
        case Coding():
            return {
                "value_kind": "coding",
                "value_system": value.system,
                "value_code": value.code,
                "value_text": value.display,
            }
        case _:
            return {"value_kind": "text", "value_text": value}


def _value(row: sqlcipher3.Row) -> Quantity | Coding | str:
    match row["value_kind"]:
        case "quantity":
            return Quantity(math.nan if row["value"] is None else row["value"], row["unit"])
        case "coding":
            return Coding(row["value_system"], row["value_code"], row["value_text"])
        case _:
            return str(row["value_text"])


def _fact(row: sqlcipher3.Row) -> Fact:
    common = {
        "id": row["id"],
        "patient": row["patient"],
        "code": Coding(row["system"], row["code"], row["display"]),
        "at": at_text(row["at"]),
        "status": row["status"],
    }
    return _MAKERS[row["kind"]](row, common)


_MAKERS: dict[str, Callable[[sqlcipher3.Row, dict[str, Any]], Fact]] = {
    "Encounter": lambda row, common: Encounter(**common, ended_at=at_text(row["ended_at"]), reason=row["text"]),
    "Condition": lambda row, common: Condition(**common, ended_at=at_text(row["ended_at"]), encounter=row["encounter"]),
    "Observation": lambda row, common: Observation(
        **common, value=_value(row), reference_range=(row["low"], row["high"]), encounter=row["encounter"]
    ),
    "Medication": lambda row, common: Medication(
        **common, ended_at=at_text(row["ended_at"]), dosage=row["text"], encounter=row["encounter"]
    ),
    "Procedure": lambda row, common: Procedure(**common, ended_at=at_text(row["ended_at"]), encounter=row["encounter"]),
    "Report": lambda row, common: Report(**common, text=row["text"], encounter=row["encounter"]),
}
