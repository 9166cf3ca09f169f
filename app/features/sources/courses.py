"""Measurements in time: a long table (who, when, what, value), a wide one, or a file for each case."""

from __future__ import annotations

import io
import re
import zipfile
from array import array
from collections.abc import Iterable, Iterator, Mapping, Sequence
from collections.abc import Set as AbstractSet
from functools import lru_cache
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from app.domain.errors import WorkstationError
from app.domain.words import say
from app.features.columns import is_patient_column, missing_codes
from app.features.raw import Courses
from app.features.sources.found import Found
from app.features.values import key_of, number_of
from app.ingest.delimited import read_delimited

_TIME = re.compile(
    r"((chart|obs|sample|measurement)?[ _\-]?time|t|时间|日期|测量时间|采样时间)[ _\-]*[(（\[]?"
    r"(h|hrs?|hours?|min|minutes?|d|days?|s|sec|seconds?|小时|分钟|天)?[)）\]]?"
    r"|hours?|minutes?|days?|date([ _]?time)?|timestamp|小时|分钟|天"
)
_WHAT = re.compile(
    r"parameter|variable|item|itemid|test|analyte|name|label|measurement|feature|code|项目|指标|参数|检验项目"
)
_VALUE = re.compile(r"value|result|val|valuenum|measurement|reading|数值|结果|值")
_WHO = re.compile(
    r"(record|stay|case|visit|encounter|admission|icustay|hadm|sample|series)[ _\-]?(id|no|number)?|id|编号|就诊号"
)
_CLOCK = re.compile(r"(\d{1,4}):(\d\d)(:\d\d)?")
_STAMP = re.compile(r"(\d{4})[-/](\d\d?)[-/](\d\d?)(?:[ T](\d\d?):(\d\d)(?::(\d\d))?)?.*")
_MOST_FILES = 200_000
_MOST_BYTES = 2 << 30
Row = tuple[str, float, str, float]  # who, hours, what, value
Floats = NDArray[np.float64]


def read_courses(path: Path, when: str = "", who: str = "") -> Found:
    """``when`` and ``who`` name the columns of a table where their headings do not.

    Raises WorkstationError where the file is not understood.
    """
    named = when, who
    people: dict[str, int] = {}
    what: dict[str, int] = {}
    flat = array("d")
    for person, at, item, value in _rows(path, named):
        flat.extend((people.setdefault(person, len(people)), at, what.setdefault(item, len(what)), value))
    if not people:
        raise _not_understood(path.name)
    return _found(tuple(people), tuple(what), np.frombuffer(flat).reshape(-1, 4))


def _found(people: tuple[str, ...], items: tuple[str, ...], rows: Floats) -> Found:
    """``rows`` (M, 4): person, time, item, value. What is written at most once a person, at the beginning, also stands
    in the table; what then is the person's own number does so nowhere.
    """
    for item in range(len(items)):
        mine = rows[:, 2] == item
        codes = missing_codes(rows[mine, 3])
        if codes:
            rows = rows[~(mine & np.isin(rows[:, 3], codes))]
    begins = np.full(len(people), np.inf)
    np.minimum.at(begins, rows[:, 0].astype(np.int64), rows[:, 1])
    once = [k for k in range(len(items)) if _is_written_once(rows[rows[:, 2] == k], begins)]
    columns = {items[k]: _cells(rows[rows[:, 2] == k], len(people)) for k in once}
    columns = {name: cells for name, cells in columns.items() if cells != people}
    order = sorted((k for k in range(len(items)) if k not in once or items[k] in columns), key=lambda k: items[k])
    place = np.full(len(items), -1)
    place[order] = np.arange(len(order))
    kept = rows[place[rows[:, 2].astype(np.int64)] >= 0]
    kept = kept[np.lexsort((kept[:, 1], kept[:, 0]))]
    cuts = np.searchsorted(kept[:, 0], np.arange(1, len(people)))
    both = [_course(part, place, len(order)) for part in np.split(kept, cuts)]
    names = tuple(items[k] for k in order)
    courses = Courses(names, tuple(t for t, _ in both), tuple(v for _, v in both))
    return Found(people, columns, {"sequences": courses})


def _course(rows: Floats, place: NDArray[np.int64], width: int) -> tuple[Floats, NDArray[np.float32]]:
    moments, at = np.unique(rows[:, 1], return_inverse=True)
    if not len(moments):
        return np.zeros(1), np.full((1, width), np.nan, dtype=np.float32)
    table = np.full((len(moments), width), np.nan, dtype=np.float32)
    table[at, place[rows[:, 2].astype(np.int64)]] = rows[:, 3]
    return moments, table


def _is_written_once(rows: Floats, begins: Floats) -> bool:
    """At most once in nearly every person who has it, where their course begins; and half of them have it."""
    people, counts = np.unique(rows[:, 0].astype(np.int64), return_counts=True)
    if len(people) < max(2, 0.5 * len(begins)):
        return False
    first = np.bincount(rows[:, 0].astype(np.int64), rows[:, 1] == begins[rows[:, 0].astype(np.int64)], len(begins))
    return bool(np.mean((counts == 1) & (first[people] == 1)) >= 0.98)


