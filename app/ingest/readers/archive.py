"""ZIP archives: a list of files. Members are read in memory; their path names are shown, never used for writing."""

from __future__ import annotations

import io
import struct
import zipfile
import zlib
from collections.abc import Iterator
from pathlib import Path, PurePosixPath

from app.domain.problem import Problem
from app.domain.words import Phrase, say
from app.ingest.reader import Source, refused

MAX_MEMBERS = 200_000
MAX_MEMBER_BYTES = 1 << 30
# honest archives of images shrink to a fiftieth at best; only large ones can do harm
MAX_RATIO = 200
HARMFUL_BYTES = 1 << 28
_ENCRYPTED = 0x1
# what zipfile raises on an archive that is not what its list says
BROKEN = (
    zipfile.BadZipFile,
    zlib.error,
    struct.error,
    EOFError,
    OSError,
    IndexError,
    NotImplementedError,
    RuntimeError,
    ValueError,
)
_DAMAGED = say("The ZIP archive is damaged and cannot be opened.")
_PACK_AGAIN = say("Copy or make the archive again, or unpack it and import the folder.")


class Locked(Exception):  # noqa: N818 - what it is
    """A member is encrypted with a password."""


def is_archive(start: bytes) -> bool:
    """True for a ZIP by its first bytes (an empty one too)."""
    return start.startswith((b"PK\x03\x04", b"PK\x05\x06"))


def expand(path: Path, where: str) -> list[Source | Problem]:
    """Every file in a ZIP as a Source; a ZIP inside it is looked into once. Archives not to be opened are Problems."""
    try:
        with zipfile.ZipFile(path) as opened:
            return list(_members(opened, path, where, (), path.stat().st_size))
    except BROKEN:
        return [refused(where, _DAMAGED, _PACK_AGAIN)]


def _members(
    opened: zipfile.ZipFile, path: Path, where: str, outer: tuple[int, ...], packed: int
) -> Iterator[Source | Problem]:
    listed = opened.infolist()
    why = _why_not(listed, packed)
    if why is not None:
        yield refused(where, *why)
        return
    if _is_one_document(listed):
        yield Source(path, where, packed, outer)
        return
    for index, info in enumerate(listed):
        if not _is_folder(info):
            name = f"{where}/{_shown(info)}"
            if _is_bomb(info.file_size, min(info.compress_size, packed)):
                yield refused(name, *HARMFUL)
            elif _is_nested(opened, info):
                yield from _nested(opened, info, path, name, (*outer, index))
            else:
                yield Source(path, name, info.file_size, (*outer, index))


def _nested(
    opened: zipfile.ZipFile, info: zipfile.ZipInfo, path: Path, where: str, members: tuple[int, ...]
) -> Iterator[Source | Problem]:
    if len(members) > 1:
        yield refused(
            where,
            say("The ZIP archive lies inside a ZIP inside a ZIP."),
            say("Unpack the outer archive, then import the folder."),
        )
        return
    try:
        with zipfile.ZipFile(io.BytesIO(_unpacked(opened, info))) as inner:
            yield from _members(inner, path, where, members, info.file_size)
    except BROKEN:
        yield refused(where, _DAMAGED, _PACK_AGAIN)


def _why_not(listed: list[zipfile.ZipInfo], packed: int) -> tuple[Phrase, Phrase] | None:
    """Why an archive is not opened at all: (what, hint)."""
    files = [i for i in listed if not _is_folder(i)]
    if files and all(i.flag_bits & _ENCRYPTED for i in files):
        return LOCKED
    unpacked = sum(i.file_size for i in listed)
    return HARMFUL if len(listed) > MAX_MEMBERS or _is_bomb(unpacked, packed) else None


def _is_folder(info: zipfile.ZipInfo) -> bool:
    """zipfile's own question fails on a name that is empty."""
    return info.filename.endswith("/")


def _is_bomb(unpacked: int, packed: int) -> bool:
    return unpacked > HARMFUL_BYTES and unpacked > MAX_RATIO * max(packed, 1)


HARMFUL = (
    say("The ZIP archive would unpack to far more than its size; it may be made to fill the computer."),
    say("If you trust where it came from, unpack it yourself and import the folder."),
)
LOCKED = (
    say("The ZIP archive is locked with a password."),
    say("Unpack it with its password, then import the folder."),
)
TOO_LARGE = (
    say("The file in the archive is larger than this program unpacks in memory (1 GB)."),
    say("Unpack the archive, then import the folder."),
)


def _is_one_document(listed: list[zipfile.ZipInfo]) -> bool:
    """True for office documents, arrays and the like, whose file format happens to be a ZIP."""
    names = [i.filename for i in listed]
    return any(n in ("[Content_Types].xml", "mimetype", "META-INF/MANIFEST.MF") for n in names) or (
        bool(names) and all(n.endswith(".npy") for n in names)
    )


def _is_nested(opened: zipfile.ZipFile, info: zipfile.ZipInfo) -> bool:
    if not info.filename.lower().endswith(".zip") or info.flag_bits & _ENCRYPTED or info.file_size > MAX_MEMBER_BYTES:
        return False
    try:
        with opened.open(info) as member:
            return is_archive(member.read(4))
    except BROKEN:
        return False


def _shown(info: zipfile.ZipInfo) -> str:
    """A member's name as it is shown: no way out of the archive, no control characters."""
    parts = [p for p in PurePosixPath(_spelled(info).replace("\\", "/")).parts if p not in ("..", ".", "/")]
    return "".join(c if c.isprintable() else "�" for c in "/".join(parts)) or "file"


def _spelled(info: zipfile.ZipInfo) -> str:
    """zipfile reads unmarked names as code page 437; today's packers without the mark write UTF-8 or GBK."""
    if info.flag_bits & 0x800 or info.filename.isascii():
        return info.filename
    for encoding in ("utf-8", "gb18030"):
        try:
            return info.filename.encode("cp437").decode(encoding)
        except UnicodeError:
            continue
    return info.filename


class Archives:
    """ZIP archives kept open while a batch of their members is read."""

    def __init__(self) -> None:
        self._opened: dict[tuple[Path, tuple[int, ...]], zipfile.ZipFile] = {}

    def __enter__(self) -> Archives:
        return self

    def __exit__(self, *error: object) -> None:
        for opened in self._opened.values():
            opened.close()
        self._opened.clear()

    def bytes_of(self, source: Source, most: int = MAX_MEMBER_BYTES) -> bytes:
        """A member's first bytes. Raises Locked, OverflowError when it is too large, and what zipfile raises."""
        opened = self._archive(source.path, source.members[:-1])
        return _unpacked(opened, opened.infolist()[source.members[-1]], most)

    def _archive(self, path: Path, members: tuple[int, ...]) -> zipfile.ZipFile:
        key = (path, members)
        if key not in self._opened:
            if members:
                outer = self._archive(path, members[:-1])
                inner = _unpacked(outer, outer.infolist()[members[-1]])
                self._opened[key] = zipfile.ZipFile(io.BytesIO(inner))
            else:
                self._opened[key] = zipfile.ZipFile(path)
        return self._opened[key]


def _unpacked(opened: zipfile.ZipFile, info: zipfile.ZipInfo, most: int = MAX_MEMBER_BYTES) -> bytes:
    if info.flag_bits & _ENCRYPTED:
        raise Locked
    if info.file_size > MAX_MEMBER_BYTES:
        raise OverflowError
    with opened.open(info) as member:
        # never more than the list announces: zipfile stops there too, this says so
        return member.read(min(info.file_size, most))
