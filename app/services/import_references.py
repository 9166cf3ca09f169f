"""Patients that records name and other files of the same import bring."""

from __future__ import annotations

from app.domain.patient import Patient
from app.ingest.reader import Item, is_global


class References:
    """Who is meant by a reference, as far as the files read so far have said."""

    def __init__(self) -> None:
        self._people: dict[str, set[Patient]] = {}

    def remember(self, item: Item) -> None:
        """Patients of a file that facts in others may name."""
        people = {person.id: person for person in item.people}
        for reference, key in item.aliases:
            if (scope := _scope(item.where, reference)) and key in people:
                self._people.setdefault(scope, set()).add(people[key])

    def named(self, item: Item) -> dict[str, Patient]:
        """The patients an item needs from other files, as far as there is exactly one for each."""
        found = {ref: self._people.get(_scope(item.where, ref), set()) for ref in item.needs}
        return {ref: next(iter(people)) for ref, people in found.items() if len(people) == 1}


def _scope(where: str, reference: str) -> str:
    """Where a reference means one patient: everywhere for a UUID or an address, in its folder for a bulk export's."""
    if is_global(reference):
        return "/".join(reference.rsplit("/", 2)[-2:])
    folder, _, name = where.replace("\\", "/").rpartition("/")
    return f"{folder}|{reference}" if name.lower().removesuffix(".gz").endswith(".ndjson") else ""
