"""What we write as DICOM passes the checks of others: dicom-validator, dciodvfy, and dcmtk where it is installed."""

from __future__ import annotations

import io
import shutil
import subprocess
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, get_args

import highdicom as hd
import pydicom
import pytest
from pydicom.data import get_testdata_file

from app.domain.codes import Coding
from app.domain.finding import Author
from app.domain.measurement import Calibration, Kind, Measurement, Point
from app.domain.patient import Patient
from app.imaging import phantom
from app.imaging.dicom_objects import key_objects, measurement_report
from app.imaging.dicom_objects.report_head import ReportHead
from app.imaging.measure import measure
from app.ingest.anonymity import OPTIONS, Wish
from app.ingest.deidentify import deidentify
from tests.dicom_files import a_file_set
from tests.standard import faults_by_dciodvfy, faults_by_tables

AT = datetime(2026, 3, 4, 10, 30, tzinfo=UTC)
REPORT_HEAD = ReportHead("2.25.11", "2.25.12", 900, "dr_lin", AT, "0.1.0")
SELECTION_HEAD = ReportHead("2.25.13", "2.25.14", 901, "dr_lin", AT, "0.1.0")
NOBODY = Patient("p", "M1", "Zhang^San", None, "F")
SHAPES: dict[Kind, list[Point]] = {
    "length": [(10.0, 20.0), (60.0, 45.0)],
    "angle": [(10.0, 20.0), (30.0, 40.0), (60.0, 25.0)],
    "rectangle": [(10.0, 12.0), (40.0, 12.0), (40.0, 30.0), (10.0, 30.0)],
    "polygon": [(10.0, 10.0), (50.0, 12.0), (40.0, 60.0), (12.0, 40.0)],
    "cobb": [(10.0, 20.0), (60.0, 25.0), (12.0, 40.0), (60.0, 50.0)],
    "bidirectional": [(10.0, 20.0), (60.0, 25.0), (30.0, 10.0), (32.0, 30.0)],
    "ellipse": [(10.0, 40.0), (60.0, 40.0), (35.0, 30.0), (35.0, 50.0)],
    "freehand": [(10.0, 10.0), (50.0, 12.0), (40.0, 60.0)],
    "probe": [(32.0, 32.0)],
}


def real(name: str) -> bytes:
    return Path(str(get_testdata_file(name))).read_bytes()


def a_head() -> bytes:
    return next(iter(phantom.head_files(NOBODY, AT, 4, 64)))[1]


def of_another_series() -> bytes:
    """The same slice in another series of the study, of a patient with a name in Chinese."""
    ds = pydicom.dcmread(io.BytesIO(a_head()))
    ds.SpecificCharacterSet, ds.PatientName = "GB18030", "Zhang^San=张^三"
    ds.SeriesInstanceUID, ds.SOPInstanceUID = "2.25.77", "2.25.78"
    ds.file_meta.MediaStorageSOPInstanceUID = ds.SOPInstanceUID
    out = io.BytesIO()
    ds.save_as(out)
    return out.getvalue()


def measured(image: bytes) -> list[Measurement]:
    """One of every kind, with a note in Chinese and a place in the body."""
    ds = pydicom.dcmread(io.BytesIO(image))
    scale = Calibration("patient", 3.6, 3.6)
    site = Coding("http://snomed.info/sct", "39607008", "Lung")
    return [
        Measurement(kind, "p", "s", str(ds.SOPInstanceUID), 0, kind, tuple(points), scale,
                    measure(kind, points, scale, ds.pixel_array, ""), Author("person", "dr_lin"), AT, "复查", site)
        for kind, points in SHAPES.items()
    ]  # fmt: skip


def a_report() -> bytes:
    image = a_head()
    return measurement_report.write([image], measured(image), REPORT_HEAD)


def a_report_on_two_series() -> bytes:
    images = [of_another_series(), a_head()]
    return measurement_report.write(images, [one for image in images for one in measured(image)], REPORT_HEAD)


def a_selection() -> bytes:
    return key_objects.write([a_head()], "复查 look again", SELECTION_HEAD)


def a_selection_of_two_series() -> bytes:
    return key_objects.write([of_another_series(), a_head()], "复查：左肺结节", SELECTION_HEAD)


def test_every_kind_of_measurement_is_among_them() -> None:
    assert set(SHAPES) == set(get_args(Kind))


def test_what_is_said_of_two_series_is_read_back_as_it_was_drawn() -> None:
    drawn, unknown = measurement_report.read(a_report_on_two_series())
    wanted = [one for image in (of_another_series(), a_head()) for one in measured(image)]
    assert unknown == 0
    assert {one.note for one in drawn} == {"复查"}
    assert sorted(map(told, drawn)) == sorted(map(told, wanted))


