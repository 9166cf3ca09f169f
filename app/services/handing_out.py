"""Hand DICOM files out: as they came or of nobody, with their DICOMDIR in a folder or in an encrypted ZIP file."""

from __future__ import annotations

import hashlib
import hmac
import secrets
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import pyzipper

from app.domain.errors import WorkstationError
from app.domain.patient import Deed, Principal
from app.domain.problem import Problem
from app.domain.study import Instance
from app.domain.words import say
from app.domain.work import Report
from app.imaging.file_set import Described, FileSet
from app.ingest.anonymity import OPTIONS, Cleaned, Option, Wish
from app.jobs.workers import Limits, WorkerFailed, Workers
from app.services.written import whole
from app.store import patients, settings, studies
from app.store.database import Store
from app.store.transaction import Transaction

_CHUNK = 64 << 20
_SECRET = "secret of anonymous copies"

# takes a file's path in the set, parts set apart by /, and its bytes
Put = Callable[[str, bytes], None]


@dataclass(frozen=True, slots=True)
class Handed:
    """What went out. ``held``: pictures that may show a name in their pixels and were kept back; ``refused``: files
    that could not be made anonymous; ``beside``: files that the directory cannot name, written under OTHER.
    """

    files: int
    held: tuple[Problem, ...] = ()
    refused: tuple[Problem, ...] = ()
    beside: int = 0


@dataclass(frozen=True, slots=True)
class Anonymous:
    """A copy of nobody: the name in the person's place, what is kept, whether pictures that may show a name go too."""

    name: str = ""
    options: tuple[Option, ...] = ()
    with_pictured_text: bool = False


class HandingOut:
    def __init__(self, store: Store, workers: Workers) -> None:
        self._store = store
        self._workers = workers

    def hand_out(
        self,
        principal: Principal,
        uids: Sequence[str],
        target: Path,
        report: Report,
        anonymous: Anonymous | None = None,
        passphrase: str = "",
    ) -> Handed:
        """Write the files of studies or series (by UID) to ``target``: an empty folder, or a .zip with ``passphrase``.

        ``anonymous``: without the person, by the Basic profile of PS3.15. Raises WorkstationError for an unknown UID
        and for a target that is in use or cannot be written.
        """
        verb = "export anonymous copies" if anonymous is not None else "export originals"
        is_zip = target.suffix.lower() == ".zip"
        _check(target, is_zip, passphrase, anonymous)
        with self._store.transaction(Deed(principal, verb, tuple(uids))) as tx:
            found = [one for uid in uids for one in _instances(tx, uid)]
            names = {one.uid: _name(tx, one, anonymous) for one in found} if anonymous is not None else {}
            wish = _secret(tx) if anonymous is not None else b""
            tx.about(*{whose for one in found if (whose := _patient(tx, one))})
        clean = _Cleaning(self._workers, anonymous, wish, names) if anonymous is not None else None
        try:
            write = self._to_zip if is_zip else self._to_folder
            return write(found, target, passphrase, clean, report)
        except OSError as error:
            raise _not_written(target, error) from error
        except WorkerFailed as failed:
            raise _not_written(target, failed) from failed

    def _to_zip(
        self, found: Sequence[Instance], target: Path, passphrase: str, clean: _Cleaning | None, report: Report
    ) -> Handed:
        with (
            whole(target, _not_written) as part,
            pyzipper.AESZipFile(part, "x", compression=pyzipper.ZIP_DEFLATED, encryption=pyzipper.WZ_AES) as packed,
        ):
            packed.setpassword(passphrase.encode("utf-8"))
            return self._write(found, packed.writestr, clean, report)

    def _to_folder(
        self, found: Sequence[Instance], target: Path, passphrase: str, clean: _Cleaning | None, report: Report
    ) -> Handed:
        del passphrase  # a folder has none

        def put(name: str, data: bytes) -> None:
            (target / name).parent.mkdir(parents=True, exist_ok=True)
            (target / name).write_bytes(data)

        target.mkdir(parents=True, exist_ok=True)
        return self._write(found, put, clean, report)

    def _write(self, found: Sequence[Instance], put: Put, clean: _Cleaning | None, report: Report) -> Handed:
        """The files, then their directory: what was called off halfway has none and looks unfinished."""
        held = FileSet()
        for chunk in _chunks(self._files(found, clean, report)):
            for (instance, data), about in zip(chunk, self._described([data for _, data in chunk]), strict=True):
                put(held.place(instance.series, about), about.with_head or data)
        if held.records:
            put("DICOMDIR", self._directory(held.records))
        return _handed(held.count, clean, held.beside)

    def _described(self, files: list[bytes]) -> list[Described]:
        """A file that brings its reader down has no record; the others have theirs."""
        size = sum(map(len, files)) >> 20
        limits = Limits(seconds=120 + size, memory_mb=2048 + 4 * size)
        try:
            told: list[Described] = self._workers.run(
                "app.imaging.media:describe", files, limits=limits, returns=list[Described]
            )
        except WorkerFailed as failed:
            if len(files) == 1:
                return [Described("", b"", failed.kind)]
            return [one for data in files for one in self._described([data])]
        return told

    def _directory(self, records: dict[str, bytes]) -> bytes:
        limits = Limits(seconds=120 + len(records) / 20)
        made: bytes = self._workers.run(
            "app.imaging.media:directory", [*records], [*records.values()], limits=limits, returns=bytes
        )
        return made

    def _files(
        self, found: Sequence[Instance], clean: _Cleaning | None, report: Report
    ) -> Iterator[tuple[Instance, bytes]]:
        with self._store.objects.ahead(one.object for one in found) as originals:
            for number, one in enumerate(found, 1):
                report(number - 1, len(found), say("Writing file {done} of {total}", done=number, total=len(found)))
                data: bytes | None = originals.get(one.object)
                if clean is not None and data is not None:
                    data = clean.cleaned(one, data)
                if data is not None:
                    yield one, data


