"""A disk whose power is cut: what it holds after so many operations, where unsynced ones may be there or not, in part
and in any order.

What is assumed of the file system is what journaling ones keep: a file that was synced is there with its name; names
that were changed (new, renamed, removed) and not synced with their folder may be so or not, the earlier ones first.
Sectors of 512 bytes are written whole or not at all.
"""

from __future__ import annotations

import os
import random
from dataclasses import dataclass, field
from pathlib import Path

from tests.endurance.disk_shim import Op

_SECTOR = 512


@dataclass(slots=True)
class File:
    """``data`` is on the disk for certain; ``waiting`` was written or cut since the last sync."""

    data: bytearray = field(default_factory=bytearray)
    waiting: list[Op] = field(default_factory=list)


class Disk:
    """The files of one folder, from its bytes at rest."""

    def __init__(self, at_rest: Path) -> None:
        found = [path for path in at_rest.rglob("*") if path.is_file() and not path.name.endswith("-shm")]
        self._now = {str(path.relative_to(at_rest)): File(bytearray(path.read_bytes())) for path in found}
        self._kept = dict(self._now)  # names that are on the disk for certain
        self._names: list[Op] = []  # changes of names that are not yet
        self._files: dict[int, File] = {}  # of a created name, by its place in _names

    def do(self, op: Op) -> None:
        match op.kind:
            case "C":
                self._now[op.path] = file = File()
                self._files[id(op)] = file
                self._names.append(op)
            case "R":
                self._now[op.data.decode()] = self._now.pop(op.path)
                self._names.append(op)
            case "U":
                self._now.pop(op.path, None)
                self._names.append(op)
            case "W" | "T" if op.path in self._now:
                self._now[op.path].waiting.append(op)
            case "S" if op.path in self._now:
                self._sync(op.path)
            case "S":
                self._sync_folder()

    def cut(self, dice: random.Random, to: Path) -> None:
        """Write what may be there after the power was cut."""
        names = dict(self._kept)
        for op in self._names[: dice.randint(0, len(self._names))]:
            self._rename(names, op)
        chance = dice.choice((0.0, 0.5, 1.0, dice.random()))
        for name, file in names.items():
            path = to / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(_left(file, chance, dice))

    def _sync(self, path: str) -> None:
        file = self._now[path]
        for op in file.waiting:
            _apply(file.data, op)
        file.waiting.clear()
        # the file is reached by its name from now on: so are names changed before it was made
        made = [at for at, op in enumerate(self._names) if self._files.get(id(op)) is file]
        for _ in range(made[-1] + 1 if made else 0):
            self._rename(self._kept, self._names.pop(0))

    def _sync_folder(self) -> None:
        for op in self._names:
            self._rename(self._kept, op)
        self._names.clear()

    def _rename(self, names: dict[str, File], op: Op) -> None:
        if op.kind == "C":
            names[op.path] = self._files[id(op)]
        elif op.kind == "R" and op.path in names:
            names[op.data.decode()] = names.pop(op.path)
        elif op.kind == "U":
            names.pop(op.path, None)


def _left(file: File, chance: float, dice: random.Random) -> bytes:
    data = bytearray(file.data)
    waiting = [op for op in file.waiting if dice.random() < chance]
    if dice.random() < 0.5:
        dice.shuffle(waiting)
    for op in waiting:
        _apply(data, _torn(op, dice) if op.kind == "W" and dice.random() < 0.2 else op)
    return bytes(data)


def _torn(op: Op, dice: random.Random) -> Op:
    """Only some sectors of a write, from its beginning or its end."""
    sectors = dice.randint(0, len(op.data) // _SECTOR) * _SECTOR
    if dice.random() < 0.5:
        return Op("W", op.path, op.at, op.data[:sectors])
    return Op("W", op.path, op.at + sectors, op.data[sectors:])


def _apply(data: bytearray, op: Op) -> None:
    end = op.at + len(op.data)
    if op.kind == "T":
        del data[op.at :]
        data.extend(bytes(op.at - len(data)))
        return
    if len(data) < end and op.data:
        data.extend(bytes(end - len(data)))
    data[op.at : end] = op.data


def memory_folder(fallback: Path) -> Path:
    """Where states are laid out: thousands of them, for a moment each."""
    there = Path("/dev/shm")
    return there if there.is_dir() and os.access(there, os.W_OK) else fallback
