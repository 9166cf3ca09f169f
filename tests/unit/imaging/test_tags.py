"""Every attribute of a file has its line, and two files are compared line by line."""

from __future__ import annotations

import io
from pathlib import Path

import pydicom
from pydicom.data import get_testdata_file
from pydicom.dataset import Dataset

from app.imaging.dicom_objects.lines import Tag
from app.imaging.dicom_objects.tags import read

CT = Path(str(get_testdata_file("CT_small.dcm"))).read_bytes()


def test_each_attribute_stands_once_in_order() -> None:
    """Counted by pydicom: the header, the data set, and every item of every sequence."""

    def count(ds: Dataset) -> int:
        inside = sum(1 + count(item) for element in ds if element.VR == "SQ" for item in element.value)
        return len(ds) + inside

    ds = pydicom.dcmread(io.BytesIO(CT))
    lines = read(CT)
    assert len(lines) == count(ds.file_meta) + count(ds)
    paths = [line.path for line in lines if line.depth == 0]
    assert paths == sorted(paths)
    assert len(set(line.path for line in lines)) == len(lines)


def test_values_names_and_private_attributes_are_told() -> None:
    told = {line.path: line for line in read(CT)}
    assert told["(0010,0010)"] == Tag(0, "(0010,0010)", "Patient's Name", "PN", "CompressedSamples^CT1")
    assert told["(0028,0030)"].value == "0.661468\\0.661468"
    assert told["(7fe0,0010)"].value == "32768 B"
    assert told["(0009,0010)"].name == "Private Creator"
    assert told["(0009,1001)"].name == "GEMS_IDEN_01"


def test_items_of_a_sequence_stand_below_it() -> None:
    sr = Path(str(get_testdata_file("reportsi.dcm"))).read_bytes()
    lines = {line.path: line for line in read(sr)}
    assert lines["(0040,a730)[1](0040,a040)"].depth == 2
    assert lines["(0040,a730)"].value == str(len(pydicom.dcmread(io.BytesIO(sr)).ContentSequence))
