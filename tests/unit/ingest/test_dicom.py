"""DICOM files to nouns, or to a reason."""

from __future__ import annotations

import io
from datetime import date, datetime, timedelta, timezone
from pathlib import Path

import numpy as np
import pydicom
import pytest
from pydicom.data import get_testdata_file
from pydicom.filebase import DicomIO
from pydicom.filewriter import write_dataset

from app.domain.problem import Problem
from app.domain.volume import Window
from app.ingest.reader import Head, Item, Options
from app.ingest.readers import READERS
from app.ingest.reading import read
from tests.dicom_files import a_header, a_slice, a_stack, as_bytes, enhanced_mr, placed, with_pixels

OPTIONS = Options()


def item(data: bytes, name: str = "a.dcm") -> Item:
    outcome = read(name, data, OPTIONS)
    assert isinstance(outcome, Item), outcome
    return outcome


def problem(data: bytes, name: str = "a.dcm") -> Problem:
    outcome = read(name, data, OPTIONS)
    assert isinstance(outcome, Problem), outcome
    return outcome


def packaged(name: str) -> bytes:
    found = get_testdata_file(name, download=False)
    assert isinstance(found, str)
    return Path(found).read_bytes()


def test_an_image_becomes_a_patient_a_study_a_series_and_an_instance() -> None:
    data = a_slice("1", (0, 0, 5), WindowCenter=["40", "-600"], WindowWidth=["400", "1500"], KVP="120")
    image = item(data).image
    assert image is not None
    assert (image.patient.mrn, image.patient.name, image.patient.sex) == ("M1", "DOE^JANE", "F")
    assert image.patient.birth_date == date(1950, 2, 3)
    assert image.study.started_at == datetime(2026, 1, 2, 10, 15, tzinfo=timezone(timedelta(hours=1)))
    assert image.series.modality == "CT"
    frame = image.instance.frame_headers[0]
    assert (frame.position_mm, frame.pixel_spacing_mm, frame.unit) == ((0, 0, 5), (2, 1), "HU")
    assert (frame.slope, frame.intercept) == (1, -1024)
    assert frame.windows == (Window(40, 400), Window(-600, 1500))
    assert dict(image.instance.header)["KVP"] == "120"
    assert image.instance.displayable == ""


def test_a_file_is_dicom_by_its_bytes_not_by_its_name() -> None:
    assert item(a_slice("1", (0, 0, 0)), "IM000001").image is not None


def test_a_file_without_preamble_and_meta_is_read() -> None:
    ds = pydicom.dcmread(io.BytesIO(a_slice("1", (0, 0, 0))))
    out = io.BytesIO()
    fp = DicomIO(out)
    fp.is_little_endian, fp.is_implicit_VR = True, True
    write_dataset(fp, ds)
    found = item(out.getvalue(), "IM1").image
    assert found is not None
    assert found.instance.transfer_syntax == "1.2.840.10008.1.2"


def test_a_text_file_named_dcm_is_refused_in_words() -> None:
    said = problem(b"Dear colleague,\nthe images are on the disc.\n")
    assert said.severity == "refusal"
    assert "holds something else" in str(said.what)
    assert str(said.hint)


@pytest.mark.parametrize("left", [0.2, 0.6, 0.95])
def test_a_file_that_is_cut_short_is_refused(left: float) -> None:
    data = packaged("CT_small.dcm")
    said = problem(data[: int(len(data) * left)])
    assert said.severity == "refusal"
    assert "cut short" in str(said.what) or "no pixels" in str(said.what)


def test_a_compressed_file_that_is_cut_short_is_refused() -> None:
    data = packaged("JPEG2000.dcm")
    assert "cut short" in str(problem(data[:-3000]).what)


def test_pixels_fewer_than_the_header_says_are_refused() -> None:
    ds = a_header()
    with_pixels(ds, np.zeros((3, 4), np.int16))
    ds.Rows = 300
    assert "cut short" in str(problem(as_bytes(ds)).what)


