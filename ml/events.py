"""What the worker says while it works, and how it hears that it should stop."""

from __future__ import annotations

import json
import threading
from typing import TextIO

from app.domain.errors import Cancelled
from app.domain.training import Event, Measured, Progress, event_as_json
from app.domain.words import Phrase
from ml.watch import Unwatched, Watch


class Events:
    """One JSON line for each event; every one of them is a place where the work can stop."""

    def __init__(self, stream: TextIO, stop: threading.Event) -> None:
        self._stream = stream
        self._stop = stop

    def tell(self, event: Event) -> None:
        """Write an event. Raises Cancelled once the person asked to stop."""
        if self._stop.is_set():
            raise Cancelled
        self.tell_last(event)

    def tell_last(self, event: Event) -> None:
        """Write the event that ends the work."""
        self._stream.write(json.dumps(event_as_json(event), ensure_ascii=False) + "\n")
        self._stream.flush()

    def tell_part(self, number: int) -> None:
        """A helper's answer for a part lies in the pack."""
        self.look_up()
        self._stream.write(json.dumps({"event": "Part", "number": number}) + "\n")
        self._stream.flush()

    def step(self, done: int, total: int, words: Phrase) -> None:
        self.tell(Progress(done, total, str(words), words))

    def watching(self, network: str) -> Watch:
        """A watch that tells every epoch."""
        return _Watching(self, network)

    def silent(self) -> Watch:
        """A watch that only listens for the wish to stop."""
        return _Silent(self)

    def look_up(self) -> None:
        """Raises Cancelled once the person asked to stop."""
        if self._stop.is_set():
            raise Cancelled


class _Watching(Unwatched):
    def __init__(self, events: Events, network: str) -> None:
        self._events, self._network = events, network

    def __call__(self, epoch: int, values: dict[str, float]) -> None:
        self._events.tell(Measured(epoch, values, self._network))


class _Silent(Unwatched):
    def __init__(self, events: Events) -> None:
        self._events = events

    def __call__(self, epoch: int, values: dict[str, float]) -> None:
        del epoch, values
        self._events.look_up()
