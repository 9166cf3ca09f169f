"""Named arrays in an encrypted file."""

from pathlib import Path

import numpy as np
import pytest
import sqlcipher3

from app.domain.errors import WorkstationError
from app.sealed import CHUNK_BYTES, Sealed, connect, new_key, wipe

MARK = b"ZQXJCANARY"


def test_arrays_and_values_come_back_as_they_were_put(tmp_path: Path) -> None:
    large = np.random.default_rng(1).normal(size=CHUNK_BYTES // 8 * 2 + 5)
    key = new_key()
    with Sealed(tmp_path / "pack", key, create=True) as pack:
        pack.put_array("large", large)
        pack.put_array("words", np.array(["肺", "lung"]))
        pack.put_array("nothing", np.zeros((0, 3), np.int16))
        pack.put_json("about", {"seed": 7, "名": "肺"})
    with Sealed(tmp_path / "pack", key) as pack:
        assert pack.names() == ("about", "large", "nothing", "words")
        assert np.array_equal(pack.array("large"), large)
        assert pack.array("words").tolist() == ["肺", "lung"]
        assert pack.array("nothing").shape == (0, 3)
        assert pack.json("about") == {"seed": 7, "名": "肺"}
        with pytest.raises(KeyError):
            pack.array("missing")


def test_putting_a_name_again_replaces_it(tmp_path: Path) -> None:
    with Sealed(tmp_path / "pack", new_key(), create=True) as pack:
        pack.put_array("x", np.arange(CHUNK_BYTES // 4))
        pack.put_array("x", np.array([1, 2]))
        assert pack.array("x").tolist() == [1, 2]


def test_nothing_in_the_file_can_be_read_without_its_key(tmp_path: Path) -> None:
    with Sealed(tmp_path / "pack", new_key(), create=True) as pack:
        pack.put_array("x", np.frombuffer(MARK * 500, np.uint8))
        pack.put_json(MARK.decode(), MARK.decode())
        assert all(MARK not in path.read_bytes() for path in tmp_path.iterdir())


def test_another_key_is_refused_with_a_sentence(tmp_path: Path) -> None:
    Sealed(tmp_path / "pack", new_key(), create=True).close()
    with pytest.raises(WorkstationError, match="cannot be read"):
        Sealed(tmp_path / "pack", new_key())


def test_a_missing_file_is_not_made_by_opening_it(tmp_path: Path) -> None:
    with pytest.raises(WorkstationError):
        Sealed(tmp_path / "pack", new_key())
    assert not list(tmp_path.iterdir())


def test_a_file_is_opened_as_the_vault_needs_it(tmp_path: Path) -> None:
    connection = connect(tmp_path / "a b%20.db", new_key(), create=True)
    asked = ("journal_mode", "synchronous", "secure_delete", "foreign_keys", "temp_store", "page_size")
    found = [str(connection.execute(f"PRAGMA {name}").fetchone()[0]) for name in asked]
    connection.close()
    assert found == ["wal", "2", "1", "1", "2", "16384"]


def test_the_file_opens_with_stock_sqlcipher_under_the_exported_key(tmp_path: Path) -> None:
    key = new_key()
    ours = connect(tmp_path / "x.db", key, create=True)
    ours.execute("CREATE TABLE t (a TEXT) STRICT")
    ours.close()
    theirs = sqlcipher3.connect(str(tmp_path / "x.db"))
    theirs.execute(f"PRAGMA key = \"x'{bytes(key).hex()}'\"")
    theirs.execute("PRAGMA cipher_page_size = 16384")
    assert theirs.execute("SELECT name FROM sqlite_schema").fetchall() == [("t",)]
    theirs.close()


def test_a_wiped_secret_is_zeros() -> None:
    key = new_key()
    assert len(key) == 48
    assert any(key)
    wipe(key)
    assert not any(key)
