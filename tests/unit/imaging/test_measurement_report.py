"""Measurements written as a structured report come back as they were, and any reader of TID 1500 understands them."""

from __future__ import annotations

import io
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import highdicom.sr as sr
import numpy as np
import pydicom
import pytest
from pydicom.data import get_testdata_file
from pydicom.sr.codedict import codes
from pydicom.uid import generate_uid

from app.domain.codes import Coding
from app.domain.finding import Author
from app.domain.measurement import Calibration, Kind, Measurement, Point
from app.imaging.dicom_objects.measurement_report import read, write
from app.imaging.dicom_objects.report_head import ReportHead
from app.imaging.measure import measure

CT = Path(str(get_testdata_file("CT_small.dcm"))).read_bytes()
UID = str(pydicom.dcmread(io.BytesIO(CT)).SOPInstanceUID)
AT = datetime(2026, 3, 4, 10, 30, tzinfo=UTC)
HEAD = ReportHead(str(generate_uid()), str(generate_uid()), 900, "dr_lin", AT, "0.1.0")
SHAPES: dict[Kind, list[Point]] = {
    "length": [(10.25, 20.5), (60.0, 80.75)],
    "angle": [(10.0, 20.0), (30.0, 20.0), (30.0, 50.5)],
    "cobb": [(10.0, 20.0), (60.0, 25.0), (12.0, 80.0), (60.0, 70.0)],
    "bidirectional": [(10.0, 20.0), (60.0, 25.0), (30.0, 10.0), (32.0, 30.0)],
    "ellipse": [(10.0, 40.0), (70.0, 40.0), (40.0, 30.0), (40.0, 50.0)],
    "rectangle": [(10.0, 10.0), (50.0, 10.0), (50.0, 30.0), (10.0, 30.0)],
    "polygon": [(10.0, 10.0), (50.0, 12.0), (40.0, 60.0), (12.0, 50.0), (5.0, 30.0)],
    "freehand": [(10.0, 10.0), (50.0, 12.0), (40.0, 60.0)],
    "probe": [(64.0, 64.0)],
}


def drawn(kind: Kind, **more: Any) -> Measurement:
    ds = pydicom.dcmread(io.BytesIO(CT))
    values = ds.pixel_array.astype(np.int16) + int(ds.RescaleIntercept)
    scale = Calibration("patient", float(ds.PixelSpacing[0]), float(ds.PixelSpacing[1]))
    points = SHAPES[kind]
    figures = measure(kind, points, scale, values, "HU")
    by = Author("person", "dr_lin")
    made = Measurement(f"id-{kind}", "p", "s", UID, 0, kind, tuple(points), scale, figures, by, AT)
    return replace(made, **more)


@pytest.mark.parametrize("kind", SHAPES)
def test_each_kind_comes_back_with_its_place_its_points_and_its_figures(kind: Kind) -> None:
    made = drawn(kind)
    (back,), others = read(write([CT], [made], HEAD))
    assert others == 0
    assert (back.id, back.instance, back.frame, back.kind) == (made.id, UID, 0, kind)
    np.testing.assert_allclose(back.points, made.points, atol=1e-4)
    assert [(f.name, f.unit) for f in back.figures] == [(f.name, f.unit) for f in made.figures]
    np.testing.assert_allclose([f.value for f in back.figures], [f.value for f in made.figures], rtol=1e-9)


def test_a_note_and_the_place_in_the_body_come_back() -> None:
    lung = Coding("http://snomed.info/sct", "39607008", "Lung")
    (back,), _ = read(write([CT], [drawn("length", note="结节 upper lobe", site=lung)], HEAD))
    assert (back.note, back.site) == ("结节 upper lobe", lung)


def test_another_reader_finds_the_length_where_it_was_drawn() -> None:
    """Read with pydicom alone: 0.5 is the middle of the first pixel in a report, 0 is ours (PS3.3 C.18.6.1.2)."""
    ds = pydicom.dcmread(io.BytesIO(write([CT], [drawn("length")], HEAD)))
    found = [item for item in walked(ds) if item.ValueType == "SCOORD"]
    assert [float(x) for x in found[0].GraphicData] == pytest.approx([10.75, 21.0, 60.5, 81.25])
    numbers = [item for item in walked(ds) if item.ValueType == "NUM"]
    spacing = 0.661468
    wanted = np.hypot(49.75, 60.25) * spacing
    assert float(numbers[0].MeasuredValueSequence[0].NumericValue) == pytest.approx(wanted)
    assert numbers[0].MeasuredValueSequence[0].MeasurementUnitsCodeSequence[0].CodeValue == "mm"
    assert numbers[0].ConceptNameCodeSequence[0].CodeValue == "410668003"


def walked(ds: Any) -> list[Any]:
    items = list(ds.get("ContentSequence", ()))
    return items + [deeper for item in items for deeper in walked(item)]


def test_the_report_belongs_to_the_patient_and_study_of_the_image() -> None:
    ds, image = pydicom.dcmread(io.BytesIO(write([CT], [drawn("probe")], HEAD))), pydicom.dcmread(io.BytesIO(CT))
    assert ds.PatientID == image.PatientID
    assert ds.StudyInstanceUID == image.StudyInstanceUID
    assert (ds.SeriesInstanceUID, ds.SOPInstanceUID) == (HEAD.series_uid, HEAD.instance_uid)
    assert (
        ds.CurrentRequestedProcedureEvidenceSequence[0]
        .ReferencedSeriesSequence[0]
        .ReferencedSOPSequence[0]
        .ReferencedSOPInstanceUID
        == UID
    )
    assert (ds.ContentDate, ds.ContentTime) == ("20260304", "103000")


def test_many_measurements_stand_in_one_report() -> None:
    found, others = read(write([CT], [drawn(kind) for kind in SHAPES], HEAD))
    assert {one.kind for one in found} == set(SHAPES)
    assert others == 0


def test_a_measurement_on_an_image_that_is_not_there_is_refused() -> None:
    with pytest.raises(ValueError, match="image"):
        write([CT], [drawn("length", instance="1.2.3")], HEAD)
    with pytest.raises(ValueError, match="image"):
        write([CT], [], HEAD)


def test_a_report_of_others_is_understood_by_its_shapes() -> None:
    """A circle and an open angle from a program that names its tools otherwise."""
    image = pydicom.dcmread(io.BytesIO(CT), stop_before_pixels=True)
    source = sr.SourceImageForRegion(image.SOPClassUID, image.SOPInstanceUID)
    circle = sr.ImageRegion(sr.GraphicTypeValues.CIRCLE, np.array([[20.5, 30.5], [23.5, 34.5]]), source)
    group = sr.PlanarROIMeasurementsAndQualitativeEvaluations(
        tracking_identifier=sr.TrackingIdentifier(identifier="Lesion 1"), referenced_region=circle
    )
    person = sr.PersonObserverIdentifyingAttributes(name="Other^Reader")
    context = sr.ObservationContext(observer_person_context=sr.ObserverContext(codes.DCM.Person, person))
    report = sr.MeasurementReport(context, codes.SCT.ImagingProcedure, [group])
    document = sr.ComprehensiveSR([image], report, str(generate_uid()), 1, str(generate_uid()), 1, manufacturer="Other")
    out = io.BytesIO()
    document.save_as(out, enforce_file_format=True)
    (found,), _ = read(out.getvalue())
    assert found.kind == "ellipse"
    np.testing.assert_allclose(found.points, [(15, 30), (25, 30), (20, 25), (20, 35)])


def test_what_is_no_measurement_report_is_refused() -> None:
    with pytest.raises(ValueError, match=r".+"):
        read(CT)
