"""The directory of a file-set is made in memory and read by anybody; files stay as they are, byte for byte."""

from __future__ import annotations

import io
import tempfile
import warnings
from pathlib import Path
from typing import Any

import pydicom
import pytest
from pydicom.dataset import Dataset
from pydicom.fileset import FileSet

from app.imaging.media import describe, directory
from tests.dicom_files import ROOT_UID, a_file_set, a_slice

COMPLETE: dict[str, Any] = {"StudyID": "1", "SeriesNumber": "1", "AccessionNumber": "A1"}


def slices(*numbers: int, **changes: Any) -> list[bytes]:
    return [a_slice(str(n), (0, 0, n), **{**COMPLETE, **changes}) for n in numbers]


def opened(folder: Path) -> list[Any]:
    with warnings.catch_warnings():
        # a file-set of pydicom's leaves its empty staging folder to the garbage collector
        warnings.simplefilter("ignore", ResourceWarning)
        held = FileSet(folder / "DICOMDIR")
        found = list(held)
        held._stage["t"].cleanup()
        return found


def test_another_reader_finds_every_file_under_its_patient_study_and_series(tmp_path: Path) -> None:
    elsewhere = {"PatientID": "M2", "PatientName": "ROE^RICHARD", "StudyInstanceUID": f"{ROOT_UID}.1.2",
                 "SeriesInstanceUID": f"{ROOT_UID}.2.2"}  # fmt: skip
    again = {"SeriesInstanceUID": f"{ROOT_UID}.2.3", "SeriesNumber": "2"}
    files = [*slices(1, 2), *slices(3, **elsewhere), *slices(4, **again), *slices(5)]
    assert a_file_set(tmp_path, files) == [""] * 5
    found = {(str(one.PatientID), str(one.SeriesInstanceUID), Path(one.path).read_bytes()) for one in opened(tmp_path)}
    whole = [pydicom.dcmread(io.BytesIO(data)) for data in files]
    assert found == {
        (str(ds.PatientID), str(ds.SeriesInstanceUID), data) for ds, data in zip(whole, files, strict=True)
    }
    kinds = [record.DirectoryRecordType for record in pydicom.dcmread(tmp_path / "DICOMDIR").DirectoryRecordSequence]
    assert [kinds.count(kind) for kind in ("PATIENT", "STUDY", "SERIES", "IMAGE")] == [2, 2, 3, 5]


def test_names_are_in_the_alphabet_of_their_files(tmp_path: Path) -> None:
    names = {"GB18030": "Wang^XiaoDong=王^小东", "ISO_IR 192": "Müller^Jörg", "ISO_IR 100": "Gómez^José"}
    files = [
        data
        for number, (alphabet, name) in enumerate(names.items(), 1)
        for data in slices(number, SpecificCharacterSet=alphabet, PatientName=name, PatientID=f"P{number}")
    ]
    assert a_file_set(tmp_path, files) == [""] * 3
    read = pydicom.dcmread(tmp_path / "DICOMDIR").DirectoryRecordSequence
    assert [str(r.PatientName) for r in read if r.DirectoryRecordType == "PATIENT"] == [*names.values()]


def test_what_a_directory_cannot_name_is_written_beside_it(tmp_path: Path) -> None:
    (odd,) = slices(9, StudyTime=None)
    assert [bool(reason) for reason in a_file_set(tmp_path, [*slices(1), odd])] == [False, True]
    assert (tmp_path / "OTHER" / "IM000001").read_bytes() == odd
    assert len(opened(tmp_path)) == 1


def test_files_come_out_byte_for_byte(tmp_path: Path) -> None:
    """Also one whose words pydicom would write otherwise: an odd length, a group length, an unknown kind of value."""
    (plain,) = slices(1)
    odd = plain.replace(b"\x10\x00\x20\x00LO\x02\x00M1", b"\x10\x00\x20\x00UN\0\0\x02\0\0\0M1")
    assert odd != plain
    assert a_file_set(tmp_path, [odd]) == [""]
    assert [Path(one.path).read_bytes() for one in opened(tmp_path)] == [odd]


def test_two_files_of_one_identifier_are_both_written(tmp_path: Path) -> None:
    first, second = a_slice("1", (0, 0, 1), **COMPLETE), a_slice("1", (0, 0, 2), **COMPLETE)
    a_file_set(tmp_path, [first, second])
    assert (tmp_path / "DICOM" / "SE000001" / "IM000001").read_bytes() == first
    assert (tmp_path / "OTHER" / "IM000001").read_bytes() == second


def test_a_file_without_a_head_is_given_one(tmp_path: Path) -> None:
    whole = pydicom.dcmread(io.BytesIO(slices(1)[0]))
    bare = slices(1)[0][132:]
    assert a_file_set(tmp_path, [bare]) == [""]
    (found,) = opened(tmp_path)
    assert Path(found.path).read_bytes()[128:132] == b"DICM"
    assert pydicom.dcmread(found.path).PixelData == whole.PixelData


def test_nothing_is_written_while_a_directory_is_made(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path / "no such folder"))
    monkeypatch.setattr(Dataset, "save_as", _in_memory_only(Dataset.save_as))
    told = describe([*slices(1, 2), slices(3)[0][132:]])
    assert b"DOE^JANE" in directory(["DICOM/A", "DICOM/B", "DICOM/C"], [one.records for one in told])


def _in_memory_only(save: Any) -> Any:
    def saved(ds: Dataset, out: Any, /, **options: Any) -> None:
        assert isinstance(out, io.BytesIO)
        save(ds, out, **options)

    return saved
