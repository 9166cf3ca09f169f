"""The copied files of a backup, opened: whether they are sound, and what is lost where they are not."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from types import TracebackType
from typing import Self

import sqlcipher3

from app.domain.errors import WorkstationError
from app.domain.words import say
from app.sealed import connect_still, wipe
from app.store import audit, objects, references, rotation
from app.store.audit import State
from app.store.wrapping import WrongKey, derive


class Copy:
    """A copy of records.db, opened where it lies without changing it, and through it the copies of volumes.

    Raises sqlcipher3.DatabaseError when it is damaged or under another key.
    """

    def __init__(self, records: Path, key: bytearray) -> None:
        self._connection = connect_still(records, key)
        self._connection.row_factory = sqlcipher3.Row
        self._volumes_key = derive(key, rotation.VOLUMES_LABEL)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._connection.close()
        wipe(self._volumes_key)

    def refuse_unsound(self, state: State) -> None:
        """Raises WorkstationError where the records are not whole, or the trail is not as far as ``state`` says."""
        said = list(_faults(self._connection, "cipher_integrity_check", "integrity_check", "foreign_key_check"))
        if said or audit.state_of(self._connection) != state:
            raise _unsound("records.db", said[0] if said else "trail")

    def role_of(self, user: str) -> str:
        """Empty for somebody who is no user."""
        row = self._connection.execute("SELECT role FROM users WHERE user = :user", {"user": user}).fetchone()
        return str(row["role"]) if row else ""

    def opens(self, path: Path, number: int) -> bool:
        """Whether a file is that volume, at least as far as the records know it."""
        row = self._row(number)
        try:
            with self._opened(path, number) as volume:
                return bool(volume.execute("PRAGMA user_version").fetchone()[0] >= row["stamp"])
        except (sqlcipher3.DatabaseError, OSError):
            return False

    def refuse_unsound_volume(self, path: Path, number: int, said: Callable[[int], None]) -> None:
        """Raises WorkstationError where a volume's copy lacks anything that the records name, or a page is damaged."""
        try:
            with self._opened(path, number) as volume:
                faults = list(_faults(volume, "cipher_integrity_check"))
        except sqlcipher3.DatabaseError as error:
            faults = [str(error)]
        lost = self._lost_in(path, number, said)
        if faults or lost:
            raise _unsound(f"volumes/{number:04d}.db", faults[0] if faults else f"{len(lost)} originals")

    def losses(self, path: Path, number: int, is_damaged: bool) -> Iterator[str]:
        """English sentences about what is lost in a volume's copy; one that is as it was written is only opened."""
        if is_damaged:
            yield from (references.loss(self._connection, one) for one in self._lost_in(path, number, _nothing))
        elif not self.opens(path, number):
            yield str(say("The copy of volume {n} cannot be opened.", n=number))

    def _lost_in(self, path: Path, number: int, said: Callable[[int], None]) -> list[str]:
        """The ids of the originals that the records name and that are not whole in a volume's copy."""
        lost: list[str] = []
        left = self._wanted(number)
        while left:
            count = len(left)
            try:
                with self._opened(path, number) as volume:
                    while left:
                        one = left.pop()
                        lost.append(one)  # until it is found whole: a damaged page ends the connection
                        if _is_whole(volume, one, said):
                            lost.pop()
            except sqlcipher3.DatabaseError:
                if len(left) == count:  # it cannot even be opened
                    return lost + left
        return lost

    def _wanted(self, number: int) -> list[str]:
        """What the records name of a volume; in the order it was put, from the end, as they are taken."""
        found: list[str] = []
        for table in references.tables_naming_objects(self._connection):
            sql = f"SELECT object FROM {table} WHERE object GLOB :these ORDER BY rowid DESC"
            found += [row["object"] for row in self._connection.execute(sql, {"these": f"{number:04d}-*"})]
        return list(dict.fromkeys(found))

    @contextmanager
    def _opened(self, path: Path, number: int) -> Iterator[sqlcipher3.Connection]:
        """A volume's copy under its own key, which the records hold. Raises sqlcipher3.DatabaseError."""
        try:
            key = objects.unwrapped(number, self._row(number)["key"], self._volumes_key)
        except WrongKey:
            raise sqlcipher3.DatabaseError("volume key") from None
        try:
            connection = connect_still(path, key, "SHA256")
        finally:
            wipe(key)
        try:
            yield connection
        finally:
            connection.close()

    def _row(self, number: int) -> sqlcipher3.Row:
        sql = "SELECT key, stamp FROM volumes WHERE number = :number"
        row = self._connection.execute(sql, {"number": number}).fetchone()
        if row is None:
            raise sqlcipher3.DatabaseError("no such volume")
        return row


def _is_whole(volume: sqlcipher3.Connection, object_id: str, said: Callable[[int], None]) -> bool:
    row = volume.execute("SELECT number, digest FROM objects WHERE id = ?", (object_id,)).fetchone()
    if row is None:
        return False
    found = hashlib.sha256()
    for (chunk,) in volume.execute("SELECT bytes FROM chunks WHERE object = ? ORDER BY number", (row[0],)):
        found.update(chunk)
        said(len(chunk))
    return found.hexdigest() == str(row[1])


def _faults(connection: sqlcipher3.Connection, *pragmas: str) -> Iterator[str]:
    """What SQLCipher and SQLite say against a file."""
    for pragma in pragmas:
        try:
            yield from (str(row[0]) for row in connection.execute(f"PRAGMA {pragma}") if row[0] != "ok")
        except sqlcipher3.DatabaseError as error:
            yield str(error)


def _unsound(name: str, detail: str) -> WorkstationError:
    return WorkstationError(
        say("The copy of {name} is not whole, so this backup does not count.", name=name),
        say(
            "Either the vault's file is damaged or the disk with the backups: check the vault. Older backups are kept."
        ),
        detail,
    )


def _nothing(_size: int) -> None:
    """Where nobody counts."""
