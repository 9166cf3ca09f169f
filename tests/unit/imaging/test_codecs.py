"""Every transfer syntax of PS3.6 is named; what is supported gives the values that another's encoder put in; where two
decoders exist they agree."""

from __future__ import annotations

import io
import warnings
import zlib
from pathlib import Path
from typing import Any

import imagecodecs as _imagecodecs
import numpy as np
import pydicom
import pytest
from numpy.typing import NDArray
from PIL import Image
from pydicom._uid_dict import UID_dictionary
from pydicom.dataset import FileDataset
from pydicom.encaps import encapsulate, encapsulate_extended
from pydicom.uid import UID

from app.imaging.codecs import as_meant
from app.imaging.decode import _by_first, _opened, decode
from app.imaging.frames import DECODERS, SYNTAXES, Decoded, Request, is_supported, why_not_decoded
from app.jobs.workers import Limits, Workers
from tests.dicom_files import a_header, as_bytes, changed, with_pixels

VIDEO = Path(__file__).resolve().parents[2] / "data" / "video"
_4 = "1.2.840.10008.1.2.4"
imagecodecs: Any = _imagecodecs


def encapsulated(
    pixels: NDArray[Any], frames: list[bytes], syntax: str, bits_stored: int = 0, **changes: Any
) -> Request:
    """A file whose pixels, otherwise as ``pixels``, are these compressed frames."""
    ds = with_pixels(a_header(), pixels, bits_stored)
    ds.PixelData = encapsulate(frames)
    ds["PixelData"].VR = "OB"
    ds["PixelData"].is_undefined_length = True
    ds.file_meta.TransferSyntaxUID = UID(syntax)
    return Request(explicit(changed(ds, changes)), syntax, tuple(range(len(frames))))


def explicit(ds: FileDataset) -> bytes:
    """A file in a transfer syntax that pydicom may be too old to write."""
    wanted = str(ds.file_meta.TransferSyntaxUID)
    if wanted in UID_dictionary:
        return as_bytes(ds)
    known = f"{_4}.50" if len(wanted) < 23 else f"{_4}.201"  # as long, when padded to even length
    ds.file_meta.TransferSyntaxUID = UID(known)
    return as_bytes(ds).replace(known.encode(), wanted.encode().ljust(len(known), b"\0"), 1)


def by(decoder: str, request: Request) -> NDArray[Any]:
    """The stored values by one decoder alone."""
    one = dict(DECODERS)
    try:
        DECODERS[request.transfer_syntax] = (decoder,)
        return decode(request).stored
    finally:
        DECODERS.update(one)


def noise(kind: str, top: int, shape: tuple[int, ...] = (33, 47)) -> NDArray[Any]:
    """Values over the whole range, also its ends beside each other: the hardest a lossless codec can be given."""
    made = np.random.default_rng(7).integers(0, top, shape, endpoint=True)
    made.reshape(-1)[:4] = 0, top, 0, top
    return made.astype(kind)


# ---- the table ------------------------------------------------------------------------------------------------------


def test_every_transfer_syntax_of_ps3_6_is_in_the_table_once() -> None:
    ours = [one.uid for one in SYNTAXES]
    known = {uid for uid, entry in UID_dictionary.items() if entry[1] == "Transfer Syntax"}
    newer = {f"{_4}.110", f"{_4}.111", f"{_4}.112", "1.2.840.10008.1.2.8.1"}  # in PS3.6 since pydicom was released
    assert known | newer <= set(ours)
    assert len(ours) == len(set(ours))


@pytest.mark.parametrize("syntax", SYNTAXES, ids=lambda one: one.uid)
def test_a_syntax_has_decoders_or_says_why_not(syntax: Any) -> None:
    assert bool(syntax.decoders) != bool(str(syntax.why_not))
    assert is_supported(syntax.uid) == bool(syntax.decoders)


def test_what_is_not_decoded_is_named_and_explained() -> None:
    what, why = why_not_decoded(f"{_4}.94") or (None, None)
    assert str(what) == "Its pixels are stored as JPIP Referenced, which is not read here."
    assert "on the server" in str(why)
    assert "1.3.46.1" in str((why_not_decoded("1.3.46.1") or ("",))[0])


