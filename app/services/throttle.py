"""Wrong passphrases cost time: none for the first two, then 1, 2, 4 … 300 seconds before the next one is tried.

Only the number of tries since the last right one is kept, in a file beside the doorstep (never in the vault, which a
wrong passphrase leaves untouched), under the vault's random id. No clock is kept: after a restart the whole wait begins
anew, so neither restarting nor setting the clock shortens it. A try is counted before it is made.
"""

from __future__ import annotations

import json
import os
import threading
import time
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

FREE = 3
MOST_S = 300.0


def wait_after(tries: int) -> float:
    """Seconds before the next try, after so many wrong ones."""
    return 0.0 if tries < FREE else min(MOST_S, 2.0 ** min(tries - FREE, 30))


class Throttle:
    """``clock`` runs on whatever the computer's time is set to."""

    def __init__(
        self, path: Path, clock: Callable[[], float] = time.monotonic, sleep: Callable[[float], object] = time.sleep
    ) -> None:
        self._path = path
        self._clock = clock
        self._sleep = sleep
        self._lock = threading.Lock()
        self._since: dict[str, float] = {}
        self._tries: dict[str, int] = {}

    def wait_s(self, vault: str) -> float:
        """Seconds until the next passphrase for this vault is tried."""
        now = self._clock()
        wait = wait_after(self._known(vault))
        return max(0.0, self._since.setdefault(vault, now) + wait - now) if wait else 0.0

    def attempt(self, vault: str) -> None:
        """Wait as long as it takes, then count the try that follows."""
        with self._lock:
            while (left := self.wait_s(vault)) > 0:
                self._sleep(left)
            self._keep(vault, self._known(vault) + 1)
            self._since[vault] = self._clock()

    def passed(self, vault: str) -> None:
        """The passphrase was right."""
        with self._lock:
            self._keep(vault, 0)
            self._since.pop(vault, None)

    def _known(self, vault: str) -> int:
        return max(self._tries.get(vault, 0), self._read().get(vault, 0))

    def _read(self) -> dict[str, int]:
        try:
            found = json.loads(self._path.read_text(encoding="utf-8"))
            return {str(name): int(tries) for name, tries in found.items()}
        except (OSError, ValueError, AttributeError, TypeError):
            return {}

    def _keep(self, vault: str, tries: int) -> None:
        self._tries[vault] = tries
        kept = {**self._read(), vault: tries}
        text = json.dumps({name: count for name, count in kept.items() if count})
        temporary = self._path.with_name(f"{self._path.name}.{os.getpid()}")
        # where nothing can be kept, the count still holds as long as the program runs
        with suppress(OSError):
            self._path.parent.mkdir(parents=True, exist_ok=True)
            temporary.write_text(text, encoding="utf-8")
            temporary.replace(self._path)
