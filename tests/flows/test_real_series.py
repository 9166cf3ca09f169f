"""Real files go in, and what comes out agrees with an independent converter."""

from __future__ import annotations

import hashlib
import itertools
import json
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import nibabel
import numpy as np
import pydicom.data
import pytest
import SimpleITK

from app import paths
from app.domain.errors import WorkstationError
from app.domain.study import Series
from app.domain.work import quietly
from app.jobs.workers import Workers
from app.services import unlocking
from app.services.exporting import Exporting
from app.services.importing import Importing, ImportResult
from app.services.news import News
from app.services.unlocking import Opened
from app.services.viewing import Viewing
from app.services.worklist import Worklist
from app.store.keyring import Cost


@dataclass
class Desk:
    opened: Opened
    workers: Workers
    viewing: Viewing
    exporting: Exporting

    def take_in(self, *paths: Path) -> ImportResult:
        importing = Importing(self.opened.store, self.workers, News())
        result = importing.import_paths(self.opened.principal, paths, None, quietly)
        assert result.files == result.stored + result.duplicate + len(result.kept_aside) + len(result.refused)
        return result

    def largest_series(self) -> Series:
        series = Worklist(self.opened.store, News()).series(self.opened.principal)
        return max(series, key=lambda s: s.instance_count)


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Desk]:
    opened = unlocking.create(tmp_path / "vault", "ann", "correct horse", Cost(memory_kib=64, passes=1, lanes=1))
    workers = Workers(2)
    viewing = Viewing(opened.store, workers, News())
    yield Desk(opened, workers, viewing, Exporting(opened.store, viewing, workers, paths.resources() / "fonts"))
    workers.close()
    unlocking.lock(opened)


def corners(affine: np.ndarray[Any, np.dtype[np.float64]], shape: tuple[int, ...]) -> list[tuple[float, ...]]:
    ends = itertools.product(*((0, n - 1) for n in shape))
    return sorted(tuple(np.round((affine @ [*index, 1])[:3], 3)) for index in ends)


@pytest.mark.parametrize(
    ("name", "path"),
    [
        ("ct_lung", "dash-vtk/ct_lung.zip"),
        ("mri_brain", "dash-vtk/mri_brain.zip"),
        ("decub_HFDR", "dcm_qa_decubitus/HFDR_t1_sag.zip"),
        ("slicer_cthead", "slicer/CTHeadAxialDicom"),
        ("nih_ge4", "dcm_qa_nih/GE_epi_4D_mr_0004.zip"),
    ],
)
def test_an_exported_volume_agrees_with_an_independent_converter(
    desk: Desk, shared_data: Path, tmp_path: Path, name: str, path: str
) -> None:
    truth = json.loads((shared_data / "imaging/geometry_truth.json").read_text(encoding="utf-8"))["volumes"]
    wanted = next(v for key, v in truth.items() if key.startswith(f"{name}/"))
    result = desk.take_in(shared_data / "imaging" / path)
    assert result.stored == result.files
    uid = desk.largest_series().uid
    desk.exporting.export_volume(desk.opened.principal, uid, None, tmp_path / "v.nii.gz", quietly)
    image: Any = SimpleITK.ReadImage(str(tmp_path / "v.nii.gz"))
    affine = np.eye(4)
    affine[:3, :3] = np.array(image.GetDirection()).reshape(3, 3) * image.GetSpacing()
    affine[:3, 3] = image.GetOrigin()
    affine[:2] *= -1  # LPS to RAS
    # the converter may flip axes: the set of corners is what counts. Within 0.05 mm
    ours = np.array(corners(affine, image.GetSize()))
    theirs = np.array(corners(np.array(wanted["affine"]), tuple(wanted["shape"][:3])))
    for corner in theirs:
        assert np.linalg.norm(ours - corner, axis=1).min() < 0.05
    assert sorted(image.GetSize()) == sorted(wanted["shape"][:3])
    if len(wanted["shape"]) == 3:
        values: Any = SimpleITK.GetArrayFromImage(image)
        assert (values.min(), values.max()) == (wanted["min"], wanted["max"])


