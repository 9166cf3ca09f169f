"""Decoded frames kept beside the originals: encrypted, gone with them, and never needed."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

import pytest

from app.domain.patient import Deed
from app.sealed import KEY_BYTES, new_key
from app.store import display_cache
from app.store.database import Store
from app.store.display_cache import DisplayCache
from app.store.wrapping import derive
from tests.raw_pages import holds

PIXELS = b"ZQXJDECODED" * 900  # ten thousand bytes that can be searched for


@pytest.fixture
def cache(folder: Path, key: bytearray) -> Iterator[DisplayCache]:
    made = DisplayCache(folder, key)
    made.made_by = "decoder 1"
    yield made
    made.close()


def put(cache: DisplayCache, *entries: tuple[str, bytes]) -> None:
    for object_id, data in entries:
        cache.offer(object_id, "1", data)
    cache.settle()


def test_what_was_kept_comes_back_and_nothing_else(cache: DisplayCache) -> None:
    assert cache.get("0001-a", "1") is None
    put(cache, ("0001-a", PIXELS), ("0001-b", b"other"))
    assert cache.get("0001-a", "1") == PIXELS
    assert cache.get("0001-b", "1") == b"other"
    assert cache.get("0001-a", "2") is None
    assert cache.get("0001-c", "1") is None
    assert (cache.kept().entries, cache.kept().size_bytes) == (2, len(PIXELS) + 5)


def test_it_is_still_there_after_a_lock_and_cannot_be_read_without_the_key(
    cache: DisplayCache, folder: Path, key: bytearray
) -> None:
    put(cache, ("0001-a", PIXELS))
    held = bytes(cache._key)
    cache.close()
    assert not any(cache._key)
    assert cache.get("0001-a", "1") is None
    put_late(cache)
    raw = b"".join(path.read_bytes() for path in folder.iterdir())
    assert PIXELS[:11] not in raw
    assert held not in raw
    again = DisplayCache(folder, key)
    again.made_by = "decoder 1"
    assert again.get("0001-a", "1") == PIXELS
    again.close()


def put_late(cache: DisplayCache) -> None:
    """Offered to a closed cache: nothing happens."""
    cache.offer("0001-late", "1", PIXELS)


@pytest.mark.parametrize("what", ["another key", "other decoders", "damaged", "cut", "empty", "no database"])
def test_a_cache_that_is_not_ours_is_begun_anew(cache: DisplayCache, folder: Path, key: bytearray, what: str) -> None:
    put(cache, *((f"0001-{n}", os.urandom(40_000)) for n in range(5)))
    cache.close()
    data = bytearray(cache.path.read_bytes())
    if what == "damaged":
        for at in range(100, len(data), 1000):
            data[at] ^= 1
    elif what == "cut":
        del data[len(data) // 2 :]
    elif what == "empty":
        data.clear()
    elif what == "no database":
        data[:] = b"not a database at all" * 3000
    cache.path.write_bytes(data)
    again = DisplayCache(folder, new_key() if what == "another key" else key)
    again.made_by = "decoder 2" if what == "other decoders" else "decoder 1"
    try:
        assert [again.get(f"0001-{n}", "1") for n in range(5)] == [None] * 5
        put(again, ("0001-a", PIXELS))
        assert again.get("0001-a", "1") == PIXELS
    finally:
        again.close()


def test_a_page_damaged_while_it_is_open_costs_the_entry_only(cache: DisplayCache) -> None:
    put(cache, ("0001-a", os.urandom(100_000)))
    with cache._connected() as connection:
        connection.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchall()
    data = bytearray(cache.path.read_bytes())
    data[-5000] ^= 1
    cache.path.write_bytes(data)
    assert cache.get("0001-a", "1") is None
    put(cache, ("0001-b", PIXELS))
    assert cache.get("0001-b", "1") == PIXELS


def test_what_is_forgotten_is_on_no_page_any_more(cache: DisplayCache, folder: Path) -> None:
    put(cache, ("0001-gone", PIXELS), ("0001-stays", b"other" * 5000))
    held = bytes(cache._key)
    files = [path for path in folder.iterdir() if path.suffix != ".db-shm"]
    assert any(holds(path, held, PIXELS[:11]) for path in files)  # control
    cache.forget(["0001-gone"])
    files = [path for path in folder.iterdir() if path.suffix != ".db-shm"]
    assert not any(holds(path, held, PIXELS[:11]) for path in files)
    assert cache.get("0001-gone", "1") is None
    assert cache.get("0001-stays", "1") == b"other" * 5000
    put(cache, ("0001-gone", PIXELS))  # a decoding that was under way
    assert cache.get("0001-gone", "1") is None


def test_what_was_used_longest_ago_makes_room(folder: Path, key: bytearray) -> None:
    cache = DisplayCache(folder, key, budget_bytes=100_000)
    try:
        for n in range(3):
            put(cache, (f"0001-{n}", bytes(30_000)))
        assert cache.get("0001-0", "1") is not None
        put(cache, ("0001-3", bytes(30_000)))
        assert [cache.get(f"0001-{n}", "1") is not None for n in range(4)] == [True, False, True, True]
        cache.offer("0001-huge", "1", bytes(60_000))
        cache.settle()
        assert cache.get("0001-huge", "1") is None
    finally:
        cache.close()


def test_a_nearly_full_disk_keeps_nothing(cache: DisplayCache, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(display_cache, "LEAST_FREE_BYTES", 1 << 60)
    put(cache, ("0001-a", PIXELS))
    assert cache.get("0001-a", "1") is None
    assert not cache.path.exists()


def test_it_waits_while_somebody_waits_for_images(cache: DisplayCache) -> None:
    with cache.deferred():
        cache.offer("0001-a", "1", PIXELS)
        assert cache.get("0001-a", "1") is None
    cache.settle()
    assert cache.get("0001-a", "1") == PIXELS


def test_it_goes_with_the_originals_of_a_vault(store: Store, key: bytearray, deed: Deed) -> None:
    [original] = store.objects.put_many([b"original"])
    put(store.display, (original, PIXELS))
    with store.transaction(deed) as tx:
        tx.discard([original])
    assert store.display.get(original, "1") is None
    assert not holds(store.display.path, bytes(derive(key, b"aegle display cache", KEY_BYTES)), PIXELS[:11])
