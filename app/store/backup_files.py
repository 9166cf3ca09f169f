"""Backups as files: copied from the vault's, opened and checked before they count, put back into an empty folder.

    <folder>/aegle-backup-<the vault's id>/
        volumes/0001-<key>-<writes>.db   copies of volumes, shared by all backups; what has this name is whole
        20261122T184251Z/                a backup; it has this name once it is whole
            records.db  keyring.json  audit.head
            backup.json                  every file with its size and SHA-256, marked under the vault's key

Everything under a name that ends in ``.part`` is in the making and does not count. Whatever moment the program dies
at, the backups before stay as they are, and copies of volumes that were finished are not made again.
"""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from pathlib import Path

from app.domain.errors import WorkstationError
from app.domain.words import say
from app.domain.work import Report
from app.store import audit_head, backup_list, keyring, place, trouble
from app.store.backup_copy import Copy
from app.store.backup_list import NAME, VOLUMES, Listed, Listing
from app.store.backup_place import PART, alone, home_of, is_here, not_there, refuse_place, told
from app.store.backup_steps import Steps, digest_of, size_of
from app.store.database import Store
from app.store.moment import HeldVolume, Moment, flush

RECORDS = "records.db"
_SPARE_BYTES = 4 * 2**20


@dataclass(frozen=True, slots=True)
class Made:
    """A backup just made. ``digest`` is of its list."""

    listing: Listing
    digest: str
    copied_bytes: int


def make(store: Store, folder: Path, now: datetime, report: Report) -> Made:
    """Make a whole backup. Work goes on meanwhile; volumes that are there already are not copied again.

    Raises WorkstationError (the folder is not there, is full, another backup is being made, the vault is damaged) and
    Cancelled; then nothing counts that was not there before.
    """
    vault = keyring.read(store.folder).vault
    refuse_place(folder, store.folder)
    if not is_here(folder, vault):
        raise not_there(folder)
    home = home_of(folder, vault)
    with told(folder), alone(home):
        sweep_parts(home)
        try:
            with store.held_still() as moment, store.borrowed_key() as key:
                return _Making(home, vault, moment, key, now, report).make()
        except BaseException:
            with suppress(OSError):  # else the next backup does it
                sweep_parts(home)
            raise