def told(one: Any) -> tuple[Any, ...]:
    return one.instance, one.kind, sorted((figure.name, round(figure.value, 2)) for figure in one.figures)


@pytest.mark.parametrize("write", [a_report, a_report_on_two_series, a_selection, a_selection_of_two_series])
def test_reports_and_selections_pass_both_validators_and_reopen(write: object, tmp_path: Path) -> None:
    assert callable(write)
    data = write()
    assert faults_by_tables(data) == []
    assert faults_by_dciodvfy(data, tmp_path / "a.dcm") == []
    ds = pydicom.dcmread(io.BytesIO(data))
    is_report = ds.Modality == "SR"
    kind = hd.sr.ComprehensiveSR if is_report else hd.ko.KeyObjectSelectionDocument
    again = kind.from_dataset(pydicom.dcmread(io.BytesIO(data)))
    assert again.ContentSequence == ds.ContentSequence
    assert again.to_json_dict() == ds.to_json_dict()


@pytest.mark.parametrize(("write", "tag"), [(a_report, "ContentSequence"), (a_selection, "ContentDate")])
def test_the_validators_see_what_is_missing(write: object, tag: str, tmp_path: Path) -> None:
    assert callable(write)
    ds = pydicom.dcmread(io.BytesIO(write()))
    if tag == "ContentSequence":
        del ds.ContentSequence[0].ConceptNameCodeSequence[0].CodeMeaning
    else:
        delattr(ds, tag)
    out = io.BytesIO()
    ds.save_as(out)
    assert faults_by_tables(out.getvalue())
    assert faults_by_dciodvfy(out.getvalue(), tmp_path / "a.dcm")


ANONYMISED = (
    "CT_small.dcm", "MR_small.dcm", "examples_overlay.dcm", "examples_ybr_color.dcm", "JPEG-lossy.dcm", "rtdose.dcm",
    "liver_1frame.dcm", "ExplVR_BigEndNoMeta.dcm", "rtplan.dcm", "693_J2KI.dcm",
)  # fmt: skip


@pytest.mark.parametrize("name", ANONYMISED)
@pytest.mark.parametrize("options", [(), tuple(OPTIONS)])
def test_an_anonymous_copy_has_no_fault_that_the_file_had_not(
    name: str, options: tuple[str, ...], tmp_path: Path
) -> None:
    data = real(name)
    clean = deidentify(data, Wish("SUBJECT-1", b"s" * 32, options)).data  # type: ignore[arg-type]
    before = faults_by_dciodvfy(data, tmp_path / "before.dcm")
    # a fault that was there may be told of another value, as of a date that went: the places are compared
    places = {line.partition("=")[0] for line in before}
    assert [f for f in faults_by_dciodvfy(clean, tmp_path / "after.dcm") if f.partition("=")[0] not in places] == []


def a_directory(folder: Path) -> Path:
    files = [data for _, data in phantom.head_files(NOBODY, AT, 3, 32)]
    assert a_file_set(folder, [*files, a_report(), a_selection()]) == [""] * 5
    return folder / "DICOMDIR"


def test_the_directory_of_a_folder_passes_and_names_every_file(tmp_path: Path) -> None:
    directory = a_directory(tmp_path)
    assert faults_by_dciodvfy(directory.read_bytes(), directory) == []
    ds = pydicom.dcmread(directory)
    kinds = [record.DirectoryRecordType for record in ds.DirectoryRecordSequence]
    assert sorted(kinds) == sorted(
        ["PATIENT", "STUDY", *["SERIES"] * 3, *["IMAGE"] * 3, "SR DOCUMENT", "KEY OBJECT DOC"]
    )
    for record in ds.DirectoryRecordSequence:
        if "ReferencedFileID" in record:
            there = pydicom.dcmread(tmp_path.joinpath(*record.ReferencedFileID), stop_before_pixels=True)
            assert there.SOPInstanceUID == record.ReferencedSOPInstanceUIDInFile


@pytest.mark.skipif(shutil.which("dcmdump") is None, reason="dcmtk is not installed")
def test_dcmtk_reads_what_we_write(tmp_path: Path) -> None:
    directory = a_directory(tmp_path)
    said = subprocess.run(["dcmdump", "--quote-as-octal", directory], capture_output=True, check=True, timeout=60)
    assert said.stdout.count(b"DirectoryRecordType") == 10
    report = tmp_path / "report.dcm"
    report.write_bytes(a_report())
    told = subprocess.run(["dsrdump", report], capture_output=True, check=True, timeout=60)
    assert b"Comprehensive SR" in told.stdout
    assert b"error" not in told.stderr.lower()
