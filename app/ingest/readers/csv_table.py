"""CSV tables of observations, read by a mapping that says which column is what."""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime

from app.domain.codes import Coding, Quantity
from app.domain.errors import WorkstationError
from app.domain.identifiers import digest_of, id_of
from app.domain.patient import Patient
from app.domain.problem import Problem
from app.domain.record import Observation
from app.domain.words import say
from app.ingest.column_mapping import guess_mapping
from app.ingest.delimited import Delimited, decode, read_delimited
from app.ingest.dicom_values import aware, parse_day
from app.ingest.reader import ColumnMapping, Head, Item, Options, Outcome, Reader, kept_aside, note, refused

_LONGEST_HEADING = 1 << 20
_NOTHING = frozenset({"", "?", "-", "--", "na", "n/a", "nan", "null", "none", "unknown", "不详", "未知", "未查"})
_SEXES = {"m": "M", "male": "M", "男": "M", "f": "F", "female": "F", "女": "F", "o": "O", "other": "O", "其他": "O"}
_MOMENT = re.compile(
    r"(\d{4})(?:[-/.年](\d{1,2})(?:[-/.月](\d{1,2})日?)?)?"
    r"(?:[T ]+(\d{1,2}):(\d\d)(?::(\d\d))?(?:\.\d+)?)?\s*(Z|[+-]\d\d:?\d\d)?"
)


def claims(head: Head, options: Options) -> bool:
    del options
    if head.ends(".csv", ".tsv"):
        return not head.start.startswith((b"PK\x03\x04", b"\x1f\x8b"))
    return head.ends(".txt", ".tab") and _is_tabular(head.start)


def read(where: str, data: bytes, options: Options) -> Outcome:
    mapping = options.mapping
    if mapping is None:
        return kept_aside(
            where,
            say("A table: which of its columns is what is not known."),
            say("Import it again with a column mapping (in the window: Import a table; in a terminal: --map FILE)."),
        )
    try:
        _refuse_endless_heading(where, data)
        table = _table(where, data, mapping)
        _refuse_missing_columns(where, table, mapping)
    except WorkstationError as error:
        return refused(where, error.what, error.hint)
    # the same table under another mapping says something else
    return _Reading(where, table, mapping).item(id_of(digest_of(data), repr(mapping)))


READER = Reader("CSV", claims, read, 1 << 28)


def propose(where: str, data: bytes) -> tuple[tuple[str, ...], ColumnMapping]:
    """The columns of a table and a guess at the mapping. Raises WorkstationError for what is no table."""
    _refuse_endless_heading(where, data)
    table = read_delimited(data, where)
    return table.columns, guess_mapping(table)


def _refuse_endless_heading(where: str, data: bytes) -> None:
    if len(data) > _LONGEST_HEADING and not set(b"\r\n") & set(data[:_LONGEST_HEADING]):
        raise WorkstationError(
            say("The first line of the table {name} has no end; it is no heading.", name=where),
            say("Save the table as CSV in UTF-8 and choose that file."),
        )


def _is_tabular(start: bytes) -> bool:
    """True where the first lines have the same number of one delimiter."""
    lines = [line for line in start.split(b"\n")[:-1] if line.strip()][:5]
    if len(lines) < 2 or b"\x00" in start or start.lstrip()[:1] in (b"{", b"[", b"<"):
        return False
    return any(len({line.count(d) for line in lines}) == 1 and d in lines[0] for d in (b"\t", b",", b";", b"|"))


def _table(where: str, data: bytes, mapping: ColumnMapping) -> Delimited:
    return read_delimited(_decoded(where, data, mapping.encoding).encode("utf-8"), where, mapping.delimiter)


def _decoded(where: str, data: bytes, stated: str) -> str:
    """The text, in the encoding the mapping states or a certain one; a guess could garble a patient's name.

    Raises WorkstationError where the bytes are not what is stated, or nothing is stated and they are not UTF-8.
    """
    text, guessed = decode(data, where)
    if not stated:
        if guessed in ("utf-8", "utf-16"):
            return text
        raise WorkstationError(
            say("The table {name} is not written in UTF-8, and its encoding cannot be known for certain.", name=where),
            say('It looks like {guess}. If so, add this line to the mapping: encoding = "{guess}"', guess=guessed),
        )
    try:
        said = data.decode("utf-8-sig" if stated.lower().replace("_", "-") in ("utf-8", "utf8") else stated)
    except LookupError:
        raise WorkstationError(
            say("The mapping names an encoding that does not exist: {encoding}.", encoding=stated),
            say("Known ones are utf-8, gb18030, latin-1, windows-1252 and utf-16."),
        ) from None
    except UnicodeDecodeError as error:
        line = data[: error.start].count(b"\n") + 1
        raise WorkstationError(
            say("Line {line} of {name} is not written in {encoding}.", line=line, name=where, encoding=stated),
            say("Its bytes look like {guess}. Correct “encoding” in the mapping, or save it as UTF-8.", guess=guessed),
        ) from error
    if guessed in ("utf-8", "utf-16") and said != text:
        raise WorkstationError(
            say("The mapping says {encoding}, but {name} is written in {guess}.",
                encoding=stated, name=where, guess=guessed.upper()),
            say("Names would read wrong. Correct “encoding” in the mapping."),
        )  # fmt: skip
    return said