# ---- lossless: what went in comes out, by every decoder there is ----------------------------------------------------


@pytest.mark.parametrize("syntax", [f"{_4}.57", f"{_4}.70"])
@pytest.mark.parametrize("decoder", ["gdcm", "imagecodecs"])
def test_lossless_jpeg_wraps_around_sixteen_bits(syntax: str, decoder: str) -> None:
    """T.81 H.1.2.1: differences are taken modulo 65536. Zero beside 65535 is a difference of one."""
    values = noise("u2", 65535)
    stream = imagecodecs.jpeg8_encode(values, lossless=True, predictor=1)
    np.testing.assert_array_equal(by(decoder, encapsulated(values, [stream], syntax))[0], values)


@pytest.mark.parametrize("decoder", ["gdcm", "imagecodecs"])
@pytest.mark.parametrize("predictor", range(1, 8))
def test_lossless_jpeg_by_each_predictor(decoder: str, predictor: int) -> None:
    values = noise("u2", 4095)
    stream = imagecodecs.jpeg8_encode(values, lossless=True, predictor=predictor, bitspersample=12)
    request = encapsulated(values, [stream], f"{_4}.57", 12)
    np.testing.assert_array_equal(by(decoder, request)[0], values)


@pytest.mark.parametrize("decoder", ["pyjpegls", "imagecodecs", "gdcm"])
def test_jpeg_ls(decoder: str) -> None:
    values = noise("u2", 65535)
    request = encapsulated(values, [imagecodecs.jpegls_encode(values)], f"{_4}.80")
    np.testing.assert_array_equal(by(decoder, request)[0], values)


@pytest.mark.parametrize("decoder", ["pylibjpeg", "imagecodecs", "gdcm"])
def test_jpeg_2000(decoder: str) -> None:
    values = noise("u2", 4095)
    stream = imagecodecs.jpeg2k_encode(values, reversible=True, codecformat="J2K", bitspersample=12)
    np.testing.assert_array_equal(by(decoder, encapsulated(values, [stream], f"{_4}.90", 12))[0], values)


@pytest.mark.parametrize("syntax", [f"{_4}.201", f"{_4}.202"])
@pytest.mark.parametrize("decoder", ["pylibjpeg", "imagecodecs"])
def test_high_throughput_jpeg_2000(syntax: str, decoder: str) -> None:
    values = noise("u2", 65535)
    stream = imagecodecs.htj2k_encode(values, reversible=True)
    np.testing.assert_array_equal(by(decoder, encapsulated(values, [stream], syntax))[0], values)


@pytest.mark.parametrize(
    ("kind", "top", "shape"), [("u1", 255, (33, 47)), ("u2", 65535, (33, 47)), ("u1", 255, (9, 8, 3))]
)
def test_jpeg_xl(kind: str, top: int, shape: tuple[int, ...]) -> None:
    values = noise(kind, top, shape)
    request = encapsulated(values, [imagecodecs.jpegxl_encode(values, lossless=True)], f"{_4}.110")
    found = decode(request)
    assert found.decoder == "imagecodecs"
    np.testing.assert_array_equal(found.stored[0], values)


def test_a_jpeg_recompressed_as_jpeg_xl_gives_the_jpeg_s_values() -> None:
    ramp = np.add.outer(np.arange(64), np.arange(64)).astype(np.uint8)
    found = decode(encapsulated(ramp, [imagecodecs.jpegxl_encode(ramp, lossless=False)], f"{_4}.111"))
    assert np.abs(found.stored[0].astype(int) - ramp).max() <= 3


def test_signed_values_survive_codecs_that_know_no_sign() -> None:
    values = noise("i2", 4095) - np.int16(2048)
    words = (values & 0x0FFF).astype(np.uint16)  # twelve bits, two's complement
    for syntax, stream in (
        (f"{_4}.70", imagecodecs.jpeg8_encode(words, lossless=True, predictor=1, bitspersample=12)),
        (f"{_4}.80", imagecodecs.jpegls_encode(words)),
    ):
        request = encapsulated(values, [stream], syntax, 12)
        for decoder in DECODERS[syntax]:
            np.testing.assert_array_equal(by(decoder, request)[0], values, f"{syntax} {decoder}")


