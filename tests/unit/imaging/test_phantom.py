"""The sample patients' images: what was drawn is what the files hold."""

from __future__ import annotations

import io
from datetime import UTC, date, datetime

import numpy as np
import pydicom
import pytest
from numpy.typing import NDArray

from app.domain.patient import Patient
from app.imaging import phantom

PATIENT = Patient("p", "AEG-1", "Hartmann^Elena", date(1961, 4, 17), "F")
AT = datetime(2026, 9, 1, 9, 30, tzinfo=UTC)
Torso = tuple[list[pydicom.FileDataset], NDArray[np.float64]]


@pytest.fixture(scope="module")
def torso() -> Torso:
    headers = [pydicom.dcmread(io.BytesIO(data)) for _, data in phantom.torso_files(PATIENT, AT, size=256)]
    values = np.stack([h.pixel_array.astype(float) * h.RescaleSlope + h.RescaleIntercept for h in headers])
    return headers, values


def distance_mm(headers: list[pydicom.FileDataset], centre: tuple[float, float, float]) -> NDArray[np.float64]:
    """Distance of every voxel (k, j, i) from a point, read from the headers as any DICOM reader would."""
    first = headers[0]
    spacing = float(first.PixelSpacing[0])
    x = float(first.ImagePositionPatient[0]) + spacing * np.arange(first.Columns) - centre[0]
    y = float(first.ImagePositionPatient[1]) + spacing * np.arange(first.Rows) - centre[1]
    z = np.array([float(h.ImagePositionPatient[2]) for h in headers]) - centre[2]
    return np.asarray(np.sqrt(z[:, None, None] ** 2 + y[None, :, None] ** 2 + x[None, None, :] ** 2))


@pytest.mark.parametrize("region", phantom.REGIONS, ids=lambda region: region.name)
def test_every_region_has_the_value_it_was_drawn_with(torso: Torso, region: phantom.Region) -> None:
    headers, values = torso
    inside = values[distance_mm(headers, region.centre_mm) < region.radius_mm]
    assert inside.size > 8
    assert inside.mean() == pytest.approx(region.value, abs=4.0 + 12.0 / np.sqrt(inside.size))
    assert inside.std() < 2 * phantom.NOISE_HU


def test_the_nodule_has_its_volume(torso: Torso) -> None:
    headers, values = torso
    near = values[distance_mm(headers, phantom.NODULE.centre_mm) < 14.0]
    lung = -820.0
    filled = (near - lung) / (phantom.NODULE.value - lung)
    voxel_mm3 = float(headers[0].PixelSpacing[0]) ** 2 * float(headers[0].SliceThickness)
    assert filled.sum() * voxel_mm3 == pytest.approx(phantom.NODULE.volume_mm3, rel=0.03)


def test_there_are_at_least_forty_slices_at_even_distances(torso: Torso) -> None:
    headers, _ = torso
    steps = np.diff([float(h.ImagePositionPatient[2]) for h in headers])
    assert len(headers) >= 40
    assert steps == pytest.approx(np.full(len(steps), 4.0))


def test_the_same_patient_gets_the_same_files_again() -> None:
    first = list(phantom.torso_files(PATIENT, AT, slices=3, size=64))
    again = list(phantom.torso_files(PATIENT, AT, slices=3, size=64))
    assert first == again
    assert [name for name, _ in first] == ["ct001.dcm", "ct002.dcm", "ct003.dcm"]


def test_another_patient_gets_other_uids_and_a_chinese_name_survives() -> None:
    other = Patient("q", "AEG-2", "Zhang^Wei=张^伟", date(1958, 9, 3), "M")
    mine = pydicom.dcmread(io.BytesIO(next(phantom.head_files(PATIENT, AT))[1]))
    theirs = pydicom.dcmread(io.BytesIO(next(phantom.head_files(other, AT))[1]))
    assert mine.SeriesInstanceUID != theirs.SeriesInstanceUID
    assert str(theirs.PatientName) == "Zhang^Wei=张^伟"
    assert theirs.Modality == "MR"
