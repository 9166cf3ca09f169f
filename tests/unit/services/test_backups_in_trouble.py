"""Half a backup never counts; what is wrong is said in a sentence; what was there before stays whole."""

from __future__ import annotations

import hashlib
import json
import os
import random
import shutil
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import timedelta
from pathlib import Path

import pytest

from app.domain.errors import Cancelled, WorkstationError
from app.domain.patient import Principal, Role
from app.domain.words import NOTHING, Phrase
from app.domain.work import quietly
from app.services import restoring, unlocking
from app.services.auditing import Auditing
from app.services.backing_up import BackingUp, BackupState, Plan
from app.services.news import News
from app.services.people import People
from app.services.restoring import Wish
from app.store import backup_list, backup_restore, database, migrate
from app.store.keyring import Cost
from tests.unit.services.ward import WORDS, Clock, Ward, restored

CHEAP = Cost(64, 1, 1)
TRIALS = int(os.environ.get("AEGLE_TRIALS", "3"))
_ANEW = 10


def state(ward: Ward) -> BackupState:
    return ward.backing_up.state(ward.opened.principal)


def tree(folder: Path) -> dict[str, str]:
    """Every file but the lock, by its digest."""
    files = (path for path in folder.rglob("*") if path.is_file() and path.name != "lock")
    return {str(path.relative_to(folder)): hashlib.sha256(path.read_bytes()).hexdigest() for path in files}


def flip(path: Path, at: int) -> None:
    data = bytearray(path.read_bytes())
    data[at] ^= 1
    path.write_bytes(data)


def copy_of(ward: Ward, number: int) -> Path:
    return next((ward.home / "volumes").glob(f"{number:04d}-*.db"))


# ---- where backups may lie


def test_a_folder_in_the_vault_or_one_that_is_not_there_is_refused(ward: Ward, tmp_path: Path) -> None:
    inside = ward.store.folder / "backups"
    inside.mkdir()
    (tmp_path / "link").symlink_to(inside)
    me = ward.opened.principal
    for folder, words in (
        (inside, "inside the vault"),
        (ward.store.folder, "inside the vault"),
        (tmp_path / "link", "inside the vault"),
        (tmp_path / "nowhere", "is not there"),
    ):
        with pytest.raises(WorkstationError, match=words):
            ward.backing_up.change_plan(me, Plan(str(folder)))
    assert state(ward).plan.folder == str(ward.folder)
    for plan in (Plan(str(ward.folder), 5, 3), Plan(str(ward.folder), 24, 0), Plan(str(ward.folder), 24, 101)):
        with pytest.raises(WorkstationError, match="4, 12, 24 or 168"):
            ward.backing_up.change_plan(me, plan)


def test_where_the_disk_is_not_connected_nothing_is_written_in_its_place(ward: Ward) -> None:
    """The empty folder on which it is mounted is there all the same."""
    ward.back_up()
    away = ward.folder.with_name("disk on the shelf")
    ward.folder.rename(away)
    ward.folder.mkdir()
    with pytest.raises(WorkstationError, match=r"is not there\. Connect its disk"):
        ward.back_up()
    assert list(ward.folder.iterdir()) == []
    assert "is not there" in str(state(ward).trouble)
    with pytest.raises(WorkstationError, match="is not there"):
        ward.backing_up.verify(ward.opened.principal, "", quietly)
    ward.folder.rmdir()
    away.rename(ward.folder)
    ward.back_up()
    assert str(state(ward).trouble) == ""
    assert len(state(ward).backups) == 2


