"""Tells listeners which nouns changed. News flows one way: view -> service -> store -> Changes -> news -> view."""

from __future__ import annotations

from collections.abc import Callable

from app.domain.patient import Changes

Listener = Callable[[Changes], None]


class News:
    """A list of listeners. The window's listener hands over to its own thread; nobody else needs one."""

    def __init__(self) -> None:
        self._listeners: list[Listener] = []

    def subscribe(self, listener: Listener) -> Callable[[], None]:
        """Be told of every change from now on. Returns the way to stop."""
        self._listeners.append(listener)
        return lambda: self._listeners.remove(listener)

    def tell(self, changes: Changes) -> None:
        for listener in tuple(self._listeners):
            listener(changes)
