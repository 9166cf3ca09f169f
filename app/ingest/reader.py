"""What a format is to the import: a Reader that says "is this mine?" and gives what one file holds."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

from app.domain.patient import Patient
from app.domain.problem import Problem
from app.domain.record import Fact
from app.domain.study import Instance, Series, Study
from app.domain.words import NOTHING, Phrase

HEAD_BYTES = 8192
_UUID = re.compile(r"[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}", re.I)


@dataclass(frozen=True, slots=True)
class ColumnMapping:
    """How a CSV table of observations is read: which column is what. Empty names are columns the table lacks.

    ``patient`` holds the hospital number. Long form: ``code``, ``value``, ``unit``, ``at``. Wide form: ``values`` maps
    a column to (display, unit), one observation for each filled cell.
    """

    patient: str
    name: str = ""
    birth_date: str = ""
    sex: str = ""
    at: str = ""
    code: str = ""
    display: str = ""
    value: str = ""
    unit: str = ""
    system: str = ""
    values: dict[str, tuple[str, str]] = field(default_factory=dict)
    encoding: str = ""
    delimiter: str = ""


@dataclass(frozen=True, slots=True)
class Source:
    """One file to read: on the disk, or a member of a ZIP.

    ``where`` is how a person knows it. ``members`` are the positions in the ZIP's list (two for a ZIP in a ZIP).
    ``size`` is in bytes, unpacked.
    """

    path: Path
    where: str
    size: int
    members: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class Head:
    """What a reader may look at to say "mine": the name, the size and the first ``HEAD_BYTES``."""

    name: str
    size: int
    start: bytes

    def ends(self, *suffixes: str) -> bool:
        return self.name.lower().endswith(suffixes)


@dataclass(frozen=True, slots=True)
class Image:
    """A DICOM instance with the levels above it, each as this one file tells them."""

    patient: Patient
    study: Study
    series: Series
    instance: Instance


@dataclass(frozen=True, slots=True)
class Item:
    """What one file holds.

    ``digest`` is the SHA-256 of its bytes and says "seen before". ``original`` are the bytes to keep; ``is_on_disk``:
    they are those of the file itself, and a child does not send them. A fact's ``patient`` is a reference: the id of
    one of ``people`` here, or a patient that another file of the same import must bring (then it is in ``needs``).
    ``aliases`` are (reference, id in ``people``). ``notes`` are problems inside a file that is otherwise good.
    """

    where: str
    digest: str
    original: bytes = b""
    image: Image | None = None
    people: tuple[Patient, ...] = ()
    aliases: tuple[tuple[str, str], ...] = ()
    needs: tuple[str, ...] = ()
    facts: tuple[Fact, ...] = ()
    notes: tuple[Problem, ...] = ()
    is_on_disk: bool = False


@dataclass(frozen=True, slots=True)
class Options:
    """What a person said beforehand about how to read."""

    mapping: ColumnMapping | None = None


Outcome = Item | Problem


@dataclass(frozen=True, slots=True)
class Reader:
    """A format. ``claims`` looks at a head; ``read`` takes (where, bytes, options), ``most_bytes`` of them at most."""

    name: str
    claims: Callable[[Head, Options], bool]
    read: Callable[[str, bytes, Options], Outcome]
    most_bytes: int = 1 << 31


def refused(where: str, what: Phrase, hint: Phrase = NOTHING) -> Problem:
    """One of our formats, but broken: counted as refused."""
    return Problem(where, what, hint, "refusal")


def kept_aside(where: str, what: Phrase, hint: Phrase = NOTHING) -> Problem:
    """Not for the vault: left where it is, counted as kept aside."""
    return Problem(where, what, hint, "warning")


def note(where: str, what: Phrase, hint: Phrase = NOTHING) -> Problem:
    """Something odd inside a file that was read."""
    return Problem(where, what, hint, "note")


def is_global(reference: str) -> bool:
    """True for a FHIR reference that means the same patient wherever it stands: a UUID or an address."""
    return bool(_UUID.search(reference)) or "://" in reference
