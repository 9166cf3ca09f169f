"""Segmentations of others lie on the voxels they were drawn on, whatever their form, and their figures are right.

Every expectation comes from highdicom, which writes the files, or from the arrays that were given to it.
"""

from __future__ import annotations

import io
from collections.abc import Sequence
from dataclasses import replace
from typing import Any

import highdicom as hd
import numpy as np
import pydicom
import pytest
from numpy.typing import NDArray
from pydicom.dataset import Dataset
from pydicom.sr.codedict import codes
from pydicom.uid import RLELossless, generate_uid

from app.domain.study import FrameRef
from app.domain.volume import Certificate, Geometry, Volume
from app.imaging.dicom_objects.segmentation import head, place
from app.imaging.segments import HALF, Laid, Mask, Placed, Segment, Target, cut, edges, figures_of
from tests.dicom_files import AXIAL, a_slice

ROWS, COLUMNS = 5, 7  # 35 pixels: a frame of one bit each ends in the midst of a byte
HEIGHTS = (0.0, 2.0, 4.0, 6.0)
COMPLETE: dict[str, Any] = {
    "StudyID": "1",
    "SeriesNumber": "1",
    "AccessionNumber": "",
    "ReferringPhysicianName": "",
    "SliceThickness": "2",
}


def images(heights: Sequence[float] = HEIGHTS) -> list[Dataset]:
    pixels = np.zeros((ROWS, COLUMNS), np.int16)
    made = [a_slice(str(n), (10, 20, z), pixels, **COMPLETE) for n, z in enumerate(heights, 1)]
    return [pydicom.dcmread(io.BytesIO(data)) for data in made]


def targets(of: Sequence[Dataset]) -> list[Target]:
    return [
        Target(
            FrameRef(str(ds.SOPInstanceUID), 0), ROWS, COLUMNS, str(ds.FrameOfReferenceUID),
            (10.0, 20.0, float(ds.ImagePositionPatient[2])), AXIAL, (2.0, 1.0),
        )
        for ds in of
    ]  # fmt: skip


def described(number: int, label: str = "", colour: hd.color.CIELabColor | None = None) -> hd.seg.SegmentDescription:
    return hd.seg.SegmentDescription(
        segment_number=number,
        segment_label=label or f"segment {number}",
        segmented_property_category=codes.SCT.Tissue,
        segmented_property_type=codes.SCT.Bone,
        algorithm_type=hd.seg.SegmentAlgorithmTypeValues.MANUAL,
        display_color=colour,
    )


def written(
    masks: NDArray[Any], kind: str = "BINARY", of: list[Dataset] | None = None, changes: dict[str, Any] | None = None,
    **options: Any,
) -> bytes:  # fmt: skip
    """A segmentation made by highdicom. ``masks`` (frames, rows, columns[, segments])."""
    count = masks.shape[3] if masks.ndim == 4 else int(masks.max()) if kind == "LABELMAP" else 1
    made = hd.seg.Segmentation(
        source_images=of or images(),
        pixel_array=masks,
        segmentation_type=kind,
        segment_descriptions=options.pop("segments", None) or [described(n + 1) for n in range(count)],
        series_instance_uid=generate_uid(),
        series_number=2,
        sop_instance_uid=generate_uid(),
        instance_number=1,
        manufacturer="Others",
        manufacturer_model_name="Other",
        software_versions="1",
        device_serial_number="1",
        content_creator_name="Maker^Mary",
        series_description="what Mary drew",
        **options,
    )
    for name, value in (changes or {}).items():
        setattr(made, name, value)
    out = io.BytesIO()
    made.save_as(out)
    return out.getvalue()


def dense(one: Laid, count: int = len(HEIGHTS)) -> NDArray[np.uint8]:
    whole = np.zeros((count, ROWS, COLUMNS), np.uint8)
    if one.mask is not None:
        k, j, i = one.mask.at
        n = one.mask.levels.shape
        whole[k : k + n[0], j : j + n[1], i : i + n[2]] = one.mask.levels
    return whole


