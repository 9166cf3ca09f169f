"""DICOM files go out as they came, or of nobody; what may still name somebody is held back."""

from __future__ import annotations

import io
import warnings
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import pydicom
import pytest
import pyzipper
from pydicom.fileset import FileSet

from app.domain.errors import Cancelled, WorkstationError
from app.domain.words import NOTHING, Phrase
from app.domain.work import quietly
from app.jobs.workers import Workers
from app.services.handing_out import Anonymous, Handed, HandingOut
from app.services.importing import Importing
from app.services.news import News
from app.services.unlocking import Opened
from tests.dicom_files import ROOT_UID, a_header, a_slice, as_bytes, with_pixels

STUDY = f"{ROOT_UID}.1.1"


@dataclass
class Desk:
    opened: Opened
    out: HandingOut
    files: list[bytes]
    folder: Path

    def hand(self, target: str, anonymous: Anonymous | None = None, passphrase: str = "") -> Handed:
        return self.out.hand_out(self.opened.principal, [STUDY], self.folder / target, quietly, anonymous, passphrase)

    def written(self, target: str) -> list[bytes]:
        found = (self.folder / target).rglob("*")
        return [path.read_bytes() for path in found if path.is_file() and path.name != "DICOMDIR"]


@pytest.fixture
def desk(opened: Opened, workers: Workers, tmp_path: Path) -> Desk:
    """Two CT slices of Jane Doe and one ultrasound picture of hers, all in one study."""
    files = [a_slice(str(n), (0, 0, n), StudyID="1", SeriesNumber="1") for n in (1, 2)]
    picture = a_header("1.2.840.10008.5.1.4.1.1.6.1", uid="3", Modality="US", StudyID="1", SeriesNumber="2")
    picture.SeriesInstanceUID, picture.InstanceNumber = f"{ROOT_UID}.2.2", "1"
    with_pixels(picture, np.zeros((3, 4), np.uint8))
    files.append(as_bytes(picture))
    inbox = tmp_path / "inbox"
    inbox.mkdir()
    for number, data in enumerate(files):
        (inbox / f"{number}.dcm").write_bytes(data)
    result = Importing(opened.store, workers, News()).import_paths(opened.principal, (inbox,), None, quietly)
    assert result.stored == 3
    return Desk(opened, HandingOut(opened.store, workers), files, tmp_path)


def uids(files: list[bytes]) -> set[str]:
    return {str(pydicom.dcmread(io.BytesIO(data)).SOPInstanceUID) for data in files}


def test_originals_go_to_a_folder_with_a_directory(desk: Desk) -> None:
    assert desk.hand("stick") == Handed(3)
    assert (desk.folder / "stick" / "DICOMDIR").exists()
    assert uids(desk.written("stick")) == uids(desk.files)


def test_originals_go_into_a_zip_that_opens_with_its_passphrase_only(desk: Desk) -> None:
    assert desk.hand("out.zip", passphrase="pine cone").files == 3
    with pyzipper.AESZipFile(desk.folder / "out.zip") as packed:
        packed.setpassword(b"pine cone")
        names = set(packed.namelist())
        assert {packed.read(name) for name in names - {"DICOMDIR"}} == set(desk.files)
        packed.setpassword(b"fir cone")
        for name in names:
            with pytest.raises(RuntimeError):
                packed.read(name)
    assert b"DOE" not in (desk.folder / "out.zip").read_bytes()


def test_a_zip_unpacks_to_a_file_set_that_pydicom_reads(desk: Desk) -> None:
    desk.hand("out.zip", passphrase="pine cone")
    with pyzipper.AESZipFile(desk.folder / "out.zip") as packed:
        packed.extractall(desk.folder / "unpacked", pwd=b"pine cone")
    found = {str(one.SOPInstanceUID): Path(one.path).read_bytes() for one in a_file_set_of(desk.folder / "unpacked")}
    assert found == {str(pydicom.dcmread(io.BytesIO(data)).SOPInstanceUID): data for data in desk.files}


def test_a_directory_of_nobody_names_nobody(desk: Desk) -> None:
    assert desk.hand("out.zip", Anonymous(), passphrase="pine cone").files == 2
    with pyzipper.AESZipFile(desk.folder / "out.zip") as packed:
        directory = packed.read("DICOMDIR", pwd=b"pine cone")
    assert b"ANON-" in directory
    assert not any(word in directory for word in (b"DOE", b"JANE", b"M1\0", b"19500203", ROOT_UID.encode()))


def test_a_zip_called_off_halfway_is_gone(desk: Desk) -> None:
    def stop(done: int, total: int, note: Phrase = NOTHING) -> None:
        del total, note
        if done:
            raise Cancelled

    before = sorted(desk.folder.iterdir())
    with pytest.raises(Cancelled):
        desk.out.hand_out(desk.opened.principal, [STUDY], desk.folder / "out.zip", stop, None, "pine cone")
    assert sorted(desk.folder.iterdir()) == before


def a_file_set_of(folder: Path) -> list[Any]:
    with warnings.catch_warnings():
        # a file-set of pydicom's leaves its empty staging folder to the garbage collector
        warnings.simplefilter("ignore", ResourceWarning)
        held = FileSet(folder / "DICOMDIR")
        held._stage["t"].cleanup()
        return list(held)


def test_copies_of_nobody_name_nobody_and_pictures_with_text_are_held(desk: Desk) -> None:
    handed = desk.hand("anonymous", Anonymous())
    assert (handed.files, handed.beside) == (2, 0)
    assert [problem.where for problem in handed.held] == [f"{ROOT_UID}.3.3"]
    written = desk.written("anonymous")
    for word in (b"DOE", b"JANE", b"M1", b"19500203", ROOT_UID.encode()):
        assert any(word in data for data in desk.files)
        assert not any(word in data for data in written)
    names = {str(pydicom.dcmread(io.BytesIO(data)).PatientName) for data in written}
    assert len(names) == 1
    assert names.pop().startswith("ANON-")


def test_a_persons_yes_lets_pictures_go(desk: Desk) -> None:
    handed = desk.hand("anonymous", Anonymous("SUBJECT", with_pictured_text=True))
    assert (handed.files, handed.held) == (3, ())


def test_copies_made_twice_are_the_same(desk: Desk) -> None:
    desk.hand("first", Anonymous())
    desk.hand("second", Anonymous())
    assert uids(desk.written("first")) == uids(desk.written("second"))


def test_every_trouble_is_told_before_anything_is_written(desk: Desk) -> None:
    (desk.folder / "full").mkdir()
    (desk.folder / "full" / "letter.txt").write_text("mine")
    for target, word in (("full", "not empty"), ("new.zip", "passphrase")):
        with pytest.raises(WorkstationError, match=word):
            desk.hand(target)
    with pytest.raises(WorkstationError, match=r"no study or series 1\.2\.3"):
        desk.out.hand_out(desk.opened.principal, ["1.2.3"], desk.folder / "new", quietly)
    assert not (desk.folder / "new").exists()
    assert not (desk.folder / "new.zip").exists()
