"""The keys change while work goes on; at every moment one keyring and one file belong together."""

import os
import shutil
import subprocess
import sys
import threading
import time
from contextlib import suppress
from pathlib import Path
from typing import Any, NamedTuple

import pytest
import sqlcipher3

from app.domain.errors import Cancelled, WorkstationError
from app.domain.patient import Deed, Patient, Principal, Role
from app.domain.study import Instance, Series, Study
from app.domain.words import NOTHING, Phrase
from app.sealed import PAGE_BYTES, connect
from app.services import unlocking
from app.services.people import People
from app.services.unlocking import Opened
from app.store import audit, keyring, patients, rotation, settings, studies
from app.store.keyring import Cost

ROOT = Path(__file__).resolve().parents[3]
TRIALS = int(os.environ.get("AEGLE_TRIALS", "8"))


def put_patient(opened: Opened, name: str) -> None:
    with opened.store.transaction(Deed(opened.principal, "import", (name,))) as tx:
        patients.put(tx, Patient(name, name, "", None, ""))


def put_original(opened: Opened, name: str) -> str:
    [kept] = opened.store.objects.put_many([b"an original"])
    with opened.store.transaction(Deed(opened.principal, "import", (name,))) as tx:
        patients.put(tx, Patient(name, name, "", None, ""))
        studies.put_study(tx, Study(name, name, "", "", None))
        studies.put_series(tx, Series(name, name, "CT", "", "", 1, "", 0))
        studies.put_instance(tx, Instance(name, name, "", "", 1, 1, 1, 1, kept, "d"))
    return kept


def names(opened: Opened) -> set[str]:
    with opened.store.transaction(Deed(opened.principal, "list patients")) as tx:
        return {row.patient.id for row in patients.rows(tx, "", "")}


def test_every_slot_opens_the_new_key_and_the_old_one_opens_nothing(opened: Opened, cheap: Cost) -> None:
    folder, people = opened.store.folder, People(opened.store, cheap)
    people.add(opened.principal, "bob", Role.READER, "battery staple")
    code = people.new_recovery_code(opened.principal)
    kept = put_original(opened, "before")
    with opened.store.borrowed_key() as key:
        old = bytearray(key)
    people.change_keys(opened.principal)
    # the vault stays open and whole
    assert opened.store.objects.get(kept) == b"an original"
    later = put_original(opened, "after")
    assert unlocking.check(opened) == ()
    unlocking.lock(opened)
    with pytest.raises(sqlcipher3.DatabaseError):
        connect(folder / "records.db", old)
    assert not list(folder.glob("*next*"))
    for user, words in (("ann", "correct horse"), ("bob", "battery staple")):
        again = unlocking.unlock(folder, user, words)
        assert again.store.alarms == ()
        assert names(again) == {"before", "after"}
        assert again.store.objects.get(kept) == b"an original"
        assert again.store.objects.get(later) == b"an original"
        unlocking.lock(again)
    unlocking.lock(unlocking.recover(folder, "ann", code, "a wholly new passphrase", cheap))


def test_work_goes_on_meanwhile(opened: Opened, cheap: Cost) -> None:
    put: list[str] = []
    stop = threading.Event()

    def work() -> None:
        while not stop.is_set():
            name = f"p{len(put)}"
            opened.store.objects.put_many([os.urandom(1000)])
            put_patient(opened, name)
            put.append(name)

    def in_the_midst(done: int, total: int, note: Phrase = NOTHING) -> None:
        """Between two batches of pages: however slow the computer is, work gets its turn before the copy goes on."""
        del done, total, note
        before, until = len(put), time.monotonic() + 20
        while len(put) < before + 2 and time.monotonic() < until:
            time.sleep(0.001)
        meanwhile.append(len(put) - before)

    meanwhile: list[int] = []
    worker = threading.Thread(target=work)
    worker.start()
    for _ in range(5):
        People(opened.store, cheap).change_keys(opened.principal, in_the_midst)
    stop.set()
    worker.join(20)
    assert len(put) > 5
    assert len(meanwhile) >= 5
    assert min(meanwhile) >= 2
    assert names(opened) == set(put)
    assert unlocking.check(opened) == ()


class Usage(NamedTuple):
    total: int = 10**9
    used: int = 10**9
    free: int = 1000