def two_segments() -> NDArray[np.uint8]:
    """Two segments that overlap; slice 2 is empty and left out of the file."""
    masks = np.zeros((4, ROWS, COLUMNS, 2), np.uint8)
    masks[0, 1:4, 2:6, 0] = 1
    masks[1, 0:2, 0:3, 0] = 1
    masks[1, 1:5, 1:3, 1] = 1
    masks[3, 4, 6, 1] = 1
    return masks


def test_a_binary_one_lies_on_the_images_it_names() -> None:
    masks = two_segments()
    data = written(masks)
    placed = place(data, targets(images()))
    assert placed.way == "one to one"
    assert (placed.elsewhere, placed.notes) == (0, ())
    for number, one in enumerate(placed.laid):
        assert one.number == number + 1
        assert (dense(one) == masks[..., number] * 255).all()
        assert one.own_voxels == masks[..., number].sum()


def test_what_highdicom_reads_from_a_file_is_what_we_read() -> None:
    data = written(two_segments())
    theirs = hd.seg.segread(io.BytesIO(data)).get_pixels_by_source_instance(
        [ds.SOPInstanceUID for ds in images()], ignore_spatial_locations=True, assert_missing_frames_are_empty=True
    )
    ours = place(data, targets(images())).laid
    assert (np.stack([dense(one) for one in ours], axis=-1) == theirs * 255).all()


def test_it_says_of_itself_what_its_file_says() -> None:
    red = hd.color.CIELabColor(l_star=54.29, a_star=80.81, b_star=69.89)  # sRGB red, seen under D50
    told = head(written(two_segments(), segments=[described(1, "bone", red), described(2, "more bone")]))
    assert (told.kind, told.label, told.creator) == ("binary", "what Mary drew", "Maker Mary")
    first, second = told.segments
    assert (first.label, str(first.kind), str(first.category), first.algorithm) == ("bone", "Bone", "Tissue", "MANUAL")
    assert first.kind is not None
    assert first.kind.system == "http://snomed.info/sct"
    assert first.colour is not None
    assert np.allclose(first.colour, (255, 0, 0), atol=6)
    assert second.colour is None
    assert second.shown_colour != first.shown_colour
    assert told.images == tuple(str(ds.SOPInstanceUID) for ds in images())


def test_a_fraction_is_of_the_largest_that_the_file_names() -> None:
    masks = np.zeros((4, ROWS, COLUMNS), np.float64)
    masks[1, 2, 2:5] = (0.2, 0.5, 1.0)
    data = written(masks, "FRACTIONAL", max_fractional_value=100, fractional_type="OCCUPANCY")
    (one,) = place(data, targets(images())).laid
    assert dense(one)[1, 2, 2:5].tolist() == [51, 128, 255]
    assert (dense(one) >= HALF).sum() == 2


@pytest.mark.parametrize(("syntax", "plugin"), [(None, ""), (RLELossless, "pydicom")])
def test_a_label_map_is_read_whichever_way_it_is_packed(syntax: Any, plugin: str) -> None:
    masks = np.zeros((4, ROWS, COLUMNS), np.uint8)
    masks[0, 0:2, 0:2], masks[2, 3, 3:6] = 1, 3
    masks[3, 4, 4] = 2
    ds = pydicom.dcmread(io.BytesIO(written(masks, "LABELMAP")))
    if syntax:
        ds.compress(syntax, encoding_plugin=plugin)
    out = io.BytesIO()
    ds.save_as(out)
    placed = place(out.getvalue(), targets(images()))
    assert {one.number: (dense(one) == 255).sum() for one in placed.laid} == {1: 4, 2: 1, 3: 3}
    assert (dense(placed.laid[2]) == (masks == 3) * 255).all()