class _Making:
    """One backup in the making."""

    def __init__(self, home: Path, vault: str, moment: Moment, key: bytearray, now: datetime, report: Report) -> None:
        self._home, self._vault, self._moment, self._key, self._now = home, vault, moment, key, now
        self._name = _free_name(home, now)
        self._part = home / f"{self._name}{PART}"
        older = backup_list.listings(home)[::-1]
        self._sources = {file.source for one in older for file in one.files}
        self._known = {file.content: file for one in older for file in one.files}  # the newest of each
        self._fresh = [one for one in moment.volumes if not self._is_kept(one)]
        self._again = self._whose_turn()
        self._copied = 0
        # what is copied is written, read again, and opened: three times its size
        volumes = sum(one.size for one in self._fresh) + (self._again.size if self._again else 0)
        self._steps = Steps(report, 3 * (moment.records_size + volumes))

    def make(self) -> Made:
        self._refuse_without_room()
        self._part.mkdir(mode=0o700)
        files = [self._records(), *self._small()]
        with Copy(self._part / RECORDS, self._key) as copy:
            self._steps.note = say("Checking the copy of the records")
            copy.refuse_unsound(self._moment.state)
            self._steps(self._moment.records_size)
            files += [self._volume(one, copy) for one in self._moment.volumes]
        listing = Listing(
            self._vault,
            self._name,
            self._now.astimezone(UTC).isoformat(timespec="seconds"),
            self._moment.schema,
            self._moment.state.writes,
            self._moment.state.number,
            tuple(files),
        )
        digest = backup_list.write(self._part, listing, self._key)
        place.sync(self._part)
        place.sync(self._home / VOLUMES)
        self._part.rename(self._home / self._name)
        place.sync(self._home)
        return Made(listing, digest, self._copied)

    def _records(self) -> Listed:
        self._steps.note = say("Copying the records")
        path = self._part / RECORDS
        self._moment.copy_records(path, self._steps)
        return self._listed(path, RECORDS, RECORDS)

    def _small(self) -> Iterator[Listed]:
        for name, data in ((keyring.FILE, self._moment.keyring), (audit_head.FILE, self._moment.head)):
            (self._part / name).write_bytes(data)
            flush(self._part / name)
            yield self._listed(self._part / name, name, name)
        if not keyring.is_marked(keyring.read_file(self._part / keyring.FILE), self._key):
            raise trouble.damaged(keyring.FILE)

    def _volume(self, volume: HeldVolume, copy: Copy) -> Listed:
        """The copy of a volume: one that is there, one that an interrupted backup left, or a new one."""
        target = f"{VOLUMES}/{volume.path.name}"
        known = self._known.get(volume.content)
        if known is not None and volume not in self._fresh and self._is_good(volume, known, copy):
            return replace(known, target=target)
        path = self._free_path(volume)
        part = path.with_name(f"{path.name}{PART}")
        if path.exists():
            path.rename(part)  # an interrupted backup finished it
        else:
            self._steps.note = say("Copying volume {n}", n=volume.number)
            self._moment.copy_volume(volume, part, self._steps)
        listed = self._listed(part, _source_of(path), target)
        self._steps.note = say("Checking the copy of volume {n}", n=volume.number)
        copy.refuse_unsound_volume(part, volume.number, self._steps)
        part.replace(path)
        return listed

    def _free_path(self, volume: HeldVolume) -> Path:
        """Where a copy goes: never in the place of one that a backup needs, even where that was found damaged."""
        path = self._home / VOLUMES / f"{volume.content}.db"
        number = 1
        while _source_of(path) in self._sources:
            number += 1
            path = path.with_name(f"{volume.content}.{number}.db")
        return path

    def _is_good(self, volume: HeldVolume, known: Listed, copy: Copy) -> bool:
        """Whether a copy that is there is the one that was made; one of them is read again in every backup."""
        path = self._path_of(known)
        if volume is self._again:
            self._steps.note = say("Reading the copy of volume {n} again", n=volume.number)
            if digest_of(path, self._steps) != known.digest:
                return False
        return copy.opens(path, volume.number)

    def _is_kept(self, volume: HeldVolume) -> bool:
        known = self._known.get(volume.content)
        return known is not None and size_of(self._path_of(known)) == known.size

    def _path_of(self, known: Listed) -> Path:
        return self._home / VOLUMES / Path(known.source).name

    def _whose_turn(self) -> HeldVolume | None:
        """By the day, so that each is read again after as many days as there are volumes."""
        kept = [one for one in self._moment.volumes if one not in self._fresh]
        return kept[self._now.toordinal() % len(kept)] if kept else None

    def _listed(self, path: Path, source: str, target: str) -> Listed:
        size = path.stat().st_size
        self._copied += size
        return Listed(source, target, size, digest_of(path, self._steps))

    def _refuse_without_room(self) -> None:
        needed = self._moment.records_size + sum(one.size for one in self._fresh) + _SPARE_BYTES
        free = shutil.disk_usage(self._home).free
        if free < needed:
            raise WorkstationError(
                say(
                    "The backup needs {n} MiB; the disk with the backups has {free} left.",
                    n=needed >> 20,
                    free=free >> 20,
                ),
                say("Make room there, keep fewer backups, or choose another folder. The backups before are whole."),
            )


def discard(folder: Path, vault: str, name: str) -> None:
    """Delete a backup; what is deleted first is its name, so half of one is never taken for a backup."""
    home = home_of(folder, vault)
    if not NAME.fullmatch(name):
        return
    with told(folder), alone(home):
        if (home / name).exists():
            (home / name).rename(home / f"{name}{PART}")
            place.sync(home)
        sweep_parts(home)
        _sweep_volumes(home)


def sweep_parts(home: Path) -> None:
    """Delete what interrupted backups left. Finished copies of volumes stay: the next backup takes them up."""
    for part in (*home.glob(f"*{PART}"), *(home / VOLUMES).glob(f"*{PART}*")):
        if part.is_dir():
            shutil.rmtree(part)
        else:
            part.unlink()


def _sweep_volumes(home: Path) -> None:
    """Delete copies of volumes that no backup needs any more; none where it cannot be told."""
    known = backup_list.listings(home)
    if len(known) < len(backup_list.names(home)):
        return
    needed = {Path(file.source).name for one in known for file in one.files}
    for path in (home / VOLUMES).glob("*.db"):
        if path.name not in needed:
            path.unlink()


def _free_name(home: Path, now: datetime) -> str:
    name = f"{now.astimezone(UTC):%Y%m%dT%H%M%SZ}"
    number = 1
    while (home / name).exists():
        number += 1
        name = f"{name.split('-')[0]}-{number}"
    return name


def _source_of(path: Path) -> str:
    return f"../{VOLUMES}/{path.name}"
