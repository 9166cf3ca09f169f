"""Deleted: the rows are gone. Erased: no key that is left reads what is left on the disk."""

from __future__ import annotations

import hashlib
import os
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

import pytest

from app.domain.codes import Coding
from app.domain.errors import Cancelled, WorkstationError
from app.domain.patient import Changes, Deed, Patient, Principal, Role
from app.domain.record import Observation
from app.domain.study import Instance, Series, Study
from app.domain.words import NOTHING, Phrase
from app.domain.work import quietly
from app.services import unlocking
from app.services.auditing import Auditing
from app.services.deleting import Deleting
from app.services.news import News
from app.services.people import People
from app.services.settings import Place, Settings
from app.services.unlocking import Opened
from app.services.worklist import Worklist
from app.store import keyring, patients, records, studies, trouble
from app.store.database import Store
from app.store.doubts import Doubt
from app.store.keyring import Cost
from app.store.objects import VolumeRow
from app.store.wrapping import unwrap
from tests.raw_pages import holds, volume_keys

SAID = b"ZQXJVERAKEPT"
NAME = SAID + b"^Namegone"
INDEXED = b"namegone"
PIXELS = b"ZQXJPIXELS"


def original(patient: str) -> bytes:
    """60 KB that begin with the marker and cannot be guessed."""
    return (PIXELS + patient.encode()).ljust(40, b"!") + hashlib.shake_256(patient.encode()).digest(60_000)


def put_patient(opened: Opened, patient: str) -> str:
    [kept] = opened.store.objects.put_many([original(patient)])
    with opened.store.transaction(Deed(opened.principal, "import", (patient,))) as tx:
        patients.put(tx, Patient(patient, patient, f"{SAID.decode()}^Name{patient}", None, ""))
        studies.put_study(tx, Study(f"s{patient}", patient, "", f"{SAID.decode()} study", None))
        studies.put_series(tx, Series(f"e{patient}", f"s{patient}", "CT", "", "", 1, "", 0))
        studies.put_instance(tx, Instance(f"i{patient}", f"e{patient}", "", "", 1, 1, 1, 1, kept, patient))
        fact = Observation(f"o{patient}", patient, Coding("", "", "LDL"), f"{SAID.decode()} high", None, (None, None))
        records.put_facts(tx, [fact])
    return kept


@pytest.fixture
def deleting(opened: Opened, cheap: Cost) -> Deleting:
    return Deleting(opened.store, People(opened.store, cheap), News())


def files(folder: Path) -> Iterator[Path]:
    return (path for path in folder.rglob("*") if path.is_file() and not path.name.endswith("-shm"))


def names_of_volumes(opened: Opened) -> set[str]:
    return {path.name for path in (opened.store.folder / "volumes").glob("*.db")}


def test_what_is_left_of_an_erased_patient_cannot_be_read_with_any_key(
    opened: Opened, cheap: Cost, deleting: Deleting, tmp_path: Path
) -> None:
    """The master key is kept, a copy of everything too: as if somebody had taken the disk's old blocks."""
    folder = opened.store.folder
    People(opened.store, cheap).add(opened.principal, "bob", Role.READER, "battery staple")
    put_patient(opened, "gone")
    kept = put_patient(opened, "stays")
    with opened.store.borrowed_key() as key:
        before = bytes(key)
    opened.store._take_over()
    old = Path(shutil.copytree(folder, tmp_path / "old blocks"))
    objects = opened.store.objects
    volume_key = bytes(unwrap(objects._key, objects._rows[1].key, b"volume 1"))

    # control: with the master key the patient is found, in the records and by way of the volume's key
    for said in (NAME, INDEXED):
        assert holds(folder / "records.db", before, said)
    assert holds(folder / "volumes" / "0001.db-wal", volume_key, PIXELS + b"gone")

    deleting.delete_patient(opened.principal, "gone", "asked for it")
    for path in files(folder):  # deleted: no page says it any more, freed ones and logs neither
        for said in (NAME, INDEXED):
            assert not holds(path, before, said)
        assert not holds(path, volume_key, PIXELS + b"gone")
    # control: deleted is not erased, the key to the old blocks is still to be had
    assert volume_keys(folder, before, (1,)) == {volume_key}
    assert deleting.waiting(opened.principal).deletions[0].about == "gone"

    assert deleting.erase(opened.principal, quietly) == 1
    with opened.store.borrowed_key() as key:
        after = bytes(key)
    assert after != before
    assert names_of_volumes(opened) == {"0001.2.db"}
    assert volume_keys(folder, before, (1,)) == set()
    live = volume_keys(folder, after, (1,))
    assert len(live) == 1
    assert volume_key not in live
    # neither generation of the keyring gives the old master key, to nobody
    for name in ("keyring.json", "keyring.before.json"):
        ring = keyring.read_file(folder / name)
        for user, words in (("ann", "correct horse"), ("bob", "battery staple")):
            assert keyring.open_slot(ring, user, words) == after
    for path in files(folder):
        assert volume_key not in path.read_bytes()
        assert before not in path.read_bytes()
        for one in (before, after, volume_key, *live):
            assert not holds(path, one, NAME)
            assert not holds(path, one, INDEXED)
            assert not holds(path, one, PIXELS + b"gone")
    # and no key that is left reads the old blocks
    for path in files(old):
        for one in (after, *live):
            assert not holds(path, one, SAID)
            assert not holds(path, one, PIXELS)
    # who stays is whole
    assert opened.store.objects.get(kept) == original("stays")
    assert holds(folder / "records.db", after, SAID + b"^Namestays")
    assert unlocking.check(opened) == ()
    unlocking.lock(opened)
    again = unlocking.unlock(folder, "bob", "battery staple")
    assert again.store.alarms == ()
    assert again.store.objects.get(kept) == original("stays")
    unlocking.lock(again)


