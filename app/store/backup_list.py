"""What a backup consists of: ``backup.json``, every file with its size and SHA-256, marked under the vault's key."""

from __future__ import annotations

import hashlib
import json
import re
from dataclasses import dataclass, replace
from pathlib import Path

from app.domain.errors import WorkstationError
from app.domain.plain import from_plain, to_plain
from app.domain.words import say
from app.sealed import wipe
from app.store import migrate
from app.store.moment import flush
from app.store.wrapping import derive, is_mark, mark

LIST = "backup.json"
VERSION = 1
HOME = "aegle-backup-"
VOLUMES = "volumes"
NAME = re.compile(r"\d{8}T\d{6}Z(-\d+)?")
_SOURCE = re.compile(r"(\.\./volumes/\d{4,}-[0-9a-f]{16}-\d+(\.\d+)?\.db)|records\.db|keyring\.json|audit\.head")
_TARGET = re.compile(r"(volumes/\d{4,}(\.\d+)?\.db)|records\.db|keyring\.json|audit\.head")
_MOST_BYTES = 64 * 2**20
_UNREADABLE = (OSError, ValueError, KeyError, TypeError, AttributeError, RecursionError)


@dataclass(frozen=True, slots=True)
class Listed:
    """A file of a backup: where it lies (from the backup's folder) and where it belongs in the vault."""

    source: str
    target: str
    size: int
    digest: str

    @property
    def content(self) -> str:
        """What a copied volume's name says of its content; copies of the same may have a number after it."""
        return Path(self.source).name.split(".")[0]


@dataclass(frozen=True, slots=True)
class Listing:
    """``backup.json``. ``writes`` and ``entries``: how far the vault and its audit trail were."""

    vault: str
    name: str
    made_at: str
    schema: int
    writes: int
    entries: int
    files: tuple[Listed, ...]
    version: int = VERSION
    mark: str = ""

    @property
    def size_bytes(self) -> int:
        return sum(one.size for one in self.files)


def listings(home: Path) -> tuple[Listing, ...]:
    """The backups whose list can be read, newest first: by the writes seen, since a clock may have been set back."""
    known = (read(home / name) for name in names(home))
    return tuple(sorted((one for one in known if one), key=lambda one: (one.writes, one.name), reverse=True))


def names(home: Path) -> list[str]:
    """The backups that are there, whole or damaged since, oldest first."""
    return sorted(path.name for path in home.iterdir() if NAME.fullmatch(path.name) and path.is_dir())


def find(place_of_backups: Path, name: str = "") -> tuple[Path, Listing]:
    """The backup to put back: (the folder of a vault's backups, its list); the newest where none is named.

    ``place_of_backups`` is the folder a person chose for backups, that of one vault in it, or that of one backup.
    Raises WorkstationError where there is none, or backups of several vaults.
    """
    if (place_of_backups / LIST).is_file():
        return _found(place_of_backups.parent, place_of_backups.name)
    home = _only_home(place_of_backups)
    there = names(home)
    if not there:
        raise _none_in(home)
    if name and name not in there:
        raise WorkstationError(
            say("There is no backup {name} in {folder}.", name=name, folder=str(home)),
            say("Those that are there: {names}", names=", ".join(reversed(there))),
        )
    return _found(home, name or _newest(home, there))


def _newest(home: Path, there: list[str]) -> str:
    """One that cannot be read and may be newer is not passed over in silence."""
    known = [one for one in listings(home) if one.version <= VERSION]
    newest = known[0].name if known else ""
    in_doubt = [one for one in there if one > newest and one not in {listing.name for listing in known}]
    return in_doubt[-1] if in_doubt else newest


def write(folder: Path, listing: Listing, key: bytearray) -> str:
    """Returns its digest."""
    marking = derive(key, b"aegle backup")
    try:
        listing = replace(listing, mark=mark(marking, _canonical(listing)).hex())
    finally:
        wipe(marking)
    data = json.dumps(to_plain(listing), indent=1).encode()
    (folder / LIST).write_bytes(data)
    flush(folder / LIST)
    return digest(folder)


def read(folder: Path) -> Listing | None:
    """None for one that is missing or damaged, names files that no backup has, or stands for another backup."""
    try:
        with (folder / LIST).open("rb") as file:
            data = json.loads(file.read(_MOST_BYTES))
        if isinstance(data.get("version"), int) and data["version"] > VERSION:
            return Listing(str(data["vault"]), folder.name, str(data["made_at"]), 0, 0, 0, (), data["version"])
        listing = from_plain(Listing, data)
    except _UNREADABLE:
        return None
    is_ours = all(_SOURCE.fullmatch(one.source) and _TARGET.fullmatch(one.target) for one in listing.files)
    return listing if is_ours and listing.name == folder.name else None


def digest(folder: Path) -> str:
    """Of a backup's list. Raises OSError."""
    return hashlib.sha256((folder / LIST).read_bytes()).hexdigest()


def refuse_foreign(listing: Listing, key: bytearray) -> None:
    """Raises WorkstationError where a list was not made by a holder of this key, or was changed."""
    if not is_marked(listing, key):
        raise WorkstationError(
            say("The list of files of the backup {name} was changed.", name=listing.name),
            say("Choose another backup. Nothing was changed."),
        )


def is_marked(listing: Listing, key: bytearray) -> bool:
    marking = derive(key, b"aegle backup")
    try:
        return is_mark(marking, _canonical(listing), bytes.fromhex(listing.mark))
    except ValueError:
        return False
    finally:
        wipe(marking)


def refuse_newer(listing: Listing) -> None:
    if listing.version > VERSION or listing.schema > len(migrate.MIGRATIONS):
        raise WorkstationError(
            say("This backup was made by a newer version of the workstation."),
            say("Update the workstation on this computer, then restore it. Nothing was changed."),
        )


def _canonical(listing: Listing) -> bytes:
    return json.dumps(to_plain(replace(listing, mark="")), sort_keys=True, separators=(",", ":")).encode()


def _found(home: Path, name: str) -> tuple[Path, Listing]:
    listing = read(home / name)
    if listing is None:
        raise WorkstationError(
            say("The list of files of the backup {name} is damaged or missing.", name=name),
            say("Choose another backup. Nothing was changed."),
        )
    return home, listing


def _only_home(folder: Path) -> Path:
    if folder.name.startswith(HOME) and (folder / VOLUMES).is_dir():
        return folder
    homes = sorted(path for path in folder.glob(f"{HOME}*") if path.is_dir())
    if not homes:
        raise _none_in(folder)
    if len(homes) > 1:
        raise WorkstationError(
            say("There are backups of {n} vaults in {folder}.", n=len(homes), folder=str(folder)),
            say("Name the folder of one of them: {names}", names=", ".join(path.name for path in homes)),
        )
    return homes[0]


def _none_in(folder: Path) -> WorkstationError:
    return WorkstationError(
        say("There are no backups in {folder}.", folder=str(folder)),
        say("Choose the folder in which the workstation keeps its backups."),
    )
