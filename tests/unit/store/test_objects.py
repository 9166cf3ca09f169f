"""Originals: byte for byte, before their rows, and gone when nothing names them."""

import os
import shutil
from contextlib import suppress
from pathlib import Path

import pytest
import sqlcipher3

from app.domain.errors import WorkstationError
from app.domain.patient import Deed
from app.sealed import PAGE_BYTES, connect
from app.store import objects as objects_module
from app.store.database import Store
from app.store.doubts import Doubt
from app.store.objects import Objects
from app.store.rotation import VOLUMES_LABEL
from app.store.wrapping import derive, unwrap


def name_object(store: Store, deed: Deed, model: str, object_id: str) -> None:
    """A row that refers to an object."""
    with store.transaction(deed) as tx:
        tx.run(
            "INSERT INTO models (id, card, object, registered_at, registered_by, origin, size_bytes)"
            " VALUES (:id, '{}', :object, '', '', '', 0)",
            {"id": model, "object": object_id},
        )


def test_bytes_come_back_as_they_were_put(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(objects_module, "CHUNK_BYTES", 1000)
    blobs = [b"", b"x", os.urandom(1000), os.urandom(2500)]
    ids = store.objects.put_many(blobs)
    assert len(set(ids)) == 4
    assert [store.objects.get(one) for one in ids] == blobs


def test_nothing_is_readable_in_the_folder(store: Store, folder: Path) -> None:
    store.objects.put_many([b"ZQXJCANARY" * 1000])
    assert all(b"ZQXJCANARY" not in path.read_bytes() for path in folder.rglob("*") if path.is_file())


def test_objects_are_put_before_the_transaction_and_never_inside_it(store: Store, deed: Deed) -> None:
    with store.transaction(deed), pytest.raises(RuntimeError, match="before the transaction"):
        store.objects.put_many([b"x"])


@pytest.mark.parametrize("object_id", ["", "nonsense", "0001-0", "9999-0", "../../etc"])
def test_an_object_that_is_not_there_is_a_sentence(store: Store, object_id: str) -> None:
    store.objects.put_many([b"x"])
    with pytest.raises(WorkstationError, match="not in its volumes"):
        store.objects.get(object_id)


def test_a_crash_before_the_row_leaves_an_object_that_is_swept(
    store: Store, folder: Path, key: bytearray, deed: Deed
) -> None:
    kept, orphan = store.objects.put_many([b"kept", b"orphan"])
    name_object(store, deed, "m", kept)
    store.close()
    again = Store.open(folder, key)
    assert list(again.objects.ids()) == [kept]
    assert again.objects.get(kept) == b"kept"
    with pytest.raises(WorkstationError):
        again.objects.get(orphan)
    assert not again.check()
    again.close()
    once_more = Store.open(folder, key)
    assert list(once_more.objects.ids()) == [kept]
    once_more.close()


def test_what_is_discarded_goes_after_the_commit_and_not_before(store: Store, deed: Deed) -> None:
    object_id = store.objects.put_many([b"x"])[0]
    name_object(store, deed, "m", object_id)
    with suppress(sqlcipher3.OperationalError), store.transaction(deed) as tx:
        tx.discard([object_id])
        tx.run("this is no SQL")
    assert store.objects.get(object_id) == b"x"
    with store.transaction(deed) as tx:
        tx.run("DELETE FROM models")
        tx.discard([object_id])
        assert store.objects.get(object_id) == b"x"
    with pytest.raises(WorkstationError):
        store.objects.get(object_id)


def test_a_crash_between_the_commit_and_the_deleting_is_made_up_for(
    store: Store, folder: Path, key: bytearray, deed: Deed
) -> None:
    old = store.objects.put_many([b"old"])[0]
    name_object(store, deed, "m", old)
    store.close()
    store = Store.open(folder, key)  # old is known to be referred to from now on
    with store.transaction(deed) as tx:
        tx.run("DELETE FROM models")
        tx.run("INSERT INTO discarded (id) VALUES (:id)", {"id": old})  # as discard does, then the power fails
    store.close()
    store = Store.open(folder, key)
    assert not list(store.objects.ids())
    store.close()


def test_a_full_volume_is_closed_and_the_next_one_has_a_key_of_its_own(
    store: Store, folder: Path, key: bytearray, deed: Deed
) -> None:
    store.objects._volume_bytes = 300_000
    ids = [store.objects.put_many([os.urandom(150_000)])[0] for _ in range(3)]
    for position, one in enumerate(ids):
        name_object(store, deed, f"m{position}", one)
    assert [one[:4] for one in ids] == ["0001", "0001", "0002"]
    store.close()
    store = Store.open(folder, key)
    assert [len(store.objects.get(one)) for one in ids] == [150_000] * 3
    assert len({row.key for row in store.objects._rows.values()}) == 2
    store.close()


def test_a_volume_row_without_its_file_is_made_up_for(store: Store) -> None:
    store.objects._add(1)  # a crash may come after this and before the file
    object_id = store.objects.put_many([b"x"])[0]
    assert store.objects.get(object_id) == b"x"


def test_damage_is_found_and_costs_only_the_objects_it_hit(
    store: Store, folder: Path, key: bytearray, deed: Deed
) -> None:
    ids = store.objects.put_many([os.urandom(100_000) for _ in range(10)])
    for position, one in enumerate(ids):
        name_object(store, deed, f"m{position}", one)
    store.close()
    path = folder / "volumes" / "0001.db"
    bad = bytearray(path.read_bytes())
    bad[len(bad) // 2] ^= 1
    path.write_bytes(bad)
    store = Store.open(folder, key)
    said = store.check()
    assert any("volumes/0001.db is damaged" in sentence for sentence in said)
    whole = sum(_reads(store.objects, one) for one in ids)
    assert sum("The original" in sentence for sentence in said) == 10 - whole
    assert 8 <= whole < 10
    store.close()


def test_a_lost_volume_is_found(store: Store, folder: Path, key: bytearray, deed: Deed) -> None:
    lost = store.objects.put_many([b"x"])[0]
    name_object(store, deed, "m", lost)
    store.close()
    for path in (folder / "volumes").iterdir():
        path.unlink()
    store = Store.open(folder, key, despite=True)
    assert store.check() == [f"The original {lost} is damaged or missing."]
    store.close()


def test_a_crash_between_a_volumes_file_and_its_tables_keeps_nobody_out(
    store: Store, folder: Path, key: bytearray
) -> None:
    store.objects.put_many([b"x"])
    path = store.objects.path(1)
    with store.objects.borrowed_key(1) as volume_key:
        own = bytearray(volume_key)
    store.close()
    path.unlink()
    connect(path, own, create=True, hmac="SHA256").close()
    store = Store.open(folder, key)
    assert store.check() == []
    (again,) = store.objects.put_many([b"y"])
    assert store.objects.get(again) == b"y"
    store.close()


def _reads(objects: Objects, object_id: str) -> bool:
    try:
        objects.get(object_id)
    except WorkstationError:
        return False
    return True


def test_a_damaged_last_page_is_refused_not_given_as_zeros(
    store: Store, folder: Path, key: bytearray, deed: Deed
) -> None:
    """SQLCipher alone gives the value without a word (control): only what is read afterwards is refused."""
    blob = os.urandom(60_000)
    [kept] = store.objects.put_many([blob])
    name_object(store, deed, "m", kept)
    store.close()
    path = folder / "volumes" / "0001.db"
    whole = path.read_bytes()
    lies = refused = 0
    for page in range(1, len(whole) // PAGE_BYTES):
        at = page * PAGE_BYTES + 100
        path.write_bytes(whole[:at] + b"spoilt" + whole[at + 6 :])
        bare, store = _bare_bytes(folder, key), Store.open(folder, key)
        lies += bare not in (blob, b"")
        try:
            assert store.objects.get(kept) == blob
            assert store.objects.is_whole(kept)
        except WorkstationError:
            refused += 1
            assert not store.objects.is_whole(kept)
        store.close()
    assert lies > 0
    assert refused > lies


def test_a_page_of_an_index_costs_no_original(store: Store, folder: Path, key: bytearray, deed: Deed) -> None:
    """Control: the quick way to it, through the index, is refused."""
    [kept] = store.objects.put_many([b"kept"])
    name_object(store, deed, "m", kept)
    store.close()
    path = folder / "volumes" / "0001.db"
    at = (_page_of_index(folder, key) - 1) * PAGE_BYTES + 100
    whole = path.read_bytes()
    path.write_bytes(whole[:at] + b"spoilt" + whole[at + 6 :])
    store = Store.open(folder, key)
    with pytest.raises(WorkstationError):
        store.objects._chunks(kept, objects_module._BYTES)
    assert store.objects.get(kept) == b"kept"
    assert any("volumes/0001.db is damaged" in one for one in store.check())
    assert not any(kept in one for one in store.check())
    store.close()


def test_the_key_of_a_new_volume_does_not_stand_in_the_log_alone(store: Store, folder: Path, key: bytearray) -> None:
    """A log that is damaged later takes the last rows with it, and no original."""
    store.objects.put_many([b"kept"])
    alone = folder.with_name("records alone")
    alone.mkdir()
    shutil.copy(folder / "records.db", alone)
    records = connect(alone / "records.db", key)
    assert records.execute("SELECT number FROM volumes").fetchall() == [(1,)]
    records.close()


def test_a_page_the_power_tore_while_its_log_was_taken_over_raises_no_doubt(
    store: Store, folder: Path, key: bytearray, deed: Deed
) -> None:
    """The log still has the page. Control: without its log such a volume is cut."""
    [kept] = store.objects.put_many([b"kept"])
    name_object(store, deed, "m", kept)
    torn = Path(shutil.copytree(folder, folder.with_name("torn")))
    store.close()
    volume = torn / "volumes" / "0001.db"
    volume.write_bytes(volume.read_bytes() + bytes(512))
    alone = Path(shutil.copytree(torn, folder.with_name("alone")))
    again = Store.open(torn, key)
    assert again.objects.get(kept) == b"kept"
    assert not again.alarms
    again.close()
    (alone / "volumes" / "0001.db-wal").unlink()
    with pytest.raises(Doubt, match=r"volumes/0001.db is missing or cut"):
        Store.open(alone, key)


def _page_of_index(folder: Path, key: bytearray) -> int:
    """Where the index of ids in the first volume begins."""
    volume = _volume(folder, key)
    page = volume.execute("SELECT rootpage FROM sqlite_schema WHERE type = 'index' AND tbl_name = 'objects'").fetchone()
    volume.close()
    return int(page[0])


def _volume(folder: Path, key: bytearray) -> sqlcipher3.Connection:
    """The first volume without our store."""
    records = connect(folder / "records.db", key)
    wrapped = records.execute("SELECT key FROM volumes").fetchone()[0]
    records.close()
    own = unwrap(derive(key, VOLUMES_LABEL), wrapped, b"volume 1")
    return connect(folder / "volumes" / "0001.db", own, hmac="SHA256")


def _bare_bytes(folder: Path, key: bytearray) -> bytes:
    """The object as SQLCipher gives it, empty where it refuses."""
    with suppress(sqlcipher3.DatabaseError):
        volume = _volume(folder, key)
        try:
            return bytes(volume.execute("SELECT bytes FROM chunks").fetchone()[0])
        finally:
            volume.close()
    return b""


def test_where_records_were_cut_off_their_originals_stay(
    store: Store, folder: Path, key: bytearray, deed: Deed
) -> None:
    """They are all that is left. Control: after a crash that lost nothing, what no row names is swept."""
    [kept] = store.objects.put_many([b"kept"])
    name_object(store, deed, "m", kept)
    store.close()
    older = (folder / "records.db").read_bytes()
    store = Store.open(folder, key)
    [later] = store.objects.put_many([b"named by rows that go"])
    name_object(store, deed, "n", later)
    store.close()
    (folder / "records.db").write_bytes(older)
    for alarms in (True, False):
        again = Store.open(folder, key)
        assert bool(again.alarms) is alarms
        assert again.objects.get(later) == b"named by rows that go"
        again.close()
