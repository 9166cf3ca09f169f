"""What SQLite and the file system complain about, as sentences for a person."""

from __future__ import annotations

import errno
from collections.abc import Iterator
from contextlib import contextmanager

import sqlcipher3

from app.domain.errors import WorkstationError
from app.domain.words import say

_FULL = (errno.ENOSPC, errno.EDQUOT, errno.EFBIG)


class DiskFull(WorkstationError):  # noqa: N818 - what is the case
    """There is no room; a deed that makes some may be tried again with the ballast's."""


def disk_full(detail: str = "") -> WorkstationError:
    return DiskFull(
        say("The disk is full, so nothing more could be stored."),
        say("What was stored before is safe. Make room on the disk that holds the vault, then try again."),
        detail,
    )


def damaged(name: str, detail: str = "") -> WorkstationError:
    return WorkstationError(
        say("The vault's file {name} is damaged and cannot be read.", name=name),
        say("Nothing was changed. Restore the vault from a backup."),
        detail,
    )


def missing(name: str) -> WorkstationError:
    return WorkstationError(
        say("The vault's file {name} is missing: the folder was copied by half, or the file was removed.", name=name),
        say("Copy the whole folder once more, or restore the vault from a backup. Nothing was changed."),
    )


def unreachable(detail: str = "") -> WorkstationError:
    return WorkstationError(
        say("The vault's files cannot be read or written."),
        say("Look whether its disk is connected and whether you may write in its folder, then try again."),
        detail,
    )


def locked() -> WorkstationError:
    return WorkstationError(say("The vault is locked."), say("Unlock it, then try again."))


def translated(error: Exception, name: str) -> Exception:
    """The sentence for a foreseen failure of the disk or a file; any other error as it is (a bug)."""
    if isinstance(error, sqlcipher3.DatabaseError):
        code = str(getattr(error, "sqlite_errorname", ""))
        if code == "SQLITE_FULL":
            return disk_full(code)
        if code.startswith(("SQLITE_CORRUPT", "SQLITE_NOTADB")):
            return damaged(name, code)
        if code.startswith(("SQLITE_IOERR", "SQLITE_READONLY", "SQLITE_CANTOPEN", "SQLITE_PERM", "SQLITE_AUTH")):
            return unreachable(code)
    elif isinstance(error, OSError) and error.errno is not None:
        return disk_full(error.strerror or "") if error.errno in _FULL else unreachable(error.strerror or "")
    return error


@contextmanager
def told(name: str) -> Iterator[None]:
    """Let foreseen failures of the vault's file ``name`` leave the block as sentences."""
    try:
        yield
    except (sqlcipher3.DatabaseError, OSError) as error:
        said = translated(error, name)
        if said is error:
            raise
        raise said from error
