"""The vault knows its backups, and whom they still hold."""

from __future__ import annotations

from app.domain.patient import Deed, Patient, Principal, Role
from app.store import backup, patients
from app.store.backup import BackupNote
from app.store.database import Store

ANN = Principal("ann", Role.ADMINISTRATOR)


def a_note(store: Store, name: str) -> BackupNote:
    """As if a backup had been made now."""
    writes = store.head().writes
    note = BackupNote(name, "/media/disk", "2026-01-01T12:00:00+00:00", "2026-01-01T12:00:00+00:00", writes, 9, 9, "d")
    with store.transaction(Deed(ANN, "keep backup")) as tx:
        backup.put(tx, note)
    return note


def a_patient(store: Store, name: str) -> str:
    with store.transaction(Deed(ANN, "import")) as tx:
        patients.put(tx, Patient(name, name.upper(), f"{name}^Test", None, "F"))
    return name


def names_holding(store: Store, patient: str) -> list[str]:
    with store.transaction(Deed(ANN, "list backups")) as tx:
        return [note.name for note in backup.backups_holding(tx, patient)]


def test_a_backup_holds_who_was_there_and_nobody_who_came_later(store: Store) -> None:
    a_patient(store, "early")
    a_note(store, "first")
    a_patient(store, "late")
    a_note(store, "second")
    assert names_holding(store, "early") == ["second", "first"]
    assert names_holding(store, "late") == ["second"]
    assert names_holding(store, "nobody") == []


def test_who_was_deleted_is_known_to_be_in_the_older_backups_until_they_go(store: Store) -> None:
    a_patient(store, "early")
    a_note(store, "first")
    a_patient(store, "late")
    for name in ("early", "late"):
        with store.transaction(Deed(ANN, "delete patient", (name,))) as tx:
            patients.delete(tx, name)
    a_note(store, "second")
    assert names_holding(store, "early") == ["first"]
    assert names_holding(store, "late") == []
    with store.transaction(Deed(ANN, "list backups")) as tx:
        assert [[held.patient for held in note.held] for note in backup.all(tx)] == [[], ["early"]]
        backup.remove(tx, "first")
    assert names_holding(store, "early") == []


def test_who_went_while_a_backup_was_being_made_is_in_it(store: Store) -> None:
    a_patient(store, "early")
    moment = store.head().writes
    with store.transaction(Deed(ANN, "delete patient", ("early",))) as tx:
        patients.delete(tx, "early")
    a_patient(store, "late")
    with store.transaction(Deed(ANN, "keep backup")) as tx:
        backup.put(tx, BackupNote("first", "/media/disk", "", "", moment, 9, 9, "d"))
    assert names_holding(store, "early") == ["first"]
    assert names_holding(store, "late") == []
    a_patient(store, "early")  # comes again
    with store.transaction(Deed(ANN, "list backups")) as tx:
        assert backup.all(tx)[0].held == ()
    assert names_holding(store, "early") == ["first"]


def test_a_patient_who_was_changed_is_still_the_one_who_came_first(store: Store) -> None:
    a_patient(store, "early")
    a_note(store, "first")
    with store.transaction(Deed(ANN, "import")) as tx:
        patients.put(tx, Patient("early", "NEW", "Another^Name", None, "F"))
    assert names_holding(store, "early") == ["first"]
