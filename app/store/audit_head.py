"""audit.head: how far the audit trail is, kept outside of records.db.

SQLCipher takes an older page, an older file or a shortened log without a word. So after every commit the count of
writes and the last entry's digest go into this file, in one of two slots by turns, and are compared at the next
opening: a database that is one write ahead is a crash, one that is behind has lost entries. Each slot lies in one
sector and carries a MAC under a key that only records.db holds, so that nobody else can write one.

The head also knows what records.db looks like while it lies still: SQLCipher ends each page with a fresh random value
and the page's MAC, so a digest over these ends (1/200 of the file) changes with every page that is another. The file
changes only when the log is taken over (``settling``); while that goes on, the pages in the log are left out.
"""

from __future__ import annotations

import hashlib
import hmac
import mmap
import os
import struct
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from app.domain.words import Phrase
from app.sealed import PAGE_BYTES, wipe
from app.store import place
from app.store.migrate import newer_program

FILE = "audit.head"
NOTHING = b"\0" * 32
_MAGIC = b"AEGLEHD"
_FORMAT = 1
_FIELDS = struct.Struct("<7sBHQQQQ32s32s16sI")  # magic, format, schema, turn, and Head's other fields
_SLOT_BYTES = 512
_APART = 4096
_PAGE_END = 80  # 16 bytes of random value, 64 of HMAC-SHA512


@dataclass(frozen=True, slots=True)
class Head:
    """``schema`` is the version of records.db, ``pages`` what it looks like under the key with this ``salt``;
    ``keyring`` is the generation of keyring.json. ``settling``: so many frames of the log are being taken over, and
    ``pages`` leaves out those they replace; 0 while the file lies still.
    """

    schema: int
    writes: int
    number: int
    keyring: int
    digest: str
    pages: bytes = NOTHING
    salt: bytes = NOTHING[:16]
    settling: int = 0


@dataclass(frozen=True, slots=True)
class Anchor:
    """A head that was kept outside of the vault: the last entry's number and digest. ``trouble``: why it could not be
    read; nothing is compared then.
    """

    number: int
    digest: str
    trouble: Phrase | None = None


class HeadFile:
    """The open file. The key of its MACs is kept in records.db, so it is asked for after that is open."""

    def __init__(self, folder: Path) -> None:
        self._path = folder / FILE
        self._key = bytearray()
        self._turn = 0
        self._file: int | None = None

    def is_there(self) -> bool:
        return self._path.exists()

    def refuse_newer(self, schema: int) -> None:
        """Raises WorkstationError when a newer program wrote the vault; before records.db is touched."""
        if any(head.schema > schema for _, head, _ in self._slots()):
            raise newer_program()

    def use(self, key: bytes) -> None:
        """Take the key of the MACs, for what is read and written from now on."""
        self._key = bytearray(key)

    def read(self) -> tuple[Head | None, bool]:
        """(the newest slot, whether its MAC holds)."""
        slots = self._slots()
        self._turn = max((turn for turn, _, _ in slots), default=0)
        found = max(slots, key=lambda one: (one[2], one[0]), default=(0, None, False))
        return found[1], found[2]

    def write(self, head: Head) -> None:
        """Put the head on the disk; when this returns it is there."""
        if self._file is None:
            self._file = self._open()
        self._turn += 1
        numbers = (head.schema, self._turn, head.writes, head.number, head.keyring)
        digest = bytes.fromhex(head.digest)
        body = _FIELDS.pack(_MAGIC, _FORMAT, *numbers, digest, head.pages, head.salt, head.settling)
        os.lseek(self._file, (self._turn % 2) * _APART, os.SEEK_SET)
        os.write(self._file, (body + self._mac(body)).ljust(_SLOT_BYTES, b"\0"))
        getattr(os, "fdatasync", os.fsync)(self._file)

    def close(self) -> None:
        if self._file is not None:
            os.close(self._file)
            self._file = None
        wipe(self._key)

    def _open(self) -> int:
        is_new = not self._path.exists()
        file = os.open(self._path, os.O_RDWR | os.O_CREAT | getattr(os, "O_BINARY", 0), 0o600)
        if is_new:
            # room for both slots at once, so that a full disk cannot keep a head from being written
            os.write(file, b"\0" * (_APART + _SLOT_BYTES))
            os.fsync(file)
            place.sync(self._path.parent)
        return file

    def _slots(self) -> list[tuple[int, Head, bool]]:
        try:
            data = self._path.read_bytes()
        except FileNotFoundError:
            return []
        slots = (self._slot(data[at : at + _SLOT_BYTES]) for at in (0, _APART))
        return [one for one in slots if one]

    def _slot(self, data: bytes) -> tuple[int, Head, bool] | None:
        body, mac = data[: _FIELDS.size], data[_FIELDS.size : _FIELDS.size + 32]
        if len(body) < _FIELDS.size or not body.startswith(_MAGIC):
            return None
        _, form, schema, turn, writes, number, ring, digest, pages, salt, settling = _FIELDS.unpack(body)
        if form > _FORMAT:
            raise newer_program()
        head = Head(schema, writes, number, ring, digest.hex(), pages, salt, settling)
        return turn, head, hmac.compare_digest(mac, self._mac(body))

    def _mac(self, body: bytes) -> bytes:
        return hmac.digest(self._key, body, "sha256")


@dataclass(frozen=True, slots=True)
class Log:
    """The pages (numbered from 1) that are committed in a write-ahead log, how many the file has with them, and in how
    many frames they are.
    """

    pages: frozenset[int] = frozenset()
    count: int = 0
    frames: int = 0


def digest_of_pages(path: Path, log: Log | None = None) -> bytes:
    """A digest over the ends of an SQLCipher file's pages; those that a log replaces are left out."""
    count = path.stat().st_size // PAGE_BYTES
    is_asked = np.ones(count, bool)
    if log is not None and log.pages:
        is_asked[[number - 1 for number in log.pages if number <= count]] = False
        is_asked[log.count :] = False
    found = hashlib.sha256(np.flatnonzero(is_asked).tobytes())
    found.update(ends_of_pages(path)[is_asked].tobytes())
    return found.digest()


def ends_of_pages(path: Path) -> NDArray[np.uint8]:
    """The random value and the MAC at the end of each page of an SQLCipher file (pages, bytes)."""
    count = path.stat().st_size // PAGE_BYTES
    if count == 0:
        return np.zeros((0, _PAGE_END), np.uint8)
    with path.open("rb") as file, mmap.mmap(file.fileno(), count * PAGE_BYTES, access=mmap.ACCESS_READ) as mapped:
        # a copy: the mapping cannot be closed while an array looks into it
        return np.frombuffer(mapped, np.uint8).reshape(count, PAGE_BYTES)[:, -_PAGE_END:].copy()


def committed_in(path: Path, frames: int = 0) -> Log:
    """What a write-ahead log holds, or its first ``frames``; those after its last commit do not count."""
    seen: set[int] = set()
    log, read = Log(), 0
    if not path.exists():
        return log
    size = path.stat().st_size
    with path.open("rb") as file:
        start = file.read(32)
        while len(head := file.read(24)) == 24 and head[8:16] == start[16:24]:
            if file.seek(PAGE_BYTES, os.SEEK_CUR) > size:
                break
            seen.add(int.from_bytes(head[:4], "big"))
            read += 1
            count = int.from_bytes(head[4:8], "big")
            if count:  # the last frame of a transaction
                log = Log(frozenset(seen), count, read)
                if read == frames:
                    break
    return log
