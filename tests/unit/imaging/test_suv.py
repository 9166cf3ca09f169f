"""Uptake values: the rules for dates and decay, and every reason why there is none.

The expected figures were worked out apart from the program: 70 kg, 370 MBq of F-18 (half-life 6586.2 s), one hour from
injection to scan: 2^(-3600 / 6586.2) = 0.684636 of the dose is left, so 1 Bq/ml is 70000 / 253.315 MBq or 2.76336e-4.
"""

from __future__ import annotations

import io
from dataclasses import replace
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import numpy as np
import pydicom
import pytest
from pydicom.dataset import Dataset
from pydicom.sequence import Sequence as Items

from app.domain.volume import Suv
from app.imaging import pet_header
from app.imaging.suv import PetHeader, factors
from tests.converter import shown
from tests.dicom_files import a_header, as_bytes, with_pixels

NOON = datetime(2026, 1, 2, 12)
HOUR = timedelta(hours=1)
START, ADMIN = 2.76336e-4, 70_000 / 370e6


def an_image(**changes: Any) -> PetHeader:
    image = PetHeader(
        unit="BQML", suv_type="", corrected=("DECY", "ATTN"), decay="START", weight=70, height=1.75, sex="M",
        dose=370e6, half_life=6586.2, injected=NOON - HOUR, injected_time=None, series=NOON, acquired=NOON,
        ge_scan=None, frame_s=0, reference_s=0.0,
    )  # fmt: skip
    return replace(image, **changes)


def only(**changes: Any) -> Suv:
    (found,) = factors([an_image(**changes)])
    return found


def test_start_takes_the_dose_as_it_was_when_the_scan_began() -> None:
    assert only().bw == pytest.approx(START, rel=1e-5)


def test_admin_takes_the_whole_dose_and_is_not_corrected_again() -> None:
    found = only(decay="ADMIN")
    assert found.bw == pytest.approx(ADMIN, rel=1e-9)
    assert only(decay="ADMIN", half_life=0).bw == found.bw  # nothing decays: no half-life is needed


def test_none_takes_the_dose_as_it_was_when_each_frame_was_counted() -> None:
    late = an_image(decay="NONE", corrected=("ATTN",), acquired=NOON + HOUR)
    first, second = factors([an_image(decay="NONE", corrected=("ATTN",)), late])
    assert first.bw == pytest.approx(START, rel=1e-5)
    assert second.bw == pytest.approx(START / 0.684636, rel=1e-5)


def test_none_counts_the_mean_moment_of_a_long_frame() -> None:
    # one half-life long: the mean activity is (1 - 1/2) / ln 2 = 0.721348 of that at its start
    found = only(decay="NONE", corrected=("ATTN",), frame_s=6586.2)
    assert found.bw == pytest.approx(START / 0.721348, rel=1e-5)


def test_an_injection_before_midnight_belongs_to_the_day_before() -> None:
    scan = datetime(2026, 1, 2, 0, 30)
    found = only(injected=None, injected_time=23.5 * 3600, series=scan, acquired=scan)
    assert found.bw == pytest.approx(START, rel=1e-5)
    dated = only(injected=datetime(2026, 1, 1, 23, 30), series=scan, acquired=scan)
    assert dated.bw == found.bw


def test_a_series_made_anew_later_is_not_when_the_scan_began() -> None:
    """QIBA: then the start is the frame's time less its reference time (here the mean moment lies at the start)."""
    images = [an_image(series=NOON + 3 * HOUR, acquired=NOON + n * HOUR, reference_s=n * 3600.0) for n in (0, 1)]
    assert [one.bw for one in factors(images)] == pytest.approx([START, START], rel=1e-5)
    by_maker = only(series=NOON + 3 * HOUR, ge_scan=NOON, acquired=NOON + HOUR, reference_s=None)
    assert by_maker.bw == pytest.approx(START, rel=1e-5)