def test_the_place_decides_where_the_order_of_references_does_not_fit() -> None:
    """The images came in another order; and one of them was never sent."""
    masks = two_segments()
    shown = [images()[n] for n in (3, 0, 2)]
    placed = place(written(masks), targets(shown))
    assert placed.elsewhere == 2  # the frames of slice 1, one of each segment
    assert (dense(placed.laid[0], 3)[1] == masks[0, ..., 0] * 255).all()
    assert (dense(placed.laid[1], 3)[0] == masks[3, ..., 1] * 255).all()


def test_a_raster_of_its_own_is_laid_by_nearest_voxels() -> None:
    """Drawn on a grid twice as fine in the plane, 1 mm apart, and shown on images 2 mm apart."""
    coarse = images()
    affine = np.array([[0.5, 0, 0, 9.75], [0, 1, 0, 19.5], [0, 0, 1, 0], [0, 0, 0, 1]], float)  # (column, row, plane)
    fine = np.zeros((7, ROWS * 2, COLUMNS * 2), np.uint8)
    fine[2:5, 2:6, 4:10] = 1
    volume = hd.Volume.from_components(
        fine,
        position=affine[:3, 3].tolist(),
        direction=np.stack(((0, 0, 1), (0, 1, 0), (1, 0, 0)), axis=-1).astype(float),  # type: ignore[arg-type]
        spacing=(1.0, 1.0, 0.5),
        coordinate_system="PATIENT",
    )
    data = written(volume, of=coarse)  # type: ignore[arg-type]
    placed = place(data, targets(coarse))
    assert placed.way == "resampled"
    (one,) = placed.laid
    expected = np.zeros((4, ROWS, COLUMNS), np.uint8)
    inverse = np.linalg.inv(affine)
    for k, ds in enumerate(coarse):
        for row in range(ROWS):
            for column in range(COLUMNS):
                at = inverse @ (10 + column * 1.0, 20 + row * 2.0, float(ds.ImagePositionPatient[2]), 1)
                i, j, p = (int(np.floor(v + 0.5)) for v in at[:3])
                if 0 <= p < 7 and 0 <= j < ROWS * 2 and 0 <= i < COLUMNS * 2:
                    expected[k, row, column] = 255 * fine[p, j, i]
    assert expected.any()
    assert (dense(one) == expected).all()
    assert one.own_voxels == fine.sum()
    assert one.own_voxel_mm3 == pytest.approx(0.5)


def test_other_images_in_another_place_hold_nothing_of_it() -> None:
    others = [
        replace(t, frame=FrameRef(f"9.{n}", 0), frame_of_reference="9.9") for n, t in enumerate(targets(images()))
    ]
    placed = place(written(two_segments()), others)
    assert (placed.way, placed.elsewhere) == ("nowhere", 4)
    assert all(one.mask is None for one in placed.laid)


def test_without_places_the_references_decide() -> None:
    nowhere = [replace(t, position_mm=None, orientation=None, frame_of_reference="") for t in targets(images())]
    placed = place(written(two_segments()), nowhere)
    assert placed.way == "one to one"
    assert (dense(placed.laid[0])[0] == two_segments()[0, ..., 0] * 255).all()


def test_what_is_no_segmentation_is_refused() -> None:
    for data in (a_slice("1", (0, 0, 0)), b"nothing", written(two_segments())[:600]):
        with pytest.raises(ValueError, match="segment"):
            head(data)


# ---- figures --------------------------------------------------------------------------------------------------------


def a_volume(certificate: Certificate | None = None) -> Volume:
    rng = np.random.default_rng(4)
    values = rng.integers(-1000, 2000, (4, ROWS, COLUMNS)).astype(np.int16)
    affine = np.diag([1.0, 2.0, 2.0, 1.0])
    return Volume(values, Geometry(affine), "HU", certificate or Certificate("regular"))


