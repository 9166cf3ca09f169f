"""Stored values to what they mean and how they look: tables, palettes, colour forms, windows, maps. What is expected
comes from the formulas of the standard, worked out by hand or by the functions of pydicom."""

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
from pydicom.pixels.processing import apply_color_lut, apply_voi_lut
from pydicom.sequence import Sequence as Items

from app.domain.volume import Volume
from app.imaging.assemble import assemble
from app.imaging.colour import to_rgb
from app.imaging.decode import decode
from app.imaging.frames import Request
from app.imaging.render import View, render
from app.imaging.volume import Slice, build
from app.ingest.dicom_headers import read_headers
from app.ingest.reader import Item, Options
from app.ingest.reading import read
from tests.dicom_files import a_header, as_bytes, changed, enhanced_mr, placed, with_pixels


def shown(*files: bytes) -> Volume:
    """The first display set of the files, as import and viewer make it."""
    instances, series = {}, None
    for data in files:
        outcome = read("a.dcm", data, Options())
        assert isinstance(outcome, Item), outcome
        assert outcome.image is not None
        series = outcome.image.series
        instances[outcome.image.instance.uid] = (outcome.image.instance, data)
    assert series is not None
    one = assemble(series, [instance for instance, _ in instances.values()]).sets[0]
    slices = []
    for frame in one.frames:
        instance, data = instances[frame.instance]
        found = decode(Request(data, instance.transfer_syntax, (frame.index,), instance.tiles))
        is_inverted = instance.photometric == "MONOCHROME1"
        slices.append(Slice(instance.frame_headers[frame.index], found.stored[0], is_inverted, found.tables, found))
    return build(one, slices)


def an_image(pixels: NDArray[Any], bits_stored: int = 0, **changes: Any) -> bytes:
    return as_bytes(changed(with_pixels(a_header(), pixels, bits_stored), changes))


def a_table(descriptor: list[int], entries: list[int], kind: str = "u2", **more: Any) -> Items:
    item = Dataset()
    item.add_new("LUTDescriptor", "US" if min(descriptor) >= 0 else "SS", descriptor)
    item.add_new("LUTData", "OW", np.array(entries, kind).tobytes())
    for name, value in more.items():
        setattr(item, name, value)
    return Items([item])


# ---- the modality step ----------------------------------------------------------------------------------------------


def test_padding_is_compared_before_a_modality_table() -> None:
    """Trap 24: a table may turn tissue into the very number that stands for padding in stored values."""
    data = an_image(
        np.array([[10, 11, 12, 99]], np.uint16),
        ModalityLUTSequence=a_table([3, 10, 16], [99, 200, 300]),
        PixelPaddingValue=99,
    )
    volume = shown(data)
    assert volume.voxels.tolist() == [[[99, 200, 300, 300]]]
    assert volume.padding is not None
    assert volume.padding.tolist() == [[[False, False, False, True]]]


def test_a_range_of_padding_is_left_out_of_the_window_found_from_values() -> None:
    pixels = np.array([[-2000, -1990, 0, 100]], np.int16)
    volume = shown(an_image(pixels, PixelPaddingValue=-2000, PixelPaddingRangeLimit=-1985))
    assert volume.padding is not None
    assert volume.padding.tolist() == [[[True, True, False, False]]]
    picture = render(volume, View())
    assert (picture[0, :2] == 0).all()
    assert picture[0, 3] - picture[0, 2] > 240  # the window spans tissue alone


@pytest.mark.parametrize("slope", [-10.0, 0.37])
def test_a_slope_may_be_negative_or_broken(slope: float) -> None:
    volume = shown(an_image(np.array([[3, 105]], np.int16), RescaleSlope=str(slope), RescaleIntercept="4"))
    np.testing.assert_allclose(np.asarray(volume.voxels)[0, 0], [3 * slope + 4, 105 * slope + 4], rtol=1e-6)


def test_each_frame_keeps_its_own_slope() -> None:
    """Trap 13: SimpleITK gives 10, 10, 10, 10 here."""
    volume = shown(enhanced_mr([(0, 0, 5.0 * k) for k in range(4)], [10.0, 10.0, 10.0, 10.0]))
    assert [int(v) for v in np.asarray(volume.voxels)[:, 0, 0]] == [10, 20, 30, 40]
    uneven = shown(enhanced_mr([(0, 0, 5.0 * k) for k in range(4)], [4.0, 3.0, 2.0, 1.0]))
    assert [int(v) for v in np.asarray(uneven.voxels)[:, 0, 0]] == [4, 6, 6, 4]


