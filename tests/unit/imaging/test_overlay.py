"""Overlays and shutters: where they are drawn and what they cover, against pydicom's own reading and plain geometry."""

from __future__ import annotations

import io
from pathlib import Path
from typing import Any

import numpy as np
import pydicom
import pytest
from numpy.typing import NDArray
from pydicom.data import get_testdata_file
from pydicom.dataset import Dataset, FileDataset
from pydicom.sequence import Sequence as Items

from app.domain.volume import Certificate, Volume
from app.imaging import overlay
from app.imaging.decode import decode
from app.imaging.frames import Request
from app.imaging.render import View, render
from tests.dicom_files import a_header, as_bytes, with_pixels


def an_image(rows: int = 6, columns: int = 10, frames: int = 1) -> FileDataset:
    pixels = np.zeros((frames, rows, columns) if frames > 1 else (rows, columns), np.uint16)
    return with_pixels(a_header(), pixels, bits_stored=12)


def with_overlay(ds: FileDataset, bits: NDArray[Any], origin: tuple[int, int] = (1, 1), first: int = 1) -> FileDataset:
    """``bits``: (rows, columns) or (frames, rows, columns) of 0 and 1."""
    group = 0x6000
    planes = bits if bits.ndim == 3 else bits[np.newaxis]
    ds.add_new((group, 0x10), "US", planes.shape[1])
    ds.add_new((group, 0x11), "US", planes.shape[2])
    ds.add_new((group, 0x40), "CS", "G")
    ds.add_new((group, 0x50), "SS", list(origin))
    ds.add_new((group, 0x100), "US", 1)
    ds.add_new((group, 0x102), "US", 0)
    packed = np.packbits(planes.astype(np.uint8).reshape(-1), bitorder="little").tobytes()
    ds.add_new((group, 0x3000), "OW", packed + b"\0" * (len(packed) % 2))
    if bits.ndim == 3:
        ds.add_new((group, 0x15), "IS", len(planes))
        ds.add_new((group, 0x51), "US", first)
    return ds


def drawn(data: bytes, *frames: int, syntax: str = "1.2.840.10008.1.2.1") -> list[NDArray[np.bool_] | None]:
    wanted = frames or (0,)
    found = decode(Request(data, syntax, wanted))
    columns = found.stored.shape[2]
    planes = found.overlays or (None,) * len(wanted)
    return [None if p is None else np.unpackbits(p, axis=1, count=columns).astype(bool) for p in planes]


BITS = np.zeros((3, 4), np.uint8)
BITS[0, 0] = BITS[0, 1] = BITS[2, 3] = 1


def test_the_origin_counts_from_one() -> None:
    (found,) = drawn(as_bytes(with_overlay(an_image(), BITS, (2, 3))))
    assert found is not None
    assert np.argwhere(found).tolist() == [[1, 2], [1, 3], [3, 5]]


@pytest.mark.parametrize(
    ("origin", "seen"),
    [((0, 0), [[1, 2]]), ((-20, 5), []), ((5, 9), [[4, 8], [4, 9]]), ((-1, 9), [])],
)
def test_what_lies_outside_the_image_is_cut_off(origin: tuple[int, int], seen: list[list[int]]) -> None:
    (found,) = drawn(as_bytes(with_overlay(an_image(), BITS, origin)))
    assert (np.argwhere(found).tolist() if found is not None else []) == seen


def test_real_overlays_are_those_that_pydicom_reads() -> None:
    name = get_testdata_file("examples_overlay.dcm", download=False)
    data = Path(str(name)).read_bytes()
    theirs = pydicom.dcmread(io.BytesIO(data)).overlay_array(0x6000).astype(bool)
    (found,) = drawn(data)
    assert theirs.any()
    np.testing.assert_array_equal(found, theirs)


def test_an_overlay_that_reaches_out_of_a_real_mammogram(shared_data: Path) -> None:
    data = (shared_data / "imaging/fo-dicom/Test Data/OutOfBoundsOverlay.dcm").read_bytes()
    ds = pydicom.dcmread(io.BytesIO(data))
    (found,) = drawn(data, syntax=str(ds.file_meta.TransferSyntaxUID))
    expected = np.zeros((ds.Rows + 4000, ds.Columns + 4000), bool)
    for group in (g for g in range(0x6000, 0x6020, 2) if (g, 0x3000) in ds):
        plane = ds.overlay_array(group).astype(bool)
        top, left = (int(v) - 1 + 2000 for v in ds[group, 0x50].value)
        expected[top : top + plane.shape[0], left : left + plane.shape[1]] |= plane
    np.testing.assert_array_equal(found, expected[2000 : 2000 + ds.Rows, 2000 : 2000 + ds.Columns])


def test_an_overlay_of_several_frames_starts_at_its_first_image() -> None:
    two = np.stack([BITS, 1 - BITS])
    found = drawn(as_bytes(with_overlay(an_image(frames=4), two, first=2)), 0, 1, 2, 3)
    assert [None if p is None else int(p.sum()) for p in found] == [None, 3, 9, None]


def test_one_plane_over_a_film_is_drawn_on_every_frame() -> None:
    found = drawn(as_bytes(with_overlay(an_image(frames=3), BITS)), 0, 2)
    assert [None if p is None else int(p.sum()) for p in found] == [3, 3]


def test_an_overlay_inside_the_unused_bits_of_the_pixels() -> None:
    ds = an_image(3, 4)
    ds.PixelData = (np.full((3, 4), 77, np.uint16) | BITS.astype(np.uint16) << 13).tobytes()
    for element, vr, value in (
        (0x10, "US", 3),
        (0x11, "US", 4),
        (0x50, "SS", [1, 1]),
        (0x100, "US", 16),
        (0x102, "US", 13),
    ):
        ds.add_new((0x6002, element), vr, value)
    data = as_bytes(ds)
    (found,) = drawn(data)
    np.testing.assert_array_equal(found, BITS.astype(bool))
    assert (decode(Request(data, "1.2.840.10008.1.2.1", (0,))).stored == 77).all()


