"""Open a SQLCipher file under a given key; named arrays in one (packs, checkpoints).

A key is 48 bytes: 32 of key and 16 of salt, given to SQLCipher in its raw form, so that opening costs no derivation
and the file still opens when its first page has lost the salt.
"""

from __future__ import annotations

import ctypes
import json
import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from types import TracebackType
from typing import Any, Literal, Self

import numpy as np
import sqlcipher3
from numpy.typing import NDArray

from app.domain.errors import WorkstationError
from app.domain.words import say
from app.secrecy import held

KEY_BYTES = 48
PAGE_BYTES = 16384
CHUNK_BYTES = 8 * 2**20
_HEX = b"0123456789abcdef"

# before 3.51.3 SQLite could damage a file in WAL mode when the log was reset while another connection read it
if tuple(sqlcipher3.sqlite_version_info) < (3, 51, 3):
    raise ImportError(f"sqlcipher3 brings SQLite {sqlcipher3.sqlite_version}; 3.51.3 or newer is needed")

Hmac = Literal["SHA512", "SHA256"]


def new_key() -> bytearray:
    """A fresh random key: 32 bytes of key, 16 of salt."""
    return held(os.urandom(KEY_BYTES))


def wipe(secret: bytearray) -> None:
    """Overwrite a secret in memory with zeros."""
    if secret:
        ctypes.memset((ctypes.c_char * len(secret)).from_buffer(secret), 0, len(secret))


def connect(path: Path, key: bytearray, create: bool = False, hmac: Hmac = "SHA512") -> sqlcipher3.Connection:
    """Open an encrypted file: WAL, every commit on the disk, deleted bytes overwritten, no transaction begun unasked.

    Raises sqlcipher3.DatabaseError when the file is missing (unless ``create``), damaged, or under another key.
    """
    return _opened(
        path,
        "rwc" if create else "rw",
        key,
        hmac,
        "secure_delete = ON",
        "foreign_keys = ON",
        "journal_mode = WAL",
        "synchronous = FULL",
        "journal_size_limit = 67108864",  # one large transaction must not leave its log's size on the disk
    )


def connect_to_fill(path: Path, key: bytearray, hmac: Hmac = "SHA512") -> sqlcipher3.Connection:
    """Make an encrypted file to be filled by SQLite's backup. It keeps no journal: one half filled is thrown away,
    and whoever fills it puts it on the disk.
    """
    return _opened(path, "rwc", key, hmac, "journal_mode = OFF", "synchronous = OFF")


def connect_still(path: Path, key: bytearray, hmac: Hmac = "SHA512") -> sqlcipher3.Connection:
    """Open a finished file that nobody writes, wherever it lies: nothing is locked, nothing is made beside it.

    Raises sqlcipher3.DatabaseError when the file is missing, damaged, or under another key.
    """
    return _opened(path, "ro&immutable=1", key, hmac, "query_only = ON")


@contextmanager
def looked_at(path: Path, key: bytearray, hmac: Hmac = "SHA512") -> Iterator[sqlcipher3.Connection]:
    """A file as it is, with what is in its log; looking changes no byte of either. Nobody else has it open.

    Raises sqlcipher3.DatabaseError when the file is missing, damaged, or under another key.
    """
    log, index = (path.with_name(path.name + end) for end in ("-wal", "-shm"))
    if not log.exists() or log.stat().st_size == 0:
        connection, is_new = connect_still(path, key, hmac), False
    else:
        is_new = not index.exists()
        connection = _opened(path, "ro", key, hmac, "query_only = ON")
    try:
        yield connection
    finally:
        connection.close()
        if is_new:
            index.unlink(missing_ok=True)


def _opened(path: Path, mode: str, key: bytearray, hmac: Hmac, *pragmas: str) -> sqlcipher3.Connection:
    uri = f"{path.absolute().as_uri()}?mode={mode}"
    connection = sqlcipher3.connect(uri, uri=True, isolation_level=None, check_same_thread=False, timeout=30.0)
    try:
        _give_key(connection, key)
        for pragma in (
            "cipher_log_level = NONE",  # SQLCipher would write to stderr; errors are raised anyway
            f"cipher_page_size = {PAGE_BYTES}",
            f"cipher_hmac_algorithm = HMAC_{hmac}",
            "temp_store = MEMORY",  # a temporary file would be written in the clear
            *pragmas,
        ):
            connection.execute(f"PRAGMA {pragma}")
        connection.execute("SELECT count(*) FROM sqlite_schema").fetchone()
    except BaseException:
        connection.close()
        raise
    return connection


def is_sound(connection: sqlcipher3.Connection) -> bool:
    """Whether every page read so far was as a holder of the key left it.

    SQLCipher gives the end of a value whose last page is damaged as zeros and without a word; only what is read or
    written afterwards is refused. So this is asked before what was read is believed.
    """
    try:
        return str(connection.execute("PRAGMA cipher_status").fetchone()[0]) == "1"
    except sqlcipher3.ProgrammingError:  # it is closed
        return False


