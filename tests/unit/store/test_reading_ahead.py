"""Originals read ahead: the same bytes in any order, never more than fits, and nothing after the end."""

import os
import threading
import time
from collections.abc import Callable
from contextlib import closing

import pytest

from app.store.ahead import Ahead
from app.store.database import Store

SIZE = 1000


class Shelf:
    """Originals of a kilobyte whose reading can be held up; notes what was read, by which thread."""

    def __init__(self) -> None:
        self.read: list[str] = []
        self.threads: set[str] = set()
        self.may_go = threading.Event()
        self.may_go.set()

    def get(self, object_id: str) -> bytes:
        self.read.append(object_id)
        self.threads.add(threading.current_thread().name)
        self.may_go.wait(10)
        if object_id == "lost":
            raise KeyError("it is lost")
        return object_id.encode().ljust(SIZE)


def eventually(holds: Callable[[], bool]) -> bool:
    end = time.monotonic() + 5
    while not holds() and time.monotonic() < end:
        time.sleep(0.001)
    return holds()


def test_the_vaults_originals_come_whole_in_their_order(store: Store) -> None:
    blobs = [os.urandom(50_000 + n) for n in range(40)]
    ids = store.objects.put_many(blobs)
    with store.objects.ahead(ids) as originals:
        assert [originals.get(one) for one in ids] == blobs


def test_they_come_in_any_order_and_more_than_once() -> None:
    shelf = Shelf()
    ids = [str(n) for n in range(20)]
    with closing(Ahead(shelf.get, ids)) as originals:
        for one in (*reversed(ids), "7", "not named before"):
            assert originals.get(one).strip() == one.encode()


def test_each_is_read_once_by_threads_of_its_own_before_it_is_asked_for() -> None:
    shelf = Shelf()
    ids = [str(n) for n in range(20)]
    with closing(Ahead(shelf.get, ids)) as originals:
        assert eventually(lambda: len(shelf.read) == 20)
        assert [originals.get(one).strip().decode() for one in ids] == ids
    assert sorted(shelf.read, key=int) == ids
    assert shelf.threads == {"reading ahead"}


@pytest.mark.parametrize(("most_bytes", "held"), [(5 * SIZE, 5), (SIZE // 2, 1)])
def test_no_more_is_held_than_fits_or_one_that_is_larger(most_bytes: int, held: int) -> None:
    shelf = Shelf()
    ids = [str(n) for n in range(20)]
    with closing(Ahead(shelf.get, ids, most_bytes)) as originals:
        assert eventually(lambda: len(shelf.read) == held)
        time.sleep(0.05)  # the control: time enough for more
        assert len(shelf.read) == held
        originals.get("0")
        assert eventually(lambda: len(shelf.read) == held + 1)


def test_what_cannot_be_read_is_told_where_it_is_asked_for_and_the_rest_comes() -> None:
    with closing(Ahead(Shelf().get, ["a", "lost", "b"])) as originals:
        assert originals.get("a").strip() == b"a"
        with pytest.raises(KeyError, match="lost"):
            originals.get("lost")
        assert originals.get("b").strip() == b"b"


def test_at_its_end_nothing_more_is_read_and_no_thread_is_left() -> None:
    shelf = Shelf()
    shelf.may_go.clear()
    originals = Ahead(shelf.get, [str(n) for n in range(20)])
    assert eventually(lambda: len(shelf.read) == 1)
    threading.Timer(0.05, shelf.may_go.set).start()
    originals.close()
    assert len(shelf.read) <= 2
    assert "reading ahead" not in {thread.name for thread in threading.enumerate()}
