"""Compressed pixels that are nearly right: a frame, a reason, or the loss of the child that tried; nothing else."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydicom.data import get_testdata_file

from app.imaging.frames import Decoded, Request
from app.jobs.workers import Limits, WorkerFailed, Workers
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