def _cells(rows: Floats, count: int) -> tuple[str, ...]:
    known = {int(person): f"{value:.9g}" for person, value in zip(rows[::-1, 0], rows[::-1, 3], strict=True)}
    return tuple(known.get(person, "") for person in range(count))


def _rows(path: Path, named: tuple[str, str]) -> Iterator[Row]:
    for name, data in _files(path):
        yield from _rows_of(data, name, named)


def _files(path: Path) -> Iterator[tuple[str, bytes]]:
    if path.is_dir():
        for file in sorted(f for f in path.rglob("*") if f.suffix.lower() in (".txt", ".csv", ".tsv", ".psv")):
            yield file.name, file.read_bytes()
        return
    data = path.read_bytes()
    if not data.startswith(b"PK\x03\x04"):
        yield path.name, data
        return
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        inside = [i for i in archive.infolist() if i.filename.lower().endswith((".txt", ".csv", ".psv"))]
        if len(inside) > _MOST_FILES or sum(i.file_size for i in inside) > _MOST_BYTES:
            raise WorkstationError(
                say("The archive {name} holds too much to be read at once.", name=path.name),
                say("Divide it, or give a folder."),
            )
        for info in sorted(inside, key=lambda i: i.filename):
            yield Path(info.filename).name, archive.read(info)


def _rows_of(data: bytes, name: str, named: tuple[str, str]) -> Iterator[Row]:
    quick = _quick(data, name)
    if quick is not None:
        yield from quick
        return
    table = read_delimited(data, name)
    columns = {heading: table.column(heading) for heading in table.columns}
    when = named[0] if named[0] in columns else _named(columns, _TIME)
    if not when:
        raise _not_understood(name)
    who = named[1] if named[1] in columns else _person(columns, when)
    people: Iterable[str] = columns[who] if who else [Path(name).stem] * len(table.rows)
    hours = _hours(columns[when])
    what, value = _named(columns, _WHAT, {when, who}), _named(columns, _VALUE, {when, who})
    if what and value and what != value:
        for person, at, item, cell in zip(people, hours, columns[what], columns[value], strict=True):
            number = number_of(cell)
            if not np.isnan(at) and not np.isnan(number) and item:
                yield person, at, item, number
        return
    others = [c for c in columns if c not in (who, when)]
    for row, (person, at) in enumerate(zip(people, hours, strict=True)):
        for item in others:
            number = number_of(columns[item][row])
            if not np.isnan(at) and not np.isnan(number):
                yield person, at, item, number


def _quick(data: bytes, name: str) -> Iterator[Row] | None:
    """The commonest form, a small file a case with Time,Parameter,Value, without the care a person's table needs."""
    if not data.startswith(b"Time,Parameter,Value"):
        return None
    who = Path(name).stem

    def rows() -> Iterator[Row]:
        for line in data.decode("ascii", "replace").splitlines()[1:]:
            cells = line.split(",")
            if len(cells) == 3 and cells[1]:
                number = _quick_number(cells[2])
                if number == number:
                    yield who, _hour(cells[0]), cells[1], number

    return rows()


def _named(columns: Mapping[str, Sequence[str]], pattern: re.Pattern[str], but: AbstractSet[str] = frozenset()) -> str:
    return next((c for c in columns if c not in but and pattern.fullmatch(key_of(c))), "")


def _hours(cells: Sequence[str]) -> list[float]:
    """Numbers as they are, 13:30 and 2024-03-01 13:30 in hours."""
    return [_hour(c) for c in cells]


def _person(columns: Mapping[str, Sequence[str]], when: str) -> str:
    return next((c for c in columns if c != when and is_patient_column(c)), "") or _named(columns, _WHO, {when})


@lru_cache(maxsize=100_000)
def _quick_number(cell: str) -> float:
    """The same few thousand readings come back millions of times."""
    return number_of(cell)


@lru_cache(maxsize=100_000)
def _hour(cell: str) -> float:
    if clock := _CLOCK.fullmatch(cell.strip()):
        return int(clock[1]) + int(clock[2]) / 60
    if stamp := _STAMP.fullmatch(cell.strip()):
        year, month, day, hour, minute = (int(stamp[k] or 0) for k in range(1, 6))
        days = np.datetime64(f"{year:04d}-{month:02d}-{day:02d}").astype(np.int64)
        return float(days) * 24 + hour + minute / 60
    return number_of(cell)


def _not_understood(name: str) -> WorkstationError:
    return WorkstationError(
        say("The file {name} is not understood as measurements in time.", name=name),
        say(
            "Give a table with who, when, what and value in each row, or a file of Time,Parameter,Value for each case."
        ),
    )