def test_a_study_goes_its_patient_stays(opened: Opened, deleting: Deleting) -> None:
    told: list[Changes] = []
    news = News()
    news.subscribe(told.append)
    kept = put_patient(opened, "p")
    Settings(opened.store).keep_place(opened.principal, Place("viewer", "p", "ep", (("note", "half written"),)))
    goes = deleting.what_goes(opened.principal, study="sp")
    assert (goes.extent.studies, goes.extent.instances, goes.extent.facts) == (1, 1, 0)
    Deleting(opened.store, People(opened.store), news).delete_study(opened.principal, "sp", "wrong patient")
    assert told[0].ids("study") == ("sp",)
    worklist = Worklist(opened.store, News())
    assert worklist.studies(opened.principal) == ()
    assert [row.patient.id for row in worklist.patients(opened.principal)] == ["p"]
    assert Settings(opened.store).place(opened.principal) == Place()
    with pytest.raises(WorkstationError, match="not in its volumes"):
        opened.store.objects.get(kept)
    [waits] = deleting.waiting(opened.principal).deletions
    assert (waits.kind, waits.about, waits.patient, waits.deleted_by) == ("study", "sp", "p", "ann")
    entry = Auditing(opened.store).entries(opened.principal, about="sp")[0]
    assert (entry.verb, entry.why) == ("delete study", "wrong patient")
    assert unlocking.check(opened) == ()
    with pytest.raises(WorkstationError, match="not in the vault"):
        deleting.delete_study(opened.principal, "sp", "again")


def test_what_goes_is_counted_before(opened: Opened, deleting: Deleting) -> None:
    put_patient(opened, "p")
    goes = deleting.what_goes(opened.principal, "p").extent
    assert (goes.studies, goes.instances, goes.facts, goes.findings, goes.predictions) == (1, 1, 1, 0, 0)
    for about in ({"patient": "nobody"}, {"study": "none"}):
        with pytest.raises(WorkstationError, match="not in the vault"):
            deleting.what_goes(opened.principal, **about)