def test_frames_deflated_one_by_one() -> None:
    values = noise("u2", 65535, (3, 5, 7))
    frames = []
    for frame in values:
        deflating = zlib.compressobj(wbits=-zlib.MAX_WBITS)
        frames.append(deflating.compress(frame.tobytes()) + deflating.flush())
    found = decode(encapsulated(values, frames, "1.2.840.10008.1.2.8.1"))
    assert found.decoder == "deflate"
    np.testing.assert_array_equal(found.stored, values)


def test_uncompressed_frames_in_fragments() -> None:
    values = noise("u2", 65535, (3, 4, 6))
    request = encapsulated(values, [frame.tobytes() for frame in values], "1.2.840.10008.1.2.1.98")
    np.testing.assert_array_equal(decode(request).stored, values)


def test_the_big_endian_pixels_of_an_old_private_syntax() -> None:
    values = noise("u2", 4095)
    ds = with_pixels(a_header(), values.byteswap())
    ds.file_meta.TransferSyntaxUID = UID("1.2.840.10008.1.2")
    found = decode(Request(as_bytes(ds), "1.2.840.113619.5.2", (0,)))
    assert found.decoder == "native-big-endian"
    np.testing.assert_array_equal(found.stored[0], values)


# ---- where two decoders exist, on real files ------------------------------------------------------------------------


def _real_files() -> list[Path]:
    packaged = Path(pydicom.data.__file__).parent / "test_files"
    return sorted(path for path in packaged.rglob("*") if path.suffix == ".dcm" and path.stat().st_size < 1 << 20)


def _compressed(path: Path) -> Request | None:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # some of these files are meant to be odd
        ds = pydicom.dcmread(path, stop_before_pixels=True, force=True)
    syntax = str(getattr(ds.file_meta, "TransferSyntaxUID", ""))
    if len(DECODERS.get(syntax, ())) < 2 or "Rows" not in ds:
        return None
    return Request(path.read_bytes(), syntax, (0,))


def agree(request: Request) -> int:
    """How many decoders manage; they may differ by what the arithmetic of a lossy codec leaves open, no more."""
    found = {}
    for decoder in DECODERS[request.transfer_syntax]:
        try:
            found[decoder] = by(decoder, request).astype(int)
        except Exception:  # noqa: BLE001 - a decoder that does not manage takes no part
            continue
    first = next(iter(found.values()), np.zeros(0))
    # chroma is upsampled by a filter or by repetition: colours beside an edge may differ
    is_colour_jpeg = first.ndim == 4 and request.transfer_syntax in (f"{_4}.50", f"{_4}.51")
    for decoder, values in found.items():
        difference = np.abs(values - first)
        most = float(np.percentile(difference, 90)) if is_colour_jpeg else float(difference.max(initial=0))
        assert most <= (6 if is_colour_jpeg else 1), f"{decoder}: {most}"
    return len(found)


def test_decoders_agree_on_pydicom_s_own_files() -> None:
    counts = [agree(request) for path in _real_files() if (request := _compressed(path)) is not None]
    assert sum(n >= 2 for n in counts) >= 20


def test_decoders_agree_on_real_files_of_many_makers(shared_data: Path) -> None:
    single = [*(shared_data / "imaging").rglob("*.dcm"), *(shared_data / "imaging/dicom-test-files").rglob("*_J*")]
    requests = [request for path in sorted(single) if (request := _compressed(path)) is not None]
    assert sum(agree(request) >= 2 for request in requests) >= 20


def of(path: Path, *frames: int) -> Decoded:
    ds = pydicom.dcmread(path, stop_before_pixels=True, force=True)
    return decode(Request(path.read_bytes(), str(ds.file_meta.TransferSyntaxUID), frames or (0,)))


