"""Originals read ahead by threads of their own, while whoever asked for them works on those that came before.

Most of reading an original is decrypting it, for which Python is not needed: two threads keep two cores at it.
"""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterable
from concurrent.futures import Future

_READERS = 2
_MOST_BYTES = 64 * 2**20


class Ahead:
    """Originals in the order in which they will be asked for. To be closed: nothing is held afterwards.

    At most ``most_bytes`` wait to be taken, and one original where each is larger than that.
    """

    def __init__(self, read: Callable[[str], bytes], ids: Iterable[str], most_bytes: int = _MOST_BYTES) -> None:
        self._read = read
        self._most_bytes = most_bytes
        self._left = dict.fromkeys(ids)
        self._coming: dict[str, Future[bytes]] = {}
        self._turn = threading.Condition()
        self._held = self._under_way = self._largest = 0
        count = min(_READERS, len(self._left))
        self._threads = [threading.Thread(target=self._work, name="reading ahead", daemon=True) for _ in range(count)]
        for thread in self._threads:
            thread.start()

    def get(self, object_id: str) -> bytes:
        """An original's bytes, in any order; read here where it has not been begun, or was taken before.

        Raises what reading it raised.
        """
        with self._turn:
            coming = self._coming.pop(object_id, None)
            self._left.pop(object_id, None)
        if coming is None:
            return self._read(object_id)
        data = coming.result()
        self._account(-len(data))
        return data

    def close(self) -> None:
        """Begin nothing more, and wait for what is being read."""
        with self._turn:
            self._left.clear()
            self._turn.notify_all()
        for thread in self._threads:
            thread.join()
        self._coming.clear()

    def _work(self) -> None:
        while self._read_next():
            pass

    def _read_next(self) -> bool:
        """False where nothing is left. What was read is held by nobody else: its taker alone keeps it in memory."""
        following = self._next()
        if following is None:
            return False
        object_id, coming = following
        try:
            data = self._read(object_id)
        except BaseException as error:  # noqa: BLE001 - raised again where the original is asked for
            self._account(0, done=1)
            coming.set_exception(error)
            return True
        self._account(len(data), done=1)
        coming.set_result(data)
        return True

    def _next(self) -> tuple[str, Future[bytes]] | None:
        with self._turn:
            self._turn.wait_for(lambda: not self._left or self._has_room())
            if not self._left:
                return None
            object_id = next(iter(self._left))
            del self._left[object_id]
            self._coming[object_id] = coming = Future[bytes]()
            self._under_way += 1
            return object_id, coming

    def _has_room(self) -> bool:
        """For one more as large as the largest so far; the first goes alone, since nobody knows how large it is."""
        if not self._held and not self._under_way:
            return True
        wanted = self._held + (self._under_way + 1) * self._largest
        return self._largest > 0 and wanted <= self._most_bytes

    def _account(self, size: int, done: int = 0) -> None:
        with self._turn:
            self._held += size
            self._under_way -= done
            self._largest = max(self._largest, size)
            self._turn.notify_all()