# ---- grey for the eye -----------------------------------------------------------------------------------------------


def test_a_voi_table_shows_what_pydicom_s_shows() -> None:
    values = np.arange(0, 4096, 16, dtype=np.uint16).reshape(16, 16)
    entries = (np.linspace(0, 1, 1024) ** 2 * 4095).astype(int).tolist()
    data = an_image(values, 12, VOILUTSequence=a_table([1024, 500, 12], entries))
    theirs = apply_voi_lut(values, pydicom.dcmread(io.BytesIO(data))) / 4095 * 255
    assert np.abs(render(shown(data), View(is_smooth=False)).astype(float) - theirs).max() <= 1


def test_a_table_s_first_value_may_be_negative_and_its_length_65536() -> None:
    values = np.array([[-32768, -1, 0, 32767]], np.int16)
    entries = np.arange(65536, dtype=np.uint32) // 256
    item = a_table([0, -32768, 8], [0])
    item[0].LUTData = entries.astype(np.uint16).tobytes()
    picture = render(shown(an_image(values, VOILUTSequence=item)), View(is_smooth=False))
    assert picture.tolist() == [[0, 127, 128, 255]]


def test_eight_bits_in_a_table_may_be_packed_two_to_a_word() -> None:
    data = an_image(np.array([[0, 1, 2, 3]], np.uint8), VOILUTSequence=a_table([4, 0, 8], [0, 85, 170, 255], "u1"))
    assert render(shown(data), View(is_smooth=False)).tolist() == [[0, 85, 170, 255]]


@pytest.mark.parametrize(
    ("function", "expected"),
    [("LINEAR", [0, 0, 128, 255]), ("LINEAR_EXACT", [0, 0, 127, 255]), ("SIGMOID", [30, 5, 128, 250])],
)
def test_the_three_functions_of_a_window(function: str, expected: list[int]) -> None:
    """PS3.3 C.11.2.1.2 and C.11.2.1.3, centre 100 and width 100, of the values 50, 0, 100 and 200."""
    data = an_image(
        np.array([[50, 0, 100, 200]], np.int16), WindowCenter="100", WindowWidth="100", VOILUTFunction=function
    )
    found = render(shown(data), View(is_smooth=False))[0].astype(int)
    assert np.abs(found - expected).max() <= 1


def test_monochrome1_is_inverted_once_at_the_end_and_its_values_never() -> None:
    """Trap 16: a presentation shape of INVERSE says the same thing again, it does not turn it back."""
    values = np.array([[0, 1000]], np.uint16)
    for shape in ("INVERSE", "IDENTITY"):
        data = an_image(values, PhotometricInterpretation="MONOCHROME1", PresentationLUTShape=shape,
                        WindowCenter="500", WindowWidth="1000")  # fmt: skip
        volume = shown(data)
        assert volume.voxels.tolist() == [values.tolist()]
        assert render(volume, View(is_smooth=False)).tolist() == [[255, 0]]


def test_each_slice_opens_with_its_own_window_where_they_differ() -> None:
    """Trap 20: a tomosynthesis whose frames have windows of their own is not white."""
    files = []
    for n, centre in ((1, 100), (2, 1000)):
        ds = with_pixels(a_header(uid=str(n)), np.full((2, 2), centre, np.int16))
        ds.WindowCenter, ds.WindowWidth, ds.InstanceNumber = str(centre), "50", n
        files.append(as_bytes(placed(ds, (0, 0, 3.0 * n))))
    volume = shown(*files)
    assert [w.centre for w in volume.slice_windows] == [100, 1000]
    assert [int(render(volume, View(k))[0, 0]) for k in (0, 1)] == [130, 130]  # (50 / 49 * 0.5 + 0.5) * 255


# ---- colour ---------------------------------------------------------------------------------------------------------


def a_palette(ds: FileDataset, tables: dict[str, NDArray[Any]], first: int, bits: int) -> FileDataset:
    for name, entries in tables.items():
        ds.add_new(f"{name}PaletteColorLookupTableDescriptor", "US", [len(entries), first, bits])
        ds.add_new(f"{name}PaletteColorLookupTableData", "OW", entries.astype(f"u{bits // 8}").tobytes())
    return ds