def test_lean_body_mass_and_body_surface() -> None:
    """Janmahasatian: 9270·70 / (6680 + 216·22.857) = 55.855 kg; James: 77 - 128·0.16 = 56.52 kg; DuBois: 1.8484 m²."""
    found = only(decay="ADMIN")
    assert found.lbm * 370e6 == pytest.approx(55_855, rel=1e-4)
    assert found.lbm_james * 370e6 == pytest.approx(56_520, rel=1e-4)
    assert found.bsa * 370e6 == pytest.approx(18_484, rel=1e-3)
    woman = only(decay="ADMIN", sex="F")
    assert woman.lbm * 370e6 == pytest.approx(9270 * 70 / (8780 + 244 * 22.857) * 1000, rel=1e-4)


@pytest.mark.parametrize(
    ("changes", "reason"),
    [
        ({"weight": 0}, "weight is not stated"),
        ({"dose": 0}, "dose is not stated"),
        ({"half_life": 0}, "half-life"),
        ({"corrected": ("DECY",)}, "attenuation"),
        ({"corrected": ("ATTN",)}, "corrected for decay"),
        ({"decay": ""}, "how decay was corrected"),
        ({"injected": None}, "time of the injection"),
        ({"injected": NOON + HOUR}, "60 min after the scan"),
        ({"injected": NOON - 240 * HOUR}, "240 h before the scan"),
        ({"series": None, "acquired": None}, "time of the scan"),
        ({"series": NOON + HOUR, "reference_s": None}, "dated after its images"),
        ({"unit": "PROPCPS"}, "PROPCPS"),
        ({"unit": "CNTS"}, "no factor to activity"),
    ],
)
def test_what_is_missing_is_said_and_no_factor_given(changes: dict[str, Any], reason: str) -> None:
    found = only(**changes)
    assert reason in str(found.why_not)
    assert (found.bw, found.lbm, found.lbm_james, found.bsa) == (0, 0, 0, 0)


def test_without_height_or_sex_body_weight_alone_is_given() -> None:
    assert "height" in str(only(height=0).why_only_bw)
    found = only(sex="")
    assert found.bw > 0 < found.bsa
    assert (found.lbm, found.lbm_james) == (0, 0)


def test_philips_counts_by_its_own_factors() -> None:
    assert only(unit="CNTS", philips_suv=0.000551).bw == 0.000551
    assert only(unit="CNTS", philips_activity=2.0).bw == pytest.approx(2 * START, rel=1e-5)


def test_values_that_are_uptakes_already_stay_as_they_are() -> None:
    assert only(unit="GML").bw == 1.0
    assert (only(unit="GML", suv_type="LBM").lbm, only(unit="GML", suv_type="LBM").bw) == (1.0, 0)


# ---- the header -----------------------------------------------------------------------------------------------------


def a_pet(**changes: Any) -> Dataset:
    ds = a_header("1.2.840.10008.5.1.4.1.1.128", Modality="PT")
    tracer = Dataset()
    tracer.RadionuclideTotalDose, tracer.RadionuclideHalfLife = "370000000", "6586.2"
    tracer.RadiopharmaceuticalStartTime = "110000.00"
    ds.RadiopharmaceuticalInformationSequence = Items([tracer])
    ds.Units, ds.DecayCorrection, ds.CorrectedImage = "BQML", "START", ["DECY", "ATTN"]
    ds.PatientWeight, ds.PatientSize = "70", "1.75"
    ds.SeriesDate = ds.AcquisitionDate = "20260102"
    ds.SeriesTime = ds.AcquisitionTime = "120000"
    for name, value in changes.items():
        setattr(tracer if name.startswith("Radio") else ds, name, value)
    return ds


def from_file(**changes: Any) -> Suv:
    data = as_bytes(with_pixels(a_pet(**changes), np.zeros((3, 4), np.int16)))  # type: ignore[arg-type]
    header = pet_header.read(pydicom.dcmread(io.BytesIO(data)))
    assert header is not None
    (found,) = factors([header])
    return found


def test_a_file_gives_what_its_header_says() -> None:
    assert from_file().bw == pytest.approx(START, rel=1e-5)
    assert from_file(DecayCorrection="ADMIN").bw == pytest.approx(ADMIN, rel=1e-9)


