"""A CT series as files: full headers, pixels like those of a real scan (a body, its organs, noise), nobody's data."""

from __future__ import annotations

from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from pydicom.dataset import FileDataset, FileMetaDataset
from pydicom.uid import UID, CTImageStorage, ExplicitVRLittleEndian

SIDE = 512  # 512 x 512 x 16 bits: 512 KiB
_ROOT = "1.2.826.0.1.3680043.10.999.77"
_NOISE_HU = 18.0
_SPACING_MM = 0.7421875
_APART_MM = 1.25


def write_series(folder: Path, count: int, seed: int = 7, series: int = 1) -> tuple[Path, ...]:
    """Write ``count`` slices of one series; returns the files in their order."""
    folder.mkdir(parents=True, exist_ok=True)
    chance = np.random.default_rng(seed)
    body = _body()
    noise = chance.normal(0, _NOISE_HU, (SIDE + 64, SIDE + 64))
    paths = []
    for number in range(count):
        path = folder / f"IM{number:05d}.dcm"
        header = _header(number, series)
        header.PixelData = _slice(body, noise, chance).tobytes()
        header.save_as(path, enforce_file_format=True)
        paths.append(path)
    return tuple(paths)


def _body() -> NDArray[np.float64]:
    """(SIDE, SIDE) HU: air, an ellipse of soft tissue with lungs and a spine."""
    y, x = np.mgrid[-1 : 1 : SIDE * 1j, -1 : 1 : SIDE * 1j]
    hu = np.full((SIDE, SIDE), -1000.0)
    for across, along, width, height, value in (
        (0.0, 0.0, 0.82, 0.62, 40.0),
        (-0.38, -0.05, 0.28, 0.42, -820.0),
        (0.38, -0.05, 0.28, 0.42, -820.0),
        (0.05, 0.0, 0.16, 0.22, 55.0),
        (0.0, 0.46, 0.09, 0.09, 620.0),
    ):
        hu[((x - across) / width) ** 2 + ((y - along) / height) ** 2 < 1] = value
    return hu


def _slice(body: NDArray[np.float64], noise: NDArray[np.float64], chance: np.random.Generator) -> NDArray[np.uint16]:
    """(SIDE, SIDE) stored values; every slice has its own piece of the noise, so no two are alike."""
    row, column = chance.integers(0, 64, 2)
    hu = body + noise[row : row + SIDE, column : column + SIDE] * chance.uniform(0.7, 1.3)
    stored: NDArray[np.uint16] = np.clip(np.rint(hu) + 1024, 0, 4095).astype(np.uint16)
    return stored


def _header(number: int, series: int) -> FileDataset:
    meta = FileMetaDataset()
    meta.MediaStorageSOPClassUID = CTImageStorage
    meta.MediaStorageSOPInstanceUID = UID(f"{_ROOT}.3.{series}.{number}")
    meta.TransferSyntaxUID = ExplicitVRLittleEndian
    ds = FileDataset("", {}, file_meta=meta, preamble=b"\0" * 128)
    for name, value in _SAID.items():
        setattr(ds, name, value)
    ds.SOPClassUID, ds.SOPInstanceUID = CTImageStorage, meta.MediaStorageSOPInstanceUID
    ds.StudyInstanceUID, ds.SeriesInstanceUID = f"{_ROOT}.1.1", f"{_ROOT}.2.{series}"
    ds.FrameOfReferenceUID, ds.SeriesNumber = f"{_ROOT}.4.1", series
    ds.InstanceNumber = number + 1
    ds.ImagePositionPatient = [-190.0, -190.0, -600.0 + _APART_MM * number]
    ds.SliceLocation = -600.0 + _APART_MM * number
    ds.XRayTubeCurrent = 180 + number % 60
    return ds


_SAID = {
    "SpecificCharacterSet": "ISO_IR 100",
    "ImageType": ["ORIGINAL", "PRIMARY", "AXIAL"],
    "StudyDate": "20260301", "SeriesDate": "20260301", "AcquisitionDate": "20260301", "ContentDate": "20260301",
    "StudyTime": "101500", "SeriesTime": "101730.25", "AcquisitionTime": "101733.5", "ContentTime": "101735",
    "TimezoneOffsetFromUTC": "+0100",
    "AccessionNumber": "B2026-0301", "Modality": "CT", "Manufacturer": "MADE FOR A BENCHMARK",
    "InstitutionName": "No hospital", "ReferringPhysicianName": "NOBODY^NOBODY", "StationName": "CT01",
    "StudyDescription": "CT thorax and abdomen", "SeriesDescription": "Thorax 1.25 B30f",
    "ManufacturerModelName": "Formula 64", "PatientName": "BENCHMARK^BERTA", "PatientID": "BENCH-1",
    "PatientBirthDate": "19570411", "PatientSex": "F", "PatientAge": "068Y", "PatientWeight": "68",
    "BodyPartExamined": "CHEST", "SliceThickness": "1.25", "KVP": "120", "DataCollectionDiameter": "500",
    "SoftwareVersions": "1.0", "ProtocolName": "Thorax routine", "ReconstructionDiameter": "380",
    "DistanceSourceToDetector": "1085.6", "DistanceSourceToPatient": "595", "GantryDetectorTilt": "0",
    "TableHeight": "151", "RotationDirection": "CW", "ExposureTime": "500", "Exposure": "90",
    "FilterType": "FLAT", "GeneratorPower": "42", "FocalSpots": "1.2", "ConvolutionKernel": "B30f",
    "PatientPosition": "HFS", "StudyID": "4711", "AcquisitionNumber": 1,
    "ImageOrientationPatient": [1.0, 0.0, 0.0, 0.0, 1.0, 0.0], "PositionReferenceIndicator": "",
    "SamplesPerPixel": 1, "PhotometricInterpretation": "MONOCHROME2", "Rows": SIDE, "Columns": SIDE,
    "PixelSpacing": [_SPACING_MM, _SPACING_MM], "BitsAllocated": 16, "BitsStored": 12, "HighBit": 11,
    "PixelRepresentation": 0, "WindowCenter": ["40", "-600"], "WindowWidth": ["400", "1200"],
    "RescaleIntercept": "-1024", "RescaleSlope": "1", "RescaleType": "HU",
}  # fmt: skip
