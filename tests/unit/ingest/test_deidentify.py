"""Nothing of a person stays in a file that was made anonymous; what it is and what it belongs to stays."""

from __future__ import annotations

import io
from datetime import datetime
from pathlib import Path
from typing import Any

import pydicom
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pydicom.data import get_testdata_file
from pydicom.dataset import Dataset
from pydicom.encaps import encapsulate, generate_frames
from pydicom.sequence import Sequence as Items

from app.ingest.anonymity import OPTIONS, Cleaned, Wish
from app.ingest.deidentify import deidentify, other_uid, residue, why_burned_in
from tests.dicom_files import a_header, a_slice, as_bytes

SECRET = b"s" * 32
CT = Path(str(get_testdata_file("CT_small.dcm"))).read_bytes()


def wish(*options: Any) -> Wish:
    return Wish("SUBJECT-1", SECRET, options)


def of_a_person() -> bytes:
    """One slice whose every corner tells of Ms Quasimodo of Elsewhere, in two alphabets."""
    inner = Dataset()
    inner.PatientName, inner.StudyDescription = "Quasimodo^Vera", "Quasimodo again"
    inner.ReferencedSOPClassUID, inner.ReferencedSOPInstanceUID = "1.2.840.10008.5.1.4.1.1.2", "1.2.3.4.5"
    changes: dict[str, Any] = {
        "SpecificCharacterSet": "ISO_IR 192",
        "PatientName": "Quasimodo^Vera=卡西莫多^薇拉",
        "PatientID": "MRN-778899",
        "PatientBirthDate": "19500203",
        "PatientAge": "076Y",
        "PatientComments": "Call Quasimodo at home",
        "ReferringPhysicianName": "Featherstone^Igor",
        "InstitutionName": "Elsewhere Clinic",
        "AccessionNumber": "ACC-445566",
        "SeriesDescription": "Thorax of Quasimodo",
        "StudyDescription": "CT Thorax",
        "ImageComments": "薇拉卡西莫多的图像",
        "FilterType": "BODY FILTER",
        "ReferencedImageSequence": [inner],
        "DeviceSerialNumber": "SN-1234567",
    }
    ds = pydicom.dcmread(io.BytesIO(a_slice("7", (0, 0, 0))))
    for name, value in changes.items():
        setattr(ds, name, Items(value) if isinstance(value, list) else value)
    block = ds.private_block(0x0011, "ELSEWHERE PRIVATE", create=True)
    block.add_new(0x01, "LO", "Quasimodo private")
    return as_bytes(ds)


def read(cleaned: Cleaned) -> Dataset:
    return pydicom.dcmread(io.BytesIO(cleaned.data))


WORDS = ("Quasimodo", "Vera", "卡西莫多", "薇拉", "MRN-778899", "19500203", "Featherstone", "Elsewhere", "ACC-445566")


@pytest.mark.parametrize("options", [(), ("patient-characteristics", "dates"), ("descriptors", "device", "uids")])
def test_no_word_of_the_person_is_left_in_any_byte(options: tuple[Any, ...]) -> None:
    before = of_a_person()
    assert all(word.encode() in before for word in WORDS)  # the control: they are there
    after = deidentify(before, wish(*options)).data
    assert [word for word in WORDS if word.encode() in after or word.encode("gb18030") in after] == []


def test_the_picture_its_place_and_its_values_stay() -> None:
    before, after = pydicom.dcmread(io.BytesIO(of_a_person())), read(deidentify(of_a_person(), wish()))
    for keyword in ("PixelData", "ImagePositionPatient", "PixelSpacing", "RescaleSlope", "Modality", "Rows"):
        assert after[keyword].value == before[keyword].value
    assert after.file_meta.TransferSyntaxUID == before.file_meta.TransferSyntaxUID


def test_what_was_done_is_written_into_the_file() -> None:
    after = read(deidentify(of_a_person(), wish("dates", "device")))
    assert (str(after.PatientName), after.PatientID, after.PatientIdentityRemoved) == ("SUBJECT-1", "SUBJECT-1", "YES")
    assert [item.CodeValue for item in after.DeidentificationMethodCodeSequence] == ["113100", "113107", "113109"]
    assert after.LongitudinalTemporalInformationModified == "MODIFIED"
    assert read(deidentify(of_a_person(), wish())).LongitudinalTemporalInformationModified == "REMOVED"


def test_private_attributes_are_gone() -> None:
    after = read(deidentify(of_a_person(), wish()))
    assert [element.tag for element in after if element.tag.is_private] == []


def test_nothing_is_left_of_a_drawing_over_the_picture() -> None:
    """A plane without its drawing is no plane (PS3.3 C.9.2), and the drawing may be somebody's name."""
    data = Path(str(get_testdata_file("examples_overlay.dcm"))).read_bytes()
    assert 0x60003000 in pydicom.dcmread(io.BytesIO(data))
    assert not [tag for tag in read(deidentify(data, wish())).keys() if 0x6000 <= tag.group <= 0x601E]  # noqa: SIM118