def test_a_moment_of_another_time_zone_is_the_same_moment() -> None:
    """11:00 at the scanner (+0100) is 10:00 UTC."""
    assert from_file(RadiopharmaceuticalStartDateTime="20260102100000+0000").bw == pytest.approx(START, rel=1e-5)
    assert from_file(RadiopharmaceuticalStartDateTime="20260102050000-0500").bw == pytest.approx(START, rel=1e-5)


def test_a_private_scan_time_is_found_by_its_maker_s_name() -> None:
    ds = a_pet(SeriesTime="160000", AcquisitionTime="130000")
    block = ds.private_block(0x0009, "GEMS_PETD_01", create=True)
    block.add_new(0x0D, "DT", "20260102120000.00")
    header = pet_header.read(ds)
    assert header is not None
    assert header.ge_scan == NOON
    assert factors([header])[0].bw == pytest.approx(START, rel=1e-5)


def test_a_real_scan_has_the_uptake_its_maker_of_phantoms_gave_it(shared_data: Path) -> None:
    files = sorted(p for p in (shared_data / "imaging/pet-headers/A_PET").rglob("*") if p.suffix == ".dcm")
    headers = [pet_header.read(pydicom.dcmread(path, stop_before_pixels=True)) for path in files]
    found = factors([header for header in headers if header is not None])
    assert len(found) == 30
    for one in found:
        assert (5000 * one.bw, 20000 * one.bw) == pytest.approx((4.37, 17.5), abs=0.01)


# ---- enhanced objects (PS3.3 C.8.22) --------------------------------------------------------------------------------


def an_enhanced_pet(**changes: Any) -> Dataset:
    """Two frames of 70 kg, 370 MBq of F-18, corrected to an hour after the injection; the unit is that of the map."""
    ds = a_header("1.2.840.10008.5.1.4.1.1.130", uid="7", Modality="PT", PatientWeight="70", PatientSize="1.75",
                  PatientSex="M", DecayCorrected="YES", AttenuationCorrected="YES",
                  DecayCorrectionDateTime="20260102120000", TimezoneOffsetFromUTC=None)  # fmt: skip
    with_pixels(ds, np.stack([np.full((3, 4), n, np.uint16) for n in (1000, 2000)]))
    ds.RadiopharmaceuticalInformationSequence = Items([_of(
        RadiopharmaceuticalStartDateTime="20260102110000", RadionuclideTotalDose="370", RadionuclideHalfLife="6586.2",
    )])  # fmt: skip
    ds.SharedFunctionalGroupsSequence = Items([_of(
        PixelMeasuresSequence=Items([_of(PixelSpacing=[2.0, 2.0], SliceThickness="3")]),
        PlaneOrientationSequence=Items([_of(ImageOrientationPatient=[1.0, 0, 0, 0, 1, 0])]),
        PixelValueTransformationSequence=Items([_of(RescaleSlope="2", RescaleIntercept="0", RescaleType="US")]),
        RealWorldValueMappingSequence=Items([_of(
            RealWorldValueSlope=2.0, RealWorldValueIntercept=0.0, MeasurementUnitsCodeSequence=Items([_of(
                CodeValue="Bq/ml", CodingSchemeDesignator="UCUM", CodeMeaning="Becquerels per milliliter")]))]),
    )])  # fmt: skip
    ds.PerFrameFunctionalGroupsSequence = Items([
        _of(PlanePositionSequence=Items([_of(ImagePositionPatient=[0.0, 0.0, 3.0 * n])]),
            FrameContentSequence=Items([_of(FrameAcquisitionDateTime="20260102120000", FrameAcquisitionDuration=0.0)]))
        for n in range(2)
    ])  # fmt: skip
    for name, value in changes.items():
        where = ds.RadiopharmaceuticalInformationSequence[0] if name.startswith("Radio") else ds
        setattr(where, name, value)
    return ds


def _of(**values: Any) -> Dataset:
    ds = Dataset()
    for name, value in values.items():
        setattr(ds, name, value)
    return ds