def test_retired_spectral_selection_shows_the_image_of_its_lossless_sibling(shared_data: Path) -> None:
    folder = shared_data / "imaging/cornerstoneWADO/examples/test-images"
    lossy = of(folder / f"CTImage.dcm_JPEGProcess6_8TransferSyntax_{_4}.53.dcm")
    lossless = of(folder / f"CTImage.dcm_JPEGProcess14TransferSyntax_{_4}.57.dcm")
    assert lossy.decoder == "imagecodecs"
    # in Hounsfield units by each file's own slope and intercept; the lossy one halved its values to fit twelve bits
    hu = lossless.stored[0] - 1024.0
    body = hu > -2000
    difference = np.abs(lossy.stored[0] * 2.0002442 - 4047 - hu)[body]
    assert np.percentile(difference, 99) < 20
    assert difference.mean() < 5


def test_progressive_jpeg_decodes_like_the_same_picture_in_sequence() -> None:
    """4.55: the same coefficients in another order give the same picture to the last bit."""
    ramp = np.add.outer(np.arange(64), 2 * np.arange(64)).astype(np.uint8)
    out: dict[bool, bytes] = {}
    for progressive in (False, True):
        held = io.BytesIO()
        Image.fromarray(ramp).save(held, "JPEG", quality=90, progressive=progressive)
        out[progressive] = held.getvalue()
    assert b"\xff\xc2" in out[True]
    progressive_values = decode(encapsulated(ramp, [out[True]], f"{_4}.55")).stored
    np.testing.assert_array_equal(progressive_values, decode(encapsulated(ramp, [out[False]], f"{_4}.50")).stored)


def test_twelve_bit_jpeg_of_two_decoders_agrees(shared_data: Path) -> None:
    path = shared_data / "imaging/dicom-test-files/data/WG04/JPLY/MR4_JPLY"
    request = Request(path.read_bytes(), f"{_4}.51", (0,))
    ours, theirs = by("imagecodecs", request).astype(int), by("gdcm-12-bit", request).astype(int)
    assert (ours.max(), np.abs(ours - theirs).max()) == (2148, 0) or np.abs(ours - theirs).max() <= 1


def test_a_deflated_segmentation_has_the_bits_of_the_plain_one(shared_data: Path) -> None:
    found = of(shared_data / "imaging/pydicom-data-git/liver_deflate.dcm", 0, 1, 2)
    plain = of(shared_data / "imaging/pydicom-data/liver.dcm", 0, 1, 2)
    assert plain.stored.any()
    np.testing.assert_array_equal(found.stored, plain.stored)


# ---- video ----------------------------------------------------------------------------------------------------------


