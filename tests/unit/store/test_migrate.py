"""Numbered files, each with its version in one transaction."""

from pathlib import Path

import pytest
import sqlcipher3

from app.domain.errors import WorkstationError
from app.sealed import connect, new_key
from app.store import migrate


def test_the_listed_files_are_the_ones_in_the_folder() -> None:
    assert sorted(path.name for path in migrate.FOLDER.glob("*.sql")) == list(migrate.MIGRATIONS)
    assert all(name.startswith(f"{number:04d}_") for number, name in enumerate(migrate.MIGRATIONS, start=1))


def test_only_what_is_new_runs_and_a_file_that_fails_leaves_the_version_before(tmp_path: Path) -> None:
    (tmp_path / "0001_a.sql").write_text("CREATE TABLE a (x TEXT) STRICT;")
    (tmp_path / "0002_b.sql").write_text("CREATE TABLE b (x TEXT) STRICT; INSERT INTO nowhere VALUES (1);")
    connection = connect(tmp_path / "x.db", new_key(), create=True)
    names = ("0001_a.sql", "0002_b.sql")
    assert migrate.upgrade(connection, names[:1], tmp_path) == 1
    with pytest.raises(sqlcipher3.OperationalError):
        migrate.upgrade(connection, names, tmp_path)
    assert migrate.version_of(connection) == 1
    assert [row[0] for row in connection.execute("SELECT name FROM sqlite_schema")] == ["a"]
    (tmp_path / "0002_b.sql").write_text("CREATE TABLE b (x TEXT) STRICT;")
    assert migrate.upgrade(connection, names, tmp_path) == 1
    assert migrate.upgrade(connection, names, tmp_path) == 0
    with pytest.raises(WorkstationError, match="newer version"):
        migrate.upgrade(connection, names[:1], tmp_path)
    connection.close()


def test_every_table_is_strict(tmp_path: Path) -> None:
    connection = connect(tmp_path / "x.db", new_key(), create=True)
    migrate.upgrade(connection)
    # the tables that FTS5 keeps for itself are not ours to make
    sql = "SELECT name FROM pragma_table_list WHERE schema = 'main' AND type = 'table' AND strict = 0"
    loose = connection.execute(sql).fetchall()
    connection.close()
    assert loose == [("sqlite_schema",)]
