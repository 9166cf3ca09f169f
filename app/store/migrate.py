"""Bring a store to the newest schema, one file at a time."""

from __future__ import annotations

from pathlib import Path

import sqlcipher3

from app.domain.errors import WorkstationError
from app.domain.words import say

FOLDER = Path(__file__).resolve().parent / "migrations"
MIGRATIONS = ("0001_first_form.sql",)


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