@contextmanager
def all_or_nothing(connection: sqlcipher3.Connection) -> Iterator[None]:
    """What the block writes is committed at its end, or rolled back when anything leaves it early."""
    connection.execute("BEGIN IMMEDIATE")
    try:
        yield
        connection.execute("COMMIT")
    except BaseException:
        # SQLite rolls back by itself when the disk is full
        if connection.in_transaction:
            connection.execute("ROLLBACK")
        raise


def _give_key(connection: sqlcipher3.Connection, key: bytearray) -> None:
    """Key a connection with ``x'96 hex'``. The digits are made in a bytearray and wiped: no copy stays in memory."""
    if len(key) != KEY_BYTES:
        raise ValueError(f"a key has {KEY_BYTES} bytes, not {len(key)}")
    raw = held(2 * KEY_BYTES + 3)
    try:
        raw[0:2] = b"x'"
        for index, byte in enumerate(key):
            raw[2 * index + 2] = _HEX[byte >> 4]
            raw[2 * index + 3] = _HEX[byte & 15]
        raw[-1] = ord("'")
        connection.set_key(raw)
    finally:
        wipe(raw)


_SCHEMA = """
CREATE TABLE IF NOT EXISTS entries (name TEXT PRIMARY KEY, dtype TEXT NOT NULL, shape TEXT NOT NULL) STRICT;
CREATE TABLE IF NOT EXISTS chunks (
    name TEXT NOT NULL REFERENCES entries ON DELETE CASCADE,
    number INTEGER NOT NULL,
    bytes BLOB NOT NULL,
    PRIMARY KEY (name, number)
) STRICT;
"""


class Sealed:
    """Named arrays and JSON values in one encrypted file. Putting a name again replaces what was there."""

    def __init__(self, path: Path, key: bytearray, create: bool = False) -> None:
        try:
            self._connection = connect(path, key, create, hmac="SHA256")
            self._connection.executescript(_SCHEMA)
        except sqlcipher3.DatabaseError as error:
            raise _broken(path, error) from error
        self._path = path

    def put_array(self, name: str, array: NDArray[Any]) -> None:
        """Keep an array of any shape and any plain dtype (numbers, booleans, fixed-width text)."""
        if array.dtype.hasobject:
            raise TypeError(f"{name}: an array of Python objects cannot be sealed")
        self._put(name, array.dtype.str, array.shape, np.ascontiguousarray(array).tobytes())

    def array(self, name: str) -> NDArray[Any]:
        """The array kept under a name, writable. Raises KeyError."""
        dtype, shape, data = self._get(name)
        return np.frombuffer(data, dtype=np.dtype(dtype)).reshape(shape)

    def put_json(self, name: str, value: Any) -> None:
        self._put(name, "json", (), json.dumps(value, ensure_ascii=False).encode())

    def json(self, name: str) -> Any:
        """The value kept under a name. Raises KeyError."""
        return json.loads(self._get(name)[2])

    def names(self) -> tuple[str, ...]:
        return tuple(row[0] for row in self._connection.execute("SELECT name FROM entries ORDER BY name"))

    def close(self) -> None:
        self._connection.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def _put(self, name: str, dtype: str, shape: tuple[int, ...], data: bytes) -> None:
        view = memoryview(data)
        chunks = [(name, at // CHUNK_BYTES, view[at : at + CHUNK_BYTES]) for at in range(0, len(view), CHUNK_BYTES)]
        try:
            with all_or_nothing(self._connection):
                self._connection.execute("DELETE FROM entries WHERE name = ?", (name,))
                self._connection.execute("INSERT INTO entries VALUES (?, ?, ?)", (name, dtype, json.dumps(shape)))
                self._connection.executemany("INSERT INTO chunks VALUES (?, ?, ?)", chunks)
        except sqlcipher3.DatabaseError as error:
            raise _broken(self._path, error) from error

    def _get(self, name: str) -> tuple[str, tuple[int, ...], bytearray]:
        try:
            found = self._connection.execute("SELECT dtype, shape FROM entries WHERE name = ?", (name,)).fetchone()
            if found is None:
                raise KeyError(name)
            chunks = self._connection.execute("SELECT bytes FROM chunks WHERE name = ? ORDER BY number", (name,))
            data = bytearray()
            for (chunk,) in chunks:
                data += chunk
            if not is_sound(self._connection):
                raise sqlcipher3.DatabaseError("a page is damaged")
        except sqlcipher3.DatabaseError as error:
            raise _broken(self._path, error) from error
        return found[0], tuple(json.loads(found[1])), data


def _broken(path: Path, error: sqlcipher3.DatabaseError) -> WorkstationError:
    name = getattr(error, "sqlite_errorname", "")
    if name == "SQLITE_FULL":
        return WorkstationError(
            say("The disk is full."),
            say("Make room on the disk that holds {folder}, then try again.", folder=str(path.parent)),
        )
    return WorkstationError(
        say("The sealed file {name} cannot be read or written.", name=path.name),
        say("It is damaged, was sealed with another key, or its folder does not allow it."),
        detail=name,
    )
