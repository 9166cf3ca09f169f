"""Key image selections and structured reports of others, read from real files and from our own."""

from __future__ import annotations

import io
from datetime import UTC, datetime
from itertools import pairwise
from pathlib import Path

import highdicom as hd
import pydicom
import pytest
from pydicom.data import get_testdata_file
from pydicom.uid import generate_uid

from app.domain.finding import Author
from app.domain.measurement import Calibration, Measurement, Point
from app.imaging.dicom_objects import key_objects, measurement_report, report_tree
from app.imaging.dicom_objects.report_head import ReportHead
from app.imaging.measure import measure

CT = Path(str(get_testdata_file("CT_small.dcm"))).read_bytes()
AT = datetime(2026, 3, 4, 10, 30, tzinfo=UTC)
HEAD = ReportHead(str(generate_uid()), str(generate_uid()), 901, "dr_lin", AT, "0.1.0")


def test_key_images_come_back_with_their_note() -> None:
    found = key_objects.read(key_objects.write([CT], "复查 look again", HEAD))
    uid = str(pydicom.dcmread(io.BytesIO(CT)).SOPInstanceUID)
    assert found == key_objects.KeyImages("Of Interest", "复查 look again", (uid,))


def test_another_reader_opens_the_selection() -> None:
    ds = pydicom.dcmread(io.BytesIO(key_objects.write([CT], "", HEAD)))
    document = hd.ko.KeyObjectSelectionDocument.from_dataset(ds)
    assert document.PatientID == "1CT1"
    assert len(document.content.get_references()) == 1


def test_nothing_chosen_is_no_selection_and_an_image_is_none() -> None:
    with pytest.raises(ValueError, match="no images"):
        key_objects.write([], "", HEAD)
    with pytest.raises(ValueError, match="no key object"):
        key_objects.read(CT)


def test_a_report_of_others_reads_from_top_to_bottom() -> None:
    """pydicom's reportsi.dcm: a filled-in form with an observer, a text and its image."""
    lines = report_tree.read(Path(str(get_testdata_file("reportsi.dcm"))).read_bytes())
    assert lines[0].depth == 0
    assert lines[0].name
    assert all(line.depth <= above.depth + 1 for above, line in pairwise(lines))
    assert [(line.depth, line.name, line.value) for line in lines if line.value] == [
        (1, "Observation Context Mode", "DIRECT"),
        (1, "Recording Observer's Name", "Enter text"),
        (1, "Recording Observer's Organization Name", "Enter text"),
        (1, "Observation Context Mode", "PATIENT"),
        (2, "Report Text", "Enter text"),
    ]


def test_numbers_codes_and_places_are_written_as_people_write_them() -> None:
    """Our own measurement of 51.6 mm, read as any report is."""
    image = str(pydicom.dcmread(io.BytesIO(CT)).SOPInstanceUID)
    scale = Calibration("patient", 0.661468, 0.661468)
    points: list[Point] = [(10.25, 20.5), (60.0, 80.75)]
    by = Author("person", "dr_lin")
    made = Measurement(
        "1", "p", "s", image, 0, "length", tuple(points), scale, measure("length", points, scale), by, AT
    )
    lines = report_tree.read(measurement_report.write([CT], [made], HEAD))
    told = {line.name: line.value for line in lines}
    assert told["Length"].endswith(" mm")
    assert float(told["Length"].split()[0]) == pytest.approx(51.684, abs=0.001)
    assert told["Person Observer Name"] == "dr_lin"
    assert (image, 0) in [place for line in lines for place in line.images]


def test_each_content_item_has_its_line() -> None:
    data = Path(str(get_testdata_file("reportsi.dcm"))).read_bytes()
    ds = pydicom.dcmread(io.BytesIO(data))

    def count(item: pydicom.Dataset) -> int:
        return 1 + sum(count(child) for child in item.get("ContentSequence", ()))

    assert len(report_tree.read(data)) == count(ds)


def test_an_image_is_no_report() -> None:
    with pytest.raises(ValueError, match="no structured report"):
        report_tree.read(CT)
