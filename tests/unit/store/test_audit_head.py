"""What is put back, cut off or changed behind the workstation's back is said at the next opening; a crash is not."""

from __future__ import annotations

import os
import random
import shutil
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
import sqlcipher3

from app.domain.errors import WorkstationError
from app.domain.patient import Deed, Principal, Role
from app.sealed import PAGE_BYTES, connect
from app.store import audit, audit_head, database, migrate, settings, trail
from app.store.audit_head import Head, HeadFile
from app.store.database import Store

ANN = Principal("ann", Role.CLINICIAN)
TRIALS = int(os.environ.get("AEGLE_TRIALS", "6"))


def write(store: Store, count: int, size: int = 4000) -> None:
    for step in range(count):
        with store.transaction(Deed(ANN, "change settings")) as tx:
            settings.put(tx, "ann", f"step {step}", random.Random(step).randbytes(size // 2).hex())


def opened(folder: Path, key: bytearray) -> tuple[str, ...]:
    """The alarms of an opening; they stand in the trail too, and the trail goes on."""
    store = Store.open(folder, key, despite=True)
    try:
        alarms = tuple(str(one) for one in store.alarms)
        with store.transaction(Deed(ANN, "look")) as tx:
            noted = [one.why for one in audit.entries(tx, (trail.ALARM,)) if one.verb == trail.ALARM]
        assert set(alarms) <= set(noted)
    finally:
        store.close()
    return alarms


def is_flagged(folder: Path, key: bytearray) -> bool:
    """By an alarm, or because an index does not fit its table any more, which is damage."""
    try:
        return opened(folder, key) != ()
    except WorkstationError as error:
        return "damaged" in str(error)


def copied(folder: Path, to: Path) -> Path:
    return Path(shutil.copytree(folder, to, dirs_exist_ok=True))


def test_an_undisturbed_vault_raises_no_alarm(store: Store, folder: Path, key: bytearray) -> None:
    write(store, 5)
    store.close()
    assert opened(folder, key) == ()
    assert opened(folder, key) == ()


def test_a_crash_at_any_moment_of_the_copy_raises_no_alarm(store: Store, folder: Path, key: bytearray) -> None:
    for trial in range(TRIALS):
        write(store, 1 + trial % 5)
        assert opened(copied(folder, folder.parent / f"crashed {trial}"), key) == ()


def test_one_write_ahead_of_the_head_is_a_crash_two_are_not(store: Store, folder: Path, key: bytearray) -> None:
    write(store, 3)
    heads = []
    for _ in range(3):
        heads.append((folder / "audit.head").read_bytes())
        write(store, 1)
    for back, is_crash in ((1, True), (2, False), (3, False)):
        crashed = copied(folder, folder.parent / f"back {back}")
        (crashed / "audit.head").write_bytes(heads[-back])
        alarms = opened(crashed, key)
        assert (alarms == ()) is is_crash
        assert is_crash or f"it is {back} writes older" in alarms[0]


@pytest.mark.parametrize("is_crashed", [False, True], ids=["after a lock", "after a crash"])
def test_older_records_are_flagged_with_the_number_of_missing_entries(
    store: Store, folder: Path, key: bytearray, is_crashed: bool
) -> None:
    write(store, 2)
    store.close()
    older = copied(folder, folder.parent / "older")
    store = Store.open(folder, key)
    write(store, 7)
    now = copied(folder, folder.parent / "crashed") if is_crashed else folder
    store.close()
    for name in ("records.db", "records.db-wal"):
        (now / name).unlink(missing_ok=True)
    shutil.copy(older / "records.db", now)
    (alarm,) = opened(now, key)
    assert "The last 7 entries" in alarm
    # the numbers of what is missing are never given out again, so the gap stays proven
    store = Store.open(now, key)
    with store.transaction(Deed(ANN, "verify audit trail")) as tx:
        found, _ = store.prove(tx)
    store.close()
    assert found.missing == 7
    assert found.wrong == ["Entries 3 to 9 of the audit trail are missing; entry 10 notes it."]


def test_an_older_page_is_flagged_wherever_it_is(store: Store, folder: Path, key: bytearray) -> None:
    states = []
    for _ in range(4 + TRIALS // 20):
        write(store, 24, size=16_000)
        store.close()
        states.append((folder / "records.db").read_bytes())
        store = Store.open(folder, key)
    store.close()
    newer = (folder / "records.db").read_bytes()
    pages = [slice(at, at + PAGE_BYTES) for at in range(0, len(newer), PAGE_BYTES)]
    candidates = [(old, page) for old in states for page in pages if old[page] and old[page] != newer[page]]
    chosen = random.Random(3).sample(candidates, min(TRIALS, len(candidates)))
    assert len(chosen) == TRIALS
    one = copied(folder, folder.parent / "page")
    for old, page in chosen:
        copied(folder, one)
        (one / "records.db").write_bytes(newer[: page.start] + old[page] + newer[page.stop :])
        assert is_flagged(one, key)
    assert opened(folder, key) == ()  # control: the newer file itself


def test_a_page_put_back_after_a_crash_is_flagged_too(store: Store, folder: Path, key: bytearray) -> None:
    """The log was taken over meanwhile, so the head must have followed the file."""
    write(store, 12)
    store._take_over()
    first = (folder / "records.db").read_bytes()
    write(store, 12, size=9000)
    store._take_over()
    write(store, 2)
    crashed = copied(folder, folder.parent / "crashed")
    assert opened(copied(crashed, folder.parent / "control"), key) == ()
    second = bytearray((crashed / "records.db").read_bytes())
    at = next(at for at in range(PAGE_BYTES, len(first), PAGE_BYTES) if first[at : at + 99] != second[at : at + 99])
    second[at : at + PAGE_BYTES] = first[at : at + PAGE_BYTES]
    (crashed / "records.db").write_bytes(second)
    assert is_flagged(crashed, key)


def test_a_log_that_was_cut_or_has_a_flipped_bit_is_flagged(store: Store, folder: Path, key: bytearray) -> None:
    write(store, 8)
    crashed = copied(folder, folder.parent / "crashed")
    log = (crashed / "records.db-wal").read_bytes()
    assert opened(copied(crashed, folder.parent / "control"), key) == ()
    dice = random.Random(7)
    for trial in range(TRIALS):
        for is_cut in (True, False):
            one = copied(crashed, folder.parent / f"log {trial} {is_cut}")
            at = dice.randrange(len(log))
            bad = bytearray(log[:at] if is_cut else log)
            if not is_cut:
                bad[at] ^= 1 << dice.randrange(8)
            (one / "records.db-wal").write_bytes(bad)
            lost = 8 - _entries_in(copied(one, folder.parent / f"look {trial} {is_cut}"), key)
            alarms = opened(one, key)
            if lost:
                assert f"The last {lost} entries" in alarms[0]


def _entries_in(folder: Path, key: bytearray) -> int:
    connection = connect(folder / "records.db", key)
    count = connection.execute("SELECT count(*) FROM audit").fetchone()[0]
    connection.close()
    return int(count)


def test_an_older_or_missing_head_is_flagged(store: Store, folder: Path, key: bytearray) -> None:
    write(store, 2)
    store.close()
    older = (folder / "audit.head").read_bytes()
    store = Store.open(folder, key)
    write(store, 4)
    store.close()
    (folder / "audit.head").write_bytes(older)
    assert "audit.head was put back" in opened(folder, key)[0]
    (folder / "audit.head").unlink()
    assert "audit.head is missing or damaged" in opened(folder, key)[0]
    (folder / "audit.head").write_bytes(os.urandom(4608))
    assert "audit.head is missing or damaged" in opened(folder, key)[0]
    assert opened(folder, key) == ()


def test_a_head_that_somebody_made_up_is_not_believed(store: Store, folder: Path, key: bytearray) -> None:
    write(store, 3)
    store.close()
    made_up = HeadFile(folder)
    made_up.use(b"a guess" * 5)
    head, _ = made_up.read()
    assert head is not None
    (folder / "audit.head").unlink()
    made_up.write(head)
    made_up.close()
    assert "of another vault" in opened(folder, key)[0]


def test_an_older_volume_is_flagged_with_the_number_of_its_missing_writes(
    store: Store, folder: Path, key: bytearray
) -> None:
    store.objects.put_many([b"first"])
    write(store, 1)
    store.close()
    older = (folder / "volumes" / "0001.db").read_bytes()
    store = Store.open(folder, key)
    store.objects.put_many([b"second"])
    store.objects.put_many([b"third"])
    write(store, 1)
    store.close()
    assert opened(copied(folder, folder.parent / "control"), key) == ()
    (folder / "volumes" / "0001.db").write_bytes(older)
    # the sweep of the first opening deleted "first", which no row names: a write more
    assert any("3 writes of volume 1 are missing" in one for one in opened(folder, key))


def test_a_head_that_cannot_be_written_stops_the_next_deed_not_this_one(
    store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    write(store, 1)
    with monkeypatch.context() as broken:
        broken.setattr(HeadFile, "write", _full)
        write(store, 1)  # in the trail already when the head fails
        with pytest.raises(WorkstationError, match="disk is full"):
            write(store, 1)
    write(store, 1)
    with store.transaction(Deed(ANN, "verify audit trail")) as tx:
        assert store.prove(tx)[0].checked == 3


def _full(_self: HeadFile, _head: object) -> None:
    raise OSError(28, "No space left on device")


def test_a_crash_while_the_log_is_taken_over_is_no_alarm(
    store: Store, folder: Path, key: bytearray, monkeypatch: pytest.MonkeyPatch
) -> None:
    """With any part of the pages in their place already."""
    write(store, 3)
    store._take_over()
    write(store, 6)
    before = (folder / "records.db").read_bytes()
    written: list[Head] = []

    def write_once(self: HeadFile, head: Head) -> None:
        if written:
            raise KeyboardInterrupt
        written.append(head)
        real(self, head)

    real = HeadFile.write
    with monkeypatch.context() as crash:
        crash.setattr(HeadFile, "write", write_once)
        with pytest.raises(KeyboardInterrupt):
            store._take_over()
    assert written[0].settling
    after = (folder / "records.db").read_bytes()
    assert after != before
    dice = random.Random(5)
    for trial in range(TRIALS):
        crashed = copied(folder, folder.parent / f"crashed {trial}")
        length = dice.choice([len(before), len(after)])
        pages = [dice.choice([before, after])[at : at + PAGE_BYTES] for at in range(0, length, PAGE_BYTES)]
        pages = [page or after[at * PAGE_BYTES : (at + 1) * PAGE_BYTES] for at, page in enumerate(pages)]
        (crashed / "records.db").write_bytes(b"".join(pages))
        assert opened(crashed, key) == ()
    # control: with a page that the log does not hold put wrong, there is an alarm
    outside = set(range(1, len(before) // PAGE_BYTES)) - audit_head.committed_in(folder / "records.db-wal").pages
    at = max(outside) * PAGE_BYTES - 1
    (folder / "records.db").write_bytes(after[:at] + bytes([after[at] ^ 1]) + after[at + 1 :])
    store._head_file.close()
    assert is_flagged(copied(folder, folder.parent / "changed"), key)


def test_a_long_log_is_taken_over_while_work_goes_on(
    store: Store, folder: Path, key: bytearray, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(database, "LOG_BYTES", 10 * PAGE_BYTES)
    write(store, 20)
    assert (folder / "records.db-wal").stat().st_size <= 20 * PAGE_BYTES
    assert opened(copied(folder, folder.parent / "crashed"), key) == ()


def test_a_clock_that_was_set_is_an_entry(folder: Path, key: bytearray) -> None:
    at = datetime(2026, 11, 22, 12, tzinfo=UTC)
    jumps = iter([timedelta(minutes=minutes) for minutes in (0, 60, 60, 30, 30)])
    store = Store.create(folder, key, now=lambda: at + next(jumps))
    for _ in range(4):
        with store.transaction(Deed(ANN, "look")):
            pass
    with store.transaction(Deed(ANN, "look")) as tx:
        noted = [one.why for one in reversed(audit.entries(tx)) if one.verb == "clock"]
    store.close()
    assert noted == ["moved by +3600 s", "moved by -1800 s"]
    store = Store.open(folder, key, now=lambda: at, despite=True)
    with store.transaction(Deed(ANN, "look")):
        pass
    with store.transaction(Deed(ANN, "look")) as tx:
        assert next(one.why for one in audit.entries(tx) if one.verb == "clock") == "behind the last entry by 1800 s"
    store.close()


def test_page_ends_tell_every_page_apart(store: Store, folder: Path) -> None:
    write(store, 3)
    store.close()
    path = folder / "records.db"
    whole = audit_head.digest_of_pages(path)
    data = bytearray(path.read_bytes())
    data[2 * PAGE_BYTES - 1] ^= 1
    path.write_bytes(data)
    assert audit_head.digest_of_pages(path) != whole


def test_a_restore_is_an_entry_not_an_alarm(store: Store, folder: Path, key: bytearray) -> None:
    write(store, 2)
    store.close()
    older = (folder / "records.db").read_bytes()
    store = Store.open(folder, key)
    write(store, 5)
    store.close()
    (folder / "records.db").write_bytes(older)
    (folder / "audit.head").unlink()
    control = copied(folder, folder.parent / "control")
    restored = Store.open(folder, key, adopts=Deed(ANN, "restore", why="from the backup of Monday"))
    assert restored.alarms == ()
    with restored.transaction(Deed(ANN, "look")) as tx:
        assert audit.entries(tx, limit=1)[0].verb == "restore"
        assert restored.prove(tx)[0].wrong == []
    restored.close()
    assert opened(folder, key) == ()
    assert opened(control, key) != ()


def test_records_under_a_new_key_look_other_and_that_is_no_alarm(store: Store, folder: Path, key: bytearray) -> None:
    write(store, 2)
    secret, head = audit.secret_of(store._connection), store.head()
    store.close()
    for salt, is_alarm in ((os.urandom(16), False), (head.salt, True)):
        one = copied(folder, folder.parent / salt.hex())
        file = HeadFile(one)
        file.use(secret)
        now, is_trusted = file.read()
        assert now is not None
        assert is_trusted
        file.write(replace(now, salt=salt, pages=os.urandom(32)))
        file.close()
        assert (opened(one, key) != ()) is is_alarm
        assert opened(one, key) == ()


class FullDisk:
    """A connection whose checkpoints fail, as on a full disk."""

    def __init__(self, real: sqlcipher3.Connection) -> None:
        self._real = real

    def execute(self, sql: str, *values: object) -> Any:
        if "wal_checkpoint(FULL)" in sql:
            raise sqlcipher3.OperationalError("database or disk is full")
        return self._real.execute(sql, *values)

    def __getattr__(self, name: str) -> Any:
        return getattr(self._real, name)


def test_a_log_that_cannot_be_taken_over_stays_and_is_no_alarm(store: Store, folder: Path, key: bytearray) -> None:
    write(store, 5)
    real = store._connection
    store._connection = FullDisk(real)
    with pytest.raises(sqlcipher3.OperationalError):
        store._take_over()
    write(store, 3)
    assert opened(copied(folder, folder.parent / "crashed"), key) == ()
    store.close()  # SQLite takes the log over by itself
    assert not (folder / "records.db-wal").exists()
    assert opened(folder, key) == ()


def test_an_opening_that_fails_after_a_crash_is_no_alarm_later(
    store: Store, folder: Path, key: bytearray, monkeypatch: pytest.MonkeyPatch
) -> None:
    write(store, 5)
    control = copied(folder, folder.parent / "control")
    crashed = copied(folder, folder.parent / "crashed")

    def fail(*_: object) -> None:
        raise RuntimeError("a bug in a migration")

    for one, is_told in ((crashed, True), (control, False)):
        with monkeypatch.context() as bug:
            bug.setattr(migrate, "upgrade_kept", fail)
            if not is_told:
                bug.setattr(database, "_expect_taking_over", lambda *_: None)
            with pytest.raises(RuntimeError):
                Store.open(one, key)
        assert not (one / "records.db-wal").exists()
        assert (opened(one, key) == ()) is is_told


def test_a_volumes_log_that_was_cut_is_flagged(store: Store, folder: Path, key: bytearray) -> None:
    for step in range(6):
        store.objects.put_many([random.Random(step).randbytes(30_000)])
        write(store, 1)
    crashed = copied(folder, folder.parent / "crashed")
    assert opened(copied(crashed, folder.parent / "control"), key) == ()
    log = crashed / "volumes" / "0001.db-wal"
    whole = log.read_bytes()
    for trial in range(min(TRIALS, 20)):
        one = copied(crashed, folder.parent / f"cut {trial}")
        at = random.Random(trial).randrange(len(whole) // 2, len(whole) - PAGE_BYTES)
        (one / "volumes" / "0001.db-wal").write_bytes(whole[:at])
        assert any("volume" in alarm for alarm in opened(one, key))


def test_what_a_newer_program_left_after_a_crash_is_not_touched_by_a_byte(
    store: Store, folder: Path, key: bytearray
) -> None:
    """Even opening and closing would take the log over; the head says it is newer before that."""
    write(store, 3)
    secret = audit.secret_of(store._connection)
    crashed = copied(folder, folder.parent / "crashed")
    control = copied(folder, folder.parent / "control")
    newer = HeadFile(crashed)
    newer.use(secret)
    head, _ = newer.read()
    assert head is not None
    newer.write(replace(head, schema=99))
    newer.close()
    before = {path.name: path.read_bytes() for path in crashed.iterdir() if path.is_file()}
    assert before["records.db-wal"]
    with pytest.raises(WorkstationError, match="newer version"):
        Store.open(crashed, key)
    assert {path.name: path.read_bytes() for path in crashed.iterdir() if path.is_file()} == before
    before = {path.name: path.read_bytes() for path in control.iterdir() if path.is_file()}
    Store.open(control, key).close()
    assert {path.name: path.read_bytes() for path in control.iterdir() if path.is_file()} != before


def test_a_damaged_volume_is_an_alarm_and_the_rest_stays_open(store: Store, folder: Path, key: bytearray) -> None:
    (kept,) = store.objects.put_many([b"kept"])
    write(store, 1)
    store.close()
    path = folder / "volumes" / "0001.db"
    path.write_bytes(random.Random(1).randbytes(path.stat().st_size))
    store = Store.open(folder, key)
    assert "of volume 1 are missing" in str(store.alarms[0])
    with store.transaction(Deed(ANN, "look")) as tx:
        assert settings.get(tx, "ann", "step 0")
    with pytest.raises(WorkstationError):
        store.objects.get(kept)
    store.close()
