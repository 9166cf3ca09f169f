"""Series opened before they are read to the end, and compressed ones that need not be decoded twice."""

from __future__ import annotations

import threading
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import pytest
from pydicom.uid import RLELossless

from app.domain.errors import Cancelled
from app.domain.patient import Role
from app.domain.words import NOTHING, Phrase
from app.domain.work import quietly
from app.jobs.workers import Workers
from app.services.deleting import Deleting
from app.services.importing import Importing
from app.services.memory import bytes_of
from app.services.news import News
from app.services.people import People
from app.services.settings import Preferences, Settings
from app.services.unlocking import Opened
from app.services.viewing import OpenedSet, Opening, TooLarge, Viewing
from app.store.keyring import Cost
from tests.dicom_files import ROOT_UID, a_header, a_slice, as_bytes, placed, with_pixels

SERIES = f"{ROOT_UID}.2.1"


@dataclass
class Desk:
    opened: Opened
    viewing: Viewing
    workers: Workers

    def open(self) -> OpenedSet:
        return self.viewing.open(self.opened.principal, SERIES, None, quietly)


@pytest.fixture
def desk(opened: Opened, workers: Workers) -> Desk:
    return Desk(opened, Viewing(opened.store, workers, News()), workers)


def put(desk: Desk, folder: Path, *files: bytes) -> None:
    folder.mkdir(exist_ok=True)
    for n, data in enumerate(files):
        (folder / f"{n:03d}.dcm").write_bytes(data)
    importing = Importing(desk.opened.store, desk.workers, News())
    assert not importing.import_paths(desk.opened.principal, (folder,), None, quietly).refused


def plain(count: int = 9) -> list[bytes]:
    return [a_slice(str(n), (0, 0, 3.0 * n), pixels=np.full((3, 4), n, np.int16)) for n in range(count)]


def compressed(count: int = 5) -> list[bytes]:
    made = []
    for n in range(count):
        pixels = np.random.default_rng(n).integers(0, 4000, (40, 30)).astype(np.int16)
        ds = placed(with_pixels(a_header(uid=str(n), InstanceNumber=n), pixels), (0, 0, 3.0 * n))
        ds.RescaleSlope, ds.RescaleIntercept = "1", "-1024"
        ds.compress(RLELossless, generate_instance_uid=False)
        made.append(as_bytes(ds))
    return made


@pytest.mark.parametrize("kind", ["plain", "compressed"])
def test_the_middle_slice_is_seen_before_the_others_are_read(desk: Desk, tmp_path: Path, kind: str) -> None:
    put(desk, tmp_path / "inbox", *(plain() if kind == "plain" else compressed()))
    seen: list[OpenedSet] = []

    def shows(opening: Opening) -> None:
        first = opening.so_far()
        assert first is not None
        seen.append(first)

    whole = desk.viewing.open(desk.opened.principal, SERIES, None, quietly, shows=shows)
    first, middle = seen[0], whole.shown.shape[0] // 2
    assert first.arrived is not None
    assert np.flatnonzero(first.arrived).tolist() == [middle]
    assert np.array_equal(first.volume.voxels[middle], whole.volume.voxels[middle])
    assert first.volume.windows == whole.volume.windows
    assert whole.arrived is None
    assert np.array_equal(whole.volume.voxels, desk.open().volume.voxels)


def test_the_image_wanted_is_the_first_one_seen(desk: Desk, tmp_path: Path) -> None:
    put(desk, tmp_path / "inbox", *plain())
    seen: list[OpenedSet | None] = []
    wanted = desk.open().shown.frames[7].instance
    desk.viewing.open(
        desk.opened.principal, SERIES, None, quietly, instance=wanted, shows=lambda o: seen.append(o.so_far())
    )
    assert seen[0] is not None
    assert seen[0].arrived is not None
    assert np.flatnonzero(seen[0].arrived).tolist() == [7]


def test_what_came_until_an_opening_was_called_off_is_whole_slices(desk: Desk, tmp_path: Path) -> None:
    put(desk, tmp_path / "inbox", *plain())
    kept: list[Opening] = []

    def until(done: int, total: int, note: Phrase = NOTHING) -> None:
        raise Cancelled(done, total, note)

    with pytest.raises(Cancelled):
        desk.viewing.open(desk.opened.principal, SERIES, None, until, shows=kept.append)
    found = kept[0].so_far()
    assert found is not None
    assert found.arrived is not None
    for k in np.flatnonzero(found.arrived):
        assert (found.volume.voxels[k] == 8 - k - 1024).all() or (found.volume.voxels[k] == k - 1024).all()