@pytest.mark.parametrize("name", ["ExplVR_BigEndNoMeta.dcm", "ExplVR_LitEndNoMeta.dcm", "rtstruct.dcm"])
def test_a_file_without_a_head_comes_out_with_one(name: str) -> None:
    data = Path(str(get_testdata_file(name))).read_bytes()
    before = pydicom.dcmread(io.BytesIO(data), force=True)
    after = read(deidentify(data, wish()))
    assert after.file_meta.MediaStorageSOPClassUID == before.SOPClassUID
    assert after.get("Rows") == before.get("Rows")
    assert after.get("PixelData") == before.get("PixelData")


def test_what_says_no_kind_of_object_is_refused() -> None:
    data = a_slice("1", (0, 0, 0), SOPClassUID=None)
    ds = pydicom.dcmread(io.BytesIO(data))
    del ds.file_meta.MediaStorageSOPClassUID
    out = io.BytesIO()
    ds.save_as(out, enforce_file_format=False)
    with pytest.raises(ValueError, match="what kind of object"):
        deidentify(out.getvalue(), wish())


def test_uids_change_alike_wherever_they_stand() -> None:
    before, after = pydicom.dcmread(io.BytesIO(of_a_person())), read(deidentify(of_a_person(), wish()))
    for keyword in ("SOPInstanceUID", "SeriesInstanceUID", "StudyInstanceUID", "FrameOfReferenceUID"):
        assert after[keyword].value == other_uid(before[keyword].value, SECRET) != before[keyword].value
    assert after.file_meta.MediaStorageSOPInstanceUID == after.SOPInstanceUID
    assert after.SOPClassUID == before.SOPClassUID
    assert other_uid("1.2.3", SECRET) != other_uid("1.2.3", b"another secret")
    kept = read(deidentify(of_a_person(), wish("uids")))
    assert kept.SOPInstanceUID == before.SOPInstanceUID


def test_dates_go_or_move_together() -> None:
    assert read(deidentify(of_a_person(), wish())).StudyDate == "19000101"
    stack = [a_slice(str(n), (0, 0, n), StudyDate=f"2026010{n}", PatientBirthDate="19500203") for n in (2, 9)]
    first, second = (read(deidentify(data, wish("dates"))) for data in stack)
    assert first.StudyDate < "20250102"
    days = datetime.strptime(second.StudyDate, "%Y%m%d") - datetime.strptime(first.StudyDate, "%Y%m%d")
    assert days.days == 7
    assert not first.get("PatientBirthDate")


def test_each_option_keeps_what_it_is_named_for() -> None:
    assert "PatientAge" not in read(deidentify(of_a_person(), wish()))
    assert read(deidentify(of_a_person(), wish("patient-characteristics"))).PatientAge == "076Y"
    assert read(deidentify(of_a_person(), wish("device"))).DeviceSerialNumber == "SN-1234567"
    described = read(deidentify(of_a_person(), wish("descriptors")))
    assert described.StudyDescription == "CT Thorax"
    assert "SeriesDescription" not in described  # it names her


def test_what_the_profile_lets_stand_is_emptied_where_it_names_the_person() -> None:
    ds = pydicom.dcmread(io.BytesIO(of_a_person()))
    ds.FilterType, ds.ConvolutionKernel, ds.ScanOptions = "STANDARD", "Quasimodo sharp", "QUASIMODO"
    cleaned = deidentify(as_bytes(ds), wish())
    assert set(cleaned.cleaned) == {"ConvolutionKernel", "ScanOptions"}
    assert not read(cleaned).ConvolutionKernel


@pytest.mark.parametrize(
    ("attributes", "is_held"),
    [
        ({"Modality": "CT"}, False),
        ({"Modality": "US"}, True),
        ({"Modality": "US", "BurnedInAnnotation": "NO"}, False),
        ({"Modality": "CT", "BurnedInAnnotation": "YES"}, True),
        ({"Modality": "OT", "SOPClassUID": "1.2.840.10008.5.1.4.1.1.7"}, True),
        ({"Modality": "CT", "ImageType": ["DERIVED", "SECONDARY", "SCREEN SAVE"]}, True),
        ({"Modality": "CT", "ImageType": ["DERIVED", "SECONDARY", "AXIAL"]}, False),
        ({"Modality": "MR", "ConversionType": "DF"}, True),
    ],
)
def test_pictures_that_may_show_a_name_are_told(attributes: dict[str, Any], is_held: bool) -> None:
    ds = Dataset()
    for name, value in attributes.items():
        setattr(ds, name, value)
    assert bool(why_burned_in(ds)) == is_held


