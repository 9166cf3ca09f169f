"""Compressed pixels that are nearly right: a frame, a reason, or the loss of the child that tried; nothing else."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydicom.data import get_testdata_file
from pydicom.dataset import Dataset
from pydicom.sequence import Sequence as Items

from app.imaging.frames import Decoded, Request
from app.jobs.workers import Limits, WorkerFailed, Workers
from tests.dicom_files import a_header, as_bytes, with_pixels
from tests.nearly_right import TRIED, damaged

NAMES = {
    "JPEG2000.dcm": "1.2.840.10008.1.2.4.91",
    "JPEG-lossy.dcm": "1.2.840.10008.1.2.4.51",
    "SC_rgb_small_odd_jpeg.dcm": "1.2.840.10008.1.2.4.50",
    "SC_rgb_jpeg_gdcm.dcm": "1.2.840.10008.1.2.4.70",
    "MR_small_RLE.dcm": "1.2.840.10008.1.2.5",
    "MR_small_jpeg_ls_lossless.dcm": "1.2.840.10008.1.2.4.80",
    "MR_small_jp2klossless.dcm": "1.2.840.10008.1.2.4.90",
}


def whole(name: str) -> bytes:
    found = get_testdata_file(name, download=False)
    assert isinstance(found, str), name
    return Path(found).read_bytes()


@pytest.fixture(scope="module")
def workers() -> Iterator[Workers]:
    pool = Workers(1)
    yield pool
    pool.close()


def decoded(workers: Workers, data: bytes, transfer_syntax: str) -> Decoded | str:
    requests = [Request(data, transfer_syntax, (0,))]
    limits = Limits(seconds=20, memory_mb=768)
    (found,) = workers.run("app.imaging.decode:decode_many", requests, limits=limits, returns=list[Decoded | str])
    assert isinstance(found, Decoded | str)
    return found


LOSSES = ("crashed", "timeout", "memory")


def how_it_ended(workers: Workers, data: bytes, transfer_syntax: str) -> str:
    try:
        return "frame" if isinstance(decoded(workers, data, transfer_syntax), Decoded) else "reason"
    except WorkerFailed as failed:
        return str(failed) if failed.kind not in LOSSES else failed.kind


@TRIED
@given(st.data())
def test_damaged_pixels_cost_their_image_only(workers: Workers, data: st.DataObject) -> None:
    name = data.draw(st.sampled_from(sorted(NAMES)))
    assert how_it_ended(workers, data.draw(damaged([whole(name)])), NAMES[name]) in ("frame", "reason", *LOSSES)


@pytest.mark.parametrize("name", NAMES)
def test_the_same_files_whole_are_decoded(workers: Workers, name: str) -> None:
    """The control."""
    assert isinstance(decoded(workers, whole(name), NAMES[name]), Decoded)


def with_all_that_is_drawn() -> bytes:
    """A file with an overlay, shutters, tables and maps: everything that is read beside the pixels."""
    ds = with_pixels(a_header(), np.arange(60, dtype=np.uint16).reshape(6, 10), bits_stored=12)
    ds.add_new((0x6000, 0x10), "US", 6)
    ds.add_new((0x6000, 0x11), "US", 10)
    ds.add_new((0x6000, 0x50), "SS", [1, 1])
    ds.add_new((0x6000, 0x100), "US", 1)
    ds.add_new((0x6000, 0x102), "US", 0)
    ds.add_new((0x6000, 0x3000), "OW", bytes(range(8)))
    ds.ShutterShape = ["RECTANGULAR", "CIRCULAR", "POLYGONAL"]
    ds.ShutterLeftVerticalEdge, ds.ShutterRightVerticalEdge = 1, 9
    ds.ShutterUpperHorizontalEdge, ds.ShutterLowerHorizontalEdge = 1, 5
    ds.CenterOfCircularShutter, ds.RadiusOfCircularShutter = [3, 5], 4
    ds.VerticesOfThePolygonalShutter = [1, 1, 1, 9, 6, 9]
    table = Dataset()
    table.add_new("LUTDescriptor", "US", [4, 0, 16])
    table.add_new("LUTData", "OW", bytes(8))
    ds.VOILUTSequence = ds.ModalityLUTSequence = Items([table])
    return as_bytes(ds)


DRAWN = with_all_that_is_drawn()


@TRIED
@given(damaged([DRAWN]))
def test_what_is_drawn_over_a_damaged_file_never_costs_more_than_the_file(workers: Workers, data: bytes) -> None:
    assert how_it_ended(workers, data, "1.2.840.10008.1.2.1") in ("frame", "reason", *LOSSES)