def test_erasing_stops_at_a_safe_point_and_goes_on(
    opened: Opened, deleting: Deleting, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(opened.store.objects, "_volume_bytes", 1)  # a volume for each original
    kept = [put_patient(opened, f"p{n}") for n in range(4)]
    for n in range(3):
        deleting.delete_patient(opened.principal, f"p{n}", "asked")

    def stop(done: int, total: int, note: Phrase = NOTHING) -> None:
        quietly(done, total)
        if "volume 2" in str(note):
            raise Cancelled

    with pytest.raises(Cancelled):
        deleting.erase(opened.principal, stop)
    assert names_of_volumes(opened) == {"0001.2.db", "0002.db", "0003.db", "0004.db"}
    waiting = deleting.waiting(opened.principal)
    assert (len(waiting.deletions), waiting.is_begun, waiting.has_room) == (3, True, True)
    seen: list[tuple[int, str]] = []
    assert deleting.erase(opened.principal, lambda done, _total, note=NOTHING: seen.append((done, str(note)))) == 3
    assert [done for done, _ in seen] == sorted(done for done, _ in seen)
    assert {note for _, note in seen} == {
        "Writing volume 1 of 2 anew",
        "Writing volume 2 of 2 anew",
        "Writing the records anew",
    }
    assert names_of_volumes(opened) == {"0001.2.db", "0002.2.db", "0003.2.db", "0004.db"}
    assert deleting.waiting(opened.principal).deletions == ()
    assert not deleting.waiting(opened.principal).is_begun
    assert opened.store.objects.get(kept[3]) == original("p3")
    with pytest.raises(WorkstationError, match="Nothing that was deleted"):
        deleting.erase(opened.principal, quietly)


def test_what_is_deleted_while_erasing_waits_for_the_next_time(opened: Opened, deleting: Deleting) -> None:
    for name in ("p", "q"):
        put_patient(opened, name)
    deleting.delete_patient(opened.principal, "p", "asked")
    later: list[str] = ["q"]

    def meanwhile(done: int, total: int, note: Phrase = NOTHING) -> None:
        quietly(done, total)
        if "records" in str(note) and later:
            deleting.delete_patient(opened.principal, later.pop(), "asked too")

    assert deleting.erase(opened.principal, meanwhile) == 1
    assert [one.about for one in deleting.waiting(opened.principal).deletions] == ["q"]
    assert deleting.erase(opened.principal, quietly) == 1
    assert names_of_volumes(opened) == {"0001.3.db"}


class Usage(NamedTuple):
    total: int = 10**9
    used: int = 10**9
    free: int = 1000


def test_without_room_it_stays_deleted_and_says_what_is_missing(
    opened: Opened, deleting: Deleting, monkeypatch: pytest.MonkeyPatch
) -> None:
    put_patient(opened, "p")
    deleting.delete_patient(opened.principal, "p", "asked")
    with monkeypatch.context() as full:
        full.setattr(shutil, "disk_usage", lambda _path: Usage())
        assert not deleting.waiting(opened.principal).has_room
        with pytest.raises(WorkstationError, match="Erasing needs 17 MiB of free space"):
            deleting.erase(opened.principal, quietly)
    assert len(deleting.waiting(opened.principal).deletions) == 1
    assert deleting.erase(opened.principal, quietly) == 1


def test_an_original_that_is_damaged_is_not_left_out_in_silence(opened: Opened, deleting: Deleting) -> None:
    put_patient(opened, "gone")
    put_patient(opened, "stays")
    deleting.delete_patient(opened.principal, "gone", "asked")
    folder = opened.store.folder
    unlocking.lock(opened)
    path = folder / "volumes" / "0001.db"
    data = bytearray(path.read_bytes())
    at = data.index(bytes(data[-16384 * 3 :][:64]))
    data[at] ^= 1
    path.write_bytes(data)
    again = unlocking.unlock(folder, None, "correct horse")
    erasing = Deleting(again.store, People(again.store), News())
    with pytest.raises(WorkstationError, match="damaged"):
        erasing.erase(again.principal, quietly)
    assert names_of_volumes(again) == {"0001.db"}
    unlocking.lock(again)


def test_a_volume_without_its_file_does_not_keep_the_rest_from_being_erased(opened: Opened, deleting: Deleting) -> None:
    """A crash may have come between a volume's row and its file."""
    put_patient(opened, "p")
    opened.store._add_volume(2, os.urandom(76))
    opened.store._keep_book("UPDATE volumes SET unclean = 1 WHERE number = :number", [{"number": 2}])
    opened.store.objects._rows[2] = VolumeRow(2, b"", is_full=False)
    deleting.delete_patient(opened.principal, "p", "asked")
    assert deleting.waiting(opened.principal).has_room
    assert deleting.erase(opened.principal, quietly) == 1
    assert names_of_volumes(opened) == {"0001.2.db"}


def test_only_an_administrator_deletes_and_erases(opened: Opened, deleting: Deleting) -> None:
    put_patient(opened, "p")
    for role in (Role.READER, Role.CLINICIAN, Role.RESEARCHER):
        bob = Principal("bob", role)
        assert deleting.waiting(bob).deletions == ()  # that something waits everybody may know
        for deed in (
            lambda bob=bob: deleting.delete_patient(bob, "p", "why"),
            lambda bob=bob: deleting.delete_study(bob, "sp", "why"),
            lambda bob=bob: deleting.what_goes(bob, "p"),
            lambda bob=bob: deleting.erase(bob, quietly),
        ):
            with pytest.raises(WorkstationError, match="for administrators"):
                deed()


def test_the_place_a_file_lies_at_after_a_crash_is_made_good(opened: Opened) -> None:
    """A file of a volume written anew that was not put in place goes; where the one that holds is missing, it stays."""
    put_patient(opened, "p")
    folder = opened.store.folder
    unlocking.lock(opened)
    left = folder / "volumes" / "0001.2.db"
    shutil.copyfile(folder / "volumes" / "0001.db", left)
    unlocking.lock(unlocking.unlock(folder, None, "correct horse"))
    assert not left.exists()
    shutil.move(folder / "volumes" / "0001.db", left)
    with pytest.raises(Doubt, match=r"volumes/0001.db is missing or cut"):
        unlocking.unlock(folder, None, "correct horse")
    again = unlocking.unlock(folder, None, "correct horse", despite=True)
    assert again.store.alarms != ()
    unlocking.lock(again)
    assert left.exists()


def test_the_ballast_is_there_goes_when_the_disk_is_full_and_comes_back(
    opened: Opened, monkeypatch: pytest.MonkeyPatch
) -> None:
    store: Store = opened.store
    ballast = store.folder / "ballast"
    assert ballast.stat().st_size == 16384
    tries: list[bool] = []

    def delete() -> str:
        tries.append(ballast.exists())
        if len(tries) == 1:
            raise trouble.disk_full()
        return "done"

    with monkeypatch.context() as full:
        full.setattr(shutil, "disk_usage", lambda _path: Usage())
        assert store.despite_full_disk(delete) == "done"
        assert tries == [True, False]
        with pytest.raises(WorkstationError, match="disk is full"):
            store.objects.put_many([b"more"])  # what the ballast gave is for deleting alone
    store.objects.put_many([b"more"])
    assert ballast.stat().st_size == 16384