def test_without_room_nothing_is_begun(opened: Opened, cheap: Cost, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(shutil, "disk_usage", lambda _path: Usage())
    before = (opened.store.folder / "keyring.json").read_bytes()
    with pytest.raises(WorkstationError, match="free space"):
        People(opened.store, cheap).change_keys(opened.principal)
    assert (opened.store.folder / "keyring.json").read_bytes() == before
    put_patient(opened, "still open")


def test_only_an_administrator_changes_the_keys(opened: Opened, cheap: Cost) -> None:
    for role in (Role.READER, Role.CLINICIAN, Role.RESEARCHER):
        with pytest.raises(WorkstationError, match="for administrators"):
            People(opened.store, cheap).change_keys(Principal("bob", role))


def test_a_step_that_fails_leaves_the_vault_under_the_old_key(
    opened: Opened, cheap: Cost, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(*_given: object) -> None:
        raise OSError(28, "No space left on device")

    for place in ("app.store.keyring.write_next", "app.store.rotation.Copy.put_in_place"):
        with monkeypatch.context() as patched:
            patched.setattr(place, fail)
            with pytest.raises(WorkstationError, match="disk is full"):
                People(opened.store, cheap).change_keys(opened.principal)
        put_patient(opened, place)
        assert not list(opened.store.folder.glob("*next*"))
    unlocking.lock(opened)
    again = unlocking.unlock(opened.store.folder, None, "correct horse")
    assert len(names(again)) == 2
    unlocking.lock(again)


def fill(opened: Opened) -> None:
    """Some 130 pages of records."""
    put_patient(opened, "p0")
    with opened.store.transaction(Deed(opened.principal, "import")) as tx:
        for number in range(130):
            settings.put(tx, "ann", f"noise {number}", os.urandom(7000).hex())
    # what is in the log is taken over at a lock; pages are copied from the file
    opened.store._take_over()


def pages_of(folder: Path) -> int:
    return (folder / "records.db").stat().st_size // PAGE_BYTES


class Stopped:
    """A report that stops the work after so many pages."""

    def __init__(self, after: int = 10**9) -> None:
        self.after = after
        self.copied = 0

    def __call__(self, done: int, total: int, note: Phrase = NOTHING) -> None:  # noqa: ARG002 - the form of a report
        assert 0 < done <= total
        self.copied = done
        if done >= self.after:
            raise Cancelled


def test_a_change_that_was_stopped_goes_on_where_it_was(
    opened: Opened, cheap: Cost, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(rotation, "BATCH_PAGES", 8)
    fill(opened)
    folder, people = opened.store.folder, People(opened.store, cheap)
    total = pages_of(folder)
    assert people.unfinished_keys() is None
    with pytest.raises(Cancelled):
        people.change_keys(opened.principal, Stopped(total * 3 // 4))
    left = people.unfinished_keys()
    assert left is not None
    assert 0.7 < left < 0.85
    # meanwhile somebody comes, something is stored, the vault is locked and opened
    people.add(opened.principal, "bob", Role.READER, "battery staple")
    put_patient(opened, "meanwhile")
    unlocking.lock(opened)
    again = unlocking.unlock(folder, None, "correct horse")
    seen = Stopped()
    People(again.store, cheap).change_keys(again.principal, seen)
    # a quarter was left, and the few pages that changed since
    assert seen.copied < total // 2
    assert names(again) >= {"meanwhile", "p0"}
    assert unlocking.check(again) == ()
    assert not list(folder.glob("*next*"))
    unlocking.lock(again)
    for user, words in (("ann", "correct horse"), ("bob", "battery staple")):
        unlocking.lock(unlocking.unlock(folder, user, words))


def test_the_entry_of_the_change_is_in_the_file_that_holds(opened: Opened, cheap: Cost) -> None:
    People(opened.store, cheap).change_keys(opened.principal)
    with opened.store.transaction(Deed(opened.principal, "verify audit trail")) as tx:
        verbs = [one["verb"] for one in audit.chained(tx)]
        assert opened.store.prove(tx)[0].wrong == []
    assert verbs[-2:] == ["begin changing keys", "change keys"]


def test_what_is_stored_after_it_lies_under_a_key_that_nobody_had_before(opened: Opened, cheap: Cost) -> None:
    before = put_original(opened, "before")
    People(opened.store, cheap).change_keys(opened.principal)
    after = put_original(opened, "after")
    assert (before[:4], after[:4]) == ("0001", "0002")
    assert opened.store.objects.get(before) == opened.store.objects.get(after) == b"an original"


def test_a_copy_begun_under_another_key_or_spoilt_is_begun_anew(
    opened: Opened, cheap: Cost, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(rotation, "BATCH_PAGES", 8)
    fill(opened)
    folder, people = opened.store.folder, People(opened.store, cheap)
    for harm in (
        lambda: (folder / rotation.ENDS).write_bytes(os.urandom(500)),
        lambda: (folder / rotation.ENDS).write_bytes(b""),
        lambda: (folder / keyring.RECORDS_NEXT).unlink(),
    ):
        with pytest.raises(Cancelled):
            people.change_keys(opened.principal, Stopped(40))
        harm()
        people.change_keys(opened.principal)
        assert unlocking.check(opened) == ()
        assert not list(folder.glob("*next*"))


def test_a_copy_that_was_changed_does_not_pass_its_check(
    opened: Opened, cheap: Cost, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(rotation, "BATCH_PAGES", 8)
    fill(opened)
    folder, people = opened.store.folder, People(opened.store, cheap)
    with pytest.raises(Cancelled):
        people.change_keys(opened.principal, Stopped(40))
    data = bytearray((folder / keyring.RECORDS_NEXT).read_bytes())
    data[30 * PAGE_BYTES + 5] ^= 1
    (folder / keyring.RECORDS_NEXT).write_bytes(data)
    with pytest.raises(WorkstationError, match=r"records\.next\.db is damaged"):
        people.change_keys(opened.principal)
    assert not list(folder.glob("*next*"))
    assert unlocking.check(opened) == ()
    people.change_keys(opened.principal)


@pytest.mark.skipif(os.name == "nt", reason="forks")
def test_killed_at_every_step_it_goes_on_and_ends_whole(
    opened: Opened, cheap: Cost, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(rotation, "BATCH_PAGES", 16)
    fill(opened)
    folder = opened.store.folder
    unlocking.lock(opened)
    seen, went_on, step = [], 0, 1
    stride = max(1, 75 // TRIALS)
    env = {**os.environ, "PYTHONPATH": str(ROOT)}
    command = [sys.executable, str(Path(__file__).with_name("dying_rotation.py")), str(folder)]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, env=env) as dying:
        assert dying.stdin is not None
        assert dying.stdout is not None
        while "done" not in seen:
            dying.stdin.write(f"{step}\n")
            dying.stdin.flush()
            seen.append(dying.stdout.readline().strip())
            again = unlocking.unlock(folder, None, "correct horse")
            assert again.store.alarms == ()
            assert {f"before step {step}", "p0"} <= names(again)
            people, report = People(again.store, cheap), Stopped()
            left = people.unfinished_keys()
            if left is not None:
                people.change_keys(again.principal, report)
                # what was on the disk is not copied again, but for the pages that changed since
                assert report.copied <= pages_of(folder) * (1 - left) + 60
                went_on += left > 0.5
            assert unlocking.check(again) == ()
            assert not list(folder.glob("*next*"))
            unlocking.lock(again)
            step += stride
        dying.stdin.close()
    assert seen.count("died") >= 3
    assert went_on > 0, "no trial was killed in the middle: the test shows nothing"


_WORK = """
import itertools, sys
from pathlib import Path
from app.domain.patient import Deed, Patient
from app.services import unlocking
from app.services.people import People
from app.store import patients
from app.store.keyring import Cost
opened = unlocking.unlock(Path(sys.argv[1]), None, "correct horse")
people = People(opened.store, Cost(64, 1, 1))
for number in itertools.count(int(sys.argv[2]) * 10**6):
    with opened.store.transaction(Deed(opened.principal, "import", (str(number),))) as tx:
        patients.put(tx, Patient(str(number), str(number), "", None, ""))
    print(number, flush=True)
    people.change_keys(opened.principal)
"""


def test_killed_at_any_moment_the_vault_opens_with_all_that_was_done(opened: Opened) -> None:
    folder = opened.store.folder
    unlocking.lock(opened)
    said: set[str] = set()
    halves = 0
    for trial in range(TRIALS):
        with subprocess.Popen(
            [sys.executable, "-c", _WORK, str(folder), str(trial)],
            stdout=subprocess.PIPE,
            text=True,
            env={**os.environ, "PYTHONPATH": str(ROOT)},
        ) as process:
            assert process.stdout
            said.add(process.stdout.readline().strip())
            time.sleep((trial * 37 % 100) / 400)
            process.kill()
            said.update(line.strip() for line in process.stdout if line.endswith("\n"))
        halves += (folder / keyring.NEXT).exists() or bool(list(folder.glob("records.next.db*")))
        again = unlocking.unlock(folder, None, "correct horse")
        assert again.store.alarms == ()
        assert names(again) >= said
        assert unlocking.check(again) == ()
        unlocking.lock(again)
    assert len(said) >= TRIALS
    assert halves > 0, "no trial was killed in the middle: the test shows nothing"


@pytest.mark.parametrize("times", [1, 2])
def test_a_disk_that_is_full_after_the_last_step_takes_nothing_back(
    opened: Opened, cheap: Cost, monkeypatch: pytest.MonkeyPatch, times: int
) -> None:
    """The records are in place under the new key: with the old keyring nobody would open them any more."""
    failed: list[int] = []

    def full(*given: Any, **more: Any) -> sqlcipher3.Connection:
        if len(failed) < times:
            failed.append(1)
            raise sqlcipher3.OperationalError("disk I/O error")
        return connect(*given, **more)

    put_patient(opened, "before")
    monkeypatch.setattr("app.store.database.connect", full)
    with suppress(sqlcipher3.OperationalError):  # while the disk is full deeds are refused; then they are not
        People(opened.store, cheap).change_keys(opened.principal)
        put_patient(opened, "after")
    put_patient(opened, "later")
    assert len(failed) == times
    unlocking.lock(opened)
    again = unlocking.unlock(opened.store.folder, None, "correct horse")
    assert again.store.alarms == ()
    assert names(again) >= {"before", "later"}
    assert unlocking.check(again) == ()
    unlocking.lock(again)
