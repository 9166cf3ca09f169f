"""Which patients fit a rule, and what is kept of them for learning: newest values, conditions, series."""

from __future__ import annotations

import json
from collections.abc import Sequence
from typing import Any

import sqlcipher3

from app.domain.cohort import Cohort, Rule
from app.domain.plain import from_plain, to_plain
from app.store import settings
from app.store.transaction import Transaction

_KEPT = "cohorts"

_FITTING = """
SELECT p.id FROM patients AS p
WHERE (:sex = '' OR p.sex = :sex)
  AND (:born_after IS NULL OR p.birth_date > :born_after)
  AND (:born_until IS NULL OR p.birth_date <= :born_until)
  AND (:modality = '' OR EXISTS (SELECT 1 FROM studies AS s JOIN series AS r ON r.study = s.uid
                                 WHERE s.patient = p.id AND r.modality = :modality))
  AND (:condition = '' OR EXISTS (SELECT 1 FROM facts AS f WHERE f.patient = p.id AND f.kind = 'Condition'
                                  AND (f.code = :condition OR instr(lower(f.display), lower(:condition)) > 0)))
ORDER BY p.id
"""
_FACTS = """
SELECT patient, kind, system, code, display, moment, value_kind, value, unit, value_text FROM facts
WHERE kind IN ('Observation', 'Condition') AND status NOT IN ('entered-in-error', 'cancelled')
  AND patient IN (SELECT value FROM json_each(:members)) ORDER BY moment
"""
_SERIES = """
SELECT r.uid, s.patient, s.moment FROM series AS r JOIN studies AS s ON s.uid = r.study
WHERE r.modality = :modality AND s.patient IN (SELECT value FROM json_each(:members)) ORDER BY s.patient, r.uid
"""


def fitting(tx: Transaction, rule: Rule, born_after: str | None, born_until: str | None) -> tuple[str, ...]:
    """Ids of the patients that fit; the age as dates of birth."""
    asked = {"sex": rule.sex, "modality": rule.modality, "condition": rule.condition, "born_after": born_after,
             "born_until": born_until}  # fmt: skip
    return tuple(row["id"] for row in tx.rows(_FITTING, asked))


def facts(tx: Transaction, members: Sequence[str]) -> list[sqlcipher3.Row]:
    """Observations and conditions of these patients, the oldest first, undated before."""
    return list(tx.rows(_FACTS, {"members": json.dumps(list(members))}))


def series(tx: Transaction, members: Sequence[str], modality: str) -> list[sqlcipher3.Row]:
    return list(tx.rows(_SERIES, {"members": json.dumps(list(members)), "modality": modality}))


def kept(tx: Transaction) -> tuple[Cohort, ...]:
    """Every cohort that was saved, those that are here still of its members."""
    found: list[dict[str, Any]] = settings.get(tx, "", _KEPT) or []
    here = {row["id"] for row in tx.rows("SELECT id FROM patients", {})}
    cohorts = [from_plain(Cohort, one) for one in found]
    return tuple(one.only(here) for one in cohorts)


def keep(tx: Transaction, cohorts: Sequence[Cohort]) -> None:
    settings.put(tx, "", _KEPT, to_plain(tuple(cohorts)))