@contextmanager
def small_disk(folder: Path, mebibytes: int) -> Iterator[Path]:
    """A disk of its own. Only root may make one."""
    folder.mkdir()
    made = subprocess.run(["mount", "-t", "tmpfs", "-o", f"size={mebibytes}m", "tmpfs", folder], check=False)
    if made.returncode:
        pytest.skip("no small disk can be mounted here")
    try:
        yield folder
    finally:
        subprocess.run(["umount", "-l", folder], check=True)


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="mounts a small disk")
def test_a_disk_that_is_full_from_the_start_or_on_the_way_is_said_and_leaves_nothing(
    ward: Ward, tmp_path: Path
) -> None:
    ward.bring("eve", 12)
    with small_disk(tmp_path / "stick", 20) as stick:
        ward.backing_up.change_plan(ward.opened.principal, Plan(str(stick), 24, 3))
        ward.folder = stick
        ward.back_up()
        before = tree(stick)
        ward.bring("late", 24)
        filler = stick / "somebody else's file"

        def fill(done: int, total: int, note: Phrase = NOTHING) -> None:  # noqa: ARG001 - the form of a report
            if not filler.exists() and str(note) == "Copying volume 4":
                with filler.open("wb") as file:
                    file.write(b"x" * (shutil.disk_usage(stick).free - 100_000))

        ward.clock.at += timedelta(hours=1)
        with pytest.raises(WorkstationError, match=r"The disk with the backups is full\. Nothing is lost"):
            ward.backing_up.create(ward.opened.principal, fill)
        with pytest.raises(WorkstationError, match=r"The backup needs \d MiB; the disk with the backups has \d left"):
            ward.back_up()
        filler.unlink()
        left = tree(stick)
        assert {name: left[name] for name in before} == before
        assert not [name for name in left if ".part" in name]
        assert len(backup_list.names(ward.home)) == 1
        subprocess.run(["mount", "-o", "remount,ro", stick], check=True)
        with pytest.raises(WorkstationError, match="cannot be read or written"):
            ward.back_up()
        # what lies where nothing can be written can still be proven and put back
        assert ward.backing_up.verify(ward.opened.principal, "", quietly) == ()
        assert restored(ward)[1].losses == ()


# ---- making one


def test_stopped_at_any_step_nothing_counts_and_what_was_finished_is_not_done_again(ward: Ward) -> None:
    ward.bring("eve", 12)
    steps = 0
    stopped = 0
    while True:
        steps += 1
        seen: list[str] = []

        def stop(done: int, total: int, note: Phrase = NOTHING) -> None:  # noqa: ARG001 - the form of a report
            seen.append(str(note))  # noqa: B023 - asked within this round
            if len(seen) == steps:  # noqa: B023
                raise Cancelled

        try:
            ward.backing_up.create(ward.opened.principal, stop)
            break
        except Cancelled:
            stopped += 1
            assert backup_list.names(ward.home) == []
            assert not list(ward.home.rglob("*.part*"))
    assert stopped > 8
    assert "Copying volume 1" not in seen  # an earlier round had finished it
    assert restored(ward)[0] == ward.contents()
    outcomes = [one.outcome for one in Auditing(ward.store).entries(ward.opened.principal, "keep backup")]
    assert outcomes.count("cancelled") == stopped
    assert outcomes.count("done") == 1


def test_a_damaged_volume_of_the_vault_makes_no_backup_unless_its_copy_is_there(ward: Ward) -> None:
    ward.bring("eve", 6)
    ward.back_up()
    ward.bring("late", 6)
    flip(ward.store.objects.path(1), 100_000)
    ward.back_up()  # its copy is there
    flip(ward.store.objects.path(2), 100_000)
    assert state(ward).backups[0].is_whole
    ward.bring("latest", 6)
    flip(ward.store.objects.path(3), 100_000)
    with pytest.raises(WorkstationError, match=r"The copy of volumes/0003\.db is not whole, so this backup does not"):
        ward.back_up()
    assert len(backup_list.names(ward.home)) == 2
    assert restored(ward)[1].losses == ()


def test_locking_ends_a_backup_under_way_without_a_false_alarm(ward: Ward) -> None:
    ward.bring("eve", 12)
    reached, errors = threading.Event(), list[BaseException]()

    def slowly(done: int, total: int, note: Phrase = NOTHING) -> None:  # noqa: ARG001 - the form of a report
        reached.set()
        time.sleep(0.05)

    def work() -> None:
        try:
            ward.backing_up.create(ward.opened.principal, slowly)
        except WorkstationError as error:
            errors.append(error)

    thread = threading.Thread(target=work)
    thread.start()
    reached.wait(10)
    folder = ward.store.folder
    unlocking.lock(ward.opened)
    thread.join(10)
    assert ["The vault is locked" in str(error) for error in errors] == [True]
    again = unlocking.unlock(folder, "ann", WORDS)
    assert again.store.alarms == ()
    unlocking.lock(again)
    assert backup_list.names(ward.home) == []