def test_figures_are_those_of_numpy_on_the_same_voxels() -> None:
    volume, masks = a_volume(), two_segments()[..., 0].astype(bool)
    (one, _) = place(written(two_segments()), targets(images())).laid
    found = figures_of(one, volume, "one to one")
    taken = volume.voxels[masks].astype(float)
    assert found.voxels == masks.sum() == 18
    assert found.volume_ml == pytest.approx(18 * 1 * 2 * 2 / 1000)
    wanted = (taken.mean(), taken.std(ddof=1), taken.min(), taken.max())
    assert (found.mean, found.sd, found.minimum, found.maximum) == pytest.approx(wanted)
    assert found.unit == "HU"


def test_padding_is_left_out_of_values_but_not_of_the_volume() -> None:
    padding = np.zeros((4, ROWS, COLUMNS), bool)
    padding[0] = True
    one = place(written(two_segments()), targets(images())).laid[0]
    found = figures_of(one, replace(a_volume(), padding=padding), "one to one")
    assert (found.voxels, found.valued) == (18, 6)


@pytest.mark.parametrize("verdict", ["gaps", "irregular", "duplicates", "none"])
def test_uneven_slices_have_no_volume_and_say_why(verdict: Any) -> None:
    one = place(written(two_segments()), targets(images())).laid[0]
    found = figures_of(one, a_volume(Certificate(verdict, "A slice is missing.")), "one to one")
    assert found.volume_ml is None
    assert "A slice is missing." in str(found.why_no_volume)
    assert found.mean is not None


def test_a_sheared_voxel_keeps_its_volume() -> None:
    leaning = a_volume(Certificate("tilted", tilt_deg=10))
    assert leaning.geometry is not None
    leaning.geometry.affine[1, 2] = 0.4
    one = place(written(two_segments()), targets(images())).laid[0]
    assert figures_of(one, leaning, "one to one").volume_ml == pytest.approx(18 * 4 / 1000)


# ---- showing --------------------------------------------------------------------------------------------------------


def test_an_outline_goes_around_every_pixel_and_no_further() -> None:
    levels = np.zeros((4, 5), np.uint8)
    levels[1, 2:4] = 255
    found = {tuple(line) for line in edges(levels).tolist()}
    assert found == {
        (1.5, 0.5, 1.5, 1.5), (3.5, 0.5, 3.5, 1.5), (1.5, 0.5, 3.5, 0.5), (1.5, 1.5, 3.5, 1.5),
    }  # fmt: skip


def test_a_plane_through_the_volume_cuts_the_mask_where_it_lies() -> None:
    mask = Mask((1, 1, 2), np.full((2, 2, 3), 255, np.uint8))
    geometry = Geometry(np.diag([1.0, 2.0, 2.0, 1.0]))
    coronal = np.eye(4)  # columns along x, rows along z, through y = 2, a pixel each millimetre
    coronal[:3, :3] = ((1, 0, 0), (0, 0, 1), (0, 1, 0))
    coronal[1, 3] = 2.0
    found = cut(mask, geometry, Geometry(coronal), (8, 6))
    assert found is not None
    expected = np.zeros((8, 6), np.uint8)
    expected[1:5, 2:5] = 255  # slices 1 and 2 reach from 1 to 5 mm
    assert (found == expected).all()
    assert cut(mask, geometry, Geometry(coronal @ np.diag([1, 1, 1, 1]) + _away()), (8, 6)) is None


def _away() -> NDArray[np.float64]:
    shift = np.zeros((4, 4))
    shift[1, 3] = 50
    return shift


def test_a_placed_one_names_what_it_cannot_describe() -> None:
    """A frame of a segment that the file does not describe is shown all the same."""
    ds = pydicom.dcmread(io.BytesIO(written(two_segments())))
    ds.SegmentSequence = [ds.SegmentSequence[0]]
    out = io.BytesIO()
    ds.save_as(out)
    placed: Placed = place(out.getvalue(), targets(images()))
    assert [one.number for one in placed.laid] == [1, 2]
    assert Segment(2, "").shown_colour