def test_a_document_without_its_identity_is_refused_and_says_what_is_missing() -> None:
    ds = a_header("1.2.840.10008.5.1.4.1.1.88.11", SeriesInstanceUID=None)
    assert "SeriesInstanceUID" in str(problem(as_bytes(ds)).what)


@pytest.mark.parametrize(
    ("name", "reason"),
    [("reportsi.dcm", "no image"), ("rtstruct.dcm", "no image"), ("liver_1frame.dcm", "segmentation")],
)
def test_what_is_no_picture_is_kept_and_says_why_it_is_not_shown(name: str, reason: str) -> None:
    image = item(packaged(name)).image
    assert image is not None
    assert reason in image.instance.displayable
    assert image.instance.frame_headers == ()


@pytest.mark.parametrize(
    ("written", "known", "is_noted"),
    [("19500203", date(1950, 2, 3), False), ("1950", None, True), ("00010101", None, True), ("", None, False),
     ("1950.02.03", date(1950, 2, 3), False), ("31021950", None, True)],
)  # fmt: skip
def test_birth_dates_are_whole_or_unknown(written: str, known: date | None, is_noted: bool) -> None:
    found = item(a_slice("1", (0, 0, 0), PatientBirthDate=written))
    assert found.image is not None
    assert found.image.patient.birth_date == known
    assert bool(found.notes) == is_noted


def test_a_missing_study_date_is_taken_from_the_acquisition() -> None:
    found = item(a_slice("1", (0, 0, 0), StudyDate=None, AcquisitionDate="20250607", AcquisitionTime="080910"))
    assert found.image is not None
    assert found.image.study.started_at == datetime(2025, 6, 7, 8, 9, 10, tzinfo=timezone(timedelta(hours=1)))


def test_without_a_zone_times_are_in_the_zone_of_this_computer() -> None:
    found = item(a_slice("1", (0, 0, 0), TimezoneOffsetFromUTC=None))
    assert found.image is not None
    assert found.image.study.started_at == datetime(2026, 1, 2, 10, 15).astimezone()


def test_a_name_outside_the_stated_alphabet_is_noted() -> None:
    ds = pydicom.dcmread(io.BytesIO(a_slice("1", (0, 0, 0))))
    ds.SpecificCharacterSet = "GB18030"
    ds.PatientName = "张三"
    stated = as_bytes(ds)
    assert item(stated).image.patient.name == "张三"  # type: ignore[union-attr]
    assert item(stated).notes == ()
    unstated = stated.replace(b"GB18030 ", b"ISO_IR 6")
    assert "alphabet" in str(item(unstated).notes[0].what)


def test_studies_without_a_patient_number_are_not_of_one_patient() -> None:
    one = item(a_slice("1", (0, 0, 0), PatientID=""))
    other = item(a_slice("2", (0, 0, 0), PatientID="", StudyInstanceUID="1.2.3"))
    assert one.image is not None
    assert other.image is not None
    assert one.image.patient.id != other.image.patient.id


def test_frames_of_an_enhanced_object_have_their_own_place_slope_and_time() -> None:
    found = item(enhanced_mr([(0, 0, 10), (0, 0, 0), (0, 0, 5)], [10, 20, 0.5])).image
    assert found is not None
    frames = found.instance.frame_headers
    assert [f.position_mm for f in frames] == [(0, 0, 10), (0, 0, 0), (0, 0, 5)]
    assert [f.slope for f in frames] == [10, 20, 0.5]
    assert all(f.pixel_spacing_mm == (2, 1) and f.orientation for f in frames)
    assert ("time point", "1") in frames[0].dimensions


def test_padding_written_as_unsigned_is_read_as_the_pixels_are() -> None:
    found = item(a_slice("1", (0, 0, 0), PixelPaddingValue=-2000)).image
    assert found is not None
    assert found.instance.frame_headers[0].padding == (-2000, -2000)
    ds = with_pixels(a_header(), np.zeros((3, 4), np.int16))
    ds.add_new("PixelPaddingValue", "US", 63536)
    found = item(as_bytes(ds)).image
    assert found is not None
    assert found.instance.frame_headers[0].padding == (-2000, -2000)


