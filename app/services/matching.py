"""Which patient of the vault a file speaks of. Two persons are never made one; doubt makes two, and says so."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass, replace

from app.domain.identifiers import id_of
from app.domain.patient import Patient
from app.domain.words import Phrase, say
from app.store import patients
from app.store.transaction import Transaction


@dataclass(frozen=True, slots=True)
class Match:
    """The patient as kept in the vault, and what a person should look at: (what, hint) pairs."""

    patient: Patient
    doubts: tuple[tuple[Phrase, Phrase], ...] = ()


def keep(tx: Transaction, said: Patient) -> Match:
    """Find or make the patient that a file speaks of, and fill in what was not known.

    The same number is the same person where the birth dates agree, or where one is not known and the names agree.
    Without a number the file's own identity decides (``said.id``).
    """
    here = patients.with_mrn(tx, said.mrn) if said.mrn else _with_id(tx, _own_id(said))
    found = _same(said, here)
    if found is None:
        patients.put(tx, made := replace(said, id=_own_id(said)))
        return Match(made, tuple([_taken(said)] if here else []))
    known = _filled(found, said)
    patients.put(tx, known)
    return Match(known, tuple(_differences(found, said)))


def names_agree(one: str, other: str) -> bool:
    """True where one name's words are all among the other's: "DOE^JOHN", "John A. Doe", "Doe, John"."""
    a, b = _words(one), _words(other)
    if not a or not b:
        return a == b
    return a <= b or b <= a


def _own_id(said: Patient) -> str:
    birth = said.birth_date.isoformat() if said.birth_date else ""
    if not said.mrn:
        return id_of("patient", "", said.name, birth, said.id)
    return id_of("patient", said.mrn, birth or " ".join(sorted(_words(said.name))))


def _with_id(tx: Transaction, patient: str) -> tuple[Patient, ...]:
    found = patients.get(tx, patient)
    return (found,) if found else ()


def _same(said: Patient, here: Iterable[Patient]) -> Patient | None:
    """The one it is: first of all one with the same birth date."""
    candidates = [p for p in here if _is_same(said, p)]
    exact = [p for p in candidates if p.birth_date == said.birth_date]
    return next(iter(exact or candidates), None)


def _is_same(said: Patient, known: Patient) -> bool:
    if not said.mrn:
        return True  # found by its own id
    if said.birth_date and known.birth_date:
        return said.birth_date == known.birth_date
    return names_agree(said.name, known.name)


def _filled(known: Patient, said: Patient) -> Patient:
    return replace(
        known,
        name=known.name or said.name,
        birth_date=known.birth_date or said.birth_date,
        sex=known.sex or said.sex,
    )


def _differences(known: Patient, said: Patient) -> Iterable[tuple[Phrase, Phrase]]:
    compare = say("Compare the two records; if they are of two persons, tell whoever gave the number.")
    if known.name and said.name and not _words(known.name) & _words(said.name):
        yield say("Patient {mrn} is written with another name here, with the same birth date.", mrn=said.mrn), compare
    if known.sex and said.sex and known.sex != said.sex:
        yield say("Patient {mrn} is written with another sex here.", mrn=said.mrn), compare


def _taken(said: Patient) -> tuple[Phrase, Phrase]:
    return (
        say("The number {mrn} belongs to another person in this vault: birth date or name differ.", mrn=said.mrn),
        say("A separate patient was made, nothing was mixed. Find out which number is right."),
    )


def _words(name: str) -> frozenset[str]:
    """The words of a name without case, accents, punctuation and digits; of each alphabet it is written in."""
    plain = unicodedata.normalize("NFKD", name).casefold()
    return frozenset(w for w in re.split(r"[\W\d_]+", "".join(c for c in plain if not unicodedata.combining(c))) if w)