RAMPS = {"Red": np.array([0, 100, 200]), "Green": np.array([10, 20, 30]), "Blue": np.array([255, 128, 0])}


def test_a_palette_of_sixteen_bits_gives_its_high_byte() -> None:
    ds = with_pixels(a_header(), np.array([[4, 5, 6, 9]], np.uint8), PhotometricInterpretation="PALETTE COLOR")
    a_palette(ds, {name: ramp * 257 for name, ramp in RAMPS.items()}, 5, 16)
    volume = shown(as_bytes(ds))
    assert np.asarray(volume.voxels)[0, 0].tolist() == [[0, 10, 255], [0, 10, 255], [100, 20, 128], [200, 30, 0]]


def test_a_palette_in_segments() -> None:
    """PS3.3 C.7.9.2: one discrete segment of 2 entries, then a linear one of 2 that ends at 40."""
    ds = with_pixels(a_header(), np.array([[0, 1, 2, 3]], np.uint8), PhotometricInterpretation="PALETTE COLOR")
    for name in ("Red", "Green", "Blue"):
        ds.add_new(f"{name}PaletteColorLookupTableDescriptor", "US", [4, 0, 16])
        segments = np.array([0, 2, 0, 20 * 257, 1, 2, 40 * 257], np.uint16)
        ds.add_new(f"Segmented{name}PaletteColorLookupTableData", "OW", segments.tobytes())
    found = np.asarray(shown(as_bytes(ds)).voxels)[0, 0, :, 0].tolist()
    assert found == [0, 20, 30, 40]


def test_a_real_palette_is_as_pydicom_paints_it() -> None:
    path = Path(str(get_testdata_file("examples_palette.dcm", download=False)))
    ds = pydicom.dcmread(path)
    theirs = apply_color_lut(ds.pixel_array, ds)
    theirs = theirs >> 8 if theirs.dtype.itemsize == 2 and theirs.max() > 255 else theirs
    np.testing.assert_array_equal(np.asarray(shown(path.read_bytes()).voxels)[0], theirs[..., :3])


def test_a_supplemental_palette_colours_what_lies_above_the_grey() -> None:
    ds = with_pixels(a_header(), np.array([[0, 255, 300, 302]], np.uint16), PixelPresentation="COLOR")
    ds.WindowCenter, ds.WindowWidth = "128", "256"
    a_palette(ds, {name: ramp * 257 for name, ramp in RAMPS.items()}, 300, 16)
    volume = shown(as_bytes(ds))
    assert not volume.is_colour
    assert render(volume, View(is_smooth=False))[0].tolist() == [[0, 0, 0], [255, 255, 255], [0, 10, 255], [200, 30, 0]]
    assert volume.voxels.tolist() == [[[0, 255, 300, 302]]]


@pytest.mark.parametrize(
    ("photometric", "white", "black"),
    [("YBR_FULL", (255, 128, 128), (0, 128, 128)), ("YBR_PARTIAL_422", (235, 128, 128), (16, 128, 128))],
)  # fmt: skip
def test_full_and_partial_ranges_both_reach_white_and_black(photometric: str, white: Any, black: Any) -> None:
    pixels = np.array([[white, white, black, black]], np.uint8)
    ds = with_pixels(a_header("1.2.840.10008.5.1.4.1.1.7", Modality="OT"), pixels)
    if photometric.endswith("422"):
        ds.PixelData = bytes([white[0], white[0], white[1], white[2], black[0], black[0], black[1], black[2]])
    volume = shown(as_bytes(changed(ds, {"PhotometricInterpretation": photometric})))
    assert np.asarray(volume.voxels)[0, 0, :, 0].tolist() == [255, 255, 0, 0]
    assert np.asarray(volume.voxels)[0, 0, :, 2].tolist() == [255, 255, 0, 0]


# from R, G, B (0 to 255) to Y, Cb, Cr, as PS3.3 C.7.6.3.1.2 prints it
FORMS = {
    "FULL": ((0.2990, 0.5870, 0.1140, 0), (-0.1687, -0.3313, 0.5000, 128), (0.5000, -0.4187, -0.0813, 128)),
    "PARTIAL": ((0.2568, 0.5041, 0.0979, 16), (-0.1482, -0.2910, 0.4392, 128), (0.4392, -0.3678, -0.0714, 128)),
}