def test_a_tilted_head_with_uneven_slices_is_no_volume(desk: Desk, shared_data: Path, tmp_path: Path) -> None:
    desk.take_in(shared_data / "imaging/dcm_qa_ct/GE_head_tilt18.5.zip")
    uid = desk.largest_series().uid
    (shown,) = desk.viewing.summary(desk.opened.principal, uid).sets
    assert shown.certificate.verdict == "gaps"
    assert shown.certificate.tilt_deg == pytest.approx(18.5, abs=0.05)
    assert shown.geometry is None
    with pytest.raises(WorkstationError, match=r"1\.08 to 7\.00 mm.*18\.5°"):
        desk.exporting.export_volume(desk.opened.principal, uid, None, tmp_path / "v.nii.gz", quietly)


def test_150_images_of_15_slices_are_ten_time_points(desk: Desk, shared_data: Path) -> None:
    desk.take_in(shared_data / "imaging/dcm_qa_nih/GE_epi_4D_mr_0004.zip")
    sets = desk.viewing.summary(desk.opened.principal, desk.largest_series().uid).sets
    assert [s.shape for s in sets] == [(15, 64, 64)] * 10
    assert all(s.certificate.is_volume for s in sets)


def test_pet_values_keep_the_slope_of_every_slice(desk: Desk, shared_data: Path) -> None:
    desk.take_in(shared_data / "imaging/pet-headers/A_PET")
    found = desk.viewing.open(desk.opened.principal, desk.largest_series().uid, None, quietly)
    values: Any = found.volume.voxels
    assert (found.volume.unit, str(values.dtype)) == ("Bq/ml", "float32")
    assert float(np.median(values[values > 1000])) == pytest.approx(5000, rel=0.05)
    assert found.shown.spacing_mm[0] == pytest.approx(2)  # though SliceThickness says 3


# shape, affine (RAS) and three values as dcm2niix v1.0.20260724 gives them: (column, row, slice) -> value
_MOSAICS = {
    "dcm_qa/cor_corint36.zip": (
        (36, 64, 64),
        [[-3.25, 0, 0, 104], [0, -0.4972, -3.55762, 150.31094], [0, 3.21174, -0.55075, -92.10503]],
        {(30, 20, 2): 18, (40, 35, 4): 18, (33, 30, 1): 21},
    ),
    "dcm_qa_nih/Siemens_mosaic_mr_0003": (
        (5, 72, 72),
        [[-3, 0, 0, 108], [0, 3, 0, -105], [0, 0, 12, 16]],
        {(30, 20, 2): 333, (40, 35, 4): 440, (33, 30, 1): 260},
    ),
    "dcm_qa_ts/In/1.dcm": (
        (35, 64, 64),
        [[-3.25, 0, 0, 104], [0, 3.23099, -0.3888, -58.68431], [0, 0.351, 3.57894, -84.79803]],
        {(30, 20, 2): 789, (40, 35, 4): 76, (33, 30, 1): 57},
    ),
}


@pytest.mark.parametrize("path", _MOSAICS)
def test_the_slices_of_a_mosaic_lie_where_an_independent_converter_puts_them(
    desk: Desk, shared_data: Path, path: str
) -> None:
    shape, affine, values = _MOSAICS[path]
    desk.take_in(shared_data / "imaging" / path)
    uid = desk.largest_series().uid
    sets = desk.viewing.summary(desk.opened.principal, uid).sets
    assert {s.shape for s in sets} == {shape}
    assert all(s.certificate.is_volume for s in sets)
    found = desk.viewing.open(desk.opened.principal, uid, sets[0].id, quietly).volume
    assert found.geometry is not None
    back: Any = np.linalg.inv(found.geometry.affine)
    for index, value in values.items():
        right, front, head = np.array(affine) @ [*index, 1]
        i, j, k = (back @ [-right, -front, head, 1])[:3]
        assert max(abs(n - round(n)) for n in (i, j, k)) < 0.02
        assert int(found.voxels[round(k), round(j), round(i)]) == value


