"""The bytes of a workbook (.xlsx) -> the table on one of its sheets. Read in a sandboxed child: it is a ZIP of XML."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, time
from typing import Any

from app.domain.errors import WorkstationError
from app.domain.words import say
from app.ingest.delimited import Delimited, headings

_ZIP, _OLD = b"PK\x03\x04", b"\xd0\xcf\x11\xe0"
_MOST_BYTES = 1 << 30  # of XML
_MOST_CELLS = 20_000_000


@dataclass(frozen=True, slots=True)
class Sheet:
    """``sheets``: the names of all sheets that hold cells in rows; ``table``: the one that was asked for."""

    sheets: tuple[str, ...]
    name: str
    table: Delimited


def is_workbook(start: bytes, name: str) -> bool:
    """Whether a file that begins so is a workbook, or an old one, by its bytes and its name."""
    return name.lower().endswith((".xlsx", ".xlsm", ".xls")) and start.startswith((_ZIP, _OLD))


def read_sheet(data: bytes, name: str, sheet: str) -> Sheet:
    """``sheet`` by name, or by its number from 1; "" is the first that holds a table. The first line is the heading;
    formulas count as what they came to when the workbook was saved.

    Raises WorkstationError for what cannot be read, naming the sheets there are.
    """
    book = _opened(data, name)
    names = tuple(one.title for one in book.worksheets)
    for one in _asked(book, name, sheet):
        lines = list(_lines(one, name))
        if len(lines) > 1:
            return Sheet(names, one.title, _table(lines))
    raise WorkstationError(
        say("The workbook {name} has no table on the sheet that was asked for.", name=name),
        say("A table needs a heading line and at least one line of values. Its sheets are: {sheets}.",
            sheets=", ".join(names)),
    )  # fmt: skip


def _opened(data: bytes, name: str) -> Any:
    import openpyxl  # late: only the child that reads a workbook needs it

    if data.startswith(_OLD):
        raise WorkstationError(
            say("The file {name} is a workbook of an old form (.xls) or locked with a password.", name=name),
            say("Open it in the spreadsheet program and save it as .xlsx or CSV, without a password."),
        )
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            if sum(info.file_size for info in archive.infolist()) > _MOST_BYTES:
                raise WorkstationError(
                    say("The workbook {name} unpacks to more than may be read.", name=name),
                    say("Save the sheet as CSV and choose that file."),
                )
        return openpyxl.load_workbook(io.BytesIO(data), read_only=True, data_only=True, keep_links=False)
    except WorkstationError:
        raise
    except Exception as error:  # whatever a foreign workbook makes of the library
        raise WorkstationError(
            say("The workbook {name} cannot be read.", name=name),
            say("It is damaged, or no workbook. Save it again as .xlsx, or as CSV in UTF-8."),
            detail=type(error).__name__,
        ) from error


def _asked(book: Any, name: str, sheet: str) -> list[Any]:
    found = [one for one in book.worksheets if one.title == sheet]
    if not found and sheet.isdecimal() and 1 <= int(sheet) <= len(book.worksheets):
        found = [book.worksheets[int(sheet) - 1]]
    if sheet and not found:
        raise WorkstationError(
            say('The workbook {name} has no sheet "{sheet}".', name=name, sheet=sheet),
            say("Its sheets are: {sheets}.", sheets=", ".join(one.title for one in book.worksheets)),
        )
    return found or list(book.worksheets)


def _lines(sheet: Any, name: str) -> Iterator[list[str]]:
    """Cells of every line that is not blank."""
    sheet.reset_dimensions()  # some programs write wrong ones
    count = 0
    for row in sheet.iter_rows(values_only=True):
        cells = [_text(value) for value in row]
        count += len(cells)
        if count > _MOST_CELLS:
            raise WorkstationError(
                say("The workbook {name} holds more cells than may be read at once.", name=name),
                say("Save the sheet as CSV and choose that file."),
            )
        if any(cells):
            yield cells


def _table(lines: list[list[str]]) -> Delimited:
    """A title alone in its line above the heading is passed over."""
    while len(lines) > 2 and sum(map(bool, lines[0])) == 1 and sum(map(bool, lines[1])) > 1:
        lines = lines[1:]
    width = max(len(line) - next((k for k, c in enumerate(reversed(line)) if c), len(line)) for line in lines)
    rows = tuple(tuple((line + [""] * width)[:width]) for line in lines)
    return Delimited(headings(list(rows[0])), rows[1:], "xlsx", "")


def _text(value: Any) -> str:
    """A cell as a table of text would hold it."""
    match value:
        case None:
            return ""
        case bool():
            return "TRUE" if value else "FALSE"
        case datetime() if (value.hour, value.minute, value.second) == (0, 0, 0):
            return value.date().isoformat()
        case datetime():
            return value.strftime("%Y-%m-%d %H:%M:%S")
        case date() | time():
            return value.isoformat()
        case float() if value == int(value) and abs(value) < 1e15:
            return str(int(value))
        case float():
            return repr(value)
    return " ".join(str(value).split())
