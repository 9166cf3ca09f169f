"""What the worker says while it works, and how it hears that it should stop."""

from __future__ import annotations

import json
import threading
from collections.abc import Callable
from typing import Any, Protocol, TextIO

from numpy.typing import NDArray

from app.domain.errors import Cancelled, WorkstationError
from app.domain.training import Event, Measured, Progress, event_as_json
from app.domain.words import Phrase, say
from ml.ranks import ALONE, Ranks
from ml.watch import State, Watch


class Keeps(Protocol):
    """Where states are kept, by scope (``training.checkpoint``)."""

    def kept(self, scope: str) -> dict[str, NDArray[Any]] | None: ...
    def is_due(self) -> bool: ...
    def keep(self, scope: str, state: State) -> WorkstationError | None: ...
    def forget(self, scope: str) -> None: ...


class Events:
    """One JSON line for each event; every one of them is a place where the work can stop."""

    def __init__(self, stream: TextIO, stop: threading.Event, keeper: Keeps | None = None) -> None:
        self._stream = stream
        self._stop = stop
        self.keeper = keeper
        self._step = Progress(0, 0)

    def tell(self, event: Event) -> None:
        """Write an event. Raises Cancelled once the person asked to stop."""
        self.look_up()
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
        self._step = Progress(done, total, str(words), words)
        self.tell(self._step)

    def note(self, words: Phrase) -> None:
        """Something that happened on the way, told where the step stands."""
        self.tell(Progress(self._step.done, self._step.total, str(words), words))

    def watching(self, network: str, scope: str, ranks: Callable[[], Ranks] = lambda: ALONE) -> Watch:
        """A watch that tells every epoch."""
        return _Watch(self, network, scope, ranks)

    def silent(self, scope: str, ranks: Callable[[], Ranks] = lambda: ALONE) -> Watch:
        """A watch that tells no epochs: it listens for the wish to stop, and keeps."""
        return _Watch(self, "", scope, ranks)

    def is_stopping(self) -> bool:
        return self._stop.is_set()

    def look_up(self) -> None:
        """Raises Cancelled once the person asked to stop."""
        if self._stop.is_set():
            raise Cancelled


class _Watch:
    """``network``: whose epochs are told; "" for none."""

    def __init__(self, events: Events, network: str, scope: str, ranks: Callable[[], Ranks]) -> None:
        self._events, self._network, self._scope, self._ranks = events, network, scope, ranks

    def __call__(self, epoch: int, values: dict[str, float]) -> None:
        if self._network:
            self._events.tell(Measured(epoch, values, self._network))
        else:
            self._events.look_up()

    def note(self, words: Phrase) -> None:
        self._events.note(words)

    def within(self, name: str, tells: bool = True) -> Watch:
        return _Watch(self._events, self._network if tells else "", f"{self._scope}/{name}", self._ranks)

    def kept(self) -> dict[str, NDArray[Any]] | None:
        keeper = self._events.keeper
        return keeper.kept(self._scope) if keeper is not None else None

    def is_due(self) -> bool:
        keeper = self._events.keeper
        return self._events.is_stopping() or (keeper is not None and keeper.is_due())

    def keep(self, state: State) -> None:
        keeper = self._events.keeper
        trouble = keeper.keep(self._scope, state) if keeper is not None else None
        if trouble is not None:
            self._events.note(
                say("What was reached could not be kept (is the disk full?). Training goes on, but cannot be resumed.")
            )
        self._events.look_up()

    def ranks(self) -> Ranks:
        return self._ranks()
