"""One named decoder for each transfer syntax; the values are the file's own."""

from __future__ import annotations

import io
from pathlib import Path

import numpy as np
import pydicom
import pytest
from PIL import Image
from pydicom.data import get_testdata_file
from pydicom.encaps import encapsulate
from pydicom.sequence import Sequence as Items
from pydicom.uid import JPEGBaseline8Bit

from app.domain.study import FrameHeader
from app.imaging.decode import decode, decode_many
from app.imaging.frames import DECODERS, Decoded, Request, is_supported
from app.imaging.volume import values_of
from tests.dicom_files import a_header, as_bytes, changed, with_pixels


def packaged(name: str) -> bytes:
    found = get_testdata_file(name, download=False)
    assert isinstance(found, str)
    return Path(found).read_bytes()


def decoded(data: bytes, *frames: int) -> Decoded:
    ds = pydicom.dcmread(io.BytesIO(data), stop_before_pixels=True, force=True)
    return decode(Request(data, str(ds.file_meta.TransferSyntaxUID), frames or (0,)))


# red, green and blue bars, as their writers meant them, in every colour form there is
_BARS = (
    "SC_rgb_rle.dcm", "SC_rgb_rle_16bit.dcm", "SC_rgb_rle_32bit.dcm", "SC_rgb_dcmtk_+eb+cr.dcm",
    "SC_rgb_dcmtk_+eb+cy+n1.dcm", "SC_rgb_dcmtk_+eb+cy+n2.dcm", "SC_rgb_dcmtk_+eb+cy+np.dcm",
    "SC_rgb_dcmtk_+eb+cy+s2.dcm", "SC_rgb_dcmtk_+eb+cy+s4.dcm", "SC_rgb_gdcm_KY.dcm", "SC_rgb_jpeg_dcmtk.dcm",
    "SC_rgb_jpeg_gdcm.dcm", "SC_rgb_jpeg_lossy_gdcm.dcm", "SC_ybr_full_422_uncompressed.dcm",
)  # fmt: skip


@pytest.mark.parametrize("name", _BARS)
def test_colour_is_rgb_whatever_it_was_stored_as(name: str) -> None:
    pixels = decoded(packaged(name)).stored
    assert pixels.dtype == np.uint8
    for row, bar in ((5, (255, 0, 0)), (25, (0, 255, 0)), (45, (0, 0, 255))):
        assert np.abs(pixels[0, row, 50].astype(int) - bar).max() <= 6  # 5 is what eight-bit YCbCr rounds away


def a_colour_jpeg(marker: bytes, photometric: str) -> bytes:
    """A red picture, YCbCr inside, with the JFIF marker replaced by another."""
    out = io.BytesIO()
    Image.new("RGB", (16, 16), (255, 0, 0)).save(out, "JPEG", quality=95, subsampling=0)
    jpeg = out.getvalue()
    assert jpeg[2:4] == b"\xff\xe0"
    jpeg = jpeg[:2] + marker + jpeg[4 + int.from_bytes(jpeg[4:6], "big") :]
    ds = with_pixels(a_header("1.2.840.10008.5.1.4.1.1.7", Modality="OT"), np.zeros((16, 16, 3), np.uint8))
    ds.PixelData = encapsulate([jpeg])
    ds["PixelData"].is_undefined_length = True
    ds.file_meta.TransferSyntaxUID = JPEGBaseline8Bit
    return as_bytes(changed(ds, {"PhotometricInterpretation": photometric}))


@pytest.mark.parametrize("photometric", ["RGB", "YBR_FULL_422"])
def test_an_adobe_marker_settles_the_colour_of_a_jpeg(photometric: str) -> None:
    adobe = b"\xff\xee\x00\x0eAdobe\x00\x64\x00\x00\x00\x00\x01"
    pixels = decoded(a_colour_jpeg(adobe, photometric)).stored
    assert np.abs(pixels[0, 8, 8].astype(int) - (255, 0, 0)).max() <= 3


def test_an_unmarked_jpeg_is_believed_to_be_what_the_header_says() -> None:
    pixels = decoded(a_colour_jpeg(b"", "YBR_FULL_422")).stored
    assert np.abs(pixels[0, 8, 8].astype(int) - (255, 0, 0)).max() <= 3


