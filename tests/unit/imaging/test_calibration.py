"""A length says whether it is true in the patient: pixel sizes as headers give them, by PS3.3 10.7.1.3 and C.8.5.5."""

from __future__ import annotations

from typing import Any

import numpy as np
import pydicom
import pytest
from pydicom.data import get_testdata_file
from pydicom.dataset import Dataset
from pydicom.uid import ExplicitVRLittleEndian, generate_uid

from app.domain.measurement import Calibration, Point
from app.domain.study import FrameHeader
from app.domain.volume import Certificate, Geometry, Volume
from app.imaging.calibration import calibration_of
from app.imaging.measure import measure
from app.ingest.dicom_headers import read_headers


def frame(modality: str = "DX", **attributes: Any) -> FrameHeader:
    ds = Dataset()
    ds.SOPInstanceUID, ds.SeriesInstanceUID, ds.StudyInstanceUID = (generate_uid() for _ in range(3))
    ds.SOPClassUID, ds.Modality, ds.Rows, ds.Columns, ds.PatientID = "1.2.840.10008.5.1.4.1.1.1.1", modality, 4, 4, "1"
    ds.PhotometricInterpretation, ds.SamplesPerPixel, ds.PixelRepresentation = "MONOCHROME2", 1, 0
    ds.BitsAllocated, ds.BitsStored, ds.HighBit = 8, 8, 7
    for name, value in attributes.items():
        setattr(ds, name, value)
    ds.PixelData = bytes(16)
    ds["PixelData"].VR = "OW"
    return read(ds)


def read(ds: Dataset) -> FrameHeader:
    image, _ = read_headers(ds, str(ExplicitVRLittleEndian), "")
    return image.instance.frame_headers[0]


@pytest.mark.parametrize(
    ("modality", "attributes", "wanted"),
    [
        ("CT", {"PixelSpacing": [0.7, 0.6]}, Calibration("patient", 0.7, 0.6)),
        ("DX", {"ImagerPixelSpacing": [0.2, 0.1]}, Calibration("detector", 0.2, 0.1)),
        ("DX", {"PixelSpacing": [0.2, 0.1]}, Calibration("detector", 0.2, 0.1)),
        ("DX", {"PixelSpacing": [0.2, 0.1], "ImagerPixelSpacing": [0.2, 0.1]}, Calibration("detector", 0.2, 0.1)),
        ("DX", {"PixelSpacing": [0.18, 0.09], "ImagerPixelSpacing": [0.2, 0.1]}, Calibration("calibrated", 0.18, 0.09)),
        (
            "CR",
            {"PixelSpacing": [0.2, 0.1], "PixelSpacingCalibrationType": "FIDUCIAL"},
            Calibration("calibrated", 0.2, 0.1),
        ),
        (
            "MG",
            {"ImagerPixelSpacing": [0.1, 0.1], "EstimatedRadiographicMagnificationFactor": 1.25},
            Calibration("magnified", 0.08, 0.08),
        ),
        ("OT", {"NominalScannedPixelSpacing": [0.3, 0.3]}, Calibration("film", 0.3, 0.3)),
        ("DX", {}, Calibration("none")),
    ],
)
def test_the_scale_follows_what_the_header_states(modality: str, attributes: dict[str, Any], wanted: Any) -> None:
    found = calibration_of(frame(modality, **attributes), modality)
    assert found.source == wanted.source
    assert (found.row_mm, found.column_mm) == pytest.approx((wanted.row_mm, wanted.column_mm))


def region(left: int, top: int, right: int, bottom: int, delta: float, unit: int = 3, flags: int = 0) -> Dataset:
    item = Dataset()
    item.RegionLocationMinX0, item.RegionLocationMinY0 = left, top
    item.RegionLocationMaxX1, item.RegionLocationMaxY1 = right, bottom
    item.PhysicalUnitsXDirection = item.PhysicalUnitsYDirection = unit
    item.PhysicalDeltaX, item.PhysicalDeltaY, item.RegionFlags = -delta, delta * 2, flags
    return item


def ultrasound(*regions: Dataset) -> FrameHeader:
    return frame("US", SequenceOfUltrasoundRegions=list(regions), PixelSpacing=[9.0, 9.0])


def test_a_length_in_an_ultrasound_region_has_the_regions_scale_in_each_direction() -> None:
    """0.02 cm to the right and 0.04 cm down a pixel: 30 right and 20 down are 6 and 8 mm, so 10 mm apart."""
    header = ultrasound(region(10, 10, 99, 99, 0.02))
    ends: list[Point] = [(20, 20), (50, 40)]
    calibration = calibration_of(header, "US", ends)
    assert calibration.source == "ultrasound"
    assert measure("length", ends, calibration)[0].value == pytest.approx(10.0)


@pytest.mark.parametrize("ends", [[(20, 20), (120, 40)], [(0, 0), (5, 5)], []])
def test_beyond_or_across_regions_nothing_is_known(ends: list[Point]) -> None:
    assert calibration_of(ultrasound(region(10, 10, 99, 99, 0.02)), "US", ends) == Calibration("none")


def test_an_axis_of_time_is_no_length() -> None:
    assert calibration_of(ultrasound(region(0, 0, 99, 99, 0.02, unit=4)), "US", [(5, 5)]) == Calibration("none")


def test_where_regions_overlap_the_one_seen_counts() -> None:
    below, above = region(0, 0, 99, 99, 0.02, flags=1), region(40, 40, 60, 60, 0.05)
    assert calibration_of(ultrasound(below, above), "US", [(50, 50)]).column_mm == pytest.approx(0.5)
    assert calibration_of(ultrasound(below, above), "US", [(5, 5)]).column_mm == pytest.approx(0.2)


def test_a_region_without_edges_is_left_out() -> None:
    broken = region(0, 0, 9, 9, 0.02)
    del broken.RegionLocationMaxX1
    assert ultrasound(broken).regions == ()


def test_a_real_ultrasound_is_calibrated_by_its_region() -> None:
    """pydicom's examples_ybr_color.dcm: 0.05104970559 cm a pixel between columns 84 and 595."""
    ds = pydicom.dcmread(str(get_testdata_file("examples_ybr_color.dcm")))
    header = read(ds)
    item = ds.SequenceOfUltrasoundRegions[0]
    inside = (item.RegionLocationMinX0 + 5.0, item.RegionLocationMinY0 + 5.0)
    found = calibration_of(header, "US", [inside])
    assert found.source == "ultrasound"
    assert found.column_mm == pytest.approx(0.5104970559)


def test_the_next_slice_is_known_only_in_a_certified_volume() -> None:
    header = frame("CT", PixelSpacing=[0.7, 0.6])
    affine = np.diag([0.6, 0.7, 3.0, 1.0])
    regular = Volume(np.zeros((3, 4, 4), np.int16), Geometry(affine), "HU", Certificate("regular"))
    gaps = Volume(np.zeros((3, 4, 4), np.int16), Geometry(affine), "HU", Certificate("gaps", "one is missing"))
    assert calibration_of(header, "CT", volume=regular).slice_mm == 3.0
    assert calibration_of(header, "CT", volume=gaps).slice_mm is None
