"""Delete in two steps, both shown: deleted (the rows are gone) and erased (what is left on the disk cannot be read)."""

from __future__ import annotations

import shutil
from contextlib import suppress
from dataclasses import dataclass

from app.domain.errors import WorkstationError
from app.domain.patient import Deed, Principal
from app.domain.words import NOTHING, Phrase, say
from app.domain.work import Report
from app.services.news import News
from app.services.people import People, refuse_old_slots
from app.store import backup, deletions, keyring, patients, settings, studies
from app.store.backup import BackupNote
from app.store.database import Store, Transaction
from app.store.deletions import Deletion, Extent

_BEGUN = "erasing"


@dataclass(frozen=True, slots=True)
class Goes:
    """What deleting would take away. ``backups`` made of this vault hold it and go on holding it."""

    extent: Extent
    backups: tuple[BackupNote, ...]


@dataclass(frozen=True, slots=True)
class Waiting:
    """What is deleted and not yet erased, the room that erasing needs, and the ``backups`` that still hold it.

    ``is_begun``: erasing was stopped or interrupted; it goes on where it was.
    """

    deletions: tuple[Deletion, ...]
    backups: tuple[BackupNote, ...]
    needed_bytes: int
    free_bytes: int
    is_begun: bool

    @property
    def has_room(self) -> bool:
        return self.free_bytes >= self.needed_bytes


class Deleting:
    def __init__(self, store: Store, people: People, news: News) -> None:
        self._store = store
        self._people = people
        self._news = news

    def what_goes(self, principal: Principal, patient: str = "", study: str = "") -> Goes:
        """What deleting a patient, or a study, would take away. Raises WorkstationError for an unknown one."""
        with self._store.transaction(Deed(principal, "look before deleting", (study or patient,))) as tx:
            if study:
                whose = _patient_of(tx, study)
                return Goes(deletions.extent_of_study(tx, study), backup.backups_holding(tx, whose))
            _refuse_unknown(tx, patient)
            return Goes(deletions.extent_of_patient(tx, patient), backup.backups_holding(tx, patient))

    def delete_patient(self, principal: Principal, patient: str, why: str) -> None:
        """Delete a patient with all that is here of them (deleted, not yet erased); works on a full disk.

        Raises WorkstationError for an unknown patient.
        """

        def delete() -> Transaction:
            with self._store.transaction(Deed(principal, "delete patient", (patient,), why)) as tx:
                _refuse_unknown(tx, patient)
                patients.delete(tx, patient)
                deletions.put(tx, "patient", patient, patient)
            return tx

        self._news.tell(self._store.despite_full_disk(delete).changes)

    def delete_study(self, principal: Principal, study: str, why: str) -> None:
        """Delete a study (deleted, not yet erased); its patient stays. Raises WorkstationError for an unknown study."""

        def delete() -> Transaction:
            with self._store.transaction(Deed(principal, "delete study", (study,), why)) as tx:
                patient = _patient_of(tx, study)
                tx.about(patient)
                studies.delete_study(tx, study)
                deletions.put(tx, "study", study, patient)
            return tx

        self._news.tell(self._store.despite_full_disk(delete).changes)

    def waiting(self, principal: Principal) -> Waiting:
        """What is deleted and not yet erased."""
        with self._store.transaction(Deed(principal, "list deletions")) as tx:
            found, volumes = deletions.waiting(tx), deletions.unclean_volumes(tx)
            is_begun = bool(settings.get(tx, "", _BEGUN))
            held = {note.name: note for one in found for note in _backups_holding(tx, one)}
        free = shutil.disk_usage(self._store.folder).free
        return Waiting(found, tuple(held.values()), self._needed(volumes), free, is_begun and bool(found))

    def erase(self, principal: Principal, report: Report) -> int:
        """Make what was deleted unreadable, also for who has the keys: the volumes that held it are written anew under
        fresh keys, then the records. Returns how many deletions are erased now.

        Raises Cancelled at a safe point; what is done stays done, and the next call goes on. Raises WorkstationError
        where nothing waits, there is no room, or an original that must be kept is damaged.
        """
        with self._store.transaction(Deed(principal, "begin erasing")) as tx:
            found, volumes = deletions.waiting(tx), deletions.unclean_volumes(tx)
            if not found:
                raise WorkstationError(say("Nothing that was deleted is still to be erased."))
            tx.about(*(one.about for one in found))
            settings.put(tx, "", _BEGUN, True)
        refuse_old_slots(keyring.read(self._store.folder))
        if volumes:  # a change of the keys that was interrupted has copied what is to go
            keyring.take_back_next(self._store.folder)
        steps = len(volumes) + 1
        for at, number in enumerate(volumes):
            note = say("Writing volume {n} of {total} anew", n=at + 1, total=len(volumes))
            self._store.renew_volume(number, _part(report, at, steps, note))
        report(100 * (steps - 1) // steps, 100, say("Writing the records anew"))
        self._people.change_keys(principal, _part(report, steps - 1, steps, say("Writing the records anew")))
        with self._store.transaction(Deed(principal, "erase", tuple(one.about for one in found))) as tx:
            deletions.mark_erased(tx, *found)
            settings.put(tx, "", _BEGUN, False)
        self._news.tell(tx.changes)
        return len(found)

    def _needed(self, volumes: tuple[int, ...]) -> int:
        """The most that is needed at a time."""
        sizes = [(self._store.folder / "records.db").stat().st_size * 11 // 10]
        for number in volumes:
            with suppress(WorkstationError):  # a damaged volume is named when it is to be written anew
                sizes.append(self._store.objects.needed_bytes(number))
        return max(sizes)


def _part(report: Report, at: int, steps: int, words: Phrase) -> Report:
    """One of several steps, in percent of all of them."""

    def report_part(done: int, total: int, note: Phrase = NOTHING) -> None:
        report((100 * at + 100 * done // max(total, 1)) // steps, 100, note if note != NOTHING else words)

    return report_part


def _backups_holding(tx: Transaction, deletion: Deletion) -> list[BackupNote]:
    """A study's patient may still be here: then every backup from before the deletion holds it."""
    until = deletion.deleted_at.isoformat()
    return [one for one in backup.backups_holding(tx, deletion.patient) if one.made_at <= until]


def _refuse_unknown(tx: Transaction, patient: str) -> None:
    if patients.get(tx, patient) is None:
        raise WorkstationError(say("This patient is not in the vault."), say("Look in the worklist."))


def _patient_of(tx: Transaction, study: str) -> str:
    found = studies.get_study(tx, study)
    if found is None:
        raise WorkstationError(say("This study is not in the vault."), say("Look in the worklist."))
    return found.patient