def _refuse_missing_columns(where: str, table: Delimited, mapping: ColumnMapping) -> None:
    m = mapping
    named = [m.patient, m.name, m.birth_date, m.sex, m.at, m.code, m.display, m.value, m.unit, *m.values]
    missing = [n for n in named if n and n not in table.columns]
    if m.system and m.system not in table.columns and ":" not in m.system:
        missing.append(m.system)
    if missing:
        raise WorkstationError(
            say("The table {name} has no column “{column}”, which the mapping names.", name=where, column=missing[0]),
            say("Its columns are: {columns}.", columns=", ".join(table.columns[:20])),
        )


@dataclass(frozen=True, slots=True)
class _Row:
    """A row's cells by column name; columns the mapping lacks are empty."""

    cells: dict[str, str]

    def __getitem__(self, column: str) -> str:
        cell = self.cells.get(column, "") if column else ""
        return "" if cell.casefold() in _NOTHING else cell


class _Reading:
    """One pass over the rows of a table: people and observations, and what was odd."""

    def __init__(self, where: str, table: Delimited, mapping: ColumnMapping) -> None:
        self._where = where
        self._table = table
        self._mapping = mapping
        self._people: dict[str, Patient] = {}
        self._facts: dict[str, Observation] = {}
        self._seen: Counter[str] = Counter()
        self._odd: Counter[str] = Counter()

    def item(self, digest: str) -> Outcome:
        for cells in self._table.rows:
            self._take(_Row(dict(zip(self._table.columns, cells, strict=True))))
        if not self._facts:
            return refused(
                self._where,
                say("No row of the table holds both a patient number and a value."),
                say("Check the mapping: are the columns for patient and value the right ones?"),
            )
        return Item(
            self._where,
            digest,
            people=tuple(self._people.values()),
            aliases=tuple((key, key) for key in self._people),
            facts=tuple(self._facts.values()),
            notes=tuple(self._notes()),
        )

    def _take(self, row: _Row) -> None:
        if not row[self._mapping.patient]:
            self._odd["no number"] += 1
            return
        person = self._person(row)
        at = _moment(row[self._mapping.at])
        if at is None and row[self._mapping.at]:
            self._odd["no date"] += 1
        for code, cell, unit in self._values(row):
            self._keep(person, code, cell, unit, at)

    def _person(self, row: _Row) -> Patient:
        """Two birth dates under one number are two people until somebody says otherwise."""
        m = self._mapping
        mrn, birth = row[m.patient], _day(row[m.birth_date])
        if row[m.birth_date] and birth is None:
            self._odd["no birth date"] += 1
        key = id_of(mrn, birth.isoformat() if birth else "")
        sex = _SEXES.get(row[m.sex].casefold(), "")
        return self._people.setdefault(key, Patient(key, mrn, row[m.name], birth, sex))

    def _values(self, row: _Row) -> Iterator[tuple[Coding, str, str]]:
        m = self._mapping
        system = row[m.system] or (m.system if ":" in m.system else "")
        if m.value and row[m.value]:
            code = row[m.code]
            yield Coding(system, code, row[m.display] or code), row[m.value], row[m.unit]
        for column, (display, unit) in m.values.items():
            if row[column]:
                yield Coding("", column, display or column), row[column], unit

    def _keep(self, person: Patient, code: Coding, cell: str, unit: str, at: datetime | None) -> None:
        said = (person.id, code.system, code.code, code.display, cell, unit, at.isoformat() if at else "")
        # without a time two equal rows may be two measurements; with one they are the same
        self._seen[id_of(*said)] += 1
        key = id_of("csv", *said[1:], "" if at else str(self._seen[id_of(*said)]))
        number = _number(cell)
        value = f"{cell} {unit}".strip() if number is None else Quantity(number, unit)
        self._facts[id_of(person.id, key)] = Observation(key, person.id, code, value, at)

    def _notes(self) -> Iterator[Problem]:
        if n := self._odd["no number"]:
            yield note(self._where, say("{n} rows were left out: they have no patient number.", n=n))
        if n := self._odd["no date"]:
            yield note(
                self._where,
                say("{n} rows have a date that cannot be read; their values are kept without one.", n=n),
                say("Write dates as 2026-01-31 or 2026-01-31 08:30."),
            )
        if n := self._odd["no birth date"]:
            yield note(self._where, say("{n} rows have a birth date that cannot be read; it is left empty.", n=n))


def _number(cell: str) -> float | None:
    """A plain number; "<0.5" and "positive" are none and stay text."""
    try:
        found = float(cell.replace(",", "")) if re.fullmatch(r"[+-]?\d{1,3}(,\d{3})+(\.\d+)?", cell) else float(cell)
    except ValueError:
        return None
    return found if math.isfinite(found) else None


def _day(written: str) -> date | None:
    found = _moment(written)
    is_whole = bool(re.match(r"\d{4}[-/.年]?\d{1,2}[-/.月]?\d{1,2}", written))
    return found.date() if found and is_whole else None


def _moment(written: str) -> datetime | None:
    """A time written year first, as hospitals' systems write it; 31/01/2026 could be two days and is not guessed."""
    if re.fullmatch(r"\d{8}", written):
        day, is_whole = parse_day(written)
        return aware(datetime(day.year, day.month, day.day), None) if day and is_whole else None
    match = _MOMENT.fullmatch(written)
    if match is None:
        return None
    year, month, day_, hour, minute, second, zone = match.groups()
    try:
        found = datetime(int(year), int(month or 1), int(day_ or 1), int(hour or 0), int(minute or 0), int(second or 0))
        return aware(found, datetime.fromisoformat(f"2000-01-01T00:00{zone}").tzinfo if zone else None)
    except ValueError:
        return None
