"""The keys change while work goes on; at every moment one keyring and one file belong together."""

import os
import shutil
import subprocess
import sys
import threading
import time
from pathlib import Path
from typing import NamedTuple

import pytest
import sqlcipher3

from app.domain.errors import WorkstationError
from app.domain.patient import Deed, Patient, Principal, Role
from app.domain.study import Instance, Series, Study
from app.sealed import connect
from app.services import unlocking
from app.services.people import People
from app.services.unlocking import Opened
from app.store import keyring, patients, studies
from app.store.keyring import Cost

ROOT = Path(__file__).resolve().parents[3]


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
    done: list[str] = []
    stop = threading.Event()

    def work() -> None:
        while not stop.is_set():
            name = f"p{len(done)}"
            opened.store.objects.put_many([os.urandom(1000)])
            put_patient(opened, name)
            done.append(name)

    worker = threading.Thread(target=work)
    worker.start()
    for _ in range(5):
        People(opened.store, cheap).change_keys(opened.principal)
    stop.set()
    worker.join(20)
    assert len(done) > 5
    assert names(opened) == set(done)
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

    for place in ("app.store.keyring.write_next", "app.store.rotation.put_in_place"):
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
TRIALS = int(os.environ.get("AEGLE_KILLS", "10"))


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
