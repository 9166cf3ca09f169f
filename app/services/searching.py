"""Find whatever is said of patients: names and numbers, studies, conditions, observations, reports, notes."""

from __future__ import annotations

from dataclasses import dataclass

from app.domain.errors import WorkstationError
from app.domain.patient import Deed, Principal
from app.domain.words import Phrase, say
from app.domain.work import Report
from app.store import search
from app.store.database import Store
from app.store.search import Hit as Hit

LIMIT = 200
_TOGETHER = 200

PLACES: dict[str, Phrase] = {
    "patient": say("Patient"),
    "accession": say("Accession no."),
    "study": say("Study"),
    "series": say("Series"),
    "finding": say("Finding"),
    "Condition": say("Condition"),
    "Report": say("Report"),
    "Procedure": say("Procedure"),
    "Medication": say("Medication"),
    "Encounter": say("Encounter"),
    "Observation": say("Observation"),
}


@dataclass(frozen=True, slots=True)
class Found:
    """The closest first. ``has_more``: not everything that was found is here."""

    hits: tuple[Hit, ...] = ()
    has_more: bool = False


class Searching:
    def __init__(self, store: Store) -> None:
        self._store = store

    def find(self, principal: Principal, text: str, limit: int = LIMIT) -> Found:
        """Texts that hold every word of ``text``; a word may lack its end, Chinese may be any part of a run.

        Raises WorkstationError where there is too little to search for.
        """
        if not search.is_searchable(text):
            raise WorkstationError(
                say("There is too little to search for."),
                say("Type at least two letters of a word, or one Chinese character."),
            )
        with self._store.transaction(Deed(principal, "search")) as tx:
            hits = search.find(tx, text, limit)
        return Found(hits, len(hits) >= limit)

    def behind(self, principal: Principal) -> int:
        """Of how many patients an older version stored what is not indexed yet."""
        with self._store.transaction(Deed(principal, "search")) as tx:
            return search.unsearched(tx)[1]

    def catch_up(self, principal: Principal, report: Report) -> int:
        """Index what an older version stored; how many patients that were. Stopped at any moment, it goes on later."""
        total = left = self.behind(principal)
        while left:
            report(total - left, total, say("Making the records searchable: {done} of {total} patients",
                                            done=total - left, total=total))  # fmt: skip
            with self._store.transaction(Deed(principal, "index records")) as tx:
                for patient in search.unsearched(tx, _TOGETHER)[0]:
                    search.index(tx, patient)
                left = search.unsearched(tx)[1]
        return total


def is_searchable(text: str) -> bool:
    """Whether there is enough to search for."""
    return search.is_searchable(text)
