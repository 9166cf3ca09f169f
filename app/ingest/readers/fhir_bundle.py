"""FHIR R4 in JSON: a bundle of any type, a single resource, or one resource a line (NDJSON); each also as .gz."""

from __future__ import annotations

import json
import re
import zlib
from collections import Counter, defaultdict
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

from app.domain.identifiers import digest_of
from app.domain.patient import Patient
from app.domain.problem import Problem
from app.domain.record import Fact
from app.domain.words import say
from app.ingest.fhir_facts import (
    READ_KINDS,
    Json,
    Known,
    encounter_of,
    facts_of,
    is_void,
    key_of,
    patient_of,
    subject_of,
)
from app.ingest.reader import Head, Item, Options, Outcome, Reader, kept_aside, note, refused

_GZIP = b"\x1f\x8b"
_MAX_BYTES = 1 << 29
# text of records shrinks to a fortieth at best; only what is large can do harm
_MAX_RATIO = 100
_HARMFUL_BYTES = 1 << 26
_HEAD_TEXT = 65536
_TYPED = re.compile(rb'"resourceType"\s*:')
_EXPORT_AGAIN = say("Export it again from the system it came from, as FHIR R4 in JSON.")


def claims(head: Head, options: Options) -> bool:
    del options
    start = _peeked(head.start) if head.start.startswith(_GZIP) else head.start
    start = start.removeprefix(b"\xef\xbb\xbf").lstrip()
    return start.startswith(b"{") and bool(_TYPED.search(start))


def read(where: str, data: bytes, options: Options) -> Outcome:
    del options
    digest = digest_of(data)
    if data.startswith(_GZIP):
        try:
            data = _inflated(data)
        except ValueError:
            return refused(where, say("The .gz file is damaged or cut short."), _EXPORT_AGAIN)
        except OverflowError:
            return refused(
                where,
                say("The .gz file unpacks to far more than its size; it may be made to fill the computer."),
                say("If you trust where it came from, unpack it yourself and import the file."),
            )
    try:
        resources = list(_resources(data.decode("utf-8-sig"), where.lower().removesuffix(".gz").endswith(".ndjson")))
    except UnicodeDecodeError:
        return refused(where, say("The file is not UTF-8 text, as FHIR requires."), _EXPORT_AGAIN)
    except _BadLine as bad:
        return refused(
            where, say("Line {line} of the file is not whole JSON; it may be cut short.", line=bad.line), _EXPORT_AGAIN
        )
    except ValueError:  # json builds no number of thousands of digits
        return refused(where, say("The file holds a number that is too long to be a measured one."), _EXPORT_AGAIN)
    except RecursionError:
        return refused(where, say("The file is nested too deep to be a record."), _EXPORT_AGAIN)
    return _outcome(where, digest, resources)


READER = Reader("FHIR", claims, read, _MAX_BYTES)


@dataclass(frozen=True, slots=True, eq=False)
class _Entry:
    """A resource with the address its bundle gives it ("" for a resource on its own)."""

    url: str
    resource: Json

    @property
    def kind(self) -> str:
        return str(self.resource.get("resourceType", ""))

    def references(self) -> list[str]:
        """Every way another resource of the file may name this one."""
        own = str(self.resource.get("id") or "")
        return [r for r in (self.url, f"{self.kind}/{own}" if own else "") if r]


class _BadLine(ValueError):  # noqa: N818 - where it is
    def __init__(self, line: int) -> None:
        super().__init__(f"line {line}")
        self.line = line


def _peeked(start: bytes) -> bytes:
    """The text at the start of a gzip file, from the first bytes of the file alone."""
    try:
        return zlib.decompressobj(wbits=31).decompress(start, _HEAD_TEXT)
    except zlib.error:
        return b""


def _inflated(data: bytes) -> bytes:
    """What a gzip file (of one or several members) unpacks to.

    Raises ValueError where it is broken or cut short, OverflowError where it unpacks to too much.
    """
    parts: list[bytes] = []
    left = min(_MAX_BYTES, max(_HARMFUL_BYTES, _MAX_RATIO * len(data))) + 1
    while data:
        member = zlib.decompressobj(wbits=31)
        try:
            parts.append(member.decompress(data, left))
        except zlib.error as error:
            raise ValueError from error
        left -= len(parts[-1])
        if left <= 0:
            raise OverflowError
        if not member.eof:
            raise ValueError
        data = member.unused_data
    return b"".join(parts)


def _resources(text: str, is_lines: bool) -> Iterator[_Entry]:
    if not is_lines:
        try:
            yield from _entries("", json.loads(text, parse_constant=_no_constant))
            return
        except json.JSONDecodeError as error:
            # several documents, one a line, under another name
            if error.msg != "Extra data":
                raise _BadLine(error.lineno) from error
    for number, line in enumerate(text.splitlines(), 1):
        if line.strip():
            try:
                yield from _entries("", json.loads(line, parse_constant=_no_constant))
            except json.JSONDecodeError as error:
                raise _BadLine(number) from error


def _no_constant(name: str) -> None:
    """JSON has no NaN: a value that says so has no value."""
    del name


