"""Files as vendors write them, each with the values it was made of: any word size in any syntax, kinds of values that
do not fit, decimal commas. What cannot be told for certain says so and shows nothing."""

from __future__ import annotations

import io
import shutil
import struct
import subprocess
from pathlib import Path
from typing import Any

import numpy as np
import pydicom
import pytest
from numpy.typing import NDArray
from pydicom.dataset import FileDataset
from pydicom.uid import (
    DeflatedExplicitVRLittleEndian,
    ExplicitVRLittleEndian,
    ImplicitVRLittleEndian,
    RLELossless,
)

from app.imaging.assemble import assemble
from app.imaging.decode import decode
from app.imaging.frames import Request
from app.imaging.plain import decode_plain
from app.ingest.reader import Item, Options
from app.ingest.reading import read
from tests.converter import shown
from tests.dicom_files import a_header, as_bytes, changed, with_pixels

SYNTAXES = (ImplicitVRLittleEndian, ExplicitVRLittleEndian, DeflatedExplicitVRLittleEndian, RLELossless)
# bits allocated, bits stored, high bit
WORDS = ((8, 6, 7), (16, 10, 9), (16, 10, 15), (16, 12, 13), (16, 14, 15), (16, 16, 15), (32, 20, 19), (32, 24, 31))


def values_of(bits: int, is_signed: bool) -> NDArray[np.int64]:
    low, high = (-(1 << bits - 1), (1 << bits - 1) - 1) if is_signed else (0, (1 << bits) - 1)
    found = np.random.default_rng(bits).integers(low, high, (5, 7), endpoint=True)
    found.flat[:2] = low, high
    return found


def made_of(values: NDArray[np.int64], allocated: int, bits: int, high: int, is_signed: bool) -> FileDataset:
    """The values in their place in each word; what lies around them is noise, as from overlays of old."""
    mask = ((1 << bits) - 1) << (high + 1 - bits)
    noise = np.random.default_rng(1).integers(0, 1 << allocated, values.shape)
    words = ((values << (high + 1 - bits)) & mask) | (noise & ~mask & ((1 << allocated) - 1))
    ds = with_pixels(a_header(), words.astype(f"u{allocated // 8}"))
    return changed(ds, {"BitsStored": bits, "HighBit": high, "PixelRepresentation": int(is_signed)})


def in_syntax(ds: FileDataset, syntax: Any) -> bytes:
    again = pydicom.dcmread(io.BytesIO(as_bytes(ds)))
    if syntax == RLELossless:
        again.compress(RLELossless, encoding_plugin="pydicom")
    else:
        again.file_meta.TransferSyntaxUID = syntax
    out = io.BytesIO()
    again.save_as(out, implicit_vr=syntax == ImplicitVRLittleEndian, little_endian=True, enforce_file_format=True)
    return out.getvalue()


def seen(data: bytes) -> NDArray[Any]:
    """The values shown; where the file is read without a codec too, both ways give the same."""
    ((_, volume),) = shown([data])
    outcome = read("a.dcm", data, Options())
    assert isinstance(outcome, Item)
    assert outcome.image is not None
    instance = outcome.image.instance
    if instance.plain is not None:
        plain = decode_plain(data, instance, instance.plain, (0,))
        stored = decode(Request(data, instance.transfer_syntax, (0,))).stored
        assert not isinstance(plain, str)
        np.testing.assert_array_equal(plain.stored, stored)
    found: NDArray[Any] = np.asarray(volume.voxels)[0]
    return found


def why_not(data: bytes) -> str:
    outcome = read("a.dcm", data, Options())
    assert isinstance(outcome, Item)
    assert outcome.image is not None
    found = assemble(outcome.image.series, [outcome.image.instance])
    assert found.sets == ()
    return str(found.not_shown[0].what)


@pytest.mark.parametrize("syntax", SYNTAXES, ids=lambda one: one.name)
@pytest.mark.parametrize("is_signed", [False, True])
def test_a_value_is_the_same_wherever_it_stands_in_its_word(syntax: Any, is_signed: bool) -> None:
    for allocated, bits, high in WORDS[:-2] if syntax == RLELossless else WORDS:
        values = values_of(bits, is_signed)
        found = seen(in_syntax(made_of(values, allocated, bits, high, is_signed), syntax))
        np.testing.assert_array_equal(found, values, err_msg=f"{allocated} {bits} {high}")


