"""A page put under another key is one that SQLCipher takes, and a changed one is noticed."""

import os
from pathlib import Path

import pytest

from app.sealed import PAGE_BYTES, connect, new_key
from app.store.pages import END_BYTES, PageChanged, PageKey


@pytest.fixture
def file(tmp_path: Path, key: bytearray) -> bytes:
    connection = connect(tmp_path / "a.db", key, create=True)
    connection.execute("CREATE TABLE words (word TEXT, noise BLOB)")
    connection.execute("INSERT INTO words VALUES ('wörter', ?)", (os.urandom(100_000),))
    connection.close()
    return (tmp_path / "a.db").read_bytes()


def rekeyed(data: bytes, old: bytearray, new: bytearray) -> bytes:
    before, after = PageKey(old), PageKey(new)
    pages = (data[at : at + PAGE_BYTES] for at in range(0, len(data), PAGE_BYTES))
    return b"".join(after.sealed(before.opened(page, n), n) for n, page in enumerate(pages, start=1))


def test_sqlcipher_reads_what_was_put_under_another_key(tmp_path: Path, file: bytes, key: bytearray) -> None:
    new = new_key()
    (tmp_path / "b.db").write_bytes(rekeyed(file, key, new))
    connection = connect(tmp_path / "b.db", new)
    assert connection.execute("PRAGMA cipher_integrity_check").fetchall() == []
    assert connection.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
    assert connection.execute("SELECT word, length(noise) FROM words").fetchall() == [("wörter", 100_000)]
    connection.close()


def test_a_page_that_was_changed_moved_or_is_of_another_key_is_refused(file: bytes, key: bytearray) -> None:
    assert len(file) >= 5 * PAGE_BYTES
    page = file[PAGE_BYTES : 2 * PAGE_BYTES]
    assert len(PageKey(key).opened(page, 2)) == PAGE_BYTES - END_BYTES
    harmed = bytearray(page)
    harmed[100] ^= 1
    for given, number, opening in ((bytes(harmed), 2, key), (page, 3, key), (page[:-1], 2, key), (page, 2, new_key())):
        with pytest.raises(PageChanged):
            PageKey(opening).opened(given, number)
