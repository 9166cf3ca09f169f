"""A watched folder gives what has settled, once, and keeps what was not proven to be in the vault."""

from __future__ import annotations

import io
import sys
import zipfile
from dataclasses import dataclass, field
from pathlib import Path

import pytest

from app.domain.errors import Cancelled, WorkstationError
from app.domain.patient import Deed
from app.domain.words import NOTHING, Phrase
from app.domain.work import quietly
from app.jobs.workers import Workers
from app.services.importing import Importing
from app.services.news import News
from app.services.unlocking import Opened
from app.services.watching import MOVED, Taken, Watching, WatchPlan
from app.store import studies
from app.store.audit import entries
from tests.dicom_files import a_slice


@dataclass
class Desk:
    opened: Opened
    workers: Workers
    folder: Path
    now: float = 0.0
    watching: Watching = field(init=False)

    def __post_init__(self) -> None:
        self.folder.mkdir()
        self.begin()

    def begin(self) -> None:
        """As after every unlocking."""
        importing = Importing(self.opened.store, self.workers, News())
        self.watching = Watching(self.opened.store, importing, lambda: self.now)

    def watch(self, after: str = "leave") -> None:
        self.watching.change_plan(self.opened.principal, WatchPlan(str(self.folder), after))  # type: ignore[arg-type]

    def look(self, seconds: float = 6.0) -> list[str]:
        self.now += seconds
        return [path.name for path in self.watching.settled(self.opened.principal)]

    def take(self) -> Taken | None:
        self.look()
        self.look()
        return self.watching.take(self.opened.principal, quietly)

    def put(self, name: str, data: bytes) -> Path:
        path = self.folder / name
        path.parent.mkdir(exist_ok=True)
        path.write_bytes(data)
        return path

    def kept(self) -> int:
        with self.opened.store.transaction(Deed(self.opened.principal, "list series")) as tx:
            return sum(len(studies.instances(tx, one.uid)) for one in studies.series_rows(tx))


@pytest.fixture
def desk(opened: Opened, workers: Workers, tmp_path: Path) -> Desk:
    return Desk(opened, workers, tmp_path / "inbox")


def slice_(n: int) -> bytes:
    return a_slice(str(n), (0, 0, n))


def test_a_file_is_taken_when_it_has_stayed_the_same_for_a_while(desk: Desk) -> None:
    desk.watch()
    path = desk.put("a.dcm", slice_(1)[:400])
    assert desk.look() == []  # seen for the first time
    assert desk.look(2) == []
    path.write_bytes(slice_(1))  # it is still being copied
    assert desk.look(4) == []
    assert desk.look(4) == []
    assert desk.look(2) == ["a.dcm"]
    taken = desk.watching.take(desk.opened.principal, quietly)
    assert taken is not None
    assert (taken.result.stored, taken.cleared, desk.kept()) == (1, 0, 1)
    assert path.exists()  # left where it is
    assert desk.take() is None  # and not taken twice


def test_half_copies_hidden_and_empty_files_are_left_alone(desk: Desk) -> None:
    desk.watch()
    for name in ("a.dcm.part", "b.crdownload", ".c.dcm", "~$d.dcm", "e.TMP"):
        desk.put(name, slice_(1))
    desk.put("empty.dcm", b"")
    assert desk.take() is None


@pytest.mark.skipif(sys.platform == "win32", reason="making links needs a right of its own on Windows")
def test_links_are_never_followed(desk: Desk, tmp_path: Path) -> None:
    outside = tmp_path / "outside"
    outside.mkdir()
    (outside / "a.dcm").write_bytes(slice_(1))
    desk.watch("delete")
    (desk.folder / "folder").symlink_to(outside)
    (desk.folder / "b.dcm").symlink_to(outside / "a.dcm")
    assert desk.take() is None
    assert (outside / "a.dcm").exists()


def test_a_locked_vault_stops_it_and_unlocking_goes_on(desk: Desk) -> None:
    desk.watch()
    desk.put("a.dcm", slice_(1))
    assert desk.take() is not None
    desk.put("b.dcm", slice_(2))
    desk.begin()
    taken = desk.take()
    assert taken is not None
    assert (taken.result.files, taken.result.stored) == (1, 1)  # the first is not read again