def test_the_slices_of_a_dose_grid_lie_along_its_offsets() -> None:
    ds = with_pixels(a_header("1.2.840.10008.5.1.4.1.1.481.2", Modality="RTDOSE"), np.ones((3, 3, 4), np.uint32))
    placed(ds, (1, 2, 3))
    ds.GridFrameOffsetVector, ds.DoseGridScaling, ds.DoseUnits = [0, 2.5, 5], "0.001", "GY"
    found = item(as_bytes(ds)).image
    assert found is not None
    frames = found.instance.frame_headers
    assert [f.position_mm for f in frames] == [(1, 2, 3), (1, 2, 5.5), (1, 2, 8)]
    assert (frames[0].slope, frames[0].unit) == (0.001, "Gy")


def test_a_dicomdir_is_kept_aside_with_the_reason() -> None:
    said = problem(packaged("DICOMDIR"), "DICOMDIR")
    assert said.severity == "warning"
    assert "table of contents" in str(said.what)


def test_a_broken_value_is_left_out_and_never_stops_a_file() -> None:
    data = a_slice("1", (0, 0, 0), WindowCenter="1234", WindowWidth="5678")
    broken = data.replace(b"DS\x04\x001234", b"DS\x04\x001.0E").replace(b"DS\x04\x005678", b"DS\x04\x005,67")
    assert broken != data
    found = item(broken).image
    assert found is not None
    assert found.instance.frame_headers[0].windows == ()


def test_a_head_is_all_a_reader_needs_to_claim() -> None:
    data = a_stack([0.0])[0]
    claiming = [r.name for r in READERS if r.claims(Head("x", len(data), data[:8192]), OPTIONS)]
    assert claiming == ["DICOM"]


def test_a_number_of_frames_that_cannot_be_is_refused_at_once() -> None:
    data = packaged("JPEG2000.dcm")
    ds = pydicom.dcmread(io.BytesIO(data))
    ds.NumberOfFrames = "2000000000"
    assert "cut short" in str(problem(as_bytes(ds)).what)


def test_an_image_that_does_not_say_where_it_belongs_is_a_study_of_its_own() -> None:
    ds = with_pixels(a_header(SeriesInstanceUID=None, StudyInstanceUID=None), np.zeros((3, 4), np.int16))
    data = as_bytes(ds)
    first, again = read("a.dcm", data, Options()), read("b.dcm", data, Options())
    assert isinstance(first, Item)
    assert isinstance(again, Item)
    assert first.image is not None
    assert again.image is not None
    assert first.image.series.uid == again.image.series.uid
    assert first.image.series.uid.startswith("2.25.")
    assert first.image.series.uid != first.image.study.uid
    assert ["kept as a study of its own" in str(one.what) for one in first.notes] == [True]


@pytest.mark.parametrize(
    ("group", "owner", "element", "vr", "value"),
    [
        (0x0019, "SIEMENS MR HEADER", 0x0C, "IS", "1000"),
        (0x0043, "GEMS_PARM_01", 0x39, "IS", [1000001000, 8, 0, 0]),
        (0x2001, "Philips Imaging DD 001", 0x03, "FL", 1000.0),
    ],
)
def test_b_values_of_older_makers_are_found(group: int, owner: str, element: int, vr: str, value: object) -> None:
    ds = with_pixels(a_header(), np.zeros((3, 4), np.int16))
    ds.private_block(group, owner, create=True).add_new(element, vr, value)
    item = read("a.dcm", as_bytes(ds), Options())
    assert isinstance(item, Item)
    assert item.image is not None
    assert dict(item.image.instance.frame_headers[0].dimensions)["b-value"] == "1000 s/mm²"


def test_a_dose_grid_may_state_places_in_place_of_distances() -> None:
    ds = placed(with_pixels(a_header("1.2.840.10008.5.1.4.1.1.481.2"), np.zeros((3, 2, 2), np.uint16)), (1, 2, -40))
    ds.GridFrameOffsetVector = [-40, -37.5, -35]
    found = item(as_bytes(ds)).image
    assert found is not None
    assert [h.position_mm for h in found.instance.frame_headers] == [(1, 2, -40), (1, 2, -37.5), (1, 2, -35)]