def test_a_backup_that_does_not_end_keeps_nobody_in_and_raises_no_alarm(
    ward: Ward, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Its disk hangs: the vault is locked all the same."""
    monkeypatch.setattr(database, "_STEP_S", 0.1)
    ward.bring("eve", 6)
    with ward.store.held_still():
        ward.bring("late", 6)
        folder = ward.store.folder
        unlocking.lock(ward.opened)
    again = unlocking.unlock(folder, "ann", WORDS)
    assert again.store.alarms == ()
    assert unlocking.check(again) == ()
    unlocking.lock(again)


def test_one_at_a_time_and_not_while_files_are_checked_or_keys_changed(ward: Ward) -> None:
    me = ward.opened.principal

    def meanwhile(work: Callable[[], object]) -> None:
        with pytest.raises(WorkstationError, match="has the vault's files to itself"):
            work()

    with ward.store.held_still():
        meanwhile(ward.back_up)
        meanwhile(lambda: unlocking.check(ward.opened))
        meanwhile(lambda: People(ward.store, CHEAP).change_keys(me))
    assert unlocking.check(ward.opened) == ()
    assert ward.back_up().is_whole


# ---- damaged ones


def test_what_is_lost_in_a_damaged_backup_is_named_by_patient_and_study(ward: Ward) -> None:
    me = ward.opened.principal
    ward.bring("eve", 6)
    ward.bring("bob", 6)
    whole = ward.contents()
    first = ward.back_up().name
    assert ward.backing_up.verify(me, first, quietly) == ()
    copy = copy_of(ward, 1)
    flip(copy, copy.stat().st_size // 2)
    losses = ward.backing_up.verify(me, first, quietly)
    assert losses[0] == "volumes/0001.db is damaged or missing."
    assert 1 <= len(losses) - 1 < 6
    assert all("of study 1.eve, patient MRN-eve, is damaged" in one for one in losses[1:])
    assert state(ward).backups[0].losses == losses
    assert state(ward).last is None
    with pytest.raises(WorkstationError, match=rf"{first} is damaged; among what is lost: volumes/0001.db"):
        restored(ward)
    assert not (ward.folder.parent / "elsewhere").exists()
    left, said = restored_in_part(ward)
    assert said.losses == losses
    lost = {name for name in whole if left.get(name) != whole[name]}
    assert len(lost) == len(losses) - 1
    # the next backup finds it out too, and makes another copy instead of trusting this one
    while copy_of(ward, 1).name == next(iter(sorted(path.name for path in (ward.home / "volumes").iterdir()))):
        ward.back_up()
        if len(ward.copies()) > 2:
            break
        ward.clock.at += timedelta(days=1)
    assert restored(ward)[0] == whole
    assert ward.backing_up.verify(me, first, quietly) == losses


def restored_in_part(ward: Ward) -> tuple[dict[str, str], restoring.Restored]:
    target = ward.folder.parent / "in part"
    said = restoring.restore(Wish(ward.folder, target, WORDS, takes_losses=True), quietly, CHEAP)
    store = said.opened.store
    found = {}
    for one in store.objects.ids():
        try:
            found[one] = hashlib.sha256(store.objects.get(one)).hexdigest()
        except WorkstationError:
            continue
    found |= {name: one for name, one in ward.contents().items() if name.startswith("table")}
    unlocking.lock(said.opened)
    return found, said


@pytest.mark.parametrize(
    ("name", "words", "refusal"),
    [
        ("records.db", "Without its records nothing can be restored", "records of the backup .* are damaged"),
        ("keyring.json", "Without its keyring the backup cannot be opened", "keyring of the backup .* is damaged"),
        ("backup.json", "list of its files is damaged or missing", "list of files of the backup .* is"),
        ("audit.head", "audit.head is damaged or missing", "audit.head is damaged or missing"),
    ],
)
def test_each_small_file_that_is_missing_is_said(ward: Ward, name: str, words: str, refusal: str) -> None:
    note = ward.back_up()
    assert ward.backing_up.verify(ward.opened.principal, note.name, quietly) == ()
    (ward.home / note.name / name).unlink()
    assert words.replace("\\", "") in " ".join(ward.backing_up.verify(ward.opened.principal, note.name, quietly))
    with pytest.raises(WorkstationError, match=refusal):
        restored(ward)
    assert not (ward.folder.parent / "elsewhere").exists()


def test_a_list_that_was_changed_is_refused(ward: Ward) -> None:
    """As by somebody who swaps a volume for an older one and writes its digest into the list."""
    note = ward.back_up()
    listed = ward.home / note.name / "backup.json"
    plain = json.loads(listed.read_bytes())
    plain["files"][0]["digest"] = "0" * 64
    listed.write_text(json.dumps(plain))
    assert "is not the one that was written" in ward.backing_up.verify(ward.opened.principal, "", quietly)[0]
    with pytest.raises(WorkstationError, match=r"list of files of the backup .* was changed"):
        restored(ward)
    plain["files"][0]["source"] = "../../../etc/passwd"
    listed.write_text(json.dumps(plain))
    with pytest.raises(WorkstationError, match="is damaged or missing"):
        restored(ward)


@pytest.mark.parametrize("field", ["schema", "version"])
def test_a_backup_of_a_newer_program_is_refused_and_not_one_byte_changed(ward: Ward, field: str) -> None:
    note = ward.back_up()
    listed = ward.home / note.name / "backup.json"
    plain = json.loads(listed.read_bytes())
    plain[field] = len(migrate.MIGRATIONS) + 1
    listed.write_text(json.dumps(plain))
    before = tree(ward.folder)
    with pytest.raises(WorkstationError, match=r"newer version of the workstation\. Update"):
        restored(ward)
    assert tree(ward.folder) == before


# ---- putting one back


def test_nothing_is_put_back_over_anything_and_nobody_gets_in_who_does_not_belong(ward: Ward, tmp_path: Path) -> None:
    People(ward.store, CHEAP).add(ward.opened.principal, "bob", Role.RESEARCHER, "battery staple")
    ward.back_up()
    before = tree(ward.folder)
    occupied = tmp_path / "occupied"
    occupied.mkdir()
    (occupied / "thesis.txt").write_text("ten years of work")
    target = tmp_path / "target"
    code = "0000-0000-0000-0000-0000-0000-0000-0001-01"
    for wish, words in (
        (Wish(ward.folder, occupied, WORDS), "occupied is not empty. Choose an empty or new folder"),
        (Wish(ward.folder, ward.store.folder, WORDS), "is not empty"),
        (Wish(ward.folder, ward.folder / "new", WORDS), "lies among the backups"),
        (Wish(ward.folder, target, "wrong horse"), "passphrase is not right"),
        (Wish(ward.folder, target, "a new passphrase", code="0000"), "not a recovery code"),
        (Wish(ward.folder, target, "a new passphrase", code=code), "This recovery code does not open the backup"),
        (Wish(ward.folder, target, "short", code=code), "too short"),
        (Wish(ward.folder, target, "battery staple", user="bob"), "it is for administrators"),
        (Wish(ward.folder, target, WORDS, name="20200101T000000Z"), "There is no backup 20200101T000000Z"),
        (Wish(occupied, target, WORDS), "There are no backups in"),
        (Wish(tmp_path / "nowhere", target, WORDS), "There are no backups in"),
    ):
        with pytest.raises(WorkstationError, match=words):
            restoring.restore(wish, quietly, CHEAP)
        assert not target.exists()
    assert tree(ward.folder) == before
    assert tree(occupied) == {"thesis.txt": hashlib.sha256(b"ten years of work").hexdigest()}
    assert restored(ward)[1].losses == ()  # the control


def test_the_newest_is_the_one_that_has_seen_most_whatever_the_clock_said(ward: Ward) -> None:
    ward.bring("eve")
    first = ward.back_up().name
    ward.clock.at -= timedelta(days=30)
    ward.bring("late")
    second = ward.back_up().name
    assert second < first
    found, said = restored(ward)
    assert (said.name, found) == (second, ward.contents())
    (ward.home / first / "backup.json").write_text("damaged")  # nobody knows that it is the older one
    with pytest.raises(WorkstationError, match=f"list of files of the backup {first} is damaged"):
        restored(ward)
    assert restored(ward, second)[1].losses == ()


def test_two_vaults_share_a_folder_and_each_comes_back_as_itself(ward: Ward, tmp_path: Path) -> None:
    ward.bring("eve")
    ward.back_up()
    other = unlocking.create(tmp_path / "other", "ann", WORDS, CHEAP, ward.clock)
    theirs = Ward(other, ward.folder, ward.clock, BackingUp(other.store, News(), ward.clock))
    theirs.backing_up.change_plan(other.principal, Plan(str(ward.folder), 24, 1))
    theirs.bring("adam")
    for _ in range(3):
        theirs.back_up()
    homes = sorted(ward.folder.glob("aegle-backup-*"))
    assert sorted(len(backup_list.names(home)) for home in homes) == [1, 1]
    with pytest.raises(WorkstationError, match=r"backups of 2 vaults .* Name the folder of one of them: aegle-backup-"):
        restored(ward)
    mine = next(home for home in homes if state(ward).backups[0].name in backup_list.names(home))
    said = restoring.restore(Wish(mine, tmp_path / "again", WORDS), quietly, CHEAP)
    assert {one.digest for one in state(ward).backups} == {backup_list.digest(mine / said.name)}
    unlocking.lock(said.opened)
    unlocking.lock(other)


@pytest.mark.skipif(not hasattr(os, "fork"), reason="needs fork")
def test_a_restore_that_was_interrupted_is_begun_again(ward: Ward, tmp_path: Path) -> None:
    ward.bring("eve", 12)
    ward.back_up()
    target = tmp_path / "elsewhere"

    def die(done: int, total: int, note: Phrase = NOTHING) -> None:  # noqa: ARG001 - the form of a report
        if "0002" in str(note):
            os._exit(9)

    child = os.fork()
    if not child:
        restoring.restore(Wish(ward.folder, target, WORDS), die, CHEAP)
    assert os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) == 9
    assert (target / "volumes" / "0001.db").exists()
    assert unlocking.look(target) is None  # it is no vault yet
    assert restored(ward)[0] == ward.contents()


# ---- keeping them


def test_as_many_are_kept_as_was_wished_and_their_volumes_go_with_the_last(ward: Ward) -> None:
    ward.bring("eve", 2)
    names = []
    for step in range(5):
        names.append(ward.back_up().name)
        ward.bring(f"late {step}", 1)
    assert backup_list.names(ward.home) == names[-3:]
    assert [one.name for one in state(ward).backups] == names[-3:][::-1]
    needed = {Path(file.source).name for one in backup_list.listings(ward.home) for file in one.files}
    assert set(ward.copies()) == {name for name in needed if name.endswith(".db") and name != "records.db"}
    ward.backing_up.remove(ward.opened.principal, names[-1])
    assert backup_list.names(ward.home) == names[-3:-1]
    assert restored(ward)[1].name == names[-2]
    with pytest.raises(WorkstationError, match="knows of no backup"):
        ward.backing_up.remove(ward.opened.principal, names[-1])


def test_a_damaged_one_is_not_counted_among_those_that_are_kept(ward: Ward) -> None:
    names = [ward.back_up().name for _ in range(3)]
    flip(ward.home / names[2] / "records.db", 50_000)
    assert ward.backing_up.verify(ward.opened.principal, names[2], quietly) != ()
    names.append(ward.back_up().name)
    assert backup_list.names(ward.home) == names
    names.append(ward.back_up().name)
    assert backup_list.names(ward.home) == names[1:]
    names.append(ward.back_up().name)
    assert backup_list.names(ward.home) == names[3:]


def test_one_whose_disk_is_lost_can_be_forgotten(ward: Ward) -> None:
    name = ward.back_up().name
    shutil.rmtree(ward.folder)
    with pytest.raises(WorkstationError, match="is not there"):
        ward.backing_up.remove(ward.opened.principal, name)
    ward.backing_up.remove(ward.opened.principal, name, forget=True)
    assert state(ward).backups == ()


def test_backups_outlive_a_change_of_the_keys(ward: Ward) -> None:
    """One from before opens with the same words, and its volumes are not copied again for one from after."""
    me = ward.opened.principal
    ward.bring("eve", 12)
    before = ward.contents()
    old = ward.back_up().name
    People(ward.store, CHEAP).change_keys(me)
    ward.bring("late", 1)
    new = ward.back_up()
    assert len(ward.copies()) == 3
    for name in (old, new.name):
        assert ward.backing_up.verify(me, name, quietly) == ()
    assert restored(ward, old)[0] == before
    assert restored(ward, new.name)[0] == ward.contents()
    flip(copy_of(ward, 1), 50_000)
    for name in (old, new.name):
        assert ward.backing_up.verify(me, name, quietly)[0] == "volumes/0001.db is damaged or missing."


def test_only_an_administrator_changes_the_plan_and_a_reader_sees_it(ward: Ward) -> None:
    reader = Principal("bob", Role.READER)
    assert ward.backing_up.state(reader).plan.keep == 3
    ward.backing_up.create(reader, quietly)  # it was due, whoever is here
    name = state(ward).backups[0].name
    for refused in (
        lambda: ward.backing_up.change_plan(reader, Plan()),
        lambda: ward.backing_up.verify(reader, name, quietly),
        lambda: ward.backing_up.remove(reader, name),
    ):
        with pytest.raises(WorkstationError, match="for administrators"):
            refused()


@pytest.mark.parametrize(
    ("plan", "hours", "is_due", "alarm"),
    [
        (Plan("x", 24), None, True, ""),
        (Plan("x", 24), 23, False, ""),
        (Plan("x", 24), 25, True, ""),
        (Plan("x", 24), 49, True, "The last whole backup is 2 days old."),
        (Plan("x", 4), 9, True, "The last whole backup is 9 hours old."),
        (Plan("x", 4), -2, True, ""),
        (Plan("x", 0), 100, False, ""),
        (Plan("x", 0), 24 * 8, False, "The last whole backup is 8 days old."),
        (Plan("", 24), None, False, ""),
    ],
)
def test_a_backup_is_due_and_too_old_by_the_plan(
    ward: Ward, plan: Plan, hours: float | None, is_due: bool, alarm: str
) -> None:
    if hours is not None:
        ward.back_up()
    made = BackupState(plan, state(ward).backups, since=state(ward).since)
    now = ward.clock.at + timedelta(hours=hours or 0)
    assert made.is_due(now) is is_due
    assert str(made.alarm(now)) == alarm


def test_a_vault_without_a_backup_says_so_after_a_week(ward: Ward) -> None:
    made = BackupState(since=ward.clock.at.isoformat())
    assert str(made.alarm(ward.clock.at + timedelta(days=6))) == ""
    assert str(made.alarm(ward.clock.at + timedelta(days=8))) == "This vault has no backup."


# ---- kill -9

WORK = """
import sys
from datetime import datetime, timezone
from pathlib import Path
from app.services import unlocking
from app.services.backing_up import BackingUp
from app.services.news import News
from app.domain.work import quietly
from tests.unit.services.ward import Ward, WORDS
opened = unlocking.unlock(Path(sys.argv[1]), "ann", WORDS)
opened.store.objects._volume_bytes = 300_000
assert opened.store.alarms == (), opened.store.alarms
backing_up = BackingUp(opened.store, News())
ward = Ward(opened, Path(), None, backing_up)
print("open", flush=True)
for step in range(1000):
    ward.bring(f"{sys.argv[2]} {step}", 8)
    note = backing_up.create(opened.principal, quietly)
    print(note.name, flush=True)
"""


@pytest.mark.timeout(120 + 20 * TRIALS)
@pytest.mark.skipif(sys.platform == "win32", reason="kill -9")
def test_killed_at_any_moment_every_backup_that_is_there_is_whole(ward: Ward) -> None:
    start = time.perf_counter()
    ward.bring("eve", 8)
    ward.back_up()
    took = time.perf_counter() - start
    vault = ward.store.folder
    unlocking.lock(ward.opened)
    folders = (vault, ward.folder)
    for folder in folders:
        shutil.copytree(folder, folder.with_name(f"{folder.name} at first"))
    dice = random.Random(5)
    made = 0
    for trial in range(TRIALS):
        if trial % _ANEW == 0:  # the vault grows with every trial, and so does looking through it
            for folder in folders:
                shutil.rmtree(folder)
                shutil.copytree(folder.with_name(f"{folder.name} at first"), folder)
        command = [sys.executable, "-c", WORK, str(vault), str(trial)]
        root = Path(__file__).resolve().parents[3]
        environment = os.environ | {"PYTHONPATH": str(root)}
        with subprocess.Popen(command, stdout=subprocess.PIPE, cwd=root, env=environment) as child:
            assert child.stdout is not None
            assert child.stdout.readline() == b"open\n"
            time.sleep(dice.uniform(0, 8 * took))  # some backups are made before the one that is killed
            child.send_signal(signal.SIGKILL)
            said = child.stdout.read().decode().split()
        made += len(said)
        opened = unlocking.unlock(vault, "ann", WORDS)
        assert opened.store.alarms == ()
        now = Ward(opened, ward.folder, Clock(), BackingUp(opened.store, News()))
        there = backup_list.names(now.home)
        # what was said to be done is there; one more may have been made, and the third taken away for it
        assert set(said[-2:]) <= set(there)
        with opened.store.borrowed_key() as key:
            for name in there:
                digest = backup_list.digest(now.home / name)
                assert backup_restore.verify(now.home, name, digest, key, quietly) == ()
        assert restored(now)[1].losses == ()
        unlocking.lock(opened)
    assert made or TRIALS < 3