def a_film(name: str, syntax: str, frames: int = 12, pieces: int = 1) -> Request:
    stream = (VIDEO / f"{name}.bin").read_bytes()
    size = -(-len(stream) // pieces)
    ds = with_pixels(a_header(), np.zeros((48, 64, 3), np.uint8), NumberOfFrames=frames)
    ds.PixelData = encapsulate([stream], fragments_per_frame=pieces)
    ds["PixelData"].is_undefined_length = True
    ds.file_meta.TransferSyntaxUID = UID(syntax)
    assert size
    return Request(as_bytes(changed(ds, {"PhotometricInterpretation": "YBR_PARTIAL_420"})), syntax, ())


@pytest.mark.parametrize(
    ("name", "syntax"),
    [
        ("mpeg2", f"{_4}.100"),
        ("h264", f"{_4}.102"),
        ("h264ts", f"{_4}.104"),
        ("hevc", f"{_4}.107"),
        ("hevc10", f"{_4}.108"),
    ],
)
def test_frames_of_a_film_have_the_colours_that_were_drawn(name: str, syntax: str) -> None:
    pytest.importorskip("cv2", reason="video is read on Linux and Windows")
    film = a_film(name, syntax, pieces=3)
    found = decode(Request(film.data, syntax, (0, 5, 11)))
    assert (found.decoder, found.stored.shape) == ("opencv", (3, 48, 64, 3))
    for picture, k in zip(found.stored.astype(int), (0, 5, 11), strict=True):
        assert np.abs(picture[10, 10] - (20 * k + 10)).max() <= 4
        assert np.abs(picture[10, 50] - (200, 30, 30)).max() <= 6
        assert np.abs(picture[40, 50] - (30, 30, 200)).max() <= 6


def test_a_film_that_ends_early_shows_what_it_has() -> None:
    pytest.importorskip("cv2", reason="video is read on Linux and Windows")
    film = a_film("h264", f"{_4}.102", frames=15)
    found = decode(Request(film.data, f"{_4}.102", tuple(range(15))))
    assert found.missing == (12, 13, 14)
    assert abs(int(found.stored[11, 10, 10, 0]) - 230) <= 4


# ---- bits, frames ---------------------------------------------------------------------------------------------------


def test_values_that_stand_high_in_their_words_come_down() -> None:
    """HighBit 15 with twelve bits stored: the value is in bits 4 to 15, and what lies below is no part of it."""
    wanted = np.array([[-2048, -1, 0, 2047]], np.int16)
    lifted = (wanted.view(np.uint16) << 4) | 0x0005
    ds = with_pixels(a_header(), lifted.view(np.int16), bits_stored=12, HighBit=15)
    np.testing.assert_array_equal(decode(Request(as_bytes(ds), "1.2.840.10008.1.2.1", (0,))).stored[0], wanted)


@pytest.mark.parametrize("is_signed", [False, True])
def test_words_are_cut_to_the_bits_stored(is_signed: bool) -> None:
    words = np.array([0xF801, 0x0FFF], np.uint16)
    assert as_meant(words, 12, is_signed).tolist() == ([-2047, -1] if is_signed else [0x801, 0xFFF])


def test_frames_in_more_fragments_than_there_are_frames() -> None:
    values = noise("u2", 4095, (3, 16, 16))
    streams = [imagecodecs.jpeg8_encode(v, lossless=True, predictor=1, bitspersample=12) for v in values]
    request = encapsulated(values, streams, f"{_4}.70", 12)
    ds = pydicom.dcmread(io.BytesIO(request.data))
    for has_table in (True, False):
        ds.PixelData = encapsulate(streams, fragments_per_frame=2, has_bot=has_table)
        ds["PixelData"].is_undefined_length = True
        for decoder in DECODERS[f"{_4}.70"]:
            found = by(decoder, Request(as_bytes(ds), f"{_4}.70", (0, 1, 2)))
            np.testing.assert_array_equal(found, values, f"{decoder} {has_table}")


@pytest.mark.parametrize("decoder", ["gdcm", "imagecodecs"])
def test_an_extended_offset_table_is_followed(decoder: str) -> None:
    values = noise("u2", 4095, (3, 16, 16))
    streams = [imagecodecs.jpeg8_encode(v, lossless=True, predictor=1, bitspersample=12) for v in values]
    request = encapsulated(values, streams, f"{_4}.70", 12)
    ds = pydicom.dcmread(io.BytesIO(request.data))
    ds.PixelData, ds.ExtendedOffsetTable, ds.ExtendedOffsetTableLengths = encapsulate_extended(streams)
    ds["PixelData"].is_undefined_length = True
    np.testing.assert_array_equal(by(decoder, Request(as_bytes(ds), f"{_4}.70", (0, 1, 2))), values)


def test_one_damaged_frame_does_not_take_the_others_with_it() -> None:
    values = noise("u1", 255, (3, 16, 16))
    streams = [imagecodecs.jpegls_encode(v) for v in values]
    streams[1] = bytes(len(streams[1]))
    found = decode(encapsulated(values, streams, f"{_4}.80"))
    assert found.missing == (1,)
    np.testing.assert_array_equal(found.stored[[0, 2]], values[[0, 2]])


def test_the_first_decoder_that_manages_is_named() -> None:
    values = noise("u2", 65535)
    request = encapsulated(values, [imagecodecs.jpegls_encode(values)], f"{_4}.80")
    assert _by_first(_opened(request), request)[1] == DECODERS[f"{_4}.80"][0]


def test_a_film_is_decoded_in_a_child_that_is_shut_in() -> None:
    pytest.importorskip("cv2", reason="video is read on Linux and Windows")
    film, workers = a_film("h264", f"{_4}.102"), Workers(1)
    try:
        request = Request(film.data, f"{_4}.102", (0, 11))
        limits = Limits(seconds=30, memory_mb=768)
        (found,) = workers.run("app.imaging.decode:decode_many", [request], limits=limits, returns=list[Decoded | str])
    finally:
        workers.close()
    assert isinstance(found, Decoded)
    assert found.stored.shape == (2, 48, 64, 3)
