"""What runs in a child process: open the files of a batch, let the first reader that claims one read it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

from pydicom.errors import InvalidDicomError

from app.domain.errors import WorkstationError
from app.domain.problem import Problem
from app.domain.words import Phrase, say
from app.ingest.dicom_values import BROKEN
from app.ingest.reader import (
    HEAD_BYTES,
    ColumnMapping,
    Head,
    Item,
    Options,
    Outcome,
    Reader,
    Source,
    kept_aside,
    refused,
)
from app.ingest.readers import READERS, archive, csv_table, dicomdir

# files an operating system leaves in every folder: (name, lower case)
_LITTER = {"thumbs.db", "desktop.ini", "ehthumbs.db", "icon\r"}
# what a file that no reader claims probably is: (first bytes, where they stand, kind)
_KINDS = (
    (b"\x89PNG", 0, "PNG picture"),
    (b"\xff\xd8\xff", 0, "JPEG picture"),
    (b"II*\x00", 0, "TIFF picture"),
    (b"MM\x00*", 0, "TIFF picture"),
    (b"%PDF", 0, "PDF document"),
    (b"n+1\x00", 344, "NIfTI volume"),
    (b"ni1\x00", 344, "NIfTI header"),
    (b"NRRD000", 0, "NRRD volume"),
    (b"\x1f\x8b", 0, "gzip archive"),
    (b"PK\x03\x04", 0, "document or archive"),
    (b"7z\xbc\xaf", 0, "7-Zip archive"),
    (b"Rar!", 0, "RAR archive"),
    (b"MSH|", 0, "HL7 version 2 message"),
    (b"MZ", 0, "program"),
    (b"\x7fELF", 0, "program"),
    (b"SQLite format 3", 0, "database"),
)


def expand(path: Path, where: str) -> list[Source | Problem]:
    """Every file in a ZIP archive."""
    return archive.expand(path, where)


def parse(sources: list[Source], options: Options) -> list[Outcome]:
    """Read files; one outcome for each, in order. What a single file is or lacks never stops the others."""
    with archive.Archives() as archives:
        return [_outcome(source, options, archives) for source in sources]


def listed(source: Source) -> list[str]:
    """The files that a DICOMDIR names, below its folder; () for one that cannot be read."""
    try:
        with archive.Archives() as archives:
            data = archives.bytes_of(source) if source.members else source.path.read_bytes()
        return dicomdir.file_ids(data)
    except (InvalidDicomError, archive.Locked, OverflowError, RecursionError, *BROKEN, *archive.BROKEN):
        return []


def propose_mapping(path: Path) -> tuple[tuple[str, ...], ColumnMapping]:
    """The columns of a table file and a guess at its mapping."""
    if (size := path.stat().st_size) > csv_table.READER.most_bytes:
        raise WorkstationError(*_too_large(size, csv_table.READER))
    return csv_table.propose(path.name, path.read_bytes())


def _outcome(source: Source, options: Options, archives: archive.Archives) -> Outcome:
    if _is_litter(source.where):
        return kept_aside(
            source.where, say("A hidden file that the operating system made; it holds nothing for a record.")
        )
    try:
        head = Head(_name(source.where), source.size, _start(source, archives))
        reader = next(_claiming(head, options), None)
        why_not = _why_unread(source, head, reader)
        if why_not is not None or reader is None:
            return why_not or _unclaimed(source.where, head)
        data = archives.bytes_of(source) if source.members else source.path.read_bytes()
    except archive.Locked:
        return refused(source.where, *archive.LOCKED)
    except (OverflowError, MemoryError):
        return refused(source.where, *archive.TOO_LARGE)
    except OSError as error:
        return refused(source.where, *_why_unreadable(error))
    except archive.BROKEN:
        return refused(
            source.where,
            say("The file is damaged inside its ZIP archive."),
            say("Copy or make the archive again, or unpack it and import the folder."),
        )
    found = _with_original(reader.read(source.where, data, options), data)
    if isinstance(found, Item) and found.image and found.original is data and not source.members:
        return replace(found, original=b"", is_on_disk=True)
    return found


def _with_original(found: Outcome, data: bytes) -> Outcome:
    """A file that holds records is kept as it came too: what its reader does not know is not lost."""
    return replace(found, original=data) if isinstance(found, Item) and not found.original else found


def _start(source: Source, archives: archive.Archives) -> bytes:
    if source.members:
        return archives.bytes_of(source, HEAD_BYTES)
    with source.path.open("rb") as opened:
        return opened.read(HEAD_BYTES)


def _why_unread(source: Source, head: Head, reader: Reader | None) -> Problem | None:
    """Why a file is not read further than its head."""
    if not head.start:
        return kept_aside(source.where, _EMPTY)
    if reader is not None and source.size > reader.most_bytes:
        return refused(source.where, *_too_large(source.size, reader))
    return None


def _too_large(size: int, reader: Reader) -> tuple[Phrase, Phrase]:
    return (
        say("The file has {size} MB; of its kind at most {most} MB are read.",
            size=size >> 20, most=reader.most_bytes >> 20),
        say("Export it in smaller parts."),
    )  # fmt: skip


_EMPTY = say("The file is empty.")


def read(where: str, data: bytes, options: Options) -> Outcome:
    """Read one file's bytes by the first reader that claims them."""
    if not data:
        return kept_aside(where, _EMPTY)
    head = Head(_name(where), len(data), data[:HEAD_BYTES])
    reader = next(_claiming(head, options), None)
    return _with_original(reader.read(where, data, options), data) if reader else _unclaimed(where, head)


def _claiming(head: Head, options: Options) -> Iterator[Reader]:
    return (reader for reader in READERS if reader.claims(head, options))


def _name(where: str) -> str:
    return where.replace("\\", "/").rsplit("/", 1)[-1]


def _is_litter(where: str) -> bool:
    name = _name(where)
    return name.startswith(".") or name.lower() in _LITTER or "/__MACOSX/" in f"/{where}"


def _unclaimed(where: str, head: Head) -> Problem:
    hint = say("It stays where it is. DICOM, NIfTI, NRRD, FHIR R4 (JSON) and tables with a column mapping are read.")
    kind = next((k for start, at, k in _KINDS if head.start[at : at + len(start)] == start), "")
    if not kind and head.start.lstrip()[:1] == b"<":
        kind = "XML or web page"
    if not kind and head.start.lstrip()[:1] in (b"{", b"["):
        kind = "JSON without FHIR resources"
    if not kind and b"\x00" not in head.start:
        kind = "text"
    if not kind:
        return kept_aside(where, say("Not a kind of file that this program reads."), hint)
    return kept_aside(where, say("Not a kind of file that this program reads ({kind}).", kind=kind), hint)


def _why_unreadable(error: OSError) -> tuple[Phrase, Phrase]:
    if isinstance(error, PermissionError):
        return (
            say("The file may not be read by you."),
            say("Ask its owner or your administrator for permission to read it, then import again."),
        )
    if isinstance(error, FileNotFoundError):
        return say("The file was there at first, and is gone now."), say("Import again once the disc is back.")
    return (
        say("The disk could not read the file."),
        say("Copy it from the disc once more; if that fails, the disc is damaged."),
    )