def of_enhanced(ds: Dataset) -> Suv:
    (header,) = pet_header.of_files([as_bytes(ds)])  # type: ignore[arg-type]
    assert header is not None
    return factors([header])[0]


def test_an_enhanced_object_has_the_uptake_of_plain_images() -> None:
    found = of_enhanced(an_enhanced_pet())
    assert found.bw == pytest.approx(START, rel=1e-5)
    assert ("DecayCorrectionDateTime", "2026-01-02 12:00:00") in found.inputs
    # corrected to the injection itself, as ADMIN is
    assert of_enhanced(an_enhanced_pet(DecayCorrectionDateTime="20260102110000")).bw == pytest.approx(ADMIN)
    # some write the dose in Bq, as plain images have it
    assert of_enhanced(an_enhanced_pet(RadionuclideTotalDose="370000000")).bw == pytest.approx(START, rel=1e-5)


def test_an_uncorrected_enhanced_object_decays_to_when_it_was_counted() -> None:
    assert of_enhanced(an_enhanced_pet(DecayCorrected="NO")).bw == pytest.approx(START, rel=1e-5)


def test_an_enhanced_object_across_midnight() -> None:
    changes = {"RadiopharmaceuticalStartDateTime": "20260101233000", "DecayCorrectionDateTime": "20260102003000"}
    assert of_enhanced(an_enhanced_pet(**changes)).bw == pytest.approx(START, rel=1e-5)


def test_every_frame_of_an_enhanced_object_has_its_factor() -> None:
    data = as_bytes(an_enhanced_pet())  # type: ignore[arg-type]
    ((shown_set, volume),) = shown([data])
    assert shown_set.shape == (2, 3, 4)
    uptake = [float(values.mean()) * one.bw for values, one in zip(volume.voxels, volume.suv, strict=True)]
    assert uptake == pytest.approx([2000 * START, 4000 * START], rel=1e-5)


def _with_other_unit(code: str, slope: float = 2.0) -> Dataset:
    ds = an_enhanced_pet()
    mapped = ds.SharedFunctionalGroupsSequence[0].RealWorldValueMappingSequence[0]
    mapped.RealWorldValueSlope = slope
    mapped.MeasurementUnitsCodeSequence[0].CodeValue = code
    return ds


def _at_two_times() -> Dataset:
    ds = an_enhanced_pet(DecayCorrected="NO")
    ds.PerFrameFunctionalGroupsSequence[1].FrameContentSequence[0].FrameAcquisitionDateTime = "20260102123000"
    return ds


def _with_two_tracers() -> Dataset:
    ds = an_enhanced_pet()
    ds.RadiopharmaceuticalInformationSequence.append(ds.RadiopharmaceuticalInformationSequence[0])
    return ds


@pytest.mark.parametrize(
    ("ds", "reason"),
    [
        (an_enhanced_pet(DecayCorrectionDateTime=""), "to which moment"),
        (an_enhanced_pet(AttenuationCorrected="NO"), "attenuation"),
        (an_enhanced_pet(PatientWeight="0"), "weight"),
        (an_enhanced_pet(RadionuclideTotalDose="50000"), "neither in MBq nor in Bq"),
        (an_enhanced_pet(RadionuclideHalfLife="0"), "half-life"),
        (an_enhanced_pet(RadiopharmaceuticalStartDateTime="20260102130000"), "after the scan"),
        (_with_other_unit("{propcounts}"), "not activities per volume"),
        (_with_other_unit("Bq/ml", slope=5.0), "not activities per volume"),
        (_at_two_times(), "counted at different times"),
        (_with_two_tracers(), "More than one tracer"),
    ],
)
def test_an_enhanced_object_without_uptake_says_why(ds: Dataset, reason: str) -> None:
    found = of_enhanced(ds)
    assert not found.bw
    assert reason in str(found.why_not)


def test_uptakes_of_an_enhanced_object_stay_as_they_are() -> None:
    assert of_enhanced(_with_other_unit("g/ml{SUVbw}")).bw == 1.0
    assert of_enhanced(_with_other_unit("cm2/ml{SUVbsa}")).bsa == 1.0