def test_words_in_big_endian_order() -> None:
    ds = pydicom.dcmread(str(get_testdata_file("MR_small_bigendian.dcm", download=False)))
    held = with_overlay(ds, BITS)[0x6000, 0x3000]
    held.value = np.frombuffer(held.value, np.uint16).byteswap().tobytes()
    out = io.BytesIO()
    ds.save_as(out)
    (found,) = drawn(out.getvalue(), syntax="1.2.840.10008.1.2.2")
    assert found is not None
    np.testing.assert_array_equal(found[:3, :4], BITS.astype(bool))


def test_a_broken_overlay_costs_itself_only() -> None:
    ds = with_overlay(an_image(), BITS)
    ds[0x6000, 0x11].value = 60000
    assert drawn(as_bytes(ds))[0] is not None or drawn(as_bytes(ds)) == [None]
    ds[0x6000, 0x50].value = [1]
    assert drawn(as_bytes(ds)) == [None]


# ---- shutters -------------------------------------------------------------------------------------------------------


def uncovered(ds: Dataset, frame: int = 0) -> NDArray[np.bool_]:
    ds.PixelData = b"" if "PixelData" not in ds else ds.PixelData
    (packed,), _ = overlay.shutters(ds, (frame,))
    assert packed is not None
    return np.unpackbits(packed, axis=1, count=ds.Columns).astype(bool)


def test_a_rectangle_leaves_what_lies_between_its_edges() -> None:
    ds = an_image()
    ds.ShutterShape = "RECTANGULAR"
    ds.ShutterLeftVerticalEdge, ds.ShutterRightVerticalEdge = 3, 5
    ds.ShutterUpperHorizontalEdge, ds.ShutterLowerHorizontalEdge = 2, 4
    expected = np.zeros((6, 10), bool)
    expected[1:4, 2:5] = True
    np.testing.assert_array_equal(uncovered(ds), expected)


def test_a_circle_is_round_in_the_patient() -> None:
    ds = an_image(21, 41)
    ds.PixelSpacing = [2.0, 1.0]  # pixels are twice as high as wide
    ds.ShutterShape, ds.CenterOfCircularShutter, ds.RadiusOfCircularShutter = "CIRCULAR", [11, 21], 10
    found = uncovered(ds)
    assert (found[10].sum(), found[:, 20].sum()) == (21, 11)


def test_a_polygon_leaves_its_inside() -> None:
    ds = an_image(10, 10)
    ds.ShutterShape, ds.VerticesOfThePolygonalShutter = "POLYGONAL", [2, 2, 2, 8, 8, 8]
    found = uncovered(ds)
    assert found[3, 6]
    assert not found[6, 3]
    assert not found[0].any()


def test_several_shapes_leave_what_all_of_them_leave() -> None:
    ds = an_image()
    ds.ShutterShape = ["RECTANGULAR", "CIRCULAR"]
    ds.ShutterLeftVerticalEdge, ds.ShutterRightVerticalEdge = 1, 5
    ds.ShutterUpperHorizontalEdge, ds.ShutterLowerHorizontalEdge = 1, 6
    ds.CenterOfCircularShutter, ds.RadiusOfCircularShutter = [3, 5], 1
    assert uncovered(ds).sum() == 4  # the circle is a cross of five pixels; one lies right of the edge


def test_a_bitmap_covers_and_is_no_drawing() -> None:
    ds = with_overlay(an_image(3, 4), BITS)
    ds.ShutterShape, ds.ShutterOverlayGroup = "BITMAP", 0x6000
    np.testing.assert_array_equal(uncovered(ds), BITS == 0)
    assert drawn(as_bytes(ds)) == [None]


def test_each_frame_may_have_a_shutter_of_its_own() -> None:
    ds = an_image(frames=2)
    items = []
    for right in (3, 7):
        shutter, group = Dataset(), Dataset()
        shutter.ShutterShape = "RECTANGULAR"
        shutter.ShutterLeftVerticalEdge, shutter.ShutterRightVerticalEdge = 1, right
        shutter.ShutterUpperHorizontalEdge, shutter.ShutterLowerHorizontalEdge = 1, 6
        group.FrameDisplayShutterSequence = Items([shutter])
        items.append(group)
    ds.PerFrameFunctionalGroupsSequence = Items(items)
    assert [uncovered(ds, k).sum() for k in (0, 1)] == [18, 42]


# ---- on screen ------------------------------------------------------------------------------------------------------


def test_overlays_and_shutters_are_painted_and_can_be_turned_off() -> None:
    shown = np.zeros((1, 6, 10), np.int16)
    drawing, left = np.zeros((6, 10), bool), np.zeros((6, 10), bool)
    drawing[2, 3], left[1:5, 1:9] = True, True
    volume = Volume(
        shown, None, "", Certificate("single"),
        overlays=(np.packbits(drawing, axis=1),), shutters=(np.packbits(left, axis=1),), shutter_grey=40, inverted=True,
    )  # fmt: skip
    picture = render(volume, View(centre=100, width=10))
    assert (picture[2, 3], picture[0, 0], picture[3, 3]) == (255, 40, 255)
    plain = render(volume, View(centre=100, width=10, invert=True, shows_overlays=False, shows_shutter=False))
    assert not plain.any()
    assert render(volume, View(centre=100, width=10, invert=True, shows_shutter=False)).sum() == 255
    assert (volume.voxels == 0).all()
