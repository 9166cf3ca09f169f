"""What a verb reads and writes, in one piece."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Any

import sqlcipher3

from app.domain.patient import Changes, Deed, Noun

Values = Mapping[str, Any]


class Transaction:
    """What a verb reads and writes, and the deed it is. Store modules take one as their first argument."""

    def __init__(self, connection: sqlcipher3.Connection, deed: Deed, at: datetime) -> None:
        self.deed = deed
        self.at = at
        self._connection = connection
        self._touched: dict[str, dict[str, None]] = {}
        self._about: dict[str, None] = dict.fromkeys(deed.about)
        self._discarded: list[str] = []

    def rows(self, sql: str, values: Values | None = None) -> list[sqlcipher3.Row]:
        """Every row of a SELECT; columns by name."""
        return list(self._connection.execute(sql, values or {}))

    def row(self, sql: str, values: Values | None = None) -> sqlcipher3.Row | None:
        """The first row, or None."""
        return self._connection.execute(sql, values or {}).fetchone()

    def run(self, sql: str, values: Values | None = None) -> int:
        """Run a statement; how many rows it changed."""
        return int(self._connection.execute(sql, values or {}).rowcount)

    def run_many(self, sql: str, values: Iterable[Values]) -> None:
        """Run a statement once for each set of values."""
        self._connection.executemany(sql, values)

    def touched(self, noun: Noun, *ids: str) -> None:
        """Say what this transaction changes; listeners are told after it is committed."""
        self._touched.setdefault(noun, {}).update(dict.fromkeys(ids))

    def about(self, *ids: str) -> None:
        """Ids the deed turned out to be about, for its audit entry."""
        self._about.update(dict.fromkeys(ids))

    def discard(self, object_ids: Iterable[str]) -> None:
        """Delete originals once this transaction, which removes the rows naming them, is committed."""
        ids = [one for one in object_ids if one]
        self._discarded += ids
        self.run_many("INSERT OR IGNORE INTO discarded (id) VALUES (:id)", ({"id": one} for one in ids))
        numbers = {int(one[:4]) for one in ids}
        self.run_many("UPDATE volumes SET unclean = 1 WHERE number = :number", ({"number": n} for n in numbers))

    @property
    def discarded(self) -> tuple[str, ...]:
        return tuple(self._discarded)

    @property
    def all_about(self) -> tuple[str, ...]:
        return tuple(self._about)

    @property
    def changes(self) -> Changes:
        return Changes(tuple((noun, tuple(ids)) for noun, ids in self._touched.items()))
