"""A backup read again: proven whole, or put back into an empty folder."""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable, Iterator
from contextlib import suppress
from pathlib import Path
from typing import BinaryIO

import sqlcipher3

from app.domain.errors import WorkstationError
from app.domain.words import say
from app.domain.work import Report
from app.store import backup_list, keyring, trouble
from app.store.backup_copy import Copy
from app.store.backup_list import LIST, VOLUMES, Listed, Listing
from app.store.backup_place import told
from app.store.backup_steps import CHUNK, Steps, digest_of, nothing, size_of
from app.store.keyring import Keyring
from app.store.moment import flush

RECORDS = "records.db"
_SPARE_BYTES = 4 * 2**20


def verify(home: Path, name: str, digest: str, key: bytearray, report: Report) -> tuple[str, ...]:
    """English sentences about what is lost in a backup; empty when it is whole.

    Every byte is compared with what was written, the records and every volume are opened. ``digest`` is of its list,
    as the vault knows it. A backup from before the keys were changed is under other keys: its bytes are compared only.
    """
    with told(home.parent):
        listing = backup_list.read(home / name)
        if listing is None:
            return (str(say("The list of its files is damaged or missing: nothing can be restored from it.")),)
        if digest_of(home / name / LIST, nothing) != digest:
            return (str(say("The list of its files is not the one that was written: do not restore from it.")),)
        steps = Steps(report, listing.size_bytes)
        bad = _changed_files(home / name, listing, steps)
        return tuple(_losses(home / name, listing, bad, key))


def _changed_files(folder: Path, listing: Listing, steps: Steps) -> list[Listed]:
    """The files that are not as they were written."""
    bad = []
    for file in listing.files:
        steps.note = say("Reading {name}", name=file.target)
        path = folder / file.source
        if size_of(path) != file.size or _digest_or_nothing(path, steps) != file.digest:
            bad.append(file)
    return bad


def _losses(folder: Path, listing: Listing, bad: list[Listed], key: bytearray) -> Iterator[str]:
    """What the damaged files mean, by patient and study where that can be told."""
    for file in bad:
        yield str(say("{name} is damaged or missing.", name=file.target))
    if any(file.target == keyring.FILE for file in bad):
        yield str(say("Without its keyring the backup cannot be opened."))
    if any(file.target == RECORDS for file in bad):
        yield str(say("Without its records nothing can be restored from the backup."))
        return
    try:
        copy = Copy(folder / RECORDS, key)
    except sqlcipher3.DatabaseError:
        if backup_list.is_marked(listing, key):  # else it is from before the keys were changed
            yield str(say("Its records cannot be opened."))
        return
    with copy:
        for file in listing.files:
            if file.target.startswith(VOLUMES):
                yield from copy.losses(folder / file.source, int(Path(file.target).stem.split(".")[0]), file in bad)


def read_keyring(home: Path, listing: Listing) -> Keyring:
    """Raises WorkstationError when it is damaged or a newer program made the backup."""
    backup_list.refuse_newer(listing)
    with told(home.parent):
        try:
            return keyring.read_file(home / listing.name / keyring.FILE)
        except (ValueError, KeyError, TypeError, AttributeError, RecursionError, FileNotFoundError) as error:
            raise WorkstationError(
                say("The keyring of the backup {name} is damaged, so that it cannot be opened.", name=listing.name),
                say("Choose another backup."),
                type(error).__name__,
            ) from error


def role_of(home: Path, listing: Listing, key: bytearray, user: str) -> str:
    """What somebody is in a backup; empty for who is no user. Raises WorkstationError where it cannot be told."""
    try:
        with Copy(home / listing.name / RECORDS, key) as copy:
            return copy.role_of(user)
    except sqlcipher3.DatabaseError as error:
        raise _hopeless(listing) from error


def put_back(home: Path, listing: Listing, target: Path, key: bytearray, report: Report) -> tuple[str, ...]:
    """Copy a backup into an empty folder, all but its keyring; English sentences about what is lost in it.

    Raises WorkstationError where the records are damaged (nothing can be restored), or there is no room.
    """
    with told(home.parent):
        folder = home / listing.name
        _refuse_without_room(listing, target)
        steps = Steps(report, 2 * listing.size_bytes)
        bad = [file for file in listing.files if not _put_one(folder, file, target, steps)]
        losses = tuple(_losses(folder, listing, bad, key))
        if any(file.target == RECORDS for file in bad):
            raise _hopeless(listing)
        return losses


def _hopeless(listing: Listing) -> WorkstationError:
    return WorkstationError(
        say(
            "The records of the backup {name} are damaged, so that nothing can be restored from it.", name=listing.name
        ),
        say("Choose another backup."),
    )


def _put_one(folder: Path, file: Listed, target: Path, steps: Steps) -> bool:
    """Whether the file was put back as it was written."""
    to = target / file.target
    if file.target == keyring.FILE:
        return _digest_or_nothing(folder / file.source, steps) == file.digest
    steps.note = say("Putting back {name}", name=file.target)
    to.parent.mkdir(mode=0o700, exist_ok=True)
    try:
        with (folder / file.source).open("rb") as source:
            _write(lambda: _read(source), to, steps)
    except (FileNotFoundError, _Unreadable):
        return False
    return digest_of(to, steps) == file.digest


class _Unreadable(Exception):  # noqa: N818 - what is the case
    """The medium does not give the bytes of a backup's file."""


def _read(source: BinaryIO) -> bytes:
    try:
        return source.read(CHUNK)
    except OSError:
        raise _Unreadable from None


def _write(read: Callable[[], bytes], to: Path, steps: Steps) -> None:
    with trouble.told(to.name):
        descriptor = os.open(to, os.O_WRONLY | os.O_CREAT | os.O_TRUNC | getattr(os, "O_BINARY", 0), 0o600)
        with open(descriptor, "wb") as file:  # noqa: PTH123 - a descriptor, not a path
            while data := read():
                file.write(data)
                steps(len(data))
        flush(to)


def _refuse_without_room(listing: Listing, target: Path) -> None:
    needed, free = listing.size_bytes + _SPARE_BYTES, shutil.disk_usage(target).free
    if free < needed:
        raise WorkstationError(
            say("Restoring needs {n} MiB; the disk of the new vault has {free} left.", n=needed >> 20, free=free >> 20),
            say("Make room there or choose another folder, then try again."),
        )


def _digest_or_nothing(path: Path, said: Callable[[int], None]) -> str:
    """Empty where the medium does not give the file's bytes."""
    with suppress(OSError):
        return digest_of(path, said)
    return ""