@pytest.mark.parametrize("photometric", ["YBR_FULL", "YBR_FULL_422", "YBR_PARTIAL_422", "YBR_PARTIAL_420"])
def test_each_form_of_luminance_and_chrominance_gives_the_colour_of_the_standard_s_formula(photometric: str) -> None:
    rgb = np.random.default_rng(5).integers(0, 256, (40, 50, 3))
    lines = FORMS[photometric.split("_")[1]]
    ybr = np.stack([rgb @ np.array(line[:3]) + line[3] for line in lines], axis=-1)
    back = to_rgb(np.rint(ybr).clip(0, 255).astype(np.uint8), photometric, 8)
    # eight bits of chrominance hold a colour to two levels
    assert np.abs(back.astype(int) - rgb).max() <= 2


def colour_of(photometric: str, rows: int, columns: int, data: bytes) -> bytes:
    """An uncompressed picture in colour."""
    ds = with_pixels(a_header("1.2.840.10008.5.1.4.1.1.7", Modality="OT"), np.zeros((rows, columns, 3), np.uint8))
    ds.PixelData = data + b"\0" * (len(data) % 2)
    return as_bytes(changed(ds, {"PhotometricInterpretation": photometric}))


@pytest.mark.parametrize("photometric", ["YBR_FULL_422", "YBR_PARTIAL_422"])
def test_colour_of_every_second_pixel_is_that_of_both(photometric: str) -> None:
    """Y1 Y2 Cb Cr for each two pixels; the colours by inverting the matrix that the standard prints."""
    rows, columns = 6, 8
    dice = np.random.default_rng(8)
    y, chroma = dice.integers(40, 200, (rows, columns)), dice.integers(100, 156, (rows, columns // 2, 2))
    data = np.concatenate([y.reshape(rows, -1, 2), chroma], axis=2).astype(np.uint8)
    lines = np.array(FORMS[photometric.split("_")[1]])
    ybr = np.dstack([y, np.repeat(chroma, 2, axis=1)])
    wanted = (ybr - lines[:, 3]) @ np.linalg.inv(lines[:, :3]).T
    found = np.asarray(shown(colour_of(photometric, rows, columns, data.tobytes())).voxels)[0]
    assert np.abs(found - wanted.clip(0, 255)).max() < 1
    assert np.ptp(found) > 100


@pytest.mark.parametrize(
    ("photometric", "columns", "size", "word"),
    [("YBR_PARTIAL_420", 4, 12, "every fourth pixel"), ("YBR_FULL_422", 3, 12, "odd number of pixels"),
     ("YBR_FULL_422", 3, 16, "odd number of pixels"), ("YBR_PARTIAL_422", 3, 12, "odd number of pixels")],
)  # fmt: skip
def test_colour_that_would_be_a_guess_opens_its_header_and_says_so(
    photometric: str, columns: int, size: int, word: str
) -> None:
    outcome = read("a.dcm", colour_of(photometric, 2, columns, bytes(range(100, 100 + size))), Options())
    assert isinstance(outcome, Item)
    assert outcome.image is not None
    found = assemble(outcome.image.series, [outcome.image.instance])
    assert found.sets == ()
    assert word in str(found.not_shown[0].what)


def test_half_of_a_420_picture_is_cut_short() -> None:
    outcome = read("a.dcm", colour_of("YBR_PARTIAL_420", 2, 4, bytes(10)), Options())
    assert "cut short" in str(outcome.what)  # type: ignore[union-attr]


def test_a_420_picture_with_all_of_its_samples_has_the_partial_range() -> None:
    """Its header and its size disagree; the size can be counted, and with all samples there is nothing to guess."""
    whole = np.tile(np.array([[[235, 128, 128], [16, 128, 128]]], np.uint8), (2, 2, 1))
    found = np.asarray(shown(colour_of("YBR_PARTIAL_420", 2, 4, whole.tobytes())).voxels)[0]
    assert found[0].tolist() == [[255] * 3, [0] * 3, [255] * 3, [0] * 3]


def test_planes_of_colour_are_put_together() -> None:
    pixels = np.arange(2 * 2 * 3, dtype=np.uint8).reshape(2, 2, 3)
    ds = with_pixels(a_header("1.2.840.10008.5.1.4.1.1.7", Modality="OT"), pixels)
    ds.PlanarConfiguration, ds.PixelData = 1, np.moveaxis(pixels, -1, 0).tobytes()
    np.testing.assert_array_equal(np.asarray(shown(as_bytes(ds)).voxels)[0], pixels)


# ---- real-world values ----------------------------------------------------------------------------------------------


def a_map(first: int, last: int, **values: Any) -> Dataset:
    item, unit = Dataset(), Dataset()
    unit.CodeValue, unit.CodingSchemeDesignator, unit.CodeMeaning = "um2/s", "UCUM", "um2/s"
    item.MeasurementUnitsCodeSequence = Items([unit])
    item.LUTLabel = "ADC"
    item.add_new("RealWorldValueFirstValueMapped", "US", first)
    item.add_new("RealWorldValueLastValueMapped", "US", last)
    for name, value in values.items():
        setattr(item, name, value)
    return item


def test_a_real_world_map_is_of_stored_values_and_only_where_it_reaches() -> None:
    ds = with_pixels(a_header(), np.array([[10, 100, 4000]], np.uint16), RescaleSlope="2", RescaleIntercept="-1000")
    ds.RealWorldValueMappingSequence = Items(
        [
            a_map(0, 200, RealWorldValueSlope=0.5, RealWorldValueIntercept=3.0),
            a_map(100, 101, RealWorldValueLUTData=[7.5, 8.5]),
        ]
    )
    volume = shown(as_bytes(ds))
    assert [(m.name, m.unit, v) for m, v in volume.real_world(0, 0, 0)] == [("ADC", "um2/s", 8.0)]
    assert [v for _, v in volume.real_world(0, 0, 1)] == [53.0, 7.5]
    assert volume.real_world(0, 0, 2) == ()


# ---- what must not happen -------------------------------------------------------------------------------------------


def test_private_scales_of_a_maker_are_never_mixed_in() -> None:
    """Trap 15: Philips writes other factors in private attributes; RescaleSlope alone is what the values mean."""
    ds = with_pixels(a_header(), np.array([[10, 20]], np.uint16), RescaleSlope="2", RescaleIntercept="0")
    block = ds.private_block(0x2005, "Philips MR Imaging DD 001", create=True)
    block.add_new(0x0E, "FL", 0.0037)
    assert shown(as_bytes(ds)).voxels.tolist() == [[[20, 40]]]


@pytest.mark.parametrize("photometric", ["MONOCHROME1", "MONOCHROME2"])
def test_a_value_has_one_grey_whatever_else_is_in_its_slice(photometric: str) -> None:
    """Trap 22: brightness that hangs on the content of a frame flickers from slice to slice."""
    entries = list(range(0, 4096, 4))
    files = []
    for n, other in ((1, 0), (2, 900)):
        ds = with_pixels(
            a_header(uid=str(n)), np.array([[500, other]], np.uint16), 12, PhotometricInterpretation=photometric
        )
        ds.VOILUTSequence, ds.InstanceNumber = a_table([1024, 0, 12], entries), n
        files.append(as_bytes(placed(ds, (0, 0, 3.0 * n))))
    volume = shown(*files)
    assert len({int(render(volume, View(k, is_smooth=False))[0, 0]) for k in (0, 1)}) == 1


@pytest.mark.parametrize(
    ("syntax", "stated", "is_lossy"),
    [("1.2.1", "", False), ("1.2.1", "01", True), ("1.2.4.50", "", True), ("1.2.4.53", "", True),
     ("1.2.4.70", "", False), ("1.2.4.111", "", True), ("1.2.4.102", "", True), ("1.2.4.110", "", False)],
)  # fmt: skip
def test_what_lost_detail_on_its_way_is_marked(syntax: str, stated: str, is_lossy: bool) -> None:
    """Trap 28: by what the file states, or by a compression that cannot be without loss."""
    ds = pydicom.dcmread(io.BytesIO(an_image(np.zeros((4, 4), np.uint8), LossyImageCompression=stated or None)))
    image, _ = read_headers(ds, f"1.2.840.10008.{syntax}", "")
    assert image.instance.lossy is is_lossy


def test_a_position_is_the_centre_of_the_first_pixel() -> None:
    """Trap 44: no half pixel is added or taken away."""
    volume = shown(as_bytes(placed(with_pixels(a_header(), np.zeros((3, 4), np.int16)), (7, 8, 9), spacing=(2, 1))))
    assert volume.geometry is not None
    assert (volume.geometry.affine @ [0, 0, 0, 1])[:3].tolist() == [7, 8, 9]
    assert (volume.geometry.affine @ [1, 1, 0, 1])[:3].tolist() == [8, 10, 9]