class _Cleaning:
    """Makes files anonymous, one by one, and remembers what was kept back."""

    def __init__(self, workers: Workers, anonymous: Anonymous, secret: bytes, names: dict[str, str]) -> None:
        self._workers = workers
        self._anonymous = anonymous
        self._secret = secret
        self._names = names
        self.held: list[Problem] = []
        self.refused: list[Problem] = []

    def cleaned(self, instance: Instance, data: bytes) -> bytes | None:
        wish = Wish(self._names[instance.uid], self._secret, self._anonymous.options)
        limits = Limits(seconds=60, memory_mb=1024 + 6 * (len(data) >> 20))
        try:
            made: Cleaned = self._workers.run(
                "app.ingest.deidentify:deidentify", data, wish, limits=limits, returns=Cleaned
            )
        except WorkerFailed as failed:
            self.refused.append(_refused(instance, failed.kind))
            return None
        if made.burned_in and not self._anonymous.with_pictured_text:
            self.held.append(_held(instance, made.burned_in))
            return None
        return made.data


def _handed(count: int, clean: _Cleaning | None, beside: int = 0) -> Handed:
    if clean is None:
        return Handed(count, beside=beside)
    return Handed(count, tuple(clean.held), tuple(clean.refused), beside)


def _chunks(files: Iterator[tuple[Instance, bytes]]) -> Iterator[list[tuple[Instance, bytes]]]:
    chunk: list[tuple[Instance, bytes]] = []
    size = 0
    for instance, data in files:
        chunk.append((instance, data))
        size += len(data)
        if size >= _CHUNK:
            yield chunk
            chunk, size = [], 0
    if chunk:
        yield chunk


def _check(target: Path, is_zip: bool, passphrase: str, anonymous: Anonymous | None) -> None:
    if is_zip and not passphrase:
        raise WorkstationError(
            say("A ZIP file is written encrypted, and no passphrase was given for it."),
            say("Give one, and send it to the receiver by another way than the file."),
        )
    if is_zip and target.exists():
        raise WorkstationError(say("There is a file {path} already.", path=str(target)), say("Choose another name."))
    if not is_zip and target.exists() and (not target.is_dir() or any(target.iterdir())):
        raise WorkstationError(
            say("The folder {path} is not empty.", path=str(target)),
            say("Choose an empty folder, so that nobody's files are mixed."),
        )
    unknown = [one for one in (anonymous.options if anonymous is not None else ()) if one not in OPTIONS]
    if unknown:
        raise WorkstationError(
            say("There is no option {name}.", name=unknown[0]),
            say("The options are: {names}.", names=", ".join(OPTIONS)),
        )


def _instances(tx: Transaction, uid: str) -> tuple[Instance, ...]:
    """Of a study, or of a series."""
    if studies.get_series(tx, uid) is not None:
        return studies.instances(tx, uid)
    found = studies.series_rows(tx, study=uid) if studies.get_study(tx, uid) is not None else ()
    if not found:
        raise WorkstationError(
            say("There is no study or series {uid} in this vault.", uid=uid),
            say("List the studies there are, then name one of them by its UID."),
        )
    return tuple(one for series in found for one in studies.instances(tx, series.uid))


def _patient(tx: Transaction, instance: Instance) -> str:
    series = studies.get_series(tx, instance.series)
    study = studies.get_study(tx, series.study) if series is not None else None
    return study.patient if study is not None else ""


def _name(tx: Transaction, instance: Instance, anonymous: Anonymous | None) -> str:
    """What stands in the person's place: the name given, or one made of the vault's secret, each patient their own."""
    if anonymous is not None and anonymous.name:
        return anonymous.name
    patient = patients.get(tx, _patient(tx, instance))
    told = hmac.new(_secret(tx), (patient.id if patient else "").encode(), hashlib.sha256).hexdigest()
    return f"ANON-{told[:10].upper()}"


def _secret(tx: Transaction) -> bytes:
    """The vault's own, so that what is handed out twice bears the same UIDs and dates."""
    kept = settings.get(tx, "", _SECRET)
    if kept is None:
        kept = secrets.token_hex(32)
        settings.put(tx, "", _SECRET, kept)
    return bytes.fromhex(str(kept))


def _held(instance: Instance, why: str) -> Problem:
    return Problem(
        instance.uid,
        say("The picture may show the person's name in its pixels ({why}).", why=why),
        say("Look at it. If it shows none, hand it out again with your yes to pictures that may show text."),
    )


def _refused(instance: Instance, kind: str) -> Problem:
    return Problem(
        instance.uid,
        say("The file could not be made anonymous ({kind}), so it was not written.", kind=kind),
        say("Something of the person would be left in it, or it is damaged."),
    )


def _not_written(target: Path, error: OSError | WorkerFailed) -> WorkstationError:
    return WorkstationError(
        say("The files could not be written: {path}", path=str(target)),
        say("Check that the folder exists, that you may write there, and that the disk has room."),
        detail=f"{error.kind} {error.detail}" if isinstance(error, WorkerFailed) else type(error).__name__,
    )