def _entries(url: str, value: Any) -> Iterator[_Entry]:
    if not isinstance(value, dict):
        return
    if value.get("resourceType") != "Bundle":
        yield _Entry(url, value)
        return
    listed = value.get("entry")
    for entry in listed if isinstance(listed, list) else []:
        if isinstance(entry, dict):
            yield from _entries(str(entry.get("fullUrl") or ""), entry.get("resource"))


def _outcome(where: str, digest: str, entries: list[_Entry]) -> Outcome:
    if not any(e.kind for e in entries):
        return refused(where, say("The file holds no FHIR resources."), _EXPORT_AGAIN)
    people = [
        (e, patient_of(e.resource, e.references()[0] if e.references() else key_of(e.resource)))
        for e in entries
        if e.kind == "Patient"
    ]
    aliases = {ref: patient.id for e, patient in people for ref in e.references()}
    facts, odd = _facts(entries, aliases)
    if not people and not facts:
        return _nothing_to_keep(where, entries)
    needs = sorted({f.patient for f in facts} - {patient.id for _, patient in people})
    return Item(
        where,
        digest,
        people=tuple({patient.id: patient for _, patient in people}.values()),
        aliases=tuple(aliases.items()),
        needs=tuple(needs),
        facts=tuple(facts),
        notes=tuple(_oddities(where, odd, people)),
    )


def _facts(entries: list[_Entry], aliases: dict[str, str]) -> tuple[list[Fact], Counter[tuple[str, str]]]:
    """(facts, what was left out: (why, kind) -> how often)."""
    found = {ref: e.resource for e in entries for ref in e.references()}
    facts: list[Fact] = []
    odd: Counter[tuple[str, str]] = Counter()
    for entry in entries:
        r, kind = entry.resource, entry.kind
        if kind in ("Patient", "Medication"):  # a Medication is read where a request names it
            continue
        subject = subject_of(r)
        if kind not in READ_KINDS:
            odd["unread", kind or "?"] += 1
        elif is_void(r):
            odd["void", kind] += 1
        elif not subject:
            odd["nobody", kind] += 1
        else:
            patient = _resolved(subject, aliases)
            encounter = _encounter_key(encounter_of(r), found)
            made = facts_of(r, patient, encounter, Known(_finder(r, found)))
            odd.update([("empty", kind)] if not made else [])
            facts += made
    return facts, odd


def _resolved(reference: str, aliases: dict[str, str]) -> str:
    """The patient's id in this file, or the reference as written where the file does not hold them."""
    return next((aliases[r] for r in _spellings(reference) if r in aliases), reference)


def _spellings(reference: str) -> list[str]:
    """The ways a reference may be meant: as written, without its version, relative to its server."""
    plain = reference.split("/_history/")[0]
    parts = plain.rsplit("/", 2)
    return [reference, plain, "/".join(parts[-2:])]


def _encounter_key(reference: str, found: dict[str, Json]) -> str:
    named = next((found[r] for r in _spellings(reference) if r in found), None) if reference else None
    if named is not None:
        return key_of(named)
    # another file of a bulk export holds it: its key follows from its id
    kind, _, own = "/".join(reference.rsplit("/", 2)[-2:]).partition("/")
    return key_of({"resourceType": kind, "id": own}) if kind == "Encounter" and own else ""


def _finder(resource: Json, found: dict[str, Json]) -> Callable[[str], Json | None]:
    contained = resource.get("contained")
    inside = {f"#{c.get('id')}": c for c in contained if isinstance(c, dict)} if isinstance(contained, list) else {}
    return lambda reference: (
        inside.get(reference) or next((found[r] for r in _spellings(reference) if r in found), None)
    )


def _nothing_to_keep(where: str, entries: list[_Entry]) -> Outcome:
    kinds = Counter(e.kind for e in entries if e.kind)
    listed = ", ".join(f"{kind} ({n})" for kind, n in kinds.most_common(6))
    return kept_aside(
        where,
        say("The file holds nothing that this program keeps: {kinds}.", kinds=listed),
        say(
            "It stays where it is. Patients, encounters, conditions, observations, medications, procedures, "
            "reports and documents are kept."
        ),
    )


def _oddities(where: str, odd: Counter[tuple[str, str]], people: list[tuple[_Entry, Patient]]) -> Iterator[Problem]:
    by_reason: dict[str, list[str]] = defaultdict(list)
    for (why, kind), n in sorted(odd.items()):
        by_reason[why].append(f"{kind} ({n})")
    for why, kinds in by_reason.items():
        match why:
            case "unread":
                what = say("Kept aside, as this program does not read them: {kinds}.", kinds=", ".join(kinds))
            case "void":
                what = say("Kept aside, as their author took them back: {kinds}.", kinds=", ".join(kinds))
            case "nobody":
                what = say("Kept aside, as they name no patient: {kinds}.", kinds=", ".join(kinds))
            case _:
                what = say("Kept aside, as they hold no value: {kinds}.", kinds=", ".join(kinds))
        yield note(where, what)
    for entry, patient in people:
        written = str(entry.resource.get("birthDate") or "")
        if written and patient.birth_date is None:
            yield note(
                where,
                say("The birth date “{written}” is not a whole date; it is left empty.", written=written),
                say("Ages cannot be worked out for this patient."),
            )
