"""Bring a store to the newest schema, one file at a time."""

from __future__ import annotations

import os
import shutil
from contextlib import suppress
from pathlib import Path

import sqlcipher3

from app.domain.errors import WorkstationError
from app.domain.words import say
from app.store import place, trouble

FOLDER = Path(__file__).resolve().parent / "migrations"
MIGRATIONS = (
    "0001_first_form.sql",
    "0002_audit_epochs.sql",
    "0003_backups.sql",
    "0004_deletions.sql",
    "0005_lists_and_search.sql",
    "0006_gone_patients.sql",
    "0007_measurements.sql",
    "0008_leaner_search.sql",
)


def version_of(connection: sqlcipher3.Connection) -> int:
    return int(connection.execute("PRAGMA user_version").fetchone()[0])


def refuse_newer(connection: sqlcipher3.Connection, migrations: tuple[str, ...] = MIGRATIONS) -> None:
    """Raises WorkstationError when a newer program made the store."""
    if version_of(connection) > len(migrations):
        raise newer_program()


def newer_program() -> WorkstationError:
    return WorkstationError(
        say("This vault was made by a newer version of the workstation."),
        say("Update the workstation on this computer, then open the vault again. Nothing was changed."),
    )


def older_program() -> WorkstationError:
    return WorkstationError(
        say("This vault was made by an older version of the workstation whose vaults cannot be opened any more."),
        say("Restore it with the version that made it, and export from there. Nothing was changed."),
    )


def upgrade(connection: sqlcipher3.Connection, migrations: tuple[str, ...] = MIGRATIONS, folder: Path = FOLDER) -> int:
    """Run the files that are not in the store yet; each change and its version number in one transaction.

    Returns how many ran.
    """
    refuse_newer(connection, migrations)
    first = version_of(connection)
    for number, name in enumerate(migrations[first:], start=first + 1):
        sql = (folder / name).read_text(encoding="utf-8")
        try:
            connection.executescript(f"BEGIN IMMEDIATE;\n{sql}\nPRAGMA user_version = {number};\nCOMMIT;")
        except BaseException:
            if connection.in_transaction:
                connection.execute("ROLLBACK")
            raise
    return len(migrations) - first


def upgrade_kept(connection: sqlcipher3.Connection, path: Path, migrations: tuple[str, ...] = MIGRATIONS) -> None:
    """Upgrade the open file at ``path``; a copy of the old one stays beside it until the new one passes its check.

    Raises WorkstationError, with the old file in its place again, when it does not.
    """
    refuse_newer(connection, migrations)
    kept = _kept(path)
    if version_of(connection) == 0:
        upgrade(connection, migrations)
        return
    if version_of(connection) < len(migrations):
        _keep(path, kept)
        upgrade(connection, migrations)
    elif not kept[0].exists():
        return
    if _is_sound(connection):
        for copy in kept:
            copy.unlink(missing_ok=True)
        return
    connection.close()
    _put_back(path, kept)
    raise WorkstationError(
        say("The vault could not be brought to the form that this version of the workstation needs."),
        say("It is as it was before. Open it with the version that made it, check it there, and restore a backup."),
    )


def _files(path: Path) -> tuple[Path, Path]:
    return path, path.with_name(f"{path.name}-wal")


def _kept(path: Path) -> tuple[Path, Path]:
    return _files(path.with_name(f"{path.stem}.before{path.suffix}"))


def _keep(path: Path, kept: tuple[Path, Path]) -> None:
    """A file and its log, copied as they are: closed and half taken over in nothing."""
    there = [(one, copy) for one, copy in zip(_files(path), kept, strict=True) if one.exists()]
    if shutil.disk_usage(path.parent).free < 2 * sum(one.stat().st_size for one, _ in there):
        raise trouble.disk_full("copy before an upgrade")
    kept[1].unlink(missing_ok=True)
    for one, copy in there:
        shutil.copyfile(one, copy)
        with copy.open("rb+") as file:
            os.fsync(file.fileno())
    place.sync(path.parent)


def _put_back(path: Path, kept: tuple[Path, Path]) -> None:
    for left in (*_files(path)[1:], path.with_name(f"{path.name}-shm")):
        left.unlink(missing_ok=True)
    for one, copy in zip(_files(path), kept, strict=True):
        with suppress(FileNotFoundError):
            copy.replace(one)
    place.sync(path.parent)


def _is_sound(connection: sqlcipher3.Connection) -> bool:
    """SQLite's own check reads every page, so that SQLCipher checks each one's MAC; the log may still be full."""
    try:
        said = [row[0] for row in connection.execute("PRAGMA integrity_check")]
        return said == ["ok"] and not connection.execute("PRAGMA foreign_key_check").fetchall()
    except sqlcipher3.DatabaseError:
        return False
