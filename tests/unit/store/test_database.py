"""One transaction a deed: all of it and its audit entry, or nothing of it."""

import threading
from datetime import UTC, date, datetime
from pathlib import Path

import pytest
import sqlcipher3

from app.domain.errors import Cancelled, WorkstationError
from app.domain.patient import Changes, Deed, Patient, Principal, Role
from app.sealed import PAGE_BYTES, connect, new_key
from app.store import audit, patients, settings
from app.store.database import Store

ANN = Principal("ann", Role.CLINICIAN)
PATIENT = Patient("p1", "4711", "Doe^Jane", date(1970, 2, 3), "F")


def outcomes(store: Store) -> list[tuple[str, str]]:
    with store.transaction(Deed(ANN, "look")) as tx:
        return [(entry.verb, entry.outcome) for entry in reversed(audit.entries(tx))]


def test_a_deed_is_stored_with_its_entry_and_says_what_it_touched(store: Store, deed: Deed) -> None:
    with store.transaction(deed) as tx:
        patients.put(tx, PATIENT)
        tx.about("1.2.3")
    assert tx.changes == Changes((("patient", ("p1",)),))
    with store.transaction(Deed(ANN, "look")) as tx:
        assert patients.get(tx, "p1") == PATIENT
        (entry,) = audit.entries(tx)
    assert (entry.number, entry.user, entry.role, entry.verb, entry.outcome) == (
        1,
        "ann",
        "clinician",
        "import",
        "done",
    )
    assert entry.about == ("p1", "1.2.3")
    assert entry.at.utcoffset() is not None


@pytest.mark.parametrize(
    ("error", "outcome"),
    [(WorkstationError, "refused"), (Cancelled, "cancelled"), (KeyError, "failed")],
)
def test_a_deed_that_does_not_come_about_leaves_nothing_but_its_entry(
    store: Store, deed: Deed, error: type[Exception], outcome: str
) -> None:
    def fail() -> None:
        with store.transaction(deed) as tx:
            patients.put(tx, PATIENT)
            raise error("x")

    with pytest.raises(error):
        fail()
    with store.transaction(Deed(ANN, "look")) as tx:
        assert patients.get(tx, "p1") is None
    assert outcomes(store)[0] == ("import", outcome)


def test_transactions_do_not_nest_and_say_so_instead_of_waiting_for_ever(store: Store, deed: Deed) -> None:
    with store.transaction(deed), pytest.raises(RuntimeError, match="do not nest"), store.transaction(deed):
        pass


