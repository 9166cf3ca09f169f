"""A backup is of one moment, copies once what does not change, and makes the same vault again elsewhere."""

from __future__ import annotations

from app.domain.patient import Deed
from app.domain.words import NOTHING, Phrase
from app.domain.work import quietly
from app.services import unlocking
from app.store import backup, backup_list, patients
from tests.unit.services.ward import WORDS, Ward, restored


def test_a_backup_makes_the_same_vault_again(ward: Ward) -> None:
    ward.bring("eve", 12)
    before = ward.contents()
    note = ward.back_up()
    ward.bring("late")
    found, said = restored(ward)
    assert found == before
    assert found != ward.contents()  # the control: what came later is not in it
    assert (said.name, said.losses) == (note.name, ())
    assert len([name for name in found if not name.startswith("table")]) == 12


def test_volumes_that_did_not_change_are_copied_once(ward: Ward) -> None:
    ward.bring("eve", 20)
    first = ward.back_up()
    assert len(ward.copies()) == 4
    full = {name: (ward.home / "volumes" / name).stat().st_ino for name in ward.copies()[:-1]}
    ward.bring("late", 1)
    second = ward.back_up()
    assert second.copied_bytes < first.copied_bytes * 0.7
    assert second.size_bytes > first.size_bytes
    assert {name: (ward.home / "volumes" / name).stat().st_ino for name in full} == full
    assert len(ward.copies()) == 5
    third = ward.back_up()
    assert len(ward.copies()) == 5
    records = next(file.size for file in backup_list.listings(ward.home)[0].files if file.target == "records.db")
    assert third.copied_bytes < records + 20_000


def test_work_goes_on_while_a_backup_is_made_and_the_backup_is_of_one_moment(ward: Ward) -> None:
    """What is imported and deleted meanwhile is wholly in it or not at all."""
    gone = ward.bring("gone", 12)
    seen: list[Phrase] = []
    moment: dict[str, str] = {}

    def meanwhile(done: int, total: int, note: Phrase = NOTHING) -> None:  # noqa: ARG001 - the form of a report
        if not seen:
            ward.bring("meanwhile", 8)
            with ward.store.transaction(Deed(ward.opened.principal, "delete patient", ("gone",))) as tx:
                patients.delete(tx, "gone")
        seen.append(note)

    moment = ward.contents()
    note = ward.backing_up.create(ward.opened.principal, meanwhile)
    assert {str(one) for one in seen} >= {"Copying the records", "Copying volume 1", "Checking the copy of volume 1"}
    assert restored(ward)[0] == moment
    assert set(gone).isdisjoint(ward.store.objects.ids())  # what was deleted meanwhile is deleted after it
    with ward.store.transaction(Deed(ward.opened.principal, "list backups")) as tx:
        assert [held.patient for held in backup.all(tx)[0].held] == ["gone"]
        assert backup.backups_holding(tx, "meanwhile") == ()
    assert note.name == backup_list.names(ward.home)[-1]


def test_the_vault_is_as_it_was_after_a_backup(ward: Ward) -> None:
    ward.bring("eve", 12)
    ward.back_up()
    assert ward.store.check() == []
    folder = ward.store.folder
    unlocking.lock(ward.opened)
    again = unlocking.unlock(folder, "ann", WORDS)
    assert again.store.alarms == ()
    unlocking.lock(again)


def test_a_volume_that_was_written_anew_is_copied_again_and_comes_back_under_its_new_name(ward: Ward) -> None:
    """As erasing does: the older backup keeps the older edition."""
    ward.bring("eve", 6)
    before = ward.contents()
    old = ward.back_up().name
    ward.store.renew_volume(1, quietly)
    new = ward.back_up().name
    assert [name[:5] for name in ward.copies()] == ["0001-", "0001-"]
    targets = {file.target for one in backup_list.listings(ward.home) for file in one.files}
    assert {"volumes/0001.db", "volumes/0001.2.db"} <= targets
    for name in (old, new):
        assert ward.backing_up.verify(ward.opened.principal, name, quietly) == ()
        assert restored(ward, name)[0] == before
