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