def test_threads_take_turns_and_no_deed_is_lost(store: Store) -> None:
    def work(thread: int) -> None:
        for step in range(20):
            with store.transaction(Deed(ANN, "change settings")) as tx:
                settings.put(tx, f"user {thread}", f"step {step}", step)
            store.objects.put_many([b"x" * 100])

    threads = [threading.Thread(target=work, args=(number,)) for number in range(6)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    with store.transaction(Deed(ANN, "look")) as tx:
        found, _ = store.prove(tx)
        assert (found.checked, found.wrong) == (120, [])
        assert all(settings.get(tx, f"user {number}", "step 19") == 19 for number in range(6))


def test_closing_while_threads_work_ends_them_with_a_sentence(store: Store) -> None:
    said: list[str] = []
    started = threading.Barrier(5)

    def work() -> None:
        started.wait()
        try:
            while True:
                store.objects.get(store.objects.put_many([b"x" * 1000])[0])
                with store.transaction(Deed(ANN, "look")):
                    pass
        except WorkstationError as error:
            said.append(str(error.what))

    threads = [threading.Thread(target=work) for _ in range(4)]
    for thread in threads:
        thread.start()
    started.wait()
    store.close()
    for thread in threads:
        thread.join(10)
    assert said == ["The vault is locked."] * 4


def test_a_store_opens_again_as_it_was_closed(store: Store, folder: Path, key: bytearray, deed: Deed) -> None:
    with store.transaction(deed) as tx:
        patients.put(tx, PATIENT)
    object_id = store.objects.put_many([b"kept"])[0]
    store.close()
    store.close()
    again = Store.open(folder, key)
    with again.transaction(deed) as tx:
        assert patients.get(tx, "p1") == PATIENT
    again.close()
    assert object_id  # no row names it: swept


@pytest.mark.usefixtures("store")
def test_a_second_program_is_refused_while_the_first_has_the_vault(folder: Path, key: bytearray) -> None:
    with pytest.raises(WorkstationError, match="open in another window or program"):
        Store.open(folder, key)


def test_another_key_does_not_open_it(store: Store, folder: Path) -> None:
    store.close()
    before = (folder / "records.db").read_bytes()
    with pytest.raises(WorkstationError, match=r"records\.db is damaged"):
        Store.open(folder, new_key())
    assert (folder / "records.db").read_bytes() == before


def test_a_damaged_file_is_told_by_name_and_not_changed(store: Store, folder: Path, key: bytearray) -> None:
    store.close()
    path = folder / "records.db"
    bad = bytearray(path.read_bytes())
    bad[100] ^= 1
    path.write_bytes(bad)
    with pytest.raises(WorkstationError, match=r"records\.db is damaged"):
        Store.open(folder, key)
    assert path.read_bytes() == bad


def test_a_store_of_a_newer_program_is_refused_without_a_byte_changed(
    store: Store, folder: Path, key: bytearray
) -> None:
    store.close()
    connection = connect(folder / "records.db", key)
    connection.execute("PRAGMA user_version = 999")
    connection.close()
    before = {path.name: path.read_bytes() for path in folder.iterdir()}
    with pytest.raises(WorkstationError, match="newer version"):
        Store.open(folder, key)
    assert {path.name: path.read_bytes() for path in folder.iterdir()} == before


def test_a_full_disk_is_a_sentence_and_what_was_stored_stays(store: Store, deed: Deed) -> None:
    with store.transaction(deed) as tx:
        patients.put(tx, PATIENT)
    pages = int(store._connection.execute("PRAGMA page_count").fetchone()[0])
    store._connection.execute(f"PRAGMA max_page_count = {pages + 2}").fetchall()
    with pytest.raises(WorkstationError, match="disk is full"), store.transaction(deed) as tx:
        settings.put(tx, "ann", "long", "x" * 2**20)
    with store.transaction(Deed(ANN, "look")) as tx:
        assert patients.get(tx, "p1") == PATIENT
        assert settings.get(tx, "ann", "long") is None
    assert not store.check()


def test_a_bug_in_sql_is_not_dressed_up_as_trouble_with_the_disk(store: Store, deed: Deed) -> None:
    with pytest.raises(sqlcipher3.OperationalError), store.transaction(deed) as tx:
        tx.rows("SELECT nothing FROM nowhere")


def test_the_trail_tells_a_changed_a_missing_and_an_added_entry(store: Store, deed: Deed) -> None:
    for _ in range(5):
        with store.transaction(deed):
            pass
    for harm, said in (
        ("UPDATE audit SET user = 'eve' WHERE number = 3", "Entry 3 of the audit trail was changed"),
        ("DELETE FROM audit WHERE number = 2", "Entry 2 of the audit trail is missing"),
    ):
        with store.transaction(Deed(ANN, "look")) as tx:
            tx.run("SAVEPOINT harm")
            tx.run(harm)
            assert said in store.prove(tx)[0].wrong[0]
            tx.run("ROLLBACK TO harm")
            assert store.prove(tx)[0].wrong == []


def test_entries_are_found_by_words_and_by_id(store: Store) -> None:
    for verb, about, why in (("import", "p1", ""), ("delete patient", "p2", "asked by 王"), ("import", "p10", "")):
        with store.transaction(Deed(ANN, verb, (about,), why)):
            pass
    with store.transaction(Deed(ANN, "look")) as tx:
        assert [e.number for e in audit.entries(tx)] == [3, 2, 1]
        assert [e.number for e in audit.entries(tx, ("IMPORT", "p1"))] == [3, 1]
        assert [e.number for e in audit.entries(tx, about="p1")] == [1]
        assert [e.number for e in audit.entries(tx, ("王",))] == [2]
        assert [e.number for e in audit.entries(tx, limit=1)] == [3]


def test_times_are_passed_in_and_kept_in_utc(folder: Path, key: bytearray, deed: Deed) -> None:
    at = datetime(2030, 1, 2, 3, 4, 5, tzinfo=UTC)
    store = Store.create(folder, key, now=lambda: at)
    with store.transaction(deed):
        pass
    with store.transaction(deed) as tx:
        assert audit.entries(tx)[0].at == at
    store.close()


def test_a_damaged_page_of_the_records_costs_its_rows_not_the_vault(
    store: Store, folder: Path, key: bytearray, deed: Deed
) -> None:
    """The connection that met it is of no use any more: the next deed has another."""
    with store.transaction(deed) as tx:
        for n in range(8):
            settings.put(tx, "ann", f"long {n}", "x" * 60_000)
    store.close()
    path = folder / "records.db"
    whole = path.read_bytes()
    for page in range(len(whole) // PAGE_BYTES - 4, len(whole) // PAGE_BYTES):
        at = page * PAGE_BYTES + 100
        path.write_bytes(whole[:at] + b"spoilt" + whole[at + 6 :])
        again = Store.open(folder, key)
        outcomes = [_read_setting(again, deed, n) for n in range(8)]
        assert set(outcomes) <= {"x" * 60_000, "damaged"}  # never a value that was not put
        assert outcomes.count("damaged") == 1
        assert any("damaged" in one for one in again.check())
        again.close()


def _read_setting(store: Store, deed: Deed, n: int) -> str:
    try:
        with store.transaction(deed) as tx:
            return str(settings.get(tx, "ann", f"long {n}"))
    except WorkstationError as error:
        return "damaged" if "damaged" in str(error) else str(error)
