"""One thread at a time, and a bug said aloud where a thread would wait for itself."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from contextlib import contextmanager


class Turn:
    """A lock that knows who holds it."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._holder: int | None = None

    def is_mine(self) -> bool:
        return self._holder == threading.get_ident()

    @contextmanager
    def taken(self) -> Iterator[None]:
        """Hold the turn. Raises RuntimeError in a thread that holds it already."""
        if self.is_mine():
            raise RuntimeError("a transaction is open in this thread: transactions do not nest, objects are put before")
        with self._lock:
            self._holder = threading.get_ident()
            try:
                yield
            finally:
                self._holder = None
