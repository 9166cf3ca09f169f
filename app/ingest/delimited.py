"""The bytes of a delimited text file (CSV, TSV, semicolons) -> its columns and rows of text."""

from __future__ import annotations

import csv
import io
import re
from collections import Counter
from dataclasses import dataclass

from app.domain.errors import WorkstationError
from app.domain.words import say

_DELIMITERS = (",", ";", "\t", "|", "，")
_DECIMAL_COMMA = re.compile(r"[+-]?\d+,\d+")
_BYTE_ORDER_MARKS = ((b"\xef\xbb\xbf", "utf-8-sig"), (b"\xff\xfe", "utf-16"), (b"\xfe\xff", "utf-16"))
_HIGH_BYTES = re.compile(rb"[\x80-\xff]+")
_MAX_CELL = 1_000_000


@dataclass(frozen=True, slots=True)
class Delimited:
    """``rows`` are as long as ``columns``; cells are stripped text, decimal commas turned into points. ``every``: how
    many rows the file has where these were drawn from it, else 0.
    """

    columns: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    encoding: str
    delimiter: str
    every: int = 0

    def column(self, name: str) -> tuple[str, ...]:
        """The cells under a heading. Raises ValueError when there is no such column."""
        at = self.columns.index(name)
        return tuple(row[at] for row in self.rows)


def read_delimited(data: bytes, name: str, delimiter: str = "") -> Delimited:
    """Read a table whose first line is its heading; the encoding is found, and the delimiter where none is given.

    Raises WorkstationError for what is no such table, naming ``name`` and, where one is at fault, the line.
    """
    text, encoding = decode(data, name)
    delimiter = delimiter or _delimiter(text)
    lines = _parsed(text, delimiter, name)
    if len(lines) < 2:
        raise WorkstationError(
            say("The table {name} has no rows.", name=name),
            say("A table needs a heading line and at least one line of values."),
        )
    columns = headings(lines[0][1])
    rows = [_row(cells, len(columns), number, name) for number, cells in lines[1:]]
    if delimiter != ",":
        rows = _with_points(rows, len(columns))
    return Delimited(columns, tuple(tuple(row) for row in rows), encoding, delimiter)


def decode(data: bytes, name: str) -> tuple[str, str]:
    """(text, encoding) of a text file: by its mark, else UTF-8, else GB18030 or Windows-1252, whichever fits.

    Raises WorkstationError when it is not text.
    """
    _refuse_known_binaries(data, name)
    marked = next((encoding for mark, encoding in _BYTE_ORDER_MARKS if data.startswith(mark)), "")
    for encoding in (marked,) if marked else ("utf-8", _legacy_encoding(data)):
        try:
            text = data.decode(encoding)
        except UnicodeDecodeError:
            continue
        if "\x00" in text:
            break
        return text, encoding.removesuffix("-sig")
    raise WorkstationError(
        say("The file {name} is not readable as text.", name=name),
        say("Save the table as CSV in UTF-8 and choose that file."),
    )


def _refuse_known_binaries(data: bytes, name: str) -> None:
    if data.startswith((b"PK\x03\x04", b"\xd0\xcf\x11\xe0")):
        raise WorkstationError(
            say("The file {name} is a workbook or an archive, not a text table.", name=name),
            say("Open it in the spreadsheet program, save it as CSV in UTF-8 and choose that file."),
        )
    if not data.strip():
        raise WorkstationError(say("The file {name} is empty.", name=name), say("Choose another file."))


def _legacy_encoding(data: bytes) -> str:
    """GB18030 writes a character as two bytes, mostly both high; a Western accent stands alone among letters."""
    runs = [len(run) for run in _HIGH_BYTES.findall(data)]
    paired = sum(length for length in runs if length % 2 == 0)
    return "gb18030" if 2 * paired > sum(runs) else "cp1252"


def _delimiter(text: str) -> str:
    """The delimiter the heading has most of, outside quotes; a comma where it has none."""
    first = text.split("\n", 1)[0]
    if first.lower().startswith("sep=") and len(first.strip()) == 5:  # Excel's own hint
        return first[4]
    counts = Counter(re.sub(r'"[^"]*"', "", first))
    best = max(_DELIMITERS, key=lambda d: counts[d])
    return best if counts[best] else ","


def _parsed(text: str, delimiter: str, name: str) -> list[tuple[int, list[str]]]:
    """(line number, cells) of every line that is not blank."""
    csv.field_size_limit(_MAX_CELL)
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True)
    lines: list[tuple[int, list[str]]] = []
    try:
        for cells in reader:
            stripped = [cell.strip() for cell in cells]
            if any(stripped):
                lines.append((reader.line_num, stripped))
    except csv.Error as error:
        raise WorkstationError(
            say("Line {line} of {name} cannot be read as a table.", line=reader.line_num, name=name),
            say("A quotation mark is probably not closed. Correct the line and try again."),
            detail=str(error),
        ) from error
    if lines and lines[0][1][0].lower().startswith("sep="):
        lines = lines[1:]
    return lines


def headings(cells: list[str]) -> tuple[str, ...]:
    """Headings made unique: an empty one becomes "column 3", a repeated one gets " (2)"."""
    seen: Counter[str] = Counter()
    headings = []
    for number, cell in enumerate(cells, 1):
        heading = " ".join(cell.split()) or f"column {number}"
        seen[heading] += 1
        headings.append(heading if seen[heading] == 1 else f"{heading} ({seen[heading]})")
    return tuple(headings)


def _row(cells: list[str], width: int, line: int, name: str) -> list[str]:
    """A short line is missing its last cells; a longer one has slipped and cannot be trusted."""
    if any(cells[width:]):
        raise WorkstationError(
            say(
                "Line {line} of {name} has {cells} cells, its heading has {width}.",
                line=line,
                name=name,
                cells=len(cells),
                width=width,
            ),
            say("Put text that contains the delimiter in quotation marks, then try again."),
        )
    return (cells + [""] * width)[:width]


def _with_points(rows: list[list[str]], width: int) -> list[list[str]]:
    """Where semicolons or tabs delimit, "1,5" is a number with a decimal comma, unless the column uses points too."""
    for at in range(width):
        cells = [row[at] for row in rows]
        if any(_DECIMAL_COMMA.fullmatch(c) for c in cells) and not any("." in c for c in cells):
            for row in rows:
                if _DECIMAL_COMMA.fullmatch(row[at]):
                    row[at] = row[at].replace(",", ".")
    return rows
