"""A file-set written piece by piece is read back by anybody, byte for byte."""

from __future__ import annotations

import io
import warnings
from pathlib import Path
from typing import Any

import pydicom
from pydicom.fileset import FileSet

from app.imaging.media import add
from tests.dicom_files import a_slice

COMPLETE: dict[str, Any] = {"StudyID": "1", "SeriesNumber": "1", "AccessionNumber": "A1"}


def slices(*numbers: int) -> list[bytes]:
    return [a_slice(str(n), (0, 0, n), **COMPLETE) for n in numbers]


def opened(folder: Path) -> list[Any]:
    with warnings.catch_warnings():
        # a file-set of pydicom's leaves its empty staging folder to the garbage collector
        warnings.simplefilter("ignore", ResourceWarning)
        held = FileSet(folder / "DICOMDIR")
        found = list(held)
        held._stage["t"].cleanup()
        return found


def test_files_added_in_two_goes_stand_in_one_directory(tmp_path: Path) -> None:
    first, second = slices(1, 2), slices(3)
    assert add(tmp_path, first) == ["", ""]
    assert add(tmp_path, second) == [""]
    found = {str(one.SOPInstanceUID): Path(one.path).read_bytes() for one in opened(tmp_path)}
    wanted = {str(pydicom.dcmread(io.BytesIO(d)).SOPInstanceUID): d for d in first + second}
    assert {uid: pydicom.dcmread(io.BytesIO(d)).PixelData for uid, d in found.items()} == {
        uid: pydicom.dcmread(io.BytesIO(d)).PixelData for uid, d in wanted.items()
    }
    assert sorted(path.name for path in tmp_path.iterdir()) == ["DICOMDIR", "PT000000"]


def test_what_a_directory_cannot_name_is_written_beside_it(tmp_path: Path) -> None:
    odd = a_slice("9", (0, 0, 0), **{**COMPLETE, "StudyTime": None})
    assert [bool(reason) for reason in add(tmp_path, [*slices(1), odd])] == [False, True]
    assert (tmp_path / "OTHER" / "IM000001").read_bytes() == odd
    assert len(opened(tmp_path)) == 1


def test_files_come_out_byte_for_byte(tmp_path: Path) -> None:
    """Also one whose words pydicom would write otherwise: an odd length, a group length, an unknown kind of value."""
    plain = a_slice("1", (0, 0, 1), **COMPLETE)
    odd = plain.replace(b"\x10\x00\x20\x00LO\x02\x00M1", b"\x10\x00\x20\x00UN\0\0\x02\0\0\0M1")
    assert odd != plain
    assert add(tmp_path, [odd]) == [""]
    assert [Path(one.path).read_bytes() for one in opened(tmp_path)] == [odd]


def test_two_files_of_one_identifier_are_both_written(tmp_path: Path) -> None:
    first, second = a_slice("1", (0, 0, 1), **COMPLETE), a_slice("1", (0, 0, 2), **COMPLETE)
    assert [bool(reason) for reason in add(tmp_path, [first, second])] == [False, True]
    assert (tmp_path / "OTHER" / "IM000001").read_bytes() == second


def test_a_file_without_a_head_is_given_one(tmp_path: Path) -> None:
    whole = pydicom.dcmread(io.BytesIO(slices(1)[0]))
    bare = slices(1)[0][132:]
    assert add(tmp_path, [bare]) == [""]
    (found,) = opened(tmp_path)
    assert Path(found.path).read_bytes()[128:132] == b"DICM"
    assert pydicom.dcmread(found.path).PixelData == whole.PixelData


def test_nothing_is_left_in_the_place_for_temporary_files(tmp_path: Path) -> None:
    add(tmp_path, slices(1))
    assert not list(tmp_path.glob("aegle-writing*"))
