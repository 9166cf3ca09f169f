"""What the images of the window may take: those on screen are held, those seen last stay as long as they fit."""

from __future__ import annotations

import ctypes
import os
import sys
import threading
from collections import OrderedDict
from collections.abc import Callable, Hashable
from dataclasses import dataclass
from functools import cache
from typing import Generic, TypeVar
from weakref import WeakSet

from app.domain.volume import Volume

LEAST_BYTES = 2**30
_UNKNOWN_RAM = 8 * 2**30


@dataclass(frozen=True, slots=True)
class Use:
    """Bytes of the images held now, of them those on screen, and how much there may be."""

    in_use: int
    on_screen: int
    budget: int


T = TypeVar("T")


class Pin(Generic[T]):
    """Holds one set in memory as long as it lives or until it is let go."""

    __slots__ = ("__weakref__", "held", "size_bytes", "volume")

    def __init__(self, held: T, volume: Volume) -> None:
        self.held: T | None = held
        self.volume: Volume | None = volume
        self.size_bytes = bytes_of(volume)

    def let_go(self) -> None:
        self.held = self.volume = None
        self.size_bytes = 0


class ImageMemory(Generic[T]):
    """Decoded sets by what they were made of. Several threads may use it."""

    def __init__(self, budget_bytes: int = 0) -> None:
        self._budget = budget_bytes or automatic_bytes()
        self._lock = threading.Lock()
        self._last: OrderedDict[Hashable, tuple[T, Volume]] = OrderedDict()
        self._pins: WeakSet[Pin[T]] = WeakSet()

    def use(self) -> Use:
        with self._lock:
            return Use(self._in_use(), self._pinned(), self._budget)

    def change_budget(self, budget_bytes: int) -> None:
        """0: half of the computer's memory. What does not fit any more is dropped, except what is on screen."""
        with self._lock:
            self._budget = budget_bytes or automatic_bytes()
            self._drop_until(self._budget)

    def has_room(self, needed_bytes: int) -> bool:
        """Make room by dropping what was seen longest ago; False where what is on screen leaves too little."""
        with self._lock:
            if self._pinned() + needed_bytes > self._budget:
                return False
            self._drop_until(self._budget - needed_bytes)
            return True

    def find(self, key: Hashable) -> T | None:
        with self._lock:
            if key not in self._last:
                return None
            self._last.move_to_end(key)
            return self._last[key][0]

    def keep(self, key: Hashable, held: T, volume: Volume) -> None:
        with self._lock:
            self._last[key] = held, volume
            self._last.move_to_end(key)
            self._drop_until(self._budget)

    def find_first(self, wanted: Callable[[T], bool]) -> T | None:
        """What was seen last of what is wanted."""
        with self._lock:
            for key in reversed(self._last):
                if wanted(self._last[key][0]):
                    found = self._last[key][0]
                    self._last.move_to_end(key)
                    return found
            return None

    def pin(self, held: T, volume: Volume) -> Pin[T]:
        made = Pin(held, volume)
        with self._lock:
            self._pins.add(made)
        return made

    def forget(self) -> None:
        """Drop everything that is not on screen."""
        with self._lock:
            self._last.clear()

    def _volumes(self) -> dict[int, Volume]:
        return {id(volume.voxels): volume for _, volume in self._last.values()} | self._pinned_volumes()

    def _pinned_volumes(self) -> dict[int, Volume]:
        return {id(pin.volume.voxels): pin.volume for pin in self._pins if pin.volume is not None}

    def _in_use(self) -> int:
        return sum(map(bytes_of, self._volumes().values()))

    def _pinned(self) -> int:
        return sum(map(bytes_of, self._pinned_volumes().values()))

    def _drop_until(self, most: int) -> None:
        for key in list(self._last):
            if self._in_use() <= most:
                return
            if id(self._last[key][1].voxels) not in self._pinned_volumes():
                del self._last[key]


def bytes_of(volume: Volume) -> int:
    """What a volume holds; one slice that stands for many counts once."""
    arrays = [volume.voxels, *([volume.padding] if volume.padding is not None else [])]
    arrays += [one for one in (*volume.overlays, *volume.shutters) if one is not None]
    return sum(one.nbytes if all(one.strides) else one[0].nbytes for one in arrays)


def automatic_bytes() -> int:
    """Half of what the computer has, at least a gigabyte."""
    return max(_ram_bytes() // 2, LEAST_BYTES)


@cache
def _ram_bytes() -> int:
    try:
        if sys.platform == "win32":
            kilobytes = ctypes.c_ulonglong()
            ctypes.windll.kernel32.GetPhysicallyInstalledSystemMemory(ctypes.byref(kilobytes))
            return int(kilobytes.value) * 1024 or _UNKNOWN_RAM
        return os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES")
    except (OSError, ValueError, AttributeError):
        return _UNKNOWN_RAM
