"""Where backups lie, and what can be wrong there."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

import sqlcipher3
from filelock import FileLock, Timeout

from app.domain.errors import WorkstationError
from app.domain.words import say
from app.store import trouble
from app.store.backup_list import HOME, VOLUMES

PART = ".part"


def home_of(folder: Path, vault: str) -> Path:
    return folder / f"{HOME}{vault}"


def refuse_place(folder: Path, vault: Path) -> None:
    """Raises WorkstationError for a folder in which backups of this vault cannot be kept."""
    there = folder.resolve()
    if there.is_relative_to(vault.resolve()):
        raise WorkstationError(
            say("The folder {folder} lies inside the vault.", folder=str(folder)),
            say("What happens to the vault would happen to its backups. Choose a folder outside, on another disk."),
        )
    if not there.is_dir():
        raise not_there(folder)
    with told(folder):
        probe = there / f"aegle-{os.getpid()}{PART}"
        probe.write_bytes(b"")
        probe.unlink()


def make_home(folder: Path, vault: str) -> None:
    """Make the place for this vault's backups in a folder that was just chosen."""
    with told(folder):
        (home_of(folder, vault) / VOLUMES).mkdir(parents=True, exist_ok=True, mode=0o700)


def is_here(folder: Path, vault: str) -> bool:
    """Whether the folder is the one that was chosen: where a disk is not connected, its place may be there, empty."""
    try:
        return home_of(folder, vault).is_dir()
    except OSError:
        return False


def is_beside(folder: Path, vault: Path) -> bool:
    """Whether both lie on one disk, so that both are lost with it."""
    try:
        return folder.stat().st_dev == vault.stat().st_dev
    except OSError:
        return False


@contextmanager
def alone(home: Path) -> Iterator[None]:
    """Nobody else makes or deletes backups there meanwhile, as far as the file system has locks."""
    # a soft lock would outlive a program that dies
    lock = FileLock(home / "lock", mode=0o600, thread_local=False, fallback_to_soft=False)
    try:
        with suppress(NotImplementedError):
            lock.acquire(timeout=0)
    except Timeout:
        raise WorkstationError(
            say("Another program is making a backup in {folder}.", folder=str(home.parent)),
            say("Wait until it has ended, then try again."),
        ) from None
    try:
        yield
    finally:
        lock.release()


@contextmanager
def told(folder: Path) -> Iterator[None]:
    """Let failures of the backup's disk leave the block as sentences."""
    try:
        yield
    except (sqlcipher3.DatabaseError, OSError) as error:
        said = trouble.translated(error, folder.name)
        # what SQLite's backup raises carries no code, only SQLite's own words
        if said is error and hasattr(error, "sqlite_errorname"):
            raise
        is_full = isinstance(said, trouble.DiskFull) or "disk is full" in str(error)
        raise (_full(str(error)) if is_full else _unreachable(folder, type(error).__name__)) from error


def _full(detail: str) -> WorkstationError:
    return WorkstationError(
        say("The disk with the backups is full."),
        say("Nothing is lost: the vault and the backups before are whole. Make room there or keep fewer backups."),
        detail,
    )


def _unreachable(folder: Path, detail: str) -> WorkstationError:
    return WorkstationError(
        say("The backup folder {folder} cannot be read or written.", folder=str(folder)),
        say("Look whether its disk is connected and whether you may write there. The backups before were not changed."),
        detail,
    )


def not_there(folder: Path) -> WorkstationError:
    return WorkstationError(
        say("The backup folder {folder} is not there.", folder=str(folder)),
        say("Connect its disk, or choose another folder for backups."),
    )