def test_a_pass_that_is_called_off_is_taken_up_again(desk: Desk) -> None:
    desk.watch("delete")
    path = desk.put("a.dcm", slice_(1))

    def stop(done: int, total: int, note: Phrase = NOTHING) -> None:
        del done, total, note
        raise Cancelled

    desk.look()
    desk.look()
    with pytest.raises(Cancelled):
        desk.watching.take(desk.opened.principal, stop)
    assert path.exists()
    desk.begin()
    assert desk.take() is not None
    assert desk.kept() == 1
    assert not path.exists()


def test_imported_files_are_moved_aside_with_their_folders(desk: Desk) -> None:
    desk.watch("move")
    desk.put("disc/a.dcm", slice_(1))
    taken = desk.take()
    assert taken is not None
    assert taken.cleared == 1
    assert (desk.folder / MOVED / "disc" / "a.dcm").read_bytes() == slice_(1)
    assert desk.take() is None


def test_refused_files_and_archives_are_never_deleted_and_are_listed(desk: Desk) -> None:
    desk.watch("delete")
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as archive:
        archive.writestr("a.dcm", slice_(1))
        archive.writestr("bad.dcm", b"this is no DICOM file")
    wanted = desk.put("packed.zip", packed.getvalue())
    broken = desk.put("broken.dcm", b"this is no DICOM file")
    good = desk.put("good.dcm", slice_(2))
    known = desk.put("known.dcm", slice_(2))
    taken = desk.take()
    assert taken is not None
    assert [path.exists() for path in (wanted, broken, good, known)] == [True, True, False, False]
    listed = {Path(one.where).name: str(one.what) for one in desk.watching.state(desk.opened.principal).refused}
    assert set(listed) == {"broken.dcm", "bad.dcm"}
    assert "holds something else" in listed["broken.dcm"]
    desk.begin()  # and it is known after the next unlocking
    assert len(desk.watching.state(desk.opened.principal).refused) == 2
    broken.unlink()
    desk.put("more.dcm", slice_(3))
    desk.take()
    assert [Path(one.where).name for one in desk.watching.state(desk.opened.principal).refused] == ["bad.dcm"]


def test_what_the_vault_does_not_give_back_byte_for_byte_is_not_deleted(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    desk.watch("delete")
    path = desk.put("a.dcm", slice_(1))
    objects = type(desk.opened.store.objects)
    honest = objects.get
    monkeypatch.setattr(objects, "get", lambda self, one: honest(self, one)[:-1] + b"?")
    taken = desk.take()
    assert taken is not None
    assert (taken.cleared, path.exists()) == (0, True)
    assert "not what is in the file" in str(taken.left[0].what)


def test_clearing_stands_in_the_audit_trail_and_a_folder_that_is_gone_is_told(desk: Desk) -> None:
    desk.watch("delete")
    desk.put("a.dcm", slice_(1))
    desk.take()
    with desk.opened.store.transaction(Deed(desk.opened.principal, "read audit trail")) as tx:
        verbs = [entry.verb for entry in entries(tx)]
    assert {"change watched folder", "clear watched folder", "import"} <= set(verbs)
    desk.folder.rename(desk.folder.with_name("elsewhere"))
    assert desk.look() == []
    assert "cannot be looked into" in str(desk.watching.state(desk.opened.principal).trouble)


def test_looking_writes_nothing_into_the_trail(desk: Desk) -> None:
    desk.watch()
    desk.look()

    def count() -> int:
        with desk.opened.store.transaction(Deed(desk.opened.principal, "read audit trail")) as tx:
            return len(tuple(entries(tx)))

    before = count()
    for _ in range(20):
        desk.look()
    assert count() == before + 1  # the question itself


def test_a_folder_around_or_inside_the_vault_and_one_that_is_not_there_are_refused(desk: Desk) -> None:
    vault = desk.opened.store.folder
    for folder, word in ((vault, "inside one another"), (vault.parent, "inside one another"), (vault / "x", "inside")):
        with pytest.raises(WorkstationError, match=word):
            desk.watching.change_plan(desk.opened.principal, WatchPlan(str(folder)))
    with pytest.raises(WorkstationError, match="no folder"):
        desk.watching.change_plan(desk.opened.principal, WatchPlan(str(desk.folder / "missing")))
