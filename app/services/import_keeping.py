"""What was read goes under its patient, study and series; nothing is overwritten, nobody's is mixed with another's."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import TypeVar

from app.domain.identifiers import id_of
from app.domain.patient import Patient
from app.domain.record import Encounter, Fact
from app.domain.study import Series, Study
from app.domain.words import say
from app.ingest.reader import Image, Item, note
from app.services import matching
from app.services.import_ledger import Ledger
from app.services.matching import Match
from app.store import imports, studies
from app.store.records import put_facts
from app.store.transaction import Transaction

Level = TypeVar("Level", Study, Series)


class Keeping:
    """The keeping of one transaction. What it has looked up it knows: a series of 300 files asks once."""

    def __init__(self, tx: Transaction, ledger: Ledger) -> None:
        self._tx = tx
        self._ledger = ledger
        self._counts = ledger.counts
        self._patients: dict[Patient, Match] = {}
        self._studies: dict[Study, Study] = {}
        self._series: dict[Series, Series] = {}
        self.seen_series: list[str] = []

    def keep(self, item: Item, original: str, named: dict[str, Patient]) -> None:
        """Keep what one file holds. ``original`` is the id of its bytes in the volumes; ``named`` are patients that
        other files brought, by the references to them.
        """
        if is_known(self._tx, item):  # another import under way has been faster
            self._tx.discard([original])
            self._counts.duplicate += 1
            return
        if item.image is not None:
            self._keep_image(item, item.image, original)
        else:
            self._keep_record(item, original, named)
        self._counts.stored += 1
        self._counts.note(item.notes, once=item.image is not None)

    def _person(self, said: Patient, where: str) -> Patient:
        if said not in self._patients:
            found = self._patients[said] = matching.keep(self._tx, said)
            self._counts.note(tuple(note(where, what, hint) for what, hint in found.doubts), once=True)
            self._tx.about(found.patient.id)
        patient = self._patients[said].patient
        self._counts.patients.add(patient.id)
        return patient

    # ---- images

    def _keep_image(self, item: Item, image: Image, original: str) -> None:
        patient = self._person(image.patient, item.where)
        study = self._study(replace(image.study, patient=patient.id), item.where)
        series = self._one_series(replace(image.series, study=study.uid), item.where)
        instance = replace(image.instance, series=series.uid, object=original)
        uid = _free(instance.uid, lambda name: studies.instance(self._tx, name) is not None)
        if uid != instance.uid:
            self._counts.note((note(item.where, *_SAME_IDENTIFIER),), once=False)
        studies.put_instance(self._tx, replace(instance, uid=uid))
        self.seen_series.append(series.uid)
        self._counts.instances += 1
        self._counts.studies.add(study.uid)
        self._counts.series.add(series.uid)

    def _study(self, study: Study, where: str) -> Study:
        """The study as kept, its blanks filled."""
        if study not in self._studies:
            said, here = self._apart(study, where, studies.get_study, lambda found: found.patient != study.patient)
            put = _filled(here, said) if here else said
            studies.put_study(self._tx, put)
            self._studies[study] = put
        return self._studies[study]

    def _one_series(self, series: Series, where: str) -> Series:
        """The series as kept: what its first file said."""
        if series not in self._series:
            said, here = self._apart(series, where, studies.get_series, lambda found: found.study != series.study)
            if here is None:
                studies.put_series(self._tx, said)
            self._series[series] = here or said
        return self._series[series]

    def _apart(
        self,
        said: Level,
        where: str,
        get: Callable[[Transaction, str], Level | None],
        is_others: Callable[[Level], bool],
    ) -> tuple[Level, Level | None]:
        """(what the file says under a UID that is its own, what is kept under that already).

        One whose UID is another's already is kept beside that.
        """
        uid = _free(said.uid, lambda name: (found := get(self._tx, name)) is not None and is_others(found))
        here = get(self._tx, uid)
        if uid != said.uid and here is None:
            self._counts.note((note(where, *_OTHERS_STUDY),), once=isinstance(said, Series))
        return replace(said, uid=uid), here

    # ---- records

    def _keep_record(self, item: Item, original: str, named: dict[str, Patient]) -> None:
        whose = {said.id: self._person(said, item.where).id for said in item.people}
        whose |= {reference: self._person(person, item.where).id for reference, person in named.items()}
        facts = [_owned(fact, whose[fact.patient]) for fact in item.facts]
        self._counts.records.update(put_facts(self._tx, facts))
        imports.remember_file(self._tx, item.digest, self._ledger.id, original, set(whose.values()))


def is_known(tx: Transaction, item: Item) -> bool:
    """Whether these very bytes are in the vault."""
    found = studies.digest_seen(tx, item.digest) if item.image else imports.file_seen(tx, item.digest)
    return found is not None


_SAME_IDENTIFIER = (
    say("Another image with the same identifier but other bytes is in the vault already."),
    say("Both are kept and shown apart; nothing was overwritten. Ask the sender which one is right."),
)
_OTHERS_STUDY = (
    say("The study has the same identifier as a study of another patient."),
    say("It is kept apart under its own patient; nothing was mixed. Ask the sender whose it is."),
)


def _free(uid: str, is_taken: Callable[[str], bool]) -> str:
    """The UID, or the first of uid#2, uid#3 … that is not taken."""
    name, n = uid, 1
    while is_taken(name):
        n += 1
        name = f"{uid}#{n}"
    return name


def _filled(known: Study, said: Study) -> Study:
    """What the first files said stays; blanks are filled. The study began with its earliest image."""
    times = [t for t in (known.started_at, said.started_at) if t is not None]
    return replace(
        known,
        accession=known.accession or said.accession,
        description=known.description or said.description,
        started_at=min(times, default=None),
    )


def _owned(fact: Fact, patient: str) -> Fact:
    """A fact under its patient's id. Its own id and its encounter's are made of the patient's, as other hospitals use
    the same ones.
    """
    if isinstance(fact, Encounter):
        return replace(fact, id=id_of(patient, fact.id), patient=patient)
    encounter = id_of(patient, fact.encounter) if fact.encounter else ""
    return replace(fact, id=id_of(patient, fact.id), patient=patient, encounter=encounter)