@pytest.mark.parametrize(
    ("name", "reference", "decoder"),
    [
        ("MR_small_RLE.dcm", "MR_small.dcm", "pylibjpeg"),
        ("MR_small_jp2klossless.dcm", "MR_small.dcm", "pylibjpeg"),
        ("MR_small_jpeg_ls_lossless.dcm", "MR_small.dcm", "pyjpegls"),
        ("MR_small_bigendian.dcm", "MR_small.dcm", "native"),
        ("MR_small_implicit.dcm", "MR_small.dcm", "native"),
        ("image_dfl.dcm", "image_dfl.dcm", "native"),
    ],
)
def test_lossless_forms_give_the_same_values_by_a_named_decoder(name: str, reference: str, decoder: str) -> None:
    found = decoded(packaged(name))
    np.testing.assert_array_equal(found.stored, decoded(packaged(reference)).stored)
    assert found.decoder == decoder
    assert found.stored.dtype.isnative


def test_lossless_jpeg_and_twelve_bit_jpeg_are_decoded() -> None:
    assert decoded(packaged("SC_rgb_jpeg_gdcm.dcm")).decoder == "gdcm"
    twelve = decoded(packaged("JPEG-lossy.dcm"))
    assert (twelve.decoder, int(twelve.stored.max())) == ("imagecodecs", 264)


def test_every_syntax_names_decoders_and_the_unknown_one_none() -> None:
    assert all(DECODERS.values())
    assert is_supported("1.2.840.10008.1.2.4.53")
    assert not is_supported("1.2.840.10008.1.2.4.59")


def test_unused_bits_are_gone_and_the_sign_is_right() -> None:
    # twelve bits stored, signed; an overlay sits in the bits above
    wanted = np.array([[-2048, -1, 0, 2047]], np.int16)
    dirty = (wanted.view(np.uint16) & 0x0FFF) | 0x5000
    ds = with_pixels(a_header(), dirty.view(np.int16), bits_stored=12)
    np.testing.assert_array_equal(decoded(as_bytes(ds)).stored[0], wanted)


def test_only_the_frames_asked_for_come_in_their_order() -> None:
    frames = np.arange(5, dtype=np.uint8).repeat(12).reshape(5, 3, 4)
    found = decoded(as_bytes(with_pixels(a_header(), frames)), 1, 4)
    assert [int(f[0, 0]) for f in found.stored] == [1, 4]


def test_a_palette_becomes_colour() -> None:
    found = decoded(packaged("examples_palette.dcm"))
    assert found.stored.shape == (1, 350, 800, 3)
    assert found.stored.dtype == np.uint8


def _lut(keyword_values: dict[str, object]) -> Items:
    item = pydicom.Dataset()
    for keyword, value in keyword_values.items():
        setattr(item, keyword, value)
    item["LUTDescriptor"].VR = "US"
    item["LUTData"].VR = "OW"
    return Items([item])


def test_a_modality_lut_stands_in_place_of_slope_and_intercept() -> None:
    ds = with_pixels(a_header(), np.array([[9, 10, 11, 12]], np.uint8))
    data = np.array([100, 200, 300], np.uint16).tobytes()
    ds.ModalityLUTSequence = _lut({"LUTDescriptor": [3, 10, 16], "LUTData": data, "ModalityLUTType": "US"})
    found = decoded(as_bytes(ds))
    assert found.stored[0].tolist() == [[9, 10, 11, 12]]  # padding is compared with these
    assert values_of(found.stored[0], FrameHeader(0, slope=5.0, intercept=7.0), found.modality).tolist() == [
        [100, 100, 200, 300]
    ]


def test_a_voi_lut_comes_with_the_pixels() -> None:
    ds = with_pixels(a_header(), np.array([[0, 1, 2, 3]], np.uint16))
    data = np.array([0, 1023, 4095], np.uint16).tobytes()
    ds.VOILUTSequence = _lut({"LUTDescriptor": [3, 1, 12], "LUTData": data, "LUTExplanation": "BONE"})
    (table,) = decoded(as_bytes(ds)).tables
    assert (table.first, table.name) == (1, "BONE")
    np.testing.assert_allclose(table.levels, [0, 1023 / 4095, 1])


def test_what_fails_says_so_and_does_not_stop_the_others() -> None:
    good = as_bytes(with_pixels(a_header(), np.zeros((3, 4), np.int16)))
    broken = packaged("JPEG2000.dcm")
    broken = broken[: len(broken) // 2] + bytes(len(broken) - len(broken) // 2)
    first, second = decode_many(
        [Request(broken, "1.2.840.10008.1.2.4.91", (0,)), Request(good, "1.2.840.10008.1.2.1", (0,))]
    )
    assert isinstance(first, str)
    assert isinstance(second, Decoded)