def test_a_whole_folder_of_records_is_accounted_for(desk: Desk, shared_data: Path) -> None:
    folder = shared_data / "records/2_ehr_exchange/synthea_fhir_r4_bundles_a"
    result = desk.take_in(folder)
    files = [p for p in folder.rglob("*") if p.is_file()]
    assert result.files == len(files)
    assert result.patients == result.stored == 32
    assert not result.refused
    assert result.records["Observation"] > 6000


def packaged() -> list[Path]:
    """Folders of files by many makers that the libraries here bring for their own tests."""
    data = Path(pydicom.data.__file__).parent
    nib = Path(nibabel.__file__).parent
    found = [data / "test_files", data / "charset_files", data / "palettes", nib / "nicom" / "tests" / "data"]
    more = find_spec("data_store")  # the package pydicom-data
    return [*found, *(Path(place) for place in (more.submodule_search_locations or () if more else ()))]


def looked_at(desk: Desk) -> tuple[set[str], int, list[str]]:
    """(digests of the originals kept, how many display sets opened, what those that do not said), of all there is.

    Every instance is in a display set or says why it is in none.
    """
    kept, opened, told = set(), 0, []
    store = desk.opened.store
    worklist = Worklist(store, News())
    for series in worklist.series(desk.opened.principal):
        summary = desk.viewing.summary(desk.opened.principal, series.uid)
        assert len(summary.account) == series.instance_count
        assert all(one.sets or str(one.why_not) for one in summary.account)
        for instance in worklist.instances(desk.opened.principal, series.uid):
            kept.add(hashlib.sha256(store.objects.get(instance.object)).hexdigest())
        for shown in summary.sets:
            try:
                desk.viewing.open(desk.opened.principal, series.uid, shown.id, quietly)
                opened += 1
            except WorkstationError as error:
                told.append(f"{series.uid} {shown.id}: {error.what} {error.hint}")
    return kept, opened, told


def lost(result: ImportResult, files: dict[str, bytes], kept: set[str]) -> list[str]:
    """Files (by name) that are neither kept as they came nor named in the import's report."""
    named = {Path(problem.where.replace("!", "/")).name for problem in (*result.refused, *result.kept_aside)}
    return [
        name for name, data in files.items()
        if Path(name).name not in named and hashlib.sha256(data).hexdigest() not in kept
    ]  # fmt: skip


def test_files_of_many_makers_are_stored_or_named_and_each_instance_is_accounted_for(desk: Desk) -> None:
    folders = packaged()
    result = desk.take_in(*folders)
    files = {str(p): p.read_bytes() for folder in folders for p in folder.rglob("*") if p.is_file()}
    assert result.files >= len(files)
    assert result.stored > 100
    assert all(str(problem.what) and str(problem.hint) for problem in result.refused)
    kept, opened, told = looked_at(desk)
    assert lost(result, files, kept) == []
    assert (opened > 80, told) == (True, [])


def test_every_real_imaging_file_ends_with_a_reason(desk: Desk, shared_data: Path) -> None:
    folder = shared_data / "imaging"
    result = desk.take_in(folder)
    on_disk = [p for p in folder.rglob("*") if p.is_file()]
    files = {str(p): p.read_bytes() for p in on_disk if p.suffix != ".zip"}
    for path in on_disk:
        if path.suffix == ".zip":
            with zipfile.ZipFile(path) as packed:
                members = [one for one in packed.infolist() if not one.is_dir()]
                files |= {f"{path}/{one.filename}": packed.read(one) for one in members}
    assert result.files == len(files)
    assert result.stored > 500
    assert all(str(p.what) and str(p.hint) for p in result.refused)
    kept, opened, told = looked_at(desk)
    assert lost(result, files, kept) == []
    assert opened > 90
    assert all("None of the images" in words for words in told)
