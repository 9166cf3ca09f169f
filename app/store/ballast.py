"""Room that is kept for the day the disk is full: given up so that a person can still unlock, look and delete.

While it is given up nothing is imported; it comes back as soon as there is room for it.
"""

from __future__ import annotations

import os
import shutil
from contextlib import suppress
from pathlib import Path

from app.store import trouble

FILE = "ballast"
# tests, which make thousands of vaults, set a small one
BYTES = int(os.environ.get("AEGLE_BALLAST_BYTES", 64 * 2**20))
_PIECE = b"\0" * 2**20


def is_whole(folder: Path) -> bool:
    try:
        return (folder / FILE).stat().st_size >= BYTES
    except FileNotFoundError:
        return False


def give_up(folder: Path) -> bool:
    """Free the room. Whether there was any to free."""
    try:
        (folder / FILE).unlink()
    except FileNotFoundError:
        return False
    return True


def give_up_when_full(folder: Path) -> None:
    """Before every deed: even reading needs some room, for the entry in the trail."""
    with suppress(OSError):  # a disk that is gone is told by what follows
        if shutil.disk_usage(folder).free < BYTES // 4:
            give_up(folder)


def restore(folder: Path) -> bool:
    """Take the room again where there is more than enough of it. Whether the ballast is whole now."""
    if is_whole(folder):
        return True
    if shutil.disk_usage(folder).free < BYTES + BYTES // 2:
        return False
    try:
        _fill(folder / FILE)
    except OSError:
        with suppress(OSError):
            give_up(folder)
        return False
    return True


def need(folder: Path) -> None:
    """Before something grows the vault. Raises WorkstationError where the ballast is given up and cannot come back."""
    if not restore(folder):
        raise trouble.disk_full("ballast")


def _fill(path: Path) -> None:
    descriptor = os.open(path, os.O_WRONLY | os.O_CREAT, 0o600)
    try:
        if hasattr(os, "posix_fallocate"):
            os.posix_fallocate(descriptor, 0, BYTES)
        else:
            for at in range(0, BYTES, len(_PIECE)):
                os.write(descriptor, _PIECE[: BYTES - at])
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
