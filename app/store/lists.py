"""The lists of patients and studies as one row each, sorted by any column and filtered by any words, a page at a time.

The rows are made of the tables that hold patients, studies and facts, in the transaction that changes those.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Literal, get_args

import sqlcipher3

from app.store import patients, studies
from app.store.transaction import Transaction, Values
from app.store.words import holding

StudyColumn = Literal["name", "mrn", "birth_date", "sex", "moment", "modalities", "description", "series", "instances"]
PatientColumn = Literal["name", "mrn", "birth_date", "sex", "moment", "studies", "facts"]

_PATIENT = """
    INSERT INTO patient_list (patient, name, mrn, birth_date, sex, moment, studies, facts, text)
    SELECT p.id, p.search, p.mrn, p.birth_date, p.sex, max(coalesce(s.last, f.last), coalesce(f.last, s.last)),
           s.n, f.n, p.search || ' ' || coalesce(p.birth_date, '')
    FROM patients p,
         (SELECT count(*) AS n, max(moment) AS last FROM studies WHERE patient = :id) s,
         (SELECT count(*) AS n, max(moment) AS last FROM facts WHERE patient = :id) f
    WHERE p.id = :id
    ON CONFLICT (patient) DO UPDATE SET name = excluded.name, mrn = excluded.mrn, birth_date = excluded.birth_date,
        sex = excluded.sex, moment = excluded.moment, studies = excluded.studies, facts = excluded.facts,
        text = excluded.text
"""
_STUDY = """
    INSERT INTO study_list (study, patient, name, mrn, birth_date, sex, moment, modalities, description, series,
                            instances, text)
    SELECT t.uid, p.id, p.search, p.mrn, p.birth_date, p.sex, t.moment, coalesce(c.modalities, ''),
           lower(t.description), c.n,
           (SELECT count(*) FROM instances i JOIN series s ON s.uid = i.series WHERE s.study = :id),
           p.search || ' ' || coalesce(p.birth_date, '') || ' ' || coalesce(substr(t.started_at, 1, 10), '') || ' '
           || t.search || ' ' || coalesce(c.search, '')
    FROM studies t
    JOIN patients p ON p.id = t.patient,
         (SELECT count(*) AS n, group_concat(DISTINCT modality) AS modalities, 
                 group_concat(DISTINCT replace(search, uid, '')) AS search
          FROM series WHERE study = :id) c
    WHERE t.uid = :id
    ON CONFLICT (study) DO UPDATE SET patient = excluded.patient, name = excluded.name, mrn = excluded.mrn,
        birth_date = excluded.birth_date, sex = excluded.sex, moment = excluded.moment,
        modalities = excluded.modalities, description = excluded.description, series = excluded.series,
        instances = excluded.instances, text = excluded.text
"""
_STUDIES_OF = "SELECT uid FROM studies WHERE patient = :id"
_STUDY_OF = "SELECT study FROM series WHERE uid = :id"


@dataclass(frozen=True, slots=True)
class Order:
    """What is shown first. What has no value stands last whichever way it is sorted."""

    column: str = "moment"
    is_descending: bool = True


def follow(tx: Transaction, touched: dict[str, frozenset[str]]) -> None:
    """Bring the lists to what the transaction made of patients, studies and series. ``touched``: ids by noun."""
    people = touched.get("patient", frozenset())
    of_series = _asked(tx, _STUDY_OF, touched.get("series", ()))
    of_people = _asked(tx, _STUDIES_OF, people)
    tx.run_many(_PATIENT, [{"id": one} for one in sorted(people)])
    tx.run_many(_STUDY, [{"id": one} for one in sorted(touched.get("study", frozenset()) | of_series | of_people)])


def study_page(
    tx: Transaction, search: str, order: Order, first: int, count: int
) -> tuple[tuple[studies.Counted, ...], int]:
    """(``count`` studies from number ``first`` on that hold every word, how many there are)."""
    numbers, total = _page(tx, "study_list", get_args(StudyColumn), search, order, first, count)
    return studies.listed(tx, numbers), total


def patient_page(
    tx: Transaction, search: str, order: Order, first: int, count: int
) -> tuple[tuple[patients.Counted, ...], int]:
    """(``count`` patients from number ``first`` on that hold every word, how many there are)."""
    numbers, total = _page(tx, "patient_list", get_args(PatientColumn), search, order, first, count)
    return patients.listed(tx, numbers), total


def _page(
    tx: Transaction, table: str, columns: tuple[str, ...], search: str, order: Order, first: int, count: int
) -> tuple[list[int], int]:
    if order.column not in columns:
        raise ValueError(f"{table} has no column {order.column}")
    condition, values = holding(search, "text")
    way = "DESC" if order.is_descending else "ASC"
    sorted_by = f"ORDER BY {order.column} {way} NULLS LAST, number {way} LIMIT :count OFFSET :first"
    part = {**values, "count": count, "first": first}
    if not values:
        rows = tx.rows(f"SELECT number FROM {table} {sorted_by}", part)
        return _numbers(rows), _count(tx, table, condition, values)
    # one walk through the table: an index would lead to its rows in an order that is not theirs
    found = f"SELECT number, {order.column} FROM {table} NOT INDEXED WHERE {condition}"
    rows = tx.rows(
        f"WITH found AS MATERIALIZED ({found}) SELECT number, (SELECT count(*) FROM found) AS n FROM found {sorted_by}",
        part,
    )
    return _numbers(rows), rows[0]["n"] if rows else _count(tx, table, condition, values)


def _count(tx: Transaction, table: str, condition: str, values: Values) -> int:
    return int(tx.rows(f"SELECT count(*) AS n FROM {table} WHERE {condition}", values)[0]["n"])


def _numbers(rows: Iterable[sqlcipher3.Row]) -> list[int]:
    return [row["number"] for row in rows]


def _asked(tx: Transaction, sql: str, ids: Iterable[str]) -> set[str]:
    return {row[0] for one in ids for row in tx.rows(sql, {"id": one})}