def test_compressed_images_are_decoded_once(desk: Desk, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    put(desk, tmp_path / "inbox", *compressed())
    first = desk.open()
    desk.opened.store.display.settle()
    assert desk.opened.store.display.kept().entries == 5
    monkeypatch.setattr(desk.workers, "run", _nobody)
    again = desk.open()
    assert np.array_equal(again.volume.voxels, first.volume.voxels)
    assert again.volume.voxels.dtype == first.volume.voxels.dtype
    assert again.decoders == first.decoders
    assert again.volume.windows == first.volume.windows


def _nobody(*_: object, **__: object) -> None:
    raise AssertionError("a child was asked")


def test_without_the_cache_they_are_decoded_again(desk: Desk, tmp_path: Path) -> None:
    put(desk, tmp_path / "inbox", *compressed())
    first = desk.open()
    desk.opened.store.display.settle()
    desk.opened.store.display.clear()
    assert not desk.opened.store.display.path.exists()
    assert np.array_equal(desk.open().volume.voxels, first.volume.voxels)


def test_an_entry_that_is_something_else_is_not_believed(desk: Desk, tmp_path: Path) -> None:
    put(desk, tmp_path / "inbox", *compressed(2))
    first = desk.open()
    display = desk.opened.store.display
    display.settle()
    with display._connected() as connection:
        connection.execute("UPDATE pixels SET bytes = substr(bytes, 1, 300)")
    assert np.array_equal(desk.open().volume.voxels, first.volume.voxels)


def test_plain_images_are_not_kept_twice(desk: Desk, tmp_path: Path) -> None:
    put(desk, tmp_path / "inbox", *plain())
    desk.open()
    desk.opened.store.display.settle()
    assert desk.opened.store.display.kept().entries == 0


def test_deleting_erasing_and_new_keys_take_decoded_images_away(desk: Desk, cheap: Cost, tmp_path: Path) -> None:
    put(desk, tmp_path / "inbox", *compressed())
    opened = desk.open()
    display, principal = desk.opened.store.display, desk.opened.principal
    display.settle()
    people = People(desk.opened.store, cheap)
    people.change_keys(principal, quietly)
    assert not display.path.exists()
    desk.open()
    display.settle()
    assert display.kept().entries == 5
    deleting = Deleting(desk.opened.store, people, News())
    assert principal.role == Role.ADMINISTRATOR
    deleting.delete_patient(principal, opened.summary.patient.id, "asked for it")
    assert display.kept().entries == 0
    deleting.erase(principal, quietly)
    assert not display.path.exists()


def test_opening_from_several_places_at_once_keeps_every_image(desk: Desk, tmp_path: Path) -> None:
    put(desk, tmp_path / "inbox", *compressed())
    found: list[OpenedSet] = []
    threads = [threading.Thread(target=lambda: found.append(desk.open())) for _ in range(4)]
    for one in threads:
        one.start()
    for one in threads:
        one.join()
    assert len(found) == 4
    assert all(np.array_equal(one.volume.voxels, found[0].volume.voxels) for one in found)
    desk.opened.store.display.settle()
    assert desk.opened.store.display.kept().entries == 5


def budgeted(desk: Desk, megabytes: int) -> None:
    Settings(desk.opened.store).write(desk.opened.principal, Preferences(image_memory_mb=megabytes))


def look(desk: Desk) -> OpenedSet:
    """Opened as the window does."""
    return desk.viewing.open(desk.opened.principal, SERIES, None, quietly, shows=lambda _: None)


def test_what_was_seen_last_is_not_read_again(desk: Desk, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    put(desk, tmp_path / "inbox", *plain())
    first = look(desk)
    monkeypatch.setattr(desk.opened.store.objects, "get", _nobody)
    assert look(desk).volume is first.volume
    desk.viewing.memory.forget()
    with pytest.raises(AssertionError, match="asked"):
        look(desk)


def test_images_imported_meanwhile_are_seen(desk: Desk, tmp_path: Path) -> None:
    put(desk, tmp_path / "inbox", *plain(4))
    assert look(desk).shown.shape[0] == 4
    put(desk, tmp_path / "more", *plain(9)[4:])
    assert look(desk).shown.shape[0] == 9


def test_what_is_larger_than_the_memory_is_read_one_image_at_a_time(desk: Desk, tmp_path: Path) -> None:
    heights = [a_slice(str(n), (0, 0, 3.0 * n), pixels=np.full((400, 400), n, np.int16)) for n in range(9)]
    put(desk, tmp_path / "inbox", *heights)
    whole = look(desk)
    desk.viewing.memory.forget()
    budgeted(desk, 1)
    with pytest.raises(TooLarge, match=r"need 2.7.MiB; of 1.0.MiB for images, 0.B are on screen") as refused:
        look(desk)
    for k in (4, 0, 8):
        one = refused.value.slices.at(k)
        assert (one.shown.frames, one.shown.shape) == (whole.shown.frames, whole.shown.shape)
        assert one.arrived is not None
        assert np.flatnonzero(one.arrived).tolist() == [k]
        assert np.array_equal(one.volume.voxels[k], whole.volume.voxels[k])
        assert one.volume.voxels.shape == whole.volume.voxels.shape
        assert bytes_of(one.volume) == 400 * 400 * 2
        assert str(one.why_partly).startswith("These images need")
    budgeted(desk, 3)
    assert np.array_equal(look(desk).volume.voxels, whole.volume.voxels)


def test_what_is_not_for_a_window_knows_no_budget(desk: Desk, tmp_path: Path) -> None:
    put(desk, tmp_path / "inbox", *(a_slice(str(n), (0, 0, n), pixels=np.zeros((800, 800), np.int16)) for n in (0, 1)))
    budgeted(desk, 1)
    assert desk.open().shown.shape[0] == 2
    assert desk.viewing.memory.use().in_use == 0
