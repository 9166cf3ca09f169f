"""Discs as they come: missing files are told, wrong case and lost endings do not matter, private records neither."""

from __future__ import annotations

import io
import warnings
import zipfile
from pathlib import Path
from typing import Any

import pydicom
from pydicom.dataset import Dataset

from app.domain.work import quietly
from app.jobs.workers import Workers
from app.services.importing import Importing, ImportResult
from app.services.news import News
from app.services.unlocking import Opened
from tests.dicom_files import a_file_set, a_slice

COMPLETE: dict[str, Any] = {"StudyID": "1", "SeriesNumber": "1", "AccessionNumber": "A1"}


def a_disc(folder: Path, count: int = 3) -> list[Path]:
    """A disc with its DICOMDIR; the paths of its images."""
    a_file_set(folder, [a_slice(str(n), (0, 0, n), **COMPLETE) for n in range(1, count + 1)])
    return sorted(path for path in folder.rglob("*") if path.is_file() and path.name != "DICOMDIR")


def imported(opened: Opened, workers: Workers, path: Path) -> ImportResult:
    return Importing(opened.store, workers, News()).import_paths(opened.principal, (path,), None, quietly)


def notes(result: ImportResult) -> list[str]:
    return [str(note.what) for note in result.notes if "table of contents" in str(note.what)]


def test_a_whole_disc_has_nothing_to_say(opened: Opened, workers: Workers, tmp_path: Path) -> None:
    a_disc(tmp_path / "disc")
    result = imported(opened, workers, tmp_path / "disc")
    assert (result.stored, len(result.kept_aside), notes(result)) == (3, 1, [])


def test_files_that_are_missing_are_named_and_the_others_imported(
    opened: Opened, workers: Workers, tmp_path: Path
) -> None:
    images = a_disc(tmp_path / "disc")
    images[1].unlink()
    result = imported(opened, workers, tmp_path / "disc")
    assert result.stored == 2
    (said,) = notes(result)
    assert "names 1 files that are not here" in said
    assert images[1].name in said


def test_another_case_added_endings_and_versions_are_the_same_files(
    opened: Opened, workers: Workers, tmp_path: Path
) -> None:
    images = a_disc(tmp_path / "disc")
    for path, name in zip(images, ("{}.dcm", "{};1", "{}."), strict=True):
        path.rename(path.with_name(name.format(path.name.lower())))
    for folder in sorted((p for p in (tmp_path / "disc").rglob("*") if p.is_dir()), reverse=True):
        folder.rename(folder.with_name(folder.name.lower()))
    (tmp_path / "disc" / "DICOMDIR").rename(tmp_path / "disc" / "dicomdir")
    result = imported(opened, workers, tmp_path / "disc")
    assert (result.stored, notes(result)) == (3, [])


def test_a_disc_in_a_zip_is_read_the_same_way(opened: Opened, workers: Workers, tmp_path: Path) -> None:
    images = a_disc(tmp_path / "disc")
    with zipfile.ZipFile(tmp_path / "disc.zip", "w") as packed:
        for path in (tmp_path / "disc").rglob("*"):
            if path.is_file() and path != images[0]:
                packed.write(path, f"CD1/{path.relative_to(tmp_path / 'disc')}")
    result = imported(opened, workers, tmp_path / "disc.zip")
    assert result.stored == 2
    assert len(notes(result)) == 1


def test_private_records_and_a_broken_directory_lose_no_image(opened: Opened, workers: Workers, tmp_path: Path) -> None:
    a_disc(tmp_path / "disc")
    path = tmp_path / "disc" / "DICOMDIR"
    ds = pydicom.dcmread(path)
    private = Dataset()
    private.DirectoryRecordType, private.PrivateRecordUID = "PRIVATE", "1.2.3"
    ds.DirectoryRecordSequence.append(private)
    out = io.BytesIO()
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        pydicom.dcmwrite(out, ds)
    path.write_bytes(out.getvalue())
    result = imported(opened, workers, tmp_path / "disc")
    assert (result.stored, notes(result)) == (3, [])
    a_disc(tmp_path / "other", 2)
    (tmp_path / "other" / "DICOMDIR").write_bytes(b"\0" * 128 + b"DICM" + b"\xff" * 500)
    again = imported(opened, workers, tmp_path / "other")
    assert (again.stored + again.duplicate, notes(again)) == (2, [])


def test_images_that_no_directory_names_are_found_by_scanning(opened: Opened, workers: Workers, tmp_path: Path) -> None:
    a_disc(tmp_path / "disc")
    (tmp_path / "disc" / "EXTRA").mkdir()
    (tmp_path / "disc" / "EXTRA" / "X").write_bytes(a_slice("9", (0, 0, 9), **COMPLETE))
    assert imported(opened, workers, tmp_path / "disc").stored == 4