def test_short_names_dates_and_uids_inside_words_are_gone() -> None:
    """Li Na's name parts are too short to be told from other words; together they are hers."""
    said: dict[str, Any] = {
        "FilterType": "asked by li na", "WindowCenterWidthExplanation": "NA LI chest", "ConvolutionKernel": "Lina",
        "LUTExplanation": "of 1.2.826.0.1.3680043.10.999.1.1", "ContrastBolusAgent": "given 2026-01-02",
        "SequenceName": "seen 20260102", "ImageComments": "2026.1.2 follow-up",
    }  # fmt: skip
    before = a_slice("1", (0, 0, 0), PatientName="Li^Na=李^娜", SpecificCharacterSet="GB18030", **said)
    assert all(value.encode() in before for value in said.values())
    after = deidentify(before, wish("descriptors")).data.lower()
    left = [word for word in ("li na", "na li", "lina", "李", "娜", "2026", "3680043.10.999") if word.encode() in after
            or word.encode("gb18030") in after]  # fmt: skip
    assert left == []
    kept = read(deidentify(a_slice("1", (0, 0, 0), FilterType="BODY FILTER 12"), wish()))
    assert kept.FilterType == "BODY FILTER 12"


def test_nothing_private_unknown_or_behind_the_picture_stays() -> None:
    ds = pydicom.dcmread(io.BytesIO(a_slice("1", (0, 0, 0), PatientName="Quasimodo^Vera")))
    block, inner, secret = ds.private_block(0x0029, "MAKER", create=True), Dataset(), "Quasimodo in UN"
    inner.add_new(0x00291001, "LO", "Quasimodo inside")
    block.add_new(0x10, "SQ", Items([inner]))
    ds.add_new(0x0018FFFE, "UN", secret.encode())
    ds.add_new(0xFFFCFFFC, "OB", b"Quasimodo behind the picture")
    before = as_bytes(ds)
    assert before.count(b"Quasimodo") == 4
    assert b"Quasimodo" not in deidentify(before, wish("descriptors")).data


@pytest.mark.parametrize("coding", ["gb18030", "big5", "shift_jis", "utf-8", "iso2022_jp"])
def test_a_name_in_another_alphabet_than_the_file_states_is_found(coding: str) -> None:
    ds = a_header(SpecificCharacterSet="ISO_IR 192", PatientName="山田^太郎")
    hidden = as_bytes(ds).replace(b"DOE", b"") + "住所 山田".encode(coding)
    assert "山田" in residue(hidden, pydicom.dcmread(io.BytesIO(as_bytes(ds))), {"山田", "鈴木"})


def test_a_name_in_the_comment_of_a_compressed_picture_stops_the_copy() -> None:
    ds = pydicom.dcmread(str(get_testdata_file("JPEG-lossy.dcm")))
    (frame,) = generate_frames(ds.PixelData, number_of_frames=1)
    said = b"\xff\xfe\x00\x0bQuasimodo"
    ds.PatientName = "Quasimodo^Vera"
    ds.PixelData = encapsulate([frame[:2] + said + frame[2:]])
    ds["PixelData"].is_undefined_length = True
    with pytest.raises(ValueError, match="known words"):
        deidentify(as_bytes(ds), wish())
    ds.PatientName = "Featherstone^Igor"
    assert deidentify(as_bytes(ds), wish()).data


def test_a_word_left_behind_is_found() -> None:
    """The control of the residual scan: a file that was not cleaned."""
    ds = pydicom.dcmread(io.BytesIO(of_a_person()))
    assert set(residue(of_a_person(), ds, {"quasimodo", "nowhere", "薇拉"})) == {"quasimodo", "薇拉"}


def test_a_person_named_as_a_body_part_can_be_made_anonymous() -> None:
    data = a_slice("1", (0, 0, 0), PatientName="Head^Mary", BodyPartExamined="HEAD", SeriesDescription="Head routine")
    after = read(deidentify(data, wish()))
    assert after.BodyPartExamined == "HEAD"
    assert "SeriesDescription" not in after


@pytest.mark.parametrize(
    "name", ["CT_small.dcm", "MR_small.dcm", "examples_ybr_color.dcm", "rtplan.dcm", "reportsi.dcm"]
)
def test_real_files_come_out_whole(name: str) -> None:
    data = Path(str(get_testdata_file(name))).read_bytes()
    after = read(deidentify(data, wish(*OPTIONS)))
    before = pydicom.dcmread(io.BytesIO(data))
    assert after.SOPClassUID == before.SOPClassUID
    assert after.get("PixelData") == before.get("PixelData")
    assert str(after.PatientID) == "SUBJECT-1"


@settings(max_examples=30, deadline=None)
@given(st.text(st.characters(codec="utf-8", categories=["L"]), min_size=5, max_size=8))
def test_whatever_somebody_is_called_no_trace_of_it_stays(name: str) -> None:
    ds = a_header(SpecificCharacterSet="ISO_IR 192", PatientName=f"{name}^{name}", ProtocolName=f"for {name}")
    ds.SeriesDescription = ds.ConvolutionKernel = name
    before = as_bytes(ds)
    assert name.encode() in before
    assert name.encode() not in deidentify(before, wish()).data