@pytest.mark.skipif(shutil.which("dcmconv") is None, reason="dcmtk is not installed")
@pytest.mark.parametrize("is_signed", [False, True])
def test_words_that_dcmtk_turned_round_keep_their_values(is_signed: bool, tmp_path: Path) -> None:
    for allocated, bits, high in WORDS:
        values = values_of(bits, is_signed)
        (tmp_path / "a.dcm").write_bytes(as_bytes(made_of(values, allocated, bits, high, is_signed)))
        subprocess.run(["dcmconv", "+tb", tmp_path / "a.dcm", tmp_path / "b.dcm"], check=True, timeout=60)
        turned = (tmp_path / "b.dcm").read_bytes()
        if allocated > 16:
            # dcmtk and GDCM turn each half of such a word, pydicom the whole
            assert "which half comes first" in why_not(turned)
        else:
            np.testing.assert_array_equal(seen(turned), values)


VALUES = values_of(12, True)


def with_kind(tag: tuple[int, int], kind: bytes, value: bytes, **changes: Any) -> bytes:
    """A signed picture of twelve bits, one element of which is written with another kind of value."""
    data = as_bytes(changed(made_of(VALUES, 16, 12, 11, True), changes))
    at = data.index(struct.pack("<HH", *tag), 132)
    is_long = data[at + 4 : at + 6] in (b"OB", b"OW", b"SQ", b"UN")
    length = struct.unpack_from("<I" if is_long else "<H", data, at + (8 if is_long else 6))[0]
    head = struct.pack("<HH", *tag) + kind
    head += struct.pack("<HI", 0, len(value)) if kind in (b"OB", b"OW", b"UN") else struct.pack("<H", len(value))
    return data[:at] + head + value + data[at + (12 if is_long else 8) + length :]


ROWS, SAMPLES, FORM = (0x28, 0x10), (0x28, 0x02), (0x28, 0x04)
ODD: tuple[tuple[tuple[int, int], bytes, bytes], ...] = (
    (ROWS, b"UL", struct.pack("<I", 5)), (ROWS, b"IS", b"5 "), (ROWS, b"LO", b"5 "), (ROWS, b"SS", b"\5\0"),
    (ROWS, b"UN", b"\5\0"), (ROWS, b"US", b"\5\0\5\0"), (SAMPLES, b"US", b""), (FORM, b"CS", b"monochrome2 "),
    (FORM, b"CS", b"MONOCHROME2\0"), ((0x28, 0x102), b"US", b""),
)  # fmt: skip


@pytest.mark.parametrize(("tag", "kind", "value"), ODD)
def test_a_kind_of_value_that_does_not_fit_costs_no_picture(tag: tuple[int, int], kind: bytes, value: bytes) -> None:
    np.testing.assert_array_equal(seen(with_kind(tag, kind, value)), VALUES)


def test_an_inverted_picture_is_inverted_in_small_letters_too() -> None:
    ((_, volume),) = shown([with_kind(FORM, b"CS", b"monochrome1 ")])
    assert volume.inverted


@pytest.mark.parametrize(
    ("tag", "name"),
    [((0x28, 0x101), "BitsStored"), ((0x28, 0x103), "PixelRepresentation"), (FORM, "PhotometricInterpretation")],
)
def test_bits_of_no_stated_meaning_are_not_shown_and_it_is_said(tag: tuple[int, int], name: str) -> None:
    data = with_kind(tag, b"US" if tag != FORM else b"CS", b"")
    assert name in why_not(data)


def test_colour_needs_no_word_on_signs() -> None:
    pixels = np.random.default_rng(2).integers(0, 256, (4, 5, 3)).astype(np.uint8)
    ds = with_pixels(a_header("1.2.840.10008.5.1.4.1.1.7", Modality="OT"), pixels)
    np.testing.assert_array_equal(seen(as_bytes(changed(ds, {"PixelRepresentation": None}))), pixels)


SLOPE = (0x28, 0x1053)


@pytest.mark.parametrize(("kind", "value"), [(b"DS", b"1,5 "), (b"DS", b"1.5 "), (b"FD", struct.pack("<d", 1.5))])
def test_a_slope_is_the_number_that_was_meant(kind: bytes, value: bytes) -> None:
    data = with_kind(SLOPE, kind, value, RescaleSlope="1", RescaleIntercept="10")
    np.testing.assert_array_equal(seen(data), VALUES * 1.5 + 10)


@pytest.mark.parametrize("value", [b"1.0E", b"nan ", b"one ", b"1E400 "])
def test_values_whose_scale_is_no_number_have_no_unit_and_it_is_said(value: bytes) -> None:
    data = with_kind(SLOPE, b"DS", value, RescaleSlope="1", RescaleIntercept="10")
    outcome = read("a.dcm", data, Options())
    assert isinstance(outcome, Item)
    assert any("RescaleSlope" in str(note.what) and value.decode().strip() in str(note.what) for note in outcome.notes)
    ((_, volume),) = shown([data])
    assert volume.unit == ""
    ((_, whole),) = shown([with_kind(SLOPE, b"DS", b"2 ", RescaleSlope="1", RescaleIntercept="10")])
    assert whole.unit == "HU"
